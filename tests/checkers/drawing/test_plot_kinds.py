"""Every kind of entity shows on the plot, or is named among what does not."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import ezdxf
import pymupdf
import pytest
from ezdxf.acis.dxf import export_dxf
from ezdxf.acis.mesh import body_from_mesh
from ezdxf.colors import RGB
from ezdxf.document import Drawing
from ezdxf.entities.acad_table import AcadTableBlockContent
from ezdxf.entities.acis import Body
from ezdxf.entities.shape import Shape
from ezdxf.entities.tolerance import Tolerance
from ezdxf.math import Vec2
from ezdxf.render import forms, mleader
from ezdxf.xclip import XClip

from checkers.drawing import plot_kinds, plot_text
from checkers.drawing.model import Omission
from checkers.drawing.plot import PlottedSheet

from .plotted import POINT, darkness, document, layer, lines_mm, plotted, sheet


def dark(page: PlottedSheet, x: float, y: float, around: float = 0.5) -> bool:
    """Whether anything is drawn about a point in paper millimetres."""
    return darkness(page.pdf, (x - around, y - around, x + around, y + around)) > 0


def words(page: PlottedSheet) -> str:
    with pymupdf.open(page.pdf) as opened:
        return str(opened[0].get_text())


def omitted(page: PlottedSheet) -> list[tuple[Omission, str, int]]:
    return [(item.kind, item.what, item.count) for item in page.not_displayed]


def table(made: Drawing, attributes: dict[str, Any]) -> None:
    """A table in model space, as reading a file makes one; ezdxf has no call for it."""
    entity = AcadTableBlockContent.new(dxfattribs={"layer": "0", **attributes}, doc=made)
    made.entitydb.add(entity)
    made.modelspace().entity_space.add(entity)


def test_an_endless_line_crosses_the_sheet_and_a_ray_begins_where_it_begins(tmp_path: Path) -> None:
    made, space = document()
    space.add_xline((10000, 10000), (1, 0))
    space.add_ray((20000, 20000), (0, -1))
    page = plotted(made, tmp_path)
    assert dark(page, 1, 100)
    assert dark(page, 419, 100)
    assert dark(page, 200, 150)
    assert not dark(page, 200, 210)


def test_a_tolerance_is_a_frame_with_a_field_for_each_value(tmp_path: Path) -> None:
    made, space = document()
    made.dimstyles.get("Standard").dxf.dimtxt = 250
    space.add_entity(
        Tolerance.new(
            dxfattribs={"insert": (10000, 10000), "content": r"{\Fgdt;j}%%v{\Fgdt;n}0.5%%vA%%v%%v^JB%%v%%v"}, doc=made
        )
    )
    page = plotted(made, tmp_path)
    assert "".join(words(page).split()) == "⊕Ø0.5AB"
    assert not page.not_displayed
    assert dark(page, 100, 100, 0.3)
    assert dark(page, 102, 102.5, 0.3)
    assert dark(page, 102, 97.5, 0.3)
    assert not dark(page, 102, 104, 0.3)
    first, second, third, below = plot_kinds.fields(r"{\Fgdt;j}%%v{\Fgdt;n}0.5%%vA%%v%%v^JB%%v%%v")
    assert (first.x, second.x) == (0.0, first.width)
    assert first.width >= 2.0
    assert third.x == second.x + second.width
    assert (below.x, below.y) == (0.0, -3.0)


def test_a_turned_tolerance_climbs_the_page(tmp_path: Path) -> None:
    made, space = document()
    made.dimstyles.get("Standard").dxf.dimtxt = 250
    attributes = {"insert": (10000, 10000), "content": "AAAAAAAA", "x_axis_vector": (0, 1, 0)}
    space.add_entity(Tolerance.new(dxfattribs=attributes, doc=made))
    page = plotted(made, tmp_path)
    assert dark(page, 97.5, 103, 0.3)
    assert dark(page, 102.5, 103, 0.3)
    assert not dark(page, 103, 97.5, 0.3)


def test_a_shape_is_listed_by_its_name(tmp_path: Path) -> None:
    made, space = document()
    space.add_entity(Shape.new(dxfattribs={"name": "BOX", "insert": (1000, 1000), "size": 500}, doc=made))
    assert omitted(plotted(made, tmp_path)) == [(Omission.OTHER, "SHAPE BOX", 1)]


def test_a_solid_of_flat_faces_shows_its_edges_from_above(tmp_path: Path) -> None:
    made, space = document()
    cube = forms.cube().scale_uniform(2000).translate(10000, 10000, 0)
    solid = space.add_3dsolid()
    export_dxf(solid, [body_from_mesh(cube)])
    page = plotted(made, tmp_path)
    assert not page.not_displayed
    corners = {(x, y) for ax, ay, bx, by in lines_mm(page.pdf) for x, y in ((ax, ay), (bx, by))}
    assert corners == {(90.0, 90.0), (110.0, 90.0), (110.0, 110.0), (90.0, 110.0)}


@pytest.mark.parametrize("kind", ["3DSOLID", "REGION", "BODY"])
def test_a_solid_nobody_can_read_is_listed(tmp_path: Path, kind: str) -> None:
    made, space = document()
    solid = space.new_entity(kind, {})
    assert isinstance(solid, Body)
    solid.sab = b"ACIS BinaryFile and nothing more"
    assert omitted(plotted(made, tmp_path)) == [(Omission.OTHER, kind, 1)]


def test_a_circle_of_acis_is_round() -> None:
    from checkers.drawing.plot_solids import EllipseCurve

    curve = EllipseCurve()
    curve.major, curve.ratio = ezdxf.math.Vec3(3, 0, 0), 0.5
    assert curve.evaluate(math.pi / 2).isclose((0, 1.5, 0))
    assert curve.angle(ezdxf.math.Vec3(0, 1.5, 0)) == pytest.approx(math.pi / 2)


def test_a_clipped_block_shows_only_what_its_outline_leaves_however_deep(tmp_path: Path) -> None:
    made, space = document()
    inner = made.blocks.new("inner")
    inner.add_line((0, 0), (10000, 0), dxfattribs={"lineweight": 50})
    inner.add_text("文字", height=500, dxfattribs={"insert": (6000, 0)})
    made.blocks.new("outer").add_blockref("inner", (0, 0))
    insert = space.add_blockref("outer", (1000, 5000))
    XClip(insert).set_block_clipping_path([(2000, -500), (4000, 500)])
    space.add_blockref("outer", (1000, 9000))
    page = plotted(made, tmp_path)
    assert not dark(page, 25, 50)
    assert dark(page, 40, 50)
    assert not dark(page, 55, 50)
    assert not dark(page, 74, 52, 3)
    assert dark(page, 25, 90)
    assert dark(page, 74, 92, 3)


def test_an_inverted_clip_hides_what_lies_inside(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("wide").add_line((0, 0), (10000, 0), dxfattribs={"lineweight": 50})
    insert = space.add_blockref("wide", (1000, 5000))
    clip = XClip(insert)
    clip.set_block_clipping_path([(2000, -500), (4000, 500)])
    clip.invert_clipping_path([(0, -600), (5000, 600)], ignore_acad_compatibility=True)
    page = plotted(made, tmp_path)
    assert dark(page, 20, 50)
    assert not dark(page, 40, 50)
    assert dark(page, 100, 50)


def test_a_clip_inside_a_clipped_block_cuts_twice(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("wide").add_line((0, 0), (10000, 0), dxfattribs={"lineweight": 50})
    nested = made.blocks.new("outer").add_blockref("wide", (0, 0))
    XClip(nested).set_block_clipping_path([(2000, -500), (6000, 500)])
    insert = space.add_blockref("outer", (1000, 5000))
    XClip(insert).set_block_clipping_path([(4000, -500), (8000, 500)])
    page = plotted(made, tmp_path)
    assert [dark(page, x, 50) for x in (40, 60, 80)] == [False, True, False]


def test_a_multiline_is_two_lines(tmp_path: Path) -> None:
    made, space = document()
    # the default style: two lines one unit apart, the upper one on the points given
    space.add_mline([(1000, 1000), (5000, 1000)], dxfattribs={"scale_factor": 200.0})
    page = plotted(made, tmp_path)
    assert [dark(page, 30, y, 0.3) for y in (10, 9, 8)] == [True, False, True]


def test_a_leader_ends_in_a_filled_arrow(tmp_path: Path) -> None:
    made, space = document()
    made.dimstyles.get("Standard").dxf.dimasz = 300
    space.add_leader([(1000, 1000), (5000, 1000)], dimstyle="Standard")
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (12, 9.8, 13, 10.2)) > 0.9
    assert 0.1 < darkness(page.pdf, (30, 9.8, 31, 10.2)) < 0.6


def test_a_multileader_shows_its_text_and_its_line(tmp_path: Path) -> None:
    made, space = document()
    builder = space.add_multileader_mtext("Standard")
    builder.set_content("防火门", char_height=300)
    builder.add_leader_line(mleader.ConnectionSide.left, [Vec2(1000, 1000)])
    builder.build(insert=Vec2(5000, 3000))
    page = plotted(made, tmp_path)
    assert "防火门" in words(page)
    assert dark(page, 11, 10.5, 1)
    assert not page.not_displayed


def test_a_turned_table_shows_the_block_that_draws_it(tmp_path: Path) -> None:
    made, _ = document()
    block = made.blocks.new("*T1")
    block.add_line((0, 0), (3000, 0))
    block.add_text("门窗表", height=300, dxfattribs={"insert": (100, 100)})
    attributes = {"geometry": "*T1", "insert": (1000, 1000), "horizontal_direction": (0, 1, 0)}
    table(made, attributes)
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(10.0, 10.0, 10.0, 40.0)]
    assert "门窗表" in words(page)


def test_a_table_without_its_block_is_listed(tmp_path: Path) -> None:
    made, _ = document()
    table(made, {"geometry": "*T9", "insert": (1000, 1000)})
    assert omitted(plotted(made, tmp_path)) == [(Omission.OTHER, "ACAD_TABLE", 1)]


@pytest.mark.parametrize("kind", ["pdf", "dwf", "dgn"])
def test_an_underlay_is_listed_by_its_file(tmp_path: Path, kind: str) -> None:
    made, space = document()
    definition = made.add_underlay_def(f"总图.{kind}", fmt=kind, name="1")
    space.add_underlay(definition, insert=(1000, 1000))
    assert omitted(plotted(made, tmp_path)) == [(Omission.XREF, f"总图.{kind}", 1)]


def test_a_polyline_is_as_wide_as_it_says_and_tapers(tmp_path: Path) -> None:
    made, space = document()
    space.add_lwpolyline([(1000, 1000), (5000, 1000)], dxfattribs={"const_width": 400})
    space.add_lwpolyline([(1000, 3000, 400, 0), (5000, 3000, 0, 0)])
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (20, 8.1, 40, 11.9)) == 1.0
    assert not dark(page, 30, 12.5, 0.3)
    assert darkness(page.pdf, (10.5, 28.5, 12, 31.5)) == 1.0
    assert not dark(page, 45, 31, 0.3)
    assert dark(page, 45, 30, 0.3)


def test_a_point_looks_as_the_header_says(tmp_path: Path) -> None:
    made, space = document()
    made.header["$PDMODE"], made.header["$PDSIZE"] = 3, 1000
    space.add_point((5000, 5000))
    # $PDSIZE is the circle of such signs; a cross reaches as far again beyond it
    assert sorted(lines_mm(plotted(made, tmp_path).pdf)) == [(40.0, 40.0, 60.0, 60.0), (40.0, 60.0, 60.0, 40.0)]


def test_a_point_drawn_as_nothing_is_no_omission(tmp_path: Path) -> None:
    made, space = document()
    made.header["$PDMODE"] = 1
    space.add_point((5000, 5000))
    space.add_text(" ", height=200)
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == []
    assert not page.not_displayed


def test_a_line_type_with_letters_shows_them_in_its_gaps(tmp_path: Path) -> None:
    made, space = document()
    made.linetypes.add("WATER", 'A,10,-2,["J",STANDARD,S=2,R=0.0,X=-1.0,Y=-1],-2', description="给水", length=14.0)
    made.header["$LTSCALE"] = 100.0
    space.add_line((0, 10000), (2900, 10000), dxfattribs={"linetype": "WATER", "lineweight": 50})
    page = plotted(made, tmp_path)
    with pymupdf.open(page.pdf) as opened:
        found = opened[0].get_text("words")
        dashes = opened[0].get_drawings()[0]["dashes"]
    assert [(word[4], round(word[0] * POINT)) for word in found] == [("J", 11), ("J", 25)]
    assert [round(float(length) * POINT, 1) for length in dashes.strip("[] 0").replace("]", "").split()] == [10.0, 4.0]
    assert not page.not_displayed


def test_a_line_type_with_signs_of_an_shx_file_keeps_its_dashes_and_is_listed(tmp_path: Path) -> None:
    made, space = document()
    made.linetypes.add("FENCE", "A,6,-2,[132,ltypeshp.shx,x=-2,s=2],-2,6", length=16.0)
    made.header["$LTSCALE"] = 100.0
    space.add_line((0, 10000), (29000, 10000), dxfattribs={"linetype": "FENCE"})
    space.add_line((0, 90000), (29000, 90000), dxfattribs={"linetype": "FENCE"})
    page = plotted(made, tmp_path)
    with pymupdf.open(page.pdf) as opened:
        assert "[]" not in opened[0].get_drawings()[0]["dashes"]
    assert omitted(page) == [(Omission.OTHER, "LTYPE FENCE", 1)]


def test_a_helix_is_the_circle_it_winds_around(tmp_path: Path) -> None:
    made, space = document()
    space.add_helix(radius=2000, pitch=500, turns=3).translate(20_000, 15_000, 0)
    page = plotted(made, tmp_path)
    assert dark(page, 220, 150)
    assert dark(page, 200, 170)
    assert not dark(page, 200, 150)
    assert omitted(page) == []


def test_a_gradient_is_filled_with_the_colour_half_way(tmp_path: Path) -> None:
    made, space = document()
    hatch = space.add_hatch()
    hatch.paths.add_polyline_path([(0, 0), (2000, 0), (2000, 2000), (0, 2000)], is_closed=True)
    hatch.set_gradient(RGB(200, 0, 0), RGB(100, 100, 0), name="LINEAR")
    page = plotted(made, tmp_path)
    with pymupdf.open(page.pdf) as opened:
        (fill,) = opened[0].get_drawings()
    assert [round(channel * 255) for channel in fill["fill"]] == [150, 50, 0]
    assert omitted(page) == [(Omission.OTHER, "HATCH GRADIENT", 1)]
    assert "中间色" in page.not_displayed[0].remedy_zh


def box_mm(page: PlottedSheet) -> tuple[int, ...]:
    """Left, lower, right and upper edge in millimetres of all that is drawn but letters."""
    with pymupdf.open(page.pdf) as opened:
        box, low = pymupdf.Rect(pymupdf.EMPTY_RECT()), opened[0].rect.height
        for each in opened[0].get_drawings():
            box |= each["rect"]
    return tuple(round(edge * POINT) for edge in (box.x0, low - box.y1, box.x1, low - box.y0))


def test_a_paragraph_stands_in_the_frame_that_is_part_of_it(tmp_path: Path) -> None:
    made, space = document()
    text = space.add_mtext("消防控制室", dxfattribs={"insert": (10_000, 20_000), "char_height": 1000})
    text.dxf.width, text.dxf.bg_fill, text.dxf.box_fill_scale = 20_000, 16, 1.5
    page = plotted(made, tmp_path)
    left, _, right, top = box_mm(page)
    # half a letter's height beyond the paragraph on all sides
    assert (left, right, top) == (95, 305, 205)
    assert not dark(page, 250, 195)
    assert omitted(page) == []


def test_a_mask_of_the_papers_colour_hides_what_lies_beneath(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 19_500), (40_000, 19_500))
    text = space.add_mtext("泵房", dxfattribs={"insert": (10_000, 20_000), "char_height": 1000})
    text.dxf.width = 20_000
    text.set_bg_color("canvas", scale=1.5)
    page = plotted(made, tmp_path)
    assert dark(page, 50, 195)
    assert dark(page, 320, 195)
    assert not dark(page, 250, 195)


@pytest.mark.parametrize(("attachment", "side"), [(1, 0), (2, 0.5), (3, 1)])
def test_the_frame_of_a_paragraph_without_a_width_is_as_wide_as_its_text(
    tmp_path: Path, attachment: int, side: float
) -> None:
    made, space = document()
    text = space.add_mtext("泵房", dxfattribs={"insert": (20_000, 20_000), "char_height": 1000})
    text.dxf.attachment_point, text.dxf.bg_fill, text.dxf.box_fill_scale = attachment, 16, 1.5
    left, _, right, top = box_mm(plotted(made, tmp_path))
    # two characters, and half a letter's height on both sides
    assert 28 <= right - left <= 42
    assert left + 5 + (right - left - 10) * side == pytest.approx(200, abs=1)
    assert top == 205


def test_before_2018_the_frame_of_a_paragraph_is_a_line_of_the_drawing_and_not_drawn_twice() -> None:
    made = ezdxf.new("R2000", units=4)
    text = made.modelspace().add_mtext("泵房", dxfattribs={"insert": (10_000, 50_000), "char_height": 1000})
    text.dxf.bg_fill = 16
    assert not plot_text.is_backed(text)


def test_a_line_with_thickness_is_a_line_from_above(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 5000), (10000, 5000), dxfattribs={"thickness": 3000})
    assert lines_mm(plotted(made, tmp_path).pdf) == [(0.0, 50.0, 100.0, 50.0)]


def test_what_leaves_nothing_though_it_should_is_listed(tmp_path: Path) -> None:
    made, space = document()
    space.add_lwpolyline([(1000, 1000)])
    space.add_hatch(color=1)
    assert omitted(plotted(made, tmp_path)) == [
        (Omission.DAMAGED, "HATCH", 1),
        (Omission.DAMAGED, "LWPOLYLINE", 1),
    ]


@pytest.mark.parametrize("inside", [False, True])
def test_the_draw_order_of_the_file_is_kept_in_spaces_and_in_blocks(tmp_path: Path, *, inside: bool) -> None:
    made, space = document()
    where = made.blocks.new("ordered") if inside else space
    line = where.add_line((0, 5000), (10000, 5000), dxfattribs={"lineweight": 100})
    mask = where.add_wipeout([(2000, 4000), (4000, 6000)])
    where.set_redraw_order([(line.dxf.handle, mask.dxf.handle), (mask.dxf.handle, line.dxf.handle)])
    if inside:
        space.add_blockref("ordered", (0, 0))
    assert dark(plotted(made, tmp_path), 30, 50)


def test_a_viewport_that_freezes_a_layer_leaves_out_the_blocks_inserted_on_it(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("furniture")
    made.layers.add("wood")
    made.blocks.new("bed").add_line((0, 0), (10000, 0), dxfattribs={"layer": "wood"})
    space.add_blockref("bed", (0, 0), dxfattribs={"layer": "furniture"})
    space.add_blockref("bed", (0, 1000))
    paper = made.paperspace("Layout1")
    window = paper.add_viewport(center=(100, 100), size=(120, 80), view_center_point=(5000, 0), view_height=8000)
    window.frozen_layers = ["furniture"]
    seen = sheet(where="layout:Layout1", to_mm=(10.0, 0.0, 0.0, 10.0, 50.0, 100.0))
    assert lines_mm(plotted(made, tmp_path, seen).pdf) == [(50.0, 110.0, 150.0, 110.0)]


def test_an_array_of_tilted_blocks_is_drawn_in_every_place(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("post").add_line((0, 0, 0), (0, 0, 1000))
    tilted = {"extrusion": (1, 0, 0), "insert": (0, 5000, 1000), "column_count": 2, "column_spacing": 3000}
    space.add_blockref("post", (0, 0), dxfattribs=tilted)
    assert len(lines_mm(plotted(made, tmp_path, sheet(layers=(layer("0"),))).pdf)) == 2
