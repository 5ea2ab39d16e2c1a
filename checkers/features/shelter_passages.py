"""The passages of wartime exits: airlocks and corridors between the doors of a shelter.

Vocabulary
----------
passage   a room written 防毒通道, 密闭通道, 战时通道 or the like on a sheet that shows units
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, STRtree
from shapely.affinity import translate

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closed_rooms import Room, rooms_on
from checkers.features.labels import labels
from checkers.features.openings import doors_on
from checkers.features.shelter import Unit, protective_units
from checkers.features.widths import sides

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans

BESIDE_UNIT = 3.0
"""metres outside a unit's line within which a passage leads into it"""

WITHIN = 0.001
"""metres: walls whose face is the outline of the passage do not stand in it"""

LEAF = 0.05
"""metres: half of what is closed of an outline; leaves are thinner than twice this"""

AT_DOOR = 0.5
"""metres from a passage to the middle of a door's wall beside it"""

ALONG = 0.9
"""share of a door's width that lies along a side from which the door stands in that side"""

PASSAGE = re.compile(r"^(?:第[一二12])?(?:防毒|密闭|战时|人防|口部)通道\d*$|^(?:战时|人防)出入口通道$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Feature):
    """A passage of an exit with the unit it leads into."""

    polygon: Polygon | None
    """None when no outline holds its name"""
    unit: Unit | None
    crossed: bool = False
    """whether its doors lie in its long sides, so that its short side is no width"""
    solids: BaseGeometry
    edges: BaseGeometry
    """walls and columns as areas, and as lines, that reach into the passage, model metres"""


def passages(plans: Plans) -> tuple[Passage, ...]:
    """Every passage on every sheet with units; call as ``plans.recognise(passages)``."""
    units = plans.recognise(protective_units)
    found: list[Passage] = []
    for sheet in plans.sheets:
        here = [unit for unit in units if unit.sheet == sheet.id and unit.polygon is not None]
        names = [label for label in labels(sheet) if PASSAGE.match(label.words)] if here else []
        if not names:
            continue
        spaces = [
            room
            for room in plans.recognise_on(sheet, rooms_on)
            if any(PASSAGE.match("".join(text.split())) for text in room.texts)
        ]
        walls = [sheet.entities.geometry[row] for row in sheet.rows("WALL", "COLUMN")]
        tree = STRtree(walls)
        gaps = [door.line for door in plans.recognise_on(sheet, doors_on)]
        found += [_bounded(space, here, walls, tree, gaps) for space in spaces]
        for label in names:
            if not any(space.polygon.intersects(label.point) for space in spaces):
                found.append(
                    Passage(
                        subject=label.words,
                        sheet=sheet.id,
                        where=label.point,
                        handles=(label.handle,),
                        how=Words("通道名称，没有闭合边界", "name of a passage without a closed outline"),
                        polygon=None,
                        unit=_unit(label.point, here),
                        solids=Polygon(),
                        edges=MultiLineString(),
                    )
                )
    return tuple(found)


def _bounded(
    space: Room, units: list[Unit], walls: list[BaseGeometry], tree: STRtree, gaps: list[LineString]
) -> Passage:
    polygon = space.polygon if space.drawn else _without_leaves(space.polygon)
    inside = polygon.buffer(-WITHIN, join_style="mitre")
    near = [walls[index] for index in tree.query(inside, predicate="intersects")]
    solids = [wall for wall in near if isinstance(wall, Polygon | MultiPolygon) and wall.is_valid]
    return Passage(
        subject=space.subject,
        sheet=space.sheet,
        where=polygon,
        handles=space.handles,
        how=space.how,
        sure=space.sure,
        polygon=polygon,
        unit=_unit(polygon, units),
        crossed=_crossed(polygon, gaps),
        solids=shapely.union_all(solids) if solids else Polygon(),
        edges=MultiLineString([wall for wall in near if wall.geom_type == "LineString"]),
    )


def _without_leaves(outline: Polygon) -> Polygon:
    """An outline that walls close without the slots that leaves of doors standing open cut into it."""
    x, y = outline.centroid.coords[0]
    grown = translate(outline, -x, -y).buffer(LEAF, join_style="mitre")
    closed = grown.buffer(-LEAF, join_style="mitre")
    return translate(closed, x, y) if isinstance(closed, Polygon) and closed.is_valid else outline


def _crossed(outline: Polygon, gaps: list[LineString]) -> bool:
    """Whether people cross the outline over its short side: two doors lie along its long sides."""
    long, short = sides(outline)
    (x0, y0), (x1, y1) = long.along.coords[0], long.along.coords[-1]
    ux, uy = (x1 - x0) / long.value, (y1 - y0) / long.value
    across = []
    for gap in gaps:
        if gap.length and gap.distance(outline) <= AT_DOOR:
            (a0, b0), (a1, b1) = gap.coords[0], gap.coords[-1]
            if abs((a1 - a0) * ux + (b1 - b0) * uy) > ALONG * gap.length:
                across.append((gap.centroid.x - x0) * -uy + (gap.centroid.y - y0) * ux)
    return len(across) > 1 and max(across) - min(across) > short.value / 2


def _unit(place: BaseGeometry, units: list[Unit]) -> Unit | None:
    """The unit that holds the passage, or the one it lies beside; None when none is near."""
    around = sorted(
        (
            (float(unit.polygon.distance(place)), -float(unit.polygon.intersection(place).area), index)
            for index, unit in enumerate(units)
            if unit.polygon is not None and unit.polygon.distance(place) <= BESIDE_UNIT
        ),
    )
    return units[around[0][2]] if around else None
