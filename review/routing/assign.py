"""Send a case to its disciplines: a reviewer and a working-day deadline for each.

The reviewer is the one of the discipline with the fewest open assignments, ties broken by login, so that
anybody can repeat the choice from the timeline entry. Nobody reviews a case of his own firm or one he has
another part in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from checkers.errors import Words
from review.case import State, now
from review.errors import Unready
from review.people import Role
from review.routing.catalogue import Need, needs
from review.routing.clock import due_after, today

if TYPE_CHECKING:
    from uuid import UUID

    from storage.cases import Assignment, Case
    from storage.database import Unit
    from storage.people import Person


def route(unit: Unit, case: Case, *, days: int) -> list[Assignment]:
    """Assign a reviewer of every discipline the case needs, all at the same time.

    ``days`` is the limit in working days. In a later round the reviewer of the round before keeps the case.
    Raises ``Unready`` naming every discipline that has nobody, before anything is assigned.
    """
    load: Counter[UUID] = Counter()
    before = {each.discipline: each.person for each in unit.cases.assignments(case.id, case.round - 1)}
    applicant = unit.people.get(case.applicant)
    chosen: list[tuple[Need, Person, int]] = []
    nobody: list[Words] = []
    for need in needs(case.facts):
        candidates = [
            person
            for person in unit.people.with_role(Role.REVIEWER, need.discipline)
            if person.active and not _conflict(person, applicant, case)
        ]
        if not candidates:
            nobody.append(DISCIPLINE_NAMES[need.discipline])
            continue
        for person in candidates:
            load.setdefault(person.id, _open_work(unit, person, case))
        kept = [person for person in candidates if person.id == before.get(need.discipline)]
        person = min(kept or candidates, key=lambda each: (load[each.id], each.login))
        load[person.id] += 1
        chosen.append((need, person, len(candidates)))
    if nobody:
        zh, en = "、".join(each.zh for each in nobody), ", ".join(each.en for each in nobody)
        raise Unready(
            f"没有可指派的审查员：{zh}，请管理员先添加", f"No reviewer for: {en}; ask the administrator to add one"
        )
    due = due_after(today(now()), days)
    for need, person, candidates_count in chosen:
        unit.cases.assign(case.id, case.round, need.discipline, person.id, due, need.why.zh)
        unit.cases.add_party(case.id, person.id, Role.REVIEWER, need.discipline)
        unit.timeline.add(
            case.id,
            None,
            "assigned",
            {
                "discipline": need.discipline,
                "person": person.login,
                "due_on": due.isoformat(),
                "why": need.why.zh,
                "candidates": candidates_count,
            },
        )
    return unit.cases.assignments(case.id, case.round)


def _open_work(unit: Unit, person: Person, case: Case) -> int:
    """How many other cases under review the person is assigned to."""
    others = {each.case for each in unit.cases.assigned_to(person.id)} - {case.id}
    return sum(unit.cases.get(other).state == State.UNDER_REVIEW for other in others)


def _conflict(person: Person, applicant: Person, case: Case) -> bool:
    same_firm = bool(person.firm) and person.firm == applicant.firm
    return same_firm or person.id in {case.applicant, case.owner}
