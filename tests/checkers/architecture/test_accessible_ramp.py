from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.accessible_ramp import accessible_ramp
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed


def ramp(*words: str, width: float | None = 1.5, name: str = "无障碍坡道") -> Any:
    drawn = [("", rectangle(0, 0, 6, width))] if width else []
    texts = [(name, 1, 0.5), *((word, 3 + index, 0.5) for index, word in enumerate(words))]
    return sheet(drawn, texts, title="一层平面图")


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(accessible_ramp, plans(drawn))]


def test_a_gentle_and_wide_ramp_is_met() -> None:
    [finding] = findings(accessible_ramp, plans(ramp("1:16")))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(16), 12)


def test_a_steep_or_narrow_ramp_is_broken() -> None:
    assert said(ramp("1:8")) == ["broken"]
    assert said(ramp("i=12%")) == ["broken"]
    assert said(ramp("1:12", width=1.1)) == ["broken"]


def test_a_slope_for_a_short_rise_is_doubtful() -> None:
    assert said(ramp("1:10")) == ["doubtful"]


def test_the_very_slope_and_width_are_met_and_a_little_less_is_doubtful() -> None:
    assert said(ramp("1:12", width=1.2)) == ["met"]
    assert said(ramp("1:12", width=1.1996)) == ["doubtful"]
    assert said(ramp("i=8.33%")) == ["met"]


def test_a_ramp_without_a_slope_is_doubtful() -> None:
    assert said(ramp()) == ["doubtful"]
    assert said(ramp(width=None)) == ["doubtful"]
    assert said(ramp(name="无障碍坡道 1:12", width=None)) == ["met"]


def test_other_ramps_and_details_are_not_looked_at() -> None:
    assert said(ramp("1:8", name="汽车坡道")) == []
    assert said(ramp("1:8", name="无障碍坡道详见大样")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(ramp("1:12", width=1.2), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]


def test_a_steeper_slope_right_outside_the_line_is_doubtful() -> None:
    for slope, verdict in (("1:8", "doubtful"), ("1:15", "met")):
        drawn = sheet([("", rectangle(0, 0, 6, 1.3))], [("无障碍坡道 1:12", 3, 0.6), (slope, 4, 1.5)])
        assert [str(f.verdict) for f in findings(accessible_ramp, plans(drawn))] == [verdict]


def test_slopes_written_as_fractions_and_decimals_are_read() -> None:
    for slope in ("坡度1/8", "i=0.125"):
        drawn = sheet([], [("无障碍坡道", 3, 0.6), (slope, 4, 0.6)])
        assert [str(f.verdict) for f in findings(accessible_ramp, plans(drawn))] == ["broken"]
