from __future__ import annotations

import math

import pytest
from shapely import MultiLineString, box

from checkers.features.links import Part
from checkers.features.paths import all_paths
from checkers.features.routes import Departure, departures, far_places, inner_ways
from tests.checkers.floor import OFFICE, Floor


def house(*stairs: float, door: float = 10.0) -> Floor:
    """A corridor 40 m by 2 m with stairs and one room north of it."""
    floor = Floor()
    way = floor.room("走道", 0, 0, 40, 2)
    for at in stairs:
        stair = floor.room("楼梯间", at - 1.4, 2.2, 2.8, 6)
        floor.door([(at - 0.5, 2.1), (at + 0.5, 2.1)], stair, way, "FM乙1021")
    room = floor.room("办公室", door - 2, 2.2, 4, 5)
    floor.door([(door - 0.5, 2.1), (door + 0.5, 2.1)], room, way, "M1021")
    return floor


def leaving(floor: Floor) -> Departure:
    [found] = floor.plans(buildings=[OFFICE]).recognise(departures)
    return found


def test_between_two_stairs_the_ways_part_at_once() -> None:
    found = leaving(house(2, 38))
    assert found.two_ways
    assert found.way.value == pytest.approx(8.2)
    assert found.shared < 1


def test_beyond_both_stairs_the_ways_share_the_dead_end() -> None:
    found = leaving(house(2, 8, door=30))
    assert not found.two_ways
    assert found.shared == pytest.approx(22.0, abs=0.3)
    assert leaving(house(2, door=30)).shared == math.inf


def test_in_a_niche_the_ways_still_lead_in_two_directions() -> None:
    floor = house(2, 38, door=10)
    niche = floor.room("走道", 20, -1.5, 2, 1.5)
    room = floor.room("会议室", 18, -8, 6, 6.3)
    floor.door([(20.5, -1.6), (21.5, -1.6)], niche, room, "M1021")
    found = next(each for each in floor.plans(buildings=[OFFICE]).recognise(departures) if "会议室" in each.subject)
    assert found.two_ways


def test_in_a_hall_two_directions_are_told_by_their_angle() -> None:
    floor = Floor()
    hall = floor.room("大堂", 0, 0, 30, 20)
    for at in (2.0, 28.0):
        stair = floor.room("楼梯间", at - 1.4, 20.2, 2.8, 6)
        floor.door([(at - 0.5, 20.1), (at + 0.5, 20.1)], stair, hall, "FM乙1021")
    room = floor.room("办公室", 13, -5.2, 4, 5)
    floor.door([(14.5, -0.1), (15.5, -0.1)], hall, room, "M1021")
    found = leaving(floor)
    assert found.shared > 5
    assert found.two_ways


def test_a_way_leads_through_rooms_in_between_and_is_drawn_whole() -> None:
    floor = house(2)
    lobby = floor.room("电梯厅", 40.2, 0, 5, 2)
    floor.door([(40.1, 0.5), (40.1, 1.5)], floor.rooms[0], lobby, "M1021")
    room = floor.room("会议室", 45.4, 0, 5, 5)
    floor.door([(45.3, 0.5), (45.3, 1.5)], lobby, room, "M1021")
    found = next(each for each in floor.plans(buildings=[OFFICE]).recognise(departures) if "会议室" in each.subject)
    assert found.way.value == pytest.approx(0.1 + 5 + 0.2 + math.hypot(38, 1) + 0.1)
    assert found.way.along is not None
    assert found.way.along.length == pytest.approx(found.way.value)


def test_a_shutter_is_not_walked_through() -> None:
    floor = house(2)
    lobby = floor.room("电梯厅", 40.2, 0, 5, 2)
    floor.door([(40.1, 0.5), (40.1, 1.5)], floor.rooms[0], lobby, "FJ1021")
    room = floor.room("会议室", 45.4, 0, 5, 5)
    floor.door([(45.3, 0.5), (45.3, 1.5)], lobby, room, "M1021")
    found = next(each for each in floor.plans(buildings=[OFFICE]).recognise(departures) if "会议室" in each.subject)
    assert found.way.value == math.inf


def test_a_weak_door_on_the_way_makes_it_weak() -> None:
    floor = house(2)
    lobby = floor.room("电梯厅", 40.2, 0, 5, 2)
    floor.door([(40.1, 0.5), (40.1, 1.5)], floor.rooms[0], lobby, "M1021", sure=False)
    room = floor.room("会议室", 45.4, 0, 5, 5)
    floor.door([(45.3, 0.5), (45.3, 1.5)], lobby, room, "M1021")
    found = {each.subject.split()[1]: each.sure for each in floor.plans(buildings=[OFFICE]).recognise(departures)}
    assert found == {"办公室": True, "会议室": False}


def test_a_door_across_the_end_of_a_corridor_is_at_its_end_and_one_beside_it_not() -> None:
    floor = house(2, door=39)
    room = floor.room("会议室", 40.2, 0, 5, 5)
    floor.door([(40.1, 0.5), (40.1, 1.5)], floor.rooms[0], room, "M1021")
    found = {each.subject.split()[1]: each.at_end for each in floor.plans(buildings=[OFFICE]).recognise(departures)}
    assert found == {"办公室": False, "会议室": True}


def test_columns_inside_a_room_are_known_and_lone_lines_are_not_clear() -> None:
    floor = house(2)
    floor.masonry = box(9, 4, 9.5, 4.5), MultiLineString([[(11, 3), (11, 5)]])
    [found] = floor.plans(buildings=[OFFICE]).recognise(inner_ways)
    assert not found.clear
    assert found.way.value >= math.hypot(2, 5) + 0.1


def test_the_farthest_place_of_a_garage_is_found_through_its_lobby() -> None:
    floor = Floor("地下一层平面图")
    cars, lobby, stair = (
        floor.room("地下车库", 0, 0, 30, 20),
        floor.room("前室", -3.2, 9, 3, 2),
        floor.room("楼梯间", -6.4, 9, 3, 2),
    )
    floor.door([(-0.1, 9.5), (-0.1, 10.5)], lobby, cars, "FM甲1021")
    floor.door([(-3.3, 9.5), (-3.3, 10.5)], stair, lobby, "FM乙1021")
    [paths] = floor.plans().recognise(all_paths)
    [far] = far_places(paths, Part.GARAGE, [])
    assert far.sure
    assert far.way.value == pytest.approx(0.1 + 3 + 0.2 + math.hypot(30, 10))
    assert far.way.along is not None
    assert far.way.along.length == pytest.approx(far.way.value)


def test_a_weakly_recognised_exit_makes_no_second_way() -> None:
    floor = house(2, door=10)
    stair = floor.room("楼梯间", 36, 2.2, 2.8, 6)
    floor.door([(37, 2.1), (38, 2.1)], stair, floor.rooms[0], "FM乙1021", sure=False)
    found = leaving(floor)
    assert not found.two_ways
    assert found.shared < 1
