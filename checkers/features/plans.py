"""The set as a rule sees it: the sheets, the facts, and every recognised feature, each made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from checkers.drawing.model import DrawingSet, Sheet
    from checkers.facts import Facts

Found = TypeVar("Found")


@dataclass(slots=True)
class _Clock:
    """Time spent recognising; one recogniser asking another is counted once."""

    seconds: float = 0.0
    running: int = 0


@dataclass(frozen=True, slots=True)
class Plans:
    """A drawing set with the facts of its case; features are recognised on first asking and kept."""

    drawings: DrawingSet
    facts: Facts
    """what rules may believe: without what the drawings contradict (``stated.believed``)"""
    stated: Facts | None = None
    """everything the case states, where some of it is not to be believed; None where ``facts`` is all"""
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    _clock: _Clock = field(default_factory=_Clock, repr=False, compare=False)

    @property
    def as_stated(self) -> Facts:
        """Everything the case states, believable or not: for those who compare it with the drawings."""
        return self.facts if self.stated is None else self.stated

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets of the set."""
        return self.drawings.sheets

    @property
    def whole_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that are no details: those with a paper, a title block and a number of their own."""
        return tuple(sheet for sheet in self.drawings.sheets if not sheet.part_of)

    def believing(self, facts: Facts) -> Plans:
        """The same set with these facts instead; what the case states stays in ``as_stated``."""
        return Plans(self.drawings, facts, self.as_stated, _clock=self._clock)

    def drawn_as(self, drawings: DrawingSet) -> Plans:
        """The same case with these drawings instead."""
        return Plans(drawings, self.facts, self.stated, _clock=self._clock)

    def recognise(self, recogniser: Callable[[Plans], Found]) -> Found:
        """What the recogniser finds in this set; the work is done once per set.

        >>> plans.recognise(footprints)   # checkers/features/site.py: def footprints(plans) -> tuple[Footprint, ...]
        """
        if recogniser not in self._kept:
            self._kept[recogniser] = self._timed(lambda: recogniser(self))
        return cast("Found", self._kept[recogniser])

    def recognise_on(self, sheet: Sheet, recogniser: Callable[[Plans, Sheet], Found]) -> Found:
        """What the recogniser finds on one sheet; the work is done once per sheet, and not for sheets nobody asks about.

        >>> plans.recognise_on(sheet, rooms_on)   # features/closed_rooms.py: def rooms_on(plans, sheet) -> tuple[Room, ...]
        """
        key = (recogniser, sheet.id)
        if key not in self._kept:
            self._kept[key] = self._timed(lambda: recogniser(self, sheet))
        return cast("Found", self._kept[key])

    def _timed(self, work: Callable[[], Found]) -> Found:
        began = 0.0 if self._clock.running else perf_counter()
        self._clock.running += 1
        try:
            return work()
        finally:
            self._clock.running -= 1
            self._clock.seconds += perf_counter() - began if began else 0.0

    @property
    def seconds(self) -> float:
        """Seconds spent recognising so far."""
        return self._clock.seconds
