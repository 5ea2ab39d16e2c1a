"""Who may use which address: sessions, forms that carry their token, and a declaration on every route.

Vocabulary
----------
visit     one request with the person behind it, if somebody is signed in
may       the declaration of a route: anyone, signed in, a role, or a part in the case
part      what a person has in a case; without one the case is not there for him
token     what every form carries back, so that no other site can post in somebody's name
visitor   a cookie of people who are not signed in, so that their forms have a token as well
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from review import people
from review.case import now
from review.errors import NotAllowed, NotThere
from review.jobs import Jobs
from review.office import Office
from review.web.languages import language_of
from storage.cases import Case
from storage.errors import NotFound
from storage.people import Person

if TYPE_CHECKING:
    from fastapi.routing import APIRoute

    from storage.database import Unit

SESSION_COOKIE = "session"
VISITOR_COOKIE = "visitor"
TOKEN_HEADER = "x-csrf-token"  # noqa: S105  (the name of a header, no secret)
MOST_FILES = 1000
MOST_FIELDS = 2000


class SignInFirst(Exception):
    """Nobody is signed in, and the address is not for everybody."""


class Forged(Exception):
    """A form came without its token, or from another site."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with the person behind it."""

    request: Request
    jobs: Jobs
    person: Person | None
    token: str
    """what the forms of this visit carry"""
    language: str
    fresh_visitor: str = ""
    """a visitor cookie still to be set"""
    the_case: Case | None = None

    @property
    def office(self) -> Office:
        """The office that is visited."""
        return self.jobs.office

    @property
    def me(self) -> Person:
        """The person; only on routes for people who are signed in."""
        if self.person is None:
            raise SignInFirst
        return self.person

    @property
    def case(self) -> Case:
        """The case of the address; only on routes for people with a part in it."""
        assert self.the_case is not None
        return self.the_case

    def unit(self) -> contextlib.AbstractContextManager[Unit]:
        """One unit of work of the database."""
        return self.office.database.unit()


def visit_of(request: Request) -> Visit:
    """The visit of a request; reads the session behind the cookie."""
    jobs: Jobs = request.app.state.jobs
    token = request.cookies.get(SESSION_COOKIE, "")
    session = None
    if token:
        with jobs.office.database.unit() as unit:
            session = people.who(unit, token, now())
    if session is not None:
        language = language_of(request, session.person)
        return Visit(request, jobs, session.person, session.csrf, language)
    known = request.cookies.get(VISITOR_COOKIE, "")
    visitor = known or secrets.token_urlsafe(24)
    token = visitor_token(request.app.state.secret, visitor)
    return Visit(request, jobs, None, token, language_of(request), "" if known else visitor)


def visitor_token(secret: str, visitor: str) -> str:
    """The token of a visitor's forms: whoever plants a cookie of his own making still does not know it."""
    return hmac.new(secret.encode(), visitor.encode(), hashlib.sha256).hexdigest()


_DECLARED: dict[Callable[..., Visit], str] = {}
"""the dependencies that say who may, with what they say"""


def _may(who: str, check: Callable[[Visit], Visit]) -> Callable[..., Visit]:
    def asked(visit: Annotated[Visit, Depends(visit_of)]) -> Visit:
        return check(visit)

    _DECLARED[asked] = who
    return asked


def declared(route: APIRoute) -> list[str]:
    """Everything the route says about who may use it; empty when it says nothing."""
    return [_DECLARED[each.call] for each in route.dependant.dependencies if each.call in _DECLARED]


def _signed_in(visit: Visit) -> Visit:
    if visit.person is None:
        raise SignInFirst
    return visit


def _with_part(visit: Visit) -> Visit:
    person = _signed_in(visit).me
    number = str(visit.request.path_params["number"])
    with visit.unit() as unit:
        try:
            case = unit.cases.by_number(number)
        except NotFound:
            case = None
        if case is None or not people.may_see(unit, person, case):
            raise NotThere(
                f"没有案件 {number}，或您未参与该案件，请核对案件编号",
                f"There is no case {number} that you have a part in; check the number",
            )
    return replace(visit, the_case=case)


def role(*roles: people.Role) -> Callable[..., Visit]:
    """The declaration: signed in, in one of these roles."""

    def check(visit: Visit) -> Visit:
        if not any(each in _signed_in(visit).me.roles for each in roles):
            raise NotAllowed(
                "您的角色不能打开这个页面，请由有权的人办理", "Your role does not open this page; ask someone who may"
            )
        return visit

    return _may("role: " + ", ".join(roles), check)


Anyone = Annotated[Visit, Depends(_may("anyone", lambda visit: visit))]
"""a route for everybody"""

SignedIn = Annotated[Visit, Depends(_may("signed in", _signed_in))]
"""a route for everybody who is signed in"""

WithPart = Annotated[Visit, Depends(_may("part in the case", _with_part))]
"""a route under ``/cases/{number}`` for everybody with a part in the case"""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields and files of a form that carried its token."""

    fields: FormData

    def text(self, name: str) -> str:
        """The field's text without spaces around it; empty when it was not sent."""
        value = self.fields.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Every text sent under this name, in order."""
        return [value.strip() for value in self.fields.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """Every chosen file sent under this name, in order; they lie on disk, not in memory."""
        sent = [value for value in self.fields.getlist(name) if isinstance(value, UploadFile)]
        return [file for file in sent if file.filename]

    def typed(self) -> dict[str, str]:
        """What was typed, to be shown again."""
        return {name: value for name, value in self.fields.items() if isinstance(value, str)}


async def _posted(visit: Annotated[Visit, Depends(visit_of)]) -> AsyncIterator[Form]:
    request = visit.request
    if not _from_here(request):
        raise Forged
    header = request.headers.get(TOKEN_HEADER, "")
    if header and not secrets.compare_digest(header.encode(), visit.token.encode()):
        raise Forged
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as fields:
        given = header or str(fields.get("csrf", ""))
        if visit.fresh_visitor or not secrets.compare_digest(given.encode(), visit.token.encode()):
            raise Forged
        yield Form(fields)


Posted = Annotated[Form, Depends(_posted)]
"""The form of a POST. It stands *after* the visit in a route's signature: who may is asked before the body is read."""


def _from_here(request: Request) -> bool:
    """Whether the browser says that the form stood on a page of ours; a silent client is judged by its token."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin", "")
    return not origin or origin == "null" or urlsplit(origin).netloc == request.headers.get("host", "")


def local(address: str, otherwise: str) -> str:
    """The address when it leads to a page of ours, else the other one.

    >>> local("//elsewhere.example", "/work")
    '/work'
    """
    split = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and not split.netloc
    return address if inside and address.isprintable() else otherwise
