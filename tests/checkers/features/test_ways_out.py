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
