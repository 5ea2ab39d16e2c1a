"""What people say of two rounds: which sheet is which, and whether a mark stands where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.case import State
from review.errors import NotAllowed, NotThere, Refused, WrongMove
from review.intake.receive import collecting_round

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

SAID = ("placed", "gone")
"""what somebody who looked may say of a mark: it stands there rightly, or what it spoke of is gone"""


def say_pair(jobs: Jobs, case_id: UUID, person: Person, new: UUID, old: UUID | None) -> None:
    """Say which sheet of the round before a new sheet is, or with None that it is a new one.

    The applicant may while he puts the round together, a reviewer of the case while he reviews it. The round is
    compared again with the answer.
    """
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        coming = _round_of(unit, case, person)
        sheets = {sheet.id: sheet for sheet in unit.drawings.sheets(case.id)}
        newer, older = sheets.get(new), sheets.get(old) if old is not None else None
        if newer is None or newer.round != coming or (old is not None and (older is None or older.round != coming - 1)):
            raise NotThere("没有这张图，请刷新页面", "There is no such sheet; reload the page")
        said = unit.rounds.answers(case.id, coming)
        if older is not None and any(said[each] == older.sheet for each in said if each != newer.sheet):
            raise Refused(
                f"{older.number} {older.title} 已对应另一张新图，请先改那一张的对应关系",
                f"{older.number} {older.title} is said to be another new sheet; change that answer first",
            )
        unit.rounds.answer(case.id, coming, newer.sheet, older.sheet if older else None, person.id)
        jobs.defer_compare(unit, case.id, coming)
        detail = {"new": _named(newer.number, newer.title), "old": _named(older.number, older.title) if older else None}
        unit.timeline.add(case.id, person.id, "pair_said", {"round": coming, **detail})


def settle_mark(jobs: Jobs, case_id: UUID, person: Person, mark_id: UUID, standing: str) -> None:
    """Say that a mark of an earlier round stands rightly where it is shown, or that what it spoke of is gone.

    For the reviewer of the mark's discipline, while the case is under review.
    """
    if standing not in SAID:
        raise Refused("请选择“位置正确”或“已不存在”", "Choose “stands rightly” or “is gone”")
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        mark = unit.marks.get(mark_id)
        mine = {each.discipline for each in unit.cases.assignments(case.id, case.round) if each.person == person.id}
        if mark.case != case.id or mark.discipline not in mine:
            raise NotAllowed(
                "只有该专业的审查员可以确认批注位置", "Only the reviewer of its discipline settles where a mark stands"
            )
        if case.state != State.UNDER_REVIEW:
            raise WrongMove(
                f"案件 {case.number} 不在审查中，现在不能确认批注位置",
                f"Case {case.number} is not under review; no mark can be settled now",
            )
        placement = unit.rounds.placement(mark_id, case.round)
        if standing == "placed" and placement.sheet is None:
            raise Refused(
                "这条批注在本轮没有位置，请先确认其所在图纸",
                "The mark stands nowhere in this round; say first which sheet its sheet is",
            )
        unit.rounds.settle(mark_id, case.round, standing, person.id)
        detail = {"mark": str(mark_id), "standing": standing, "round": case.round}
        unit.timeline.add(case.id, person.id, "mark_settled", detail)


def _round_of(unit: Unit, case: Case, person: Person) -> int:
    """The round of which the person may say what is what."""
    coming = collecting_round(case)
    if coming < 2:  # noqa: PLR2004  there is a round before it
        raise WrongMove(f"案件 {case.number} 只有一轮", f"Case {case.number} has one round only")
    if case.state in {State.RETURNED_FOR_CORRECTION, State.RETURNED_INCOMPLETE}:
        if person.id == case.applicant and person.active:
            return coming
    elif case.state == State.UNDER_REVIEW and any(
        each.person == person.id for each in unit.cases.assignments(case.id, case.round)
    ):
        return coming
    raise NotAllowed(
        "补正期间由申请人、审查期间由审查员确认图纸对应关系",
        "The applicant says which sheet is which while he corrects the set, a reviewer while he reviews it",
    )


def _named(number: str, title: str) -> str:
    return f"{number} {title}".strip()
