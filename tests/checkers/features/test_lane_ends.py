from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import Polygon

from checkers.features.lane_ends import End, lane_ends
from tests.checkers.drawn import path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
ROAD = ("ROAD", rectangle(-20, -10, 10, 80))
"""a road the lanes lead off to the right of"""
RING = rectangle(0, 0, 60, 40), rectangle(4, 4, 52, 32)


def drawn(*lanes: Any, others: Any = (ROAD,)) -> Any:
    return sheet([*(("FIRE_LANE", lane) for lane in lanes), *others], title="消防总平面图", scale=500.0)


def ends(*lanes: Any, **fields: Any) -> tuple[End, ...]:
    return plans(drawn(*lanes, **fields)).recognise(lane_ends)  # type: ignore[no-any-return]  # as its recogniser says


def test_a_straight_lane_off_a_road_has_one_dead_end_as_long_as_it_is() -> None:
    found = {end.onward: end for end in ends(rectangle(-10, 0, 50, 4))}
    assert set(found) == {True, False}
    assert (found[False].length, found[False].precision) == (pytest.approx(50.0), 0.001)
    assert found[False].point.distance(Polygon([(38, 1), (40, 1), (40, 3), (38, 3)])) < 0.5


def test_a_ring_has_no_end_and_its_branch_is_measured_from_it() -> None:
    assert ends(*RING, others=()) == ()
    [end] = ends(*RING, rectangle(58, 10, 30, 4), others=())
    assert (end.onward, end.length) == (False, pytest.approx(28.0, abs=0.5))
    assert end.along.length == pytest.approx(end.length, abs=4.0)


def test_a_lane_between_two_roads_has_no_dead_end() -> None:
    other = ("ROAD", rectangle(40, -10, 10, 80))
    assert [end.onward for end in ends(rectangle(-10, 0, 50, 4), others=(ROAD, other))] == [True, True]


def test_what_nothing_connects_is_infinitely_long() -> None:
    found = ends(rectangle(100, 0, 50, 4))
    assert [(end.onward, end.length) for end in found] == [(False, math.inf), (False, math.inf)]


def test_an_arm_of_a_fork_is_told() -> None:
    tee = Polygon([(-10, 0), (60, 0), (60, -12), (64, -12), (64, 16), (60, 16), (60, 4), (-10, 4)])
    found = [end for end in ends(tee) if end.onward is False]
    assert [end.forked for end in found] == [True, True]
    assert [end.length for end in found] == [pytest.approx(72 + 14, abs=2.0)] * 2


def test_kerbs_beside_an_end_leave_it_open() -> None:
    [end] = [
        end
        for end in ends(rectangle(-10, 0, 50, 4), others=(ROAD, ("ROAD", path((41, -8), (41, 12)))))
        if end.onward is not True
    ]
    assert end.onward is None


def test_the_boundary_lets_out_where_it_is_reached_and_leaves_open_where_it_is_near() -> None:
    def onward(right: float) -> Any:
        boundary = ("SITE_BOUNDARY", rectangle(-60, -10, 60 + right, 80))
        found = ends(rectangle(-10, 0, 50, 4), others=(ROAD, boundary))
        return next(end.onward for end in found if end.point.x > 0)

    assert (onward(40.0), onward(38.0), onward(25.0)) == (True, True, True)
    assert (onward(42.0), onward(50.0)) == (None, False)


def test_a_road_that_leads_nowhere_is_no_way_on() -> None:
    stub = ("ROAD", rectangle(88, 10, 30, 4))

    def end(*others: Any) -> End:
        [found] = ends(*RING, rectangle(58, 10, 30, 4), others=(stub, *others))
        return found

    wide, narrow = (("SITE_BOUNDARY", rectangle(-20, -20, right + 20, 90)) for right in (160.0, 118.0))
    assert (end(wide).onward, end(wide).nowhere) == (None, True)
    assert (end(narrow).onward, end(narrow).nowhere) == (True, False)
    assert (end().onward, end().nowhere) == (True, False)


def test_turning_and_shifting_changes_nothing() -> None:
    made = plans(transformed(drawn(rectangle(-10, 0, 50, 4)), TURNED))
    assert min((end.onward, round(end.length, 3)) for end in made.recognise(lane_ends)) == (False, 50.0)


def test_nonsense_lanes_have_no_ends() -> None:
    assert ends(rectangle(0, 0, 0, 0), path((0, 0), (0, 0))) == ()
