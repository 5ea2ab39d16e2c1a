from __future__ import annotations

from typing import Any

import pytest

from checkers import engine
from checkers.engine import NOT_CHECKED, NOT_READ, NOTHING, measure
from checkers.facts import Facts
from checkers.features.unwalled import unwalled, without_walls
from tests.checkers.drawn import path, plans, rectangle, sheet

NAMES = [("客厅", 1, 1), ("卧室", 5, 1), ("厨房", 9, 1), ("楼梯间", 13, 1)]
ON_NOBODYS_LAYER: list[Any] = [("0", path((0, 0), (16, 0))), ("0", path((0, 0.2), (16, 0.2)))]


def test_a_plan_whose_walls_stand_on_a_layer_without_meaning_is_unwalled() -> None:
    drawn = plans(sheet(ON_NOBODYS_LAYER, NAMES, title="一层平面图"))
    assert len(drawn.recognise(unwalled)) == 1
    assert without_walls(drawn).startswith("WALL ")


@pytest.mark.parametrize(
    ("strokes", "texts", "title"),
    [
        ([("WALL", rectangle(0, 0, 16, 0.2))], NAMES, "一层平面图"),
        (ON_NOBODYS_LAYER, NAMES, "1-1剖面图"),
        (ON_NOBODYS_LAYER, NAMES[:2], "一层平面图"),
        (ON_NOBODYS_LAYER, [("客厅窗台高 450", 1, 1), ("M0921", 2, 1), ("说明", 3, 1)], "一层平面图"),
        ([("SPACE", rectangle(0, 0, 16, 6))], NAMES, "一层平面图"),
    ],
)
def test_plans_with_walls_or_outlines_of_rooms_and_other_drawings_are_not(
    strokes: list[Any], texts: list[tuple[str, float, float]], title: str
) -> None:
    assert plans(sheet(strokes, texts, title=title)).recognise(unwalled) == ()


def test_rules_that_look_at_walls_could_not_read_such_a_plan_and_others_found_nothing() -> None:
    drawn = plans(sheet(ON_NOBODYS_LAYER, NAMES, title="一层平面图"))
    why = {account.rule: account.why_not for account in measure(drawn.drawings, Facts()).accounts}
    assert (why["fire/exit-count"] or "").startswith(NOT_READ + "WALL ")
    assert why["fire/lane-size"] == NOTHING


def test_a_failure_of_looking_for_walls_is_the_failure_of_no_other_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_plans: object) -> str:
        raise ValueError("no such wall")

    monkeypatch.setattr(engine, "without_walls", fails)
    drawn = plans(sheet(ON_NOBODYS_LAYER, NAMES, title="一层平面图"))
    why = {account.rule: account.why_not for account in measure(drawn.drawings, Facts()).accounts}
    assert why["fire/exit-count"] == f"{NOT_CHECKED}ValueError: no such wall"
    assert why["fire/lane-size"] == NOTHING


def test_who_asks_is_told_of_every_recogniser_it_stands_on() -> None:
    drawn = plans(sheet(ON_NOBODYS_LAYER, NAMES, title="一层平面图"))

    def inner(_plans: object) -> int:
        return 1

    def outer(seen: object) -> int:
        return drawn.recognise(inner) + 1

    for _ in range(2):  # made, and kept
        with drawn.noting() as asked:
            assert drawn.recognise(outer) == 2
        assert asked == {outer, inner}
    with drawn.noting() as nothing:
        pass
    assert nothing == set()
