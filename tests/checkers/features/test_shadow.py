"""Minutes of sun, held against shadow polygons swept by shapely and against numbers worked out by hand."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import MultiPoint, Point, Polygon, box
from shapely.affinity import rotate, translate

from checkers.errors import Words
from checkers.features.shadow import Prism, lit, longest, minutes, runs, shaders
from checkers.features.sun import Day, SunPath, path_of

DAHAN = Day(Words("大寒日", "Great Cold"), -20.28, 8, 16)
DONGZHI = Day(Words("冬至日", "winter solstice"), -23.45, 9, 15)
CHANGZHOU = path_of(DAHAN, 31.70, 0.0)
NOON = 240
UNSURE = 5e-3
"""metres from the edge of a shadow within which the two methods may differ"""


def swept(prism: Prism, level: float, towards: Any, slope: float) -> Any:
    """The shadow at a level: the outline drawn along the ray, edge by edge."""
    length = (prism.top - level) / slope
    dx, dy = -towards[0] * length, -towards[1] * length
    parts = [prism.polygon, translate(prism.polygon, dx, dy)]
    for ring in (prism.polygon.exterior, *prism.polygon.interiors):
        corners = list(ring.coords)
        for (x1, y1), (x2, y2) in itertools.pairwise(corners):
            parts.append(MultiPoint([(x1, y1), (x2, y2), (x1 + dx, y1 + dy), (x2 + dx, y2 + dy)]).convex_hull)
    return shapely.union_all([part for part in parts if part.area > 0])


def brute(point: Point, level: float, prisms: list[Prism], path: SunPath) -> tuple[Any, Any]:
    """Lit or not at each minute, and whether the point lies too near a shadow's edge to say."""
    reached = path.slope > 0
    unsure = np.zeros(len(reached), dtype=bool)
    for minute in np.flatnonzero(reached):
        for prism in prisms:
            if prism.top <= level:
                continue
            shadow = swept(prism, level, path.towards[minute], path.slope[minute])
            if shadow.boundary.distance(point) < UNSURE:
                unsure[minute] = True
            elif shadow.contains(point):
                reached[minute] = False
    return reached, unsure


SHAPES = (
    box(0, 0, 30, 14),
    Polygon([(0, 0), (30, 0), (30, 30), (20, 30), (20, 12), (0, 12)]),
    Polygon([(0, 0), (36, 0), (36, 20), (24, 20), (24, 9), (12, 9), (12, 20), (0, 20)]),
    Polygon([(0, 0), (40, 0), (40, 40), (0, 40)], [[(8, 8), (32, 8), (32, 32), (8, 32)]]),
    Point(0, 0).buffer(12, quad_segs=3),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), north=st.floats(-180, 180), away=st.sampled_from([0.0, 4.05e6]))
def test_lit_agrees_with_shadow_polygons_swept_minute_by_minute(data: Any, north: float, away: float) -> None:
    prisms = []
    for _ in range(data.draw(st.integers(1, 3))):
        x, y = data.draw(st.tuples(st.floats(-60, 60), st.floats(-60, 60)))
        turn, top = data.draw(st.floats(0, 360)), data.draw(st.floats(3, 60))
        shape = data.draw(st.sampled_from(SHAPES))
        prisms.append(Prism("", translate(rotate(shape, turn, origin=(0, 0)), x + away, y - away), top))
    latitude = data.draw(st.floats(18, 50))
    whole = path_of(DONGZHI, latitude, north)
    path = SunPath(whole.day, whole.towards[::40], whole.slope[::40])
    x, y = data.draw(st.tuples(st.floats(-50, 50), st.floats(-50, 50)))
    point, level = Point(x + away, y - away), data.draw(st.floats(0, 10))
    assume(all(prism.polygon.boundary.distance(point) > 1e-5 for prism in prisms))
    ours = lit(np.array([[point.x, point.y]]), np.array([level]), prisms, path)[0]
    theirs, unsure = brute(point, level, prisms, path)
    assert (ours == theirs)[~unsure].all()


def at(x: float, y: float, *prisms: Prism, path: SunPath = CHANGZHOU, level: float = 0.9) -> Any:
    return lit(np.array([[x, y]]), np.array([level]), list(prisms), path)[0]


def test_an_open_field_has_sun_in_every_minute_of_the_band() -> None:
    assert minutes(at(0, 0)) == 480
    assert minutes(lit(np.zeros((2, 2)), np.zeros(2), [], path_of(DONGZHI, 31.7, 0))).tolist() == [360, 360]


def test_at_noon_a_building_shades_as_far_as_its_height_over_the_tangent() -> None:
    # at 31.70° and -20.28° the sun stands 38.02° high at noon; 30.9 - 0.9 = 30 m reach 30 / tan 38.02° = 38.374 m
    tower = Prism("1#", box(-20, -10, 20, 0), 30.9)
    reach = 30 / math.tan(math.radians(38.02))
    assert not at(0, reach - 0.01, tower)[NOON]
    assert at(0, reach + 0.01, tower)[NOON]


def test_an_east_wall_has_the_morning_and_a_north_wall_nothing_of_a_winter_day() -> None:
    house = Prism("1#", box(0, 0, 30, 12), 50.0)
    assert minutes(at(30.001, 6, house)) == 240
    assert minutes(at(15, 12.001, house)) == 0
    assert minutes(at(15, -0.001, house)) == 480


def test_a_point_within_a_podium_has_no_sun_below_its_top_and_all_of_it_above() -> None:
    podium = Prism("裙房", box(-30, -30, 30, 30), 9.0)
    assert minutes(at(0, 0, podium, level=5.0)) == 0
    assert minutes(at(0, 0, podium, level=9.0)) == 480


def test_roofs_only_grazed_and_corners_only_touched_leave_the_sun() -> None:
    noon_height = 0.9 + 20 * math.tan(math.radians(38.02))
    assert at(0, 0, Prism("", box(-50, -40, 50, -20), noon_height))[NOON]
    assert at(0, 0, Prism("", box(0, -40, 50, -20), 90.0))[NOON]


def test_a_lit_moment_between_two_shades_counts_no_minute() -> None:
    assert minutes(np.array([False, True, False, True, True, False])) == 1
    assert runs(np.array([False, True, False, True, True, True])) == [(3, 5)]
    assert longest(np.array([True, True, False, True, True, True])) == 2
    assert longest(np.array([False, False])) == 0


def test_the_names_of_those_that_shade_come_with_their_minutes() -> None:
    east, west = Prism("东", box(20, -40, 60, 10), 40.0), Prism("西", box(-60, -40, -20, 10), 40.0)
    by = shaders(np.array([0.0, 0.0]), 0.9, [east, west], CHANGZHOU)
    assert by[0, 0], "the morning's sun stands in the east"
    assert not by[0, -1]
    assert by[1, -1]
    assert not by[:, NOON].any()
    both = ~lit(np.zeros((1, 2)), np.array([0.9]), [east, west], CHANGZHOU)[0]
    assert (by.any(axis=0) == both).all()


def test_outlines_of_unknown_height_shade_everything_behind_them() -> None:
    assert minutes(at(0, 0, Prism("", box(-200, -40, 200, -20), math.inf))) < 60


def test_nothing_at_all_is_no_error() -> None:
    assert lit(np.empty((0, 2)), np.empty(0), [], CHANGZHOU).shape == (0, 481)
    polar = path_of(DAHAN, 80.0, 0.0)
    assert minutes(at(0, 0, Prism("", box(5, 5, 9, 9), 9.0), path=polar)) == 0


@pytest.mark.parametrize("turn", [0.0, 33.0, 180.0])
def test_turning_plan_and_north_together_changes_nothing(turn: float) -> None:
    prisms = [Prism("", box(10, -30, 40, -18), 40.0), Prism("", box(-45, -40, -15, -28), 30.0)]
    turned = [Prism("", rotate(each.polygon, turn, origin=(0, 0)), each.top) for each in prisms]
    straight = at(0, 0, *prisms)
    assert (at(0, 0, *turned, path=path_of(DAHAN, 31.70, -turn)) == straight).all()
