"""The rooms of a storey by what they are for, and the places to walk from one into another.

Vocabulary
----------
part      what a room is to people who leave: a common way, a stair, its lobby (前室), a lift, a shaft, a garage, a room
common    ways and lobbies, in which everybody walks
link      a door, or a place where two common parts join without one
outside   beyond the outline that the rooms and walls of the storey fill together; seen for sure where no wall stands
          farther out, behind which a room may have been missed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Point, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.door_codes import OpeningKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.features.closed_rooms import Join, Room
    from checkers.features.openings import Door

BEYOND = 1.0
"""metres before the middle of a door at which the outside is looked for"""

TOUCHING = 0.05
"""metres between outlines that join without a wall"""

OPEN_LEAST = 0.7
"""metres: a shorter common edge of two outlines is no place to walk through"""

FAR_OUT = 60.0
"""metres before an outer door in which a wall of the same plan makes the outside unsure"""


class Part(StrEnum):
    """What a room is to people who leave."""

    WAY = "way"
    LOBBY = "lobby"
    STAIR = "stair"
    LIFT = "lift"
    SHAFT = "shaft"
    OPEN_AIR = "open air"
    GARAGE = "garage"
    ROOM = "room"


_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.LOBBY, re.compile(r"前室|防烟前室")),
    (
        Part.STAIR,
        re.compile(
            r"(?<!电)(?<!扶)(?<!景观)(?<!装饰)(?<!检修)(?<!户内)(?<!套内)(?<!跃层)楼梯(?!下|底部)|^(?:LT|ST)-?\d|^梯间"
        ),
    ),
    (
        Part.WAY,
        re.compile(
            r"走廊|走道|过道|连廊|外廊|内廊|疏散通道|公共通道|电梯厅|候梯厅|梯厅|过厅|(?<!入户)门厅|大堂|^大厅$|^通道"
        ),
    ),
    (Part.LIFT, re.compile(r"电梯$|电梯井|[客货]梯|消防梯|扶梯|^电梯\d")),
    (Part.SHAFT, re.compile(r"井[\dA-Z#]*$|管道?井|风道|烟道|机坑")),
    (Part.OPEN_AIR, re.compile(r"阳台|露台|屋面|室外|庭院|天井|空调板|设备平台|上空|挑空")),
    (Part.GARAGE, re.compile(r"(?<!自行)(?<!非机动)车库|停车[区场]?$")),
)
COMMON = (Part.WAY, Part.LOBBY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Feature):
    """A place to walk through between two rooms of a storey, by their numbers in it; None is none of them."""

    place: Point
    """the middle of the door's line"""
    rooms: tuple[int | None, int | None]
    door: Door | None
    """None where two outlines join without a door"""
    outside: bool
    """whether the side without a room lies outside the storey"""
    open_air: bool = False
    """whether it does for sure: no wall of the plan stands farther out, behind which a room may have been missed"""
    swings_into: int | None = None
    """the room whose floor the leaves sweep; None when no swing is drawn, or it sweeps none of the storey's"""

    @property
    def wide(self) -> float:
        """Metres from jamb to jamb, or along the edge at which two outlines join."""
        return self.where.length if self.door is None else self.door.line.length

    @property
    def open(self) -> bool:
        """Whether nothing closes it: outlines that join, or an opening without a door."""
        return self.door is None or self.door.kind is OpeningKind.OPENING

    @property
    def walked(self) -> bool:
        """Whether people walk through it when they leave; a shutter may be down."""
        return self.door is None or self.door.kind is not OpeningKind.SHUTTER

    def other(self, room: int) -> int | None:
        """The room on the other side."""
        return self.rooms[1] if self.rooms[0] == room else self.rooms[0]


def part_of(name: str) -> Part:
    """What a room of this name is to people who leave; a room when nothing tells."""
    plain = "".join(name.split())
    return next((part for part, words in _PARTS if words.search(plain)), Part.ROOM)


def parts_of(here: Sequence[Room], climbs: Sequence[Polygon]) -> tuple[Part, ...]:
    """What each room's name tells; a room without a name around the flight of a stair is the stair's."""
    flights = STRtree([climb.representative_point() for climb in climbs])
    return tuple(
        Part.STAIR if not room.name and flights.query(room.polygon, predicate="intersects").size else part_of(room.name)
        for room in here
    )


def link_of(join: Join, number: dict[int, int], outline: BaseGeometry, solids: STRtree) -> Link | None:
    """The join as a link; None when neither of its rooms is of this storey, or both are one."""
    first, second = (None if room is None else number.get(id(room)) for room in join.rooms)
    if first == second:
        return None
    door = join.door
    outside, open_air = False, True
    for side, room in zip((1, -1), join.rooms, strict=True):
        if room is None:
            outside = not outline.covers(_before(door.line, side, BEYOND))
            ahead = LineString([_before(door.line, side, BEYOND), _before(door.line, side, FAR_OUT)])
            open_air = not solids.query(ahead, predicate="intersects").size
    return Link(
        subject=door.subject,
        sheet=door.sheet,
        where=door.where,
        handles=door.handles,
        how=door.how,
        # a bare gap between two rooms is walked through, whatever closes it
        sure=door.sure or (door.bare and door.width is not None and first is not None and second is not None),
        place=door.line.interpolate(0.5, normalized=True),
        rooms=(first, second),
        door=door,
        outside=outside,
        open_air=outside and open_air,
        swings_into=None if join.swings_into is None else number.get(id(join.swings_into)),
    )


def _before(line: LineString, side: int, far: float) -> Point:
    """A place before the middle of a door, on its left (1) or right (-1)."""
    (ax, ay), (bx, by) = line.coords[0], line.coords[-1]
    away = side * far / (line.length or 1.0)
    return Point((ax + bx) / 2 - (by - ay) * away, (ay + by) / 2 + (bx - ax) * away)


def without_doors(
    here: Sequence[Room], parts: Sequence[Part], links: Sequence[Link], standing: STRtree | None = None
) -> list[Link]:
    """Places where common ways, lobbies and stairs join along an edge without a wall or door between them.

    ``standing`` are the walls where they are known, as areas and as lines: outlines drawn along the middle of a wall
    touch as well.
    """
    common = [index for index, part in enumerate(parts) if part in {Part.WAY, Part.LOBBY, Part.STAIR}]
    shapes = [here[index].polygon for index in common]
    if not shapes:
        return []
    known = {frozenset(link.rooms) for link in links}
    found = []
    for first, second in STRtree(shapes).query(shapes, predicate="dwithin", distance=TOUCHING).T:
        one, other = common[first], common[second]
        if first >= second or frozenset((one, other)) in known:
            continue
        edge = shapes[first].buffer(TOUCHING).intersection(shapes[second].boundary)
        if standing is not None:
            walled = standing.geometries[standing.query(edge, predicate="dwithin", distance=TOUCHING)]
            edge = edge.difference(shapely.union_all(shapely.buffer(walled, TOUCHING, cap_style="flat")))
        lines = [part for part in shapely.get_parts(shapely.line_merge(edge)) if isinstance(part, LineString)]
        longest = max(lines, key=lambda line: line.length, default=None)
        if longest is None or longest.length < OPEN_LEAST:
            continue
        found.append(
            Link(
                subject=f"{here[one].subject} 与 {here[other].subject} 相接处",
                sheet=here[one].sheet,
                where=longest,
                handles=here[one].handles + here[other].handles,
                how=Words("两处轮廓直接相接", "two outlines that join"),
                sure=here[one].sure and here[other].sure,
                place=longest.interpolate(0.5, normalized=True),
                rooms=(one, other),
                door=None,
                outside=False,
            )
        )
    return found
