"""Doors and windows on plans: where they stand, what their codes say, and how wide they really are.

Vocabulary
----------
opening   a gap in a wall that a door or window stands in, or nothing (洞口)
code      the designer's name of it: ``M0921``, ``FM乙1221``
nominal   the width its code says; ``width`` is what is drawn between the jambs
swing     the area the leaves sweep between shut and open
bare      a gap between two walls in one line with nothing in it: an opening without a leaf, or the mouth of a way

What stands in a gap tells: arcs of leaves a door, a code or a block's name what the code says, lines along the wall a
window. Doors whose wall was left unbroken, and codes that no gap answers to, are kept as not sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.door_codes import OpeningKind
from checkers.features.found_openings import found_openings_on

if TYPE_CHECKING:
    from shapely import LineString, MultiPolygon, Polygon

    from checkers.drawing.model import Sheet
    from checkers.features.opening_evidence import Found
    from checkers.features.plans import Plans

__all__ = ["Door", "Opening", "OpeningKind", "Window", "doors", "windows"]

AS_CODED = 0.1
"""metres between the drawn width and the one the code says, within which the code belongs to the opening"""

UNDERSTOOD = 0.6
"""share of a sheet's wall lines that must be understood for its gaps to be sure"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Feature):
    """What doors and windows have in common; lengths in metres."""

    code: str = ""
    """as written, empty when none is"""
    kind: OpeningKind
    width: Span | None = None
    """the structural opening (洞口) drawn between the jambs; None where no jambs were recognised"""
    nominal: float | None = None
    """width the code says; None for 门连窗, whose code says that of door and window together"""
    height: float | None = None
    """height the code says"""
    line: LineString
    """from jamb to jamb along the middle of the wall"""
    thickness: float | None = None
    """of the wall it stands in"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(Opening):
    """A door, a shutter or an opening people walk through."""

    grade: str = ""
    """甲, 乙, 丙 or empty"""
    leaves: int = 0
    """leaves whose swing is drawn; 0 when none is"""
    swing: Polygon | MultiPolygon | None = None
    """the area the leaves sweep"""
    bare: bool = False
    """nothing is drawn or written in the gap"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Opening):
    """A window."""


def doors(plans: Plans) -> tuple[Door, ...]:
    """Every door of every sheet, bare gaps among them; call as ``plans.recognise(doors)``."""
    return tuple(door for sheet in plans.sheets for door in plans.recognise_on(sheet, doors_on))


def doors_on(plans: Plans, sheet: Sheet) -> tuple[Door, ...]:
    """Every door of one sheet; call as ``plans.recognise_on(sheet, doors_on)``."""
    return tuple(_door(found) for found in plans.recognise_on(sheet, found_openings_on) if not found.is_window)


def windows(plans: Plans) -> tuple[Window, ...]:
    """Every window of every sheet; call as ``plans.recognise(windows)``."""
    return tuple(window for sheet in plans.sheets for window in plans.recognise_on(sheet, windows_on))


def windows_on(plans: Plans, sheet: Sheet) -> tuple[Window, ...]:
    """Every window of one sheet; call as ``plans.recognise_on(sheet, windows_on)``."""
    return tuple(_window(found) for found in plans.recognise_on(sheet, found_openings_on) if found.is_window)


def _door(found: Found) -> Door:
    code = found.mark.code if found.mark is not None else None
    names = {OpeningKind.SHUTTER: "卷帘", OpeningKind.OPENING: "洞口"}
    return Door(
        subject=code.code if code else names.get(found.kind, "门"),
        sheet=found.sheet,
        where=found.plug,
        handles=found.handles,
        how=_how(found),
        sure=_is_sure(found),
        code=code.code if code else "",
        kind=found.kind,
        grade=code.grade if code else "",
        width=None if found.jambs is None else Span(found.jambs.length, found.jambs),
        nominal=code.width if code and not code.partly else None,
        height=code.height if code else None,
        line=found.line,
        thickness=found.thickness,
        leaves=found.leaves,
        swing=found.swing,
        bare=found.is_bare,
    )


def _window(found: Found) -> Window:
    code = found.mark.code if found.mark is not None else None
    return Window(
        subject=code.code if code else "窗",
        sheet=found.sheet,
        where=found.plug,
        handles=found.handles,
        how=_how(found),
        sure=_is_sure(found),
        code=code.code if code else "",
        kind=found.kind,
        width=None if found.jambs is None else Span(found.jambs.length, found.jambs),
        nominal=code.width if code else None,
        height=code.height if code else None,
        line=found.line,
        thickness=found.thickness,
    )


def _is_sure(found: Found) -> bool:
    """Whether a reviewer would accept it: jambs are drawn, and leaves or a code that agrees with them."""
    if found.jambs is None or found.is_bare or found.walls_sure < UNDERSTOOD:
        return False
    code = found.mark.code if found.mark is not None else None
    agrees = code is not None and code.width is not None and abs(code.width - found.jambs.length) <= AS_CODED
    drawn = found.leaves > 0 or found.glazing > 1 or (found.mark is not None and found.mark.drawn)
    return agrees or drawn


def _how(found: Found) -> Words:
    code = found.mark.code if found.mark is not None else None
    parts = [
        (found.jambs is not None, "墙洞", "gap in the wall"),
        (found.leaves > 0, "门扇弧线", "arc of a leaf"),
        (found.glazing > 0 and found.is_window, "窗线", "lines of a window"),
        (found.mark is not None and found.mark.drawn, "图块", "block"),
        (code is not None, f"编号 {code.code}" if code else "", f"code {code.code}" if code else ""),
        (found.jambs is None, "墙线未断开", "wall not broken there"),
    ]
    told = [(zh, en) for holds, zh, en in parts if holds]
    return Words("、".join(zh for zh, _ in told), ", ".join(en for _, en in told))
