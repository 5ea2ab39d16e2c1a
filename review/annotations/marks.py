"""Marks: what a reviewer says about a place on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkers.clauses import Severity
from review.annotations.anchors import annotation, checked_shape
from review.annotations.drafts import speaking
from review.annotations.opinions import discipline_of
from review.case import State
from review.errors import NotAllowed, NotThere, Refused, WrongMove
from review.rounds.notice import LATE_REASONS, free
from review.wording import typed

if TYPE_CHECKING:
    from uuid import UUID

    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import SheetRow
    from storage.marks import Mark
    from storage.people import Person

LONGEST_COMMENT = 4000


def place(
    unit: Unit,
    case: Case,
    sheet: SheetRow,
    person: Person,
    *,
    shape: Mapping[str, Any],
    comment: str,
    severity: str = Severity.GENERAL,
    late_reason: str = "",
    late_text: str = "",
) -> Mark:
    """Keep a mark of an assigned reviewer; ``shape`` is GeoJSON in paper millimetres.

    After the first round a place that did not change and lies at nothing open is marked only with one of
    ``LATE_REASONS`` and a text: everything is to be said at once (一次性告知).
    """
    case = locked_under_review(unit, case)
    discipline = discipline_of(unit, case, person)
    must_be_of_round(case, sheet.case, sheet.round)
    words = typed(comment, "批注内容", "The comment of a mark", most=LONGEST_COMMENT, least=1)
    if severity not in set(Severity):
        raise Refused(
            "批注的严重程度无法识别，请重新选择", "The severity of the mark is unknown; choose one of the list"
        )
    body = annotation(sheet, checked_shape(sheet, shape), words)
    late = _late(unit, case, sheet, body["target"]["selector"]["geometry"], late_reason, late_text)
    mark = unit.marks.place(
        case=case.id,
        round=case.round,
        sheet=sheet.id,
        author=person.id,
        discipline=discipline,
        severity=severity,
        comment=words,
        body=body,
        late_reason=late.reason,
        late_text=late.text,
    )
    unit.timeline.add(
        case.id,
        person.id,
        "marked",
        {
            "mark": str(mark.id),
            "sheet": sheet.number or sheet.sheet,
            "discipline": discipline,
            "comment": words,
            **({"late_reason": late.reason, "late_text": late.text} if late.reason else {}),
        },
    )
    return mark


@dataclass(frozen=True, slots=True)
class _Late:
    """Why a comment comes late; both empty when it does not."""

    reason: str = ""
    text: str = ""


def _late(unit: Unit, case: Case, sheet: SheetRow, shape: Mapping[str, Any], reason: str, text: str) -> _Late:
    if free(unit, case, sheet, shape):
        return _Late()
    if reason not in LATE_REASONS:
        zh = "、".join(each.zh for each in LATE_REASONS.values())
        en = ", ".join(each.en for each in LATE_REASONS.values())
        raise Refused(
            f"此处自上一轮以来没有改动，也没有未结的意见；首轮之后新提意见须选择理由（{zh}）并说明，将计数公示",
            f"Nothing changed here since the last round and nothing is open here; a new comment needs one of these "
            f"reasons ({en}) and an explanation, and is counted",
        )
    return _Late(
        reason, typed(text, "迟提意见的说明", "The explanation of a late comment", most=LONGEST_COMMENT, least=4)
    )


def withdraw(unit: Unit, case: Case, mark: Mark, person: Person) -> None:
    """Take back one's own mark; it stays in the timeline."""
    if mark.author != person.id:
        raise NotAllowed("只能撤回自己的批注", "Only one's own marks can be withdrawn")
    case = locked_under_review(unit, case)
    must_be_of_round(case, mark.case, mark.round)
    if unit.marks.get(mark.id).withdrawn_at is not None:
        return
    speaking(unit, case, person)
    unit.marks.withdraw(mark.id)
    unit.timeline.add(case.id, person.id, "mark_withdrawn", {"mark": str(mark.id)})


def acknowledge(unit: Unit, case: Case, sheet: SheetRow, person: Person) -> None:
    """Note that an assigned reviewer has seen what the sheet could not display; once is enough."""
    case = locked_under_review(unit, case)
    discipline_of(unit, case, person)
    must_be_of_round(case, sheet.case, sheet.round)
    if any(each.person == person.id for each in unit.drawings.acknowledged(sheet.id)):
        return
    unit.drawings.acknowledge(sheet.id, person.id)
    unit.timeline.add(case.id, person.id, "acknowledged", {"sheet": sheet.number or sheet.sheet})


def locked_under_review(unit: Unit, case: Case) -> Case:
    """The case as it stands now, nobody else changing it until this unit ends; refused unless it is under review."""
    present = unit.cases.locked(case.id)
    if present.state != State.UNDER_REVIEW:
        raise WrongMove(
            f"案件 {present.number} 不在审查中，现在不能批注或作答",
            f"Case {present.number} is not under review; nothing can be marked or judged now",
        )
    return present


def must_be_of_round(case: Case, owner: UUID, round_number: int) -> None:
    """Refuse a sheet, a mark or a finding of another case or of an earlier round."""
    if owner != case.id or round_number != case.round:
        raise NotThere(
            f"案件 {case.number} 的本轮送审中没有它，请刷新页面",
            f"There is no such thing in the present round of case {case.number}; reload the page",
        )
