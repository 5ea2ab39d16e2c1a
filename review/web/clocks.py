"""Who has the case, since when and until when, for all its parties."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.case import State, now
from review.errors import ReviewError
from review.people import Role
from review.routing.clock import today
from review.routing.clocks import CAUSES, LAW, pauses_of, turns_of
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, putting_together
from review.web.errors import status_of
from review.web.rendering import go

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}/clocks")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """A clock for each party that has the case now, and every turn that is over."""
    return _show(visit)


@router.post("/cases/{number}/clocks/pause")
def pause(visit: WithPart, number: str, form: Posted) -> Response:
    """Stop the clocks for what the law does not count."""
    try:
        acts.pause_clocks(visit.jobs, visit.case.id, visit.me, form.text("cause"), form.text("text"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}/clocks", "saved")


@router.post("/cases/{number}/clocks/resume")
def resume(visit: WithPart, number: str, form: Posted) -> Response:
    """Let the clocks go on."""
    try:
        acts.resume_clocks(visit.jobs, visit.case.id, visit.me)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/clocks", "saved")


@router.post("/cases/{number}/clocks/{discipline}/hand-over")
def hand_over(visit: WithPart, number: str, discipline: str, form: Posted) -> Response:
    """Give a discipline to somebody else, with a reason."""
    try:
        acts.hand_over(visit.jobs, visit.case.id, visit.me, discipline, form.text("reason"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/clocks", "saved")


def _show(visit: Visit, status: int = 200, **things: object) -> HTMLResponse:
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        present = today(now())
        entries = unit.timeline.of(case.id)
        assignments = unit.cases.assignments(case.id)
        pauses = pauses_of(entries)
        return case_page(
            made,
            "clocks.html",
            status,
            present=present,
            turns=turns_of(entries, assignments, visit.office.settings.limits, present),
            pauses=pauses,
            stopped=bool(pauses) and pauses[-1].until is None,
            reviewers={(each.round, each.discipline): each.person for each in assignments},
            names=made.names(each.person for each in assignments),
            causes=CAUSES,
            law=LAW,
            may_stop=Role.WINDOW in visit.me.roles and case.state == State.UNDER_REVIEW,
            typed=things.pop("typed", {}),
            **things,
        )
