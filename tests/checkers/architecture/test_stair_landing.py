from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.stair_landing import stair_landing
from tests.checkers.architecture.stairs_drawn import stair, stair_sheet
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

NAME = [("楼梯间", 1.0, 0.7)]


def said(drawn: Any = None, **size: Any) -> list[str]:
    """The verdict on the floor landing and on the upper one."""
    found = findings(stair_landing, plans(drawn or stair_sheet(**size)))
    return [str(f.verdict) for f in sorted(found, key=lambda f: f.where.centroid.y)]


def test_landings_deep_enough_are_met() -> None:
    found = findings(stair_landing, plans(stair_sheet()))
    assert sorted(finding.measured for finding in found) == [pytest.approx(1.4), pytest.approx(1.5)]
    assert {str(finding.verdict) for finding in found} == {"met"}
    assert {round(finding.along.length, 6) for finding in found} == {1.4, 1.5}


def test_a_shallow_landing_is_broken() -> None:
    assert said(landing=1.1) == ["met", "broken"]
    assert said(landing=1.3, flight=1.45) == ["met", "broken"]


def test_the_very_depth_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(landing=1.2) == ["met", "met"]
    assert said(landing=1.1996) == ["met", "doubtful"]
    assert said(landing=1.198) == ["met", "broken"]
    assert said(landing=1.4, flight=1.45) == ["met", "met"]


def test_a_wall_between_the_flights_asks_for_more() -> None:
    wall = ("WALL", rectangle(1.2, 1.5, 0.2, 2.34))

    def around(landing: float) -> Any:
        return sheet([*stair(flight=1.2, well=0.2, inset=None, landing=landing), wall], NAME)

    assert said(around(1.35)) == ["met", "met"]
    assert said(around(1.25)) == ["met", "broken"]


def test_a_column_in_the_landing_is_doubtful() -> None:
    assert said(stair_sheet(others=[("COLUMN", rectangle(0, 4.94, 0.3, 0.3))])) == ["met", "doubtful"]


def test_a_line_that_may_be_the_edge_of_the_floor_breaks_nothing() -> None:
    treads = [stroke for stroke in stair() if stroke[0] != "WALL"]
    edge = ("STAIR", path((0, 4.9), (2.6, 4.9)))
    assert said(sheet([*treads, edge], NAME)) == ["doubtful"]


def test_a_straight_stair_pauses_on_a_shorter_landing() -> None:
    def straight(pause: float) -> Any:
        lines = [
            ("STAIR", path((0, start + 0.3 * step), (1.5, start + 0.3 * step)))
            for start in (0.0, 1.5 + pause)
            for step in range(6)
        ]
        return sheet(lines, [("楼梯间", 0.5, -1)])

    assert said(straight(0.9)) == ["met"]
    assert said(straight(0.8)) == ["broken"]


def test_unread_objects_take_the_green_away() -> None:
    assert said(sheet(stair(), NAME, not_displayed=[not_shown("proxy", "TCH_WALL")])) == ["doubtful", "doubtful"]


def test_landings_that_nothing_ends_are_not_looked_at() -> None:
    assert said(sheet([stroke for stroke in stair() if stroke[0] != "WALL"], NAME)) == []


def test_turned_and_moved_nothing_changes() -> None:
    moved = transformed(stair_sheet(landing=1.2), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])
    assert sorted(str(finding.verdict) for finding in findings(stair_landing, plans(moved))) == ["met", "met"]


def test_a_box_of_no_known_meaning_on_a_landing_may_narrow_it() -> None:
    """The landing is 1.4 m deep from 3.84 m up; 1.2 m are asked for, and a box is 0.8 by 0.3 m or 0.2 by 0.15 m."""
    office = {"buildings": [{"name": "1#", "use": "office", "height": 20.0}]}
    for box, verdict in ((rectangle(0.2, 4.9, 0.8, 0.3), "doubtful"), (rectangle(0.2, 5.0, 0.2, 0.15), "met")):
        for meaning in ("", "HYDRANT"):
            found = findings(stair_landing, plans(stair_sheet(others=[(meaning, box)]), **office))
            assert [str(f.verdict) for f in found] == [verdict, "met"]
    framed = stair_sheet(others=[("", rectangle(0.2, 4.9, 0.8, 0.3))], texts=[("楼梯间", 1, 0.7), ("LT1", 0.5, 5)])
    assert {str(f.verdict) for f in findings(stair_landing, plans(framed, **office))} == {"met"}
