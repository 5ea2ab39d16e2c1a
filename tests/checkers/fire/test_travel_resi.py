from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.fire.travel_resi import travel_resi
from tests.checkers.drawn import findings, not_shown
from tests.checkers.floor import HOUSE, Floor, only

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def flats(at: float, stairs: tuple[float, ...] = (1,), title: str = "1#楼标准层平面图", *, sure: bool = True) -> Floor:
    """A corridor 2 m wide, stairs and one dwelling north of it: their distance along the wall and 0.2 m."""
    floor = Floor(title)
    way = floor.room("公共走道", 0, 0, 60, 2)
    for place in stairs:
        stair = floor.room("楼梯间", place - 1, 2.2, 2, 5)
        floor.door([(place - 0.6, 2.1), (place + 0.6, 2.1)], stair, way, "FM乙1221", into=stair)
    flat = floor.room("玄关", at - 1, 2.2, 2, 5)
    floor.door([(at - 0.5, 2.1), (at + 0.5, 2.1)], flat, way, "FM甲1021", into=flat, sure=sure)
    return floor


def verdict(floor: Floor, **other: Any) -> str:
    return str(only(travel_resi, floor.plans(buildings=[{**HOUSE, **other}]), "FM甲").verdict)


def test_in_a_high_house_twenty_metres_at_a_dead_end_are_met_and_more_is_broken() -> None:
    found = only(travel_resi, flats(20.8).plans(buildings=[HOUSE]))
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(20.0), 20.0)
    assert found.along is not None
    assert found.along.length == pytest.approx(20.0)
    assert verdict(flats(20.8005)) == "doubtful"
    assert verdict(flats(20.803)) == "broken"


def test_a_low_house_has_two_metres_more_and_two_exits_double_it() -> None:
    assert verdict(flats(22.8), height=26.0) == "met"
    assert verdict(flats(22.9), height=26.0) == "broken"
    assert verdict(flats(22.9, stairs=(1, 59))) == "met"


def test_rating_sprinklers_and_height_choose_the_value() -> None:
    assert verdict(flats(21.5), height=20.0, fire_rating=3) == "broken"
    assert verdict(flats(21.5), height=20.0, fire_rating=None) == "doubtful"
    assert verdict(flats(25.8), sprinklered=True) == "met"
    assert verdict(flats(25.8), sprinklered=None) == "doubtful"
    assert verdict(flats(22.0), height=None) == "doubtful"
    assert verdict(flats(12.0), height=None) == "met"


def test_a_dwelling_at_the_lobby_of_its_stair_is_measured_through_the_lobby() -> None:
    floor = Floor("1#楼标准层平面图")
    lobby = floor.room("合用前室", 0, 0, 6, 2)
    stair = floor.room("楼梯间", -3.2, 0, 3, 2)
    flat = floor.room("客厅", 4, 2.2, 4, 6)
    floor.door([(-0.1, 0.5), (-0.1, 1.5)], stair, lobby, "FM乙1021")
    floor.door([(4.5, 2.1), (5.5, 2.1)], flat, lobby, "FM甲1021")
    found = only(travel_resi, floor.plans(buildings=[HOUSE]))
    assert (found.verdict, found.measured) == ("met", pytest.approx(0.2 + math.hypot(5, 1)))


def test_doors_of_shafts_are_no_dwellings() -> None:
    floor = flats(10)
    floor.door([(15, -0.1), (16, -0.1)], floor.rooms[0], None, "FM丙0618")
    shaft = floor.room("水井", 20, -2, 1, 1.8)
    floor.door([(20, -0.1), (21, -0.1)], floor.rooms[0], shaft, "FM甲0618")
    assert len(findings(travel_resi, floor.plans(buildings=[HOUSE]))) == 1


def test_weak_doors_hidden_objects_and_missing_stairs_are_doubtful() -> None:
    assert verdict(flats(10, sure=False)) == "doubtful"
    hidden = flats(10)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL", 6),)
    assert verdict(hidden) == "doubtful"
    [found] = findings(travel_resi, flats(10, stairs=()).plans(buildings=[HOUSE]))
    assert found.verdict == "doubtful"


def test_nothing_is_said_of_public_buildings_nor_of_plans_without_dwellings() -> None:
    assert (
        findings(
            travel_resi,
            flats(10, title="3#办公楼三层平面图").plans(buildings=[{**HOUSE, "name": "3#", "use": "office"}]),
        )
        == []
    )
    assert findings(travel_resi, Floor().plans(buildings=[HOUSE])) == []


def test_turned_and_far_away_nothing_changes() -> None:
    for at in (20.8, 20.9):
        here, there = (only(travel_resi, flats(at).plans(affine, buildings=[HOUSE])) for affine in (None, TURNED))
        assert there.verdict == here.verdict
        assert there.measured == pytest.approx(here.measured, abs=1e-5)


def test_shops_and_service_rooms_on_a_storey_of_housing_are_no_dwellings() -> None:
    for name, count in (("客厅", 1), ("商铺", 0), ("弱电间", 0)):
        floor = Floor("1#楼三层平面图")
        way, stair = floor.room("走道", 0, 0, 60, 2), floor.room("楼梯间", 0, 2.2, 3, 6)
        floor.door([(0.5, 2.1), (1.5, 2.1)], stair, way, "FM乙1021")
        room = floor.room(name, 40, 2.2, 5, 5)
        floor.door([(41, 2.1), (42, 2.1)], room, way, "FM甲1021")
        assert len(findings(travel_resi, floor.plans(buildings=[HOUSE]))) == count
