from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import Polygon

from checkers.fire.lobby_area import lobby_area
from tests.checkers.drawn import findings
from tests.checkers.floor import HOUSE, OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def lobby(name: str, width: float, depth: float, *, title: str = "3#楼三层平面图", sure: bool = True) -> Floor:
    floor = Floor(title)
    floor.room(name, 0, 0, width, depth, sure=sure)
    return floor


def verdicts(floor: Floor, *, home: bool = False) -> list[str]:
    return [str(each.verdict) for each in findings(lobby_area, floor.plans(buildings=[HOUSE if home else OFFICE]))]


def test_the_lobby_of_a_stair_has_six_square_metres_and_in_housing_four_and_a_half() -> None:
    [found] = findings(lobby_area, lobby("防烟楼梯间前室", 3, 2).plans(buildings=[OFFICE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(6.0), 6.0)
    assert found.along is not None
    assert found.along.area == pytest.approx(6.0)
    assert verdicts(lobby("防烟楼梯间前室", 2.998, 2)) == ["doubtful"]
    assert verdicts(lobby("防烟楼梯间前室", 2.9, 2)) == ["broken"]
    assert verdicts(lobby("防烟楼梯间前室", 2.25, 2, title="1#楼三层平面图"), home=True) == ["met"]
    assert verdicts(lobby("防烟楼梯间前室", 2.2, 2, title="1#楼三层平面图"), home=True) == ["broken"]


def test_the_lobby_of_a_fire_lift_has_a_short_side_as_well() -> None:
    assert verdicts(lobby("消防电梯前室", 2.5, 2.4)) == ["met"]
    assert verdicts(lobby("消防电梯前室", 3.0, 2.3)) == ["broken"]
    assert verdicts(lobby("消防电梯前室", 2.45, 2.4)) == ["broken"]
    assert verdicts(lobby("消防电梯前室", 3.0, 2.3995)) == ["doubtful"]


def test_the_lobby_of_both_has_ten_and_of_scissor_stairs_with_a_lift_twelve() -> None:
    assert verdicts(lobby("合用前室", 4, 2.5)) == ["met"]
    assert verdicts(lobby("合用前室", 3.9, 2.5)) == ["broken"]
    assert verdicts(lobby("合用前室", 2.5, 2.4, title="1#楼三层平面图"), home=True) == ["met"]
    assert verdicts(lobby("三合一前室", 5, 2.4, title="1#楼三层平面图"), home=True) == ["met"]
    assert verdicts(lobby("三合一前室", 4.9, 2.4, title="1#楼三层平面图"), home=True) == ["broken"]


def test_without_a_full_name_the_doors_tell() -> None:
    floor = lobby("前室", 3, 2.5)
    stair = floor.room("楼梯间", 0, 2.7, 3, 5)
    floor.door([(1, 2.6), (2, 2.6)], stair, floor.rooms[0], "FM乙1021")
    assert verdicts(floor) == ["met"]
    lift = floor.room("消防电梯", 3.2, 0, 2, 2)
    floor.door([(3.1, 1.6), (3.1, 0.5)], floor.rooms[0], lift, "")
    assert verdicts(floor) == ["doubtful"]
    assert verdicts(lobby("前室", 5, 2.5)) == ["met"]
    assert verdicts(lobby("前室", 2, 2)) == ["broken"]


def test_no_rectangle_unknown_use_and_weak_rooms_are_doubtful() -> None:
    bent = Floor()
    bent.area("合用前室", Polygon([(0, 0), (5, 0), (5, 3), (3, 3), (3, 5), (0, 5)]))
    assert verdicts(bent) == ["doubtful"]
    floor = lobby("防烟楼梯间前室", 2.5, 2, title="三层平面图")
    assert [str(each.verdict) for each in findings(lobby_area, floor.plans())] == ["doubtful"]
    assert verdicts(lobby("合用前室", 5, 2.5, sure=False)) == ["doubtful"]


def test_a_set_without_lobbies_has_nothing_to_look_at() -> None:
    assert verdicts(lobby("走道", 5, 2.5)) == []


def test_turned_and_far_away_nothing_changes() -> None:
    for width in (4.0, 3.9):
        floor: Any = lobby("合用前室", width, 2.5)
        here, there = (findings(lobby_area, floor.plans(affine, buildings=[OFFICE])) for affine in (None, TURNED))
        assert [each.verdict for each in here] == [each.verdict for each in there]


def test_what_opens_into_a_lobby_may_say_more_than_its_name() -> None:
    floor = lobby("楼梯间前室", 3, 2.5)
    assert verdicts(floor) == ["met"]
    lift = floor.room("消防电梯", 3.2, 0, 2, 2.2)
    floor.door([(3.1, 0.5), (3.1, 1.5)], floor.rooms[0], lift)
    assert verdicts(floor) == ["doubtful"]
    floor = lobby("消防电梯前室", 3, 2.5)
    stair = floor.room("楼梯间", 0, 2.7, 3, 6)
    floor.door([(1, 2.6), (2, 2.6)], stair, floor.rooms[0])
    assert verdicts(floor) == ["doubtful"]


def test_a_room_without_a_name_beside_a_lobby_may_be_its_lift() -> None:
    floor = lobby("前室", 3, 2.5)
    stair = floor.room("楼梯间", 0, 2.7, 3, 6)
    floor.door([(1, 2.6), (2, 2.6)], stair, floor.rooms[0])
    assert verdicts(floor) == ["met"]
    floor.room("", 3.2, 0, 2, 2.2)
    assert verdicts(floor) == ["doubtful"]


def test_below_housing_it_is_not_told_which_values_hold() -> None:
    assert verdicts(lobby("楼梯间前室", 2.5, 2, title="1#楼地下一层平面图"), home=True) == ["doubtful"]
