"""Rooms that walls close, and what doors join."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from checkers.features.closed_rooms import Room, joins, labelled_area, rooms
from tests.checkers.drawn import Stroke, not_shown, plans, rectangle, sheet
from tests.checkers.features.plan_drawn import MIRRORED, TURNED, Plan, two_rooms


def by_name(found: tuple[Room, ...]) -> dict[str, Room]:
    return {room.name: room for room in found}


@pytest.mark.parametrize("affine", [None, TURNED, MIRRORED])
def test_rooms_are_the_area_between_wall_faces(affine: list[float] | None) -> None:
    found = by_name(two_rooms().drawn(affine).recognise(rooms))
    assert set(found) == {"办公室", "走道"}
    assert found["办公室"].polygon.area == pytest.approx(20.0, abs=1e-3)
    assert found["走道"].polygon.area == pytest.approx(12.0, abs=1e-3)
    assert found["办公室"].labelled_area == 20.0
    assert found["走道"].labelled_area is None
    assert all(room.sure and not room.drawn for room in found.values())


@pytest.mark.parametrize("affine", [None, TURNED, MIRRORED])
def test_doors_join_the_rooms_on_their_sides(affine: list[float] | None) -> None:
    found = {join.door.code: join for join in two_rooms().drawn(affine).recognise(joins)}
    inner, outer = found["M0921"], found["FM乙1221"]
    assert {room.name if room else None for room in inner.rooms} == {"办公室", "走道"}
    assert {room.name if room else None for room in outer.rooms} == {"走道", None}
    # The inner leaf opens to the left, into the office; the outer one outwards.
    assert inner.swings_into is not None
    assert inner.swings_into.name == "办公室"
    assert outer.swings_into is None


def test_the_first_room_is_on_the_left_of_the_line() -> None:
    for join in two_rooms().drawn().recognise(joins):
        (ax, ay), (bx, by) = join.door.line.coords
        for room, side in zip(join.rooms, (1, -1), strict=True):
            if room is not None:
                x, y = (ax + bx) / 2 - side * (by - ay), (ay + by) / 2 + side * (bx - ax)
                assert room.polygon.intersects(shapely.Point(x, y))


def test_columns_are_no_part_of_a_room() -> None:
    plan = Plan()
    plan.ring(0, 0, 10, 8)
    plan.strokes.append(Stroke("COLUMN", rectangle(4, 4, 0.6, 0.6)))
    plan.strokes.append(Stroke("COLUMN", rectangle(-0.2, -0.2, 0.6, 0.6)))
    (found,) = plan.drawn().recognise(rooms)
    # The one in the corner stands 0.4 × 0.4 in the room.
    assert found.polygon.area == pytest.approx(80 - 0.36 - 0.16, abs=1e-3)


def test_a_room_that_does_not_close_is_none() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.hole(1, -0.1, 4)
    plan.texts.append(("办公室", 3, 2))
    assert plan.drawn().recognise(rooms) == ()


def test_a_leak_between_two_names_is_never_sure() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.ring(4.2, 0, 4, 4)
    plan.hole(4.1, 0.5, 3.0, upright=True)
    plan.texts += [("办公室", 2, 2), ("会议室", 6, 2)]
    found = plan.drawn().recognise(rooms)
    assert len(found) == 1
    assert not found[0].sure
    assert found[0].others


def test_a_leak_between_two_rooms_of_one_name_is_never_sure() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.ring(4.2, 0, 4, 4)
    plan.hole(4.1, 0.5, 3.0, upright=True)
    plan.texts += [("办公室", 2, 2), ("办公室", 6, 2)]
    (found,) = plan.drawn().recognise(rooms)
    assert not found.sure


def test_a_leak_through_a_bare_opening_is_parted_there() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.ring(4.2, 0, 4, 4)
    plan.hole(4.1, 1, 1.2, upright=True)
    plan.texts += [("办公室", 2, 2), ("会议室", 6, 2)]
    drawn = plan.drawn()
    found = by_name(drawn.recognise(rooms))
    assert set(found) == {"办公室", "会议室"}
    assert not any(room.sure for room in found.values())
    assert found["办公室"].polygon.area == pytest.approx(16, abs=0.01)
    (join,) = drawn.recognise(joins)
    assert {room.name for room in join.rooms if room} == {"办公室", "会议室"}


def test_an_alcove_beside_a_bare_opening_stays_one_room() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.ring(4.2, 0, 4, 4)
    plan.hole(4.1, 1, 1.2, upright=True)
    plan.texts.append(("办公室", 2, 2))
    drawn = plan.drawn()
    (found,) = drawn.recognise(rooms)
    assert found.sure
    (join,) = drawn.recognise(joins)
    assert join.rooms == (found, found)


def test_gaps_of_millimetres_between_walls_are_closed() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.hole(3, -0.1, 0.012)
    (found,) = plan.drawn().recognise(rooms)
    assert found.polygon.area == pytest.approx(24, abs=0.01)


def test_drawn_spaces_win() -> None:
    plan = two_rooms()
    plan.strokes.append(Stroke("SPACE", rectangle(0, 0, 4, 5)))
    found = by_name(plan.drawn().recognise(rooms))
    assert set(found) == {"办公室", "走道"}
    assert found["办公室"].drawn
    assert not found["走道"].drawn


def test_drawn_spaces_that_part_an_open_hall_win_together() -> None:
    plan = Plan()
    plan.ring(0, 0, 10, 5)
    plan.strokes += [Stroke("SPACE", rectangle(0, 0, 6, 5)), Stroke("SPACE", rectangle(6, 0, 4, 5))]
    plan.texts += [("门厅", 3, 2), ("走道", 8, 2)]
    found = plan.drawn().recognise(rooms)
    assert [room.drawn for room in found] == [True, True]


def test_a_drawn_line_around_several_rooms_hides_none_of_them() -> None:
    plan = Plan()
    for x, name in ((0.0, "办公室"), (4.2, "会议室"), (8.4, "档案室")):
        plan.ring(x, 0, 4, 5)
        plan.texts.append((name, x + 2, 2.5))
    plan.strokes.append(Stroke("SPACE", rectangle(-0.2, -0.2, 12.8, 5.4)))
    found = plan.drawn().recognise(rooms)
    assert sorted(room.name for room in found if not room.drawn) == ["会议室", "办公室", "档案室"]


def test_walls_that_could_not_be_read_leave_no_room_sure() -> None:
    made = two_rooms().drawn().sheets[0]
    hidden = plans(replace(made, not_displayed=(not_shown("proxy", "TCH_WALL", 3),)))
    assert not any(room.sure for room in hidden.recognise(rooms))


def test_walls_of_single_lines_close_rooms_that_are_not_sure() -> None:
    square = [(0, 0), (4, 0), (4, 3), (0, 3), (0, 0)]
    lines = [Stroke("WALL", LineString(pair)) for pair in itertools.pairwise(square)]
    (found,) = plans(sheet(lines, [("库房", 2, 1.5)])).recognise(rooms)
    assert found.polygon.area == pytest.approx(12, abs=0.01)
    assert not found.sure


def test_panes_of_glass_are_no_rooms() -> None:
    plan = Plan()
    plan.wall(0, 0, 10, 0)
    panes = [Stroke("WINDOW", rectangle(x, 2, 1, 1.2)) for x in range(5)]
    plan.strokes += panes
    assert plan.drawn().recognise(rooms) == ()


def test_glass_closes_what_walls_begin() -> None:
    plan = Plan()
    plan.wall(0, 0, 6, 0)
    for points in ([(0, 0.1), (0, 3)], [(0, 3), (6, 3)], [(6, 3), (6, 0.1)]):
        plan.strokes.append(Stroke("WINDOW", LineString(points), kind="line"))
    (found,) = plan.drawn().recognise(rooms)
    assert found.polygon.area == pytest.approx(6 * 2.9, abs=0.01)


@pytest.mark.parametrize(
    ("texts", "area"),
    [
        (("办公室", "12.35㎡"), 12.35),
        (("12.35 m2",), 12.35),
        (("S=8.10m²",), 8.1),
        (("12.40m", "2"), 12.4),
        (("12.40m",), None),
        (("12㎡", "13㎡"), None),
        (("±0.000",), None),
    ],
)
def test_areas_written_inside(texts: tuple[str, ...], area: float | None) -> None:
    assert labelled_area(texts) == area


@settings(max_examples=15, deadline=None)
@given(
    widths=st.lists(st.integers(10, 60), min_size=1, max_size=5),
    height=st.integers(15, 80),
    thick=st.sampled_from([0.1, 0.12, 0.2, 0.24, 0.37]),
)
def test_a_row_of_rooms_has_their_areas(widths: list[int], height: int, thick: float) -> None:
    plan = Plan()
    x = 0.0
    for width in widths:
        plan.ring(x, 0, width / 10, height / 10, thick)
        x += width / 10 + thick
    found = plan.drawn().recognise(rooms)
    areas = sorted(room.polygon.area for room in found)
    assert areas == pytest.approx(sorted(width * height / 100 for width in widths), abs=0.01)
