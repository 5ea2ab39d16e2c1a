"""What many areas cover together: holes, islands, shapes that touch, and edges that agree but for rounding."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from checkers.features.unions import union


def _areas(*shapes: Polygon) -> np.ndarray:
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def test_nothing_covers_nothing() -> None:
    assert len(union(_areas())) == 0
    assert len(union(_areas(Polygon()))) == 0


def test_areas_that_overlap_become_one_and_others_stay_apart() -> None:
    found = union(_areas(box(0, 0, 2, 1), box(1, 0, 3, 1), box(5, 0, 6, 1)))
    assert sorted(shapely.area(found).tolist()) == [pytest.approx(1), pytest.approx(3)]


def test_an_edge_that_agrees_but_for_rounding_leaves_no_gap() -> None:
    (one,) = union(_areas(box(0, 0, 1, 1), box(1 + 1e-10, 0, 2, 1)))
    assert one.area == pytest.approx(2)
    assert not one.interiors


def test_a_step_of_rounding_in_a_face_is_no_corner() -> None:
    (one,) = union(_areas(box(0, 0, 1, 1), box(1, 1e-8, 2, 1)))
    assert len(one.exterior.coords) == 5


def test_a_ring_of_walls_has_its_room_as_a_hole_and_a_column_in_it_stands_alone() -> None:
    walls = (box(0, 0, 10, 1), box(0, 9, 10, 10), box(0, 0, 1, 10), box(9, 0, 10, 10))
    ring, column = sorted(union(_areas(*walls, box(4, 4, 5, 5))), key=lambda part: -part.area)
    assert ring.area == pytest.approx(36)
    assert [Polygon(hole).area for hole in ring.interiors] == [pytest.approx(64)]
    assert column.area == pytest.approx(1)


def test_a_ring_within_a_ring_keeps_its_own_hole() -> None:
    outer = box(0, 0, 10, 10).difference(box(1, 1, 9, 9))
    inner = box(3, 3, 7, 7).difference(box(4, 4, 6, 6))
    found = sorted(union(_areas(outer, inner)), key=lambda part: part.area)
    assert [part.area for part in found] == [pytest.approx(12), pytest.approx(36)]
    assert [len(part.interiors) for part in found] == [1, 1]


def test_squares_that_touch_in_a_corner_are_valid() -> None:
    found = union(_areas(box(0, 0, 1, 1), box(1, 1, 2, 2), box(0, 2, 1, 3), box(-1, 1, 0, 2)))
    assert shapely.is_valid(found).all()
    assert shapely.area(found).sum() == pytest.approx(4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*(st.integers(0, 30) for _ in range(2)), *(st.integers(1, 12) for _ in range(2))),
        min_size=1,
        max_size=40,
    )
)
def test_it_covers_the_cells_that_the_rectangles_cover(rectangles: list[tuple[int, int, int, int]]) -> None:
    cells = np.zeros((42, 42), dtype=bool)
    for x, y, wide, high in rectangles:
        cells[x : x + wide, y : y + high] = True
    found = union(_areas(*(box(x, y, x + wide, y + high) for x, y, wide, high in rectangles)))
    assert shapely.is_valid(found).all()
    assert shapely.area(found).sum() == pytest.approx(cells.sum())
    for x, y in np.argwhere(cells)[::7].tolist():
        assert shapely.contains_xy(found, x + 0.5, y + 0.5).sum() == 1
