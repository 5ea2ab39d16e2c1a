"""The deliberate sizes, computed by hand from the corners that are drawn, never by a rule."""

from __future__ import annotations

import pytest
from shapely import LineString, Point, Polygon, union_all

from samples import basement, draft, housing, site, site_services, site_sheets

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
    ("buildings", "area", "density"), [(site.BUILDINGS, 3330.1, 0.2227), (draft.BUILDINGS, 4323.7, 0.2892)]
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


def test_the_climbing_grounds_are_36_by_9_4_and_36_by_10_5() -> None:
    sizes = [
        (round(ground[1][0] - ground[0][0], 6), round(ground[2][1] - ground[1][1], 6)) for ground, _ in site.CLIMBING
    ]
    assert sizes == [(36.0, 9.4), (36.0, 10.5)]
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


def test_the_green_covers_what_the_table_says() -> None:
    built = union_all([Polygon(building.outline) for building in site.BUILDINGS if not building.existing])
    stalls = [
        Polygon(site.rectangle(site.STALL_EAST - site.STALL_DEEP, low, site.STALL_DEEP, 2.5)) for low, _ in site.LOT
    ]
    green = union_all([Polygon(corners) for corners in site.GREENS])
    assert green.intersection(built.buffer(1.0, join_style="mitre")).area == pytest.approx(0)
    assert green.intersection(union_all(stalls)).area == pytest.approx(0)
    assert Polygon(site.SITE).covers(green)
    assert green.area / 14950.0 == pytest.approx(0.351, abs=0.0005)


def test_the_stalls_stand_4_7_metres_from_the_podium() -> None:
    stalls = [
        Polygon(site.rectangle(site.STALL_EAST - site.STALL_DEEP, low, site.STALL_DEEP, 2.5)) for low, _ in site.LOT
    ]
    assert min(stall.distance(OUTLINES["裙房"]) for stall in stalls) == pytest.approx(4.7)


def test_one_hydrant_stands_3_5_metres_from_the_kerb() -> None:
    kerb = 52.6
    away = sorted(kerb - y for x, y in site_sheets.HYDRANTS if 20 < x < 130 and y < kerb)
    assert away == pytest.approx([1.1, 1.1, 1.1, 3.5])


def test_a_drain_runs_0_6_metres_beside_the_supply() -> None:
    assert pytest.approx(0.6) == site_services.BESIDE_SUPPLY - 44.0 - 0.15 / 2 - 0.3 / 2
