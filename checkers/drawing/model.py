"""The drawing as reviewers see it: sheets of geometry and text in metres, whatever file they came from.

Vocabulary
----------
drawing set   all sheets of one case, out of any number of files
sheet         one framed drawing: a layout, a PDF page, or a frame found in model space
model metres  true size; x to the right, y up
paper millimetres   place on the plotted sheet, origin at its lower left corner, y up
handle        the file's own name of an entity, so that anyone can find it again
block path    names of the nested blocks an entity was exploded from, outermost first

A sheet holds columns, not objects: equally long arrays of geometry, kind, layer, colour, handle,
block path and visibility. No type of any CAD or PDF library appears here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
"""minimum x, minimum y, maximum x, maximum y"""


class Kind(StrEnum):
    """What an entity was in its file."""

    LINE = "line"
    POLYLINE = "polyline"
    ARC = "arc"
    CIRCLE = "circle"
    CURVE = "curve"
    HATCH = "hatch"
    SOLID = "solid"
    POINT = "point"
    IMAGE = "image"
    PROXY = "proxy"


class Omission(StrEnum):
    """Why something of a file is not shown."""

    PROXY = "proxy"
    FONT = "font"
    XREF = "xref"
    IMAGE = "image"
    DAMAGED = "damaged"
    ENCODING = "encoding"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NotDisplayed:
    """One kind of thing a sheet should show and does not; reviewers acknowledge each."""

    kind: Omission
    what: str
    """class of the entity, name of the font, path of the reference …"""
    count: int
    remedy_zh: str
    remedy_en: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the file, with the meaning this project gives it."""

    name: str
    meaning: str
    """canonical class of ``layers.toml`` such as ``WALL``; empty when unknown"""
    visible: bool
    plots: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its insertion point in model metres."""

    content: str
    x: float
    y: float
    height: float
    """height of the letters, metres"""
    rotation: float
    """degrees, counter-clockwise"""
    layer: int
    handle: str
    block: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class BlockReference:
    """An inserted block: its name, place and attributes. Its geometry stands in the columns too."""

    name: str
    x: float
    y: float
    rotation: float
    scale_x: float
    scale_y: float
    layer: int
    handle: str
    attributes: Mapping[str, str]
    bounds: Bounds | None = None
    """model metres; None when the block draws nothing"""
    block: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension with what it measures and what it says."""

    measured: float
    """metres (degrees for angles), from the geometry"""
    text: str
    """overriding text as written; empty or ``<>`` means the measured value is shown"""
    angular: bool
    x: float
    y: float
    layer: int
    handle: str
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    """the two measured points in model metres, where the dimension has them"""


@dataclass(frozen=True, slots=True)
class Entities:
    """Columns of equal length n; row i of each belongs to the same entity."""

    geometry: NDArray[np.object_]
    """shapely geometries in model metres: closed outlines are Polygons, the rest LineStrings or Points"""
    kind: NDArray[np.str_]
    layer: NDArray[np.int32]
    """index into ``Sheet.layers``"""
    colour: NDArray[np.uint32]
    """0xRRGGBB"""
    handle: NDArray[np.str_]
    block: NDArray[np.str_]
    """block path joined with ``/``; empty at the top level"""
    visible: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.geometry)

    @classmethod
    def none(cls) -> Entities:
        """No entities at all."""
        return cls(
            geometry=np.empty(0, dtype=object),
            kind=np.empty(0, dtype="U8"),
            layer=np.empty(0, dtype=np.int32),
            colour=np.empty(0, dtype=np.uint32),
            handle=np.empty(0, dtype="U16"),
            block=np.empty(0, dtype="U1"),
            visible=np.empty(0, dtype=np.bool_),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One framed drawing, measured in model metres and shown in paper millimetres."""

    id: str
    """first 12 hex digits of the file's SHA-256, a dash and the sheet's ordinal from 1"""
    file: str
    """name of the file as uploaded"""
    number: str
    title: str
    discipline: str
    """public discipline name such as ``civil-defense``; empty when nothing tells it"""
    scale: float | None
    """500 for 1:500; None when unknown"""
    where: str
    """``model``, ``layout:NAME`` or ``page:N``"""
    frame: str
    """``A1``, ``A1+1/4`` …; empty when the size is not a standard one"""
    size_mm: tuple[float, float]
    bounds_m: Bounds
    to_mm: tuple[float, float, float, float, float, float]
    """shapely affine [a, b, d, e, xoff, yoff] from model metres to paper millimetres"""
    layers: tuple[Layer, ...] = ()
    entities: Entities = field(default_factory=Entities.none)
    texts: tuple[Text, ...] = ()
    blocks: tuple[BlockReference, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    title_block: Mapping[str, str] = field(default_factory=dict)
    """canonical label (图名, 图号, 比例, 日期, 设计, 审核 …) to value as written"""
    not_displayed: tuple[NotDisplayed, ...] = ()
    format: str = "dxf"
    """``dxf``, ``dwg`` or ``pdf``"""

    def on_paper(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in paper millimetres of this sheet."""
        return affine_transform(geometry, self.to_mm)

    def layers_meaning(self, *meanings: str) -> NDArray[np.bool_]:
        """A mask over ``layers``: those whose meaning is one of these."""
        return np.fromiter((layer.meaning in meanings for layer in self.layers), np.bool_, len(self.layers))

    def rows(self, *meanings: str) -> NDArray[np.intp]:
        """Row numbers of the visible entities on layers of these meanings."""
        if not len(self.entities) or not self.layers:
            return np.empty(0, dtype=np.intp)
        wanted = self.layers_meaning(*meanings)[self.entities.layer] & self.entities.visible
        return np.flatnonzero(wanted)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What the reader understood of one file as a whole."""

    name: str
    sha256: str
    format: str
    version: str
    """``AC1032``, ``PDF 1.7`` …"""
    encoding: str
    units_declared: str | None
    units_used: str
    units_why: str
    repairs: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawingSet:
    """All sheets of a case, with the files they came from."""

    sheets: tuple[Sheet, ...]
    files: tuple[SourceFile, ...] = ()

    def sheet(self, identity: str) -> Sheet:
        """The sheet of this id; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.id == identity:
                return sheet
        raise KeyError(identity)

    @classmethod
    def joined(cls, sets: Iterator[DrawingSet] | tuple[DrawingSet, ...] | list[DrawingSet]) -> DrawingSet:
        """One set out of the sets of several files, in the order given."""
        parts = list(sets)
        return cls(
            sheets=tuple(sheet for part in parts for sheet in part.sheets),
            files=tuple(file for part in parts for file in part.files),
        )
