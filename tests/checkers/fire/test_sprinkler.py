from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.fire.sprinkler import sprinkler
from tests.checkers.drawn import circle, findings, not_shown
from tests.checkers.floor import OFFICE, Floor

TURNED = (math.cos(0.6), -math.sin(0.6), math.sin(0.6), math.cos(0.6), 512345.6, 3412345.6)
MODERATE = {**OFFICE, "sprinkler_hazard": "moderate-1"}


def grid(
    columns: int, rows: int, dx: float, dy: float, x: float, y: float, width: float, height: float, **fields: Any
) -> Floor:
    """A room at the origin with heads dx and dy apart, the first at x, y."""
    floor = Floor("3#楼三层喷淋平面图", **fields)
    floor.room("办公室", 0, 0, width, height)
    heads = [(x + i * dx, y + j * dy) for i in range(columns) for j in range(rows)]
    floor.strokes = [("SPRINKLER", circle(hx, hy, 0.1), "circle") for hx, hy in heads]
    return floor


def judged(floor: Floor, building: Any = MODERATE, affine: Any = None) -> Any:
    [finding] = findings(sprinkler, floor.plans(affine, buildings=[building]))
    return finding


def test_a_regular_room_is_met() -> None:
    assert judged(grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8)).verdict == "met"


def test_heads_too_far_apart_are_broken_with_the_line_between() -> None:
    finding = judged(grid(2, 2, 4.2, 2.8, 1.7, 1.4, 7.6, 5.6))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(4.2), 4.0)
    assert finding.along.length == pytest.approx(4.2)


def test_heads_too_near_to_each_other_are_broken() -> None:
    finding = judged(grid(2, 1, 1.5, 0, 1.7, 1.7, 5, 3.4))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(1.5), 1.8)


def test_a_square_of_heads_is_held_by_the_area() -> None:
    finding = judged(grid(4, 4, 3.8, 3.8, 1.8, 1.8, 15.0, 15.0))
    assert (finding.verdict, finding.unit) == ("broken", "m²")
    assert finding.measured == pytest.approx(3.8 * 3.8)


def test_a_square_allowed_by_its_side_and_not_by_its_area_is_doubtful() -> None:
    """3.6 m by 3.6 m are 12.96 m², and 12.5 m² one head protects; the table has both numbers."""
    assert judged(grid(4, 4, 3.6, 3.6, 1.8, 1.8, 14.4, 14.4)).verdict == "doubtful"
    assert judged(grid(4, 4, 3.4, 3.6, 1.7, 1.8, 13.6, 14.4)).verdict == "met"
    assert judged(grid(4, 4, 3.6, 3.7, 1.8, 1.8, 14.4, 14.7)).verdict == "broken"


def test_a_head_too_far_from_or_too_near_to_a_wall_is_broken() -> None:
    far = judged(grid(2, 2, 3.0, 3.0, 2.0, 1.5, 6.5, 6.0))
    assert (far.verdict, far.measured, far.required) == ("broken", pytest.approx(2.0), 1.8)
    near = judged(grid(2, 2, 3.0, 3.0, 0.05, 1.5, 4.5, 6.0))
    assert (near.verdict, near.measured, near.required) == ("broken", pytest.approx(0.05), 0.1)


def test_on_the_edge_the_very_sizes_are_met_and_a_hair_more_is_doubtful() -> None:
    assert judged(grid(2, 2, 4.0, 3.125, 1.8, 1.5, 7.6, 6.125)).verdict == "met"
    assert judged(grid(2, 2, 3.6, 3.0, 1.8, 1.5, 7.2, 6.0)).verdict == "met"
    assert judged(grid(2, 2, 4.0005, 3.0, 1.8, 1.5, 7.6005, 6.0)).verdict == "doubtful"
    assert judged(grid(2, 2, 4.002, 3.0, 1.8, 1.5, 7.602, 6.0)).verdict == "broken"


def test_the_hazard_class_chooses_the_limits_and_unknown_is_doubtful_where_it_decides() -> None:
    floor = grid(2, 2, 4.2, 4.2, 2.1, 2.1, 8.4, 8.4)
    assert judged(floor, {**OFFICE, "sprinkler_hazard": "light"}).verdict == "met"
    assert judged(floor, MODERATE).verdict == "broken"
    assert judged(floor, OFFICE).verdict == "doubtful"
    assert judged(grid(2, 2, 2.8, 2.8, 1.4, 1.4, 5.6, 5.6), OFFICE).verdict == "met"
    assert judged(grid(2, 2, 5.0, 5.0, 1.5, 1.5, 8.0, 8.0), OFFICE).verdict == "broken"


def test_a_single_head_in_a_small_room_and_a_single_row_are_measured() -> None:
    assert judged(grid(1, 1, 0, 0, 1.5, 1.5, 3.0, 3.0)).verdict == "met"
    assert judged(grid(1, 1, 0, 0, 2.0, 1.5, 4.0, 3.0)).verdict == "broken"
    assert judged(grid(4, 1, 3.0, 0, 1.5, 1.2, 12.0, 2.4)).verdict == "met"
    assert judged(grid(3, 1, 4.5, 0, 1.5, 1.2, 12.0, 2.4)).verdict == "broken"


def test_a_pair_drawn_over_each_other_is_one_head() -> None:
    floor = grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8)
    floor.strokes += list(floor.strokes)
    assert judged(floor).verdict == "met"


def test_heads_in_no_room_and_what_could_not_be_read_are_doubtful() -> None:
    floor = grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8)
    floor.strokes.append(("SPRINKLER", circle(30, 30, 0.1), "circle"))
    said = findings(sprinkler, floor.plans(buildings=[MODERATE]))
    assert [str(f.verdict) for f in said] == ["met", "doubtful"]
    hidden = grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8, not_displayed=(not_shown("proxy", "TCH_WALL"),))
    assert judged(hidden).verdict == "doubtful"


def test_a_plan_without_heads_is_not_looked_at() -> None:
    floor = Floor("3#楼三层喷淋平面图")
    floor.room("办公室", 0, 0, 5, 5)
    assert [f.verdict for f in findings(sprinkler, floor.plans(buildings=[MODERATE]))] == ["doubtful"]
    floor.title = "3#楼三层平面图"
    assert findings(sprinkler, floor.plans(buildings=[MODERATE])) == []


def test_rooms_without_heads_beside_others_with_them_are_not_passed_over() -> None:
    def said(name: str, **fields: Any) -> list[str]:
        floor = grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8)
        floor.room(name, 10.4, 0, 6, 6.8)
        return [str(f.verdict) for f in findings(sprinkler, floor.plans(buildings=[{**MODERATE, **fields}]))]

    assert said("会议室", sprinklered=True) == ["met", "doubtful"]
    assert said("楼梯间", sprinklered=True) == ["met"]
    assert said("会议室", sprinklered=False) == ["met"]
    assert "会议室" in findings(sprinkler, _two().plans(buildings=[{**MODERATE, "sprinklered": True}]))[1].message.zh


def _two() -> Floor:
    floor = grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8)
    floor.room("会议室", 10.4, 0, 6, 6.8)
    return floor


def test_turning_and_shifting_changes_nothing() -> None:
    assert judged(grid(3, 2, 3.4, 3.4, 1.7, 1.7, 10.2, 6.8), affine=TURNED).verdict == "met"
    assert judged(grid(2, 2, 4.0, 3.125, 1.8, 1.5, 7.6, 6.125), affine=TURNED).verdict == "met"
    assert judged(grid(2, 2, 4.2, 2.8, 1.7, 1.4, 7.6, 5.6), affine=TURNED).measured == pytest.approx(4.2)
