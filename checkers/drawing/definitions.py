"""Hold what all blocks of a space draw in a few tables, so that thousands of references unfold in one step.

Vocabulary
----------
definition  what one block draws, in its own coordinates; number 0 is the space itself
table       rows of all definitions, those of one definition together: ``low[d]`` to ``high[d]``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.lane_rows import Floats
from checkers.drawing.omissions import Omissions
from checkers.drawing.tags import Rows


@dataclass(frozen=True, slots=True)
class Range:
    """Where the rows of each definition stand in a table."""

    low: Rows
    high: Rows

    def of(self, definitions: NDArray[np.int64]) -> tuple[Rows, Rows]:
        """For several definitions one after another: which of them each row belongs to, and the rows."""
        counts = (self.high - self.low)[definitions]
        which = np.repeat(np.arange(len(definitions)), counts)
        before = np.cumsum(counts) - counts
        return which, np.arange(len(which)) - before[which] + self.low[definitions][which]

    def count(self, definitions: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many rows each of these definitions has."""
        return (self.high - self.low)[definitions]


@dataclass(frozen=True, slots=True)
class StrokeTable:
    """Strokes of all definitions."""

    range: Range
    points: Floats
    """(p, 3), rows of strokes anywhere"""
    first: Rows
    """where the points of each stroke begin"""
    size: NDArray[np.int64]
    shape: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    layer: NDArray[np.int32]
    colour: NDArray[np.int64]
    visible: NDArray[np.bool_]
    handle: Rows
    """number in ``Definitions.handles``"""
    weight: NDArray[np.int64]
    """points of each definition"""


@dataclass(frozen=True, slots=True)
class TextTable:
    """Texts of all definitions."""

    range: Range
    content: NDArray[np.object_]
    length: NDArray[np.int64]
    """letters of each"""
    at: Floats
    height: Floats
    along: Floats
    layer: NDArray[np.int32]
    visible: NDArray[np.bool_]
    handle: Rows


@dataclass(frozen=True, slots=True)
class DimensionTable:
    """Dimensions of all definitions; ``start`` and ``end`` are NaN where a dimension has none."""

    range: Range
    text: NDArray[np.object_]
    measured: Floats
    angular: NDArray[np.bool_]
    at: Floats
    start: Floats
    end: Floats
    layer: NDArray[np.int32]
    handle: Rows


@dataclass(frozen=True, slots=True)
class PlacingTable:
    """Placed blocks of all definitions, one row for each element of an array."""

    range: Range
    target: Rows
    """number of the definition placed; −1 when it cannot be"""
    name: NDArray[np.object_]
    called: Rows
    """number of the name"""
    turn: Floats
    shift: Floats
    layer: NDArray[np.int32]
    colour: NDArray[np.int64]
    visible: NDArray[np.bool_]
    handle: Rows
    attributes: NDArray[np.object_]
    reference: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything one space and the blocks it places draw."""

    names: list[str]
    strokes: StrokeTable
    texts: TextTable
    dimensions: DimensionTable
    placings: PlacingTable
    handles: NDArray[np.object_]
    order: NDArray[np.int64]
    """of each handle its place among the root's entities, as far as it is one of them"""
    omissions: Mapping[int, Omissions]
    weight: NDArray[np.int64]
    """entities each definition unfolds into"""
    base: Floats
    """(d, 3) insertion bases"""

    def layers(self) -> Rows:
        """Numbers of the layers that anything is on, rising."""
        found: list[Rows] = []
        for table in (self.strokes, self.texts, self.dimensions, self.placings):
            found.append(np.unique(table.layer))
            # only in the space itself layer 0 means layer 0
            found.append(np.unique(np.maximum(table.layer[table.range.low[0] : table.range.high[0]], 0)))
        known = np.unique(np.concatenate(found))
        return known[known >= 0].astype(np.int64)
