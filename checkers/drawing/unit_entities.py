"""Find what tells the drawing unit among entities read one by one: doors, axes, rectangles, texts, dimensions.

What it finds is what ``unit_columns.py`` finds of the same entities read in columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ezdxf.lldxf.const import DXFValueError

from checkers.drawing import layers
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Bounds
from checkers.drawing.strokes import BROKEN
from checkers.drawing.titleblock import scale_in
from checkers.drawing.unit_pieces import Piece, Shown, Swing, bulges, rectangle, table

if TYPE_CHECKING:
    from ezdxf.document import Drawing

INCH_FORMATS = frozenset({3, 4})
"""$LUNITS and DIMLUNIT: engineering and architectural numbers, which stand for inches"""
FACTOR, FORMAT = 144, 277
"""group codes of DIMLFAC and DIMLUNIT"""
NUMBER = re.compile(r"^\s*(\d{1,7}(?:\.\d+)?)\s*$")
MOST_LETTERS = 200
"""of a text in which a scale is looked for"""
_FROM_ANYWHERE = ("start", "end", "insert", "center", "location")
_QUARTER, _SLACK = 90.0, 2.0
"""degrees"""


@dataclass(slots=True)
class _Drawn:
    """The lines, arcs and polylines of one piece, as they come."""

    swings: list[Swing] = field(default_factory=list)
    corners: list[tuple[float, float]] = field(default_factory=list)
    rectangles: list[Bounds] = field(default_factory=list)
    count: int = 0

    def piece(self) -> Piece:
        """Everything found so far, in columns."""
        return Piece(table(self.swings, 7), table(self.corners, 2), table(self.rectangles, 4), self.count)

    def take(self, entity: Entity) -> None:
        """Corners, swings and rectangles of one entity."""
        kind = entity.dxftype()
        if kind == "LINE":
            start, end = entity.dxf.start, entity.dxf.end
            self.corners += [(start.x, start.y), (end.x, end.y)]
        elif kind == "ARC":
            span = (entity.dxf.end_angle - entity.dxf.start_angle) % 360
            if abs(span - _QUARTER) <= _SLACK:
                at, start, end = entity.ocs().to_wcs(entity.dxf.center), entity.start_point, entity.end_point
                self.swings.append((at.x, at.y, float(entity.dxf.radius), start.x, start.y, end.x, end.y))
        elif kind == "LWPOLYLINE":
            points = _corners(entity)
            self.corners += [(x, y) for x, y, _ in points]
            self.swings += bulges(points)
            found = rectangle([(x, y) for x, y, _ in points], closed=entity.closed)
            if found:
                self.rectangles.append(found)


@dataclass(slots=True)
class _Looked:
    """What of a model space was looked at so far."""

    doc: Drawing
    drawn: _Drawn = field(default_factory=_Drawn)
    named: list[Bounds] = field(default_factory=list)
    axes: list[tuple[float, float, float, float]] = field(default_factory=list)
    ratios: list[tuple[float, float, float]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    sizes: list[tuple[float, float, float]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    placed: list[tuple[float, float, float, float]] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)

    def look(self, entity: Entity) -> None:
        """Take what one entity shows."""
        kind, dxf = entity.dxftype(), entity.dxf
        if kind in {"TEXT", "MTEXT"}:
            content = dxf.text if kind == "TEXT" else entity.text
            self._read(dxf.insert.x, dxf.insert.y, content)
            self.heights.append(float(dxf.get("height" if kind == "TEXT" else "char_height", 0.0)))
        elif kind == "DIMENSION":
            self._measure(entity)
        elif kind == "INSERT":
            for attribute in entity.attribs:
                self._read(attribute.dxf.insert.x, attribute.dxf.insert.y, attribute.dxf.text)
            self.blocks.append(str(dxf.name))
            self.placed.append((dxf.insert.x, dxf.insert.y, abs(dxf.xscale), abs(dxf.yscale)))
        else:
            before = len(self.drawn.rectangles)
            self.drawn.take(entity)
            if kind == "LINE" and layers.meaning(dxf.layer) == "AXIS":
                self.axes.append((dxf.start.x, dxf.start.y, dxf.end.x, dxf.end.y))
            elif len(self.drawn.rectangles) > before and layers.meaning(dxf.layer) == "TITLEBLOCK":
                self.named.append(self.drawn.rectangles[-1])
        if kind == "LWPOLYLINE":
            self.places += [(x, y) for x, y, _ in _corners(entity)]
        else:
            at = [dxf.get(name) for name in _FROM_ANYWHERE if dxf.hasattr(name)]
            self.places += [(point.x, point.y) for point in at]

    def _read(self, x: float, y: float, content: str) -> None:
        scale = scale_in(content[:MOST_LETTERS])
        if scale:
            self.ratios.append((x, y, scale))

    def _measure(self, dimension: Entity) -> None:
        if dimension.dimtype & 15 > 1:
            return
        measured = abs(float(dimension.get_measurement()))
        style = dimension.dxf.get("dimstyle", "Standard")
        factor, inches = style_of(self.doc, style)
        said = _overrides(dimension)
        if FACTOR in said:
            factor = abs(float(said[FACTOR] or 1.0))
        if FORMAT in said:
            inches = said[FORMAT] in INCH_FORMATS
        written = NUMBER.match(dimension.dxf.get("text", "") or "")
        shown = float(written.group(1)) if written else measured * factor
        self.sizes.append((measured, shown, float(inches)))


def of(doc: Drawing, looked_at: Iterable[Entity]) -> Shown:
    """What some entities of a document's model space show of its unit."""
    found = _Looked(doc)
    for entity in looked_at:
        found.drawn.count += 1
        try:
            found.look(entity)
        except BROKEN:
            continue
    return Shown(
        found.drawn.piece(),
        table(found.named, 4),
        table(found.axes, 4),
        tuple(found.ratios),
        np.array(found.heights, dtype=np.float64),
        table(found.sizes, 3),
        tuple(found.blocks),
        table(found.placed, 4),
        table(found.places, 2),
    )


def of_block(entities: Iterable[Entity]) -> Piece:
    """What the entities of a block draw that may tell its unit."""
    found = _Drawn()
    for entity in entities:
        found.count += 1
        try:
            found.take(entity)
        except BROKEN:
            continue
    return found.piece()


def style_of(doc: Drawing, name: str) -> tuple[float, bool]:
    """Factor of a dimension style, and whether it shows feet and inches; 1 and no for a style that is missing."""
    if not doc.dimstyles.has_entry(name):
        return 1.0, False
    dxf = doc.dimstyles.get(name).dxf
    return abs(float(dxf.get("dimlfac", 1.0) or 1.0)), dxf.get("dimlunit", 2) in INCH_FORMATS


def _overrides(dimension: Entity) -> dict[int, float]:
    """What a dimension says otherwise than its style, by group code."""
    try:
        told = [tag.value for tag in dimension.get_xdata_list("ACAD", "DSTYLE")]
    except DXFValueError:
        return {}
    return dict(zip(told[2::2], told[3::2], strict=False))


def _corners(polyline: Entity) -> list[tuple[float, float, float]]:
    """Corners and bulges, turned about where the polyline is drawn from behind."""
    points: list[tuple[float, float, float]] = polyline.get_points("xyb")
    if polyline.dxf.extrusion.z < 0:
        return [(-x, y, -bulge) for x, y, bulge in points]
    return points
