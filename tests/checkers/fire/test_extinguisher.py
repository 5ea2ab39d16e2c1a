from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.fire.extinguisher import extinguisher
from tests.checkers.drawn import circle, findings, not_shown
from tests.checkers.floor import OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)
MEDIUM = {**OFFICE, "extinguisher_hazard": "medium"}


def corridor(length: float, at: float, name: str = "办公室") -> Floor:
    """A corridor 2 m wide with an extinguisher on its middle line, and a room 4 m by 3 m with a door 1 m wide."""
    floor = Floor("3#楼三层平面图")
    way = floor.room("走道", 0, 0, length, 2)
    office = floor.room(name, 0, 2.2, 4, 3)
    floor.door([(1.5, 2.1), (2.5, 2.1)], office, way, "M1021", into=office)
    floor.strokes = [("EXTINGUISHER", circle(at, 1, 0.15), "circle")]
    return floor


def said(floor: Floor, building: Any = MEDIUM, affine: Any = None) -> dict[str, str]:
    return {f.subject: str(f.verdict) for f in findings(extinguisher, floor.plans(affine, buildings=[building]))}


def test_every_place_within_reach_on_foot_is_met() -> None:
    found = findings(extinguisher, corridor(20, 10).plans(buildings=[MEDIUM]))
    by_name = {f.subject: f for f in found}
    assert {f.verdict for f in found} == {"met"}
    assert by_name["走道"].measured == pytest.approx(math.hypot(10, 1), abs=0.002)
    door = math.hypot(8, 1.1)
    corner = math.hypot(2, 3.1)
    assert by_name["办公室"].measured == pytest.approx(door + corner, abs=0.3)


def test_a_long_corridor_is_broken_with_the_way_walked() -> None:
    [way, _] = findings(extinguisher, corridor(40, 2).plans(buildings=[MEDIUM]))
    assert (way.verdict, way.required) == ("broken", 20.0)
    assert way.measured == pytest.approx(math.hypot(38, 1), abs=0.002)
    assert way.along.length == pytest.approx(way.measured, abs=0.01)


def test_on_the_edge_the_very_distance_is_met_and_a_hair_more_is_doubtful() -> None:
    reach = math.sqrt(20**2 - 1)
    assert said(corridor(2 + reach, 2))["走道"] == "met"
    assert said(corridor(2 + reach + 0.0005, 2))["走道"] in {"doubtful", "met"}
    assert said(corridor(2 + reach + 0.004, 2))["走道"] == "broken"


def test_a_wall_between_is_walked_around() -> None:
    floor = Floor("3#楼三层平面图")
    one, other = floor.room("办公室1", 0, 0, 10, 10), floor.room("办公室2", 10.2, 0, 10, 10)
    floor.door([(10.1, 9.0), (10.1, 10.0)], one, other, "M1021", into=one)
    floor.strokes = [("EXTINGUISHER", circle(9, 0.5, 0.15), "circle")]
    assert said(floor) == {"办公室1": "met", "办公室2": "broken"}


def test_the_hazard_class_chooses_the_distance_and_unknown_is_doubtful_where_it_decides() -> None:
    floor = corridor(22, 2)
    assert said(floor, {**OFFICE, "extinguisher_hazard": "light"})["走道"] == "met"
    assert said(floor, {**OFFICE, "extinguisher_hazard": "severe"})["走道"] == "broken"
    assert said(floor, OFFICE)["走道"] == "doubtful"
    assert said(corridor(10, 5), OFFICE)["走道"] == "met"
    assert said(corridor(40, 2), OFFICE)["走道"] == "broken"


def test_rooms_that_may_burn_liquids_are_doubtful_between_the_two_distances() -> None:
    assert said(corridor(18, 16, "厨房"))["厨房"] == "doubtful"
    assert said(corridor(18, 16))["办公室"] == "met"


def test_a_room_without_a_door_and_what_could_not_be_read_are_doubtful() -> None:
    floor = corridor(20, 10)
    floor.room("会议室", 6, 2.2, 4, 3)
    assert said(floor)["会议室"] == "doubtful"
    hidden = corridor(20, 10)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL"),)
    assert set(said(hidden).values()) == {"doubtful"}


def test_a_written_extinguisher_is_weak_evidence() -> None:
    floor = corridor(20, 10)
    floor.strokes, floor.texts = [], [("MF/ABC4", 10, 1)]
    assert set(said(floor).values()) == {"doubtful"}


def test_without_rooms_nothing_can_be_said_and_without_extinguishers_nothing_is_looked_at() -> None:
    bare = Floor("3#楼三层平面图")
    bare.strokes = [("EXTINGUISHER", circle(1, 1, 0.15), "circle")]
    assert list(said(bare).values()) == ["doubtful"]
    empty = corridor(20, 10)
    empty.strokes = []
    assert said(empty) == {}


def test_turning_and_shifting_changes_nothing() -> None:
    assert said(corridor(40, 2), affine=TURNED) == said(corridor(40, 2))


def test_a_plan_titled_as_one_of_extinguishers_and_a_second_plan_without_any_are_not_passed_over() -> None:
    titled = corridor(20, 10)
    titled.title, titled.strokes = "3#楼三层灭火器平面图", []
    assert list(said(titled).values()) == ["doubtful"]
    two = corridor(20, 10)
    way, office = two.room("走道2", 0, 30, 20, 2), two.room("办公室2", 0, 32.2, 4, 3)
    two.door([(1.5, 32.1), (2.5, 32.1)], office, way, "M1021", into=office)
    found = findings(extinguisher, two.plans(buildings=[MEDIUM]))
    assert [str(f.verdict) for f in found] == ["met", "met", "doubtful"]


def test_one_out_of_the_recognised_rooms_leaves_long_ways_open() -> None:
    floor = corridor(40, 2)
    floor.strokes.append(("EXTINGUISHER", circle(30, 5, 0.15), "circle"))
    assert said(floor)["走道"] == "doubtful"


def test_one_inside_another_room_may_be_locked_away() -> None:
    floor = corridor(12, 10)
    floor.strokes = [("EXTINGUISHER", circle(2, 4, 0.15), "circle")]
    assert said(floor) == {"走道": "doubtful", "办公室": "met"}
