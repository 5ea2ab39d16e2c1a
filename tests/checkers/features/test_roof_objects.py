from __future__ import annotations

from typing import Any

import pytest

from checkers.features.roof_objects import RoofObject, connection_noted, roof_objects
from tests.checkers.drawn import path, plans, rectangle, sheet

ROOF = ("BLDG_OUTLINE", rectangle(0, 0, 36, 18))
STRIP = ("LP_STRIP", path((0, 0), (36, 0), (36, 18), (0, 18), (0, 0)))


def found(*texts: tuple[Any, ...], layer: str = "", entities: tuple[Any, ...] = ()) -> tuple[RoofObject, ...]:
    drawn = sheet([ROOF, STRIP, (layer, rectangle(10, 8, 2, 2)), *entities], texts)
    return plans(drawn).recognise(roof_objects)


def test_a_closed_line_with_the_name_of_equipment_inside_is_an_object() -> None:
    [thing] = found(("冷却塔", 10.5, 9), ("H=2.4m", 10.5, 8.5))
    assert (thing.height, thing.metal, thing.connected) == (2.4, None, False)
    assert found(("车位", 10.5, 9)) == ()


def test_a_layer_of_things_on_roofs_needs_no_name() -> None:
    assert len(found(layer="ROOF_OBJECT")) == 1


@pytest.mark.parametrize(
    ("words", "metal"), [("不锈钢水箱", True), ("玻璃钢水箱", False), ("非金属风帽", False), ("风机", None)]
)
def test_its_name_says_whether_it_is_of_metal(words: str, *, metal: bool | None) -> None:
    assert found((words, 10.5, 9))[0].metal is metal


def test_a_strip_near_it_joins_it() -> None:
    assert found(("冷却塔", 10.5, 9), entities=(("LP_STRIP", path((11, 0), (11, 7.8))),))[0].connected
    assert not found(("冷却塔", 10.5, 9), entities=(("LP_STRIP", path((11, 0), (11, 7.5))),))[0].connected


def test_two_heights_inside_are_none() -> None:
    assert found(("冷却塔", 10.5, 9), ("H=2.4m", 10.5, 8.5), ("H=3m", 10.5, 8.2))[0].height is None


def test_things_off_the_roof_are_none_and_a_note_joins_metal() -> None:
    drawn = sheet(
        [ROOF, STRIP, ("", rectangle(50, 8, 2, 2))], [("冷却塔", 50.5, 9), ("屋面金属构件均与接闪带焊接", 1, 30)]
    )
    assert plans(drawn).recognise(roof_objects) == ()
    assert connection_noted(drawn)
    assert not connection_noted(sheet([], [("接闪带采用热镀锌圆钢", 1, 1)]))
