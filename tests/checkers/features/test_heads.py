from __future__ import annotations

from typing import Any

import pytest

from checkers.features.heads import Guarded, guarded, unguarded_heads
from tests.checkers.drawn import circle
from tests.checkers.floor import Floor


def room(width: float, height: float, *heads: tuple[float, float]) -> Any:
    floor = Floor("3#楼三层喷淋平面图")
    floor.room("办公室", 0, 0, width, height)
    floor.strokes = [("SPRINKLER", circle(x, y, 0.1), "circle") for x, y in heads]
    return floor.plans()


def only(plans: Any) -> Guarded:
    [found] = plans.recognise(guarded)
    return found  # type: ignore[no-any-return]  # what a recogniser finds is of its own type


def test_in_a_grid_rows_and_columns_are_neighbours_and_diagonals_are_not() -> None:
    found = only(room(10, 6, (2, 1.5), (5, 1.5), (8, 1.5), (2, 4.5), (5, 4.5), (8, 4.5)))
    assert [row.value for row in found.rows] == pytest.approx([3.0] * 7)
    assert sorted(cell.value for cell in found.cells) == pytest.approx([9.0, 9.0, 10.5, 10.5, 10.5, 10.5])


def test_end_walls_are_taken_square_and_only_where_the_cell_reaches_them() -> None:
    found = only(room(10, 6, (2, 1.5), (8, 1.0)))
    assert sorted(round(end.value, 6) for end in found.end_walls(0.6)) == [1.0, 1.5, 2.0, 2.0, 4.5, 5.0]
    assert sorted(round(near.value, 6) for near in found.nearest_walls()) == [1.0, 1.5]


def test_a_wall_between_two_heads_parts_them() -> None:
    floor = Floor("3#楼三层喷淋平面图")
    floor.room("办公室1", 0, 0, 4, 4)
    floor.room("办公室2", 4.2, 0, 4, 4)
    floor.strokes = [("SPRINKLER", circle(x, 2, 0.1), "circle") for x in (3.0, 5.0)]
    found = floor.plans().recognise(guarded)
    assert [(len(each.heads), each.rows) for each in found] == [(1, ()), (1, ())]


def test_a_head_outside_every_room_belongs_to_none() -> None:
    assert [round(head.point.x) for head in room(4, 4, (2, 2), (9, 9)).recognise(unguarded_heads)] == [9]
