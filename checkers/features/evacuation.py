"""The parts of a storey that must have exits of their own, and the doors whose distance apart counts.

Vocabulary
----------
section   a fire compartment of a public storey, the whole storey where none is drawn, or a stair unit of housing
passage   a corridor with the walls and columns that reach into it
pair      two neighbouring exits of a storey, or two doors of a room, with the gap between their nearest edges
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiLineString, Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.compartments import compartments
from checkers.features.links import COMMON, Part
from checkers.features.near import gathered
from checkers.features.routes import departures
from checkers.features.walls import walls
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.closed_rooms import Room
    from checkers.features.compartments import Compartment
    from checkers.features.links import Link
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Exit, Storey

AT_THE_LINE = 0.6
"""metres from the line of a compartment to a door that stands in it: half a thick wall, and the line drawn on its face"""

ONE_EXIT = 4.99
"""metres between the edges of two doors to the outside that are counted as one exit: less than GB 50016, 5.5.2, asks"""

CORRIDOR = re.compile(r"走廊|走道|过道|通道|连廊|外廊|内廊")
"""names of ways whose width counts; halls and lobbies are as wide as they are"""

INSIDE = 0.01
"""metres: walls that reach less far into a corridor only touch it"""

UNNAMED_LEAST = 4.0
"""square metres: a smaller room without a name is no stair"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Feature):
    """A part of a storey with the exits it has."""

    storey: Storey
    housing: bool
    exits: tuple[str, ...]
    """where they lead, each stair once"""
    sure_exits: tuple[str, ...]
    least_area: float
    most_area: float
    """square metres; one value where the section's area is drawn, else without and with the walls"""
    adjoining: int
    """doors into a neighbouring compartment of the storey"""
    unknown: int
    """rooms without a name large enough to be a stair, and doors from ways to something not recognised"""
    farthest: float
    """metres from the farthest dwelling's door to its exit; infinite when not known"""
    sure_ways: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Feature):
    """Two doors and the gap between their nearest edges."""

    gap: LineString
    storey: Storey
    room: Room | None
    """None for two exits of the storey"""
    one_room: bool
    """two doors to the outside of one room, which may be counted as one exit"""
    others: int
    """further doors of the room, or exits of the storey"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Feature):
    """A corridor with what stands in it, model metres."""

    polygon: Polygon
    storey: Storey
    solids: BaseGeometry
    edges: BaseGeometry


def sections(plans: Plans) -> tuple[Section, ...]:
    """Every section of every storey with doors; call as ``plans.recognise(sections)``."""
    found: list[Section] = []
    for storey in plans.recognise(storeys):
        if storey.links and storey.of(Part.STAIR, *COMMON):
            if storey.public:
                found += _public(storey, plans)
            elif storey.housing and not storey.level.underground:
                found += _units(storey, plans)
    return tuple(found)


def _public(storey: Storey, plans: Plans) -> Iterator[Section]:
    drawn = [
        each
        for each in plans.recognise(compartments)
        if each.sheet == storey.sheet and each.polygon.intersects(storey.outline) and not each.garage
    ]
    if not drawn:
        yield _section(storey, None, drawn)
    for each in drawn:
        yield _section(storey, each, drawn)


def _section(storey: Storey, drawn: Compartment | None, others: Sequence[Compartment]) -> Section:
    where: BaseGeometry = storey.outline if drawn is None else drawn.polygon
    around = where.buffer(AT_THE_LINE)
    inside = [index for index, room in enumerate(storey.rooms) if where.covers(room.polygon.representative_point())]
    here = [
        leaving
        for leaving in storey.exits
        if storey.links[leaving.link].place.within(around) and _from_here(storey.links[leaving.link], storey, inside)
    ]
    adjoining = 0
    for link in storey.links if drawn is not None else ():
        near = [each for each in others if each.polygon.dwithin(link.place, AT_THE_LINE)]
        adjoining += drawn in near and len(near) > 1 and not link.outside
    return Section(
        subject=storey.subject if drawn is None else drawn.subject,
        sheet=storey.sheet,
        where=where,
        handles=() if drawn is None else drawn.handles,
        how=Words("整层平面", "the whole storey") if drawn is None else drawn.how,
        sure=drawn is None or drawn.sure,
        storey=storey,
        housing=False,
        exits=_leads(here),
        sure_exits=_leads([leaving for leaving in here if leaving.sure]),
        least_area=sum(storey.rooms[room].polygon.area for room in inside) if drawn is None else where.area,
        most_area=where.area,
        adjoining=adjoining,
        unknown=_unknown(storey, inside),
        farthest=math.inf,
        sure_ways=False,
    )


def _from_here(link: Link, storey: Storey, inside: Sequence[int]) -> bool:
    """Whether the exit's near side lies in the section: the room it is left from, not the stair."""
    near = [room for room in link.rooms if room is not None and storey.parts[room] is not Part.STAIR]
    return not near or any(room in inside for room in near)


def _leads(exits: Sequence[Exit]) -> tuple[str, ...]:
    """Where the exits lead, each stair once, and doors to the outside nearer to each other than ``ONE_EXIT`` once."""
    stairs = dict.fromkeys(leaving.leads for leaving in exits if not leaving.outside)
    doors = [leaving for leaving in exits if leaving.outside]
    groups = gathered([leaving.where for leaving in doors], ONE_EXIT)
    return (*stairs, *(doors[group[0]].leads for group in groups))


def _unknown(storey: Storey, inside: Sequence[int]) -> int:
    rooms = sum(not storey.rooms[room].name and storey.rooms[room].polygon.area > UNNAMED_LEAST for room in inside)
    doors = sum(
        None in link.rooms
        and not link.outside
        and any(room in inside and storey.parts[room] in COMMON for room in link.rooms if room is not None)
        for link in storey.links
    )
    return rooms + doors


def _units(storey: Storey, plans: Plans) -> Iterator[Section]:
    """Corridors, lobbies and stairs of housing that are joined by doors, each group a stair unit."""
    groups = _joined(storey)
    leaving = [each for each in plans.recognise(departures) if each.storey is storey]
    total = storey.outline.area
    for group in groups:
        here = [each for each in storey.exits if any(room in group for room in storey.links[each.link].rooms)]
        doors = [each for each in leaving if each.onto in group]
        if not here and not doors:
            continue
        where = shapely.union_all([storey.rooms[room].polygon for room in group])
        yield Section(
            subject=f"{storey.subject} {'、'.join(dict.fromkeys(storey.rooms[room].subject for room in group))}",
            sheet=storey.sheet,
            where=where,
            how=Words("经门相通的走道、前室与楼梯间", "corridors, lobbies and stairs joined by doors"),
            storey=storey,
            housing=True,
            exits=_leads(here),
            sure_exits=_leads([each for each in here if each.sure]),
            least_area=total if len(groups) == 1 else 0.0,
            most_area=total,
            adjoining=0,
            unknown=_unknown_beside(storey, group),
            farthest=max((each.way.value for each in doors), default=math.inf),
            sure_ways=bool(doors) and all(each.sure and each.clear for each in doors),
        )


def _unknown_beside(storey: Storey, group: Sequence[int]) -> int:
    """Rooms without a name, large enough for a stair, behind a door of the unit's ways."""
    beside = {link.other(room) for room in group for link in storey.links if room in link.rooms and not link.outside}
    named = (room is not None and (storey.rooms[room].name or room in group) for room in beside)
    return sum(not known for known in named)


def _joined(storey: Storey) -> list[list[int]]:
    rooms = storey.of(Part.STAIR, *COMMON)
    group = {room: {room} for room in rooms}
    for link in storey.links:
        first, second = link.rooms
        if first in group and second in group and first is not None and second is not None:
            both = group[first] | group[second]
            for room in both:
                group[room] = both
    seen: list[list[int]] = []
    for room in rooms:
        members = sorted(group[room])
        if members not in seen:
            seen.append(members)
    return seen


def pairs(plans: Plans) -> tuple[Pair, ...]:
    """Neighbouring exits of every storey, and neighbouring doors of every room; call as ``plans.recognise(pairs)``."""
    found: list[Pair] = []
    for storey in plans.recognise(storeys):
        found += _exit_pairs(storey)
        found += _door_pairs(storey)
    return tuple(found)


def _exit_pairs(storey: Storey) -> Iterator[Pair]:
    exits = [(leaving, storey.links[leaving.link]) for leaving in storey.exits]
    for one, other in _neighbours([link.where for _, link in exits]):
        (first, link), (second, beside) = exits[one], exits[other]
        if first.leads != second.leads:
            shared = {room for room in link.rooms if room is not None} & set(beside.rooms)
            yield Pair(
                subject=f"{storey.title} {first.subject} 与 {second.subject}".strip(),
                sheet=storey.sheet,
                where=shapely.union_all([link.where, beside.where]),
                handles=first.handles + second.handles,
                how=Words("两个安全出口洞口边缘的最近距离", "nearest edges of two exits"),
                sure=first.sure and second.sure,
                gap=shapely.shortest_line(link.where, beside.where),
                storey=storey,
                room=None,
                one_room=link.outside and beside.outside and bool(shared),
                others=len({leaving.leads for leaving, _ in exits}) - 2,
            )


def _door_pairs(storey: Storey) -> Iterator[Pair]:
    common = storey.of(*COMMON)
    exits = {leaving.link for leaving in storey.exits}
    for number in storey.of(Part.ROOM):
        room = storey.rooms[number]
        here = [
            index
            for index in storey.links_of(number)
            if storey.links[index].door is not None and (index in exits or storey.links[index].other(number) in common)
        ]
        doors = [storey.links[index] for index in here]
        for one, other in _neighbours([door.where for door in doors]):
            if {here[one], here[other]} <= exits:
                continue  # a pair of exits of the storey already
            yield Pair(
                subject=f"{storey.title} {room.subject} {doors[one].subject} 与 {doors[other].subject}".strip(),
                sheet=storey.sheet,
                where=shapely.union_all([doors[one].where, doors[other].where]),
                handles=doors[one].handles + doors[other].handles,
                how=Words("房间两个疏散门洞口边缘的最近距离", "nearest edges of two doors of a room"),
                sure=room.sure and doors[one].sure and doors[other].sure,
                gap=shapely.shortest_line(doors[one].where, doors[other].where),
                storey=storey,
                room=room,
                one_room=False,
                others=len(doors) - 2,
            )


def _neighbours(places: Sequence[BaseGeometry]) -> list[tuple[int, int]]:
    """For each place the nearest other one; each pair once."""
    nearest: set[tuple[int, int]] = set()
    distance = {pair: places[pair[0]].distance(places[pair[1]]) for pair in combinations(range(len(places)), 2)}
    for index in range(len(places)):
        own = [pair for pair in distance if index in pair]
        if own:
            nearest.add(min(own, key=lambda pair: (distance[pair], pair)))
    return sorted(nearest)


def passages(plans: Plans) -> tuple[Passage, ...]:
    """Every corridor of every storey with what stands in it; call as ``plans.recognise(passages)``."""
    masonry = {each.sheet: each for each in plans.recognise(walls)}
    found: list[Passage] = []
    for storey in plans.recognise(storeys):
        known = masonry.get(storey.sheet)
        solids = [] if known is None else [part for part in known.parts if part.area]
        lone = [] if known is None else [part for part in shapely.get_parts(known.lines) if part.length]
        tree, loose = STRtree(solids), STRtree(lone)
        for number in storey.of(Part.WAY):
            room = storey.rooms[number]
            if not CORRIDOR.search(room.name):
                continue
            inner, around = room.polygon.buffer(-INSIDE), shapely.box(*room.polygon.bounds)
            stand = [solids[index].intersection(around) for index in tree.query(inner, predicate="intersects")]
            lines = [lone[index] for index in loose.query(inner, predicate="intersects")]
            found.append(
                Passage(
                    subject=f"{storey.title} {room.subject}".strip(),
                    sheet=room.sheet,
                    where=room.where,
                    handles=room.handles,
                    how=room.how,
                    sure=room.sure,
                    polygon=room.polygon,
                    storey=storey,
                    solids=shapely.union_all(stand),
                    edges=MultiLineString([line for line in lines if isinstance(line, LineString)]),
                )
            )
    return tuple(found)


def area_of(polygon: Polygon, walls: float) -> float:
    """The area with this share of the walls around it, metres: what counts as floor area (建筑面积) of a room."""
    return float(polygon.buffer(walls, join_style="mitre").area)
