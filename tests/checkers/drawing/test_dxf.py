from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, Polygon

from checkers.drawing import dxf
from checkers.drawing.model import Kind, Omission, Sheet
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import M, drawing, rectangle, saved


def only_sheet(doc: Any, folder: Path) -> Sheet:
    sheets = read(saved(doc, folder)).drawing.sheets
    assert len(sheets) == 1
    return sheets[0]


def omitted(sheet: Sheet) -> dict[tuple[Omission, str], int]:
    return {(lost.kind, lost.what): lost.count for lost in sheet.not_displayed}


def test_a_closed_polyline_becomes_a_polygon_in_metres(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 1000, 2000, 6000, 4000, "A-AREA")
    sheet = only_sheet(doc, tmp_path)
    assert isinstance(sheet.entities.geometry[0], Polygon)
    assert sheet.entities.geometry[0].bounds == pytest.approx((1.0, 2.0, 7.0, 6.0))
    assert sheet.entities.geometry[0].area == pytest.approx(24.0)
    assert sheet.layers[int(sheet.entities.layer[0])].meaning == "SPACE"


def test_a_polyline_that_ends_where_it_began_is_closed_and_one_with_a_gap_is_not(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    space.add_lwpolyline([(0, 0), (1000, 0), (1000, 1000), (0, 0)])
    space.add_lwpolyline([(0, 0), (1000, 0), (1000, 1000), (0, 10)])
    shapes = [type(geometry) for geometry in only_sheet(doc, tmp_path).entities.geometry]
    assert shapes == [Polygon, LineString]


def test_curves_stay_within_a_millimetre_of_the_true_ones(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_circle((0, 0), 20_000)
    sheet = only_sheet(doc, tmp_path)
    ring = sheet.entities.geometry[0]
    assert sheet.entities.kind[0] == Kind.CIRCLE
    # every point of the ring lies between 20 m less a millimetre and 20 m
    assert 19.999 <= ring.exterior.distance(LineString([(0, 0), (0, 0)])) <= 20.0
    assert ring.area == pytest.approx(math.pi * 400, rel=1e-4)


def test_a_hatch_with_an_island_has_a_hole(tmp_path: Path) -> None:
    doc = drawing()
    hatch = doc.modelspace().add_hatch(color=1)
    hatch.paths.add_polyline_path([(0, 0), (4000, 0), (4000, 4000), (0, 4000)], is_closed=True)
    hatch.paths.add_polyline_path([(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)], is_closed=True, flags=16)
    sheet = only_sheet(doc, tmp_path)
    assert sheet.entities.kind.tolist() == ["hatch"]
    assert sheet.entities.geometry[0].area == pytest.approx(16.0 - 1.0)


def test_a_hatch_bounded_by_edges_is_an_outline_too(tmp_path: Path) -> None:
    doc = drawing()
    hatch = doc.modelspace().add_hatch()
    edges = hatch.paths.add_edge_path()
    edges.add_arc((0, 0), 1000, 0, 180)
    edges.add_line((-1000, 0), (1000, 0))
    sheet = only_sheet(doc, tmp_path)
    assert sheet.entities.geometry[0].area == pytest.approx(math.pi / 2, rel=0.01)


def test_colours_come_from_layer_entity_and_block(tmp_path: Path) -> None:
    doc = drawing()
    doc.layers.add("RED", color=1)
    block = doc.blocks.new("B")
    block.add_line((0, 0), (1000, 0), dxfattribs={"layer": "0", "color": 0})
    block.add_line((0, 0), (0, 1000), dxfattribs={"layer": "0"})
    block.add_line((0, 0), (1000, 1000), dxfattribs={"layer": "0", "true_color": 0x123456})
    doc.modelspace().add_blockref("B", (0, 0), dxfattribs={"layer": "RED", "color": 3})
    sheet = only_sheet(doc, tmp_path)
    # by block: green of the reference; by layer 0: the reference's layer, red; its own
    assert [hex(colour) for colour in sheet.entities.colour.tolist()] == ["0xff00", "0xff0000", "0x123456"]
    assert {sheet.layers[number].name for number in sheet.entities.layer.tolist()} == {"RED"}


def test_a_helix_is_read_as_the_curve_it_carries(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_helix(radius=1500, pitch=500, turns=3)
    sheet = only_sheet(doc, tmp_path)
    assert sheet.entities.kind.tolist() == [Kind.CURVE]
    # seen from above it is the circle it winds around
    assert sheet.entities.geometry[0].bounds == pytest.approx((-1.5, -1.5, 1.5, 1.5), abs=0.002)
    assert sheet.not_displayed == ()


def test_things_on_layers_that_are_off_or_frozen_are_not_visible(tmp_path: Path) -> None:
    doc = drawing()
    doc.layers.add("OFF").off()
    doc.layers.add("ICE").freeze()
    doc.blocks.new("B").add_line((0, 0), (1000, 0), dxfattribs={"layer": "SHOWN"})
    space = doc.modelspace()
    space.add_line((0, 0), (1000, 0), dxfattribs={"layer": "OFF"})
    space.add_blockref("B", (0, 0), dxfattribs={"layer": "ICE"})
    space.add_line((0, 0), (1000, 0), dxfattribs={"layer": "SHOWN"})
    # in the order of the file, what a reference places where the reference stands
    assert only_sheet(doc, tmp_path).entities.visible.tolist() == [False, False, True]


def test_a_dimension_keeps_what_it_measures_and_what_it_says(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_linear_dim(base=(0, 500), p1=(0, 0), p2=(3600, 0), text="3500").render()
    dimension = only_sheet(doc, tmp_path).dimensions[0]
    assert dimension.measured == pytest.approx(3.6)
    assert dimension.text == "3500"
    assert not dimension.angular
    assert dimension.start == pytest.approx((0.0, 0.0))
    assert dimension.end == pytest.approx((3.6, 0.0))


def test_an_angular_dimension_measures_degrees(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_angular_dim_3p(base=(1000, 1000), center=(0, 0), p1=(1000, 0), p2=(0, 1000)).render()
    dimension = only_sheet(doc, tmp_path).dimensions[0]
    assert dimension.angular
    assert dimension.measured == pytest.approx(90.0)


def test_texts_hang_where_they_are_aligned(tmp_path: Path) -> None:
    from ezdxf.enums import TextEntityAlignment

    doc = drawing()
    space = doc.modelspace()
    space.add_text("走道", height=300).set_placement((5000, 3000), align=TextEntityAlignment.MIDDLE_CENTER)
    space.add_mtext("第一行\\P第二行", dxfattribs={"insert": (1000, 1000), "char_height": 250, "rotation": 90})
    texts = {text.content: text for text in only_sheet(doc, tmp_path).texts}
    assert (texts["走道"].x, texts["走道"].y, texts["走道"].height) == pytest.approx((5.0, 3.0, 0.3))
    assert texts["第一行\n第二行"].rotation == pytest.approx(90.0)


def test_coordinates_that_are_no_numbers_are_counted_and_left_out(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    space.add_line((0, 0), (1000, 0))
    space.add_line((0, 0), (math.nan, 5))
    space.add_circle((0, 0), math.inf)
    space.add_line((0, 0), (1e308, 1e308))
    sheet = only_sheet(doc, tmp_path)
    assert len(sheet.entities) == 1
    assert sum(lost.count for lost in sheet.not_displayed if lost.kind is Omission.DAMAGED) == 3


def test_a_missing_block_and_an_external_reference_are_said(tmp_path: Path) -> None:
    doc = drawing()
    doc.add_xref_def("../base.dwg", "BASE")
    doc.modelspace().add_blockref("BASE", (0, 0))
    doc.modelspace().add_blockref("GONE", (0, 0))
    lost = omitted(only_sheet(doc, tmp_path))
    assert lost[Omission.XREF, "../base.dwg"] == 1
    assert lost[Omission.DAMAGED, "INSERT GONE"] == 1


def test_construction_lines_are_said_not_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_xline((0, 0), (1, 0))
    assert omitted(only_sheet(doc, tmp_path)) == {(Omission.OTHER, "XLINE"): 1}


def test_an_object_of_another_program_is_a_proxy_by_its_own_name(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (1000, 0))
    doc.modelspace().add_circle((0, 0), 500)
    path = saved(doc, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\nLINE\n", b"\nTCH_WALL\n"))
    sheet = read(path).drawing.sheets[0]
    assert sheet.entities.kind.tolist() == ["circle"]
    assert omitted(sheet) == {(Omission.PROXY, "TCH_WALL"): 1}


def test_a_file_cut_in_the_middle_is_read_and_said_to_be_cut(tmp_path: Path) -> None:
    doc = drawing(M)
    for number in range(400):
        doc.modelspace().add_line((number, 0), (number, 10))
    whole = saved(doc, tmp_path).read_bytes()
    cut = tmp_path / "cut.dxf"
    # halfway through the entities
    cut.write_bytes(whole[: whole.index(b"ENTITIES") + 20_000])
    reading = read(cut)
    sheet = reading.drawing.sheets[0]
    assert 0 < len(sheet.entities) < 400
    assert omitted(sheet)[Omission.DAMAGED, "file cut short"] == 1
    assert any("end mark" in note for note in reading.drawing.files[0].repairs)


def test_an_endless_line_is_refused_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "long.dxf"
    path.write_bytes(b"0\nSECTION\n2\nENTITIES\n0\nTEXT\n1\n" + b"x" * 5_000_000)
    with pytest.raises(CannotReadFile, match="longer than 4 MB"):
        read(path)


def test_a_header_alone_is_a_drawing_without_anything(tmp_path: Path) -> None:
    path = tmp_path / "bare.dxf"
    path.write_bytes(b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n")
    sheets = read(path).drawing.sheets
    assert len(sheets) == 1
    assert len(sheets[0].entities) == 0


def test_handles_name_the_entity_a_person_can_select(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("B").add_line((0, 0), (1000, 0))
    reference = doc.modelspace().add_blockref("B", (0, 0))
    line = doc.modelspace().add_line((0, 0), (1, 1))
    sheet = only_sheet(doc, tmp_path)
    assert set(sheet.entities.handle.tolist()) == {reference.dxf.handle, line.dxf.handle}
    assert sorted(sheet.entities.block.tolist()) == ["", "B"]


def test_fonts_in_whose_place_ours_is_drawn_are_named(tmp_path: Path) -> None:
    doc = drawing()
    style = doc.styles.add("_TCH_DIM", font="simplex.shx")
    style.dxf.bigfont = "hztxt.shx"
    doc.modelspace().add_text("防火墙", dxfattribs={"style": "_TCH_DIM"})
    doc.styles.add("HZ", font="HZTXT")
    doc.modelspace().add_mtext("见详图", dxfattribs={"style": "hz"})
    doc.styles.add("NOBODY", font="romans.shx")
    path = saved(doc, tmp_path)
    for columns in (True, False):
        assert dxf.read(path, "plan.dxf", "0" * 64, columns=columns)[0].files[0].substituted == (
            "hztxt.shx",
            "simplex.shx",
        )


def test_of_what_asks_for_fonts_otherwise_all_fonts_are_named(tmp_path: Path) -> None:
    doc = drawing()
    doc.styles.add("NOBODY", font="romans.shx")
    doc.modelspace().new_entity("TOLERANCE", {"content": "{\\Fgdt;j}%%v0.1"})
    assert "romans.shx" in read(saved(doc, tmp_path)).drawing.files[0].substituted
