"""The application: every page family, strict headers, and a promise that every route says who may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from review.settings import secret_of
from review.web import (
    administration,
    api,
    availability,
    cases,
    clocks,
    errors,
    files,
    findings,
    letter,
    matters,
    new_case,
    opinions,
    public,
    results,
    rounds,
    rules,
    session,
    sheets,
    supervision,
    timeline,
    verify,
    window,
    work,
)
from review.web.access import declared
from review.web.limits import Strict
from review.web.rendering import STATIC

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from review.jobs import Jobs

MIB = 1 << 20

FAMILIES = (
    public,
    verify,
    rules,
    session,
    work,
    availability,
    new_case,
    cases,
    clocks,
    files,
    sheets,
    findings,
    rounds,
    matters,
    opinions,
    window,
    results,
    letter,
    timeline,
    supervision,
    administration,
    api,
)


class Undeclared(Exception):
    """A route does not say who may use it."""


class KeptStatic(StaticFiles):
    """Static files; those asked for by a piece of their hash may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with its cache header."""
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
        return response


def application(jobs: Jobs) -> FastAPI:
    """The web application of this office; a route that does not say who may use it raises ``Undeclared``."""
    settings = jobs.office.settings

    app = FastAPI(
        title="Joint review",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.jobs = jobs
    app.state.secret = secret_of(settings)
    errors.install(app)
    for family in FAMILIES:
        for route in family.router.routes:
            if isinstance(route, APIRoute) and not declared(route):
                raise Undeclared(
                    f"{route.path} does not say who may use it; give it Anyone, SignedIn, WithPart or a role"
                )
        app.include_router(family.router)
    app.mount("/static", KeptStatic(directory=STATIC), name="static")
    app.add_middleware(Strict, largest_file=settings.max_file_mib * MIB, secure=settings.base_url.startswith("https:"))
    return app
