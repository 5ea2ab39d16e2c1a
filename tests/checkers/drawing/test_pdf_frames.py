"""Frames on a PDF page: places and lengths by hand in millimetres of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from checkers.drawing.model import Sheet
from checkers.drawing.plot import plot
from checkers.drawing.reader import Reading, read
from tests.checkers.drawing.framed_pages import (
    A1,
    A2,
    A3,
    POINT,
    Frame,
    document,
    draw,
    line,
    rectangle,
    saved,
    text,
)
from tests.checkers.drawing.plotted import darkness

PAIR = (Frame(10, 10, plotted=0.5, number="A-101", dimensions=8), Frame(450, 10, plotted=0.5, number="A-102"))
"""two A1 sheets plotted side by side at half their size"""
WIDE = (880.0, 320.0)


def reading(
    folder: Path, size: tuple[float, float], frames: Iterable[Frame], more: Callable[[Any], None] | None = None
) -> Reading:
    made, page = document(size)
    draw(page, frames)
    if more:
        more(page)
    return read(saved(made, folder))


def sheets(
    folder: Path, size: tuple[float, float], frames: Iterable[Frame], more: Callable[[Any], None] | None = None
) -> tuple[Sheet, ...]:
    return reading(folder, size, frames, more).drawing.sheets


def why(made: Reading) -> str:
    return made.drawing.files[0].units_why


def longest(sheet: Sheet) -> float:
    """Metres of the longest single line of a sheet."""
    lines = sheet.entities.geometry[sheet.entities.kind == "line"]
    return max(float(geometry.length) for geometry in lines)


def listed(sheet: Sheet) -> dict[str, int]:
    return {lost.what: lost.count for lost in sheet.not_displayed}


def test_each_of_four_frames_on_a_page_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    places = ((215, 8), (10, 155), (10, 8), (215, 155))
    numbers = ("A-4", "A-1", "A-3", "A-2")
    frames = [
        Frame(x, y, plotted=0.23, number=number, title=f"PLAN {number[-1]}", scale=50, dimensions=8)
        for (x, y), number in zip(places, numbers, strict=True)
    ]
    found = sheets(tmp_path, A3, frames)
    assert [(sheet.where, sheet.number, sheet.title) for sheet in found] == [
        ("page:1/1", "A-1", "PLAN 1"),
        ("page:1/2", "A-2", "PLAN 2"),
        ("page:1/3", "A-3", "PLAN 3"),
        ("page:1/4", "A-4", "PLAN 4"),
    ]
    for sheet in found:
        assert (sheet.frame, sheet.scale) == ("A1", 50)
        assert sheet.size_mm == pytest.approx(A1, abs=0.1)
        # the longest dimension line is 300 mm long on the true sheet, so 15 m in the building
        assert longest(sheet) == pytest.approx(15.0, rel=1e-3)
        assert not listed(sheet)
    assert len({sheet.id for sheet in found}) == 4


def test_a_sheet_lies_on_its_paper_as_its_frame_lies_on_the_page(tmp_path: Path) -> None:
    _, second = sheets(tmp_path, WIDE, PAIR)
    lines = second.entities.geometry[second.entities.kind == "line"]
    first = second.on_paper(lines[0])
    # 60 mm from the left and 70 mm from the bottom of the true sheet, 8 mm long
    assert first.bounds == pytest.approx((60, 70, 68, 70), abs=0.05)
    assert second.on_paper(second.entities.geometry[0]).bounds == pytest.approx((0, 0, 841, 594), abs=0.05)


def test_a_frame_as_large_as_its_page_leaves_the_page_a_sheet(tmp_path: Path) -> None:
    made = reading(tmp_path, A1, [Frame(0, 0, dimensions=8)])
    (sheet,) = made.drawing.sheets
    assert (sheet.where, sheet.frame, sheet.scale) == ("page:1", "A1", 100)
    assert not made.windows


def test_a_sheet_plotted_at_half_its_size_is_known_by_its_margins(tmp_path: Path) -> None:
    made = reading(tmp_path, (420.5, 297.0), [Frame(0, 0, plotted=0.5, dimensions=8)])
    (sheet,) = made.drawing.sheets
    assert (sheet.where, sheet.frame, sheet.scale) == ("page:1", "A1", 100)
    assert sheet.size_mm == pytest.approx(A1, abs=0.1)
    assert longest(sheet) == pytest.approx(30.0, rel=1e-3)
    said = why(made)
    assert "A1 plotted at 50.0% on which 1:100 is written" in said
    assert "on the page written 1:200, confirmed by 8 of 8 dimension values" in said


def test_margins_alone_tell_the_true_sheet_where_no_dimension_does(tmp_path: Path) -> None:
    (sheet,) = sheets(tmp_path, A3, [Frame(8, 9, plotted=0.47)])
    assert (sheet.frame, sheet.scale) == ("A1", 100)
    # the longest of the twelve lines is 96 mm on the true sheet
    assert longest(sheet) == pytest.approx(9.6, rel=1e-3)


def test_dimensions_that_measure_on_the_page_refute_the_margins_and_it_is_said(tmp_path: Path) -> None:
    made = reading(tmp_path, (420.5, 297.0), [Frame(0, 0, plotted=0.5, measured=50, dimensions=10)])
    (sheet,) = made.drawing.sheets
    assert sheet.scale == 100
    assert sheet.size_mm == pytest.approx((420.5, 297.0), abs=0.1)
    assert "confirmed by 10 of 10 dimension values, though its margins are those of a sheet at 50.0%" in why(made)


def test_a_frame_without_a_frame_line_is_known_by_what_is_written_and_measured(tmp_path: Path) -> None:
    made = reading(tmp_path, (440.0, 317.0), [Frame(10, 10, plotted=0.5, bound=False, dimensions=8)])
    (sheet,) = made.drawing.sheets
    # in full size the frame is no sheet of any size, at half size an A1
    assert (sheet.frame, sheet.scale) == ("A1", 100)
    assert "A1 plotted at 50.0%" in why(made)
    assert longest(sheet) == pytest.approx(30.0, rel=1e-3)


def test_a_frame_line_of_a_broad_pen_written_as_filled_bars_is_one(tmp_path: Path) -> None:
    frames = [replace(frame, broad=1.0) for frame in PAIR]
    found = sheets(tmp_path, WIDE, frames)
    assert [(sheet.frame, sheet.number, sheet.scale) for sheet in found] == [("A1", "A-101", 100), ("A1", "A-102", 100)]


def test_frames_of_which_only_the_frame_line_is_drawn_get_their_margins_back(tmp_path: Path) -> None:
    frames = [replace(frame, edge=False, dimensions=8) for frame in PAIR]
    made = reading(tmp_path, WIDE, frames)
    for sheet in made.drawing.sheets:
        assert (sheet.frame, sheet.scale) == ("A1", 100)
        assert sheet.size_mm == pytest.approx(A1, abs=0.1)
        line_ = sheet.on_paper(sheet.entities.geometry[0])
        assert line_.bounds == pytest.approx((25, 10, 831, 584), abs=0.1)
    assert len(made.drawing.sheets) == 2


def test_what_stands_around_a_frame_smaller_than_its_page_is_listed(tmp_path: Path) -> None:
    def trim(page: Any) -> None:
        line(page, 2, 5, 12, 5)
        text(page, 40, 5, "plotted by hand", 3)

    made = reading(tmp_path, (880.0, 630.0), [Frame(18, 18, dimensions=8)], trim)
    (sheet,) = made.drawing.sheets
    assert sheet.size_mm == pytest.approx(A1, abs=0.1)
    assert listed(sheet) == {"outside every frame": 1, "texts outside every frame": 1}
    assert set(made.windows) == {sheet.id}


def test_lines_and_texts_outside_several_frames_are_listed_on_the_first(tmp_path: Path) -> None:
    def stray(page: Any) -> None:
        for step in range(4):
            line(page, 100 + step, 315, 120 + step, 315)
        text(page, 300, 312, "set of drawings", 4)

    first, second = sheets(tmp_path, WIDE, PAIR, stray)
    assert listed(first) == {"outside every frame": 4, "texts outside every frame": 1}
    assert not listed(second)
    assert (len(first.texts), len(second.texts)) == (16, 8)


def test_frames_of_two_sizes_and_scales_keep_their_own(tmp_path: Path) -> None:
    frames = (
        Frame(10, 10, A1, 0.25, "A-1", scale=100, dimensions=6),
        Frame(240, 10, A2, 0.5, "A-2", scale=50, dimensions=6),
    )
    first, second = sheets(tmp_path, (560.0, 240.0), frames)
    assert (first.frame, first.scale, second.frame, second.scale) == ("A1", 100, "A2", 50)


def test_a_border_around_several_frames_is_no_frame(tmp_path: Path) -> None:
    # 860 × 608 mm has the proportions of a sheet and holds all four
    frames = [Frame(x, y, plotted=0.48, number=f"A-{x}{y}") for x in (15, 435) for y in (12, 310)]
    found = sheets(tmp_path, (880.0, 630.0), frames, lambda page: rectangle(page, 8, 8, 860, 608))
    assert len(found) == 4
    assert all(sheet.size_mm == pytest.approx(A1, abs=0.1) for sheet in found)


def test_a_frame_without_a_title_block_of_the_size_of_the_others_is_a_sheet_too(tmp_path: Path) -> None:
    frames = (*PAIR, Frame(10, 330, plotted=0.5, labelled=False, bound=False))
    assert len(sheets(tmp_path, (880.0, 640.0), frames)) == 3


@pytest.mark.parametrize("labels", [(), ("SCALE", "TITLE"), ("SCALE", "TITLE", "DRAWING NO")])
def test_details_in_boxes_of_a_sheets_proportions_make_no_sheets(tmp_path: Path, labels: tuple[str, ...]) -> None:
    def details(page: Any) -> None:
        for column, left in enumerate((40, 250)):
            rectangle(page, left, 100, 190, 134.2)
            for row, label in enumerate(labels):
                text(page, left + 5, 105 + 7 * row, label, 3)
                text(page, left + 40, 105 + 7 * row, f"{label[:2]}-{column}{row}", 3)
            for step in range(40):
                line(page, left + 10, 130 + 2 * step, left + 100, 130 + 2 * step)

    (sheet,) = sheets(tmp_path, A2, [Frame(0, 0, A2, scale=20)], details)
    assert (sheet.where, sheet.frame) == ("page:1", "A2")
    assert sheet.size_mm == pytest.approx(A2, abs=0.1)


def test_details_beside_a_title_block_without_a_frame_make_no_sheets(tmp_path: Path) -> None:
    def boxes(page: Any) -> None:
        for column, left in enumerate((20, 215)):
            rectangle(page, left, 100, 190, 134.2)
            for row, label in enumerate(("SCALE", "TITLE", "DRAWING NO")):
                text(page, left + 5, 105 + 7 * row, label, 3)
                text(page, left + 40, 105 + 7 * row, f"{label[:2]}-{column}{row}", 3)
            for step in range(60):
                line(page, left + 10, 130 + step, left + 100, 130 + step)
        for row, (label, value) in enumerate((("DRAWING NO", "A-7"), ("TITLE", "DETAILS"), ("SCALE", "1:20"))):
            text(page, 300, 20 + 8 * row, label, 4)
            text(page, 345, 20 + 8 * row, value, 4)

    (sheet,) = sheets(tmp_path, A3, (), boxes)
    assert sheet.where == "page:1"


def test_a_table_and_a_key_plan_make_no_sheets(tmp_path: Path) -> None:
    def furnish(page: Any) -> None:
        for row in range(12):
            for column in range(6):
                rectangle(page, 300 + 14.1 * column, 150 + 10 * row, 14.1, 10)
        rectangle(page, 320, 70, 84, 59.4)
        rectangle(page, 322.5, 71, 80.5, 57.4)

    (sheet,) = sheets(tmp_path, A3, [Frame(0, 0, A3, dimensions=4)], furnish)
    assert (sheet.where, sheet.size_mm) == ("page:1", pytest.approx(A3, abs=0.1))


def test_two_frames_of_one_number_stay_one_sheet(tmp_path: Path) -> None:
    # a drawing printed twice, or one inside another program's window: nothing tells which of them it is
    (sheet,) = sheets(tmp_path, WIDE, [Frame(10, 10, plotted=0.5), Frame(450, 10, plotted=0.5)])
    assert sheet.where == "page:1"
    assert sheet.size_mm == pytest.approx(WIDE, abs=0.1)


def test_frames_that_hold_little_of_a_page_are_no_sheets(tmp_path: Path) -> None:
    def plan(page: Any) -> None:
        for step in range(300):
            line(page, 20, 330 + step * 0.5, 800, 330 + step * 0.5)

    (sheet,) = sheets(tmp_path, (880.0, 630.0), PAIR, plan)
    assert sheet.where == "page:1"


def turned(folder: Path, rotation: int) -> Path:
    """The pair of frames on a page that is stored lying on its side and turned upright to be seen."""
    flat, page = document(WIDE)
    draw(page, PAIR)
    size = WIDE if rotation == 180 else WIDE[::-1]
    made, target = document(size)
    target.show_pdf_page(target.rect, flat, 0, rotate=rotation)
    target.set_rotation(rotation)
    return saved(made, folder)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_frames_of_a_turned_page_are_found_and_plotted_upright(tmp_path: Path, rotation: int) -> None:
    made = read(turned(tmp_path, rotation))
    assert [sheet.number for sheet in made.drawing.sheets] == ["A-101", "A-102"]
    for plotted in plot(made, tmp_path / "plots"):
        with pymupdf.open(plotted.pdf) as opened:
            (page,) = opened
            assert (page.rect.width / POINT, page.rect.height / POINT) == pytest.approx(A1, abs=0.1)
            place = page.search_for("DRAWING NO")[0]
        # 140 mm from the right edge and 40 mm above the lower one
        assert (place.x0 / POINT, 594 - place.y1 / POINT) == pytest.approx((701, 39), abs=1.5)


def test_a_plotted_sheet_holds_its_own_frame_alone(tmp_path: Path) -> None:
    made = reading(tmp_path, WIDE, PAIR)
    first, second = plot(made, tmp_path / "plots")
    for plotted, own, other in ((first, "A-101", "A-102"), (second, "A-102", "A-101")):
        with pymupdf.open(plotted.pdf) as opened:
            (page,) = opened
            everywhere = page.get_text(clip=pymupdf.INFINITE_RECT())
            assert own in everywhere
            # not only hidden beyond the edge: no reader can select it
            assert other not in everywhere
            assert other.encode() not in page.read_contents()
            frame_line = page.get_drawings()[1]["rect"]
        found = [edge / POINT for edge in frame_line]
        assert found == pytest.approx([25, 10, 831, 584], abs=0.1)
    # the pictures show the frame line at 25 mm from the left, and white beside it
    assert darkness(first.pdf, (24.5, 100, 25.5, 200)) > 0.2
    assert darkness(first.pdf, (3, 100, 20, 200)) == 0.0


def test_layers_of_a_page_are_layers_of_each_of_its_sheets(tmp_path: Path) -> None:
    made, page = document(WIDE)
    draw(page, PAIR)
    walls, doors = made.add_ocg("A-WALL"), made.add_ocg("A-DOOR", on=False)
    for left in (100, 540):
        for group, low in ((walls, 200), (doors, 220)):
            corners = (left, 320 - low - 10, left + 50, 320 - low)
            page.draw_rect(pymupdf.Rect(*(edge * POINT for edge in corners)), fill=(0, 0, 0), oc=group)
    read_ = read(saved(made, tmp_path))
    for sheet, plotted in zip(read_.drawing.sheets, plot(read_, tmp_path / "plots"), strict=True):
        assert {layer.name: layer.visible for layer in sheet.layers} == {"": True, "A-WALL": True, "A-DOOR": False}
        with pymupdf.open(plotted.pdf) as opened:
            states = {group["name"]: group["on"] for group in opened.get_ocgs().values()}
        assert states == {"A-WALL": True, "A-DOOR": False}
        # 200 mm above the edge of the page are 380 mm above that of the true sheet
        assert darkness(plotted.pdf, (190, 382, 270, 398)) == 1.0
        assert darkness(plotted.pdf, (190, 422, 270, 438)) == 0.0


def test_a_page_in_user_units_is_taken_apart_in_true_millimetres(tmp_path: Path) -> None:
    made, page = document((440.0, 160.0))
    draw(page, [Frame(5, 5, plotted=0.25, number="A-101"), Frame(225, 5, plotted=0.25, number="A-102")])
    # the page is twice as large as its numbers say, so the frames are plotted at half their size
    made.xref_set_key(page.xref, "UserUnit", "2")
    read_ = read(saved(made, tmp_path))
    for sheet, plotted in zip(read_.drawing.sheets, plot(read_, tmp_path / "plots"), strict=True):
        assert sheet.size_mm == pytest.approx(A1, abs=0.1)
        assert longest(sheet) == pytest.approx(9.6, rel=1e-3)
        with pymupdf.open(plotted.pdf) as opened:
            assert sheet.number in opened[0].get_text(clip=pymupdf.INFINITE_RECT())
            frame_line = [edge / POINT for edge in opened[0].get_drawings()[1]["rect"]]
        assert frame_line == pytest.approx([25, 10, 831, 584], abs=0.1)
    assert "plotted at 50.0%" in why(read_)
