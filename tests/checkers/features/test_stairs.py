from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from checkers.features.stairs import Side, stairs, unmeasured_stairs
from tests.checkers.architecture.stairs_drawn import stair, stair_sheet
from tests.checkers.drawn import Stroke, path, plans, rectangle, sheet, transformed


def found(drawn: Any) -> Any:
    return plans(drawn).recognise(stairs)


def test_two_flights_side_by_side_are_one_stair_with_their_sizes() -> None:
    [stair] = found(stair_sheet())
    assert (stair.name, stair.sure, len(stair.flights)) == ("楼梯间", True, 2)
    for flight in stair.flights:
        assert flight.width.value == pytest.approx(1.2)
        assert flight.width.along.length == pytest.approx(1.2)
        assert (flight.treads, flight.cut) == (10, (False, False))
        assert flight.going.value == pytest.approx(0.26)
        assert sorted(flight.sides) == [Side.RAIL, Side.WALL]
    assert sorted(round(landing.depth.value, 6) for landing in stair.landings) == [1.4, 1.5]


def test_a_rail_of_two_lines_is_measured_to_its_face_and_to_its_centre() -> None:
    rail = [("STAIR", path((x, 1.5), (x, 3.84))) for x in (1.19, 1.25)]
    [one] = found(sheet([*stair(inset=None), *rail], [("LT-1", 1, 0.7)]))
    left = min(one.flights, key=lambda flight: flight.where.centroid.x)
    assert (left.width.value, left.to_centres.value) == (pytest.approx(1.19), pytest.approx(1.22))


def test_treads_drawn_across_both_flights_are_split_by_the_stairwell() -> None:
    lines = [("STAIR", path((0, 1.5 + 0.26 * step), (2.6, 1.5 + 0.26 * step))) for step in range(10)]
    well = [("STAIR", path((x, 1.4), (x, 3.94))) for x in (1.24, 1.36)]
    arrows = [("STAIR", path((0.65, 1.0), (0.65, 3.5))), ("STAIR", path((1.95, 1.0), (1.95, 3.0)))]
    walls = [("WALL", rectangle(-0.2, 0, 0.2, 5)), ("WALL", rectangle(2.6, 0, 0.2, 5))]
    [stair] = found(sheet([*lines, *well, *arrows, *walls], [("楼梯间", 1, 0.7)]))
    assert sorted(flight.width.value for flight in stair.flights) == [pytest.approx(1.24), pytest.approx(1.24)]


def test_treads_cut_by_a_break_line_keep_the_width_of_the_whole_ones() -> None:
    whole = [("STAIR", path((0, 0.28 * step), (1.4, 0.28 * step))) for step in range(4)]
    cut = [("STAIR", path((0.5 * step - 1, 0.28 * (step + 1)), (1.4, 0.28 * (step + 1)))) for step in (3, 4)]
    [stair] = found(sheet([*whole, *cut], [("LT-11-1", 0.5, -1), ("上", 0.7, -0.5)]))
    [flight] = stair.flights
    assert flight.polygon.bounds == pytest.approx((0, 0, 1.4, 0.84))
    assert (flight.cut, flight.treads, flight.direction) == ((False, True), 6, "上")
    assert stair.landings == ()


def test_a_break_line_behind_whole_treads_cuts_the_flight_and_an_arrow_does_not() -> None:
    treads = [("STAIR", path((0, 0.28 * step), (1.4, 0.28 * step))) for step in range(7)]
    zigzag = ("STAIR", path((-0.1, 1.8), (0.6, 1.9), (0.65, 1.75), (0.75, 2.0), (1.5, 1.85)))
    arrow = ("STAIR", path((0.6, -0.2), (0.7, 0.1), (0.8, -0.2)))
    [cut] = found(sheet([*treads, zigzag, arrow], [("LT-1", 0.5, -1)]))
    assert cut.flights[0].cut == (False, True)


def test_pieces_and_doubles_of_a_tread_are_one() -> None:
    pieces = [
        ("STAIR", path((a, 0.3 * step), (b, 0.3 * step)))
        for step in range(6)
        for a, b in ((0, 0.7), (0.7, 1.3), (0, 1.3))
    ]
    [stair] = found(sheet(pieces, [("楼梯间", 0.5, -1)]))
    assert [(flight.treads, flight.width.value) for flight in stair.flights] == [(6, pytest.approx(1.3))]


def test_a_wall_that_reaches_into_a_flight_narrows_it() -> None:
    [stair] = found(stair_sheet(others=[("COLUMN", rectangle(0, 2.0, 0.15, 0.4))]))
    assert min(flight.width.value for flight in stair.flights) == pytest.approx(1.05)


def test_a_column_in_the_corner_of_a_landing_is_told_apart_from_its_wall() -> None:
    [stair] = found(stair_sheet(others=[("COLUMN", rectangle(0, 4.94, 0.3, 0.3))]))
    upper = max(stair.landings, key=lambda landing: landing.where.centroid.y)
    assert (upper.depth.value, upper.least.value) == (pytest.approx(1.4), pytest.approx(1.1))


def test_a_rail_that_reaches_beyond_the_treads_shortens_the_landing() -> None:
    rail = [("RAILING", path((x, 1.4), (x, 3.94))) for x in (1.2, 1.4)]
    [one] = found(sheet([*stair(inset=None), *rail], [("楼梯间", 1, 0.7)]))
    assert sorted(landing.depth.value for landing in one.landings) == [pytest.approx(1.3), pytest.approx(1.4)]


def test_flights_with_a_wall_between_them_turn_round_it() -> None:
    wall = ("WALL", rectangle(1.25, 1.5, 0.2, 2.34))
    [one] = found(sheet([*stair(inset=None, well=0.2), wall], [("楼梯间", 1, 0.7)]))
    assert [landing.solid for landing in one.landings] == [True, True]


def test_stairs_with_a_wall_all_between_them_share_no_landing() -> None:
    wall = ("WALL", rectangle(1.25, 0, 0.2, 5.24))
    [one] = found(sheet([*stair(inset=None, well=0.2), wall], [("楼梯间", 1, 0.7)]))
    assert one.landings == ()


def test_flights_one_behind_the_other_have_a_landing_between_them() -> None:
    lower = [("STAIR", path((0, 0.3 * step), (1.5, 0.3 * step))) for step in range(6)]
    upper = [("STAIR", path((0, 2.4 + 0.3 * step), (1.5, 2.4 + 0.3 * step))) for step in range(6)]
    landings = [landing for one in found(sheet([*lower, *upper], [("楼梯间", 0.5, -1)])) for landing in one.landings]
    assert [(landing.straight, landing.depth.value) for landing in landings] == [(True, pytest.approx(0.9))]


def two_flights_behind_each_other(*across: float) -> Any:
    """Flights of six treads, 0.9 m between them, and lines across at so many metres."""
    lower = [("STAIR", path((0, 0.3 * step), (1.5, 0.3 * step))) for step in range(6)]
    upper = [("STAIR", path((0, 2.4 + 0.3 * step), (1.5, 2.4 + 0.3 * step))) for step in range(6)]
    edges = [("STAIR", path((0, at), (1.5, at))) for at in across]
    drawn = found(sheet([*lower, *upper, *edges], [("楼梯间", 0.5, -1)]))
    return [landing for one in drawn for landing in one.landings if landing.straight]


def test_two_stairs_back_to_back_share_no_landing_for_sure() -> None:
    """Their edges, drawn as stairs are, stand at the two faces of a wall 0.2 m thick that is not drawn as one."""
    [landing] = two_flights_behind_each_other(1.85, 2.05)
    assert (landing.sure, landing.depth.value) == (False, pytest.approx(0.35))


def test_the_nosings_of_the_treads_at_a_landing_do_not_end_it() -> None:
    """Drawn 30 mm beyond the last tread of one flight and before the first of the next."""
    [landing] = two_flights_behind_each_other(1.53, 2.37)
    assert (landing.sure, landing.depth.value) == (True, pytest.approx(0.9))


def test_a_line_across_a_landing_ends_it_perhaps() -> None:
    [landing] = two_flights_behind_each_other(2.0)
    assert (landing.sure, landing.depth.value) == (False, pytest.approx(0.5))


def test_treads_drawn_by_hand_count_though_they_are_askew() -> None:
    """The last two are 5 mm askew over 1.28 m."""
    treads = [("STAIR", path((0, 0.28 * step), (1.28, 0.28 * step))) for step in range(7)]
    askew = [("STAIR", path((0, 0.28 * step), (1.28, 0.28 * step + 0.005))) for step in (7, 8)]
    [stair] = found(sheet([*treads, *askew], [("楼梯间", 0.5, -1)]))
    assert [flight.treads for flight in stair.flights] == [9]


@pytest.mark.parametrize(
    "lines",
    [
        [("STAIR", path((0, 0.16 * step), (1.2, 0.16 * step))) for step in range(12)],  # risers seen from the side
        [("STAIR", path((0, 0.5 * step), (1.2, 0.5 * step))) for step in range(8)],
        [("STAIR", path((0, step**2 * 0.1), (1.2, step**2 * 0.1))) for step in range(8)],
        [("STAIR", path((0, 0), (1.2, 0.1 * step))) for step in range(9)],  # a fan
        [("STAIR", path((0.4 * step, 0.3 * step), (0.4 * step + 0.3, 0.3 * step))) for step in range(9)],
        [("STAIR", path((0, 0), (0, 0)))] * 5,
        [("STAIR", Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]))],
        [],
    ],
)
def test_what_is_no_stair_is_none(lines: Any) -> None:
    assert found(sheet(lines, [("楼梯间", 0.5, -1)])) == ()


def test_lift_cars_steps_before_a_door_and_sections_are_no_stairs() -> None:
    lines = [path((0, 0.3 * step), (1.8, 0.3 * step)) for step in range(5)]
    assert found(sheet([Stroke("STAIR", line, layer="EVTR") for line in lines])) == ()
    assert found(sheet([("STAIR", line) for line in lines], [("室外台阶", 0.5, -0.5)])) == ()
    assert found(sheet([("STAIR", line) for line in lines], title="1-1剖面图")) == ()
    assert found(sheet([("WALL", line) for line in lines])) == ()


def test_treads_on_a_layer_nobody_understands_are_found_by_the_name_of_the_stair() -> None:
    lines = [Stroke("", path((0, 0.28 * step), (1.2, 0.28 * step)), layer="图层1") for step in range(8)]
    assert len(found(sheet(lines, [("楼梯间", 0.5, -1)]))) == 1
    assert found(sheet(lines, [("门厅", 0.5, -1)])) == ()


def test_a_run_without_name_or_partner_is_not_sure() -> None:
    [stair] = found(sheet([("STAIR", path((0, 0.28 * step), (1.2, 0.28 * step))) for step in range(8)]))
    assert not stair.sure
    assert found(stair_sheet(texts=()))[0].sure


def test_the_name_of_a_stair_without_treads_is_said_and_that_of_a_lift_is_not() -> None:
    walls = [("WALL", rectangle(0, 0, 3, 0.2))]
    names = [("楼梯间", 1, 2), ("电梯", 5, 2), ("楼梯间前室", 9, 2), ("1号楼梯详见建施-20大样", 20, 20)]
    assert [f.subject for f in plans(sheet(walls, names)).recognise(unmeasured_stairs)] == ["楼梯间"]
    assert plans(stair_sheet()).recognise(unmeasured_stairs) == ()


@settings(max_examples=15, deadline=None)
@given(
    angle=st.floats(0, 360),
    mirror=st.booleans(),
    east=st.floats(-1e6, 1e6),
    north=st.floats(-1e6, 4e6),
)
def test_turning_mirroring_and_moving_changes_nothing(angle: float, mirror: bool, east: float, north: float) -> None:
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    flip = -1 if mirror else 1
    moved = transformed(
        stair_sheet(others=[("COLUMN", rectangle(0, 4.94, 0.3, 0.3))]), [c * flip, -s, s * flip, c, east, north]
    )
    [stair] = found(moved)
    assert [flight.width.value for flight in stair.flights] == [pytest.approx(1.2, abs=1e-6)] * 2
    assert [flight.going.value for flight in stair.flights] == [pytest.approx(0.26, abs=1e-6)] * 2
    depths = sorted((landing.depth.value, landing.least.value) for landing in stair.landings)
    assert depths == [pytest.approx((1.4, 1.1), abs=1e-6), pytest.approx((1.5, 1.5), abs=1e-6)]


NUMBER = st.sampled_from([0.0, 0.26, 0.3, 1.2, 5.0, 1e6, -1e6]) | st.floats(-20, 20)
LINE = st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=6).map(lambda places: path(*places))


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.tuples(st.sampled_from(["STAIR", "RAILING", "WALL", "COLUMN"]), LINE), max_size=30))
def test_nonsense_raises_nothing(lines: Any) -> None:
    drawn = plans(sheet([*lines, *lines, *stair()], [("楼梯间", 1, 0.7), ("上", 0, 0)]))
    for one in drawn.recognise(stairs):
        assert all(math.isfinite(flight.width.value) for flight in one.flights)
