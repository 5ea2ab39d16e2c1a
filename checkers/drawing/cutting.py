"""Cut what a space holds into sheets, and move it between paper and model.

Vocabulary
----------
choice    row numbers of entities, texts, blocks and dimensions that belong to one sheet
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import table as tables
from checkers.drawing.model import BlockReference, Bounds, Dimension, Entities, Layer, Text
from checkers.drawing.space import Found
from checkers.drawing.table import Table, Thing, column, places_of, table
from checkers.drawing.viewports import Affine, moved


@dataclass(frozen=True, slots=True)
class Cut:
    """What one sheet holds, with its own short list of layers."""

    layers: tuple[Layer, ...]
    entities: Entities
    texts: Table[Text]
    blocks: Table[BlockReference]
    dimensions: Table[Dimension]


def whole(found: Found) -> Cut:
    """Everything a space holds."""
    return _cut(
        found.layers,
        found.entities,
        table(Text, found.texts),
        table(BlockReference, found.blocks),
        table(Dimension, found.dimensions),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Where everything of a space is, in columns, so that cutting it many times stays cheap."""

    entities: NDArray[np.float64]
    """(n, 2) middles; so are the others"""
    texts: NDArray[np.float64]
    texts_shown: NDArray[np.bool_]
    blocks: NDArray[np.float64]
    dimensions: NDArray[np.float64]
    across: NDArray[np.intp]
    """row numbers of the entities from the left"""

    @classmethod
    def of(cls, found: Found) -> Held:
        """The places of a space's contents."""
        middles = (found.bounds[:, :2] + found.bounds[:, 2:]) / 2
        return cls(
            entities=middles,
            texts=places_of(found.texts),
            texts_shown=column(found.texts, "visible"),
            blocks=middles_of(found.blocks),
            dimensions=places_of(found.dimensions),
            across=np.argsort(middles[:, 0], kind="stable"),
        )

    def rows(self, bounds: Bounds) -> NDArray[np.intp]:
        """The entities whose middle lies inside the bounds, in their order."""
        first = np.searchsorted(self.entities[:, 0], bounds[0], side="left", sorter=self.across)
        last = np.searchsorted(self.entities[:, 0], bounds[2], side="right", sorter=self.across)
        near = self.across[first:last]
        level = self.entities[near, 1]
        return np.sort(near[(level >= bounds[1]) & (level <= bounds[3])])


def within(found: Found, bounds: Bounds, held: Held | None = None) -> Cut:
    """What has its middle inside the bounds; ``held`` spares finding the places again."""
    held = held or Held.of(found)
    return _chosen(
        found,
        rows_of(found.entities, held.rows(bounds)),
        lie_within(held.texts, bounds),
        lie_within(held.blocks, bounds),
        lie_within(held.dimensions, bounds),
    )


def joined(parts: Sequence[Cut]) -> Cut:
    """Several cuts as one; layers of one name become one."""
    names: dict[tuple[str, bool], int] = {}
    layers: list[Layer] = []
    maps: list[NDArray[np.int32]] = []
    for part in parts:
        numbers = np.empty(len(part.layers), dtype=np.int32)
        for index, layer in enumerate(part.layers):
            key = (layer.name.lower(), layer.visible)
            if key not in names:
                names[key] = len(layers)
                layers.append(layer)
            numbers[index] = names[key]
        maps.append(numbers)
    pieces = [
        replace(part.entities, layer=numbers[part.entities.layer]) for part, numbers in zip(parts, maps, strict=True)
    ]
    return Cut(
        layers=tuple(layers),
        entities=stacked(pieces),
        texts=tables.stacked(Text, [_on(part.texts, numbers) for part, numbers in zip(parts, maps, strict=True)]),
        blocks=tables.stacked(
            BlockReference, [_on(part.blocks, numbers) for part, numbers in zip(parts, maps, strict=True)]
        ),
        dimensions=tables.stacked(
            Dimension, [_on(part.dimensions, numbers) for part, numbers in zip(parts, maps, strict=True)]
        ),
    )


def through(found: Found, window: shapely.Polygon, frozen: frozenset[str], affine: Affine) -> Cut:
    """What a viewport's window touches, its frozen layers hidden, moved by the affine (a turn and a shift, or a scale)."""
    entities = rows_of(found.entities, touched(found, window))
    hidden = np.array([layer.name.lower() in frozen for layer in found.layers] or [False])
    if hidden.any() and len(entities):
        entities = replace(entities, visible=entities.visible & ~hidden[entities.layer])
    held = Held.of(found)
    seen = [shapely.contains_xy(window, each[:, 0], each[:, 1]) for each in (held.texts, held.blocks, held.dimensions)]
    dimensions = table(Dimension, found.dimensions).taken(seen[2])
    cut = _cut(
        found.layers,
        entities,
        _veiled(table(Text, found.texts).taken(seen[0]), hidden),
        _veiled(table(BlockReference, found.blocks).taken(seen[1]), hidden),
        dimensions.taken(~hidden[dimensions.columns["layer"]]),
    )
    return shifted(cut, affine)


def touched(found: Found, window: shapely.Polygon) -> NDArray[np.intp]:
    """Row numbers of the entities whose bounds meet a window."""
    shapely.prepare(window)
    low_x, low_y, high_x, high_y = window.bounds
    bounds = found.bounds
    near = (bounds[:, 0] <= high_x) & (bounds[:, 2] >= low_x) & (bounds[:, 1] <= high_y) & (bounds[:, 3] >= low_y)
    rows = np.flatnonzero(near)
    return rows[shapely.intersects(window, shapely.box(*bounds[rows].T))]


def is_seen(found: Found, window: shapely.Polygon) -> bool:
    """Whether a window shows anything of a space at all."""
    low_x, low_y, high_x, high_y = window.bounds
    bounds = found.bounds[found.entities.visible]
    near = (bounds[:, 0] <= high_x) & (bounds[:, 2] >= low_x) & (bounds[:, 1] <= high_y) & (bounds[:, 3] >= low_y)
    if near.any():
        return True
    texts = places_of(found.texts)
    return bool(shapely.contains_xy(window, texts[:, 0], texts[:, 1]).any())


def shifted(cut: Cut, affine: Affine) -> Cut:
    """The cut moved by an affine that turns, shifts and enlarges evenly."""
    if affine == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
        return cut
    size = math.hypot(affine[0], affine[2])
    turn = math.degrees(math.atan2(affine[2], affine[0]))
    entities = cut.entities
    if len(entities):
        geometry = shapely.transform(entities.geometry, lambda points: moved(points, affine))
        entities = replace(entities, geometry=geometry)
    measured = cut.dimensions.columns["measured"]
    return Cut(
        cut.layers,
        entities,
        _turned(_placed(cut.texts, affine), turn).put(height=cut.texts.columns["height"] * size),
        _turned(_placed(cut.blocks, affine), turn).put(
            bounds=_boxes(cut.blocks.columns["bounds"], affine),
            scale_x=cut.blocks.columns["scale_x"] * size,
            scale_y=cut.blocks.columns["scale_y"] * size,
        ),
        _placed(cut.dimensions, affine).put(
            measured=np.where(cut.dimensions.columns["angular"], measured, measured * size),
            start=moved(cut.dimensions.columns["start"], affine),
            end=moved(cut.dimensions.columns["end"], affine),
        ),
    )


def _placed(things: Table[Thing], affine: Affine) -> Table[Thing]:
    places = moved(places_of(things), affine)
    return things.put(x=places[:, 0], y=places[:, 1])


def _turned(things: Table[Thing], degrees: float) -> Table[Thing]:
    return things.put(rotation=(things.columns["rotation"] + degrees) % 360.0)


def _boxes(bounds: NDArray[np.float64], affine: Affine) -> NDArray[np.float64]:
    """The upright boxes (n, 4) around boxes that an affine has moved."""
    corners = np.stack([moved(bounds[:, [x, y]], affine) for x in (0, 2) for y in (1, 3)])
    return np.column_stack((corners.min(axis=0), corners.max(axis=0)))


def chosen(
    cut: Cut,
    entities: NDArray[np.bool_],
    texts: NDArray[np.bool_],
    blocks: NDArray[np.bool_],
    dimensions: NDArray[np.bool_],
) -> Cut:
    """Some of a cut, by a mask over each of its columns."""
    return _cut(
        cut.layers,
        rows_of(cut.entities, np.flatnonzero(entities)),
        cut.texts.taken(texts),
        cut.blocks.taken(blocks),
        cut.dimensions.taken(dimensions),
    )


def middles_within(found: Found, bounds: Bounds) -> NDArray[np.bool_]:
    """A mask over the entities: those whose middle lies inside the bounds."""
    return lie_within((found.bounds[:, :2] + found.bounds[:, 2:]) / 2, bounds)


def lie_within(places: NDArray[np.float64], bounds: Bounds) -> NDArray[np.bool_]:
    """A mask over places (n, 2): those inside the bounds."""
    x, y = places[:, 0], places[:, 1]
    return np.asarray((x >= bounds[0]) & (x <= bounds[2]) & (y >= bounds[1]) & (y <= bounds[3]))


def rows_of(entities: Entities, rows: NDArray[np.intp]) -> Entities:
    """Some rows of the columns."""
    return Entities(
        geometry=entities.geometry[rows],
        kind=entities.kind[rows],
        layer=entities.layer[rows],
        colour=entities.colour[rows],
        handle=entities.handle[rows],
        block=entities.block[rows],
        visible=entities.visible[rows],
    )


def stacked(pieces: Sequence[Entities]) -> Entities:
    """Columns of several one after another."""
    if not pieces:
        return Entities.none()
    return Entities(
        geometry=np.concatenate([piece.geometry for piece in pieces]),
        kind=np.concatenate([piece.kind for piece in pieces]),
        layer=np.concatenate([piece.layer for piece in pieces]),
        colour=np.concatenate([piece.colour for piece in pieces]),
        handle=np.concatenate([piece.handle for piece in pieces]),
        block=np.concatenate([piece.block for piece in pieces]),
        visible=np.concatenate([piece.visible for piece in pieces]),
    )


def _cut(
    layers: tuple[Layer, ...],
    entities: Entities,
    texts: Table[Text],
    blocks: Table[BlockReference],
    dimensions: Table[Dimension],
) -> Cut:
    on = [entities.layer, *(things.columns["layer"] for things in (texts, blocks, dimensions))]
    used = np.zeros(max(len(layers), 1), np.bool_)
    for each in on:
        used[each] = True
    kept = np.flatnonzero(used[: len(layers)])
    if len(kept) == len(layers):
        return Cut(layers, entities, texts, blocks, dimensions)
    numbers = np.zeros(max(len(layers), 1), dtype=np.int32)
    numbers[kept] = np.arange(len(kept))
    return Cut(
        layers=tuple(layers[number] for number in kept.tolist()),
        entities=replace(entities, layer=numbers[entities.layer]),
        texts=_on(texts, numbers),
        blocks=_on(blocks, numbers),
        dimensions=_on(dimensions, numbers),
    )


def _on(things: Table[Thing], numbers: NDArray[np.int32]) -> Table[Thing]:
    """Things on the layers of these numbers."""
    return things.put(layer=numbers[things.columns["layer"]])


def _veiled(hung: Table[Thing], hidden: NDArray[np.bool_]) -> Table[Thing]:
    return hung.put(visible=hung.columns["visible"] & ~hidden[hung.columns["layer"]])


def _chosen(
    found: Found,
    entities: Entities,
    texts: NDArray[np.bool_],
    blocks: NDArray[np.bool_],
    dimensions: NDArray[np.bool_],
) -> Cut:
    return _cut(
        found.layers,
        entities,
        table(Text, found.texts).taken(texts),
        table(BlockReference, found.blocks).taken(blocks),
        table(Dimension, found.dimensions).taken(dimensions),
    )


def middles_of(blocks: Sequence[BlockReference]) -> NDArray[np.float64]:
    """(n, 2): middles of what blocks draw, or where they stand if they draw nothing."""
    bounds = column(blocks, "bounds")
    return np.where(np.isfinite(bounds[:, :1]), (bounds[:, :2] + bounds[:, 2:]) / 2, places_of(blocks))
