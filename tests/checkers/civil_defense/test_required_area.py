"""Sums of units by hand: 40 by 40 m are 1600 m², two of them 3200 m²."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.civil_defense.required_area import required_area
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import elsewhere, unit
from tests.checkers.drawn import findings, path, plans, rectangle, sheet


def said(*drawn: Sheet, needed: float | None = 3200.0) -> list[tuple[float | None, str]]:
    found = findings(required_area, plans(*drawn, civil_defense={"required_area": needed}))
    return [(f.measured if f.measured is None else round(f.measured, 4), str(f.verdict)) for f in found]


def two(width: float = 40.0, *texts: tuple[Any, ...]) -> Sheet:
    return sheet(
        [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(40.3, 0, width, 40))],
        [("防护单元1", 20, 20), ("防护单元2", 60, 20), *texts],
    )


def test_the_very_area_is_met_and_less_broken() -> None:
    assert said(two()) == [(3200, "met")]
    assert said(two(39.9)) == [(3196, "broken")]
    assert said(two(), needed=3000) == [(3200, "met")]


def test_short_by_less_than_areas_are_written_to_is_doubtful() -> None:
    assert said(two(), needed=3200.005) == [(3200, "doubtful")]


def test_a_unit_on_two_sheets_counts_once() -> None:
    assert said(two(), replace(two(), id="0123456789ab-2"), needed=6000) == [(3200, "broken")]


def test_units_of_one_number_and_different_areas_are_doubtful() -> None:
    assert said(two(), replace(two(50), id="0123456789ab-2"))[0][1] == "doubtful"


def test_areas_written_that_say_otherwise_leave_a_doubt() -> None:
    assert said(two(39, ("建筑面积：1650m²", 20, 16)))[0][1] == "doubtful"
    assert said(two(40, ("建筑面积：1500m²", 20, 16)))[0][1] == "doubtful"


def test_a_line_around_the_whole_shelter_that_says_enough_leaves_a_doubt() -> None:
    drawn = sheet(
        [
            ("CD", rectangle(-2, -2, 90, 44)),
            ("CD", rectangle(0, 0, 40, 40)),
            ("CD", rectangle(40.3, 0, 39, 40)),
        ],
        [("防护单元1", 20, 20), ("防护单元2", 60, 20)],
    )
    assert said(drawn)[0][1] == "doubtful"


def test_a_unit_without_an_outline_leaves_a_doubt_where_the_sum_falls_short() -> None:
    assert said(unit(("防护单元2", 80, 20)))[0][1] == "doubtful"
    assert said(unit(("防护单元2", 80, 20)), needed=1600)[0][1] == "met"


def test_without_what_is_asked_for_or_without_units_nothing_could_be_read() -> None:
    with pytest.raises(CouldNotRead, match="required_area"):
        said(two(), needed=None)
    with pytest.raises(CouldNotRead, match="防护单元"):
        said(sheet([("WALL", path((0, 0), (9, 0)))]))
    assert said(sheet([("WALL", path((0, 0), (9, 0)))]), needed=None) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    assert said(elsewhere(two())) == said(two())
    assert said(elsewhere(two(39))) == said(two(39))


def test_what_two_outlines_cover_counts_once() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(20, 0, 40, 40))],
        [("防护单元1", 10, 20), ("防护单元2", 50, 20)],
    )
    assert said(drawn, needed=3000)[0] == (2400, "doubtful")


def test_a_unit_without_a_number_may_be_one_of_another_sheet() -> None:
    numbered = unit()
    nameless = replace(sheet([("CD", rectangle(0, 0, 40, 40))], [("人防", 1, 1)]), id="0123456789ab-2")
    facts = {"civil_defense": {"required_area": 3000.0}}
    assert [str(f.verdict) for f in findings(required_area, plans(numbered, nameless, **facts))] == ["doubtful"]
