"""Say where an entity stands that cannot be shown, as far as it says so itself.

Vocabulary
----------
place     a point of the block the entity belongs to, in that block's units
extents   the box a proxy graphic gives for itself, in its first record
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

from ezdxf.math import OCS, Vec3

from checkers.drawing.foreign import Entity
from checkers.drawing.omissions import Place3
from checkers.drawing.strokes import BROKEN

_POINTS = ("insert", "start", "center", "location", "vtx0", "defpoint", "align_point", "base_point")
_OWN_PLANE = frozenset(
    {"ARC", "ATTDEF", "ATTRIB", "CIRCLE", "HATCH", "INSERT", "LWPOLYLINE", "MPOLYGON", "SOLID", "TEXT", "TRACE"}
)
"""kinds whose points lie in the plane of their extrusion"""
_EXTENTS = 1
_EXTENTS_SIZE = 56
"""bytes: size, kind, six coordinates"""


def place_of(entity: Entity) -> Place3 | None:
    """The first point of an entity that is a point at all; None when it gives none."""
    try:
        for point in _points(entity):
            if all(math.isfinite(value) for value in point.xyz):
                x, y, z = _in_block(entity, point).xyz
                return x, y, z
        return _middle(entity)
    except BROKEN:
        return None


def _points(entity: Entity) -> Iterator[Vec3]:
    for name in _POINTS:
        if entity.dxf.is_supported(name) and entity.dxf.hasattr(name):
            yield Vec3(entity.dxf.get(name))
    kind = entity.dxftype()
    if kind == "LWPOLYLINE":
        height = float(entity.dxf.get("elevation", 0.0))
        yield from (Vec3(x, y, height) for x, y, *_ in entity.lwpoints)
    elif kind == "POLYLINE":
        yield from (Vec3(vertex.dxf.location) for vertex in entity.vertices)
    elif kind in {"LEADER", "MESH"}:
        yield from (Vec3(vertex) for vertex in entity.vertices)
    elif kind == "SPLINE":
        yield from (Vec3(point) for point in (*entity.control_points, *entity.fit_points))
    elif kind in {"HATCH", "MPOLYGON"}:
        yield from _of_boundaries(entity)


def _of_boundaries(entity: Entity) -> Iterator[Vec3]:
    for boundary in entity.paths:
        if hasattr(boundary, "vertices"):
            yield from (Vec3(vertex[:2]) for vertex in boundary.vertices)
            continue
        for edge in boundary.edges:
            for name in ("start", "center"):
                if hasattr(edge, name):
                    yield Vec3(getattr(edge, name))


def _in_block(entity: Entity, point: Vec3) -> Vec3:
    normal = Vec3(entity.dxf.get("extrusion", (0, 0, 1))) if entity.dxf.is_supported("extrusion") else Vec3(0, 0, 1)
    if entity.dxftype() not in _OWN_PLANE or normal.isclose((0, 0, 1)) or not normal.magnitude:
        return point
    return OCS(normal).to_wcs(point)


def _middle(entity: Entity) -> Place3 | None:
    """The middle of a box: of an embedded object, or of a proxy graphic that gives its extents."""
    if entity.dxftype() == "OLE2FRAME":
        box = entity.bbox()
        return Vec3(box.center).xyz if box.has_data else None
    graphic = getattr(entity, "proxy_graphic", None)
    return None if not graphic else extents_middle(graphic)


def extents_middle(graphic: bytes) -> Place3 | None:
    """The middle of the box a proxy graphic begins with; None when it begins otherwise."""
    start = 8  # the graphic's own length and number of records
    if len(graphic) < start + _EXTENTS_SIZE:
        return None
    size, kind, *box = struct.unpack_from("<2i6d", graphic, start)
    if (size, kind) != (_EXTENTS_SIZE, _EXTENTS) or not all(math.isfinite(value) for value in box):
        return None
    return (box[0] + box[3]) / 2, (box[1] + box[4]) / 2, (box[2] + box[5]) / 2
