"""Rods alone beside a building 8 m high: Ri = 10 Ω asks for 0.4 · (10 + 0.1 · 8) = 4.32 m."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checkers.drawing.model import Sheet
from checkers.lightning.rod_gap import rod_gap
from tests.checkers.drawn import circle, findings, not_shown, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import elsewhere

OHMS = ("独立接闪杆冲击接地电阻不大于10Ω", 60, 60)


def beside(away: float, *texts: tuple[Any, ...], height: str = "H=8m", name: str = "独立接闪杆 h=20m") -> Sheet:
    return sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 20, 10)), ("LP_ROD", circle(20 + away, 5, 0.2))],
        [(name, 20.5 + away, 5.5), ("油泵房", 5, 5), (height, 8, 5), *texts],
        title="油库防雷平面图",
        scale=500.0,
    )


def said(drawn: Sheet) -> list[tuple[float | None, str]]:
    found = findings(rod_gap, plans(drawn))
    return [(None if f.measured is None else round(f.measured, 6), str(f.verdict)) for f in found]


def test_a_rod_far_enough_is_met_and_nearer_broken() -> None:
    assert said(beside(6, OHMS)) == [(6, "met")]
    assert said(beside(4, OHMS)) == [(4, "broken")]


def test_on_the_edge_it_is_met_and_short_by_less_than_a_millimetre_doubtful() -> None:
    assert said(beside(4.32, OHMS)) == [(4.32, "met")]
    assert said(beside(4.3195, OHMS)) == [(4.3195, "doubtful")]


def test_nearer_than_three_metres_is_broken_whatever_the_formula_says() -> None:
    assert said(beside(2.9)) == [(2.9, "broken")]
    assert said(beside(2.9, ("接地电阻不大于1Ω", 60, 60))) == [(2.9, "broken")]


def test_without_resistance_or_height_or_beyond_the_formula_it_is_doubtful() -> None:
    assert said(beside(6)) == [(6, "doubtful")]
    assert said(beside(6, OHMS, height="")) == [(6, "doubtful")]
    assert said(beside(6, OHMS, height="H=50m")) == [(6, "doubtful")]


def test_rods_on_roofs_are_not_looked_at_and_one_without_buildings_is_doubtful() -> None:
    assert said(beside(6, OHMS, name="接闪杆 h=20m")) in ([], [(6, "met")])
    alone = sheet([("LP_ROD", circle(5, 5, 0.2))], [("独立接闪杆 h=20m", 5.5, 5.5)])
    assert said(alone) == [(None, "doubtful")]
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for away in (4.0, 4.32, 6.0):
        assert said(elsewhere(beside(away, OHMS))) == said(beside(away, OHMS))


def test_a_met_rod_is_doubtful_where_a_building_may_not_have_been_read() -> None:
    assert said(replace(beside(6, OHMS), not_displayed=(not_shown("proxy", "TCH_WALL"),))) == [(6, "doubtful")]


def test_a_higher_building_farther_away_may_ask_for_more() -> None:
    """A hut 2 m high 4.5 m away asks for 4.08 m; a store 40 m high 5.5 m away for 0.4 · (10 + 4) = 5.6 m."""

    def two(away: float) -> Sheet:
        return sheet(
            [
                ("BLDG_OUTLINE", rectangle(0, 0, 20, 10)),
                ("BLDG_OUTLINE", rectangle(24.5 + away, 0, 20, 10)),
                ("LP_ROD", circle(24.5, 5, 0.2)),
            ],
            [("独立接闪杆 h=20m", 24.7, 5.5), ("泵房", 5, 5), ("H=2m", 8, 5), ("库房", 35, 5), ("H=40m", 38, 5), OHMS],
            title="油库防雷平面图",
            scale=500.0,
        )

    assert said(two(5.5)) == [(5.5, "broken")]
    assert said(two(5.7))[0][1] == "met"
