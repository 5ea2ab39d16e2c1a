"""Signing in and out."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from review import people
from review.case import now
from review.errors import TooManyAttempts, WrongSignIn
from review.web.access import SESSION_COOKIE, VISITOR_COOKIE, Anyone, Posted, SignedIn, local
from review.web.errors import status_of
from review.web.rendering import go, keep_cookie, page

router = APIRouter(include_in_schema=False)

LONGEST = 200
"""characters of a name or password"""


@router.get("/sign-in")
def ask(visit: Anyone, next: str = "/work") -> Response:  # noqa: A002  (the word in the address)
    """The form for name and password."""
    if visit.person is not None:
        return go(local(next, "/work"))
    return page(visit, "sign_in.html", next=local(next, "/work"), login="")


@router.post("/sign-in")
def sign_in(visit: Anyone, form: Posted) -> Response:
    """Open a session; a wrong password is remembered and, too often, has to wait."""
    login = form.text("login")[:LONGEST]
    password = str(form.fields.get("password", ""))[:LONGEST]
    onward = local(form.text("next"), "/work")
    moment = now()
    try:
        with visit.unit() as unit:
            opened = people.sign_in(unit, login, password, moment)
    except (WrongSignIn, TooManyAttempts) as error:
        if isinstance(error, WrongSignIn):
            with visit.unit() as unit:
                people.note_wrong_sign_in(unit, login, moment)
        return page(visit, "sign_in.html", status_of(error), next=onward, login=login, error=error.words)
    response = go(onward)
    keep_cookie(visit, response, SESSION_COOKIE, opened.token, int(people.SESSION_LENGTH.total_seconds()))
    response.delete_cookie(VISITOR_COOKIE, path="/")
    return response


@router.post("/sign-out")
def sign_out(visit: SignedIn, form: Posted) -> RedirectResponse:
    """End the session here and in the database."""
    assert form is not None
    with visit.unit() as unit:
        people.sign_out(unit, visit.request.cookies.get(SESSION_COOKIE, ""))
    response = go("/", "signed-out")
    response.delete_cookie(SESSION_COOKIE, path="/")
    response.status_code = HTTPStatus.SEE_OTHER
    return response
