from __future__ import annotations

from typing import Any

from checkers.drawing import units
from tests.checkers.drawing.drafting import MM, M, drawing, frame


def test_a_frame_with_its_scale_text_overrules_a_wrong_declaration() -> None:
    doc = drawing(MM)
    space = doc.modelspace()
    # an A1 at 1:500 drawn in metres is 420.5 × 297 units, which in millimetres would be an A3 at 1:1
    frame(space, 0, 0, (841, 594), 0.5)
    space.add_text("1:500", height=2, dxfattribs={"insert": (350, 20)})
    found = units.of(doc)
    assert (found.declared, found.used) == ("mm", "m")
    assert "frame size and its scale text" in found.why
    assert "declares mm" in found.why


def test_doors_confirm_millimetres() -> None:
    doc = drawing(MM)
    for x in range(4):
        doc.modelspace().add_arc((x * 3000, 0), 900, 0, 90)
    found = units.of(doc)
    assert (found.used, found.why) == ("mm", "declared, confirmed by door swings")


def test_dimension_texts_tell_metres_when_nothing_is_declared() -> None:
    doc = drawing(0)
    for row in range(3):
        doc.modelspace().add_linear_dim(base=(0, 1), p1=(0, row), p2=(3.6, row), text="3600").render()
    found = units.of(doc)
    assert (found.declared, found.used) == (None, "m")
    assert "dimension texts" in found.why


def test_feet_and_inches_are_inches() -> None:
    doc = drawing(0)
    doc.header["$LUNITS"] = 4
    assert units.of(doc).used == "in"


def test_without_evidence_the_declaration_stands() -> None:
    doc = drawing(M)
    doc.modelspace().add_line((0, 0), (100, 0))
    assert units.of(doc) == units.Units("m", "m", "declared")


def test_without_anything_the_unit_is_assumed_and_said_so() -> None:
    large, small = drawing(0), drawing(0)
    _line(large, 30_000)
    _line(small, 30)
    assert units.of(large).used == "mm"
    assert units.of(small).used == "m"
    assert units.of(large).why.startswith("assumed")
    assert units.of(small).why.startswith("assumed")


def _line(doc: Any, length: float) -> None:
    doc.modelspace().add_line((0, 0), (length, 0))
