from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiLineString, Polygon
from shapely.affinity import rotate, translate

from checkers.features.widths import longest_fit, narrowest, rectangle_fits, sides, widest_square
from tests.checkers.drawn import circle, rectangle


def width(way: Any, solids: Any = None, edges: Any = None) -> Any:
    span = narrowest(way, solids, edges)
    assert span is not None
    assert span.along.length == pytest.approx(span.value, abs=1e-6)
    return span.value


def test_a_straight_way_is_as_wide_as_it_is_drawn() -> None:
    assert width(rectangle(0, 0, 20, 1.2)) == pytest.approx(1.2, abs=1e-9)
    assert width(rectangle(0, 0, 3, 3)) == pytest.approx(3.0, abs=1e-9)


def test_a_bent_way_is_as_wide_as_its_narrower_leg() -> None:
    bent = Polygon([(0, 0), (10, 0), (10, 1.5), (1.3, 1.5), (1.3, 8), (0, 8)])
    assert width(bent) == pytest.approx(1.3, abs=1e-9)


def test_a_neck_between_two_halls_is_the_narrowest_place() -> None:
    halls = rectangle(0, 0, 5, 3).union(rectangle(6, 0, 5, 3)).union(rectangle(5, 1, 1, 1.1))
    span = narrowest(halls)
    assert span.value == pytest.approx(1.1, abs=1e-9)
    assert 4.9 < span.along.centroid.x < 6.1


def test_two_offset_corners_are_measured_from_corner_to_corner() -> None:
    # the way narrows between the corners (5, 1) and (4.4, 1.8): sqrt(0.6² + 0.8²) = 1.0
    way = Polygon([(0, 0), (5, 0), (5, 1), (12, 1), (12, 4), (4.4, 4), (4.4, 1.8), (0, 1.8)])
    assert width(way) == pytest.approx(1.0, abs=1e-6)


def test_of_the_two_ways_past_a_column_the_wider_counts() -> None:
    assert width(rectangle(0, 0, 20, 3), rectangle(9, 1.0, 0.6, 0.6)) == pytest.approx(1.4, abs=1e-6)


def test_a_ring_is_as_wide_as_its_narrowest_side() -> None:
    ring = rectangle(0, 0, 10, 10).difference(rectangle(1.2, 1.5, 7.3, 7.0))
    assert width(ring) == pytest.approx(1.2, abs=1e-9)


def test_a_way_that_lines_cross_has_no_width() -> None:
    assert narrowest(rectangle(0, 0, 20, 1.8), None, MultiLineString([[(9, 0), (9, 1.8)]])) is None


def test_a_way_wholly_covered_has_no_width() -> None:
    assert narrowest(rectangle(0, 0, 20, 1.8), rectangle(-1, -1, 30, 5)) is None


@settings(deadline=None, max_examples=25)
@given(st.floats(0.8, 3.0), st.floats(0, 359), st.floats(-5e7, 5e7))
def test_neither_turning_nor_shifting_changes_a_width(wide: Any, angle: Any, far: Any) -> None:
    way = translate(rotate(rectangle(0, 0, 15, wide), angle), far, -far / 3)
    assert width(way) == pytest.approx(wide, abs=1e-6)


def test_the_sides_of_a_turned_rectangle_are_its_sides() -> None:
    long, short = sides(rotate(rectangle(0, 0, 20, 10), 31))
    assert (long.value, short.value) == (pytest.approx(20), pytest.approx(10))
    assert long.along.length == pytest.approx(20)


def test_a_rectangle_fits_exactly_into_itself_in_any_direction() -> None:
    for angle in (0, 7, 45, 88.5):
        outline = rotate(rectangle(0, 0, 20, 10), angle)
        assert rectangle_fits(outline, 20, 10) is not None
        assert rectangle_fits(outline, 20.01, 10) is None


def test_an_l_shape_does_not_hold_the_rectangle_around_it() -> None:
    bent = Polygon([(0, 0), (20, 0), (20, 4), (4, 4), (4, 10), (0, 10)])
    assert rectangle_fits(bent, 20, 10) is None
    assert rectangle_fits(bent, 20, 4) is not None
    assert widest_square(bent).value == pytest.approx(4, abs=0.006)
    assert longest_fit(bent, 10) is None


def test_a_hole_keeps_a_rectangle_out() -> None:
    holed = rectangle(0, 0, 20, 10).difference(rectangle(9, 4, 2, 2))
    assert rectangle_fits(holed, 20, 10) is None
    assert sides(longest_fit(holed, 4))[0].value == pytest.approx(20, abs=0.006)


def test_the_longest_rectangle_in_a_trapezium_reaches_from_slope_to_slope() -> None:
    wedge = Polygon([(0, 0), (25, 0), (22, 10), (3, 10)])
    fit = longest_fit(wedge, 10)
    assert sides(fit)[0].value == pytest.approx(19, abs=0.006)
    assert wedge.buffer(0.001).contains(fit)


def test_a_round_ground_holds_a_square_of_its_diameter_over_root_two() -> None:
    assert widest_square(circle(0, 0, 10)).value == pytest.approx(14.142, abs=0.05)
