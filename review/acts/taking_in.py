"""What the window does: accept, accept with listed gaps, return once with everything missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from review.case import move, must_allow
from review.errors import Refused
from review.routing.assign import route
from review.wording import line

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person

MOST_LISTED = 200
"""missing materials and gaps of one answer of the window"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing that the window lets follow: what, from whom, until when."""

    what: str
    owner: str
    due_on: date


def accept(jobs: Jobs, case_id: UUID, person: Person, gaps: Sequence[Gap] = ()) -> Case:
    """Accept the case, with listed gaps if there are any, and send it to all its disciplines at once."""
    with jobs.office.database.unit() as unit:
        must_allow(unit.cases.locked(case_id), "accept", person)
        gaps = _gaps(gaps)
        listed = [{"what": gap.what, "owner": gap.owner, "due_on": gap.due_on.isoformat()} for gap in gaps]
        case = move(unit, case_id, "accept_with_gaps" if gaps else "accept", person, {"gaps": listed})
        for gap in gaps:
            unit.cases.add_gap(case.id, gap.what, gap.owner, gap.due_on)
        case = move(unit, case_id, "route", person)
        settings = jobs.office.settings
        days = settings.review_days if case.round == 1 else settings.review_again_days
        route(unit, case, days=days, how=settings.assignment)
        return case


def return_incomplete(jobs: Jobs, case_id: UUID, person: Person, missing: Sequence[str]) -> Case:
    """Return the case once, with everything that is missing."""
    listed = [line(each, "所缺内容", "What is missing") for each in missing if each.strip()]
    if not 0 < len(listed) <= MOST_LISTED:
        raise Refused(
            f"退回补正须一次性列明所缺内容，请逐条填写（不超过 {MOST_LISTED} 条）",
            f"Returning a case needs the list of everything missing, in {MOST_LISTED} lines or fewer",
        )
    with jobs.office.database.unit() as unit:
        return move(unit, case_id, "return_incomplete", person, {"missing": listed})


def _gaps(gaps: Sequence[Gap]) -> list[Gap]:
    if len(gaps) > MOST_LISTED:
        raise Refused(
            f"容缺材料超过 {MOST_LISTED} 项，请退回补正", f"More than {MOST_LISTED} gaps: return the case instead"
        )
    return [
        Gap(line(gap.what, "所缺材料", "The gap"), line(gap.owner, "补齐责任人", "Who brings it"), gap.due_on)
        for gap in gaps
    ]
