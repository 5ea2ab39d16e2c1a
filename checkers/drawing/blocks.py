"""Read the block definitions and layouts of a DXF document into parts, each once.

Vocabulary
----------
weight    how many entities a block draws when all it places is unfolded; known before unfolding
custom    an entity only the program that made it can draw; its stored *proxy graphics* may stand for it
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from ezdxf import protocols
from ezdxf.entities.dxfentity import DXFTagStorage
from ezdxf.lldxf.const import DXFError
from ezdxf.math import Vec3
from numpy.typing import NDArray

from checkers.drawing import omissions, wording
from checkers.drawing.account import BY_NATURE, NOT_PLACED, Account
from checkers.drawing.dimension_blocks import is_constraint, is_made_here
from checkers.drawing.fates import LISTED, SHOWN, WORDS, columns_of, fate_of
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Accounted, Kind, Omission
from checkers.drawing.parts import OF_REFERENCE, Part, Place3, Placing, Sealed, Style
from checkers.drawing.places import place_of
from checkers.drawing.proxies import Graphic
from checkers.drawing.strokes import BROKEN, Pen
from checkers.drawing.styles import LayerTable
from checkers.drawing.weights import DIMENSIONS, Weights, copies_of

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity

    from checkers.drawing.lane_tables import LaneTables

_COMPOUND = frozenset({"MLINE", "MULTILEADER", "ACAD_TABLE"})
_ENDLESS = frozenset({"XLINE", "RAY"})
_UNDERLAYS = frozenset({"PDFUNDERLAY", "DWFUNDERLAY", "DGNUNDERLAY", "UNDERLAY"})
_FIRST_CLASS = 500
_CONSTANT = 2
MOST_COPIES = 200_000
"""elements of one array (MINSERT)"""


class Blocks:
    """The parts of one document, made when first asked for and kept."""

    def __init__(self, doc: Drawing, sag: float) -> None:
        self.doc = doc
        self.sag = sag
        self.layers = LayerTable(doc)
        self._parts: dict[tuple[str, int], Sealed] = {}
        self._weights = Weights(doc)
        self.lane: LaneTables | None = None
        self.shells: dict[str, Place3] = {}
        """blocks that only the fast lane holds, lower-case name to insertion base"""
        self._account = Account()
        self._counted: set[str] = set()
        self._drawn_through: set[str] = set()
        self._reached: set[str] = set()

    def take(self, lane: LaneTables) -> None:
        """Add what was read in columns; the document holds only the rest."""
        self.lane = lane
        bases = {block.name.lower(): block.base for block in lane.lane.entities.blocks}
        self.shells = {name: bases[name] for name in lane.lane.split.shells}
        self._weights = Weights(self.doc, lane, self.shells)

    def has_part(self, name: str) -> bool:
        """Whether the document itself holds entities of a block; one read wholly in columns has none left there."""
        if name.lower() not in self.shells:
            return True
        self._counted.add(name.lower())
        return False

    def part(self, name: str, magnified: float) -> Sealed:
        """The part of a block that will be drawn ``magnified`` times its size."""
        octave = (
            0 if magnified <= 0 or not math.isfinite(magnified) else max(-30, min(30, math.ceil(math.log2(magnified))))
        )
        key = (name.lower(), octave)
        if key not in self._parts:
            layout = self.doc.blocks.get(name)
            sag = self.sag / 2.0**octave
            self._parts[key] = self.read(
                [] if layout is None else layout,
                sag,
                counted=name.lower() not in self._counted and not is_made_here(layout),
            )
            self._counted.add(name.lower())
        return self._parts[key]

    def read(self, entities: Iterable[DXFEntity], sag: float | None = None, *, counted: bool = True) -> Sealed:
        """Read entities into a part; ``counted`` when the account does not hold them yet."""
        part = Part()
        pen = Pen(part, sag or self.sag)
        firsts: list[int] = []
        fates: list[str] = []
        read: list[DXFEntity] = []
        for entity in entities:
            before = part.left()
            self._one(part, pen, entity)
            firsts.append(before[0])
            fates.append(fate_of(part, entity, before))
            read.append(entity)
        self._drop_unsound(part, read, firsts, fates)
        self._reached.update(placing.name.lower() for placing in part.placings)
        if counted:
            for entity, fate in zip(read, fates, strict=True):
                self._enter(entity.dxftype(), fate, 1 + columns_of(entity))
        return part.sealed()

    def _enter(self, kind: str, fate: str, count: int) -> None:
        self._account.saw(kind, count)
        if fate == SHOWN:
            self._account.showed(kind, count)
        elif fate == LISTED:
            self._account.lists(kind, count)
        else:
            self._account.nothing_of(kind, fate, count)

    def accounted(self, converted: Account) -> tuple[Accounted, ...]:
        """What became of every entity of the document and of its conversion; ask when all spaces are unfolded."""
        account = Account()
        account.add(converted)
        account.add(self._account)
        if self.lane is not None:
            account.add(self.lane.account(self._counted))
        for block in self.doc.blocks:
            name = block.name.lower()
            if block.is_any_layout or name in self._counted or is_made_here(block):
                continue
            held: Counter[str] = Counter()
            for entity in block:
                held[entity.dxftype()] += 1 + columns_of(entity)
            for kind, count in held.items():
                account.saw(kind, count)
                if name in self._drawn_through:
                    account.showed(kind, count)
                elif name in self._reached:
                    account.lists(kind, count)
                else:
                    account.nothing_of(kind, NOT_PLACED, count)
        return account.closed()

    @staticmethod
    def _drop_unsound(part: Part, read: list[DXFEntity], firsts: list[int], fates: list[str]) -> None:
        """Entities with a coordinate that is no number are listed whole, where their first sound point is."""
        rows = part.unsound()
        if not len(rows):
            return
        owners = np.unique(np.searchsorted(np.array(firsts), rows, side="right") - 1)
        dropped = np.zeros(len(part.sizes), dtype=np.bool_)
        ends = [*firsts[1:], len(part.sizes)]
        for owner in owners.tolist():
            dropped[firsts[owner] : ends[owner]] = True
            part.omissions.add(Omission.DAMAGED, read[owner].dxftype(), omissions.DAMAGED, place=place_of(read[owner]))
            fates[owner] = LISTED
        part.without(dropped)

    def _one(self, part: Part, pen: Pen, entity: Entity) -> None:
        kind = entity.dxftype()
        try:
            style = self.layers.style(entity)
            draw = pen.drawing.get(kind)
            if draw is not None:
                draw(entity, style)
            elif kind in WORDS or (kind == "ATTDEF" and entity.dxf.get("flags", 0) & _CONSTANT):
                self._words(part, entity, style)
            elif kind == "INSERT":
                self._insert(part, entity, style)
            elif kind in DIMENSIONS:
                self._dimension(part, entity, style)
            elif kind not in BY_NATURE:
                self._rest(part, pen, entity, style)
        except BROKEN:
            part.omissions.add(Omission.DAMAGED, kind, omissions.DAMAGED, place=place_of(entity))

    @staticmethod
    def _words(part: Part, entity: Entity, style: Style) -> None:
        """A text of any kind: listed when its letters are not whole, or when it has no size or no place."""
        kind = entity.dxftype()
        first = len(part.texts)
        if not (wording.mtext if kind == "MTEXT" else wording.text)(part, entity, style):
            part.omissions.add(Omission.ENCODING, kind, omissions.ENCODING, place=place_of(entity))
        for text in part.texts[first:]:
            if not (text.height > 0 and math.isfinite(text.height) and math.isfinite(sum(text.at))):
                part.omissions.add(Omission.DAMAGED, kind, omissions.DAMAGED, place=place_of(entity))
                del part.texts[first:]
                return

    def _insert(self, part: Part, insert: Entity, style: Style) -> None:
        name = insert.dxf.get("name", "")
        block = self.doc.blocks.get(name)
        attributes: dict[str, str] = {}
        for attribute in insert.attribs:
            attributes[attribute.dxf.get("tag", "")] = wording.clean(_content(attribute))
            if not attribute.is_invisible:
                self._attribute(part, attribute, style)
        if block is None or block.block is None:
            part.omissions.add(
                Omission.DAMAGED, f"INSERT {name}"[:120], omissions.DAMAGED, place=place_of(insert), wide=True
            )
            return
        if block.block.is_xref:
            path = block.block.dxf.get("xref_path", "") or name
            part.omissions.add(Omission.XREF, str(path)[:200], omissions.XREF, place=place_of(insert), wide=True)
            return
        matrices = _matrices(insert)
        if matrices is None:
            part.omissions.add(
                Omission.OTHER, f"INSERT {name}"[:120], omissions.TOO_MANY, place=place_of(insert), wide=True
            )
            return
        if not _spans(matrices[0]):
            part.omissions.add(Omission.DAMAGED, f"INSERT {name}"[:120], omissions.DAMAGED, place=place_of(insert))
            return
        part.placings.append(Placing(name, matrices, style, attributes))

    def _attribute(self, part: Part, attribute: Entity, style: Style) -> None:
        own = self.layers.style(attribute)
        if own.layer == OF_REFERENCE:
            own = Style(style.layer, own.colour, own.visible and style.visible, style.handle)
        self._words(part, attribute, Style(own.layer, own.colour, own.visible, style.handle))

    def _dimension(self, part: Part, entity: Entity, style: Style) -> None:
        if is_constraint(entity):
            return
        name = entity.dxf.get("geometry", "")
        if name and self.doc.blocks.get(name) is not None:
            matrix = np.eye(4)
            matrix[3, :3] = Vec3(entity.dxf.get("insert", (0, 0, 0))).xyz
            part.placings.append(Placing(name, matrix[np.newaxis], style, {}, reference=False))
        else:
            # what it measures is known, but nothing draws it
            part.omissions.add(
                Omission.DAMAGED, f"{entity.dxftype()} (no block)", omissions.DAMAGED, place=place_of(entity)
            )
        first = len(part.dimensions)
        wording.dimension(part, entity, style)
        if not all(math.isfinite(size.measured) and math.isfinite(sum(size.at)) for size in part.dimensions[first:]):
            del part.dimensions[first:]
            part.omissions.add(Omission.DAMAGED, entity.dxftype(), omissions.DAMAGED, place=place_of(entity))

    def _rest(self, part: Part, pen: Pen, entity: Entity, style: Style) -> None:
        kind = entity.dxftype()
        if kind in _COMPOUND:
            for piece in protocols.virtual_entities(entity):
                self._virtual(part, pen, piece, style)
            if kind == "ACAD_TABLE":
                self._drawn_through.add(str(entity.dxf.get("geometry", "")).lower())
        elif kind in {"IMAGE", "OLE2FRAME"}:
            part.omissions.add(Omission.IMAGE, kind, omissions.remedy_of(kind, Omission.IMAGE), place=place_of(entity))
        elif kind in _UNDERLAYS:
            definition = entity.get_underlay_def()
            path = definition.dxf.get("filename", kind) if definition is not None else kind
            remedy = omissions.remedy_of_reference(f"{path}.{kind[:3]}")
            part.omissions.add(Omission.XREF, str(path)[:200], remedy, place=place_of(entity), wide=True)
        elif kind == "ACAD_PROXY_ENTITY" or isinstance(entity, DXFTagStorage):
            self._custom(part, entity, style)
        else:
            part.omissions.add(
                Omission.OTHER,
                kind,
                omissions.remedy_of(kind, Omission.OTHER),
                place=place_of(entity),
                wide=kind in _ENDLESS,
            )

    def _virtual(self, part: Part, pen: Pen, piece: Entity, style: Style) -> None:
        """A piece of a compound entity, on that entity's layer and under its handle."""
        before = len(part.styles), len(part.texts)
        self._one(part, pen, piece)
        for index in range(before[0], len(part.styles)):
            own = part.styles[index]
            part.styles[index] = Style(style.layer, own.colour, own.visible and style.visible, style.handle)
        for index in range(before[1], len(part.texts)):
            hung = part.texts[index]
            part.texts[index] = type(hung)(hung.content, hung.at, hung.height, hung.along, style)

    def _custom(self, part: Part, entity: Entity, style: Style) -> None:
        """A custom entity: its proxy graphics where it carries them, else an omission."""
        drawn = Part()
        pen = Pen(drawn, self.sag)
        graphic = Graphic(entity.proxy_graphic or b"", self.doc)
        for piece in graphic:
            self._virtual(drawn, pen, piece, style)
        drawn.without(_mask(drawn.unsound(), len(drawn.sizes)))
        if not graphic.whole or drawn.omissions.total or not (drawn.sizes or drawn.texts):
            name = self.class_name(entity)
            part.omissions.add(Omission.PROXY, name, omissions.remedy_of(name, Omission.PROXY), place=place_of(entity))
        if not drawn.sizes and not drawn.texts:
            return
        first = 0
        points = np.frombuffer(drawn.coordinates, dtype=np.float64).reshape(-1, 3)
        for size, shape, stroke_style in zip(drawn.sizes, drawn.shapes, drawn.styles, strict=True):
            part.add(shape, Kind.PROXY, points[first : first + size], stroke_style)
            first += size
        part.texts.extend(drawn.texts)

    def class_name(self, entity: Entity) -> str:
        """The DXF name of a custom entity, such as ``TCH_WALL``; of a proxy the class it stands for."""
        if entity.dxftype() != "ACAD_PROXY_ENTITY":
            return str(entity.dxftype())[:80]
        tags = entity.acdb_proxy_entity
        number = tags.get_first_value(91, 0) if tags is not None else 0
        classes = list(self.doc.classes)
        if _FIRST_CLASS <= number < _FIRST_CLASS + len(classes):
            return str(classes[number - _FIRST_CLASS].dxf.name)[:80]
        return "ACAD_PROXY_ENTITY"

    def base_point(self, name: str) -> tuple[float, float, float]:
        """The insertion base of a block definition."""
        if name.lower() in self.shells:
            return self.shells[name.lower()]
        layout = self.doc.blocks.get(name)
        if layout is None or layout.block is None:
            return 0.0, 0.0, 0.0
        x, y, z = Vec3(layout.block.dxf.get("base_point", (0, 0, 0))).xyz
        return x, y, z

    def weight(self, name: str) -> int | None:
        """How many entities a block draws when unfolded; None when it contains itself."""
        return self._weights.of(name)


def _mask(rows: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    mask = np.zeros(count, dtype=np.bool_)
    mask[rows] = True
    return mask


def _spans(matrix: NDArray[np.float64]) -> bool:
    """Whether a matrix leaves the plane a plane: no axis of length 0, no number that is none."""
    axes = matrix[:2, :3]
    return bool(np.isfinite(matrix).all() and np.linalg.norm(np.cross(axes[0], axes[1])) > 0)


def _content(attribute: Entity) -> str:
    try:
        return wording.attribute(attribute)
    except (*BROKEN, DXFError):
        return str(attribute.dxf.get("text", ""))


def _matrices(insert: Entity) -> NDArray[np.float64] | None:
    """The matrices of all elements of a reference, (k, 4, 4); None when there are far too many."""
    matrix = np.array(list(insert.matrix44()), dtype=np.float64).reshape(4, 4)
    copies = copies_of(insert)
    if copies == 1:
        return matrix[np.newaxis]
    if copies > MOST_COPIES:
        return None
    dxf = insert.dxf
    rows, columns = max(1, int(dxf.get("row_count", 1) or 1)), max(1, int(dxf.get("column_count", 1) or 1))
    turn = math.radians(dxf.get("rotation", 0.0))
    ocs = insert.ocs()
    right = np.array(Vec3(ocs.to_wcs(Vec3.from_angle(turn))).xyz) * dxf.get("column_spacing", 0.0)
    up = np.array(Vec3(ocs.to_wcs(Vec3.from_angle(turn + math.pi / 2))).xyz) * dxf.get("row_spacing", 0.0)
    steps = np.arange(rows)[:, None, None] * up + np.arange(columns)[None, :, None] * right
    matrices = np.repeat(matrix[np.newaxis], copies, axis=0)
    matrices[:, 3, :3] += steps.reshape(-1, 3)
    return matrices
