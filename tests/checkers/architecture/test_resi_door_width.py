from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.resi_door_width import resi_door_width
from tests.checkers.architecture.dwellings_drawn import HOUSING, row
from tests.checkers.drawn import findings, plans, transformed


def said(drawn: Any, facts: Any = None) -> list[str]:
    return [str(f.verdict) for f in findings(resi_door_width, plans(drawn, **(HOUSING if facts is None else facts)))]


def door(one: str, other: str, code: str, wide: float, **more: Any) -> Any:
    return row([(one, 3.0), (other, 3.0)], {0: (code, wide)}, **more)


def test_a_door_wide_enough_without_its_frame_is_met() -> None:
    [finding] = findings(resi_door_width, plans(door("主卧", "过道", "M1021", 1.0), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(0.9), 0.8)
    assert "卧室门" in finding.subject


def test_each_door_has_its_width() -> None:
    assert said(door("主卧", "过道", "M0721", 0.7)) == ["broken"]
    assert said(door("主卧", "过道", "M0821", 0.8)) == ["doubtful"]
    assert said(door("客厅", "前室", "FM乙1021", 1.0)) == ["met"]
    assert said(door("客厅", "前室", "FM乙0821", 0.8)) == ["broken"]
    assert said(door("客厅", "前室", "FM乙0921", 0.9)) == ["doubtful"]
    assert said(door("厨房", "餐厅", "M0821", 0.8)) == ["met"]
    assert said(door("卫生间", "主卧", "M0821", 0.8)) == ["met"]
    assert said(door("卫生间", "过道", "M0621", 0.6)) == ["broken"]


def test_the_very_width_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(door("主卧", "过道", "M0921", 0.9)) == ["met"]
    assert said(door("主卧", "过道", "", 0.8996)) == ["doubtful"]
    assert said(door("主卧", "过道", "", 0.7996)) == ["doubtful"]
    assert said(door("主卧", "过道", "", 0.798)) == ["broken"]


def test_the_narrower_of_drawing_and_code_counts() -> None:
    assert said(door("主卧", "过道", "M0921", 0.7)) == ["broken"]


def test_other_doors_are_not_looked_at() -> None:
    assert said(door("客厅", "阳台", "M0721", 0.7)) == []
    assert said(door("主卧", "", "M0721", 0.7)) == []
    assert said(door("储藏", "过道", "M0621", 0.6)) == []
    assert said(door("主卧", "过道", "M0721", 0.7, title="办公楼三层平面图"), facts={}) == []


def test_doors_that_may_lie_elsewhere_are_not_broken() -> None:
    assert said(door("主卧", "过道", "M0721", 0.7, title="三层平面图"), facts={}) == ["doubtful"]


def test_turned_and_moved_nothing_changes() -> None:
    drawn = door("主卧", "过道", "M0921", 0.9)
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]
