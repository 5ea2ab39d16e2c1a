"""How wide a way is at its narrowest, and how large a rectangle fits into an outline.

Vocabulary
----------
clear width   the largest w such that a disc of diameter w passes everywhere along the way
niche         a recess or corner shallower than ``NICHE``: it widens a way and never narrows it
solids        areas that stand in the way (columns, walls), taken out of it
edges         lines that stand in the way (walls drawn as lines)

The way shrunk by half a width (erosion) and grown again (opening) loses exactly what a disc of that width cannot
reach: when it falls apart, or loses more than niches, the way is narrower than that. The width found so is then
taken exactly, between the two walls that touch the disc at the narrowest place.
"""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.affinity import rotate, translate
from shapely.ops import polylabel

from checkers.features.base import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

NICHE = 1.0
"""metres: a dead end shallower than this is a recess, not a way"""

STEPS = 40
"""widths tried between nothing and the largest disc before halving"""

NEAR = 0.0005
"""metres: how close the search comes to the width before it is taken between walls"""

SLIVER = 1e-5
"""metres: lines in a way are given this half thickness so that they cut"""

FAN = 3
"""degrees between the directions tried for a rectangle beside those of the outline's own edges"""

COARSE = 15
"""the same while looking for the largest rectangle, which only tells how much is missing"""

CLOSE = 0.005
"""metres: how closely that largest rectangle is found"""

ROUND = 16
"""segments to a quarter circle"""

NO_WAY = Polygon()


def free_of(way: Polygon, solids: BaseGeometry | None = None, edges: BaseGeometry | None = None) -> BaseGeometry:
    """The way without what stands in it: the largest connected part, or all parts if lines cut it in two."""
    free: BaseGeometry = way
    if solids is not None and not solids.is_empty:
        free = free.difference(solids)
    if edges is not None and not edges.is_empty:
        free = free.difference(edges.buffer(SLIVER, cap_style="flat"))
    return free


def narrowest(way: Polygon, solids: BaseGeometry | None = None, edges: BaseGeometry | None = None) -> Span | None:
    """The clear width of a way and the line across its narrowest place.

    None when no width can be taken: walls cross the way from side to side, or nothing of it is free.
    """
    x, y = way.centroid.coords[0]
    at_origin = translate(way, -x, -y)
    stand = None if solids is None else translate(solids, -x, -y)
    cut = None if edges is None else translate(edges, -x, -y)
    free = _main_part(free_of(at_origin, stand, cut))
    if free is None:
        return None
    walls = [at_origin.exterior, *at_origin.interiors]
    walls += [part for part in (stand and stand.boundary, cut) if part is not None and not part.is_empty]
    found = _across(free, _segments(walls), _searched(free))
    return Span(found.value, translate(found.along, x, y))


def _main_part(free: BaseGeometry) -> Polygon | None:
    """The part people walk in; None when there are two such parts, for then something crosses the way."""
    parts = [part for part in _parts(free) if not part.buffer(-NICHE / 8, quad_segs=ROUND).is_empty]
    return parts[0] if len(parts) == 1 else None


def _searched(free: Polygon) -> tuple[float, float]:
    """A width that passes and one, at most ``NEAR`` larger, that does not."""
    largest = _largest_disc(free)
    passes, fails = 0.0, 2 * largest + NEAR
    for step in range(1, STEPS):
        width = 2 * largest * step / STEPS
        if not _passes(free, width):
            fails = width
            break
        passes = width
    while fails - passes > NEAR:
        middle = (passes + fails) / 2
        passes, fails = (middle, fails) if _passes(free, middle) else (passes, middle)
    return passes, fails


def _largest_disc(free: Polygon) -> float:
    return float(shapely.maximum_inscribed_circle(free, tolerance=NEAR).length)


def _passes(free: Polygon, width: float) -> bool:
    shrunk = free.buffer(-width / 2, quad_segs=ROUND)
    return len(_parts(shrunk)) == 1 and not any(_lost(free, shrunk, width))


def _lost(free: Polygon, shrunk: BaseGeometry, width: float) -> Iterator[BaseGeometry]:
    """Parts that a disc of the width cannot reach and that are deeper than a niche or a corner."""
    reached = shrunk.buffer(width / 2 + NEAR, quad_segs=ROUND)
    deep = max(NICHE, width / 2)
    for part in _parts(free.difference(reached)):
        corners = shapely.points(shapely.get_coordinates(part.segmentize(NICHE / 4)))
        if float(np.max(shapely.distance(corners, reached))) > deep:
            yield part


def _across(free: Polygon, walls: list[LineString], width: tuple[float, float]) -> Span:
    """The line across the way where the width was lost, between the two walls nearest to there."""
    centre = _narrow_place(free, *width)
    reach = width[0] / 2 + 0.02
    touched = [wall for wall in walls if wall.distance(centre) <= reach]
    best: LineString | None = None
    for one, other in combinations(touched, 2):
        line = shapely.shortest_line(one, other)
        if abs(line.length - width[0]) < 4 * NEAR and (best is None or line.length < best.length):
            best = line
    if best is None:
        foot = shapely.shortest_line(centre, free.boundary).coords[1]
        angle = math.atan2(centre.y - foot[1], centre.x - foot[0])
        tip = (foot[0] + width[0] * math.cos(angle), foot[1] + width[0] * math.sin(angle))
        return Span(width[0], LineString([foot, tip]))
    return Span(float(best.length), _through(centre, best, touched))


def _through(centre: Point, line: LineString, walls: list[LineString]) -> LineString:
    """Between parallel walls every crossing is as short: the one through the narrow place reads best."""
    angle = math.atan2(line.coords[1][1] - line.coords[0][1], line.coords[1][0] - line.coords[0][0])
    half = line.length / 2
    dx, dy = half * math.cos(angle), half * math.sin(angle)
    moved = LineString([(centre.x - dx, centre.y - dy), (centre.x + dx, centre.y + dy)])
    ends = [Point(end) for end in moved.coords]
    on_walls = all(min(wall.distance(end) for wall in walls) < 4 * NEAR for end in ends)
    return moved if on_walls else line


def _narrow_place(free: Polygon, passes: float, fails: float) -> Point:
    """A point of the middle line at the narrowest place."""
    thin = free.buffer(-max(passes - NEAR, 0) / 2, quad_segs=ROUND)
    wider = free.buffer(-(fails + 4 * NEAR) / 2, quad_segs=ROUND)
    lost = _parts(thin.difference(wider.buffer(8 * NEAR, quad_segs=ROUND)))
    if not lost:
        return polylabel(max(_parts(thin), key=lambda part: part.area, default=free), NEAR)
    links = [part for part in lost if sum(part.distance(whole) < 16 * NEAR for whole in _parts(wider)) > 1]
    place = max(links or lost, key=lambda part: part.length)
    return polylabel(place, NEAR / 10)


def _segments(walls: list[BaseGeometry]) -> list[LineString]:
    pieces: list[LineString] = []
    for wall in walls:
        for line in shapely.get_parts(wall) if isinstance(wall, MultiLineString) else [wall]:
            corners = list(line.coords)
            pieces += [LineString(pair) for pair in pairwise(corners) if pair[0] != pair[1]]
    return pieces


def _parts(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    if isinstance(geometry, MultiPolygon):
        return list(geometry.geoms)
    return [part for part in getattr(geometry, "geoms", ()) if isinstance(part, Polygon)]


def sides(outline: Polygon) -> tuple[Span, Span]:
    """The long and the short side of the smallest rectangle around an outline, each as a span."""
    x, y = outline.centroid.coords[0]
    around = shapely.minimum_rotated_rectangle(translate(outline, -x, -y))
    corners = shapely.get_coordinates(around)
    edges = [LineString(corners[index : index + 2]) for index in range(2)]
    long, short = sorted(edges, key=lambda edge: -edge.length)
    return Span(long.length, translate(long, x, y)), Span(short.length, translate(short, x, y))


def rectangle_fits(outline: Polygon, length: float, width: float, fan: int = FAN) -> Polygon | None:
    """A rectangle of this size inside the outline, in any direction of its edges or in steps of ``fan`` degrees.

    The corners where the rectangle's lower left can stand are the outline without every place where the
    rectangle would touch the outline's boundary (the Minkowski difference, edge by edge). None when it fits nowhere.
    """
    x, y = outline.centroid.coords[0]
    at_origin = translate(outline, -x, -y)
    for angle in _directions(at_origin, fan):
        turned = rotate(at_origin, -angle, origin=(0, 0))
        for sizes in ((length, width), (width, length)):
            corner = _stand(turned, *sizes)
            if corner is not None:
                there = shapely.box(corner.x, corner.y, corner.x + sizes[0], corner.y + sizes[1])
                return translate(rotate(there, angle, origin=(0, 0)), x, y)
    return None


def longest_fit(outline: Polygon, width: float) -> Polygon | None:
    """The longest rectangle of this width found inside the outline; None when not even a square fits."""
    best = rectangle_fits(outline, width, width, COARSE)
    if best is None:
        return None
    low, high = width, sides(outline)[0].value + CLOSE
    while high - low > CLOSE:
        middle = (low + high) / 2
        found = rectangle_fits(outline, middle, width, COARSE)
        low, high, best = (middle, high, found) if found else (low, middle, best)
    return best


def widest_square(outline: Polygon) -> Span:
    """The side of the largest square found inside the outline."""
    low, high = 0.0, sides(outline)[1].value + CLOSE
    best: Polygon | None = None
    while high - low > CLOSE:
        middle = (low + high) / 2
        found = rectangle_fits(outline, middle, middle, COARSE)
        low, high, best = (middle, high, found) if found else (low, middle, best)
    return Span(0.0, outline.centroid) if best is None else sides(best)[1]


def _directions(outline: Polygon, fan: int) -> list[float]:
    """Degrees in [0, 90): those of the longest edges first, then a fan from the longest."""
    edges = sorted(_segments([outline.exterior]), key=lambda edge: -edge.length)[: 90 // fan]
    own = [math.degrees(math.atan2(e.coords[1][1] - e.coords[0][1], e.coords[1][0] - e.coords[0][0])) for e in edges]
    spread = [own[0] + step for step in range(0, 90, fan)]
    return list(dict.fromkeys(round(angle % 90, 9) for angle in (*own, *spread)))


def _stand(outline: Polygon, length: float, width: float) -> Point | None:
    """Where the lower left corner of an upright rectangle can stand, its sides a hair shorter than asked."""
    length, width = length - 2 * SLIVER, width - 2 * SLIVER
    west, south, east, north = outline.bounds
    if east - west < length or north - south < width:
        return None
    reach = np.array([(0, 0), (-length, 0), (0, -width), (-length, -width)])
    struck = [
        MultiPoint(np.vstack([reach + edge.coords[0], reach + edge.coords[1]])).convex_hull
        for edge in _segments([outline.exterior, *outline.interiors])
    ]
    left = outline.difference(shapely.union_all(struck)).buffer(-SLIVER / 2)
    return None if left.is_empty else left.representative_point()
