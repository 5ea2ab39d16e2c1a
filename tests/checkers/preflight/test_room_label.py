from __future__ import annotations

from typing import Any

from checkers.preflight.room_label import room_label
from tests.checkers.drawn import findings, plans, rectangle, sheet

ROOMS = [("SPACE", rectangle(4 * column, 0, 4, 5)) for column in range(4)]
NAMES = [("办公室", 1, 2), ("会议室", 5, 2), ("楼梯间", 9, 2), ("库房", 13, 2)]


def said(rooms: list[Any], names: list[Any]) -> dict[str, str]:
    return {f.subject: str(f.verdict) for f in findings(room_label, plans(sheet(rooms, names)))}


def test_a_name_in_every_room_is_met() -> None:
    assert said(ROOMS, NAMES) == dict.fromkeys(["办公室", "会议室", "楼梯间", "库房"], "met")


def test_a_name_outside_every_room_is_broken_where_it_is_written() -> None:
    [finding] = [
        f for f in findings(room_label, plans(sheet(ROOMS, [*NAMES, ("值班室", 17, 2)]))) if f.verdict == "broken"
    ]
    assert finding.subject == "值班室"
    assert finding.where.bounds == (17, 2, 17, 2)


def test_a_room_without_a_name_is_doubtful() -> None:
    assert list(said(ROOMS, NAMES[:3]).values()) == ["met", "met", "met", "doubtful"]


def test_on_the_edge_a_name_on_the_line_is_in_its_room() -> None:
    assert "broken" not in said(ROOMS, [*NAMES, ("库房", 16.04, 2)]).values()
    assert "broken" in said(ROOMS, [*NAMES, ("库房", 16.1, 2)]).values()


def test_names_far_from_the_rooms_are_of_a_legend() -> None:
    assert "broken" not in said(ROOMS, [*NAMES, ("值班室", 60, 40)]).values()


def test_a_storeys_outline_around_rooms_needs_no_name_and_ducts_none() -> None:
    assert "doubtful" not in said([*ROOMS, ("SPACE", rectangle(-1, -1, 18, 7))], NAMES).values()
    assert "doubtful" not in said([*ROOMS, ("SPACE", rectangle(30, 0, 0.9, 0.9))], NAMES).values()


def test_a_sheet_whose_names_mostly_stand_outside_draws_no_rooms_by_lines() -> None:
    assert said(ROOMS[:1], [("办公室", 1, 2), ("会议室", 5.5, 2), ("楼梯间", 5.6, 3)]) == {}


def test_a_sheet_without_rooms_is_not_looked_at() -> None:
    assert said([("WALL", rectangle(0, 0, 4, 0.2))], NAMES) == {}
