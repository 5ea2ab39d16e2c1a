"""Which pages are scans: pictures on pages of 400 × 300 points."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkers.drawing.model import Omission, Sheet
from checkers.drawing.reader import read
from tests.checkers.drawing.pdf_writing import only, stream, written

PICTURE = {10: stream(b"\x00", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")}
MASK = {10: stream(b"\x00", "/Type/XObject/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1")}
TITLE = "BT /F 9 Tf 200 12 Td (SCALE) Tj 60 0 Td (1:100) Tj ET 0 0 400 300 re S 190 5 200 30 re S"


def placed(left: float, low: float, wide: float, high: float) -> str:
    return f"q {wide} 0 0 {high} {left} {low} cm /P Do Q"


def page(folder: Path, content: str, objects: dict[int, bytes] | None = None) -> Sheet:
    return only(written(folder, content, resources="/XObject<</P 10 0 R>>", objects=dict(objects or PICTURE)))


def is_scan(sheet: Sheet) -> bool:
    said = [lost for lost in sheet.not_displayed if lost.what == "scanned page"]
    return bool(said) and said[0].kind is Omission.OTHER and "不可量测" in said[0].remedy_zh


def test_a_picture_over_the_page_is_a_scan_and_has_no_scale(tmp_path: Path) -> None:
    sheet = page(tmp_path, placed(0, 0, 400, 300))
    assert is_scan(sheet)
    assert sheet.scale is None
    assert sheet.entities.kind.tolist() == ["image"]


def test_a_black_and_white_scan_is_a_scan(tmp_path: Path) -> None:
    assert is_scan(page(tmp_path, placed(0, 0, 400, 300), MASK))


def test_a_scan_cut_in_strips_is_a_scan(tmp_path: Path) -> None:
    assert is_scan(page(tmp_path, " ".join(placed(0, 10 * row, 400, 10) for row in range(30))))


def test_recognised_text_over_a_scan_makes_it_no_drawing(tmp_path: Path) -> None:
    words = " ".join(f"BT /F 9 Tf 20 {20 + 12 * row} Td (3600) Tj ET" for row in range(20))
    sheet = page(tmp_path, f"{placed(0, 0, 400, 300)} 3 Tr {words}")
    assert is_scan(sheet)
    assert all(text.visible for text in sheet.texts)
    assert sheet.scale is None


def test_a_drawn_title_block_over_a_scan_gives_no_scale_to_the_scan(tmp_path: Path) -> None:
    sheet = page(tmp_path, f"{placed(10, 40, 380, 250)} {TITLE}")
    assert is_scan(sheet)
    assert sheet.title_block["比例"] == "1:100"
    assert sheet.scale is None


def test_a_logo_on_a_drawing_makes_no_scan(tmp_path: Path) -> None:
    sheet = page(tmp_path, f"{placed(200, 50, 60, 40)} {TITLE}")
    assert not is_scan(sheet)
    assert sheet.scale == 100


def test_a_drawing_over_a_photograph_is_measured(tmp_path: Path) -> None:
    lines = " ".join(f"{20 + column} 60 m {20 + column} {70 + column} l S" for column in range(340))
    more = " ".join(f"30 {60 + row / 2} m {300 + row / 2} {60 + row / 2} l S" for row in range(340))
    sheet = page(tmp_path, f"{placed(0, 0, 400, 300)} {lines} {more} {TITLE}")
    assert not is_scan(sheet)
    assert sheet.scale == 100


def test_a_picture_hidden_behind_its_clip_covers_nothing(tmp_path: Path) -> None:
    assert not is_scan(page(tmp_path, f"q 0 0 20 20 re W n {placed(0, 0, 400, 300)} Q {TITLE}"))


@pytest.mark.drawings
@pytest.mark.parametrize(
    "name",
    [
        "pdf/OpeningDesign+IFCopenHouse_Lantern_Hollow/As-built Documentation/originals - unmarked/Plat Map.pdf",
        "project-1810-S-Park/Transfer/20190513 - from city - Christy Backmann - deeds and CSM/10244.pdf",
        "project-1810-S-Park/Transfer/20181226 - to owner - proposed layout for repair garage/2018120 - sketch from owner.pdf",
    ],
)
def test_real_scans_are_recognised(collection: Path, name: str) -> None:
    assert all(is_scan(sheet) for sheet in read(collection / name).drawing.sheets)
