"""Hold what one block definition (or one layout) draws, once, in its own coordinates.

Vocabulary
----------
part      strokes, texts, dimensions and places of one block, before any placing
place     an inserted block inside a part, with its matrices (several for an array)
by layer  a colour taken from the layer; *by block* from the reference that places the part
layer 0   inside a block it means the layer of the reference

Matrices are 4 × 4 for row vectors: ``placed = point @ matrix[:3, :3] + matrix[3, :3]``.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.model import Kind
from checkers.drawing.omissions import Omissions
from checkers.drawing.space import HOLE, KIND_NUMBER, LINE, POINT, RING

BY_LAYER = -1
BY_BLOCK = -2
FARTHEST_UNITS = 1e12
"""drawing units; 1e8 m in millimetres are a tenth of it"""
OF_REFERENCE = -1
"""layer number of things on layer 0"""

Place3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """What strokes and texts of one entity have in common."""

    layer: int
    """index into the file's layers, or OF_REFERENCE"""
    colour: int
    """0xRRGGBB, BY_LAYER or BY_BLOCK"""
    visible: bool
    handle: str


@dataclass(frozen=True, slots=True)
class PartText:
    """A text inside a part."""

    content: str
    at: Place3
    height: float
    along: Place3
    """unit vector of its base line"""
    style: Style


@dataclass(frozen=True, slots=True)
class PartDimension:
    """A dimension inside a part, in the part's units."""

    measured: float
    text: str
    angular: bool
    at: Place3
    start: Place3 | None
    end: Place3 | None
    style: Style


@dataclass(frozen=True, slots=True)
class Placing:
    """A block placed inside a part."""

    name: str
    matrices: NDArray[np.float64]
    """(k, 4, 4), one for each element of an array"""
    style: Style
    attributes: Mapping[str, str]
    reference: bool = True
    """False for the anonymous block that draws a dimension or a table"""


@dataclass(slots=True)
class Part:
    """The drawing of one block in rows; filled through ``add`` and then sealed into arrays."""

    coordinates: array[float] = field(default_factory=lambda: array("d"))
    sizes: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    texts: list[PartText] = field(default_factory=list)
    dimensions: list[PartDimension] = field(default_factory=list)
    placings: list[Placing] = field(default_factory=list)
    omissions: Omissions = field(default_factory=Omissions)

    def add(self, shape: int, kind: Kind, points: NDArray[np.float64], style: Style) -> None:
        """One stroke; points of shape (n, 2) or (n, 3)."""
        if points.shape[1] == 2:  # noqa: PLR2004 (flat points get elevation 0)
            points = np.column_stack((points, np.zeros(len(points))))
        self.coordinates.frombytes(np.ascontiguousarray(points, dtype=np.float64).tobytes())
        self._row(shape, kind, len(points), style)

    def left(self) -> tuple[int, int, int, int, int]:
        """How many rows, texts, dimensions, placings and omissions were added so far."""
        return (
            len(self.sizes),
            len(self.texts),
            len(self.dimensions),
            len(self.placings),
            self.omissions.total,
        )

    def unsound(self) -> NDArray[np.int64]:
        """Rows with a coordinate that is no number or beyond all building, in order."""
        points = np.frombuffer(self.coordinates, dtype=np.float64).reshape(-1, 3)
        with np.errstate(invalid="ignore"):
            far = ~(np.abs(points) < FARTHEST_UNITS).all(axis=1)
        if not far.any():
            return np.empty(0, dtype=np.int64)
        return np.unique(np.repeat(np.arange(len(self.sizes)), self.sizes)[far])

    def without(self, dropped: NDArray[np.bool_]) -> None:
        """Take out the rows of this mask."""
        points = np.frombuffer(self.coordinates, dtype=np.float64).reshape(-1, 3)
        kept = points[~np.repeat(dropped, self.sizes)]
        self.coordinates = array("d", kept.ravel().tolist())
        for rows in (self.sizes, self.shapes, self.kinds):
            rows[:] = [row for row, gone in zip(rows, dropped, strict=True) if not gone]
        self.styles = [style for style, gone in zip(self.styles, dropped, strict=True) if not gone]

    def line(self, start: Place3, end: Place3, style: Style) -> None:
        """A straight line, the commonest stroke of all."""
        self.coordinates.extend((*start, *end))
        self._row(LINE, Kind.LINE, 2, style)

    def point(self, at: Place3, style: Style) -> None:
        """A single point."""
        self.coordinates.extend(at)
        self._row(POINT, Kind.POINT, 1, style)

    def path(self, kind: Kind, points: NDArray[np.float64], style: Style, *, closed: bool) -> None:
        """An open line, or an outline when it is closed (its last point repeats its first)."""
        self.add(RING if closed and len(points) >= 4 else LINE, kind, points, style)  # noqa: PLR2004 (a ring's least)

    def hole(self, kind: Kind, points: NDArray[np.float64], style: Style) -> None:
        """A hole in the outline added last."""
        self.add(HOLE, kind, points, style)

    def _row(self, shape: int, kind: Kind, size: int, style: Style) -> None:
        self.sizes.append(size)
        self.shapes.append(shape)
        self.kinds.append(KIND_NUMBER[kind])
        self.styles.append(style)

    def sealed(self) -> Sealed:
        """The same rows as arrays, ready for placing."""
        return Sealed(
            points=np.frombuffer(self.coordinates, dtype=np.float64).reshape(-1, 3),
            sizes=np.array(self.sizes, dtype=np.int64),
            shape=np.array(self.shapes, dtype=np.uint8),
            kind=np.array(self.kinds, dtype=np.uint8),
            layer=np.array([style.layer for style in self.styles], dtype=np.int32),
            colour=np.array([style.colour for style in self.styles], dtype=np.int64),
            visible=np.array([style.visible for style in self.styles], dtype=np.bool_),
            handles=[style.handle for style in self.styles],
            texts=self.texts,
            dimensions=self.dimensions,
            placings=self.placings,
            omissions=self.omissions,
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A part as arrays; rows of equal number, ``points`` of all rows one after another."""

    points: NDArray[np.float64]
    sizes: NDArray[np.int64]
    shape: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    layer: NDArray[np.int32]
    colour: NDArray[np.int64]
    visible: NDArray[np.bool_]
    handles: list[str]
    texts: list[PartText]
    dimensions: list[PartDimension]
    placings: list[Placing]
    omissions: Omissions

    def is_empty(self) -> bool:
        """Whether the part draws, says and places nothing at all."""
        return not (len(self.sizes) or self.texts or self.dimensions or self.placings)
