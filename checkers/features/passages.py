"""Corridors of storeys by the walls and columns that reach into them.

Vocabulary
----------
passage   a corridor with the walls and columns that reach into it
loose     the name of a corridor that stands in none
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiLineString, Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels_saying
from checkers.features.links import Part
from checkers.features.rooms import A_CORRIDOR
from checkers.features.walls import walls_on
from checkers.features.ways_out import storeys

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey

CORRIDOR = re.compile(r"走廊|走道|过道|通道|连廊|外廊|内廊")
"""names of ways whose width counts; halls and lobbies are as wide as they are"""

INSIDE = 0.01
"""metres: walls that reach less far into a corridor only touch it"""

AROUND = 5.0
"""metres around a plan within which the names of its corridors stand"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Feature):
    """A corridor with what stands in it, model metres."""

    polygon: Polygon
    storey: Storey
    solids: BaseGeometry
    edges: BaseGeometry


def passages(plans: Plans) -> tuple[Passage, ...]:
    """Every corridor of every storey with what stands in it; call as ``plans.recognise(passages)``."""
    found: list[Passage] = []
    for storey in plans.recognise(storeys):
        known = plans.recognise_on(plans.drawings.sheet(storey.sheet), walls_on)
        solids, lone = (STRtree([]), STRtree([])) if known is None else (known.area_tree, known.lone_tree)
        for number in storey.of(Part.WAY):
            room = storey.rooms[number]
            if not CORRIDOR.search(room.name):
                continue
            inner, around = room.polygon.buffer(-INSIDE), shapely.box(*room.polygon.bounds)
            reaching = solids.geometries[solids.query(inner, predicate="intersects")]
            stand = shapely.intersection(reaching, around)
            lines = lone.geometries[lone.query(inner, predicate="intersects")]
            found.append(
                Passage(
                    subject=f"{storey.title} {room.subject}".strip(),
                    sheet=room.sheet,
                    where=room.where,
                    handles=room.handles,
                    how=room.how,
                    sure=room.sure,
                    polygon=room.polygon,
                    storey=storey,
                    solids=shapely.union_all(stand),
                    edges=MultiLineString([line for line in lines if isinstance(line, LineString)]),
                )
            )
    return tuple(found)


def loose_corridor_names(plans: Plans) -> tuple[Feature, ...]:
    """Names of corridors that stand in no corridor of their storey, each where it is written."""
    found: list[Feature] = []
    ways = plans.recognise(passages)
    for storey in plans.recognise(storeys):
        own = [way.polygon for way in ways if way.sheet == storey.sheet]
        for label in labels_saying(plans.drawings.sheet(storey.sheet), A_CORRIDOR.match):
            if storey.where.dwithin(label.point, AROUND) and not any(way.intersects(label.point) for way in own):
                found.append(
                    Feature(
                        subject=label.words,
                        sheet=storey.sheet,
                        where=label.point,
                        handles=(label.handle,),
                        how=Words("走道名称，未被闭合线围住", "name that no closed line of a corridor encloses"),
                    )
                )
    return tuple(found)
