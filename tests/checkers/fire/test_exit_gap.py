from __future__ import annotations

import math

import pytest

from checkers.fire.exit_gap import exit_gap
from tests.checkers.drawn import findings, rectangle
from tests.checkers.floor import OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def stairs(gap: float, *, sure: bool = True) -> Floor:
    """A corridor with two stairs whose doors, 1.2 m wide, lie this far apart."""
    floor = Floor()
    way = floor.room("走道", 0, 0, 40, 2)
    for number, at in enumerate((10.0, 11.2 + gap)):
        stair = floor.room(f"楼梯间{number + 1}", at - 1, 2.2, 3, 5)
        floor.door([(at, 2.1), (at + 1.2, 2.1)], stair, way, "FM乙1221", sure=sure)
    return floor


def hall(gap: float, *, area: float = 200, further: bool = False) -> Floor:
    """A room with two doors, 1 m wide, this far apart."""
    floor = stairs(20)
    room = floor.room("会议室", 0, -0.2 - area / 20, 20, area / 20)
    for at in (2.0, 3.0 + gap, *((17.0,) if further else ())):
        floor.door([(at, -0.1), (at + 1, -0.1)], floor.rooms[0], room, "M1021")
    return floor


def verdicts(floor: Floor) -> list[str]:
    return [str(each.verdict) for each in findings(exit_gap, floor.plans(buildings=[OFFICE]))]


def test_two_stairs_five_metres_apart_are_met_and_nearer_ones_broken() -> None:
    [found] = findings(exit_gap, stairs(5.0).plans(buildings=[OFFICE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(5.0), 5.0)
    assert found.along is not None
    assert found.along.length == pytest.approx(5.0)
    assert verdicts(stairs(4.9995)) == ["doubtful"]
    assert verdicts(stairs(4.99)) == ["broken"]
    assert verdicts(stairs(12)) == ["met"]


def test_two_doors_of_a_large_room_are_held_apart_as_well() -> None:
    assert verdicts(hall(5)) == ["met", "met"]
    assert verdicts(hall(4)) == ["met", "broken"]


def test_doors_that_may_be_counted_as_one_are_doubtful() -> None:
    assert verdicts(hall(4, area=100)) == ["met", "doubtful"]
    assert verdicts(hall(4, further=True)) == ["met", "doubtful", "met"]
    entrance = Floor("3#楼一层平面图")
    room = entrance.room("门厅", 0, 0, 20, 10)
    for at in (8.0, 10.0, 18.0):
        entrance.door([(at + 1.2, -0.1), (at, -0.1)], None, room, "M1221", into="out")
    assert verdicts(entrance) == ["doubtful", "met"]


def test_two_doors_of_one_stair_are_no_pair_and_a_single_exit_has_none() -> None:
    floor = stairs(20)
    floor.door([(10.0, 7.3), (11.0, 7.3)], floor.room("过厅", 9, 7.4, 3, 3), floor.rooms[1], "FM乙1021")
    assert verdicts(floor) == ["met"]
    single = Floor()
    way, stair = single.room("走道", 0, 0, 20, 2), single.room("楼梯间", 0, 2.2, 3, 5)
    single.door([(1, 2.1), (2, 2.1)], stair, way, "FM乙1021")
    assert verdicts(single) == []


def test_weakly_recognised_doors_are_doubtful() -> None:
    assert verdicts(stairs(8, sure=False)) == ["doubtful"]


def test_turned_and_far_away_nothing_changes() -> None:
    for gap in (5.5, 4.5):
        here, there = (findings(exit_gap, stairs(gap).plans(affine, buildings=[OFFICE])) for affine in (None, TURNED))
        assert [each.verdict for each in here] == [each.verdict for each in there]
        assert there[0].measured == pytest.approx(gap, abs=1e-6)


def test_two_stairs_with_two_doors_each_are_held_apart_as_well() -> None:
    floor = stairs(3.0)
    way, first, second = floor.rooms
    floor.door([(9.3, 2.1), (9.8, 2.1)], first, way, "FM乙0521")
    floor.door([(15.6, 2.1), (16.1, 2.1)], second, way, "FM乙0521")
    assert "broken" in verdicts(floor)


def test_the_doors_of_two_shops_to_the_outside_are_doubtful() -> None:
    floor = Floor("3#楼一层平面图")
    for left in (0.0, 5.2):
        shop = floor.room("商铺", left, 0, 5, 10)
        at = 6.0 if left else 4.0
        floor.door([(at + 0.9, -0.1), (at, -0.1)], None, shop, "M0921", into="out")
    assert verdicts(floor) == ["doubtful"]


def test_exits_of_two_compartments_are_doubtful() -> None:
    floor = stairs(3.0)
    floor.strokes = [("FIRE_COMP", rectangle(0, -1, 12.5, 9)), ("FIRE_COMP", rectangle(12.5, -1, 28, 9))]
    assert verdicts(floor) == ["doubtful"]
