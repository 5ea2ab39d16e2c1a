"""Doors of rooms of 4 by 3 m with a corridor below."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.telecom.room_door import room_door
from tests.checkers.drawn import findings, path, plans, rectangle, sheet, transformed
from tests.checkers.telecom.rooms_drawn import room


def said(**how: Any) -> str:
    [finding] = findings(room_door, plans(room(**how)))
    return str(finding.verdict)


def test_a_fire_door_of_grade_c_that_opens_outwards_is_met() -> None:
    [finding] = findings(room_door, plans(room(width=1.1, door="FM丙1121")))
    assert finding.verdict == "met", finding.message


def test_a_door_that_opens_inwards_is_broken() -> None:
    assert said(inwards=True, width=1.1, door="FM丙1121") == "broken"


def test_a_plain_door_is_broken_and_a_better_fire_door_met() -> None:
    assert said(door="M1121", width=1.1) == "broken"
    assert said(door="FM甲1121", width=1.1) == "met"


def test_a_narrow_door_is_broken_and_one_only_wide_with_its_frame_doubtful() -> None:
    assert said(door="FM丙0821", width=0.8) == "broken"
    assert said(door="FM丙0921", width=0.9) == "doubtful"


def test_on_the_edge_the_opening_less_its_frame_is_met_and_half_a_millimetre_less_doubtful() -> None:
    """1.0 m less a frame of 0.1 m is 0.9 m."""
    assert said() == "met"
    assert said(width=0.9995) == "doubtful"


def test_an_equipment_room_asks_for_more() -> None:
    assert said(name="弱电机房", door="FM丙1021") == "broken"
    assert said(name="弱电机房", door="FM丙1821", width=1.8) == "met"


def test_a_door_without_code_or_swing_is_doubtful() -> None:
    assert said(door="", width=1.1) == "doubtful"
    assert said(swing=False, width=1.1, door="FM丙1121") == "doubtful"


def test_a_room_without_a_door_or_without_walls_is_doubtful() -> None:
    assert said(width=0, door="") == "doubtful"
    bare = sheet([("WALL", path((20, 0), (30, 0)))], [("电信间", 3, 3)])
    assert [str(finding.verdict) for finding in findings(room_door, plans(bare))] == ["doubtful"]


def test_other_rooms_are_not_looked_at() -> None:
    assert findings(room_door, plans(room("储藏室"))) == []
    assert findings(room_door, plans(sheet([("SPACE", rectangle(0, 0, 4, 3))], [("库房", 1, 1)]))) == []


@pytest.mark.parametrize("mirror", [1, -1])
def test_turned_mirrored_and_shifted_it_says_the_same(mirror: int) -> None:
    for inwards, verdict in ((True, "broken"), (False, "met")):
        drawn = room(inwards=inwards, width=1.1, door="FM丙1121")
        moved = transformed(drawn, [0.6 * mirror, -0.8, 0.8 * mirror, 0.6, 4e5, 3e6])
        [finding] = findings(room_door, plans(moved))
        assert finding.verdict == verdict, finding.message
