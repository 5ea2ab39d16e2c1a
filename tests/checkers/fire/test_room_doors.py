from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.fire.room_doors import room_doors
from tests.checkers.drawn import findings
from tests.checkers.floor import OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def beside(width: float, depth: float, *, doors: int = 1, dead_end: bool = False, name: str = "办公室") -> Floor:
    """A room beside a corridor 40 m long; its area with half of its walls is (width + 0.2) (depth + 0.2)."""
    floor = Floor()
    way = floor.room("走道", 0, 0, 40, 2)
    for number, at in enumerate((1, 37) if not dead_end else (1,)):
        stair = floor.room(f"楼梯间{number + 1}", at, 2.2, 2.8, 8)
        floor.door([(at + 0.5, 2.1), (at + 1.5, 2.1)], stair, way, "FM乙1021")
    room = floor.room(name, 10, 2.2, width, depth)
    for number in range(doors):
        floor.door([(11 + 6 * number, 2.1), (12 + 6 * number, 2.1)], room, way, "M1021")
    return floor


def at_the_end(width: float, depth: float, code: str) -> Floor:
    """A corridor with a stair near its west end and a room across its east end."""
    floor = Floor()
    way = floor.room("走道", 0, 0, 12, 2)
    stair = floor.room("楼梯间", 1, 2.2, 2.8, 8)
    floor.door([(1.5, 2.1), (2.5, 2.1)], stair, way, "FM乙1021")
    room = floor.room("办公室", 12.2, 0, width, depth)
    wide = int(code[1:3]) / 10
    floor.door([(12.1, 0.2 + wide), (12.1, 0.2)], room, way, code)
    return floor


def verdicts(floor: Floor, **other: Any) -> list[str]:
    return [str(each.verdict) for each in findings(room_doors, floor.plans(buildings=[{**OFFICE, **other}]))]


def test_a_hundred_and_twenty_square_metres_may_have_one_door_and_more_need_two() -> None:
    [found] = findings(room_doors, beside(11.8, 9.8).plans(buildings=[OFFICE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(120.0), 120.0)
    assert verdicts(beside(11.8, 9.81)) == ["doubtful"]
    assert verdicts(beside(11.8, 10.5)) == ["broken"]
    assert verdicts(beside(11.8, 10.5, doors=2)) == ["met"]


def test_two_doors_side_by_side_may_be_counted_as_one() -> None:
    floor = beside(11.8, 10.5)
    floor.door([(13, 2.1), (14, 2.1)], floor.rooms[-1], floor.rooms[0], "M1021")
    assert verdicts(floor) == ["doubtful"]


def test_rooms_for_children_the_ill_and_pupils_are_smaller() -> None:
    assert verdicts(beside(6.8, 6.8, name="活动室"), use="kindergarten") == ["met"]
    assert verdicts(beside(7.8, 6.8, name="活动室"), use="kindergarten") == ["broken"]
    assert verdicts(beside(9.8, 7.3, name="教室"), use="school") == ["met"]
    assert verdicts(beside(9.8, 7.8, name="教室"), use="school") == ["broken"]


def test_an_unknown_use_is_doubtful_in_between() -> None:
    assert verdicts(beside(6.8, 6.8), use=None) == ["met"]
    assert verdicts(beside(9.8, 7.8), use=None) == ["doubtful"]
    assert verdicts(beside(11.8, 12), use=None) == ["broken"]


def test_beside_a_dead_end_the_same_areas_hold() -> None:
    assert verdicts(beside(11.8, 9.8, dead_end=True)) == ["met"]
    assert verdicts(beside(11.8, 10.5, dead_end=True)) == ["broken"]


def test_at_the_end_of_a_corridor_area_door_and_distance_count() -> None:
    assert verdicts(at_the_end(6.7, 6.7, "M1021")) == ["met"]  # 47.6 m² and 0.9 m clear
    assert verdicts(at_the_end(6.7, 6.7, "M0921")) == ["doubtful"]
    assert verdicts(at_the_end(10, 10, "M1621")) == ["met"]  # 14.1 m to the corner and 1.45 m clear
    assert verdicts(at_the_end(10, 10, "M1521")) == ["doubtful"]
    assert verdicts(at_the_end(20, 12, "M1621")) == ["broken"]
    assert verdicts(at_the_end(6.7, 6.7, "M1021"), use="school") == ["doubtful"]


def test_service_rooms_housing_and_rooms_without_a_door_are_not_looked_at() -> None:
    assert verdicts(beside(11.8, 20, name="配电间")) == []
    assert verdicts(beside(11.8, 20, doors=0)) == []
    floor = beside(11.8, 20)
    floor.title = "1#住宅楼三层平面图"
    assert findings(room_doors, floor.plans(buildings=[{**OFFICE, "name": "1#"}])) == []
    assert findings(room_doors, Floor().plans()) == []


def test_turned_and_far_away_nothing_changes() -> None:
    for floor in (beside(11.8, 9), beside(11.8, 10.5), at_the_end(6.7, 6.7, "M1021"), at_the_end(10, 10, "M1521")):
        here, there = (findings(room_doors, floor.plans(affine, buildings=[OFFICE])) for affine in (None, TURNED))
        assert [each.verdict for each in here] == [each.verdict for each in there]


def test_where_no_exit_is_recognised_a_small_room_with_one_door_is_doubtful() -> None:
    floor = beside(8, 8)
    assert verdicts(floor) == ["met"]
    floor.joins = floor.joins[2:]
    assert verdicts(floor) == ["doubtful"]


def test_offices_of_schools_and_hospitals_may_be_larger_than_class_rooms() -> None:
    for use, name, expected in (
        ("school", "教室", "broken"),
        ("school", "办公室", "doubtful"),
        ("hospital", "病房", "broken"),
        ("hospital", "示教办公", "doubtful"),
        ("kindergarten", "活动室", "broken"),
        ("kindergarten", "园长办公室", "doubtful"),
    ):
        assert verdicts(beside(9, 9, name=name), use=use) == [expected], name
    assert verdicts(beside(9, 9, name="幼儿园活动室")) == ["doubtful"]
    assert verdicts(beside(9, 9, name="KTV包房")) == ["doubtful"]


def test_rooms_that_nothing_closes_are_doubtful() -> None:
    floor = beside(8, 8)
    floor.texts = [("会议室", 30, -3), ("强电井", 32, -3)]
    found = [each for each in findings(room_doors, floor.plans(buildings=[OFFICE])) if "会议室" in each.message.zh]
    assert [each.verdict for each in found] == ["doubtful"]
