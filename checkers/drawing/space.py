"""Gather what one space of a file draws, in rows that become columns all at once.

Vocabulary
----------
space     the model space, one layout, or one PDF page
stroke    one row: a point, an open line, or an outline with its holes
part      the strokes of one block definition, in the block's own coordinates
found     what a whole space holds after exploding: columns, texts, block references, dimensions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import BlockReference, Dimension, Entities, Kind, Layer, Text
from checkers.drawing.omissions import Omissions

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
        points = np.concatenate(self.points)
        sizes = np.concatenate(self.sizes)
        shape = np.concatenate(self.shape)
        owner = np.repeat(np.arange(self.count), sizes)
        sound = np.ones(self.count, dtype=np.bool_)
        sound[owner[self._far(points)]] = False
        sound &= sizes > 0
        geometry = geometries(points, sizes, shape, sound)
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
    owner = np.repeat(np.arange(len(sizes)), sizes)
    if sound is None:
        sound = np.ones(len(sizes), dtype=np.bool_)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    shape = shape.copy()
    thin = (shape >= RING) & (sizes < _LEAST_RING)
    shape[thin & (shape == RING)] = LINE
    sound = sound & ~(thin & (shape == HOLE))
    single = (shape == LINE) & (sizes == 1)
    shape[single] = POINT

    rows = np.flatnonzero((shape == POINT) & sound)
    if len(rows):
        geometry[rows] = shapely.points(points[first[rows]])
    rows = np.flatnonzero((shape == LINE) & sound)
    if len(rows):
        taken = np.isin(owner, rows) if len(rows) < len(sizes) else slice(None)
        geometry[rows] = shapely.linestrings(points[taken], indices=_renumbered(owner[taken]))
    rows = np.flatnonzero((shape >= RING) & sound)
    if len(rows):
        taken = np.isin(owner, rows) if len(rows) < len(sizes) else slice(None)
        rings: NDArray[np.object_] = np.asarray(shapely.linearrings(points[taken], indices=_renumbered(owner[taken])))
        shells = shape[rows] == RING
        belongs = np.maximum.accumulate(np.where(shells, np.arange(len(rows)), -1))
        whole = belongs >= 0
        polygons = shapely.polygons(rings[whole], indices=_renumbered(belongs[whole]))
        geometry[rows[shells]] = polygons
    return geometry


def _renumbered(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Owners as 0, 1, 2 … without gaps; they come sorted."""
    if not len(owner):
        return owner
    return np.concatenate(([0], np.cumsum(np.diff(owner) != 0)))


@dataclass(slots=True)
class Found:
    """What one space holds, in metres, before it is cut into sheets."""

    layers: tuple[Layer, ...]
    entities: Entities
    texts: list[Text]
    blocks: list[BlockReference]
    dimensions: list[Dimension]
    omissions: Omissions
    bounds: NDArray[np.float64] = field(init=False)
    """(n, 4): bounds of each entity"""
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bounds = shapely.bounds(self.entities.geometry).reshape(-1, 4)

    def extent(self) -> tuple[float, float, float, float] | None:
        """Bounds of everything visible; None when nothing is."""
        shown = self.bounds[self.entities.visible]
        places = np.array([(text.x, text.y) for text in self.texts if text.visible], np.float64).reshape(-1, 2)
        corners = [shown[:, :2], shown[:, 2:], places[np.isfinite(places).all(axis=1)]]
        every = np.vstack(corners)
        if not len(every):
            return None
        low, high = every.min(axis=0), every.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])
