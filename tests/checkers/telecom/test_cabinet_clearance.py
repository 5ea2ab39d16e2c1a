"""Cabinets of 0.6 by 0.8 m in a telecom room whose lower left corner lies at 0, 0."""

from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.telecom.cabinet_clearance import cabinet_clearance
from tests.checkers.drawn import Stroke, findings, not_shown, plans, rectangle, sheet, transformed


def room(
    wide: float, deep: float, *cabinets: Polygon, texts: tuple[Any, ...] = (), name: str = "电信间", **more: Any
) -> Any:
    strokes = [("SPACE", rectangle(0, 0, wide, deep))]
    strokes += [Stroke("TEL", cabinet, layer="弱电-机柜") for cabinet in cabinets]
    return sheet(strokes, [(name, 0.1, 0.1), *texts], **more)


def said(drawn: Any) -> list[tuple[str, float | None, float | None]]:
    found = findings(cabinet_clearance, plans(drawn))
    return sorted((str(f.verdict), f.measured and round(f.measured, 6), f.required) for f in found)


def row(x: float, y: float, count: int) -> list[Polygon]:
    """Cabinets side by side along x, 0.6 m wide and 0.8 m deep."""
    return [rectangle(x + 0.6 * number, y, 0.6, 0.8) for number in range(count)]


def test_a_metre_on_every_side_is_met() -> None:
    assert said(room(2.6, 2.8, rectangle(1, 1, 0.6, 0.8)))[0][0] == "met"


def test_half_a_metre_beside_is_broken() -> None:
    [finding] = findings(cabinet_clearance, plans(room(2.6, 2.8, rectangle(0.5, 1, 0.6, 0.8))))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(0.5), 0.8)
    assert finding.along is not None
    assert finding.along.length == pytest.approx(0.5)


def test_nowhere_a_metre_is_broken_for_the_front() -> None:
    assert said(room(2.3, 2.5, rectangle(0.85, 0.85, 0.6, 0.8))) == [("broken", 0.85, 1.0)]


def test_on_the_edge_and_half_a_millimetre_short() -> None:
    assert said(room(4, 2.6, *row(0.8, 0.8, 3), texts=(("正面", 1.5, 1.7),)))[0][0] == "met"
    assert said(room(4, 2.6, *row(0.7995, 0.8, 3), texts=(("正面", 1.5, 1.7),)))[0] == ("doubtful", 0.7995, 0.8)


def test_a_front_that_nothing_marks_is_doubtful_where_the_limits_differ() -> None:
    assert said(room(4, 2.6, *row(0.8, 0.8, 3)))[0][0] == "doubtful"


def test_a_marked_front_too_near_is_broken() -> None:
    assert said(room(4, 2.6, *row(1, 0.9, 3), texts=(("正面", 1.5, 0.8),))) == [("broken", 0.9, 1.0)]


def test_rows_keep_their_distance() -> None:
    two = [*row(1, 1, 3), *row(1, 3.0, 3)]
    assert [verdict for verdict, _, _ in said(room(4, 5, *two))] == ["met", "met"]
    near = [*row(1, 1, 3), *row(1, 2.9, 3)]
    assert said(room(4, 5, *near)) == [("broken", 1.1, 1.2), ("broken", 1.1, 1.2)]


def test_a_block_named_so_is_a_cabinet_in_any_direction() -> None:
    strokes = [("SPACE", rectangle(0, 0, 2.6, 2.8)), Stroke("TEL", rectangle(0.5, 1, 0.6, 0.8), block="19寸机柜")]
    block = {"name": "19寸机柜", "x": 0.5, "y": 1, "layer": "TEL", "bounds": (0.5, 1, 1.1, 1.8)}
    drawn = sheet(strokes, [("电信间", 0.1, 0.1)], blocks=[block])
    for affine in ([1, 0, 0, 1, 0, 0], [0.6, -0.8, 0.8, 0.6, 4e5, 3e6]):
        [finding] = findings(cabinet_clearance, plans(transformed(drawn, affine)))
        assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.5, abs=1e-6))


def test_rooms_without_cabinets_and_cabinets_elsewhere_are_not_looked_at() -> None:
    assert said(room(2.6, 2.8)) == []
    assert said(room(2.6, 2.8, rectangle(0.5, 1, 0.6, 0.8), name="办公室")) == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    hidden = room(2.6, 2.8, rectangle(1, 1, 0.6, 0.8), not_displayed=[not_shown("proxy", "TCH_WALL")])
    assert said(hidden)[0][0] == "doubtful"


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(room(2.6, 2.8, rectangle(0.5, 1, 0.6, 0.8)), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    assert said(moved) == [("broken", 0.5, 0.8)]
