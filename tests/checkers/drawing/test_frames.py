"""Frames of every kind people draw, and the ways of drawing that must change nothing."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers.drawing.model import Sheet
from checkers.drawing.reader import read
from checkers.features.unseen import hidden
from tests.checkers.drawing.drafting import MM, M, drawing, frame, labelled, rectangle, saved

A1 = (841.0, 594.0)
A2 = (594.0, 420.0)
CENTIMETRES, INCHES = 5, 1
WORDS = {"图名": "一层平面图", "图号": "建施-03", "比例": "1:100"}


def sheets(doc: Any, folder: Path) -> tuple[Sheet, ...]:
    return read(saved(doc, folder)).drawing.sheets


def furnished(space: Any, x: float, y: float, size: float = 1000.0) -> None:
    """Twelve tables, so that a frame has something in it."""
    for number in range(12):
        rectangle(space, x + number % 4 * 2 * size, y + number // 4 * 2 * size, size, size, "家具")


def titled(space: Any, x: float, y: float, unit: float, words: dict[str, str]) -> None:
    labelled(space, x, y, unit, words)


def test_a_frame_of_four_lines_is_a_frame(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    corners = [(0, 0), (84_100, 0), (84_100, 59_400), (0, 59_400)]
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        space.add_line(start, end)
    titled(space, 70_000, 8000, 100, WORDS)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale, sheet.framed) == ("A1", 100, True)


def test_a_frame_of_an_open_line_that_ends_where_it_began_is_a_frame(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_lwpolyline([(0, 0), (84_100, 0), (84_100, 59_400), (0, 59_400), (0, 0)])
    titled(doc.modelspace(), 70_000, 8000, 100, WORDS)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale) == ("A1", 100)


def test_a_frame_lengthened_by_any_amount_is_a_sheet_when_it_has_a_title_block(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    # A2 high and 700 mm long: no length of the standard
    rectangle(space, 0, 0, 70_000, 42_000, "图框")
    titled(space, 60_000, 6000, 100, WORDS)
    furnished(space, 10_000, 10_000)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale, sheet.size_mm) == ("", 100, (700.0, 420.0))
    assert (sheet.number, sheet.title, sheet.framed) == ("建施-03", "一层平面图", True)


def test_an_odd_frame_by_a_block_with_attributes_is_a_sheet(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("公司图框")
    rectangle(block, 0, 0, 500, 380)
    reference = doc.modelspace().add_blockref("公司图框", (0, 0), dxfattribs={"xscale": 100, "yscale": 100})
    for row, (tag, value) in enumerate(WORDS.items()):
        reference.add_attrib(tag, value, (40_000, 3000 - row * 500), dxfattribs={"height": 300})
    furnished(doc.modelspace(), 10_000, 10_000)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale, sheet.size_mm) == ("", 100, (500.0, 380.0))
    assert sheet.number == "建施-03"


def test_an_odd_frame_that_names_no_scale_has_none(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    rectangle(space, 0, 0, 70_000, 42_000, "图框")
    titled(space, 60_000, 6000, 100, {"图名": "一层平面图", "图号": "建施-03"})
    furnished(space, 10_000, 10_000)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.frame, sheet.scale, sheet.framed) == ("", None, True)


def test_the_stamp_of_a_title_block_alone_is_no_frame(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("图签")
    rectangle(block, 0, 0, 180, 50)
    reference = doc.modelspace().add_blockref("图签", (50_000, 0), dxfattribs={"xscale": 100, "yscale": 100})
    for row, (tag, value) in enumerate(WORDS.items()):
        reference.add_attrib(tag, value, (55_000, 3000 - row * 500), dxfattribs={"height": 300})
    furnished(doc.modelspace(), 10_000, 10_000)
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.framed, sheet.frame) == (False, "")
    assert (sheet.number, sheet.scale) == ("建施-03", 100)


def test_frames_of_several_scales_in_one_space_each_keep_their_own(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for left, scale, number in ((0, 100, "建施-01"), (100_000, 20, "建施-02"), (130_000, 500, "总施-01")):
        frame(space, left, 0, A2, scale)
        titled(space, left + 500 * scale, 60 * scale, scale, {"图号": number, "图名": "平面图", "比例": f"1:{scale}"})
    found = sheets(doc, tmp_path)
    assert {(sheet.number, sheet.scale, sheet.frame) for sheet in found} == {
        ("建施-01", 100, "A2"),
        ("建施-02", 20, "A2"),
        ("总施-01", 500, "A2"),
    }


def test_frames_scattered_kilometres_apart_are_all_found_and_stray_corners_are_said(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for index, (x, y) in enumerate(((0, 0), (8_000_000, 0), (0, -12_000_000), (9_000_000, 7_000_000))):
        frame(space, x, y, A1, 100)
        titled(space, x + 70_000, y + 8000, 100, {"图号": f"建施-0{index}", "图名": "平面图"})
    space.add_line((4_000_000, 3_000_000), (4_001_000, 3_000_000))
    space.add_text("废弃", height=300, dxfattribs={"insert": (4_000_000, 3_000_000)})
    found = sheets(doc, tmp_path)
    assert {sheet.number for sheet in found} == {"建施-00", "建施-01", "建施-02", "建施-03"}
    said = {lost.what: lost.count for sheet in found for lost in sheet.not_displayed}
    assert said == {"outside every frame": 1, "texts outside every frame": 1}


def test_without_a_frame_what_lies_kilometres_away_is_listed_and_not_on_the_sheet(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for number in range(40):
        rectangle(space, number % 8 * 4000, number // 8 * 4000, 3000, 3000, "WALL")
    space.add_point((5_000_000, 5_000_000))
    space.add_line((-3_000_000, 0), (-2_999_000, 0))
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.framed, len(sheet.entities)) == (False, 40)
    assert sheet.bounds_m[2] - sheet.bounds_m[0] < 100
    assert [(lost.what, lost.count) for lost in sheet.not_displayed] == [("idle things outside the sheet, far away", 2)]
    assert not hidden([sheet])


@pytest.mark.parametrize(("layer", "what"), [("A-WALL", "outside"), ("0", "texts outside")])
def test_what_lies_far_away_and_may_be_part_of_the_building_hides_something(
    tmp_path: Path, layer: str, what: str
) -> None:
    doc = drawing()
    space = doc.modelspace()
    for number in range(40):
        rectangle(space, number % 8 * 4000, number // 8 * 4000, 3000, 3000, "WALL")
    if layer == "0":
        space.add_text("化粪池", height=300, dxfattribs={"insert": (5_000_000, 5_000_000)})
    else:
        space.add_line((-3_000_000, 0), (-2_999_000, 0), dxfattribs={"layer": layer})
    (sheet,) = sheets(doc, tmp_path)
    assert hidden([sheet]) == f"{what} the sheet, far away ×1"


def test_a_block_far_away_hides_something_whatever_its_layer_for_its_name_may_tell_what_it_is(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for number in range(40):
        rectangle(space, number % 8 * 4000, number // 8 * 4000, 3000, 3000, "WALL")
    doc.blocks.new("化粪池").add_line((0, 0), (3000, 0))
    space.add_blockref("化粪池", (-3_000_000, 0))
    (sheet,) = sheets(doc, tmp_path)
    assert hidden([sheet]) == "outside the sheet, far away ×1"


def test_two_drawings_of_equal_weight_far_apart_are_both_kept(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for number in range(40):
        rectangle(space, number // 20 * 2_000_000 + number % 5 * 4000, number % 4 * 4000, 3000, 3000, "WALL")
    (sheet,) = sheets(doc, tmp_path)
    assert len(sheet.entities) == 40
    assert sheet.not_displayed == ()


def test_labels_written_letter_by_letter_and_in_two_languages_are_read(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, A1, 100)
    rows = (("图", "名", "DRAWING TITLE", "一层平面图"), ("图", "号", "DRAWING NO.", "建施-03"))
    for row, (first, second, english, value) in enumerate(rows):
        low = 8000 - row * 1200
        space.add_text(first, height=300, dxfattribs={"insert": (70_000, low)})
        space.add_text(second, height=300, dxfattribs={"insert": (71_200, low)})
        space.add_text(english, height=200, dxfattribs={"insert": (70_000, low - 350)})
        space.add_text(value, height=350, dxfattribs={"insert": (73_000, low - 100)})
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.title, sheet.number) == ("一层平面图", "建施-03")


def test_empty_cells_of_a_title_block_in_two_languages_stay_empty(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, A1, 100)
    for row, (label, english) in enumerate(
        (("图纸名称", "DRAWING TITLE."), ("专业审定人", "AUTHORIZED"), ("日期", "DATE"))
    ):
        space.add_text(label, height=230, dxfattribs={"insert": (75_000, 8000 - row * 900)})
        space.add_text(english, height=180, dxfattribs={"insert": (75_200, 7700 - row * 900)})
    (sheet,) = sheets(doc, tmp_path)
    assert (dict(sheet.title_block), sheet.title) == ({}, "")


def test_a_number_that_is_the_tallest_text_of_the_corner_names_the_sheet(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, A1, 100)
    for content, height, place in (
        ("A101", 1600, (78_000, 3500)),
        ("FLOOR PLAN - 1ST", 950, (65_000, 2800)),
        ("1810 SOUTH PARK STREET", 950, (60_000, 3800)),
        ("A108", 420, (30_000, 30_000)),
    ):
        space.add_text(content, height=height, dxfattribs={"insert": place})
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.number, sheet.title) == ("A101", "FLOOR PLAN - 1ST")


def without_a_frame(doc: Any, *words: tuple[str, float, float]) -> Any:
    furnished(doc.modelspace(), 0, 0)
    for content, x, y in words:
        doc.modelspace().add_text(content, height=500, dxfattribs={"insert": (x, y)})
    return doc


def test_without_a_frame_the_scale_beside_the_drawings_name_is_the_sheets(tmp_path: Path) -> None:
    doc = without_a_frame(drawing(), ("一层平面图", 1000, -2000), ("1:150", 6000, -2000), ("坡道 1:12", 2000, 7000))
    (sheet,) = sheets(doc, tmp_path)
    assert (sheet.title, sheet.scale, sheet.framed) == ("一层平面图", 150, False)


def test_drawings_of_two_scales_without_a_frame_have_none_in_common(tmp_path: Path) -> None:
    doc = without_a_frame(drawing(), ("一层平面图 1:100", 1000, -2000), ("楼梯详图 1:50", 9000, -2000))
    (sheet,) = sheets(doc, tmp_path)
    assert sheet.scale is None


def test_a_slope_is_no_scale(tmp_path: Path) -> None:
    (sheet,) = sheets(without_a_frame(drawing(), ("坡道 1:12", 2000, 7000)), tmp_path)
    assert sheet.scale is None


UNITS = {MM: 1.0, CENTIMETRES: 0.1, M: 0.001, INCHES: 1 / 25.4}


def sample(unit: int, x: float, y: float, *, turned: bool) -> Any:
    """Two sheets with plans, drawn in a unit, at a place, and perhaps turned by a right angle."""
    doc = drawing(unit)
    space = doc.modelspace()
    size = UNITS[unit]

    def at(right: float, up: float) -> tuple[float, float]:
        across, over = (-up, right) if turned else (right, up)
        return (across + x) * size, (over + y) * size

    for number, left in enumerate((0, 100_000)):
        for low, high in (((0, 0), (84_100, 59_400)), ((2500, 1000), (83_100, 58_400))):
            corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
            space.add_lwpolyline([at(left + a, b) for a, b in corners], close=True, dxfattribs={"layer": "图框"})
        for row, (label, value) in enumerate(
            {"图号": f"建施-0{number + 1}", "图名": "平面图", "比例": "1:100"}.items()
        ):
            across, up = left + 70_000, 8000 - row * 800
            for content, right in ((label, across), (value, across + 2000)):
                # texts of a turned sheet stay level here: what counts is where the labels find their values
                place = at(right, up) if not turned else at(left + 70_000, 8000)
                if turned:
                    place = place[0] + (right - across) * size, place[1] - row * 800 * size
                space.add_text(content, height=350 * size, dxfattribs={"insert": place})
    return doc


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    unit=st.sampled_from(sorted(UNITS)),
    x=st.integers(-2_000_000, 2_000_000),
    y=st.integers(-2_000_000, 2_000_000),
    turned=st.booleans(),
)
def test_shifting_turning_and_another_unit_change_neither_sheets_nor_scale(
    tmp_path: Path, unit: int, x: int, y: int, turned: bool
) -> None:
    found = sheets(sample(unit, x, y, turned=turned), tmp_path)
    assert {(sheet.number, sheet.scale, sheet.frame) for sheet in found} == {
        ("建施-01", 100, "A1"),
        ("建施-02", 100, "A1"),
    }
    for sheet in found:
        assert sorted(sheet.size_mm) == pytest.approx([594.0, 841.0], abs=0.2)
        area = (sheet.bounds_m[2] - sheet.bounds_m[0]) * (sheet.bounds_m[3] - sheet.bounds_m[1])
        assert math.isclose(area, 84.1 * 59.4, rel_tol=1e-3)
