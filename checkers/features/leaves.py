"""Door leaves as plans show them: the quarter circle a leaf sweeps.

Vocabulary
----------
leaf    an arc of ``SMALLEST`` to ``LARGEST`` radius on a layer of doors or in a door's block
hinge   the arc's centre
tips    the arc's ends: where the leaf's edge is when the door is shut, and when it is open
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet

SMALLEST, LARGEST = 0.25, 2.5
"""metres"""

LEAST_SWEEP, MOST_SWEEP = 25.0, 190.0
"""degrees"""

ROUND = 0.015
"""of its radius that a point of an arc may lie off the circle"""

EQUAL = 0.03
"""by which chords of one arc may differ"""

LEAST_POINTS = 4
TWICE = 100
"""leaves are one that share hinge and tips to a hundredth of a metre"""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf, metres."""

    hinge: tuple[float, float]
    tips: tuple[tuple[float, float], tuple[float, float]]
    radius: float
    swept: Polygon
    handle: str


def leaves(sheet: Sheet, blocks: frozenset[str]) -> list[Leaf]:
    """The leaves of a sheet, each once; ``blocks`` are names of blocks that are doors whatever their layer."""
    found: dict[tuple[int, ...], Leaf] = {}
    for row in _rows(sheet, blocks).tolist():
        geometry = sheet.entities.geometry[row]
        if isinstance(geometry, Polygon):
            geometry = geometry.exterior
        if not isinstance(geometry, LineString) or len(geometry.coords) < LEAST_POINTS:
            continue
        for arc in _arcs(shapely.get_coordinates(geometry)):
            leaf = _leaf(arc, str(sheet.entities.handle[row]))
            if leaf is not None:
                tips = sorted(leaf.tips)
                key = tuple(round(value * TWICE) for value in (*leaf.hinge, *tips[0], *tips[1]))
                found.setdefault(key, leaf)
    return list(found.values())


def _rows(sheet: Sheet, blocks: frozenset[str]) -> NDArray[np.intp]:
    """Rows that may hold arcs of leaves."""
    rows = sheet.rows("DOOR", "WINDOW", "CD")
    kinds = sheet.entities.kind[rows]
    rows = rows[(kinds == "arc") | (kinds == "polyline") | (kinds == "curve")]
    if blocks:
        paths = sheet.entities.block
        of_doors = {path for path in set(paths.tolist()) if path and not blocks.isdisjoint(path.split("/"))}
        inside = np.fromiter((path in of_doors for path in paths.tolist()), np.bool_, len(paths))
        extra = np.flatnonzero(inside & sheet.entities.visible & (sheet.entities.kind == "arc"))
        rows = np.union1d(rows, extra)
    return rows


def _arcs(points: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """The line itself where it is an arc, else its stretches of equal chords, as polylines join leaf and arc."""
    if _circle(points) is not None:
        yield points
        return
    chords = np.linalg.norm(np.diff(points, axis=0), axis=1)
    start = 0
    for at in range(1, len(chords) + 1):
        if at == len(chords) or abs(chords[at] - chords[start]) > EQUAL * chords[start]:
            if at - start >= LEAST_POINTS and _circle(points[start : at + 1]) is not None:
                yield points[start : at + 1]
            start = at


def _circle(points: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Centre and radius of the circle through the points; None when they lie on none of a leaf's size."""
    origin = points[0]
    (bx, by), (cx, cy) = points[len(points) // 2] - origin, points[-1] - origin
    twice = 2 * (bx * cy - by * cx)
    if abs(twice) < SMALLEST * ROUND * ROUND:
        return None
    b, c = bx * bx + by * by, cx * cx + cy * cy
    x, y = (cy * b - by * c) / twice, (bx * c - cx * b) / twice
    radius = math.hypot(x, y)
    if not SMALLEST <= radius <= LARGEST:
        return None
    off = np.abs(np.hypot(points[:, 0] - origin[0] - x, points[:, 1] - origin[1] - y) - radius)
    return (x + origin[0], y + origin[1], radius) if float(off.max()) <= ROUND * radius else None


def _leaf(points: NDArray[np.float64], handle: str) -> Leaf | None:
    circle = _circle(points)
    if circle is None:
        return None
    x, y, radius = circle
    sweep = math.degrees(float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum()) / radius)
    if not LEAST_SWEEP <= sweep <= MOST_SWEEP:
        return None
    swept = Polygon([(x, y), *map(tuple, points)])
    if not swept.is_valid or swept.area <= 0:
        return None
    first, last = (float(points[0][0]), float(points[0][1])), (float(points[-1][0]), float(points[-1][1]))
    return Leaf((x, y), (first, last), radius, swept, handle)
