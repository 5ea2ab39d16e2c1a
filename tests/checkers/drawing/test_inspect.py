from __future__ import annotations

import json
from pathlib import Path

import pytest

from checkers.drawing.inspect import as_text, inspection
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import drawing, frame, labelled, rectangle, saved


@pytest.fixture
def drawn(tmp_path: Path) -> DrawingSet:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    labelled(doc.modelspace(), 70_000, 8000, 100, {"图名": "一层平面图", "图号": "建施-01", "比例": "1:100"})
    rectangle(doc.modelspace(), 20_000, 20_000, 10_000, 8000, "A-AREA")
    doc.modelspace().add_xline((0, 0), (1, 1))
    return read(saved(doc, tmp_path), "一层.dxf").drawing


def test_the_inspection_has_the_keys_the_contract_promises(drawn: DrawingSet) -> None:
    said = json.loads(json.dumps(inspection(drawn), allow_nan=False))
    assert said["schema"] == "joint-review/inspect/1"
    assert (said["file"], said["format"], said["version"]) == ("一层.dxf", "dxf", "AC1032")
    assert len(said["sha256"]) == 64
    assert said["units"]["declared"] == said["units"]["used"] == "mm"
    assert set(said["seconds"]) == {"parse", "normalise"}
    (sheet,) = said["sheets"]
    assert (sheet["number"], sheet["scale"], sheet["frame"], sheet["where"]) == ("建施-01", 100, "A1", "model")
    assert sheet["size_mm"] == [841.0, 594.0]
    assert sheet["bounds_m"] == pytest.approx([0, 0, 84.1, 59.4])
    assert (sheet["entities"], sheet["texts"], sheet["dimensions"]) == (3, 6, 0)
    counts = {layer["name"]: (layer["class"], layer["entities"], layer["visible"]) for layer in sheet["layers"]}
    assert counts["A-AREA"] == ("SPACE", 1, True)
    assert counts["图框"] == ("TITLEBLOCK", 2, True)
    assert sheet["not_displayed"][0]["kind"] == "other"
    assert sheet["not_displayed"][0]["what"] == "XLINE"


def test_remedies_come_in_the_language_asked_for(drawn: DrawingSet) -> None:
    english = inspection(drawn, language="en")["sheets"][0]["not_displayed"][0]["remedy"]
    chinese = inspection(drawn)["sheets"][0]["not_displayed"][0]["remedy"]
    assert english.isascii()
    assert not chinese.isascii()


def test_the_text_says_the_same_in_lines(drawn: DrawingSet) -> None:
    chinese, english = as_text(drawn), as_text(drawn, "en")
    assert "建施-01 一层平面图" in chinese
    assert "1:100" in chinese
    assert "未显示: XLINE × 1" in chinese
    assert "not displayed: XLINE × 1" in english


def test_an_inspection_is_of_one_file(drawn: DrawingSet) -> None:
    with pytest.raises(ValueError, match="one file"):
        inspection(DrawingSet.joined([drawn, drawn]))
