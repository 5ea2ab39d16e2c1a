from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import box

from checkers.drawing.model import DrawingSet
from checkers.errors import CouldNotRead
from checkers.features.plans import Plans
from checkers.fire.exit_count import exit_count
from tests.checkers.drawn import findings, not_shown, path, rectangle, sheet
from tests.checkers.floor import HOUSE, OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)


def office(*stairs: float, length: float = 40, title: str = "3#楼三层平面图", sure: bool = True) -> Floor:
    """A corridor 2 m wide below an office 8 m deep, stairs north of the corridor: 10.2 m of depth in all."""
    floor = Floor(title)
    way = floor.room("走道", 0, 0, length, 2)
    for number, at in enumerate(stairs):
        stair = floor.room(f"楼梯间{number + 1}", at - 1.4, 2.2, 2.8, 8)
        floor.door([(at - 0.6, 2.1), (at + 0.6, 2.1)], stair, way, "FM乙1221", into=stair, sure=sure)
    room = floor.room("办公室", 10, 2.2, length - 20, 8)
    floor.door([(14.5, 2.1), (15.5, 2.1)], room, way, "M1021", into=room)
    return floor


def verdicts(floor: Floor, **other: Any) -> list[str]:
    return [str(each.verdict) for each in findings(exit_count, floor.plans(buildings=[{**OFFICE, **other}]))]


def test_a_storey_with_two_stairs_is_met_and_one_with_a_single_stair_broken() -> None:
    assert verdicts(office(3, 37)) == ["met"]
    assert verdicts(office(3)) == ["broken"]


def test_two_doors_into_one_stair_are_one_exit() -> None:
    floor = office(3)
    floor.door([(1.8, 2.1), (2.2, 2.1)], floor.rooms[1], floor.rooms[0], "FM乙1221")
    assert verdicts(floor) == ["broken"]


def test_two_doors_to_the_outside_side_by_side_are_one_exit() -> None:
    floor = Floor("3#楼一层平面图")
    hall = floor.room("门厅", 0, 0, 30, 20)
    for at in (10, 13):
        floor.door([(at + 1.2, -0.1), (at, -0.1)], None, hall, "M1221", into="out")
    assert verdicts(floor) == ["broken"]
    floor.door([(25.2, -0.1), (24, -0.1)], None, hall, "M1221", into="out")
    assert verdicts(floor) == ["met"]


def test_exits_of_rooms_that_no_door_joins_are_nobodys_two() -> None:
    for names, joined in ((("商店", "办公室"), "met"), (("泵房", "配电房"), "doubtful")):
        floor = Floor("3#楼一层平面图")
        rooms = [floor.room(name, x, 0, 14.8, 20) for name, x in zip(names, (0, 15), strict=True)]
        for room, at in zip(rooms, (2, 25), strict=True):
            floor.door([(at + 1.2, -0.1), (at, -0.1)], None, room, "FM甲1221", into="out")
        assert verdicts(floor) == ["doubtful"]
        floor.door([(14.9, 5), (14.9, 6)], *rooms, "M1021")
        assert verdicts(floor) == [joined]


def test_two_lobbies_count_by_their_stairs() -> None:
    floor = office(3)
    lobby, stair = floor.room("前室", 34, 2.2, 4, 3), floor.room("楼梯间", 34, 5.4, 4, 5)
    floor.door([(35, 2.1), (36, 2.1)], lobby, floor.rooms[0], "FM乙1021")
    floor.door([(35, 5.3), (36, 5.3)], stair, lobby, "FM乙1021")
    assert verdicts(floor) == ["met"]


def test_a_small_ground_floor_of_few_people_may_have_one_and_an_unknown_number_is_doubtful() -> None:
    floor = Floor("3#楼一层平面图")
    hall = floor.room("门厅", 0, 0, 10, 20)
    floor.door([(-0.1, 4), (-0.1, 5.2)], None, hall, "M1221", into="out")
    one_storey = {"storeys": 1, "height": 5.0}
    assert verdicts(floor, people=50, **one_storey) == ["doubtful"]  # its walls make it more than 200 m²
    small = Floor("3#楼一层平面图")
    hall = small.room("门厅", 0, 0, 10, 18)
    small.door([(-0.1, 4), (-0.1, 5.2)], None, hall, "M1221", into="out")
    assert verdicts(small, people=50, **one_storey) == ["met"]
    assert verdicts(small, people=51, **one_storey) == ["doubtful"]
    assert verdicts(small, people=None, **one_storey) == ["doubtful"]


def test_each_compartment_needs_two_of_its_own() -> None:
    floor = office(3, 17, 37)
    floor.strokes = [("FIRE_COMP", rectangle(0, 0, 20, 10.2)), ("FIRE_COMP", rectangle(20, 0, 20, 10.2))]
    found = findings(exit_count, floor.plans(buildings=[OFFICE]))
    assert sorted(str(each.verdict) for each in found) == ["broken", "met"]


def test_a_door_to_the_next_compartment_is_for_a_person_to_count() -> None:
    floor = office(3, 17, 37)
    east = floor.room("走道", 40.2, 0, 20, 2)
    floor.door([(40.1, 0.5), (40.1, 1.5)], floor.rooms[0], east, "FM甲1021")
    stair = floor.room("楼梯间9", 50, 2.2, 3, 8)
    floor.door([(51, 2.1), (52, 2.1)], stair, east, "FM乙1021")
    floor.strokes = [("FIRE_COMP", rectangle(0, 0, 40.1, 10.2)), ("FIRE_COMP", rectangle(40.1, 0, 20.1, 10.2))]
    found = findings(exit_count, floor.plans(buildings=[OFFICE]))
    assert sorted(str(each.verdict) for each in found) == ["doubtful", "met"]


def test_what_may_have_been_missed_is_never_broken() -> None:
    hidden = office(3)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL", 6),)
    nameless = office(3)
    nameless.room("", 34, 2.2, 4, 8)
    for floor in (hidden, nameless, office(3, 37, sure=False), office()):
        assert verdicts(floor) == ["doubtful"]


def test_without_doors_it_cannot_be_read_and_without_storeys_nothing_is_said() -> None:
    floor = Floor("3#楼三层平面图")
    floor.room("走道", 0, 0, 40, 2)
    with pytest.raises(CouldNotRead):
        findings(exit_count, floor.plans(buildings=[OFFICE]))
    assert findings(exit_count, Floor().plans()) == []


def house(depth: float = 10, *, door: float = 8.0, stairs: int = 1) -> Floor:
    """A stair unit 20 m long: the dwelling's door lies ``door`` - 2 + 0.2 m from the first stair's."""
    floor = Floor("1#楼标准层平面图")
    way = floor.room("公共走道", 0, 0, 20, 2)
    for number in range(stairs):
        stair = floor.room(f"楼梯间{number + 1}", 1 + 15 * number, 2.2, 2, 5)
        floor.door([(1.5 + 15 * number, 2.1), (2.5 + 15 * number, 2.1)], stair, way, "FM乙1021")
    flat = floor.room("玄关", 0, -0.2 - depth, 20, depth)
    floor.door([(door - 0.5, -0.1), (door + 0.5, -0.1)], way, flat, "FM甲1021")
    return floor


def homes(floor: Floor, **other: Any) -> list[str]:
    return [str(each.verdict) for each in findings(exit_count, floor.plans(buildings=[{**HOUSE, **other}]))]


def test_a_small_unit_of_a_low_house_may_have_one_exit() -> None:
    assert homes(house(), height=26.0) == ["met"]
    assert homes(house(door=8.0), height=50.0) == ["met"]


def test_height_area_or_distance_ask_for_two() -> None:
    assert homes(house(), height=54.5) == ["broken"]
    assert homes(house(depth=40), height=26.0) == ["broken"]
    assert homes(house(door=18.0), height=26.0) == ["broken"]
    assert homes(house(door=13.0), height=26.0) == ["met"]
    assert homes(house(door=13.0), height=50.0) == ["broken"]
    assert homes(house(stairs=2), height=80.0) == ["met"]


def test_an_unknown_height_is_doubtful() -> None:
    assert homes(house(), height=None) == ["doubtful"]


def test_turned_and_far_away_nothing_changes() -> None:
    for floor in (office(3, 37), office(3)):
        here, there = (findings(exit_count, floor.plans(affine, buildings=[OFFICE])) for affine in (None, TURNED))
        assert [each.verdict for each in here] == [each.verdict for each in there]
        assert box(*here[0].where.bounds).area > 0


def test_compartments_that_are_open_or_leave_a_part_out_make_two_exits_doubtful() -> None:
    for stroke in (path((0, 0), (0, 10), (40, 10)), rectangle(0, 0, 20, 10.2)):
        floor = office(3, 17, 37)
        floor.strokes = [("FIRE_COMP", stroke)]
        assert "doubtful" in verdicts(floor), stroke
    floor = office(3, 37)
    floor.strokes = [("FIRE_COMP", rectangle(0, 0, 40, 10.2))]
    assert verdicts(floor) == ["met"]


def test_a_storey_that_must_be_of_several_compartments_is_doubtful_where_none_is_drawn() -> None:
    floor = office(3, 37)
    floor.room("办公区", 0, -80.2, 40, 80)
    assert verdicts(floor) == ["doubtful"]  # more than 2500 m² without sprinklers
    assert verdicts(floor, sprinklered=True) == ["met"]
    floor.title = "3#楼地下一层平面图"
    assert verdicts(floor, sprinklered=True) == ["doubtful"]


def test_two_corridors_that_nothing_joins_share_no_exits() -> None:
    floor = office(3, 37)
    assert verdicts(floor) == ["met"]
    floor.rooms[0:1] = []
    floor.joins = []
    for number, left in enumerate((0, 20.2)):
        way = floor.room(f"走道{number}", left, 0, 19.8, 2)
        at = 37 if number else 3
        floor.door([(at - 0.6, 2.1), (at + 0.6, 2.1)], floor.rooms[number], way, "FM乙1221")
    assert verdicts(floor) == ["doubtful"]


def test_one_exit_is_enough_only_on_the_ground_floor_of_a_low_building() -> None:
    small = Floor("3#楼一层平面图")
    hall = small.room("门厅", 0, 0, 10, 18)
    small.door([(-0.1, 4), (-0.1, 5.2)], None, hall, "M1221", into="out")
    assert verdicts(small, people=50) == ["met"]
    assert verdicts(small, people=50, height=60.0) == ["doubtful"]
    assert verdicts(small, people=50, height=None) == ["doubtful"]
    assert verdicts(small, people=50, use="kindergarten") == ["doubtful"]
    small.title = "3#楼一~三层平面图"
    assert verdicts(small, people=50) == ["doubtful"]


def test_a_hall_without_a_corridor_is_looked_at_as_well() -> None:
    floor = Floor("3#楼一层平面图")
    hall = floor.room("营业厅", 0, 0, 30, 20)
    floor.door([(11.2, -0.1), (10, -0.1)], None, hall, "M1221", into="out")
    assert verdicts(floor) == ["broken"]


def test_a_storey_of_which_no_way_out_was_recognised_is_doubtful_beside_others() -> None:
    floor = office(3, 37)
    floor.room("办公室", 0, 40, 30, 8)
    floor.room("会议室", 30.2, 40, 10, 8)
    assert sorted(verdicts(floor)) == ["doubtful", "met"]


def test_a_stair_behind_a_shutter_is_no_second_exit() -> None:
    floor = office(3)
    stair = floor.room("楼梯间9", 35, 2.2, 2.8, 8)
    floor.door([(36, 2.1), (37.2, 2.1)], stair, floor.rooms[0], "FJ1221")
    assert verdicts(floor) == ["doubtful"]


def test_a_stair_whose_room_nothing_closes_may_be_the_second_exit() -> None:
    floor = office(3)
    assert verdicts(floor) == ["broken"]
    floor.texts = [("楼梯间", 36, 5)]
    assert verdicts(floor) == ["doubtful"]
    floor = office(3)
    floor.door([(36.2, -0.1), (35, -0.1)], None, floor.rooms[0], "FM乙1221")  # into something that was not recognised
    assert verdicts(floor) == ["doubtful"]


def test_nobody_leaves_through_a_toilet() -> None:
    floor = Floor()
    ways = [floor.room("走道", left, 0, 19, 2) for left in (0, 22.4)]
    toilet = floor.room("卫生间", 19.2, 0, 3, 2)
    for number, at in enumerate((3, 37)):
        stair = floor.room(f"楼梯间{number}", at, 2.2, 3, 6)
        floor.door([(at + 0.5, 2.1), (at + 1.7, 2.1)], stair, ways[number], "FM乙1221")
    floor.door([(19.1, 0.5), (19.1, 1.4)], ways[0], toilet, "M0921")
    floor.door([(22.3, 0.5), (22.3, 1.4)], toilet, ways[1], "M0921")
    assert verdicts(floor) == ["doubtful"]


def test_a_shutter_in_the_middle_of_one_corridor_parts_it() -> None:
    floor = office(3, 37)
    floor.door([(30, 0), (30, 2)], floor.rooms[0], floor.rooms[0], "FJ2024")
    assert verdicts(floor) == ["doubtful"]


def test_where_another_sheet_draws_the_compartments_of_the_storey_it_tells() -> None:
    floor = office(3, 37)
    drawn = floor.plans(buildings=[OFFICE])
    lines = [("FIRE_COMP", rectangle(x, 0, 20, 10)) for x in (0, 20)]
    scheme = sheet(lines, title="3#楼三层防火分区示意图", identity="0123456789ab-2")
    both = Plans(DrawingSet((*drawn.drawings.sheets, scheme)), drawn.facts)
    both._kept.update(drawn._kept)
    assert [str(each.verdict) for each in findings(exit_count, both)] == ["doubtful"]
