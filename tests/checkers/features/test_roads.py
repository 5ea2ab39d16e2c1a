from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon
from shapely.affinity import rotate, translate

from checkers.features.lane_ends import lane_ends
from checkers.features.lane_shape import narrowest, turns
from checkers.features.roads import fire_lanes, loose_kerbs, roads, strays
from tests.checkers.drawn import path, plans, rectangle, sheet


def drawn(*entities: Any, texts: Any = ()) -> Any:
    return plans(sheet(entities, texts, title="消防总平面图", scale=500.0))


def test_a_line_inside_another_bounds_a_ring_and_a_lane_inside_the_ring_is_its_own() -> None:
    found = drawn(
        ("FIRE_LANE", rectangle(0, 0, 100, 60)),
        ("FIRE_LANE", rectangle(4, 4, 92, 52)),
        ("FIRE_LANE", rectangle(20, 25, 40, 5)),
    ).recognise(fire_lanes)
    assert [(round(lane.polygon.area), len(lane.polygon.interiors)) for lane in found] == [
        (100 * 60 - 92 * 52, 1),
        (200, 0),
    ]


def test_lanes_that_cross_or_touch_are_one() -> None:
    [lane] = drawn(("FIRE_LANE", rectangle(0, 0, 60, 4)), ("FIRE_LANE", rectangle(28, -20, 4, 40))).recognise(
        fire_lanes
    )
    assert lane.polygon.area == pytest.approx(60 * 4 + 4 * 36)


def test_a_block_between_roads_is_no_road() -> None:
    assert drawn(("ROAD", rectangle(0, 0, 100, 60))).recognise(roads) == ()


def test_open_kerbs_that_end_side_by_side_bound_a_road_and_those_far_apart_none() -> None:
    [road] = drawn(("ROAD", path((0, 0), (60, 0))), ("ROAD", path((0, 7), (60, 7)))).recognise(roads)
    assert road.polygon.area == pytest.approx(420)
    assert drawn(("ROAD", path((0, 0), (60, 0))), ("ROAD", path((0, 40), (60, 40)))).recognise(roads) == ()


def test_bent_open_kerbs_bound_a_bent_road() -> None:
    [road] = drawn(("ROAD", path((0, 0), (60, 0), (60, 50))), ("ROAD", path((0, 6), (54, 6), (54, 50)))).recognise(
        roads
    )
    assert road.polygon.area == pytest.approx(60 * 6 + 44 * 6)


def test_a_single_line_is_a_stray_and_the_kerb_of_a_lane_is_none() -> None:
    found = drawn(("FIRE_LANE", rectangle(0, 0, 60, 4)), ("FIRE_LANE", path((0, 50), (60, 50)))).recognise(strays)
    assert [stray.where.length for stray in found] == [60.0]


def test_nonsense_makes_no_road() -> None:
    crossing = Polygon([(0, 0), (60, 40), (60, 0), (0, 40)])
    found = drawn(("ROAD", crossing), ("ROAD", path((0, 0), (0, 0))), ("FIRE_LANE", path((1, 1), (1, 1))))
    assert found.recognise(roads) == ()
    assert found.recognise(strays) == ()


@settings(max_examples=8, deadline=None)
@given(st.floats(2.0, 9.0), st.floats(0, 360), st.floats(-1e6, 1e6))
def test_the_width_of_a_straight_lane_is_its_shorter_side_however_it_lies(
    wide: float, turn: float, away: float
) -> None:
    lane = translate(rotate(rectangle(0, 0, 80, wide), turn, origin=(0, 0)), away, -away)
    span = narrowest(lane)
    assert span is not None
    assert span.value == pytest.approx(wide, abs=1e-6)
    assert span.along.length == pytest.approx(wide, abs=1e-3)


@settings(max_examples=8, deadline=None)
@given(st.floats(0.1, 1.5), st.floats(10.0, 70.0))
def test_a_post_at_the_kerb_narrows_the_lane_by_its_depth(deep: float, at: float) -> None:
    span = narrowest(rectangle(0, 0, 80, 5).difference(rectangle(at, 0, 0.5, deep)))
    assert span is not None
    assert span.value == pytest.approx(5 - deep, abs=1e-6)


def test_a_tree_in_the_middle_of_a_ring_is_passed_on_its_wider_side_and_narrows_it() -> None:
    ring = rectangle(0, 0, 100, 60).difference(rectangle(6, 6, 88, 48))
    span = narrowest(ring.difference(rectangle(50, 2, 0.5, 0.5)))
    assert span is not None
    assert span.value == pytest.approx(3.5, abs=1e-3)


def test_a_lane_that_tapers_is_as_wide_as_at_its_narrow_end() -> None:
    span = narrowest(Polygon([(0, 0), (80, 0), (80, 3), (0, 6)]))
    assert span is not None
    assert 3.0 <= span.value <= 3.2


def test_sharp_inner_corners_turn_on_nothing_and_posts_are_no_turns() -> None:
    bent = Polygon([(0, 0), (60, 0), (60, 4), (4, 4), (4, 50), (0, 50)])
    assert [turn.radius for turn in turns(bent)] == [0.0]
    assert turns(rectangle(0, 0, 60, 4).difference(rectangle(30, 0, 0.5, 0.5))) == ()


def ends(*entities: Any) -> Any:
    return drawn(*entities).recognise(lane_ends)


def test_the_ends_of_a_lane_know_whether_a_road_goes_on() -> None:
    road = ("ROAD", rectangle(-10, -20, 10, 60))
    found = ends(("FIRE_LANE", rectangle(0, 0, 50, 4)), road)
    assert [(end.onward, round(end.length, 6)) for end in found] == [(True, 50.0), (False, 50.0)]


def test_a_bent_lane_is_as_long_as_its_middle() -> None:
    bent = Polygon([(0, 0), (60, 0), (60, 44), (56, 44), (56, 4), (0, 4)])
    found = ends(("FIRE_LANE", bent), ("ROAD", rectangle(-10, -20, 10, 60)))
    [dead] = [end for end in found if not end.onward]
    assert dead.length == pytest.approx(58 + 42, abs=1.5)


def test_corners_of_a_place_to_turn_in_are_no_ends() -> None:
    found = ends(
        ("FIRE_LANE", rectangle(0, 0, 50, 4)),
        ("FIRE_LANE", rectangle(50, -4, 12, 12)),
        ("ROAD", rectangle(-10, -20, 10, 60)),
    )
    assert len(found) <= 2


def test_a_kerb_that_bounds_no_road_is_loose() -> None:
    drawn = sheet([("ROAD", rectangle(0, 0, 100, 6)), ("ROAD", path((0, 30), (50, 30)))], title="总平面图", scale=500.0)
    assert [kerb.where.length for kerb in plans(drawn).recognise(loose_kerbs)] == [50.0]
