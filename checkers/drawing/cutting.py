"""Cut what a space holds into sheets, and move it between paper and model.

Vocabulary
----------
choice    row numbers of entities, texts, blocks and dimensions that belong to one sheet
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


def within(found: Found, bounds: Bounds) -> Cut:
    """What has its middle inside the bounds."""
    rows = np.flatnonzero(middles_within(found, bounds))
    return _cut(
        found.layers,
        rows_of(found.entities, rows),
        [text for text in found.texts if _holds(bounds, text.x, text.y)],
        [block for block in found.blocks if _holds(bounds, *_middle(block))],
        [dimension for dimension in found.dimensions if _holds(bounds, dimension.x, dimension.y)],
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
        texts=tuple(_on(text, numbers) for part, numbers in zip(parts, maps, strict=True) for text in part.texts),
        blocks=tuple(_on(block, numbers) for part, numbers in zip(parts, maps, strict=True) for block in part.blocks),
        dimensions=tuple(
            _on(size, numbers) for part, numbers in zip(parts, maps, strict=True) for size in part.dimensions
        ),
    )


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
    cut = _cut(
        found.layers,
        entities,
        [_veiled(text, hidden) for text in found.texts if shapely.contains_xy(window, text.x, text.y)],
        [_veiled(block, hidden) for block in found.blocks if shapely.contains_xy(window, *_middle(block))],
        [size for size in found.dimensions if shapely.contains_xy(window, size.x, size.y) and not hidden[size.layer]],
    )
    return shifted(cut, affine)


def is_seen(found: Found, window: shapely.Polygon) -> bool:
    """Whether a window shows anything of a space at all."""
    low_x, low_y, high_x, high_y = window.bounds
    bounds = found.bounds[found.entities.visible]
    near = (bounds[:, 0] <= high_x) & (bounds[:, 2] >= low_x) & (bounds[:, 1] <= high_y) & (bounds[:, 3] >= low_y)
    return bool(near.any()) or any(shapely.contains_xy(window, text.x, text.y) for text in found.texts)


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
    middle = (found.bounds[:, :2] + found.bounds[:, 2:]) / 2
    return np.asarray(((middle >= bounds[:2]) & (middle <= bounds[2:])).all(axis=1))


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
    used = set(np.unique(entities.layer).tolist())
    used.update(text.layer for text in texts)
    used.update(block.layer for block in blocks)
    used.update(dimension.layer for dimension in dimensions)
    kept = sorted(used)
    numbers = np.zeros(max(len(layers), 1), dtype=np.int32)
    numbers[kept] = np.arange(len(kept))
    return Cut(
        layers=tuple(layers[number] for number in kept),
        entities=replace(entities, layer=numbers[entities.layer]),
        texts=tuple(_on(text, numbers) for text in texts),
        blocks=tuple(_on(block, numbers) for block in blocks),
        dimensions=tuple(_on(dimension, numbers) for dimension in dimensions),
    )


def _on(hung: Hung, numbers: NDArray[np.int32]) -> Hung:
    number = int(numbers[hung.layer])
    return hung if number == hung.layer else replace(hung, layer=number)


def _veiled(hung: Shown, hidden: NDArray[np.bool_]) -> Shown:
    return replace(hung, visible=False) if hidden[hung.layer] else hung


def _holds(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _middle(block: BlockReference) -> tuple[float, float]:
    if block.bounds is None:
        return block.x, block.y
    return (block.bounds[0] + block.bounds[2]) / 2, (block.bounds[1] + block.bounds[3]) / 2
