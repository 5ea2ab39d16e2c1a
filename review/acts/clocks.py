"""Stopping and starting the clocks of a case, for what the law does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.case import State, now
from review.errors import NotAllowed, Refused, WrongMove
from review.people import Role
from review.routing.clock import due_after, today
from review.routing.clocks import CAUSES, PAUSED, RESUMED, Pause, pauses_of
from review.wording import typed

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person


def pause_clocks(jobs: Jobs, case_id: UUID, person: Person, cause: str, text: str) -> None:
    """Stop the clocks of the office for one of ``CAUSES``; the text tells the applicant how long it will take."""
    with jobs.office.database.unit() as unit:
        case = _of_the_window(unit, case_id, person)
        if cause not in CAUSES:
            raise Refused(
                "法律规定不计入期限的事项才能暂停计时，请从列表中选择",
                "Clocks stop only for what the law does not count; choose one of the list",
            )
        words = typed(text, "所需时间的说明", "How long it will take", least=4)
        if _open(unit, case) is not None:
            raise WrongMove(
                f"案件 {case.number} 的计时已经暂停", f"The clocks of case {case.number} stand still already"
            )
        unit.timeline.add(case.id, person.id, PAUSED, {"cause": cause, "text": words})


def resume_clocks(jobs: Jobs, case_id: UUID, person: Person) -> None:
    """Let the clocks go on; every discipline that has not spoken is due as many working days later."""
    with jobs.office.database.unit() as unit:
        case = _of_the_window(unit, case_id, person)
        pause = _open(unit, case)
        if pause is None:
            raise WrongMove(
                f"案件 {case.number} 的计时没有暂停", f"The clocks of case {case.number} do not stand still"
            )
        days = pause.days(today(now()))
        spoken = {opinion.discipline for opinion in unit.opinions.of_case(case.id, case.round)}
        for each in unit.cases.assignments(case.id, case.round):
            if each.discipline not in spoken:
                unit.cases.put_off(case.id, case.round, each.discipline, due_after(each.due_on, days))
        unit.timeline.add(case.id, person.id, RESUMED, {"cause": pause.cause, "working_days": days})


def _of_the_window(unit: Unit, case_id: UUID, person: Person) -> Case:
    case = unit.cases.locked(case_id)
    if not person.active or Role.WINDOW not in person.roles or person.id in {case.applicant, case.owner}:
        raise NotAllowed("只有窗口人员可以暂停或恢复计时", "Only the window stops and starts the clocks")
    if case.state != State.UNDER_REVIEW:
        raise WrongMove(
            f"案件 {case.number} 不在审查中，不能暂停或恢复计时",
            f"Case {case.number} is not under review; its clocks cannot be stopped or started",
        )
    return case


def _open(unit: Unit, case: Case) -> Pause | None:
    pauses = pauses_of(unit.timeline.of(case.id))
    return pauses[-1] if pauses and pauses[-1].until is None else None
