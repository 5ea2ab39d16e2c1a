"""Widths of exits by hand: 1.5 + 1.2 = 2.7 m are enough for 900 people; each door serves 700 at most."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.civil_defense.door_width_100 import door_width_100
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import MAIN, SECOND, elsewhere, unit
from tests.checkers.drawn import findings, path, plans, sheet


def said(drawn: Sheet, **facts: Any) -> list[tuple[float | None, str]]:
    found = findings(door_width_100, plans(drawn, **facts))
    return [(f.measured if f.measured is None else round(f.measured, 6), str(f.verdict)) for f in found]


def people(count: int, *texts: tuple[Any, ...]) -> Sheet:
    return unit(*MAIN, *SECOND, (f"掩蔽人数：{count}人", 20, 16), *texts)


def test_exits_wide_enough_for_the_people_are_met() -> None:
    assert said(people(700)) == [(2.7, "met")]


def test_on_the_edge_900_people_need_just_the_width_there_is() -> None:
    assert said(people(900)) == [(2.7, "met")]
    assert said(people(904)) == [(2.7, "broken")]


def test_a_door_for_more_people_than_it_may_serve_is_broken() -> None:
    """800 people at one door 2.5 m wide: the width is enough (2.4 m), the door is not."""
    wide = unit(("HFM2525(6)", 0, 10), ("主要出入口 室外", -3, 10), ("掩蔽人数800人", 20, 16))
    assert said(wide) == [(800, "broken")]


def test_an_opening_without_a_name_that_decides_is_doubtful() -> None:
    assert said(people(1000, ("HFM1520(6)", 20, 40)))[0][1] == "doubtful"
    assert said(people(700, ("HFM1520(6)", 20, 40)))[0][1] == "met"


def test_links_do_not_count() -> None:
    assert said(people(1000, ("HFM1520(6)", 20, 40), ("连通口", 20, 42)))[0][1] == "broken"


def test_the_narrowest_door_of_an_exit_counts_and_side_rooms_leave_a_doubt() -> None:
    narrow = unit(("HFM1520(6)", 0, 10), ("HM1020", 3, 10), ("主要出入口", -3, 10), ("掩蔽人数：400人", 20, 16))
    assert said(narrow)[0][1] == "doubtful"


def test_people_may_stand_in_the_facts_and_without_them_nothing_could_be_read() -> None:
    drawn = unit(*MAIN, *SECOND)
    assert said(drawn, civil_defense={"people": 900}) == [(2.7, "met")]
    with pytest.raises(CouldNotRead, match=r"facts\.civil_defense\.people"):
        said(drawn)


def test_a_unit_without_doors_is_doubtful_and_stores_are_not_looked_at() -> None:
    assert said(unit(("掩蔽人数：400人", 20, 16))) == [(None, "doubtful")]
    assert said(unit(*MAIN, function="物资库")) == []
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (people(900), people(1000)):
        assert said(elsewhere(drawn)) == said(drawn)


def test_people_that_facts_and_drawing_state_differently_are_doubtful() -> None:
    drawn = unit(*MAIN, *SECOND, ("掩蔽人数900人", 20, 15))
    for people, verdict in ((900, "met"), (1200, "doubtful"), (None, "met")):
        [finding] = findings(door_width_100, plans(drawn, civil_defense={"people": people}))
        assert finding.verdict == verdict
