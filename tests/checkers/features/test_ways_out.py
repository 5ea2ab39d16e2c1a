from __future__ import annotations

import pytest
from shapely import MultiLineString, Polygon, box

from checkers.features.links import Part, part_of
from checkers.features.ways_out import Storey, storeys
from tests.checkers.drawn import path, rectangle
from tests.checkers.floor import HOUSE, OFFICE, Floor


def storey(floor: Floor) -> Storey:
    [found] = floor.plans(buildings=[OFFICE, HOUSE]).recognise(storeys)
    return found


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("走道", Part.WAY),
        ("候梯厅", Part.WAY),
        ("大堂", Part.WAY),
        ("合用前室", Part.LOBBY),
        ("防烟楼梯间前室", Part.LOBBY),
        ("楼梯间", Part.STAIR),
        ("LT-2", Part.STAIR),
        ("1#楼梯", Part.STAIR),
        ("电梯", Part.LIFT),
        ("消防电梯", Part.LIFT),
        ("强电井", Part.SHAFT),
        ("地下车库", Part.GARAGE),
        ("自行车库", Part.ROOM),
        ("阳台", Part.OPEN_AIR),
        ("办公室", Part.ROOM),
        ("电梯机房", Part.ROOM),
        ("", Part.ROOM),
    ],
)
def test_the_name_tells_what_a_room_is_to_people_who_leave(name: str, part: Part) -> None:
    assert part_of(name) is part


def front(title: str = "3#楼一层平面图") -> Floor:
    floor = Floor(title)
    hall = floor.room("门厅", 0, 0, 20, 10)
    floor.door([(6, -0.1), (5, -0.1)], None, hall, "M1021")
    return floor


def test_a_stair_is_an_exit_above_the_ground_and_its_two_doors_lead_to_one() -> None:
    floor = Floor()
    way, stair = floor.room("走道", 0, 0, 20, 2), floor.room("楼梯间", 0, 2.2, 3, 6)
    floor.door([(0.5, 2.1), (1.5, 2.1)], stair, way, "FM乙1021")
    floor.door([(1.6, 2.1), (2.6, 2.1)], stair, way, "FM乙1021")
    found = storey(floor)
    assert [leaving.leads for leaving in found.exits] == ["1", "1"]
    assert all(leaving.sure and not leaving.outside for leaving in found.exits)


def test_on_the_ground_floor_the_door_to_the_outside_is_the_exit_and_a_stair_is_none() -> None:
    floor = front()
    stair = floor.room("楼梯间", 0, 10.2, 3, 6)
    floor.door([(0.5, 10.1), (1.5, 10.1)], stair, floor.rooms[0], "FM乙1021")
    [found] = storey(floor).exits
    assert found.outside
    assert found.sure
    floor.door([(2, 16.3), (1, 16.3)], stair, None, "M1021")
    assert len(storey(floor).exits) == 2  # through the stair, which has its own door


def test_above_the_ground_a_door_to_the_outside_is_an_exit_only_where_it_is_written() -> None:
    floor = front("3#楼二层平面图")
    assert storey(floor).exits == ()
    floor.texts = [("安全出口", 5.5, -1.0)]
    assert len(storey(floor).exits) == 1


def test_a_door_to_a_room_nobody_recognised_is_no_exit() -> None:
    floor = front()
    floor.room("商铺", -10, -8, 40, 3)
    floor.room("商铺", -10, -5, 9.8, 18)
    floor.room("商铺", 20.2, -5, 9.8, 18)
    floor.room("商铺", -10, 10.2, 40, 3)  # a ring of rooms around a court
    assert [link.outside for link in storey(floor).links] == [False]


def test_where_a_wall_stands_farther_out_the_outside_is_not_sure() -> None:
    floor = front()
    floor.masonry = (
        box(-20, -15.2, 40, -15.0).union(box(-20, -15, -19.8, 10)).union(box(-19.8, 9.8, 0, 10)),
        MultiLineString(),
    )
    [found] = storey(floor).exits
    assert not found.sure


def test_shutters_to_the_outside_are_no_exits() -> None:
    floor = Floor("3#楼一层平面图")
    hall = floor.room("门厅", 0, 0, 20, 10)
    floor.door([(6, -0.1), (3, -0.1)], None, hall, "FJ3030")
    assert storey(floor).exits == ()


def test_a_plan_of_no_named_storey_has_no_sure_stairs_and_a_standard_floor_has() -> None:
    for title, sure in (("3#楼平面图", False), ("3#楼标准层平面图", True)):
        floor = Floor(title)
        way, stair = floor.room("走道", 0, 0, 20, 2), floor.room("楼梯间", 0, 2.2, 3, 6)
        floor.door([(0.5, 2.1), (1.5, 2.1)], stair, way, "FM乙1021")
        assert [leaving.sure for leaving in storey(floor).exits] == [sure]


def test_outlines_of_ways_that_touch_are_joined_without_a_door() -> None:
    floor = Floor()
    floor.room("走道", 0, 0, 20, 2)
    floor.room("电梯厅", 8, 2, 4, 3)
    floor.room("办公室", 0, 2, 8, 5)
    [link] = storey(floor).links
    assert link.door is None
    assert link.place.coords[0] == pytest.approx((10, 2), abs=0.06)


def test_ways_inside_dwellings_are_rooms_where_the_storey_has_stairs() -> None:
    floor = Floor("1#楼住宅标准层平面图")
    way, stair = floor.room("公共走廊", 0, 0, 20, 2), floor.room("楼梯间", 0, 2.2, 3, 6)
    living, inner, bed = (
        floor.room("客厅", 4, 2.2, 5, 5),
        floor.room("过道", 9.2, 2.2, 1.2, 5),
        floor.room("卧室", 10.6, 2.2, 4, 5),
    )
    floor.door([(0.5, 2.1), (1.5, 2.1)], stair, way, "FM乙1021")
    floor.door([(5, 2.1), (6, 2.1)], living, way, "FM甲1021")
    floor.door([(9.1, 3), (9.1, 4)], living, inner, "M0921")
    floor.door([(10.5, 3), (10.5, 4)], inner, bed, "M0921")
    assert storey(floor).parts == (Part.WAY, Part.STAIR, Part.ROOM, Part.ROOM, Part.ROOM)


def test_stalls_and_words_tell_a_garage_and_plans_apart_are_storeys_of_their_own() -> None:
    floor = Floor("地下一层平面图")
    floor.room("配电间", 0, 0, 5, 5)
    floor.strokes = [("PARKING", rectangle(8 + 2.4 * number, 0, 2.4, 5.3)) for number in range(6)]
    assert storey(floor).garage
    two = Floor("3#楼三层平面图")
    two.room("走道", 0, 0, 20, 2)
    two.room("走道", 0, 30, 20, 2)
    assert len(two.plans().recognise(storeys)) == 2
    two.masonry = box(-0.2, 2, 0, 30), MultiLineString()
    assert len(two.plans().recognise(storeys)) == 1


def test_site_plans_details_and_nonsense_are_no_storeys() -> None:
    for title in ("总平面图", "楼梯详图", "屋顶平面图", "二层给排水平面图"):
        floor = Floor(title)
        floor.room("走道", 0, 0, 20, 2)
        assert floor.plans().recognise(storeys) == ()
    odd = Floor()
    odd.area("走道", Polygon([(0, 0), (4, 4), (4, 0), (0, 4)]))
    odd.area("走道", Polygon([(0, 0), (0, 0), (0, 0)]))
    odd.door([(1, 1), (1, 1)], None, odd.rooms[0], "M1021")
    odd.strokes = [("WALL", path((0, 0), (0, 0)))]
    assert odd.plans().recognise(storeys) is not None


@pytest.mark.parametrize("name", ["楼梯下储藏", "户内楼梯", "检修楼梯", "装饰楼梯", "楼梯底部杂物间"])
def test_stairs_nobody_leaves_by_are_none(name: str) -> None:
    assert part_of(name) is not Part.STAIR


def leaving(code: str) -> Floor:
    floor = Floor()
    way, stair = floor.room("走道", 0, 0, 20, 2), floor.room("楼梯间", 0, 2.2, 3, 6)
    floor.door([(0.5, 2.1), (2.0, 2.1)], stair, way, code)
    return floor


def test_a_stair_whose_opening_nothing_closes_is_open_and_one_behind_a_shutter_is_no_sure_exit() -> None:
    assert [each.open_stair for each in storey(leaving("FM乙1521")).exits] == [False]
    assert [each.open_stair for each in storey(leaving("DK1521")).exits] == [True]
    assert [each.sure for each in storey(leaving("FJ1521")).exits] == [False]


def test_the_words_for_an_exit_count_for_the_nearest_door_alone_and_above_the_ground_they_are_weak() -> None:
    for title, sure in (("3#楼三层平面图", [True, False]), ("3#楼地下一层平面图", [True, True])):
        floor = leaving("FM乙1521")
        floor.title = title
        floor.door([(4.2, -0.1), (3, -0.1)], None, floor.rooms[0], "M1221")
        floor.texts = [("安全出口", 3.5, -0.5)]
        assert [each.sure for each in storey(floor).exits] == sure
        floor.texts = [("安全出口", 1.5, 2.0)]
        assert len(storey(floor).exits) == 1


def test_single_lines_of_walls_and_glass_farther_out_make_the_outside_unsure() -> None:
    line = path((-5, -4), (30, -4))
    walled, glazed = front(), front()
    walled.masonry = (Polygon(), MultiLineString([line]))
    glazed.strokes = [("WINDOW", line)]
    for floor in (walled, glazed):
        assert [each.sure for each in storey(floor).exits] == [False]


def test_a_wall_between_outlines_that_touch_joins_nothing() -> None:
    floor = Floor()
    floor.room("走道", 0, 0, 20, 2)
    floor.room("楼梯间", 8, 2, 3, 6)
    assert len(storey(floor).links) == 1
    floor.masonry = (box(0, 1.9, 20, 2.1), MultiLineString())
    assert storey(floor).links == ()
    floor.masonry = (Polygon(), MultiLineString([path((0, 2), (20, 2))]))
    assert storey(floor).links == ()


def test_cars_parked_before_a_building_make_its_ground_floor_no_garage() -> None:
    floor = front()
    floor.strokes = [("PARKING", rectangle(2.4 * number, -10, 2.4, 5.3)) for number in range(6)]
    floor.texts = [("停车场", 5, -8)]
    assert storey(floor).public
    floor.room("车库", 20.2, 0, 6, 6)
    assert storey(floor).public
    floor.room("车库", 20.2, 6.2, 60, 60)
    assert not storey(floor).public


def test_flats_are_housing_by_the_facts_alone() -> None:
    floor = front("公寓楼一层平面图")
    for use, public in (("hotel", True), (None, True), ("residential", False)):
        [found] = floor.plans(buildings=[{**OFFICE, "use": use}]).recognise(storeys)
        assert found.public is public


def test_on_a_sheet_of_a_storey_and_the_roof_the_roof_is_no_storey() -> None:
    floor = Floor("六层、屋顶平面图")
    floor.room("走道", 0, 0, 20, 2)
    floor.room("电梯机房", 0, 30, 5, 5)
    floor.texts = [("六层平面图", 8, -3), ("屋顶平面图", 8, 26)]
    assert [[room.name for room in each.rooms] for each in floor.plans().recognise(storeys)] == [["走道"]]


def test_a_door_said_to_be_locked_and_the_gate_of_a_garage_are_no_sure_exits() -> None:
    floor = front()
    floor.texts = [("检修门（平时上锁）", 5, -1)]
    assert [each.sure for each in storey(floor).exits] == [False]
    for wide, sure in ((1.2, True), (6.0, False)):
        floor = Floor("一层平面图")
        garage = floor.room("汽车库", 0, 0, 40, 20)
        floor.door([(4 + wide, -0.1), (4, -0.1)], None, garage, "")
        assert [each.sure for each in storey(floor).exits] == [sure]


def test_of_two_plans_one_above_the_other_each_has_its_own_name() -> None:
    floor = Floor("一、二层平面图")
    floor.room("走道", 0, 0, 20, 24)
    floor.room("走道", 0, 30, 20, 10)
    floor.texts = [("二层平面图", 8, -6), ("一层平面图", 8, 28)]
    found = {each.where.bounds[1] > 20: each.title for each in floor.plans().recognise(storeys)}
    assert found == {False: "二层平面图", True: "一层平面图"}
