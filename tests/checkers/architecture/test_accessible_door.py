from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.accessible_door import accessible_door
from tests.checkers.architecture.dwellings_drawn import row
from tests.checkers.drawn import findings, plans, transformed


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(accessible_door, plans(drawn))]


def door(code: str, wide: float, name: str = "无障碍卫生间", **more: Any) -> Any:
    return row([(name, 3.0), ("走廊", 3.0)], {0: (code, wide)}, title="一层平面图", **more)


def test_a_door_wide_enough_without_its_frame_is_met() -> None:
    [finding] = findings(accessible_door, plans(door("M1121", 1.1)))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.0), 0.9)


def test_a_door_whose_opening_is_too_narrow_is_broken() -> None:
    assert said(door("M0821", 0.8)) == ["broken"]


def test_between_opening_and_clear_width_nothing_is_certain() -> None:
    assert said(door("M0921", 0.9)) == ["doubtful"]


def test_the_very_width_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(door("M1021", 1.0)) == ["met"]
    assert said(door("", 0.9996)) == ["doubtful"]
    assert said(door("", 0.8996)) == ["doubtful"]
    assert said(door("", 0.898)) == ["broken"]


def test_other_doors_are_not_looked_at() -> None:
    assert said(door("M0821", 0.8, name="男卫")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(door("M1021", 1.0), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]
