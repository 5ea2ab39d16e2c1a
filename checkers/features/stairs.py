"""Stairs on plans: flights that belong together with their landings, and stairs of which only the name is read.

Vocabulary
----------
stair        梯段 that lie side by side or cross, with the landings between them
unmeasured   the name of a stair (楼梯间, LT-1) without treads near it: nothing of it can be measured
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.flights import STAIR_NAME, UNKNOWN, Flight, Ground, Side, flights, grounds
from checkers.features.kept import once_a_sheet
from checkers.features.labels import labels_near
from checkers.features.landings import ACROSS, NEXT, Landing, beside, landings, parallel
from checkers.features.near import gathered
from checkers.features.treads import EVEN, level, strokes
from checkers.features.widths import sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

__all__ = ["Flight", "Landing", "Side", "Stair", "stairs", "unmeasured_stairs"]

TOGETHER = 1.0
"""metres between two flights of one stair"""

PAUSE = 1.5
"""metres of landing that two flights one behind the other may have between them, beside that"""

CERTAIN = 5
"""lines of a flight that is one by its partner alone"""

NO_FLIGHT = 4.0
"""metres around the name of a stair in which a flight of it is expected"""

STANDING = (0.02, 1.5)
"""square metres of a rectangle that may be a cupboard, a box or a pier"""

SLIM = 0.08
"""metres: a slimmer rectangle is a skirting or a line drawn double"""

BOX = 0.95
"""share of the rectangle around it that a box fills"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stair(Feature):
    """Flights that belong together, with their landings."""

    name: str
    """楼梯间, LT-1 …; empty when none is written"""
    flights: tuple[Flight, ...]
    landings: tuple[Landing, ...]


def stairs(plans: Plans) -> tuple[Stair, ...]:
    """Every stair of every plan; call as ``plans.recognise(stairs)``."""
    found: list[Stair] = []
    for identity, ground in plans.recognise(grounds).items():
        every = [flight for flight in plans.recognise(flights) if flight.sheet == identity]
        groups = gathered([_ahead(flight) for flight in every], TOGETHER)
        named = [_named(members) for group in groups for members in _parallel([every[index] for index in group])]
        told = [flight for members in named for flight in members]
        tree = STRtree([flight.polygon for flight in told])
        for members in named:
            hull = shapely.union_all([flight.polygon for flight in members]).convex_hull
            near = np.sort(tree.query(hull, predicate="dwithin", distance=NEXT)).tolist()
            found.append(_stair(ground, members, [told[index] for index in near]))
    return tuple(found)


def unmeasured_stairs(plans: Plans) -> tuple[Feature, ...]:
    """Names of stairs on plans near which no flight was recognised, each where it is written."""
    found: list[Feature] = []
    for identity, ground in plans.recognise(grounds).items():
        if not len(ground.solids.geometries):
            continue  # a list or a scheme, no plan
        known = STRtree([flight.polygon for flight in plans.recognise(flights) if flight.sheet == identity])
        for label in ground.written:
            if not STAIR_NAME.match(label.words):
                continue
            if len(known.query(label.point, predicate="dwithin", distance=NO_FLIGHT)):
                continue
            found.append(
                Feature(
                    subject=label.words,
                    sheet=identity,
                    where=label.point,
                    handles=(label.handle,),
                    how=Words("楼梯名称，近旁未识别到踏步线", "name of a stair without recognised treads near it"),
                    sure=False,
                )
            )
    return tuple(found)


def taken(sheet: Sheet, area: BaseGeometry) -> float:
    """Metres that a closed rectangle of no known meaning, or of equipment, may take off a flight or landing.

    Its longer side; 0 when none stands there. Frames of words are none, nor are rectangles larger than cupboards.
    """
    longest = 0.0
    standing = _standing(sheet)
    for shape in standing.geometries[standing.query(area, predicate="intersects")]:
        long, short = sides(shape)
        inside = shape.intersection(area).area >= STANDING[0] and short.value >= SLIM
        if inside and shape.area >= BOX * long.value * short.value and not labels_near(sheet, shape, 0.0):
            longest = max(longest, long.value)
    return longest


@once_a_sheet
def _standing(sheet: Sheet) -> STRtree:
    """Closed outlines no larger than a cupboard, of no known meaning or of equipment."""
    rows = sheet.rows(UNKNOWN, "HYDRANT", "EXTINGUISHER", "FURNITURE")
    shapes = sheet.entities.geometry[rows[sheet.entities.kind[rows] == "polyline"]]
    area = shapely.area(shapes)
    small = (
        (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & (area >= STANDING[0]) & (area <= STANDING[1])
    )
    return STRtree(shapes[small][shapely.is_valid(shapes[small])])


def further_tread(sheet: Sheet, flight: Flight) -> bool:
    """Whether another line lies one step beyond an end of the flight, on whatever layer: perhaps a step of it."""
    frame, bars = flight.run.frame, flight.run.bars
    u0, _, u1, _ = frame.inside(flight.polygon).bounds
    places = [bars[0].v - flight.run.going, bars[-1].v + flight.run.going]
    parts = [frame.rectangle(u0, place - EVEN, u1, place + EVEN) for place in places]
    near, tree = _lines(sheet)
    rows = np.unique(tree.query(parts, predicate="intersects")[1])
    drawn = strokes(sheet, near[rows])
    ends = frame.ends(drawn, np.arange(len(drawn.ends)))
    shared = np.minimum(np.maximum(ends[:, 0], ends[:, 2]), u1) - np.maximum(np.minimum(ends[:, 0], ends[:, 2]), u0)
    there = np.abs(ends[:, [1, 3]].mean(axis=1)[:, None] - places).min(axis=1) <= EVEN
    return bool((level(ends) & there & (shared >= ACROSS * (u1 - u0))).any())


@once_a_sheet
def _lines(sheet: Sheet) -> tuple[NDArray[np.intp], STRtree]:
    """What is drawn and neither wall, column nor dimension: the rows of it, and an index over them."""
    near = np.flatnonzero(sheet.entities.visible & ~sheet.layers_meaning("WALL", "COLUMN", "DIM")[sheet.entities.layer])
    return near, STRtree(sheet.entities.geometry[near])


def _ahead(flight: Flight) -> Polygon:
    """The flight with half a landing at either end."""
    u0, v0, u1, v1 = flight.run.frame.inside(flight.polygon).bounds
    return flight.run.frame.rectangle(u0, v0 - PAUSE / 2, u1, v1 + PAUSE / 2)


def _parallel(group: Sequence[Flight]) -> Iterator[list[Flight]]:
    """The flights of a group, those of one direction together."""
    left = list(group)
    while left:
        yield [flight for flight in left if parallel(flight, left[0])]
        left = [flight for flight in left if not parallel(flight, left[0])]


def _named(members: Sequence[Flight]) -> list[Flight]:
    """The flights of one stair, each with the stair's name and sure where name or partner tell it."""
    name = next((flight.name for flight in members if flight.name), "")
    own = []
    for index, flight in enumerate(members):
        told = bool(name) or any(
            beside(flight, other) and other.treads >= CERTAIN for other in members if other is not flight
        )
        own.append(
            replace(
                flight,
                subject=f"{name or '楼梯'} 梯段{index + 1 if len(members) > 1 else ''}",
                name=flight.name or name,
                sure=flight.sure or (flight.clear and flight.treads >= CERTAIN and told),
            )
        )
    return own


def _stair(ground: Ground, own: Sequence[Flight], every: Sequence[Flight]) -> Stair:
    return Stair(
        subject=own[0].name or "楼梯",
        sheet=ground.sheet.id,
        where=shapely.union_all([flight.polygon for flight in own]).convex_hull,
        handles=tuple(handle for flight in own for handle in flight.handles),
        how=own[0].how,
        sure=all(flight.sure for flight in own),
        name=own[0].name,
        flights=tuple(own),
        landings=tuple(landings(ground, own, every)),
    )
