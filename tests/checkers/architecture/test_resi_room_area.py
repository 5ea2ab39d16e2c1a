from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely import Polygon

from checkers.architecture.resi_room_area import resi_room_area
from tests.checkers.architecture.dwellings_drawn import HOUSING, PLAN, row
from tests.checkers.drawn import TODAY, findings, not_shown, plans, sheet, transformed

OLD = date(2020, 1, 1)


def said(drawn: Any, facts: Any = None, day: date = TODAY) -> list[str]:
    return [
        str(f.verdict) for f in findings(resi_room_area, plans(drawn, **(HOUSING if facts is None else facts)), day)
    ]


def bedroom(width: float, deep: float = 2.5, name: str = "次卧", **more: Any) -> Any:
    return row([(name, width), ("", 1.0)], deep=deep, **more)


def test_a_bedroom_large_and_wide_enough_is_met_with_its_area() -> None:
    [finding] = findings(resi_room_area, plans(bedroom(3.0), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(7.5), 5.0)
    assert finding.along.area == pytest.approx(7.5)


def test_a_small_or_narrow_bedroom_is_broken() -> None:
    assert said(bedroom(1.9)) == ["broken"]
    assert said(bedroom(1.7, deep=4.0)) == ["broken"]


def test_the_very_sizes_are_met_and_a_little_less_is_doubtful() -> None:
    assert said(bedroom(2.0)) == ["met"]
    assert said(bedroom(1.998)) == ["doubtful"]
    assert said(bedroom(1.99)) == ["broken"]
    assert said(bedroom(1.8, deep=4.0)) == ["met"]
    assert said(bedroom(1.7996, deep=4.0)) == ["doubtful"]


def test_a_bedroom_that_is_the_living_room_as_well_asks_for_more() -> None:
    assert said(bedroom(3.0, name="卧室兼起居室")) == ["broken"]
    assert said(bedroom(3.6, name="卧室兼起居室")) == ["met"]


def test_living_rooms_are_looked_at_under_the_old_code_alone() -> None:
    assert said(bedroom(3.0, name="客厅")) == []
    assert said(bedroom(3.0, name="客厅"), day=OLD) == ["broken"]
    assert said(bedroom(4.0, name="起居室"), day=OLD) == ["met"]


def test_under_the_old_code_nobody_knows_for_how_many_a_bedroom_is() -> None:
    assert said(bedroom(3.6), day=OLD) == ["met"]
    assert said(bedroom(3.0), day=OLD) == ["doubtful"]
    assert said(bedroom(1.9), day=OLD) == ["broken"]


def test_a_bent_room_is_met_by_the_square_inside_it() -> None:
    bent = Polygon([(0, 0), (3, 0), (3, 2), (1, 2), (1, 4), (0, 4)])
    assert said(sheet([("SPACE", bent)], [("卧室", 2, 1)], title=PLAN)) == ["met"]
    thin = Polygon([(0, 0), (3, 0), (3, 1.5), (1.5, 1.5), (1.5, 4), (0, 4)])
    assert said(sheet([("SPACE", thin)], [("卧室", 1, 1)], title=PLAN)) == ["doubtful"]


def test_rooms_that_may_lie_elsewhere_are_not_broken() -> None:
    assert said(bedroom(1.9, title="三层平面图"), facts={}) == ["doubtful"]
    assert said(bedroom(3.0, title="三层平面图"), facts={}) == ["met"]
    assert said(bedroom(1.9, title="办公楼三层平面图"), facts={}) == []
    assert said(bedroom(1.9, name="值班卧室")) == []


def test_a_written_area_below_the_limit_is_doubtful() -> None:
    assert said(bedroom(3.0, texts=[("4.80m²", 1.5, 0.8)])) == ["doubtful"]


def test_unread_objects_take_the_green_away() -> None:
    assert said(bedroom(3.0, hidden=[not_shown("proxy", "TCH_WALL")])) == ["doubtful"]


def test_a_set_without_such_rooms_is_not_looked_at() -> None:
    assert said(row([("库房", 3.0), ("", 1.0)])) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(bedroom(2.0), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]
