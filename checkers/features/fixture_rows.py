"""How basins and urinals stand to the wall beside them and to each other.

Vocabulary
----------
back wall   the wall face nearest to a fixture: it hangs there
side wall   the nearest wall face that stands across the back wall
row         fixtures along one wall; two with a wall between them are in no row
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Point, Polygon, STRtree

from checkers.features.base import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

SHORTEST_FACE = 0.3
"""metres; shorter faces are the ends of walls and jambs"""

ACROSS = 45.0
"""degrees from the back wall from which a wall is a side wall"""

LARGEST_STEP = 1.5
"""metres between the middles of two fixtures of a row; farther ones do not stand side by side"""

LARGEST_BACK = 0.8
"""metres from the middle of a fixture to the wall it hangs on"""


def faces(walls: Iterable[BaseGeometry]) -> list[LineString]:
    """The straight faces of walls, without ends and jambs."""
    found: list[LineString] = []
    for wall in walls:
        for part in shapely.get_parts(wall):
            edges = [part.exterior, *part.interiors] if isinstance(part, Polygon) else [part]
            for edge in edges:
                if isinstance(edge, LineString):
                    found += [LineString(pair) for pair in pairwise(edge.coords) if math.dist(*pair) >= SHORTEST_FACE]
    return found


def back_wall(centre: Point, tree: STRtree) -> LineString | None:
    """The wall face a fixture hangs on; None where it stands free."""
    near = tree.query(centre, predicate="dwithin", distance=LARGEST_BACK)
    return min((tree.geometries[index] for index in near), key=lambda face: face.distance(centre), default=None)


def side_wall(centre: Point, tree: STRtree, reach: float) -> Span | None:
    """From the middle of a fixture to its side wall, at most ``reach`` metres; None when it has no back or side wall."""
    near = [tree.geometries[index] for index in tree.query(centre, predicate="dwithin", distance=reach)]
    back = back_wall(centre, tree)
    if back is None:
        return None
    sides = [face for face in near if _angle(face, back) > ACROSS]
    side = min(sides, key=lambda face: face.distance(centre), default=None)
    if side is None:
        return None
    line = shapely.shortest_line(centre, side)
    return Span(float(line.length), line)


def steps(centres: Sequence[Point], tree: STRtree) -> Iterator[tuple[int, int, Span]]:
    """Pairs of fixtures that stand next to each other in a row, by number, with the way between their middles."""
    if not centres:
        return
    places = STRtree(centres)
    first, second = places.query(centres, predicate="dwithin", distance=LARGEST_STEP)
    ways = sorted(
        (centres[one].distance(centres[other]), int(one), int(other))
        for one, other in zip(first, second, strict=True)
        if one < other
    )
    for length, one, other in ways:
        line = LineString([centres[one], centres[other]])
        if length == 0 or tree.query(line, predicate="intersects").size or _between(line, places, one, other):
            continue
        yield one, other, Span(length, line)


def side_by_side(way: LineString, tree: STRtree) -> bool:
    """Whether the two fixtures at the ends of the way surely hang on one wall: not free, nor on walls across the way."""
    backs = [back_wall(Point(place), tree) for place in way.coords]
    return any(back is not None and _angle(way, back) <= ACROSS for back in backs)


def _between(line: LineString, places: STRtree, one: int, other: int) -> bool:
    """Whether a third fixture stands between the two."""
    near = places.query(line, predicate="dwithin", distance=line.length / 4)
    return any(index not in {one, other} for index in near)


def _angle(one: LineString, other: LineString) -> float:
    (ax, ay), (bx, by) = one.coords[0], one.coords[-1]
    (cx, cy), (dx, dy) = other.coords[0], other.coords[-1]
    turn = abs(math.degrees(math.atan2(by - ay, bx - ax) - math.atan2(dy - cy, dx - cx))) % 180
    return min(turn, 180 - turn)
