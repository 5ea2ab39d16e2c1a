from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from checkers.drawing.fonts import face
from checkers.drawing.model import Omission
from checkers.drawing.plot_text import breakable

from .plotted import POINT, darkness, document, plotted


def words(pdf: Path) -> str:
    with pymupdf.open(pdf) as opened:
        return opened[0].get_text().strip()


def test_chinese_is_drawn_as_itself_and_never_as_squares(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("一", height=5000).set_placement((0, 5000))
    space.add_text("圖", height=5000).set_placement((20000, 5000))
    page = plotted(made, tmp_path)
    thin = darkness(page.pdf, (0, 30, 100, 120))
    dense = darkness(page.pdf, (200, 30, 300, 120))
    assert 0 < thin < dense / 3


def test_text_can_be_found_and_copied(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("人防防护单元1 A-12", height=350).set_placement((1000, 1000))
    assert words(plotted(made, tmp_path).pdf) == "人防防护单元1 A-12"


@pytest.mark.parametrize("font", ["gbenor.shx", "nothing.shx", "SimSun.ttf", "", "tssdeng"])
def test_any_style_falls_back_to_the_one_typeface(tmp_path: Path, font: str) -> None:
    made, space = document()
    made.styles.add("HZ", font=font).dxf.bigfont = "gbcbig.shx" if font.endswith("shx") else ""
    space.add_text("疏散走道", height=350, dxfattribs={"style": "HZ"}).set_placement((1000, 1000))
    page = plotted(made, tmp_path)
    assert words(page.pdf) == "疏散走道"
    assert page.not_displayed == ()


def test_a_text_stands_where_it_was_put_as_tall_as_it_was_drawn(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("H", height=5000).set_placement((10000, 10000))
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (100, 95, 150, 99)) == 0.0
    assert darkness(page.pdf, (100, 100.5, 150, 103)) > 0.1
    assert darkness(page.pdf, (100, 147, 150, 149.5)) > 0.1
    assert darkness(page.pdf, (100, 151, 150, 160)) == 0.0


def test_a_turned_text_reads_upwards(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("HHHHHH", height=1000, rotation=90).set_placement((10000, 10000))
    page = plotted(made, tmp_path)
    assert darkness(page.pdf, (90, 100, 100, 150)) > 0.1
    assert darkness(page.pdf, (101, 100, 150, 150)) == 0.0


def test_a_character_nobody_has_is_listed_and_replaced_by_a_mark(tmp_path: Path) -> None:
    made, space = document()
    space.add_text("走\U0001f600道", height=350).set_placement((1000, 1000))
    page = plotted(made, tmp_path)
    assert words(page.pdf) == "走〓道"
    (item,) = page.not_displayed
    assert (item.kind, item.what, item.count) == (Omission.FONT, "\U0001f600 U+1F600", 1)


def test_coded_characters_are_decoded(tmp_path: Path) -> None:
    made, space = document()
    space.add_text(r"\U+5411\U+4E0B", height=350).set_placement((1000, 1000))
    assert words(plotted(made, tmp_path).pdf) == "向下"


def test_a_chinese_paragraph_keeps_its_width(tmp_path: Path) -> None:
    made, space = document()
    content = "本工程为一类高层住宅建筑，耐火等级一级，设计使用年限五十年，抗震设防烈度七度。" * 2
    space.add_mtext(content, dxfattribs={"insert": (5000, 25000), "width": 10000, "char_height": 500})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        found = opened[0].get_text("words")
        right = max(word[2] for word in found) * POINT
        lines = {round(word[1]) for word in found}
        flat = opened[0].get_text().replace("\n", "").replace(" ", "")
    assert 50 < right < 152
    assert len(lines) > 2
    assert flat == content


def test_a_short_label_is_never_broken(tmp_path: Path) -> None:
    made, space = document()
    space.add_mtext("房间", dxfattribs={"insert": (5000, 5000), "width": 800, "char_height": 500})
    assert words(plotted(made, tmp_path).pdf) == "房间"


def test_lines_may_end_between_chinese_but_not_before_a_full_stop_nor_inside_a_font_name() -> None:
    assert breakable(r"{\f宋体|b0;防火}门。A区") == r"{\f宋体|b0;防^I火}门。A区"


def test_a_dimension_shows_its_value(tmp_path: Path) -> None:
    made, space = document()
    style = made.dimstyles.get("EZDXF")
    style.dxf.dimtxt = 300
    style.dxf.dimlfac = 1
    space.add_linear_dim(base=(0, 5000), p1=(1000, 3000), p2=(4600, 3000), dimstyle="EZDXF").render()
    assert words(plotted(made, tmp_path).pdf) == "3600"


def test_the_subset_holds_the_outlines_asked_for_and_is_a_font_by_itself() -> None:
    wanted = [face().glyph(sign) for sign in "审图Ä"]
    subset = face().subset(wanted)
    alone = pymupdf.Font(fontbuffer=subset.programme)
    assert alone.glyph_count == len(subset.widths) == len(subset.characters)
    assert subset.characters[subset.number[wanted[0]]] == "审"
    assert subset.widths[subset.number[wanted[0]]] == 1000.0
    assert len(subset.programme) < 20_000


def test_an_shx_style_draws_chinese_smaller_than_a_truetype_style() -> None:
    _, stroke = face().runs("图", stroke=True)
    _, outline = face().runs("图", stroke=False)
    assert stroke == pytest.approx(1.1)
    assert outline == pytest.approx(1 / face().cap)


def test_a_raised_figure_keeps_its_line_in_place(tmp_path: Path) -> None:
    made, space = document()
    space.add_mtext(r"31,0 m{\H0.6x;\S2^ ;}", dxfattribs={"insert": (5000, 5000), "char_height": 500})
    space.add_mtext(r"31,0 m{\H1x;}", dxfattribs={"insert": (15000, 5000), "char_height": 500})
    with pymupdf.open(plotted(made, tmp_path).pdf) as opened:
        found = {word[4]: word[1] for word in opened[0].get_text("words")}
        tops = [round(word[1]) for word in opened[0].get_text("words") if word[4] == "31,0"]
    assert len(set(tops)) == 1
    assert any("2" in word for word in found)
