"""Parking lots: stalls in the open that lie close together on a site plan.

Vocabulary
----------
lot     stalls of a site plan each of which is nearer to another one of its lot than lots must lie apart
undivided  a closed outline on a parking layer, too large for one car, in which no stall is drawn
below   stalls of a garage below ground that a site plan shows, told by the layer they stand on: in no lot
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely import STRtree, union_all

from checkers.features.base import Area, Feature, areas, distinct
from checkers.features.near import gathered
from checkers.features.parking import LONGEST, NARROWEST, Stall, stalls
from checkers.features.site import site_plans
from checkers.features.widths import sides

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SLIP = 0.001
"""metres: lots drawn exactly as far apart as they must lie are two"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot(Feature):
    """A group of stalls."""

    members: tuple[Stall, ...]
    shape: BaseGeometry
    """the stalls' ground, model metres"""


BELOW = ("地下", "负一", "B1")
"""in names of layers"""


def lots(plans: Plans, apart: float) -> tuple[Lot, ...]:
    """Every lot of every site plan; lots that must lie ``apart`` metres from each other are told by that."""
    found: list[Lot] = []
    for sheet in plans.recognise(site_plans):
        here = [
            stall for stall in plans.recognise(stalls) if stall.sheet == sheet.id and not _below(stall, plans, sheet)
        ]
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


def undivided(plans: Plans) -> tuple[Area, ...]:
    """Every undivided ground of every site plan; call as ``plans.recognise(undivided)``."""
    found: list[Area] = []
    for sheet in plans.recognise(site_plans):
        below = plans.recognise(_layers_below)[sheet.id]
        here = [stall.polygon for stall in plans.recognise(stalls) if stall.sheet == sheet.id]
        tree = STRtree(here)
        for area in distinct(areas(sheet, "PARKING")):
            long, short = sides(area.polygon)
            too_large = long.value > LONGEST and short.value >= NARROWEST
            empty = not len(tree.query(area.polygon, predicate="intersects"))
            if too_large and empty and not below.intersection(area.handles):
                found.append(area)
    return tuple(found)


def _below(stall: Stall, plans: Plans, sheet: Sheet) -> bool:
    """Whether a stall is drawn on a layer of things below ground."""
    layers = plans.recognise(_layers_below)[sheet.id]
    return any(handle in layers for handle in stall.handles)


def _layers_below(plans: Plans) -> dict[str, frozenset[str]]:
    """For each site plan the handles of what stands on layers of things below ground."""
    found: dict[str, frozenset[str]] = {}
    for sheet in plans.recognise(site_plans):
        below = [index for index, layer in enumerate(sheet.layers) if any(word in layer.name for word in BELOW)]
        handles = sheet.entities.handle[np.isin(sheet.entities.layer, below)].tolist() if below else []
        found[sheet.id] = frozenset(
            [*map(str, handles), *(block.handle for block in sheet.blocks if block.layer in below)]
        )
    return found
