from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.redline_encroachment import redline_encroachment
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 120, 100))


def found(
    building: Any, *, others: Any = (SITE,), texts: Any = (), extra: Any = (), affine: Any = None, hidden: Any = ()
) -> Any:
    drawn = sheet(
        [*others, ("BLDG_OUTLINE", building), *extra],
        [("1#", *building.representative_point().coords[0]), *texts],
        title="总平面图",
        scale=500.0,
        not_displayed=hidden,
    )
    if affine:
        drawn = transformed(drawn, affine)
    return findings(redline_encroachment, plans(drawn))


def test_a_building_inside_is_met() -> None:
    [finding] = found(rectangle(15, 15, 30, 15))
    assert (finding.verdict, finding.measured) == ("met", 0.0)


def test_a_building_across_the_boundary_is_broken_by_its_farthest_place() -> None:
    [finding] = found(rectangle(-1.5, 15, 30, 15))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.5))


def test_on_the_edge_a_wall_on_the_line_is_met_and_a_millimetre_beyond_is_doubtful() -> None:
    assert found(rectangle(0, 15, 30, 15))[0].verdict == "met"
    assert found(rectangle(-0.0009, 15, 30, 15))[0].verdict == "doubtful"
    assert found(rectangle(-0.02, 15, 30, 15))[0].verdict == "broken"


def test_basements_and_septic_tanks_must_stay_inside_too() -> None:
    below = found(rectangle(-1, 15, 30, 15), texts=[("地下车库", 10, 20)])
    assert [finding.verdict for finding in below] == ["broken"]
    basement = [("BASEMENT", rectangle(-2, 40, 50, 30))]
    assert {f.verdict for f in found(rectangle(15, 15, 30, 15), extra=basement)} == {"met", "broken"}
    tank = [("TANK", rectangle(118, 50, 6, 3))]
    verdicts = [f.verdict for f in found(rectangle(15, 15, 30, 15), extra=tank, texts=[("化粪池", 119, 51)])]
    assert sorted(verdicts) == ["broken", "met"]


def test_a_red_line_of_a_road_that_cuts_a_building_is_broken() -> None:
    red = ("ROAD_REDLINE", path((-10, 20), (130, 20)))
    [finding] = found(rectangle(15, 18, 30, 15), extra=[red])
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.0))
    assert found(rectangle(15, 20, 30, 15), extra=[red])[0].verdict == "met"


def test_existing_buildings_and_neighbours_are_not_looked_at() -> None:
    assert found(rectangle(-2, 15, 30, 15), texts=[("现状", 10, 20)]) == []
    assert found(rectangle(130, 15, 30, 15)) == []


def test_without_any_red_line_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="SITE_BOUNDARY"):
        found(rectangle(15, 15, 30, 15), others=[])


def test_with_roads_alone_what_they_do_not_cut_is_doubtful() -> None:
    red = ("ROAD_REDLINE", path((-10, 0), (130, 0)))
    assert found(rectangle(15, 15, 30, 15), others=[red])[0].verdict == "doubtful"


def test_hidden_objects_make_met_doubtful_and_leave_broken() -> None:
    proxies = [not_shown("proxy", "X")]
    assert found(rectangle(15, 15, 30, 15), hidden=proxies)[0].verdict == "doubtful"
    assert found(rectangle(-2, 15, 30, 15), hidden=proxies)[0].verdict == "broken"


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(rectangle(0, 15, 30, 15), affine=affine)[0].verdict in {"met", "doubtful"}
    assert found(rectangle(5, 15, 30, 15), affine=affine)[0].verdict == "met"
    assert found(rectangle(-1.5, 15, 30, 15), affine=affine)[0].verdict == "broken"


def test_buildings_on_a_sheet_without_any_red_line_could_not_be_read() -> None:
    site = sheet([SITE], title="用地红线图", identity="a-1")
    houses = sheet([("BLDG_OUTLINE", rectangle(-5, 15, 30, 15))], [("1#", 0, 20)], title="总平面图", identity="b-1")
    with pytest.raises(CouldNotRead, match="红线"):
        findings(redline_encroachment, plans(site, houses))
    both = sheet([SITE, ("BLDG_OUTLINE", rectangle(5, 15, 30, 15))], [("1#", 9, 20)], title="总平面图", identity="a-1")
    assert [each.verdict for each in findings(redline_encroachment, plans(both, houses))] == ["met"]


@pytest.mark.parametrize(
    "red", [("ROAD_REDLINE", path((110, -10), (110, 110))), ("ROAD_REDLINE", rectangle(110, -10, 40, 120))]
)
def test_a_building_wholly_beyond_the_red_line_of_a_road_is_doubtful(red: Any) -> None:
    [finding] = found(rectangle(111, 15, 8, 15), extra=[red])
    assert finding.verdict == "doubtful"
    assert found(rectangle(15, 15, 30, 15), extra=[red])[0].verdict == "met"


def test_lines_of_an_outline_that_bound_nothing_and_cross_the_boundary_are_doubtful() -> None:
    loose = [
        ("BLDG_OUTLINE", path((-5, 50), (20, 50))),
        ("BLDG_OUTLINE", path((20, 50), (20, 70))),
        ("BLDG_OUTLINE", path((20, 50), (40, 50))),
    ]
    said = {finding.verdict for finding in found(rectangle(15, 15, 30, 15), extra=loose)}
    assert said == {"met", "doubtful"}


def test_a_new_building_that_mentions_an_old_one_is_looked_at() -> None:
    [finding] = found(rectangle(-5, 15, 30, 15), texts=[("新建厂房（原有厂房拆除）", 12, 20)])
    assert finding.verdict == "doubtful"
