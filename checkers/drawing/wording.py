"""Read texts, attributes and dimensions of DXF blocks.

Vocabulary
----------
insertion point   where a text hangs: its alignment point when it has one, else its lower left corner
override          what the author wrote in place of a dimension's measured value
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ezdxf.math import OCS, Vec3

from checkers.drawing.foreign import Entity
from checkers.drawing.parts import Part, PartDimension, PartText, Place3, Style
from checkers.drawing.text_codes import clean, is_garbled, plain_mtext, plain_text

if TYPE_CHECKING:
    from ezdxf.entities.dxfentity import DXFEntity

__all__ = ["attribute", "clean", "dimension", "is_garbled", "mtext", "text"]

_ANGULAR = frozenset({2, 5})
_KINDS = 15
_LINEAR = frozenset({0, 1})
_ROUND = frozenset({3, 4})


def text(part: Part, entity: Entity, style: Style) -> bool:
    """TEXT, ATTRIB or constant ATTDEF; returns whether its letters were whole."""
    if entity.dxftype() != "TEXT" and getattr(entity, "has_embedded_mtext_entity", False):
        return mtext(part, entity.virtual_mtext_entity(), style)
    dxf = entity.dxf
    words, whole = plain_text(str(dxf.get("text", "")))
    aligned = (dxf.get("halign", 0) or dxf.get("valign", 0)) and dxf.get("halign", 0) not in {3, 5}
    at = dxf.align_point if aligned and dxf.hasattr("align_point") else dxf.insert
    _hang(part, entity, words, Vec3(at), float(dxf.height), math.radians(dxf.get("rotation", 0.0)), style)
    return whole


def attribute(entity: Entity) -> str:
    """Content of an attribute, of one line or several."""
    if getattr(entity, "has_embedded_mtext_entity", False):
        return _columns(entity.virtual_mtext_entity())[0]
    return plain_text(str(entity.dxf.get("text", "")))[0]


def mtext(part: Part, entity: Entity, style: Style) -> bool:
    """MTEXT, all its columns; returns whether its letters were whole."""
    dxf = entity.dxf
    words, whole = _columns(entity)
    if words:
        if dxf.hasattr("text_direction"):
            along = Vec3(dxf.text_direction).normalize().xyz
        else:
            along = _direction(entity, math.radians(dxf.get("rotation", 0.0)))
        at = Vec3(dxf.insert).xyz
        part.texts.append(PartText(words, at, float(dxf.get("char_height", 0.0)), along, style))
    return whole


def _columns(entity: Entity) -> tuple[str, bool]:
    """All columns of an MTEXT below one another, and whether all are whole."""
    linked = entity.columns.linked_columns if entity.has_columns else ()
    read = [plain_mtext(str(column.text)) for column in (entity, *linked)]
    return clean("\n".join(words for words, _ in read)), all(whole for _, whole in read)


def _hang(part: Part, entity: DXFEntity, words: str, at: Vec3, height: float, turn: float, style: Style) -> None:
    if not words:
        return
    normal = Vec3(entity.dxf.get("extrusion", (0, 0, 1)))
    place = at if normal.isclose((0, 0, 1)) else OCS(normal).to_wcs(at)
    part.texts.append(PartText(words, place.xyz, height, _direction(entity, turn), style))


def _direction(entity: DXFEntity, turn: float) -> Place3:
    along = Vec3.from_angle(turn)
    normal = Vec3(entity.dxf.get("extrusion", (0, 0, 1)))
    if not normal.isclose((0, 0, 1)):
        along = OCS(normal).to_wcs(along)
    x, y, z = along.xyz
    return x, y, z


def dimension(part: Part, entity: Entity, style: Style) -> None:
    """DIMENSION of any kind, as the record of what it measures and says."""
    dxf = entity.dxf
    kind = entity.dimtype & _KINDS
    angular = kind in _ANGULAR
    measured = entity.get_measurement()
    if isinstance(measured, Vec3):
        return
    start = end = None
    if kind in _LINEAR and dxf.hasattr("defpoint2") and dxf.hasattr("defpoint3"):
        start, end = Vec3(dxf.defpoint2).xyz, Vec3(dxf.defpoint3).xyz
    elif kind in _ROUND and dxf.hasattr("defpoint") and dxf.hasattr("defpoint4"):
        start, end = Vec3(dxf.defpoint).xyz, Vec3(dxf.defpoint4).xyz
    middle = dxf.get("text_midpoint") or dxf.get("defpoint", Vec3())
    part.dimensions.append(
        PartDimension(
            measured=abs(float(measured)),
            text=clean(str(dxf.get("text", ""))),
            angular=angular,
            at=Vec3(middle).xyz,
            start=start,
            end=end,
            style=style,
        )
    )
