"""Outlines of the lane's simple entities, all of a kind at once, as the frontend would draw them one by one.

Vocabulary
----------
path      what one entity draws: moves, lines and curves in the coordinates of its block
brush     how a path is painted: as a line, as an area, as a hatched area, or as a dot
chain     the vertices of one polyline, with the bulges of the arcs between them

An entity that is not as simple (a width, a slanted plane, an arc that goes all around) has no path here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.lane import Lane
from checkers.drawing.lane_rows import Floats, Picked
from checkers.drawing.lane_strokes import in_space, spread
from checkers.drawing.plot_recording import CLOSE, CURVE, LINE, MOVE
from checkers.drawing.tags import NotPlain, Rows

OUTLINE, AREA, TINT, DOT = 0, 1, 2, 3

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

_CLOSED, _CONTROL_FRAME = 1, 16
_POLYLINE_PATH, _TEXT_BOX, _EXTERNAL, _OUTERMOST = 2, 8, 1, 16
_SMALL = 4e-9
"""share of a coordinate below which two places count as one"""
_UPRIGHT = 1e-12
_SLACK = 1e-9
_CORNERS = 3
_STRAIGHT = 1e-6
"""bulges below this are drawn straight by ezdxf"""


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths: n rows, the verbs and points of all rows one after another."""

    entity: Rows
    brush: NDArray[np.int8]
    verbs: NDArray[np.int8]
    points: Floats
    """(p, 2)"""
    first_verb: Counts
    """(n + 1) positions in ``verbs``"""
    first_point: Counts
    """(n + 1) positions in ``points``"""

    @classmethod
    def of(
        cls, entity: Rows, brush: int, verbs: tuple[NDArray[np.int8], Counts], points: tuple[Floats, Counts]
    ) -> Paths:
        """Paths of one brush, of verbs and points and how many belong to each."""
        return cls(
            entity,
            np.full(len(entity), brush, np.int8),
            verbs[0],
            points[0],
            np.concatenate(([0], np.cumsum(verbs[1]))),
            np.concatenate(([0], np.cumsum(points[1]))),
        )

    def taken(self, rows: Rows) -> Paths:
        """Some of the paths, in this order."""
        if not len(rows):
            return Paths.joined([])
        first, last = int(rows[0]), int(rows[-1]) + 1
        if last - first == len(rows) and (np.diff(rows) == 1).all():
            verb, point = self.first_verb[first : last + 1], self.first_point[first : last + 1]
            verbs, points = self.verbs[verb[0] : verb[-1]], self.points[point[0] : point[-1]]
            return Paths(
                self.entity[first:last], self.brush[first:last], verbs, points, verb - verb[0], point - point[0]
            )
        verb_at, verb_count = _gathered(self.first_verb, rows)
        point_at, point_count = _gathered(self.first_point, rows)
        return Paths(
            self.entity[rows],
            self.brush[rows],
            self.verbs[verb_at],
            self.points[point_at],
            np.concatenate(([0], np.cumsum(verb_count))),
            np.concatenate(([0], np.cumsum(point_count))),
        )

    @classmethod
    def joined(cls, parts: list[Paths]) -> Paths:
        """Several lots as one, in the order of their entities."""
        if not parts:
            none = np.empty(0, np.int64)
            zero = np.zeros(1, np.int64)
            return cls(none, none.astype(np.int8), none.astype(np.int8), np.empty((0, 2)), zero, zero)
        verbs = np.concatenate([np.diff(part.first_verb) for part in parts])
        points = np.concatenate([np.diff(part.first_point) for part in parts])
        made = cls(
            np.concatenate([part.entity for part in parts]),
            np.concatenate([part.brush for part in parts]),
            np.concatenate([part.verbs for part in parts]),
            np.concatenate([part.points for part in parts]),
            np.concatenate(([0], np.cumsum(verbs))),
            np.concatenate(([0], np.cumsum(points))),
        )
        return made.taken(np.argsort(made.entity, kind="stable"))


def _gathered(first: Counts, rows: Rows) -> tuple[Counts, Counts]:
    count = first[rows + 1] - first[rows]
    owner, place = spread(count)
    return first[rows][owner] + place, count


def paths(lane: Lane, *, dots: bool) -> Paths:
    """The paths of all simple entities of the lane; ``dots`` says whether points show as dots."""
    made: list[Paths] = []
    for name, draw in _DRAW.items():
        if name == "POINT" and not dots:
            continue
        picked = lane.values.picked(name, lane.taken)
        if len(picked):
            made += draw(picked)
    heads = lane.values.picked("POLYLINE", lane.taken)
    if len(heads):
        made += _polylines(heads, lane.values.picked("VERTEX", lane.taken))
    return Paths.joined([part for part in made if len(part.entity)])


def _flat(picked: Picked) -> Flags:
    """Which entities lie in planes seen from above."""
    return np.asarray((np.abs(picked.normal() - (0.0, 0.0, 1.0)) <= _UPRIGHT).all(axis=1), np.bool_)


def _says(picked: Picked, code: int) -> Flags:
    """Which entities hold the code with another value than zero."""
    rows = picked.rows[picked.code == code]
    found = np.zeros(len(picked), np.bool_)
    slot = picked.slot[picked.code == code]
    try:
        found[slot[picked.values.tags.numbers(rows) != 0]] = True
    except NotPlain:
        found[slot] = True
    return found


def _repeated(pattern: tuple[int, ...], count: int) -> tuple[NDArray[np.int8], Counts]:
    return np.tile(np.array(pattern, np.int8), count), np.full(count, len(pattern))


def _lines(picked: Picked) -> list[Paths]:
    count = len(picked)
    points = np.stack((picked.place(10), picked.place(11)), axis=1)[:, :, :2].reshape(-1, 2)
    return [Paths.of(picked.entity, OUTLINE, _repeated((MOVE, LINE), count), (points, np.full(count, 2)))]


def _points(picked: Picked) -> list[Paths]:
    count = len(picked)
    points = np.repeat(picked.place(10)[:, :2], 2, axis=0)
    return [Paths.of(picked.entity, DOT, _repeated((MOVE, LINE), count), (points, np.full(count, 2)))]


def _solids(picked: Picked) -> list[Paths]:
    first, second, third, fourth = (picked.place(code) for code in (10, 11, 12, 13))
    triangle = (third == fourth).all(axis=1)
    usual = _flat(picked) & picked.has(13)
    made = []
    for which, corners in ((triangle, (first, second, third)), (~triangle, (first, second, fourth, third))):
        rows = np.flatnonzero(which & usual)
        points = np.stack([corner[rows, :2] for corner in corners], axis=1).reshape(-1, 2)
        verbs = _repeated((MOVE, *[LINE] * (len(corners) - 1), CLOSE), len(rows))
        made.append(Paths.of(picked.entity[rows], AREA, verbs, (points, np.full(len(rows), len(corners)))))
    return made


def _circles(picked: Picked) -> list[Paths]:
    count = len(picked)
    usual = np.abs(picked.one(40)) > _UPRIGHT
    # ezdxf runs through a circle clockwise
    around = np.full(count, -math.tau)
    return _arced(picked, np.zeros(count), around, usual, (CLOSE,))


def _arcs(picked: Picked) -> list[Paths]:
    start = np.radians(picked.one(50))
    around = np.radians((picked.one(51) - picked.one(50)) % 360.0)
    radius, centre = np.abs(picked.one(40)), picked.place(10)
    apart = 2 * radius * np.abs(np.sin(around / 2))
    return _arced(picked, start, around, apart > _SMALL * (np.abs(centre).sum(axis=1) + radius), ())


def _arced(picked: Picked, start: Floats, around: Floats, usual: Flags, end: tuple[int, ...]) -> list[Paths]:
    """Arcs as cubic curves, a quarter or less each."""
    centre, radius = picked.place(10), np.abs(picked.one(40))
    pieces = _pieces(around)
    curves = _curves(np.zeros((len(picked), 2)), radius, start, around, pieces)
    begin = np.column_stack((radius * np.cos(start), radius * np.sin(start)))
    at, count = 1 + 3 * pieces, np.cumsum(1 + 3 * pieces)
    points = np.empty((int(count[-1]), 2))
    first = count - at
    points[first] = begin
    inner = np.ones(len(points), np.bool_)
    inner[first] = False
    points[inner] = curves.reshape(-1, 2)
    whose, _ = spread(at)
    flat = np.column_stack((points + centre[whose, :2], centre[whose, 2]))
    placed = in_space(picked.normal(), flat, whose)[:, :2]
    whose_verb, place = spread(1 + pieces + len(end))
    verbs = np.where(place == 0, MOVE, np.where(place <= pieces[whose_verb], CURVE, CLOSE)).astype(np.int8)
    made = Paths.of(picked.entity, OUTLINE, (verbs, 1 + pieces + len(end)), (placed, at))
    return [made.taken(np.flatnonzero(usual))]


def _pieces(around: Floats) -> Counts:
    return np.maximum(np.ceil(np.abs(around) / (math.pi / 2) - _SLACK), 1).astype(np.int64)


def _curves(centre: Floats, radius: Floats, start: Floats, around: Floats, pieces: Counts) -> Floats:
    """(c, 3, 2): control points and ends of the curves along each arc."""
    owner, place = spread(pieces)
    step = around / pieces
    tangent = (4 / 3 * np.tan(step / 4) * radius)[owner, np.newaxis]
    low, high = start[owner] + place * step[owner], start[owner] + (place + 1) * step[owner]
    begin, end = (np.column_stack((np.cos(angle), np.sin(angle))) for angle in (low, high))
    left = [np.column_stack((-ray[:, 1], ray[:, 0])) * tangent for ray in (begin, end)]
    size = radius[owner, np.newaxis]
    curves = np.stack((begin * size + left[0], end * size - left[1], end * size), axis=1)
    return curves + centre[owner][:, np.newaxis]


@dataclass(frozen=True, slots=True)
class _Chains:
    """Ragged vertices with bulges, and for each chain whether it goes back to its first vertex."""

    at: Floats
    """(v, 2)"""
    bulge: Floats
    count: Counts
    back: Flags

    def drawn(self) -> tuple[tuple[NDArray[np.int8], Counts], tuple[Floats, Counts], Flags]:
        """Verbs and points with how many belong to each chain, and which chains are as usual."""
        owner, place = spread(self.count)
        count = self.count[owner]
        first = np.arange(len(owner)) - place
        last = place == count - 1
        following = np.where(last, first, np.minimum(np.arange(len(owner)) + 1, max(len(owner) - 1, 0)))
        chord = self.at[following] - self.at
        gap = np.hypot(chord[:, 0], chord[:, 1])
        segment = ~last | (self.back[owner] & (gap > 0))
        bowed = segment & (np.abs(self.bulge) >= _STRAIGHT)
        usual = np.ones(len(self.count), np.bool_)
        usual[owner[bowed & (gap <= _SMALL * np.abs(self.at).sum(axis=1))]] = False
        bowed &= usual[owner]
        curves, pieces = self._bows(bowed, chord, gap)
        steps = np.where(segment, 1, 0)
        steps[bowed] = pieces
        own = (place == 0).astype(np.int64)
        points = self._points(own, np.where(bowed, 3 * steps, steps), bowed, curves, following)
        closed = self._closed(last, gap)
        ends = (last & closed[owner]).astype(np.int64)
        whose, turn = spread(own + steps + ends)
        verbs = np.where(bowed[whose], CURVE, LINE)
        verbs[(own[whose] == 1) & (turn == 0)] = MOVE
        verbs[(ends[whose] == 1) & (turn == (own + steps)[whose])] = CLOSE
        return (
            (verbs.astype(np.int8), self._sum(owner, own + steps + ends)),
            (points, self._sum(owner, own + np.where(bowed, 3 * steps, steps))),
            usual,
        )

    def _sum(self, owner: Counts, each: Counts) -> Counts:
        return np.bincount(owner, weights=each, minlength=len(self.count)).astype(np.int64)

    def _closed(self, last: Flags, gap: Floats) -> Flags:
        """Which chains end where they began."""
        closed = self.back.copy()
        ends = np.flatnonzero(last)
        closed[self.count > 0] |= gap[ends] == 0
        return closed & (self.count >= _CORNERS)

    def _bows(self, bowed: Flags, chord: Floats, gap: Floats) -> tuple[Floats, Counts]:
        """The curves of all bowed segments, ending exactly on their vertices."""
        start, chord, length, bulge = self.at[bowed], chord[bowed], gap[bowed], self.bulge[bowed]
        around = 4 * np.arctan(bulge)
        radius = length / (2 * np.sin(np.abs(around) / 2))
        rise = radius * np.cos(around / 2) * np.sign(bulge)
        normal = np.column_stack((-chord[:, 1], chord[:, 0])) / length[:, np.newaxis]
        centre = start + chord / 2 + normal * rise[:, np.newaxis]
        begin = np.arctan2(start[:, 1] - centre[:, 1], start[:, 0] - centre[:, 0])
        pieces = _pieces(around)
        curves = _curves(centre, radius, begin, around, pieces)
        if len(pieces):
            curves[np.cumsum(pieces) - 1, 2] = start + chord
        return curves, pieces

    def _points(self, own: Counts, more: Counts, bowed: Flags, curves: Floats, following: Counts) -> Floats:
        whose, turn = spread(own + more)
        points = np.where(((own[whose] == 1) & (turn == 0))[:, np.newaxis], self.at[whose], self.at[following[whose]])
        curved = bowed[whose] & (turn >= own[whose])
        points[curved] = curves.reshape(-1, 2)
        return points


def _lwpolylines(picked: Picked) -> list[Paths]:
    rows, owner, x = picked.many(10)
    y = picked.values.number[rows + 1]
    bulge = np.zeros(len(x))
    bulge_rows, _, bulges = picked.many(42)
    bulge[np.searchsorted(rows, bulge_rows) - 1] = bulges
    count = np.bincount(owner, minlength=len(picked))
    chains = _Chains(np.column_stack((x, y)), bulge, count, (picked.whole(70) & _CLOSED) != 0)
    usual = (count > 1) & ~_says(picked, 43) & ~_says(picked, 40) & ~_says(picked, 41)
    return [_chained(chains, picked, usual, picked.one(38))]


def _polylines(heads: Picked, vertices: Picked) -> list[Paths]:
    owner = np.searchsorted(heads.entity, vertices.entity) - 1
    count = np.bincount(owner, minlength=len(heads))
    usual = (count > 1) & _flat(heads) & ~_says(heads, 40) & ~_says(heads, 41)
    usual[owner[(vertices.whole(70) & _CONTROL_FRAME) != 0]] = False
    usual[owner[_says(vertices, 40) | _says(vertices, 41)]] = False
    at = vertices.place(10)[:, :2]
    chains = _Chains(at, vertices.one(42), count, (heads.whole(70) & _CLOSED) != 0)
    return [_chained(chains, heads, usual, np.zeros(len(heads)))]


def _chained(chains: _Chains, picked: Picked, usual: Flags, height: Floats) -> Paths:
    verbs, points, fits = chains.drawn()
    whose, _ = spread(points[1])
    placed = in_space(picked.normal(), np.column_stack((points[0], height[whose])), whose)[:, :2]
    return Paths.of(picked.entity, OUTLINE, verbs, (placed, points[1])).taken(np.flatnonzero(usual & fits))


def _hatches(picked: Picked) -> list[Paths]:
    """Hatches that fill everything their boundaries enclose with one colour."""
    starts, owner, flags = picked.many(92)
    ends, _, _ = picked.many(97)
    kind = flags.astype(np.int64)
    rows, _, x = picked.many(10)
    path = np.searchsorted(starts, rows, "right") - 1
    inside = (path >= 0) & (rows < ends[np.maximum(path, 0)])
    rows, path, x = rows[inside], path[inside], x[inside]
    bulge = np.zeros(len(x))
    bulge_rows, _, bulges = picked.many(42)
    holder = np.searchsorted(starts, bulge_rows, "right") - 1
    there = (holder >= 0) & (bulge_rows < ends[np.maximum(holder, 0)])
    bulge[np.searchsorted(rows, bulge_rows[there]) - 1] = bulges[there]
    bulge[(kind[path] & _POLYLINE_PATH) == 0] = 0
    count = np.bincount(path, minlength=len(starts))
    chains = _Chains(np.column_stack((x, picked.values.number[rows + 1])), bulge, count, np.ones(len(starts), np.bool_))
    (verbs, verb_count), (points, point_count), fits = chains.drawn()
    usual = _flat(picked) & _says(picked, 70) & _rendered(picked, owner, kind)
    usual[owner[~fits]] = False
    # an outline that is not flagged closed is closed by a straight line, whatever bulge its last vertex has
    last = np.cumsum(count) - 1
    usual[owner[np.abs(bulge[last]) >= _STRAIGHT]] = False
    made = Paths.of(
        picked.entity,
        TINT,
        (verbs, np.bincount(owner, weights=verb_count, minlength=len(picked)).astype(np.int64)),
        (points, np.bincount(owner, weights=point_count, minlength=len(picked)).astype(np.int64)),
    )
    return [made.taken(np.flatnonzero(usual))]


def _rendered(picked: Picked, owner: Counts, kind: Counts) -> Flags:
    """Which hatches fill between all of their boundaries, none of which is the box of a text."""
    tags = picked.values.tags
    rows = picked.first_row(75)
    style = np.zeros(len(picked), np.int64)
    try:
        style[rows >= 0] = tags.integers(rows[rows >= 0])
    except NotPlain:
        return np.zeros(len(picked), np.bool_)
    outer = np.where(kind & _EXTERNAL, 0, np.where(kind & _OUTERMOST, 1, 2))
    shown = np.where(style[owner] == 0, 3, np.where(style[owner] == 1, 2, 1))
    good = np.ones(len(picked), np.bool_)
    good[owner[(outer >= shown) | ((kind & _TEXT_BOX) != 0)]] = False
    return good


_DRAW: dict[str, Callable[[Picked], list[Paths]]] = {
    "LINE": _lines,
    "POINT": _points,
    "CIRCLE": _circles,
    "ARC": _arcs,
    "SOLID": _solids,
    "LWPOLYLINE": _lwpolylines,
    "HATCH": _hatches,
}
