"""The parts of a storey that must have exits of their own.

Vocabulary
----------
section   a fire compartment of a public storey, the whole storey where none is drawn, what compartments leave out of
          it, or a stair unit of housing
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closure import unmeasured
from checkers.features.compartments import compartments
from checkers.features.links import COMMON, Part
from checkers.features.loose_names import AROUND, loose_names
from checkers.features.near import gathered
from checkers.features.occupancy import SERVICE
from checkers.features.routes import departures
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.features.compartments import Compartment
    from checkers.features.links import Link
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Exit, Storey

AT_THE_LINE = 0.6
"""metres from the line of a compartment to a door that stands in it: half a thick wall, and the line drawn on its face"""

ONE_EXIT = 4.99
"""metres between the edges of two doors to the outside that are counted as one exit: less than GB 50016, 5.5.2, asks"""

LEFT_OUT = 20.0
"""square metres of rooms outside every compartment that must belong to one"""

SLIVER = 0.5
"""metres: half as much between a room's edge and a compartment's line is none of it"""

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
    drawn: bool = False
    """whether the line of a compartment bounds it"""
    doubt: Words | None = None
    """why two exits may not be enough, or not be its own"""


def sections(plans: Plans) -> tuple[Section, ...]:
    """Every section of every storey with doors; call as ``plans.recognise(sections)``."""
    found: list[Section] = []
    for storey in plans.recognise(storeys):
        if storey.links and (storey.exits or storey.of(Part.STAIR, *COMMON)):
            if storey.public:
                found += _public(storey, plans)
            elif storey.housing and not storey.level.underground:
                found += _units(storey, plans)
    return tuple(found)


def _public(storey: Storey, plans: Plans) -> Iterator[Section]:
    every = [
        each
        for each in plans.recognise(compartments)
        if each.sheet == storey.sheet and each.polygon.intersects(storey.outline)
    ]
    drawn = [each for each in every if not each.garage]
    if not every:
        yield _section(storey, None, drawn, _open_lines(storey, plans) or _on_another_sheet(storey, plans), plans)
    for each in drawn:
        yield _section(storey, each, drawn, None, plans)
    if every:
        yield from _left_out(storey, shapely.union_all([each.polygon for each in every]))


def _open_lines(storey: Storey, plans: Plans) -> Words | None:
    here = [bound for bound in unmeasured(plans, "FIRE_COMP") if bound.sheet == storey.sheet]
    if not any(bound.where.intersects(storey.outline) for bound in here):
        return None
    return Words(
        "防火分区线未闭合或自相交，各分区的安全出口无法分别计数，请用闭合多段线绘出",
        "lines of fire compartments are open or cross themselves, so the exits of each cannot be counted; close them",
    )


def _left_out(storey: Storey, covered: BaseGeometry) -> Iterator[Section]:
    """What the compartments drawn leave out of the storey, where rooms lie there."""
    rooms = [storey.rooms[index] for index in storey.of(Part.ROOM, Part.WAY)]
    parts = shapely.get_parts(shapely.union_all([room.polygon.difference(covered) for room in rooms]))
    left = [part for part in parts if not part.buffer(-SLIVER).is_empty]
    area = sum(part.area for part in left)
    if area > LEFT_OUT:
        yield Section(
            subject=f"{storey.subject} 防火分区线以外部分".strip(),
            sheet=storey.sheet,
            where=shapely.union_all(left),
            how=Words("不在任何防火分区线内的房间", "rooms inside no line of a fire compartment"),
            storey=storey,
            housing=False,
            exits=(),
            sure_exits=(),
            least_area=area,
            most_area=area,
            adjoining=0,
            unknown=0,
            farthest=math.inf,
            sure_ways=False,
            doubt=Words(
                f"{area:.0f} m² 的房间不在任何防火分区线内，请补绘其防火分区",
                f"{area:.0f} m² of rooms lie inside no line of a fire compartment; draw theirs",
            ),
        )


def _on_another_sheet(storey: Storey, plans: Plans) -> Words | None:
    """Whether another sheet draws several compartments of this storey."""
    level = storey.level
    same = [
        each
        for each in plans.recognise(compartments)
        if level.lowest is not None and each.level == level and each.building is storey.building
    ]
    if len(same) <= 1:
        return None
    return Words(
        "本层防火分区另图绘制，各分区的安全出口数量以该图为准，请核对",
        "another sheet draws the fire compartments of this storey; each needs exits of its own, check them there",
    )


def _parted(storey: Storey, inside: Sequence[int], here: Sequence[Exit], plans: Plans) -> Words | None:
    """Whether from a way of the section only one of its exits can be walked to, for walls or shutters part it."""
    shut = {Part.STAIR, Part.LIFT, Part.SHAFT}
    group = {
        room: {room}
        for room, part in enumerate(storey.parts)
        if part not in shut and (part in COMMON or not SERVICE.search(storey.rooms[room].name))
    }
    for link in storey.links:
        first, second = link.rooms
        if first is not None and second is not None and first in group and second in group and link.walked:
            both = group[first] | group[second]
            for room in both:
                group[room] = both
    alone = []
    for way in storey.of(Part.WAY):
        reached = {each.leads for each in here if any(room in group[way] for room in storey.links[each.link].rooms)}
        if way in inside and storey.links_of(way) and len(reached) == 1:
            alone.append(storey.rooms[way].subject)
    if len(here) > 1:
        # a shutter or a wall may stand in the middle of a way as well
        near = {room for each in here for room in storey.links[each.link].rooms}
        alone += [
            storey.rooms[each.onto].subject
            for each in plans.recognise(departures)
            if each.storey is storey
            and each.onto in near
            and math.isinf(each.shared)
            and len({other.leads for other in here if each.onto in storey.links[other.link].rooms}) > 1
        ]
    if not alone:
        return _each_its_own(storey, here, group)
    names = "、".join(dict.fromkeys(alone))
    return Words(
        f"由{names}只能到达其中 1 个安全出口，其余被墙体或防火卷帘隔断，请核对平面连通关系",
        f"from {names} only one of them can be walked to, for walls or shutters stand between; check the plan",
    )


def _each_its_own(storey: Storey, here: Sequence[Exit], group: Mapping[int, Collection[int]]) -> Words | None:
    """Whether no room of the section has two of its exits, for each leads out of rooms that no door joins to others."""
    reached: dict[int, set[str]] = {}
    for leaving in here:
        for room in storey.links[leaving.link].rooms:
            if room is not None and storey.parts[room] is not Part.STAIR:
                # nobody walks through a room for services but who is in it
                reached.setdefault(min(group.get(room, {room})), set()).add(leaving.leads)
    if len(reached) <= 1 or any(len(leads) > 1 for leads in reached.values()):
        return None
    return Words(
        "各出口分别只供互不相通的房间使用，没有一处可到达其中 2 个，请按房间核对疏散门数量",
        "each of them serves rooms of its own that no door joins, so nobody has two; check the doors of each room",
    )


def _section(
    storey: Storey, drawn: Compartment | None, others: Sequence[Compartment], doubt: Words | None, plans: Plans
) -> Section:
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
        unknown=_unknown(storey, inside) + _loose(storey, where, plans),
        farthest=math.inf,
        sure_ways=False,
        drawn=drawn is not None,
        doubt=doubt or _parted(storey, inside, here, plans),
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
        (None in link.rooms or any(room is not None and storey.parts[room] is Part.OPEN_AIR for room in link.rooms))
        and not (link.outside and storey.level.ground)
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
            unknown=_unknown_beside(storey, group) + _loose(storey, storey.outline, plans),
            farthest=max((each.way.value for each in doors if each.of_a_dwelling), default=math.inf),
            sure_ways=bool(doors) and all(each.sure and each.clear for each in doors),
        )


def _loose(storey: Storey, where: BaseGeometry, plans: Plans) -> int:
    """Names of stairs near the section that no walls close."""
    near = where.buffer(AROUND)
    return sum(
        each.storey is storey and each.part is Part.STAIR and near.intersects(each.where)
        for each in plans.recognise(loose_names)
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


def area_of(polygon: Polygon, walls: float) -> float:
    """The area with this share of the walls around it, metres: what counts as floor area (建筑面积) of a room."""
    return float(polygon.buffer(walls, join_style="mitre").area)
