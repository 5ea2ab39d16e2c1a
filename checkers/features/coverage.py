"""Which part of an area is nearest to which of some points, how far its farthest place is, and how points hang together.

Vocabulary
----------
cell       the part of an area that is nearer to one point than to any other (Voronoi), cut out half-plane by
           half-plane: points in regular rows, of which many lie on one circle, are no special case
beside     points whose cells share an edge inside the area
farthest   the place of an area from which the nearest point is farthest in a straight line: a corner of a cell
links      the shortest lines that join all points to one whole (minimum spanning tree, Prim 1957); a whole with
           neighbours no farther apart than d has no longer link, and the other way round
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import translate

from checkers.features.base import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

SLIVER = 1e-6
"""square metres: less is noise of cutting"""


@dataclass(frozen=True, slots=True)
class Cell:
    """The part of an area that belongs to one point."""

    shape: BaseGeometry
    """model metres; may fall into parts where the area is not convex"""
    beside: tuple[int, ...]
    """numbers of the points whose cells it meets"""


def cells(area: Polygon, points: Sequence[Point]) -> list[Cell]:
    """The cell of each point; empty for a point so far away that no place of the area is nearest to it."""
    x, y = area.centroid.coords[0]
    local = translate(area, -x, -y)
    at = np.array([(point.x - x, point.y - y) for point in points]).reshape(-1, 2)
    found = []
    for own in at:
        shape, beside = _cell(local, own, at)
        found.append(Cell(translate(shape, x, y), tuple(beside)))
    return found


def _cell(area: BaseGeometry, own: NDArray[np.float64], at: NDArray[np.float64]) -> tuple[BaseGeometry, list[int]]:
    """Cut by the bisectors to the other points, nearest first, until none can reach what is left."""
    away = np.hypot(*(at - own).T)
    shape = area
    beside: list[int] = []
    for other in np.argsort(away, kind="stable").tolist():
        if shape.is_empty or not away[other]:
            continue
        reach = float(np.hypot(*(shapely.get_coordinates(shape) - own).T).max())
        if away[other] > 2 * reach:
            break
        middle, along = (own + at[other]) / 2, (at[other] - own) / away[other]
        across = np.array([-along[1], along[0]])
        size = 4 * (reach + away[other])
        half = Polygon(
            [
                middle - across * size,
                middle + across * size,
                middle + (across - along) * size,
                middle - (across + along) * size,
            ]
        )
        cut = shape.intersection(half)
        if shape.area - cut.area > SLIVER:
            beside.append(other)
            shape = cut
    return shape, beside


def farthest(area: Polygon, points: Sequence[Point]) -> Span | None:
    """The straight line from the farthest place of the area to the point nearest to it; None without points."""
    if not points or area.is_empty:
        return None
    best: Span | None = None
    for point, cell in zip(points, cells(area, points), strict=True):
        corners = shapely.get_coordinates(cell.shape)
        if not len(corners):
            continue
        away = np.hypot(corners[:, 0] - point.x, corners[:, 1] - point.y)
        far = int(np.argmax(away))
        if best is None or away[far] > best.value:
            x, y = corners[far]
            best = Span(float(away[far]), LineString([(float(x), float(y)), (point.x, point.y)]))
    return best


def links(points: Sequence[Point]) -> list[tuple[int, int]]:
    """Pairs of numbers of points that the shortest links join; one less than there are points."""
    if len(points) < 2:  # noqa: PLR2004 - a link joins two
        return []
    at = np.array([(point.x, point.y) for point in points])
    distance = np.hypot(*(at - at[0]).T)
    joined_by = np.zeros(len(points), dtype=np.intp)
    outside = np.ones(len(points), dtype=np.bool_)
    outside[0] = False
    found = []
    for _ in range(len(points) - 1):
        following = int(np.argmin(np.where(outside, distance, np.inf)))
        found.append((int(joined_by[following]), following))
        outside[following] = False
        nearer = np.hypot(*(at - at[following]).T)
        joined_by = np.where(outside & (nearer < distance), following, joined_by)
        distance = np.minimum(distance, nearer)
    return found
