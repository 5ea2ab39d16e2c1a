"""The doors of a storey whose distance apart counts.

Vocabulary
----------
pair   two neighbouring exits of a storey, or two doors of a room, with the gap between their nearest edges
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.compartments import compartments
from checkers.features.evacuation import AT_THE_LINE
from checkers.features.links import COMMON, Part
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import LineString
    from shapely.geometry.base import BaseGeometry

    from checkers.features.closed_rooms import Room
    from checkers.features.compartments import Compartment
    from checkers.features.links import Link
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey


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
    divided: bool = False
    """exits of two compartments, or of two rooms that may each have exits of their own"""


def pairs(plans: Plans) -> tuple[Pair, ...]:
    """Neighbouring exits of every storey, and neighbouring doors of every room; call as ``plans.recognise(pairs)``."""
    found: list[Pair] = []
    for storey in plans.recognise(storeys):
        found += _exit_pairs(storey, [each for each in plans.recognise(compartments) if each.sheet == storey.sheet])
        found += _door_pairs(storey)
    return tuple(found)


def _exit_pairs(storey: Storey, drawn: Sequence[Compartment]) -> Iterator[Pair]:
    exits = [(leaving, storey.links[leaving.link]) for leaving in storey.exits]
    leads = [leaving.leads for leaving in storey.exits]
    for one, other in _neighbours([link.where for _, link in exits], leads):
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
                divided=_divided(link, beside, storey, drawn),
            )


def _divided(one: Link, other: Link, storey: Storey, drawn: Sequence[Compartment]) -> bool:
    first, second = (
        {id(each) for each in drawn if each.polygon.dwithin(link.place, AT_THE_LINE)} for link in (one, other)
    )
    if first and second and first.isdisjoint(second):
        return True
    rooms = {room for link in (one, other) for room in link.rooms if room is not None}
    return one.outside and other.outside and len(rooms) > 1 and all(storey.parts[room] is Part.ROOM for room in rooms)


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


def _neighbours(places: Sequence[BaseGeometry], leads: Sequence[str] = ()) -> list[tuple[int, int]]:
    """For each place the nearest other one, of those that lead elsewhere; each pair of places, or of leads, once."""
    nearest: set[tuple[int, int]] = set()
    distance = {
        pair: places[pair[0]].distance(places[pair[1]])
        for pair in combinations(range(len(places)), 2)
        if not leads or leads[pair[0]] != leads[pair[1]]
    }
    for index in range(len(places)):
        own = [pair for pair in distance if index in pair]
        if own:
            nearest.add(min(own, key=lambda pair: (distance[pair], pair)))
    if not leads:
        return sorted(nearest)
    best: dict[frozenset[str], tuple[int, int]] = {}
    for pair in sorted(nearest, key=lambda pair: (distance[pair], pair)):
        best.setdefault(frozenset((leads[pair[0]], leads[pair[1]])), pair)
    return sorted(best.values())
