from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.architecture.garage_ramp import garage_ramp
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed


def ramp(*words: str, width: float | None = 6.0, name: str = "汽车坡道", outline: Any = None) -> Any:
    drawn = [("", outline or rectangle(0, 0, 20, width))] if width else []
    texts = [(name, 2, 1), *((word, 5 + 3 * index, 1) for index, word in enumerate(words))]
    return sheet(drawn, texts, title="地下一层平面图")


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(garage_ramp, plans(drawn))]


def test_a_gentle_and_wide_ramp_is_met() -> None:
    [finding] = findings(garage_ramp, plans(ramp("i=14%", "i=7%", "双车道")))
    assert finding.verdict == "met"
    assert finding.measured in (pytest.approx(0.14), pytest.approx(6.0))


def test_a_steep_or_narrow_ramp_is_broken() -> None:
    assert said(ramp("16%", "8%", "双车道")) == ["broken"]
    assert said(ramp("14%", "7%", "双车道", width=5.4)) == ["broken"]
    assert said(ramp("14%", "7%", width=2.9)) == ["broken"]


def test_the_very_sizes_are_met_and_a_little_less_is_doubtful() -> None:
    assert said(ramp("15%", "7.5%", "双车道", width=5.5)) == ["met"]
    assert said(ramp("15%", "7.5%", "双车道", width=5.4996)) == ["doubtful"]
    assert said(ramp("15%", "7.5%", "单车道", width=3.0)) == ["met"]


def test_a_curved_ramp_is_gentler_and_wider() -> None:
    assert said(ramp("14%", "7%", width=None, name="汽车弧形坡道")) == ["broken"]
    assert said(ramp("12%", "6%", width=None, name="汽车弧形坡道")) == ["met"]
    bent = Polygon([(0, 0), (20, 0), (20, 20), (14, 20), (14, 6), (0, 6)])
    assert said(ramp("14%", "7%", outline=bent)) == ["doubtful"]


def test_lanes_that_nobody_tells_leave_it_open() -> None:
    assert said(ramp("14%", "7%", width=4.5)) == ["doubtful"]
    assert said(ramp("14%", "7%", width=6.0)) == ["met"]


def test_a_steep_ramp_without_easings_or_without_a_slope_is_doubtful() -> None:
    assert said(ramp("14%", "双车道")) == ["doubtful"]
    assert said(ramp("10%", "双车道")) == ["met"]
    assert said(ramp("双车道")) == ["doubtful"]


def test_other_ramps_are_not_looked_at() -> None:
    assert said(ramp("20%", name="非机动车坡道")) == []
    assert said(ramp("20%", name="无障碍坡道")) == []


def test_turned_and_moved_nothing_changes() -> None:
    drawn = ramp("15%", "7.5%", "双车道", width=5.5)
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]


def test_a_steeper_slope_right_outside_the_line_is_doubtful() -> None:
    for slope, verdict in (("i=18%", "doubtful"), ("i=8%", "met")):
        drawn = sheet(
            [("", rectangle(0, 0, 30, 6))],
            [("汽车坡道（直线双车道）", 3, 0.6), ("i=15%", 9, 3), ("i=7.5%", 1, 3), (slope, 9, 6.5)],
        )
        assert [str(f.verdict) for f in findings(garage_ramp, plans(drawn))] == [verdict], slope
