"""Protected heights against the formulas of GB 50057, appendix D, written out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from checkers.features.rolling_sphere import Rod, Sphere, protected_height, rough_height

WIDE = box(-300, -300, 300, 300)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([30.0, 45.0, 60.0]), st.floats(1.0, 20.0), st.floats(0.0, 0.99), st.floats(0.0, 6.28))
def test_one_rod_on_a_wide_roof_protects_what_the_formula_says(r: float, h: float, share: float, turn: float) -> None:
    hx = share * h
    rx = math.sqrt(h * (2 * r - h)) - math.sqrt(hx * (2 * r - hx))
    place = Point(rx * math.cos(turn), rx * math.sin(turn))
    assert protected_height(Sphere(r, [Rod(0, 0, h)], WIDE, None), place) == pytest.approx(hx, abs=1e-6)


def test_between_two_rods_the_sphere_rests_on_both_and_on_the_roof() -> None:
    """Rods 20 m apart, 6 m high: the sphere touches the roof √(R² − 10²) aside, R² = 6 · (90 − 6)."""
    aside = math.sqrt(6 * (2 * 45 - 6) - 100)
    expected = 45 - math.sqrt(45**2 - aside**2)
    pair = Sphere(45.0, [Rod(-10, 0, 6), Rod(10, 0, 6)], WIDE, None)
    assert protected_height(pair, Point(0, 0)) == pytest.approx(expected, abs=1e-6)


def test_between_four_rods_the_sphere_rests_on_the_rods_and_sags_between_them() -> None:
    """A square of 10 m: the sphere sags 45 − √(45² − 50) below their tips in the middle."""
    square = [Rod(x, y, 5) for x in (0, 10) for y in (0, 10)]
    assert protected_height(Sphere(45.0, square, WIDE, None), Point(5, 5)) == pytest.approx(
        5 - (45 - math.sqrt(45**2 - 50)), abs=1e-6
    )


def test_beyond_a_roofs_edge_the_sphere_comes_lower_than_on_a_wide_roof() -> None:
    """A rod 5 m from the edge, 6 m high; between it and the edge the sphere leans on the edge, so the height is less."""
    narrow, wide = (Sphere(45.0, [Rod(5, 0, 6)], plate, None) for plate in (box(0, -60, 200, 60), WIDE))
    assert protected_height(narrow, Point(2, 0)) < protected_height(wide, Point(2, 0)) - 1


def test_the_sphere_leaning_on_a_straight_edge_and_a_rod_passes_where_its_circle_does() -> None:
    """In the plane across the edge: a circle of radius 45 through (0, 0) and (5, 6), seen at 2 m from the edge."""
    middle, half = (2.5, 3.0), math.hypot(5, 6) / 2
    out = math.sqrt(45**2 - half**2)
    centre = middle[0] - out * 6 / (2 * half), middle[1] + out * 5 / (2 * half)
    expected = centre[1] - math.sqrt(45**2 - (2 - centre[0]) ** 2)
    narrow = Sphere(45.0, [Rod(5, 0, 6)], box(0, -200, 300, 200), None)
    assert protected_height(narrow, Point(2, 0)) == pytest.approx(expected, abs=1e-5)


def test_without_a_plate_the_ground_carries_the_sphere() -> None:
    """A roof 10 m above the ground, a rod of 5 m on it: h = 15 m and hx = 10 m above the ground, r = 45 m."""
    rx = math.sqrt(15 * (90 - 15)) - math.sqrt(10 * (90 - 10))
    bare = Sphere(45.0, [Rod(0, 0, 5)], None, 10.0)
    assert protected_height(bare, Point(rx, 0)) == pytest.approx(0, abs=1e-6)
    assert protected_height(Sphere(45.0, [Rod(0, 0, 5)], None, None), Point(rx, 0)) == -math.inf


def test_the_rough_height_is_never_less_and_far_from_the_origin_nothing_changes() -> None:
    sphere = Sphere(45.0, [Rod(0, 0, 4), Rod(12, 3, 5)], box(-20, -20, 40, 20), 24.0)
    moved = Sphere(
        45.0, [Rod(5e5, 3e6, 4), Rod(5e5 + 12, 3e6 + 3, 5)], box(5e5 - 20, 3e6 - 20, 5e5 + 40, 3e6 + 20), 24.0
    )
    height = protected_height(sphere, Point(6, 8))
    assert rough_height(sphere, Point(6, 8)) >= height
    assert protected_height(moved, Point(5e5 + 6, 3e6 + 8)) == pytest.approx(height, abs=1e-6)


def test_nonsense_does_no_harm() -> None:
    for rods in ([], [Rod(0, 0, 0)], [Rod(0, 0, 4)] * 3, [Rod(1, 1, 4)]):
        assert protected_height(Sphere(45.0, rods, WIDE, None), Point(1, 1)) >= -1e-9
    assert protected_height(Sphere(45.0, [Rod(0, 0, 3)], Polygon(), 5.0), Point(0, 0)) <= 3.0 + 1e-6
