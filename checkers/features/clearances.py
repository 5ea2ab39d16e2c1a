"""The free space in front of each side of something that stands in a room.

Vocabulary
----------
side     a straight edge of an outline, longer than a chamfer
clear    from a side straight ahead to the nearest thing that stands there; None when nothing does within reach
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Polygon
from shapely.affinity import translate

from checkers.features.base import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

CHAMFER = 0.2
"""metres; shorter edges of an outline are chamfers and steps of curves"""

WAVER = 0.01
"""metres by which an edge may waver and still be one side"""

TRIM = 0.02
"""metres by which what lies at the ends of a side, in the corner of a room, is left out"""

MOST_SIDES = 12
"""an outline with more edges is round: it has one side all around"""

SQUARE = 1.2
"""length to depth from which a building has long faces"""

MEETS = 0.1
"""metres between a side and the end of a pipe that is joined to it"""


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an outline with the free space in front of it."""

    edge: LineString
    clear: Span | None


def sides_of(outline: Polygon, around: Iterable[BaseGeometry], reach: float) -> tuple[Side, ...]:
    """Every side of the outline with the way to the nearest of the things around it, at most ``reach`` metres."""
    near = _near(outline, around, reach)
    simple = shapely.orient_polygons(outline.simplify(WAVER))
    if not isinstance(simple, Polygon) or simple.is_empty:
        return ()
    if len(simple.exterior.coords) > MOST_SIDES + 1:
        ways = [shapely.shortest_line(outline, thing) for thing in near]
        nearest = min(ways, key=lambda way: way.length, default=None)
        return (Side(outline.exterior, None if nearest is None else Span(float(nearest.length), nearest)),)
    return tuple(
        Side(edge, _clear(outline, edge, near, reach))
        for start, stop in pairwise(simple.exterior.coords)
        if (edge := LineString([start, stop])).length > CHAMFER
    )


def _near(outline: Polygon, around: Iterable[BaseGeometry], reach: float) -> list[BaseGeometry]:
    """The things within reach, those that cross themselves made whole."""
    found = [thing for thing in around if not thing.is_empty and outline.dwithin(thing, reach)]
    return [thing if thing.is_valid else shapely.make_valid(thing) for thing in found]


def _clear(outline: BaseGeometry, edge: LineString, near: Iterable[BaseGeometry], reach: float) -> Span | None:
    """From the outline to the nearest thing in the band straight ahead; it lies to the left of its edges."""
    (ax, ay), (bx, by) = edge.coords
    ux, uy = (bx - ax) / edge.length, (by - ay) / edge.length
    trim = min(TRIM, edge.length / 4)
    start, stop = (ax + ux * trim, ay + uy * trim), (bx - ux * trim, by - uy * trim)
    ahead = uy * reach, -ux * reach
    band = Polygon([start, stop, (stop[0] + ahead[0], stop[1] + ahead[1]), (start[0] + ahead[0], start[1] + ahead[1])])
    best: Span | None = None
    for thing in near:
        part = thing.intersection(band)
        if not part.is_empty:
            line = shapely.shortest_line(outline, part)
            if best is None or line.length < best.value:
                best = Span(float(line.length), line)
    return best


def rectangle_around(shape: BaseGeometry) -> Polygon | None:
    """The smallest rectangle around a shape, in any direction; None when the shape has no width.

    Taken near the origin: far from it the last digits of its corners would be lost.
    """
    if shape.is_empty:
        return None
    x, y = (round(value) for value in shape.centroid.coords[0])
    around = shapely.minimum_rotated_rectangle(translate(shape, -x, -y))
    return translate(around, x, y) if isinstance(around, Polygon) and around.area > 0 else None


def fronts(outline: Polygon, around: Iterable[BaseGeometry], reach: float) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The free space before the two long faces of a building, and before its two ends.

    Of a building about as deep as it is long nobody can tell front from end: all four are ends then. Measured from
    the outline itself, straight ahead of the smallest rectangle around it.
    """
    near = _near(outline, around, reach)
    rectangle = rectangle_around(outline)
    if rectangle is None:
        return (), ()
    edges = [LineString(pair) for pair in pairwise(shapely.orient_polygons(rectangle).exterior.coords)]
    sides = sorted(
        (Side(edge, _ahead(outline, edge, near, reach)) for edge in edges), key=lambda side: -side.edge.length
    )
    long, short = sides[:2], sides[2:]
    if long[0].edge.length < SQUARE * short[0].edge.length:
        return (), tuple(sides)
    return tuple(long), tuple(short)


def _ahead(outline: Polygon, edge: LineString, near: Iterable[BaseGeometry], reach: float) -> Span | None:
    """From the outline to the nearest thing straight ahead of an edge of the rectangle around it."""
    (ax, ay), (bx, by) = edge.coords
    ahead = (by - ay) / edge.length * reach, -(bx - ax) / edge.length * reach
    band = Polygon([(ax, ay), (bx, by), (bx + ahead[0], by + ahead[1]), (ax + ahead[0], ay + ahead[1])])
    best: Span | None = None
    for thing in near:
        part = thing.intersection(band)
        if not part.is_empty and part.length > WAVER:
            line = shapely.shortest_line(outline, part)
            if best is None or line.length < best.value:
                best = Span(float(line.length), line)
    return best


def courts(outline: Polygon, least: float, reach: float) -> tuple[Span, ...]:
    """The way across each court between wings of one building, from faces at least ``least`` metres long, once each."""
    simple = shapely.orient_polygons(outline.simplify(WAVER))
    if not isinstance(simple, Polygon) or simple.is_empty:
        return ()
    rings = [simple.exterior, *simple.interiors]
    edges = [LineString(pair) for ring in rings for pair in pairwise(ring.coords)]
    long = [edge for edge in edges if edge.length >= least]
    found: list[Span] = []
    for number, edge in enumerate(long):
        # only faces that come later, so that a court is crossed once
        clear = _clear(edge, edge, [other for other in long[number + 1 :] if not other.touches(edge)], reach)
        if clear is not None and not simple.buffer(-WAVER).intersects(clear.along):
            found.append(clear)
    return tuple(found)


def joined_to(side: Side, pipes: Iterable[BaseGeometry]) -> bool:
    """Whether any of the pipes is joined to the side, or crosses it."""
    return any(pipe.dwithin(side.edge, MEETS) for pipe in pipes)


def largest_gap(sides: Iterable[Side]) -> Span | None:
    """The widest free space found in front of any side; None when there is none within reach."""
    return max((side.clear for side in sides if side.clear), key=lambda span: span.value, default=None)


def smallest_gap(sides: Iterable[Side]) -> Span | None:
    """The narrowest free space found in front of any side; None when there is none within reach."""
    return min((side.clear for side in sides if side.clear), key=lambda span: span.value, default=None)
