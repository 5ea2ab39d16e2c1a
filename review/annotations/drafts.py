"""What a reviewer has not released yet: nobody who applied for the case or owns it sees it.

Vocabulary
----------
draft    a mark or a judgement of a discipline whose opinion of the present round is not released
veil     what is kept from somebody: empty for the office, drafts for the applicant and the owner

A discipline says everything at once (一次性告知). Until it does, its marks and its words on findings are notes; after
it did, nothing is added to them in that round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from review.case import State
from review.errors import WrongMove

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from storage.cases import Case
    from storage.database import Unit
    from storage.findings import Judgement
    from storage.marks import Mark
    from storage.people import Person
    from storage.timeline import Entry

DRAFTING = frozenset(
    {"marked", "mark_withdrawn", "mark_settled", "finding_agreed", "finding_overruled", "acknowledged"}
)
"""entries of the timeline that tell what a reviewer notes"""

BEGINS = "route"
"""the entry with which a round's review begins"""


@dataclass(frozen=True, slots=True)
class Veil:
    """What is kept from a person for now."""

    round: int = 0
    disciplines: frozenset[str] = frozenset()
    """those that have not spoken"""
    people: frozenset[UUID] = frozenset()
    """their reviewers"""

    def marks(self, marks: Iterable[Mark]) -> list[Mark]:
        """The marks that may be shown."""
        return [each for each in marks if each.round != self.round or each.discipline not in self.disciplines]

    def judgements(self, judgements: Mapping[UUID, Judgement]) -> dict[UUID, Judgement]:
        """The judgements that may be shown, by finding."""
        return {finding: each for finding, each in judgements.items() if each.person not in self.people}

    def hidden(self, entries: Sequence[Entry]) -> set[int]:
        """Positions of the entries whose detail may not be shown."""
        if not self.people:
            return set()
        began = max((entry.position for entry in entries if entry.event == BEGINS), default=0)
        return {
            entry.position
            for entry in entries
            if entry.position > began and entry.event in DRAFTING and entry.person in self.people
        }


def veil(unit: Unit, case: Case, person: Person) -> Veil:
    """What is kept from this person in this case."""
    if case.state != State.UNDER_REVIEW or person.id not in {case.applicant, case.owner}:
        return Veil()
    spoken = {opinion.discipline for opinion in unit.opinions.of_case(case.id, case.round)}
    silent = [each for each in unit.cases.assignments(case.id, case.round) if each.discipline not in spoken]
    return Veil(case.round, frozenset(each.discipline for each in silent), frozenset(each.person for each in silent))


def speaking(unit: Unit, case: Case, person: Person) -> list[str]:
    """The disciplines the person reviews in this round and has not released yet; refused when he released them all.

    Empty when he was assigned none.
    """
    mine = [each.discipline for each in unit.cases.assignments(case.id, case.round) if each.person == person.id]
    spoken = {opinion.discipline for opinion in unit.opinions.of_case(case.id, case.round)}
    silent = [each for each in mine if each not in spoken]
    if mine and not silent:
        names = [DISCIPLINE_NAMES[each] for each in mine]
        raise WrongMove(
            f"{'、'.join(each.zh for each in names)}意见已发布，本轮不能再增改批注和判断",
            f"The opinion of {', '.join(each.en for each in names)} is released; its marks and judgements stand",
        )
    return silent
