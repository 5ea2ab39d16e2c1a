"""Opinions: what a discipline concludes, released once in each round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.annotations.drafts import speaking
from review.case import State
from review.conclusion import Conclusion
from review.errors import NotAllowed, Refused, Unready, WrongMove
from review.matters.opening import open_matters
from review.wording import typed
from storage.errors import AlreadyThere

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.opinions import Opinion
    from storage.people import Person


def discipline_of(unit: Unit, case: Case, person: Person) -> str:
    """The discipline the person speaks for in this round; refused when there is none, or when it has spoken."""
    for discipline in speaking(unit, case, person):
        return discipline
    raise NotAllowed("您没有被指派审查本案件", "You are not assigned to this case")


def release(unit: Unit, case: Case, person: Person, discipline: str, conclusion: str, text: str) -> Opinion:
    """Release the opinion of a discipline, once in each round.

    *Passes* is refused while a broken mandatory finding of the discipline is neither overruled nor
    answered, and while a sheet with things that could not be displayed is not acknowledged.
    """
    case = unit.cases.locked(case.id)
    if case.state != State.UNDER_REVIEW:
        raise WrongMove(
            f"案件 {case.number} 不在审查中，不能发布意见", f"Case {case.number} is not under review; no opinion now"
        )
    assigned = {each.discipline for each in unit.cases.assignments(case.id, case.round) if each.person == person.id}
    if discipline not in assigned:
        raise NotAllowed("您没有被指派审查该专业", "You are not assigned to this discipline")
    if conclusion not in set(Conclusion):
        raise Refused("结论无法识别，请重新选择", "The conclusion is unknown; choose one of the list")
    if conclusion == Conclusion.PASS:
        _must_be_clear(unit, case, discipline)
    words = typed(text, "意见", "The opinion")
    if conclusion != Conclusion.PASS and not words:
        raise Refused("结论不是“合格”时须写明意见", "An opinion other than “passes” needs a text; write one")
    try:
        opinion = unit.opinions.release(
            case=case.id,
            round=case.round,
            discipline=discipline,
            person=person.id,
            conclusion=conclusion,
            text=words,
        )
    except AlreadyThere as error:
        raise WrongMove(error.words.zh, error.words.en) from error
    unit.timeline.add(
        case.id, person.id, "opinion_released", {"discipline": discipline, "conclusion": conclusion, "text": words}
    )
    open_matters(unit, case, opinion)
    return opinion


def save_draft(unit: Unit, case: Case, person: Person, discipline: str, conclusion: str, text: str) -> None:
    """Keep an opinion that is not released yet; nobody but its writer reads it."""
    case = unit.cases.locked(case.id)
    if case.state != State.UNDER_REVIEW or discipline not in speaking(unit, case, person):
        raise NotAllowed(
            "您没有被指派审查该专业，或意见已发布",
            "You are not assigned to this discipline, or its opinion is released",
        )
    if conclusion not in {"", *Conclusion}:
        raise Refused("结论无法识别，请重新选择", "The conclusion is unknown; choose one of the list")
    unit.matters.save_draft(case.id, case.round, discipline, person.id, conclusion, typed(text, "意见", "The opinion"))


def _must_be_clear(unit: Unit, case: Case, discipline: str) -> None:
    run = unit.findings.latest(case.id, case.round)
    if run is None:
        raise Unready(
            "机审尚未完成，请等待完成后再给出“合格”", "The machine has not finished measuring; wait before passing"
        )
    judged = unit.findings.judgements(run.id)
    open_ones = [
        finding
        for finding in unit.findings.of_run(run.id, discipline=discipline, verdict="broken")
        if finding.id not in judged or judged[finding.id].agrees
    ]
    if open_ones:
        raise Unready(
            f"还有 {len(open_ones)} 条不符合项未推翻，不能给出“合格”：请逐条处理，或改选其他结论",
            f"{len(open_ones)} broken findings are not overruled: judge each, or choose another conclusion",
        )
    sheets = unit.drawings.sheets(case.id, case.round)
    unseen = [
        sheet
        for sheet in sheets
        if sheet.not_displayed and sheet.discipline in {discipline, ""} and not unit.drawings.acknowledged(sheet.id)
    ]
    if unseen:
        names = "、".join(f"{sheet.number} {sheet.title}".strip() for sheet in unseen)
        raise Unready(
            f"以下图纸有未能显示的内容，须先确认：{names}",
            f"These sheets hold things that could not be displayed; acknowledge them first: {names}",
        )
