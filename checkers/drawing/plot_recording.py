"""What a space of a drawing looks like, recorded once as columns and then dealt out to its sheets.

Vocabulary
----------
space       model space or one paper space, in its own drawing units
primitive   one stroke, one fill, one line of text or one picture (its four corners)
pen         layer, colour, opacity, width and dashes that primitives share
verb        what to do with the next points: move, line, curve (three points), close
clip        an outline outside which (or, inverted, inside which) primitives do not show; it may lie in another
omission    something of the space that could not be drawn, with its place when it has one
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.fonts import Run
from checkers.drawing.model import Omission
from checkers.drawing.rasters import Raster

MOVE, LINE, CURVE, CLOSE = 0, 1, 2, 3
STROKE, FILL, TEXT, PICTURE = 0, 1, 2, 3

UNCLIPPED = -1
"""the clip of a primitive that shows as a whole"""

LARGEST = 8_000_000
"""points one space may hold; a drawing beyond it is shown in part, and says so"""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f as PDF writes it: x' = a x + c y + e, y' = b x + d y + f"""


class TooMuchToDraw(Exception):
    """The space holds more points than one drawing may have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A text that stands at one place of a line type's pattern, again and again; lengths in drawing units."""

    at: float
    """distance from the pattern's beginning"""
    runs: tuple[Run, ...]
    height: float
    turn: float
    """radians, from the line's direction or, when absolute, from the x-axis"""
    absolute: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pen:
    """How primitives are drawn."""

    layer: str
    colour: tuple[int, int, int]
    opacity: float = 1.0
    width: float = 0.13
    """millimetres on paper"""
    dashes: tuple[float, ...] = ()
    """on and off lengths in drawing units"""
    tint: bool = False
    """a hatched area or a mask rather than a line, a letter or an arrow"""
    marks: tuple[Mark, ...] = ()
    """texts of the line type"""
    undrawn: str = ""
    """name of a line type that holds signs which cannot be drawn"""
    under: tuple[str, ...] = ()
    """layers of the inserts it came through that some viewport freezes, case folded"""
    picture: Raster | None = None
    """what a picture shows; its colour is that of the dark dots of a black and white one"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its glyphs and the matrix that takes cap heights to drawing units."""

    runs: tuple[Run, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that could not be drawn."""

    kind: Omission
    what: str
    place: tuple[float, float] | None
    """drawing units; None when the thing does not say where it is"""


@dataclass(frozen=True, slots=True)
class Clip:
    """An outline that cuts off primitives, in the coordinates of the recording."""

    ring: NDArray[np.float64]
    """(n, 2)"""
    inverted: bool = False
    """whether what lies inside is hidden instead"""
    within: int = UNCLIPPED
    """number of the clip this one lies in"""


@dataclass(slots=True)
class Recording:
    """Everything drawn in one space, in drawing order."""

    verbs: array[int] = field(default_factory=lambda: array("b"))
    points: array[float] = field(default_factory=lambda: array("d"))
    first_verb: array[int] = field(default_factory=lambda: array("q"))
    first_point: array[int] = field(default_factory=lambda: array("q"))
    paint: array[int] = field(default_factory=lambda: array("b"))
    pen: array[int] = field(default_factory=lambda: array("i"))
    clip: array[int] = field(default_factory=lambda: array("i"))
    """number of each primitive's clip, or UNCLIPPED"""
    pens: list[Pen] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    lines: dict[int, Line] = field(default_factory=dict)
    """primitive number to its line of text"""
    missing: list[Missing] = field(default_factory=list)
    clipping: int = UNCLIPPED
    """the clip that what is added next lies in"""
    _numbers: dict[Pen, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.paint)

    def number(self, pen: Pen) -> int:
        """The pen's number, new or known."""
        known = self._numbers.get(pen)
        if known is None:
            known = self._numbers[pen] = len(self.pens)
            self.pens.append(pen)
        return known

    def begin(self, paint: int, pen: int) -> None:
        """Start a primitive; what is added until the next one belongs to it."""
        if len(self.points) > LARGEST * 2:
            raise TooMuchToDraw
        self.paint.append(paint)
        self.pen.append(pen)
        self.clip.append(self.clipping)
        self.first_verb.append(len(self.verbs))
        self.first_point.append(len(self.points) // 2)

    def extend(
        self,
        paint: NDArray[np.int8],
        pen: NDArray[np.int32],
        verbs: tuple[NDArray[np.int8], NDArray[np.int64]],
        points: tuple[NDArray[np.float64], NDArray[np.int64]],
    ) -> None:
        """Add many primitives: ``verbs`` and ``points`` with the places in them where each primitive begins."""
        if len(self.points) + 2 * len(points[0]) > LARGEST * 2:
            raise TooMuchToDraw
        verb, point = len(self.verbs), len(self.points) // 2
        self.first_verb.frombytes((verbs[1] + verb).tobytes())
        self.first_point.frombytes((points[1] + point).tobytes())
        self.verbs.frombytes(verbs[0].tobytes())
        self.points.frombytes(points[0].tobytes())
        self.paint.frombytes(paint.tobytes())
        self.pen.frombytes(pen.tobytes())
        self.clip.extend((self.clipping,) * len(paint))

    def cut_off(self, ring: NDArray[np.float64], *, inverted: bool = False) -> int:
        """Clip what is added next by (n, 2) corners, within the clip in force; that one, to put back later."""
        before = self.clipping
        self.clips.append(Clip(ring, inverted, before))
        self.clipping = len(self.clips) - 1
        return before

    def segment(self, pen: int, start: Sequence[float], end: Sequence[float]) -> None:
        """One straight stroke."""
        self.begin(STROKE, pen)
        self.verbs.extend((MOVE, LINE))
        self.points.extend((start[0], start[1], end[0], end[1]))

    def polygon(self, pen: int, vertices: NDArray[np.float64], *, paint: int) -> None:
        """One closed outline, stroked or filled; (n, 2)."""
        self.begin(paint, pen)
        self.outline(vertices)
        self.verbs.append(CLOSE)

    def outline(self, vertices: NDArray[np.float64]) -> None:
        """Straight lines through (n, 2) vertices, added to the primitive begun."""
        self.verbs.append(MOVE)
        self.verbs.extend((LINE,) * (len(vertices) - 1))
        self.points.frombytes(np.ascontiguousarray(vertices, dtype=np.float64).tobytes())

    def text(self, pen: int, line: Line, corners: Iterable[tuple[float, float]]) -> None:
        """One line of text and the four corners of the box it fills."""
        self.lines[len(self)] = line
        self.begin(TEXT, pen)
        self.verbs.extend((MOVE, LINE, LINE, LINE))
        for corner in corners:
            self.points.extend(corner)

    def cut(self, start: int) -> Stamp:
        """Take everything from primitive ``start`` on out of the recording, to place it again elsewhere."""
        verb = self.first_verb[start] if start < len(self) else len(self.verbs)
        point = self.first_point[start] if start < len(self) else len(self.points) // 2
        stamp = Stamp(
            verbs=self.verbs[verb:],
            points=np.array(self.points[2 * point :], np.float64).reshape(-1, 2),
            first_verb=np.array(self.first_verb[start:], np.int64) - verb,
            first_point=np.array(self.first_point[start:], np.int64) - point,
            paint=self.paint[start:],
            pen=self.pen[start:],
            clip=self.clip[start:],
            lines=[(row - start, self.lines.pop(row)) for row in range(start, len(self)) if row in self.lines],
        )
        del self.verbs[verb:], self.points[2 * point :]
        del self.first_verb[start:], self.first_point[start:], self.paint[start:], self.pen[start:]
        del self.clip[start:]
        return stamp

    def place(self, stamp: Stamp, matrix: Matrix) -> None:
        """Add the stamp's primitives, moved by the matrix."""
        if len(self.points) + 2 * len(stamp.points) > LARGEST * 2:
            raise TooMuchToDraw
        rows, verb, point = len(self), len(self.verbs), len(self.points) // 2
        self.lines.update((rows + row, Line(line.runs, times(line.matrix, matrix))) for row, line in stamp.lines)
        self.verbs.extend(stamp.verbs)
        self.points.frombytes(moved(stamp.points, matrix).tobytes())
        self.first_verb.frombytes((stamp.first_verb + verb).tobytes())
        self.first_point.frombytes((stamp.first_point + point).tobytes())
        self.paint.extend(stamp.paint)
        self.pen.extend(stamp.pen)
        if stamp.clipped:
            known = {UNCLIPPED: self.clipping}
            self.clip.extend(self._clip_moved(number, matrix, known) for number in stamp.clip)
        else:
            self.clip.extend((self.clipping,) * len(stamp.clip))

    def _clip_moved(self, number: int, matrix: Matrix, known: dict[int, int]) -> int:
        if number not in known:
            clip = self.clips[number]
            within = self._clip_moved(clip.within, matrix, known)
            self.clips.append(Clip(moved(clip.ring, matrix), clip.inverted, within))
            known[number] = len(self.clips) - 1
        return known[number]

    def columns(self) -> Columns:
        """The recording as arrays, without primitives whose numbers are not finite."""
        points = np.frombuffer(self.points, np.float64).reshape(-1, 2) if self.points else np.empty((0, 2))
        first_point = np.array([*self.first_point, len(points)], np.int64)
        first_verb = np.array([*self.first_verb, len(self.verbs)], np.int64)
        if not len(self):
            empty = np.empty((0, 2))
            return Columns(points, first_point, first_verb, empty, empty, np.empty(0, np.bool_))
        low = np.minimum.reduceat(points, first_point[:-1], axis=0)
        high = np.maximum.reduceat(points, first_point[:-1], axis=0)
        sound = np.isfinite(np.hstack((low, high))).all(axis=1)
        return Columns(points, first_point, first_verb, low, high, np.asarray(sound, np.bool_))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one block draws, in its own coordinates, ready to be placed many times."""

    verbs: array[int]
    points: NDArray[np.float64]
    first_verb: NDArray[np.int64]
    first_point: NDArray[np.int64]
    paint: array[int]
    pen: array[int]
    clip: array[int]
    lines: list[tuple[int, Line]]

    @property
    def clipped(self) -> bool:
        """Whether any of its primitives is clipped inside the block."""
        return any(number != UNCLIPPED for number in self.clip)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does first one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(points: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float64]:
    """(n, 2) points moved by the matrix; what overflows becomes infinite."""
    a, b, c, d, e, f = matrix
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(points @ np.array(((a, b), (c, d))) + (e, f))


def scale(matrix: Matrix) -> float:
    """How much longer a length becomes."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


@dataclass(frozen=True, slots=True)
class Columns:
    """A recording's points and, for each of its n primitives, where they start and how far they reach."""

    points: NDArray[np.float64]
    first_point: NDArray[np.int64]
    """n + 1 positions in ``points``"""
    first_verb: NDArray[np.int64]
    """n + 1 positions in ``verbs``"""
    low: NDArray[np.float64]
    """(n, 2) lower left corners"""
    high: NDArray[np.float64]
    """(n, 2) upper right corners"""
    sound: NDArray[np.bool_]
    """whether every number of the primitive is finite"""
