"""Cut what a space holds into sheets, and move it between paper and model.

Vocabulary
----------
choice    row numbers of entities, texts, blocks and dimensions that belong to one sheet
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from operator import attrgetter
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import BlockReference, Bounds, Dimension, Entities, Layer, Text
from checkers.drawing.space import Found
from checkers.drawing.viewports import Affine, moved

Hung = TypeVar("Hung", Text, BlockReference, Dimension)
Shown = TypeVar("Shown", Text, BlockReference)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one sheet holds, with its own short list of layers."""

    layers: tuple[Layer, ...]
    entities: Entities
    texts: tuple[Text, ...]
    blocks: tuple[BlockReference, ...]
    dimensions: tuple[Dimension, ...]


def whole(found: Found) -> Cut:
    """Everything a space holds."""
    return _cut(found.layers, found.entities, found.texts, found.blocks, found.dimensions)


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
            texts_shown=np.array([text.visible for text in found.texts], dtype=np.bool_),
            blocks=_places(_middle(block) for block in found.blocks),
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
        texts=_chained(_on(part.texts, numbers) for part, numbers in zip(parts, maps, strict=True)),
        blocks=_chained(_on(part.blocks, numbers) for part, numbers in zip(parts, maps, strict=True)),
        dimensions=_chained(_on(part.dimensions, numbers) for part, numbers in zip(parts, maps, strict=True)),
    )


def _chained(parts: Iterable[tuple[Hung, ...]]) -> tuple[Hung, ...]:
    return tuple(chain.from_iterable(parts))


def through(found: Found, window: shapely.Polygon, frozen: frozenset[str], affine: Affine) -> Cut:
    """What a viewport's window touches, its frozen layers hidden, moved by the affine (a turn and a shift, or a scale)."""
    shapely.prepare(window)
    low_x, low_y, high_x, high_y = window.bounds
    bounds = found.bounds
    near = (bounds[:, 0] <= high_x) & (bounds[:, 2] >= low_x) & (bounds[:, 1] <= high_y) & (bounds[:, 3] >= low_y)
    rows = np.flatnonzero(near)
    rows = rows[shapely.intersects(window, shapely.box(*bounds[rows].T))]
    entities = rows_of(found.entities, rows)
    hidden = np.array([layer.name.lower() in frozen for layer in found.layers] or [False])
    if hidden.any() and len(entities):
        entities = replace(entities, visible=entities.visible & ~hidden[entities.layer])
    held = Held.of(found)
    seen = [shapely.contains_xy(window, each[:, 0], each[:, 1]) for each in (held.texts, held.blocks, held.dimensions)]
    texts, blocks, dimensions = (np.flatnonzero(each) for each in seen)
    cut = _cut(
        found.layers,
        entities,
        [_veiled(found.texts[row], hidden) for row in texts],
        [_veiled(found.blocks[row], hidden) for row in blocks],
        [found.dimensions[row] for row in dimensions if not hidden[found.dimensions[row].layer]],
    )
    return shifted(cut, affine)


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

    def place(x: float, y: float) -> tuple[float, float]:
        a, b, d, e, right, up = affine
        return a * x + b * y + right, d * x + e * y + up

    def end(point: tuple[float, float] | None) -> tuple[float, float] | None:
        return None if point is None else place(*point)

    entities = cut.entities
    if len(entities):
        geometry = shapely.transform(entities.geometry, lambda points: moved(points, affine))
        entities = replace(entities, geometry=geometry)
    texts = []
    for text in cut.texts:
        x, y = place(text.x, text.y)
        texts.append(replace(text, x=x, y=y, height=text.height * size, rotation=(text.rotation + turn) % 360.0))
    blocks = []
    for block in cut.blocks:
        x, y = place(block.x, block.y)
        box = None
        if block.bounds is not None:
            corners = moved(np.array(shapely.box(*block.bounds).exterior.coords), affine)
            low, high = corners.min(axis=0), corners.max(axis=0)
            box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        rotation = (block.rotation + turn) % 360.0
        scale_x, scale_y = block.scale_x * size, block.scale_y * size
        blocks.append(replace(block, x=x, y=y, bounds=box, rotation=rotation, scale_x=scale_x, scale_y=scale_y))
    dimensions = []
    for dimension in cut.dimensions:
        x, y = place(dimension.x, dimension.y)
        measured = dimension.measured if dimension.angular else dimension.measured * size
        start, stop = end(dimension.start), end(dimension.end)
        dimensions.append(replace(dimension, x=x, y=y, measured=measured, start=start, end=stop))
    return Cut(cut.layers, entities, tuple(texts), tuple(blocks), tuple(dimensions))


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
    texts: Sequence[Text],
    blocks: Sequence[BlockReference],
    dimensions: Sequence[Dimension],
) -> Cut:
    used = set(np.flatnonzero(np.bincount(entities.layer)).tolist())
    used.update([text.layer for text in texts])
    used.update([block.layer for block in blocks])
    used.update([dimension.layer for dimension in dimensions])
    kept = sorted(used)
    if kept == list(range(len(layers))):
        return Cut(layers, entities, tuple(texts), tuple(blocks), tuple(dimensions))
    numbers = np.zeros(max(len(layers), 1), dtype=np.int32)
    numbers[kept] = np.arange(len(kept))
    return Cut(
        layers=tuple(layers[number] for number in kept),
        entities=replace(entities, layer=numbers[entities.layer]),
        texts=_on(texts, numbers),
        blocks=_on(blocks, numbers),
        dimensions=_on(dimensions, numbers),
    )


def _on(things: Sequence[Hung], numbers: NDArray[np.int32]) -> tuple[Hung, ...]:
    """Things on the layers of these numbers; made by the column, for there are hundreds of thousands."""
    if not things:
        return ()
    before = np.array([thing.layer for thing in things], np.int64)
    after = numbers[before]
    if (before == after).all():
        return tuple(things)
    kind = type(things[0])
    columns = [after.tolist() if each.name == "layer" else map(attrgetter(each.name), things) for each in fields(kind)]
    return tuple(map(kind, *columns))


def _veiled(hung: Shown, hidden: NDArray[np.bool_]) -> Shown:
    return replace(hung, visible=False) if hidden[hung.layer] else hung


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
        [found.texts[row] for row in np.flatnonzero(texts)],
        [found.blocks[row] for row in np.flatnonzero(blocks)],
        [found.dimensions[row] for row in np.flatnonzero(dimensions)],
    )


def places_of(things: Sequence[Hung]) -> NDArray[np.float64]:
    """(n, 2): where texts, blocks or dimensions stand."""
    across = np.array([thing.x for thing in things], dtype=np.float64)
    return np.column_stack((across, np.array([thing.y for thing in things], dtype=np.float64)))


def _places(points: Iterable[tuple[float, float]]) -> NDArray[np.float64]:
    return np.array(list(points), dtype=np.float64).reshape(-1, 2)


def _middle(block: BlockReference) -> tuple[float, float]:
    if block.bounds is None:
        return block.x, block.y
    return (block.bounds[0] + block.bounds[2]) / 2, (block.bounds[1] + block.bounds[3]) / 2
