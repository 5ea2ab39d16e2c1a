"""The result of a case: what follows from the opinions, the decision, the seal, and what is taken home."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.case import State, open_moves
from review.errors import ReviewError
from review.results.gather import consolidated
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, putting_together
from review.web.errors import status_of
from review.web.rendering import go

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}/result")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """The result line by line, the decision, the letter, and the package once it is sealed."""
    return _show(visit)


@router.post("/cases/{number}/decide")
def decide(visit: WithPart, number: str, form: Posted) -> Response:
    """Decide the case as its opinions say."""
    try:
        acts.decide(visit.jobs, visit.case.id, visit.me, form.text("reasons"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}/result", "decided")


@router.post("/cases/{number}/correction")
def return_for_correction(visit: WithPart, number: str, form: Posted) -> Response:
    """Return the case to its applicant for a next round."""
    try:
        acts.return_for_correction(visit.jobs, visit.case.id, visit.me, form.text("reason"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}", "returned")


@router.post("/cases/{number}/seal")
def seal(visit: WithPart, number: str, form: Posted) -> Response:
    """Set the sealing of the whole set going."""
    try:
        acts.seal(visit.jobs, visit.case.id, visit.me)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/result", "sealing")


@router.post("/cases/{number}/archive")
def archive(visit: WithPart, number: str, form: Posted) -> Response:
    """Close a delivered case."""
    try:
        acts.archive(visit.jobs, visit.case.id, visit.me)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}", "archived")


def _show(visit: Visit, status: int = 200, **things: object) -> HTMLResponse:
    progress = acts.progress(visit.jobs, visit.case.id)
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        assignments = unit.cases.assignments(case.id, case.round)
        released = unit.opinions.of_case(case.id, case.round)
        spoken = {opinion.discipline for opinion in released}
        silent = [each for each in assignments if each.discipline not in spoken]
        result = consolidated(unit, case) if assignments and not silent else None
        decision = unit.opinions.decision(case.id, case.round)
        package = unit.opinions.package(case.id)
        return case_page(
            made,
            "result.html",
            status,
            assignments=assignments,
            opinions={opinion.discipline: opinion for opinion in released},
            silent=silent,
            result=result,
            decision=decision,
            package=package,
            progress=progress,
            sheets=unit.drawings.sheets(case.id, case.round),
            may={step.name for step in open_moves(case, visit.me)},
            sealed=case.state in {State.SEALED, State.DELIVERED, State.ARCHIVED},
            deliverable=case.state in {State.DELIVERED, State.ARCHIVED},
            names=made.names(
                [each.person for each in assignments]
                + ([decision.person] if decision else [])
                + ([package.sealed_by] if package else [])
            ),
            typed=things.pop("typed", {}),
            **things,
        )
