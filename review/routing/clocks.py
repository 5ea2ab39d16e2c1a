"""Who has a case, since when and until when: one clock for each party, read from the timeline.

Vocabulary
----------
party     the applicant, the window, one discipline, or the signatory
turn      a time during which a party has the case; it ends with what the party does
pause     a time that the law does not count (行政许可法 第四十五条: hearing, inspection, appraisal, expert review);
          it is opened and closed by the window, with its cause told to the applicant
limit     working days of a turn: of a discipline as recorded when it was assigned, of the window and the signatory
          the office's own; the applicant has none

Nothing is stored beside the timeline and the day a discipline is due: who looks later finds the same turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from checkers.errors import Words
from review.routing.clock import announced, due_after, is_working_day, light, today, working_days_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.cases import Assignment
    from storage.timeline import Entry

APPLICANT, WINDOW, SIGNATORY = "applicant", "window", "signatory"

PARTIES = {
    APPLICANT: Words("申请人", "applicant"),
    WINDOW: Words("综合窗口", "window"),
    SIGNATORY: Words("签发人", "signatory"),
    **DISCIPLINE_NAMES,
}

CAUSES = {
    "hearing": Words("听证", "a hearing"),
    "inspection": Words("检验、检测、检疫", "inspection and testing"),
    "appraisal": Words("鉴定", "an appraisal"),
    "expert_review": Words("专家评审", "a review by experts"),
}
"""what the law does not count; ``LAW`` says which"""

LAW = Words("《行政许可法》第四十五条（条文待核对）", "Administrative License Law, art. 45 (unverified clause)")

PAUSED, RESUMED = "clock_paused", "clock_resumed"

_STARTS = {
    "submit": WINDOW,
    "resubmit": WINDOW,
    "return_incomplete": APPLICANT,
    "return_for_correction": APPLICANT,
    "decide": SIGNATORY,
}
"""entries that hand the case to one party"""

_HANDS_ON = (*_STARTS, "accept", "accept_with_gaps", "seal", "withdraw")
"""entries with which whoever had the case has it no longer"""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that is not counted."""

    cause: str
    text: str
    since: datetime
    until: datetime | None

    def days(self, present: date) -> int:
        """Working days of it up to now: the days after its first one, up to the one on which it ended."""
        last = present if self.until is None else today(self.until)
        day, count = today(self.since), 0
        while day < last:
            day += timedelta(days=1)
            count += is_working_day(day)
        return count


@dataclass(frozen=True, slots=True)
class Turn:
    """A party having the case."""

    party: str
    round: int
    since: datetime
    until: datetime | None
    due_on: date | None
    """None where there is no limit"""
    pause: Pause | None = None
    """what stops the clock now"""

    @property
    def words(self) -> Words:
        """The party's name."""
        return PARTIES[self.party]

    def light(self, present: date) -> str:
        """green, amber or red; ``paused`` while it stands still, ``over`` when done, empty without a limit."""
        if self.until is not None:
            return "over"
        if self.pause is not None:
            return "paused"
        return "" if self.due_on is None else light(present, self.due_on)

    def days_left(self, present: date) -> int:
        """Working days left; negative when the limit has passed. 0 without a limit."""
        return 0 if self.due_on is None else working_days_left(present, self.due_on)

    @property
    def late(self) -> bool:
        """Whether a turn that is over ended after its limit."""
        return self.until is not None and self.due_on is not None and today(self.until) > self.due_on

    @property
    def announced(self) -> bool:
        """Whether the holidays up to the limit are known; otherwise it was counted Monday to Friday."""
        return self.due_on is None or announced(self.due_on)


def pauses_of(entries: Iterable[Entry]) -> list[Pause]:
    """Every pause of a case, the first one first."""
    pauses: list[Pause] = []
    for entry in entries:
        if entry.event == PAUSED:
            detail = entry.detail
            pauses.append(Pause(str(detail.get("cause", "")), str(detail.get("text", "")), entry.at, None))
        elif pauses and pauses[-1].until is None and (entry.event == RESUMED or entry.event in _HANDS_ON):
            pauses[-1] = Pause(pauses[-1].cause, pauses[-1].text, pauses[-1].since, entry.at)
    return pauses


def turns_of(
    entries: Sequence[Entry],
    assignments: Iterable[Assignment],
    limits: Mapping[str, int],
    present: date,
) -> list[Turn]:
    """Every turn of a case, those that run first, then the latest; ``limits`` of the window and the signatory."""
    reading = _Reading(pauses_of(entries), assignments, limits, present)
    for entry in entries:
        reading.goes_on(entry)
    order = {party: place for place, party in enumerate(PARTIES)}
    return sorted(
        reading.turns(), key=lambda turn: (turn.until is not None, -turn.since.timestamp(), order[turn.party])
    )


class _Reading:
    """The turns as the timeline is read, entry by entry."""

    def __init__(
        self,
        pauses: Sequence[Pause],
        assignments: Iterable[Assignment],
        limits: Mapping[str, int],
        present: date,
    ) -> None:
        self.pauses, self.limits, self.present = pauses, limits, present
        self.due = {(each.round, each.discipline): each.due_on for each in assignments}
        self.over: list[Turn] = []
        self.standing: dict[str, tuple[int, datetime]] = {}
        self.round = 1

    def goes_on(self, entry: Entry) -> None:
        """What the entry ends and begins."""
        if entry.event == "assigned":
            self.standing.setdefault(str(entry.detail["discipline"]), (self.round, entry.at))
        elif entry.event == "opinion_released":
            self._end([str(entry.detail["discipline"])], entry.at)
            if not any(party in DISCIPLINE_NAMES for party in self.standing):
                self.standing[SIGNATORY] = (self.round, entry.at)
        elif entry.event in _HANDS_ON:
            self.round = int(entry.detail.get("round", self.round))
            self._end(list(self.standing), entry.at)
            if entry.event in _STARTS:
                self.standing[_STARTS[entry.event]] = (self.round, entry.at)

    def turns(self) -> list[Turn]:
        """The turns that are over and those that run."""
        return [*self.over, *(self._turn(party, *began, None) for party, began in self.standing.items())]

    def _end(self, parties: Iterable[str], at: datetime) -> None:
        self.over += [self._turn(party, *self.standing.pop(party), at) for party in parties if party in self.standing]

    def _turn(self, party: str, round_number: int, since: datetime, until: datetime | None) -> Turn:
        if party in self.limits:
            day: date | None = due_after(today(since), self.limits[party])
            not_counted = [
                each for each in self.pauses if each.since >= since and (until is None or each.since < until)
            ]
        else:  # what is over was put into the kept day when the clocks went on
            day = self.due.get((round_number, party))
            not_counted = [each for each in self.pauses if each.until is None and until is None]
        if day is not None:
            day = due_after(day, sum(each.days(self.present) for each in not_counted))
        stopped = next((each for each in self.pauses if each.until is None), None)
        stops = until is None and day is not None
        return Turn(party, round_number, since, until, day, stopped if stops else None)
