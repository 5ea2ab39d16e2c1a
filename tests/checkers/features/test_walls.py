"""Walls out of double lines, closed lines and columns."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, box
from shapely.affinity import affine_transform

from checkers.features import facing
from checkers.features.walls import Masonry, walls
from tests.checkers.drawn import path, plans, rectangle, sheet
from tests.checkers.features.plan_drawn import MIRRORED, TURNED, Plan


def only(drawn: Plan, affine: list[float] | None = None) -> Masonry:
    (found,) = drawn.drawn(affine).recognise(walls)
    return found


def storey() -> Plan:
    """Outer walls 200 thick around 10 × 6, one across 100 thick, one stub, with corners, a T and a crossing."""
    plan = Plan()
    plan.ring(0, 0, 10, 6)
    plan.wall(4, 0, 4, 6, thick=0.1)
    plan.wall(0, 3, 10, 3, thick=0.1)
    return plan


@pytest.mark.parametrize("affine", [None, TURNED, MIRRORED])
def test_walls_are_the_area_between_their_lines(affine: list[float] | None) -> None:
    plan = storey()
    drawn = shapely.union_all(plan.walls)
    if affine is not None:
        drawn = affine_transform(drawn, affine)
    found = only(plan, affine)
    common = found.solids.intersection(drawn).area
    assert common / found.solids.union(drawn).area > 0.995
    assert found.sure > 0.99
    assert found.lines.length < 0.2


def test_a_short_stub_beside_a_door_is_wall() -> None:
    plan = Plan()
    plan.wall(0, 0, 6, 0)
    plan.wall(6, 0, 6, 4)
    plan.hole(4.9, 0, 0.9)
    found = only(plan)
    # The stub is 100 long to the inner face of the wall across, and 200 thick.
    assert found.solids.covers(box(5.81, -0.09, 5.9, 0.09))
    assert not found.solids.intersects(box(4.91, -0.09, 5.79, 0.09))


def test_a_closed_line_as_thin_as_a_wall_is_one_and_a_room_is_none() -> None:
    drawn = sheet([("WALL", rectangle(0, 0, 5, 0.24)), ("WALL", rectangle(0, 5, 4, 4))])
    (found,) = plans(drawn).recognise(walls)
    assert found.solids.area == pytest.approx(5 * 0.24)
    assert found.lines.length == pytest.approx(16)
    assert found.sure == pytest.approx(1 - 16 / (16 + 10.48))


def test_columns_are_solid_closed_or_of_four_lines() -> None:
    corners = [(3, 0), (3.7, 0), (3.7, 0.7), (3, 0.7), (3, 0)]
    lines = [("COLUMN", path(one, other)) for one, other in itertools.pairwise(corners)]
    (found,) = plans(sheet([("COLUMN", rectangle(0, 0, 0.6, 0.6)), *lines])).recognise(walls)
    assert found.solids.area == pytest.approx(0.36 + 0.49)


def test_the_space_between_two_walls_is_no_wall() -> None:
    plan = Plan()
    plan.wall(0, 0, 5, 0, thick=0.2)
    plan.wall(0, 0.6, 5, 0.6, thick=0.2)
    found = only(plan)
    assert found.solids.area == pytest.approx(2 * 5.2 * 0.2, rel=0.01)
    assert not found.solids.intersects(box(0, 0.15, 5, 0.45))


def test_the_jambs_of_a_narrow_opening_are_no_wall() -> None:
    plan = Plan()
    plan.wall(0, 0, 5, 0)
    plan.hole(2, 0, 0.5)
    assert not only(plan).solids.intersects(box(2.05, -0.05, 2.45, 0.05))


def test_lines_drawn_twice_change_nothing() -> None:
    plan = storey()
    once = only(plan)
    twice = Plan(walls=plan.walls)
    twice.strokes = [*plan.strokes]
    made = twice.drawn().sheets[0]
    doubled = sheet([("WALL", geometry) for geometry in [*made.entities.geometry, *made.entities.geometry]])
    (found,) = plans(doubled).recognise(walls)
    assert found.solids.symmetric_difference(once.solids).area < 1e-6


def test_elevations_and_sections_show_no_walls_to_walk_between() -> None:
    plan = storey()
    plan.title = "1-5轴立面图"
    assert plan.drawn().recognise(walls) == ()


def test_a_single_line_stands_alone() -> None:
    (found,) = plans(sheet([("WALL", path((0, 0), (4, 0)))])).recognise(walls)
    assert found.solids.is_empty
    assert found.lines.length == pytest.approx(4)
    assert found.sure == 0


def test_nonsense_is_survived() -> None:
    nonsense = [
        ("WALL", LineString([(0, 0), (0, 0)])),
        ("WALL", Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])),
        ("WALL", Polygon()),
        ("WALL", LineString()),
        ("COLUMN", Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])),
        ("WALL", shapely.Point(3, 3)),
    ]
    plans(sheet(nonsense)).recognise(walls)


@settings(max_examples=30, deadline=None)
@given(
    thick=st.floats(0.06, 0.58),
    length=st.floats(1.0, 30.0),
    turn=st.floats(0, 360),
    away=st.floats(-1e6, 1e6),
)
def test_two_parallel_lines_make_a_wall_of_their_distance(
    thick: float, length: float, turn: float, away: float
) -> None:
    wall = shapely.affinity.rotate(box(away, 0, away + length, thick), turn, origin=(away, 0))
    corners = np.array(wall.exterior.coords)
    found = facing.strips(np.array([corners[1:3], corners[3:5]]))
    assert found.thickness.tolist() == pytest.approx([thick], abs=1e-6)
    assert np.linalg.norm(found.axis[0, 1] - found.axis[0, 0]) == pytest.approx(length, abs=1e-6)
