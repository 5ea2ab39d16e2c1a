"""Lines laid in the ground or under ceilings as the long runs they are, and how near two of them lie side by side.

Vocabulary
----------
run        lines that meet end to end, as one line; what is drawn twice is one
alongside  stretches that lie beside each other in nearly one direction; lines that only cross do not
leads to   a run that ends at an outline and points at it: a connection; one that goes on past a corner does not
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, Polygon, STRtree, get_parts, line_merge
from shapely.affinity import translate
from shapely.ops import substring

from checkers.features.base import Span
from checkers.features.near import gathered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

PEN = 0.05
"""metres by which a straight line may waver"""

SAME_END = 0.05
"""metres between the ends of two pieces of one run"""

PARALLEL = 20.0
"""degrees between two lines that lie alongside each other"""

SHORTEST = 0.5
"""metres of two lines side by side below which they only pass each other"""

POINTS_AT = 60.0
"""degrees between the end of a run and the shortest way on to an outline, up to which the run leads there"""

SHARE = 0.5
"""of the shorter line, where that is shorter still: the small steps of a curve"""


def once(lines: Sequence[LineString]) -> list[LineString]:
    """The lines without those that lie on a longer one all along: drawn twice."""
    longest_first = np.array(sorted(lines, key=lambda line: -line.length), dtype=object)
    if not longest_first.size:
        return []
    inner, outer = STRtree(shapely.buffer(longest_first, PEN / 2)).query(longest_first, predicate="within")
    again = set(inner[outer < inner].tolist())
    return [line for index, line in enumerate(longest_first) if index not in again]


def end_to_end(lines: Sequence[LineString]) -> list[LineString]:
    """Lines joined where exactly two ends meet; lines that only cross stay apart."""
    ends = [Point(line.coords[place]) for line in lines for place in (0, -1)]
    place_of: dict[int, tuple[float, float]] = {}
    for group in gathered(ends, SAME_END):
        for index in group:
            place_of[index] = (ends[group[0]].x, ends[group[0]].y)
    moved = [
        LineString([place_of[2 * index], *list(line.coords)[1:-1], place_of[2 * index + 1]])
        for index, line in enumerate(lines)
    ]
    whole = [line for line in moved if line.length > 0]
    if not whole:
        return []
    return [part for part in get_parts(line_merge(MultiLineString(whole))) if isinstance(part, LineString)]


def alongside(run: BaseGeometry, others: BaseGeometry, reach: float) -> Span | None:
    """The shortest way between stretches of the two that lie alongside each other, at most ``reach`` metres apart.

    Lines and outlines alike; None when no stretches do. The span is taken where both run, never at an end alone.
    """
    if run.is_empty or others.is_empty or not run.dwithin(others, reach):
        return None
    x, y = (round(value) for value in run.representative_point().coords[0])
    own = _pieces(translate(run, -x, -y))
    other = _pieces(translate(others, -x, -y))
    if not own.size or not other.size:
        return None
    first, second = STRtree(other).query(own, predicate="dwithin", distance=reach)
    best: Span | None = None
    for one, two in zip(own[first], other[second], strict=True):
        found = _between(one, two)
        if found is not None and found.value <= reach and (best is None or found.value < best.value):
            best = found
    if best is None:
        return None
    return Span(best.value, translate(best.along, x, y))


def past(run: BaseGeometry, outline: BaseGeometry, reach: float) -> Span | None:
    """The shortest way to an outline that the run lies alongside or goes past at any angle; None where it leads to it.

    At most ``reach`` metres. What of the run lies inside the outline is for the caller to take away.
    """
    along = alongside(run, outline, reach)
    by: list[Span] = [] if along is None else [along]
    for part in get_parts(run):
        if not isinstance(part, LineString) or part.length == 0 or not part.dwithin(outline, reach):
            continue
        way = shapely.shortest_line(part, outline)
        if not _leads(part, way):
            by.append(Span(float(way.length), way))
    return min(by, key=lambda span: span.value, default=None)


def _leads(run: LineString, way: LineString) -> bool:
    """Whether the way goes on from an end of the run, about where the run points."""
    start = Point(way.coords[0])
    for end, before in ((run.coords[0], run.coords[1]), (run.coords[-1], run.coords[-2])):
        if start.distance(Point(end)) > PEN:
            continue
        if way.length <= PEN:
            return True
        ahead = math.atan2(end[1] - before[1], end[0] - before[0])
        (ax, ay), (bx, by) = way.coords[0], way.coords[-1]
        if abs(math.remainder(ahead - math.atan2(by - ay, bx - ax), math.tau)) <= math.radians(POINTS_AT):
            return True
    return False


def _pieces(geometry: BaseGeometry) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The straight pieces of lines and outlines."""
    found: list[LineString] = []
    for part in get_parts(geometry):
        edges = [part.exterior, *part.interiors] if isinstance(part, Polygon) else [part]
        for edge in edges:
            if isinstance(edge, LineString):
                corners = shapely.get_coordinates(edge.simplify(0))
                found += [LineString(pair) for pair in np.stack([corners[:-1], corners[1:]], axis=1)]
    straight = np.empty(len(found), dtype=object)
    straight[:] = found
    return straight[shapely.length(straight) > 0] if found else straight


def _between(one: LineString, two: LineString) -> Span | None:
    """The shortest way between two straight pieces where they lie side by side; None when they do not."""
    (ax, ay), (bx, by) = one.coords
    (cx, cy), (dx, dy) = two.coords
    turn = abs(math.atan2((bx - ax) * (dy - cy) - (by - ay) * (dx - cx), (bx - ax) * (dx - cx) + (by - ay) * (dy - cy)))
    if min(turn, math.pi - turn) > math.radians(PARALLEL):
        return None
    start, stop = sorted(one.project(Point(place)) for place in ((cx, cy), (dx, dy)))
    if stop - start < min(SHORTEST, SHARE * min(one.length, two.length)):
        return None
    line = shapely.shortest_line(substring(one, start, stop), two)
    return Span(float(line.length), line)


def whole(lines: Iterable[LineString]) -> BaseGeometry:
    """Many lines as one geometry."""
    return MultiLineString(list(lines))
