"""Pages under test: the application over a real database, and a browser's worth of cookies and forms."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from review.web.app import application
from tests.review.web import house as houses

if TYPE_CHECKING:
    from fastapi import FastAPI
    from httpx import Response

    from review.jobs import Jobs
    from storage.people import Person
    from tests.review.web.house import House


class Browser:
    """Keeps cookies, follows nothing, and fills in the token of the form it saw last."""

    def __init__(self, app: FastAPI) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
        self._runner = asyncio.Runner()

    @property
    def cookies(self) -> httpx.Cookies:
        """What the browser keeps."""
        return self._client.cookies

    def request(self, method: str, address: str, **more: Any) -> Response:
        """The answer of one request."""
        return self._runner.run(self._client.request(method, address, **more))

    def get(self, address: str, **more: Any) -> Response:
        """Open a page."""
        return self.request("GET", address, **more)

    def post(self, address: str, **more: Any) -> Response:
        """Post a form as it is."""
        return self.request("POST", address, **more)

    def close(self) -> None:
        """Close the browser."""
        self._runner.run(self._client.aclose())
        self._runner.close()

    def token(self, page: str = "/") -> str:
        """The token that forms carry on this page."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found is not None, f"{page} has no form"
        return found[1]

    def send(self, address: str, **fields: object) -> Response:
        """Post a form with its token."""
        return self.post(address, data={"csrf": self.token(), **fields})

    def signed_in(self, login: str) -> Browser:
        """The same browser after signing in."""
        answer = self.send("/sign-in", login=login, password=houses.PASSWORD)
        assert answer.status_code == 303, answer.text
        return self


Open = Callable[..., Browser]


@pytest.fixture
def app(jobs: Jobs) -> FastAPI:
    return application(jobs)


@pytest.fixture
def browser(app: FastAPI, people: dict[str, Person]) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(login: str = "") -> Browser:
            one = stack.enter_context(closing(Browser(app)))
            return one.signed_in(login) if login else one

        yield opened


@pytest.fixture
def draft(jobs: Jobs, people: dict[str, Person]) -> House:
    return houses.draft(jobs, people)


@pytest.fixture
def house(jobs: Jobs, people: dict[str, Person]) -> House:
    return houses.under_review(jobs, people)
