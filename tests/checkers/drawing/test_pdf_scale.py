"""The scale of a PDF page: written, dimensioned, by its bar; positions and lengths in millimetres of paper by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from checkers.drawing import pdf_scale
from checkers.drawing.model import Omission, Sheet
from checkers.drawing.reader import read
from tests.checkers.drawing.pdf_writing import POINT, only, written

TITLE = ((330.0, 20.0, "SCALE"), (350.0, 20.0, "1:100"))
PAGE = f"/MediaBox[0 0 {420 * POINT:.3f} {297 * POINT:.3f}]"
LENGTHS = (4.0, 9.0, 12.0, 18.0, 24.0, 33.0, 36.0, 42.0, 51.0, 60.0)
"""millimetres on paper"""


def text(x: float, y: float, words: str, size: float = 9) -> str:
    return f"BT /F {size} Tf {x * POINT:.3f} {y * POINT:.3f} Td ({words}) Tj ET"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0 * POINT:.3f} {y0 * POINT:.3f} m {x1 * POINT:.3f} {y1 * POINT:.3f} l S"


def dimension(x: float, y: float, length: float, words: str) -> str:
    """A dimension line with its ticks, 1 mm too long on both sides as drawn by hand, and its text in the middle."""
    middle = x + length / 2 - 0.9 * len(words)
    ticks = " ".join(line(at, y - 1, at, y + 1) for at in (x, x + length))
    return f"{line(x - 1, y, x + length + 1, y)} {ticks} {text(middle, y + 1, words)}"


def dimensions(scale: float, lengths: Iterable[float] = LENGTHS, left: float = 40) -> str:
    return " ".join(
        dimension(left, 60 + 12 * index, length, f"{length * scale:.0f}") for index, length in enumerate(lengths)
    )


def page(folder: Path, *parts: str, title: bool = True) -> Sheet:
    titled = " ".join(text(x, y, words) for x, y, words in TITLE) if title else ""
    return only(written(folder, " ".join((titled, *parts)), page=PAGE))


def why(folder: Path) -> str:
    return read(folder / "sheet.pdf").drawing.files[0].units_why


def test_dimensions_that_agree_confirm_what_is_written(tmp_path: Path) -> None:
    assert page(tmp_path, dimensions(100)).scale == 100
    assert "written 1:100, confirmed by 10 of 10" in why(tmp_path)


def test_a_wrong_written_scale_is_overruled_by_many_dimensions_and_said(tmp_path: Path) -> None:
    sheet = page(tmp_path, dimensions(50))
    assert sheet.scale == 50
    assert "written 1:100, but 10 of 10 dimension values say 1:50" in why(tmp_path)
    # the line of 60 mm is three metres long
    longest = max(geometry.length for geometry in sheet.entities.geometry)
    assert longest == pytest.approx(62 * 50 / 1000, rel=1e-3)


def test_four_dimensions_against_what_is_written_leave_the_scale_unknown(tmp_path: Path) -> None:
    assert page(tmp_path, dimensions(50, LENGTHS[:4])).scale is None
    assert "written 1:100, but 4 of 4 dimension values say 1:50" in why(tmp_path)


def test_copies_of_one_dimension_count_once(tmp_path: Path) -> None:
    assert page(tmp_path, dimensions(50, [20.0] * 12)).scale == 100


def test_two_dimensions_alone_do_not_overrule_and_do_not_doubt(tmp_path: Path) -> None:
    assert page(tmp_path, dimensions(50, LENGTHS[:2])).scale == 100


def test_details_of_another_scale_beside_a_plan_are_said(tmp_path: Path) -> None:
    sheet = page(tmp_path, dimensions(100), dimensions(20, (11.5, 17.5, 23.5, 29.5), left=200))
    assert sheet.scale == 100
    assert {lost.what: lost.count for lost in sheet.not_displayed if lost.kind is Omission.OTHER} == {
        "details of another scale": 4
    }


def test_two_scales_with_equal_support_leave_the_scale_unknown(tmp_path: Path) -> None:
    sheet = page(tmp_path, dimensions(100), dimensions(20, [length + 0.7 for length in LENGTHS], left=200))
    assert sheet.scale is None


def test_without_a_written_scale_many_dimensions_tell_it_and_few_do_not(tmp_path: Path) -> None:
    assert page(tmp_path, dimensions(200), title=False).scale == 200
    assert page(tmp_path, dimensions(200, LENGTHS[:3]), title=False).scale is None


def test_a_plan_printed_smaller_has_the_scale_its_dimensions_say(tmp_path: Path) -> None:
    # an A1 at 1:100 printed on A2
    assert page(tmp_path, dimensions(141.42)).scale == pytest.approx(141.4, abs=0.5)


def test_a_scale_bar_tells_the_scale_where_nothing_else_does(tmp_path: Path) -> None:
    # 10 m are 20 mm
    marks = ((100.0, "0"), (110.0, "5"), (120.0, "10"), (140.0, "20 m"))
    bar = " ".join(text(x - 0.9 * len(words), 30, words) for x, words in marks)
    assert page(tmp_path, bar, title=False).scale == 500


def test_a_scale_bar_against_what_is_written_leaves_the_scale_unknown(tmp_path: Path) -> None:
    marks = ((100.0, "0"), (110.0, "5"), (120.0, "10"), (140.0, "20 m"))
    bar = " ".join(text(x - 0.9 * len(words), 30, words) for x, words in marks)
    assert page(tmp_path, bar).scale is None
    assert "the scale bar says 1:500" in why(tmp_path)


def test_numbers_in_a_row_without_a_unit_are_no_scale_bar(tmp_path: Path) -> None:
    marks = ((100.0, "0"), (110.0, "5"), (120.0, "10"), (140.0, "20"))
    assert page(tmp_path, " ".join(text(x, 30, words) for x, words in marks), title=False).scale is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3600", 3600.0),
        ("12 500", 12500.0),
        ("12.50", 12500.0),
        ("3,250", 3250.0),
        ("17' - 5\"", 17 * 304.8 + 5 * 25.4),
        ("12'", 12 * 304.8),
        ('6 1/2"', 6.5 * 25.4),
        ("12", None),
        ("A-101", None),
        ("1:100", None),
        ("+3.600", None),
        ("", None),
    ],
)
def test_a_dimension_text_is_a_length_in_millimetres_metres_or_feet(words: str, expected: float | None) -> None:
    assert pdf_scale.millimetres(words) == (expected if expected is None else pytest.approx(expected))


TWINS = {
    # drawing: scale of its layout's viewport, seen in the DWG
    "TRN_PP_AR-5-02_V01_Katuse-plaan": 100,
    "TRN_PP_AR-6-01_V01_Loiked": 100,
    "TRN_PP_AR-7-02_V01_Aken-vert": 10,
    "TRN_PP_AR-7-10_V01_Magamistoa-terrass": 50,
    "TRN_PP_AR-8-04_V01_Klaasfassaad-KLF-01": 50,
    "TRN_PP_AR-8-05_V01_Klaasfassaad-KLF-02": 50,
}


@pytest.mark.drawings
@pytest.mark.parametrize("name", TWINS)
def test_a_real_sheet_has_the_scale_of_its_dwg_also_where_its_title_block_is_wrong(collection: Path, name: str) -> None:
    (sheet,) = read(collection / "project-TRN" / "pdf" / f"{name}.pdf").drawing.sheets
    assert sheet.scale == TWINS[name]


@pytest.mark.drawings
def test_a_site_plan_in_feet_has_the_scale_of_its_bar(collection: Path) -> None:
    folder = collection / "project-1810-S-Park" / "Transfer" / "20180925 - check set for site visit"
    # 1" = 20'
    (sheet,) = read(folder / "site.pdf").drawing.sheets
    assert (sheet.number, sheet.scale, sheet.frame) == ("C100", 240, "ANSI D")


@pytest.mark.drawings
def test_texts_of_a_dwg_and_of_its_pdf_stand_at_the_same_places(collection: Path) -> None:
    name = "TRN_PP_AR-5-02_V01_Katuse-plaan"
    (dwg,) = read(collection / "project-TRN" / "dwg" / f"{name}.dwg").drawing.sheets
    (pdf,) = read(collection / "project-TRN" / "pdf" / f"{name}.pdf").drawing.sheets

    def places(sheet: Sheet) -> dict[str, list[tuple[float, float]]]:
        a, b, d, e, right, up = sheet.to_mm
        found: dict[str, list[tuple[float, float]]] = {}
        for each in sheet.texts:
            if each.visible:
                at = (a * each.x + b * each.y + right, d * each.x + e * each.y + up)
                found.setdefault(each.content, []).append(at)
        return {words: at[:1] for words, at in found.items() if len(at) == 1}

    ours, theirs = places(pdf), places(dwg)
    shared = [words for words in ours if words in theirs]
    near = [
        words
        for words in shared
        if abs(ours[words][0][0] - theirs[words][0][0]) < 15 and abs(ours[words][0][1] - theirs[words][0][1]) < 6
    ]
    assert len(shared) > 25
    # insertion points differ by the alignment of the text, so by less than its length
    assert len(near) > 0.8 * len(shared)


SIZES = {
    # metres: outlines of three roofs and two chains of axes; a glass front's length, its parts, its height
    "TRN_PP_AR-5-02_V01_Katuse-plaan": (75.766, 45.138, 38.300, 34.281, 24.356),
    "TRN_PP_AR-8-04_V01_Klaasfassaad-KLF-01": (8.898, 6.398),
}


@pytest.mark.drawings
@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("kind", ["dwg", "pdf"])
def test_roofs_axes_and_a_glass_front_are_as_long_in_the_pdf_as_in_the_dwg(
    collection: Path, kind: str, name: str
) -> None:
    (sheet,) = read(collection / "project-TRN" / kind / f"{name}.{kind}").drawing.sheets
    lengths = sorted(geometry.length for geometry in sheet.entities.geometry[sheet.entities.visible])
    for expected in SIZES[name]:
        assert min(abs(length - expected) for length in lengths) < 0.002
