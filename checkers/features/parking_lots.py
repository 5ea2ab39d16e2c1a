"""Parking lots: stalls in the open that lie close together on a site plan.

Vocabulary
----------
lot     stalls of a site plan each of which is nearer to another one of its lot than lots must lie apart
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import union_all

from checkers.features.base import Feature
from checkers.features.near import gathered
from checkers.features.parking import Stall, stalls
from checkers.features.site import site_plans

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans

SLIP = 0.001
"""metres: lots drawn exactly as far apart as they must lie are two"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot(Feature):
    """A group of stalls."""

    members: tuple[Stall, ...]
    shape: BaseGeometry
    """the stalls' ground, model metres"""


def lots(plans: Plans, apart: float) -> tuple[Lot, ...]:
    """Every lot of every site plan; lots that must lie ``apart`` metres from each other are told by that."""
    found: list[Lot] = []
    for sheet in plans.recognise(site_plans):
        here = [stall for stall in plans.recognise(stalls) if stall.sheet == sheet.id]
        groups = gathered([stall.polygon for stall in here], apart - SLIP)
        for number, group in enumerate(groups, start=1):
            members = tuple(here[index] for index in group)
            shape = union_all([stall.polygon for stall in members])
            found.append(
                Lot(
                    subject=f"停车组{number}" if len(groups) > 1 else "停车场",
                    sheet=sheet.id,
                    where=shape,
                    handles=tuple(handle for stall in members for handle in stall.handles)[:50],
                    how=members[0].how,
                    sure=all(stall.sure for stall in members),
                    members=members,
                    shape=shape,
                )
            )
    return tuple(found)
