"""Marks: what a reviewer says about a place on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from checkers.clauses import Severity
from review.annotations.anchors import annotation, checked_shape
from review.annotations.opinions import discipline_of
from review.case import State
from review.errors import NotAllowed, Refused, WrongMove

if TYPE_CHECKING:
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
) -> Mark:
    """Keep a mark of an assigned reviewer; ``shape`` is GeoJSON in paper millimetres."""
    discipline = discipline_of(unit, case, person)
    words = comment.strip()
    if not words or len(words) > LONGEST_COMMENT:
        raise Refused(
            f"批注内容须为 1 到 {LONGEST_COMMENT} 个字，请补充后保存",
            f"A mark needs a comment of 1 to {LONGEST_COMMENT} characters",
        )
    if severity not in set(Severity):
        raise Refused(
            "批注的严重程度无法识别，请重新选择", "The severity of the mark is unknown; choose one of the list"
        )
    must_be_under_review(case)
    body = annotation(sheet, checked_shape(sheet, shape), words)
    mark = unit.marks.place(
        case=case.id,
        round=case.round,
        sheet=sheet.id,
        author=person.id,
        discipline=discipline,
        severity=severity,
        comment=words,
        body=body,
    )
    unit.timeline.add(
        case.id,
        person.id,
        "marked",
        {"mark": str(mark.id), "sheet": sheet.number or sheet.sheet, "discipline": discipline, "comment": words},
    )
    return mark


def withdraw(unit: Unit, case: Case, mark: Mark, person: Person) -> None:
    """Take back one's own mark; it stays in the timeline."""
    if mark.author != person.id:
        raise NotAllowed("只能撤回自己的批注", "Only one's own marks can be withdrawn")
    must_be_under_review(case)
    unit.marks.withdraw(mark.id)
    unit.timeline.add(case.id, person.id, "mark_withdrawn", {"mark": str(mark.id)})


def must_be_under_review(case: Case) -> None:
    """Refuse unless the case is under review."""
    if case.state != State.UNDER_REVIEW:
        raise WrongMove(
            f"案件 {case.number} 不在审查中，现在不能批注或作答",
            f"Case {case.number} is not under review; nothing can be marked or judged now",
        )
