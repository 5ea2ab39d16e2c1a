"""The walls that two protective units share, with the doors in them.

Vocabulary
----------
shared wall   where the lines of two units run beside each other
link          连通口: an opening in such a wall, with a blast door on each side
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import LineString, Point, Polygon, STRtree, union_all

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels
from checkers.features.near import gathered
from checkers.features.shelter import Unit, protective_units
from checkers.features.shelter_doors import ProtectiveDoor, distinct_doors, recognised_gaps
from checkers.features.shelter_exits import PARTY_WALL, openings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SHARED_WALL = 2.0
"""metres two units run side by side from which they share a wall that people could pass"""

SIDE = 1.0
"""metres: a stretch no longer than this is where a side wall leaves the shared one, not a part of it"""

AT_LINK = 1.5
"""metres from the shared wall within which a door stands in it"""

FACING = 1.5
"""metres along the wall between two doors that face each other; two openings side by side are farther apart"""

SAID = 4.0
"""metres from the wall to the writing 连通口"""

LONGEST = 12
"""characters of a writing that names an opening; longer ones are notes"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWall(Feature):
    """The wall between two units with the doors in it."""

    units: tuple[Unit, Unit]
    links: tuple[tuple[ProtectiveDoor, ...], ...]
    """the blast doors of each opening in it"""
    said: bool
    """whether 连通口 is written beside it"""
    doors_drawn: bool
    """whether the sheet shows civil-defence doors at all"""


def shared_walls(plans: Plans) -> tuple[SharedWall, ...]:
    """Every wall that two units of a sheet share; one drawn with doors on another sheet is left out where it has none."""
    units = plans.recognise(protective_units)
    found = [
        wall
        for sheet in plans.sheets
        if (here := [unit for unit in units if unit.sheet == sheet.id and unit.polygon is not None])
        for wall in _walls_of(sheet, here, plans)
    ]
    shown = {_names(wall) for wall in found if wall.doors_drawn}
    return tuple(wall for wall in found if wall.doors_drawn or not all(_names(wall)) or _names(wall) not in shown)


def _names(wall: SharedWall) -> tuple[str, ...]:
    return tuple(sorted(unit.number for unit in wall.units))


def _walls_of(sheet: Sheet, units: Sequence[Unit], plans: Plans) -> Iterator[SharedWall]:
    gaps = recognised_gaps(plans, sheet.id)
    found, _ = openings(sheet)
    doors = [door for opening in found for door in opening.doors]
    said = [label.point for label in labels(sheet) if "连通口" in label.words and len(label.words) <= LONGEST]
    outlines = [unit.polygon for unit in units if unit.polygon is not None]
    pairs = STRtree(outlines).query(outlines, predicate="dwithin", distance=PARTY_WALL)
    for one, other in sorted((int(one), int(other)) for one, other in pairs.T if one < other):
        line = _between(outlines[one], outlines[other])
        if line.length < SHARED_WALL:
            continue
        own = outlines[one].union(outlines[other]).boundary.difference(line.buffer(PARTY_WALL))
        here = [d for d in doors if d.point.distance(line) <= min(AT_LINK, own.distance(d.point))]
        blast = [door for door in distinct_doors(here, outlines[one], gaps) if door.blast]
        ring = outlines[one].exterior
        groups = gathered([Point(ring.project(Point(door.place)), 0) for door in blast], FACING)
        yield SharedWall(
            subject=f"{units[one].subject} 与 {units[other].subject}",
            sheet=sheet.id,
            where=line,
            handles=(*units[one].handles, *units[other].handles),
            how=Words("两单元相邻的边界线", "where the lines of two units run side by side"),
            sure=units[one].sure and units[other].sure,
            units=(units[one], units[other]),
            links=tuple(tuple(blast[index] for index in group) for group in groups),
            said=any(point.distance(line) <= SAID for point in said),
            doors_drawn=bool(doors),
        )


def _between(one: Polygon, other: Polygon) -> BaseGeometry:
    """The stretches of one outline that run beside the other; empty when they only meet at a corner.

    Where the outline turns away from the other unit, the first decimetres of its side wall are as near: they are
    left out.
    """
    near = other.buffer(PARTY_WALL, cap_style="flat", join_style="mitre")
    sides = [LineString(pair).intersection(near) for pair in pairwise(one.exterior.coords)]
    facing = [side for side in sides if side.length > SIDE]
    return union_all(facing) if facing else one.boundary.intersection(near)
