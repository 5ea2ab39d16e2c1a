"""Gather things that lie close together, and say where an inserted symbol stands.

Vocabulary
----------
gathered   things each of which is near another one of its group, though the ends of the group may be far apart
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely import Point, STRtree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import BlockReference, Sheet

OF_SYMBOL = 1.5
"""metres outside what a block draws from which its insertion point is not where the thing stands"""


def gathered(places: Sequence[BaseGeometry], within: float) -> list[list[int]]:
    """Groups of indices into ``places``: whatever lies within this distance (metres) of a member belongs to it.

    Groups and their members stand in the order of ``places``.
    """
    if not places:
        return []
    group = np.arange(len(places))
    first, second = STRtree(places).query(places, predicate="dwithin", distance=within)
    for one, other in zip(first, second, strict=True):
        if group[one] != group[other]:
            group[group == max(group[one], group[other])] = min(group[one], group[other])
    return [np.flatnonzero(group == leader).tolist() for leader in np.unique(group)]


def drawn_at(block: BlockReference) -> Point:
    """The insertion point, or the middle of what the block draws when it was drawn far from its insertion point."""
    if block.bounds is None:
        return Point(block.x, block.y)
    left, low, right, high = block.bounds
    if left - OF_SYMBOL <= block.x <= right + OF_SYMBOL and low - OF_SYMBOL <= block.y <= high + OF_SYMBOL:
        return Point(block.x, block.y)
    return Point((left + right) / 2, (low + high) / 2)


def small_blocks(sheet: Sheet, largest: float) -> frozenset[str]:
    """Names of the blocks that are inserted no larger than this (metres across): symbols, not pieces of a plan."""
    return frozenset(
        block.name
        for block in sheet.blocks
        if block.bounds is not None
        and max(block.bounds[2] - block.bounds[0], block.bounds[3] - block.bounds[1]) <= largest
    )
