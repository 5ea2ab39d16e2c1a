from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from checkers.features.walking import CLOSE, Ground, walkable

L_SHAPE = Polygon([(0, 0), (20, 0), (20, 2), (2, 2), (2, 20), (0, 20)])


def walked(area: BaseGeometry, start: tuple[float, float], *goals: tuple[float, float]) -> float:
    return Ground(area).to([Point(goal) for goal in goals]).way(Point(start)).value


def test_in_the_open_the_way_is_straight() -> None:
    way = Ground(box(0, 0, 10, 6)).to([Point(10, 6)]).way(Point(0, 0))
    assert way.value == pytest.approx(math.hypot(10, 6))
    assert way.along is not None
    assert list(way.along.coords) == [(0, 0), (10, 6)]


def test_round_one_corner_the_way_bends_there() -> None:
    way = Ground(L_SHAPE).to([Point(20, 1)]).way(Point(1, 20))
    assert way.value == pytest.approx(math.hypot(1, 18) + math.hypot(18, 1))
    assert way.along is not None
    assert list(way.along.coords) == [(1, 20), (2, 2), (20, 1)]


def test_round_a_wall_the_shorter_side_is_taken() -> None:
    hall = box(0, 0, 20, 10).difference(box(9, 2, 11, 10))
    assert walked(hall, (0, 10), (20, 10)) == pytest.approx(2 * math.hypot(9, 8) + 2)
    island = box(0, 0, 20, 10).difference(box(9, 2, 11, 9))
    assert walked(island, (0, 10), (20, 10)) == pytest.approx(20)
    assert walked(island, (5, 4), (15, 4)) == pytest.approx(2 * math.hypot(4, 2) + 2)


def test_along_a_wall_the_way_may_run() -> None:
    hall = box(0, 0, 20, 10).difference(box(5, 0, 15, 4))
    assert walked(hall, (0, 4), (20, 4)) == pytest.approx(20)


def test_of_two_goals_the_nearer_by_foot_counts_not_the_nearer_by_air() -> None:
    hall = box(0, 0, 20, 10).difference(box(9, 0, 11, 9))
    field = Ground(hall).to([Point(11.5, 0), Point(0, 0)])
    way = field.way(Point(8.5, 0))
    assert way.goal == 1
    assert way.value == pytest.approx(8.5)


def test_metres_behind_a_goal_are_added() -> None:
    field = Ground(box(0, 0, 10, 1)).to([Point(0, 0.5), Point(10, 0.5)], [7.0, 0.0])
    way = field.way(Point(1, 0.5))
    assert (way.goal, way.value) == (0, pytest.approx(8.0))
    assert field.way(Point(2, 0.5)).value == pytest.approx(8.0)


def test_a_door_in_the_wall_is_walked_to_by_the_nearest_place_of_its_room() -> None:
    way = Ground(box(0, 0, 10, 4)).to([Point(5, -0.1)]).way(Point(5, 4.1))
    assert way.value == pytest.approx(4.2)
    assert way.along is not None
    assert way.along.coords[0] == (5, 4.1)
    assert way.along.coords[-1] == (5, -0.1)


def test_there_is_no_way_between_parts_nor_from_far_outside() -> None:
    parts = MultiPolygon([box(0, 0, 4, 4), box(5, 0, 9, 4)])
    assert walked(parts, (1, 1), (8, 1)) == math.inf
    assert walked(box(0, 0, 4, 4), (1, 1), (30, 1)) == math.inf
    assert Ground(parts).to([Point(8, 1)]).farthest().value == math.inf
    assert Ground(parts).to([]).way(Point(1, 1)).along is None


def test_nothing_to_walk_in_gives_no_way() -> None:
    ground = Ground(Polygon())
    assert ground.to([Point(0, 0)]).way(Point(1, 1)).value == math.inf
    assert ground.to([Point(0, 0)]).farthest().value == math.inf


def test_an_outline_that_crosses_itself_is_walked_in_all_the_same() -> None:
    crossing = Polygon([(0, 0), (4, 4), (4, 0), (0, 4)])
    assert walked(crossing, (0.2, 2), (0.2, 3)) == pytest.approx(1.0)


def test_the_farthest_place_of_a_room_is_its_corner_opposite_the_door() -> None:
    far = Ground(box(0, 0, 10, 6)).to([Point(0, 3)]).farthest()
    assert far.value == pytest.approx(math.hypot(10, 3), abs=1e-9)


def test_between_two_doors_the_farthest_place_is_half_way() -> None:
    far = Ground(box(0, 0, 40, 2)).to([Point(0, 1), Point(40, 1)]).farthest()
    assert far.value == pytest.approx(math.hypot(20, 1), abs=CLOSE)
    assert far.along is not None
    assert far.along.coords[0][0] == pytest.approx(20, abs=0.01)


def test_the_farthest_place_between_three_doors_lies_inside() -> None:
    around = [Point(10 * math.cos(a), 10 * math.sin(a)) for a in (0.3, 0.3 + 2 * math.pi / 3, 0.3 + 4 * math.pi / 3)]
    triangle = Polygon([(p.x, p.y) for p in around])
    far = Ground(triangle).to(around).farthest()
    assert 10 - CLOSE <= far.value <= 10 + 1e-9


def test_gaps_too_narrow_to_pass_are_closed_and_doorways_are_not() -> None:
    room = box(0, 0, 10, 4)
    tight = walkable(room, box(4, 0, 5, 3.8))
    assert walked(tight, (1, 1), (9, 1)) == math.inf
    passable = walkable(room, box(4, 0, 5, 3.1))
    assert walked(passable, (0, 3.1), (9, 3.1)) == pytest.approx(9.0)
    assert walkable(room, room).is_empty


def test_turned_mirrored_and_far_away_nothing_changes() -> None:
    hall = box(0, 0, 30, 12).difference(box(9, 2, 11, 12)).difference(box(18, 0, 19, 9))
    doors = [Point(0, 6), Point(30, 6)]
    plain = Ground(hall).to(doors).farthest().value
    for change in (
        lambda g: translate(rotate(g, 33, origin=(0, 0)), 512345.0, 3412345.0),
        lambda g: scale(g, xfact=-1, origin=(0, 0)),
    ):
        moved = Ground(change(hall)).to([change(door) for door in doors]).farthest().value
        assert moved == pytest.approx(plain, abs=2 * CLOSE)


def brute_force(area: BaseGeometry, start: Point, goal: Point) -> float:
    """Every vertex sees every other that the whole line to it is covered; then the shortest way (Floyd and Warshall)."""
    places = np.vstack([shapely.get_coordinates(area), [start.coords[0], goal.coords[0]]])
    covered = area.buffer(1e-7)
    length = np.full((len(places), len(places)), math.inf)
    for one, other in combinations(range(len(places)), 2):
        line = LineString([places[one], places[other]])
        if line.length < 1e-12 or covered.covers(line):
            length[one, other] = length[other, one] = line.length
    np.fill_diagonal(length, 0)
    for middle in range(len(places)):
        length = np.minimum(length, length[:, middle, None] + length[None, middle, :])
    return float(length[-1, -2])


pillars = st.lists(st.tuples(*[st.integers(0, 9)] * 2, *[st.integers(1, 5)] * 2), max_size=5)
spot = st.tuples(st.floats(0, 12), st.floats(0, 10))


@settings(max_examples=60, deadline=None)
@given(pillars, spot, spot)
def test_ways_are_those_of_brute_force(
    stand: list[tuple[int, ...]], start: tuple[float, float], goal: tuple[float, float]
) -> None:
    area = walkable(box(0, 0, 12, 10), shapely.union_all([box(x, y, x + w, y + h) for x, y, w, h in stand]))
    places = [Point(start), Point(goal)]
    if not all(area.covers(place) for place in places):
        return
    expected = brute_force(area, *places)
    assert Ground(area).to([places[1]]).way(places[0]).value == pytest.approx(expected, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(pillars, st.lists(spot, min_size=1, max_size=3))
def test_no_place_is_farther_than_the_farthest(stand: list[tuple[int, ...]], doors: list[tuple[float, float]]) -> None:
    area = walkable(box(0, 0, 12, 10), shapely.union_all([box(x, y, x + w, y + h) for x, y, w, h in stand]))
    goals = [Point(door) for door in doors if area.covers(Point(door))]
    if not goals:
        return
    field = Ground(area).to(goals)
    far = field.farthest()
    tried = shapely.points(np.stack(np.meshgrid(np.arange(0, 12.01, 0.4), np.arange(0, 10.01, 0.4)), -1).reshape(-1, 2))
    inside = [place for place in tried if area.covers(place)]
    most = float(np.max(field.distances(inside), initial=0.0))
    assert most <= far.value + far.spare + 1e-9
    if math.isfinite(far.value):
        assert far.along is not None
        start = Point(far.along.coords[0])
        assert field.way(start).value == pytest.approx(far.value, abs=1e-6)
        assert far.along.length == pytest.approx(far.value, abs=1e-3)


@pytest.mark.parametrize("far", [0.0, 1e6])
@pytest.mark.parametrize("apart", [0.0, 2e-11, 1e-9, 1e-6])
def test_two_corners_in_one_place_are_one(apart: float, far: float) -> None:
    doubled = Polygon([(0, 0), (20, 0), (20, 2), (2 + apart, 2), (2, 2 + apart), (2, 20), (0, 20), (0, apart)])
    moved = rotate(translate(doubled, far, far), 37, origin=(0, 0))
    start, goal = (rotate(Point(x + far, y + far), 37, origin=(0, 0)) for x, y in ((1, 20), (20, 1)))
    field = Ground(moved).to([goal])
    assert field.way(start).value == pytest.approx(math.hypot(1, 18) + math.hypot(18, 1), abs=1e-5)
    assert math.isfinite(field.farthest().value)


def test_nobody_walks_through_the_point_where_two_columns_touch() -> None:
    area = walkable(box(0, 0, 12, 10), box(0, 4, 2, 9).union(box(2, 9, 3, 10)))
    assert Ground(area).to([Point(12, 5)]).way(Point(0, 10)).value == math.inf
    assert Ground(area).to([Point(12, 5)]).farthest().value == math.inf
