"""Primitives of a recording written as a PDF content stream in paper millimetres.

Vocabulary
----------
part      a recording seen on this sheet: through a matrix, inside an outline, without some layers
grain     1 / 1000 mm; every coordinate in the stream is a whole number of them
stretch   consecutive strokes of one pen, painted together

Operators are those of ISO 32000-1:2008, annex A.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import colours, plot_linetypes, rasters
from checkers.drawing.fonts import Run
from checkers.drawing.plot_density import Allowance
from checkers.drawing.plot_recording import (
    CLOSE,
    CURVE,
    FILL,
    LINE,
    MOVE,
    PICTURE,
    STROKE,
    TEXT,
    UNCLIPPED,
    Columns,
    Line,
    Matrix,
    Pen,
    Recording,
    moved,
    scale,
    times,
)
from checkers.drawing.rasters import Packed

GRAIN = 0.001
POINTS_PER_MM = 72 / 25.4

_FARTHEST = 2_000_000_000
_BEYOND = 50_000
_SHORTEST_PATTERN = 0.35
_LONGEST_STRETCH = 1500
_DOT = 0.02
_FLAT = 40
"""grains; a curve within such a square is drawn straight, as viewers lose curves smaller than a pixel"""
_HIDING = 900.0
"""square millimetres; a dark solid hatch larger than this is drawn faintly"""
_FAINT = 0.3
_BOUNDARY = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One recording as this sheet shows it."""

    recording: Recording
    columns: Columns
    matrix: Matrix
    """drawing units to paper millimetres"""
    outline: NDArray[np.float64] | None = None
    """(n, 2) paper millimetres; None shows everything that meets the page"""
    hidden: frozenset[str] = frozenset()
    """layers, case folded"""
    dash_scale: float | None = None
    """paper millimetres for one drawing unit of a line type; None: as large as the matrix makes it"""


@dataclass(slots=True)
class Content:
    """A sheet's content stream and the names it uses."""

    size_mm: tuple[float, float]
    colour: bool = True
    """whether lines keep their colours; otherwise they are black, and tints grey"""
    layers: list[str] = field(default_factory=list)
    opacities: list[float] = field(default_factory=list)
    glyphs: set[int] = field(default_factory=set)
    chunks: list[bytes] = field(default_factory=list)
    """operators; glyphs in them still have the numbers of the whole face"""
    undrawn: Counter[str] = field(default_factory=Counter)
    """line types with signs that could not be drawn, and how many lines have them"""
    pictures: list[Packed] = field(default_factory=list)
    unshown: Counter[str] = field(default_factory=Counter)
    """pictures that could not be put on the page, by their paths as written"""
    primitives: int = 0
    allowance: Allowance = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    _layer: int = -1
    _state: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.size_mm)

    def name(self, layer: str) -> int:
        """Number of the layer among those of the sheet."""
        number = self._numbers.setdefault(layer, len(self.layers))
        if number == len(self.layers):
            self.layers.append(layer)
        return number


def visible(part: Part, size_mm: tuple[float, float]) -> NDArray[np.intp]:
    """Numbers of the primitives whose bounding box meets the page and whose layer shows."""
    columns = part.columns
    if not len(columns.sound):
        return np.empty(0, np.intp)
    low, high = reach(columns, part.matrix)
    left, bottom, right, top = 0.0, 0.0, *size_mm
    if part.outline is not None:
        left, bottom = np.maximum((left, bottom), part.outline.min(axis=0))
        right, top = np.minimum((right, top), part.outline.max(axis=0))
    with np.errstate(invalid="ignore"):
        meets = (low[:, 0] <= right) & (high[:, 0] >= left) & (low[:, 1] <= top) & (high[:, 1] >= bottom)
    hidden = part.hidden
    shows = np.array([hidden.isdisjoint((pen.layer.casefold(), *pen.under)) for pen in part.recording.pens], np.bool_)
    pens = np.frombuffer(part.recording.pen, np.int32)
    return np.flatnonzero(meets & columns.sound & shows[pens])


def write(part: Part, out: Content) -> None:
    """Add what the sheet shows of the part to the content."""
    rows = out.allowance.affordable(part, visible(part, out.size_mm))
    if not len(rows):
        return
    if part.outline is not None:
        corners = np.rint(part.outline / GRAIN).astype(np.int64)
        steps = [f"{x} {y} {'l' if index else 'm'}" for index, (x, y) in enumerate(corners.tolist())]
        out.chunks.append(("q " + " ".join(steps) + " h W n\n").encode())
        out._state = ()  # noqa: SLF001 - the graphics state starts anew inside q
    _Writer(part, out).write(rows)
    if part.outline is not None:
        out.chunks.append(b"Q\n")
        out._state = ()  # noqa: SLF001 - and again after Q


class _Writer:
    def __init__(self, part: Part, out: Content) -> None:
        self.part, self.out = part, out
        self.dash = scale(part.matrix) if part.dash_scale is None else part.dash_scale
        self.clip = UNCLIPPED
        self.path: list[str] = []

    def write(self, rows: NDArray[np.intp]) -> None:
        recording, columns = self.part.recording, self.part.columns
        points = _grains(columns.points, self.part.matrix)
        far = np.abs(points).max(axis=1, initial=0) > _BEYOND / GRAIN
        verbs = recording.verbs
        current = -1
        for row in rows.tolist():
            paint, pen = recording.paint[row], recording.pen[row]
            first, last = int(columns.first_point[row]), int(columns.first_point[row + 1])
            if recording.clip[row] != self.clip:
                self._clip(recording.clip[row])
                current = -1
            if pen != current or paint != STROKE or len(self.path) > _LONGEST_STRETCH:
                self._paint("S")
                current = pen
                hides = paint == FILL and self._hides(pen, points[first:last])
                self._pen(pen, filled=paint != STROKE, faint=hides)
            if paint == TEXT:
                self._text(recording.lines[row])
                continue
            if paint == PICTURE:
                self._picture(recording.pens[pen], points[first:last])
                continue
            steps = verbs[int(columns.first_verb[row]) : int(columns.first_verb[row + 1])].tolist()
            if far[first:last].any():
                self._far(points[first:last], steps, filled=paint == FILL)
            else:
                self._steps(points[first:last].tolist(), steps)
            if paint == FILL:
                self._paint("f*")
            elif recording.pens[pen].marks or recording.pens[pen].undrawn:
                self._marks(recording.pens[pen], (points[first:last] * GRAIN).astype(np.float64), steps)
                current = -1
        self._clip(UNCLIPPED)
        self.out.primitives += len(rows)

    def _clip(self, number: int) -> None:
        """End what is open and go on inside the clip of this number."""
        out = self.out
        self._paint("S")
        if out._layer >= 0:  # noqa: SLF001 - one writer's bookkeeping, kept where parts share it
            out.chunks.append(b"EMC\n")
            out._layer = -1  # noqa: SLF001
        if self.clip != UNCLIPPED:
            out.chunks.append(b"Q\n")
            out._state = ()  # noqa: SLF001
        self.clip = number
        if number != UNCLIPPED:
            out.chunks.append(b"q\n")
            out._state = ()  # noqa: SLF001
            self._clip_paths(number)

    def _clip_paths(self, number: int) -> None:
        clip = self.part.recording.clips[number]
        if clip.within != UNCLIPPED:
            self._clip_paths(clip.within)
        corners = np.clip(_grains(clip.ring, self.part.matrix), -_FARTHEST, _FARTHEST).tolist()
        steps = [f"{x} {y} {'l' if index else 'm'}" for index, (x, y) in enumerate(corners)]
        around = f"{-_FARTHEST} {-_FARTHEST} {2 * _FARTHEST} {2 * _FARTHEST} re " if clip.inverted else ""
        self.out.chunks.append((around + " ".join(steps) + " h W* n\n").encode())

    def _paint(self, operator: str) -> None:
        if self.path:
            self.path.append(operator)
            self.out.chunks.append(("\n".join(self.path) + "\n").encode())
            self.path = []

    def _hides(self, number: int, points: NDArray[np.int64]) -> bool:
        """Whether a dark area is large enough to hide what is drawn beneath it."""
        pen = self.part.recording.pens[number]
        if not pen.tint or pen.opacity < 1 or not colours.is_dark(pen.colour):
            return False
        x, y = (points[:_BOUNDARY].astype(np.float64) * GRAIN).T
        area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
        return area > _HIDING

    def _pen(self, number: int, *, filled: bool, faint: bool = False) -> None:
        out, pen = self.out, self.part.recording.pens[number]
        layer = out.name(pen.layer)
        if layer != out._layer:  # noqa: SLF001
            out.chunks.append((b"EMC\n" if out._layer >= 0 else b"") + b"/OC /L%d BDC\n" % layer)  # noqa: SLF001
            out._layer = layer  # noqa: SLF001
        opacity = _FAINT if faint else pen.opacity
        state = (pen.colour, opacity, pen.width, pen.dashes, filled, self.dash)
        if state == out._state:  # noqa: SLF001
            return
        out._state = state  # noqa: SLF001
        red, green, blue = (f"{channel / 255:.4g}" for channel in self._ink(pen))
        words = [f"{red} {green} {blue} {'rg' if filled else 'RG'}", f"/A{self._opacity(opacity)} gs"]
        if not filled:
            words.append(f"{round(pen.width / GRAIN)} w {self._dashes(pen)} 0 d")
        out.chunks.append((" ".join(words) + "\n").encode())

    def _ink(self, pen: Pen) -> colours.RGB:
        return pen.colour if self.out.colour else colours.printed(pen.colour, tint=pen.tint)

    def _opacity(self, opacity: float) -> int:
        rounded = round(opacity, 2)
        if rounded not in self.out.opacities:
            self.out.opacities.append(rounded)
        return self.out.opacities.index(rounded)

    def _dashes(self, pen: Pen) -> str:
        lengths = [length * self.dash for length in pen.dashes]
        if len(lengths) < 2 or not _SHORTEST_PATTERN < sum(lengths) < _BEYOND:  # noqa: PLR2004 - an on and an off
            return "[]"
        return "[" + " ".join(str(round(max(length, _DOT) / GRAIN)) for length in lengths) + "]"

    def _steps(self, points: list[list[int]], steps: list[int]) -> None:
        path, at = self.path, 0
        for step in steps:
            if step == LINE:
                x, y = points[at]
                path.append(f"{x} {y} l")
                at += 1
            elif step == MOVE:
                x, y = points[at]
                path.append(f"{x} {y} m")
                at += 1
            elif step == CURVE:
                (px, py), (ax, ay), (bx, by), (cx, cy) = points[at - 1 : at + 3]
                if max(abs(ax - px), abs(ay - py), abs(bx - px), abs(by - py), abs(cx - px), abs(cy - py)) < _FLAT:
                    path.append(f"{cx} {cy} l")
                else:
                    path.append(f"{ax} {ay} {bx} {by} {cx} {cy} c")
                at += 3
            else:
                path.append("h")

    def _far(self, points: NDArray[np.int64], steps: list[int], *, filled: bool) -> None:
        """A primitive that reaches far beyond the page: its straight strokes are cut there."""
        if filled or CURVE in steps:
            self._steps(np.clip(points, -_FARTHEST, _FARTHEST).tolist(), steps)
            return
        starts = [index for index, step in enumerate(step for step in steps if step != CLOSE) if step == MOVE]
        for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
            chain = points[start:end].astype(np.float64)
            if CLOSE in steps:
                chain = np.vstack((chain, chain[:1]))
            for a, b in itertools.pairwise(chain):
                cut = _cut(a, b, _BEYOND / GRAIN)
                if cut is not None:
                    self._steps(np.rint(cut).astype(np.int64).tolist(), [MOVE, LINE])

    def _marks(self, pen: Pen, points: NDArray[np.float64], steps: list[int]) -> None:
        """The texts of a line type along one stroke."""
        self._paint("S")
        if pen.undrawn:
            self.out.undrawn[pen.undrawn] += 1
        if pen.marks and sum(pen.dashes) * self.dash > _SHORTEST_PATTERN:
            red, green, blue = (f"{channel / 255:.4g}" for channel in self._ink(pen))
            self.out.chunks.append(f"{red} {green} {blue} rg\n".encode())
            self.out._state = ()  # noqa: SLF001 - the colour of fills has changed
            for runs, matrix in plot_linetypes.along(points, steps, pen.marks, sum(pen.dashes), self.dash):
                self._runs(runs, matrix)

    def _picture(self, pen: Pen, corners: NDArray[np.int64]) -> None:
        """A picture whose lower left, lower right, upper right and upper left corners lie here."""
        assert pen.picture is not None
        try:
            packed = rasters.packed(pen.picture, colour=self.out.colour)
        except rasters.NotShown:
            self.out.unshown[pen.picture.written] += 1
            return
        if (np.abs(corners) > _FARTHEST // 2).any():
            self.out.unshown[pen.picture.written] += 1
            return
        if packed not in self.out.pictures:
            self.out.pictures.append(packed)
        (x, y), (a, b), (c, d) = corners[0], corners[1] - corners[0], corners[3] - corners[0]
        self.out.chunks.append(f"q {a} {b} {c} {d} {x} {y} cm /I{self.out.pictures.index(packed)} Do Q\n".encode())

    def _text(self, line: Line) -> None:
        self._runs(line.runs, times(line.matrix, self.part.matrix))

    def _runs(self, runs: tuple[Run, ...], matrix: Matrix) -> None:
        """Glyphs, placed by the matrix from cap heights to paper millimetres."""
        a, b, c, d, e, f = matrix
        for run in runs:
            size = run.em / GRAIN
            x, y = (e + a * run.x) / GRAIN, (f + b * run.x) / GRAIN
            if not all(abs(value) < _FARTHEST for value in (a * size, b * size, c * size, d * size, x, y)):
                continue
            self.out.glyphs.update(run.glyphs)
            wide = size * run.stretch
            placed = f"{a * wide:.1f} {b * wide:.1f} {c * size:.1f} {d * size:.1f} {x:.0f} {y:.0f}"
            shown = "".join(f"{glyph:04X}" for glyph in run.glyphs)
            self.out.chunks.append(f"BT /F 1 Tf {placed} Tm <{shown}> Tj ET\n".encode())


def reach(columns: Columns, matrix: Matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounding boxes in paper millimetres, of the corners of those in drawing units."""
    a, b, c, d, e, f = matrix
    (x0, y0), (x1, y1) = columns.low.T, columns.high.T
    with np.errstate(invalid="ignore", over="ignore"):
        xs = np.stack([a * x + c * y + e for x in (x0, x1) for y in (y0, y1)])
        ys = np.stack([b * x + d * y + f for x in (x0, x1) for y in (y0, y1)])
        return np.stack((xs.min(0), ys.min(0)), 1), np.stack((xs.max(0), ys.max(0)), 1)


def _grains(points: NDArray[np.float64], matrix: Matrix) -> NDArray[np.int64]:
    placed = np.nan_to_num(moved(points, matrix), nan=0.0, posinf=1e12, neginf=-1e12) / GRAIN
    return np.rint(np.clip(placed, -1e15, 1e15)).astype(np.int64)


def _cut(
    start: NDArray[np.float64], end: NDArray[np.float64], reach: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The part of a segment within ``reach`` of the origin (Liang and Barsky); None when there is none."""
    enter, leave = 0.0, 1.0
    step = end - start
    for axis in (0, 1):
        for sign in (-1.0, 1.0):
            p, q = sign * step[axis], reach - sign * start[axis]
            if p == 0:
                if q < 0:
                    return None
            elif p < 0:
                enter = max(enter, q / p)
            else:
                leave = min(leave, q / p)
    return (start + enter * step, start + leave * step) if enter <= leave else None
