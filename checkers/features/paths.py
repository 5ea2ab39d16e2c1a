"""Ways through a storey from room to room, each stretch inside a room the shortest on foot.

Vocabulary
----------
paths     the rooms of a storey made ready to walk in, with the ways between the doors of each
reach     the distance from every door to the nearest of some goals, through some of the rooms
clear     nothing was drawn in a room that its ground does not know: lines of walls that make no area

Doors are walked through by their middle; half a wall's thickness on each side is part of the way. Lengths are metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeVar

import shapely
from shapely import LineString, MultiPoint, MultiPolygon, Point, STRtree
from shapely.affinity import translate

from checkers.features.closed_rooms import joins_on
from checkers.features.door_codes import OpeningKind
from checkers.features.walking import NO_WAY, REACH, Ground, Way, walkable
from checkers.features.walls import walls_on
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.features.walking import Field
    from checkers.features.ways_out import Storey

Made = TypeVar("Made")

LINES_LEAST = 0.3
"""metres of lone wall lines inside a room before its ground is in doubt"""

FACES = 0.1
"""metres from a room's edge: lines there are its own walls"""

THIN = 0.01
"""metres: walls that reach less far into a room only touch it"""

AT_THE_LINE = 0.6
"""metres from the line of a fire compartment to a door that stands in it: half a thick wall, and the line on its face"""

SHUT = 0.15
"""metres around a shutter that bars a way: half of what is too narrow to pass"""

ISLAND = 2.0
"""square metres: parts of a room cut off from its doors and smaller than this are nobody's place"""


@dataclass(slots=True)
class Paths:
    """Ways between the links of a storey, each measured once."""

    storey: Storey
    grounds: Mapping[int, Ground]
    clear: Mapping[int, bool]
    _fields: dict[tuple[int, int], Field] = field(default_factory=dict)
    _lengths: dict[tuple[int, int], dict[int, float]] = field(default_factory=dict)

    def field(self, room: int, link: int) -> Field:
        """The distances inside a room to one of its links."""
        key = room, link
        if key not in self._fields:
            self._fields[key] = self.grounds[room].to([self.storey.links[link].place])
        return self._fields[key]

    def lengths(self, room: int, link: int) -> dict[int, float]:
        """The ways inside a room from one of its links to the others."""
        key = room, link
        if key not in self._lengths:
            others = [other for other in self.storey.links_of(room) if other != link]
            found = self.field(room, link).distances([self.storey.links[other].place for other in others])
            self._lengths[key] = dict(zip(others, map(float, found), strict=True))
        return self._lengths[key]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far it is from every link to the nearest of some goals, inside some of the rooms."""

    paths: Paths
    length: Mapping[int, float]
    next: Mapping[int, tuple[int, int]]
    """link to the next link on its way, and the room between them"""
    _depths: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def walked(self, link: int) -> tuple[list[int], list[int]]:
        """The links on the way from a link, itself first and the goal last, and the rooms between them."""
        links, rooms = [link], []
        while link in self.next:
            link, room = self.next[link]
            links.append(link)
            rooms.append(room)
        return links, rooms

    def goal(self, link: int) -> int:
        """The goal the way from a link leads to."""
        return self.walked(link)[0][-1]

    def way(self, link: int) -> Way:
        """The whole way from a link."""
        if not math.isfinite(self.length.get(link, math.inf)):
            return NO_WAY
        return Way(self.length[link], _line(self._trail(link)), self.goal(link))

    def _trail(self, link: int) -> list[tuple[float, ...]]:
        trail: list[tuple[float, ...]] = [self.paths.storey.links[link].place.coords[0]]
        while link in self.next:
            onward, room = self.next[link]
            part = self.paths.field(room, onward).way(self.paths.storey.links[link].place).along
            trail += [] if part is None else list(part.coords)[1:]
            link = onward
        return trail

    def depths(self, room: int) -> NDArray[np.float64]:
        """Metres from each vertex of a room's ground to the goal; measured once."""
        if room not in self._depths:
            links = self._settled(room)
            field_of = self.paths.grounds[room].to(
                [self.paths.storey.links[link].place for link in links], [self.length[link] for link in links]
            )
            self._depths[room] = field_of.distances(vertices(self.paths.grounds[room]))
        return self._depths[room]

    def _settled(self, room: int) -> list[int]:
        return [link for link in self.paths.storey.links_of(room) if math.isfinite(self.length.get(link, math.inf))]

    def farthest(self, room: int, within: Polygon | None = None) -> tuple[Way, list[int]]:
        """The longest way from a place in a room, or in a part of it, and the links it leads through.

        A part is not left but by the doors at its edge.
        """
        links = self._settled(room)
        ground = self.paths.grounds[room]
        if within is not None:
            links = [link for link in links if within.dwithin(self.paths.storey.links[link].place, AT_THE_LINE)]
            whole = translate(ground.area, *ground.origin)
            parts = shapely.get_parts(walkable(whole.intersection(within)))
            ground = Ground(MultiPolygon([part for part in parts if part.area > ISLAND]))
        places = [self.paths.storey.links[link].place for link in links]
        inner = ground.to(places, [self.length[link] for link in links]).farthest()
        if inner.goal < 0 or inner.along is None:
            return inner, []
        through = self.walked(links[inner.goal])[0]
        trail = [*inner.along.coords, *self._trail(links[inner.goal])[1:]]
        return Way(inner.value, _line(trail), through[-1], inner.spare), through


def _line(trail: list[tuple[float, ...]]) -> LineString:
    return LineString(trail if len(trail) > 1 else trail * 2)


def reach(paths: Paths, goals: Iterable[int], inside: Collection[int]) -> Reach:
    """The ways from all links to the nearest of the goals, through these rooms only (Dijkstra over doors)."""
    links = paths.storey.links
    length: dict[int, float] = dict.fromkeys(goals, 0.0)
    onward: dict[int, tuple[int, int]] = {}
    heap = [(0.0, link, -1) for link in length]
    done: set[int] = set()
    while heap:
        far, link, came = heappop(heap)
        if link in done:
            continue
        done.add(link)
        for room in links[link].rooms if links[link].walked or not far else ():
            if room is None or room == came or room not in inside:
                continue
            for other, step in paths.lengths(room, link).items():
                if far + step < length.get(other, math.inf):
                    length[other] = far + step
                    onward[other] = (link, room)
                    heappush(heap, (far + step, other, room))
    return Reach(paths, length, onward)


def all_paths(plans: Plans) -> tuple[Paths, ...]:
    """The ground of every room of every storey; call as ``plans.recognise(all_paths)``."""
    return tuple(
        Paths(storey, *plans.recognise_on(plans.drawings.sheet(storey.sheet), _standing_on).inside(storey))
        for storey in plans.recognise(storeys)
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands on a sheet, by place."""

    solids: STRtree
    lone: STRtree
    """wall lines that make no area"""

    def inside(self, storey: Storey) -> tuple[_OnAsking[Ground], _OnAsking[bool]]:
        """The grounds of a storey's rooms, and whether they are clear; each is made when it is asked for."""

        def ground(number: int) -> Ground:
            polygon = storey.rooms[number].polygon
            near = self.solids.geometries[self.solids.query(polygon)]
            free = walkable(polygon, _standing(polygon, near.tolist()))
            places = MultiPoint([storey.links[link].place.coords[0] for link in storey.links_of(number)])
            parts = shapely.get_parts(free)
            return Ground(MultiPolygon([part for part in parts if part.area > ISLAND or part.dwithin(places, REACH)]))

        def clear(number: int) -> bool:
            inner = storey.rooms[number].polygon.buffer(-FACES)
            within = self.lone.geometries[self.lone.query(inner, predicate="intersects")]
            return float(shapely.length(shapely.intersection(within, inner)).sum()) < LINES_LEAST

        return _OnAsking(ground), _OnAsking(clear)


def _standing_on(plans: Plans, sheet: Sheet) -> _Standing:
    masonry = plans.recognise_on(sheet, walls_on)
    shutters = [
        join.door
        for join in plans.recognise_on(sheet, joins_on)
        if join.door.kind is OpeningKind.SHUTTER and join.rooms[0] is join.rooms[1] is not None
    ]
    # an outline drawn across a shutter does not make a way through it
    shut = [door.where.buffer(SHUT) for door in shutters]
    return _Standing(
        STRtree([*(() if masonry is None else masonry.area_tree.geometries), *shut]),
        STRtree([]) if masonry is None else masonry.lone_tree,
    )


class _OnAsking(dict[int, Made]):
    """What is made of a room's number when it is first asked for."""

    def __init__(self, make: Callable[[int], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Made:
        made = self[number] = self._make(number)
        return made


def _standing(room: Polygon, solids: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """What stands in a room, cut to its size; None when walls only touch its edge."""
    core, around = room.buffer(-THIN), shapely.box(*room.bounds)
    shapely.prepare(core)
    inside = [solid.intersection(around) for solid in solids if core.intersects(solid)]
    return shapely.union_all(inside) if inside else None


def vertices(ground: Ground) -> list[Point]:
    """The corners of a ground's outline and holes, model metres."""
    x, y = ground.origin
    return [Point(vertex[0] + x, vertex[1] + y) for vertex in ground.vertices]
