from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import MultiLineString, box

from checkers.errors import CouldNotRead
from checkers.fire.travel_garage import travel_garage
from tests.checkers.drawn import findings, not_shown, rectangle
from tests.checkers.floor import Floor, only

GARAGE = {"name": "地下车库", "use": "garage", "sprinklered": False}
TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def garage(length: float = 60, width: float = 20, *, title: str = "地下一层平面图", sure: bool = True) -> Floor:
    """A garage with a stair at the middle of its west side: to its far corners hypot(length, width / 2) and 0.1 m."""
    floor = Floor(title)
    cars = floor.room("地下车库", 0, 0, length, width)
    stair = floor.room("楼梯间", -3.2, width / 2 - 1, 3, 2)
    floor.door([(-0.1, width / 2 - 0.6), (-0.1, width / 2 + 0.6)], stair, cars, "FM甲1221", sure=sure)
    return floor


def verdict(floor: Floor, **other: Any) -> str:
    return str(only(travel_garage, floor.plans(buildings=[{**GARAGE, **other}])).verdict)


def side(far: float) -> float:
    """The length of a garage 20 m wide whose far corners lie this far away."""
    return math.sqrt((far - 0.1) ** 2 - 100)


def test_the_farthest_corner_at_forty_five_metres_is_met_and_farther_is_broken() -> None:
    found = only(travel_garage, garage(side(45)).plans(buildings=[GARAGE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(45.0), 45.0)
    assert found.along is not None
    assert found.along.length == pytest.approx(45.0)
    assert verdict(garage(side(44))) == "met"
    assert verdict(garage(side(45.0006))) == "doubtful"
    assert verdict(garage(side(45.004))) == "broken"


def test_sprinklers_allow_sixty_metres_and_unknown_ones_are_doubtful_in_between() -> None:
    assert verdict(garage(side(59)), sprinklered=True) == "met"
    assert verdict(garage(side(61)), sprinklered=True) == "broken"
    assert verdict(garage(side(59)), sprinklered=None) == "doubtful"
    assert verdict(garage(side(44)), sprinklered=None) == "met"
    assert verdict(garage(side(61)), sprinklered=None) == "broken"


def test_of_two_stairs_the_nearer_counts() -> None:
    floor = garage(80)
    stair = floor.room("楼梯间", 80.2, 9, 3, 2)
    floor.door([(80.1, 10.6), (80.1, 9.4)], stair, floor.rooms[0], "FM甲1221")
    found = only(travel_garage, floor.plans(buildings=[GARAGE]))
    assert found.measured == pytest.approx(0.1 + math.hypot(40, 10), abs=2e-3)


def test_walls_make_the_way_longer() -> None:
    floor = garage(44)
    floor.masonry = box(20, 0, 20.2, 16), MultiLineString()
    found = only(travel_garage, floor.plans(buildings=[GARAGE]))
    bend = 0.1 + math.hypot(20, 6) + 0.2
    assert found.measured == pytest.approx(bend + math.hypot(23.8, 16))
    assert found.verdict == "broken"


def test_a_stair_behind_a_lobby_is_reached_through_it() -> None:
    floor = Floor("地下一层平面图")
    cars = floor.room("车库", 0, 0, 20, 20)
    lobby = floor.room("前室", -3.2, 9, 3, 2)
    stair = floor.room("楼梯间", -6.4, 9, 3, 2)
    floor.door([(-0.1, 9.4), (-0.1, 10.6)], lobby, cars, "FM甲1221")
    floor.door([(-3.3, 9.4), (-3.3, 10.6)], stair, lobby, "FM乙1221")
    found = only(travel_garage, floor.plans(buildings=[GARAGE]))
    assert found.measured == pytest.approx(0.1 + 3 + 0.2 + math.hypot(20, 10))


def test_each_fire_compartment_is_left_by_its_own_doors() -> None:
    floor = garage(60)
    stair = floor.room("楼梯间", 60.2, 9, 3, 2)
    floor.door([(60.1, 10.6), (60.1, 9.4)], stair, floor.rooms[0], "FM甲1221")
    assert verdict(floor) == "met"
    floor.strokes = [("FIRE_COMP", rectangle(0, 0, 50, 20)), ("FIRE_COMP", rectangle(50, 0, 10, 20))]
    found = {round(each.where.area): each for each in findings(travel_garage, floor.plans(buildings=[GARAGE]))}
    assert found[1000].measured == pytest.approx(0.1 + math.hypot(50, 10))
    assert found[1000].verdict == "broken"
    assert found[200].verdict == "met"


def test_on_the_ground_floor_sixty_metres_lead_outside() -> None:
    floor = Floor("停车库一层平面图")
    cars = floor.room("停车库", 0, 0, 50, 20)
    floor.door([(-0.1, 9.4), (-0.1, 10.6)], None, cars, "M1221")
    found = only(travel_garage, floor.plans(buildings=[GARAGE]))
    assert (found.verdict, found.required) == ("met", 60.0)


def test_weak_doors_hidden_walls_and_places_nobody_reaches_are_doubtful() -> None:
    assert verdict(garage(40, sure=False)) == "doubtful"
    hidden = garage(40)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL", 6),)
    assert verdict(hidden) == "doubtful"
    cut = garage(40)
    cut.masonry = box(20, 0, 20.2, 20), MultiLineString()
    assert verdict(cut) == "doubtful"


def test_without_any_door_it_cannot_be_read_and_without_a_garage_nothing_is_said() -> None:
    floor = Floor("地下一层平面图")
    floor.room("地下车库", 0, 0, 50, 20)
    with pytest.raises(CouldNotRead):
        findings(travel_garage, floor.plans(buildings=[GARAGE]))
    assert findings(travel_garage, Floor().plans()) == []


def test_turned_and_far_away_nothing_changes() -> None:
    for length in (side(44), side(46)):
        here, there = (
            only(travel_garage, garage(length).plans(affine, buildings=[GARAGE])) for affine in (None, TURNED)
        )
        assert there.verdict == here.verdict
        assert there.measured == pytest.approx(here.measured, abs=2e-3)
