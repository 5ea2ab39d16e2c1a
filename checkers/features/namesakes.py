"""Buildings of one site plan that carry one name.

Vocabulary
----------
namesakes   outlines of one name on one sheet that stand apart; parts that touch are one building, and so is a podium
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.facts import plain_name
from checkers.features.base import Feature
from checkers.features.near import gathered
from checkers.features.site import NOISE, TOUCHING, footprints

if TYPE_CHECKING:
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Feature):
    """One name on one sheet, with how many buildings carry it."""

    name: str
    count: int


def named(plans: Plans) -> tuple[Named, ...]:
    """Every building's name of every site plan; call as ``plans.recognise(named)``."""
    by_name: dict[tuple[str, str], list[Footprint]] = {}
    for footprint in plans.recognise(footprints):
        if footprint.name and not footprint.podium:
            by_name.setdefault((footprint.sheet, plain_name(footprint.name)), []).append(footprint)
    return tuple(
        Named(
            subject=group[0].name,
            sheet=sheet,
            where=shapely.union_all([footprint.polygon for footprint in group]),
            handles=tuple(handle for footprint in group for handle in footprint.handles),
            how=Words("轮廓内的楼号", "the name inside the outline"),
            sure=all(footprint.sure for footprint in group),
            name=group[0].name,
            count=len(gathered([footprint.polygon for footprint in group], TOUCHING + NOISE)),
        )
        for (sheet, _), group in by_name.items()
    )
