"""When the sun reaches a point past buildings, minute by minute.

Vocabulary
----------
prism      a building, or a part of one, as it casts shadow: an outline and the level of its top, straight walls
lit        whether the sun reaches a point at a full minute
run        minutes on end that begin and end lit
edge       a side of a prism's outline, the prism on its left

The sun stands in the direction ``towards``. The ray from a point that way meets an edge at a distance r; the prism
shades the point when it stands higher there than the ray: ``top - level > r · tan(altitude)``. Of each prism only the
edges that face the point can be met first, so only those are asked, and only in the minutes in which the sun stands
behind them: the sun's directions are put in order once, and each edge cuts a range out of them. What remains is one
subtraction and one comparison for each point, edge and minute, in columns.

A ray that touches a corner or grazes a roof is lit. A lit moment between two shaded ones counts no minute, so nothing
is gained by a ray that slips between two outlines that touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import STRtree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely import Polygon

    from checkers.features.sun import SunPath

TOUCH = 1e-5
"""radians by which the sun may stand behind a corner and still pass it: a seventh of a second of the day, and what
coordinates of a hundredth of a millimetre leave uncertain"""

GRAZE = 1e-5
"""metres by which a roof may reach into the ray and still let it pass"""

AT_ONCE = 400_000
"""pairs of point and edge looked at in one go: keeps the columns within the processor's caches"""

UNKNOWN_TOP = np.inf
"""metres: the top of a building of which nobody says how high it stands, where it must not be taken too low"""

SKY_HIGH = 1e6
"""metres: what an unknown top is reckoned as, finite so that products stay numbers"""

NOTHING = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Prism:
    """A building or a part of one as it casts shadow."""

    name: str
    polygon: Polygon
    """model metres"""
    top: float
    """level of what casts the shadow, metres; infinite where nobody says how high it stands"""


@dataclass(frozen=True, slots=True)
class _Edges:
    start: NDArray[np.float64]
    """shape (edges, 2)"""
    along: NDArray[np.float64]
    """from start to end, shape (edges, 2)"""
    top: NDArray[np.float64]
    prism: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Sky:
    """The sun's directions in the order of their angle."""

    order: NDArray[np.intp]
    """minute numbers, smallest angle first; minutes without sun left out"""
    angle: NDArray[np.float64]
    """radians from ``middle``, counter-clockwise"""
    middle: float
    towards: NDArray[np.float64]
    slope: NDArray[np.float64]


def lit(
    points: NDArray[np.float64], levels: NDArray[np.float64], prisms: Sequence[Prism], path: SunPath
) -> NDArray[np.bool_]:
    """Whether the sun reaches each point (n, 2) at its level (n,) at each minute: shape (n, minutes)."""
    reached = np.broadcast_to(path.slope > 0, (len(points), len(path.slope))).copy()
    if not len(points) or not prisms:
        return reached
    flat = reached.reshape(-1)
    for point, minute, _ in _shaded(points, levels, prisms, path):
        flat[point * len(path.slope) + minute] = False
    reached[_inside(points, levels, prisms)] = False
    return reached


def shaders(point: NDArray[np.float64], level: float, prisms: Sequence[Prism], path: SunPath) -> NDArray[np.bool_]:
    """Which prism keeps the sun from one point (2,) at which minute: shape (prisms, minutes)."""
    shading = np.zeros((len(prisms), len(path.slope)), dtype=np.bool_)
    points, levels = point.reshape(1, 2), np.array([level])
    for _, minute, prism in _shaded(points, levels, prisms, path):
        shading[prism, minute] = True
    around = STRtree([prism.polygon for prism in prisms]).query(shapely.points(point), predicate="within")
    shading[[index for index in around if prisms[index].top > level]] = True
    return shading


def minutes(reached: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Minutes of sun along the last axis: those that begin and end lit."""
    return np.asarray(np.sum(reached[..., 1:] & reached[..., :-1], axis=-1), dtype=np.intp)


def runs(reached: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of one point, shape (minutes,): first and last lit minute of each, longer than a moment."""
    padded = np.concatenate([[False], reached, [False]]).astype(np.int8)
    turns = np.diff(padded)
    starts, ends = np.flatnonzero(turns > 0), np.flatnonzero(turns < 0) - 1
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True) if end > start]


def longest(reached: NDArray[np.bool_]) -> int:
    """Minutes of the longest run of one point."""
    return max((end - start for start, end in runs(reached)), default=0)


def _inside(points: NDArray[np.float64], levels: NDArray[np.float64], prisms: Sequence[Prism]) -> NDArray[np.bool_]:
    """Which points lie within a prism, below its top."""
    tree = STRtree([prism.polygon for prism in prisms])
    point, prism = tree.query(shapely.points(points), predicate="within")
    tops = np.array([prism.top for prism in prisms])
    within = np.zeros(len(points), dtype=np.bool_)
    within[point[tops[prism] > levels[point]]] = True
    return within


def _shaded(
    points: NDArray[np.float64], levels: NDArray[np.float64], prisms: Sequence[Prism], path: SunPath
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]:
    """Columns of point, minute and prism, each row one shading; rows may repeat."""
    origin = points.mean(axis=0)
    edges, sky = _edges(prisms, origin), _sky(path)
    if not len(edges.top) or not len(sky.order):
        return
    step = max(1, AT_ONCE // len(edges.top))
    for first in range(0, len(points), step):
        here = slice(first, first + step)
        point, minute, prism = _some_shaded(points[here] - origin, levels[here], edges, sky)
        yield point + first, minute, prism


def _some_shaded(
    points: NDArray[np.float64], levels: NDArray[np.float64], edges: _Edges, sky: _Sky
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    point, edge = _facing(points, levels, edges, float(sky.slope.min()))
    away = edges.start[edge] - points[point]
    along = edges.along[edge]
    row, low, high = _ranges(away, away + along, sky)
    length = high - low
    seen = length > 0
    row, low, length = row[seen], low[seen], length[seen]
    if not len(row):
        return NOTHING, NOTHING, NOTHING
    offset = np.cumsum(length) - length
    sun = np.arange(int(length.sum())) + np.repeat(low - offset, length)
    row = np.repeat(row, length)
    # distance along the ray: cross(away, along) / cross(towards, along); both have one sign where the edge is met
    reach = np.abs(away[:, 0] * along[:, 1] - away[:, 1] * along[:, 0])
    across = np.abs(sky.towards[sun, 0] * along[row, 1] - sky.towards[sun, 1] * along[row, 0])
    rise = (edges.top[edge] - levels[point] - GRAZE)[row]
    blocked = rise * across > (reach[row] * sky.slope[sun])
    row, sun = row[blocked], sun[blocked]
    return point[row], sky.order[sun], edges.prism[edge[row]]


def _facing(
    points: NDArray[np.float64], levels: NDArray[np.float64], edges: _Edges, slope: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of point and edge: the edge turns its outer side to the point and is near and high enough to shade it."""
    away = edges.start[None, :, :] - points[:, None, :]
    along = edges.along[None, :, :]
    outer = along[..., 0] * away[..., 1] - along[..., 1] * away[..., 0] > 0
    square = np.sum(edges.along**2, axis=1)
    share = np.clip(-np.sum(away * along, axis=2) / square, 0, 1)
    nearest = np.hypot(*np.moveaxis(away + share[..., None] * along, 2, 0))
    high = edges.top[None, :] - levels[:, None] > nearest * slope
    point, edge = np.nonzero(outer & high)
    return point, edge


def _ranges(
    start: NDArray[np.float64], end: NDArray[np.float64], sky: _Sky
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """For each pair the ranges of the ordered sky between both ends of the edge; two where it lies behind the point."""
    one, other = _turned(start, sky.middle), _turned(end, sky.middle)
    low, high = np.minimum(one, other), np.maximum(one, other)
    around = high - low > np.pi
    every = np.arange(len(low))
    row = np.concatenate([every, every[around]])
    left = np.concatenate([np.where(around, -np.inf, low + TOUCH), high[around] + TOUCH])
    right = np.concatenate([np.where(around, low, high) - TOUCH, np.full(int(around.sum()), np.inf)])
    return row, np.searchsorted(sky.angle, left, "left"), np.searchsorted(sky.angle, right, "right")


def _turned(vectors: NDArray[np.float64], middle: float) -> NDArray[np.float64]:
    """Angles from the middle direction, in [-π, π)."""
    angle = np.arctan2(vectors[:, 1], vectors[:, 0]) - middle
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi)


def _sky(path: SunPath) -> _Sky:
    up = np.flatnonzero(path.slope > 0)
    if not len(up):
        return _Sky(NOTHING, np.empty(0), 0.0, np.empty((0, 2)), np.empty(0))
    mean = path.towards[up].sum(axis=0)
    middle = float(np.arctan2(mean[1], mean[0]))
    angle = _turned(path.towards[up], middle)
    sort = np.argsort(angle, kind="stable")
    order = up[sort]
    return _Sky(order, angle[sort], middle, path.towards[order], path.slope[order])


def _edges(prisms: Sequence[Prism], origin: NDArray[np.float64]) -> _Edges:
    outlines = shapely.orient_polygons(np.array([prism.polygon for prism in prisms], dtype=object))
    rings, prism_of = shapely.get_rings(outlines, return_index=True)
    corners, ring_of = shapely.get_coordinates(rings, return_index=True)
    corners = corners - origin
    along = np.diff(corners, axis=0)
    real = (ring_of[1:] == ring_of[:-1]) & np.any(along != 0, axis=1)
    owner = prism_of[ring_of[:-1][real]]
    tops = np.array([min(prism.top, SKY_HIGH) for prism in prisms])
    return _Edges(corners[:-1][real], along[real], tops[owner], owner)
