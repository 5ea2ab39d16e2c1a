"""Place down conductors along the edges of roofs and take the stretches between them.

Vocabulary
----------
edge      the outline of a roof or of a court in it, as a closed line
station   how far along the edge, in metres from its first point, a conductor stands
corner    where the edge turns outwards between two sides
stretch   the edge from one conductor to the next; the last one leads back to the first
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import LinearRing, LineString, Point
from shapely.ops import substring

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.legends import in_legend
from checkers.features.roof import AT_EDGE, OF_THIS_ROOF, ON_PERIMETER, DownConductor, Roof, down_conductors, roofs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.features.plans import Plans

BUNCHED = 0.9
"""share of an edge without a conductor from which those on it stand at one place"""

STRAIGHT = 0.02
"""metres: a vertex this near the line between its neighbours is no corner"""

TURNS = 30.0
"""degrees by which an edge turns at a corner"""

SIDE = 3.0
"""metres of edge on both sides of a corner; shorter ones are steps of the parapet"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Feature):
    """The edge between two neighbouring conductors."""

    along: LineString
    split: tuple[float, ...]
    """lengths it falls into when conductors near it that stand off the perimeter are counted, metres"""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a roof with the conductors on it."""

    roof: Roof
    line: LineString
    on_it: tuple[DownConductor, ...]
    off_it: tuple[DownConductor, ...]
    """conductors of this roof nearest to this edge, but too far from it to stand on the perimeter"""

    @property
    def bunched(self) -> bool:
        """Whether all conductors stand at one place: nearly the whole edge lies between two neighbours."""
        longest = max((stretch.along.length for stretch in self.stretches), default=0.0)
        return len(self.on_it) > 1 and longest > BUNCHED * self.line.length

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch around the edge; one that leads all round when there is one conductor; none without."""
        stations = sorted(self.line.project(conductor.point) for conductor in self.on_it)
        beside = [self.line.project(conductor.point) for conductor in self.off_it]
        length = self.line.length
        found: list[Stretch] = []
        for number, (start, end) in enumerate(pairwise([*stations, stations[0] + length] if stations else []), start=1):
            between = sorted(at for once in beside for at in (once, once + length) if start < at < end)
            along = _part(self.line, start, end)
            following = number % len(stations) + 1
            found.append(
                Stretch(
                    subject=f"{self.roof.subject} 引下线{number}至{following}",
                    sheet=self.roof.sheet,
                    where=along,
                    handles=self.roof.handles,
                    how=Words("沿屋面边线", "along the roof's edge"),
                    sure=self.roof.sure,
                    along=along,
                    split=tuple(b - a for a, b in pairwise([start, *between, end])) if between else (),
                )
            )
        return tuple(found)


def edges(plans: Plans) -> tuple[Edge, ...]:
    """Every edge of every roof on sheets with down conductors, each conductor on the edge nearest to it.

    Symbols far outside every roof, and those outside it beside the words of a legend, belong to no edge.
    """
    found: list[Edge] = []
    for sheet in plans.sheets:
        conductors = [conductor for conductor in plans.recognise(down_conductors) if conductor.sheet == sheet.id]
        if not conductors:
            continue
        lines = [(roof, line) for roof in plans.recognise(roofs) if roof.sheet == sheet.id for line in roof.edges]
        samples = in_legend(sheet, [conductor.point for conductor in conductors])
        on_roofs = [
            conductor
            for number, conductor in enumerate(conductors)
            if number not in samples or any(roof.polygon.dwithin(conductor.point, AT_EDGE) for roof, _ in lines)
        ]
        found.extend(_edges(lines, on_roofs))
    return tuple(found)


def _edges(lines: Sequence[tuple[Roof, LineString]], conductors: Sequence[DownConductor]) -> list[Edge]:
    on_it: list[list[DownConductor]] = [[] for _ in lines]
    off_it: list[list[DownConductor]] = [[] for _ in lines]
    for conductor in conductors:
        distances = [line.distance(conductor.point) for _, line in lines]
        if not distances:
            continue
        nearest = distances.index(min(distances))
        if distances[nearest] <= ON_PERIMETER:
            on_it[nearest].append(conductor)
        elif min(roof.polygon.distance(conductor.point) for roof, _ in lines) <= OF_THIS_ROOF:
            off_it[nearest].append(conductor)
    return [Edge(roof, line, tuple(on), tuple(off)) for (roof, line), on, off in zip(lines, on_it, off_it, strict=True)]


def _part(line: LineString, start: float, end: float) -> LineString:
    """The closed line from one station to another; stations beyond its length lie on the next round."""
    length = line.length
    if end <= length:
        return LineString(substring(line, start, end).coords) if end > start else _point(line, start)
    head = substring(line, start, length)
    tail = substring(line, 0, end - length)
    return LineString([*head.coords, *tail.coords[1:]])


def _point(line: LineString, at: float) -> LineString:
    place = line.interpolate(at)
    return LineString([place, place])


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner(Feature):
    """An outer corner of a roof, with the way along the edge to the nearest conductor."""

    along: LineString


def corners(edge: Edge) -> tuple[Corner, ...]:
    """The corners of an edge that turn outwards between two sides, each with its nearest conductor on the edge."""
    ring = LinearRing(edge.line.coords)
    places = list(LineString(ring.coords).simplify(STRAIGHT).coords)[:-1]
    clockwise = not ring.is_ccw
    stations = [edge.line.project(conductor.point) for conductor in edge.on_it]
    length = edge.line.length
    found: list[Corner] = []
    for index, (x, y) in enumerate(places):
        (ax, ay), (bx, by) = places[index - 1], places[(index + 1) % len(places)]
        before, after = (x - ax, y - ay), (bx - x, by - y)
        turn = math.degrees(
            math.atan2(before[0] * after[1] - before[1] * after[0], before[0] * after[0] + before[1] * after[1])
        )
        if (-turn if clockwise else turn) < TURNS or min(math.hypot(*before), math.hypot(*after)) < SIDE:
            continue
        at = edge.line.project(Point(x, y))
        ahead = min((station - at) % length for station in stations)
        behind = min((at - station) % length for station in stations)
        start, end = (at, at + ahead) if ahead <= behind else (at - behind, at)
        if start < 0:
            start, end = start + length, end + length
        found.append(
            Corner(
                subject=f"{edge.roof.subject} 转角{len(found) + 1}",
                sheet=edge.roof.sheet,
                where=Point(x, y),
                handles=edge.roof.handles,
                how=Words("屋面边线的外转角", "outer corner of the roof's edge"),
                sure=edge.roof.sure,
                along=_part(edge.line, start, end),
            )
        )
    return tuple(found)
