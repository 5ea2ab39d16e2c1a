"""Floors with equipment people fetch or run hoses from, and how far it is to it on foot.

Vocabulary
----------
floor      the rooms of one floor plan on a sheet that shows extinguishers or indoor hydrants, with the doors between
           them; one of several plans of a sheet may show none
bare       a sheet that is titled as a plan of the equipment and shows none
source     a piece of equipment and the room it is reached from: the nearest one, a common way before any other
reach      how far every door of the floor is from a source on foot (Dijkstra over doors, exact inside rooms)
second     the way to the second nearest source: the longest way to the nearest one of all but one, whichever is
           left out; where that is short, every place has two sources within it

Sheets of water and of fire equipment repeat the floor below their pipes; their rooms are read like any other's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import MultiPoint, MultiPolygon, Point, STRtree

from checkers.errors import Words
from checkers.features.base import Feature, whole
from checkers.features.closed_rooms import Room, joins_on, rooms_on
from checkers.features.links import Part, part_of, without_doors
from checkers.features.near import gathered
from checkers.features.site import is_site_plan
from checkers.features.storeys import building_of, title_of
from checkers.features.symbols import NO_PLAN, Equipment, of_kind
from checkers.features.unseen import hides_shapes
from checkers.features.walking import CLOSE, NO_WAY, Ground, Way, walkable
from checkers.features.walls import walls_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.facts import Building
    from checkers.features.plans import Plans
    from checkers.features.symbols import Symbol

APART = 4.0
"""metres between the rooms of two plans drawn apart on one sheet"""

MOUNTED = 1.0
"""metres from a room within which equipment in or on its wall is reached from it"""

ALIKE = 0.15
"""metres: of two rooms as near as that the common way is the one equipment is reached from"""

FACES = 0.1
"""metres from a room's edge: lines there are its own walls"""

LINES_LEAST = 0.3
"""metres of lone wall lines inside a room before its ground is in doubt"""

ISLAND = 2.0
"""square metres: parts of a room cut off from its doors and smaller than this are nobody's place"""

MOST = {Equipment.INDOOR_HYDRANT: 120, Equipment.EXTINGUISHER: 2_000}
"""pieces of equipment of one floor whose reach is measured: more are a pattern, or symbols of something else"""

TITLED = {
    Equipment.EXTINGUISHER: re.compile("灭火器"),
    Equipment.INDOOR_HYDRANT: re.compile("(?<!室外)消火栓|(?<!室外)消防栓"),
    Equipment.SPRINKLER: re.compile("喷淋|喷头|自喷|自动喷水"),
}
"""titles of plans of equipment"""

NOBODY = {Part.SHAFT, Part.LIFT, Part.OPEN_AIR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor(Feature):
    """One floor plan with its equipment."""

    title: str
    building: Building | None
    rooms: tuple[Room, ...]
    parts: tuple[Part, ...]
    doors: tuple[tuple[Point, int, int], ...]
    """the middle of each door and the numbers of the two rooms it joins"""
    sources: tuple[tuple[Symbol, int], ...]
    """equipment with the number of the room it is reached from"""
    stray: tuple[Symbol, ...]
    """equipment near no room; on a floor where some is, what seems out of reach may not be"""
    too_many: Words | None
    """why nothing is measured: more equipment than any floor has; None when there is not"""
    grounds: tuple[Ground, ...]
    clear: tuple[bool, ...]
    """whether no lone wall line stands in the room"""
    _steps: dict[int, dict[tuple[int, int], float]] = field(default_factory=dict, repr=False, compare=False)

    def doors_of(self, room: int) -> list[int]:
        """Numbers of the doors of a room."""
        return [number for number, (_, one, other) in enumerate(self.doors) if room in {one, other}]

    def judged(self) -> tuple[int, ...]:
        """Numbers of the rooms people stay or walk in."""
        return tuple(index for index, part in enumerate(self.parts) if part not in NOBODY)

    def reach(self, source: int) -> Mapping[int, float]:
        """The way from a source to every door, metres; doors it cannot reach are left out."""
        symbol, start = self.sources[source]
        length = dict(self._from(start, symbol.point))
        heap = sorted((way, door) for door, way in length.items())
        done: set[int] = set()
        while heap:
            walked, door = heappop(heap)
            if door in done:
                continue
            done.add(door)
            for room in self.doors[door][1:]:
                for other, step in self._across(room, door):
                    if walked + step < length.get(other, math.inf):
                        length[other] = walked + step
                        heappush(heap, (walked + step, other))
        return length

    def _from(self, room: int, place: Point) -> list[tuple[int, float]]:
        doors = self.doors_of(room)
        if not doors:
            return []
        found = self.grounds[room].to([place]).distances([self.doors[door][0] for door in doors])
        return [(door, float(way)) for door, way in zip(doors, found, strict=True) if math.isfinite(way)]

    def _across(self, room: int, door: int) -> list[tuple[int, float]]:
        """The ways inside a room from one of its doors to the others, measured once."""
        known = self._steps.setdefault(room, {})
        if not any(start == door for start, _ in known):
            known[door, door] = 0.0
            known.update({(door, other): way for other, way in self._from(room, self.doors[door][0]) if other != door})
        return [(other, way) for (start, other), way in known.items() if start == door and other != door]

    def farthest(self, room: int, sources: Sequence[int], reached: Sequence[Mapping[int, float]]) -> Way:
        """The longest way from a place in a room to the nearest of these sources; ``reached`` is that of every source."""
        places = [self.sources[source][0].point for source in sources if self.sources[source][1] == room]
        beyond = [0.0] * len(places)
        for door in self.doors_of(room):
            way = min((reached[source].get(door, math.inf) for source in sources), default=math.inf)
            if math.isfinite(way):
                places.append(self.doors[door][0])
                beyond.append(way)
        return self.grounds[room].to(places, beyond).farthest() if places else NO_WAY

    def second(
        self, room: int, reached: Sequence[Mapping[int, float]], within: float, of: Sequence[int] | None = None
    ) -> Way:
        """The longest way from a place in a room to the second nearest source, of these sources if any are named.

        Sources farther away in a straight line than ``within`` are not left out in turn: no place has one of them
        as its first within that distance.
        """
        every = list(range(len(self.sources))) if of is None else list(of)
        near = [source for source in every if self.sources[source][0].point.dwithin(self.rooms[room].polygon, within)]
        ways = [self.farthest(room, [each for each in every if each != left], reached) for left in near]
        return max(ways or [self.farthest(room, every[1:], reached)], key=lambda way: way.value)

    def neighbours(self, reached: Sequence[Mapping[int, float]]) -> list[tuple[int, int]]:
        """Pairs of sources that the shortest walks joining all of them connect; those out of reach join nothing."""
        if not self.sources:
            return []
        walk = self._walks(reached)
        inside, found = np.array([0]), []
        outside = np.arange(1, len(self.sources))
        while len(outside):
            at = divmod(int(np.argmin(walk[np.ix_(inside, outside)])), len(outside))
            one, other = int(inside[at[0]]), int(outside[at[1]])
            if math.isfinite(walk[one, other]):
                found.append((min(one, other), max(one, other)))
            inside, outside = np.sort(np.append(inside, other)), np.delete(outside, at[1])
        return found

    def _walks(self, reached: Sequence[Mapping[int, float]]) -> NDArray[np.float64]:
        """(n, n): the way from each source to each other one; infinite where there is none on this floor."""
        count = len(self.sources)
        walk = np.full((count, count), math.inf)
        room_of = np.array([room for _, room in self.sources])
        places = [symbol.point for symbol, _ in self.sources]
        to_doors = [self._from(room, symbol.point) for symbol, room in self.sources]
        for one in range(count):
            same = np.flatnonzero(room_of[one + 1 :] == room_of[one]) + one + 1
            if len(same):
                field_of = self.grounds[int(room_of[one])].to([places[one]])
                walk[one, same] = field_of.distances([places[other] for other in same.tolist()])
            for other in range(one + 1, count):
                around = (reached[one].get(door, math.inf) + way for door, way in to_doors[other])
                walk[one, other] = walk[other, one] = min(walk[one, other], min(around, default=math.inf))
        return walk

    def open_to(self, room: int) -> list[int]:
        """Numbers of the sources that people of a room get at without entering another room that may be locked."""
        return [
            number for number, (_, own) in enumerate(self.sources) if own == room or self.parts[own] is not Part.ROOM
        ]

    def doubt(self, room: int, way: Way, plans: Plans) -> Words | None:
        """Why a way found may not be the true one; None when nothing speaks against it."""
        if not math.isfinite(way.value):
            return Words(
                "房间与器材之间的门未能识别，路径无法量取，请核对墙体闭合与门",
                "no door was found on the way; check that walls close and doors are drawn",
            )
        if not all(self.clear):
            return Words(
                "图中有单线或未闭合的墙线，路径可能被隔断，请将墙体绘为双线并闭合",
                "walls drawn as single or open lines may bar the way; draw walls closed, with two faces",
            )
        if hides_shapes(plans.drawings.sheet(self.sheet)):
            return Words(
                "图中有对象未能读取，墙体可能隔断路径，请分解后重新提交",
                "objects that could not be read may bar the way; explode them and submit again",
            )
        if not self.rooms[room].sure or not all(symbol.sure for symbol, _ in self.sources):
            return Words(
                "房间或器材识别依据不足，请人工复核", "room or equipment recognised on weak evidence; please check"
            )
        if way.spare > 2 * CLOSE:
            return Words(
                f"房间形状复杂，最远点可能再远 {way.spare:.2f} m",
                f"the farthest place may lie {way.spare:.2f} m farther",
            )
        return None


def extinguisher_floors(plans: Plans) -> tuple[Floor, ...]:
    """Every floor plan with extinguishers; call as ``plans.recognise(extinguisher_floors)``."""
    return _floors(plans, Equipment.EXTINGUISHER)


def hydrant_floors(plans: Plans) -> tuple[Floor, ...]:
    """Every floor plan with indoor hydrants; call as ``plans.recognise(hydrant_floors)``."""
    return _floors(plans, Equipment.INDOOR_HYDRANT)


def bare(plans: Plans, kind: Equipment) -> tuple[Feature, ...]:
    """Every sheet titled as a plan of this equipment on which none was recognised."""
    shown = {symbol.sheet for symbol in of_kind(plans, kind)}
    return tuple(
        whole(sheet)
        for sheet in plans.whole_sheets
        if sheet.id not in shown and TITLED[kind].search(sheet.title)
        if not (is_site_plan(sheet) or NO_PLAN.search(sheet.title))
    )


def _floors(plans: Plans, kind: Equipment) -> tuple[Floor, ...]:
    equipment = of_kind(plans, kind)
    shown = {symbol.sheet for symbol in equipment}
    found: list[Floor] = []
    for sheet in plans.whole_sheets:
        if sheet.id not in shown or is_site_plan(sheet) or NO_PLAN.search(sheet.title):
            continue
        here = plans.recognise_on(sheet, rooms_on)
        groups = gathered([room.polygon for room in here], APART)
        own = [symbol for symbol in equipment if symbol.sheet == sheet.id]
        known = plans.recognise_on(sheet, walls_on)
        solids = [] if known is None else [part for part in shapely.get_parts(known.solids) if part.area]
        lone = [] if known is None else [part for part in shapely.get_parts(known.lines) if part.length]
        outlines = [shapely.union_all([here[index].polygon for index in group]) for group in groups]
        at = _nearest(outlines, own)
        for number, group in enumerate(groups):
            mine = [symbol for symbol, nearest in zip(own, at, strict=True) if nearest == number]
            title = title_of(sheet, outlines[number])
            if mine or len(group) > 1:
                found.append(
                    _floor(
                        plans,
                        [here[index] for index in group],
                        mine,
                        _too_many(title or sheet.title, kind, len(mine)),
                        (solids, lone),
                        title,
                        building_of(title, sheet, plans.facts),
                    )
                )
    return tuple(found)


def _too_many(subject: str, kind: Equipment, count: int) -> Words | None:
    if count <= MOST[kind]:
        return None
    return Words(
        f"{subject}：识别到 {count} 处器材，超出一层可能的数量，未逐一量取，请核对图层与图块",
        f"{subject}: {count} pieces of equipment are more than a floor has, none was measured; check layers and blocks",
    )


def _nearest(outlines: Sequence[BaseGeometry], equipment: Sequence[Symbol]) -> list[int]:
    """For each piece of equipment the number of the nearest outline, the first of several equally near."""
    if not outlines:
        return [0] * len(equipment)
    nearest = np.full(len(equipment), len(outlines))
    symbol, outline = STRtree(outlines).query_nearest([each.point for each in equipment], all_matches=True)
    np.minimum.at(nearest, symbol, outline)
    return nearest.tolist()


def _floor(
    plans: Plans,
    here: Sequence[Room],
    equipment: Sequence[Symbol],
    too_many: Words | None,
    standing: tuple[Sequence[BaseGeometry], Sequence[BaseGeometry]],
    title: str,
    building: Building | None,
) -> Floor:
    number = {id(room): index for index, room in enumerate(here)}
    parts = tuple(part_of(room.name) for room in here)
    doors = [
        (join.door.line.interpolate(0.5, normalized=True), number[id(join.rooms[0])], number[id(join.rooms[1])])
        for join in plans.recognise_on(plans.drawings.sheet(here[0].sheet), joins_on)
        if join.rooms[0] is not join.rooms[1]
        and all(id(room) in number for room in join.rooms)
        and (join.door.sure or (join.door.bare and join.door.width is not None))
    ]
    for link in without_doors(here, parts, [], STRtree([*standing[0], *standing[1]])):
        one, other = link.rooms
        if one is not None and other is not None:
            doors.append((link.place, one, other))
    tree = STRtree([room.polygon for room in here])
    placed = [(symbol, _room_of(symbol.point, tree, parts)) for symbol in equipment]
    grounds = tuple(
        _ground(room, [place for place, one, other in doors if index in {one, other}], standing[0])
        for index, room in enumerate(here)
    )
    lone = STRtree(standing[1])
    return Floor(
        subject=title or here[0].sheet,
        sheet=here[0].sheet,
        where=shapely.union_all([room.polygon for room in here]),
        how=Words("平面图中的房间、门与消防器材", "rooms, doors and equipment of the floor plan"),
        title=title,
        building=building,
        rooms=tuple(here),
        parts=parts,
        doors=tuple(doors),
        sources=tuple((symbol, room) for symbol, room in placed if room is not None),
        stray=tuple(symbol for symbol, room in placed if room is None),
        too_many=too_many,
        grounds=grounds,
        clear=tuple(_is_clear(room, standing[1], lone) for room in here),
    )


def _room_of(point: Point, here: STRtree, parts: Sequence[Part]) -> int | None:
    """The room equipment is reached from; None when none is near."""
    beside: list[int] = np.sort(here.query(point, predicate="dwithin", distance=MOUNTED + ALIKE)).tolist()
    away = {index: float(here.geometries[index].distance(point)) for index in beside}
    nearest = min(away.values(), default=math.inf)
    if nearest > MOUNTED:
        return None
    near = [index for index, distance in away.items() if distance <= nearest + (ALIKE if nearest else 0.0)]
    return min(near, key=lambda index: (parts[index] is not Part.WAY, away[index]))


def _ground(room: Room, places: Iterable[Point], solids: Sequence[BaseGeometry]) -> Ground:
    core, around = room.polygon.buffer(-FACES / 10), shapely.box(*room.polygon.bounds)
    inside = [solid.intersection(around) for solid in solids if core.intersects(solid)]
    free = walkable(room.polygon, shapely.union_all(inside) if inside else None)
    doors = MultiPoint([(place.x, place.y) for place in places])
    kept = [part for part in shapely.get_parts(free) if part.area > ISLAND or part.dwithin(doors, MOUNTED)]
    return Ground(MultiPolygon(kept))


def _is_clear(room: Room, lines: Sequence[BaseGeometry], tree: STRtree) -> bool:
    inner = room.polygon.buffer(-FACES)
    return sum(float(lines[index].intersection(inner).length) for index in tree.query(inner)) < LINES_LEAST
