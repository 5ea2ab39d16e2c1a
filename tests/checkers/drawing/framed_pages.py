"""PDF pages with drawing frames on them; every place in millimetres of the page from its lower left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf

POINT = 72 / 25.4
"""points of one millimetre"""
A1 = (841.0, 594.0)
A2 = (594.0, 420.0)
A3 = (420.0, 297.0)
LENGTHS = (90.0, 120.0, 150.0, 180.0, 210.0, 240.0, 270.0, 300.0, 330.0, 360.0)
"""of dimension lines on the true sheet, millimetres; so long that half and quarter of them are still lines"""


@dataclass(frozen=True)
class Frame:
    """A frame to draw: its lower left corner on the page, the true size of its sheet, and what it says."""

    x: float
    y: float
    size: tuple[float, float] = A1
    plotted: float = 1.0
    """millimetres on the page for one of the sheet"""
    number: str = "A-101"
    title: str = "FIRST FLOOR PLAN"
    scale: float = 100.0
    bound: bool = True
    """has a frame line at the binding margin within its cut edge"""
    edge: bool = True
    """has a cut edge"""
    broad: float = 0.0
    """millimetres on the page of the pen of the frame line, written as filled bars; 0 for a thin line"""
    labelled: bool = True
    dimensions: int = 0
    """how many dimension lines it holds, true to its scale"""
    measured: float | None = None
    """the scale the dimension lines are drawn at on the sheet, when another one"""


def document(size: tuple[float, float]) -> tuple[Any, Any]:
    """A document with one empty page of this size."""
    made = pymupdf.open()
    return made, made.new_page(width=size[0] * POINT, height=size[1] * POINT)


def saved(made: Any, folder: Path, name: str = "sheet.pdf") -> Path:
    path = folder / name
    made.save(path)
    made.close()
    return path


def rectangle(page: Any, left: float, low: float, width: float, height: float, **options: Any) -> None:
    high = page.mediabox.height / POINT
    corners = (left, high - low - height, left + width, high - low)
    page.draw_rect(pymupdf.Rect(*(edge * POINT for edge in corners)), width=0.5, **options)


def line(page: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    high = page.mediabox.height / POINT
    page.draw_line((x0 * POINT, (high - y0) * POINT), (x1 * POINT, (high - y1) * POINT), width=0.3)


def text(page: Any, x: float, y: float, words: str, height: float) -> None:
    """``height`` in millimetres of the page."""
    high = page.mediabox.height / POINT
    page.insert_text((x * POINT, (high - y) * POINT), words, fontsize=height * POINT)


def draw(page: Any, frames: Iterable[Frame]) -> None:
    """Frames with a title block in the corner, and a building of twelve lines in the middle of each."""
    for frame in frames:
        _one(page, frame)


def _one(page: Any, frame: Frame) -> None:
    by = frame.plotted
    width, height = frame.size

    def at(x: float, y: float) -> tuple[float, float]:
        return frame.x + x * by, frame.y + y * by

    if frame.edge:
        rectangle(page, frame.x, frame.y, width * by, height * by)
    if frame.bound:
        margin = 5 if width <= A3[0] else 10
        inner = (*at(25, margin), (width - 25 - margin) * by, (height - 2 * margin) * by)
        if frame.broad:
            _bars(page, *inner, frame.broad)
        else:
            rectangle(page, *inner)
    if frame.labelled:
        cells = (("TITLE", frame.title), ("DRAWING NO", frame.number), ("SCALE", f"1:{frame.scale:g}"))
        for row, (label, value) in enumerate((*cells, ("DATE", "2024-05-01"))):
            text(page, *at(width - 140, 50 - 10 * row), label, 4 * by)
            text(page, *at(width - 100, 50 - 10 * row), value, 4 * by)
    for step in range(12):
        line(page, *at(60, 70 + 5 * step), *at(60 + 8 * (step + 1), 70 + 5 * step))
    enlarged = frame.scale / (frame.measured or frame.scale)
    for index, length in enumerate(LENGTHS[: frame.dimensions]):
        _dimension(page, frame, at, 150 + 12 * index, length, length * frame.scale / enlarged)


def _bars(page: Any, left: float, low: float, width: float, height: float, pen: float) -> None:
    high, half = page.mediabox.height / POINT, pen / 2
    for x0, y0, x1, y1 in (
        (left - half, low - half, left + width + half, low + half),
        (left - half, low + height - half, left + width + half, low + height + half),
        (left - half, low - half, left + half, low + height + half),
        (left + width - half, low - half, left + width + half, low + height + half),
    ):
        corners = (x0, high - y1, x1, high - y0)
        page.draw_rect(pymupdf.Rect(*(edge * POINT for edge in corners)), color=None, fill=(0, 0, 0))


def _dimension(page: Any, frame: Frame, at: Any, y: float, length: float, value: float) -> None:
    line(page, *at(60, y), *at(60 + length, y))
    for end in (60, 60 + length):
        line(page, *at(end, y - 2), *at(end, y + 2))
    text(page, *at(60 + length / 2 - 4, y + 1), f"{value:.0f}", 3.5 * frame.plotted)
