from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf.filemanagement
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.drawing import dxf, units
from tests.checkers.drawing.drafting import MM, M, drawing, frame, rectangle, saved

INCH = 1


def door(space: Any, x: float, y: float, width: float) -> None:
    """A leaf as thick as a twentieth of its width, hinged at a place, and the quarter circle it swings."""
    rectangle(space, x, y, width / 20, width)
    space.add_arc((x, y), width, 0, 90)


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


def test_arcs_of_a_doors_size_confirm_millimetres() -> None:
    doc = drawing(MM)
    for x in range(4):
        doc.modelspace().add_arc((x * 3000, 0), 900, 0, 90)
    found = units.of(doc)
    assert (found.used, found.why) == (
        "mm",
        "文件声明为 mm，有门的开启弧线印证 / declared, confirmed by door swings",
    )


def test_doors_with_their_leaves_overrule_a_wrong_declaration() -> None:
    doc = drawing(MM)
    for x in range(4):
        door(doc.modelspace(), x * 3.0, 0, 0.9)
    found = units.of(doc)
    assert found.used == "m"
    assert found.why.startswith("由门扇与开启线判定；文件却声明为 mm")


def test_doors_in_a_block_count_at_the_size_they_are_inserted() -> None:
    doc = drawing(M)
    block = doc.blocks.new("M0921")
    door(block, 0, 0, 1.0)
    for x in range(4):
        doc.modelspace().add_blockref("M0921", (x * 3000, 0), dxfattribs={"xscale": 900, "yscale": 900})
    assert units.of(doc).used == "mm"


def test_rounded_corners_without_a_leaf_overrule_nothing() -> None:
    doc = drawing(MM)
    for x in range(20):
        doc.modelspace().add_arc((x * 30, 0), 0.9, 0, 90)
    found = units.of(doc)
    assert found.used == "mm"
    assert "doubted by door swings" in found.why


def test_a_door_drawn_as_a_bulging_polyline_is_a_door() -> None:
    doc = drawing(M)
    quarter = 0.41421356
    for x in range(4):
        # the swing from (900, 0) to (0, 900) about the origin, then the leaf back to the hinge
        points = [(x * 3000 + 900, 0, quarter), (x * 3000, 900, 0), (x * 3000, 0, 0)]
        doc.modelspace().add_lwpolyline(points, format="xyb")
    assert units.of(doc).used == "mm"


def test_a_drawing_smaller_than_a_door_as_declared_is_doubted() -> None:
    doc = drawing(MM)
    # 200 walls of a storey 90 m × 30 m, drawn in metres
    for row in range(200):
        doc.modelspace().add_line((row % 10 * 9, row // 10 * 1.5), (row % 10 * 9 + 6, row // 10 * 1.5))
    found = units.of(doc)
    assert (found.declared, found.used) == ("mm", "m")
    assert "存疑" in found.why
    assert "doubted" in found.why


def test_rectangles_that_only_look_like_sheets_tell_nothing() -> None:
    doc = drawing(5)
    # rooms of 1051 × 594 and 841 × 594 cm: sheets in feet by chance, rooms in centimetres
    for x in range(5):
        rectangle(doc.modelspace(), x * 2000, 0, 1051, 594)
        rectangle(doc.modelspace(), x * 2000, 1000, 841, 594)
    assert units.of(doc) == units.Units("cm", "cm", "文件声明为 cm / declared")


def test_axes_eight_metres_apart_confirm_millimetres() -> None:
    doc = drawing(MM)
    for x in range(6):
        doc.modelspace().add_line((x * 8000, 0), (x * 8000, 30_000), dxfattribs={"layer": "AXIS"})
    assert "axis spacing" in units.of(doc).why


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
    assert units.of(doc) == units.Units("m", "m", "文件声明为 m / declared")


def test_without_anything_the_unit_is_assumed_and_said_so() -> None:
    large, small = drawing(0), drawing(0)
    _line(large, 30_000)
    _line(small, 30)
    assert units.of(large).used == "mm"
    assert units.of(small).used == "m"
    for doc in (large, small):
        assert units.of(doc).why.startswith("推定：")
        assert "assumed" in units.of(doc).why


def test_one_weak_ground_alone_stays_an_assumption() -> None:
    doc = drawing(0)
    doc.modelspace().add_text("客厅", height=300)
    found = units.of(doc)
    assert found.used == "mm"
    assert "assumed" in found.why


@settings(max_examples=12, deadline=None)
@given(x=st.integers(-10_000, 10_000), y=st.integers(-10_000, 10_000), turned=st.booleans())
def test_neither_place_nor_a_quarter_turn_changes_what_doors_tell(x: int, y: int, turned: bool) -> None:
    doc = drawing(INCH)
    space = doc.modelspace()
    for row in range(4):
        left, low = x + row * 3, y
        if turned:
            rectangle(space, left, low, 0.9, 0.045)
            space.add_arc((left, low), 0.9, 90, 180)
            space.add_line((left, low), (left, low + 0.9))
        else:
            door(space, left, low, 0.9)
    assert units.of(doc).used == "m"


def _line(doc: Any, length: float) -> None:
    doc.modelspace().add_line((0, 0), (length, 0))


@pytest.mark.parametrize(
    "name", ["changzhou/office.dxf", "changzhou/site.dxf", "changzhou/roof.dxf", "changzhou-draft/plans.dxf"]
)
def test_read_in_columns_or_one_by_one_the_unit_and_its_grounds_are_the_same(root: Path, name: str) -> None:
    path = root / "samples" / name
    opened = dxf.load(path, columns=True)
    assert opened.lane is not None
    assert units.of(opened.doc, opened.lane) == units.of(ezdxf.filemanagement.readfile(str(path)))


def test_doors_drawn_from_behind_are_doors_in_columns_too(tmp_path: Path) -> None:
    doc = drawing(M)
    for x in range(4):
        space = doc.modelspace()
        rectangle(space, -x * 3000 - 1000, 0, 45, 900)
        # seen from behind x runs the other way: the hinge is at −1000, the end of the swing at −1900
        space.add_arc((x * 3000 + 1000, 0), 900, 0, 90, dxfattribs={"extrusion": (0, 0, -1)})
    opened = dxf.load(saved(doc, tmp_path), columns=True)
    assert units.of(opened.doc, opened.lane).used == "mm"
    assert units.of(doc).used == "mm"


def test_the_rounded_edges_of_a_detail_are_no_doors() -> None:
    doc = drawing(MM)
    space = doc.modelspace()
    # a window profile 1.6 m high in millimetres, with edges rounded by 0.9 mm whose centres are marked
    rectangle(space, 0, 0, 200, 1600)
    for row in range(12):
        door(space, 20, 100 * row, 0.9)
    found = units.of(doc)
    assert (found.used, "doubted" in found.why) == ("mm", False)


def test_letters_and_axes_alone_raise_no_doubt() -> None:
    doc = drawing(INCH)
    doc.modelspace().add_text("TITLE", height=0.2)
    assert units.of(doc).why == "文件声明为 in / declared"
