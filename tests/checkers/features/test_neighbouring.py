from __future__ import annotations

import pytest

from checkers.features.closed_rooms import rooms
from checkers.features.neighbouring import beside, is_noisy
from tests.checkers.drawn import plans, rectangle, sheet


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


def test_the_stretch_is_what_lies_square_behind_the_wall() -> None:
    drawn = sheet(
        [("SPACE", rectangle(0, 0, 3, 4)), ("SPACE", rectangle(3.2, 3, 2, 3))], [("卧室", 1, 1), ("电梯", 4, 4)]
    )
    bedroom, lift = sorted(plans(drawn).recognise(rooms), key=lambda room: room.polygon.centroid.x)
    [found] = beside(bedroom, [lift], 0.45, 0.3)
    assert found.along.length == pytest.approx(1.0)
    assert beside(bedroom, [lift], 0.1, 0.3) == []
    assert beside(bedroom, [lift], 0.45, 1.1) == []
