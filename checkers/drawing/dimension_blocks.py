"""Draw dimensions that come without the block that draws them, and tell blocks of the file from those made on reading.

Vocabulary
----------
dimension block   the anonymous block (``*D12``) with the lines, arrows and text of one dimension
constraint        a dimension on the layer ``*ADSK_CONSTRAINTS``; it has no block and no program plots it
made here         a dimension block or an arrow that this reader or its library made; none of its entities is in the file
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from ezdxf.render.arrows import ARROWS

from checkers.drawing.foreign import Entity
from checkers.drawing.strokes import BROKEN

if TYPE_CHECKING:
    from ezdxf.document import Drawing

_ARROWED = frozenset({"MULTILEADER", "MLEADER"})
_UPGRADED = frozenset({"AC1012", "AC1014"})
"""R13 and R14, to which ezdxf adds every arrow there is"""
_CONSTRAINTS = "*ADSK_CONSTRAINTS"
MOST = 5000
"""dimensions drawn in one file; each costs milliseconds, the rest is listed"""
_MADE_HERE = f"made by the reader {secrets.token_hex(8)}"
"""a mark no file can carry"""


def draw_missing(doc: Drawing) -> int:
    """Give every dimension that has no block one; how many got one. What cannot be drawn stays without.

    Ask once, when the document is loaded: blocks that are not of the file are marked then.
    """
    for block in doc.blocks:
        if _is_upgrade(doc, block):
            _mark(block)
    bare: list[Entity] = []
    leaders = False
    for layout in doc.blocks:
        for entity in layout:
            kind = entity.dxftype()
            leaders = leaders or kind in _ARROWED
            if (
                kind == "DIMENSION"
                and not is_constraint(entity)
                and doc.blocks.get(entity.dxf.get("geometry", "") or "") is None
            ):
                bare.append(entity)
    if not bare and not leaders:
        return 0
    before = {block.name for block in doc.blocks}
    if leaders:
        # the library makes it when it draws the first of them
        ARROWS.create_block(doc.blocks, ARROWS.closed_filled)
    drawn = sum(_draw(doc, entity) for entity in bare[:MOST])
    for block in doc.blocks:
        if block.name not in before:
            _mark(block)
    return drawn


def is_constraint(dimension: Entity) -> bool:
    """Whether a dimension is the constraint of a parametric drawing, which its program shows to who edits it only."""
    return str(dimension.dxf.get("layer", "")).upper() == _CONSTRAINTS


def is_made_here(block: Entity) -> bool:
    """Whether a block layout (or None) was made while reading and is not of the file."""
    return block is not None and block.block is not None and block.block.dxf.get("description", "") == _MADE_HERE


def _draw(doc: Drawing, entity: Entity) -> bool:
    try:
        entity.override().render()
        return doc.blocks.get(entity.dxf.get("geometry", "") or "") is not None
    except BROKEN:
        return False


def _mark(block: Entity) -> None:
    if block.block is not None:
        block.block.dxf.description = _MADE_HERE


def _is_upgrade(doc: Drawing, block: Entity) -> bool:
    """Whether ezdxf made this arrow when it turned an R13 or R14 file into its own format: its handle is a new one."""
    if getattr(doc, "_loaded_dxfversion", None) not in _UPGRADED:
        return False
    if not ARROWS.is_acad_arrow(ARROWS.arrow_name(block.name)):
        return False
    try:
        return int(block.block_record_handle, 16) >= int(doc.header.get("$HANDSEED", "0"), 16)
    except ValueError:
        return False
