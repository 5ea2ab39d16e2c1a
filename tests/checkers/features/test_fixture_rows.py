from __future__ import annotations

from shapely import Point, STRtree

from checkers.features.fixture_rows import faces, side_wall, steps
from tests.checkers.drawn import path, rectangle

CORNER = STRtree(faces([path((0, 3), (0, 0), (4, 0))]))


def test_the_side_wall_stands_across_the_wall_the_basin_hangs_on() -> None:
    span = side_wall(Point(0.5, 0.2), CORNER, 2)
    assert span is not None
    assert span.value == 0.5


def test_a_basin_far_from_any_wall_or_side_wall_has_none() -> None:
    assert side_wall(Point(3.5, 0.2), CORNER, 2) is None
    assert side_wall(Point(1.5, 1.5), CORNER, 2) is None


def test_ends_of_walls_are_no_side_walls() -> None:
    jamb = STRtree(faces([path((0, 0), (4, 0)), path((0.3, 0), (0.3, 0.2))]))
    assert side_wall(Point(0.8, 0.2), jamb, 2) is None


def test_fixtures_in_a_row_are_pairs_without_what_stands_between_them() -> None:
    places = [Point(x, 0) for x in (0.0, 0.7, 1.4)]
    assert [(one, other) for one, other, _ in steps(places, STRtree([]))] == [(0, 1), (1, 2)]
    wall = STRtree(faces([rectangle(0.3, -1, 0.1, 2)]))
    assert [(one, other) for one, other, _ in steps(places, wall)] == [(1, 2)]
    assert list(steps([], wall)) == []
