"""What everybody may open: the front page, the progress of a case by its number, and the sign of life."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from review.case import State
from review.web.access import Anyone, Posted, local
from review.web.languages import COOKIE, LANGUAGES
from review.web.rendering import go, keep_cookie, page
from storage.errors import NotFound

router = APIRouter(include_in_schema=False)

YEAR = 365 * 24 * 3600


@router.get("/")
def front(visit: Anyone, number: str = "") -> HTMLResponse:
    """What this is, the doors, and the state of one case by its number; nothing else about it."""
    asked = number.strip()[:40]
    state = ""
    if asked:
        with visit.unit() as unit:
            try:
                case = unit.cases.by_number(asked)
                state = case.state if case.filed_on is not None else ""
            except NotFound:
                state = ""
    way = [State.SUBMITTED, State.ACCEPTED, State.UNDER_REVIEW, State.DECIDED, State.SEALED, State.DELIVERED]
    return page(visit, "front.html", number=asked, state=state, way=way)


@router.get("/alive")
def alive(visit: Anyone) -> PlainTextResponse:
    """Whether the service answers and reaches its database."""
    with visit.unit() as unit:
        unit.connection.execute("SELECT 1")
    return PlainTextResponse("alive\n")


@router.post("/language")
def choose_language(visit: Anyone, form: Posted) -> RedirectResponse:
    """Speak another language in this browser."""
    response = go(local(form.text("next"), "/"))
    language = form.text("language")
    if language in LANGUAGES:
        keep_cookie(visit, response, COOKIE, language, YEAR)
    return response
