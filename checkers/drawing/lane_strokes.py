"""Turn the lane's lines, arcs, polylines and hatches into strokes, all of a kind at once.

Vocabulary
----------
ragged    rows of unequal length, one after another in one column
stroke    points of one row with its shape, as in ``space.py``; ``entity`` says whose it is
sag       largest distance between a curve and the chord that stands for it, for each entity its own

Every formula is the one of ``curves.py`` and ``strokes.py``, which draw the rare entities one by one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import curves
from checkers.drawing.lane_rows import Floats, Picked, Values
from checkers.drawing.model import Kind
from checkers.drawing.space import HOLE, KIND_NUMBER, LINE, POINT, RING
from checkers.drawing.strokes import MOST_RINGS, nested
from checkers.drawing.tags import Rows

_CLOSED = 1
_CONTROL_FRAME = 16
_LEAST_RING = 4
_POLYLINE_PATH = 2
_STRAIGHT_UP = 1 - 1e-9
_SLIGHT = 1 / 64
"""AutoCAD's bound for a normal so near to the Z axis that the Y axis spans its plane"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Strokes: n rows, the points of all rows one after another."""

    points: Floats
    """(p, 3)"""
    size: NDArray[np.int64]
    shape: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    entity: Rows

    @classmethod
    def of(cls, kind: Kind, points: Floats, size: NDArray[np.int64], shape: NDArray[np.uint8], entity: Rows) -> Drawn:
        """Strokes of one kind."""
        return cls(points, size, shape, np.full(len(size), KIND_NUMBER[kind], np.uint8), entity)

    @classmethod
    def joined(cls, parts: list[Drawn]) -> Drawn:
        """Several lots of strokes as one."""
        if not parts:
            none = np.empty(0, np.int64)
            return cls(np.empty((0, 3)), none, none.astype(np.uint8), none.astype(np.uint8), none)
        return cls(
            np.concatenate([part.points for part in parts]),
            np.concatenate([part.size for part in parts]),
            np.concatenate([part.shape for part in parts]),
            np.concatenate([part.kind for part in parts]),
            np.concatenate([part.entity for part in parts]),
        )


def drawn(values: Values, taken: NDArray[np.bool_], sag: Floats) -> Drawn:
    """The strokes of all taken entities; ``sag`` for each entity of the file, in drawing units."""
    parts = []
    for name, draw in _DRAW.items():
        picked = values.picked(name, taken)
        if len(picked):
            parts += draw(picked, sag[picked.entity])
    vertices = values.picked("VERTEX", taken)
    heads = values.picked("POLYLINE", taken)
    if len(heads):
        parts.append(_polylines(heads, vertices, sag[heads.entity]))
    return Drawn.joined(parts)


def spread(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For ragged rows of these lengths: the row of each item, and its place in the row."""
    owner = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - before[owner]


def in_space(normal: Floats, points: Floats, owner: NDArray[np.int64]) -> Floats:
    """Points (p, 3) of entities' own planes in the space of their block; ``owner`` says whose each point is."""
    length = np.linalg.norm(normal, axis=1)
    tilted = ~((normal[:, 2] > 0) & (normal[:, 2] >= _STRAIGHT_UP * length))
    if not tilted.any():
        return points
    turn = axes(normal)
    which = tilted[owner]
    placed = points.copy()
    placed[which] = np.einsum("ni,nij->nj", points[which], turn[owner[which]])
    return placed


def axes(normal: Floats) -> Floats:
    """(n, 3, 3): the axes of the planes with these normals, by AutoCAD's arbitrary axis rule."""
    up = normal / np.linalg.norm(normal, axis=1)[:, np.newaxis]
    slight = (np.abs(up[:, 0]) < _SLIGHT) & (np.abs(up[:, 1]) < _SLIGHT)
    right = np.where(slight[:, np.newaxis], np.cross((0.0, 1.0, 0.0), up), np.cross((0.0, 0.0, 1.0), up))
    right /= np.linalg.norm(right, axis=1)[:, np.newaxis]
    over = np.cross(up, right)
    over /= np.linalg.norm(over, axis=1)[:, np.newaxis]
    return np.stack((right, over, up), axis=1)


def _lines(picked: Picked, _: Floats) -> list[Drawn]:
    count = len(picked)
    points = np.stack((picked.place(10), picked.place(11)), axis=1).reshape(-1, 3)
    return [Drawn.of(Kind.LINE, points, np.full(count, 2), np.full(count, LINE, np.uint8), picked.entity)]


def _points(picked: Picked, _: Floats) -> list[Drawn]:
    count = len(picked)
    return [
        Drawn.of(Kind.POINT, picked.place(10), np.ones(count, np.int64), np.full(count, POINT, np.uint8), picked.entity)
    ]


def _circles(picked: Picked, sag: Floats) -> list[Drawn]:
    whole = np.full(len(picked), math.tau)
    points, size = _arc_points(picked, np.zeros(len(picked)), whole, sag)
    last = np.cumsum(size) - 1
    points[last] = points[last - size + 1]
    return [Drawn.of(Kind.CIRCLE, points, size, np.full(len(picked), RING, np.uint8), picked.entity)]


def _arcs(picked: Picked, sag: Floats) -> list[Drawn]:
    start = np.radians(picked.one(50))
    angle = np.radians((picked.one(51) - picked.one(50)) % 360.0)
    angle[angle == 0] = math.tau
    points, size = _arc_points(picked, start, angle, sag)
    return [Drawn.of(Kind.ARC, points, size, np.full(len(picked), LINE, np.uint8), picked.entity)]


def _arc_points(picked: Picked, start: Floats, angle: Floats, sag: Floats) -> tuple[Floats, NDArray[np.int64]]:
    centre, radius = picked.place(10), np.abs(picked.one(40))
    chords = steps(radius, angle, sag)
    owner, place = spread(chords + 1)
    around = start[owner] + _share(place, chords[owner], angle[owner])
    flat = np.column_stack(
        (
            centre[owner, 0] + radius[owner] * np.cos(around),
            centre[owner, 1] + radius[owner] * np.sin(around),
            centre[owner, 2],
        )
    )
    return in_space(picked.normal(), flat, owner), chords + 1


def _share(place: NDArray[np.int64], chords: NDArray[np.int64], angle: Floats) -> Floats:
    return np.where(place == chords, angle, place * (angle / chords))


def steps(radius: Floats, angle: Floats, sag: Floats) -> NDArray[np.int64]:
    """How many chords each arc needs, as ``curves.steps``."""
    turn = np.abs(angle) / math.tau
    with np.errstate(invalid="ignore", divide="ignore"):
        widest = np.where(sag < radius, 2 * np.arccos(np.maximum(-1.0, 1 - sag / radius)), math.pi)
    wanted = np.ceil(np.abs(angle) / np.maximum(widest, 1e-6))
    most = np.ceil(curves.MOST * np.maximum(turn, 1e-3))
    least = np.ceil(curves.FEWEST * np.minimum(turn, 1))
    count = np.maximum(np.maximum(least, np.minimum(wanted, most)), 1)
    return np.where((radius <= 0) | (turn == 0), 1, count).astype(np.int64)


def _solids(picked: Picked, _: Floats) -> list[Drawn]:
    count = len(picked)
    corners = [picked.place(code) for code in (10, 11, 13, 12)]
    corners[2] = np.where(picked.has(13)[:, np.newaxis], corners[2], corners[3])
    ring = np.stack([*corners, corners[0]], axis=1)
    ring[:, :, 2] = corners[0][:, np.newaxis, 2]
    owner = np.repeat(np.arange(count), 5)
    points = in_space(picked.normal(), ring.reshape(-1, 3), owner)
    return [Drawn.of(Kind.SOLID, points, np.full(count, 5), np.full(count, RING, np.uint8), picked.entity)]


@dataclass(frozen=True, slots=True)
class Chains:
    """Polylines in the making: ragged vertices with bulges, and for each polyline whether it is flagged closed."""

    x: Floats
    y: Floats
    bulge: Floats
    count: NDArray[np.int64]
    flagged: NDArray[np.bool_]
    sag: Floats


def _lwpolylines(picked: Picked, sag: Floats) -> list[Drawn]:
    rows, owner, x = picked.many(10)
    y = picked.values.number[rows + 1]
    bulge = np.zeros(len(x))
    bulge_rows, _, bulges = picked.many(42)
    bulge[np.searchsorted(rows, bulge_rows) - 1] = bulges
    count = np.bincount(owner, minlength=len(picked))
    chains = Chains(x, y, bulge, count, (picked.whole(70) & _CLOSED) != 0, sag)
    return [_chained(chains, picked, picked.one(38))]


def _polylines(heads: Picked, vertices: Picked, sag: Floats) -> Drawn:
    owner = np.searchsorted(heads.entity, vertices.entity) - 1
    shown = (vertices.whole(70) & _CONTROL_FRAME) == 0
    place = vertices.place(10)[shown]
    owner = owner[shown]
    count = np.bincount(owner, minlength=len(heads))
    chains = Chains(place[:, 0], place[:, 1], vertices.one(42)[shown], count, (heads.whole(70) & _CLOSED) != 0, sag)
    first = np.minimum(np.cumsum(count) - count, max(len(place) - 1, 0))
    elevation = np.where(count > 0, place[first, 2], 0.0) if len(place) else np.zeros(len(heads))
    return _chained(chains, heads, elevation)


def _chained(chains: Chains, picked: Picked, elevation: Floats) -> Drawn:
    flat, size = bulged(chains)
    closed, flat, size = _closing(flat, size, chains)
    owner = np.repeat(np.arange(len(size)), size)
    points = in_space(picked.normal(), np.column_stack((flat, elevation[owner])), owner)
    there = size > 0
    shape = np.where(closed & (size >= _LEAST_RING), RING, LINE).astype(np.uint8)
    return Drawn.of(Kind.POLYLINE, points, size[there], shape[there], picked.entity[there])


def bulged(chains: Chains) -> tuple[Floats, NDArray[np.int64]]:
    """Points (p, 2) along polylines, and how many belong to each, as ``curves.bulged``."""
    owner, place = spread(chains.count)
    count = chains.count[owner]
    last = place == count - 1
    wraps = last & chains.flagged[owner] & (count > 1)
    segment = ~last | wraps
    following = np.minimum(np.arange(len(owner)) + 1, max(len(owner) - 1, 0))
    following = np.where(wraps, np.arange(len(owner)) - count + 1, following)
    start = np.column_stack((chains.x, chains.y))
    end = start[following]
    chord = end - start
    length = np.hypot(chord[:, 0], chord[:, 1])
    bowed = segment & (np.abs(chains.bulge) >= curves.STRAIGHT) & (length > 0)
    pieces = np.where(segment, 1, 0)
    arcs = _bows(start[bowed], chord[bowed], length[bowed], chains.bulge[bowed], chains.sag[owner[bowed]])
    pieces[bowed] = arcs.chords
    # each vertex gives itself when it is the first of its polyline, then the points of the segment after it
    own = (place == 0).astype(np.int64)
    total = own + pieces
    source, step = spread(total)
    step = step - own[source]
    points = np.where((step < 0)[:, np.newaxis], start[source], end[source])
    bow = np.full(len(owner), -1)
    bow[bowed] = np.arange(len(arcs.chords))
    curved = (step >= 0) & (bow[source] >= 0) & (step < pieces[source] - 1)
    points[curved] = arcs.at(bow[source[curved]], step[curved] + 1)
    size = np.bincount(owner, weights=total, minlength=len(chains.count)).astype(np.int64)
    return points, size


@dataclass(frozen=True, slots=True)
class _Bows:
    centre: Floats
    radius: Floats
    begin: Floats
    angle: Floats
    chords: NDArray[np.int64]

    def at(self, bow: NDArray[np.int64], step: NDArray[np.int64]) -> Floats:
        around = self.begin[bow] + step * (self.angle[bow] / self.chords[bow])
        return np.column_stack(
            (
                self.centre[bow, 0] + self.radius[bow] * np.cos(around),
                self.centre[bow, 1] + self.radius[bow] * np.sin(around),
            )
        )


def _bows(start: Floats, chord: Floats, length: Floats, bulge: Floats, sag: Floats) -> _Bows:
    angle = 4 * np.arctan(bulge)
    radius = length / (2 * np.sin(np.abs(angle) / 2))
    rise = radius * np.cos(angle / 2) * np.sign(bulge)
    normal = np.column_stack((-chord[:, 1], chord[:, 0])) / length[:, np.newaxis]
    centre = start + chord / 2 + normal * rise[:, np.newaxis]
    begin = np.arctan2(start[:, 1] - centre[:, 1], start[:, 0] - centre[:, 0])
    return _Bows(centre, radius, begin, angle, steps(radius, angle, sag))


def _closing(
    flat: Floats, size: NDArray[np.int64], chains: Chains
) -> tuple[NDArray[np.bool_], Floats, NDArray[np.int64]]:
    """Which lines close, by their flag or by ending where they began, as ``strokes``' own rule."""
    if not len(flat):
        return np.zeros(len(size), np.bool_), flat, size
    first = np.minimum(np.cumsum(size) - size, len(flat) - 1)
    last = np.maximum(np.cumsum(size) - 1, 0)
    gap = np.abs(flat[first] - flat[last]).max(axis=1)
    long = size >= _LEAST_RING
    near = chains.sag / 10
    closed = (gap == 0) & long
    snapped = (gap > 0) & (gap <= near) & long
    flat[last[snapped]] = flat[first[snapped]]
    return closed | snapped, flat, size


def _hatches(picked: Picked, sag: Floats) -> list[Drawn]:
    starts, owner, flags = picked.many(92)
    ends, _, _ = picked.many(97)
    polyline = (flags.astype(np.int64) & _POLYLINE_PATH) != 0
    rows, _, x = picked.many(10)
    path = np.searchsorted(starts, rows, "right") - 1
    inside = (path >= 0) & (rows < ends[np.maximum(path, 0)])
    rows, path, x = rows[inside], path[inside], x[inside]
    y = picked.values.number[rows + 1]
    bulge = np.zeros(len(x))
    bulge_rows, _, bulges = picked.many(42)
    holder = np.searchsorted(starts, bulge_rows, "right") - 1
    there = (holder >= 0) & (bulge_rows < ends[np.maximum(holder, 0)])
    bulge[np.searchsorted(rows, bulge_rows[there]) - 1] = bulges[there]
    bulge[~polyline[path]] = 0
    count = np.bincount(path, minlength=len(starts))
    chains = Chains(x, y, bulge, count, np.ones(len(starts), np.bool_), sag[owner])
    flat, size = bulged(chains)
    whose = np.repeat(owner, size)
    points = in_space(picked.normal(), np.column_stack((flat, picked.one(30)[whose])), whose)
    return _filled(picked, points, size, owner)


def _filled(picked: Picked, points: Floats, size: NDArray[np.int64], owner: NDArray[np.int64]) -> list[Drawn]:
    """Rings of hatches: lone ones as they are, several of one hatch as outlines with holes."""
    ring = size >= _LEAST_RING
    counts = np.bincount(owner[ring], minlength=len(picked))
    lone = ring & (counts[owner] == 1)
    which = np.repeat(lone, size)
    made = [
        Drawn.of(
            Kind.HATCH,
            points[which],
            size[lone],
            np.full(int(lone.sum()), RING, np.uint8),
            picked.entity[owner[lone]],
        )
    ]
    several = np.flatnonzero(ring & (counts[owner] > 1))
    first = np.cumsum(size) - size
    groups: dict[int, list[Floats]] = {}
    for index in several.tolist():
        groups.setdefault(int(owner[index]), []).append(points[first[index] : first[index] + size[index]])
    pieces: list[Floats] = []
    shapes: list[int] = []
    entities: list[int] = []
    for hatch, rings in groups.items():
        for shell, holes in nested(rings[:MOST_RINGS]):
            pieces += [shell, *holes]
            shapes += [RING, *[HOLE] * len(holes)]
            entities += [int(picked.entity[hatch])] * (1 + len(holes))
    if pieces:
        sizes = np.array([len(piece) for piece in pieces])
        made.append(Drawn.of(Kind.HATCH, np.concatenate(pieces), sizes, np.array(shapes, np.uint8), np.array(entities)))
    return made


_DRAW = {
    "LINE": _lines,
    "POINT": _points,
    "CIRCLE": _circles,
    "ARC": _arcs,
    "SOLID": _solids,
    "LWPOLYLINE": _lwpolylines,
    "HATCH": _hatches,
}
