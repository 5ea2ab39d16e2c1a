from __future__ import annotations

import pytest

from checkers.drawing.model import BlockReference, Text
from checkers.drawing.titleblock import agreed_scale, discipline_of, from_attributes, from_texts, label_of, scale_in


def text(content: str, x: float, y: float, height: float = 1.0) -> Text:
    return Text(content=content, x=x, y=y, height=height, rotation=0.0, layer=0, handle="")


def block(attributes: dict[str, str]) -> BlockReference:
    return BlockReference("TK-A1", 0, 0, 0, 1, 1, 0, "", attributes)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("图名", "图名"),
        ("图 名：", "图名"),
        ("图　号", "图号"),
        ("DWG_NO", "图号"),
        ("Drawing Title", "图名"),
        ("SCALE:", "比例"),
        ("审 核", "审核"),
        ("卧室", ""),
    ],
)
def test_labels_are_known_however_they_are_spaced(written: str, label: str) -> None:
    assert label_of(written) == label


@pytest.mark.parametrize(
    ("written", "scale"),
    [
        ("1:500", 500),
        ("1：100", 100),
        ("M1:100", 100),
        ("1 : 50", 50),
        ("1:100 1:50", None),
        ("如图", None),
        ("11:30", None),
    ],
)
def test_a_scale_is_read_only_when_exactly_one_is_written(written: str, scale: float | None) -> None:
    assert scale_in(written) == scale


def test_a_title_block_that_no_drawing_on_the_sheet_agrees_with_tells_no_scale() -> None:
    title = {"比例": "M1:100"}
    own = text("M1:100", 0, 0)
    assert agreed_scale(title, [own]) == 100
    detail = [text("女儿墙详图", 5, 9), text("1:10", 15, 9)]
    assert agreed_scale(title, [own, *detail]) is None
    assert agreed_scale(title, [own, *detail, text("平面图 1:100", 5, 5)]) == 100
    assert agreed_scale({}, detail) is None


def test_the_slope_of_a_roof_is_no_scale() -> None:
    assert agreed_scale({"比例": "1:100"}, [text("1:40", 9, 9), text("屋面找坡", 9, 20)]) == 100


def test_the_block_that_names_most_labels_is_the_title_block() -> None:
    title = {"图名": "总平面图", "图号": "总施-01", "比例": "1:500"}
    assert from_attributes([block({"编号": "M0921"}), block(title)]) == title
    assert from_attributes([block({"图名": "只有一个"})]) == {}


def test_values_stand_beside_or_below_their_labels() -> None:
    texts = [
        text("图名", 0, 10),
        text("一层平面图", 5, 10.1),
        text("图号", 20, 10),
        text("建施-03", 20, 8),
        text("比例：1:100", 40, 10),
        text("说明文字", 0, 50),
    ]
    assert from_texts(texts, (-1, 0, 60, 20)) == {"图名": "一层平面图", "图号": "建施-03", "比例": "1:100"}


def test_a_label_is_never_the_value_of_another() -> None:
    assert from_texts([text("设计", 0, 0), text("校对", 5, 0)], (-1, -1, 10, 10)) == {}


@pytest.mark.parametrize(
    ("number", "title", "discipline"),
    [
        ("总施-01", "", "planning"),
        ("规施-02", "", "planning"),
        ("建施-05", "", "architecture"),
        ("消施-01", "", "fire"),
        ("消防-01", "", "fire"),
        ("人防-02", "", "civil-defense"),
        ("电施-防雷-01", "", "lightning"),
        ("防雷-01", "", "lightning"),
        ("水施-03", "", "health"),
        ("通信-01", "", "telecom"),
        ("弱电-01", "", "telecom"),
        ("", "屋面防雷平面图", "lightning"),
        ("", "人防地下室平面图", "civil-defense"),
        ("", "", ""),
    ],
)
def test_number_or_title_tell_the_discipline(number: str, title: str, discipline: str) -> None:
    assert discipline_of({}, number, title) == discipline


def test_the_field_of_the_title_block_speaks_first() -> None:
    assert discipline_of({"专业": "人防"}, "建施-01") == "civil-defense"
    assert discipline_of({"图别": "水施"}, "") == "health"


def test_a_tall_value_stands_beside_its_small_label_though_on_another_line() -> None:
    # two small lines of a label in a cell 1.5 high, and a value as tall as both in the middle of it
    texts = [text("图 名", 0, 1.0, 0.3), text("DRAWING TITLE", 0, 0.45, 0.3), text("设计说明", 3.6, 0.0, 1.0)]
    assert from_texts(texts, (-1, -1, 20, 5)) == {"图名": "设计说明"}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("校 对 人/日 期", "校对"),
        ("CHECKED BY/DATE", "校对"),
        ("图 别、图 号", "图号"),
        ("STATUS", "阶段"),
        ("合同/日期", ""),
    ],
)
def test_labels_may_name_a_day_as_well_and_come_in_two_languages(written: str, label: str) -> None:
    assert label_of(written) == label


def test_no_drawing_is_called_by_the_number_of_an_axis() -> None:
    texts = [text("图名", 0, 0), text("1", 3, 0), text("轴立面图", 5, 0)]
    assert from_texts(texts, (-1, -1, 20, 5)) == {"图名": "轴立面图"}


def test_two_letters_of_a_longer_word_are_no_label() -> None:
    letters = [text(letter, 2.0 * at, 0) for at, letter in enumerate("设计证书")]
    assert from_texts([*letters, text("A131", 12, 0)], (-1, -1, 20, 5)) == {}
    named = [text("设", 0, 0), text("计", 2, 0), text("王明", 8, 0)]
    assert from_texts(named, (-1, -1, 20, 5)) == {"设计": "王明"}


def test_the_heading_of_a_table_has_no_values_and_a_line_of_labels_has() -> None:
    heading = [text("图号", 0, 20), text("图纸名称", 10, 20), text("版次", 30, 20)]
    rows = [
        text(cell, x, y)
        for y, cells in ((17, ("A-01", "说明", "1")), (14, ("A-02", "平面图", "2")))
        for cell, x in zip(cells, (0, 10, 30), strict=True)
    ]
    assert from_texts([*heading, *rows], (-1, 0, 60, 25)) == {}
    strip = [text("建施-03", 3, 20), text("一层平面图", 15, 20), text("A", 33, 20)]
    assert from_texts([*heading, *strip, *rows], (-1, 0, 60, 25)) == {
        "图号": "建施-03",
        "图名": "一层平面图",
        "版次": "A",
    }
