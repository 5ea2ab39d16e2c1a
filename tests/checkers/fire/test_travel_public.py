from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import MultiLineString, Polygon, box

from checkers.errors import CouldNotRead
from checkers.fire.travel_public import travel_public
from tests.checkers.drawn import findings, not_shown
from tests.checkers.floor import OFFICE, Floor, only

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)
MIRRORED = (-1, 0, 0, 1, 40, -7)


def corridor(
    *doors: float, stairs: tuple[float, ...] = (1, 99), length: float = 100, title: str = "3#楼三层平面图"
) -> Floor:
    """A corridor 2 m wide with rooms and stairs north of it; doors by their middles, walls 0.2 m thick.

    From a door to a stair's it is their distance along the wall and twice half the wall: 0.2 m more.
    """
    floor = Floor(title)
    way = floor.room("走道", 0, 0, length, 2)
    for number, at in enumerate(stairs):
        stair = floor.room(f"楼梯间{number + 1}", at - 1, 2.2, 2, 5)
        floor.door([(at - 0.6, 2.1), (at + 0.6, 2.1)], stair, way, "FM乙1221", into=stair)
    for at in doors:
        office = floor.room("办公室", at - 1, 2.2, 2, 5)
        floor.door([(at - 0.5, 2.1), (at + 0.5, 2.1)], office, way, "M1021", into=office)
    return floor


def verdict(floor: Floor, **other: Any) -> str:
    return str(only(travel_public, floor.plans(buildings=[{**OFFICE, **other}]), "M1021").verdict)


def test_a_door_near_one_of_two_stairs_is_met_with_the_way_walked() -> None:
    found = only(travel_public, corridor(20).plans(buildings=[OFFICE]), "M1021")
    assert (found.verdict, found.measured, found.required) == ("met", pytest.approx(19.2), 40.0)
    assert found.along is not None
    assert found.along.length == pytest.approx(19.2)
    assert found.along.coords[0] == pytest.approx((20, 2.1))


def test_between_two_exits_forty_metres_are_met_and_more_is_broken() -> None:
    assert verdict(corridor(40.8)) == "met"
    assert verdict(corridor(40.8005)) == "doubtful"
    assert verdict(corridor(40.803)) == "broken"
    assert verdict(corridor(50)) == "broken"


def test_at_a_dead_end_the_smaller_value_holds() -> None:
    assert verdict(corridor(22.8, stairs=(1,))) == "met"
    assert verdict(corridor(22.8005, stairs=(1,))) == "doubtful"
    assert verdict(corridor(23, stairs=(1,))) == "broken"


def test_sprinklers_add_a_quarter_and_unknown_ones_are_doubtful_in_between() -> None:
    assert verdict(corridor(50), sprinklered=True) == "met"
    assert verdict(corridor(50), sprinklered=None) == "doubtful"
    assert verdict(corridor(20), sprinklered=None) == "met"
    assert verdict(corridor(53, stairs=(1, 106), length=110), sprinklered=None) == "broken"


def test_use_height_and_rating_choose_the_row() -> None:
    assert verdict(corridor(30), use="school", height=20) == "met"
    assert verdict(corridor(33), use="school", height=30) == "broken"
    assert verdict(corridor(38), fire_rating=3) == "broken"
    assert verdict(corridor(38), fire_rating=None) == "doubtful"
    assert verdict(corridor(38), height=None) == "met"
    assert verdict(corridor(20), use=None) == "doubtful"
    assert verdict(corridor(20), fire_rating=4, height=60) == "doubtful"
    assert (
        "facts.buildings[3#].use"
        in only(travel_public, corridor(20).plans(buildings=[{**OFFICE, "use": None}]), "M1021").message.zh
    )


def test_a_plan_that_belongs_to_no_stated_building_is_doubtful() -> None:
    found = only(travel_public, corridor(20).plans(), "M1021")
    assert found.verdict == "doubtful"
    assert "facts.buildings" in found.message.en


def test_two_stairs_the_same_way_are_no_two_ways() -> None:
    floor = corridor(30, stairs=(1, 4))
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "M1021")
    assert found.measured == pytest.approx(26.2)
    assert found.verdict == "doubtful"
    assert "重合" in found.message.zh
    assert verdict(corridor(46, stairs=(1, 4))) == "broken"


def test_a_side_corridor_is_a_dead_end_though_two_stairs_can_be_reached() -> None:
    floor = corridor()
    side = floor.room("走道", 49, -18, 2, 18)
    office = floor.room("办公室", 45, -18, 3.8, 5)
    floor.door([(48.9, -16), (48.9, -15)], office, side, "M1021")
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "M1021")
    assert found.verdict == "broken"  # 15.5 m and 48 m are more than 40 m
    near = Floor("3#楼三层平面图")
    way, stub = near.room("走道", 0, 0, 30, 2), near.room("走道", 14, -12, 2, 12)
    for at in (1.0, 29.0):
        stair = near.room("楼梯间", at - 1, 2.2, 2, 5)
        near.door([(at - 0.5, 2.1), (at + 0.5, 2.1)], stair, way, "FM乙1021")
    room = near.room("办公室", 10, -12, 3.8, 5)
    near.door([(13.9, -11), (13.9, -10)], room, stub, "M1021")
    assert only(travel_public, near.plans(buildings=[OFFICE]), "M1021").verdict == "doubtful"


def test_open_stairs_take_metres_off() -> None:
    floor = Floor("3#楼三层平面图")
    way = floor.room("走道", 0, 0, 60, 2)
    floor.room("楼梯间", -3, 0, 3, 2)
    floor.room("楼梯间", 60, 0, 3, 2)
    office = floor.room("办公室", 36, 2.2, 2, 5)
    floor.door([(36.5, 2.1), (37.5, 2.1)], office, way, "M1021")
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "M1021")
    assert found.required == 35.0
    assert found.verdict == "met"  # 23.1 m to the other stair


def test_open_galleries_add_metres() -> None:
    floor = corridor(44)
    floor.rooms[0] = floor.area("敞开式外廊", floor.rooms[0].polygon)
    floor.rooms.pop()
    floor.joins = [
        type(join)(door=join.door, rooms=(join.rooms[0], floor.rooms[0]), swings_into=join.swings_into)
        for join in floor.joins
    ]
    assert only(travel_public, floor.plans(buildings=[OFFICE]), "M1021").required == 45.0


def test_the_way_inside_a_room_is_held_against_the_value_of_a_dead_end() -> None:
    floor = corridor()
    big = floor.room("办公室", 40, 2.2, 20, 9.0)
    floor.door([(40.5, 2.1), (41.5, 2.1)], big, floor.rooms[0], "M1021")
    found = [each for each in findings(travel_public, floor.plans(buildings=[OFFICE])) if "M1021" not in each.subject]
    assert [each.verdict for each in found] == ["met"]
    assert found[0].measured == pytest.approx(0.1 + math.hypot(19, 9))


def test_a_room_behind_a_room_is_left_through_it() -> None:
    floor = corridor(20)
    inner = floor.room("储藏间", 19, 7.4, 2, 4)
    floor.door([(19.5, 7.3), (20.5, 7.3)], inner, floor.rooms[-2], "M1022")
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "储藏间")
    # up to the inner door from its corner, 0.1 m half wall, 0.1 m half wall and 5.0 m straight through the office, 0.1 m
    assert found.measured == pytest.approx(math.hypot(1, 4) + 0.1 + 0.1 + 5.0 + 0.1)


def test_a_hall_with_two_doors_may_be_thirty_metres_deep() -> None:
    floor = corridor(stairs=(25, 65))
    hall = floor.room("多功能厅", 30, 2.2, 30, 26)
    for at in (31, 59):
        floor.door([(at - 0.75, 2.1), (at + 0.75, 2.1)], hall, floor.rooms[0], "M1521")
    found = [
        each for each in findings(travel_public, floor.plans(buildings=[OFFICE])) if each.subject.endswith("多功能厅")
    ]
    assert [(each.verdict, each.required) for each in found] == [("met", 30.0)]


def test_a_room_without_a_door_and_one_cut_in_two_are_doubtful() -> None:
    floor = corridor(20)
    floor.room("资料室", 30, 2.2, 4, 4)
    split = floor.room("办公室", 40, 2.2, 8, 6)
    floor.door([(40.5, 2.1), (41.5, 2.1)], split, floor.rooms[0], "M1021")
    floor.masonry = box(44, 2.2, 44.2, 8.2), MultiLineString()
    found = {each.subject: each.verdict for each in findings(travel_public, floor.plans(buildings=[OFFICE]))}
    assert found["3#楼三层平面图 资料室"] == "doubtful"
    inside = [each for each in findings(travel_public, floor.plans(buildings=[OFFICE])) if each.where is split.where]
    assert [each.verdict for each in inside] == ["doubtful"]


def test_columns_are_walked_round() -> None:
    floor = corridor(20)
    floor.masonry = box(10, 0.6, 10.6, 2.0), MultiLineString()
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "M1021")
    expected = 0.2 + math.hypot(9.4, 1.4) + 0.6 + math.hypot(9.0, 1.4)
    assert found.measured == pytest.approx(expected)


def test_lone_wall_lines_hidden_objects_and_weak_doors_make_it_doubtful() -> None:
    lines = corridor(20)
    lines.masonry = Polygon(), MultiLineString([[(10, 0.5), (10, 1.5)]])
    hidden = corridor(20)
    hidden.not_displayed = (not_shown("proxy", "TCH_WALL", 6),)
    weak = corridor()
    room = weak.room("办公室", 19, 2.2, 2, 5)
    weak.door([(19.5, 2.1), (20.5, 2.1)], room, weak.rooms[0], "M1021", sure=False)
    for floor in (lines, hidden, weak):
        assert verdict(floor) == "doubtful"


def test_a_storey_without_exits_is_doubtful_once_and_one_without_doors_cannot_be_read() -> None:
    found = findings(travel_public, corridor(20, 30, stairs=()).plans(buildings=[OFFICE]))
    assert [each.verdict for each in found if "安全出口" in each.message.zh] == ["doubtful"]
    bare = Floor("3#楼三层平面图")
    bare.room("走道", 0, 0, 20, 2)
    bare.room("办公室", 0, 2.2, 5, 5)
    with pytest.raises(CouldNotRead):
        findings(travel_public, bare.plans(buildings=[OFFICE]))


def test_on_the_ground_floor_the_way_leads_outside_and_not_into_a_stair() -> None:
    floor = corridor(20, title="3#楼一层平面图")
    floor.door([(-0.1, 0.4), (-0.1, 1.6)], None, floor.rooms[0], "M1221", into="out")
    found = only(travel_public, floor.plans(buildings=[OFFICE]), "M1021")
    assert found.measured == pytest.approx(0.2 + math.hypot(20, 1))
    assert found.required == 22.0


def test_housing_and_factories_are_left_to_others() -> None:
    assert findings(travel_public, corridor(20).plans(buildings=[{**OFFICE, "use": "industrial"}])) == []
    assert (
        findings(
            travel_public,
            corridor(20, title="1#住宅楼三层平面图").plans(buildings=[{**OFFICE, "name": "1#", "use": "residential"}]),
        )
        == []
    )


@pytest.mark.parametrize("affine", [TURNED, MIRRORED])
def test_turned_mirrored_and_far_away_nothing_changes(affine: Any) -> None:
    floor = corridor(20, 40.8, 50)
    here = findings(travel_public, floor.plans(buildings=[OFFICE]))
    there = findings(travel_public, floor.plans(affine, buildings=[OFFICE]))
    assert [(each.subject, each.verdict) for each in here] == [(each.subject, each.verdict) for each in there]
    assert [each.measured for each in there] == pytest.approx([each.measured for each in here], abs=2e-3)


def test_a_stair_whose_opening_nothing_closes_takes_five_metres_off() -> None:
    for code, bare, expected in (("FM乙1221", False, "met"), ("DK1221", False, "broken"), ("DK1221", True, "doubtful")):
        floor = Floor()
        way = floor.room("走道", 0, 0, 100, 2)
        for at in (1, 99):
            stair = floor.room("楼梯间", at - 1, 2.2, 2, 5)
            floor.door([(at - 0.6, 2.1), (at + 0.6, 2.1)], stair, way, code, bare=bare)
        office = floor.room("办公室", 37, 2.2, 2, 5)
        floor.door([(37.5, 2.1), (38.5, 2.1)], office, way, "M1021")
        assert verdict(floor) == expected


def test_rooms_beside_those_of_entertainment_children_and_wards_may_fall_into_their_rows() -> None:
    for at, name, facts in (
        (12.8, "KTV大厅", {}),
        (22.0, "幼儿园活动室", {}),
        (14.8, "病房", {"use": "hospital", "height": 50}),
    ):
        floor = corridor(at, stairs=(1,))
        assert verdict(floor, **facts) == "met"
        floor.room(name, 40, 2.2, 5, 5)
        assert verdict(floor, **facts) == "doubtful", name


def test_a_shutter_across_a_corridor_is_no_way() -> None:
    floor = corridor(20, stairs=(1,))
    assert verdict(floor) == "met"
    floor.door([(10, 0), (10, 2)], floor.rooms[0], floor.rooms[0], "FJ2024")
    assert verdict(floor) == "doubtful"


def test_a_storey_without_doors_beside_one_that_has_them_is_doubtful() -> None:
    floor = corridor(20)
    floor.room("走道", 0, 40, 30, 2)
    floor.room("办公室", 0, 42.2, 30, 8)
    found = findings(travel_public, floor.plans(buildings=[OFFICE]))
    assert [each.verdict for each in found if each.where.bounds[1] > 30] == ["doubtful"]


def test_a_hall_that_needs_thirty_metres_has_its_exit_within_ten_of_its_doors() -> None:
    for at, expected in ((15.0, "doubtful"), (8.0, "met")):
        floor = Floor()
        way = floor.room("走道", 0, 0, 60, 2)
        for place in (30 - at, 30 + at):
            stair = floor.room("楼梯间", place - 1, -5.2, 2, 5)
            floor.door([(place - 0.6, -0.1), (place + 0.6, -0.1)], way, stair, "FM乙1221")
        hall = floor.room("营业厅", 5, 2.2, 50, 10)
        for place in (29.4, 30.6):
            floor.door([(place - 0.5, 2.1), (place + 0.5, 2.1)], hall, way, "M1021")
        found = [f for f in findings(travel_public, floor.plans(buildings=[OFFICE])) if f.subject.endswith("营业厅")]
        assert [each.verdict for each in found] == [expected]


def test_rooms_that_nothing_closes_are_doubtful() -> None:
    floor = corridor(20)
    floor.texts = [("会议室", 30, -3), ("强电井", 32, -3)]
    found = [each for each in findings(travel_public, floor.plans(buildings=[OFFICE])) if "会议室" in each.message.zh]
    assert [each.verdict for each in found] == ["doubtful"]
