from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.layer_naming import layer_naming
from tests.checkers.drawn import Stroke, findings, path, plans, sheet


def lines(layer: str, count: int, meaning: str = "") -> list[Stroke]:
    return [Stroke(meaning, path((0, row), (10, row)), layer=layer) for row in range(count)]


def found(*strokes: Stroke, **fields: Any) -> Any:
    return findings(layer_naming, plans(sheet(strokes, **fields)))


@pytest.mark.parametrize(
    "name", ["A-WALL", "A-FLOR-STRS", "建筑-墙体", "总图-乔木", "base$0$A-WALL", "xref|E-LTNG", "3T_WOOD", "S_BEAM"]
)
def test_names_of_the_standard_and_of_known_programs_are_met(name: str) -> None:
    [finding] = found(*lines(name, 60))
    assert (finding.verdict, finding.measured) == ("met", 0.0)


def test_a_name_that_tells_its_meaning_otherwise_is_met() -> None:
    [finding] = found(*lines("围护砌块", 60, "WALL"))
    assert finding.verdict == "met"


def test_more_than_a_tenth_on_layers_nobody_can_tell_is_broken_and_names_them() -> None:
    [finding] = found(*lines("图层1", 12), *lines("A-WALL", 88))
    assert (finding.verdict, finding.measured) == ("broken", 0.12)
    assert "图层1" in finding.message.zh


def test_on_the_edge_a_tenth_is_met() -> None:
    [finding] = found(*lines("图层1", 10), *lines("A-WALL", 90))
    assert (finding.verdict, finding.measured) == ("met", 0.1)


def test_pages_of_pdf_and_nearly_empty_sheets_are_not_looked_at() -> None:
    assert found(*lines("图层1", 60), format="pdf") == []
    assert found(*lines("图层1", 49)) == []
