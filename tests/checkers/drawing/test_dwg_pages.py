"""A damaged page of a DWG is noticed by its checksum, also when the rest can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkers.drawing import dwg_pages
from checkers.drawing.model import Omission
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import drawing, rectangle, saved

from .test_dwg import as_dwg

TESTS = "dwg/LibreDWG+libredwg/test/test-data"


@pytest.mark.drawings
@pytest.mark.parametrize("release", ["2004", "2010", "2013", "2018"])
def test_one_flipped_bit_anywhere_on_a_page_is_noticed(collection: Path, release: str) -> None:
    whole = (collection / TESTS / f"example_{release}.dwg").read_bytes()
    assert dwg_pages.damaged(whole) == 0
    # the first page begins at 0x100 with a header of 32 bytes: its section's number, and the compressed data behind
    for place in (0x104, 0x120, 0x130):
        flipped = bytearray(whole)
        flipped[place] ^= 4
        assert dwg_pages.damaged(bytes(flipped)) == 1


@pytest.mark.drawings
def test_sound_drawings_by_many_programs_have_no_damaged_page(collection: Path) -> None:
    files = [path for path in sorted(collection.rglob("*")) if path.suffix.lower() == ".dwg" and path.is_file()]
    paged = [path for path in files if path.read_bytes()[:6] in dwg_pages.RELEASES]
    assert len(paged) > 200
    assert [path.name for path in paged if dwg_pages.damaged(path.read_bytes())] == []


def test_other_releases_and_files_that_end_early_are_left_to_the_converter() -> None:
    assert dwg_pages.damaged(b"AC1015" + b"\x00" * 5000) == 0
    assert dwg_pages.damaged(b"AC1032") == 0
    assert dwg_pages.damaged(b"") == 0


def test_a_damaged_page_is_listed_when_the_drawing_can_still_be_read(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 10_000, 6000)
    path = as_dwg(saved(doc, tmp_path))
    content = bytearray(path.read_bytes())
    assert dwg_pages.damaged(bytes(content)) == 0
    # the last word of the first page's header says only what the data should add up to
    content[0x11C] ^= 1
    path.write_bytes(content)
    (sheet,) = read(path).drawing.sheets
    assert [(lost.kind, lost.what, lost.count) for lost in sheet.not_displayed] == [
        (Omission.DAMAGED, "DWG page checksum", 1)
    ]
    assert len(sheet.entities) == 1
