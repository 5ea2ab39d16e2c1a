"""A new case: its name, its owner, and the facts the rules need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.errors import ReviewError
from review.people import Role
from review.web.access import Posted, Visit, WithPart, role
from review.web.errors import status_of
from review.web.facts_form import (
    BUILDINGS,
    LARGEST_FACTS,
    SECTIONS,
    facts_of_file,
    facts_of_form,
    questions,
    section_words,
    typed_of,
)
from review.web.rendering import go, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkers.errors import Words
    from review.web.access import Form

router = APIRouter(include_in_schema=False)

Applicant = Annotated[Visit, Depends(role(Role.APPLICANT))]


@router.get("/cases/new")
def ask(visit: Applicant) -> HTMLResponse:
    """The form for a new case."""
    return _form(visit, {})


@router.post("/cases/new")
def create(visit: Applicant, form: Posted) -> Response:
    """Keep the draft, and on to its drawings."""
    try:
        case = acts.create_case(visit.jobs, visit.me, form.text("name"), _facts(form), form.text("owner"))
    except ReviewError as error:
        return _form(visit, form.typed(), error.words, status_of(error))
    return go(f"/cases/{case.number}/files", "saved")


@router.get("/cases/{number}/facts")
def show_facts(visit: WithPart, number: str) -> HTMLResponse:
    """The facts of the case; its applicant may change them while it collects files."""
    return _form(visit, typed_of(visit.case.facts) | {"name": visit.case.name})


@router.post("/cases/{number}/facts")
def change_facts(visit: WithPart, number: str, form: Posted) -> Response:
    """State other facts; the case is measured again."""
    try:
        acts.change_facts(visit.jobs, visit.case.id, visit.me, _facts(form))
    except ReviewError as error:
        return _form(visit, form.typed(), error.words, status_of(error))
    return go(f"/cases/{number}/files", "saved")


def _facts(form: Form) -> dict[str, Any]:
    files = form.files("facts")
    if files:
        content = files[0].file.read(LARGEST_FACTS + 1)
        return facts_of_file(content, files[0].filename or "facts")
    return facts_of_form(form)


def _form(visit: Visit, typed: Mapping[str, str], error: Words | None = None, status: int = 200) -> HTMLResponse:
    rows = [
        row for row in range(BUILDINGS) if any(typed.get(f"buildings.{row}.{q.name}") for q in questions("buildings"))
    ]
    return page(
        visit,
        "facts.html",
        status,
        case=visit.the_case,
        typed=typed,
        sections=[(section, section_words(section), questions(section)) for section in SECTIONS],
        building_words=section_words("buildings"),
        building=questions("buildings"),
        rows=range(min(BUILDINGS, (max(rows) + 1 if rows else 0) + 3)),
        error=error,
    )
