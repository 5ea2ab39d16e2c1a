from __future__ import annotations

from typing import Any

import pytest

from checkers.fire.group_layout import group_layout
from checkers.fire.separation_civil import separation_civil
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

VILLA = {"use": "residential", "height": 9.0, "storeys": 3, "fire_rating": 2}
TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def row(*gaps: float, wide: float = 20.0, deep: float = 15.0) -> Any:
    """Houses in a row with these gaps between them."""
    entities, texts, x = [], [], 0.0
    for number, gap in enumerate((*gaps, 0.0), start=1):
        entities.append(("BLDG_OUTLINE", rectangle(x, 0, wide, deep)))
        texts.append((f"{number}#", x + 5, 5))
        x += wide + gap
    return sheet(entities, texts, title="总平面图", scale=500.0)


def found(rule: Any, drawn: Any, **other: Any) -> Any:
    buildings = [{"name": f"{number}#", **VILLA, **other} for number in range(1, 9)]
    return findings(rule, plans(drawn, buildings=buildings))


def said(*gaps: float, **fields: Any) -> list[str]:
    return [str(finding.verdict) for finding in found(group_layout, row(*gaps, **fields))]


def test_a_small_group_is_met_by_the_ground_it_covers() -> None:
    [finding] = found(group_layout, row(4.5, 5.0))
    assert (finding.verdict, finding.subject) == ("met", "1#、2#、3#")
    assert finding.measured == pytest.approx(900.0)


def test_a_group_that_covers_too_much_is_broken() -> None:
    [finding] = found(group_layout, row(4.5, 5.0, wide=60.0))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2700.0))


def test_on_the_edge_the_very_area_and_gap_are_met_and_a_hair_is_doubtful() -> None:
    assert said(4.0, wide=50.0, deep=25.0) == ["met"]
    assert said(4.5, wide=50.0, deep=25.00005) == ["doubtful"]
    assert said(4.5, wide=50.0, deep=25.01) == ["broken"]
    assert said(3.9995) == ["doubtful"]


def test_nearer_than_preferred_is_doubtful() -> None:
    assert said(3.0) == ["doubtful"]


def test_two_groups_are_two_and_single_buildings_are_none() -> None:
    assert said(4.5, 8.0, 4.5) == ["met", "met"]
    assert said(6.0) == []


def test_what_may_not_be_grouped_or_is_unknown_is_not_looked_at() -> None:
    assert found(group_layout, row(4.5), fire_rating=3) == []
    assert found(group_layout, row(4.5), use="commercial") == []
    assert found(group_layout, row(4.5), height=30.0) == []
    assert found(group_layout, row(4.5), height=None) == []


def test_a_pair_in_a_small_group_is_doubtful_for_the_distance_of_single_buildings() -> None:
    assert [str(f.verdict) for f in found(separation_civil, row(4.5))] == ["doubtful"]
    assert [str(f.verdict) for f in found(separation_civil, row(3.5))] == ["broken"]
    assert [str(f.verdict) for f in found(separation_civil, row(4.5, wide=90.0))] == ["broken"]


def test_turning_and_shifting_changes_nothing() -> None:
    [finding] = found(group_layout, transformed(row(4.5, 5.0), TURNED))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(900.0))
