from __future__ import annotations

from pathlib import Path

import pytest
from acadsharp import native

from checkers.drawing.model import Omission
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, frame, labelled, rectangle, saved


def as_dwg(path: Path) -> Path:
    """The same drawing as DWG, written by the library that reads it."""
    target = path.with_suffix(".dwg")
    with native.load() as runtime:
        runtime.write(runtime.read(path), target)
    return target


def test_a_dwg_is_read_as_its_dxf_would_be(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    labelled(doc.modelspace(), 70_000, 8000, 100, {"图名": "一层平面图", "图号": "建施-01", "比例": "1:100"})
    rectangle(doc.modelspace(), 20_000, 20_000, 10_000, 8000, "A-AREA")
    drawn = read(as_dwg(saved(doc, tmp_path))).drawing
    (sheet,) = drawn.sheets
    assert (drawn.files[0].format, drawn.files[0].version) == ("dwg", "AC1032")
    assert (sheet.title, sheet.number, sheet.scale, sheet.frame) == ("一层平面图", "建施-01", 100, "A1")
    assert sheet.entities.geometry[sheet.rows("SPACE")[0]].area == pytest.approx(80.0)
    assert sheet.not_displayed == ()


def test_a_dwg_cut_in_half_is_refused(tmp_path: Path) -> None:
    doc = drawing()
    for number in range(500):
        doc.modelspace().add_line((number, 0), (number, 10))
    path = as_dwg(saved(doc, tmp_path))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert "DWG" in refused.value.words.zh


@pytest.mark.parametrize(
    ("signature", "release"), [(b"AC1009", "R11/R12"), (b"AC1006", "R10"), (b"AC1.40\x00", "R1.4")]
)
def test_releases_before_r13_are_refused_by_name(tmp_path: Path, signature: bytes, release: str) -> None:
    path = tmp_path / "old.dwg"
    path.write_bytes(signature + bytes(200))
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert f"AutoCAD {release}，" in refused.value.words.zh
    assert "2000" in refused.value.words.en


@pytest.mark.drawings
def test_a_tarch_opening_is_said_to_be_missing(collection: Path) -> None:
    (sheet,) = read(collection / "chinese-components" / "T门洞.dwg").drawing.sheets
    assert [(lost.kind, lost.what, lost.count) for lost in sheet.not_displayed] == [(Omission.PROXY, "TCH_OPENING", 1)]
