from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon
from shapely.affinity import rotate, translate

from checkers.features.runs import alongside, end_to_end, once, past
from tests.checkers.drawn import path, rectangle


def test_pieces_that_meet_are_one_run_and_what_is_drawn_twice_is_one() -> None:
    pieces = [path((0, 0), (10, 0)), path((10.02, 0), (10.02, 5)), path((2, 0.01), (8, 0.01))]
    [run] = end_to_end(once(pieces))
    assert run.length == pytest.approx(15.02, abs=0.05)


def test_nothing_makes_no_run() -> None:
    assert once([]) == []
    assert end_to_end([]) == []


def test_parallel_lines_lie_alongside_and_crossing_ones_do_not() -> None:
    span = alongside(path((0, 0), (50, 0)), path((10, 2), (40, 2)), 5)
    assert span is not None
    assert span.value == pytest.approx(2)
    assert alongside(path((0, 0), (50, 0)), path((20, -5), (20, 5)), 5) is None
    assert alongside(path((0, 0), (50, 0)), path((10, 6), (40, 6)), 5) is None


def test_lines_one_behind_the_other_do_not_lie_alongside() -> None:
    assert alongside(path((0, 0), (10, 0)), path((11, 0.5), (20, 0.5)), 5) is None


def test_an_outline_is_measured_by_its_walls() -> None:
    span = alongside(path((-10, -3), (60, -3)), rectangle(0, 0, 30, 12), 5)
    assert span is not None
    assert span.value == pytest.approx(3)


def test_curves_of_small_steps_lie_alongside() -> None:
    inner, outer = (LineString([(r * math.cos(a / 40), r * math.sin(a / 40)) for a in range(60)]) for r in (20.0, 21.5))
    span = alongside(inner, outer, 5)
    assert span is not None
    assert span.value == pytest.approx(1.5, abs=0.01)


def test_nonsense_makes_no_span() -> None:
    dot = LineString([(1, 1), (1, 1)])
    assert alongside(dot, path((0, 0), (9, 0)), 5) is None
    assert alongside(Point(1, 1), path((0, 0), (9, 0)), 5) is None
    assert alongside(Polygon(), path((0, 0), (9, 0)), 5) is None


@settings(max_examples=60, deadline=None)
@given(
    apart=st.floats(0.01, 4.9),
    turn=st.floats(0, 360),
    x=st.floats(-1e6, 1e6),
    y=st.floats(-4e6, 4e6),
)
def test_anywhere_and_in_any_direction_the_distance_is_the_same(apart: float, turn: float, x: float, y: float) -> None:
    one, other = (
        translate(rotate(line, turn, origin=(0, 0)), x, y)
        for line in (path((0, 0), (30, 0)), path((5, apart), (25, apart)))
    )
    span = alongside(one, other, 5)
    assert span is not None
    assert span.value == pytest.approx(apart, abs=1e-6)


HOUSE = Polygon([(0, 1), (10, 11), (0, 21), (-10, 11)])
"""turned by 45 degrees, its lowest corner at 0, 1"""


@pytest.mark.parametrize(("angle", "dx"), [(0, 0), (37, 0), (123, 4e5)])
def test_a_run_past_a_corner_is_measured_and_one_that_leads_to_the_outline_is_not(angle: float, dx: float) -> None:
    def moved(line: LineString | Polygon) -> LineString | Polygon:
        return translate(rotate(line, angle, origin=(0, 0)), dx)

    by = past(moved(path((-30, 0), (30, 0))), moved(HOUSE), 5)
    assert by is not None
    assert by.value == pytest.approx(1, abs=1e-6)
    # one that ends right before the corner and goes on along it passes by as well
    stops = past(moved(path((-30, 0), (0, 0))), moved(HOUSE), 5)
    assert stops is not None
    assert stops.value == pytest.approx(1, abs=1e-6)
    assert past(moved(path((0, -30), (0, 0))), moved(HOUSE), 5) is None
    assert past(moved(path((-30, -9), (30, -9))), moved(HOUSE), 5) is None
