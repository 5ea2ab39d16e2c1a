"""The set as a rule sees it: the sheets, the facts, and every recognised feature, each made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from checkers.drawing.model import DrawingSet, Sheet
    from checkers.facts import Facts

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Plans:
    """A drawing set with the facts of its case; features are recognised on first asking and kept."""

    drawings: DrawingSet
    facts: Facts
    _kept: dict[Callable[[Plans], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets of the set."""
        return self.drawings.sheets

    def recognise(self, recogniser: Callable[[Plans], Found]) -> Found:
        """What the recogniser finds in this set; the work is done once per set.

        >>> plans.recognise(footprints)   # checkers/features/site.py: def footprints(plans) -> tuple[Footprint, ...]
        """
        if recogniser not in self._kept:
            self._kept[recogniser] = recogniser(self)
        return cast("Found", self._kept[recogniser])
