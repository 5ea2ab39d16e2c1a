"""What painting a page costs, in areas of the page; reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from checkers.drawing import pdf_trace, pdf_weight
from checkers.drawing.pdf_recording import Budget
from tests.checkers.drawing.pdf_writing import stream, written

FORM = "/Type/XObject/Subtype/Form/BBox[0 0 400 300]"


def areas(folder: Path, content: str, resources: str = "", objects: dict[int, str | bytes] | None = None) -> float:
    """The weight of a page of 400 × 300 points."""
    path = written(folder, content, resources=resources, objects=objects)
    with pymupdf.open(path) as document:
        return pdf_weight.areas(pdf_trace.record(document[0], {"": 0}, Budget()))


def test_a_fill_weighs_the_area_it_covers_and_its_edges(tmp_path: Path) -> None:
    # a quarter of the page, and an edge half as high as the page at 0.08 a height; the edge that closes is not counted
    assert areas(tmp_path, "0 0 200 150 re f") == pytest.approx(0.25 + 0.04, rel=0.02)


def test_what_lies_outside_the_page_or_its_clip_covers_nothing(tmp_path: Path) -> None:
    assert areas(tmp_path, "1000 1000 400 300 re f") == pytest.approx(0, abs=0.01)
    inside = areas(tmp_path, "q 0 0 40 30 re W n 0 0 400 300 re f Q")
    # a hundredth of the page; edges are walked along wherever they are
    assert inside == pytest.approx(0.01 + 0.08, rel=0.05)


def test_a_group_as_large_as_the_page_weighs_six_areas(tmp_path: Path) -> None:
    group = stream("0 0 1 1 re f", f"{FORM}/Group<</S/Transparency/I true/K true>>")
    states = "/ExtGState<</G<</ca .5/BM/Multiply>>>>/XObject<</N 10 0 R>>"
    # one for the form and one for blending it
    assert areas(tmp_path, "/G gs /N Do", states, {10: group}) == pytest.approx(12, rel=0.02)


def test_a_picture_weighs_its_unpacked_bytes_once(tmp_path: Path) -> None:
    picture = stream(
        b"", "/Type/XObject/Subtype/Image/Width 10000/Height 10000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    placed = "q 4 0 0 3 0 0 cm /I Do Q "
    # 300 million bytes at 4e-7 areas each, however often it is placed
    for times in (1, 5):
        weight = areas(tmp_path, placed * times, "/XObject<</I 10 0 R>>", {10: picture})
        assert weight == pytest.approx(120, rel=0.01)


def test_a_pattern_weighs_its_repetitions(tmp_path: Path) -> None:
    cell = stream(
        "0 0 1 1 re f",
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/Resources<<>>/BBox[0 0 .1 .1]/XStep .1/YStep .1",
    )
    weight = areas(tmp_path, "/Pattern cs /P scn 0 0 400 300 re f", "/Pattern<</P 10 0 R>>", {10: cell})
    # 4000 times 3000 cells at 5e-6 areas each, and the page covered once
    assert weight == pytest.approx(60 + 1, rel=0.05)
