from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from checkers.features.coverage import cells, farthest, links

PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=12, unique=True)


def test_the_cells_of_a_regular_grid_are_rectangles() -> None:
    points = [Point(1.7 + 3.4 * column, 1.7 + 3.4 * row) for column in range(3) for row in range(2)]
    assert [cell.shape.area for cell in cells(box(0, 0, 10.2, 6.8), points)] == pytest.approx([3.4 * 3.4] * 6)


@settings(max_examples=25, deadline=None)
@given(PLACES)
def test_the_cells_fill_the_area_once(places: list[tuple[int, int]]) -> None:
    area = box(0, 0, 40, 20)
    points = [Point(place) for place in places]
    assert sum(cell.shape.area for cell in cells(area, points)) == pytest.approx(800, rel=1e-3)


@settings(max_examples=25, deadline=None)
@given(PLACES)
def test_no_place_is_farther_than_the_farthest(places: list[tuple[int, int]]) -> None:
    area = box(0, 0, 40, 20)
    points = [Point(place) for place in places]
    span = farthest(area, points)
    assert span is not None
    tried = [Point(x * 4, y * 4) for x in range(11) for y in range(6)]
    assert max(min(one.distance(point) for point in points) for one in tried) <= span.value + 1e-6


def test_without_points_nothing_is_farthest() -> None:
    assert farthest(box(0, 0, 1, 1), []) is None
    assert farthest(Polygon(), [Point(0, 0)]) is None


def test_links_join_neighbours() -> None:
    assert sorted(links([Point(0, 0), Point(30, 0), Point(10, 0), Point(20, 0)])) == [(0, 2), (2, 3), (3, 1)]
    assert links([Point(0, 0)]) == []
