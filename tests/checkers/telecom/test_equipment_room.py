"""Sizes of equipment rooms, by hand."""

from __future__ import annotations

import pytest
from shapely import Polygon

from checkers.telecom.equipment_room import equipment_room
from tests.checkers.drawn import findings, path, plans, rectangle, sheet


def _found(outline: object, name: str = "通信设备间", *more: tuple[object, ...]) -> list[tuple[float | None, str]]:
    drawn = sheet([("SPACE", outline), *more], [(name, 1, 1)])
    return [
        (None if f.measured is None else round(f.measured, 3), str(f.verdict))
        for f in findings(equipment_room, plans(drawn))
    ]


def test_a_room_of_four_by_three_metres_is_met() -> None:
    assert _found(rectangle(0, 0, 4, 3)) == [(12.0, "met"), (3.0, "met")]


def test_a_small_room_and_a_narrow_room_are_broken() -> None:
    assert _found(rectangle(0, 0, 3, 3)) == [(9.0, "broken"), (3.0, "met")]
    assert _found(rectangle(0, 0, 6, 2)) == [(12.0, "met"), (2.0, "broken")]


def test_exactly_four_by_two_and_a_half_metres_are_met() -> None:
    assert _found(rectangle(0, 0, 4, 2.5)) == [(10.0, "met"), (2.5, "met")]


def test_telecom_rooms_and_rooms_of_other_services_are_not_looked_at() -> None:
    for name in ("电信间", "弱电间", "空调设备间", "水泵房", "电梯机房", "设备间管理用房"):
        assert _found(rectangle(0, 0, 2, 2), name) == []


def test_a_room_without_a_closed_line_is_doubtful() -> None:
    assert _found(path((0, 0), (4, 0), (4, 3), (0, 3))) == [(None, "doubtful")]


@pytest.mark.parametrize("name", ["设备间", "弱电机房", "通信机房 12.5㎡", "1#通信设备间", "网络机房（B1）"])
def test_the_names_of_equipment_rooms_are_known(name: str) -> None:
    assert _found(rectangle(0, 0, 4, 3), name) == [(12.0, "met"), (3.0, "met")]


def test_the_outline_of_the_whole_storey_is_not_taken_for_the_room() -> None:
    """A storey of 600 m² around a room of 6 m² that holds the name."""
    found = _found(rectangle(0, 0, 3, 2), "设备间", ("SPACE", rectangle(-5, -5, 30, 20)))
    assert found == [(6.0, "broken"), (2.0, "broken")]


def test_a_room_that_narrows_is_measured_at_its_narrowest() -> None:
    """An L of two arms of 2.2 m within 6 by 6 m: the rectangle around it is wide, the room is not.

    Area 6 times 2.2 and 3.8 times 2.2 are 21.56 m².
    """
    angle = Polygon([(0, 0), (6, 0), (6, 2.2), (2.2, 2.2), (2.2, 6), (0, 6)])
    assert _found(angle) == [(21.56, "met"), (2.2, "broken")]


def test_a_line_around_several_rooms_measures_none_of_them() -> None:
    """Only the core is outlined: 60 m² with the names of three rooms in it."""
    drawn = sheet([("SPACE", rectangle(0, 0, 10, 6))], [("设备间", 1, 1), ("电梯厅", 5, 1), ("卫生间", 8, 1)])
    found = findings(equipment_room, plans(drawn))
    assert [str(finding.verdict) for finding in found] == ["doubtful", "doubtful"]
    assert "电梯厅" in found[0].message.zh


def test_notes_beside_the_name_are_no_other_rooms() -> None:
    texts = [("设备间", 1, 1), ("防静电地板", 2, 1), ("面积12㎡", 2, 2), ("FM甲1521", 3, 1), ("设备间", 3, 2)]
    found = findings(equipment_room, plans(sheet([("SPACE", rectangle(0, 0, 4, 3))], texts)))
    assert [str(finding.verdict) for finding in found] == ["met", "met"]


def test_a_line_drawn_along_the_axes_is_not_the_room() -> None:
    """Axes 2.6 by 4 m apart and walls of 0.2 m leave 2.4 by 3.8 m: 9.12 m²."""
    walls = [("WALL", rectangle(-0.1, -0.1, 2.8, 4.2).exterior), ("WALL", rectangle(0.1, 0.1, 2.4, 3.8).exterior)]
    assert _found(rectangle(0, 0, 2.6, 4), "设备间", *walls) == [(9.12, "doubtful"), (2.4, "doubtful")]
