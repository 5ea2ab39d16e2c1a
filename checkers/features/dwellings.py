"""Dwellings on a plan, counted by their living rooms.

Vocabulary
----------
dwelling   one for each writing 客厅, 起居室 …; written twice close together it is one
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels
from checkers.features.near import gathered
from checkers.features.rooms import shows_dwellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SAME = 1.5
"""metres between two writings of one living room"""

_LIVING = re.compile(
    r"^(?:客厅|起居室|起居厅|起居|客餐厅|客厅[、+/]?餐厅|起居室?[、+/]?餐厅|起居（餐）厅|LIVING(?:ROOM)?)[\d#]*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwelling(Feature):
    """A dwelling; ``where`` is the name of its living room."""

    living: Point


def dwellings(plans: Plans) -> tuple[Dwelling, ...]:
    """Every dwelling of every sheet that may show housing; call as ``plans.recognise(dwellings)``."""
    return tuple(
        dwelling
        for sheet in plans.sheets
        if shows_dwellings(sheet, plans) is not False
        for dwelling in _dwellings(sheet)
    )


def _dwellings(sheet: Sheet) -> Iterator[Dwelling]:
    named = [label for label in labels(sheet) if _LIVING.match(label.words.upper())]
    groups = gathered([label.point for label in named], SAME)
    for number, group in enumerate(groups, start=1):
        label = named[group[0]]
        yield Dwelling(
            subject=f"第{number}套（{label.words}）" if len(groups) > 1 else f"住宅套型（{label.words}）",
            sheet=sheet.id,
            where=label.point,
            handles=(label.handle,),
            how=Words(f"房间名称 {label.words}", f"name of a room: {label.words}"),
            living=label.point,
        )
