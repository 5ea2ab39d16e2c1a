from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate, translate

from checkers.fire.lane_deadend import lane_deadend
from tests.checkers.drawn import findings, path, plans, rectangle, sheet

ROAD = ("ROAD", rectangle(-20, -10, 10, 80))
"""a road the lanes lead off to the right of"""


def found(*lanes: Any, others: Any = (ROAD,), texts: Any = (), **facts: Any) -> Any:
    drawn = sheet([*(("FIRE_LANE", lane) for lane in lanes), *others], texts, title="消防总平面图", scale=500.0)
    return findings(lane_deadend, plans(drawn, **facts))


def test_a_short_dead_end_is_met() -> None:
    [finding] = found(rectangle(-10, 0, 38, 4))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(38.0))


def test_a_long_dead_end_without_a_place_to_turn_is_broken() -> None:
    [finding] = found(rectangle(-10, 0, 60, 4))
    assert (finding.verdict, finding.required) == ("broken", 12.0)
    assert finding.measured == pytest.approx(4.0, abs=0.02)


def test_a_place_to_turn_of_twelve_metres_is_met_and_one_of_eleven_broken() -> None:
    assert [f.verdict for f in found(rectangle(-10, 0, 60, 4), rectangle(50, -4, 12, 12))] == ["met"]
    assert [f.verdict for f in found(rectangle(-10, 0, 60, 4), rectangle(50, -4, 11.9, 11.9))] == ["broken"]


def test_on_the_edge_forty_metres_need_no_place_and_a_little_more_do() -> None:
    assert found(rectangle(-10, 0, 40, 4))[0].verdict == "met"
    assert found(rectangle(-10, 0, 40.0005, 4))[0].verdict == "doubtful"
    assert found(rectangle(-10, 0, 40.01, 4))[0].verdict == "broken"


def test_at_a_high_rise_twelve_metres_are_doubtful_and_fifteen_met() -> None:
    tower = ("BLDG_OUTLINE", rectangle(0, 20, 40, 15))
    texts = [("1#", 5, 25), ("住宅", 10, 25), ("H=53.8m", 15, 25)]
    small = found(rectangle(-10, 0, 60, 4), rectangle(50, -4, 12, 12), others=(ROAD, tower), texts=texts)
    large = found(rectangle(-10, 0, 60, 4), rectangle(50, -6, 15, 15), others=(ROAD, tower), texts=texts)
    assert [f.verdict for f in (*small, *large)] == ["doubtful", "met"]


def test_a_climbing_ground_at_the_end_is_a_place_to_turn() -> None:
    ground = ("CLIMB_GROUND", rectangle(30, 4, 20, 10))
    assert [f.verdict for f in found(rectangle(-10, 0, 60, 4), others=(ROAD, ground))] == ["met"]


def test_a_ring_and_a_lane_between_two_roads_have_no_dead_end() -> None:
    assert found(rectangle(0, 0, 60, 40), rectangle(4, 4, 52, 32), others=()) == []
    other = ("ROAD", rectangle(50, -10, 10, 80))
    assert found(rectangle(-10, 0, 60, 4), others=(ROAD, other)) == []


def test_a_lane_that_leaves_over_the_boundary_is_no_dead_end() -> None:
    boundary = ("SITE_BOUNDARY", rectangle(-60, -10, 110, 120))
    assert found(rectangle(-10, 0, 60, 4), others=(ROAD, boundary)) == []


def test_a_lane_that_ends_before_the_boundary_may_be_a_dead_end() -> None:
    def end(gap: float) -> list[str]:
        boundary = ("SITE_BOUNDARY", rectangle(-60, -10, 110 + gap, 120))
        return [str(f.verdict) for f in found(rectangle(-10, 0, 60, 4), others=(ROAD, boundary))]

    assert (end(0.0), end(2.5), end(10.0)) == ([], ["doubtful"], ["broken"])


def test_a_road_that_leads_nowhere_makes_the_dead_end_longer() -> None:
    """The lane is 32 m long, the road behind it another 30 m; only where that road goes on is it no dead end."""
    ring = rectangle(0, 0, 60, 40), rectangle(4, 4, 52, 32)
    lane, behind = rectangle(58, 10, 32, 4), ("ROAD", rectangle(90, 10, 30, 4))

    def end(right: float, *more: Any) -> list[str]:
        boundary = ("SITE_BOUNDARY", rectangle(-20, -20, right + 20, 80))
        return [str(f.verdict) for f in found(*ring, lane, others=(behind, boundary, *more))]

    assert (end(160.0), end(120.0)) == (["doubtful"], [])
    back = ("ROAD", Polygon([(116, 14), (120, 14), (120, 34), (58, 34), (58, 30), (116, 30)]))
    assert end(160.0, back) == []


def test_a_branch_of_a_ring_is_measured_from_the_ring() -> None:
    ring = rectangle(0, 0, 60, 40), rectangle(4, 4, 52, 32)
    short = found(*ring, rectangle(58, 10, 30, 4), others=())
    long = found(*ring, rectangle(58, 10, 60, 4), others=())
    assert [(f.verdict, f.measured) for f in short] == [("met", pytest.approx(28.0, abs=0.5))]
    assert [f.verdict for f in long] == ["broken"]


def test_a_lane_that_nothing_connects_is_doubtful_at_both_ends() -> None:
    assert [f.verdict for f in found(rectangle(0, 0, 60, 4), others=())] == ["doubtful", "doubtful"]


def test_kerbs_beside_the_end_leave_it_open_whether_the_road_goes_on() -> None:
    kerb = ("ROAD", path((52, -20), (52, 30)))
    assert [f.verdict for f in found(rectangle(-10, 0, 60, 4), others=(ROAD, kerb))] == ["doubtful"]


def test_the_arms_of_a_t_are_doubtful() -> None:
    verdicts = [f.verdict for f in found(rectangle(-10, 0, 60, 4), rectangle(46, -12, 4, 28))]
    assert verdicts == ["doubtful", "doubtful"]


def test_turning_and_shifting_changes_nothing() -> None:
    def moved(shape: Any) -> Any:
        return translate(rotate(shape, 37, origin=(0, 0)), 500_000, 3_500_000)

    drawn = sheet(
        [("FIRE_LANE", moved(rectangle(-10, 0, 60, 4))), ("ROAD", moved(ROAD[1]))],
        title="消防总平面图",
        scale=500.0,
        origin=(499_900.0, 3_499_900.0),
    )
    [finding] = findings(lane_deadend, plans(drawn))
    assert (finding.verdict, finding.required) == ("broken", 12.0)


def test_a_set_without_lanes_is_not_looked_at() -> None:
    assert found() == []


def test_what_lies_around_the_end_may_be_drawn_on_another_sheet() -> None:
    def plan(identity: str, *entities: Any) -> Any:
        return sheet(entities, title="消防总平面图", scale=500.0, identity=identity)

    ring = [("FIRE_LANE", rectangle(0, 0, 60, 40)), ("FIRE_LANE", rectangle(4, 4, 52, 32))]
    lane = ("FIRE_LANE", rectangle(58, 10, 60, 4))
    other = plan("a-2", ("CLIMB_GROUND", rectangle(100, 14, 20, 10)))
    assert [f.verdict for f in findings(lane_deadend, plans(plan("a-1", *ring, lane)))] == ["broken"]
    assert [f.verdict for f in findings(lane_deadend, plans(plan("a-1", *ring, lane), other))] == ["doubtful"]
