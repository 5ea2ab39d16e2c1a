"""The window: what is complete, and accepting, accepting with listed gaps, or returning once with everything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.case import State
from review.errors import NotAllowed, Refused, ReviewError
from review.people import Role
from review.routing.catalogue import needs
from review.web.access import Form, Posted, Visit, WithPart
from review.web.case_pages import case_page, counts_of, putting_together
from review.web.errors import status_of
from review.web.rendering import go

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter(include_in_schema=False)

GAP_ROWS = 4
MISSING_ROWS = 6


@router.get("/cases/{number}/window")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """What is there and what is not, and the three answers of the window."""
    return _show(visit)


@router.post("/cases/{number}/accept")
def accept(visit: WithPart, number: str, form: Posted) -> Response:
    """Accept the case, with the gaps listed in the form if any."""
    try:
        _must_be_window(visit)
        acts.accept(visit.jobs, visit.case.id, visit.me, _gaps(form))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}", "accepted")


@router.post("/cases/{number}/return")
def return_incomplete(visit: WithPart, number: str, form: Posted) -> Response:
    """Return the case once, with everything that is missing."""
    try:
        _must_be_window(visit)
        acts.return_incomplete(visit.jobs, visit.case.id, visit.me, form.text("missing").splitlines())
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}", "returned")


def _must_be_window(visit: Visit) -> None:
    if Role.WINDOW not in visit.me.roles:
        raise NotAllowed("只有窗口人员可以受理", "Only the window accepts cases")


def _gaps(form: Form) -> list[acts.Gap]:
    gaps = []
    for what, owner, due in zip(form.texts("what"), form.texts("owner"), form.texts("due_on"), strict=False):
        if not (what or owner or due):
            continue
        try:
            due_on = date.fromisoformat(due)
        except ValueError:
            due_on = None
        if not what or not owner or due_on is None:
            raise Refused(
                "每一项容缺都须写明缺什么、由谁补、何时补齐，请补全后再受理",
                "Each gap needs what is missing, who brings it and until when; complete it, then accept",
            )
        gaps.append(acts.Gap(what, owner, due_on))
    if form.text("with_gaps") and not gaps:
        raise Refused(
            "容缺受理须至少列明一项所缺材料；没有缺项请直接受理",
            "Accepting with gaps needs at least one gap; without any, accept as complete",
        )
    return gaps


def _show(visit: Visit, status: int = 200, typed: Mapping[str, str] | None = None, **things: object) -> HTMLResponse:
    _must_be_window(visit)
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        sheets = unit.drawings.sheets(case.id, case.round)
        needed = needs(case.facts)
        run = unit.findings.latest(case.id, case.round)
        preflight = unit.findings.of_run(run.id, discipline="preflight") if run else []
        return case_page(
            made,
            "window.html",
            status,
            open=case.state == State.SUBMITTED,
            files=unit.drawings.files(case.id, case.round),
            sheets=sheets,
            needed=[(need, [s for s in sheets if s.discipline == need.discipline]) for need in needed],
            unassigned=[s for s in sheets if not s.discipline],
            run=run,
            counts=counts_of(run, unit.findings.of_run(run.id)) if run else [],
            preflight=[each for each in preflight if each.verdict != "met"],
            applicant=unit.people.get(case.applicant),
            owner=unit.people.get(case.owner) if case.owner else None,
            gaps=unit.cases.gaps(case.id),
            gap_rows=range(GAP_ROWS),
            typed=typed or {},
            **things,
        )
