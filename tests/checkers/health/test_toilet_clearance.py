"""Basins of 0.5 by 0.4 m along the lower wall of a public toilet whose inner corner lies at 0, 0."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.health.toilet_clearance import toilet_clearance
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed


def toilet(*middles: float, block: str = "洗手盆", title: str = "一层平面图", name: str = "男卫", **more: Any) -> Any:
    """A toilet of 4 by 3 m with a fixture at each of these distances from its left wall."""
    ring = rectangle(0, 0, 4, 3)
    strokes = [("WALL", path(*ring.exterior.coords)), ("SPACE", ring)]
    strokes += [Stroke("FURNITURE", rectangle(x - 0.25, 0, 0.5, 0.4), block=block) for x in middles]
    blocks = [
        {"name": block, "x": x, "y": 0, "layer": "FURNITURE", "bounds": (x - 0.25, 0, x + 0.25, 0.4), "handle": f"F{x}"}
        for x in middles
    ]
    return sheet(strokes, [(name, 2, 2)], blocks=blocks, title=title, **more)


def said(drawn: Any) -> list[tuple[str, float, float]]:
    found = findings(toilet_clearance, plans(drawn))
    return sorted((str(f.verdict), round(f.measured or 0, 6), f.required or 0) for f in found)


def test_basins_with_room_are_met() -> None:
    assert said(toilet(0.6, 1.4)) == [("met", 0.6, 0.55), ("met", 0.8, 0.7), ("met", 1.4, 0.55)]


def test_basins_too_near_to_the_wall_or_to_each_other_are_broken() -> None:
    assert said(toilet(0.4)) == [("broken", 0.4, 0.55)]
    assert ("broken", 0.6, 0.7) in said(toilet(0.7, 1.3))


def test_on_the_edge_and_half_a_millimetre_short() -> None:
    assert said(toilet(0.55, 1.25))[:2] == [("met", 0.55, 0.55), ("met", 0.7, 0.7)]
    assert said(toilet(0.5495)) == [("doubtful", 0.5495, 0.55)]


def test_urinals_have_a_distance_of_their_own_and_none_to_the_wall() -> None:
    assert said(toilet(0.4, 1.0, block="小便器")) == [("broken", 0.6, 0.7)]


def test_a_third_basin_in_between_parts_the_pair() -> None:
    assert [value for _, value, limit in said(toilet(1.7, 2.1, 2.5)) if limit == 0.7] == [0.4, 0.4]


def test_a_toilet_that_may_be_of_a_dwelling_is_doubtful_and_a_dwelling_not_looked_at() -> None:
    assert said(toilet(0.4, name="卫生间")) == [("doubtful", 0.4, 0.55)]
    assert said(toilet(0.6, name="卫生间")) == [("met", 0.6, 0.55)]
    assert said(toilet(0.4, name="卫生间", title="住宅标准层平面图")) == []


def test_a_basin_without_a_wall_near_has_none_to_measure_to() -> None:
    basin = Stroke("FURNITURE", rectangle(0, 0, 0.5, 0.4), block="洗手盆")
    block = {"name": "洗手盆", "x": 0, "y": 0, "layer": "FURNITURE", "bounds": (0, 0, 0.5, 0.4)}
    assert said(sheet([basin], blocks=[block])) == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    assert said(toilet(0.6, not_displayed=[not_shown("proxy", "TCH_WALL")])) == [("doubtful", 0.6, 0.55)]


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(toilet(0.4), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(toilet_clearance, plans(moved))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.4, abs=1e-6))


def test_basins_back_to_back_on_an_island_are_doubtful() -> None:
    """Two basins 0.5 m apart from middle to middle, no wall within 0.8 m of either."""
    blocks = [
        {
            "name": "洗手盆",
            "x": 0,
            "y": y,
            "layer": "FURNITURE",
            "bounds": (-0.25, y - 0.2, 0.25, y + 0.2),
            "handle": f"B{y}",
        }
        for y in (0.25, -0.25)
    ]
    drawn = sheet([("WALL", rectangle(3, -3, 0.2, 6))], [("男卫生间", 1, 2)], blocks=blocks, title="办公楼三层平面图")
    assert [str(one.verdict) for one in findings(toilet_clearance, plans(drawn))] == ["doubtful"]
