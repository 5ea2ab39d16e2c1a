from __future__ import annotations

import io
import math
from pathlib import Path

import ezdxf
import pymupdf
import pytest
from ezdxf.xclip import XClip

from checkers.drawing import plot_recording
from checkers.drawing.model import Omission
from checkers.drawing.plot import plot

from .plotted import darkness, document, layer, lines_mm, plotted, reading, sheet


def test_a_line_ends_where_the_scale_says(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((1000, 2000), (21000, 12000))
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(10.0, 20.0, 210.0, 120.0)]


def test_a_drawing_in_metres_comes_out_as_large_as_one_in_millimetres(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((1, 2), (21, 12))
    page = plotted(made, tmp_path, metres=1.0)
    assert lines_mm(page.pdf) == [(10.0, 20.0, 210.0, 120.0)]


def test_the_page_is_as_large_as_the_sheet(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (1, 1))
    page = plotted(made, tmp_path, sheet(size=(1189.0, 841.0)))
    with pymupdf.open(page.pdf) as opened:
        assert opened.page_count == 1
        assert opened[0].rect.width == pytest.approx(1189 / 25.4 * 72, abs=0.01)
        assert opened[0].rect.height == pytest.approx(841 / 25.4 * 72, abs=0.01)


def test_layers_are_optional_content_under_their_real_names(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("建筑-墙体")
    made.layers.add("A-DOOR")
    made.layers.add("empty")
    space.add_line((0, 0), (9000, 9000), dxfattribs={"layer": "建筑-墙体"})
    space.add_circle((9000, 9000), 500, dxfattribs={"layer": "A-DOOR"})
    page = plotted(made, tmp_path)
    with pymupdf.open(page.pdf) as opened:
        groups = opened.get_ocgs()
        assert sorted(group["name"] for group in groups.values()) == ["A-DOOR", "建筑-墙体"]
        assert all(group["on"] for group in groups.values())
        drawn = opened[0].get_drawings()
        assert [drawing["layer"] for drawing in drawn] == ["建筑-墙体", "A-DOOR"]


def test_two_frames_side_by_side_hold_only_their_own(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((1000, 1000), (2000, 1000))
    space.add_text("左图", height=300).set_placement((3000, 3000))
    space.add_line((61000, 1000), (62000, 2000))
    space.add_text("右图", height=300).set_placement((63000, 3000))
    left, right = plot(reading(made, sheet(1), sheet(2, corner=(60.0, 0.0))), tmp_path)
    assert lines_mm(left.pdf) == [(10.0, 10.0, 20.0, 10.0)]
    assert lines_mm(right.pdf) == [(10.0, 10.0, 20.0, 20.0)]
    with pymupdf.open(left.pdf) as one, pymupdf.open(right.pdf) as other:
        assert one[0].get_text().strip() == "左图"
        assert other[0].get_text().strip() == "右图"
    assert left.pdf.name == "0123456789ab-1.pdf"
    assert left.sheet == "0123456789ab-1"


@pytest.mark.parametrize("name", ["EXPECT", "expect", "Defpoints", "off", "frozen", "unplotted"])
def test_what_must_not_plot_never_plots(tmp_path: Path, name: str) -> None:
    made, space = document()
    made.layers.add("off").off()
    made.layers.add("frozen").freeze()
    made.layers.add("unplotted").dxf.plot = 0
    space.add_line((0, 0), (5000, 5000))
    space.add_line((1000, 1000), (2000, 1000), dxfattribs={"layer": name})
    block = made.blocks.new("marks")
    block.add_line((0, 0), (700, 700))
    space.add_blockref("marks", (8000, 8000), dxfattribs={"layer": name})
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(0.0, 0.0, 50.0, 50.0)]


def test_a_layer_whose_meaning_is_expect_never_plots_whatever_its_name(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (5000, 5000))
    space.add_text("fire/climb-size broken", height=250, dxfattribs={"layer": "XREF$0$EXPECT"})
    made.blocks.new("note").add_text("said elsewhere", height=250, dxfattribs={"layer": "A-TEXT"})
    space.add_blockref("note", (2000, 2000), dxfattribs={"layer": "XREF$0$EXPECT"})
    layers = (layer("0"), layer("XREF$0$EXPECT", "EXPECT"))
    page = plotted(made, tmp_path, sheet(layers=layers))
    with pymupdf.open(page.pdf) as opened:
        assert opened[0].get_text().strip() == ""


def test_a_frozen_insert_hides_all_of_its_block_and_an_off_one_only_its_own_layer(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("frozen").freeze()
    made.layers.add("off").off()
    block = made.blocks.new("chair")
    block.add_line((0, 0), (1000, 0), dxfattribs={"layer": "furniture"})
    block.add_line((0, 0), (0, 1000))
    space.add_blockref("chair", (2000, 2000), dxfattribs={"layer": "frozen"})
    space.add_blockref("chair", (9000, 9000), dxfattribs={"layer": "off"})
    assert lines_mm(plotted(made, tmp_path).pdf) == [(90.0, 90.0, 100.0, 90.0)]


def test_a_block_inserted_twice_is_turned_and_scaled_each_time(tmp_path: Path) -> None:
    made, space = document()
    block = made.blocks.new("arrow", base_point=(100, 0))
    block.add_line((100, 0), (1100, 0))
    space.add_blockref("arrow", (5000, 5000))
    space.add_blockref("arrow", (5000, 5000), dxfattribs={"rotation": 90, "xscale": 2, "yscale": 2})
    assert lines_mm(plotted(made, tmp_path).pdf) == [(50.0, 50.0, 60.0, 50.0), (50.0, 50.0, 50.0, 70.0)]


def test_a_block_takes_layer_and_colour_of_each_insert(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("red", color=1)
    made.layers.add("blue", color=5)
    made.blocks.new("cross").add_line((0, 0), (1000, 0))
    space.add_blockref("cross", (1000, 1000), dxfattribs={"layer": "red"})
    space.add_blockref("cross", (5000, 1000), dxfattribs={"layer": "blue"})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        drawn = [(drawing["layer"], drawing["color"]) for drawing in opened[0].get_drawings()]
    assert drawn == [("red", (1.0, 0.0, 0.0)), ("blue", (0.0, 0.0, 1.0))]


def test_a_damaged_entity_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (5000, 5000))
    broken = space.add_spline([(0, 0), (1, 1), (2, 0)])
    broken.control_points = [(0, 0, 0)]
    broken.dxf.degree = 9
    space.add_line((0, 0), (float("nan"), 5000))
    space.add_line((0, 5000), (5000, 0))
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(0.0, 0.0, 50.0, 50.0), (0.0, 50.0, 50.0, 0.0)]
    listed = {(item.what, item.count) for item in page.not_displayed if item.kind is Omission.DAMAGED}
    assert ("SPLINE", 1) in listed
    assert ("NaN", 1) in listed
    assert all(item.remedy_zh and item.remedy_en for item in page.not_displayed)


def test_a_custom_object_without_a_picture_is_listed_on_its_own_sheet(tmp_path: Path) -> None:
    blank, _ = document()
    stream = io.StringIO()
    blank.write(stream)
    wall = "  0\nTCH_WALL\n  5\nFE01\n330\n1F\n100\nAcDbEntity\n  8\nWALL\n100\nTDbWall\n 10\n1.0\n 20\n1.0\n"
    before, after = stream.getvalue().split("  2\nENTITIES\n")
    made = ezdxf.read(io.StringIO(f"{before}  2\nENTITIES\n{wall}{after}"))
    page = plotted(made, tmp_path)
    assert [(item.kind, item.what, item.count) for item in page.not_displayed] == [(Omission.PROXY, "TCH_WALL", 1)]


def test_an_image_is_outlined_and_listed_but_its_file_never_opened(tmp_path: Path) -> None:
    made, space = document()
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not a picture at all")
    definition = made.add_image_def(filename=str(secret), size_in_pixel=(100, 100))
    space.add_image(definition, insert=(1000, 1000), size_in_units=(2000, 1000))
    page = plotted(made, tmp_path)
    assert len(lines_mm(page.pdf)) == 4
    assert [(item.kind, item.what) for item in page.not_displayed] == [(Omission.IMAGE, str(secret))]


def test_blocks_that_multiply_beyond_measure_are_left_out_and_listed(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("level0").add_line((0, 0), (1, 1))
    for level in range(1, 14):
        block = made.blocks.new(f"level{level}")
        for _ in range(10):
            block.add_blockref(f"level{level - 1}", (0, 0))
    space.add_blockref("level13", (0, 0))
    made.blocks.new("loop").add_blockref("loop", (1, 1))
    space.add_blockref("loop", (0, 0))
    space.add_line((0, 0), (5000, 5000))
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(0.0, 0.0, 50.0, 50.0)]
    assert {item.what for item in page.not_displayed} == {"INSERT level13", "INSERT loop"}


def test_line_weights_are_millimetres_and_never_thinner_than_a_hairline(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (5000, 0), dxfattribs={"lineweight": 70})
    space.add_line((0, 1000), (5000, 1000), dxfattribs={"lineweight": 0})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        widths = [drawing["width"] * 25.4 / 72 for drawing in opened[0].get_drawings()]
    assert widths == pytest.approx([0.7, 0.13], abs=0.001)


def test_white_and_yellow_lines_can_be_read_on_paper(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (5000, 0), dxfattribs={"color": 7})
    space.add_line((0, 1000), (5000, 1000), dxfattribs={"true_color": 0xFFFFFF})
    space.add_line((0, 2000), (5000, 2000), dxfattribs={"color": 2})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        white, yellow = [drawing["color"] for drawing in opened[0].get_drawings()]
    assert white == (0.0, 0.0, 0.0)
    assert yellow[0] == yellow[1] < 0.7
    assert yellow[2] == 0.0


def test_dashes_are_as_long_as_the_line_type_says(tmp_path: Path) -> None:
    made, space = document()
    made.linetypes.add("EIGHT_FOUR", [12.0, 8.0, -4.0])
    made.header["$LTSCALE"] = 100.0
    space.add_line((0, 0), (20000, 0), dxfattribs={"linetype": "EIGHT_FOUR"})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        dashes = opened[0].get_drawings()[0]["dashes"]
    on, off = (float(length) * 25.4 / 72 for length in dashes.strip("[] 0").replace("]", "").split()[:2])
    assert (on, off) == (pytest.approx(8.0, abs=0.01), pytest.approx(4.0, abs=0.01))


def test_a_line_to_the_end_of_the_world_is_cut_and_keeps_its_direction(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((-1e12, -1e12), (1e12, 1e12))
    space.add_ray((0, 10000), (1, 0))
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (99, 99, 101, 101)) > 0
    assert darkness(page.pdf, (300, 99.5, 310, 100.5)) > 0
    assert darkness(page.pdf, (300, 200, 310, 210)) == 0


def test_a_hatch_is_filled_with_its_holes_left_open(tmp_path: Path) -> None:
    made, space = document()
    hatch = space.add_hatch(color=250)
    hatch.paths.add_polyline_path([(0, 0), (2000, 0), (2000, 2000), (0, 2000)], is_closed=True)
    hatch.paths.add_polyline_path([(500, 500), (1500, 500), (1500, 1500), (500, 1500)], is_closed=True, flags=16)
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (1, 1, 4, 19)) == 1.0
    assert darkness(page.pdf, (6, 6, 14, 14)) == 0.0


def test_a_large_dark_hatch_does_not_hide_what_lies_beneath(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 5000), (10000, 5000), dxfattribs={"lineweight": 100})
    hatch = space.add_hatch(color=250)
    hatch.paths.add_polyline_path([(0, 0), (10000, 0), (10000, 10000), (0, 10000)], is_closed=True)
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (10, 10, 40, 40)) == 0.0
    assert darkness(page.pdf, (10, 49.8, 40, 50.2)) > 0.5


def test_a_wipeout_hides_what_was_drawn_before_it(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 5000), (10000, 5000), dxfattribs={"lineweight": 100})
    space.add_wipeout([(2000, 4000), (4000, 6000)])
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (22, 48, 38, 52)) == 0.0
    assert darkness(page.pdf, (62, 48, 78, 52)) > 0.1


def test_the_same_reading_gives_the_same_bytes(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("设计说明", height=350)
    space.add_circle((5000, 5000), 1000)
    first, second = plotted(made, tmp_path / "a"), plotted(made, tmp_path / "b")
    assert first.pdf.read_bytes() == second.pdf.read_bytes()
    assert first.picture.read_bytes() == second.picture.read_bytes()


def test_an_empty_space_gives_an_empty_page(tmp_path: Path) -> None:
    made, _ = document()
    page = plotted(made, tmp_path)
    assert page.not_displayed == ()
    assert lines_mm(page.pdf) == []


def test_a_circle_stays_round(tmp_path: Path) -> None:
    made, space = document()
    space.add_circle((10000, 10000), 5000)
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        page = opened[0]
        (drawn,) = page.get_drawings()
        curves = [item for item in drawn["items"] if item[0] == "c"]
        ends = [(item[4].x * 25.4 / 72, (page.rect.height - item[4].y) * 25.4 / 72) for item in curves]
    assert all(math.hypot(x - 100, y - 100) == pytest.approx(50, abs=0.01) for x, y in ends)


def test_a_curve_no_larger_than_a_dot_is_drawn_straight(tmp_path: Path) -> None:
    made, space = document()
    space.add_lwpolyline([(1000 + x, 1000, 0, 0, 0.5) for x in range(0, 1000, 2)])
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        (drawn,) = opened[0].get_drawings()
        assert {item[0] for item in drawn["items"]} == {"l"}


def test_a_layout_shows_the_model_through_its_viewport_and_cuts_it_there(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("hidden here")
    space.add_line((0, 0), (10000, 0))
    space.add_line((0, 1000), (10000, 1000), dxfattribs={"layer": "hidden here"})
    paper = made.layout("Layout1")
    paper.page_setup(size=(420, 297), margins=(0, 0, 0, 0), units="mm")
    paper.add_line((10, 10), (410, 10))
    window = paper.add_viewport(center=(100, 100), size=(120, 80), view_center_point=(5000, 0), view_height=8000)
    window.frozen_layers = ["hidden here"]
    seen = sheet(where="layout:Layout1", to_mm=(10.0, 0.0, 0.0, 10.0, 50.0, 100.0))
    page = plotted(made, tmp_path, seen)
    assert sorted(lines_mm(page.pdf)) == [(10.0, 10.0, 410.0, 10.0), (50.0, 100.0, 150.0, 100.0)]
    smaller = paper.add_viewport(center=(300, 100), size=(40, 40), view_center_point=(0, 0), view_height=2000)
    assert smaller.get_scale() == pytest.approx(1 / 50)
    again = plotted(made, tmp_path, seen)
    assert darkness(again.pdf, (301, 99.5, 319, 100.5)) > 0
    assert darkness(again.pdf, (321, 99.5, 340, 100.5)) == 0


def test_a_viewport_numbered_like_the_paper_view_is_shown_when_another_is_the_paper_view(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 0), (10000, 0))
    paper = made.layout("Layout1")
    window = paper.add_viewport(center=(100, 100), size=(120, 80), view_center_point=(5000, 0), view_height=8000)
    own = paper.add_viewport(center=(6, 4.5), size=(12, 9), view_center_point=(6, 4.5), view_height=12)
    window.dxf.id, own.dxf.id = 1, 2
    page = plotted(made, tmp_path, sheet(where="layout:Layout1", to_mm=(10.0, 0.0, 0.0, 10.0, 50.0, 100.0)))
    assert lines_mm(page.pdf) == [(50.0, 100.0, 150.0, 100.0)]


def test_a_viewport_that_looks_from_the_side_is_listed(tmp_path: Path) -> None:
    made, _ = document()
    paper = made.layout("Layout1")
    window = paper.add_viewport(center=(100, 100), size=(120, 80), view_center_point=(0, 0), view_height=8000)
    window.dxf.view_direction_vector = (1, 1, 1)
    page = plotted(made, tmp_path, sheet(where="layout:Layout1"))
    assert [(item.kind, item.what) for item in page.not_displayed] == [(Omission.OTHER, "VIEWPORT (3D)")]


def test_a_layout_without_viewports_lies_on_its_page_as_drawn(tmp_path: Path) -> None:
    made, _ = document()
    paper = made.layout("Layout1")
    paper.add_line((10, 10), (410, 287))
    seen = sheet(where="layout:Layout1", scale=100.0, to_mm=(10.0, 0.0, 0.0, 10.0, 0.0, 0.0))
    assert lines_mm(plotted(made, tmp_path, seen).pdf) == [(10.0, 10.0, 410.0, 287.0)]


def test_a_clipped_block_shows_only_what_its_outline_leaves(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("wide").add_line((0, 0), (10000, 0))
    insert = space.add_blockref("wide", (1000, 5000))
    XClip(insert).set_block_clipping_path([(2000, -500), (4000, 500)])
    page = plotted(made, tmp_path)
    assert [darkness(page.pdf, (x, 49.5, x + 1, 50.5)) > 0 for x in (28, 31, 48, 51)] == [False, True, True, False]


def test_an_array_of_inserts_is_drawn_in_every_place(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("dash").add_line((0, 0), (500, 0))
    space.add_blockref(
        "dash",
        (1000, 1000),
        dxfattribs={"column_count": 2, "column_spacing": 2000, "row_count": 2, "row_spacing": 1000},
    )
    assert sorted(lines_mm(plotted(made, tmp_path).pdf)) == [
        (10.0, 10.0, 15.0, 10.0),
        (10.0, 20.0, 15.0, 20.0),
        (30.0, 10.0, 35.0, 10.0),
        (30.0, 20.0, 35.0, 20.0),
    ]


def test_attributes_are_drawn_and_their_definitions_are_not(tmp_path: Path) -> None:
    made, space = document()
    title = made.blocks.new("TK-A3")
    title.add_attdef("图号", (1000, 1000), height=300)
    insert = space.add_blockref("TK-A3", (0, 0))
    insert.add_auto_attribs({"图号": "建施-01"})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        assert opened[0].get_text().strip() == "建施-01"


def test_a_mirrored_block_is_mirrored(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("flag").add_line((0, 0), (1000, 500))
    space.add_blockref("flag", (5000, 5000), dxfattribs={"xscale": -1})
    assert lines_mm(plotted(made, tmp_path).pdf) == [(50.0, 50.0, 40.0, 55.0)]


def test_a_drawing_too_large_to_draw_is_shown_in_part_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plot_recording, "LARGEST", 3)
    made, space = document()
    space.add_line((0, 0), (1000, 0))
    space.add_line((0, 1000), (1000, 1000))
    block = made.blocks.new("many")
    for step in range(9):
        block.add_line((0, step), (1, step))
    space.add_blockref("many", (5000, 5000))
    page = plotted(made, tmp_path)
    assert lines_mm(page.pdf) == [(0.0, 0.0, 10.0, 0.0), (0.0, 10.0, 10.0, 10.0)]
    assert [(item.kind, item.what) for item in page.not_displayed] == [(Omission.OTHER, "too many entities")]


def test_a_compound_entity_that_cannot_be_taken_apart_is_listed_by_its_name(tmp_path: Path) -> None:
    made, space = document()
    space.add_leader([(0, 0)], override={})
    page = plotted(made, tmp_path)
    assert [(item.kind, item.what) for item in page.not_displayed] == [(Omission.DAMAGED, "LEADER")]


def test_a_pattern_too_dense_for_paper_becomes_a_faint_tint(tmp_path: Path) -> None:
    made, space = document()
    for corner, pattern_scale in ((0, 0.05), (10000, 300)):
        hatch = space.add_hatch(color=7)
        hatch.set_pattern_fill("ANSI31", scale=pattern_scale)
        square = [(corner, 0), (corner + 5000, 0), (corner + 5000, 5000), (corner, 5000)]
        hatch.paths.add_polyline_path(square, is_closed=True)
    page = plotted(made, tmp_path)
    with pymupdf.open(page.pdf) as opened:
        drawn = opened[0].get_drawings()
    tint, strokes = drawn
    assert (tint["type"], round(tint["fill_opacity"], 2)) == ("f", 0.35)
    assert strokes["type"] == "s"
    assert 5 < len(strokes["items"]) < 200
