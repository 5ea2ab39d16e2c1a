from __future__ import annotations

from shapely import Point

from checkers.features.legends import in_legend, samples
from tests.checkers.drawn import path, sheet

LINES = [path((0, 0), (2, 0)), path((0, -5), (30, -5)), path((0, 9), (2, 9))]


def test_a_short_line_in_the_row_of_its_words_is_a_sample() -> None:
    drawn = sheet(texts=[("图例", 0, 2), ("污水管", 3, -0.1), ("给水管道", 3, -5.1)])
    assert samples(drawn, LINES) == {0}


def test_without_a_heading_there_is_none() -> None:
    assert samples(sheet(texts=[("污水管", 3, -0.1)]), LINES) == frozenset()
    assert samples(sheet(texts=[("图例", 0, 2)]), LINES) == frozenset()


def test_a_symbol_under_the_heading_with_words_in_its_row_may_stand_in_the_legend() -> None:
    """At 1:100 the symbol lies 20 mm under the heading and its words 30 mm to the right of it."""
    drawn = sheet(texts=[("图例", 0, 2), ("家居配线箱", 3, 0)])
    assert in_legend(drawn, [Point(0, 0), Point(0, -5), Point(0, -40)]) == {0}
    assert in_legend(sheet(texts=[("家居配线箱", 3, 0)]), [Point(0, 0)]) == frozenset()
