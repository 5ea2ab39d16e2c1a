"""Runs of equally spaced parallel lines: the treads of stairs, however they are turned, split or drawn twice.

Vocabulary
----------
frame    axes of one direction: ``u`` along the lines, ``v`` across them, from an origin near the drawing
bar      a line of a direction with all that lies on it, pieces joined and doubles dropped
run      bars one behind the other at an even distance, a person's step apart
column   the stretch along ``u`` that most bars of a run share; a bar that covers less of it was cut off by a break line
going    the distance from bar to bar
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely import LineString, Polygon, STRtree
from shapely.affinity import affine_transform

from checkers.drawing.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet

    Numbers = NDArray[np.float64]
    Rows = NDArray[np.intp]

Shape = TypeVar("Shape", bound="BaseGeometry")

LEAST_GOING, MOST_GOING = 0.20, 0.45
"""metres: lines nearer together are risers in a view from the side, farther apart no steps"""

NOSING = 0.06
"""metres: a second line this near to a tread is its nosing"""

EVEN = 0.004
"""metres by which the goings of one run differ at most"""

LEAST_BARS = 3
"""lines of a run"""

MOST_BARS = 45
"""lines of a run; more are a pattern"""

MOST_BEHIND = 40
"""lines within a step behind one; more are a pattern"""

SHORTEST = 0.3
"""metres of a line that may be a tread or a rail; those cut off by a break line are short"""

NARROWEST, WIDEST = 0.55, 15.0
"""metres: columns of runs"""

COLLINEAR = 0.002
"""metres between lines that are one"""

PIECES = 0.03
"""metres between the ends of two pieces of one line"""

SHARED = 0.5
"""share of the shorter of two bars that both cover where one is behind the other"""

PARALLEL = 0.002
"""radians: the width of a class of directions"""

ASKEW = 0.006
"""radians by which a line drawn by hand leaves the direction of its flight"""

MOST_ASKEW = 0.012
"""metres from end to end by which it does so at most: a long line that leaves it farther is another line"""

ENDS = 0.02
"""metres by which a bar may fall short of its column and still be whole"""

_STRAIGHT = (Kind.LINE, Kind.POLYLINE, Kind.PROXY)


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight pieces of a sheet: n rows of x1, y1, x2, y2 in model metres, with the entity each belongs to."""

    ends: Numbers
    row: Rows


@dataclass(frozen=True, slots=True)
class Frame:
    """Axes turned by ``angle`` (radians) around a place of the model."""

    angle: float
    x: float
    y: float

    def matrix(self) -> list[float]:
        """The shapely affine from the model to this frame."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        return [c, s, -s, c, -c * self.x - s * self.y, s * self.x - c * self.y]

    def inside(self, geometry: Shape) -> Shape:
        """A geometry of the model in this frame."""
        return affine_transform(geometry, self.matrix())

    def all_inside(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Geometries of the model in this frame."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        turn = np.array([[c, -s], [s, c]])
        made: NDArray[np.object_] = shapely.transform(geometries, lambda at: (at - (self.x, self.y)) @ turn)
        return made

    def rectangle(self, u0: float, v0: float, u1: float, v1: float) -> Polygon:
        """A rectangle of this frame in the model."""
        made: Polygon = shapely.polygons(self._places((u1, v0), (u1, v1), (u0, v1), (u0, v0)))
        return made

    def line(self, *points: tuple[float, float]) -> LineString:
        """A line of this frame in the model."""
        made: LineString = shapely.linestrings(self._places(*points))
        return made

    def _places(self, *points: tuple[float, float]) -> list[tuple[float, float]]:
        c, s = math.cos(self.angle), math.sin(self.angle)
        return [(self.x + c * u - s * v, self.y + s * u + c * v) for u, v in points]

    def ends(self, strokes: Strokes, which: Rows) -> Numbers:
        """The ends of these strokes as u1, v1, u2, v2."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        moved = strokes.ends[which] - np.array([self.x, self.y, self.x, self.y])
        u, v = moved[:, 0::2] * c + moved[:, 1::2] * s, moved[:, 1::2] * c - moved[:, 0::2] * s
        return np.column_stack([u[:, 0], v[:, 0], u[:, 1], v[:, 1]])


@dataclass(frozen=True, slots=True)
class Bar:
    """One line across a run, from ``u0`` to ``u1`` at ``v``."""

    v: float
    u0: float
    u1: float
    rows: tuple[int, ...]

    def shares(self, u0: float, u1: float) -> float:
        """Metres of the stretch that the bar covers."""
        return min(self.u1, u1) - max(self.u0, u0)


@dataclass(frozen=True, slots=True)
class Run:
    """Bars at an even distance, in order of ``v``."""

    frame: Frame
    bars: tuple[Bar, ...]
    u0: float
    u1: float

    @property
    def whole(self) -> tuple[Bar, ...]:
        """The bars that cover the column from end to end."""
        return tuple(bar for bar in self.bars if bar.u0 <= self.u0 + ENDS and bar.u1 >= self.u1 - ENDS)

    @property
    def going(self) -> float:
        """The distance from bar to bar, metres."""
        return (self.bars[-1].v - self.bars[0].v) / (len(self.bars) - 1)

    @property
    def cut(self) -> tuple[bool, bool]:
        """Whether a break line ends the run at its lower and at its upper side."""
        whole = self.whole
        return self.bars[0] is not whole[0], self.bars[-1] is not whole[-1]

    @property
    def polygon(self) -> Polygon:
        """What the whole bars cover, model metres."""
        whole = self.whole
        return self.frame.rectangle(self.u0, whole[0].v, self.u1, whole[-1].v)


def strokes(sheet: Sheet, rows: Rows) -> Strokes:
    """The straight pieces of these entities; what is no line, such as hatches and arcs, is left out."""
    kept = rows[np.isin(sheet.entities.kind[rows], [str(kind) for kind in _STRAIGHT])]
    shapes = sheet.entities.geometry[kept]
    areas = np.isin(shapely.get_type_id(shapes), (3, 6))
    lines = shapes.copy()
    lines[areas] = shapely.boundary(shapes[areas])
    parts, owner = shapely.get_parts(lines, return_index=True)
    straight = shapely.get_type_id(parts) == 1
    parts, owner = parts[straight], owner[straight]
    at, part = shapely.get_coordinates(parts, return_index=True)
    if len(at) < len(("start", "end")):
        return Strokes(np.empty((0, 4)), np.empty(0, dtype=np.intp))
    joined = part[:-1] == part[1:]
    ends = np.hstack([at[:-1], at[1:]])[joined]
    return Strokes(ends, kept[owner[part[:-1][joined]]])


def runs(drawn: Strokes) -> list[Run]:
    """Every run of the strokes, longest first; of two over each other the one with more bars."""
    found = [run for frame, which in directions(drawn) for run in _runs(frame, bars(drawn, frame, which))]
    found.sort(key=lambda run: (-len(run.bars), run.bars[0].v))
    places = [run.polygon for run in found]
    tree = STRtree(places)
    kept: list[Run] = []
    dropped: set[int] = set()
    for index, run in enumerate(found):
        if index in dropped:
            continue
        kept.append(run)
        for other in tree.query(places[index], predicate="intersects"):
            small = min(places[index].area, places[other].area)
            if other > index and places[index].intersection(places[other]).area > SHARED * small:
                dropped.add(int(other))
    return kept


def directions(drawn: Strokes) -> Iterator[tuple[Frame, Rows]]:
    """The frames of directions in which at least a run's number of strokes lie, with those strokes."""
    along = drawn.ends[:, 2:] - drawn.ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    angle = np.arctan2(along[:, 1], along[:, 0]) % math.pi
    classes = round(math.pi / PARALLEL)
    bins = np.rint(angle / PARALLEL).astype(int) % classes
    left = (length >= SHORTEST) & np.isfinite(length)
    beside = math.ceil(ASKEW / PARALLEL)
    counts = np.bincount(bins[left], minlength=classes) if left.any() else np.zeros(classes, dtype=int)
    for one in np.argsort(-counts, kind="stable"):
        if counts[one] < LEAST_BARS - 1:
            break
        near = left & np.isin(bins, np.arange(one - beside, one + beside + 1) % classes)
        which = np.flatnonzero(near)
        left &= ~near
        if len(which) < LEAST_BARS:
            continue
        longest = which[np.argmax(length[which])]
        x, y = drawn.ends[longest, :2]
        yield Frame(float(angle[longest]), float(x), float(y)), which


def level(ends: Numbers) -> NDArray[np.bool_]:
    """Which lines, given as u1, v1, u2, v2, run along ``u``."""
    length = np.abs(ends[:, 0] - ends[:, 2])
    return np.abs(ends[:, 1] - ends[:, 3]) <= np.maximum(COLLINEAR, np.minimum(ASKEW * length, MOST_ASKEW))


def bars(drawn: Strokes, frame: Frame, which: Rows) -> list[Bar]:
    """The strokes along ``u`` as bars, in order of ``v``."""
    ends = frame.ends(drawn, which)
    along = level(ends)
    ends, rows = ends[along], drawn.row[which][along]
    v = (ends[:, 1] + ends[:, 3]) / 2
    low, high = np.minimum(ends[:, 0], ends[:, 2]), np.maximum(ends[:, 0], ends[:, 2])
    order = np.lexsort((low, v))
    found: list[Bar] = []
    start = 0
    for index in range(1, len(order) + 1):
        if index == len(order) or v[order[index]] - v[order[index - 1]] > COLLINEAR:
            found += _joined(v, low, high, rows, order[start:index])
            start = index
    return found


def _joined(v: Numbers, low: Numbers, high: Numbers, rows: Rows, level: Rows) -> Iterator[Bar]:
    """Pieces of one line that meet, each group of them as one bar."""
    level = level[np.argsort(low[level], kind="stable")]
    begun, end, members = float(low[level[0]]), float(high[level[0]]), [int(level[0])]
    for piece in (*level[1:].tolist(), None):
        if piece is not None and low[piece] <= end + PIECES:
            end = max(end, float(high[piece]))
            members.append(piece)
            continue
        yield Bar(
            float(np.median(v[members])) if len(members) > 1 else float(v[members[0]]),
            begun,
            end,
            tuple(int(rows[member]) for member in members),
        )
        if piece is not None:
            begun, end, members = float(low[piece]), float(high[piece]), [piece]


def _runs(frame: Frame, lines: Sequence[Bar]) -> Iterator[Run]:
    steps = _steps(lines)
    used: set[tuple[int, int]] = set()
    for first, after in enumerate(steps):
        for second in after:
            if (first, second) in used:
                continue
            chain = _chain(lines, steps, first, second)
            used.update(pairwise(chain))
            run = _run(frame, [lines[index] for index in chain])
            if run is not None:
                yield run


def _steps(lines: Sequence[Bar]) -> list[list[int]]:
    """For each bar those a step behind it, with none between them."""
    long = [index for index, bar in enumerate(lines) if bar.u1 - bar.u0 >= SHORTEST]
    ends = np.array([(lines[index].u0, lines[index].v, lines[index].u1) for index in long]).reshape(-1, 3)
    tree = STRtree(np.atleast_1d(shapely.box(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 1])) if long else [])
    ahead = shapely.box(ends[:, 0], ends[:, 1] + NOSING, ends[:, 2], ends[:, 1] + MOST_GOING)
    near: list[list[int]] = [[] for _ in lines]
    for one, other in tree.query(np.atleast_1d(ahead)).T.tolist() if long else ():
        near[long[one]].append(long[other])
    return [list(_next(lines, index, sorted(others))) for index, others in enumerate(near)]


def _next(lines: Sequence[Bar], index: int, others: Sequence[int]) -> Iterator[int]:
    """Of bars behind this one, in order of ``v``, those a step behind."""
    own = lines[index]
    between: list[Bar] = []
    for other in others:
        bar = lines[other]
        if other == index or not _behind(own, bar):
            continue
        hidden = any(bar.v - one.v > NOSING and _behind(one, bar) for one in between)
        if hidden and any(one.u0 <= own.u0 and one.u1 >= own.u1 for one in between[:1]):
            return  # the nearest one hides everything farther
        between.append(bar)
        if not hidden and bar.v - own.v >= LEAST_GOING:
            yield other


def _behind(one: Bar, other: Bar) -> bool:
    shared = other.shares(one.u0, one.u1)
    return shared >= max(SHORTEST, SHARED * min(one.u1 - one.u0, other.u1 - other.u0))


def _chain(lines: Sequence[Bar], steps: Sequence[Sequence[int]], first: int, second: int) -> list[int]:
    chain = [first, second]
    u0, u1 = max(lines[first].u0, lines[second].u0), min(lines[first].u1, lines[second].u1)
    while True:
        going = (lines[chain[-1]].v - lines[first].v) / (len(chain) - 1)
        after = [
            other
            for other in steps[chain[-1]]
            if abs(lines[other].v - lines[chain[-1]].v - going) <= EVEN
            and lines[other].shares(u0, u1) >= SHARED * min(u1 - u0, lines[other].u1 - lines[other].u0)
        ]
        if not after:
            return chain
        best = max(after, key=lambda other: lines[other].shares(u0, u1))
        chain.append(best)
        u0, u1 = max(u0, lines[best].u0), min(u1, lines[best].u1)


def _run(frame: Frame, chain: Sequence[Bar]) -> Run | None:
    if not LEAST_BARS <= len(chain) <= MOST_BARS:
        return None
    spans = Counter((round(bar.u0 / ENDS), round(bar.u1 / ENDS)) for bar in chain)
    (low, high), count = max(spans.items(), key=lambda item: (item[1], item[0][1] - item[0][0]))
    near = [bar for bar in chain if abs(bar.u0 - low * ENDS) <= ENDS and abs(bar.u1 - high * ENDS) <= ENDS]
    u0, u1 = float(np.median([bar.u0 for bar in near])), float(np.median([bar.u1 for bar in near]))
    if count < len(("start", "end")) or not NARROWEST <= u1 - u0 <= WIDEST:
        return None
    run = Run(frame, tuple(chain), u0, u1)
    return run if len(run.whole) >= len(("start", "end")) else None


def rails(drawn: Strokes, frame: Frame) -> list[Bar]:
    """The strokes at right angles to the frame as bars: ``v`` of a bar is its place along ``u`` of the frame."""
    along = drawn.ends[:, 2:] - drawn.ends[:, :2]
    c, s = math.cos(frame.angle), math.sin(frame.angle)
    length = np.hypot(along[:, 0], along[:, 1])
    aslant = np.abs(along[:, 0] * c + along[:, 1] * s)
    across = np.flatnonzero((length >= SHORTEST) & (aslant <= np.maximum(PARALLEL * length, COLLINEAR)))
    if not len(across):
        return []
    turned = Frame(frame.angle + math.pi / 2, frame.x, frame.y)
    return [Bar(-bar.v, bar.u0, bar.u1, bar.rows) for bar in reversed(bars(drawn, turned, across))]


def near_levels(lines: Sequence[Bar], levels: Sequence[float], low: float, high: float) -> Sequence[Bar]:
    """The bars, in order of ``v`` as ``levels`` are, between two levels."""
    return lines[bisect_left(levels, low) : bisect_right(levels, high)]
