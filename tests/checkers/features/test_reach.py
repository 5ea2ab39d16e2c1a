from __future__ import annotations

import pytest
from shapely import LineString, Polygon

from checkers.features.reach import is_cut_off, projection
from tests.checkers.drawn import rectangle

INSIDE = rectangle(0, 0, 100, 100)


def test_what_stays_inside_or_touches_from_inside_reaches_out_nowhere() -> None:
    assert projection(rectangle(10, 10, 20, 20), INSIDE) is None
    assert projection(rectangle(0, 0, 20, 20), INSIDE) is None


def test_what_reaches_out_is_measured_from_its_farthest_corner() -> None:
    found = projection(rectangle(-3, 10, 20, 20), INSIDE)
    assert found is not None
    assert (found.value, found.along.length) == (3.0, 3.0)


def test_what_spans_a_notch_reaches_out_by_half_its_width() -> None:
    notched = INSIDE.difference(rectangle(40, 60, 8, 40))
    assert isinstance(notched, Polygon)
    found = projection(rectangle(30, 55, 30, 30), notched)
    assert found is not None
    assert found.value == pytest.approx(4.0, abs=0.01)


def test_what_covers_a_hole_reaches_into_its_middle() -> None:
    holed = Polygon(INSIDE.exterior.coords, [rectangle(40, 40, 10, 10).exterior.coords])
    found = projection(rectangle(30, 30, 30, 30), holed)
    assert found is not None
    assert found.value == pytest.approx(5.0, abs=0.3)


def test_what_stands_in_a_narrow_strip_that_a_line_parts_off_is_cut_off() -> None:
    line = LineString([(90, -5), (90, 105)])
    assert is_cut_off(rectangle(92, 10, 5, 5), INSIDE, [line])
    assert not is_cut_off(rectangle(10, 10, 5, 5), INSIDE, [line])
    assert not is_cut_off(rectangle(92, 10, 5, 5), INSIDE, [LineString([(50, -5), (50, 105)])])
