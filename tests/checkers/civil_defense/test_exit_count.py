"""Exits of protective units, counted by hand on units of 40 by 40 m."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.civil_defense.exit_count import exit_count
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense import shelters
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet

MAIN = [("HFM1520(6)", 0, 10), ("HM1520", 3, 10), ("主要出入口", -3, 10), ("室外", -3, 8)]
SECOND = [("GHFM1220(6)", 40, 30), ("HM1220", 37, 30), ("次要出入口", 43, 30), ("室内", 43, 28)]


def _unit(*texts: tuple[Any, ...], blocks: list[dict[str, Any]] | None = None) -> Sheet:
    return sheet(
        [("CD", rectangle(0, 0, 40, 40))],
        [("防护单元1", 20, 20), ("二等人员掩蔽所", 20, 18), *texts],
        blocks=blocks or [],
    )


def _found(*sheets: Sheet) -> list[tuple[str, float | None, str]]:
    """Subject, what was counted and the verdict: the count first, then the outdoor exits, unit by unit."""
    return [(f.subject, f.measured, str(f.verdict)) for f in findings(exit_count, plans(*sheets))]


def test_two_exits_with_one_outdoors_are_met() -> None:
    assert _found(_unit(*MAIN, *SECOND)) == [("防护单元1", 2, "met"), ("防护单元1", 1, "met")]


def test_a_single_exit_is_broken() -> None:
    assert _found(_unit(*MAIN)) == [("防护单元1", 1, "broken"), ("防护单元1", 1, "met")]


def test_two_indoor_exits_are_enough_but_none_is_outdoors() -> None:
    inside = [("HFM1520(6)", 0, 10), ("主要出入口（室内）", -3, 10)]
    assert _found(_unit(*inside, *SECOND)) == [("防护单元1", 2, "met"), ("防护单元1", 0, "broken")]


def test_a_third_exit_of_unknown_kind_changes_nothing() -> None:
    """On the edge: two are certain, so a third one needs no label."""
    assert _found(_unit(*MAIN, *SECOND, ("HFM1020(6)", 20, 40))) == [("防护单元1", 2, "met"), ("防护单元1", 1, "met")]


def test_a_drawing_without_shelter_is_not_looked_at() -> None:
    assert _found(sheet([("WALL", rectangle(0, 0, 9, 9))], [("HFM1520(6)", 0, 5)])) == []


def test_a_second_exit_without_a_label_is_doubtful() -> None:
    assert _found(_unit(*MAIN, ("HFM1020(6)", 20, 40))) == [("防护单元1", 1, "doubtful"), ("防护单元1", 1, "met")]


def test_exits_that_do_not_say_whether_they_are_outdoors_are_doubtful_there() -> None:
    silent = [("HFM1520(6)", 0, 10), ("主要出入口", -3, 10)]
    assert _found(_unit(*silent, *SECOND)) == [("防护单元1", 2, "met"), ("防护单元1", 0, "doubtful")]


def test_a_unit_without_doors_is_doubtful() -> None:
    assert _found(_unit()) == [("防护单元1", None, "doubtful")]


def test_a_unit_without_a_closed_line_is_doubtful() -> None:
    drawn = sheet([("CD", path((0, 0), (40, 0), (40, 40)))], [("防护单元1", 20, 20), *MAIN, *SECOND])
    assert _found(drawn) == [("防护单元1", None, "doubtful")]


def test_connecting_openings_and_shafts_do_not_count() -> None:
    linked = [("HFM1520(6)", 40, 5), ("连通口", 42, 5)]
    shaft = [("HFM1020(6)", 20, 40), ("竖井", 20, 42)]
    assert _found(_unit(*MAIN, *linked, *shaft)) == [("防护单元1", 1, "broken"), ("防护单元1", 1, "met")]


def test_doors_in_the_wall_between_two_units_are_no_exits_of_either() -> None:
    """Two units side by side, each with one exit, and an unlabelled pair of doors between them."""
    drawn = sheet(
        [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(40.3, 0, 40, 40))],
        [
            ("防护单元1", 20, 20),
            ("防护单元2", 60, 20),
            *MAIN,
            ("HFM1520(6)", 40, 20),
            ("HFM1520(6)", 40.3, 20),
            ("HFM1520(6)", 80.3, 20),
            ("主要出入口 室外", 83, 20),
        ],
    )
    assert _found(drawn) == [
        ("防护单元1", 1, "broken"),
        ("防护单元1", 1, "met"),
        ("防护单元2", 1, "broken"),
        ("防护单元2", 1, "met"),
    ]


def test_the_doors_of_one_exit_are_one_exit() -> None:
    """Four doors within one airlock, drawn as blocks with their codes written beside them."""
    blocks = [
        {"name": "HFM1520(6)", "x": 0, "y": 10, "layer": "CD"},
        {"name": "HM1520", "x": 3, "y": 10, "layer": "CD"},
    ]
    drawn = _unit(*MAIN, ("HM1520", 5, 12), blocks=blocks)
    assert _found(drawn) == [("防护单元1", 1, "broken"), ("防护单元1", 1, "met")]


def test_doors_deep_inside_the_unit_are_no_exits() -> None:
    assert _found(_unit(*MAIN, ("HFM1020(6)", 20, 30), ("HM1020", 20, 31))) == [
        ("防护单元1", 1, "broken"),
        ("防护单元1", 1, "met"),
    ]


def test_a_label_goes_to_the_nearest_door_only() -> None:
    """Two doors 7 m apart: the one label between them belongs to the nearer one; the other stays unknown."""
    close = [("HFM1520(6)", 0, 10), ("HFM1520(6)", 0, 17), ("主要出入口 室外", -1, 11)]
    assert _found(_unit(*close)) == [("防护单元1", 1, "doubtful"), ("防护单元1", 1, "met")]


def test_a_fire_door_is_no_civil_defence_door() -> None:
    assert _found(_unit(*MAIN, ("FM甲1521", 40, 30), ("HM300x200", 20, 40))) == [
        ("防护单元1", 1, "broken"),
        ("防护单元1", 1, "met"),
    ]


def test_an_exit_label_without_a_door_leaves_a_doubt() -> None:
    assert _found(_unit(*MAIN, ("次要出入口", 43, 30))) == [("防护单元1", 1, "doubtful"), ("防护单元1", 1, "met")]


def test_an_exit_that_is_a_shaft_does_not_count() -> None:
    assert _found(_unit(*MAIN, ("HFM1020(6)", 20, 40), ("备用出入口（竖井式）", 20, 42))) == [
        ("防护单元1", 1, "broken"),
        ("防护单元1", 1, "met"),
    ]


def test_a_plan_of_the_same_unit_without_doors_is_not_judged_again() -> None:
    detailed, bare = _unit(*MAIN, *SECOND), replace(_unit(), id="0123456789ab-2")
    assert _found(detailed, bare) == [("防护单元1", 2, "met"), ("防护单元1", 1, "met")]


def test_labels_alone_without_any_door_are_doubtful() -> None:
    assert _found(_unit(("主要出入口 室外", -3, 10))) == [("防护单元1", None, "doubtful")]


def test_an_opening_of_peace_time_closed_up_in_war_is_no_exit() -> None:
    for words in ("平时出入口（战时封堵）", "次要出入口（临战封堵）"):
        blocked = [("GHFM1220(6)", 40, 30), (words, 43, 30), ("室内", 43, 28)]
        assert _found(_unit(*MAIN, *blocked))[0] == ("防护单元1", 1, "broken")


def test_an_exit_beside_a_word_of_closing_up_is_doubtful() -> None:
    assert _found(_unit(*MAIN, *SECOND, ("战时封堵", 42, 31)))[0] == ("防护单元1", 1, "doubtful")


def test_a_shelter_without_a_unit_that_can_be_told_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="防护单元"):
        _found(sheet([Stroke("CD", rectangle(0, 0, 9, 9), layer="人防-口部")]))


def test_two_door_groups_both_called_the_main_exit_are_one_for_certain_and_perhaps_two() -> None:
    again = [("HFM1520(6)", 0, 20), ("主要出入口", -3, 20)]
    assert _found(_unit(*MAIN, *again))[0] == ("防护单元1", 1, "doubtful")
    assert _found(_unit(*MAIN, *again, *SECOND))[0] == ("防护单元1", 2, "met")


def test_an_equipment_shelter_has_two_outdoor_exits() -> None:
    one = shelters.unit(*MAIN, *SECOND, function="专业队装备掩蔽部")
    assert [str(f.verdict) for f in findings(exit_count, plans(one))] == ["met", "broken"]
    outside = [(words.replace("室内", "室外"), x, y) for words, x, y in SECOND]
    two = shelters.unit(*MAIN, *outside, function="专业队装备掩蔽部")
    assert [str(f.verdict) for f in findings(exit_count, plans(two))] == ["met", "met"]
