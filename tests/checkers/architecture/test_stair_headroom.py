from __future__ import annotations

from typing import Any

from checkers.architecture.stair_headroom import stair_headroom
from tests.checkers.architecture.stairs_drawn import stair, stair_sheet
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


def test_a_step_drawn_on_another_layer_may_be_one_too_many() -> None:
    """19 lines a flight, of which the last lies on a layer that tells nothing: 18 are counted."""
    lines = stair(steps=18)
    top = max(each[1].bounds[3] for each in lines if each[0] == "STAIR")
    moved = [("", each[1]) if each[0] == "STAIR" and each[1].bounds[3] == top else each for each in lines]
    drawn = sheet(moved, [("楼梯间", 1.0, 0.7)], title="标准层平面图")
    assert {str(f.verdict) for f in findings(stair_headroom, plans(drawn))} == {"doubtful"}
    assert {str(f.verdict) for f in findings(stair_headroom, plans(stair_sheet(steps=17)))} == {"met"}


def test_more_steps_written_than_drawn_are_doubtful() -> None:
    for written, verdict in (("上20级", "met"), ("上22级", "doubtful")):
        drawn = stair_sheet(texts=[("楼梯间", 1.0, 0.7), (written, 0.6, 2.2)], steps=9)
        assert {str(f.verdict) for f in findings(stair_headroom, plans(drawn))} == {verdict}, written
