"""What a plotted page promises: size, line weights, colours or black, layers to switch, text to search."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pymupdf
import pytest
from pymupdf import Document

from checkers.drawing import colours
from checkers.drawing.plot import plot

from .plotted import POINT, darkness, document, plotted, reading, sheet

A_SERIES = ((841.0, 1189.0), (594.0, 841.0), (420.0, 594.0), (297.0, 420.0), (210.0, 297.0))
LENGTHENED = ((594.0, 1051.0), (841.0, 1486.0), (297.0, 630.0), (420.0, 743.0), (594.0, 2102.0))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("size", A_SERIES + LENGTHENED)
def test_the_page_is_the_paper_to_a_tenth_of_a_millimetre(
    tmp_path: Path, size: tuple[float, float], *, turned: bool
) -> None:
    made, space = document()
    wide, high = size[::-1] if turned else size
    space.add_line((0, 0), (wide * 100, high * 100))
    with pymupdf.open(plotted(made, tmp_path, sheet(size=(wide, high))).pdf) as opened:
        page = opened[0]
        assert page.rotation == 0
        assert (page.rect.width * POINT, page.rect.height * POINT) == pytest.approx((wide, high), abs=0.1)
        (drawn,) = page.get_drawings()
        start, end = drawn["items"][0][1:3]
        assert (end.x - start.x) * POINT == pytest.approx(wide, abs=0.01)
        assert (start.y - end.y) * POINT == pytest.approx(high, abs=0.01)


def test_a_line_is_as_wide_as_itself_its_layer_its_block_or_the_default_says(tmp_path: Path) -> None:
    made, space = document()
    made.layers.add("thick", lineweight=70)
    block = made.blocks.new("one")
    block.add_line((0, 0), (1000, 0), dxfattribs={"lineweight": -2})
    space.add_line((0, 0), (1000, 0), dxfattribs={"lineweight": 35})
    space.add_line((0, 0), (1000, 0), dxfattribs={"layer": "thick"})
    space.add_blockref("one", (0, 0), dxfattribs={"lineweight": 100})
    space.add_line((0, 0), (1000, 0), dxfattribs={"lineweight": -3})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        widths = [drawing["width"] * POINT for drawing in opened[0].get_drawings()]
    assert widths == pytest.approx([0.35, 0.7, 1.0, 0.18], abs=0.001)


def _colours(pdf: Path) -> list[tuple[float, ...]]:
    with pymupdf.open(pdf) as opened:
        drawn = opened[0].get_drawings()
        return [tuple(round(channel, 2) for channel in one["fill"] or one["color"]) for one in drawn]


def test_a_monochrome_plot_is_black_but_for_tints_and_greys(tmp_path: Path) -> None:
    made, space = document()
    for row, attributes in enumerate(({"color": 1}, {"color": 3}, {"true_color": 0x808080}, {"color": 7})):
        space.add_line((0, row * 1000), (5000, row * 1000), dxfattribs=attributes)
    hatch = space.add_hatch(dxfattribs={"true_color": 0xFF0000})
    hatch.paths.add_polyline_path([(0, 9000), (900, 9000), (900, 9900), (0, 9900)], is_closed=True)
    space.add_wipeout([(0, 20000), (1000, 21000)])
    space.add_text("红字", height=500, dxfattribs={"color": 1})
    (page,) = plot(reading(made), tmp_path / "black", colour=False)
    red = round(colours.printed((255, 0, 0), tint=True)[0] / 255, 2)
    assert _colours(page.pdf) == [(0, 0, 0), (0, 0, 0), (0.5, 0.5, 0.5), (0, 0, 0), (red,) * 3, (1, 1, 1)]
    assert 0.4 < red < 0.6
    with pymupdf.open(page.pdf) as opened:
        (span,) = opened[0].get_text("dict")["blocks"][0]["lines"][0]["spans"]
    assert span["color"] == 0
    (page,) = plot(reading(made), tmp_path / "coloured")
    assert _colours(page.pdf)[0][0] > 0.9
    assert _colours(page.pdf)[4] == (1, 0, 0)


def _switched(pdf: Path, off: str, target: Path) -> Path:
    with pymupdf.open(pdf) as opened:
        groups = {group["name"]: number for number, group in opened.get_ocgs().items()}
        opened.set_layer(-1, off=[groups[off]])
        opened.save(target)
    return target


def test_a_viewer_can_switch_a_layer_off_with_its_lines_texts_and_parts_of_blocks(tmp_path: Path) -> None:
    made, space = document()
    for name in ("墙体", "文字"):
        made.layers.add(name)
    block = made.blocks.new("both")
    block.add_line((0, 0), (5000, 0), dxfattribs={"layer": "墙体"})
    block.add_text("客厅", height=1000, dxfattribs={"layer": "文字", "insert": (0, 5000)})
    space.add_blockref("both", (1000, 1000))
    pdf = plotted(made, tmp_path).pdf
    wall, word = (10, 9, 60, 11), (10, 60, 40, 72)
    assert [darkness(pdf, box) > 0 for box in (wall, word)] == [True, True]
    without_words = _switched(pdf, "文字", tmp_path / "1.pdf")
    assert [darkness(without_words, box) > 0 for box in (wall, word)] == [True, False]
    without_walls = _switched(pdf, "墙体", tmp_path / "2.pdf")
    assert [darkness(without_walls, box) > 0 for box in (wall, word)] == [False, True]


@pytest.mark.parametrize("style", ["hztxt.shx", "simsun.ttf"])
def test_chinese_is_found_by_a_search(tmp_path: Path, style: str) -> None:
    made, space = document()
    made.styles.add("used", font=style)
    space.add_text("二层平面图 1:100", height=700, dxfattribs={"insert": (5000, 5000), "style": "used"})
    space.add_mtext("本工程耐火等级为二级", dxfattribs={"char_height": 350, "insert": (5000, 15000), "style": "used"})
    pdf = plotted(made, tmp_path).pdf
    with pymupdf.open(pdf) as opened:
        assert len(opened[0].search_for("平面图")) == 1
        assert len(opened[0].search_for("耐火等级")) == 1
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed; found by PyMuPDF alone")
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout
    assert "二层平面图 1:100" in said.decode()
    assert "本工程耐火等级为二级" in said.decode()


def _extent(document_: Document) -> tuple[float, float]:
    """Left and right end of all text on the page, paper millimetres."""
    boxes = [block[:4] for block in document_[0].get_text("blocks")]
    return min(box[0] for box in boxes) * POINT, max(box[2] for box in boxes) * POINT


def test_a_fitted_text_fills_its_length_and_a_width_factor_narrows(tmp_path: Path) -> None:
    from ezdxf.enums import TextEntityAlignment

    made, space = document()
    made.styles.add("shx", font="hztxt.shx")
    fitted = space.add_text("设计说明", height=500, dxfattribs={"style": "shx"})
    fitted.set_placement((1000, 1000), (9000, 1000), align=TextEntityAlignment.FIT)
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        assert list(_extent(opened)) == pytest.approx([10, 90], abs=0.1)
    widths = []
    for factor in (1.0, 0.7):
        made, space = document()
        made.styles.add("shx", font="hztxt.shx")
        space.add_text("设计说明", height=500, dxfattribs={"style": "shx", "width": factor})
        with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
            left, right = _extent(opened)
            widths.append(right - left)
    assert widths[1] / widths[0] == pytest.approx(0.7, abs=0.01)
    assert widths[0] == pytest.approx(4 * 1.1 * 5, abs=0.2)


@pytest.mark.parametrize(("attachment", "left", "right"), [(1, 50, 70), (2, 40, 60), (3, 30, 50)])
def test_a_label_hardly_wider_than_its_paragraph_is_narrowed_to_stay_inside(
    tmp_path: Path, attachment: int, left: float, right: float
) -> None:
    made, space = document()
    made.styles.add("shx", font="hztxt.shx")
    attributes = {"char_height": 500, "width": 2000, "insert": (5000, 5000), "style": "shx"}
    space.add_mtext("设计说明", dxfattribs={**attributes, "attachment_point": attachment})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        assert list(_extent(opened)) == pytest.approx([left, right], abs=0.2)


def test_a_vertical_text_reads_downwards(tmp_path: Path) -> None:
    made, space = document()
    made.styles.add("down", font="hztxt.shx").dxf.flags = 4
    space.add_text("消防", height=500, dxfattribs={"style": "down", "insert": (5000, 5000)})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        letters = [
            (letter["c"], (letter["bbox"][0] + letter["bbox"][2]) / 2 * POINT, letter["origin"][1] * POINT)
            for block in opened[0].get_text("rawdict")["blocks"]
            for line in block["lines"]
            for span in line["spans"]
            for letter in span["chars"]
        ]
    assert [letter[0] for letter in letters] == ["消", "防"]
    assert [letter[1] for letter in letters] == pytest.approx([50, 50], abs=0.2)
    assert letters[1][2] - letters[0][2] == pytest.approx(7.5, abs=0.1)


@pytest.mark.parametrize(("font", "letters"), [("jzfz_ena.shx", 2 / 3), ("simplex.shx", 0.95)])
def test_wide_letters_take_no_more_room_than_in_the_shx_font(tmp_path: Path, font: str, letters: float) -> None:
    made, space = document()
    made.styles.add("shx", font=font)
    space.add_text("MMMM", height=500, dxfattribs={"style": "shx"})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        left, right = _extent(opened)
    assert right - left == pytest.approx(4 * letters * 5, abs=0.2)


def test_a_label_in_an_inline_shx_font_is_not_broken(tmp_path: Path) -> None:
    made, space = document()
    attributes = {"char_height": 482.0, "width": 1208.0, "insert": (5000, 5000)}
    space.add_mtext(r"\Fsimplex.shx,gbcbig.shx;\W1.0;房间", dxfattribs=attributes)
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        assert "房间" in opened[0].get_text()
        assert len(opened[0].search_for("房间")) == 1
