from __future__ import annotations

import math
from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate, translate

from checkers.errors import CouldNotRead
from checkers.fire.lane_size import lane_size
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Polygon:
    """A rectangle with round corners, a chord each two degrees."""
    centres = ((width - radius, radius), (width - radius, height - radius), (radius, height - radius), (radius, radius))
    return Polygon(
        (x + cx + radius * math.cos(math.radians(a)), y + cy + radius * math.sin(math.radians(a)))
        for (cx, cy), start in zip(centres, (-90, 0, 90, 180), strict=True)
        for a in range(start, start + 91, 2)
    )


def found(*shapes: Any, texts: Any = (), title: str = "消防总平面图", **fields: Any) -> Any:
    drawn = sheet([("FIRE_LANE", shape) for shape in shapes], texts, title=title, scale=500.0, **fields)
    return findings(lane_size, plans(drawn))


def widths(*shapes: Any, **fields: Any) -> Any:
    return [f for f in found(*shapes, **fields) if "转弯" not in f.subject]


def test_a_lane_of_full_width_is_met() -> None:
    [finding] = found(rectangle(0, 0, 60, 4.5))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(4.5))


def test_a_narrow_lane_is_broken_with_the_line_across_it() -> None:
    [finding] = found(rectangle(0, 0, 60, 3.5))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(3.5))
    assert finding.along.length == pytest.approx(3.5)


def test_on_the_edge_the_very_width_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert found(rectangle(0, 0, 60, 4.0))[0].verdict == "met"
    assert found(rectangle(0, 0, 60, 3.9995))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 60, 3.998))[0].verdict == "broken"


def test_a_ring_of_exactly_four_metres_is_met_along_its_arcs_too() -> None:
    outer, inner = rounded(0, 0, 100, 60, 13), rounded(4, 4, 92, 52, 9)
    [width, turn] = found(outer, inner)
    assert (width.verdict, width.measured) == ("met", pytest.approx(4.0))
    assert (turn.verdict, turn.measured) == ("met", pytest.approx(9.0))


def test_a_ring_turned_and_far_away_is_the_same() -> None:
    shapes = [
        translate(rotate(ring, 31, origin=(0, 0)), 500_000, 3_500_000)
        for ring in (rounded(0, 0, 100, 60, 13), rounded(4, 4, 92, 52, 9))
    ]
    [width, turn] = found(*shapes, origin=(499_900.0, 3_499_900.0))
    assert (width.verdict, width.measured) == ("met", pytest.approx(4.0))
    assert (turn.verdict, turn.measured) == ("met", pytest.approx(9.0))


def test_one_narrow_place_of_a_ring_is_found() -> None:
    outer = rounded(0, 0, 100, 60, 13).difference(rectangle(50, 0, 0.8, 0.4))
    [width] = widths(outer, rounded(4, 4, 92, 52, 9))
    assert (width.verdict, width.measured) == ("broken", pytest.approx(3.6))


def test_a_narrow_branch_is_found_and_the_place_to_turn_in_narrows_nothing() -> None:
    [branch] = widths(rectangle(0, 0, 60, 4), rectangle(30, 3, 3.8, 40))
    assert (branch.verdict, branch.measured) == ("broken", pytest.approx(3.8))
    [pad] = widths(rectangle(0, 0, 60, 4), rectangle(48, 0, 12, 12))
    assert (pad.verdict, pad.measured) == ("met", pytest.approx(4.0))


def test_two_open_kerbs_bound_a_lane_and_a_hatch_is_one() -> None:
    [kerbs] = found(path((0, 0), (60, 0)), path((0, 3.6), (60, 3.6)))
    assert (kerbs.verdict, kerbs.measured) == ("broken", pytest.approx(3.6))
    drawn = sheet([("FIRE_LANE", rectangle(0, 0, 60, 4), "hatch")], title="消防总平面图", scale=500.0)
    assert [f.verdict for f in findings(lane_size, plans(drawn))] == ["met"]


def test_a_lane_drawn_by_its_middle_line_is_doubtful() -> None:
    assert [f.verdict for f in found(path((0, 0), (60, 0), (60, 40)))] == ["doubtful"]


def test_a_tight_turn_is_doubtful_and_never_broken() -> None:
    [_, turn] = found(rounded(0, 0, 100, 60, 10), rounded(4, 4, 92, 52, 6))
    assert (turn.verdict, turn.measured) == ("doubtful", pytest.approx(6.0))


def test_nine_metres_are_doubtful_where_a_high_rise_needs_a_ladder_truck_and_twelve_are_met() -> None:
    tower = ("BLDG_OUTLINE", rectangle(30, 20, 40, 15))
    texts = [("1#", 35, 25), ("住宅", 40, 25), ("H=53.8m", 45, 25)]

    def turn(radius: float) -> Any:
        rings = rounded(0, 0, 100, 60, radius + 4), rounded(4, 4, 92, 52, radius)
        drawn = sheet([*(("FIRE_LANE", ring) for ring in rings), tower], texts, title="消防总平面图", scale=500.0)
        return findings(lane_size, plans(drawn))[1].verdict

    assert (turn(9.0), turn(12.0)) == ("doubtful", "met")


def test_a_sharp_bend_is_doubtful() -> None:
    bent = Polygon([(0, 0), (60, 0), (60, 4), (4, 4), (4, 50), (0, 50)])
    ring = rectangle(0, 0, 60, 50).difference(rectangle(4, 4, 52, 42))
    assert [f.verdict for f in found(ring.exterior, Polygon(ring.interiors[0]))] == ["met", "doubtful"]
    assert [f.verdict for f in widths(bent)] == ["met"]


def test_a_road_with_the_words_written_on_it_is_a_fire_lane() -> None:
    drawn = sheet([("ROAD", rectangle(0, 0, 60, 3.8))], [("消防车道", 20, 1)], title="消防总平面图", scale=500.0)
    assert [f.verdict for f in findings(lane_size, plans(drawn))] == ["broken"]


def test_what_could_not_be_read_may_stand_in_the_way() -> None:
    hidden = [not_shown("proxy", "TCH_WALL")]
    assert [f.verdict for f in found(rectangle(0, 0, 60, 4.5), not_displayed=hidden)] == ["doubtful"]
    assert [f.verdict for f in found(rectangle(0, 0, 60, 3.5), not_displayed=hidden)] == ["broken"]


def test_a_fire_site_plan_without_lanes_could_not_be_read_and_another_plan_is_not_looked_at() -> None:
    with pytest.raises(CouldNotRead, match="FIRE_LANE"):
        found()
    assert found(title="一层平面图") == []
    assert found(title="总平面图") == []


def test_nonsense_does_not_raise() -> None:
    crossing = Polygon([(0, 0), (60, 4), (60, 0), (0, 4)])
    assert found(crossing, path((0, 0), (0, 0)), rectangle(0, 0, 60, 0)) is not None


def test_a_building_or_stalls_drawn_on_a_lane_are_doubtful_and_a_narrow_lane_stays_broken() -> None:
    def said(width: float, *others: Any) -> list[str]:
        lane = ("FIRE_LANE", rectangle(0, 0, 60, width))
        drawn = sheet([lane, *others], title="消防总平面图", scale=500.0)
        return [str(f.verdict) for f in findings(lane_size, plans(drawn))]

    gate, stall = ("BLDG_OUTLINE", rectangle(20, -2, 8, 9)), ("PARKING", rectangle(10, 0, 2.4, 5.0))
    assert (said(4.5), said(4.5, gate), said(4.5, stall), said(3.5, gate)) == (
        ["met"],
        ["doubtful"],
        ["doubtful"],
        ["broken"],
    )
    assert said(4.5, ("PARKING", rectangle(10, 4.5, 2.4, 5.0))) == ["met"]


def test_lanes_on_a_sheet_that_is_no_site_plan_are_not_passed_over() -> None:
    assert [f.verdict for f in found(rectangle(0, 0, 60, 3), title="消防车道分析图")] == ["doubtful"]
