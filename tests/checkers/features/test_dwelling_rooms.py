from __future__ import annotations

import pytest

from checkers.features.door_width import clear_widths
from checkers.features.dwelling_rooms import Fixture, Kind, doorways, dwelling_rooms, fixture_of, kinds_of
from checkers.features.openings import doors
from tests.checkers.architecture.dwellings_drawn import HOUSING, row
from tests.checkers.drawn import plans, rectangle, sheet


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("主卧", {Kind.BEDROOM}),
        ("老人房", {Kind.BEDROOM}),
        ("卧室兼起居室", {Kind.BEDROOM, Kind.LIVING}),
        ("客餐厅", {Kind.LIVING, Kind.DINING}),
        ("厨 房", {Kind.KITCHEN}),
        ("卫生间", {Kind.TOILET}),
        ("玄关", {Kind.ENTRY}),
        ("套内走道", {Kind.CORRIDOR}),
        ("过道", {Kind.CORRIDOR}),
        ("走廊", {Kind.COMMON}),
        ("合用前室", {Kind.COMMON}),
        ("电梯厅", {Kind.COMMON}),
        ("男卫生间", set()),
        ("卫生站", set()),
        ("无障碍卫生间", set()),
        ("员工厨房", set()),
        ("", set()),
    ],
)
def test_names_tell_what_rooms_are_for(name: str, kinds: set[Kind]) -> None:
    assert kinds_of(name) == kinds


@pytest.mark.parametrize(
    ("name", "fixture"),
    [
        ("坐便器-1", Fixture.WC),
        ("base$0$TOILET", Fixture.WC),
        ("台盆", Fixture.BASIN),
        ("SHOWER900", Fixture.BATH),
        ("洗衣机", Fixture.WASHER),
        ("A$C1234", None),
        ("WCA", None),
    ],
)
def test_blocks_tell_fixtures(name: str, fixture: Fixture | None) -> None:
    assert fixture_of(name) is fixture


def test_columns_inside_the_line_of_a_room_are_taken_off() -> None:
    drawn = sheet(
        [("SPACE", rectangle(0, 0, 3, 4)), ("COLUMN", rectangle(0, 0, 0.5, 0.4)), ("WALL", rectangle(-0.2, 0, 0.2, 4))],
        [("卧室", 1, 2)],
        title="1#楼标准层平面图",
    )
    [room] = dwelling_rooms(plans(drawn, **HOUSING))
    assert room.net.area == pytest.approx(11.8)
    assert room.least.value <= room.short.value == pytest.approx(3.0)


def test_a_door_knows_the_rooms_on_both_sides() -> None:
    [way] = doorways(plans(row([("主卧", 3.0), ("过道", 3.0)], {0: ("M0921", 0.9)}), **HOUSING))
    assert way.between(Kind.BEDROOM, Kind.CORRIDOR)
    assert not way.of(Kind.KITCHEN)


def test_the_clear_width_lies_below_the_narrower_of_drawing_and_code() -> None:
    [door] = plans(row([("主卧", 3.0), ("过道", 3.0)], {0: ("M0921", 0.85)})).recognise(doors)
    assert clear_widths(door, 0.1) == pytest.approx((0.75, 0.85))


def test_other_sheets_and_empty_ones_hold_no_dwelling() -> None:
    assert dwelling_rooms(plans(row([("主卧", 3.0), ("", 1.0)], title="办公楼三层平面图"))) == ()
    assert dwelling_rooms(plans(sheet())) == ()
