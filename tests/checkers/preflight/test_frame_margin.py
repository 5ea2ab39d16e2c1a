from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.frame_margin import frame_margin
from tests.checkers.drawn import findings, path, plans, rectangle, sheet, transformed


def drawn(left: float, right: float, top: float, bottom: float, **fields: Any) -> Any:
    """A sheet at 1:100 whose frame line stands so many millimetres off the edges."""
    made = {"frame": "A1", "size_mm": (841.0, 594.0), **fields}
    width, height = made["size_mm"]
    inner = rectangle(left / 10, bottom / 10, (width - left - right) / 10, (height - top - bottom) / 10)
    return sheet([("TITLEBLOCK", rectangle(0, 0, width / 10, height / 10)), ("TITLEBLOCK", inner)], **made)


def said(*margins: float, **fields: Any) -> list[str]:
    return [str(f.verdict) for f in findings(frame_margin, plans(drawn(*margins, **fields)))]


A3 = {"frame": "A3", "size_mm": (420.0, 297.0)}


def test_margins_of_the_standard_are_met() -> None:
    assert said(25, 10, 10, 10) == ["met"]
    assert said(25, 5, 5, 5, **A3) == ["met"]


@pytest.mark.parametrize("margins", [(10, 10, 10, 10), (25, 5, 10, 10), (10, 25, 10, 10), (25, 10, 10, 12)])
def test_other_margins_are_broken(margins: tuple[float, ...]) -> None:
    assert said(*margins) == ["broken"]
    assert said(25, 10, 10, 10, **A3) == ["broken"]


def test_on_the_edge_a_millimetre_off_is_met() -> None:
    assert said(26, 10, 10, 10) == ["met"]
    assert said(26.1, 10, 10, 10) == ["broken"]


def test_an_upright_sheet_is_bound_at_its_top_or_its_left() -> None:
    upright = {"size_mm": (594.0, 841.0)}
    assert said(10, 10, 25, 10, **upright) == ["met"]
    assert said(25, 10, 10, 10, **upright) == ["met"]


def test_a_sheet_without_a_frame_line_on_some_side_is_doubtful() -> None:
    bare = sheet([("TITLEBLOCK", rectangle(0, 0, 84.1, 59.4))])
    assert [str(f.verdict) for f in findings(frame_margin, plans(bare))] == ["doubtful"]


def test_four_lines_and_the_strip_of_the_title_block_are_a_frame() -> None:
    lines = [
        ("TITLEBLOCK", path((2.5, 1), (83.1, 1))),
        ("TITLEBLOCK", path((83.1, 1), (83.1, 58.4))),
        ("TITLEBLOCK", path((83.1, 58.4), (2.5, 58.4))),
        ("TITLEBLOCK", path((2.5, 58.4), (2.5, 1))),
        ("TITLEBLOCK", path((77.1, 1), (77.1, 58.4))),
    ]
    assert [str(f.verdict) for f in findings(frame_margin, plans(sheet(lines)))] == ["met"]


def test_sheets_of_no_standard_size_and_details_are_not_looked_at() -> None:
    assert said(25, 10, 10, 10, frame="") == []
    assert said(25, 10, 10, 10, part_of="0123456789ab-9") == []


def test_turned_in_the_model_it_is_the_same_on_paper() -> None:
    turned = transformed(drawn(25, 10, 10, 10), (0.8, -0.6, 0.6, 0.8, 4e7, 3.5e6))
    assert [str(f.verdict) for f in findings(frame_margin, plans(turned))] == ["met"]
