"""Hand-made readings for the plotting tests: a document, its sheets, and what the plotted page holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf
import pymupdf
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace

from checkers.drawing.model import DrawingSet, Layer, Sheet, SourceFile
from checkers.drawing.plot import PlottedSheet, plot
from checkers.drawing.reader import Reading

POINT = 25.4 / 72
"""millimetres in one PDF point"""


def document() -> tuple[Drawing, Modelspace]:
    """An empty document in millimetres, and its model space."""
    made = ezdxf.new("R2018", setup=True)
    made.units = ezdxf.units.MM
    return made, made.modelspace()


def sheet(
    number: int = 1,
    *,
    size: tuple[float, float] = (420.0, 297.0),
    corner: tuple[float, float] = (0.0, 0.0),
    scale: float = 100.0,
    **changes: Any,
) -> Sheet:
    """A sheet of model space at 1 : scale whose lower left corner lies at ``corner`` (model metres)."""
    mm = 1000 / scale
    x, y = corner
    wide, high = size[0] / mm, size[1] / mm
    values: dict[str, Any] = {
        "id": f"0123456789ab-{number}",
        "file": "hand-made.dxf",
        "number": f"建施-{number:02}",
        "title": "平面图",
        "discipline": "architecture",
        "scale": scale,
        "where": "model",
        "frame": "A3",
        "size_mm": size,
        "bounds_m": (x, y, x + wide, y + high),
        "to_mm": (mm, 0.0, 0.0, mm, -x * mm, -y * mm),
    }
    return Sheet(**(values | changes))


def reading(made: object, *sheets: Sheet, metres: float = 0.001) -> Reading:
    """A reading of these sheets."""
    file = SourceFile("hand-made.dxf", "0" * 64, "dxf", "AC1032", "utf-8", "mm", "mm", "declared")
    return Reading(DrawingSet(sheets or (sheet(),), (file,)), made, metres)


def plotted(made: object, folder: Path, *sheets: Sheet, metres: float = 0.001) -> PlottedSheet:
    """The first sheet, plotted."""
    return plot(reading(made, *sheets, metres=metres), folder)[0]


def lines_mm(pdf: Path) -> list[tuple[float, float, float, float]]:
    """Straight strokes on the page in paper millimetres from the lower left corner, rounded to 0.01."""
    found = []
    with pymupdf.open(pdf) as opened:
        page = opened[0]
        for drawing in page.get_drawings():
            for item in drawing["items"]:
                if item[0] == "l":
                    (ax, ay), (bx, by) = item[1], item[2]
                    ends = (ax, page.rect.height - ay, bx, page.rect.height - by)
                    found.append(tuple(round(end * POINT, 2) for end in ends))
    return found  # type: ignore[return-value]  # four numbers each


def darkness(pdf: Path, box_mm: tuple[float, float, float, float]) -> float:
    """Share of pixels darker than mid grey inside a box given in paper millimetres (lower left origin)."""
    with pymupdf.open(pdf) as opened:
        page = opened[0]
        x0, y0, x1, y1 = (side / POINT for side in box_mm)
        clip = pymupdf.Rect(x0, page.rect.height - y1, x1, page.rect.height - y0)
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(4, 4), clip=clip, colorspace=pymupdf.csGRAY, alpha=False)
        samples = pixels.samples
    return sum(1 for value in samples if value < 128) / len(samples)


def layer(name: str, meaning: str = "", *, visible: bool = True, plots: bool = True) -> Layer:
    """A layer of the model."""
    return Layer(name, meaning, visible, plots)
