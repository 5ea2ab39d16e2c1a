"""Names without rooms, and rooms without names: what was drawn and may still have been missed.

Vocabulary
----------
loose   the name of a room, a stair or a lobby in no room of its sheet; shafts, lifts and toilets may be named beside
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closed_rooms import rooms_on
from checkers.features.labels import labels_near
from checkers.features.links import COMMON, Part, part_of
from checkers.features.occupancy import SERVICE
from checkers.features.rooms import A_ROOM, NO_NAME
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey

AROUND = 5.0
"""metres around a plan within which the names of its rooms stand"""

MOST_NAMED = 4
"""names that a reason tells"""

LIFT_AREA = (1.5, 10.0)
"""square metres between which a room without a name may be the shaft of a lift"""

BESIDE = 0.5
"""metres of wall between a lobby and what opens into it"""

PEOPLE = (Part.ROOM, Part.STAIR, *COMMON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose(Feature):
    """The name of a room that was not recognised, where it is written."""

    storey: Storey
    part: Part
    """what the name tells of the room"""


def loose_names(plans: Plans) -> tuple[Loose, ...]:
    """Every loose name on every storey; call as ``plans.recognise(loose_names)``."""
    return tuple(loose for storey in plans.recognise(storeys) for loose in _loose(storey, plans))


def _of_people(words: str) -> bool:
    named = A_ROOM.match(words) and not NO_NAME.search(words) and not SERVICE.search(words)
    return bool(named) and part_of(words) in PEOPLE


def _loose(storey: Storey, plans: Plans) -> Iterator[Loose]:
    near = storey.where.convex_hull.buffer(AROUND)
    sheet = plans.drawings.sheet(storey.sheet)
    tree = STRtree([room.polygon for room in plans.recognise_on(sheet, rooms_on)])
    for label in labels_near(sheet, near, 0.0):
        part = part_of(label.words)
        if _of_people(label.words) and not tree.query(label.point, "intersects").size:
            yield Loose(
                subject=label.words,
                sheet=storey.sheet,
                where=label.point,
                handles=(label.handle,),
                how=Words("房间名称，未被墙体围住", "name of a room that no walls close"),
                sure=False,
                storey=storey,
                part=part,
            )


def of_rooms(storey: Storey, plans: Plans) -> Words | None:
    """Which rooms of a storey were not recognised, as words for a doubt; None when none is known."""
    found = [each for each in plans.recognise(loose_names) if each.storey is storey and each.part is Part.ROOM]
    if not found:
        return None
    names = list(dict.fromkeys(each.subject for each in found))
    said = [*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])]
    return Words(
        f"{storey.subject}：{len(found)} 处房间名称（{'、'.join(said)}）不在任何闭合房间内，未能核对，请闭合墙体或绘出房间轮廓",
        f"{storey.subject}: {len(found)} names of rooms ({', '.join(said)}) stand in no closed room, so these were not "
        "judged; close the walls or draw the outlines",
    )


def may_hide_a_lift(storey: Storey, number: int) -> bool:
    """Whether a door of the lobby leads to nothing recognised, or what has no name beside it may be a shaft."""
    links = [storey.links[link] for link in storey.links_of(number)]
    polygon = storey.rooms[number].polygon
    small = [room.polygon for room in storey.rooms if not room.name and LIFT_AREA[0] < room.polygon.area < LIFT_AREA[1]]
    return any(polygon.dwithin(other, BESIDE) for other in small) or any(
        link.other(number) is None and not link.outside for link in links
    )
