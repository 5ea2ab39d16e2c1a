from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.features.served_floors import Floor as Served
from checkers.features.served_floors import extinguisher_floors
from tests.checkers.drawn import circle
from tests.checkers.floor import Floor


def drawn(*places: tuple[float, float]) -> Floor:
    """A corridor of 20 by 2 m with a room of 6 by 4 m north of it; the door's middle is at 3, 2.1."""
    floor = Floor("3#楼三层平面图")
    way = floor.room("走道", 0, 0, 20, 2)
    office = floor.room("办公室", 0, 2.2, 6, 4)
    floor.door([(2.5, 2.1), (3.5, 2.1)], office, way, "M1021", into=office)
    floor.strokes = [("EXTINGUISHER", circle(x, y, 0.15), "circle") for x, y in places]
    return floor


def only(floor: Floor) -> Any:
    [found] = floor.plans().recognise(extinguisher_floors)
    assert isinstance(found, Served)
    return found


def test_the_way_from_a_source_leads_through_the_door() -> None:
    floor = only(drawn((12, 1)))
    [reached] = [floor.reach(0)]
    assert reached[0] == pytest.approx(math.hypot(9, 1.1), abs=0.15)
    way = floor.farthest(1, [0], [reached])
    assert way.value == pytest.approx(reached[0] + math.hypot(3, 4.1), abs=0.3)


def test_the_second_way_leads_to_the_other_source_wherever_one_stands() -> None:
    floor = only(drawn((2, 1), (18, 1)))
    reached = [floor.reach(source) for source in range(2)]
    assert floor.farthest(0, range(2), reached).value == pytest.approx(math.hypot(8, 1), abs=0.01)
    assert floor.second(0, reached, 30.0).value == pytest.approx(math.hypot(18, 1), abs=0.01)


def test_equipment_in_a_wall_is_reached_from_the_common_way() -> None:
    floor = only(drawn((8, 2.1)))
    assert [floor.rooms[room].name for _, room in floor.sources] == ["走道"]


def test_equipment_far_from_every_room_is_nobodys() -> None:
    floor = only(drawn((12, 1), (40, 40)))
    assert (len(floor.sources), len(floor.stray)) == (1, 1)


def test_neighbours_are_joined_by_the_shortest_walks() -> None:
    floor = only(drawn((1, 1), (10, 1), (19, 1)))
    reached = [floor.reach(source) for source in range(3)]
    pairs = {
        tuple(sorted(round(floor.sources[each][0].point.x) for each in pair)) for pair in floor.neighbours(reached)
    }
    assert pairs == {(1, 10), (10, 19)}
