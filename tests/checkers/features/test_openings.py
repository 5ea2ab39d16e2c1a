"""Doors and windows on plans: places, codes, leaves and clear widths."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString, Polygon

from checkers.drawing.model import Text
from checkers.features.openings import Door, OpeningKind, doors, windows
from tests.checkers.drawn import Stroke, plans, sheet
from tests.checkers.features.plan_drawn import MIRRORED, TURNED, Plan, two_rooms


def by_code(found: tuple[Door, ...]) -> dict[str, Door]:
    return {door.code: door for door in found}


@pytest.mark.parametrize("affine", [None, TURNED, MIRRORED])
def test_doors_have_their_codes_widths_and_leaves(affine: list[float] | None) -> None:
    found = by_code(two_rooms().drawn(affine).recognise(doors))
    assert set(found) == {"M0921", "FM乙1221"}
    small, fire = found["M0921"], found["FM乙1221"]
    assert small.kind is OpeningKind.DOOR
    assert (fire.kind, fire.grade, fire.nominal, fire.height) == (OpeningKind.FIRE, "乙", 1.2, 2.1)
    for door, wide in ((small, 0.9), (fire, 1.2)):
        assert door.sure
        assert door.width is not None
        assert door.width.value == pytest.approx(wide, abs=1e-6)
        assert door.line.length == pytest.approx(wide, abs=1e-6)
        assert door.thickness == pytest.approx(0.2)
        assert door.leaves == 1
        assert door.swing is not None
        assert door.swing.area == pytest.approx(math.pi * wide**2 / 4, rel=0.01)


@pytest.mark.parametrize("affine", [None, TURNED, MIRRORED])
def test_windows_have_their_codes_and_widths(affine: list[float] | None) -> None:
    (found,) = two_rooms().drawn(affine).recognise(windows)
    assert (found.code, found.kind, found.nominal, found.height) == ("C1515", OpeningKind.WINDOW, 1.5, 1.5)
    assert found.width is not None
    assert found.width.value == pytest.approx(1.5, abs=1e-6)
    assert found.sure


def test_the_width_is_the_drawn_one_where_the_code_says_another() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.door(1, -0.1, 0.85)
    plan.texts.append(("M0921", 1.2, -0.6))
    (found,) = plan.drawn().recognise(doors)
    assert found.nominal == 0.9
    assert found.width is not None
    assert found.width.value == pytest.approx(0.85, abs=1e-6)


def test_two_leaves_are_one_door() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(2, -0.1, 0.75)
    plan.door(3.5, -0.1, -0.75, cut=False)
    plan.hole(2, -0.1, 1.5)
    plan.texts.append(("FM甲1521", 2.4, -0.7))
    (found,) = plan.drawn().recognise(doors)
    assert (found.code, found.leaves) == ("FM甲1521", 2)
    assert found.width is not None
    assert found.width.value == pytest.approx(1.5)


def test_a_leaf_of_thirty_centimetres_belongs_to_its_door() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(2, -0.1, 0.9)
    plan.door(3.2, -0.1, -0.3, cut=False)
    plan.hole(2, -0.1, 1.2)
    plan.texts.append(("FM乙1221", 2.4, -0.7))
    (found,) = plan.drawn().recognise(doors)
    assert found.width is not None
    assert (found.leaves, found.width.value) == (2, pytest.approx(1.2))


def test_a_door_drawn_twice_is_one() -> None:
    plan = two_rooms()
    plan.strokes += plan.strokes
    plan.texts += plan.texts
    found = plan.drawn().recognise(doors)
    assert sorted(door.code for door in found) == ["FM乙1221", "M0921"]
    assert [door.leaves for door in found] == [1, 1]


def test_a_door_in_the_corner_of_a_room_reaches_from_its_jamb_to_the_wall() -> None:
    plan = Plan()
    plan.wall(0, 0, 6, 0)
    plan.wall(6, 0, 6, 4)
    plan.hole(4.9, 0, 1.0)
    plan.door(5.9, 0, -1.0, cut=False)
    (found,) = plan.drawn().recognise(doors)
    assert found.width is not None
    assert found.width.value == pytest.approx(1.0)


def test_a_door_over_an_unbroken_wall_is_never_sure() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.door(1, -0.1, 0.9, cut=False)
    plan.texts.append(("M0921", 1.2, -0.7))
    (found,) = plan.drawn().recognise(doors)
    assert not found.sure
    assert found.width is None
    assert found.leaves == 1
    assert found.thickness == pytest.approx(0.2)


def test_a_shutter_between_columns_is_as_wide_as_they_are_apart() -> None:
    strokes = [Stroke("COLUMN", Polygon([(x, 0), (x + 0.6, 0), (x + 0.6, 0.6), (x, 0.6)])) for x in (0.0, 6.6)]
    strokes += [Stroke("DOOR", LineString([(0.6, y), (6.6, y)]), kind="line", handle="J1") for y in (0.25, 0.35)]
    block = {"name": "特级防火卷帘", "x": 0.6, "y": 0.3, "attributes": {"A": "FJL6030"}, "handle": "J1"}
    block |= {"bounds": (0.6, 0.25, 6.6, 0.35), "layer": "DOOR"}
    (found,) = plans(sheet(strokes, blocks=[block])).recognise(doors)
    assert found.kind is OpeningKind.SHUTTER
    assert found.width is not None
    assert found.width.value == pytest.approx(6.0)


def test_a_gap_with_nothing_in_it_is_a_bare_opening() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.hole(2, -0.1, 1.2)
    (found,) = plan.drawn().recognise(doors)
    assert found.kind is OpeningKind.OPENING
    assert found.bare
    assert not found.sure


def test_a_code_in_pieces_is_read() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(2, -0.1, 1.2)
    drawn = plan.drawn().sheets[0]
    pieces = [("FM", 2.0), ("乙", 2.42), ("1221", 2.86)]
    texts = tuple(Text(words, x, -0.8, 0.3, 0.0, 0, f"P{words}") for words, x in pieces)
    (found,) = plans(replace(drawn, texts=texts)).recognise(doors)
    assert (found.code, found.grade) == ("FM乙1221", "乙")


def test_codes_in_a_table_far_from_any_wall_are_no_doors() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.texts += [("M0921", 30, 30), ("C1515", 30, 29)]
    assert plan.drawn().recognise(doors) == ()
    assert plan.drawn().recognise(windows) == ()


def test_a_door_beside_glass_is_as_wide_as_its_leaves() -> None:
    plan = Plan()
    plan.ring(0, 0, 8, 4)
    plan.hole(2, -0.1, 3.6)
    plan.door(2.9, -0.1, 0.9, cut=False)
    plan.door(4.7, -0.1, -0.9, cut=False)
    for low, high in ((2.0, 2.9), (4.7, 5.6)):
        plan.strokes += [Stroke("WINDOW", LineString([(low, y), (high, y)])) for y in (-0.15, -0.05)]
    plan.texts.append(("MLC3624", 3.3, -0.8))
    (found,) = plan.drawn().recognise(doors)
    assert (found.code, found.nominal, found.leaves) == ("MLC3624", None, 2)
    assert found.width is not None
    assert found.width.value == pytest.approx(1.8)


def test_the_doors_of_cubicles_are_none() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(3, 2, 0.6, cut=False)
    assert plan.drawn().recognise(doors) == ()


def test_nonsense_is_survived() -> None:
    strokes = [
        Stroke("DOOR", LineString(), kind="arc"),
        Stroke("DOOR", LineString([(0, 0)] * 5), kind="arc"),
        Stroke("DOOR", LineString([(x, 0) for x in np.linspace(0, 1, 9)]), kind="arc"),
        Stroke("WALL", LineString([(0, 0), (0, 0)])),
    ]
    block = {"name": "M0921", "x": 0, "y": 0, "layer": "DOOR", "bounds": (0.0, 0.0, 0.0, 0.0)}
    assert plans(sheet(strokes, [("M0921", 0, 0)], blocks=[block])).recognise(doors) == ()


def test_a_code_without_a_size_names_a_door_only_on_layers_of_doors() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(2, -0.1, 1.0)
    plan.texts.append(("M-1", 2.3, -0.7, "DOOR"))
    (found,) = plan.drawn().recognise(doors)
    assert (found.code, found.nominal, found.sure) == ("M-1", None, True)
    plan.texts[:] = [("M-1", 2.3, -0.7)]
    (found,) = plan.drawn().recognise(doors)
    assert found.code == ""


def test_two_doors_in_one_gap_are_two() -> None:
    """0.9 m each with 0.6 m of glass between them."""
    plan = Plan()
    plan.ring(0, 0, 8, 4)
    plan.hole(2, -0.1, 2.4)
    plan.door(2, -0.1, 0.9, cut=False)
    plan.door(4.4, -0.1, -0.9, cut=False)
    found = plan.drawn().recognise(doors)
    assert [door.leaves for door in found] == [1, 1]
    assert [door.width.value if door.width else None for door in found] == pytest.approx([0.9, 0.9])


def test_doors_hinged_back_to_back_are_two() -> None:
    plan = Plan()
    plan.ring(0, 0, 8, 4)
    plan.hole(2, -0.1, 2.0)
    plan.door(3, -0.1, -1.0, cut=False)
    plan.door(3, -0.1, 1.0, cut=False)
    found = plan.drawn().recognise(doors)
    assert [door.width.value if door.width else None for door in found] == pytest.approx([1.0, 1.0])


def test_a_block_named_by_its_code_is_a_door_on_any_layer() -> None:
    plan = Plan()
    plan.ring(0, 0, 6, 4)
    plan.door(2, -0.1, 1.0)
    plan.strokes = [replace(stroke, meaning="", layer="构件", block="FM乙1021_1") for stroke in plan.strokes]
    plan.blocks.append({"name": "FM乙1021_1", "x": 2, "y": -0.1, "bounds": (2.0, -0.1, 3.0, 0.9)})
    (found,) = plan.drawn().recognise(doors)
    assert (found.code, found.leaves, found.sure) == ("FM乙1021", 1, True)
