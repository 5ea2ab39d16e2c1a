"""Sizes of telecom rooms, by hand."""

from __future__ import annotations

from checkers.telecom.telecom_room import telecom_room
from tests.checkers.drawn import findings, path, plans, rectangle, sheet


def _found(outline: object, name: str = "电信间", *more: tuple[object, ...]) -> list[tuple[float | None, str]]:
    drawn = sheet([("SPACE", outline), *more], [(name, 1, 1)])
    return [(finding.measured, str(finding.verdict)) for finding in findings(telecom_room, plans(drawn))]


def test_a_room_of_six_square_metres_is_met() -> None:
    assert _found(rectangle(0, 0, 3, 2)) == [(6.0, "met")]


def test_a_room_of_four_square_metres_is_broken() -> None:
    assert _found(rectangle(0, 0, 2, 2), "弱电间") == [(4.0, "broken")]


def test_exactly_five_square_metres_are_met() -> None:
    assert _found(rectangle(0, 0, 2.5, 2)) == [(5.0, "met")]


def test_equipment_rooms_and_shafts_are_not_looked_at() -> None:
    assert _found(rectangle(0, 0, 2, 2), "通信设备间") == []
    assert _found(rectangle(0, 0, 2, 2), "弱电井") == []


def test_a_room_without_a_closed_line_is_doubtful() -> None:
    assert _found(path((0, 0), (3, 0), (3, 2))) == [(None, "doubtful")]


def test_a_room_drawn_twice_inside_a_storey_is_one_room() -> None:
    more = (("SPACE", rectangle(0, 0, 2, 2)), ("SPACE", rectangle(-9, -9, 40, 30)))
    assert _found(rectangle(0, 0, 2, 2), "电信间", *more) == [(4.0, "broken")]


def test_a_line_around_several_rooms_measures_none_of_them() -> None:
    drawn = sheet([("SPACE", rectangle(0, 0, 10, 6))], [("弱电间", 1, 1), ("电梯厅", 5, 1)])
    assert [str(finding.verdict) for finding in findings(telecom_room, plans(drawn))] == ["doubtful"]
