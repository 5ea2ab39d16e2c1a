from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import affine_transform

from checkers.fire.lane_wall_gap import lane_wall_gap
from tests.checkers.drawn import findings, path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
TEXTS = [("1#", 5, 25)]


def drawn(gap: float, others: Any = ()) -> Any:
    entities = [("FIRE_LANE", rectangle(0, 0, 60, 4)), ("BLDG_OUTLINE", rectangle(0, 4 + gap, 40, 30)), *others]
    return sheet(entities, TEXTS, title="消防总平面图", scale=500.0)


def verdicts(gap: float, others: Any = ()) -> Any:
    return [str(f.verdict) for f in findings(lane_wall_gap, plans(drawn(gap, others)))]


def test_a_lane_far_enough_from_the_wall_is_met_with_the_line_between() -> None:
    [finding] = findings(lane_wall_gap, plans(drawn(6)))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(6.0))
    assert finding.along.length == pytest.approx(6.0)


def test_on_the_edge_the_very_distance_is_met_and_what_is_nearer_than_preferred_doubtful() -> None:
    assert verdicts(5) == ["met"]
    assert verdicts(4.9995) == ["doubtful"]
    assert verdicts(3) == ["doubtful"]


def test_a_lane_along_the_very_wall_is_broken() -> None:
    assert verdicts(0) == ["broken"]
    assert [f.verdict for f in findings(lane_wall_gap, plans(transformed(drawn(0), TURNED)))] == ["broken"]


def test_a_lane_over_a_building_may_pass_through_and_is_doubtful() -> None:
    assert verdicts(-2) == ["doubtful"]


def test_a_building_far_away_a_gate_house_and_a_set_without_lanes_are_not_looked_at() -> None:
    assert verdicts(16) == []
    house = sheet(
        [("FIRE_LANE", rectangle(0, 0, 60, 4)), ("BLDG_OUTLINE", rectangle(5, 5, 4, 4))],
        [("门卫", 6, 6)],
        title="消防总平面图",
        scale=500.0,
    )
    assert findings(lane_wall_gap, plans(house)) == []
    lone = sheet([("BLDG_OUTLINE", rectangle(0, 9, 40, 30))], TEXTS, title="消防总平面图", scale=500.0)
    assert findings(lane_wall_gap, plans(lone)) == []


def test_an_open_outline_is_doubtful() -> None:
    opened = ("BLDG_OUTLINE", path((70, 10), (90, 10), (90, 30), (70, 30), (70, 11)))
    assert verdicts(6, [opened]) == ["met", "doubtful"]


def test_turning_and_shifting_changes_nothing() -> None:
    assert affine_transform(rectangle(0, 0, 1, 1), TURNED).area == pytest.approx(1.0)
    [finding] = findings(lane_wall_gap, plans(transformed(drawn(6), TURNED)))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(6.0))
