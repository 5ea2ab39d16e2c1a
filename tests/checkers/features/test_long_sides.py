from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate, translate

from checkers.features.long_sides import joined, runs, sides_of


def test_the_long_sides_come_first_and_third() -> None:
    sides = sides_of(box(0, 0, 15, 40))
    assert [round(side.length) for side in sides] == [40, 15, 40, 15]
    assert [round(side.front) for side in sides] == [40, 15, 40, 15]


def test_a_bay_on_a_gable_lengthens_the_side_and_not_its_front() -> None:
    bay = Polygon([(0, 0), (40, 0), (40, 6), (41, 6), (41, 9), (40, 9), (40, 15), (0, 15)])
    long = sides_of(bay)[0]
    assert (long.length, long.front) == (pytest.approx(41), pytest.approx(40))


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 360), st.floats(-1e6, 1e6), st.floats(1, 38))
def test_what_lies_in_front_of_a_side_covers_it_however_the_building_lies(
    turn: float, away: float, wide: float
) -> None:
    def moved(shape: Polygon) -> Polygon:
        return translate(rotate(shape, turn, origin=(0, 0)), away, away)

    sides = sides_of(moved(box(0, 0, 40, 15)))
    ground = moved(box(1, 20, 1 + wide, 30))
    covered = [sum(end - begin for begin, end in side.covered([ground], 10.0)) for side in sides]
    assert max(covered) == pytest.approx(wide, abs=1e-5)
    assert sorted(covered)[:3] == [0, 0, 0]


def test_runs_go_around_corners_and_break_at_wide_gaps() -> None:
    sides = sides_of(box(0, 0, 40, 15))
    around = [box(10, 20, 45, 30), box(45, 0, 55, 30)]
    assert [round(length) for length, _, _ in runs(sides, around, 10.0, 0.05)] == [45]
    apart = [box(0, 20, 10, 30), box(30, 20, 40, 30)]
    assert sorted(round(length) for length, _, _ in runs(sides, apart, 10.0, 5.0)) == [10, 10]
    [(length, gap, _)] = runs(sides, apart, 10.0, 30.0)
    assert (round(length), round(gap)) == (20, 20)
    assert runs(sides, [], 10.0, 5.0) == []


def test_stretches_that_meet_are_one() -> None:
    assert joined([(5, 9), (0, 5), (12, 13)]) == [(0, 9), (12, 13)]


def test_an_outline_without_an_area_has_no_sides() -> None:
    assert sides_of(Polygon([(0, 0), (1, 0), (2, 0)])) == ()
