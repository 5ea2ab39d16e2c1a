"""Keep account of all entities of a file, so that none is lost without a word.

Vocabulary
----------
held      an entity the file holds; vertices of polylines and attributes of references belong to their owner
shown     it left a stroke, a text, a dimension or the placing of a block
listed    it left an entry among what is not displayed, whatever else it left
nothing   it has nothing to show by its nature, with the reason; a small closed set

Held = shown + listed + nothing, kind by kind. Everything is a count, so that columns add as easily as single entities.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from checkers.drawing.model import Accounted

NOT_PLACED = "block not placed"
"""an entity of a definition that no reference places"""
EMPTY_TEXT = "empty text"
NO_POINTS = "no points"
"""a line or hatch that has no vertex or no boundary with an area"""
CONSTRAINT = "parametric constraint"
"""a dimension that only says which measure of a parametric drawing depends on which"""
BY_NATURE = {
    "VIEWPORT": "window",
    "ATTDEF": "attribute template",
    "SEQEND": "end mark",
    "ENDBLK": "end mark",
    "VERTEX": "stray vertex",
    "WIPEOUT": "mask",
    "LIGHT": "rendering",
    "SUN": "rendering",
    "CAMERA": "rendering",
    "GEOPOSITIONMARKER": "position marker",
}
"""kinds that leave no line on paper, and why"""


@dataclass(slots=True)
class Account:
    """Counts of entities by kind: held, shown, listed, and those with nothing to show."""

    held: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    nothing: Counter[tuple[str, str]] = field(default_factory=Counter)

    def saw(self, kind: str, count: int = 1) -> None:
        """The file holds ``count`` more of a kind."""
        if count:
            self.held[kind] += count

    def showed(self, kind: str, count: int = 1) -> None:
        """So many of a kind are drawn or written."""
        if count:
            self.shown[kind] += count

    def lists(self, kind: str, count: int = 1) -> None:
        """So many of a kind are among what is not displayed."""
        if count:
            self.listed[kind] += count

    def nothing_of(self, kind: str, why: str, count: int = 1) -> None:
        """So many of a kind have nothing to show."""
        if count:
            self.nothing[kind, why] += count

    def add(self, other: Account) -> None:
        """All counts of another account too."""
        self.held.update(other.held)
        self.shown.update(other.shown)
        self.listed.update(other.listed)
        self.nothing.update(other.nothing)

    def closed(self) -> tuple[Accounted, ...]:
        """The account kind by kind, the commonest first."""
        reasons: dict[str, dict[str, int]] = {}
        for (kind, why), count in sorted(self.nothing.items()):
            reasons.setdefault(kind, {})[why] = count
        kinds = sorted({*self.held, *self.shown, *self.listed, *reasons}, key=lambda kind: (-self.held[kind], kind))
        return tuple(
            Accounted(kind, self.held[kind], self.shown[kind], self.listed[kind], reasons.get(kind, {}))
            for kind in kinds
        )
