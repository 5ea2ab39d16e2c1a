"""My work: what waits for me, and what I wait for and on whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from review.case import State
from review.people import Role
from review.web.access import SignedIn
from review.web.rendering import page
from review.web.steps import Step, next_step

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

router = APIRouter(include_in_schema=False)

_OVER = {State.ARCHIVED, State.WITHDRAWN}

_SEEN_BY_ROLE = {
    Role.WINDOW: (State.SUBMITTED, State.ACCEPTED, State.ACCEPTED_WITH_GAPS, State.UNDER_REVIEW, State.DELIVERED),
    Role.SIGNATORY: (State.UNDER_REVIEW, State.DECIDED, State.SEALED),
}
"""states whose cases belong into the list of everybody with the role"""


@dataclass(frozen=True, slots=True)
class Line:
    """One case in somebody's list."""

    case: Case
    step: Step
    since: datetime
    """the last thing that happened"""


def lines_of(unit: Unit, person: Person) -> list[Line]:
    """Every case of the person, the oldest clock first, then what has lain longest."""
    found = {case.id: case for case in unit.cases.of_person(person.id)}
    for role, states in _SEEN_BY_ROLE.items():
        if role in person.roles:
            found |= {case.id: case for case in unit.cases.in_states(states)}
    lines = []
    for case in found.values():
        entries = unit.timeline.of(case.id)
        since = entries[-1].at if entries else case.created_at
        lines.append(Line(case, next_step(unit, case, person), since))
    return sorted(lines, key=lambda line: (line.step.due_on or date.max, line.since))


@router.get("/work")
def my_work(visit: SignedIn) -> HTMLResponse:
    """What waits for this person, what he waits for, and what is over."""
    with visit.unit() as unit:
        lines = lines_of(unit, visit.me)
    mine = [line for line in lines if line.step.mine]
    over = [line for line in lines if line.case.state in _OVER]
    waiting = [line for line in lines if not line.step.mine and line.case.state not in _OVER]
    return page(visit, "work.html", mine=mine, waiting=waiting, over=over)
