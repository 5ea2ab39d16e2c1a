from __future__ import annotations

from typing import Any

import pytest

from checkers.fire.garage_separation import garage_separation
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def drawn(gap: float, count: int = 4, others: Any = ()) -> Any:
    """Stalls of 2.4 by 5.3 m side by side, and a building of 40 by 15 m this far from them."""
    stalls = [("PARKING", rectangle(2.4 * number, 0, 2.4, 5.3)) for number in range(count)]
    building = ("BLDG_OUTLINE", rectangle(0, 5.3 + gap, 40, 15))
    return sheet([*stalls, building, *others], [("1#", 5, 12 + gap)], title="总平面图", scale=500.0)


def found(made: Any, rating: int | None = 2) -> Any:
    return findings(garage_separation, plans(made, buildings=[{"name": "1#", "fire_rating": rating}]))


def pair(gap: float, rating: int | None = 2) -> str:
    [_, finding] = found(drawn(gap), rating)
    return str(finding.verdict)


def test_the_rating_chooses_the_distance() -> None:
    assert (pair(6.5), pair(5.5)) == ("met", "broken")
    assert (pair(8.5, 3), pair(7.5, 3)) == ("met", "broken")
    assert (pair(10.5, 4), pair(9.5, 4)) == ("met", "broken")


def test_on_the_edge_the_very_distance_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert (pair(6.0), pair(5.9995), pair(5.998)) == ("met", "doubtful", "broken")


def test_an_unknown_rating_is_doubtful_where_it_decides() -> None:
    assert (pair(5.5, None), pair(7.0, None), pair(10.0, None)) == ("broken", "doubtful", "met")


def test_a_group_of_fifty_is_met_and_of_fifty_one_broken() -> None:
    assert [str(f.verdict) for f in found(drawn(30, 50))] == ["met"]
    assert [(str(f.verdict), f.measured) for f in found(drawn(30, 51))] == [("broken", 51.0)]


def test_stalls_six_metres_apart_are_two_groups_and_nearer_ones_are_one() -> None:
    def groups(apart: float) -> list[float]:
        row = [("PARKING", rectangle(9.6 + apart + 2.4 * number, 0, 2.4, 5.3)) for number in range(3)]
        return sorted(f.measured for f in found(drawn(30, others=row)))

    assert (groups(6.0), groups(5.9)) == ([3.0, 4.0], [7.0])


def test_stalls_over_a_building_are_doubtful() -> None:
    assert pair(-3.0) == "doubtful"


def test_a_plan_without_stalls_and_a_storey_are_not_looked_at() -> None:
    bare = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15))], title="总平面图", scale=500.0)
    assert found(bare) == []
    storey = sheet([("PARKING", rectangle(0, 0, 2.4, 5.3))], title="地下一层平面图")
    assert found(storey) == []


def test_turning_and_shifting_changes_nothing() -> None:
    [_, finding] = found(transformed(drawn(6.0), TURNED))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(6.0))


def test_stalls_below_ground_are_no_lot_in_the_open() -> None:
    below = [Stroke("PARKING", rectangle(2.4 * n, 0, 2.4, 5.3), layer="地下车位") for n in range(60)]
    made = sheet([*below, ("BLDG_OUTLINE", rectangle(0, 8, 40, 15))], [("1#", 5, 12)], title="总平面图", scale=500.0)
    assert found(made) == []


def test_rows_of_lines_and_unread_objects_leave_the_number_open() -> None:
    comb = [("PARKING", path((2.4 * n, 60), (2.4 * n, 65.3))) for n in range(60)]
    assert [str(f.verdict) for f in found(drawn(30, others=comb))] == ["doubtful", "doubtful"]
    alone = sheet(comb, title="总平面图", scale=500.0)
    assert [str(f.verdict) for f in found(alone)] == ["doubtful"]
    hidden = sheet(
        [("PARKING", rectangle(0, 0, 2.4, 5.3))],
        title="总平面图",
        scale=500.0,
        not_displayed=[not_shown("proxy", "TCH_PARKING")],
    )
    assert [str(f.verdict) for f in found(hidden)] == ["doubtful"]


def test_a_garage_above_ground_beside_a_building_is_doubtful() -> None:
    def said(gap: float) -> list[str]:
        outlines = [("BLDG_OUTLINE", rectangle(0, 0, 20, 10)), ("BLDG_OUTLINE", rectangle(20 + gap, 0, 20, 10))]
        made = sheet(outlines, [("1#", 5, 5), ("2#", 25 + gap, 5)], title="总平面图", scale=500.0)
        buildings = [{"name": "1#", "use": "residential"}, {"name": "2#", "use": "garage"}]
        return [str(f.verdict) for f in findings(garage_separation, plans(made, buildings=buildings))]

    assert (said(5), said(20)) == (["doubtful"], [])


def test_a_parking_ground_without_stalls_is_not_passed_over() -> None:
    rows = [("PARKING", rectangle(30 * n, 0, 24, 5.3)) for n in range(6)]
    made = sheet(rows, title="总平面图", scale=500.0)
    assert [str(f.verdict) for f in found(made)] == ["doubtful"] * 6
