from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.layers import meaning
from checkers.features.rods import LightningRod, buildings_beside, height_in, rods
from tests.checkers.drawn import circle, path, plans, rectangle, sheet


def found(*texts: tuple[Any, ...], entities: tuple[Any, ...] = (), **more: Any) -> tuple[LightningRod, ...]:
    drawn = sheet([("LP_ROD", circle(0, 0, 0.2)), *entities], texts, **more)
    return plans(drawn).recognise(rods)


@pytest.mark.parametrize(
    ("words", "height"),
    [
        ("接闪杆h=4m", 4.0),
        ("避雷针H=2500", 2.5),
        ("L=800mm", 0.8),
        ("高3.5米", 3.5),
        ("4m高接闪杆", 4.0),
        ("接闪杆", None),
        ("Φ16圆钢", None),
        ("L1", None),
        ("h=3m²", 3.0),
    ],
)
def test_a_writing_states_a_height(words: str, height: float | None) -> None:
    assert height_in(words) == height


@pytest.mark.parametrize("layer", ["接闪杆", "E-避雷针", "避雷短针", "LP_ROD"])
def test_layers_named_after_rods_carry_them(layer: str) -> None:
    assert meaning(layer) == "LP_ROD"


def test_the_parts_of_one_symbol_are_one_rod_with_the_height_beside_it() -> None:
    [rod] = found(("接闪杆 h=4m", 1, 1), entities=(("LP_ROD", path((-0.3, 0), (0.3, 0))),))
    assert (rod.height, rod.independent, rod.point.x, rod.point.y) == (4.0, False, 0, 0)


def test_one_note_tells_the_height_of_all_rods_and_two_tell_none() -> None:
    assert found(("屋面接闪杆高0.5m，采用Φ16热镀锌圆钢制作", 60, 60))[0].height == 0.5
    assert found(("接闪杆高0.5m", 60, 60), ("另一屋面接闪杆高1.5m", 60, 50))[0].height is None


def test_the_height_of_a_thing_beside_it_is_not_the_rods() -> None:
    assert found(("冷却塔", 1, 1), ("H=2m", 1, 0.5))[0].height is None
    inside = ("", rectangle(0.5, 0.2, 2, 2))
    assert found(("H=2m", 1, 1), entities=(inside,))[0].height is None
    assert found(("h=2m", 1, 1))[0].height == 2.0


def test_a_block_of_that_name_is_a_rod_on_any_layer_and_says_its_height() -> None:
    block = {"name": "接闪杆", "x": 9, "y": 9, "layer": "LP_STRIP", "attributes": {"H": "h=6m"}}
    assert [rod.height for rod in found(blocks=[block])] == [6.0, None]


def test_one_called_so_stands_alone() -> None:
    assert found(("独立接闪杆 h=20m", 1, 1))[0].independent


def test_buildings_beside_have_the_height_written_in_them() -> None:
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 0, 9, 9))], [("1#", 1, 1), ("H=8m", 2, 2)])
    [building] = buildings_beside(plans(drawn), drawn)
    assert building.height == 8
    [building] = buildings_beside(plans(drawn, buildings=[{"name": "1#", "height": 9}]), drawn)
    assert building.height is None
