"""Ties and absences of reviewers, and handing a case over to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from review.case import State, now
from review.errors import NotAllowed, Refused, Unready, WrongMove
from review.people import Role
from review.routing.choice import Chooser
from review.routing.clock import today
from review.wording import line, typed

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

LONGEST_AWAY = 366
"""days of one absence"""


def declare_relation(jobs: Jobs, person: Person, firm: str, reason: str) -> int:
    """A reviewer declares a tie to a firm; what he has of it is handed over at once. The number of cases handed over."""
    _must_review(person)
    name = line(firm, "单位名称", "The firm")
    words = typed(reason, "关联情况", "The tie", least=2)
    with jobs.office.database.unit() as unit:
        unit.relations.declare(person.id, name, words, person.id)
        return _hand_on(jobs, unit, person, "declared")


def withdraw_relation(jobs: Jobs, person: Person, relation: UUID) -> None:
    """Take back a tie that is over."""
    with jobs.office.database.unit() as unit:
        if unit.relations.relation(relation).person != person.id:
            raise NotAllowed("只能撤回自己的申报", "Only one's own declarations can be taken back")
        unit.relations.withdraw(relation)


def note_absence(jobs: Jobs, person: Person, from_on: date, until_on: date, reason: str) -> int:
    """A reviewer says that he is away; if it begins today his open work is handed over. The number of cases it was."""
    _must_review(person)
    present = today(now())
    if until_on < from_on or until_on < present or (until_on - from_on).days > LONGEST_AWAY:
        raise Refused(
            f"外出日期有误：止日不得早于起日和今天，且不超过 {LONGEST_AWAY} 天，请核对",
            f"The days of the absence are wrong: it ends today or later, not before it begins, within {LONGEST_AWAY} days",
        )
    words = typed(reason, "外出事由", "The reason of the absence", least=2)
    with jobs.office.database.unit() as unit:
        unit.relations.note_absence(person.id, from_on, until_on, words, person.id)
        return _hand_on(jobs, unit, person, "away") if from_on <= present else 0


def end_absence(jobs: Jobs, person: Person, absence: UUID) -> None:
    """Take back an absence; what was handed over stays where it is."""
    with jobs.office.database.unit() as unit:
        if unit.relations.absence(absence).person != person.id:
            raise NotAllowed("只能撤回自己的登记", "Only one's own absences can be taken back")
        unit.relations.end_absence(absence)


def hand_over(jobs: Jobs, case_id: UUID, person: Person, discipline: str, reason: str) -> None:
    """The window gives a discipline that has not spoken to somebody else, chosen as assignments are; with a reason."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        if not person.active or Role.WINDOW not in person.roles or person.id in {case.applicant, case.owner}:
            raise NotAllowed("只有窗口人员可以改派", "Only the window hands a discipline over")
        words = typed(reason, "改派理由", "The reason", least=2)
        if case.state != State.UNDER_REVIEW:
            raise WrongMove(
                f"案件 {case.number} 不在审查中，不能改派",
                f"Case {case.number} is not under review; nothing to hand over",
            )
        if not _given_on(jobs, unit, case, discipline, person, words):
            raise Unready(
                "该专业没有其他可指派的审查员，请管理员先添加",
                "There is nobody else for this discipline; ask the administrator to add a reviewer",
            )


def _hand_on(jobs: Jobs, unit: Unit, person: Person, why: str) -> int:
    """Hand over what the person may no longer have; a discipline without anybody else stays with him."""
    count = 0
    for case, discipline in unit.cases.unspoken(person.id, State.UNDER_REVIEW):
        present = unit.cases.locked(case)
        chooser = Chooser(unit, present, jobs.office.settings.assignment)
        if chooser.excludes(person):
            count += _given_on(jobs, unit, present, discipline, person, why)
    return count


def _given_on(jobs: Jobs, unit: Unit, case: Case, discipline: str, by: Person, why: str) -> bool:
    standing = {each.discipline: each for each in unit.cases.assignments(case.id, case.round)}.get(discipline)
    spoken = {opinion.discipline for opinion in unit.opinions.of_case(case.id, case.round)}
    if standing is None or discipline in spoken:
        name = DISCIPLINE_NAMES.get(discipline)
        zh, en = (name.zh, name.en) if name else (discipline, discipline)
        raise WrongMove(f"{zh}专业不在审查中，不能改派", f"{en} is not being reviewed; it cannot be handed over")
    choice = Chooser(unit, case, jobs.office.settings.assignment).choose(discipline, but=standing.person)
    before = unit.people.get(standing.person)
    if choice is None:
        unit.timeline.add(case.id, by.id, "nobody_to_hand_to", {"discipline": discipline, "why": why})
        return False
    unit.cases.assign(case.id, case.round, discipline, choice.person.id, standing.due_on, standing.why)
    unit.cases.add_party(case.id, choice.person.id, Role.REVIEWER, discipline)
    detail = {"discipline": discipline, "from": before.login, "why": why, "due_on": standing.due_on.isoformat()}
    unit.timeline.add(case.id, by.id, "handed_over", {**detail, **choice.told})
    return True


def _must_review(person: Person) -> None:
    if not person.active or Role.REVIEWER not in person.roles:
        raise NotAllowed("只有审查员需要申报关联和外出", "Only reviewers declare ties and absences")
