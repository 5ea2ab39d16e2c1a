from __future__ import annotations

from typing import Any

from shapely import LineString, Point, Polygon

from checkers.preflight.zero_length import zero_length
from tests.checkers.drawn import Stroke, findings, path, plans, sheet, transformed


def found(*strokes: Any) -> Any:
    return findings(zero_length, plans(sheet(strokes)))


NONE = LineString([(3, 4), (3, 4)])


def test_lines_with_a_length_are_met() -> None:
    [finding] = found(("WALL", path((0, 0), (10, 0))))
    assert finding.verdict == "met"


def test_a_wall_of_no_length_is_broken_at_its_place() -> None:
    [finding] = found(("WALL", NONE), ("WALL", path((0, 0), (10, 0))))
    assert finding.verdict == "broken"
    assert finding.where.equals(Point(3, 4))
    assert "补画" in finding.message.zh


def test_an_outline_that_encloses_nothing_is_broken() -> None:
    assert found(("SITE_BOUNDARY", Polygon([(1, 1), (1, 1), (1, 1)])))[0].verdict == "broken"


def test_on_the_edge_a_millimetre_is_a_length() -> None:
    assert found(("WALL", path((0, 0), (0.001, 0))))[0].verdict == "met"
    assert found(("WALL", path((0, 0), (0.0009, 0))))[0].verdict == "broken"


def test_each_layer_has_its_own_finding() -> None:
    assert [f.verdict for f in found(("WALL", NONE), ("LP_STRIP", NONE))] == ["broken", "broken"]


def test_points_and_other_layers_are_not_looked_at() -> None:
    assert found(("DIM", NONE)) == []
    assert found(Stroke("WALL", Point(1, 1)))[0].verdict == "met"


def test_turned_and_shifted_it_is_the_same() -> None:
    far = transformed(sheet([("WALL", NONE)]), (0.8, -0.6, 0.6, 0.8, 4e7, 3.5e6))
    assert findings(zero_length, plans(far))[0].verdict == "broken"
