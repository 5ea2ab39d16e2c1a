"""Layers that look otherwise in one viewport than in the drawing: colour, line type, line weight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

from checkers.drawing import dxf
from checkers.drawing.plot import plot
from checkers.drawing.reader import Reading, read
from tests.checkers.drawing.drafting import drawing, rectangle, saved

POINT = 25.4 / 72


def drafted() -> tuple[Any, Any]:
    """Two windows of a layout, both at 1:100, show one line 10 m long on layer 管线; the second looks otherwise."""
    doc = drawing()
    doc.linetypes.add("DASH", [12.0, 8.0, -4.0])
    doc.layers.add("管线", color=3, lineweight=25)
    doc.modelspace().add_line((0, 0), (10_000, 0), dxfattribs={"layer": "管线"})
    layout = doc.layout("Layout1")
    layout.page_setup(size=(420, 297), margins=(0, 0, 0, 0), units="mm")
    rectangle(layout, 5, 5, 410, 287, "图框")
    layout.add_viewport((100, 200), (150, 50), (5000, 0), 5000)
    second = layout.add_viewport((100, 100), (150, 50), (5000, 0), 5000)
    looks = doc.layers.get("管线").get_vp_overrides()
    looks.set_color(second.dxf.handle, 1)
    looks.set_lineweight(second.dxf.handle, 70)
    looks.set_linetype(second.dxf.handle, "DASH")
    looks.commit()
    return doc, layout


def lines(reading: Reading, folder: Path) -> dict[float, tuple[tuple[float, ...], float, str]]:
    """Colour, width in millimetres and dashes of the lines on the plot, by the height they lie at."""
    (page,) = plot(reading, folder)
    with pymupdf.open(page.pdf) as opened:
        high = opened[0].rect.height
        return {
            round((high - drawn["rect"].y0) * POINT, 1): (
                drawn["color"],
                round(drawn["width"] * POINT, 2),
                drawn["dashes"],
            )
            for drawn in opened[0].get_drawings()
            if drawn["items"][0][0] == "l" and len(drawn["items"]) == 1
        }


@pytest.mark.parametrize("in_columns", [True, False])
def test_a_layer_looks_in_a_viewport_as_that_viewport_says(tmp_path: Path, *, in_columns: bool) -> None:
    doc, _ = drafted()
    found, opened, metres = dxf.read(saved(doc, tmp_path), "plan.dxf", "0" * 64, columns=in_columns)
    assert (opened.lane is not None) is in_columns
    shown = lines(Reading(found, opened.doc, metres, lane=opened.lane), tmp_path / "plots")
    (green, thin, whole), (red, thick, dashed) = shown[200.0], shown[100.0]
    assert (green[1] > green[0], thin, whole) == (True, 0.25, "[] 0")
    assert (red, thick) == ((1.0, 0.0, 0.0), 0.7)
    assert dashed != "[] 0"


def test_looks_that_name_records_which_are_not_there_change_nothing(tmp_path: Path) -> None:
    doc, _ = drafted()
    path = saved(doc, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ADSK_XREC_LAYER_COLOR_OVR", "ADSK_XREC_LAYER_OTHER_OVR"), encoding="utf-8")
    shown = lines(read(path), tmp_path / "plots")
    assert shown[200.0][0] == shown[100.0][0]
    assert shown[100.0][1] == 0.7
