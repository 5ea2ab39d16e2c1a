"""Gather things that lie close together, and say where an inserted symbol stands.

Vocabulary
----------
gathered   things each of which is near another one of its group, though the ends of the group may be far apart
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point, STRtree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import BlockReference, Sheet

OF_SYMBOL = 1.5
"""metres outside what a block draws from which its insertion point is not where the thing stands"""


FIRST_ASKED = 64
"""shapes whose neighbours are looked for together at first"""

MOST_ASKED = 4_096
"""at last"""

MANY_CORNERS = 200
"""of a shape that is worth an index of its own"""

_MORE = 1 + 1e-6


def gathered(places: Sequence[BaseGeometry], within: float) -> list[list[int]]:
    """Groups of indices into ``places``: whatever lies within this distance (metres) of a member belongs to it.

    Groups and their members stand in the order of ``places``.
    """
    if not len(places):
        return []
    shapes = np.empty(len(places), dtype=object)
    shapes[:] = places
    bounds = shapely.bounds(shapes)
    left, low, right, high = (bounds + np.array([-1, -1, 1, 1]) * within * _MORE).T
    around = shapely.box(left, low, right, high)
    corners = shapely.get_num_coordinates(shapes)
    shapely.prepare(shapes[corners > MANY_CORNERS])
    there = np.flatnonzero(~shapely.is_empty(shapes))
    tree, leader = STRtree(shapes), np.arange(len(shapes))
    start, size = 0, FIRST_ASKED
    while start < len(there):
        # more and more at a time: most pairs of shapes that lie all over each other are of one group by then
        asked = there[start : start + size]
        first, second = tree.query(around[asked])
        first = asked[first]
        new = (first < second) & (leader[first] != leader[second])
        one, other = first[new], second[new]
        swapped = corners[one] < corners[other]
        one, other = np.where(swapped, other, one), np.where(swapped, one, other)
        near = shapely.dwithin(shapes[one], shapes[other], within)
        if near.any():
            leader = leaders(leader[one[near]], leader[other[near]], len(shapes))[leader]
        start, size = start + size, min(2 * size, MOST_ASKED)
    order = np.argsort(leader, kind="stable")
    return [group.tolist() for group in np.split(order, np.flatnonzero(np.diff(leader[order])) + 1)]


def leaders(first: NDArray[np.intp], second: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """For each of ``count`` things the first one of its group; ``first`` and ``second`` are pairs that belong together.

    Each group hangs itself under the least of the groups it touches, until none moves any more.
    """
    leader = np.arange(count)
    while True:
        low = np.minimum(leader[first], leader[second])
        hung = leader.copy()
        np.minimum.at(hung, leader[first], low)
        np.minimum.at(hung, leader[second], low)
        while not np.array_equal(hung, again := hung[hung]):
            hung = again
        if np.array_equal(hung, leader):
            return leader
        leader = hung


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
