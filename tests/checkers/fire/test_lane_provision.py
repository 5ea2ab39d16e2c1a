from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.fire.lane_provision import lane_provision
from tests.checkers.drawn import findings, path, plans, rectangle, sheet, transformed

HOUSING = {"use": "residential", "height": 53.8, "storeys": 18}
TOWER = {"use": "office", "height": 60.0, "storeys": 15}
SHOP = {"use": "commercial", "height": 9.0, "storeys": 2}
SOUTH, NORTH = rectangle(-10, -10, 60, 4), rectangle(-10, 21, 60, 4)
"""lanes 6 m before the long sides of a building of 40 m by 15 m at the origin"""
TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def drawn(*lanes: Any, outline: Any = None, others: Any = ()) -> Any:
    building = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15) if outline is None else outline)
    lines = [("FIRE_LANE", lane) for lane in lanes]
    return sheet([building, *lines, *others], [("1#", 5, 5)], title="消防总平面图", scale=500.0)


def verdicts(building: Any, *lanes: Any, **fields: Any) -> Any:
    made = plans(drawn(*lanes, **fields), buildings=[{"name": "1#", **building}])
    return [str(f.verdict) for f in findings(lane_provision, made)]


def test_housing_with_a_lane_along_one_long_side_is_met_and_with_one_along_a_gable_broken() -> None:
    assert verdicts(HOUSING, SOUTH) == ["met"]
    assert verdicts(HOUSING, rectangle(46, -20, 4, 60)) == ["broken"]


def test_on_the_edge_a_lane_along_the_very_share_of_the_side_is_met() -> None:
    assert verdicts(HOUSING, rectangle(0, -10, 38, 4)) == ["met"]
    assert verdicts(HOUSING, rectangle(0, -10, 37, 4)) == ["broken"]


def test_a_public_high_rise_needs_both_sides() -> None:
    assert verdicts(TOWER, SOUTH, NORTH) == ["met"]
    assert verdicts(TOWER, SOUTH) == ["doubtful"]
    assert verdicts(TOWER, rectangle(46, -20, 4, 60)) == ["broken"]


def test_a_low_public_building_is_looked_at_when_it_is_large() -> None:
    assert verdicts(SHOP, SOUTH) == []
    large = rectangle(0, 0, 101, 30)
    both = rectangle(-10, -10, 130, 4), rectangle(-10, 36, 130, 4)
    assert verdicts(SHOP, *both, outline=large) == ["met"]
    assert verdicts(SHOP, rectangle(110, -20, 4, 60), outline=large) == ["broken"]


def test_a_lane_a_little_too_far_away_is_doubtful_and_a_far_one_broken() -> None:
    assert verdicts(HOUSING, rectangle(-10, -15, 60, 4)) == ["met"]
    assert verdicts(HOUSING, rectangle(-10, -21, 60, 4)) == ["doubtful"]
    assert verdicts(HOUSING, rectangle(-10, -24, 60, 4)) == ["doubtful"]
    assert verdicts(HOUSING, rectangle(-10, -44, 60, 4)) == ["broken"]


def test_a_road_not_marked_as_a_lane_is_doubtful() -> None:
    gable = rectangle(46, -20, 4, 60)
    assert verdicts(HOUSING, gable, others=[("ROAD", SOUTH)]) == ["doubtful"]


def test_a_lane_drawn_by_a_line_is_doubtful() -> None:
    assert verdicts(HOUSING, path((-10, -8), (50, -8))) == ["doubtful"]


def test_a_single_lane_away_from_the_climbing_ground_is_doubtful() -> None:
    ground = ("CLIMB_GROUND", rectangle(5, 20, 22, 10))
    assert verdicts(HOUSING, SOUTH, others=[ground]) == ["doubtful"]
    assert verdicts(HOUSING, rectangle(-10, 29, 60, 4), others=[ground]) == ["met"]
    assert verdicts(HOUSING, NORTH, others=[ground]) == ["met"]


def test_what_is_unknown_of_the_building_is_doubtful_only_where_it_matters() -> None:
    assert verdicts({}, SOUTH) == ["doubtful"]
    assert verdicts({}, SOUTH, NORTH) == ["met"]


def test_what_stands_already_and_a_sheet_without_lanes_are_not_looked_at() -> None:
    assert verdicts(HOUSING) == []
    assert verdicts({"use": "industrial"}, SOUTH) == []


def test_lanes_without_any_building_could_not_be_read() -> None:
    lone = sheet([("FIRE_LANE", SOUTH)], title="消防总平面图", scale=500.0)
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        findings(lane_provision, plans(lone))


def test_turning_and_shifting_changes_nothing() -> None:
    made = plans(transformed(drawn(SOUTH), TURNED), buildings=[{"name": "1#", **HOUSING}])
    assert [str(f.verdict) for f in findings(lane_provision, made)] == ["met"]


def test_a_lane_behind_another_building_is_doubtful() -> None:
    lane = rectangle(-10, -14, 60, 4)
    kiosk = ("BLDG_OUTLINE", rectangle(0, -9, 40, 5))
    assert verdicts(HOUSING, lane) == ["met"]
    assert verdicts(HOUSING, lane, others=[kiosk])[0] == "doubtful"
    assert verdicts(HOUSING, lane, NORTH, others=[kiosk])[0] == "met"


def test_a_word_far_down_the_road_does_not_make_all_of_it_a_lane() -> None:
    road = [("ROAD", rectangle(-10, -12, 60, 6)), ("ROAD", rectangle(49, -80, 6, 75))]

    def said(x: float, y: float) -> Any:
        texts = [("1#", 5, 5), ("消防车道", x, y)]
        made = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15)), *road], texts, title="消防总平面图", scale=500.0)
        return [str(f.verdict) for f in findings(lane_provision, plans(made, buildings=[{"name": "1#", **HOUSING}]))]

    assert said(20, -9) == ["met"]
    assert said(52, -75) == ["doubtful"]


def test_parts_of_a_building_cover_their_ground_together() -> None:
    halves = [("BLDG_OUTLINE", rectangle(0, 0, 60, 40)), ("BLDG_OUTLINE", rectangle(60, 0, 60, 40))]
    lane = ("FIRE_LANE", rectangle(200, 0, 4, 60))
    texts = [("1#", 5, 5), ("1#", 70, 5)]
    made = sheet([*halves, lane], texts, title="消防总平面图", scale=500.0)
    assert {f.verdict for f in findings(lane_provision, plans(made, buildings=[{"name": "1#", **SHOP}]))} == {
        "doubtful"
    }


def test_a_building_on_no_sheet_with_lanes_is_doubtful() -> None:
    other = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15))], [("2#", 5, 5)], title="总平面图", identity="a-2")
    again = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15))], [("1#", 5, 5)], title="总平面图", identity="a-3")
    made = plans(drawn(SOUTH), other, again, buildings=[{"name": "1#", **HOUSING}, {"name": "2#", **HOUSING}])
    assert {f.subject: f.verdict for f in findings(lane_provision, made)} == {"1#": "met", "2#": "doubtful"}
