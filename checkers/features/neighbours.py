"""Which rooms share a wall with a room, and what of its surroundings nobody can tell.

Vocabulary
----------
stretch   the length of a room's outline behind which, a wall's thickness away, another room begins
noisy     a lift, its shaft or machine room, or a room of pumps, fans or transformers
beside    a room on the other side of a wall, along at least a stretch; rooms that meet at a corner only are not
loose     the name of a room, written near, that no known room encloses: the room exists, its walls are not known
nameless  a room beside, of a room's size, without a name
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon, STRtree
from shapely.affinity import translate
from shapely.geometry.polygon import orient

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.closed_rooms import Room, rooms_on
from checkers.features.labels import Label, labels
from checkers.features.unseen import hides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checkers.features.plans import Plans

    Place = NDArray[np.float64]

THICKEST_WALL = 0.5
"""metres between two rooms that share a wall"""

SHORTEST = 0.5
"""metres of wall between two rooms below which they only meet at a corner"""

LOOSE_WITHIN = 10.0
"""metres from a room to a loose name that may be of a room beside it"""

LARGEST_SHAFT = 3.0
"""square metres; a nameless room that is no larger is a shaft or a niche"""

LONGEST_NAME = 16
"""characters; longer writings are notes"""

HAIR = 1e-5
"""metres that coordinates far from the origin add to a distance or take from it"""

_NOISY = re.compile(
    r"电梯(?!厅|间前室|前室|候|大堂)|^[客货]梯\d*$|(?:水泵|泵|风机|空调|冷冻|锅炉|发电机?|变配?电|配电|电梯机)(?:机)?房|^机房$|换热站"
)
_NOT_NOISY = re.compile(r"前室|候梯|电梯厅|厅|电井")
_NOTE = re.compile(r"见|详|应|不得|说明|[:：。，；]")


def is_noisy(name: str) -> bool:
    """Whether a room of this name shakes or hums."""
    plain = "".join(name.split())
    return bool(_NOISY.search(plain)) and not _NOT_NOISY.search(plain)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A room behind a wall of another one."""

    room: Room
    along: LineString
    """the longest stretch of wall between the two, model metres"""


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


def unclear(plans: Plans, room: Feature, around: Surroundings) -> tuple[Words, Polygon | None] | None:
    """Why nobody can say that no such room stands beside, with the place it is about; None when nothing hinders."""
    if around.loose:
        names = "、".join(dict.fromkeys(label.words for label in around.loose))
        return (
            Words(
                f"{room.subject}：附近的 {names} 未被闭合线围住，是否毗邻无法判定，请绘出房间闭合线",
                f"{room.subject}: {names} nearby stand in no closed room, so nobody can tell what lies beside. "
                "Draw their rooms as closed lines",
            ),
            None,
        )
    if around.nameless:
        return (
            Words(
                f"{room.subject}：毗邻房间未注名称，请注明其用途",
                f"{room.subject}: a room beside has no name; write what it is for",
            ),
            around.nameless[0].polygon,
        )
    if any(hides(omission) for omission in plans.drawings.sheet(room.sheet).not_displayed):
        return (
            Words(
                f"{room.subject}：图中有对象未能读取，毗邻房间可能未全部识别，请分解后重新上传",
                f"{room.subject}: some objects could not be read, so a room beside may be missing. Explode them and "
                "upload again",
            ),
            None,
        )
    return None


def surroundings(
    plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str], perhaps: re.Pattern[str] | None = None
) -> Surroundings:
    """What stands beside the room of this outline, as far as names of this sense go."""
    every = plans.recognise_on(plans.drawings.sheet(sheet), rooms_on)
    tree = STRtree([room.polygon for room in every])
    surely: list[tuple[Room, Span]] = []
    unsurely: list[tuple[Room, Span]] = []
    nameless: list[Room] = []
    near = [every[index] for index in sorted(tree.query(outline, predicate="dwithin", distance=THICKEST_WALL + HAIR))]
    others = [room for room in near if not _same(room.polygon, outline) and not room.polygon.contains(outline)]
    for neighbour in _behind(outline, others, THICKEST_WALL, SHORTEST):
        room = neighbour.room
        way = shapely.shortest_line(neighbour.along, room.polygon)
        span = Span(float(way.length), way)
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


def beside(room: Room, others: Sequence[Room], wall: float, least: float) -> list[Neighbour]:
    """The other rooms square behind this room's walls.

    ``wall`` is the thickest wall between two rooms that still are neighbours, ``least`` the shortest stretch, metres.
    """
    return _behind(room.polygon, others, wall, least)


def _behind(outline: Polygon, others: Sequence[Room], wall: float, least: float) -> list[Neighbour]:
    wall, least = wall + HAIR, least - HAIR
    near = [other for other in others if outline.dwithin(other.polygon, wall)]
    if not near:
        return []
    x, y = outline.centroid.coords[0]
    corners = shapely.get_coordinates(orient(translate(outline, -x, -y)).exterior)
    found: list[Neighbour] = []
    for other in near:
        there = translate(other.polygon, -x, -y)
        edges = (_stretch(start, end, there, wall) for start, end in pairwise(corners))
        stretches = [line for line in edges if line is not None]
        # a round wall is many short ones
        if stretches and sum(line.length for line in stretches) >= least:
            longest = max(stretches, key=lambda line: line.length)
            found.append(Neighbour(other, translate(longest, x, y)))
    return found


def _stretch(start: Place, end: Place, other: Polygon, wall: float) -> LineString | None:
    """The part of an edge, its room on the left, behind which the other room begins within a wall's thickness."""
    along = end - start
    length = float(np.hypot(*along))
    if not length:
        return None
    ahead = along / length
    out = np.array([ahead[1], -ahead[0]]) * wall
    behind = Polygon([start, start + out, end + out, end]).intersection(other)
    if behind.is_empty or not behind.area:
        return None
    at = (shapely.get_coordinates(behind) - start) @ ahead
    return LineString([start + ahead * at.min(), start + ahead * at.max()])


def _same(one: Polygon, other: Polygon) -> bool:
    return one.intersects(other) and one.intersection(other).area > max(one.area, other.area) / 2


def _loose(plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str], held: STRtree) -> Iterator[Label]:
    for label in labels(plans.drawings.sheet(sheet)):
        reads = len(label.words) <= LONGEST_NAME and sense.search(label.words) and not _NOTE.search(label.words)
        near = reads and outline.dwithin(label.point, LOOSE_WITHIN)
        if near and not held.query(label.point, predicate="intersects").size:
            yield label
