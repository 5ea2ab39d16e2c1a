from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.architecture.resi_inner_corridor import resi_inner_corridor
from tests.checkers.architecture.dwellings_drawn import HOUSING, PLAN, row
from tests.checkers.drawn import findings, not_shown, plans, sheet, transformed


def said(drawn: Any, facts: Any = None) -> list[str]:
    return [
        str(f.verdict) for f in findings(resi_inner_corridor, plans(drawn, **(HOUSING if facts is None else facts)))
    ]


def passage(width: float, other: str = "主卧", *, door: bool = True, name: str = "过道", **more: Any) -> Any:
    return row([(other, 3.0), (name, width), ("", 1.0)], {0: ("M0921", 0.9)} if door else {}, deep=4.0, **more)


def test_a_passage_to_a_bedroom_is_met_with_its_width() -> None:
    [finding] = findings(resi_inner_corridor, plans(passage(1.1), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.1), 1.0)
    assert finding.along.length == pytest.approx(1.1)


def test_the_rooms_it_leads_to_choose_the_width() -> None:
    assert said(passage(0.95)) == ["broken"]
    assert said(passage(0.95, "厨房")) == ["met"]
    assert said(passage(0.85, "厨房")) == ["broken"]
    assert said(passage(0.95, door=False)) == ["doubtful"]
    assert said(passage(0.85, door=False)) == ["broken"]


def test_an_entry_asks_for_more() -> None:
    assert said(passage(1.05, name="玄关")) == ["broken"]
    assert said(passage(1.15, name="玄关")) == ["met"]


def test_the_very_width_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(passage(1.0)) == ["met"]
    assert said(passage(0.9996)) == ["doubtful"]
    assert said(passage(0.998)) == ["broken"]


def test_a_narrow_place_counts() -> None:
    bent = Polygon([(0, 0), (1.2, 0), (1.2, 2), (0.8, 2), (0.8, 4), (1.2, 4), (1.2, 6), (0, 6)])
    assert said(sheet([("SPACE", bent)], [("过道", 0.5, 1)], title=PLAN)) == ["broken"]


def test_a_column_inside_the_line_drawn_for_it_narrows_it() -> None:
    drawn = [
        ("SPACE", Polygon([(0, 0), (1.4, 0), (1.4, 5), (0, 5)])),
        ("COLUMN", Polygon([(0, 2), (0.6, 2), (0.6, 2.6), (0, 2.6)])),
    ]
    assert said(sheet(drawn, [("过道", 0.5, 1)], title=PLAN)) == ["broken"]


def test_a_common_corridor_is_another_rules() -> None:
    assert said(passage(0.95, name="公共走廊")) == []
    assert said(passage(0.95, name="走道")) == []


def test_passages_that_may_lie_elsewhere_are_not_broken() -> None:
    assert said(passage(0.8, title="三层平面图"), facts={}) == ["doubtful"]


def test_unread_objects_take_the_green_away() -> None:
    assert said(passage(1.2, hidden=[not_shown("proxy", "TCH_WALL")])) == ["doubtful"]


def test_a_set_without_passages_is_not_looked_at() -> None:
    assert said(passage(1.2, name="书房")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(passage(1.0), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]
