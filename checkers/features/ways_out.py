"""The ways out of a storey: its rooms by what they are for, the doors between them, and its exits.

Vocabulary
----------
exit      a link into a stair or its lobby, or on the ground floor one to the outside (安全出口)
storey    one floor plan with its rooms, links and exits
inner     a way inside a dwelling: it leads to no stair, though others of the storey do

On the ground floor a stair is no way out unless it has a door to the outside itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import MultiPolygon, Point, Polygon, STRtree

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import Feature
from checkers.features.closed_rooms import joins_on, rooms_on
from checkers.features.flights import flights
from checkers.features.labels import labels_saying
from checkers.features.links import COMMON, FAR_OUT, TOUCHING, Part, link_of, parts_of, without_doors
from checkers.features.near import gathered
from checkers.features.parking import stalls
from checkers.features.rooms import names_rooms, shows_dwellings
from checkers.features.site import is_site_plan
from checkers.features.storeys import (
    Level,
    building_of,
    is_no_storey,
    is_of_the_roof,
    level_of,
    shows_the_roof_too,
    title_of,
)
from checkers.features.unions import union
from checkers.features.walls import walls_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.facts import Building
    from checkers.features.closed_rooms import Join, Room
    from checkers.features.links import Link
    from checkers.features.plans import Plans
    from checkers.features.walls import Masonry

APART = 4.0
"""metres between the rooms and walls of two plans drawn apart on one sheet"""

WALLS_BETWEEN = 0.5
"""metres: rooms this near belong to one outline, walls between them"""

SAYS_EXIT = 3.0
"""metres from a writing 安全出口 to the door it is about"""

STANDARD = "标准"
"""in titles of plans that stand for several storeys above the ground"""

OUTSIDE = "outside"
"""what the name of a way out begins with that leads into no stair"""

OTHER_CODES = {Use.INDUSTRIAL, Use.STORAGE, Use.GARAGE}
"""uses that other codes and tables bind"""

AROUND = 20.0
"""metres around the rooms of a plan where the name or the stalls of a garage stand that no walls close"""

PANE = 2.5
"""metres: a longer line of glass may be the front of a room that was missed"""

GARAGE_SHARE = 0.5
"""share of a storey above the ground that rooms for cars fill when it is a garage's"""

GATE = 2.4
"""metres: an opening of a garage to the outside that is as wide is for cars"""

STALLS = 5
"""stalls on a plan that make it a garage's"""

OF_THIS_CODE = ("architecture", "fire", "civil-defense", "")
"""disciplines whose sheets show the storey itself; others repeat it below their pipes and wires"""


OPEN_GALLERY = re.compile(r"[敞开][开敞]式?外?[走连]?廊|敞廊")
GALLERY = re.compile(r"外廊")
_GARAGE = re.compile(r"(?<!自行车)(?<!非机动车)(?:车库|停车[库楼场])")
_FLATS = re.compile(r"公寓")
_HOMES = re.compile(r"住宅|居住")
_INNER = re.compile(r"^过道|[套户]内")
"""ways of housing that lead to no stair unless one is seen to"""
_GARAGE_NAME = re.compile(r"^(?:地下|半地下|小型|机动|机械|立体)*汽?(?:车库|停车[库场])[\dA-Z]*$")
_BARRED = re.compile(r"检修门|上锁|锁闭|非疏散|不作为?疏散|平时关闭")
_EXIT = re.compile(r"安全出口|直通室外|疏散出口")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit(Feature):
    """A place where a storey is left (安全出口)."""

    link: int
    """number of its link in the storey"""
    leads: str
    """which stair, or the outside: two doors of one stair are one way out"""
    outside: bool
    open_stair: bool
    """an open stair (敞开楼梯间), which no door parts from the way"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey(Feature):
    """One floor plan."""

    title: str
    level: Level
    building: Building | None
    dwelling: bool | None
    """whether it shows housing; None when nothing tells"""
    garage: bool
    """whether cars park there: a room is named so, or words or stalls outside any room tell"""
    rooms: tuple[Room, ...]
    parts: tuple[Part, ...]
    """of each room, by its name or the flight of a stair in it"""
    links: tuple[Link, ...]
    beside: tuple[tuple[int, ...], ...]
    """of each room, the numbers of its links"""
    exits: tuple[Exit, ...]
    outline: BaseGeometry

    @property
    def placed(self) -> bool:
        """Whether its title tells if it lies on, above or below the ground; a standard floor lies above."""
        return self.level.lowest is not None or STANDARD in self.title

    @property
    def public(self) -> bool:
        """Whether it may be a storey of a public building, or the public part of another one."""
        use = None if self.building is None else self.building.use
        if self.dwelling or use in OTHER_CODES or self.garage:
            return False
        return not (use is Use.RESIDENTIAL and self.dwelling is None)

    @property
    def housing(self) -> bool:
        """Whether it shows dwellings: its title says so, or it says nothing and the building is housing."""
        use = None if self.building is None else self.building.use
        return bool(self.dwelling) or (self.dwelling is None and use is Use.RESIDENTIAL)

    def of(self, *wanted: Part) -> tuple[int, ...]:
        """Numbers of the rooms that are one of these parts."""
        return tuple(index for index, part in enumerate(self.parts) if part in wanted)

    def links_of(self, room: int) -> tuple[int, ...]:
        """Numbers of the links of a room."""
        return self.beside[room]


def storeys(plans: Plans) -> tuple[Storey, ...]:
    """Every floor plan with rooms in it; call as ``plans.recognise(storeys)``."""
    found: list[Storey] = []
    for sheet in plans.whole_sheets:
        if is_site_plan(sheet) or is_no_storey(sheet.title) or sheet.discipline not in OF_THIS_CODE:
            continue
        if not _tells(sheet, plans):
            continue
        here = [room for room in plans.recognise_on(sheet, rooms_on) if room.polygon.is_valid and room.polygon.area]
        masonry = plans.recognise_on(sheet, walls_on)
        solids = () if masonry is None else shapely.get_parts(masonry.solids)
        shapes = [*(room.polygon for room in here), *solids]
        thin = STRtree(_thin(sheet, masonry))
        groups = [
            (group, rooms_of)
            for group in gathered(shapes, APART)
            if (rooms_of := [here[index] for index in group if index < len(here)])
        ]
        outlines = [_outline([room.polygon for room in rooms_of]) for _, rooms_of in groups]
        for (group, rooms_of), outline in zip(groups, outlines, strict=True):
            if shows_the_roof_too(sheet.title) and is_of_the_roof(sheet, outline):
                continue
            title = title_of(sheet, outline, [other for other in outlines if other is not outline])
            near = thin.geometries[np.sort(thin.query(outline.envelope.buffer(2 * FAR_OUT)))]
            standing = STRtree([*(shapes[index] for index in group if index >= len(here)), *near])
            found.append(_storey(sheet, title, rooms_of, outline, standing, plans))
    return tuple(found)


def _tells(sheet: Sheet, plans: Plans) -> bool:
    """Whether anything tells a part of the sheet from any other room: a name, a flight, stalls, or the title."""
    if (
        plans.recognise_on(sheet, names_rooms)
        or level_of(sheet.title).lowest is not None
        or _GARAGE.search(sheet.title)
    ):
        return True
    things = (*plans.recognise(flights), *plans.recognise(stalls))
    return any(thing.sheet == sheet.id for thing in things)


def _thin(sheet: Sheet, masonry: Masonry | None) -> list[BaseGeometry]:
    """Walls drawn as single lines, and glass as long as a wall."""
    lone = () if masonry is None else shapely.get_parts(masonry.lines)
    glass = sheet.entities.geometry[sheet.rows("WINDOW")]
    return [*(line for line in lone if line.length), *glass[shapely.length(glass) > PANE]]


def _storey(
    sheet: Sheet, title: str, here: Sequence[Room], outline: BaseGeometry, standing: STRtree, plans: Plans
) -> Storey:
    level = level_of(title)
    parts = parts_of(here, [flight.polygon for flight in plans.recognise(flights) if flight.sheet == sheet.id])
    number = {id(room): index for index, room in enumerate(here)}
    links = [
        link for join in _joining(sheet, here, plans) if (link := link_of(join, number, outline, standing)) is not None
    ]
    links += without_doors(here, parts, links, standing)
    building = building_of(title, sheet, plans.facts)
    dwelling = shows_homes(sheet, building, plans)
    if dwelling:
        parts = _without_inner_ways(here, parts, links)
    barred = [label.point for label in labels_saying(sheet, _BARRED.search)]
    said = [label.point for label in labels_saying(sheet, _EXIT.search)]
    shut = _nearest(barred, links)
    return Storey(
        subject=" ".join(part for part in (sheet.number, title) if part) or sheet.file,
        sheet=sheet.id,
        where=outline,
        how=Words("平面图中的房间与门", "rooms and doors of the floor plan"),
        title=title,
        level=level,
        building=building,
        dwelling=dwelling,
        garage=_parks(
            sheet,
            title,
            outline,
            [room.polygon for room, part in zip(here, parts, strict=True) if part is Part.GARAGE],
            plans,
        ),
        rooms=tuple(here),
        parts=parts,
        links=tuple(links),
        beside=_beside(len(here), links),
        exits=tuple(
            leaving if leaving.link not in shut else replace(leaving, sure=False)
            for leaving in _exits(here, parts, links, level, _nearest(said, links), standard=STANDARD in title)
        ),
        outline=outline,
    )


def _joining(sheet: Sheet, here: Sequence[Room], plans: Plans) -> list[Join]:
    """The joins of these rooms, in the order of the sheet."""
    of_room = plans.recognise_on(sheet, _joins_by_room)
    own = {at: join for room in here for at, join in of_room.get(id(room), ())}
    return [own[at] for at in sorted(own)]


def _joins_by_room(plans: Plans, sheet: Sheet) -> dict[int, list[tuple[int, Join]]]:
    """The joins of each room of a sheet, which stays kept with them, by its identity."""
    found: dict[int, list[tuple[int, Join]]] = {}
    for at, join in enumerate(plans.recognise_on(sheet, joins_on)):
        for room in join.rooms:
            if room is not None:
                found.setdefault(id(room), []).append((at, join))
    return found


def shows_homes(sheet: Sheet, building: Building | None, plans: Plans) -> bool | None:
    """Whether the plan shows housing, as the fire code tells it apart: flats (公寓) are none unless the facts say so."""
    use = None if building is None else building.use
    if _FLATS.search(sheet.title) and not _HOMES.search(sheet.title):
        return use is Use.RESIDENTIAL
    return shows_dwellings(sheet, plans)


def _nearest(said: Sequence[Point], links: Sequence[Link]) -> set[int]:
    """Numbers of the links that writings of exits are about: each about the nearest one."""
    if not said or not links:
        return set()
    tree = STRtree([link.where for link in links])
    return {int(link) for link in tree.query_nearest(said, max_distance=SAYS_EXIT)[1]}


def _parks(sheet: Sheet, title: str, outline: BaseGeometry, named: Sequence[Polygon], plans: Plans) -> bool:
    """Whether the title, a room or a writing names a garage, or stalls are drawn.

    Above the ground cars stand before the building as well: there rooms for cars must fill most of the storey.
    """
    if _GARAGE.search(title):
        return True
    level = level_of(title)
    if level.lowest is not None and level.lowest > 0:
        return sum(room.area for room in named) > GARAGE_SHARE * outline.area
    if named:
        return True
    near = outline.convex_hull.buffer(AROUND)
    if any(near.covers(label.point) for label in labels_saying(sheet, _GARAGE_NAME.match)):
        return True
    return (
        sum(stall.sheet == sheet.id and near.intersects(stall.polygon) for stall in plans.recognise(stalls)) >= STALLS
    )


def _beside(count: int, links: Sequence[Link]) -> tuple[tuple[int, ...], ...]:
    beside: list[list[int]] = [[] for _ in range(count)]
    for number, link in enumerate(links):
        for room in link.rooms:
            if room is not None:
                beside[room].append(number)
    return tuple(map(tuple, beside))


def _without_inner_ways(here: Sequence[Room], parts: Sequence[Part], links: Sequence[Link]) -> tuple[Part, ...]:
    """The parts of a storey of housing, ways inside dwellings as rooms: those from which no stair can be walked to.

    Where no stair was recognised, ways whose names are those of ways inside dwellings.
    """
    shared = [index for index, part in enumerate(parts) if part in {*COMMON, Part.STAIR}]
    reached = {index for index in shared if parts[index] is Part.STAIR}
    reached |= {room for link in links if link.outside for room in link.rooms if room in shared}
    if not reached:
        inner = [part is Part.WAY and bool(_INNER.search(room.name)) for room, part in zip(here, parts, strict=True)]
        return tuple(Part.ROOM if inside else part for part, inside in zip(parts, inner, strict=True))
    count = 0
    while count < len(reached):
        count = len(reached)
        for link in links:
            sides = {room for room in link.rooms if room in shared}
            if sides & reached:
                reached |= sides
    return tuple(Part.ROOM if part is Part.WAY and index not in reached else part for index, part in enumerate(parts))


def _outline(areas: Sequence[Polygon]) -> BaseGeometry:
    """What rooms fill together with the walls between them, courts and shafts closed in."""
    half = WALLS_BETWEEN / 2 + TOUCHING
    grown = union(shapely.buffer(np.array(areas, dtype=object), half, join_style="mitre"))
    closed = union(np.array(shapely.polygons(shapely.get_exterior_ring(grown)), dtype=object))
    return MultiPolygon(closed.tolist()).buffer(-TOUCHING, join_style="mitre")


def _exits(
    here: Sequence[Room],
    parts: Sequence[Part],
    links: Sequence[Link],
    level: Level,
    said: Collection[int],
    *,
    standard: bool,
) -> Iterator[Exit]:
    lead_out = {
        room
        for link in links
        for room in link.rooms
        if link.outside and room is not None and parts[room] in {Part.STAIR, Part.LOBBY}
    }
    for number, link in enumerate(links):
        sides = [room for room in link.rooms if room is not None]
        stair = next((room for room in sides if parts[room] is Part.STAIR), None)
        from_room = any(parts[room] not in {Part.STAIR, Part.LIFT, Part.SHAFT} for room in sides)
        if not link.walked and stair is None:
            continue  # a shutter to the outside is a shop's front, not a way out
        labelled = number in said
        if stair is not None and from_room and (not level.ground or stair in lead_out):
            room = here[stair]
            # on a plan of no named storey a stair may be no way out: it may be the ground floor
            # behind a shutter nobody leaves once it is down
            sure = room.sure and link.walked and (level.lowest is not None or standard)
            how = Words(f"通向{room.subject}", f"door into {room.subject}")
            yield _exit(number, link, f"{stair}", how, sure=sure, open_stair=link.open)
        elif link.outside and stair is None and (level.ground or labelled):
            how = Words("直通室外", "door to the outside")
            # above the ground it may lead onto a terrace; a writing tells of stairs and bridges all the same
            sure = link.open_air or labelled if level.ground else level.underground
            # cars leave by another way than people
            sure = sure and not (link.wide >= GATE and any(parts[room] is Part.GARAGE for room in sides))
            yield _exit(number, link, f"{OUTSIDE} {number}", how, sure=sure, open_stair=False)


def _exit(number: int, link: Link, leads: str, how: Words, *, sure: bool, open_stair: bool) -> Exit:
    return Exit(
        subject=link.subject,
        sheet=link.sheet,
        where=link.where,
        handles=link.handles,
        how=Words(f"{link.how.zh}，{how.zh}", f"{link.how.en}, {how.en}"),
        sure=link.sure and sure,
        link=number,
        leads=leads,
        outside=leads.startswith(OUTSIDE),
        open_stair=open_stair,
    )
