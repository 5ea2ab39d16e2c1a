"""Drains along a building of 30 by 15 m from 0, 0 to 30, 15."""

from __future__ import annotations

import pytest
from shapely import LineString, Polygon

from checkers.errors import CouldNotRead
from checkers.health.drain_building import drain_building
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed, verdicts

HOUSE = ("BLDG_OUTLINE", rectangle(0, 0, 30, 15))
TITLE = "室外排水总平面图"


def drain(line: LineString, layer: str = "污水管") -> Stroke:
    return Stroke("PIPE", line, layer=layer)


def said(*strokes: Stroke, title: str = TITLE) -> dict[str, str]:
    return verdicts(drain_building, plans(sheet([HOUSE, *strokes], [("1#", 5, 5)], title=title)))


def test_a_drain_five_metres_away_is_met_and_one_at_two_metres_broken() -> None:
    assert said(drain(path((-10, -5), (40, -5)))) == {"1# 与 污水管": "met"}
    [finding] = findings(
        drain_building, plans(sheet([HOUSE, drain(path((-10, -2), (40, -2)))], [("1#", 5, 5)], title=TITLE))
    )
    assert (finding.verdict, finding.measured, finding.required) == ("broken", 2.0, 3.0)
    assert finding.along is not None
    assert finding.along.length == 2.0


def test_exactly_three_metres_are_met_half_a_millimetre_less_is_doubtful() -> None:
    assert said(drain(path((-10, -3), (40, -3)))) == {"1# 与 污水管": "met"}
    assert said(drain(path((-10, -2.9995), (40, -2.9995)))) == {"1# 与 污水管": "doubtful"}


def test_a_connection_across_the_wall_is_not_looked_at() -> None:
    assert said(drain(path((-10, -5), (40, -5))), drain(path((12, 1), (12, -5)))) == {"1# 与 污水管": "met"}
    assert said(drain(path((12, 1), (12, -5)))) == {}


def test_a_connection_that_turns_along_the_wall_is_doubtful() -> None:
    assert said(drain(path((12, 1), (12, -2), (25, -2), (25, -9)))) == {"1# 与 污水管": "doubtful"}


def test_drains_inside_the_building_rain_water_and_storey_plans_are_not_looked_at() -> None:
    assert said(drain(path((2, 1), (28, 1)))) == {}
    assert said(drain(path((-10, -2), (40, -2)), "雨水管")) == {}
    assert said(drain(path((-10, -2), (40, -2))), title="一层给排水平面图") == {}


def test_every_drain_too_near_is_named() -> None:
    two = said(drain(path((-10, -2), (40, -2))), drain(path((-10, 16), (40, 16)), "废水管"))
    assert two == {"1# 与 污水管": "broken", "1# 与 废水管": "broken"}


def test_a_tower_that_counts_its_storeys_below_stands_above_ground() -> None:
    near = drain(path((-10, -2), (40, -2)))
    for words, verdict in (("1#楼 18F/地下2层", ["broken"]), ("地下车库", []), ("1#楼 地下车库出入口", ["doubtful"])):
        drawn = plans(sheet([HOUSE, ("BLDG_OUTLINE", rectangle(0, -60, 30, 15)), near], [(words, 5, 5)], title=TITLE))
        found = [str(finding.verdict) for finding in findings(drain_building, drawn) if finding.measured == 2.0]
        assert found == verdict


def test_a_drain_past_a_corner_at_an_angle_is_measured_and_one_that_ends_before_the_wall_is_not() -> None:
    """The corner of a house turned by 45 degrees lies 1 m from the drain."""
    house = ("BLDG_OUTLINE", Polygon([(50, 1), (60, 11), (50, 21), (40, 11)]))
    past = plans(sheet([house, drain(path((0, 0), (90, 0)))], title=TITLE))
    assert list(verdicts(drain_building, past).values()) == ["broken"]
    assert said(drain(path((12, -1), (12, -9)))) == {}


def test_a_pipe_without_a_name_too_near_is_doubtful() -> None:
    assert said(drain(path((-10, -2), (40, -2)), "PIPE")) == {"1# 与 管道": "doubtful"}
    assert said(drain(path((-10, -4), (40, -4)), "PIPE")) == {}


def test_a_second_sheet_with_drains_and_no_outline_is_doubtful() -> None:
    first = sheet([HOUSE, drain(path((-10, -5), (40, -5)))], title=TITLE)
    second = sheet([drain(path((-10, -5), (40, -5)))], title=TITLE, identity="0123456789ab-2")
    assert sorted(str(one.verdict) for one in findings(drain_building, plans(first, second))) == ["doubtful", "met"]


def test_without_a_building_outline_it_cannot_be_read() -> None:
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        findings(drain_building, plans(sheet([drain(path((0, 0), (40, 0)))], title=TITLE)))


def test_where_objects_could_not_be_read_far_is_doubtful() -> None:
    drawn = sheet(
        [HOUSE, drain(path((-10, -5), (40, -5)))],
        [("1#", 5, 5)],
        title=TITLE,
        not_displayed=[not_shown("proxy", "PIPE")],
    )
    assert verdicts(drain_building, plans(drawn)) == {"1# 与 污水管": "doubtful"}


def test_turned_and_shifted_it_measures_the_same() -> None:
    drawn = sheet([HOUSE, drain(path((-10, -2), (40, -2)))], [("1#", 5, 5)], title=TITLE)
    [finding] = findings(drain_building, plans(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.0, abs=1e-6))
