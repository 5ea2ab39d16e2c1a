from __future__ import annotations

from dataclasses import replace
from typing import Any

from shapely import Point

from checkers.drawing.model import Layer
from checkers.preflight.layer0_defpoints import layer0_defpoints
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet


def lines(layer: str, count: int) -> list[Stroke]:
    return [Stroke("", path((0, row), (10, row)), layer=layer) for row in range(count)]


def found(*strokes: Stroke, **fields: Any) -> Any:
    return findings(layer0_defpoints, plans(sheet(strokes, **fields)))


def test_a_sheet_with_nothing_on_layer_0_is_met() -> None:
    [finding] = found(*lines("A-WALL", 60))
    assert finding.verdict == "met"


def test_many_entities_on_layer_0_and_defpoints_are_broken() -> None:
    [finding] = found(*lines("0", 3), *lines("Defpoints", 3), *lines("A-WALL", 54))
    assert (finding.verdict, finding.measured) == ("broken", 0.1)


def test_on_the_edge_five_of_a_hundred_are_met() -> None:
    assert found(*lines("0", 5), *lines("A-WALL", 95))[0].verdict == "met"
    assert found(*lines("0", 6), *lines("A-WALL", 94))[0].verdict == "broken"


def test_points_that_dimensions_leave_are_not_counted() -> None:
    points = [Stroke("", Point(row, 0), layer="Defpoints") for row in range(50)]
    [finding] = found(*points, *lines("A-WALL", 60))
    assert finding.verdict == "met"


def test_walls_on_a_frozen_layer_are_doubtful_in_one_finding() -> None:
    drawn = sheet([("WALL", rectangle(0, 0, 5, 5)), ("WALL", rectangle(9, 0, 5, 5))])
    frozen = replace(drawn, layers=tuple(Layer(each.name, each.meaning, visible=False) for each in drawn.layers))
    [finding] = findings(layer0_defpoints, plans(frozen))
    assert finding.verdict == "doubtful"
    assert "2 个构件" in finding.message.zh
    assert "A-WALL" in finding.message.zh


def test_a_layer_that_is_not_plotted_is_doubtful_too_and_one_of_notes_is_not() -> None:
    drawn = sheet([("WALL", rectangle(0, 0, 5, 5)), ("", rectangle(9, 0, 5, 5))])
    unplotted = replace(
        drawn, layers=tuple(Layer(each.name, each.meaning, visible=True, plots=False) for each in drawn.layers)
    )
    [finding] = findings(layer0_defpoints, plans(unplotted))
    assert "1 个构件" in finding.message.zh


def test_pages_of_pdf_are_not_looked_at() -> None:
    assert found(*lines("0", 60), format="pdf") == []
