"""The set as a rule sees it: the sheets, the facts, and every recognised feature, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from checkers.errors import CouldNotRead

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
class _Refused:
    """Kept for what could not be recognised at all."""

    error: CouldNotRead


@dataclass(frozen=True, slots=True)
class Plans:
    """A drawing set with the facts of its case; features are recognised on first asking and kept."""

    drawings: DrawingSet
    facts: Facts
    """what rules may believe: without what the drawings contradict (``stated.believed``)"""
    stated: Facts | None = None
    """everything the case states, where some of it is not to be believed; None where ``facts`` is all"""
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    _asked: dict[Any, set[Any]] = field(default_factory=dict, repr=False, compare=False)
    """of each thing kept, the recognisers it was made with"""
    _asking: list[set[Any]] = field(default_factory=list, repr=False, compare=False)
    """the recognisers asked for so far by whoever is at work, one within the other"""
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
        return cast("Found", self._once(recogniser, recogniser, lambda: recogniser(self)))

    def recognise_on(self, sheet: Sheet, recogniser: Callable[[Plans, Sheet], Found]) -> Found:
        """What the recogniser finds on one sheet; the work is done once per sheet, and not for sheets nobody asks about.

        >>> plans.recognise_on(sheet, rooms_on)   # features/closed_rooms.py: def rooms_on(plans, sheet) -> tuple[Room, ...]
        """
        return cast("Found", self._once(recogniser, (recogniser, sheet.id), lambda: recogniser(self, sheet)))

    @contextmanager
    def noting(self) -> Iterator[set[Any]]:
        """A set that holds, in the end, every recogniser that was asked for meanwhile, however indirectly."""
        asked: set[Any] = set()
        self._asking.append(asked)
        try:
            yield asked
        finally:
            self._asking.pop()

    def _once(self, recogniser: object, key: object, work: Callable[[], object]) -> object:
        """What the work makes, or its refusal again: looking a second time would not show more."""
        if key not in self._kept:
            with self.noting() as asked:
                asked.add(recogniser)
                try:
                    self._kept[key] = self._timed(work)
                except CouldNotRead as error:
                    self._kept[key] = _Refused(error)
            self._asked[key] = asked
        for others in self._asking[-1:]:
            others.update(self._asked.get(key, {recogniser}))
        kept = self._kept[key]
        if isinstance(kept, _Refused):
            raise kept.error.with_traceback(None)
        return kept

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
