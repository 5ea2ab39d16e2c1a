"""Which rooms share a wall with a room, and what of its surroundings nobody can tell.

Vocabulary
----------
beside    a room on the other side of a wall; rooms that meet at a corner only are not
loose     the name of a room, written near, that no known room encloses: the room exists, its walls are not known
nameless  a room beside, of a room's size, without a name
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.features.closed_rooms import Room, rooms
from checkers.features.labels import Label, labels
from checkers.features.runs import alongside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon

    from checkers.features.base import Span
    from checkers.features.plans import Plans

THICKEST_WALL = 0.5
"""metres between two rooms that share a wall"""

LOOSE_WITHIN = 10.0
"""metres from a room to a loose name that may be of a room beside it"""

LARGEST_SHAFT = 3.0
"""square metres; a nameless room that is no larger is a shaft or a niche"""

LONGEST_NAME = 16
"""characters; longer writings are notes"""

_NOTE = re.compile(r"见|详|应|不得|说明|[:：。，；]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside a room."""

    beside: tuple[tuple[Room, Span], ...]
    """rooms whose name has the sense asked for, each with the shortest way through the wall, nearest first"""
    perhaps: tuple[tuple[Room, Span], ...]
    """the same for names of which a reviewer must say whether they have it"""
    loose: tuple[Label, ...]
    """names of that sense near the room that stand in no known room"""
    nameless: tuple[Room, ...]


def surroundings(
    plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str], perhaps: re.Pattern[str] | None = None
) -> Surroundings:
    """What stands beside the room of this outline, as far as names of this sense go."""
    every = [room for room in plans.recognise(rooms) if room.sheet == sheet]
    tree = STRtree([room.polygon for room in every])
    surely: list[tuple[Room, Span]] = []
    unsurely: list[tuple[Room, Span]] = []
    nameless: list[Room] = []
    for index in sorted(tree.query(outline, predicate="dwithin", distance=THICKEST_WALL)):
        room = every[index]
        if _same(room.polygon, outline) or room.polygon.contains(outline):
            continue
        span = alongside(outline, room.polygon, THICKEST_WALL)
        if span is None:
            continue
        name = "".join("".join((room.name, *room.others)).split())
        if not name and room.polygon.area > LARGEST_SHAFT:
            nameless.append(room)
        elif sense.search(name):
            surely.append((room, span))
        elif perhaps is not None and perhaps.search(name):
            unsurely.append((room, span))
    return Surroundings(
        beside=tuple(sorted(surely, key=lambda pair: pair[1].value)),
        perhaps=tuple(sorted(unsurely, key=lambda pair: pair[1].value)),
        loose=tuple(_loose(plans, sheet, outline, sense, tree)),
        nameless=tuple(nameless),
    )


def _same(one: Polygon, other: Polygon) -> bool:
    return one.intersects(other) and one.intersection(other).area > max(one.area, other.area) / 2


def _loose(plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str], held: STRtree) -> Iterator[Label]:
    for label in labels(plans.drawings.sheet(sheet)):
        reads = len(label.words) <= LONGEST_NAME and sense.search(label.words) and not _NOTE.search(label.words)
        near = reads and outline.dwithin(label.point, LOOSE_WITHIN)
        if near and not held.query(label.point, predicate="intersects").size:
            yield label
