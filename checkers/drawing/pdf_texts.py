"""Read the texts of a PDF page with their layers, and say which of them nobody sees or nothing decodes.

Vocabulary
----------
run        letters that follow each other on one line without a gap
invisible  painted in no way: what a text recogniser lays over a scan, or a program over letters drawn as lines
unknown    a letter of a font that does not say which character it stands for
note text  an annotation in which AutoCAD keeps the words of letters that it drew as lines
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pymupdf
import shapely
from numpy.typing import NDArray
from pymupdf import mupdf

from checkers.drawing.foreign import Page
from checkers.drawing.pdf_clip import Regions
from checkers.drawing.pdf_recording import Glyph, Matrix, Recording
from checkers.drawing.wording import clean

_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE
_SAME_PLACE = 0.5
"""points: a run is looked up among the letters as recorded by where it starts"""
NOTE = "AutoCAD SHX Text"
"""title of annotations, and the font of runs, that are note texts; their turn and size are only estimated"""
MOST_NOTES = 50_000
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one line in points of the page as it is seen, y down."""

    content: str
    x: float
    y: float
    size: float
    turn: float
    """degrees, counter-clockwise"""
    box: Box
    layer: int
    clip: int
    invisible: bool
    known: bool
    font: str


@dataclass(slots=True)
class Written:
    """The runs of a page."""

    runs: list[Run] = field(default_factory=list)
    hidden: int = 0
    """runs outside what their clip shows"""


def runs(page: Page, recording: Recording, regions: Regions) -> Written:
    """Every run that is seen or invisible; those outside their clip are only counted."""
    upright = _as_seen(page, recording)
    try:
        found = list(_runs(page, recording.glyphs, upright))
    except (RuntimeError, mupdf.FzErrorBase):
        # what was painted before the damage is counted letter by letter and listed
        recording.broken = True
        found = []
    found += _notes(page, upright)
    written = Written()
    if not found:
        return written
    boxes = np.array([run.box for run in found])
    inside = regions.touches(np.array([run.clip for run in found]), boxes)
    for run, there in zip(found, inside, strict=True):
        if there:
            written.runs.append(run)
        else:
            written.hidden += 1
    return written


def _as_seen(page: Page, recording: Recording) -> Matrix:
    """From the page before it is turned, where MuPDF gives its texts, to the page as it is seen.

    The library's own matrix forgets the user unit.
    """
    width, height = recording.size
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        90: (0.0, 1.0, -1.0, 0.0, width, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, height),
    }[page.rotation % 360 // 90 * 90]


def _runs(page: Page, glyphs: list[Glyph], upright: Matrix) -> Iterator[Run]:
    a, b, c, d, right, down = upright
    spelled: list[tuple[str, float, float, float, float, Box]] = []
    for block in page.get_text("dict", flags=_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            across, along = line["dir"]
            turn = math.degrees(math.atan2(-(across * b + along * d), across * a + along * c)) % 360.0
            for content, (from_x, from_y), size, box in _joined(line["spans"], across, along):
                words = clean(content)
                x, y = from_x * a + from_y * c + right, from_x * b + from_y * d + down
                if words and math.isfinite(x) and math.isfinite(y) and math.isfinite(size):
                    corners = [(u * a + v * c + right, u * b + v * d + down) for u in box[::2] for v in box[1::2]]
                    xs, ys = zip(*corners, strict=True)
                    spelled.append((words, x, y, size, turn, (min(xs), min(ys), max(xs), max(ys))))
    nearest = _nearest(glyphs, np.array([(x, y) for _, x, y, _, _, _ in spelled]).reshape(-1, 2))
    for (words, x, y, size, turn, box), index in zip(spelled, nearest.tolist(), strict=True):
        if index < 0:
            yield Run(words, x, y, size, turn, box, 0, 0, invisible=False, known="\ufffd" not in words, font="")
            continue
        glyph = glyphs[index]
        known = "\ufffd" not in words and glyph.known
        yield Run(
            words,
            x,
            y,
            size,
            turn,
            box,
            glyph.layer,
            glyph.clip,
            invisible=glyph.invisible,
            known=known,
            font=glyph.font,
        )


def _nearest(glyphs: list[Glyph], places: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each place the letter recorded there; −1 where there is none."""
    none = np.full(len(places), -1)
    if not glyphs or not len(places):
        return none
    at = np.array([(glyph.x, glyph.y) for glyph in glyphs])
    at[~np.isfinite(at).all(axis=1)] = 1e30
    tree = shapely.STRtree(np.asarray(shapely.points(at)))
    index = np.asarray(tree.nearest(shapely.points(places)), dtype=np.int64)
    near = np.hypot(*(at[index] - places).T) <= _SAME_PLACE
    return np.where(near, index, none)


def _joined(
    spans: list[dict[str, Any]], across: float, along: float
) -> Iterator[tuple[str, tuple[float, float], float, Box]]:
    """Spans of one line joined while they follow each other within a letter's width."""
    held: tuple[str, tuple[float, float], float, Box] | None = None
    end = -math.inf
    for span in spans:
        if not span["text"].strip():
            continue
        x, y = span["origin"]
        box, size = span["bbox"], float(span["size"])
        corners = [box[i] * across + box[j] * along for i in (0, 2) for j in (1, 3)]
        begin, stop = min(corners), max(corners)
        if held and begin - end <= size:
            text, origin, letters, around = held
            wider = (
                min(around[0], box[0]), min(around[1], box[1]), max(around[2], box[2]), max(around[3], box[3]),
            )  # fmt: skip
            held = text + span["text"], origin, letters, wider
        else:
            if held:
                yield held
            held = span["text"], (float(x), float(y)), size, tuple(box)
        end = stop
    if held:
        yield held


def _notes(page: Page, as_seen: Matrix) -> Iterator[Run]:
    """Words AutoCAD keeps beside letters drawn as lines; they are seen as those lines."""
    a, b, c, d, right, down = as_seen
    for number, note in enumerate(page.annots() or ()):
        if number >= MOST_NOTES:
            return
        info = note.info
        words = clean(info.get("content") or "")
        if info.get("title") != NOTE or not words:
            continue
        box = note.rect
        corners = [(u * a + v * c + right, u * b + v * d + down) for u in (box.x0, box.x1) for v in (box.y0, box.y1)]
        xs, ys = zip(*corners, strict=True)
        low, high = (min(xs), min(ys)), (max(xs), max(ys))
        wide, tall = high[0] - low[0], high[1] - low[1]
        upright = tall > wide and len(words) > 1
        x, y = (high[0], high[1]) if upright else (low[0], high[1])
        yield Run(
            words, x, y, wide if upright else tall, 90.0 if upright else 0.0, (*low, *high), 0, 0,
            invisible=False, known=True, font=NOTE,
        )  # fmt: skip
