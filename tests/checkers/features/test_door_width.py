from __future__ import annotations

import pytest

from checkers.features.door_width import clear_width
from tests.checkers.floor import Floor


def wide(code: str, opening: float, **more: bool | int) -> tuple[float, float, bool]:
    floor = Floor()
    room = floor.room("办公室", 0, 0, 5, 5)
    found = clear_width(floor.door([(0, 0), (opening, 0)], room, None, code, into=room, **more))  # type: ignore[arg-type]
    assert found is not None
    return round(found.least, 6), found.opening, found.doubt is not None


def test_frame_and_leaf_take_a_tenth_of_a_metre_and_of_two_leaves_more() -> None:
    assert wide("M0921", 0.9) == (0.8, 0.9, False)
    assert wide("M1521", 1.5, leaves=2) == (1.35, 1.5, False)
    assert wide("DK1221", 1.2) == (1.2, 1.2, False)


def test_of_code_and_opening_the_smaller_counts_with_a_doubt() -> None:
    assert wide("M0921", 1.2) == (0.8, 0.9, True)
    assert wide("M1221", 1.0) == (pytest.approx(0.9), 1.0, True)


def test_without_jambs_the_code_tells_with_a_doubt_and_without_both_nothing_does() -> None:
    assert wide("M0921", 1.0, measured=False) == (0.8, 0.9, True)
    floor = Floor()
    room = floor.room("办公室", 0, 0, 5, 5)
    assert clear_width(floor.door([(0, 0), (1, 0)], room, None, measured=False)) is None
