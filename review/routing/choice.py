"""Whom a discipline of a case is given to: who may have it, who may not and why, and how one of them is chosen.

Vocabulary
----------
candidate  an active reviewer of the discipline with no tie to the case who is not away
excluded   a reviewer of the discipline who may not have it, with the reason; it goes into the timeline
by rule    the candidate with the fewest open cases, ties by login
by draw    a blind draw with a recorded seed (``review.routing.draw``)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.case import State, now
from review.people import Role
from review.routing.clock import today
from review.routing.draw import lots, new_seed

if TYPE_CHECKING:
    from uuid import UUID

    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

RULE, DRAW, KEPT = "rule", "draw", "kept"

SAME_PERSON, SAME_FIRM, DECLARED, AWAY = "party", "same_firm", "declared", "away"
"""why somebody is excluded"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen, and all that is needed to see that it was done rightly."""

    person: Person
    how: str
    candidates: tuple[str, ...]
    """logins, sorted"""
    excluded: tuple[tuple[str, str], ...]
    """logins with the reason"""
    seed: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the timeline keeps of it."""
        told: dict[str, Any] = {
            "person": self.person.login,
            "how": self.how,
            "candidates": list(self.candidates),
            "excluded": [{"login": login, "why": why} for login, why in self.excluded],
        }
        return {**told, "seed": self.seed} if self.seed else told


class Chooser:
    """Chooses reviewers for one case; everything it must know is asked once."""

    def __init__(self, unit: Unit, case: Case, how: str) -> None:
        self.case, self.how = case, how
        self.reviewers = unit.people.with_role(Role.REVIEWER)
        self.load: Counter[UUID] = Counter(unit.cases.open_work(State.UNDER_REVIEW, case.id))
        sides = [unit.people.get(each) for each in (case.applicant, case.owner) if each is not None]
        self.parties = {each.id for each in sides}
        self.firms = {_plain(each.firm) for each in sides if each.firm}
        self.declared = {each.person for each in unit.relations.standing() if _plain(each.firm) in self.firms}
        day = today(now())
        self.away = {each.person for each in unit.relations.absences(day) if each.from_on <= day}

    def choose(self, discipline: str, *, kept: UUID | None = None, but: UUID | None = None) -> Choice | None:
        """Somebody for this discipline; None when nobody may have it.

        ``kept`` keeps it if he may, as the reviewer of the round before does; ``but`` is who hands it over.
        """
        known = [each for each in self.reviewers if discipline in each.disciplines and each.id != but]
        excluded = tuple((each.login, why) for each in known if (why := self._why_not(each)))
        candidates = sorted((each for each in known if not self._why_not(each)), key=lambda each: each.login)
        if not candidates:
            return None
        logins = tuple(each.login for each in candidates)
        standing = next((each for each in candidates if each.id == kept), None)
        if standing is not None:
            choice = Choice(standing, KEPT, logins, excluded)
        elif self.how == DRAW:
            seed = new_seed()
            winner = lots(seed, logins)[0].login
            choice = Choice(next(each for each in candidates if each.login == winner), DRAW, logins, excluded, seed)
        else:
            choice = Choice(min(candidates, key=lambda each: (self.load[each.id], each.login)), RULE, logins, excluded)
        self.load[choice.person.id] += 1
        return choice

    def excludes(self, person: Person) -> bool:
        """Whether the person may not have anything of the case."""
        return bool(self._why_not(person))

    def _why_not(self, person: Person) -> str:
        """Why the person may not have it; empty when he may."""
        if person.id in self.parties:
            return SAME_PERSON
        if person.firm and _plain(person.firm) in self.firms:
            return SAME_FIRM
        if person.id in self.declared:
            return DECLARED
        return AWAY if person.id in self.away else ""


def _plain(firm: str) -> str:
    """A firm's name as it is compared: without case and spaces."""
    return "".join(firm.casefold().split())
