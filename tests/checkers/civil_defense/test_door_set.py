"""Doors of exits on units of 40 by 40 m; how many are needed is read off table 3.3.6 by hand."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.civil_defense.door_set import door_set
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import MAIN, SECOND, elsewhere, unit
from tests.checkers.drawn import findings, not_shown, path, plans, sheet

FIRST_CLASS = "一等人员掩蔽所"


def said(drawn: Sheet, **facts: Any) -> list[tuple[str, str]]:
    return [(finding.subject[5:], str(finding.verdict)) for finding in findings(door_set, plans(drawn, **facts))]


def test_one_blast_and_one_airtight_door_are_enough_for_a_second_class_shelter() -> None:
    """On the edge: table 3.3.6 asks for just these."""
    assert said(unit(*MAIN, *SECOND)) == [(" 主要出入口", "met"), (" 次要出入口", "met")]


def test_a_first_class_shelter_needs_a_second_airtight_door_at_its_main_exit_only() -> None:
    assert said(unit(*MAIN, *SECOND, function=FIRST_CLASS)) == [(" 主要出入口", "broken"), (" 次要出入口", "met")]
    again = unit(*MAIN, ("HM1520", 6, 10), *SECOND, function=FIRST_CLASS)
    assert said(again) == [(" 主要出入口", "met"), (" 次要出入口", "met")]


def test_an_exit_without_an_airtight_door_is_broken_unless_it_is_for_vehicles() -> None:
    alone = [("HFM1520(6)", 0, 10), ("主要出入口 室外", -3, 10)]
    assert said(unit(*alone)) == [(" 主要出入口", "broken")]
    assert said(unit(*alone, function="专业队装备掩蔽部")) == [(" 主要出入口", "met")]


def test_an_exit_without_a_blast_door_is_broken() -> None:
    assert said(unit(("HM1520", 0, 10), ("HM1520", 3, 10), ("次要出入口", -3, 10))) == [(" 次要出入口", "broken")]


def test_an_airtight_door_outside_the_blast_door_is_broken_and_side_by_side_doubtful() -> None:
    swapped = [("HM1520", 0, 10), ("HFM1520(6)", 3, 10), ("主要出入口", -3, 10)]
    beside = [("HFM1520(6)", 0, 10), ("HM1520", 0.3, 13), ("主要出入口", -3, 10)]
    assert said(unit(*swapped)) == [(" 主要出入口", "broken")]
    assert said(unit(*beside)) == [(" 主要出入口", "doubtful")]


def test_a_block_and_the_code_beside_it_are_one_door() -> None:
    blocks = [
        {"name": "HFM1520(6)_1500", "x": 0, "y": 10, "layer": "CD"},
        {"name": "HM1520_1500", "x": 3, "y": 10, "layer": "CD"},
    ]
    drawn = unit(("HFM1520(6)", 0.4, 10.6), ("HM1520", 3.4, 10.6), *MAIN[2:], blocks=blocks, function=FIRST_CLASS)
    assert said(drawn) == [(" 主要出入口", "broken")]


def test_a_code_for_two_doors_counts_twice() -> None:
    twice = [("HFM1520(6)", 0, 10), ("HM1520×2", 3, 10), ("主要出入口", -3, 10)]
    assert said(unit(*twice, function=FIRST_CLASS)) == [(" 主要出入口", "met")]


def test_a_door_that_may_be_of_a_side_room_leaves_a_doubt() -> None:
    assert said(unit(*MAIN, ("滤毒室", 5, 12))) == [(" 主要出入口", "doubtful")]
    assert said(unit(*MAIN, ("HM0820", 4, 12), ("滤毒室", 5, 12))) == [(" 主要出入口", "met")]


def test_links_and_shafts_are_not_looked_at_and_openings_without_a_name_are_doubtful() -> None:
    assert said(unit(("HFM1520(6)", 40, 5), ("连通口", 42, 5))) == []
    assert said(unit(*MAIN, ("HFM1020(6)", 20, 40)))[1][1] == "doubtful"


def test_the_class_of_a_personnel_shelter_may_stand_in_the_facts() -> None:
    drawn = unit(*MAIN, function="人员掩蔽所")
    assert said(drawn) == [(" 主要出入口", "doubtful")]
    assert said(drawn, civil_defense={"use": "personnel"}) == [(" 主要出入口", "met")]
    assert said(drawn, civil_defense={"use": "personnel-first"}) == [(" 主要出入口", "broken")]


def test_a_missing_door_is_doubtful_where_objects_could_not_be_read() -> None:
    alone = [("HFM1520(6)", 0, 10), ("主要出入口 室外", -3, 10)]
    assert said(unit(*alone, not_displayed=[not_shown("proxy", "TCH_OPENING")])) == [(" 主要出入口", "doubtful")]


def test_a_drawing_without_shelter_is_not_looked_at_and_one_without_doors_could_not_be_read() -> None:
    assert said(sheet([("WALL", path((0, 0), (9, 0)))], [("HFM1520(6)", 0, 5)])) == []
    with pytest.raises(CouldNotRead, match="HFM1520"):
        said(unit())


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (unit(*MAIN, *SECOND), unit(*MAIN, *SECOND, function=FIRST_CLASS)):
        assert said(elsewhere(drawn)) == said(drawn)
