"""Pairs of parallel lines that face each other a wall's thickness apart: how designers draw walls.

Vocabulary
----------
segment   a straight line between two points, shape (2, 2), metres
facing    two segments that are parallel, ``THINNEST`` to ``THICKEST`` apart, and overlap along their direction
strip     the stretch of wall between two facing segments, over the length on which no thinner wall claims either
short     an overlap shorter than the wall is thick: a stub beside a door, or the two jambs of a narrow opening;
          only a third line that joins both ends, or chords of a curve that go on, tell them apart

Everything is vectorised but the claiming itself, which is one pass over the pairs, thinnest first: the two faces of a
wall are nearer to each other than to the faces of the next wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import STRtree

from checkers.features import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

THINNEST = 0.05
"""metres: the thinnest wall two parallel lines draw"""

THICKEST = 0.6
"""metres: the thickest"""

PARALLEL = np.sin(np.radians(1.5))
"""sine of the angle up to which two lines are parallel"""

DRIFT = 0.02
"""metres by which two short lines may come nearer to each other from end to end: chords of curved walls do"""

CURVED = np.sin(np.radians(8.0))
"""sine of the most by which such chords may differ in direction"""

BENT = np.cos(np.radians(15.0))
"""cosine of the angle up to which one chord of a curved wall goes on as the next"""

SHORTEST = 0.03
"""metres: a shorter overlap is chance"""

MEETS = 0.005
"""metres between ends that meet"""

LONG = 0.9
"""of its thickness: a longer overlap is a wall by itself"""

AT_A_TIME = 5_000
"""segments whose neighbours are looked at together"""

MOST_PAIRS = 30_000_000
"""of near segments: more are a hatching pattern and no walls"""

FEW_FACING = 100_000
"""facing pairs of which it never matters how many they are for each segment"""

MOST_FACING = 20
"""facing pairs for each segment on average; more are a pattern as well"""

_Pairs = tuple[
    "NDArray[np.intp]", "NDArray[np.intp]", "NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"
]
_NO_PAIRS: _Pairs = (np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0), np.empty(0), np.empty(0))


class TooDenseError(Exception):
    """So many lines so near to each other are a pattern and no walls."""


@dataclass(frozen=True, slots=True)
class Strips:
    """Stretches of wall as equally long columns."""

    axis: NDArray[np.float64]
    """(n, 2, 2): start and end of the middle line, metres"""
    thickness: NDArray[np.float64]
    """(n,), metres"""
    lines: NDArray[np.intp]
    """(n, 2): the two facing segments"""

    def __len__(self) -> int:
        return len(self.thickness)

    def areas(self) -> NDArray[np.object_]:
        """(n,) polygons: each strip as a rectangle."""
        return rectangles(self.axis, self.thickness)


def rectangles(axis: NDArray[np.float64], thickness: NDArray[np.float64]) -> NDArray[np.object_]:
    """(n,) rectangles around middle lines (n, 2, 2) that are not of length zero."""
    if not len(axis):
        return np.empty(0, dtype=object)
    along = axis[:, 1] - axis[:, 0]
    unit = along / np.linalg.norm(along, axis=1)[:, None]
    half = np.column_stack([-unit[:, 1], unit[:, 0]]) * thickness[:, None] / 2
    corners = np.stack([axis[:, 0] + half, axis[:, 1] + half, axis[:, 1] - half, axis[:, 0] - half], axis=1)
    made: NDArray[np.object_] = np.asarray(shapely.polygons(corners), dtype=object)
    return made


def strips(segments: NDArray[np.float64]) -> Strips:
    """The strips of wall that segments (n, 2, 2) of non-zero length draw; TooDenseError where they are a pattern."""
    if len(segments) <= 1:
        return _Claims(segments).strips()
    one, other, low, high, thick = _facing(segments)
    if len(one) > max(FEW_FACING, MOST_FACING * len(segments)):
        raise TooDenseError
    long = high - low >= LONG * thick
    short = np.flatnonzero(~long)
    goes_on = _goes_on(segments)
    curved = goes_on[one[short]] & goes_on[other[short]]
    capped = short[curved | _capped(segments, one[short], other[short], thick[short])]
    claims = _Claims(segments)
    for rows in (np.flatnonzero(long), capped):
        # Millimetres are rounded, so that of walls equally thick the longer one comes first.
        order = rows[np.lexsort((-(high - low)[rows], np.round(thick[rows], 3)))]
        claims.claim(one[order], other[order], low[order], high[order], thick[order])
    return claims.strips()


def _facing(segments: NDArray[np.float64]) -> _Pairs:
    """Facing pairs: the two numbers, the overlap as lengths from the first one's start, and the distance."""
    along = segments[:, 1] - segments[:, 0]
    length = np.linalg.norm(along, axis=1)
    unit = along / length[:, None]
    near = _near(segments, unit, length)
    found: list[_Pairs] = [_NO_PAIRS]
    for one, other in near:
        shorter = np.minimum(length[one], length[other])
        parallel = np.abs(_cross(unit[one], unit[other])) < np.clip(DRIFT / shorter, PARALLEL, CURVED)
        one, other = one[parallel], other[parallel]  # noqa: PLW2901 (fewer)
        # The longer line gives the direction: a short one of rounded coordinates may be askew.
        swap = length[other] > length[one]
        one, other = np.where(swap, other, one), np.where(swap, one, other)  # noqa: PLW2901 (the same pairs)
        first = segments[other, 0] - segments[one, 0]
        last = segments[other, 1] - segments[one, 0]
        ends = np.sort(np.stack([_dot(first, unit[one]), _dot(last, unit[one])], axis=1), axis=1)
        low, high = np.maximum(ends[:, 0], 0.0), np.minimum(ends[:, 1], length[one])
        away = (np.abs(_cross(unit[one], first)) + np.abs(_cross(unit[one], last))) / 2
        kept = (high - low >= SHORTEST) & (away >= THINNEST - MEETS) & (away <= THICKEST + MEETS)
        found.append((one[kept], other[kept], low[kept], high[kept], away[kept]))
    one, other, low, high, away = (np.concatenate(columns) for columns in zip(*found, strict=True))
    return one, other, low, high, away


def _near(
    segments: NDArray[np.float64], unit: NDArray[np.float64], length: NDArray[np.float64]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs whose bounds come as near as a wall is thick, some thousand segments at a time.

    TooDenseError when they are far too many.

    Bounds are taken along the direction most walls run, where those of walls are as slim as they are.
    """
    angle = np.arctan2(unit[:, 1], unit[:, 0]) % (np.pi / 2)
    share = np.bincount(np.minimum((angle / (np.pi / 2) * 90).astype(np.intp), 89), weights=length, minlength=90)
    turn = (int(np.argmax(share)) + 0.5) * np.pi / 180
    level = segments @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    low, high = level.min(axis=1), level.max(axis=1)
    # Only bounds are compared: those of a diagonal are those of its rectangle, and are made in a fraction of the time.
    tree = STRtree(many.lines(np.stack([low, high], axis=1)))
    reach = THICKEST + MEETS
    asked = many.lines(np.stack([low - reach, high + reach], axis=1))
    seen = 0
    for start in range(0, len(segments), AT_A_TIME):
        one, other = tree.query(asked[start : start + AT_A_TIME])
        seen += len(one)
        if seen > MOST_PAIRS:
            raise TooDenseError
        one = one + start
        kept = one < other
        yield one[kept], other[kept]


def _capped(
    segments: NDArray[np.float64], one: NDArray[np.intp], other: NDArray[np.intp], thick: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which pairs a third segment joins end to end."""
    if not len(one):
        return np.empty(0, dtype=np.bool_)
    found = np.zeros(len(one), dtype=np.bool_)
    tree = STRtree(many.points(segments))
    at_one = [tree.query(many.points(segments[one, side]), predicate="dwithin", distance=MEETS) for side in range(2)]
    at_other = [
        tree.query(many.points(segments[other, side]), predicate="dwithin", distance=MEETS) for side in range(2)
    ]
    size = len(segments)
    lengths = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
    for first in at_one:
        for second in at_other:
            keys = first[0] * size + first[1] // 2
            common = np.intersect1d(keys, second[0] * size + second[1] // 2)
            row, cap = common // size, common % size
            joins = (cap != one[row]) & (cap != other[row]) & (lengths[cap] <= thick[row] + 2 * MEETS)
            found[row[joins]] = True
    return found


def _goes_on(segments: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which segments another one continues in nearly the same direction, as the chords of a curved wall do."""
    places = many.points(segments)
    one, other = STRtree(places).query(places, predicate="dwithin", distance=MEETS)
    kept = one < other
    one, other = one[kept], other[kept]
    away = (segments[:, 1] - segments[:, 0]) / np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)[:, None]
    outward = np.stack([away, -away], axis=1).reshape(-1, 2)
    on = _dot(outward[one], outward[other]) < -BENT
    found = np.zeros(len(segments), dtype=np.bool_)
    found[one[on] // 2] = True
    found[other[on] // 2] = True
    return found


class _Claims:
    """Which stretch of which segment is already the face of a wall."""

    def __init__(self, segments: NDArray[np.float64]) -> None:
        along = segments[:, 1] - segments[:, 0]
        self._length = np.linalg.norm(along, axis=1)
        self._unit = along / self._length[:, None] if len(segments) else along
        self._segments = segments
        self._taken: dict[int, list[tuple[float, float]]] = {}
        self._made: list[tuple[int, int, float, float, float, float]] = []

    def claim(
        self,
        one: NDArray[np.intp],
        other: NDArray[np.intp],
        low: NDArray[np.float64],
        high: NDArray[np.float64],
        thick: NDArray[np.float64],
    ) -> None:
        """Take, pair by pair, what is left free of the overlaps, as lengths from the start of segment ``one``."""
        unit = self._unit[one]
        first = self._segments[other, 0] - self._segments[one, 0]
        begin = _dot(first, unit)
        way = np.where(_dot(self._unit[other], unit) > 0, 1.0, -1.0)
        side = np.where(_cross(unit, first) > 0, 1.0, -1.0)
        rows = (column.tolist() for column in (one, other, low, high, thick, begin, way, side))
        for here, there, start, stop, apart, offset, turn, hand in zip(*rows, strict=True):
            taken = list(self._taken.get(here, ()))
            for a, b in self._taken.get(there, ()):
                taken.append((offset + a, offset + b) if turn > 0 else (offset - b, offset - a))
            for left, right in _free(start, stop, taken):
                self._taken.setdefault(here, []).append((left, right))
                ends = (left - offset) * turn, (right - offset) * turn
                self._taken.setdefault(there, []).append((min(ends), max(ends)))
                self._made.append((here, there, left, right, apart, hand))

    def strips(self) -> Strips:
        """What was claimed, lengthened over corners and junctions."""
        if not self._made:
            return Strips(np.empty((0, 2, 2)), np.empty(0), np.empty((0, 2), dtype=np.intp))
        one, other = (np.array([made[at] for made in self._made], dtype=np.intp) for at in range(2))
        low, high, thick, side = (np.array([made[at] for made in self._made]) for at in range(2, 6))
        low, high = self._lengthened(one, low, high)
        unit = self._unit[one]
        across = np.column_stack([-unit[:, 1], unit[:, 0]]) * (side * thick / 2)[:, None]
        start = self._segments[one, 0] + across
        axis = np.stack([start + unit * low[:, None], start + unit * high[:, None]], axis=1)
        return Strips(axis, thick, np.column_stack([one, other]))

    def _lengthened(
        self, one: NDArray[np.intp], low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Over what is left of the longer face up to its end or the next stretch, where that is no more than a wall."""
        lows, highs = low.tolist(), high.tolist()
        for at, (line, starts, stops) in enumerate(zip(one.tolist(), low.tolist(), high.tolist(), strict=True)):
            taken = self._taken[line]
            before = max((b for a, b in taken if b <= starts + MEETS), default=0.0)
            after = min((a for a, b in taken if a >= stops - MEETS), default=float(self._length[line]))
            if starts - before <= THICKEST:
                lows[at] = min(before, starts)
            if after - stops <= THICKEST:
                highs[at] = max(after, stops)
        return np.array(lows), np.array(highs)


def _free(low: float, high: float, taken: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What of low to high no interval takes, without scraps."""
    left = [(low, high)]
    for a, b in taken:
        left = [
            piece
            for start, stop in left
            for piece in ((start, min(stop, a)), (max(start, b), stop))
            if piece[1] - piece[0] >= SHORTEST
        ]
    return left


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _dot(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1])
