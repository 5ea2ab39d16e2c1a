"""Windows of another scale on a layout: which become sheets of their own, and what is on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checkers.drawing import columns
from checkers.drawing.details import MOST_WINDOWS
from checkers.drawing.inspect import inspection
from checkers.drawing.model import DrawingSet, Omission, Sheet
from checkers.drawing.omissions import OTHER_SCALE, SHOWN_AGAIN
from checkers.drawing.plot import plot
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from checkers.features.unseen import hidden
from tests.checkers.drawing.drafting import drawing, labelled, rectangle, saved
from tests.checkers.drawing.plotted import darkness, lines_mm


def drafted() -> tuple[Any, Any]:
    """A layout of A1 whose main view shows a plan of 20 m × 10 m at 1:100; far from the plan a stair, 4 m × 3 m."""
    doc = drawing()
    model = doc.modelspace()
    rectangle(model, 0, 0, 20_000, 10_000, "A-AREA")
    rectangle(model, 100_000, 50_000, 4000, 3000, "A-AREA")
    rectangle(model, 100_500, 50_500, 1000, 500, "A-WALL")
    layout = doc.layout("Layout1")
    layout.page_setup(size=(841, 594), margins=(0, 0, 0, 0), units="mm")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 60, 1, {"图名": "一层平面图", "图号": "建施-09", "比例": "1:100"})
    layout.add_viewport((300, 300), (400, 300), (10_000, 5000), 30_000)
    return doc, layout


def window(layout: Any, *, at: Any = (650, 400), size: Any = (100, 80), high: Any = 4000, **view: Any) -> Any:
    """A viewport that shows the stair, 80 mm high; at 4000 mm of model that is 1:50."""
    made = layout.add_viewport(at, size, view.pop("seen_at", (102_000, 51_500)), high)
    for name, value in view.items():
        made.dxf.set(name, value)
    return made


def sheets(doc: Any, folder: Path) -> tuple[Sheet, ...]:
    return read(saved(doc, folder)).drawing.sheets


def listed(sheet: Sheet) -> list[str]:
    return [lost.what for lost in sheet.not_displayed if lost.kind is Omission.OTHER]


def test_a_window_of_another_scale_is_a_detail_measured_in_metres_of_the_model(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout)
    sheet, detail = sheets(doc, tmp_path)
    assert (sheet.scale, sheet.part_of, listed(sheet)) == (100, "", [])
    assert len(sheet.rows("SPACE")) == 1
    assert (detail.part_of, detail.number, detail.discipline) == (sheet.id, "建施-09", "architecture")
    assert (detail.scale, detail.size_mm, detail.where) == (50, (100.0, 80.0), "layout:Layout1/2")
    # 5 m × 4 m of the model around (102, 51.5)
    assert detail.bounds_m == pytest.approx((99.5, 49.5, 104.5, 53.5))
    stair = detail.entities.geometry[detail.rows("SPACE")[0]]
    assert stair.area == pytest.approx(12.0)
    assert detail.on_paper(stair).bounds == pytest.approx((10.0, 10.0, 90.0, 70.0))
    assert len(detail.rows("TITLEBLOCK")) == 0


def test_a_turned_detail_lies_on_its_paper_as_its_window_shows_it(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(
        layout,
        size=(80, 100),
        high=5000,
        seen_at=(0, 0),
        view_target_point=(102_000, 51_500, 0),
        view_twist_angle=90,
    )
    reading = read(saved(doc, tmp_path))
    _, detail = reading.drawing.sheets
    assert detail.size_mm == (80.0, 100.0)
    wall = detail.on_paper(detail.entities.geometry[detail.rows("WALL")[0]])
    # the wall's corner (100.5, 50.5) is 1.5 m left of the middle and 1 m below: a quarter turn puts it right and low
    assert wall.bounds == pytest.approx((50.0, 20.0, 60.0, 40.0))
    _, plotted = plot(reading, tmp_path / "plots")
    assert (50.0, 20.0, 10.0, 20.0) in edges(plotted.pdf)


def edges(pdf: Path) -> list[tuple[float, ...]]:
    """Lower left corner, width and height of the rectangles a page shows, to a tenth of a millimetre."""
    import pymupdf

    with pymupdf.open(pdf) as opened:
        page = opened[0]
        boxes = [drawn["rect"] for drawn in page.get_drawings()]
        high = page.rect.height
    mm = 25.4 / 72
    return [
        (round(box.x0 * mm, 1), round((high - box.y1) * mm, 1), round(box.width * mm, 1), round(box.height * mm, 1))
        for box in boxes
    ]


def test_the_plot_of_a_detail_is_its_window_of_the_layout_to_a_tenth_of_a_millimetre(tmp_path: Path) -> None:
    import pymupdf

    doc, layout = drafted()
    window(layout)
    # drawn on the paper of the layout: across the window, and beside it
    layout.add_line((600, 400), (700, 400))
    layout.add_line((20, 20), (60, 20))
    reading = read(saved(doc, tmp_path))
    whole, detail = plot(reading, tmp_path / "plots")
    with pymupdf.open(detail.pdf) as opened:
        assert opened[0].rect.width * 25.4 / 72 == pytest.approx(100.0, abs=0.1)
        assert opened[0].rect.height * 25.4 / 72 == pytest.approx(80.0, abs=0.1)
    assert {(10.0, 10.0, 80.0, 60.0), (20.0, 20.0, 20.0, 10.0)} <= set(edges(detail.pdf))
    assert lines_mm(detail.pdf).count((0.0, 40.0, 100.0, 40.0)) == 1
    assert darkness(detail.pdf, (12, 30, 18, 38)) == 0
    # on the plot of the sheet the window is where it was
    assert (610.0, 370.0, 80.0, 60.0) in edges(whole.pdf)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ([("1#楼梯详图 1:50", 620, 350)], "1#楼梯详图 1:50"),
        ([("1#楼梯大样", 620, 350), ("1:50", 660, 350)], "1#楼梯大样 1:50"),
        ([("A-A剖面（1：50）", 620, 450)], "A-A剖面 1:50"),
        # of another scale, of a reference, too far below, and no title
        ([("墙身详图 1:20", 620, 350)], "一层平面图 1:50"),
        ([("详见楼梯详图", 620, 350)], "一层平面图 1:50"),
        ([("1#楼梯详图 1:50", 620, 320)], "一层平面图 1:50"),
        ([("上", 620, 350)], "一层平面图 1:50"),
    ],
)
def test_a_detail_is_called_as_the_title_beside_its_window_says(
    tmp_path: Path, words: list[tuple[str, int, int]], title: str
) -> None:
    doc, layout = drafted()
    window(layout)
    for content, x, y in words:
        layout.add_text(content, height=5, dxfattribs={"insert": (x, y)})
    assert [sheet.title for sheet in sheets(doc, tmp_path)] == ["一层平面图", title]


def test_a_title_inside_the_window_names_the_detail_and_belongs_to_it(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout)
    doc.modelspace().add_text("2#楼梯平面图", height=200, dxfattribs={"insert": (101_000, 49_800)})
    layout.add_text("上", height=3, dxfattribs={"insert": (650, 400)})
    sheet, detail = sheets(doc, tmp_path)
    assert detail.title == "2#楼梯平面图 1:50"
    assert {text.content for text in detail.texts} == {"2#楼梯平面图", "上"}
    assert "上" not in {text.content for text in sheet.texts}
    # 3 mm high on the paper of the layout, 0.15 m at 1:50; it stands at the middle of the window
    note = next(text for text in detail.texts if text.content == "上")
    assert (note.height, note.x, note.y) == pytest.approx((0.15, 102.0, 51.5))


def test_two_windows_of_one_scale_are_two_details_with_the_titles_nearest_to_them(tmp_path: Path) -> None:
    doc, layout = drafted()
    rectangle(doc.modelspace(), 200_000, 0, 2000, 1000, "A-AREA")
    window(layout, at=(650, 450))
    window(layout, at=(650, 350), seen_at=(201_000, 500))
    layout.add_text("1#楼梯详图", height=5, dxfattribs={"insert": (620, 404)})
    layout.add_text("2#楼梯详图", height=5, dxfattribs={"insert": (620, 302)})
    _, first, second = sheets(doc, tmp_path)
    assert [first.title, second.title] == ["1#楼梯详图 1:50", "2#楼梯详图 1:50"]
    assert [len(first.rows("SPACE")), len(second.rows("SPACE"))] == [1, 1]
    assert first.part_of == second.part_of


def test_two_details_without_a_name_are_told_apart(tmp_path: Path) -> None:
    doc, layout = drafted()
    rectangle(doc.modelspace(), 200_000, 0, 2000, 1000, "A-AREA")
    window(layout, at=(650, 450))
    window(layout, at=(650, 350), seen_at=(201_000, 500))
    assert [sheet.title for sheet in sheets(doc, tmp_path)] == ["一层平面图", "一层平面图 1:50", "一层平面图 1:50 (2)"]


def test_what_the_sheet_measures_already_is_said_to_be_shown_again_and_hides_nothing(tmp_path: Path) -> None:
    doc, layout = drafted()
    rectangle(doc.modelspace(), 1000, 1000, 2000, 1500, "A-WALL")
    window(layout, seen_at=(2500, 2000))
    (sheet,) = sheets(doc, tmp_path)
    (lost,) = sheet.not_displayed
    assert lost.what == "VIEWPORT 1:50 (measured at 1:100)"
    assert (lost.remedy_zh, lost.remedy_en) == SHOWN_AGAIN
    assert hidden([sheet]) == ""


def test_a_block_that_the_main_view_cuts_off_is_measured_on_the_detail_that_shows_it(tmp_path: Path) -> None:
    doc, layout = drafted()
    doc.blocks.new("FM乙1221").add_line((0, 0), (3100, 0))
    # the main view ends at 30 m: it touches the line, and the middle of the block lies beyond
    doc.modelspace().add_blockref("FM乙1221", (29_900, 0))
    window(layout, seen_at=(31_450, 0))
    sheet, detail = sheets(doc, tmp_path)
    assert listed(sheet) == []
    assert [block.name for block in sheet.blocks] == []
    assert [block.name for block in detail.blocks] == ["FM乙1221"]


def test_a_window_that_repeats_a_detail_is_said_to_be_shown_again(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout)
    window(layout, at=(650, 200), high=1600, seen_at=(101_000, 50_700))
    sheet, detail = sheets(doc, tmp_path)
    assert listed(sheet) == ["VIEWPORT 1:20 (measured at 1:50)"]
    assert detail.scale == 50


def test_what_the_main_view_hides_and_a_window_shows_is_measured_on_a_detail(tmp_path: Path) -> None:
    doc, layout = drafted()
    doc.layers.add("A-WALL")
    rectangle(doc.modelspace(), 1000, 1000, 2000, 1500, "A-WALL")
    main = next(view for view in layout.viewports() if view.dxf.width == 400)
    main.frozen_layers = ["A-WALL"]
    window(layout, seen_at=(2500, 2000))
    sheet, detail = sheets(doc, tmp_path)
    assert [len(sheet.rows("WALL")), len(detail.rows("WALL"))] == [0, 1]
    assert listed(sheet) == []


@pytest.mark.parametrize(
    ("size", "high", "scale"),
    [
        # narrower than 20 mm; coarser than the sheet, small; of no usual scale, small
        ((15, 80), 4000, "1:50"),
        ((100, 80), 40_000, "1:500"),
        ((100, 80), 3700, "1:46.25"),
    ],
)
def test_thumbnails_and_key_plans_are_listed_as_not_measured(
    tmp_path: Path, size: tuple[int, int], high: int, scale: str
) -> None:
    doc, layout = drafted()
    window(layout, size=size, high=high)
    (sheet,) = sheets(doc, tmp_path)
    (lost,) = sheet.not_displayed
    assert lost.what == f"VIEWPORT {scale} (not measured)"
    assert (lost.remedy_zh, lost.remedy_en) == OTHER_SCALE
    assert hidden([sheet]) == f"VIEWPORT {scale} (not measured) ×1"


def test_of_more_windows_than_a_sheet_can_have_the_smaller_ones_are_listed(tmp_path: Path) -> None:
    doc, layout = drafted()
    model = doc.modelspace()
    for number in range(MOST_WINDOWS + 1):
        # each shows a square of its own, all but the first a little smaller than the one before
        rectangle(model, 200_000 + number * 10_000, 0, 1000, 1000, "A-AREA")
        size = 120 - number / 10
        window(layout, size=(size, size), high=size * 50, seen_at=(200_500 + number * 10_000, 500))
    sheet, *details = sheets(doc, tmp_path)
    assert len(details) == MOST_WINDOWS
    assert listed(sheet) == ["VIEWPORT 1:50 (not measured)"]


def test_a_large_window_is_a_detail_whatever_its_scale(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout, at=(650, 300), size=(200, 160), high=7400)
    _, detail = sheets(doc, tmp_path)
    assert detail.scale == pytest.approx(46.25)


def test_what_cannot_be_shown_in_a_window_is_said_on_the_detail_and_not_on_the_sheet(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout)
    doc.modelspace().add_shape("OAK", (102_000, 51_500))
    sheet, detail = sheets(doc, tmp_path)
    assert listed(sheet) == []
    assert listed(detail) == ["SHAPE"]
    assert detail.places_mm(detail.not_displayed[0]) == [(50.0, 40.0)]


def test_every_entity_of_the_file_is_accounted_for_once(tmp_path: Path) -> None:
    doc, layout = drafted()
    alone = {entry.kind: (entry.held, entry.shown) for entry in read(saved(doc, tmp_path)).drawing.files[0].entities}
    window(layout)
    account = read(saved(doc, tmp_path)).drawing.files[0].entities
    counts = {entry.kind: (entry.held, entry.shown) for entry in account}
    assert counts["LWPOLYLINE"] == alone["LWPOLYLINE"] == (4, 4)
    assert sum(entry.lost for entry in account) == 0


def test_a_detail_is_kept_and_inspected_as_part_of_its_sheet(tmp_path: Path) -> None:
    doc, layout = drafted()
    window(layout)
    found = read(saved(doc, tmp_path)).drawing
    columns.dump(found, tmp_path / "kept")
    loaded = columns.load(tmp_path / "kept")
    assert [sheet.part_of for sheet in loaded.sheets] == ["", found.sheets[0].id]
    said = inspection(found)["sheets"]
    assert [sheet["part_of"] for sheet in said] == ["", found.sheets[0].id]
    strayed = DrawingSet((found.sheets[0], replace(found.sheets[1], part_of="of-nothing")), found.files)
    columns.dump(strayed, tmp_path / "strayed")
    with pytest.raises(CannotReadFile):
        columns.load(tmp_path / "strayed")
