"""The opinion of a discipline: drafted beside its findings and marks, released once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review.annotations import opinions
from review.annotations.drafts import veil
from review.case import State
from review.conclusion import CONCLUSIONS
from review.errors import NotThere, ReviewError
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, putting_together
from review.web.errors import status_of
from review.web.rendering import go

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}/opinions/{discipline}")
def show(visit: WithPart, number: str, discipline: str) -> HTMLResponse:
    """The opinion of a discipline: its matters and the form, or what was released."""
    return _show(visit, discipline)


@router.post("/cases/{number}/opinions/{discipline}")
def release(visit: WithPart, number: str, discipline: str, form: Posted) -> Response:
    """Release the opinion, once in each round."""
    try:
        with visit.unit() as unit:
            opinions.release(unit, visit.case, visit.me, discipline, form.text("conclusion"), form.text("text"))
    except ReviewError as error:
        return _show(visit, discipline, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}", "released")


@router.post("/cases/{number}/opinions/{discipline}/draft")
def keep(visit: WithPart, number: str, discipline: str, form: Posted) -> Response:
    """Keep the opinion as a draft that only its writer sees."""
    try:
        with visit.unit() as unit:
            opinions.save_draft(unit, visit.case, visit.me, discipline, form.text("conclusion"), form.text("text"))
    except ReviewError as error:
        return _show(visit, discipline, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}/opinions/{discipline}", "saved")


def _show(
    visit: Visit, discipline: str, status: int = 200, typed: Mapping[str, str] | None = None, **things: object
) -> HTMLResponse:
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        assignment = next((a for a in unit.cases.assignments(case.id, case.round) if a.discipline == discipline), None)
        if assignment is None:
            raise NotThere("本案件没有这个专业", "This case is not seen by that discipline")
        released = next((o for o in unit.opinions.of_case(case.id, case.round) if o.discipline == discipline), None)
        run = unit.findings.latest(case.id, case.round)
        found = unit.findings.of_run(run.id, discipline=discipline) if run else []
        kept_back = veil(unit, case, visit.me)
        judgements = kept_back.judgements(unit.findings.judgements(run.id)) if run else {}
        sheets = unit.drawings.sheets(case.id, case.round)
        placed = kept_back.marks(unit.marks.of_case(case.id, case.round))
        placed = [mark for mark in placed if mark.discipline == discipline]
        draft = unit.matters.draft(case.id, case.round, discipline, visit.me.id)
        broken = [each for each in found if each.verdict == "broken"]
        standing = [each for each in broken if each.id not in judgements or judgements[each.id].agrees]
        return case_page(
            made,
            "opinion.html",
            status,
            discipline=discipline,
            assignment=assignment,
            released=released,
            mine=assignment.person == visit.me.id and case.state == State.UNDER_REVIEW and released is None,
            conclusions=CONCLUSIONS,
            broken=broken,
            standing=standing,
            doubtful=[each for each in found if each.verdict == "doubtful"],
            judgements=judgements,
            marks=placed,
            sheets={sheet.sheet: sheet for sheet in sheets},
            sheets_by_id={sheet.id: sheet for sheet in sheets},
            unseen=[
                s
                for s in sheets
                if s.not_displayed and s.discipline == discipline and not unit.drawings.acknowledged(s.id)
            ],
            names=made.names([assignment.person]),
            draft=draft,
            typed=typed or ({"conclusion": draft.conclusion, "text": draft.text} if draft else {}),
            **things,
        )
