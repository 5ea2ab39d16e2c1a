"""Entrances of buildings on plans that show down conductors.

Vocabulary
----------
entrance   a door in a building's outline, or a writing 出入口 or 入口 beside it where no door is recognised
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature, areas, distinct
from checkers.features.labels import labels
from checkers.features.openings import Door, doors_on
from checkers.features.roof import down_conductors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

IN_OUTLINE = 0.6
"""metres from a building's outline to a door that stands in it: the wall's thickness"""

BESIDE = 4.0
"""metres from the words to the door they name, and from the words to the building"""

LONGEST = 12

_NAMED = re.compile(r"出入口|入口|安全出口")
_NOT_ONE = re.compile(r"车库|地下|车行|坡道|消防车|管道|电缆|进线")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance(Feature):
    """An entrance with the line of its door."""

    line: BaseGeometry | None
    """None when only words tell of it"""
    building: Polygon
    """the outline it lies in"""


def entrances(plans: Plans) -> tuple[Entrance, ...]:
    """Every entrance on every sheet that shows down conductors; call as ``plans.recognise(entrances)``."""
    shown = {conductor.sheet for conductor in plans.recognise(down_conductors)}
    found: list[Entrance] = []
    for sheet in plans.sheets:
        if sheet.id in shown:
            found.extend(_entrances(sheet, plans.recognise_on(sheet, doors_on)))
    return tuple(found)


def _entrances(sheet: Sheet, here: Sequence[Door]) -> list[Entrance]:
    buildings = [area.polygon for area in distinct(areas(sheet, "BLDG_OUTLINE"))]
    outlines = [building.exterior for building in buildings]
    outer = [door for door in here if any(door.line.distance(line) <= IN_OUTLINE for line in outlines)]
    found = [
        Entrance(
            subject=f"外门 {door.code}".strip(),
            sheet=sheet.id,
            where=door.line,
            handles=door.handles,
            how=Words("建筑轮廓上的门", "door in the building's outline"),
            line=door.line,
            building=_nearest(buildings, door.line),
        )
        for door in outer
    ]
    for label in labels(sheet):
        if len(label.words) > LONGEST or not _NAMED.search(label.words) or _NOT_ONE.search(label.words):
            continue
        beside = any(line.distance(label.point) <= BESIDE for line in outlines)
        if beside and not any(door.line.distance(label.point) <= BESIDE for door in outer):
            found.append(
                Entrance(
                    subject=label.words,
                    sheet=sheet.id,
                    where=label.point,
                    handles=(label.handle,),
                    how=Words("出入口文字，未识别到门", "words of an entrance, no door recognised"),
                    line=None,
                    building=_nearest(buildings, label.point),
                )
            )
    return found


def _nearest(buildings: Sequence[Polygon], place: BaseGeometry) -> Polygon:
    return min(buildings, key=lambda building: building.exterior.distance(place))
