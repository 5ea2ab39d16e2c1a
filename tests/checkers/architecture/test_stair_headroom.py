from __future__ import annotations

from typing import Any

from checkers.architecture.stair_headroom import stair_headroom
from tests.checkers.architecture.stairs_drawn import stair_sheet
from tests.checkers.drawn import findings, path, plans, sheet, transformed


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(stair_headroom, plans(drawn))]


def cut(lines: int) -> Any:
    whole = [("STAIR", path((0, 0.28 * step), (1.4, 0.28 * step))) for step in range(lines - 1)]
    last = ("STAIR", path((0.6, 0.28 * (lines - 1)), (1.4, 0.28 * (lines - 1))))
    return sheet([*whole, last], [("楼梯间", 0.5, -1)])


def test_a_flight_of_an_ordinary_number_of_steps_is_met() -> None:
    [one, _] = findings(stair_headroom, plans(stair_sheet(steps=9)))
    assert (one.verdict, one.measured) == ("met", 10)


def test_eighteen_steps_are_met_and_nineteen_are_broken() -> None:
    assert said(stair_sheet(steps=17)) == ["met", "met"]
    assert said(stair_sheet(steps=18)) == ["broken", "broken"]


def test_a_flight_that_goes_on_behind_a_break_line_is_doubtful_unless_it_is_too_long_already() -> None:
    assert said(cut(8)) == ["doubtful"]
    assert said(cut(19)) == ["broken"]


def test_a_run_that_nothing_names_is_doubtful() -> None:
    assert said(sheet([("STAIR", path((0, 0.28 * step), (1.2, 0.28 * step))) for step in range(8)])) == ["doubtful"]


def test_a_set_without_stairs_is_not_looked_at() -> None:
    assert said(sheet()) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(stair_sheet(steps=17), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met", "met"]
