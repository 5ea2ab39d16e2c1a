"""The fast lane: what it reads by itself, and that it reads what the long way reads."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from ezdxf.document import Drawing

from checkers.drawing import dxf
from checkers.drawing.lane import Lane
from checkers.drawing.model import DrawingSet, Sheet
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, saved

NEAR = 1e-9
"""metres two readings of one coordinate may differ"""


def in_columns(doc: Drawing, folder: Path) -> tuple[Sheet, int]:
    """The one sheet of a document, and how many entities (with their parts) were read in columns."""
    found, opened, _ = dxf.read(saved(doc, folder), "plan.dxf", "0" * 64)
    assert opened.lane is not None
    (sheet,) = found.sheets
    return sheet, int(opened.lane.taken.sum())


def test_a_line_an_arc_and_a_circle_lie_where_they_are_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((1000, 2000), (4000, 6000), dxfattribs={"layer": "A-WALL", "color": 1})
    doc.modelspace().add_arc((0, 0), 900, 0, 90)
    doc.modelspace().add_circle((5000, 0), 250)
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 3
    line, arc, circle = sheet.entities.geometry
    assert list(line.coords) == [pytest.approx((1.0, 2.0)), pytest.approx((4.0, 6.0))]
    assert sheet.layers[sheet.entities.layer[0]].name == "A-WALL"
    assert int(sheet.entities.colour[0]) == 0xFF0000
    assert arc.coords[0] == pytest.approx((0.9, 0.0))
    assert arc.coords[-1] == pytest.approx((0.0, 0.9))
    assert arc.length == pytest.approx(0.9 * math.pi / 2, rel=1e-2)
    assert circle.bounds == pytest.approx((4.75, -0.25, 5.25, 0.25))
    assert sheet.entities.kind.tolist() == ["line", "arc", "circle"]


@pytest.mark.parametrize(("bulge", "lowest", "highest"), [(1.0, -1.0, 0.0), (2.0, -2.0, 0.0), (-2.0, 0.0, 2.0)])
def test_a_bulge_bows_to_its_side_by_its_share_of_half_the_chord(
    tmp_path: Path, bulge: float, lowest: float, highest: float
) -> None:
    # a chord of 2 m: the arc reaches bulge × 1 m beside it, to the right of its direction when positive
    doc = drawing()
    doc.modelspace().add_lwpolyline([(0, 0, bulge), (2000, 0, 0)], format="xyb")
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 1
    assert sheet.entities.geometry[0].bounds[1] == pytest.approx(lowest, abs=0.002)
    assert sheet.entities.geometry[0].bounds[3] == pytest.approx(highest, abs=0.002)


def test_a_closed_polyline_and_an_old_one_are_areas(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_lwpolyline([(0, 0), (3000, 0), (3000, 2000), (0, 2000)], close=True)
    doc.modelspace().add_polyline2d([(0, 0), (1000, 0), (1000, 1000)], close=True)
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 1 + 1 + 3 + 1  # the old polyline with its vertices and its end mark
    assert [geometry.area for geometry in sheet.entities.geometry] == pytest.approx([6.0, 0.5])


def test_a_hatch_with_a_hole_leaves_the_hole_out(tmp_path: Path) -> None:
    doc = drawing()
    hatch = doc.modelspace().add_hatch()
    hatch.paths.add_polyline_path([(0, 0), (4000, 0), (4000, 4000), (0, 4000)], is_closed=True)
    hatch.paths.add_polyline_path([(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)], is_closed=True)
    edges = doc.modelspace().add_hatch().paths.add_edge_path()
    for start, end in (((9000, 0), (9500, 0)), ((9500, 0), (9500, 500)), ((9500, 500), (9000, 0))):
        edges.add_line(start, end)
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 2
    assert [geometry.area for geometry in sheet.entities.geometry] == pytest.approx([15.0, 0.125])


def test_a_hatch_bounded_by_a_curve_goes_the_long_way(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_hatch().paths.add_edge_path().add_arc((0, 0), 1000, 0, 360)
    doc.modelspace().add_line((0, 0), (5000, 0))
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 1
    assert sorted(sheet.entities.kind.tolist()) == ["hatch", "line"]


def test_references_are_turned_mirrored_arrayed_and_carry_attributes(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("DOOR", base_point=(100, 0))
    block.add_line((100, 0), (1000, 0), dxfattribs={"color": 0})
    attributes = {"rotation": 90, "xscale": -1, "row_count": 2, "row_spacing": 3000, "color": 3, "layer": "A-DOOR"}
    reference = doc.modelspace().add_blockref("DOOR", (2000, 5000), dxfattribs=attributes)
    reference.add_attrib("编号", "FM甲1021", (2000, 5000), dxfattribs={"height": 300})
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 1 + 1 + 1 + 1  # the line, the reference, its attribute and the end mark
    # the leaf of 900 to the right: mirrored to the left, turned a quarter: downwards; rows go to the left, turned
    ends = sorted(tuple(np.round(geometry.coords, 6).ravel().tolist()) for geometry in sheet.entities.geometry)
    assert ends == [(-1.0, 5.0, -1.0, 4.1), (2.0, 5.0, 2.0, 4.1)]
    assert {sheet.layers[number].name for number in sheet.entities.layer} == {"A-DOOR"}
    assert set(sheet.entities.colour.tolist()) == {0x00FF00}
    assert sheet.blocks[0].attributes == {"编号": "FM甲1021"}
    assert [text.content for text in sheet.texts] == ["FM甲1021"]


def test_texts_hang_where_they_are_aligned_and_read_their_codes(tmp_path: Path) -> None:
    doc = drawing()
    text = doc.modelspace().add_text("%%p0.000 防火墙", height=350, rotation=30)
    text.dxf.halign, text.dxf.valign, text.dxf.align_point = 1, 2, (7000, 8000)
    doc.modelspace().add_mtext(
        r"{\fSimSun;甲级防火门}\PFM甲1021", dxfattribs={"insert": (1000, 9000), "char_height": 250}
    )
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 2
    line, paragraph = sheet.texts
    assert (line.content, line.x, line.y, line.height, line.rotation) == pytest.approx(
        ("±0.000 防火墙", 7.0, 8.0, 0.35, 30.0)
    )
    assert (paragraph.content, paragraph.x, paragraph.y) == ("甲级防火门\nFM甲1021", 1.0, 9.0)


def test_a_dimension_tells_what_it_measures_and_what_it_says(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_linear_dim(base=(0, 1000), p1=(0, 0), p2=(3000, 400), text="3300").render()
    sheet, _ = in_columns(doc, tmp_path)
    (dimension,) = sheet.dimensions
    assert (dimension.measured, dimension.text, dimension.start, dimension.end) == (
        pytest.approx(3.0), "3300", pytest.approx((0.0, 0.0)), pytest.approx((3.0, 0.4)),
    )  # fmt: skip
    assert len(sheet.entities) > 0


def test_what_lies_on_a_layout_is_not_model_space(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (1000, 0))
    doc.layout("Layout1").add_line((0, 0), (200, 0))
    found, opened, _ = dxf.read(saved(doc, tmp_path), "plan.dxf", "0" * 64)
    assert opened.lane is not None
    by_space = {sheet.where: len(sheet.entities) for sheet in found.sheets}
    assert by_space == {"layout:Layout1": 1, "model": 1}


def test_a_coordinate_that_is_no_number_is_listed_as_the_long_way_lists_it(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (1000, 0))
    doc.modelspace().add_line((0, 0), (math.nan, 0))
    sheet, taken = in_columns(doc, tmp_path)
    assert taken == 1
    assert [(lost.what, lost.count) for lost in sheet.not_displayed] == [("LINE", 1)]


def entities(sheet: Sheet, *, handles: bool) -> tuple[list[tuple[object, ...]], np.ndarray]:
    """Everything a sheet says of each entity, sorted, and the geometries in that order."""
    columns = sheet.entities
    size = shapely.get_num_coordinates(columns.geometry)
    said = [
        (handle if handles else "", block, kind, sheet.layers[layer].name, colour, visible, count)
        for handle, block, kind, layer, colour, visible, count in zip(
            columns.handle.tolist(),
            columns.block.tolist(),
            columns.kind.tolist(),
            columns.layer.tolist(),
            columns.colour.tolist(),
            columns.visible.tolist(),
            size.tolist(),
            strict=True,
        )
    ]
    places = np.round(shapely.bounds(columns.geometry).reshape(-1, 4), 6).tolist()
    length = np.round(shapely.length(columns.geometry), 6).tolist() if said else []
    order = sorted(range(len(said)), key=lambda row: (said[row], places[row], length[row]))
    return [said[row] for row in order], columns.geometry[order]


def words(sheet: Sheet, *, handles: bool) -> Counter[tuple[object, ...]]:
    """Texts, references and dimensions of a sheet, rounded so that the last bit of a number does not matter."""
    told: Counter[tuple[object, ...]] = Counter()
    for text in sheet.texts:
        place = [round(value, 8) for value in (text.x, text.y, text.height)]
        turn = round(text.rotation, 6) % 360
        handle = text.handle if handles else ""
        told[text.content, *place, turn, sheet.layers[text.layer].name, handle, text.block, text.visible] += 1
    for block in sheet.blocks:
        place = [round(value, 8) for value in (block.x, block.y, block.scale_x, block.scale_y)]
        bounds = None if block.bounds is None else tuple(np.round(block.bounds, 6).tolist())
        told[block.name, *place, round(block.rotation, 6) % 360, bounds, str(block.attributes), block.visible] += 1
    for size in sheet.dimensions:
        place = [round(value, 8) for value in (size.measured, size.x, size.y)]
        ends = [None if end is None else tuple(np.round(end, 7).tolist()) for end in (size.start, size.end)]
        told[size.text, *place, *ends, size.angular] += 1
    return told


def assert_same(fast: DrawingSet, slow: DrawingSet, *, handles: bool = True) -> None:
    """Both readings hold the same sheets, entities, texts and entries; the same handles only when asked for."""
    assert len(fast.sheets) == len(slow.sheets)
    for ours, theirs in zip(fast.sheets, slow.sheets, strict=True):
        for name in ("number", "title", "discipline", "scale", "where", "frame", "size_mm", "title_block", "framed"):
            assert getattr(ours, name) == getattr(theirs, name)
        said, geometry = entities(ours, handles=handles)
        also, other = entities(theirs, handles=handles)
        assert said == also
        if said:
            apart = np.abs(shapely.get_coordinates(geometry) - shapely.get_coordinates(other))
            assert float(apart.max()) <= NEAR
        assert words(ours, handles=handles) == words(theirs, handles=handles)
        assert Counter((e.kind, e.what, e.count) for e in ours.not_displayed) == Counter(
            (e.kind, e.what, e.count) for e in theirs.not_displayed
        )
    (ours_of,), (theirs_of,) = fast.files, slow.files
    assert ours_of.encoding == theirs_of.encoding
    assert (ours_of.units_used, ours_of.units_why) == (theirs_of.units_used, theirs_of.units_why)
    assert {one.kind: one for one in ours_of.entities} == {one.kind: one for one in theirs_of.entities}


UNNAMED = frozenset({
    "SECTION", "ENDSEC", "CLASS", "TABLE", "ENDTAB", "DIMSTYLE", "BLOCK", "ENDBLK", "SEQEND", "ACDSSCHEMA", "ACDSRECORD", "EOF",
})  # fmt: skip
"""what needs no handle, and DIMSTYLE, whose handle has another group code"""


def has_own_handles(lane: Lane) -> bool:
    """Whether a file names every thing in it, and no two by one handle; else the long way invents handles."""
    entities = lane.entities
    marks = [number for number, name in enumerate(entities.known) if name in UNNAMED]
    rows = entities.first(np.flatnonzero(~np.isin(entities.name, marks)), 5)
    if (rows < 0).any():
        return False
    handles = [handle.upper().lstrip("0") for handle in entities.tags.texts(rows, entities.encoding)]
    return "" not in handles and len(set(handles)) == len(handles)


@pytest.mark.drawings
def test_both_ways_read_the_same_from_every_drawing(collection: Path) -> None:
    files = sorted(path for path in collection.rglob("*.dxf") if path.is_file())
    assert files
    by_lane = 0
    for path in files:
        try:
            fast, opened, _ = dxf.read(path, path.name, "0" * 64)
        except CannotReadFile:
            continue
        if opened.lane is None:
            continue
        slow, _, _ = dxf.read(path, path.name, "0" * 64, columns=False)
        try:
            assert_same(fast, slow, handles=has_own_handles(opened.lane))
        except AssertionError as different:
            raise AssertionError(str(path.relative_to(collection))) from different
        by_lane += 1
    assert by_lane > len(files) / 2
