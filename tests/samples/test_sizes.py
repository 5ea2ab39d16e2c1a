"""The deliberate sizes, computed by hand from the corners that are drawn, never by a rule."""

from __future__ import annotations

import pytest
from shapely import LineString, Point, Polygon

from samples import basement, draft, housing, site, site_services

OUTLINES = {building.name or f"现状{place}": Polygon(building.outline) for place, building in enumerate(site.BUILDINGS)}


def test_the_towers_stand_12_2_metres_apart_at_the_bay_only() -> None:
    assert OUTLINES["1#"].distance(OUTLINES["2#"]) == pytest.approx(12.2)
    assert OUTLINES["2#"].distance(OUTLINES["5#"]) == pytest.approx(10.8)


def test_no_other_two_buildings_stand_closer_than_14_metres() -> None:
    names = sorted(set(OUTLINES) - {"裙房", "3#"})
    close = {
        (one, two)
        for place, one in enumerate(names)
        for two in names[place + 1 :]
        if OUTLINES[one].distance(OUTLINES[two]) < 13.99
    }
    assert close == {("1#", "2#"), ("2#", "5#")}


def test_only_the_podium_crosses_the_control_line_and_by_0_6_metres() -> None:
    control = Polygon(site.CONTROL)
    inside_site = {name for name, outline in OUTLINES.items() if Polygon(site.SITE).contains(outline.centroid)}
    assert {name for name in inside_site if not control.covers(OUTLINES[name])} == {"裙房"}
    assert control.exterior.distance(Point(94, 7.4)) == pytest.approx(0.6)


def test_the_control_line_keeps_5_metres_from_the_site_boundary() -> None:
    assert LineString([*site.CONTROL, site.CONTROL[0]]).distance(
        LineString([*site.SITE, site.SITE[0]])
    ) == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("buildings", "area", "density"), [(site.BUILDINGS, 3523.8, 0.2357), (draft.BUILDINGS, 4322.6, 0.2891)]
)
def test_the_buildings_cover_what_the_notes_say(
    buildings: tuple[site.Building, ...], area: float, density: float
) -> None:
    covered = Polygon()
    for building in buildings:
        if not building.existing:
            covered = covered.union(Polygon(building.outline))
    assert covered.area == pytest.approx(area)
    assert Polygon(site.SITE).area == 14950.0
    assert covered.area / 14950.0 == pytest.approx(density, abs=1e-4)


def test_the_climbing_grounds_are_24_by_9_4_and_26_by_10_5() -> None:
    sizes = [
        (round(ground[1][0] - ground[0][0], 6), round(ground[2][1] - ground[1][1], 6)) for ground, _ in site.CLIMBING
    ]
    assert sizes == [(24.0, 9.4), (26.0, 10.5)]
    for (ground, _), name in zip(site.CLIMBING, ("1#", "2#"), strict=True):
        assert Polygon(ground).distance(OUTLINES[name]) == pytest.approx(5.5)


def test_the_corridors_are_1_30_and_1_14_metres_wide() -> None:
    assert housing.WEST[1] - housing.WEST[0] == pytest.approx(1.30)
    assert housing.EAST[1] - housing.EAST[0] == pytest.approx(1.14)


def test_the_units_have_the_areas_written_in_them() -> None:
    areas = [Polygon(unit).area for unit in (basement.UNIT_1, basement.UNIT_2, basement.UNIT_3)]
    assert areas == pytest.approx([2165.13, 1771.47, 787.32], abs=0.005)
    assert sum(areas) == pytest.approx(97.2 * 48.6)


def test_tanks_and_wells_lie_where_the_table_says() -> None:
    near, far = (Polygon(tank) for tank in site_services.SEPTIC)
    first, second = (Polygon(tank) for tank in site_services.RESERVOIRS)
    assert first.distance(far) == pytest.approx(8.2006, abs=1e-4)
    assert second.distance(near) > 10
    assert second.distance(far) > 10
    assert near.distance(Point(site_services.WELL)) == pytest.approx(25.0)
    assert far.distance(Point(site_services.WELL)) > 30
    for tank in (near, far):
        assert min(tank.distance(OUTLINES[name]) for name in ("裙房", "5#", "6#")) > 5
