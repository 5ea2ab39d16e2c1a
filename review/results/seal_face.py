"""The face of the office's seal as vectors: red ring, star, name along the arc, and beside it number, date and QR.

Vocabulary
----------
face     what is seen: the round 审图专用章 with case number, date and a QR code to the verification address
panel    the rectangle the face fills, in millimetres from its lower left corner
outline  the contour of a character, so that the seal needs no font to be shown

Source of the form: round seals of 42 mm with a five-point star, the name from left to right along the upper arc.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

DIAMETER = 42.0
PANEL = (70.0, 49.0)
"""width and height in millimetres"""

WARNING = "开发测试用章 无效 / DEVELOPMENT AUTHORITY – NOT VALID"
_RED = "0.82 0.07 0.10"
_BLACK = "0 0 0"
_CENTRE = (DIAMETER / 2, 6 + DIAMETER / 2)
_QR = 25.0
_QUIET = 2
"""modules left white around the code"""

Point = tuple[float, float]
Contour = tuple[tuple[str, tuple[Point, ...]], ...]
Placing = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class SealFace:
    """What one seal shows."""

    authority: str
    """the office's name, along the arc"""
    case_number: str
    date: date
    url: str
    """where the QR code leads"""
    development: bool
    title: str = "审图专用章"
    number: str = ""
    """a second line under the case number, such as the letter's number"""


@cache
def font_file() -> bytes:
    """The Chinese font that comes with PyMuPDF."""
    import pymupdf

    buffer: bytes = pymupdf.Font("china-s").buffer
    return buffer


@lru_cache(maxsize=64)
def content_stream(face: SealFace) -> bytes:
    """The face as PDF operators, one unit a millimetre, origin at the panel's lower left corner."""
    parts = [*_ring(face), *_beside(face)]
    if face.development:
        parts += _white(0, 0, PANEL[0], 5.2)
        parts += _line(WARNING, 0.5, 1.4, 2.9, _RED, widest=PANEL[0] - 1)
    return "\n".join(parts).encode()


def _ring(face: SealFace) -> Iterable[str]:
    x, y = _CENTRE
    yield f"q {_RED} RG 1.2 w {_circle(x, y, DIAMETER / 2 - 0.6)} S Q"
    yield f"q {_RED} rg {_star(x, y + 1.2, 6.2)} f Q"
    yield from _arc(face.authority, x, y)
    width = _width(face.title, 4.6)
    squeeze = min(1.0, 26 / width) if width else 1.0
    yield from _line(face.title, x - width * squeeze / 2, y - 13.2, 4.6, _RED, widest=26)


def _arc(name: str, x: float, y: float) -> Iterable[str]:
    """The name along the upper arc, each character upright on its radius."""
    if not name:
        return
    base, size = 13.6, 5.2
    step = min(math.radians(26), math.radians(250) / len(name))
    squeeze = min(1.0, step * (base + size / 2) / (size * 1.06))
    for index, character in enumerate(name):
        turn = (len(name) - 1) / 2 * step - index * step
        wide = _advance(character) * size * squeeze

        def place(u: float, v: float, turn: float = turn, wide: float = wide) -> tuple[float, float]:
            across, up = u * size * squeeze - wide / 2, base + 0.6 + v * size
            return (
                x + across * math.cos(turn) - up * math.sin(turn),
                y + across * math.sin(turn) + up * math.cos(turn),
            )

        yield f"q {_RED} rg {_drawn(character, place)} f Q"


def _beside(face: SealFace) -> Iterable[str]:
    """Number, date and QR code to the right of the ring."""
    left, top = DIAMETER + 2, PANEL[1] - 1
    yield from _white(left, 6, _QR + 1, top - 6)
    yield from _code(face.url, left + 0.5, top - _QR - 0.5)
    lines = [face.case_number, face.number, f"{face.date:%Y-%m-%d}", "扫码核验真伪"]
    at = top - _QR - 4.2
    for line in filter(None, lines):
        yield from _line(line, left + 0.8, at, 3.0, _BLACK, widest=_QR - 1)
        at -= 4.2


def _code(url: str, x: float, y: float) -> Iterable[str]:
    import segno

    matrix = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    module = _QR / (len(matrix) + 2 * _QUIET)
    strokes = []
    for row, bits in enumerate(matrix):
        column = 0
        while column < len(bits):
            run = 0
            while column + run < len(bits) and bits[column + run]:
                run += 1
            if run:
                low = y + (_QUIET + len(matrix) - 1 - row) * module
                strokes.append(f"{x + (_QUIET + column) * module:.3f} {low:.3f} {run * module:.3f} {module:.3f} re")
            column += max(run, 1)
    yield f"q {_BLACK} rg {' '.join(strokes)} f Q"


def _white(x: float, y: float, width: float, height: float) -> list[str]:
    return [f"q 1 1 1 rg {x:g} {y:g} {width:g} {height:g} re f Q"]


def _circle(x: float, y: float, radius: float) -> str:
    bulge = 0.552285 * radius
    quarters = [
        f"{x + radius:.3f} {y:.3f} m",
        f"{x + radius:.3f} {y + bulge:.3f} {x + bulge:.3f} {y + radius:.3f} {x:.3f} {y + radius:.3f} c",
        f"{x - bulge:.3f} {y + radius:.3f} {x - radius:.3f} {y + bulge:.3f} {x - radius:.3f} {y:.3f} c",
        f"{x - radius:.3f} {y - bulge:.3f} {x - bulge:.3f} {y - radius:.3f} {x:.3f} {y - radius:.3f} c",
        f"{x + bulge:.3f} {y - radius:.3f} {x + radius:.3f} {y - bulge:.3f} {x + radius:.3f} {y:.3f} c h",
    ]
    return " ".join(quarters)


def _star(x: float, y: float, radius: float) -> str:
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for corner in range(10):
        reach, turn = (inner if corner % 2 else radius), math.radians(90 + 36 * corner)
        points.append(f"{x + reach * math.cos(turn):.3f} {y + reach * math.sin(turn):.3f} {'l' if corner else 'm'}")
    return " ".join(points) + " h"


def _line(text: str, x: float, y: float, size: float, colour: str, *, widest: float) -> Iterable[str]:
    """One straight line of outlines, squeezed when it would be wider than allowed (millimetres)."""
    width = _width(text, size)
    squeeze = min(1.0, widest / width) if width else 1.0
    strokes, at = [], x
    for character in text:

        def place(u: float, v: float, at: float = at) -> tuple[float, float]:
            return at + u * size * squeeze, y + v * size

        strokes.append(_drawn(character, place))
        at += _advance(character) * size * squeeze
    yield f"q {colour} rg {' '.join(filter(None, strokes))} f Q"


def _width(text: str, size: float) -> float:
    return sum(_advance(character) for character in text) * size


def _drawn(character: str, place: Placing) -> str:
    strokes = []
    for operator, points in _outline(character)[1]:
        numbers = " ".join(f"{u:.3f} {v:.3f}" for u, v in (place(*point) for point in points))
        strokes.append(f"{numbers} {operator}".strip())
    return " ".join(strokes)


def _advance(character: str) -> float:
    """Width of a character as a part of its size."""
    return _outline(character)[0]


@cache
def _font() -> tuple[TTFont, dict[int, str], float]:
    font = TTFont(io.BytesIO(font_file()), lazy=True)
    head: Any = font["head"]
    return font, font.getBestCmap() or {}, float(head.unitsPerEm)


@lru_cache(maxsize=4096)
def _outline(character: str) -> tuple[float, Contour]:
    """Advance and contour of a character, parts of its size; a character without a glyph becomes a box."""
    font, names, unit = _font()
    name = names.get(ord(character))
    if name is None:
        box = ((0.1, 0.0), (0.9, 0.0), (0.9, 0.8), (0.1, 0.8))
        hole = ((0.2, 0.1), (0.2, 0.7), (0.8, 0.7), (0.8, 0.1))
        contour: list[tuple[str, tuple[Point, ...]]] = []
        for corners in (box, hole):
            contour += [("l" if at else "m", (corner,)) for at, corner in enumerate(corners)]
            contour.append(("h", ()))
        return 1.0, tuple(contour)
    glyphs = font.getGlyphSet()
    recording = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recording)
    operators = _operators(recording.value)
    return glyphs[name].width / unit, tuple(
        (operator, tuple((u / unit, v / unit) for u, v in points)) for operator, points in operators
    )


def _operators(recorded: Sequence[tuple[str, Any]]) -> Iterable[tuple[str, tuple[Point, ...]]]:
    """What a glyph draws as PDF operators; its quadratic curves become cubic ones."""
    at: Point = (0.0, 0.0)
    for operator, given in recorded:
        points = given
        if operator in {"moveTo", "lineTo"}:
            (at,) = points
            yield operator[0], (at,)
        elif operator == "qCurveTo":
            if points[-1] is None:  # a contour of control points only begins between its last and its first
                at = _between(points[-2], points[0], 0.5)
                points = (*points[:-1], at)
                yield "m", (at,)
            for control, end in decomposeQuadraticSegment(points):
                yield "c", (_between(at, control, 2 / 3), _between(end, control, 2 / 3), end)
                at = end
        elif operator == "closePath":
            yield "h", ()


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
