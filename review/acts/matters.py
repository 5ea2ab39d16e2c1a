"""What people do to the matters of a case: answer, settle, reopen, appeal, decide an appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.case import State
from review.errors import NotAllowed, NotThere, Refused, WrongMove
from review.matters.life import Standing, move
from review.people import Role
from review.routing.choice import Chooser
from review.wording import typed
from storage.errors import AlreadyThere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.matters import Appeal, Matter
    from storage.people import Person

APPEALED_IN = (State.UNDER_REVIEW, State.RETURNED_FOR_CORRECTION, State.RETURNED_INCOMPLETE)
"""states of a case in which the applicant may appeal"""

UPHELD, ALLOWED = "upheld", "allowed"


def move_matter(
    jobs: Jobs, case_id: UUID, person: Person, matter_id: UUID, name: str, *, text: str = "", sheet: str = ""
) -> Matter:
    """Make one move of one matter."""
    with jobs.office.database.unit() as unit:
        case, matter = _of_case(unit, case_id, matter_id)
        return move(unit, case, matter, name, person, text=text, sheet=sheet)


def answer_matters(jobs: Jobs, case_id: UUID, person: Person, answers: Mapping[UUID, tuple[str, str]]) -> int:
    """Answer several matters at once, each with its text and the changed sheet; all of them or none.

    Those without a text are left alone. The number of answers.
    """
    given = {matter: said for matter, said in answers.items() if said[0].strip()}
    with jobs.office.database.unit() as unit:
        for matter_id, (text, sheet) in given.items():
            case, matter = _of_case(unit, case_id, matter_id)
            move(unit, case, matter, "answer", person, text=text, sheet=sheet)
    return len(given)


def appeal(jobs: Jobs, case_id: UUID, person: Person, matter_id: UUID, text: str) -> Appeal:
    """Appeal against a matter, once; somebody else than its author is given it, else the signatory decides."""
    with jobs.office.database.unit() as unit:
        case, matter = _of_case(unit, case_id, matter_id)
        if not person.active or person.id != case.applicant:
            raise NotAllowed("只有申请人可以申诉", "Only the applicant appeals")
        if case.state not in APPEALED_IN or matter.state == Standing.SETTLED:
            raise WrongMove(
                "此事项现在不能申诉，请刷新页面", "This matter cannot be appealed against now; reload the page"
            )
        words = typed(text, "申诉理由", "The reason of the appeal", least=4)
        choice = Chooser(unit, case, jobs.office.settings.assignment).choose(matter.discipline, but=matter.opened_by)
        given_to = choice.person.id if choice else None
        try:
            made = unit.matters.appeal(matter.id, person.id, words, given_to)
        except AlreadyThere as error:
            raise WrongMove(error.words.zh, error.words.en) from error
        if choice is not None:
            unit.cases.add_party(case.id, choice.person.id, Role.REVIEWER, matter.discipline)
        detail = {"matter": str(matter.id), "discipline": matter.discipline, "text": words}
        unit.timeline.add(case.id, person.id, "appealed", {**detail, **(choice.told if choice else {})})
        return made


def decide_appeal(jobs: Jobs, case_id: UUID, person: Person, matter_id: UUID, decision: str, reason: str) -> Appeal:
    """Decide an appeal: upheld, the matter stays; allowed, it is settled. Never by the author of the matter."""
    with jobs.office.database.unit() as unit:
        case, matter = _of_case(unit, case_id, matter_id)
        standing = unit.matters.appeals_of(case.id).get(matter.id)
        if standing is None:
            raise NotThere("没有这项申诉，请刷新页面", "There is no such appeal; reload the page")
        if not may_decide(case, matter, standing, person):
            raise NotAllowed(
                "申诉由原审查员以外的人答复，您不能办理",
                "An appeal is answered by somebody else than its author; not by you",
            )
        if decision not in {UPHELD, ALLOWED}:
            raise Refused("请选择申诉成立或不成立", "Choose whether the appeal is allowed")
        words = typed(reason, "答复理由", "The reason", least=4)
        try:
            decided = unit.matters.decide_appeal(standing.id, person.id, decision, words)
        except AlreadyThere as error:
            raise WrongMove(error.words.zh, error.words.en) from error
        detail = {"matter": str(matter.id), "discipline": matter.discipline, "decision": decision, "reason": words}
        unit.timeline.add(case.id, person.id, "appeal_decided", detail)
        if decision == ALLOWED and matter.state != Standing.SETTLED:
            move(unit, case, matter, "allow", None, text=words)
        return decided


def may_decide(case: Case, matter: Matter, standing: Appeal, person: Person) -> bool:
    """Whether the person may decide the appeal: who was given it, or a signatory; never author or party."""
    if not person.active or person.id in {matter.opened_by, case.applicant, case.owner}:
        return False
    return person.id == standing.given_to or Role.SIGNATORY in person.roles


def _of_case(unit: Unit, case_id: UUID, matter_id: UUID) -> tuple[Case, Matter]:
    case = unit.cases.locked(case_id)
    matter = unit.matters.get(matter_id)
    if matter.case != case.id:
        raise NotThere("没有这个事项，请刷新页面", "There is no such matter; reload the page")
    return case, matter
