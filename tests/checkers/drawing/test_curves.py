from __future__ import annotations

import math

import numpy as np
import pytest

from checkers.drawing import curves


def test_a_flattened_arc_strays_no_further_than_asked() -> None:
    points = curves.arc((0.0, 0.0), 50.0, 0.0, math.pi / 2, sag=0.001)
    middles = (points[1:] + points[:-1]) / 2
    assert np.allclose(np.hypot(*points.T), 50.0)
    assert (50.0 - np.hypot(*middles.T)).max() <= 0.001
    assert points[0] == pytest.approx((50.0, 0.0))
    assert points[-1] == pytest.approx((0.0, 50.0))


def test_a_circle_closes_exactly() -> None:
    ring = curves.circle((3.0, 4.0), 2.0, sag=0.01)
    assert tuple(ring[0]) == tuple(ring[-1])


def test_a_bulge_of_one_is_a_half_circle_on_the_right_of_its_chord() -> None:
    # from (0,0) to (2,0) counter-clockwise: the arc runs through (1, −1)
    points = curves.bulged(np.array([(0.0, 0.0, 1.0), (2.0, 0.0, 0.0)]), closed=False, sag=0.0001)
    assert points[:, 1].min() == pytest.approx(-1.0, abs=0.0002)
    assert points[:, 1].max() == pytest.approx(0.0, abs=1e-9)


def test_a_negative_bulge_turns_the_other_way() -> None:
    points = curves.bulged(np.array([(0.0, 0.0, -1.0), (2.0, 0.0, 0.0)]), closed=False, sag=0.0001)
    assert points[:, 1].max() == pytest.approx(1.0, abs=0.0002)


def test_a_straight_polyline_comes_back_as_it_is() -> None:
    rows = np.array([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0)])
    assert curves.bulged(rows, closed=True, sag=0.1).tolist() == [[0, 0], [1, 0], [1, 1], [0, 0]]


def test_an_impossible_radius_is_one_chord() -> None:
    assert curves.steps(math.nan, 1.0, 0.1) == 1
    assert curves.steps(0.0, 1.0, 0.1) == 1
