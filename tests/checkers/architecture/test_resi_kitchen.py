from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checkers.architecture.resi_kitchen import resi_kitchen
from tests.checkers.architecture.dwellings_drawn import HOUSING, PLAN, row
from tests.checkers.drawn import TODAY, findings, not_shown, plans, rectangle, sheet, transformed


def said(drawn: Any, facts: Any = None, day: date = TODAY) -> list[str]:
    return [str(f.verdict) for f in findings(resi_kitchen, plans(drawn, **(HOUSING if facts is None else facts)), day)]


def kitchen(width: float, deep: float = 2.5, name: str = "厨房", **more: Any) -> Any:
    return row([(name, width), ("", 1.0)], deep=deep, **more)


def test_a_kitchen_large_and_wide_enough_is_met_with_its_area() -> None:
    [finding] = findings(resi_kitchen, plans(kitchen(1.8), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(4.5), 3.5)


def test_a_small_or_narrow_kitchen_is_broken() -> None:
    assert said(kitchen(1.6, deep=2.0)) == ["broken"]
    assert said(kitchen(1.4, deep=3.5)) == ["broken"]


def test_the_very_sizes_are_met_and_a_little_less_is_doubtful() -> None:
    assert said(kitchen(1.75, deep=2.0)) == ["met"]
    assert said(kitchen(1.748, deep=2.0)) == ["doubtful"]
    assert said(kitchen(1.5, deep=3.0)) == ["met"]
    assert said(kitchen(1.4996, deep=3.0)) == ["doubtful"]


def test_the_old_code_asked_for_more() -> None:
    assert said(kitchen(1.5), day=date(2020, 1, 1)) == ["broken"]
    assert said(kitchen(1.6), day=date(2020, 1, 1)) == ["met"]


def test_a_kitchen_that_is_one_with_another_room_is_doubtful() -> None:
    assert said(kitchen(4.0, name="厨房/餐厅")) == ["doubtful"]


def test_kitchens_that_may_lie_elsewhere_are_not_broken() -> None:
    assert said(kitchen(1.2, title="三层平面图"), facts={}) == ["doubtful"]
    assert said(kitchen(1.2, title="酒店三层平面图"), facts={}) == []


def test_unread_objects_take_the_green_away() -> None:
    assert said(kitchen(1.8, hidden=[not_shown("proxy", "TCH_WALL")])) == ["doubtful"]


def test_a_set_without_kitchens_is_not_looked_at() -> None:
    assert said(kitchen(1.8, name="书房")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(kitchen(1.5, deep=3.0), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]


def test_a_smaller_area_written_inside_is_doubtful() -> None:
    for written, verdict in (("3.2㎡", "doubtful"), ("3.5㎡", "met")):
        drawn = sheet([("SPACE", rectangle(0, 0, 2, 2))], [("厨房", 1, 1), (written, 1, 0.5)], title=PLAN)
        assert [str(f.verdict) for f in findings(resi_kitchen, plans(drawn, **HOUSING))] == [verdict]
