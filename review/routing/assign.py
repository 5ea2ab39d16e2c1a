"""Send a case to its disciplines: a reviewer and a working-day deadline for each.

Who may have it and how one is chosen stands in ``review.routing.choice``; the timeline keeps what anybody needs to
repeat the choice. In a later round the reviewer of the round before keeps the case while he may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from review.case import now
from review.errors import Unready
from review.people import Role
from review.routing.catalogue import needs
from review.routing.choice import Chooser
from review.routing.clock import due_after, today

if TYPE_CHECKING:
    from storage.cases import Assignment, Case
    from storage.database import Unit


def route(unit: Unit, case: Case, *, days: int, how: str) -> list[Assignment]:
    """Assign a reviewer of every discipline the case needs, all at the same time.

    ``days`` is the limit in working days, ``how`` is ``rule`` or ``draw``. Raises ``Unready`` naming every discipline
    that has nobody, before anything is assigned.
    """
    before = {each.discipline: each.person for each in unit.cases.assignments(case.id, case.round - 1)}
    chooser = Chooser(unit, case, how)
    chosen = [(need, chooser.choose(need.discipline, kept=before.get(need.discipline))) for need in needs(case.facts)]
    nobody = [DISCIPLINE_NAMES[need.discipline] for need, choice in chosen if choice is None]
    if nobody:
        zh, en = "、".join(each.zh for each in nobody), ", ".join(each.en for each in nobody)
        raise Unready(
            f"没有可指派的审查员：{zh}，请管理员先添加", f"No reviewer for: {en}; ask the administrator to add one"
        )
    due = due_after(today(now()), days)
    for need, choice in chosen:
        assert choice is not None
        unit.cases.assign(case.id, case.round, need.discipline, choice.person.id, due, need.why.zh)
        unit.cases.add_party(case.id, choice.person.id, Role.REVIEWER, need.discipline)
        detail = {"discipline": need.discipline, "due_on": due.isoformat(), "why": need.why.zh}
        unit.timeline.add(case.id, None, "assigned", {**detail, **choice.told})
    return unit.cases.assignments(case.id, case.round)
