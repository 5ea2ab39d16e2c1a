from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon
from shapely.affinity import rotate, translate

from checkers.features.clearances import courts, fronts, joined_to, rectangle_around, sides_of, smallest_gap
from tests.checkers.drawn import circle, path, rectangle


def test_each_side_is_measured_straight_ahead() -> None:
    room = path(*rectangle(0, 0, 6, 5).exterior.coords)
    sides = sides_of(rectangle(1, 0.5, 3, 2), [room], 10)
    assert sorted(round(side.clear.value, 6) for side in sides if side.clear) == [0.5, 1.0, 2.0, 2.5]


def test_a_pillar_beside_but_not_ahead_is_passed_over() -> None:
    pillar = rectangle(-0.5, -0.5, 0.4, 0.4)
    assert smallest_gap(sides_of(rectangle(0, 0, 3, 2), [pillar], 5)) is None


def test_a_pipe_is_joined_to_the_side_it_ends_at() -> None:
    sides = sides_of(rectangle(0, 0, 3, 2), [], 5)
    assert sum(joined_to(side, [path((3.05, 1), (5, 1))]) for side in sides) == 1
    assert not any(joined_to(side, [path((4, 1), (5, 1))]) for side in sides)


def test_long_faces_are_the_fronts_and_a_square_has_none() -> None:
    other = rectangle(0, 20, 50, 10)
    long, short = fronts(rectangle(0, 0, 50, 10), [other], 60)
    assert [round(side.clear.value, 6) for side in long if side.clear] == [10.0]
    assert not [side for side in short if side.clear]
    assert fronts(rectangle(0, 0, 20, 19), [other], 60)[0] == ()


def test_nonsense_has_no_sides() -> None:
    assert sides_of(Polygon(), [], 5) == ()
    assert rectangle_around(LineString([(0, 0), (0, 0)])) is None
    assert fronts(Polygon(), [], 5) == ((), ())


def test_a_wall_that_crosses_itself_still_stands_in_the_way() -> None:
    bow = Polygon([(4, -1), (5, 3), (5, -1), (4, 3)])
    gap = smallest_gap(sides_of(rectangle(0, 0, 3, 2), [bow], 5))
    assert gap is not None
    assert gap.value == pytest.approx(1, abs=0.3)


def test_a_round_tank_is_measured_from_its_own_line() -> None:
    gap = smallest_gap(sides_of(circle(0, 0, 3), [path((4, -9), (4, 9))], 5))
    assert gap is not None
    assert gap.value == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(turn=st.floats(0, 360), x=st.floats(-1e6, 1e6), y=st.floats(-4e6, 4e6))
def test_turned_and_shifted_the_rectangle_and_the_gap_keep_their_size(turn: float, x: float, y: float) -> None:
    def moved(shape: Polygon) -> Polygon:
        return translate(rotate(shape, turn, origin=(0, 0)), x, y)

    around = rectangle_around(moved(rectangle(0, 0, 3, 2)))
    assert around is not None
    assert around.area == pytest.approx(6, abs=1e-5)
    gap = smallest_gap(sides_of(moved(rectangle(0, 0, 3, 2)), [moved(rectangle(3.7, -5, 1, 9))], 5))
    assert gap is not None
    assert gap.value == pytest.approx(0.7, abs=1e-6)


@pytest.mark.parametrize(("angle", "dx"), [(0, 0), (37, 1e6)])
def test_the_way_across_a_court_is_taken_once(angle: float, dx: float) -> None:
    """A U with wings 38 m long and 18 m apart; the short faces of a recess of 2 m are none."""
    shape = Polygon([(0, 0), (42, 0), (42, 50), (30, 50), (30, 12), (12, 12), (12, 50), (0, 50)])
    [court] = courts(translate(rotate(shape, angle, origin=(0, 0)), dx), 8, 100)
    assert court.value == pytest.approx(18, abs=1e-6)
    recess = Polygon([(0, 0), (40, 0), (40, 12), (30, 12), (30, 10), (20, 10), (20, 12), (0, 12)])
    assert courts(recess, 8, 100) == ()
    assert courts(rectangle(0, 0, 40, 12), 8, 100) == ()
