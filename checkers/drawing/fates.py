"""Say what became of each entity that a part was drawn from, and what the library did to entities on loading.

Vocabulary
----------
fate      shown, listed, or the reason why an entity has nothing to show
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ezdxf.entities import mtext as ezdxf_mtext

from checkers.drawing import omissions
from checkers.drawing.account import BY_NATURE, CONSTRAINT, EMPTY_TEXT, NO_POINTS
from checkers.drawing.dimension_blocks import is_constraint
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Omission
from checkers.drawing.places import place_of

if TYPE_CHECKING:
    from ezdxf.entities.xdata import XData

    from checkers.drawing.parts import Part

SHOWN, LISTED = "shown", "listed"
WORDS = frozenset({"TEXT", "MTEXT"})
_MAY_BE_EMPTY = frozenset({"LWPOLYLINE", "HATCH", "MPOLYGON", "LEADER", "MESH", "MLINE", "POLYLINE"})


def _no_frames(xdata: XData) -> list[str]:  # noqa: ARG001 (takes the place of a function that reads it)
    return []


# ezdxf destroys the polylines that frame a text while it loads; they are lines of the drawing like any other
ezdxf_mtext.extract_mtext_text_frame_handles = _no_frames


def fate_of(part: Part, entity: Entity, before: tuple[int, int, int, int, int]) -> str:
    """What became of an entity; one that left nothing at all without a reason is listed now."""
    kind = entity.dxftype()
    *shown, omitted = (now > then for now, then in zip(part.left(), before, strict=True))
    if omitted:
        return LISTED
    if any(shown):
        return SHOWN
    why = _why_nothing(kind, entity)
    if not why:
        part.omissions.add(Omission.DAMAGED, kind, omissions.DAMAGED, place=place_of(entity))
    return why or LISTED


def _why_nothing(kind: str, entity: Entity) -> str:
    """Why an entity has nothing to show; empty when it should have."""
    if kind in WORDS:
        return EMPTY_TEXT
    if kind in _MAY_BE_EMPTY:
        return NO_POINTS
    if kind == "DIMENSION" and is_constraint(entity):
        return CONSTRAINT
    return BY_NATURE.get(kind, "")


def columns_of(entity: Entity) -> int:
    """How many further MTEXT of the file, one for each column, the library has hung under this one."""
    columns = entity._columns if entity.dxftype() == "MTEXT" else None  # noqa: SLF001 (the public copy has none hanging)
    return 0 if columns is None else len(columns.linked_columns)
