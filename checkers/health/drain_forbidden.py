"""No drain runs where people sleep, over drinking water, or through rooms it would harm."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely
from shapely import MultiPolygon, Polygon, STRtree

from checkers.errors import Words
from checkers.features.closed_rooms import rooms_on
from checkers.features.pipes import DRAINS, Pipe, Riser, System, inside, pipes, risers
from checkers.features.room_senses import PERHAPS_POWER, POWER, SLEEPING
from checkers.features.site import shows_site
from checkers.features.storeys import level_of
from checkers.features.tanks import Sort, things
from checkers.features.unseen import hides_shapes
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Feature
    from checkers.features.closed_rooms import Room
    from checkers.features.plans import Plans

FORBIDDEN = re.compile(
    rf"{SLEEPING.pattern}|{POWER.pattern}|电梯机房|通风小室|烹调|烹饪|备餐|主食|副食|食品加工|冷荤|裱花"
)
OF_DRAINS = "排水"
"""in the title of a sheet that shows drains, even where none is named"""

PERHAPS = frozenset({System.RAIN, System.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Place:
    """A room or tank that no drain may cross."""

    thing: Feature
    outline: Polygon | MultiPolygon
    shared: bool
    """whether its line encloses the names of several rooms, or its name leaves open what it is"""


@rule("health/drain-forbidden")
def drain_forbidden(plans: Plans, law: Law) -> Iterator[Finding]:
    """No drain and no riser lies inside a bedroom, ward, dormitory, switch room or kitchen, or over drinking water.

    Measured: on storey plans that show drains, which of them lie inside rooms named so, and inside the outlines of
    drinking water tanks; the part inside is shown. Doubtful are lines on the plan of a ground floor or basement, which
    may lie in the ground, rain water pipes and pipes whose purpose is not known, outlines around several rooms, and
    what is met where objects could not be read.
    Silent on: sheets without drains, whose titles speak of none, rooms that nothing encloses, and the storey a line drawn on a plan hangs in.
    """
    drawn: list[Pipe | Riser] = [*plans.recognise(pipes), *plans.recognise(risers)]
    drains = [pipe for pipe in drawn if pipe.system in DRAINS | PERHAPS]
    for sheet in plans.sheets:
        here = [pipe for pipe in drains if pipe.sheet == sheet.id]
        named = any(pipe.system in DRAINS for pipe in here)
        if shows_site(sheet) or not here or not (named or OF_DRAINS in sheet.title):
            continue
        level = level_of(sheet.title)
        in_ground = level.ground or level.underground
        tree = STRtree([pipe.where for pipe in here])
        for place in _places(plans, sheet.id):
            near = [here[index] for index in sorted(tree.query(place.outline, predicate="intersects"))]
            found = list(_through(place, near, law, in_ground=in_ground))
            yield from found
            if named and not found:
                yield _clean(place, law, hiding=hides_shapes(sheet))


def _places(plans: Plans, sheet: str) -> Iterator[_Place]:
    here = plans.recognise_on(plans.drawings.sheet(sheet), rooms_on)
    for room in here:
        names = ["".join(name.split()) for name in (room.name, *room.others)]
        if any(FORBIDDEN.search(name) for name in names):
            yield _Place(room, _own(room, here), bool(room.others))
        elif any(PERHAPS_POWER.search(name) for name in names):
            yield _Place(room, _own(room, here), shared=True)
    for tank in plans.recognise(things):
        if tank.sheet == sheet and tank.sort is Sort.DRINKING and tank.polygon is not None:
            yield _Place(tank, tank.polygon, shared=False)


def _own(room: Room, here: Sequence[Room]) -> Polygon | MultiPolygon:
    """The room without the rooms inside its line, such as the bathroom of a ward."""
    inner = [
        other.polygon
        for other in here
        if other is not room and other.polygon.area < room.polygon.area and room.polygon.intersects(other.polygon)
    ]
    left = room.polygon.difference(shapely.union_all(inner)) if inner else room.polygon
    return left if isinstance(left, Polygon | MultiPolygon) and not left.is_empty else room.polygon


def _through(place: _Place, near: Sequence[Pipe | Riser], law: Law, *, in_ground: bool) -> Iterator[Finding]:
    for pipe in near:
        part = inside(place.outline, pipe.where)
        if part is None:
            continue
        thing = replace(
            place.thing,
            subject=f"{place.thing.subject} 与 {pipe.subject}",
            handles=(*place.thing.handles, *pipe.handles),
            sure=place.thing.sure and pipe.sure,
        )
        buried = in_ground and isinstance(pipe, Pipe)
        if pipe.system in PERHAPS or place.shared or buried or not thing.sure:
            yield law.doubts(
                thing,
                Words(
                    f"{place.thing.subject} 范围内有{pipe.subject}，其类别、所在标高（是否埋地）或房间范围未明，请核实",
                    f"{pipe.subject} lies within {place.thing.subject}; what it carries, at what height, or how far the "
                    "room reaches is not said. Check it",
                ),
                part,
            )
        else:
            yield law.holds(
                thing,
                met=False,
                message=Words(
                    f"{place.thing.subject} 范围内有{pipe.subject}，不符合",
                    f"{pipe.subject} lies within {place.thing.subject}: broken",
                ),
                along=part,
            )


def _clean(place: _Place, law: Law, *, hiding: bool) -> Finding:
    if hiding or place.shared or not place.thing.sure:
        return law.doubts(
            place.thing,
            Words(
                f"{place.thing.subject}：图中有对象未能读取或房间范围识别依据不足，是否有排水管穿越请核实",
                f"{place.thing.subject}: objects could not be read or its outline is weakly known; check whether a drain "
                "runs through it",
            ),
        )
    return law.holds(
        place.thing,
        met=True,
        message=Words(
            f"{place.thing.subject}：未见排水管穿越，符合", f"{place.thing.subject}: no drain runs through it: met"
        ),
        along=place.outline,
    )
