from __future__ import annotations

import re
from typing import Any

import pytest

from checkers.features.closed_rooms import rooms
from checkers.features.neighbours import Surroundings, beside, is_noisy, surroundings
from tests.checkers.drawn import plans, rectangle, sheet

WET = re.compile("卫生间")
OWN = rectangle(0, 0, 4, 3)


def around(*rooms: tuple[str, float, float, float, float], texts: tuple[Any, ...] = ()) -> Surroundings:
    outlines = [("SPACE", OWN), *(("SPACE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in rooms)]
    names = [(name, x + 0.5, y + 0.5) for name, x, y, _, _ in rooms if name]
    drawn = sheet(outlines, [("电信间", 1, 1), *names, *texts])
    return surroundings(plans(drawn), drawn.id, OWN, WET)


def test_a_room_across_a_wall_is_beside() -> None:
    found = around(("卫生间", 4.2, 0, 3, 3), ("办公室", -3.2, 0, 3, 3))
    assert [room.name for room, _ in found.beside] == ["卫生间"]
    assert round(found.beside[0][1].value, 6) == 0.2


def test_a_room_that_shares_only_a_hand_of_wall_or_a_corner_is_not() -> None:
    assert around(("卫生间", 4.2, 3.2, 3, 3)).beside == ()
    assert around(("卫生间", 4.2, 2.7, 3, 3)).beside == ()


def test_loose_names_and_nameless_rooms_are_told() -> None:
    found = around(
        ("", 4.2, 0, 3, 3), texts=(("卫生间", 2, 8), ("卫生间", 60, 8), ("见卫生间大样图及有关说明详图集三", 2, 9))
    )
    assert [label.words for label in found.loose] == ["卫生间"]
    assert len(found.nameless) == 1
    assert around(("", 4.2, 0, 1, 1)).nameless == ()


def test_the_room_around_it_is_no_neighbour() -> None:
    assert around(("卫生间", -1, -1, 8, 7)).beside == ()


def test_the_stretch_is_what_lies_square_behind_the_wall() -> None:
    drawn = sheet(
        [("SPACE", rectangle(0, 0, 3, 4)), ("SPACE", rectangle(3.2, 3, 2, 3))], [("卧室", 1, 1), ("电梯", 4, 4)]
    )
    bedroom, lift = sorted(plans(drawn).recognise(rooms), key=lambda room: room.polygon.centroid.x)
    [found] = beside(bedroom, [lift], 0.45, 0.3)
    assert found.along.length == pytest.approx(1.0)
    assert beside(bedroom, [lift], 0.1, 0.3) == []
    assert beside(bedroom, [lift], 0.45, 1.1) == []


@pytest.mark.parametrize(
    ("name", "noisy"),
    [
        ("电梯", True),
        ("消防电梯井", True),
        ("水泵房", True),
        ("电梯机房", True),
        ("客梯2", True),
        ("电梯厅", False),
        ("电梯间前室", False),
        ("弱电井", False),
        ("书房", False),
        ("", False),
    ],
)
def test_names_tell_noisy_rooms(name: str, noisy: bool) -> None:
    assert is_noisy(name) is noisy
