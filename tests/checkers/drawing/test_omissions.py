from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import shapely

from checkers.drawing import columns
from checkers.drawing.model import NotDisplayed, Omission, Sheet
from checkers.drawing.omissions import DAMAGED, PROXY, SAME, TARCH, Omissions, as_one, remedy_of
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, frame, rectangle, saved

A1 = (841, 594)


def sheets(doc: Any, folder: Path) -> tuple[Sheet, ...]:
    return read(saved(doc, folder)).drawing.sheets


def damaged(entity: Any, **values: Any) -> Any:
    """The entity with values its library would refuse, as files in the wild hold them."""
    for name, value in values.items():
        entity.dxf.unprotected_set(name, value)
    return entity


def missing(sheet: Sheet) -> dict[str, NotDisplayed]:
    return {lost.what: lost for lost in sheet.not_displayed}


def test_an_omission_says_where_it_stands(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (10_000, 0))
    doc.modelspace().add_xline((2000, 3000), (1, 0))
    (sheet,) = sheets(doc, tmp_path)
    (place,) = missing(sheet)["XLINE"].places
    assert place == pytest.approx((2.0, 3.0))


def test_an_omission_inside_a_block_placed_three_times_has_three_places(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("TREE")
    block.add_line((0, 0), (100, 0))
    block.add_shape("OAK", (1000, 0))
    for x, turn in ((0, 0), (10_000, 90), (20_000, 180)):
        doc.modelspace().add_blockref("TREE", (x, 0), dxfattribs={"rotation": turn})
    (sheet,) = sheets(doc, tmp_path)
    lost = missing(sheet)["SHAPE"]
    assert lost.count == 3
    assert sorted(lost.places) == [pytest.approx(p, abs=1e-9) for p in ((1.0, 0.0), (10.0, 1.0), (19.0, 0.0))]


def test_a_sheet_lists_what_should_stand_on_it_and_not_what_stands_on_another(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, A1, 100)
    frame(space, 100_000, 0, A1, 100)
    space.add_shape("OAK", (10_000, 10_000))
    space.add_shape("OAK", (120_000, 10_000))
    space.add_shape("OAK", (130_000, 10_000))
    first, second = sheets(doc, tmp_path)
    assert (missing(first)["SHAPE"].count, missing(first)["SHAPE"].places) == (1, ((10.0, 10.0),))
    assert missing(second)["SHAPE"].count == 2
    assert second.places_mm(missing(second)["SHAPE"]) == [(200.0, 100.0), (300.0, 100.0)]


def test_what_stands_on_no_sheet_is_listed_on_the_first_and_what_stands_anywhere_on_all(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, A1, 100)
    frame(space, 100_000, 0, A1, 100)
    space.add_shape("OAK", (500_000, 10_000))
    # a reference reaches as far as its file does, wherever it is inserted
    doc.add_xref_def("base.dwg", "BASE")
    space.add_blockref("BASE", (10_000, 0))
    first, second = sheets(doc, tmp_path)
    assert missing(first)["SHAPE"].count == 1
    assert missing(first)["SHAPE"].places == ()
    assert "SHAPE" not in missing(second)
    assert [lost.kind for lost in second.not_displayed] == [Omission.XREF]
    assert Omission.XREF in {lost.kind for lost in first.not_displayed}


def test_what_a_layout_looks_at_is_missing_where_its_view_puts_it(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    rectangle(space, 0, 0, 20_000, 10_000, "A-AREA")
    space.add_shape("OAK", (5000, 5000))
    space.add_shape("OAK", (900_000, 5000))
    layout = doc.layouts.get("Layout1")
    rectangle(layout, 0, 0, 841, 594, "图框")
    layout.add_shape("OAK", (400, 500))
    # 300 mm of paper show 30 m; (10000, 5000) of the model lies at (300, 300) of the paper
    layout.add_viewport((300, 300), (400, 300), (10_000, 5000), 30_000)
    (sheet,) = sheets(doc, tmp_path)
    lost = missing(sheet)["SHAPE"]
    assert lost.count == 3
    assert sorted(sheet.places_mm(lost)) == [(250.0, 300.0), (400.0, 500.0)]


@pytest.mark.parametrize(
    ("make", "what", "place"),
    [
        (
            lambda space: damaged(space.add_text("a", height=5, dxfattribs={"insert": (1000, 2000)}), height=0),
            "TEXT",
            (1, 2),
        ),
        (lambda space: damaged(space.add_text("a", height=5), insert=(math.nan, 0, 0)), "TEXT", None),
        (lambda space: damaged(space.add_mtext("a", dxfattribs={"insert": (3000, 0)}), char_height=0), "MTEXT", (3, 0)),
        (lambda space: damaged(space.add_circle((7000, 5000), 10), radius=math.nan), "CIRCLE", (7, 5)),
        (lambda space: damaged(space.add_circle((7000, 5000), 10), extrusion=(0, 0, 0)), "CIRCLE", (7, 5)),
        (lambda space: space.add_arc((1000, 0), 1e300, 0, 90), "ARC", (1, 0)),
        (lambda space: space.add_lwpolyline([(math.nan, 0), (50_000, 60_000), (70_000, 0)]), "LWPOLYLINE", (50, 60)),
        (lambda space: damaged(space.add_blockref("B", (9000, 1000)), xscale=0), "INSERT B", (9, 1)),
        (lambda space: damaged(space.add_blockref("B", (9000, 1000)), extrusion=(0, 0, 0)), "INSERT", (9, 1)),
        (lambda space: space.add_blockref("B", (math.inf, 1000)), "INSERT B", None),
        (lambda space: space.add_spline(), "SPLINE", None),
        (lambda space: space.add_solid([(1000, 0), (2000, 0), (2000, 2000), (math.nan, 0)]), "SOLID", (1, 0)),
    ],
)
def test_a_damaged_entity_is_listed_and_the_sheet_goes_on(
    tmp_path: Path, make: Any, what: str, place: tuple[float, float] | None
) -> None:
    doc = drawing()
    doc.blocks.new("B").add_line((0, 0), (100, 0))
    space = doc.modelspace()
    space.add_line((0, 0), (10_000, 0))
    make(space)
    space.add_line((0, 1000), (10_000, 1000))
    (sheet,) = sheets(doc, tmp_path)
    assert len(sheet.entities) == 2
    assert sheet.texts == ()
    (lost,) = sheet.not_displayed
    assert (lost.kind, lost.what, lost.count) == (Omission.DAMAGED, what, 1)
    assert lost.places == (() if place is None else (pytest.approx(place),))


def test_a_dimension_without_a_block_is_drawn_from_its_own_measures(tmp_path: Path) -> None:
    doc = drawing()
    dimension = doc.modelspace().add_linear_dim(base=(0, 500), p1=(0, 0), p2=(3600, 0)).dimension
    assert not dimension.dxf.hasattr("geometry")
    drawn = read(saved(doc, tmp_path)).drawing
    (sheet,) = drawn.sheets
    assert sheet.not_displayed == ()
    assert [text.content for text in sheet.texts] == ["3600"]
    assert len(sheet.entities) >= 3
    assert drawn.files[0].repairs == ("dimensions drawn from their measures, having no block: 1",)
    # what draws it is not of the file
    assert {entry.kind: entry.held for entry in drawn.files[0].entities} == {"DIMENSION": 1}


def test_a_parametric_constraint_is_no_dimension_of_the_drawing(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (10_000, 0))
    doc.modelspace().add_linear_dim(
        base=(0, 500), p1=(0, 0), p2=(3600, 0), text="d1=W", dxfattribs={"layer": "*ADSK_CONSTRAINTS"}
    )
    drawn = read(saved(doc, tmp_path)).drawing
    (sheet,) = drawn.sheets
    assert (sheet.dimensions, sheet.texts, sheet.not_displayed) == ((), (), ())
    account = {entry.kind: entry for entry in drawn.files[0].entities}
    assert account["DIMENSION"].nothing == {"parametric constraint": 1}


def test_a_dimension_whose_measure_is_no_number_is_listed(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (10_000, 0))
    made = doc.modelspace().add_linear_dim(base=(0, 500), p1=(0, 0), p2=(3600, 0)).render()
    damaged(made.dimension, defpoint2=(math.nan, 0, 0))
    (sheet,) = sheets(doc, tmp_path)
    assert sheet.dimensions == ()
    assert "DIMENSION" in missing(sheet)


def test_places_come_back_from_the_columns_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (10_000, 0))
    doc.modelspace().add_shape("OAK", (2000, 3000))
    drawn = read(saved(doc, tmp_path)).drawing
    columns.dump(drawn, tmp_path / "kept")
    loaded = columns.load(tmp_path / "kept")
    assert loaded.sheets[0].not_displayed == drawn.sheets[0].not_displayed
    assert loaded.files == drawn.files
    for wrong in ([[1.0]], [[1.0, math.nan]], [[0.0, 0.0]] * 51, [["1", 2.0]]):
        with pytest.raises((TypeError, ValueError)):
            columns.places_in(wrong)
    with pytest.raises(CannotReadFile):
        columns.load(tmp_path / "absent")


def test_at_most_fifty_places_are_named_and_all_are_counted() -> None:
    lost = Omissions()
    for number in range(80):
        lost.add(Omission.DAMAGED, "LINE", DAMAGED, place=(float(number), 0.0, 0.0))
    (entry,) = lost.listed()
    assert (entry.count, len(entry.places)) == (80, 50)
    window = shapely.box(59.5, -1, 100, 1)
    assert lost.within((window, SAME)).listed()[0].count == 20


def test_a_thing_of_unknown_place_may_be_missing_in_every_window_but_once_in_each_sheet() -> None:
    lost = Omissions()
    lost.add(Omission.PROXY, "TCH_WALL", PROXY, 4)
    lost.add(Omission.PROXY, "TCH_WALL", PROXY, place=(5.0, 5.0, 0.0))
    near, far = shapely.box(0, 0, 10, 10), shapely.box(100, 100, 110, 110)
    assert lost.within((near, SAME), (far, SAME)).listed()[0].count == 5
    assert lost.within((far, SAME)).listed()[0].count == 4
    assert lost.left_over().listed() == ()


def test_lists_of_the_same_thing_become_one() -> None:
    here = NotDisplayed(Omission.OTHER, "SHAPE", 2, "zh", "en", ((0.0, 0.0),))
    there = NotDisplayed(Omission.OTHER, "SHAPE", 3, "zh", "en", ((0.0, 0.0), (1.0, 0.0)))
    (one,) = as_one((here,), (there,))
    assert (one.count, one.places) == (5, ((0.0, 0.0), (1.0, 0.0)))


@pytest.mark.parametrize(
    ("kind", "omission", "zh", "en"),
    [
        ("TCH_WALL", Omission.PROXY, "T3", "T3"),
        ("AEC_WALL", Omission.PROXY, "分解", "explode"),
        ("OLE2FRAME", Omission.IMAGE, "图内表格", "table"),
        ("3DSOLID", Omission.OTHER, "FLATSHOT", "FLATSHOT"),
        ("SWEPTSURFACE", Omission.OTHER, "FLATSHOT", "FLATSHOT"),
        ("SHAPE", Omission.OTHER, "图块", "block"),
        ("TOLERANCE", Omission.OTHER, "普通二维图元", "plain"),
    ],
)
def test_the_remedy_is_that_of_the_thing(kind: str, omission: Omission, zh: str, en: str) -> None:
    remedy = remedy_of(kind, omission)
    assert zh in remedy[0]
    assert en in remedy[1]


@pytest.mark.drawings
def test_every_tarch_proxy_with_graphics_is_drawn_and_the_rest_listed(collection: Path) -> None:
    (sheet,) = read(collection / "dxf/LibreDWG+libredwg/test/test-data/2013/gh109_1.dxf").drawing.sheets
    drawn = set(sheet.entities.handle[sheet.entities.kind == "proxy"].tolist())
    drawn |= {text.handle for text in sheet.texts}
    # counted in the file by hand: 25 proxies, of which the two TCH_BLOCK_INSERT carry no graphics
    proxies = [(lost.what, lost.count) for lost in sheet.not_displayed if lost.kind is Omission.PROXY]
    assert proxies == [("TCH_BLOCK_INSERT", 2)]
    assert len(drawn) >= 23
    assert missing(sheet)["TCH_BLOCK_INSERT"].remedy_zh == TARCH[0]
