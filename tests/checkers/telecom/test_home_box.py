"""Living rooms 10 m apart, and the boxes beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

from checkers.clauses import Severity
from checkers.telecom.home_box import home_box
from tests.checkers.drawn import findings, law, not_shown, plans, sheet, transformed

LIVING = [("客厅", 0, 0), ("起居室", 10, 0)]


def box(x: float, y: float) -> dict[str, Any]:
    return {"name": "家居配线箱", "x": x, "y": y, "layer": "TEL", "bounds": (x, y, x + 0.4, y + 0.2), "handle": f"B{x}"}


def storey(*boxes: dict[str, Any], texts: Any = LIVING, **more: Any) -> Any:
    return sheet([], texts, **{"blocks": boxes, "title": "住宅标准层弱电平面图", **more})


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(home_box, plans(drawn))]


def test_a_box_for_each_dwelling_is_met() -> None:
    assert said(storey(box(2, 1), box(9, 1))) == ["met", "met"]


def test_a_dwelling_without_a_box_is_broken() -> None:
    assert said(storey(box(2, 1))) == ["met", "broken"]


def test_on_the_edge_boxes_enough_but_one_dwelling_without_are_doubtful() -> None:
    assert said(storey(box(2, 1), box(3, 1))) == ["met", "doubtful"]


def test_a_box_that_is_only_written_counts_once_with_its_symbol() -> None:
    texts = [*LIVING, ("HDD", 2.2, 1.2), ("HDD", 9, 1)]
    assert said(storey(box(2, 1), texts=texts)) == ["met", "met"]
    assert said(storey(box(2, 1), texts=texts[:3])) == ["met", "broken"]


def test_a_name_in_a_legend_is_no_box() -> None:
    texts = [*LIVING, ("图例", 30, 0), ("HDD", 30, -1)]
    assert said(storey(box(2, 1), texts=texts)) == ["met", "broken"]


def test_where_objects_could_not_be_read_a_missing_box_is_doubtful() -> None:
    assert said(storey(box(2, 1), not_displayed=[not_shown("proxy", "TCH_EQUIPMENT")])) == ["met", "doubtful"]


def test_sheets_without_boxes_or_dwellings_are_not_looked_at() -> None:
    assert said(storey()) == []
    assert said(storey(box(2, 1), title="办公楼弱电平面图")) == []


def test_the_edition_of_2025_binds_more_strictly() -> None:
    assert law("telecom/home-box", date(2025, 5, 1)).clause.severity is Severity.MANDATORY
    assert law("telecom/home-box", date(2025, 4, 30)).clause.severity is Severity.GENERAL


def test_turned_and_shifted_it_says_the_same() -> None:
    assert said(transformed(storey(box(2, 1)), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])) == ["met", "broken"]


def test_a_symbol_that_a_legend_explains_may_be_no_box() -> None:
    """The legend stands beside the second dwelling; its block, with the words beside, is its nearest box."""
    texts = [*LIVING, ("图例", 14, 4), ("家居配线箱", 15.5, 1)]
    assert said(storey(box(2, 1), box(14, 1), texts=texts)) == ["met", "doubtful"]


def test_a_box_farther_away_than_a_dwelling_reaches_serves_none() -> None:
    assert said(storey(box(2, 1), box(21, 9))) == ["met", "met"]
    assert said(storey(box(2, 1), box(23, 9))) == ["met", "doubtful"]
