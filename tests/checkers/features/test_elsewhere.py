from __future__ import annotations

from typing import Any

from checkers.features.elsewhere import left_out
from tests.checkers.drawn import plans, rectangle, sheet


def plan(identity: str, *buildings: tuple[str, float, float]) -> Any:
    """Each building by its text and the sides of its outline."""
    outlines = [("BLDG_OUTLINE", rectangle(100.0 * i, 0, w, h)) for i, (_, w, h) in enumerate(buildings)]
    texts = [(text, 100.0 * i + 1, 1) for i, (text, _, _) in enumerate(buildings) if text]
    return sheet(outlines, texts, title="总平面图", scale=500.0, identity=identity)


def out(*sheets: Any) -> list[str]:
    return [each.subject for each in left_out(plans(*sheets), {"a-1"})]


def test_named_buildings_are_told_by_their_names_and_said_once() -> None:
    first, second = plan("a-1", ("1#", 40, 15)), plan("a-2", ("1#楼", 30, 15), ("2#", 40, 15))
    assert out(first, second, plan("a-3", ("2#", 40, 15))) == ["2#"]


def test_nameless_ones_are_told_by_their_size() -> None:
    first = plan("a-1", ("1#", 40, 15))
    assert out(first, plan("a-2", ("", 40, 15))) == []
    assert len(out(first, plan("a-2", ("", 60, 15)))) == 1


def test_what_stands_already_gate_houses_and_basements_are_not_asked_for() -> None:
    others = plan("a-2", ("现状住宅", 50, 15), ("门卫", 4, 4), ("地下车库", 80, 60), ("裙房", 70, 30))
    assert out(plan("a-1", ("1#", 40, 15)), others) == []
