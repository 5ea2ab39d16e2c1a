"""A reviewer's own page of ties to firms and of days away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.case import now
from review.errors import Refused, ReviewError
from review.people import Role
from review.routing.clock import today
from review.web.access import Form, Posted, SignedIn, Visit
from review.web.errors import status_of
from review.web.rendering import go, page

router = APIRouter(include_in_schema=False)


@router.get("/availability")
def show(visit: SignedIn) -> HTMLResponse:
    """What the reviewer declared, and the forms to declare more."""
    return _show(visit)


@router.post("/availability/relations")
def declare(visit: SignedIn, form: Posted) -> Response:
    """Declare a tie to a firm."""
    try:
        acts.declare_relation(visit.jobs, visit.me, form.text("firm"), form.text("reason"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go("/availability", "saved")


@router.post("/availability/relations/{relation}/withdraw")
def withdraw(visit: SignedIn, relation: UUID, form: Posted) -> Response:
    """Take a tie back."""
    try:
        acts.withdraw_relation(visit.jobs, visit.me, relation)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go("/availability", "withdrawn")


@router.post("/availability/absences")
def absent(visit: SignedIn, form: Posted) -> Response:
    """Say that one is away."""
    try:
        acts.note_absence(visit.jobs, visit.me, _day(form, "from_on"), _day(form, "until_on"), form.text("reason"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go("/availability", "saved")


@router.post("/availability/absences/{absence}/withdraw")
def back(visit: SignedIn, absence: UUID, form: Posted) -> Response:
    """Take an absence back."""
    try:
        acts.end_absence(visit.jobs, visit.me, absence)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go("/availability", "withdrawn")


def _show(visit: Visit, status: int = 200, **things: object) -> HTMLResponse:
    with visit.unit() as unit:
        relations = unit.relations.standing(visit.me.id)
        absences = unit.relations.absences(today(now()), visit.me.id)
    return page(
        visit,
        "availability.html",
        status,
        reviews=Role.REVIEWER in visit.me.roles,
        relations=relations,
        absences=absences,
        present=today(now()),
        typed=things.pop("typed", {}),
        **things,
    )


def _day(form: Form, name: str) -> date:
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        raise Refused("日期无法识别，请按年月日选择", "The day is not understood; choose a date") from None
