from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import LineString, MultiLineString, box

from checkers.fire.egress_width import egress_width
from tests.checkers.drawn import findings, not_shown
from tests.checkers.floor import HOUSE, OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def door(
    code: str, wide: float, *, title: str = "3#楼三层平面图", name: str = "办公室", leaves: int = 1, **more: Any
) -> Floor:
    """A hall (门厅, no corridor) with one door of a room, this wide between its jambs."""
    floor = Floor(title)
    way = floor.room("门厅", 0, 0, 20, 6)
    room = floor.room(name, 0, 6.2, 20, 6)
    floor.door([(4, 6.1), (4 + wide, 6.1)], room, way, code, into=room, leaves=leaves, **more)
    return floor


def outside(wide: float, leaves: int = 2) -> Floor:
    floor = Floor("3#楼一层平面图")
    way = floor.room("门厅", 0, 0, 20, 6)
    floor.door([(4 + wide, -0.1), (4, -0.1)], None, way, "", into="out", leaves=leaves)
    return floor


def corridor(width: float) -> Floor:
    floor = Floor()
    floor.room("走道", 0, 0, 20, width)
    return floor


def verdicts(floor: Floor, **other: Any) -> list[str]:
    return [str(each.verdict) for each in findings(egress_width, floor.plans(buildings=[{**OFFICE, **other}]))]


def test_a_door_of_nine_decimetres_leaves_eight_and_is_met() -> None:
    [found] = findings(egress_width, door("M0921", 0.9).plans(buildings=[OFFICE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(0.8), 0.8)
    assert found.along is not None
    assert found.along.length == pytest.approx(0.9)


def test_a_door_that_fits_only_without_a_frame_is_doubtful_and_a_smaller_one_broken() -> None:
    assert verdicts(door("", 0.85)) == ["doubtful"]
    assert verdicts(door("", 0.8995)) == ["doubtful"]
    assert verdicts(door("M0821", 0.8)) == ["broken"]
    assert verdicts(door("M0721", 0.7)) == ["broken"]


def test_code_and_opening_that_differ_are_doubtful_where_it_matters() -> None:
    assert verdicts(door("M0821", 1.0)) == ["doubtful"]
    assert verdicts(door("M1221", 1.0)) == ["met"]


def test_without_jambs_the_code_tells_and_without_both_nothing_does() -> None:
    assert verdicts(door("M1021", 1.0, measured=False)) == ["met"]
    assert verdicts(door("M0721", 1.0, measured=False)) == ["doubtful"]
    assert verdicts(door("", 1.0, measured=False)) == ["doubtful"]
    assert verdicts(door("M1021", 1.0, sure=False)) == ["doubtful"]


def test_doors_to_the_outside_on_the_ground_floor_are_wider() -> None:
    assert verdicts(outside(1.25)) == ["met"]
    assert verdicts(outside(1.2)) == ["doubtful"]
    assert verdicts(outside(1.05)) == ["broken"]
    assert verdicts(outside(1.35), height=30.0) == ["met"]
    assert verdicts(outside(1.15), height=30.0) == ["broken"]
    assert verdicts(outside(1.4), height=30.0, use="hospital") == ["doubtful"]
    assert verdicts(outside(1.3), height=None) == ["doubtful"]
    assert verdicts(outside(1.5), height=None, use=None) == ["met"]


def test_doors_of_crowded_halls_are_widest() -> None:
    assert verdicts(door("M1621", 1.6, name="多功能厅", leaves=2)) == ["met"]
    assert verdicts(door("M1221", 1.2, name="多功能厅", leaves=2), crowded=True) == ["broken"]
    assert verdicts(door("M1221", 1.2, name="多功能厅", leaves=2), crowded=None) == ["doubtful"]
    assert verdicts(door("M1221", 1.2, name="多功能厅", leaves=2), crowded=False) == ["met"]


def test_doors_of_toilets_and_shafts_are_not_looked_at() -> None:
    assert verdicts(door("M0721", 0.7, name="男卫生间")) == []
    assert verdicts(door("M0721", 0.7, name="强电井")) == []
    assert findings(egress_width, Floor().plans()) == []


def test_a_corridor_is_measured_at_its_narrowest() -> None:
    [found] = findings(egress_width, corridor(1.1).plans(buildings=[OFFICE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(1.1), 1.1)
    assert verdicts(corridor(1.0995)) == ["doubtful"]
    assert verdicts(corridor(1.05)) == ["broken"]
    column = corridor(1.5)
    column.masonry = box(9, 0, 9.5, 0.5), MultiLineString()
    assert verdicts(column) == ["broken"]


def test_in_high_public_buildings_rooms_on_both_sides_ask_for_more() -> None:
    assert verdicts(corridor(1.4), height=30.0) == ["met"]
    assert verdicts(corridor(1.35), height=30.0) == ["doubtful"]
    assert verdicts(corridor(1.2), height=30.0) == ["broken"]
    assert verdicts(corridor(1.45), height=30.0, use="hospital") == ["doubtful"]
    floor = corridor(1.2)
    floor.title = "1#楼三层平面图"
    assert [str(each.verdict) for each in findings(egress_width, floor.plans(buildings=[HOUSE]))] == ["met"]


def test_hidden_objects_and_walls_across_are_doubtful() -> None:
    hidden = corridor(1.5)
    hidden.not_displayed = (not_shown("proxy", "TCH_COLUMN", 3),)
    crossed = corridor(1.5)
    crossed.masonry = box(9, -0.1, 9.2, 1.6), MultiLineString()
    assert verdicts(hidden) == verdicts(crossed) == ["doubtful"]


def test_turned_and_far_away_nothing_changes() -> None:
    for floor in (corridor(1.2), corridor(1.0), door("M0921", 0.9), outside(1.05)):
        here, there = (findings(egress_width, floor.plans(affine, buildings=[OFFICE])) for affine in (None, TURNED))
        assert [each.verdict for each in here] == [each.verdict for each in there]


def test_the_outer_door_of_a_stair_on_the_ground_floor_counts() -> None:
    for wide, expected in ((1.5, "met"), (1.0, "broken")):
        floor = Floor("3#楼一层平面图")
        stair = floor.room("楼梯间", 0, 0, 3, 6)
        floor.door([(0.5 + wide, -0.1), (0.5, -0.1)], None, stair, "", into="out", leaves=2)
        assert verdicts(floor) == [expected]


def test_the_name_of_a_corridor_that_nothing_encloses_is_doubtful_in_public_buildings_too() -> None:
    floor = door("M0921", 0.9)
    floor.texts = [("走廊", 25, 3)]
    assert sorted(verdicts(floor)) == ["doubtful", "met"]


def test_a_passage_inside_a_dwelling_is_no_corridor_where_no_stair_was_recognised() -> None:
    floor = Floor("1#楼三层平面图")
    passage, bed = floor.room("过道", 0, 0, 5, 0.95), floor.room("主卧", 0, 1.15, 5, 4)
    floor.door([(1, 1.05), (1.7, 1.05)], bed, passage, "M0721", into=bed)
    assert [each.verdict for each in findings(egress_width, floor.plans(buildings=[HOUSE]))] == []


def test_the_door_of_a_room_that_only_treads_call_a_stair_is_doubtful_where_no_storey_is_named() -> None:
    said = {}
    for title in ("平面图", "3#楼三层平面图"):
        floor = Floor(title)
        hall, stair = floor.room("营业厅", 0, 0, 20, 6), floor.room("", 0, 6.2, 2.6, 6)
        for step in range(10):
            floor.strokes.append(("STAIR", LineString([(0, 8 + 0.28 * step), (2.6, 8 + 0.28 * step)])))
        floor.door([(1, 6.1), (1.6, 6.1)], stair, hall, "", into=stair)
        said[title] = verdicts(floor)
    assert said == {"平面图": ["doubtful"], "3#楼三层平面图": ["broken"]}
