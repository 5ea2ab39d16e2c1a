from __future__ import annotations

from pathlib import Path

import ezdxf
import pymupdf
import pytest

from checkers.drawing import text_codes
from checkers.drawing.model import Omission
from checkers.drawing.reader import read
from checkers.drawing.text_codes import plain_mtext, plain_text

from .drafting import drawing, saved
from .plotted import document, plotted


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("防火墙", "防火墙"),
        ("  甲级防火门 ", "甲级防火门"),
        (r"\U+9632\U+706B\U+7246", "防火牆"),
        (r"\M+5B7C0\M+5BBF0\M+5C7BD", "防火墙"),
        (r"\M+18376\M+2A44A\M+3B0A1\M+48861", "プ入가가"),
        (r"\U+D83D\U+DE00", "😀"),
        ("%%c100 %%p0.000 45%%d 100%%%", "Ø100 ±0.000 45° 100%"),
        ("%%C100 %%P0.000 45%%D", "Ø100 ±0.000 45°"),
        ("%%u一层%%u%%o平面%%o%%k图%%k", "一层平面图"),
        ("%%13010@200", "φ10@200"),
        ("2%%13122+4%%13225", "2ⅡΦ22+4ⅢΦ25"),
        ("4%%13325", "4ⅣΦ25"),
        ("有效容积36m%%1403%%141，面积12m%%1402%%141", "有效容积36m³，面积12m²"),
        ("A%%1421%%143", "A₁"),
        ("4\x8425", "4ⅢΦ25"),
        (r"4\U+008425", "4ⅢΦ25"),
        ("%%065%%66", "AB"),
        ("45%%127 %%128 %%129", "45° ± Ø"),
        ("100%%%%%%", "100%%"),
        ("50%%300", "50%%300"),
        ("a^Ib", "a\tb"),
        ("x^ y", "x^y"),
        ("轴^中", "轴^中"),
        (r"C:\图纸\一层", r"C:\图纸\一层"),
        ("{A}", "{A}"),
        ("上\n下", "上下"),
    ],
)
def test_a_line_is_read_as_people_read_it(raw: str, read: str) -> None:
    assert plain_text(raw) == (read, True)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("防火墙", "防火墙"),
        (r"{\fSimSun|b0|i0|c134|p2;\H2.5x;防火\P墙}", "防火\n墙"),
        (r"\A1;\C1;\c255;\W0.8;\T1.2;\Q15;\pxqc,t4;消防\~电梯", "消防 电梯"),
        (r"\C1red", "red"),
        (r"\L消防\l\O车\o\K道\k", "消防车道"),
        (r"\\\{A\}", r"\{A}"),
        (r"m{\H0.7x;\S2^ ;}", "m²"),
        (r"CO\S^ 2;", "CO₂"),
        (r"10\S-3^ ;", "10⁻³"),
        (r"x\Sab^ ;", "x^ab"),
        (r"1{\H0.7x;\S1/2;}", "1 1/2"),
        (r"\S1#4;", "1/4"),
        (r"100\S+0.1^ -0.2;", "100+0.1^-0.2"),
        (r"\S甲\/乙/丙;", "甲/乙/丙"),
        ("甲^J乙^M^J丙^I丁", "甲\n乙\n丙\t丁"),
        (r"左\N右\X下", "左\n右\n下"),
        (r"%%u剖面%%u 45%%d %%13225", "剖面 45° ⅢΦ25"),
        (r"{\fArial;\U+9632\U+706B}\M+5C7BD", "防火墙"),
        (r"\未知", r"\未知"),
        (r"\fSimSun 没有分号", r"\fSimSun 没有分号"),
    ],
)
def test_a_paragraph_is_read_without_its_formatting(raw: str, read: str) -> None:
    assert plain_mtext(raw) == (read, True)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("%%140", "〓"),
        ("防\udcb7墙", "防〓墙"),
        ("消防\ufffd道", "消防〓道"),
        (r"\U+D83D", "〓"),
        (r"\M+5FFFF", "〓"),
        ("\ue532", "〓"),
        (r'面积%<\AcObjProp Object(%<\_ObjId 21>%).Area \f "%lu2">%㎡', "面积〓㎡"),
        (r"%<\AcVar Date", "〓"),
    ],
)
def test_what_nobody_can_know_is_a_mark_and_not_whole(raw: str, read: str) -> None:
    assert plain_text(raw) == (read, False)
    assert plain_mtext(raw) == (read, False)


def test_a_text_without_end_is_cut_and_not_whole() -> None:
    read, whole = plain_mtext("字" * 1_000_000)
    assert read == "字" * text_codes.MOST_LETTERS
    assert not whole


@pytest.mark.parametrize(
    "raw",
    [
        r"\U+9632\U+706B %%c100 4%%13225 %%140 轴^中 %%%%c",
        "45%%127 4\x8425",
        r"\M+5B7C0\M+5BBF0\M+5C7BD",
        "%<field>%",
    ],
)
def test_the_plot_shows_what_the_reader_reads(tmp_path: Path, raw: str) -> None:
    for folder, paragraph in ((tmp_path / "line", False), (tmp_path / "paragraph", True)):
        folder.mkdir()
        made, space = document()
        if paragraph:
            space.add_mtext(raw, dxfattribs={"insert": (1000, 5000), "char_height": 350})
        else:
            space.add_text(raw, height=350).set_placement((1000, 5000))
        with pymupdf.open(plotted(made, folder).pdf) as opened:
            shown = opened[0].get_text().strip()
        assert shown == (plain_mtext if paragraph else plain_text)(raw)[0]


def test_texts_attributes_and_layers_of_a_file_are_decoded_and_the_unknown_is_listed(tmp_path: Path) -> None:
    made = drawing()
    space = made.modelspace()
    made.layers.add(r"\U+5EFA\U+7B51\U+8F6E\U+5ED3")
    space.add_text(r"%%c\U+5899", height=300, dxfattribs={"layer": r"\U+5EFA\U+7B51\U+8F6E\U+5ED3"})
    space.add_mtext(r"{\H2x;m\S2^ ;} %%150", dxfattribs={"char_height": 300})
    block = made.blocks.new("DOOR")
    block.add_line((0, 0), (1000, 0))
    space.add_blockref("DOOR", (0, 0)).add_attrib("NO", r"FM\U+7532%%130", (0, 0), dxfattribs={"height": 300})
    sheet = read(saved(made, tmp_path)).drawing.sheets[0]
    assert {text.content for text in sheet.texts} == {"Ø墙", "m² 〓", "FM甲φ"}
    assert "建筑轮廓" in {layer.name for layer in sheet.layers}
    assert "BLDG_OUTLINE" in {layer.meaning for layer in sheet.layers}
    assert {(lost.kind, lost.count) for lost in sheet.not_displayed} == {(Omission.ENCODING, 1)}


def test_all_columns_of_a_paragraph_are_read(tmp_path: Path) -> None:
    made = ezdxf.new("R2018")
    made.modelspace().add_mtext_static_columns(["甲", "乙", r"\U+4E19"], width=20, gutter_width=1, height=100)
    read_back = read(saved(made, tmp_path)).drawing.sheets[0]
    assert [text.content.split() for text in read_back.texts] == [["甲", "乙", "丙"]]
