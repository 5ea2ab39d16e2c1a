from __future__ import annotations

import math

import pytest
from shapely import Polygon
from shapely.affinity import rotate, translate

from checkers.features.strikes import collection, written_strikes
from tests.checkers.drawn import rectangle


def test_the_band_around_a_rectangle_is_what_the_formula_says() -> None:
    """L · W + 2 (L + W) D + π D², wherever the rectangle lies."""
    expected = 36 * 18 + 2 * 54 * 65 + math.pi * 65**2
    assert collection(rectangle(0, 0, 36, 18), 65) == pytest.approx(expected, rel=1e-12)
    moved = translate(rotate(rectangle(0, 0, 36, 18), 33), 5e5, 3e6)
    assert collection(moved, 65) == pytest.approx(expected, rel=1e-9)


def test_the_band_around_a_bent_outline_is_close_to_it() -> None:
    """An L with five outward corners and one inward: area + perimeter · D + 5/4 · π D² − D², D = 2 m."""
    bent = Polygon([(0, 0), (40, 0), (40, 10), (10, 10), (10, 40), (0, 40)])
    expected = 700 + 160 * 2 + 5 * math.pi - 4
    assert collection(bent, 2) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("年预计雷击次数0.118次/a", {0.118}),
        ("年预计雷击次数N=0.25次/a，属第三类", {0.25}),
        ("预计雷击次数为 0.3 (次/a)", {0.3}),
        ("N=0.0649次/a", {0.0649}),
        ("年平均雷暴日31天", set()),
    ],
)
def test_writings_state_strikes(words: str, numbers: set[float]) -> None:
    assert written_strikes([words]) == numbers
