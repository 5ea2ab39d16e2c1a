from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shapely import Point, Polygon

from checkers.drawing.model import Omission, Sheet
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import M, drawing, frame, labelled, rectangle, saved

A1 = (841.0, 594.0)


def sheets(doc: Any, folder: Path) -> tuple[Sheet, ...]:
    return read(saved(doc, folder)).drawing.sheets


def test_frames_side_by_side_at_one_to_a_hundred_in_millimetres_are_a_sheet_each(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for index, name in enumerate(("一层平面图", "二层平面图")):
        left = index * 100_000
        frame(space, left, 0, A1, 100)
        labelled(space, left + 70_000, 8000, 100, {"图名": name, "图号": f"建施-0{index + 1}", "比例": "1:100"})
        rectangle(space, left + 20_000, 20_000, 10_000, 8000, "A-AREA")
    first, second = sheets(doc, tmp_path)
    assert (first.title, first.number, first.scale, first.frame) == ("一层平面图", "建施-01", 100, "A1")
    assert (second.title, second.number) == ("二层平面图", "建施-02")
    assert first.size_mm == (841.0, 594.0)
    assert first.discipline == "architecture"
    assert first.where == "model"
    assert second.bounds_m == pytest.approx((100.0, 0.0, 184.1, 59.4))
    # the room of the second sheet: 20 m right of its frame's left edge is 200 mm on paper
    room = second.on_paper(second.entities.geometry[second.rows("SPACE")[0]])
    assert room.bounds == pytest.approx((200.0, 200.0, 300.0, 280.0))
    assert [sheet.id.rpartition("-")[2] for sheet in (first, second)] == ["1", "2"]


def test_a_site_plan_at_one_to_five_hundred_drawn_in_metres(tmp_path: Path) -> None:
    doc = drawing(M)
    space = doc.modelspace()
    frame(space, 1000, 2000, A1, 0.5)
    labelled(space, 1340, 2040, 0.5, {"图名": "总平面图", "图号": "总施-01", "比例": "1:500"})
    rectangle(space, 1050, 2050, 200, 150, "用地红线")
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.scale, sheet.frame, sheet.discipline) == (500, "A1", "planning")
    site = sheet.entities.geometry[sheet.rows("SITE_BOUNDARY")[0]]
    assert site.area == pytest.approx(30_000)
    assert sheet.on_paper(Point(1050, 2050)).coords[0] == pytest.approx((100.0, 100.0))


def test_a_title_block_of_attributes_names_the_sheet(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("TK-A2")
    frame(block, 0, 0, (594, 420), 1, layer="0")
    for tag in ("图名", "图号", "比例"):
        block.add_attdef(tag, (500, 20), height=3)
    reference = doc.modelspace().add_blockref("TK-A2", (0, 0), dxfattribs={"xscale": 100, "yscale": 100})
    for row, (tag, value) in enumerate({"图名": "防雷平面图", "图号": "电施-05", "比例": "1:100"}.items()):
        reference.add_attrib(tag, value, (50_000, 3000 - row * 500), dxfattribs={"height": 300})
    doc.modelspace().add_line((10_000, 10_000), (20_000, 10_000), dxfattribs={"layer": "接闪带"})
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale, sheet.number, sheet.title) == ("A2", 100, "电施-05", "防雷平面图")
    assert sheet.title_block == {"图名": "防雷平面图", "图号": "电施-05", "比例": "1:100"}
    assert sheet.discipline == "lightning"


def test_the_written_scale_decides_between_sizes_that_look_alike(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    # 42 m × 29.7 m is an A3 at 1:100, and within a thousandth an A1 at 1:50
    rectangle(space, 0, 0, 42_000, 29_700, "图框")
    labelled(space, 30_000, 6000, 100, {"图名": "楼梯详图", "图号": "建施-20", "比例": "1:50"})
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale) == ("A1", 50)


def test_an_elongated_sheet_and_one_standing_on_its_short_edge_are_known(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, (1051, 594), 100)
    # standing: binding at the top, so only the paper edge is drawn here
    rectangle(space, 150_000, 0, 42_000, 59_400, "图框")
    first, second = sheets(doc, tmp_path)
    assert (first.frame, first.size_mm) == ("A1+1/4", (1051.0, 594.0))
    assert (second.frame, second.size_mm) == ("A2", (420.0, 594.0))


def test_what_lies_outside_every_frame_is_said(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, A1, 100)
    doc.modelspace().add_line((200_000, 0), (210_000, 0))
    (sheet,) = sheets(doc, tmp_path)
    assert [(lost.kind, lost.what, lost.count) for lost in sheet.not_displayed] == [
        (Omission.OTHER, "outside every frame", 1)
    ]


def test_sheets_of_unequal_height_in_one_row_are_numbered_from_the_left(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (594, 420), 100)
    frame(doc.modelspace(), 70_000, 0, (594, 420), 200)
    frame(doc.modelspace(), 0, -100_000, (594, 420), 100)
    found = sheets(doc, tmp_path)
    assert [sheet.bounds_m[:2] for sheet in found] == [
        pytest.approx((0.0, 0.0)),
        pytest.approx((70.0, 0.0)),
        pytest.approx((0.0, -100.0)),
    ]


def test_what_a_layout_looks_at_is_not_outside_every_frame(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, A1, 100)
    rectangle(doc.modelspace(), 200_000, 0, 20_000, 10_000, "A-AREA")
    layout = doc.layouts.get("Layout1")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 80, 1, {"图名": "平面图", "图号": "建施-09"})
    layout.add_viewport((300, 300), (400, 300), (210_000, 5000), 30_000)
    first, second = sheets(doc, tmp_path)
    assert (first.where, second.where) == ("model", "layout:Layout1")
    assert first.not_displayed == ()
    assert len(second.rows("SPACE")) == 1


def test_without_a_frame_the_whole_space_is_one_sheet_of_unknown_scale(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 30_000, 12_000, "WALL")
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.scale, sheet.frame, sheet.where) == (None, "", "model")
    # it lies on the paper all the same
    assert Polygon([(0, 0), (sheet.size_mm[0], 0), sheet.size_mm, (0, sheet.size_mm[1])]).contains(
        sheet.on_paper(sheet.entities.geometry[0])
    )


def test_rooms_of_sheet_proportions_are_no_frames(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    # 4.2 m × 2.97 m, 8.41 m × 5.94 m: A3 and A1 at 1:10
    for index, (width, height) in enumerate(((4200, 2970), (8410, 5940), (2970, 2100))):
        rectangle(space, index * 10_000, 0, width, height, "A-WALL")
        space.add_text("客厅", height=300, dxfattribs={"insert": (index * 10_000 + 1000, 1000)})
    (sheet,) = sheets(doc, tmp_path)
    assert sheet.frame == ""


def test_a_layout_sees_the_model_through_its_viewport(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 100_000, 50_000, 20_000, 10_000, "A-AREA")
    layout = doc.layouts.get("Layout1")
    layout.page_setup(size=(841, 594), margins=(0, 0, 0, 0), units="mm")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 80, 1, {"图名": "地下一层平面图", "图号": "人防-01", "比例": "1:100"})
    # 400 × 300 mm of paper show 40 m × 30 m around (110 m, 55 m), in the middle of the paper at (300, 300)
    layout.add_viewport(center=(300, 300), size=(400, 300), view_center_point=(110_000, 55_000), view_height=30_000)
    (sheet,) = sheets(doc, tmp_path)
    assert sheet.where == "layout:Layout1"
    assert (sheet.scale, sheet.frame, sheet.size_mm) == (100, "A1", (841.0, 594.0))
    assert (sheet.number, sheet.discipline) == ("人防-01", "civil-defense")
    room = sheet.entities.geometry[sheet.rows("SPACE")[0]]
    assert room.area == pytest.approx(200.0)
    assert sheet.on_paper(room).bounds == pytest.approx((200.0, 250.0, 400.0, 350.0))
    # the frame itself, drawn on paper, is 84.1 m wide in the model's metres
    edge = sheet.entities.geometry[sheet.rows("TITLEBLOCK")[0]]
    assert edge.bounds[2] - edge.bounds[0] == pytest.approx(84.1)


def test_a_second_viewport_that_shows_the_same_at_another_scale_is_not_measured_again(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 20_000, 10_000, "A-AREA")
    layout = doc.layouts.get("Layout1")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 80, 1, {"图名": "详图", "图号": "建施-09"})
    layout.add_viewport(center=(300, 300), size=(400, 300), view_center_point=(10_000, 5000), view_height=30_000)
    layout.add_viewport(center=(700, 300), size=(100, 100), view_center_point=(10_000, 5000), view_height=2000)
    (sheet,) = sheets(doc, tmp_path)
    assert len(sheet.rows("SPACE")) == 1
    assert [lost.what for lost in sheet.not_displayed] == ["VIEWPORT 1:20 (measured at 1:100)"]


def test_a_layer_frozen_in_the_viewport_is_not_visible_on_its_sheet(tmp_path: Path) -> None:
    doc = drawing()
    doc.layers.add("A-AREA")
    rectangle(doc.modelspace(), 0, 0, 20_000, 10_000, "A-AREA")
    layout = doc.layouts.get("Layout1")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 80, 1, {"图名": "平面图", "图号": "建施-09"})
    viewport = layout.add_viewport((300, 300), (400, 300), (10_000, 5000), 30_000)
    viewport.frozen_layers = ["A-AREA"]
    (sheet,) = sheets(doc, tmp_path)
    assert len(sheet.rows("SPACE")) == 0


def test_expectations_are_read_but_mean_nothing(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_text("fire/climb-size broken", height=300, dxfattribs={"layer": "EXPECT", "insert": (0, 0)})
    (sheet,) = sheets(doc, tmp_path)
    assert sheet.layers[sheet.texts[0].layer].meaning == "EXPECT"
    assert not sheet.layers[sheet.texts[0].layer].plots
