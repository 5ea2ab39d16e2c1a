from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import Point, box

from checkers.accuracy import (
    Expectation,
    Floor,
    Judged,
    Tally,
    WrongExpectation,
    expectations_on,
    floor,
    folders,
    tallied,
    tally,
    total,
)
from checkers.accuracy_report import as_json, as_text
from checkers.catalogue import rules
from checkers.clauses import Severity
from checkers.drawing.model import DrawingSet
from checkers.engine import Report, not_run
from checkers.errors import Words
from checkers.facts import Facts
from checkers.finding import Finding, Verdict
from tests.checkers.drawn import sheet

RULE = "fire/climb-size"
DAY = date(2025, 6, 1)


def found(verdict: str, x: float, *, rule: str = RULE, on: str = "s1") -> Finding:
    """A finding of a thing 10 m wide, from x on."""
    words = Words("场地", "ground")
    return Finding(rule, Verdict(verdict), Severity.MANDATORY, "场地", on, words, box(x, 0, x + 10, 10))


def expected(verdict: str, x: float, *, rule: str = RULE) -> Expectation:
    """An expectation at the height of the things' middle."""
    return Expectation(rule, Verdict(verdict), "s1", Point(x, 5))


def counted(findings: list[Finding], *expectations: Expectation, **not_running: str) -> dict[str, Any]:
    """What is counted of the rule, without zeros."""
    accounts = tuple(
        replace(
            not_run(rule, Facts(), DAY, "nothing-to-look-at"),
            looked_at=sum(one.rule == rule.id for one in findings),
            met=sum(one.rule == rule.id and one.verdict is Verdict.MET for one in findings),
            ran=any(one.rule == rule.id for one in findings),
            why_not=None if any(one.rule == rule.id for one in findings) else "nothing-to-look-at",
        )
        for rule in rules()
    )
    report = Report(DrawingSet(()), DAY, "", accounts, tuple(findings), {})
    reasons = {name.replace("__", "/").replace("_", "-"): why for name, why in not_running.items()}
    row = next(iter(tally(Judged("case", report, expectations, reasons))), Tally(RULE))
    names = "expected right alarms false_alarm miss wrong_met doubtful unlooked unexpected expected_broken right_broken"
    return {name: getattr(row, name) for name in names.split() if getattr(row, name)}


def test_what_is_found_as_expected_is_right() -> None:
    said = counted([found("broken", 0), found("met", 20)], expected("broken", 5), expected("met", 25))
    assert said == {"expected": 2, "right": 2, "alarms": 1, "expected_broken": 1, "right_broken": 1}


def test_a_place_within_one_metre_of_the_thing_is_meant_for_it_and_farther_is_not() -> None:
    assert counted([found("met", 0)], expected("met", 10.99))["right"] == 1
    assert counted([found("met", 0)], expected("met", 11.01)) == {"expected": 1, "unlooked": 1, "unexpected": 1}


def test_a_break_that_nobody_expected_is_a_false_alarm() -> None:
    assert counted([found("broken", 0)]) == {"alarms": 1, "false_alarm": 1}
    said = counted([found("broken", 0)], expected("met", 5))
    assert said == {"expected": 1, "alarms": 1, "false_alarm": 1}


def test_a_break_that_is_not_found_is_a_miss() -> None:
    assert counted([], expected("broken", 5)) == {"expected": 1, "miss": 1, "expected_broken": 1}


def test_a_break_or_a_doubt_that_is_called_met_is_a_wrong_met() -> None:
    said = counted([found("met", 0)], expected("broken", 5))
    assert said == {"expected": 1, "wrong_met": 1, "expected_broken": 1}
    assert counted([found("met", 0)], expected("doubtful", 5)) == {"expected": 1, "wrong_met": 1}


def test_a_doubt_where_something_else_was_expected_is_counted_as_doubtful() -> None:
    assert counted([found("doubtful", 0)], expected("met", 5)) == {"expected": 1, "doubtful": 1}
    assert counted([found("doubtful", 0)], expected("broken", 5))["doubtful"] == 1
    assert counted([found("doubtful", 0)], expected("doubtful", 5)) == {"expected": 1, "right": 1}


def test_a_met_thing_is_not_right_when_the_same_place_is_also_called_broken() -> None:
    said = counted([found("met", 0), found("broken", 2)], expected("met", 5))
    assert said == {"expected": 1, "alarms": 1, "false_alarm": 1}


def test_findings_on_another_sheet_or_of_another_rule_answer_nothing() -> None:
    assert counted([found("met", 0, on="s2")], expected("met", 5))["unlooked"] == 1
    assert counted([found("met", 0, rule="fire/separation-civil")], expected("met", 5))["unlooked"] == 1


def test_a_verdict_of_the_set_is_answered_wherever_the_finding_lies() -> None:
    assert counted([found("broken", 500)], Expectation(RULE, Verdict.BROKEN))["right"] == 1


def test_a_rule_that_should_not_run_must_say_why() -> None:
    assert counted([], fire__climb_size="nothing-to-look-at") == {"expected": 1, "right": 1}
    assert counted([], fire__climb_size="could-not-read") == {"expected": 1, "unlooked": 1}
    said = counted([found("met", 0)], fire__climb_size="could-not-read")
    assert said == {"expected": 1, "wrong_met": 1, "unexpected": 1}


def test_shares_are_those_of_the_contract() -> None:
    row = Tally(RULE, expected=10, expected_broken=4, right=8, right_broken=3, alarms=5, false_alarm=1)
    assert (row.precision, row.recall, row.agreement) == (0.8, 0.75, 0.8)
    assert (Tally(RULE).precision, Tally(RULE).recall, Tally(RULE).agreement) == (None, None, None)


def test_below_the_floor_is_named() -> None:
    least = Floor(precision=0.95, recall=0.9, each_rule=0.8, wrong_met=0)
    good = Tally("a/good", expected=50, expected_broken=20, right=50, right_broken=20, alarms=20)
    poor = Tally("a/poor", expected=10, expected_broken=5, right=7, right_broken=4, alarms=4, wrong_met=1)
    assert least.below([good]) == []
    assert least.below([good, poor]) == ["wrong met", "a/poor"]
    noisy = replace(good, false_alarm=3)
    assert least.below([noisy]) == ["precision"]
    blind = replace(good, right_broken=17)
    assert least.below([blind]) == ["recall"]
    assert total([good, poor]).alarms == 24


def test_the_recorded_floor_is_not_below_where_it_started() -> None:
    least = floor()
    assert least.precision >= 0.95
    assert least.recall >= 0.90
    assert least.each_rule >= 0.80
    assert least.wrong_met == 0


def test_a_text_of_several_lines_is_several_expectations() -> None:
    text = "fire/climb-size broken\\Pfire/separation-civil met"
    drawn = DrawingSet((sheet([], [(text, 3, 4, "EXPECT"), ("1#", 5, 5)]),))
    said = [(one.rule, one.verdict, one.place.x if one.place else None) for one in expectations_on(drawn)]
    assert said == [("fire/climb-size", "broken", 3), ("fire/separation-civil", "met", 3)]


@pytest.mark.parametrize("line", ["fire/climb-size wrong", "fire/nothing met", "met", "", "fire/climb-size"])
def test_a_line_that_is_no_expectation_is_refused(line: str) -> None:
    with pytest.raises(WrongExpectation):
        expectations_on(DrawingSet((sheet([], [(line or " ", 3, 4, "EXPECT")]),)))


def test_folders_below_are_found_and_counted_together(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two/inner"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        for file in ("scheme.dxf", "facts.yaml", "expect.yaml"):
            source = root / "samples" / "changzhou-draft" / file
            if source.is_file():
                (folder / file).write_bytes(source.read_bytes())
    assert [folder.name for folder in folders(tmp_path)] == ["one", "inner"]
    rows = {row.rule: row for row in tallied(tmp_path, jobs=1)}
    assert (rows["planning/building-density"].right_broken, rows["planning/building-density"].alarms) == (2, 2)


def test_the_table_says_what_is_wrong_in_words() -> None:
    row = Tally(RULE, expected=2, right=1, miss=1, wrong=["case: broken expected at 5.00, 5.00, found nothing"])
    text = as_text([row], "zh")
    assert "误判符合" in text
    assert "broken expected at 5.00, 5.00" in text
    assert "低于下限" in text
    assert "below the floor: fire/climb-size" in as_text([row], "en")
    told = as_json([row])
    assert told["rules"][0]["miss"] == 1
    assert told["below"] == ["fire/climb-size"]
