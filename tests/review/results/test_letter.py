from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pymupdf
import pytest

from checkers.errors import Words
from review.conclusion import Conclusion, Overall
from review.results.consolidate import Reason
from review.results.letter import letter
from review.results.letter_content import (
    LetterContent,
    LetterCoverage,
    LetterLaw,
    LetterMark,
    LetterMatter,
    LetterOpinion,
    LetterParty,
    LetterSheet,
    LetterWork,
)
from review.results.seal_face import SealFace

CHINA = timezone(timedelta(hours=8))
ISSUED = datetime(2026, 3, 4, 13, 6, 7, tzinfo=CHINA)


def matter(number: int, **change: object) -> LetterMatter:
    plain = LetterMatter(
        number=str(number),
        discipline="fire",
        sheet="总施-01",
        place_mm=(123.4, 456.6),
        clause="GB 50016-2014(2018) 7.2.2",
        severity="mandatory",
        compared=False,
        required="≥ 10 m",
        measured="9.4 m",
        text="1# 登高操作场地宽度不足",
        decision="同意",
    )
    return replace(plain, **change)


@pytest.fixture(scope="module")
def content() -> LetterContent:
    return LetterContent(
        number="联审〔2026〕000001-1 号",
        issued_at=ISSUED,
        case_number="2026-000001",
        project="湖滨花园（一期）",
        round=1,
        overall=Overall.CORRECT,
        reasons=(Reason(Words("消防：限期整改（李工）", "fire: to be revised"), "fire", against=True),),
        authority="常州市武进区联合审图中心",
        verification_url="https://review.example/verify/AB12",
        place="常州市武进区",
        filed_on=date(2026, 2, 1),
        parties=(LetterParty("建设单位", "湖滨置业", "钱㙍"), LetterParty("设计单位", "某设计院")),
        works=(LetterWork("1#", "住宅", 12034.5, "18 层", 53.8, fire_rating="1 级"),),
        sheets=(LetterSheet("总施-01", "总平面图", "a3f9" * 16, "planning", "A", "1:500", "总图.dxf"),),
        laws=(LetterLaw("GB 50016-2014(2018)", "建筑设计防火规范", date(2018, 10, 1)),),
        opinions=(LetterOpinion("fire", Conclusion.REVISE, "李工", ISSUED, "登高场地宽度不足"),),
        matters=(matter(1), matter(2, compared=True, severity="general"), matter(3, clause="", verdict="doubtful")),
        marks=(LetterMark("B1", "fire", "总施-01", (200.0, 300.0), "general", "请标注转弯半径", "李工"),),
        coverage=LetterCoverage(
            24, 15, 5, 4, 340, 300, 20, 20, "0.1.0", "ab" * 32, {"planning/sunlight": "could-not-read: facts.place.latitude"}, {"建施-03": "天正代理对象 × 12"}
        ),
        correct_until=date(2026, 4, 1),
        signatory="赵工",
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    """The text of all pages without its line breaks."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "".join("".join(page.get_text().split()) for page in document)


def test_the_letter_says_everything_that_is_known(content: LetterContent) -> None:
    text = text_of(letter(content))
    for said in (
        "编号：联审〔2026〕000001-1号",
        "2026年03月04日13:06:07（UTC+08:00）",
        "湖滨花园（一期）",
        "2026-000001，第1轮",
        "湖滨置业",
        "建筑面积12034.5㎡；层数18层；高度53.8m；耐火等级1级（未提供：类别、防雷类别、人防）",
        "总体结论：整改后复审",
        "2026年04月01日前提交修改图纸，进入第2轮复审",
        "登高场地宽度不足",
        "消防：限期整改（李工）",
        "机器检查结果不是法律意义上的审查结论",
        "GB50016-2014(2018)7.2.2强制性条文未与印刷本核对",
        "123,457",
        "≥10m9.4m",
        "【存疑】1#登高操作场地宽度不足",
        "未引用条文",
        "请标注转弯半径",
        "建筑设计防火规范2018-10-01未与印刷本核对",
        "共24条规则：15条已运行，5条因资料读不出而未能运行",
        "could-not-read:facts.place.latitude",
        "天正代理对象×12",
        "a3f9" * 16,
        "行政复议",
        "签发人：赵工",
        "https://review.example/verify/AB12",
        "第1页共",
    ):
        assert "".join(said.split()) in text, said


def test_what_is_not_known_is_said_to_be_unknown(content: LetterContent) -> None:
    bare = replace(
        content, works=(), parties=(), sheets=(), laws=(), matters=(), marks=(), coverage=None, place="", filed_on=None
    )
    text = text_of(letter(bare))
    assert "项目代码未提供" in text
    assert "工程规模未提供" in text
    assert "未经机器检查不等于符合" in text
    assert "没有登记图纸" in text


def test_a_character_the_font_lacks_is_written_as_its_code(content: LetterContent) -> None:
    assert "钱〔U+364D〕" in text_of(letter(content))


def test_the_chinese_font_is_embedded_and_cut_down(content: LetterContent, tmp_path: Path) -> None:
    pdf = letter(content)
    assert len(pdf) < 400_000
    if not shutil.which("pdffonts"):
        pytest.skip("poppler's pdffonts is not on this machine")
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)  # embedded, subset, to Unicode


def test_pages_are_a4_and_a_long_table_begins_each_with_its_heading(content: LetterContent) -> None:
    pdf = letter(replace(content, matters=tuple(matter(number) for number in range(1, 121))))
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pages = ["".join(page.get_text().split()) for page in document]
        sizes = {(round(page.rect.width / 72 * 25.4), round(page.rect.height / 72 * 25.4)) for page in document}
    assert sizes == {(210, 297)}
    full = [page for page in pages if page.count("登高操作场地") > 3]
    assert len(full) > 5
    assert all("序号专业图号位置mm" in page for page in full)
    assert [f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_nothing_is_set_outside_the_margins(content: LetterContent) -> None:
    long = matter(4, text="甲" * 3000, sheet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" * 3)
    with pymupdf.open(stream=letter(replace(content, matters=(long,))), filetype="pdf") as document:
        words = [word for page in document for word in page.get_text("words")]
        set_characters = sum(word[4].count("甲") for word in words)
    assert set_characters == 3000  # a cell longer than a page goes on on the next one
    assert min(word[0] for word in words) / 72 * 25.4 >= 21.9
    assert max(word[2] for word in words) / 72 * 25.4 <= 192.2
    assert max(word[3] for word in words) / 72 * 25.4 <= 288


def test_a_development_letter_says_so_on_every_page(content: LetterContent) -> None:
    with pymupdf.open(stream=letter(content), filetype="pdf") as document:
        assert all("开发测试，无法律效力" in page.get_text() for page in document)
        assert "DEVELOPMENT AUTHORITY – NOT VALID" in document[0].get_text()
    assert "开发测试" not in text_of(letter(replace(content, development=False)))


def test_the_seal_stands_at_the_signature_place(content: LetterContent, seal: SealFace) -> None:
    with pymupdf.open(stream=letter(replace(content, seal=seal)), filetype="pdf") as document:
        last = document[-1]
        red = [
            each["rect"] for each in last.get_drawings() if each["color"] == pytest.approx((0.82, 0.07, 0.10), abs=0.01)
        ]
    assert len(red) == 1  # the ring
    assert red[0].width / 72 * 25.4 == pytest.approx(42, abs=2)
    assert "（单位公章）" in text_of(letter(content))


def test_the_same_content_makes_the_same_letter(content: LetterContent) -> None:
    assert text_of(letter(content)) == text_of(letter(content))


def test_a_moment_without_time_zone_is_refused(content: LetterContent) -> None:
    with pytest.raises(ValueError, match="time zone"):
        letter(replace(content, issued_at=datetime(2026, 3, 4)))  # noqa: DTZ001 — that is the point
