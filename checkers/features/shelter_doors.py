"""The ways into protective units: which doors stand in each, from outside to inside, and how large they are.

Vocabulary
----------
way         one opening of a unit's line with its doors, each counted once though its code is written beside its block
kind        what is written beside it: main (主要出入口), secondary (次要), spare (备用), link (连通口), shaft, or nothing
depth       metres a door stands inside the unit's line, negative outside: the blast door stands farthest out
side room   滤毒室, 扩散室, 洗消间 …: rooms beside a lobby whose doors look like doors of the way
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from shapely import Polygon, union_all

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closed_rooms import joins
from checkers.features.door_codes import code_of
from checkers.features.labels import labels
from checkers.features.near import gathered
from checkers.features.openings import Door as OpeningInWall
from checkers.features.openings import OpeningKind
from checkers.features.openings import doors as doors_in_walls
from checkers.features.shelter import Unit
from checkers.features.shelter_exits import Door, Opening, unit_exits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

ONE_DOOR = 2.5
"""metres from a door's block to its code"""

AROUND_CODE = 1.0
"""metres around the code of a door whose opening was not recognised that stand for the door"""

SAME_PLACE = 0.3
"""metres between two writings of one code that are one door drawn twice"""

BESIDE_LOBBY = 6.0
"""metres from an airtight door to the name of a side room whose door it may be"""

ORDERED = 0.5
"""metres of depth between two doors from which one stands inside the other for certain"""

_CODE = re.compile(r"(?<![A-Z])((?:[GHB]{0,2}HS?FM|RFM|BFM|[GH]?HS?M)-?\d{3,6})(?!\d*[xX×*]\d{2})")
_TIMES = re.compile(r"^([2-9])[×xX*](?=[GHBR])|[×xX*]([2-9])(?!\d)|共([2-9])[樘道扇]|([2-9])[樘道]")
_SIDE_ROOM = re.compile(
    r"滤毒室|扩散室|除尘室|集气室|洗消间|洗消室|风机房|进风机房|排风机房|防化|密闭通道兼|配电|水箱间|值班"
)
_LONGEST_ROOM = 12


class Way(StrEnum):
    """What an opening of a unit is said to be."""

    MAIN = "main"
    SECONDARY = "secondary"
    SPARE = "spare"
    EXIT = "exit"
    """出入口, without saying which"""
    OTHER = "other"
    """connecting, shaft or blocked: no exit"""
    UNSAID = "unsaid"


WAY_WORDS = {
    Way.MAIN: Words("主要出入口", "main exit"),
    Way.SECONDARY: Words("次要出入口", "secondary exit"),
    Way.SPARE: Words("备用出入口", "spare exit"),
    Way.EXIT: Words("出入口", "exit"),
    Way.OTHER: Words("连通口或竖井", "connecting opening or shaft"),
    Way.UNSAID: Words("口部（未注明）", "opening without a name"),
}


@dataclass(frozen=True, slots=True)
class ProtectiveDoor:
    """A civil-defence door, counted once."""

    code: str
    blast: bool
    width: float | None
    height: float | None
    """metres, as its code says; None when it says none"""
    depth: float
    place: tuple[float, float]
    where: BaseGeometry
    """from jamb to jamb where the opening was recognised, else the surroundings of the code"""
    count: int = 1
    """doors the one code stands for: ``HFM1520×2``"""
    located: bool = False
    """whether the opening in the wall was recognised"""


@dataclass(frozen=True, slots=True)
class SideRoom:
    """A side room by its name."""

    name: str
    place: tuple[float, float]
    known: bool
    """whether walls close it, so that its doors are known"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance(Feature):
    """A way into a unit."""

    unit: Unit
    way: Way
    blast: tuple[ProtectiveDoor, ...]
    airtight: tuple[ProtectiveDoor, ...]
    side_rooms: tuple[str, ...]
    certain: bool
    """whether it is for certain one exit of this unit and of no other"""

    @property
    def in_order(self) -> bool | None:
        """Whether every blast door stands outside every airtight one; None when they stand too near to tell."""
        if not self.blast or not self.airtight:
            return True
        apart = min(door.depth for door in self.airtight) - max(door.depth for door in self.blast)
        return apart > 0 if abs(apart) >= ORDERED else None


def entrances(plans: Plans) -> tuple[Entrance, ...]:
    """Every way into every unit that has an outline; call as ``plans.recognise(entrances)``."""
    rooms = {sheet.id: _side_rooms(sheet, plans) for sheet in plans.sheets if sheet.rows("CD").size}
    gaps = {sheet: recognised_gaps(plans, sheet) for sheet in rooms}
    aside = _aside(plans, rooms)
    found: list[Entrance] = []
    for exits in plans.recognise(unit_exits):
        if exits.unit.polygon is None:
            continue
        ways = [_way(opening) for opening in exits.openings]
        for opening, way in zip(exits.openings, ways, strict=True):
            found.append(
                _entrance(
                    exits.unit, opening, way, rooms.get(exits.unit.sheet, ()), gaps.get(exits.unit.sheet, ()), aside
                )
            )
    return tuple(found)


def _way(opening: Opening) -> Way:
    words = "".join(opening.words)
    if not opening.says_exit:
        return Way.OTHER if opening.says_other else Way.UNSAID
    said = [way for way, word in ((Way.MAIN, "主要"), (Way.SECONDARY, "次要"), (Way.SPARE, "备用")) if word in words]
    return said[0] if len(said) == 1 else Way.EXIT


def recognised_gaps(plans: Plans, sheet: str) -> tuple[OpeningInWall, ...]:
    """The openings of a sheet whose jambs were recognised and whose code is that of a civil-defence door."""
    return tuple(
        door
        for door in plans.recognise(doors_in_walls)
        if door.sheet == sheet
        and door.width is not None
        and door.kind in {OpeningKind.PROTECTIVE, OpeningKind.AIRTIGHT}
    )


def _aside(plans: Plans, sheets: Iterable[str]) -> dict[tuple[str, tuple[float, float]], str]:
    """Where doors stand that lead into a side room, with its name: such a door is no door of the way past it."""
    wanted = set(sheets)
    found: dict[tuple[str, tuple[float, float]], str] = {}
    for join in plans.recognise(joins) if wanted else ():
        if join.door.sheet not in wanted:
            continue
        for room in join.rooms:
            if room is not None and not room.others and _SIDE_ROOM.search("".join(room.name.split())):
                middle = join.door.line.centroid
                found[join.door.sheet, (middle.x, middle.y)] = "".join(room.name.split())
    return found


def _entrance(
    unit: Unit,
    opening: Opening,
    way: Way,
    rooms: Sequence[SideRoom],
    gaps: Sequence[OpeningInWall],
    aside: Mapping[tuple[str, tuple[float, float]], str],
) -> Entrance:
    assert unit.polygon is not None
    doors = sorted(distinct_doors(opening.doors, unit.polygon, gaps), key=lambda door: (door.depth, door.place))
    of_rooms = {door: aside.get((unit.sheet, door.place), "") for door in doors if not door.blast}
    airtight = tuple(door for door, room in of_rooms.items() if not room)
    located = all(door.located for door in airtight)
    beside = {
        room.name: None
        for room in rooms
        if not (room.known and located) and any(math.dist(room.place, door.place) <= BESIDE_LOBBY for door in airtight)
    }
    return Entrance(
        subject=f"{unit.subject} {WAY_WORDS[way].zh}",
        sheet=unit.sheet,
        where=union_all([door.where for door in doors]),
        handles=unit.handles,
        how=Words("人防门代号及口部文字", "codes of civil-defence doors and the writing beside them"),
        sure=unit.sure,
        unit=unit,
        way=way,
        blast=tuple(door for door in doors if door.blast),
        airtight=airtight,
        side_rooms=tuple(beside),
        certain=opening.exits == (1, 1),
    )


def distinct_doors(
    doors: Sequence[Door], unit: Polygon, gaps: Sequence[OpeningInWall] = ()
) -> Iterator[ProtectiveDoor]:
    """The doors, each once: a code written beside the block of the same code is that block's."""
    inserted = _without_repeats([door for door in doors if door.inserted])
    written = _without_repeats([door for door in doors if not door.inserted])
    free = list(inserted)
    times: dict[int, int] = {}
    alone: list[Door] = []
    for door in written:
        near = [
            block
            for block in free
            if block.point.distance(door.point) <= ONE_DOOR and _plain(block.code) in {_plain(door.code), ""}
        ]
        if not near:
            alone.append(door)
            continue
        nearest = min(near, key=lambda block: block.point.distance(door.point))
        free.remove(nearest)
        place = inserted.index(nearest)
        times[place] = _count(door.code)
        if not _plain(nearest.code):
            inserted[place] = replace(nearest, code=door.code)
    for index, door in enumerate(inserted):
        yield _read(door, unit, times.get(index, 1), gaps)
    for door in alone:
        yield _read(door, unit, _count(door.code), gaps)


def _without_repeats(doors: Sequence[Door]) -> list[Door]:
    """Doors without those of the same code at the same place."""
    kept: list[Door] = []
    for group in gathered([door.point for door in doors], SAME_PLACE):
        codes: dict[str, Door] = {}
        for index in group:
            codes.setdefault(_plain(doors[index].code), doors[index])
        kept.extend(codes.values())
    return kept


def _plain(code: str) -> str:
    fit = _CODE.search(code)
    return fit[1].replace("-", "") if fit else ""


def _count(code: str) -> int:
    fit = _TIMES.search(code)
    return int(next(group for group in fit.groups() if group)) if fit else 1


def _read(door: Door, unit: Polygon, count: int, gaps: Sequence[OpeningInWall]) -> ProtectiveDoor:
    code = _plain(door.code)
    said = code_of(code)
    near = [gap for gap in gaps if _plain(gap.code) == code and gap.line.distance(door.point) <= ONE_DOOR]
    gap = min(near, key=lambda each: each.line.distance(door.point), default=None)
    point = door.point if gap is None else gap.line.centroid
    away = float(unit.boundary.distance(point))
    return ProtectiveDoor(
        code=code or door.code,
        blast=door.blast,
        width=said.width if said else None,
        height=said.height if said else None,
        depth=away if unit.contains(point) else -away,
        place=(point.x, point.y),
        where=point.buffer(AROUND_CODE, quad_segs=4) if gap is None else gap.line,
        count=count,
        located=gap is not None,
    )


def _side_rooms(sheet: Sheet, plans: Plans) -> tuple[SideRoom, ...]:
    """Every side room that a sheet names."""
    names = [label for label in labels(sheet) if len(label.words) <= _LONGEST_ROOM and _SIDE_ROOM.search(label.words)]
    known = [
        room.polygon
        for join in (plans.recognise(joins) if names else ())
        if join.door.sheet == sheet.id
        for room in join.rooms
        if room is not None and room.sure and not room.others
    ]
    return tuple(
        SideRoom(label.words, (label.x, label.y), known=any(room.contains(label.point) for room in known))
        for label in names
    )
