from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import MultiPolygon

from checkers.fire.door_swing import door_swing
from tests.checkers.drawn import findings
from tests.checkers.floor import OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)
MIRRORED = (-1, 0, 0, 1, 40, -7)


def between(name: str, into: str, *, title: str = "3#楼三层平面图", code: str = "FM乙1221", sure: bool = True) -> Floor:
    """A corridor and another room; the door sweeps the one named ``into``, or none."""
    floor = Floor(title)
    way, other = floor.room("走道", 0, 0, 20, 2), floor.room(name, 0, 2.2, 20, 6)
    swept = {"走道": way, name: other}.get(into)
    floor.door([(4, 2.1), (5.2, 2.1)], other, way, code, into=swept, sure=sure)
    return floor


def front(into: str) -> Floor:
    floor = Floor("3#楼一层平面图")
    hall = floor.room("门厅", 0, 0, 20, 6)
    floor.door([(5.2, -0.1), (4, -0.1)], None, hall, "M1221", into=hall if into == "门厅" else into)
    return floor


def verdicts(floor: Floor, **other: Any) -> list[str]:
    return [str(each.verdict) for each in findings(door_swing, floor.plans(buildings=[{**OFFICE, **other}]))]


def test_a_stair_door_swings_into_the_stair() -> None:
    [found] = findings(door_swing, between("楼梯间", "楼梯间").plans(buildings=[OFFICE]))
    assert found.verdict == "met"
    assert found.along is not None
    assert verdicts(between("楼梯间", "走道")) == ["broken"]


def test_a_lobby_door_swings_into_the_lobby() -> None:
    assert verdicts(between("防烟前室", "防烟前室")) == ["met"]
    assert verdicts(between("防烟前室", "走道")) == ["broken"]


def test_on_the_ground_floor_doors_swing_outwards() -> None:
    assert verdicts(front("out")) == ["met"]
    assert verdicts(front("门厅")) == ["broken"]
    assert verdicts(between("楼梯间", "走道", title="3#楼一层平面图")) == ["met"]
    assert verdicts(between("楼梯间", "楼梯间", title="3#楼一层平面图")) == ["doubtful"]


def test_a_hall_for_many_people_has_doors_that_swing_out() -> None:
    assert verdicts(between("会议厅", "走道", code="M1521")) == ["met"]
    assert verdicts(between("会议厅", "会议厅", code="M1521")) == ["doubtful"]
    assert verdicts(between("会议厅", "会议厅", code="M1521"), crowded=True) == ["broken"]
    assert verdicts(between("办公室", "办公室", code="M1021")) == []


def test_sliding_doors_and_shutters_are_broken() -> None:
    assert verdicts(between("楼梯间", "", code="TLM1521")) == ["broken"]
    assert verdicts(between("楼梯间", "", code="FJ3021")) == ["broken"]


def test_on_a_plan_of_no_named_storey_the_way_people_leave_is_not_told() -> None:
    for into in ("楼梯间", "走道"):
        assert verdicts(between("楼梯间", into, title="3#楼平面图")) == ["doubtful"]
    assert verdicts(between("楼梯间", "走道", title="3#楼标准层平面图")) == ["broken"]


def test_without_a_swing_and_with_weak_doors_it_is_doubtful() -> None:
    assert verdicts(between("楼梯间", "")) == ["doubtful"]
    assert verdicts(between("楼梯间", "楼梯间", sure=False)) == ["doubtful"]


def test_a_door_that_swings_both_ways_is_doubtful() -> None:
    floor = front("out")
    join = floor.joins[0]
    leaf = join.door.swing
    assert leaf is not None
    both = MultiPolygon([leaf, type(leaf)([(x, -0.2 - y) for x, y in leaf.exterior.coords])])
    floor.joins = [type(join)(door=type(join.door)(**{**_fields(join.door), "swing": both}), rooms=join.rooms)]
    assert verdicts(floor) == ["doubtful"]


def _fields(door: Any) -> dict[str, Any]:
    return {name: getattr(door, name) for kind in type(door).__mro__[:-1] for name in getattr(kind, "__slots__", ())}


def test_a_set_without_storeys_has_nothing_to_look_at() -> None:
    assert findings(door_swing, Floor().plans()) == []


@pytest.mark.parametrize("affine", [TURNED, MIRRORED])
def test_turned_mirrored_and_far_away_nothing_changes(affine: Any) -> None:
    for floor in (between("楼梯间", "楼梯间"), between("楼梯间", "走道"), front("out"), front("门厅")):
        here, there = (findings(door_swing, floor.plans(change, buildings=[OFFICE])) for change in (None, affine))
        assert [each.verdict for each in here] == [each.verdict for each in there]


def test_a_leaf_that_lies_on_neither_side_for_sure_is_doubtful() -> None:
    for name, title in (("会议厅", "3#楼三层平面图"), ("楼梯间", "3#楼三层平面图"), ("楼梯间", "3#楼一层平面图")):
        floor = between(name, name, title=title, code="M1521")
        [join] = floor.joins
        floor.joins = [type(join)(door=join.door, rooms=join.rooms, swings_into=None)]
        assert verdicts(floor) == ["doubtful"], (name, title)


def test_the_outer_door_of_a_stair_on_the_ground_floor_swings_outwards() -> None:
    for into, expected in (("out", "met"), ("楼梯间", "broken")):
        floor = Floor("3#楼一层平面图")
        stair = floor.room("楼梯间", 0, 0, 3, 6)
        floor.door([(1.7, -0.1), (0.5, -0.1)], None, stair, "M1221", into=stair if into == "楼梯间" else into)
        assert verdicts(floor) == [expected]


def test_from_a_garage_the_door_swings_into_the_lobby() -> None:
    for into, expected in (("前室", "met"), ("车库", "broken")):
        floor = Floor("地下一层平面图")
        garage, lobby = floor.room("车库", 0, 0, 40, 20), floor.room("前室", 0, 20.2, 3, 3)
        floor.door([(0.5, 20.1), (1.7, 20.1)], lobby, garage, "FM甲1221", into=lobby if into == "前室" else garage)
        assert verdicts(floor) == [expected]
