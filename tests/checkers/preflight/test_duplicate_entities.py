from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.duplicate_entities import duplicate_entities
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet, transformed


def drawn(*strokes: Any, **fields: Any) -> Any:
    return sheet(strokes, **fields)


def found(*strokes: Any, **fields: Any) -> Any:
    return findings(duplicate_entities, plans(drawn(*strokes, **fields)))


WALL = path((0, 0), (10, 0))


def test_a_sheet_without_repeats_is_met() -> None:
    [finding] = found(("WALL", WALL), ("WALL", path((0, 0.2), (10, 0.2))), ("WALL", path((0, 0), (9, 0))))
    assert finding.verdict == "met"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WALL, path((10, 0), (0, 0))),
        (rectangle(0, 0, 4, 3), rectangle(0, 0, 4, 3)),
        (rectangle(0, 0, 4, 3), rectangle(0, 0, 4, 3).reverse()),
    ],
)
def test_a_line_or_outline_drawn_again_either_way_round_is_broken_at_its_place(one: Any, other: Any) -> None:
    [finding] = found(("WALL", one), ("WALL", other), ("WALL", path((50, 50), (60, 50))))
    assert finding.verdict == "broken"
    assert one.buffer(0.001).contains(finding.where)
    assert "1 个图元" in finding.message.zh


def test_on_the_edge_two_millimetres_apart_are_two_lines() -> None:
    assert found(("WALL", WALL), ("WALL", path((0, 0.002), (10, 0.002))))[0].verdict == "met"


def test_the_same_line_on_another_layer_and_hatches_are_met() -> None:
    [finding] = found(("WALL", WALL), ("COLUMN", WALL))
    assert finding.verdict == "met"
    hatch = Stroke("GREEN", rectangle(0, 0, 5, 5), kind="hatch")
    assert found(hatch, hatch)[0].verdict == "met"


def test_small_strokes_of_one_symbol_are_its_authors_a_symbol_inserted_twice_is_not() -> None:
    leaf = path((0, 0), (0.9, 0))
    once = Stroke("DOOR", leaf, block="M0921", handle="A")
    again = Stroke("DOOR", leaf, block="M0921", handle="B")
    assert found(once, once)[0].verdict == "met"
    assert found(once, again)[0].verdict == "broken"


def test_turned_and_shifted_it_is_the_same() -> None:
    turned = transformed(drawn(("WALL", WALL), ("WALL", WALL)), (0.8, -0.6, 0.6, 0.8, 4e7, 3.5e6))
    assert findings(duplicate_entities, plans(turned))[0].verdict == "broken"


def test_pages_of_pdf_and_sheets_without_measured_layers_are_not_looked_at() -> None:
    assert found(("WALL", WALL), ("WALL", WALL), format="pdf") == []
    assert found(("DIM", WALL), ("DIM", WALL)) == []
