"""Real PDFs: what MuPDF's own log counts as painted against what the reader shows, lists or calls invisible."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pymupdf
import pytest

from checkers.drawing.reader import read

pytestmark = pytest.mark.drawings
KINDS = {
    "fill-path": "path",
    "stroke-path": "path",
    "fill-image": "image",
    "fill-imgmask": "image",
    "fill-shade": "shading",
    "fill-text": "text",
    "stroke-text": "text",
    "ignore-text": "text",
}
PARK = "project-1810-S-Park/Transfer"
FILES = (
    "project-TRN/pdf/K1.1 VUNDAMENDITALDMIKE PLAAN.pdf",
    "project-TRN/pdf/K4.1 VARIKATUSTE PLAAN.pdf",
    "project-TRN/pdf/TRN_PP_AR-5-02_V01_Katuse-plaan.pdf",
    "project-TRN/pdf/TRN_PP_AR-7-09_V01_Peasissepaasu-trepp.pdf",
    "project-TRN/pdf/TRN_PP_AR-8-04_V01_Klaasfassaad-KLF-01.pdf",
    "project-TRN/pdf/TRN_PP_EK_koosseis.pdf",
    f"{PARK}/20180925 - check set for site visit/site.pdf",
    f"{PARK}/20190924 - to city - updates in Landscaping/20190924 - L-100 - Landscaping Plan.pdf",
    f"{PARK}/20190810 - internal - lighting markup/1820 S Park - Lighting Markups.pdf",
    f"{PARK}/20190513 - from city - Christy Backmann - deeds and CSM/06568.pdf",
    "pdf/OpeningDesign+IFCopenHouse_Lantern_Hollow/As-built Documentation/garage.pdf",
    "hostile/mozilla+pdf.js/test_pdfs_bad-PageLabels.pdf",
)


@pytest.mark.parametrize("name", FILES)
def test_as_much_as_mupdf_paints_is_shown_listed_or_out_of_sight(collection: Path, name: str) -> None:
    path = collection / name
    counted: Counter[str] = Counter()
    with pymupdf.open(path) as document:
        for page in document:
            counted.update(KINDS[entry[0]] for entry in page.get_bboxlog())
    (source,) = read(path).drawing.files
    account = {each.kind: each for each in source.entities}
    assert {kind: each.held for kind, each in account.items()} == dict(counted)
    for each in account.values():
        assert each.lost == 0
        assert each.shown + each.listed + sum(each.nothing.values()) == each.held
    assert sum(each.listed for each in account.values()) == 0


def test_a_page_of_a_hundred_and_twenty_thousand_paths_shows_what_its_clips_leave(collection: Path) -> None:
    path = collection / "project-TRN/pdf/TRN_PP_AR-5-01_V01_Korruseplaan.pdf"
    drawing = read(path).drawing
    (sheet,), (source,) = drawing.sheets, drawing.files
    account = {each.kind: each for each in source.entities}
    # counted once in MuPDF's log: 123,289 paths and 31 patterns
    assert (account["path"].held, account["pattern"].held) == (123_289, 31)
    assert all(each.lost == 0 for each in source.entities)
    assert len(set(sheet.entities.handle.tolist())) == account["path"].shown + account["pattern"].shown
    left, low, right, high = sheet.bounds_m
    assert (right - left, high - low) == pytest.approx((59.4, 42.0), abs=0.02)
