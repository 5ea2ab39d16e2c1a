"""The case itself: where it stands, whom it waits for, and everything that belongs to it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.case import open_moves
from review.errors import ReviewError
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, counts_of, putting_together
from review.web.errors import status_of
from review.web.rendering import go

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """State and next step, the disciplines with their clocks, sheets, findings, parties and what happened last."""
    return _show(visit)


@router.post("/cases/{number}/withdraw")
def withdraw(visit: WithPart, number: str, form: Posted) -> Response:
    """Withdraw the case, with a reason."""
    try:
        acts.withdraw(visit.jobs, visit.case.id, visit.me, form.text("reason"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}", "withdrawn")


def _show(visit: Visit, status: int = 200, **things: object) -> HTMLResponse:
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        assignments = unit.cases.assignments(case.id, case.round)
        opinions = {opinion.discipline: opinion for opinion in unit.opinions.of_case(case.id, case.round)}
        run = unit.findings.latest(case.id, made.shown_round)
        counts = counts_of(run, unit.findings.of_run(run.id)) if run else []
        entries = unit.timeline.of(case.id)
        parties = unit.cases.parties(case.id)
        people = [each.person for each in assignments] + [each.person for each in parties]
        returned = [e for e in entries if e.event in {"return_incomplete", "return_for_correction"}]
        return case_page(
            made,
            "case.html",
            status,
            assignments=assignments,
            opinions=opinions,
            counts={each.discipline: each for each in counts},
            run=run,
            sheets=unit.drawings.sheets(case.id, made.shown_round),
            files=unit.drawings.files(case.id, made.shown_round),
            gaps=unit.cases.gaps(case.id),
            parties=parties,
            decision=unit.opinions.decision(case.id, case.round),
            latest=entries[-6:][::-1],
            returned=returned[-1] if returned else None,
            names=made.names([*people, *(entry.person for entry in entries[-6:])]),
            may_withdraw=any(step.name == "withdraw" for step in open_moves(case, visit.me)),
            **things,
        )
