"""Gather what a space and all blocks it places draw, read in columns or one by one, into tables.

Vocabulary
----------
root    the part of the space itself, whose references place all others
reach   the definitions that the root places, directly or through others, and how large at most
rare    what was read entity by entity, and stands beside the rows of the lane
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.blocks import Blocks
from checkers.drawing.definitions import Definitions, DimensionTable, PlacingTable, Range, StrokeTable, TextTable
from checkers.drawing.lane_rows import Floats
from checkers.drawing.lane_strokes import Drawn
from checkers.drawing.lane_tables import LaneTables
from checkers.drawing.omissions import Omissions
from checkers.drawing.parts import PartDimension, Placing, Sealed
from checkers.drawing.table import objects
from checkers.drawing.tags import Rows

_OCTAVES = 30
_COUNTLESS = 1 << 60
"""weights above this are as good as this, and times any array still fit a column"""
MODEL = ""
"""name under which the lane knows the model space"""
_NOTHING: Mapping[str, str] = {}


@dataclass(slots=True)
class Gathering:
    """The tables in the making; ``done`` once."""

    blocks: Blocks
    root: Sealed
    in_model: bool
    """whether the space is the model space, whose entities the lane may hold"""
    order: Mapping[str, int]
    """handles of the root's rare entities to their place in the file"""
    names: list[str] = field(default_factory=lambda: [MODEL])
    numbers: dict[str, int] = field(default_factory=dict)
    parts: list[Sealed] = field(default_factory=list)
    """of definitions that hold entities read one by one; ``of`` says whose each is"""
    of: list[int] = field(default_factory=list)
    magnified: list[float] = field(default_factory=lambda: [1.0])

    def done(self) -> Definitions:
        """The tables of everything the root places."""
        self._reach()
        of_lane = self._of_lane()
        handles = ["", *(handle for part in self.parts for handle in _handles(part))]
        first = [1]
        for part in self.parts:
            first.append(first[-1] + len(_handles(part)))
        rare = Rare(self.parts, self.of, first, self.numbers, len(self.names))
        lane_handles = np.empty(0, dtype=object) if self.blocks.lane is None else self.blocks.lane.handle
        taken = (
            None
            if self.blocks.lane is None or of_lane is None
            else LaneRows(self.blocks.lane, of_lane, len(handles), self.numbers)
        )
        return Definitions(
            names=self.names,
            strokes=_strokes(rare, taken, self._drawn(taken)),
            texts=_texts(rare, taken),
            dimensions=_dimensions(rare, taken),
            placings=_placings(rare, taken),
            handles=np.concatenate((objects(handles), lane_handles)),
            order=np.concatenate(
                (np.array([self.order.get(handle, -1) for handle in handles], np.int64), np.arange(len(lane_handles)))
            ),
            omissions=self._omissions(taken),
            weight=np.array(
                [0, *(min(self.blocks.weight(name) or 0, _COUNTLESS) for name in self.names[1:])], np.int64
            ),
            base=np.array([(0.0, 0.0, 0.0), *(self.blocks.base_point(name) for name in self.names[1:])]),
        )

    def _reach(self) -> None:
        """Find every definition the root places, and how large at most, and read its rare entities so."""
        most: dict[str, int] = {}
        shown: dict[str, str] = {}
        waiting: list[tuple[str, Sealed | None, float]] = [(MODEL, self.root, 1.0)]
        while waiting:
            name, part, magnified = waiting.pop()
            for child, factor in self._children(name, part):
                size = magnified * factor
                key = child.lower()
                octave = octave_of(size)
                if most.get(key, -_OCTAVES - 1) >= octave or self.blocks.weight(child) is None:
                    continue
                most[key] = octave
                shown.setdefault(key, child)
                part = self.blocks.part(child, 2.0**octave) if self.blocks.has_part(child) else None
                waiting.append((key, part, size))
        self.parts.append(self.root)
        self.of.append(0)
        for number, (key, octave) in enumerate(most.items(), start=1):
            self.numbers[key] = number
            self.names.append(shown[key])
            self.magnified.append(2.0**octave)
            if self.blocks.has_part(key):
                self.parts.append(self.blocks.part(key, 2.0**octave))
                self.of.append(number)

    def _children(self, name: str, part: Sealed | None) -> list[tuple[str, float]]:
        found = [(placing.name, _magnified(placing.matrices[0])) for placing in (part.placings if part else ())]
        if self.blocks.lane is not None and (name or self.in_model):
            found += [(child, factor) for child, factor, _ in self.blocks.lane.edges.get(name, ())]
        return found

    def _of_lane(self) -> NDArray[np.int64] | None:
        """For each definition of the lane its number here, −1 when nothing places it."""
        if self.blocks.lane is None:
            return None
        names = self.blocks.lane.lane.names()
        numbers = np.array([self.numbers.get(name.lower(), -1) for name in names], np.int64)
        numbers[0] = 0 if self.in_model else -1
        return numbers if (numbers >= 0).any() else None

    def _drawn(self, taken: LaneRows | None) -> Drawn:
        if taken is None:
            return Drawn.joined([])
        sag = self.blocks.sag / np.array(self.magnified)
        return taken.tables.lane.drawn(sag[np.maximum(taken.owner, 0)], taken.tables.lane.taken & (taken.owner >= 0))

    def _omissions(self, taken: LaneRows | None) -> dict[int, Omissions]:
        found = {
            number: part.omissions for number, part in zip(self.of, self.parts, strict=True) if part.omissions.counts
        }
        if taken is not None:
            for definition, omitted in taken.tables.omitted.items():
                number = int(taken.numbers[definition])
                if number >= 0:
                    both = Omissions()
                    for part in (found.get(number), omitted):
                        if part is not None:
                            both.take(part)
                    found[number] = both
        return found


@dataclass(slots=True)
class LaneRows:
    """The lane's rows as definitions of one space number them."""

    tables: LaneTables
    numbers: NDArray[np.int64]
    """for each definition of the lane its number in the space; −1 when it is not placed"""
    first_handle: int
    by_name: Mapping[str, int]
    owner: NDArray[np.int64] = field(init=False)
    """for each entity of the file the number of its definition in the space"""

    def __post_init__(self) -> None:
        definition = self.tables.definition
        self.owner = np.where(definition < 0, -1, self.numbers[np.maximum(definition, 0)])


@dataclass(frozen=True, slots=True)
class Rare:
    """What was read entity by entity, definition by definition."""

    parts: list[Sealed]
    of: list[int]
    """number of the definition each part belongs to"""
    first: list[int]
    """number of the first handle of each part"""
    by_name: Mapping[str, int]
    definitions: int

    def owners(self, count: Callable[[Sealed], int]) -> NDArray[np.int64]:
        """The definition of each row of one sort, part after part."""
        return np.repeat(np.array(self.of, np.int64), [count(part) for part in self.parts])


def octave_of(magnified: float) -> int:
    """The power of two at or above a factor, within bounds."""
    if magnified <= 0 or not math.isfinite(magnified):
        return 0
    return max(-_OCTAVES, min(_OCTAVES, math.ceil(math.log2(magnified))))


def _magnified(matrix: Floats) -> float:
    return float(max(np.linalg.norm(matrix[0, :3]), np.linalg.norm(matrix[1, :3])))


def _handles(part: Sealed) -> list[str]:
    """Handles of a part's rows: strokes, texts, dimensions, placings."""
    return [
        *part.handles,
        *(text.style.handle for text in part.texts),
        *(dimension.style.handle for dimension in part.dimensions),
        *(placing.style.handle for placing in part.placings),
    ]


def _range(owner: NDArray[np.int64], definitions: int) -> tuple[NDArray[np.int64], Range]:
    """The order that brings the rows of each definition together, and where they stand then."""
    order = np.argsort(owner, kind="stable")
    edges = np.searchsorted(owner[order], np.arange(definitions + 1))
    return order, Range(edges[:-1], edges[1:])


def _owners(counts: list[int]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(counts)), counts)


def _strokes(rare: Rare, taken: LaneRows | None, drawn: Drawn) -> StrokeTable:
    parts = rare.parts
    owner = rare.owners(lambda part: len(part.sizes))
    size = np.concatenate([part.sizes for part in parts])
    handle = np.concatenate(
        [np.arange(len(part.sizes)) + first for part, first in zip(parts, rare.first, strict=False)]
    )
    columns: list[NDArray[Any]] = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("shape", "kind", "layer", "colour", "visible")
    ]
    points = np.concatenate([part.points for part in parts])
    if taken is not None and len(drawn.size):
        tables, entity = taken.tables, drawn.entity
        more: tuple[NDArray[Any], ...] = (
            drawn.shape,
            drawn.kind,
            tables.layer[entity],
            tables.colour[entity],
            tables.visible[entity],
        )
        columns = [np.concatenate(pair) for pair in zip(columns, more, strict=True)]
        owner = np.concatenate((owner, taken.owner[entity]))
        size = np.concatenate((size, drawn.size))
        handle = np.concatenate((handle, entity + taken.first_handle))
        points = np.concatenate((points, drawn.points))
    first = np.cumsum(size) - size
    order, ranges = _range(owner, rare.definitions)
    shape, kind, layer, colour, visible = (column[order] for column in columns)
    weight = np.bincount(owner, weights=size, minlength=rare.definitions).astype(np.int64)
    return StrokeTable(
        ranges, points, first[order], size[order], shape, kind, layer, colour, visible, handle[order], weight
    )


def _texts(rare: Rare, taken: LaneRows | None) -> TextTable:
    parts = rare.parts
    texts = [text for part in parts for text in part.texts]
    owner = rare.owners(lambda part: len(part.texts))
    handle = _handle_numbers(rare, lambda part: len(part.handles), lambda part: len(part.texts))
    content = [text.content for text in texts]
    at = _places([text.at for text in texts])
    along = _places([text.along for text in texts])
    height = np.array([text.height for text in texts], np.float64)
    layer = np.array([text.style.layer for text in texts], np.int32)
    visible = np.array([text.style.visible for text in texts], np.bool_)
    if taken is not None:
        hung, tables = taken.tables.hung, taken.tables
        owner = np.concatenate((owner, taken.owner[hung.entity]))
        handle = np.concatenate((handle, hung.entity + taken.first_handle))
        content += hung.content
        at = np.concatenate((at, hung.at))
        along = np.concatenate((along, hung.along))
        height = np.concatenate((height, hung.height))
        layer = np.concatenate((layer, tables.layer[hung.entity]))
        visible = np.concatenate((visible, tables.visible[hung.entity]))
    order, ranges = _range(owner, rare.definitions)
    return TextTable(
        ranges,
        objects(content)[order],
        np.array(list(map(len, content)), np.int64)[order],
        at[order],
        height[order],
        along[order],
        layer[order],
        visible[order],
        handle[order],
    )


def _dimensions(rare: Rare, taken: LaneRows | None) -> DimensionTable:
    parts = rare.parts
    found = [dimension for part in parts for dimension in part.dimensions]
    owner = rare.owners(lambda part: len(part.dimensions))
    handle = _handle_numbers(rare, lambda part: len(part.handles) + len(part.texts), lambda part: len(part.dimensions))
    text = [dimension.text for dimension in found]
    size = np.array([dimension.measured for dimension in found], np.float64)
    angular = np.array([dimension.angular for dimension in found], np.bool_)
    at = _places([dimension.at for dimension in found])
    start, end = _places(list(map(_start, found))), _places(list(map(_end, found)))
    layer = np.array([dimension.style.layer for dimension in found], np.int32)
    if taken is not None:
        measured = taken.tables.measured
        owner = np.concatenate((owner, taken.owner[measured.entity]))
        handle = np.concatenate((handle, measured.entity + taken.first_handle))
        text += measured.text
        size = np.concatenate((size, measured.measured))
        angular = np.concatenate((angular, np.zeros(len(measured.text), np.bool_)))
        at = np.concatenate((at, measured.at))
        start = np.concatenate((start, measured.start))
        end = np.concatenate((end, measured.end))
        layer = np.concatenate((layer, taken.tables.layer[measured.entity]))
    order, ranges = _range(owner, rare.definitions)
    return DimensionTable(
        ranges,
        objects(text)[order],
        size[order],
        angular[order],
        at[order],
        start[order],
        end[order],
        layer[order],
        handle[order],
    )


_NOWHERE = (math.nan, math.nan, math.nan)


def _start(dimension: PartDimension) -> tuple[float, float, float]:
    return _NOWHERE if dimension.start is None else dimension.start


def _end(dimension: PartDimension) -> tuple[float, float, float]:
    return _NOWHERE if dimension.end is None else dimension.end


def _placings(rare: Rare, taken: LaneRows | None) -> PlacingTable:
    parts = rare.parts
    placings: list[Placing] = [placing for part in parts for placing in part.placings]
    numbers = _handle_numbers(
        rare, lambda part: len(part.handles) + len(part.texts) + len(part.dimensions), lambda part: len(part.placings)
    )
    copies = [len(placing.matrices) for placing in placings]
    each = _owners(copies)
    owner = rare.owners(lambda part: len(part.placings))[each]
    matrices = np.concatenate([placing.matrices for placing in placings] or [np.empty((0, 4, 4))])
    turn, shift = matrices[:, :3, :3], matrices[:, 3, :3]
    target = np.array([rare.by_name.get(placing.name.lower(), -1) for placing in placings], np.int64)[each]
    names: dict[str, int] = {}
    called = np.array([names.setdefault(placing.name, len(names)) for placing in placings], np.int64)[each]
    attributes = objects([placing.attributes for placing in placings])[each]
    reference = np.array([placing.reference for placing in placings], np.bool_)[each]
    layer = np.array([placing.style.layer for placing in placings], np.int32)[each]
    colour = np.array([placing.style.colour for placing in placings], np.int64)[each]
    visible = np.array([placing.style.visible for placing in placings], np.bool_)[each]
    handle = numbers[each]
    if taken is not None:
        placed, tables = taken.tables.placed, taken.tables
        entity = placed.entity
        targets = np.array([taken.by_name.get(called.lower(), -1) for called in placed.name], np.int64)
        owner = np.concatenate((owner, taken.owner[entity]))
        turn, shift = np.concatenate((turn, placed.turn)), np.concatenate((shift, placed.shift))
        target = np.concatenate((target, targets[placed.named] if len(targets) else np.empty(0, np.int64)))
        numbers_of = np.array([names.setdefault(name, len(names)) for name in placed.name], np.int64)
        called = np.concatenate((called, numbers_of[placed.named]))
        attributes = np.concatenate(
            (attributes, objects([tables.attributes.get(row, _NOTHING) for row in entity.tolist()]))
        )
        reference = np.concatenate((reference, placed.reference))
        layer = np.concatenate((layer, tables.layer[entity]))
        colour = np.concatenate((colour, tables.colour[entity]))
        visible = np.concatenate((visible, tables.visible[entity]))
        handle = np.concatenate((handle, entity + taken.first_handle))
    order, ranges = _range(owner, rare.definitions)
    called = called[order]
    return PlacingTable(
        ranges, target[order], objects(list(names))[called], called, turn[order], shift[order], layer[order], colour[order], visible[order],
        handle[order], attributes[order], reference[order],
    )  # fmt: skip


def _handle_numbers(rare: Rare, before: Callable[[Sealed], int], count: Callable[[Sealed], int]) -> Rows:
    """The numbers of the handles of one sort of rows, part after part."""
    rows = [np.arange(count(part)) + first + before(part) for part, first in zip(rare.parts, rare.first, strict=False)]
    return np.concatenate(rows)


def _places(points: list[tuple[float, float, float]]) -> Floats:
    return np.array(points, np.float64).reshape(-1, 3)
