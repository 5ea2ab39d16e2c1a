"""An opening with the evidence for it: what hangs in a gap, what is written beside it, what is drawn in it.

Vocabulary
----------
hung     the leaves of a door, by the arcs they sweep
glazing  lines that run along the wall in the gap, as windows are drawn
bare     nothing is drawn or written in the gap
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon

from checkers.features.door_codes import OpeningKind
from checkers.features.facing import rectangles

if TYPE_CHECKING:
    from checkers.drawing.model import Sheet
    from checkers.features.door_marks import Mark
    from checkers.features.leaves import Leaf

USUAL = 0.2
"""metres: the thickness of a wall where no wall tells it"""

NOTHING = Polygon()


@dataclass(slots=True)
class Found:
    """An opening with the evidence for it, metres."""

    sheet: str
    line: LineString
    """across the opening along the middle of the wall"""
    thickness: float | None
    jambs: LineString | None
    """from jamb to jamb; None where none are drawn"""
    twofold: bool
    walls_sure: float
    mark: Mark | None = None
    hung: list[Leaf] = field(default_factory=list)
    glazing: int = 0
    """lines along the wall in the gap"""
    of_doors: bool = False
    """those lines stand on layers of doors alone: a sliding door or a panel"""
    plug: Polygon = NOTHING
    """the opening as an area as thick as its wall"""
    closes: Polygon = NOTHING
    """the same, of the whole gap where the door takes a part of it and glass the rest"""

    @property
    def leaves(self) -> int:
        """Leaves hanging in it; one that swings both ways counts once."""
        return len({(round(leaf.hinge[0], 1), round(leaf.hinge[1], 1)) for leaf in self.hung})

    @property
    def swing(self) -> Polygon | MultiPolygon | None:
        """What the leaves sweep."""
        swept = [leaf.swept for leaf in self.hung]
        made = swept[0] if len(swept) == 1 else shapely.union_all(swept)
        return made if isinstance(made, Polygon | MultiPolygon) and not made.is_empty else None

    @property
    def kind(self) -> OpeningKind:
        """What closes it."""
        if self.mark is not None and not (self.hung and self.mark.kind is OpeningKind.WINDOW):
            return self.mark.kind
        if self.hung:
            return OpeningKind.DOOR
        if self.glazing:
            return OpeningKind.DOOR if self.of_doors else OpeningKind.WINDOW
        return OpeningKind.OPENING

    @property
    def is_window(self) -> bool:
        """Whether nobody walks through it."""
        return self.kind in {OpeningKind.WINDOW, OpeningKind.FIRE_WINDOW}

    @property
    def is_bare(self) -> bool:
        """Whether nothing is drawn or written in it."""
        return self.mark is None and not self.hung and not self.glazing

    @property
    def handles(self) -> tuple[str, ...]:
        """Of the leaves and of the code or block."""
        named = [leaf.handle for leaf in self.hung]
        named += [self.mark.handle] if self.mark is not None else []
        return tuple(dict.fromkeys(named))


def plugged(openings: list[Found]) -> list[Found]:
    """The openings with their areas made."""
    if openings:
        ends = shapely.get_coordinates(np.array([opening.line for opening in openings], dtype=object)).reshape(-1, 2, 2)
        thick = np.array([opening.thickness or USUAL for opening in openings])
        for opening, plug in zip(openings, rectangles(ends, thick).tolist(), strict=True):
            opening.plug = opening.closes = plug
    return openings


def strokes(sheet: Sheet, handles: set[str]) -> dict[str, list[int]]:
    """Rows on layers of doors and windows by the handle they came from, of these handles only."""
    found: dict[str, list[int]] = {}
    rows = sheet.rows("DOOR", "WINDOW", "CD") if handles else np.empty(0, dtype=np.intp)
    for row, handle in zip(rows.tolist(), sheet.entities.handle[rows].tolist(), strict=True):
        if handle in handles:
            found.setdefault(handle, []).append(row)
    return found
