"""Carry many placed things through their matrices at once.

Vocabulary
----------
instance  one placing of a definition somewhere in a space: matrix, layer for layer 0, colour by block, visibility
level     the instances equally deep in the nesting; level 0 is the space itself
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.lane_rows import Floats
from checkers.drawing.space import FARTHEST
from checkers.drawing.table import Table, Thing, stacked
from checkers.drawing.tags import Rows


@dataclass(frozen=True, slots=True)
class Level:
    """Instances of one depth: n rows."""

    definition: Rows
    turn: Floats
    """(n, 3, 3) for row vectors, into metres"""
    shift: Floats
    layer: NDArray[np.int64]
    colour: NDArray[np.int64]
    visible: NDArray[np.bool_]
    handle: Rows
    """number in ``Definitions.handles``; 0 where things have their own"""
    path: Rows
    """number in the list of block paths"""
    parent: Rows
    """row in the level before"""
    row: Rows
    """row of the placing it comes from; −1 for the space"""
    order: Rows
    """place in the file of the space's own entity that it comes from"""

    def __len__(self) -> int:
        return len(self.definition)

    def where(self, kept: NDArray[np.bool_]) -> Level:
        """Some of the instances."""
        return Level(*(getattr(self, name)[kept] for name in Level.__slots__))


def in_order(kind: type[Thing], levels: list[Table[Thing]], order: list[Rows]) -> Table[Thing]:
    """Things of all levels by the place in the file of what they come from; of one thing, the outer level first."""
    things = stacked(kind, levels)
    places = np.concatenate(order) if order else np.empty(0, np.int64)
    if (np.diff(places) >= 0).all():
        return things
    return things.taken(np.argsort(places, kind="stable"))


def moved(points: Floats, turn: Floats, shift: Floats, which: Rows) -> Floats:
    """Points (p, 3), each through the matrix of its instance."""
    with np.errstate(invalid="ignore", over="ignore"):
        if len(turn) == 1:
            moved: Floats = points @ turn[0] + shift[0]
            return moved
        turned: Floats = np.einsum("pi,pij->pj", points, turn[which]) + shift[which]
        return turned


def flattened(points: Floats, level: Level, which: Rows, size: NDArray[np.int64]) -> Floats:
    """Points (p, 3) of strokes, ``size`` for each, as (p, 2) seen from above; ``which`` is each stroke's instance."""
    with np.errstate(invalid="ignore", over="ignore"):
        if len(level) == 1:
            seen: Floats = points @ level.turn[0, :, :2] + level.shift[0, :2]
            return seen
        # a plan laid flat need not ask how high its points are
        axes = range(3 if level.turn[:, 2, :2].any() else 2)
        instance = np.repeat(which, size)
        seen = np.empty((len(points), 2))
        for axis in range(2):
            across = level.shift[:, axis][instance]
            for of in axes:
                across += points[:, of] * np.ascontiguousarray(level.turn[:, of, axis])[instance]
            seen[:, axis] = across
    return seen


def product(inner: Floats, outer: Floats, which: Rows) -> Floats:
    """Matrices (n, 3, 3), each followed by that of the instance it belongs to."""
    with np.errstate(invalid="ignore", over="ignore"):
        both: Floats = inner @ outer[which]
    return both


def magnified(turn: Floats) -> Floats:
    """How much each matrix enlarges the plane: the longer of its two axes."""
    with np.errstate(over="ignore"):
        longer: Floats = np.maximum(np.linalg.norm(turn[:, 0], axis=1), np.linalg.norm(turn[:, 1], axis=1))
    return longer


def near(places: Floats) -> NDArray[np.bool_]:
    """Whether each place (n, 2 or 3), metres, is a number and no farther than a building can stand."""
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(places[:, :2]) < FARTHEST).all(axis=1), np.bool_)


def seen_from_above(places: Floats) -> Floats:
    """Places (n, 3) as (n, 2), NaN for those that are none."""
    return np.where(near(places)[:, np.newaxis], places[:, :2], np.nan)
