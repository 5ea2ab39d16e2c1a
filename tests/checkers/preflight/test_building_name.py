from __future__ import annotations

from typing import Any

from checkers.preflight.building_name import building_name
from tests.checkers.drawn import findings, plans, rectangle, sheet


def found(*buildings: tuple[float, float, str]) -> Any:
    """Buildings of 40 × 15 m by their corner and their words."""
    outlines = [("BLDG_OUTLINE", rectangle(x, y, 40, 15)) for x, y, _ in buildings]
    texts = [(words, x + 5, y + 5) for x, y, words in buildings]
    return findings(building_name, plans(sheet(outlines, texts, title="总平面图", scale=500.0)))


def test_names_of_their_own_are_met() -> None:
    assert [f.verdict for f in found((0, 0, "1#"), (0, 30, "2#"))] == ["met", "met"]


def test_two_buildings_of_one_name_are_one_broken_finding_over_both() -> None:
    [finding] = found((0, 0, "1#"), (0, 30, "1号楼"))
    assert finding.verdict == "broken"
    assert finding.where.bounds == (0, 0, 40, 45)
    assert "2 栋" in finding.message.zh


def test_on_the_edge_parts_that_touch_are_one_building() -> None:
    [finding] = found((0, 0, "1#"), (40.04, 0, "1#"))
    assert finding.verdict == "met"
    [apart] = found((0, 0, "1#"), (40.2, 0, "1#"))
    assert apart.verdict == "broken"


def test_a_podium_shares_its_towers_name() -> None:
    assert [f.verdict for f in found((0, 0, "1#"), (60, 0, "1# 裙房"))] == ["met"]


def test_outlines_without_a_name_are_not_looked_at() -> None:
    assert found((0, 0, "门卫"), (0, 30, "门卫")) == []
