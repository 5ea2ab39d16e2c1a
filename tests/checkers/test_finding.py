from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import Point

from checkers.clauses import Severity
from checkers.errors import Words
from checkers.features.base import Feature
from checkers.finding import Comparison, Limit, Measurement, Verdict, worst, written

THING = Feature(subject="门", sheet="s-1", where=Point(0, 0))


def limit(value: Any = 1.2, comparison: Any = Comparison.AT_LEAST) -> Any:
    return Limit("fire/door", Severity.MANDATORY, Words("净宽", "clear width"), value, comparison, "m")


@pytest.mark.parametrize(
    ("comparison", "value", "verdict"),
    [
        (Comparison.AT_LEAST, 1.2, "met"),
        (Comparison.AT_LEAST, 1.2 - 1e-9, "met"),
        (Comparison.AT_LEAST, 1.1995, "doubtful"),
        (Comparison.AT_LEAST, 1.199, "broken"),
        (Comparison.AT_MOST, 1.2, "met"),
        (Comparison.AT_MOST, 1.2004, "doubtful"),
        (Comparison.AT_MOST, 1.202, "broken"),
        (Comparison.EQUAL, 1.2, "met"),
        (Comparison.EQUAL, 1.3, "broken"),
        (Comparison.AT_LEAST, math.nan, "doubtful"),
        (Comparison.AT_LEAST, math.inf, "doubtful"),
    ],
)
def test_a_limit_judges_by_its_comparison_and_the_precision_of_the_drawing(
    comparison: Any, value: Any, verdict: Any
) -> None:
    assert limit(comparison=comparison).judge(THING, Measurement(value)).verdict == verdict


def test_a_doubt_or_a_weakly_recognised_thing_is_doubtful_whatever_was_measured() -> None:
    assert limit().judge(THING, Measurement(5.0), doubt=Words("未知", "unknown")).verdict == "doubtful"
    weak = Feature(subject="门", sheet="s-1", where=Point(0, 0), sure=False)
    assert limit().judge(weak, Measurement(5.0)).verdict == "doubtful"


def test_a_message_says_measured_and_required_in_both_languages() -> None:
    message = limit().judge(THING, Measurement(1.1)).message
    assert message.zh == "门：净宽实测 1.1 m，要求 ≥ 1.2 m，不符合"
    assert message.en == "门: clear width measured 1.1 m, required ≥ 1.2 m: broken"


def test_the_worst_of_several_quantities_says_all_that_is_as_bad() -> None:
    findings = [limit(value).judge(THING, Measurement(1.1)) for value in (1.0, 1.2, 1.3)]
    finding = worst(findings)
    assert finding.verdict is Verdict.BROKEN
    assert "1.2 m" in finding.message.zh
    assert "1.3 m" in finding.message.zh
    assert "≥ 1 m" not in finding.message.zh


def test_a_value_is_written_with_three_decimals_at_most() -> None:
    assert [written(value, "m") for value in (1.0, 1.25, 1.23456, math.nan)] == ["1 m", "1.25 m", "1.235 m", "?"]
