from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.resi_toilet import resi_toilet
from tests.checkers.architecture.dwellings_drawn import HOUSING, PLAN, row
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed


def said(drawn: Any, facts: Any = None) -> list[str]:
    return [str(f.verdict) for f in findings(resi_toilet, plans(drawn, **(HOUSING if facts is None else facts)))]


def bathroom(width: float, *fixtures: str, name: str = "卫生间", **more: Any) -> Any:
    blocks = [
        {"name": fixture, "x": width / 2, "y": 0.4 + 0.3 * index, "layer": "FURNITURE"}
        for index, fixture in enumerate(fixtures)
    ]
    return row([(name, width), ("", 1.0)], deep=2.0, blocks=blocks, **more)


def test_a_bathroom_for_three_fixtures_is_met_whatever_stands_in_it() -> None:
    [finding] = findings(resi_toilet, plans(bathroom(1.5), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(3.0), 2.5)


def test_a_room_too_small_for_a_toilet_alone_is_broken() -> None:
    assert said(bathroom(0.5)) == ["broken"]


def test_fixtures_choose_the_limit() -> None:
    assert said(bathroom(1.0, "马桶", "洗脸盆")) == ["met"]
    assert said(bathroom(0.85, "马桶", "洗脸盆")) == ["broken"]
    assert said(bathroom(1.2, "坐便器", "台盆", "淋浴")) == ["broken"]
    assert said(bathroom(0.6, "坐便器")) == ["met"]
    assert said(bathroom(0.95, "座便", "浴缸")) == ["broken"]


def test_fixtures_that_are_not_all_known_leave_it_open() -> None:
    assert said(bathroom(1.0)) == ["doubtful"]
    assert said(bathroom(1.0, "马桶", "洗脸盆", "A$C1234")) == ["doubtful"]
    assert said(bathroom(0.85, "马桶", "洗脸盆", "A$C1234")) == ["broken"]


def test_the_very_area_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(bathroom(1.25)) == ["met"]
    assert said(bathroom(1.248, "马桶", "洗脸盆", "淋浴")) == ["doubtful"]
    assert said(bathroom(1.24, "马桶", "洗脸盆", "淋浴")) == ["broken"]


def test_a_bathroom_that_opens_into_the_kitchen_is_broken() -> None:
    assert said(row([("卫生间", 1.5), ("厨房", 2.0)], {0: ("M0721", 0.7)}, deep=3.0)) == ["met", "broken"]
    assert said(row([("卫生间", 1.5), ("过道", 2.0)], {0: ("M0721", 0.7)}, deep=3.0)) == ["met"]


def test_bathrooms_that_may_lie_elsewhere_are_not_broken() -> None:
    assert said(bathroom(0.5, title="三层平面图"), facts={}) == ["doubtful"]
    assert said(bathroom(0.5, title="办公楼三层平面图"), facts={}) == []
    assert said(bathroom(0.5, name="无障碍卫生间")) == []


def test_unread_objects_take_the_green_away() -> None:
    assert said(bathroom(1.5, hidden=[not_shown("proxy", "TCH_WALL")])) == ["doubtful"]


def test_a_set_without_bathrooms_is_not_looked_at() -> None:
    assert said(bathroom(1.5, name="书房")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(bathroom(1.25), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met"]


def test_a_smaller_area_written_inside_is_doubtful() -> None:
    for written, verdict in (("1.0㎡", "doubtful"), ("3.9㎡", "met")):
        drawn = sheet([("SPACE", rectangle(0, 0, 2, 2))], [("卫生间", 1, 1), (written, 1, 0.5)], title=PLAN)
        assert [str(f.verdict) for f in findings(resi_toilet, plans(drawn, **HOUSING))] == [verdict]
