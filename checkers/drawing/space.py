"""Gather what one space of a file draws, in rows that become columns all at once.

Vocabulary
----------
space     the model space, one layout, or one PDF page
stroke    one row: a point, an open line, or an outline with its holes
part      the strokes of one block definition, in the block's own coordinates
found     what a whole space holds after exploding: columns, texts, block references, dimensions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import BlockReference, Dimension, Entities, Kind, Layer, Text
from checkers.drawing.omissions import Omissions
from checkers.drawing.table import column, table

POINT, LINE, RING, HOLE = 0, 1, 2, 3
"""shapes of strokes; a HOLE belongs to the RING before it"""

KINDS = tuple(Kind)
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_LEAST_RING = 4
FARTHEST = 1e8
"""metres; a coordinate beyond it is damage, not a building"""


@dataclass(slots=True)
class Strokes:
    """Rows in the making: points of all strokes one after another, with a row of properties for each."""

    points: list[NDArray[np.float64]] = field(default_factory=list)
    """pieces of shape (n, 2)"""
    sizes: list[NDArray[np.int64]] = field(default_factory=list)
    shape: list[NDArray[np.uint8]] = field(default_factory=list)
    kind: list[NDArray[np.uint8]] = field(default_factory=list)
    layer: list[NDArray[np.int32]] = field(default_factory=list)
    colour: list[NDArray[np.int64]] = field(default_factory=list)
    visible: list[NDArray[np.bool_]] = field(default_factory=list)
    handle: list[NDArray[np.int64]] = field(default_factory=list)
    """numbers of handles and of block paths, in the lists that ``rows`` is given"""
    block: list[NDArray[np.int64]] = field(default_factory=list)
    order: list[NDArray[np.int64]] = field(default_factory=list)
    """place in the file of what each stroke comes from"""
    count: int = 0

    def rows(self, handles: NDArray[np.object_], paths: NDArray[np.object_]) -> tuple[Entities, NDArray[np.int64]]:
        """The columns, and for each gathered stroke the row it became (−1: it had no place)."""
        if not self.count:
            return Entities.none(), np.empty(0, dtype=np.int64)
        # piece by piece, as they were gathered: all points together would be copied for it
        geometry = np.concatenate(
            [
                geometries(points, sizes, shape, self._sound(points, sizes))
                for points, sizes, shape in zip(self.points, self.sizes, self.shape, strict=True)
            ]
        )
        kept = np.flatnonzero(~shapely.is_missing(geometry))
        order = np.concatenate(self.order)[kept]
        if (np.diff(order) < 0).any():
            kept = kept[np.argsort(order, kind="stable")]
        became = np.full(self.count, -1, dtype=np.int64)
        became[kept] = np.arange(len(kept))
        names = np.array([kind.value for kind in KINDS])
        entities = Entities(
            geometry=geometry[kept],
            kind=names[np.concatenate(self.kind)[kept]],
            layer=np.concatenate(self.layer)[kept].astype(np.int32),
            colour=np.concatenate(self.colour)[kept].astype(np.uint32),
            handle=handles[np.concatenate(self.handle)[kept]],
            block=paths[np.concatenate(self.block)[kept]],
            visible=np.concatenate(self.visible)[kept],
        )
        return entities, became

    def unsound(self, became: NDArray[np.int64]) -> tuple[int, NDArray[np.float64]]:
        """How many strokes were lost for lack of a finite place, and a sound point (n, 2) of those that have one."""
        if not self.count:
            return 0, np.empty((0, 2))
        lost = (became < 0) & (np.concatenate(self.shape) != HOLE)
        if not lost.any():
            return 0, np.empty((0, 2))
        points = np.concatenate(self.points)
        owner = np.repeat(np.arange(self.count), np.concatenate(self.sizes))
        sound = ~self._far(points) & lost[owner]
        _, first = np.unique(owner[sound], return_index=True)
        return int(lost.sum()), points[sound][first]

    @classmethod
    def _sound(cls, points: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which strokes have points, and all of them at a place a building can stand at."""
        sound = sizes > 0
        far = cls._far(points)
        if far.any():
            sound[np.repeat(np.arange(len(sizes)), sizes)[far]] = False
        return sound

    @staticmethod
    def _far(points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points are no numbers, or farther off than a building can stand."""
        with np.errstate(invalid="ignore"):
            near = (np.abs(points[:, 0]) <= FARTHEST) & (np.abs(points[:, 1]) <= FARTHEST)
        return np.asarray(~near, np.bool_)


def geometries(
    points: NDArray[np.float64],
    sizes: NDArray[np.int64],
    shape: NDArray[np.uint8],
    sound: NDArray[np.bool_] | None = None,
) -> NDArray[np.object_]:
    """A geometry for each stroke; None for holes (they are in their outline) and for strokes that are not sound.

    ``points`` (n, 2) of all strokes one after another, ``sizes`` how many belong to each.
    """
    geometry = np.full(len(sizes), None, dtype=object)
    if not len(sizes):
        return geometry
    if sound is None:
        sound = np.ones(len(sizes), dtype=np.bool_)
    shape = shape.copy()
    thin = (shape >= RING) & (sizes < _LEAST_RING)
    shape[thin & (shape == RING)] = LINE
    sound = sound & ~(thin & (shape == HOLE))
    single = (shape == LINE) & (sizes == 1)
    shape[single] = POINT

    dots = (shape == POINT) & sound
    if dots.any():
        geometry[dots] = shapely.points(points[(np.cumsum(sizes) - sizes)[dots]])
    lines = (shape == LINE) & sound
    if lines.any():
        geometry[lines] = shapely.linestrings(points[np.repeat(lines, sizes)], indices=_owners(sizes[lines]))
    outlines = (shape >= RING) & sound
    if outlines.any():
        taken, owners = points[np.repeat(outlines, sizes)], _owners(sizes[outlines])
        rings: NDArray[np.object_] = np.asarray(shapely.linearrings(taken, indices=owners))
        shells = shape[outlines] == RING
        belongs = np.cumsum(shells) - 1
        whole = belongs >= 0
        geometry[outlines & (shape == RING)] = shapely.polygons(rings[whole], indices=belongs[whole])
    return geometry


def _owners(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """For rows of these lengths one after another, the row each point belongs to."""
    return np.repeat(np.arange(len(sizes)), sizes)


@dataclass(slots=True)
class Found:
    """What one space holds, in metres, before it is cut into sheets."""

    layers: tuple[Layer, ...]
    entities: Entities
    texts: Sequence[Text]
    blocks: Sequence[BlockReference]
    dimensions: Sequence[Dimension]
    omissions: Omissions
    bounds: NDArray[np.float64] = field(init=False)
    """(n, 4): bounds of each entity"""
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = table(Text, self.texts)
        self.blocks = table(BlockReference, self.blocks)
        self.dimensions = table(Dimension, self.dimensions)
        self.bounds = shapely.bounds(self.entities.geometry).reshape(-1, 4)

    def extent(self) -> tuple[float, float, float, float] | None:
        """Bounds of everything visible; None when nothing is."""
        left, low, right, high = self.boxes()
        sound = np.isfinite(left + low)
        if not sound.any():
            return None
        if not sound.all():
            left, low, right, high = left[sound], low[sound], right[sound], high[sound]
        return float(left.min()), float(low.min()), float(right.max()), float(high.max())

    def boxes(self) -> tuple[NDArray[np.float64], ...]:
        """Least x, least y, most x and most y of everything visible; column by column, which is the fastest."""
        shown = self.entities.visible
        texts = np.flatnonzero(column(self.texts, "visible"))
        places = [column(self.texts, name)[texts] for name in ("x", "y")]
        return tuple(np.concatenate((self.bounds[shown, edge], places[edge % 2])) for edge in range(4))
