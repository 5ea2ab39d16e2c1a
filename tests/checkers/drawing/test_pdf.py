from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from shapely import Polygon

from checkers.drawing.reader import read
from checkers.errors import CannotReadFile

A3 = (1190.55, 841.89)
"""420 × 297 mm in points"""
POINT = 72 / 25.4
"""points of one millimetre"""


def page(document: Any, size: tuple[float, float] = A3) -> Any:
    return document.new_page(width=size[0], height=size[1])


def saved(document: Any, folder: Path, **options: Any) -> Path:
    path = folder / "sheet.pdf"
    document.save(path, **options)
    document.close()
    return path


def test_a_page_is_a_sheet_measured_at_the_scale_written_on_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    drawn = page(document)
    # 100 mm × 50 mm with its lower left corner 20 mm from the left and 30 mm from the bottom
    drawn.draw_rect(pymupdf.Rect(20 * POINT, (297 - 80) * POINT, 120 * POINT, (297 - 30) * POINT))
    drawn.insert_text((300 * POINT, 280 * POINT), "SCALE", fontsize=10)
    drawn.insert_text((320 * POINT, 280 * POINT), "1:200", fontsize=10)
    reading = read(saved(document, tmp_path))
    (sheet,) = reading.drawing.sheets
    assert (sheet.where, sheet.frame, sheet.scale, sheet.format) == ("page:1", "A3", 200, "pdf")
    room = sheet.entities.geometry[0]
    assert isinstance(room, Polygon)
    assert room.area == pytest.approx(20.0 * 10.0, rel=1e-4)
    assert sheet.on_paper(room).bounds == pytest.approx((20, 30, 120, 80), abs=0.01)
    assert sheet.bounds_m == pytest.approx((0, 0, 84.0, 59.4), abs=0.01)


def test_without_a_scale_metres_are_metres_of_paper(tmp_path: Path) -> None:
    document = pymupdf.open()
    page(document).draw_line((0, 0), (100 * POINT, 0))
    (sheet,) = read(saved(document, tmp_path)).drawing.sheets
    assert sheet.scale is None
    assert sheet.entities.geometry[0].length == pytest.approx(0.1)
    assert sheet.on_paper(sheet.entities.geometry[0]).length == pytest.approx(100.0)


def test_layers_are_the_groups_of_the_pdf(tmp_path: Path) -> None:
    document = pymupdf.open()
    group = document.add_ocg("A-WALL")
    drawn = page(document)
    drawn.draw_line((0, 0), (100, 0), oc=group)
    drawn.draw_line((0, 10), (100, 10))
    (sheet,) = read(saved(document, tmp_path)).drawing.sheets
    assert [sheet.layers[number].name for number in sheet.entities.layer.tolist()] == ["A-WALL", ""]
    assert len(sheet.rows("WALL")) == 1


def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    document = pymupdf.open()
    drawn = page(document, (400, 200))
    drawn.draw_line((10, 20), (110, 20))
    drawn.insert_text((50, 60), "NORD")
    drawn.set_rotation(90)
    (sheet,) = read(saved(document, tmp_path)).drawing.sheets
    assert sheet.size_mm == pytest.approx((200 / POINT, 400 / POINT), abs=0.01)
    # turned clockwise the line runs down, 20 points left of the right edge, 10 to 110 points below the top
    expected = (180 / POINT, 290 / POINT, 180 / POINT, 390 / POINT)
    assert sheet.on_paper(sheet.entities.geometry[0]).bounds == pytest.approx(expected)
    assert sheet.texts[0].rotation == pytest.approx(270)


def test_curves_stay_close_to_the_true_ones(tmp_path: Path) -> None:
    document = pymupdf.open()
    page(document).draw_circle((300, 300), 100 * POINT)
    (sheet,) = read(saved(document, tmp_path)).drawing.sheets
    disc = sheet.on_paper(sheet.entities.geometry[0])
    assert isinstance(disc, Polygon)
    assert disc.area == pytest.approx(3.14159265 * 100 * 100, rel=1e-3)


def test_every_page_is_a_sheet(tmp_path: Path) -> None:
    document = pymupdf.open()
    for _ in range(3):
        page(document)
    assert [sheet.where for sheet in read(saved(document, tmp_path)).drawing.sheets] == ["page:1", "page:2", "page:3"]


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    document = pymupdf.open()
    page(document)
    path = saved(document, tmp_path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="own")
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert "口令" in refused.value.words.zh


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert "没有任何页面" in refused.value.words.zh


def test_rubbish_behind_a_pdf_signature_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    with pytest.raises(CannotReadFile):
        read(path)
