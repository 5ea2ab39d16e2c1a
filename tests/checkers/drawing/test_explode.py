from __future__ import annotations

from pathlib import Path

import pytest

from checkers.drawing.model import Omission
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import drawing, rectangle, saved


def test_nested_mirrored_and_scaled_blocks_land_where_they_are_drawn(tmp_path: Path) -> None:
    doc = drawing()
    inner = doc.blocks.new("INNER", base_point=(1000, 0))
    inner.add_line((1000, 0), (3000, 0))
    outer = doc.blocks.new("OUTER")
    outer.add_blockref("INNER", (0, 0), dxfattribs={"rotation": 90})
    doc.modelspace().add_blockref("OUTER", (10_000, 5000), dxfattribs={"xscale": -2, "yscale": 2, "rotation": 90})
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    # inner: from its base 2000 to the right; turned 90°: (0,0)-(0,2000); outer mirrored and doubled: (0,0)-(0,4000);
    # turned 90°: (0,0)-(−4000,0); moved: (10000,5000)-(6000,5000)
    assert list(sheet.entities.geometry[0].coords) == [pytest.approx((10.0, 5.0)), pytest.approx((6.0, 5.0))]
    assert sheet.entities.block.tolist() == ["OUTER/INNER"]
    names = {reference.name: reference for reference in sheet.blocks}
    assert names["OUTER"].scale_x * names["OUTER"].scale_y < 0
    assert names["OUTER"].bounds == pytest.approx((6.0, 5.0, 10.0, 5.0))
    assert names["INNER"].block == "OUTER"


def test_a_mirrored_extrusion_turns_the_drawing_over(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_arc((1000, 0), 500, 0, 90, dxfattribs={"extrusion": (0, 0, -1)})
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    # seen from behind x runs the other way: the arc from (−1.5, 0) to (−1, 0.5)
    assert sheet.entities.geometry[0].bounds == pytest.approx((-1.5, 0.0, -1.0, 0.5), abs=1e-6)


def test_attributes_are_texts_and_belong_to_their_reference(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("DOOR")
    block.add_line((0, 0), (900, 0))
    block.add_attdef("编号", (0, 0), height=200)
    reference = doc.modelspace().add_blockref("DOOR", (2000, 3000))
    reference.add_attrib("编号", "FM甲0921", (2000, 3000), dxfattribs={"height": 200})
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    assert [text.content for text in sheet.texts] == ["FM甲0921"]
    assert sheet.blocks[0].attributes == {"编号": "FM甲0921"}


def test_an_array_is_unfolded_into_its_elements(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.blocks.new("STALL"), 0, 0, 2400, 5300)
    attributes = {"column_count": 3, "row_count": 2, "column_spacing": 2400, "row_spacing": 11_000}
    doc.modelspace().add_blockref("STALL", (0, 0), dxfattribs=attributes)
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    corners = sorted((round(g.bounds[0], 3), round(g.bounds[1], 3)) for g in sheet.entities.geometry)
    assert corners == [(0.0, 0.0), (0.0, 11.0), (2.4, 0.0), (2.4, 11.0), (4.8, 0.0), (4.8, 11.0)]


def test_an_array_of_a_thousand_million_is_counted_not_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("DOT").add_point((0, 0))
    attributes = {"column_count": 32_000, "row_count": 32_000, "column_spacing": 1, "row_spacing": 1}
    doc.modelspace().add_blockref("DOT", (0, 0), dxfattribs=attributes)
    doc.modelspace().add_line((0, 0), (1000, 0))
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    assert len(sheet.entities) == 1
    assert [(lost.kind, lost.what) for lost in sheet.not_displayed] == [(Omission.OTHER, "INSERT DOT")]


def test_blocks_nested_into_a_bomb_are_counted_not_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("B0").add_point((0, 0))
    for level in range(1, 14):
        block = doc.blocks.new(f"B{level}")
        for _ in range(10):
            block.add_blockref(f"B{level - 1}", (0, 0))
    doc.modelspace().add_blockref("B13", (0, 0))
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    assert len(sheet.entities) == 0
    assert [(lost.kind, lost.what) for lost in sheet.not_displayed] == [(Omission.OTHER, "INSERT B13 × 1e+13")]


def test_a_block_within_itself_is_damage_and_ends(tmp_path: Path) -> None:
    doc = drawing()
    ours, theirs = doc.blocks.new("OURS"), doc.blocks.new("THEIRS")
    ours.add_blockref("THEIRS", (0, 0))
    theirs.add_blockref("OURS", (0, 0))
    doc.modelspace().add_blockref("OURS", (0, 0))
    sheet = read(saved(doc, tmp_path)).drawing.sheets[0]
    assert [(lost.kind, lost.what) for lost in sheet.not_displayed] == [(Omission.DAMAGED, "INSERT OURS")]
