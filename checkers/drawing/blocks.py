"""Read the block definitions and layouts of a DXF document into parts, each once.

Vocabulary
----------
weight    how many entities a block draws when all it places is unfolded; known before unfolding
custom    an entity only the program that made it can draw; its stored *proxy graphics* may stand for it
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from ezdxf import protocols
from ezdxf.entities.dxfentity import DXFTagStorage
from ezdxf.lldxf.const import DXFError
from ezdxf.math import Vec3
from numpy.typing import NDArray

from checkers.drawing import omissions, wording
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Kind, Omission
from checkers.drawing.parts import OF_REFERENCE, Part, Placing, Sealed, Style
from checkers.drawing.strokes import BROKEN, Pen
from checkers.drawing.styles import LayerTable

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity
    from ezdxf.layouts.base import BaseLayout

_DIMENSIONS = frozenset({"DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION"})
_SILENT = frozenset(
    {"VIEWPORT", "ATTDEF", "SEQEND", "WIPEOUT", "LIGHT", "SUN", "GEOPOSITIONMARKER", "CAMERA", "VERTEX"}
)
_COMPOUND = frozenset({"MLINE", "MULTILEADER", "ACAD_TABLE"})
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
        self._weights: dict[str, int | None] = {}

    def part(self, name: str, magnified: float) -> Sealed:
        """The part of a block that will be drawn ``magnified`` times its size."""
        octave = (
            0 if magnified <= 0 or not math.isfinite(magnified) else max(-30, min(30, math.ceil(math.log2(magnified))))
        )
        key = (name.lower(), octave)
        if key not in self._parts:
            layout = self.doc.blocks.get(name)
            sag = self.sag / 2.0**octave
            self._parts[key] = self.read([] if layout is None else layout, sag)
        return self._parts[key]

    def read(self, entities: Iterable[DXFEntity], sag: float | None = None) -> Sealed:
        """Read entities into a part."""
        part = Part()
        pen = Pen(part, sag or self.sag)
        for entity in entities:
            self._one(part, pen, entity)
        return part.sealed()

    def _one(self, part: Part, pen: Pen, entity: Entity) -> None:
        kind = entity.dxftype()
        try:
            style = self.layers.style(entity)
            draw = pen.drawing.get(kind)
            if draw is not None:
                draw(entity, style)
            elif kind in {"TEXT", "MTEXT"} or (kind == "ATTDEF" and entity.dxf.get("flags", 0) & _CONSTANT):
                whole = (wording.mtext if kind == "MTEXT" else wording.text)(part, entity, style)
                if not whole:
                    part.omissions.add(Omission.ENCODING, kind, omissions.ENCODING)
            elif kind == "INSERT":
                self._insert(part, entity, style)
            elif kind in _DIMENSIONS:
                self._dimension(part, entity, style)
            elif kind not in _SILENT:
                self._rest(part, pen, entity, style)
        except BROKEN:
            part.omissions.add(Omission.DAMAGED, kind, omissions.DAMAGED)

    def _insert(self, part: Part, insert: Entity, style: Style) -> None:
        name = insert.dxf.get("name", "")
        block = self.doc.blocks.get(name)
        attributes: dict[str, str] = {}
        for attribute in insert.attribs:
            attributes[attribute.dxf.get("tag", "")] = wording.clean(_content(attribute))
            if not attribute.is_invisible:
                self._attribute(part, attribute, style)
        if block is None or block.block is None:
            part.omissions.add(Omission.DAMAGED, f"INSERT {name}"[:120], omissions.DAMAGED)
            return
        if block.block.is_xref:
            path = block.block.dxf.get("xref_path", "") or name
            part.omissions.add(Omission.XREF, str(path)[:200], omissions.XREF)
            return
        matrices = _matrices(insert)
        if matrices is None:
            part.omissions.add(Omission.OTHER, f"INSERT {name}"[:120], omissions.TOO_MANY)
            return
        part.placings.append(Placing(name, matrices, style, attributes))

    def _attribute(self, part: Part, attribute: Entity, style: Style) -> None:
        own = self.layers.style(attribute)
        if own.layer == OF_REFERENCE:
            own = Style(style.layer, own.colour, own.visible and style.visible, style.handle)
        if not wording.text(part, attribute, Style(own.layer, own.colour, own.visible, style.handle)):
            part.omissions.add(Omission.ENCODING, "ATTRIB", omissions.ENCODING)

    def _dimension(self, part: Part, entity: Entity, style: Style) -> None:
        name = entity.dxf.get("geometry", "")
        if name and self.doc.blocks.get(name) is not None:
            matrix = np.eye(4)
            matrix[3, :3] = Vec3(entity.dxf.get("insert", (0, 0, 0))).xyz
            part.placings.append(Placing(name, matrix[np.newaxis], style, {}, reference=False))
        wording.dimension(part, entity, style)

    def _rest(self, part: Part, pen: Pen, entity: Entity, style: Style) -> None:
        kind = entity.dxftype()
        if kind in _COMPOUND:
            for piece in protocols.virtual_entities(entity):
                self._virtual(part, pen, piece, style)
        elif kind in {"IMAGE", "OLE2FRAME"}:
            part.omissions.add(Omission.IMAGE, kind, omissions.IMAGE)
        elif kind in _UNDERLAYS:
            definition = entity.get_underlay_def()
            path = definition.dxf.get("filename", kind) if definition is not None else kind
            part.omissions.add(Omission.XREF, str(path)[:200], omissions.XREF)
        elif kind == "ACAD_PROXY_ENTITY" or isinstance(entity, DXFTagStorage):
            self._custom(part, entity, style)
        else:
            part.omissions.add(Omission.OTHER, kind, omissions.UNSUPPORTED)

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
        if entity.proxy_graphic:
            for piece in protocols.virtual_entities(entity):
                self._virtual(drawn, pen, piece, style)
        if not drawn.sizes and not drawn.texts:
            part.omissions.add(Omission.PROXY, self.class_name(entity), omissions.PROXY)
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
        layout = self.doc.blocks.get(name)
        if layout is None or layout.block is None:
            return 0.0, 0.0, 0.0
        x, y, z = Vec3(layout.block.dxf.get("base_point", (0, 0, 0))).xyz
        return x, y, z

    def weight(self, name: str) -> int | None:
        """How many entities a block draws when unfolded; None when it contains itself."""
        key = name.lower()
        if key in self._weights:
            return self._weights[key]
        path: list[tuple[str, list[tuple[str, int]]]] = [(key, self._placed(key))]
        open_names = {key}
        while path:
            current, children = path[-1]
            unknown = next((child for child, _ in children if child not in self._weights), None)
            if unknown is None:
                self._weights[current] = self._sum(current, children)
                open_names.discard(current)
                path.pop()
            elif unknown in open_names:
                self._weights[unknown] = None
                open_names.discard(unknown)
            else:
                open_names.add(unknown)
                path.append((unknown, self._placed(unknown)))
        return self._weights[key]

    def _sum(self, name: str, children: list[tuple[str, int]]) -> int | None:
        if name in self._weights and self._weights[name] is None:
            return None
        total = sum(entity.dxftype() != "INSERT" for entity in self.doc.blocks.get(name) or ())
        for child, copies in children:
            weight = self._weights[child]
            if weight is None:
                return None
            total += copies * max(weight, 1)
        return total

    def _placed(self, name: str) -> list[tuple[str, int]]:
        layout: BaseLayout | None = self.doc.blocks.get(name)
        found: list[tuple[str, int]] = []
        for entity in layout or ():
            kind = entity.dxftype()
            if kind == "INSERT":
                found.append((str(entity.dxf.get("name", "")).lower(), _copies(entity)))
            elif kind in _DIMENSIONS and entity.dxf.hasattr("geometry"):
                found.append((str(entity.dxf.geometry).lower(), 1))
        return found


def _content(attribute: Entity) -> str:
    try:
        if attribute.has_embedded_mtext_entity:
            return str(attribute.virtual_mtext_entity().plain_text())
        return str(attribute.plain_text())
    except (*BROKEN, DXFError):
        return str(attribute.dxf.get("text", ""))


def _copies(insert: Entity) -> int:
    dxf = insert.dxf
    return max(1, int(dxf.get("row_count", 1) or 1)) * max(1, int(dxf.get("column_count", 1) or 1))


def _matrices(insert: Entity) -> NDArray[np.float64] | None:
    """The matrices of all elements of a reference, (k, 4, 4); None when there are far too many."""
    matrix = np.array(list(insert.matrix44()), dtype=np.float64).reshape(4, 4)
    copies = _copies(insert)
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
