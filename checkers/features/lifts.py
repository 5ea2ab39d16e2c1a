"""Lifts on plans, and the cores of a storey they stand in.

Vocabulary
----------
lift    电梯: a car drawn as two crossing diagonals, or the name of one (电梯, 消防电梯); both together are one. 电梯间 is
        as often the lobby before it and names none
core    stairs and lifts that stand together: one for each unit (单元) of housing
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import MultiPoint, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.flights import shows_a_plan
from checkers.features.labels import labels
from checkers.features.near import gathered
from checkers.features.stairs import stairs
from checkers.features.treads import strokes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

NAME = re.compile(
    r"^(?:\d+#)?(?:(?:消防|无障碍|担架|客|货|医用|住宅|乘客|普通)?电梯?[兼/]?){1,2}(?<=电梯)井?[\dA-Z#-]*$"
    r"|^[客货]梯\d*$|^DT-?\d+$"
)

UNIT = re.compile(r"^(?:第)?[\d一二三四五六七八九十甲乙丙丁A-Z]{1,2}单元$")

DIAGONALS = (1.2, 4.2)
"""metres: the diagonals of a lift's car or shaft"""

CROSSED = 0.02
"""metres between the middles, and the lengths, of two diagonals of one rectangle"""

ONE = 1.6
"""metres from the middle of a car to the name of its lift, and between two names of one lift"""

SAME_CAR = 0.6
"""metres between the middles of two drawings of one car"""

TOGETHER = 7.0
"""metres between the stairs and lifts of one core"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Core(Feature):
    """The stairs and lifts of one unit."""

    lifts: int
    most: int
    """the same, names close together counted each"""
    drawn: int
    """of those, how many have a car drawn"""
    stairs: int
    units: int | None
    """units that share it: 1 where it has a single stair or the sheet names a single unit; None when nothing tells"""


def cores(plans: Plans) -> tuple[Core, ...]:
    """Every core with a stair, of every plan; call as ``plans.recognise(cores)``."""
    return tuple(core for sheet in plans.sheets if shows_a_plan(sheet) for core in _cores(sheet, plans))


def _cores(sheet: Sheet, plans: Plans) -> list[Core]:
    flights = [stair for stair in plans.recognise(stairs) if stair.sheet == sheet.id and stair.sure]
    if not flights:
        return []
    cars = lift_cars(sheet)
    places = list(cars)
    middles = [car.centroid for car in cars]
    tree = STRtree(middles)
    named = [label for label in labels(sheet) if NAME.match(label.words)]
    units = {label.words for label in labels(sheet) if UNIT.match(label.words)}
    lone = [label.point for label in named if not len(tree.query(label.point, predicate="dwithin", distance=ONE))]
    lone_groups = gathered(lone, ONE)
    places += [MultiPoint([lone[index] for index in group]) for group in lone_groups]
    things: list[BaseGeometry] = [stair.where for stair in flights]
    things += places
    found: list[Core] = []
    for group in gathered(things, TOGETHER):
        own = [flights[index] for index in group if index < len(flights)]
        if not own:
            continue
        lifts = [index - len(flights) for index in group if index >= len(flights)]
        names = "、".join(dict.fromkeys(stair.subject for stair in own))
        found.append(
            Core(
                subject=f"{names} 核心筒",
                sheet=sheet.id,
                where=shapely.union_all([things[index] for index in group]).convex_hull,
                handles=tuple(handle for stair in own for handle in stair.handles[:1]),
                how=Words("楼梯与电梯成组", "stairs and lifts that stand together"),
                lifts=len(lifts),
                most=sum(len(lone_groups[index - len(cars)]) if index >= len(cars) else 1 for index in lifts),
                drawn=sum(index < len(cars) for index in lifts),
                stairs=len(own),
                units=1 if len(own) == 1 or len(units) == 1 else None,
            )
        )
    return found


def lift_cars(sheet: Sheet) -> list[BaseGeometry]:
    """Rectangles whose diagonals are drawn on layers of stairs and lifts, each once."""
    drawn = strokes(sheet, sheet.rows("STAIR"))
    along = drawn.ends[:, 2:] - drawn.ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    which = np.flatnonzero((length >= DIAGONALS[0]) & (length <= DIAGONALS[1]))
    if len(which) < len(("one", "other")):
        return []
    middles = np.atleast_1d(np.asarray(shapely.points((drawn.ends[which, :2] + drawn.ends[which, 2:]) / 2)))
    first, second = STRtree(middles).query(middles, predicate="dwithin", distance=CROSSED)
    found: list[BaseGeometry] = []
    for one, other in zip(which[first], which[second], strict=True):
        turned = abs(along[one, 0] * along[other, 1] - along[one, 1] * along[other, 0])
        if one < other and abs(length[one] - length[other]) <= CROSSED and turned > length[one] * length[other] / 2:
            corners = np.vstack([drawn.ends[one].reshape(2, 2), drawn.ends[other].reshape(2, 2)])
            found.append(MultiPoint(corners).convex_hull)
    groups = gathered([car.centroid for car in found], SAME_CAR)
    return [max((found[index] for index in group), key=lambda car: car.area) for group in groups]
