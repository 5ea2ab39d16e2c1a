"""How far it is out of a storey: from every room's door along the common ways, and from every room's farthest place.

Vocabulary
----------
departure   a door through which people leave a room for a common way or lobby, with its shortest way to an exit
two ways    whether people at a door can walk to two exits in different directions; otherwise it is at a dead end (袋形走道)
shared      metres that the ways to the two exits have in common, counted as (a + b - c) / 2, where a and b are the ways
            to the exits and c the way between these (Gromov product); in a corridor that is the length of the dead end
inner way   the longest way inside a room, through further rooms where it has no door of its own to a common way

Ways are those of ``paths``. Lengths are metres.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from shapely import Point

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.links import COMMON, Part
from checkers.features.paths import all_paths, reach, vertices
from checkers.features.unseen import hides_shapes
from checkers.features.walking import CLOSE, NO_WAY, Way
from checkers.features.ways_out import GALLERY, OPEN_GALLERY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.compartments import Compartment
    from checkers.features.links import Link
    from checkers.features.paths import Paths, Reach
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Exit, Storey

SHARE = 0.5
"""share of a fire compartment that lies in a room of which it is a part"""

RECESS = 2.0
"""metres that two ways may share and still lead in different directions: the depth of a door's niche, or less than a corridor's width"""

DIVERGING = 45.0
"""degrees between the first steps of two ways that lead in different directions"""

FIRST_STEPS = 1.5
"""metres of a way that tell its direction"""

AHEAD = 3.0
"""metres of a way that tell whether it leaves a door straight ahead"""

NO_DWELLING = re.compile(r"商[铺店业]|店铺|网点|办公|物业|社区|值班|门卫|信报|垃圾|[配强弱]电|机房|泵房|消控|井")
"""names of rooms of a storey of housing that nobody lives in"""

SPARE = 2 * CLOSE
"""metres by which a longest way may be too short without a word about it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Feature):
    """A door through which people leave a room for a common way."""

    storey: Storey
    link: int
    room: int | None
    """number of the room in the storey; None when the door's room was not recognised"""
    onto: int
    """number of the way or lobby outside the door"""
    way: Way
    """from the middle of the door to the middle of the nearest exit's"""
    exit: Exit | None
    two_ways: bool
    shared: float
    """metres; infinite when only one exit can be reached"""
    clear: bool
    at_end: bool
    """whether it faces a corridor from its end: no two ways, the way leaves it straight ahead, and none goes on behind it"""
    gallery: bool | None
    """whether the way leads along an open gallery (敞开式外廊); None when a gallery is named and not said to be open"""

    @property
    def of_a_dwelling(self) -> bool:
        """Whether it may be a dwelling's door: no shaft's (丙 grade), no bare gap, no shop's or service room's."""
        door = self.storey.links[self.link].door
        other = self.room is not None and NO_DWELLING.search(self.storey.rooms[self.room].name) is not None
        return door is not None and door.grade != "丙" and not door.bare and not other


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner(Feature):
    """The longest way inside a room to one of its doors."""

    storey: Storey
    room: int
    way: Way
    doors: tuple[int, ...]
    """numbers of the links that lead from the room to a common way or out"""
    clear: bool


def departures(plans: Plans) -> tuple[Departure, ...]:
    """Every door from a room onto a common way; call as ``plans.recognise(departures)``."""
    return tuple(each for paths in plans.recognise(all_paths) for each in _departures(paths))


def _departures(paths: Paths) -> list[Departure]:
    storey = paths.storey
    common = storey.of(*COMMON)
    if not common:
        return []
    by_exit: dict[str, list[int]] = {}
    for leaving in storey.exits:
        by_exit.setdefault(leaving.leads, []).append(leaving.link)
    reaches = {leads: reach(paths, links, common) for leads, links in by_exit.items()}
    exits = {leaving.link: leaving for leaving in storey.exits}
    found = []
    for number, link in enumerate(storey.links):
        sides = [room for room in link.rooms if room in common]
        if number in exits or len(sides) != 1 or link.door is None or not link.walked:
            continue
        if link.outside and (storey.level.ground or not storey.placed):
            continue  # above the ground it leads to a room that was not recognised, or onto a balcony
        onto, room = sides[0], link.other(sides[0])
        if room is not None and storey.parts[room] not in {Part.ROOM, Part.GARAGE}:
            continue
        found.append(_departure(paths, number, room, onto, reaches, by_exit, exits))
    return found


def _departure(
    paths: Paths,
    number: int,
    room: int | None,
    onto: int,
    reaches: Mapping[str, Reach],
    by_exit: Mapping[str, list[int]],
    exits: Mapping[int, Exit],
) -> Departure:
    storey = paths.storey
    link = storey.links[number]
    ways = {
        leads: each.way(number) for leads, each in reaches.items() if math.isfinite(each.length.get(number, math.inf))
    }
    nearest = min(ways, key=lambda leads: ways[leads].value, default=None)
    sure = {exits[each].leads for each in exits if exits[each].sure}
    shared, two_ways = math.inf, False
    for one, other in combinations(ways, 2):
        between = min((reaches[other].length.get(each, math.inf) for each in by_exit[one]), default=math.inf)
        common = max(0.0, (ways[one].value + ways[other].value - between) / 2)
        shared = min(shared, common)
        # a weakly recognised exit makes no second way; it only makes a dead end doubtful
        if {one, other} <= sure and (common <= RECESS or _angle(ways[one], ways[other]) >= DIVERGING):
            two_ways = True
    leaving = None if nearest is None else exits[ways[nearest].goal]
    through, rooms = ([], []) if nearest is None else reaches[nearest].walked(number)
    walked = list(dict.fromkeys([onto, *rooms]))
    names = [storey.rooms[each].name for each in walked]
    gallery: bool | None = bool(names) and all(OPEN_GALLERY.search(name) for name in names)
    if not gallery and any(GALLERY.search(name) or OPEN_GALLERY.search(name) for name in names):
        gallery = None
    subject = storey.rooms[room].subject if room is not None else link.subject
    evidence = [*(storey.links[each] for each in through), *(storey.rooms[each] for each in walked)]
    evidence += [link] if leaving is None else [leaving]
    return Departure(
        subject=f"{storey.title} {subject} {link.subject}".strip()
        if room is not None
        else f"{storey.title} {subject}".strip(),
        sheet=storey.sheet,
        where=link.where,
        handles=link.handles,
        how=link.how,
        sure=not link.outside and all(each.sure for each in evidence),
        storey=storey,
        link=number,
        room=room,
        onto=onto,
        way=NO_WAY if nearest is None else ways[nearest],
        exit=leaving,
        two_ways=two_ways,
        shared=shared,
        clear=all(paths.clear[each] for each in walked),
        at_end=nearest is not None
        and not two_ways
        and _ahead(link, ways[nearest])
        and _beyond(reaches[nearest], number, onto) < RECESS,
        gallery=gallery,
    )


def _ahead(link: Link, way: Way) -> bool:
    """Whether the way leaves a door rather straight ahead than along the wall it stands in."""
    if link.door is None or way.along is None:
        return False
    (ax, ay), (bx, by) = link.door.line.coords[0], link.door.line.coords[-1]
    start, later = Point(way.along.coords[0]), way.along.interpolate(min(AHEAD, way.along.length))
    across = abs((bx - ax) * (later.y - start.y) - (by - ay) * (later.x - start.x))
    along = abs((bx - ax) * (later.x - start.x) + (by - ay) * (later.y - start.y))
    return across >= along


def _beyond(reached: Reach, link: int, onto: int) -> float:
    """How much farther from the exit than a door the common way outside goes on behind it."""
    paths = reached.paths
    from_exit = reached.depths(onto) - reached.length[link]
    from_door = paths.field(onto, link).distances(vertices(paths.grounds[onto]))
    behind = from_exit[from_door - from_exit <= 2 * RECESS]
    return float(np.max(behind, initial=0.0))


def _angle(one: Way, other: Way) -> float:
    """Degrees between the first steps of two ways from one place."""
    if one.along is None or other.along is None:
        return 0.0
    start = Point(one.along.coords[0])
    first, second = (way.interpolate(min(FIRST_STEPS, way.length)) for way in (one.along, other.along))
    ax, ay, bx, by = first.x - start.x, first.y - start.y, second.x - start.x, second.y - start.y
    return abs(math.degrees(math.atan2(ax * by - ay * bx, ax * bx + ay * by)))


def doubt_of(way: Way, plans: Plans, sheet: str, *, clear: bool) -> Words | None:
    """Why a way that was found may not be the true one; None when nothing speaks against it."""
    if not clear:
        return Words(
            "途经处有单线墙体或未闭合墙线，路径可能被隔断，请将墙体绘为双线并闭合",
            "walls drawn as single or open lines stand on the way and may bar it; draw walls closed, with two faces",
        )
    if hides_shapes(plans.drawings.sheet(sheet)):
        return Words(
            "图中有对象未能读取，墙体可能隔断路径，请分解后重新提交",
            "some objects could not be read; walls among them may bar the way. Explode them and submit again",
        )
    if way.spare > SPARE:
        return Words(
            f"房间形状复杂，最远点可能再远 {way.spare:.2f} m",
            f"the room is of a difficult shape; its farthest place may lie {way.spare:.2f} m farther",
        )
    return None


def inner_ways(plans: Plans) -> tuple[Inner, ...]:
    """The longest way inside every room that has a name; call as ``plans.recognise(inner_ways)``."""
    return tuple(each for paths in plans.recognise(all_paths) for each in _inner_ways(paths))


def _inner_ways(paths: Paths) -> list[Inner]:
    storey = paths.storey
    inside = storey.of(Part.ROOM)
    named = [number for number in inside if storey.rooms[number].name]
    if not named:
        return []
    common = storey.of(*COMMON)
    out = {leaving.link for leaving in storey.exits}
    goals = [
        number
        for number, link in enumerate(storey.links)
        if any(room in inside for room in link.rooms)
        and (number in out or (link.walked and any(room in common for room in link.rooms)))
    ]
    reached = reach(paths, goals, inside)
    found = []
    for number in named:
        room = storey.rooms[number]
        own = storey.links_of(number)
        ends = tuple(dict.fromkeys(reached.goal(link) for link in own if link in reached.length))
        way, through = reached.farthest(number) if ends else (NO_WAY, [])
        found.append(
            Inner(
                subject=f"{storey.title} {room.subject}".strip(),
                sheet=room.sheet,
                where=room.where,
                handles=room.handles,
                how=room.how,
                sure=room.sure and bool(room.name) and all(storey.links[link].sure for link in (*ends, *through)),
                storey=storey,
                room=number,
                way=way,
                doors=ends,
                clear=paths.clear[number],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Far:
    """The longest way from a place in a room, or in the part of it that lies in one fire compartment, to an exit."""

    room: int
    where: BaseGeometry
    compartment: Compartment | None
    way: Way
    sure: bool
    """whether all the doors on it, the exit among them, were surely recognised"""


def far_places(paths: Paths, part: Part, drawn: Sequence[Compartment]) -> Iterator[Far]:
    """The longest way from each room of this part to an exit, through rooms of the part and common ways.

    Where several fire compartments lie in a room, each is walked in by itself and left by its own doors.
    """
    storey = paths.storey
    exits = {leaving.link: leaving for leaving in storey.exits}
    reached = reach(paths, exits, storey.of(part, *COMMON))
    for number in storey.of(part):
        polygon = storey.rooms[number].polygon
        own = [each for each in drawn if each.polygon.intersection(polygon).area > SHARE * each.polygon.area]
        for each in own if len(own) > 1 else [None]:
            way, through = reached.farthest(number, None if each is None else each.polygon)
            sure = bool(through) and all(storey.links[link].sure for link in through) and exits[through[-1]].sure
            yield Far(number, polygon if each is None else each.polygon, each, way, sure)
