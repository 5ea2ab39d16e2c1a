"""Openings between two units of 40 by 40 m that share a wall 0.3 m thick."""

from __future__ import annotations

from typing import Any

from checkers.civil_defense.unit_link import unit_link
from checkers.drawing.model import Sheet
from tests.checkers.civil_defense.shelters import MAIN, elsewhere
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

LINK = [("HFM1520(6)", 39.9, 20), ("HFM1520(6)", 40.4, 20), ("连通口", 40, 22)]


def two(*texts: tuple[Any, ...], gap: float = 0.3, **more: Any) -> Sheet:
    return sheet(
        [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(40 + gap, 0, 40, 40))],
        [("防护单元1", 20, 20), ("防护单元2", 60, 20), *texts],
        **more,
    )


def said(drawn: Sheet) -> list[tuple[float | None, str]]:
    return [(finding.measured, str(finding.verdict)) for finding in findings(unit_link, plans(drawn))]


def test_two_blast_doors_in_the_wall_are_met() -> None:
    """On the edge: just the two that are asked for."""
    assert said(two(*LINK)) == [(2, "met")]


def test_a_single_blast_door_and_none_are_broken() -> None:
    assert said(two(*LINK[1:])) == [(1, "broken")]
    assert said(two(*MAIN)) == [(0, "broken")]


def test_two_single_doors_far_apart_are_no_opening_with_two() -> None:
    assert said(two(("HFM1520(6)", 40, 5), ("HFM1520(6)", 40, 35))) == [(1, "broken")]


def test_two_openings_side_by_side_with_one_door_each_are_no_opening_with_two() -> None:
    assert said(two(("HFM1220(6)", 40, 20), ("HFM1220(6)", 40, 22))) == [(1, "broken")]


def test_airtight_doors_do_not_count() -> None:
    assert said(two(("HFM1520(6)", 39.9, 20), ("HM1520", 40.4, 20))) == [(1, "broken")]


def test_a_door_of_an_exit_beside_the_wall_does_not_count() -> None:
    assert said(two(("HFM1520(6)", 39.5, 0), ("HFM1520(6)", 40.8, 0))) == [(0, "broken")]


def test_a_sheet_without_doors_and_a_word_without_doors_are_doubtful() -> None:
    assert said(two()) == [(0, "doubtful")]
    assert said(two(("连通口", 40, 22), *MAIN)) == [(0, "doubtful")]


def test_missing_doors_are_doubtful_where_objects_could_not_be_read() -> None:
    assert said(two(*MAIN, not_displayed=[not_shown("proxy", "TCH_OPENING")])) == [(0, "doubtful")]


def test_units_apart_or_touching_at_a_corner_share_no_wall() -> None:
    assert said(two(*MAIN, gap=3.0)) == []
    corner = sheet(
        [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(40.3, 40.3, 40, 40))],
        [("防护单元1", 20, 20), ("防护单元2", 60, 60), *MAIN],
    )
    assert said(corner) == []
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (two(*LINK), two(*LINK[1:])):
        assert said(elsewhere(drawn)) == said(drawn)
