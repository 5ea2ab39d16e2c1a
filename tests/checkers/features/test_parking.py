from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import rotate

from checkers.features.parking import Backing, stalls
from tests.checkers.drawn import Stroke, path, plans, rectangle, sheet


def found(*entities: Any, **fields: Any) -> Any:
    stalls_ = plans(sheet(entities, **fields)).recognise(stalls)
    return sorted(stalls_, key=lambda stall: stall.handles)


def test_a_stall_knows_its_sides_and_what_it_backs_onto() -> None:
    [stall] = found(("PARKING", rectangle(0, 0, 2.4, 5.3)), ("WALL", path((-5, 0), (10, 0))))
    assert (stall.width.value, stall.length.value) == (pytest.approx(2.4), pytest.approx(5.3))
    assert stall.backing is Backing.SOLID
    assert stall.aisle is None


def test_the_aisle_reaches_to_the_first_thing_across() -> None:
    stall = found(
        ("PARKING", rectangle(0, 0, 2.4, 5.3)),
        ("WALL", path((-5, 0), (10, 0))),
        ("COLUMN", rectangle(0.8, 11.0, 0.6, 0.6)),
        ("PARKING", rectangle(0, 12, 2.4, 5.3)),
    )[0]
    assert stall.aisle.value == pytest.approx(5.7)


def test_what_stands_beside_the_aisle_does_not_narrow_it() -> None:
    stall = found(
        ("PARKING", rectangle(0, 0, 2.4, 5.3)),
        ("WALL", path((-5, 0), (10, 0))),
        ("COLUMN", rectangle(2.3, 6.0, 0.6, 0.6)),
    )[0]
    assert stall.aisle is None


@pytest.mark.parametrize("angle", [0, 30, 90, 200])
def test_turning_the_plan_changes_nothing(angle: Any) -> None:
    shapes = [
        Stroke(meaning, rotate(shape, angle, origin=(0, 0)))
        for meaning, shape in (
            ("PARKING", rectangle(0, 0, 2.4, 5.3)),
            ("PARKING", rectangle(0, 10.8, 2.4, 5.3)),
            ("COLUMN", rectangle(-0.4, 1, 0.5, 0.5)),
            ("WALL", rectangle(-5, -0.3, 20, 0.3)),
        )
    ]
    first = found(*shapes)[0]
    assert first.aisle.value == pytest.approx(5.5)
    assert first.width.value == pytest.approx(2.3)
    assert first.backing is Backing.SOLID


def test_a_rectangle_inside_a_block_is_the_stall_and_the_cars_outline_is_not() -> None:
    block = {"name": "车位", "x": 0.0, "y": 0.0, "layer": "PARKING", "bounds": (0.0, 0.0, 2.4, 5.6)}
    drawn = sheet(
        [
            Stroke("PARKING", rectangle(0, 0, 2.4, 5.3), block="车位"),
            Stroke("PARKING", rectangle(0.6, 1.0, 1.2, 1.0), block="车位"),
        ],
        blocks=[block],
    )
    [stall] = plans(drawn).recognise(stalls)
    assert stall.length.value == pytest.approx(5.3)
