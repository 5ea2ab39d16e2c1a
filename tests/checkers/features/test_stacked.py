from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.features.stacked import overhead, tie
from checkers.stated_facts import facts_of
from tests.checkers.drawn import Stroke, circle, not_shown, plans, rectangle, sheet

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
    found = overhead(set_of, lower.id, rectangle(0, 0, 4, 3), WET).found
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


def doubt(*upper: Sheet, outline: Any = None, facts: str = "") -> str:
    """In how few words the doubt speaks of the storey above; empty where all is known."""
    set_of = plans(LOWER, *(replace(one, id=f"0123456789ab-{place}") for place, one in enumerate(upper, start=2)))
    if facts:
        set_of = set_of.believing(facts_of({"buildings": [{"name": "1#", "storeys": int(facts)}]}))
    said = overhead(set_of, LOWER.id, outline or rectangle(0, 0, 4, 3), WET).doubt
    return said.zh if said else ""


def test_only_a_tied_plan_on_which_all_rooms_over_it_are_named_leaves_no_doubt() -> None:
    assert doubt(storey("二层平面图", "办公室", at=(120, 40))) == ""
    assert "未注名称" in doubt(storey("二层平面图", "", at=(120, 40)))
    assert "未注名称" in doubt(storey("二层平面图", "办公室", at=(120, 40)), outline=rectangle(0, 0, 6, 3))
    hiding = storey("二层平面图", "办公室", at=(120, 40), not_displayed=[not_shown("proxy", "TCH_WALL")])
    assert "未" in doubt(hiding)
    assert "轴号" in doubt(storey("二层平面图", "办公室", at=(120, 40), labels="12A"))
    assert "上一层平面" in doubt(storey("三层平面图", "办公室", at=(120, 40)))
    assert "上一层平面" in doubt()


def test_over_the_highest_storey_lies_none() -> None:
    assert doubt(facts="1") == ""
    assert "上一层平面" in doubt(facts="2")


def test_one_plan_of_the_storey_above_on_which_all_is_known_is_enough() -> None:
    bare = storey("二层弱电平面图", "", at=(300, 40))
    assert doubt(bare, storey("二层平面图", "办公室", at=(120, 40))) == ""


def test_the_tie_is_the_shift_between_the_plans() -> None:
    upper = replace(storey("二层平面图", "卫生间", at=(120, 40)), id="0123456789ab-2")
    shift = tie(plans(LOWER, upper), LOWER, upper)
    assert shift == pytest.approx((120, 40))


def test_axes_that_disagree_tie_nothing() -> None:
    assert above(LOWER, storey("二层平面图", "卫生间", at=(120, 40), apart=3.0)) == []
