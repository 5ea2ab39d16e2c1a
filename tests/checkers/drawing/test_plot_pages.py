from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from checkers.drawing.plot import plot
from checkers.errors import CannotReadFile

from .plotted import POINT, darkness, reading, sheet


def source(rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> pymupdf.Document:
    """An A3 page, landscape, with a black square of 50 mm near its lower left corner."""
    made = pymupdf.open()
    page = made.new_page(width=420 / POINT, height=297 / POINT)
    page.draw_rect(pymupdf.Rect(10 / POINT, 237 / POINT, 60 / POINT, 287 / POINT), fill=(0, 0, 0), color=None)
    if crop:
        page.set_cropbox(pymupdf.Rect(*(side / POINT for side in crop)))
    page.set_rotation(rotation)
    return made


def pdf_sheet(size: tuple[float, float]) -> object:
    return sheet(size=size, where="page:1", format="pdf")


@pytest.mark.parametrize(
    ("rotation", "size", "square"),
    [
        (0, (420.0, 297.0), (10, 10, 60, 60)),
        (90, (297.0, 420.0), (10, 360, 60, 410)),
        (180, (420.0, 297.0), (360, 237, 410, 287)),
        (270, (297.0, 420.0), (237, 10, 287, 60)),
    ],
)
def test_a_turned_page_becomes_upright(
    tmp_path: Path, rotation: int, size: tuple[float, float], square: tuple[float, float, float, float]
) -> None:
    (page,) = plot(reading(source(rotation), pdf_sheet(size)), tmp_path)
    with pymupdf.open(page.pdf) as opened:
        assert opened[0].rotation == 0
        assert tuple(opened[0].rect)[2:] == pytest.approx((size[0] / POINT, size[1] / POINT), abs=0.01)
        assert tuple(opened[0].rect)[:2] == (0.0, 0.0)
    x0, y0, x1, y1 = square
    assert darkness(page.pdf, (x0 + 1, y0 + 1, x1 - 1, y1 - 1)) == 1.0
    assert darkness(page.pdf, (0, 0, *size)) == pytest.approx(2500 / (420 * 297), abs=0.002)


def test_a_cropped_page_begins_at_its_visible_part(tmp_path: Path) -> None:
    made = source(crop=(5, 150, 205, 297))
    (page,) = plot(reading(made, pdf_sheet((200.0, 147.0))), tmp_path)
    assert darkness(page.pdf, (6, 11, 54, 59)) == 1.0
    assert darkness(page.pdf, (60, 0, 200, 147)) == 0.0


def test_nothing_that_acts_survives_and_annotations_are_drawn_into_the_page(tmp_path: Path) -> None:
    made = source()
    first = made[0]
    first.insert_link({"kind": pymupdf.LINK_URI, "uri": "http://example.com/", "from": pymupdf.Rect(0, 0, 99, 99)})
    made.embfile_add("virus.exe", b"MZ")
    made.xref_set_key(made.pdf_catalog(), "OpenAction", "<</S /JavaScript /JS (app.alert(1))>>")
    made.xref_set_key(first.xref, "AA", "<</O <</S /JavaScript /JS (app.alert(2))>>>>")
    note = first.add_rect_annot(pymupdf.Rect(200 / POINT, 50 / POINT, 300 / POINT, 150 / POINT))
    note.set_colors(fill=(0, 0, 0))
    note.update()
    (page,) = plot(reading(made, pdf_sheet((420.0, 297.0))), tmp_path)
    raw = page.pdf.read_bytes()
    with pymupdf.open(page.pdf) as opened:
        assert list(opened[0].annots()) == []
        assert opened[0].get_links() == []
        assert opened.embfile_count() == 0
        dump = " ".join(opened.xref_object(number) for number in range(1, opened.xref_length()))
    assert "JavaScript" not in dump
    assert "example.com" not in dump
    assert b"virus.exe" not in raw
    assert darkness(page.pdf, (205, 150, 295, 240)) == 1.0


def test_layers_of_a_page_keep_their_names_and_stay_hidden(tmp_path: Path) -> None:
    made = source()
    shown, hidden = made.add_ocg("给水"), made.add_ocg("排水", on=False)
    made[0].draw_line((0, 0), (100, 100), oc=shown)
    made[0].draw_line((0, 100), (100, 0), oc=hidden)
    (page,) = plot(reading(made, pdf_sheet((420.0, 297.0))), tmp_path)
    with pymupdf.open(page.pdf) as opened:
        found = {group["name"]: group["on"] for group in opened.get_ocgs().values()}
    assert found == {"给水": True, "排水": False}


def test_each_page_becomes_a_file_of_its_own_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    made = source()
    made.new_page(width=100, height=100).insert_text((20, 50), "second")
    sheets = [pdf_sheet((420.0, 297.0)), sheet(2, size=(100 * POINT, 100 * POINT), where="page:2", format="pdf")]
    once = plot(reading(made, *sheets), tmp_path / "a")
    again = plot(reading(made, *sheets), tmp_path / "b")
    assert [page.pdf.read_bytes() for page in once] == [page.pdf.read_bytes() for page in again]
    with pymupdf.open(once[1].pdf) as opened:
        assert opened.page_count == 1
        assert opened[0].get_text().strip() == "second"


def test_a_page_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotReadFile) as refusal:
        plot(reading(source(), sheet(where="page:9", format="pdf")), tmp_path)
    assert "第 9 页" in refusal.value.words.zh
