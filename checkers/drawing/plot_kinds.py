"""Kinds of entities ezdxf's frontend does not draw, and which of those that leave nothing are rightly blank.

Vocabulary
----------
blank        an entity that shows nothing in any program: an empty text, a point drawn as nothing
tolerance    a frame with the signs and figures of a geometric tolerance
GDT          the SHX font whose letters are the signs of tolerances
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ezdxf import reorder
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.insert import Insert
from ezdxf.entities.mtext import MText
from ezdxf.entities.point import Point
from ezdxf.entities.polygon import DXFPolygon
from ezdxf.entities.text import Text
from ezdxf.math import Matrix44, Vec3

from checkers.drawing.fonts import face
from checkers.drawing.text_codes import plain_mtext, plain_text

if TYPE_CHECKING:
    from ezdxf.entities.dxfgfx import DXFGraphic
    from ezdxf.entities.tolerance import Tolerance
    from ezdxf.layouts.base import BaseLayout

UNSEEN = frozenset({"LIGHT", "SUN", "VIEWPORT", "ATTDEF"})
"""kinds that are never to be seen on paper"""

_NO_POINT = 1
_GDT = dict(zip("abcdefghijklmnprstu", "∠⊥⏥⌓○∥⌭↗⌯⊕⌒ⓁⓂØⓅ◎Ⓢ⌰―", strict=True))
_SIGNS = re.compile(r"\{\\F[Gg][Dd][Tt];([^}]*)\}")
_FIELD = "%%v"
_HEIGHT_ROW = 2
"""the third row of a tolerance is the height of a projected zone, which stands without a frame"""


def is_blank(entity: DXFGraphic) -> bool:
    """Whether it is right that the entity left nothing on the paper."""
    if isinstance(entity, Text):
        return not plain_text(str(entity.dxf.get("text", "")))[0]
    if isinstance(entity, MText):
        return not plain_mtext(entity.text)[0]
    if isinstance(entity, Point):
        return entity.doc is not None and int(entity.doc.header.get("$PDMODE", 0)) == _NO_POINT
    if isinstance(entity, Dimension):
        return entity.get_geometry_block() is not None
    if isinstance(entity, DXFPolygon):
        patterned = not entity.dxf.solid_fill and entity.pattern is not None and bool(entity.pattern.lines)
        return patterned and len(entity.paths) > 0
    return isinstance(entity, Insert) or entity.dxftype() in UNSEEN


def in_order(space: BaseLayout | None) -> Iterable[DXFGraphic]:
    """What a layout or block draws, in the order its SORTENTSTABLE asks for, without attribute definitions."""
    if space is None:
        return
    try:
        order = list(space.get_redraw_order())
        entities = list(reorder.ascending(space, order)) if order else space
    except (TypeError, ValueError):
        entities = space
    for entity in entities:
        if entity.dxftype() != "ATTDEF":
            yield entity


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a tolerance: its words and box in cap heights from the tolerance's insertion point."""

    words: str
    x: float
    y: float
    width: float
    framed: bool = True


def fields(content: str) -> list[Field]:
    """The fields of a tolerance's content, row under row; a row is two cap heights tall."""
    found: list[Field] = []
    rows = content.replace("\n", "^J").split("^J")
    for number, row in enumerate(rows):
        x = 0.0
        for raw in row.split(_FIELD):
            words = _SIGNS.sub(lambda signs: "".join(_GDT.get(sign, sign) for sign in signs.group(1)), raw).strip()
            if words:
                width = max(2.0, face().runs(words, stroke=True)[1] + 1.0)
                found.append(Field(words, x, -2.0 * number - 1.0, width, framed=number != _HEIGHT_ROW))
                x += width
    return found


def tolerance_height(entity: Tolerance) -> float:
    """Cap height of a tolerance's text in drawing units, from its dimension style."""
    style = entity.doc.dimstyles.get(entity.dxf.dimstyle) if entity.doc and entity.dxf.dimstyle else None
    if style is None:
        return 2.5
    return float(style.dxf.get("dimtxt", 2.5)) * (float(style.dxf.get("dimscale", 1.0)) or 1.0)


def tolerance_matrix(entity: Tolerance) -> Matrix44:
    """From cap heights, rightwards and up from the insertion point, to drawing units."""
    along = Vec3(entity.dxf.x_axis_vector).normalize()
    up = Vec3(entity.dxf.extrusion).normalize().cross(along)
    return Matrix44.ucs(along, up, along.cross(up), Vec3(entity.dxf.insert))
