from __future__ import annotations

from typing import Any

import pytest

from checkers.fire.hydrant_position import hydrant_position
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
KERBS = (("ROAD", path((-50, 0), (50, 0))), ("ROAD", path((-50, -7), (50, -7))))


def drawn(y: float, entities: Any = KERBS, wall: float | None = 40.0) -> Any:
    building = [("BLDG_OUTLINE", rectangle(-20, wall, 40, 15))] if wall is not None else []
    blocks = [{"name": "SX100", "layer": "HYDRANT", "x": 0.0, "y": y}]
    return sheet([*entities, *building], [("1#", 5, 25)], blocks=blocks, title="消防总平面图", scale=500.0)


def said(y: float, **fields: Any) -> Any:
    [finding] = findings(hydrant_position, plans(drawn(y, **fields)))
    return str(finding.verdict)


def test_a_hydrant_beside_the_road_and_away_from_the_wall_is_met() -> None:
    [finding] = findings(hydrant_position, plans(drawn(1.5, wall=12)))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(1.5))


def test_a_hydrant_too_far_from_the_kerb_is_broken() -> None:
    [finding] = findings(hydrant_position, plans(drawn(2.6)))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.6))


def test_on_the_edge_the_very_distances_are_met_and_a_hair_more_is_doubtful() -> None:
    assert (said(2.0), said(0.5), said(2.0, wall=7)) == ("met", "met", "met")
    assert said(2.0005) == "doubtful"
    assert said(2.002) == "broken"


def test_what_the_clause_only_prefers_is_doubtful() -> None:
    assert said(0.3) == "doubtful"
    assert said(1.0, wall=4) == "doubtful"


def test_a_hydrant_inside_a_road_is_doubtful() -> None:
    assert said(-1.0) == "doubtful"


def test_without_a_kerb_around_nothing_can_be_said() -> None:
    assert said(1.0, entities=()) == "doubtful"
    assert said(20.0) == "doubtful"


def test_a_lane_alone_leaves_the_kerb_open() -> None:
    lane = [("FIRE_LANE", rectangle(-50, -7, 100, 4))]
    assert said(-2.0, entities=lane) == "met"
    assert said(1.0, entities=lane) == "doubtful"


def test_a_middle_line_is_no_kerb() -> None:
    middle = Stroke("ROAD", path((-50, 0), (50, 0)), layer="道路中心线")
    assert said(1.0, entities=[middle]) == "doubtful"
    assert said(1.0, entities=[middle, *KERBS]) == "met"


def test_without_a_building_the_distance_to_walls_is_open() -> None:
    assert said(1.0, wall=None) == "doubtful"
    assert said(2.6, wall=None) == "broken"


def test_a_sheet_without_hydrants_is_not_looked_at() -> None:
    assert findings(hydrant_position, plans(sheet(KERBS, title="消防总平面图", scale=500.0))) == []


def test_turning_and_shifting_changes_nothing() -> None:
    [finding] = findings(hydrant_position, plans(transformed(drawn(2.6), TURNED)))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.6))
