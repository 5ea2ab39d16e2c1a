from __future__ import annotations

import pytest

from checkers.drawing.paper import matches, named


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (841, 594, "A1"),
        (594, 841, "A1"),
        (1051, 594, "A1+1/4"),
        (297, 210, "A4"),
        (1189, 420, "A2+1"),
        (914.4, 609.6, "ARCH D"),
        (800, 600, ""),
    ],
)
def test_a_size_is_named_either_way_round(width: float, height: float, name: str) -> None:
    assert named(width, height) == name


def test_an_a1_at_one_to_a_hundred_is_likelier_than_an_a3_at_one_to_two_hundred() -> None:
    # 841 × 594 mm at 1:100 and 420 × 297 mm at 1:200 are the same rectangle but for 1 m
    found = matches(84_100, 59_400)
    assert (found[0].paper.frame, found[0].scale, found[0].inner) == ("A1", 100, False)
    assert ("A3", 200) in {(match.paper.frame, match.scale) for match in found}


def test_a_frame_line_alone_is_known_as_the_inner_rectangle_of_its_sheet() -> None:
    # A1: 841 − 25 − 10 = 806, 594 − 2 · 10 = 574
    found = [match for match in matches(80_600, 57_400) if match.inner]
    assert (found[0].paper.frame, found[0].scale) == ("A1", 100)


def test_a_rectangle_of_no_sheet_matches_nothing() -> None:
    assert matches(10_000, 10_000) == []
    assert matches(10_000, 0) == []
