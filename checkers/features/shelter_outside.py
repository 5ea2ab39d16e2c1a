"""Where the outdoor exits of shelters come up, on site plans.

Vocabulary
----------
outdoor exit   a writing such as 人防主要出入口 or 战时室外出入口 on a site plan, with the closed line around it, if any
canopy         防倒塌棚架: what is built over an exit that a building may fall on
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature, areas, distinct
from checkers.features.labels import Label, holding, labels
from checkers.features.site import site_plans

if TYPE_CHECKING:
    from shapely import Polygon

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LARGEST = 200.0
"""square metres: a larger closed line around the words is the shelter or the site, not the exit"""

_EXIT = re.compile(r"出入口|出地面段")
_OF_SHELTER = re.compile(r"人防|战时|出地面段")
_MAIN = re.compile(r"主要|室外|出地面段")
_NOT_ONE = re.compile(r"次要|备用|竖井|封堵|平时|连通|消防|车库出入口")
_CANOPY = re.compile(r"防倒塌(?:棚架|措施)")
_LONGEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdoorExit(Feature):
    """An outdoor main exit on a site plan."""

    polygon: Polygon | None
    """what comes up above ground; None when no closed line holds its name"""
    canopy: bool
    """whether 防倒塌棚架 is written with it"""


def outdoor_exits(plans: Plans) -> tuple[OutdoorExit, ...]:
    """Every outdoor main exit of a shelter on every site plan; call as ``plans.recognise(outdoor_exits)``."""
    return tuple(found for sheet in plans.recognise(site_plans) for found in _exits(sheet))


def canopy_written(plans: Plans) -> bool:
    """Whether any sheet of the set speaks of a canopy against collapse."""
    return any(_CANOPY.search(label.words) for sheet in plans.sheets for label in labels(sheet))


def _exits(sheet: Sheet) -> list[OutdoorExit]:
    written = labels(sheet)
    names = [label for label in written if _names(label)]
    if not names:
        return []
    outlines = [area for area in distinct(areas(sheet, "CD", "", "STAIR")) if area.polygon.area <= LARGEST]
    found: dict[object, OutdoorExit] = {}
    for label in names:
        around = holding(outlines, label)
        area = around[-1] if around else None
        inside = [] if area is None else [other for other in written if area.polygon.intersects(other.point)]
        key = label if area is None else outlines.index(area)
        found.setdefault(
            key,
            OutdoorExit(
                subject=label.words,
                sheet=sheet.id,
                where=label.point if area is None else area.polygon,
                handles=(label.handle,) if area is None else area.handles,
                how=Words("总平面上的口部文字", "writing on the site plan"),
                polygon=None if area is None else area.polygon,
                canopy=any(_CANOPY.search(each.words) for each in (label, *inside)),
            ),
        )
    return list(found.values())


def _names(label: Label) -> bool:
    words = label.words
    return bool(
        len(words) <= _LONGEST
        and _EXIT.search(words)
        and _OF_SHELTER.search(words)
        and _MAIN.search(words)
        and not _NOT_ONE.search(words)
    )
