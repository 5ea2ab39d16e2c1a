from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.fire.hydrant_indoor import hydrant_indoor
from tests.checkers.drawn import circle, findings, not_shown
from tests.checkers.floor import HOUSE, OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)
LEAST, MOST = 27.1, 31.73
"""0.8 x 25 + 0.71 x 10 and 0.9 x 25 + 0.71 x 13"""


def corridor(length: float, *places: float, title: str = "3#楼三层消火栓平面图") -> Floor:
    """A corridor 2 m wide with hydrants on its middle line."""
    floor = Floor(title)
    floor.room("走道", 0, 0, length, 2)
    floor.strokes = [("HYDRANT", circle(at, 1, 0.3), "circle") for at in places]
    return floor


def said(floor: Floor, building: Any = OFFICE, affine: Any = None) -> dict[str, str]:
    return {f.subject: str(f.verdict) for f in findings(hydrant_indoor, floor.plans(affine, buildings=[building]))}


def test_a_corridor_that_two_jets_reach_is_met_by_the_second_nearest_hydrant() -> None:
    [way, pair] = findings(hydrant_indoor, corridor(30, 5, 25).plans(buildings=[OFFICE]))
    assert (way.verdict, pair.verdict) == ("met", "met")
    assert way.measured == pytest.approx(math.hypot(25, 1), abs=0.002)
    assert pair.measured == pytest.approx(20.0)


def test_a_place_that_one_jet_alone_reaches_is_broken() -> None:
    found = said(corridor(60, 15, 44))
    assert found == {"走道": "broken", "室内消火栓1 与 室内消火栓2": "met"}


def test_housing_that_may_need_one_jet_only_is_doubtful() -> None:
    floor = corridor(60, 15, 44, title="1#楼三层消火栓平面图")
    assert said(floor, HOUSE)["走道"] == "doubtful"
    alone = corridor(20, 10, title="1#楼三层消火栓平面图")
    assert said(alone, HOUSE) == {"走道": "doubtful"}
    assert said(corridor(20, 10)) == {"走道": "broken"}


def test_between_the_least_and_the_most_reach_is_doubtful() -> None:
    edge = math.sqrt(LEAST**2 - 1)
    assert said(corridor(edge, 0, edge))["走道"] == "met"
    assert said(corridor(29, 0, 29))["走道"] == "doubtful"
    assert said(corridor(32, 0, 32))["走道"] == "broken"


def test_on_the_edge_thirty_metres_between_hydrants_are_met_and_a_hair_more_is_doubtful() -> None:
    def pair(apart: float, **other: Any) -> str:
        return said(corridor(40, 2, 2 + apart), {**OFFICE, **other})["室内消火栓1 与 室内消火栓2"]

    assert (pair(30.0), pair(30.0005), pair(30.01)) == ("met", "doubtful", "broken")
    assert pair(32, use="residential") == "doubtful"


def test_a_room_is_reached_through_its_door() -> None:
    floor = corridor(24, 2, 22)
    office = floor.room("办公室", 10, 2.2, 12, 12)
    floor.door([(10.1, 2.1), (11.1, 2.1)], office, floor.rooms[0], "M1021", into=office)
    found = said(floor)
    assert found["走道"] == "met"
    # door to the far corner 16.3 m, door to the farther hydrant 11.5 m
    assert found["办公室"] == "doubtful"


def test_a_room_without_a_door_and_what_could_not_be_read_are_doubtful() -> None:
    floor = corridor(30, 5, 25)
    floor.room("会议室", 6, 2.2, 4, 3)
    assert said(floor)["会议室"] == "doubtful"
    hidden = corridor(30, 5, 25)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL"),)
    assert said(hidden)["走道"] == "doubtful"


def test_without_rooms_nothing_can_be_said_and_without_hydrants_nothing_is_looked_at() -> None:
    bare = Floor("3#楼三层消火栓平面图")
    bare.strokes = [("HYDRANT", circle(1, 1, 0.3), "circle")]
    assert list(said(bare).values()) == ["doubtful"]
    assert list(said(corridor(20)).values()) == ["doubtful"]
    plain = corridor(20)
    plain.title = "3#楼三层平面图"
    assert said(plain) == {}


def test_turning_and_shifting_changes_nothing() -> None:
    assert said(corridor(60, 15, 44), affine=TURNED) == said(corridor(60, 15, 44))


def test_a_second_plan_of_the_sheet_without_hydrants_is_not_passed_over() -> None:
    floor = corridor(20, 5, 15)
    way, office = floor.room("走道2", 0, 30, 20, 2), floor.room("办公室2", 0, 32.2, 4, 3)
    floor.door([(1.5, 32.1), (2.5, 32.1)], office, way, "M1021", into=office)
    found = findings(hydrant_indoor, floor.plans(buildings=[OFFICE]))
    assert [str(f.verdict) for f in found] == ["met", "met", "doubtful"]


def test_hydrants_inside_another_room_may_be_locked_away_and_those_of_stairs_are_not() -> None:
    def beside(name: str) -> dict[str, str]:
        floor = Floor("3#楼三层消火栓平面图")
        way, other = floor.room("走道", 0, 0, 20, 2), floor.room(name, 20.2, 0, 5, 5)
        floor.door([(20.1, 0.5), (20.1, 1.5)], way, other, "M1021", into=other)
        floor.strokes = [("HYDRANT", circle(22, 3, 0.3), "circle"), ("HYDRANT", circle(10, 1, 0.3), "circle")]
        return said(floor)

    assert beside("楼梯间")["走道"] == "met"
    assert beside("会议室")["走道"] == "doubtful"
    assert beside("会议室")["会议室"] == "met"


def test_one_beside_no_recognised_room_leaves_long_ways_open() -> None:
    floor = corridor(60, 15, 44)
    floor.strokes.append(("HYDRANT", circle(30, 8, 0.3), "circle"))
    assert said(floor)["走道"] == "doubtful"
