"""What stands on ground that fire engines need: buildings and canopies, parked cars, trees.

Vocabulary
----------
in the way   a building's outline above ground, a parking stall, the trunk of a tree, or a wall or fence on a lane or
             climbing ground
trunk        where a tree's block is inserted, or the middle of a circle drawn for one; its crown may reach farther
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from shapely import MultiPolygon, Polygon

from checkers.errors import Words
from checkers.features.near import drawn_at
from checkers.features.parking import stalls
from checkers.features.site import footprints, site_plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

TREES = re.compile(r"乔木|行道树|树木|大树|[^一-鿿]树$|^树|-树|TREE", re.IGNORECASE)
"""in names of blocks and layers"""

NO_TREES = re.compile(r"标注|文字|TEXT|DIM|绿地|灌木|树池线|STREET", re.IGNORECASE)

FENCES = re.compile(r"^(?!.*(?:标注|文字|TEXT|DIM)).*(?:围墙|围栏|栅栏|FENCE)", re.IGNORECASE)

COVERS = 0.01
"""square metres: shapes that share less only touch"""

EDGE = 0.3
"""metres from the edge of a ground within which a wall stands beside it, and of a wall on it that is no mark"""

CROWN = 12.0
"""metres across: a larger block or circle is no single tree"""


def in_the_way(plans: Plans, sheet: str, ground: Polygon) -> Words | None:
    """What stands on a ground of a sheet, in few words; None where nothing was recognised on it."""
    for building in plans.recognise(footprints):
        if building.sheet == sheet and not building.underground and _on(building.polygon, ground):
            return Words(f"建筑 {building.subject}", f"building {building.subject}")
    cars = [stall for stall in plans.recognise(stalls) if stall.sheet == sheet and _on(stall.polygon, ground)]
    if cars:
        return Words(f"停车位 {len(cars)} 个", f"{len(cars)} parking stalls")
    walls = [line for line in plans.recognise(fences).get(sheet, ()) if line.intersects(ground)]
    inner = ground.buffer(-EDGE) if walls else ground
    if sum(float(line.intersection(inner).length) for line in walls) > EDGE:
        return Words("墙体或围墙", "a wall or fence")
    trunks = [place for place in plans.recognise(trees).get(sheet, ()) if ground.contains(place)]
    return Words(f"树木 {len(trunks)} 棵", f"{len(trunks)} trees") if trunks else None


def _on(shape: Polygon, ground: Polygon) -> bool:
    return bool(shape.intersects(ground) and shape.intersection(ground).area > COVERS)


def fences(plans: Plans) -> dict[str, tuple[BaseGeometry, ...]]:
    """The lines of every site plan's walls and fences, model metres; call as ``plans.recognise(fences)``."""
    return {sheet.id: tuple(_fences(sheet)) for sheet in plans.recognise(site_plans)}


def _fences(sheet: Sheet) -> Iterator[BaseGeometry]:
    named = [index for index, layer in enumerate(sheet.layers) if FENCES.search(layer.name)]
    rows = np.flatnonzero(np.isin(sheet.entities.layer, named) & sheet.entities.visible).tolist() if named else []
    for row in sorted({*rows, *map(int, sheet.rows("WALL"))}):
        shape = sheet.entities.geometry[row]
        yield shape.boundary if isinstance(shape, Polygon | MultiPolygon) else shape


def trees(plans: Plans) -> dict[str, tuple[BaseGeometry, ...]]:
    """The trunks of every sheet's trees, model metres; call as ``plans.recognise(trees)``."""
    return {sheet.id: tuple(_trunks(sheet)) for sheet in plans.sheets}


def _trunks(sheet: Sheet) -> Iterator[BaseGeometry]:
    for block in sheet.blocks:
        left, low, right, high = block.bounds or (block.x, block.y, block.x, block.y)
        if block.visible and _is_tree(block.name.rpartition("$")[2]) and max(right - left, high - low) <= CROWN:
            yield drawn_at(block)
    named = [index for index, layer in enumerate(sheet.layers) if _is_tree(layer.name)]
    entities = sheet.entities
    of_trees = np.isin(entities.layer, named) & (entities.kind == "circle") & entities.visible & (entities.block == "")
    for circle in entities.geometry[of_trees] if named else ():
        left, low, right, high = circle.bounds
        if max(right - left, high - low) <= CROWN:
            yield circle.centroid


def _is_tree(name: str) -> bool:
    return bool(TREES.search(name)) and not NO_TREES.search(name)
