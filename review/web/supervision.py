"""Supervision: every case, who holds it and since when, and whether its timeline is whole."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from review.people import Role
from review.web.access import Visit, role
from review.web.rendering import page
from review.web.steps import next_step
from review.web.work import Line
from storage.timeline import broken_at

router = APIRouter(include_in_schema=False)

Supervisor = Annotated[Visit, Depends(role(Role.SUPERVISOR))]


@router.get("/supervision")
def show(visit: Supervisor, state: str = "") -> HTMLResponse:
    """Cases that were ever submitted, those longest without news first."""
    broken = []
    with visit.unit() as unit:
        cases = [case for case in unit.cases.everything() if case.filed_on is not None]
        lines = []
        for case in cases:
            if state not in {"", case.state}:
                continue
            entries = unit.timeline.of(case.id)
            if broken_at(entries) is not None:
                broken.append(case.number)
            since = entries[-1].at if entries else case.created_at
            lines.append(Line(case, next_step(unit, case, visit.me), since))
    lines.sort(key=lambda line: line.since)
    counted = Counter(case.state for case in cases)
    return page(visit, "supervision.html", lines=lines, counted=counted, wanted=state, broken=broken)
