"""The drawing as reviewers see it: sheets of geometry and text in metres, whatever file they came from.

Vocabulary
----------
drawing set   all sheets of one case, out of any number of files
sheet         one framed drawing: a layout, a PDF page, or a frame found in model space
detail        a window of another scale on a layout: a sheet of its own that is part of the layout's
model metres  true size; x to the right, y up
paper millimetres   place on the plotted sheet, origin at its lower left corner, y up
handle        the file's own name of an entity, so that anyone can find it again
block path    names of the nested blocks an entity was exploded from, outermost first

A sheet holds columns, not objects: equally long arrays of geometry, kind, layer, colour, handle,
block path and visibility. No type of any CAD or PDF library appears here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
"""minimum x, minimum y, maximum x, maximum y"""
MOST_NAMED_PLACES = 50
"""of one kind of thing that a sheet does not show"""


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
    places: tuple[tuple[float, float], ...] = ()
    """where it should stand, model metres; at most ``MOST_NAMED_PLACES``, while ``count`` says all; empty when not known"""


@dataclass(frozen=True, slots=True)
class Accounted:
    """How many entities of one kind a file holds, and what became of them."""

    kind: str
    """DXF name such as ``LWPOLYLINE``"""
    held: int
    shown: int
    listed: int
    """left an entry in ``not_displayed``"""
    nothing: Mapping[str, int] = field(default_factory=dict)
    """why nothing is to be shown of it, such as ``empty text``, to how many"""

    @property
    def lost(self) -> int:
        """How many nobody answers for; 0 unless the reader is at fault."""
        return self.held - self.shown - self.listed - sum(self.nothing.values())


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
class IndexRow:
    """One row of a drawing index (图纸目录), each cell as written; empty where the table has no such column."""

    order: str = ""
    number: str = ""
    title: str = ""
    size: str = ""
    scale: str = ""
    version: str = ""
    note: str = ""


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
    handle: NDArray[np.object_]
    """texts, as Python has them: many rows share one, which fixed-width columns would repeat"""
    block: NDArray[np.object_]
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
            handle=np.empty(0, dtype=object),
            block=np.empty(0, dtype=object),
            visible=np.empty(0, dtype=np.bool_),
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
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
    """``model``, ``layout:NAME``, ``layout:NAME/N`` (a detail: the Nth largest window of the layout) or ``page:N``"""
    frame: str
    """``A1``, ``A1+1/4`` …; empty when the size is not a standard one"""
    size_mm: tuple[float, float]
    bounds_m: Bounds
    to_mm: tuple[float, float, float, float, float, float]
    """shapely affine [a, b, d, e, xoff, yoff] from model metres to paper millimetres"""
    layers: tuple[Layer, ...] = ()
    entities: Entities = field(default_factory=Entities.none)
    texts: Sequence[Text] = ()
    blocks: Sequence[BlockReference] = ()
    dimensions: Sequence[Dimension] = ()
    title_block: Mapping[str, str] = field(default_factory=dict)
    """canonical label (图名, 图号, 比例, 日期, 设计, 审核 …) to value as written"""
    not_displayed: tuple[NotDisplayed, ...] = ()
    format: str = "dxf"
    """``dxf``, ``dwg`` or ``pdf``"""
    index: tuple[IndexRow, ...] = ()
    """rows of the drawing index that stands on the sheet"""
    framed: bool = True
    """False when the sheet is a whole model space in which no frame was found"""
    part_of: str = ""
    """id of the sheet that this one is a detail of: a window of another scale on its layout; empty for any other"""

    def on_paper(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in paper millimetres of this sheet."""
        return affine_transform(geometry, self.to_mm)

    def places_mm(self, missing: NotDisplayed) -> list[tuple[float, float]]:
        """Where a thing that is not displayed should stand, in paper millimetres of this sheet, to a tenth."""
        a, b, d, e, right, up = self.to_mm
        return [(round(a * x + b * y + right, 1), round(d * x + e * y + up, 1)) for x, y in missing.places]

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
    entities: tuple[Accounted, ...] = ()
    """the account of all entities of the file, kind by kind; empty where a format has no entities"""
    bound: tuple[str, ...] = ()
    """names of the other files of the set that this one shows: references bound into it, pictures placed on it"""
    wanted: tuple[str, ...] = ()
    """paths, as written, of references and pictures that no other file of the set answers, or more than one"""
    substituted: tuple[str, ...] = ()
    """fonts of the file's text styles in whose place our own is drawn: SHX and big fonts, and any that are not at hand"""


@dataclass(frozen=True, slots=True)
class DrawingSet:
    """All sheets of a case, with the files they came from."""

    sheets: tuple[Sheet, ...]
    files: tuple[SourceFile, ...] = ()
    set_aside: tuple[Sheet, ...] = ()
    """model spaces without a frame that another file shows bound into its own: measured there, and not twice"""

    def sheet(self, identity: str) -> Sheet:
        """The sheet of this id; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.id == identity:
                return sheet
        raise KeyError(identity)

    def shown_in(self, name: str) -> tuple[str, ...]:
        """Names of the files that show this one bound into them."""
        return tuple(file.name for file in self.files if name in file.bound)

    @classmethod
    def joined(cls, sets: Iterator[DrawingSet] | tuple[DrawingSet, ...] | list[DrawingSet]) -> DrawingSet:
        """One set out of the sets of several files, in the order given.

        The unframed model space of a file that another one references is set aside, so that what both hold is not
        measured twice. That other one must have sheets to be measured on: files that only reference each other stay.
        """
        parts = list(sets)
        sheets = [sheet for part in parts for sheet in part.sheets]
        files = [file for part in parts for file in part.files]
        framed = {sheet.file for sheet in sheets if sheet.framed}
        every = {name for file in files for name in file.bound}
        shown = {name for file in files if file.name in framed or file.name not in every for name in file.bound}
        return cls(
            sheets=tuple(sheet for sheet in sheets if sheet.framed or sheet.file not in shown),
            files=tuple(files),
            set_aside=tuple(sheet for sheet in sheets if not sheet.framed and sheet.file in shown),
        )
