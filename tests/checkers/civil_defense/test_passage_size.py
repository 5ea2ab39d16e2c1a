"""Sizes of exits: HFM1520 is 1.5 by 2.0 m; personnel shelters ask for 0.8 by 2.0 m and passages of 1.5 m."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.civil_defense.passage_size import passage_size
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import MAIN, SECOND, elsewhere, unit
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet


def said(drawn: Sheet) -> list[tuple[float | None, str]]:
    found = findings(passage_size, plans(drawn))
    return [(f.measured if f.measured is None else round(f.measured, 6), str(f.verdict)) for f in found]


def lobby(width: float, function: str = "二等人员掩蔽所") -> Sheet:
    return unit(
        ("防毒通道", 1.5, 10 + width / 2), entities=[("SPACE", rectangle(0, 10, 3.3, width))], function=function
    )


def test_doors_of_usual_size_are_met() -> None:
    assert [verdict for _, verdict in said(unit(*MAIN, *SECOND))] == ["met", "met"]


def test_a_door_of_the_very_size_is_met_and_one_narrower_or_lower_broken() -> None:
    for code, verdict in (("HFM0820(6)", "met"), ("HFM0720(6)", "broken"), ("HFM0818(6)", "broken")):
        assert said(unit((code, 0, 10), ("次要出入口", -3, 10)))[0][1] == verdict


def test_medical_works_need_wider_doors() -> None:
    for code, verdict in (("HFM1020(6)", "met"), ("HFM0820(6)", "broken")):
        assert said(unit((code, 0, 10), ("次要出入口", -3, 10), function="医疗救护站"))[0][1] == verdict


def test_a_passage_of_the_very_width_is_met_narrower_broken_and_by_less_than_a_millimetre_doubtful() -> None:
    assert said(lobby(1.5)) == [(1.5, "met")]
    assert said(lobby(1.4)) == [(1.4, "broken")]
    assert said(lobby(1.4995)) == [(1.4995, "doubtful")]


def test_a_passage_without_an_outline_and_one_of_an_unknown_unit_are_doubtful() -> None:
    assert said(unit(("防毒通道", 1.5, 11))) == [(None, "doubtful")]
    assert said(lobby(1.4, "战时用房")) == [(None, "doubtful")]


def test_a_column_in_the_passage_narrows_it() -> None:
    drawn = unit(
        ("防毒通道", 0.5, 10.3),
        entities=[("SPACE", rectangle(0, 10, 6, 2.0)), ("COLUMN", rectangle(3, 11.4, 0.6, 0.6))],
    )
    assert said(drawn) == [(1.4, "broken")]


def test_a_narrow_door_that_may_be_of_a_side_room_is_doubtful() -> None:
    drawn = unit(*MAIN, ("HM0720", 4, 12), ("滤毒室", 5, 12))
    assert said(drawn)[0][1] == "doubtful"


def test_a_door_without_a_size_is_doubtful() -> None:
    assert said(unit(("HFM", 0, 10), ("HM1520", 3, 10), ("主要出入口", -3, 10)))[0][1] == "doubtful"


def test_stores_are_not_looked_at_and_a_unit_without_doors_could_not_be_read() -> None:
    assert said(unit(*MAIN, function="物资库")) == []
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []
    with pytest.raises(CouldNotRead, match="防毒通道"):
        said(unit())


def test_turned_and_far_away_it_says_the_same() -> None:
    cases: tuple[Any, ...] = (unit(*MAIN, *SECOND), lobby(1.5), lobby(1.4))
    for drawn in cases:
        assert said(elsewhere(drawn)) == said(drawn)


def test_a_met_passage_is_doubtful_where_something_in_it_may_not_have_been_read() -> None:
    assert said(replace(lobby(1.8), not_displayed=(not_shown("proxy", "TCH_COLUMN"),)))[0][1] == "doubtful"
