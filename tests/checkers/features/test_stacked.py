from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.features.stacked import rooms_above, tie
from tests.checkers.drawn import Stroke, circle, plans, rectangle, sheet

WET = re.compile("卫生间")


def storey(
    title: str, name: str, *, at: tuple[float, float] = (0, 0), labels: str = "12AB", apart: float = 0.0, **more: Any
) -> Sheet:
    """Axes 1, 2 across and A, B up with a room on them, drawn at a place of its own; the letters ``apart`` higher."""
    x, y = at
    places = {"1": (0, -3), "2": (8, -3), "A": (-3, apart), "B": (-3, 6 + apart)}
    bubbles = [Stroke("AXIS", circle(x + places[one][0], y + places[one][1], 0.4), "circle") for one in labels]
    texts = [(one, x + places[one][0] - 0.1, y + places[one][1] - 0.1) for one in labels]
    room = ("SPACE", rectangle(x, y, 4, 3))
    return sheet([*bubbles, room], [*texts, (name, x + 1, y + 1)], title=title, **more)


def above(lower: Sheet, upper: Sheet) -> list[float]:
    set_of = plans(lower, replace(upper, id="0123456789ab-2"))
    found = rooms_above(set_of, lower.id, rectangle(0, 0, 4, 3), WET)
    assert all(one.over.within(rectangle(-0.01, -0.01, 4.02, 3.02)) for one in found)
    return [round(one.over.area, 3) for one in found]


LOWER = storey("一层平面图", "电信间")


def test_a_room_of_the_next_storey_lies_over_it_wherever_that_is_drawn() -> None:
    assert above(LOWER, storey("二层平面图", "卫生间", at=(120, 40))) == [12.0]
    assert above(LOWER, storey("二～六层平面图", "卫生间", at=(120, 40))) == [12.0]
    assert above(storey("地下一层平面图", "电信间"), storey("一层平面图", "卫生间", at=(120, 40))) == [12.0]


@pytest.mark.parametrize("title", ["三层平面图", "一层平面图", "屋顶平面图", "2#楼二层平面图"])
def test_other_storeys_and_other_buildings_do_not(title: str) -> None:
    assert above(LOWER, storey(title, "卫生间", at=(120, 40))) == []


def test_too_few_axes_tie_nothing() -> None:
    assert above(LOWER, storey("二层平面图", "卫生间", at=(120, 40), labels="12A")) == []
    assert above(LOWER, storey("二层平面图", "卫生间", at=(120, 40), labels="")) == []


def test_the_tie_is_the_shift_between_the_plans() -> None:
    upper = replace(storey("二层平面图", "卫生间", at=(120, 40)), id="0123456789ab-2")
    shift = tie(plans(LOWER, upper), LOWER, upper)
    assert shift == pytest.approx((120, 40))


def test_axes_that_disagree_tie_nothing() -> None:
    assert above(LOWER, storey("二层平面图", "卫生间", at=(120, 40), apart=3.0)) == []
