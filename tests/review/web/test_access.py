"""Who may open what: asked of every route there is, so that a new one cannot be forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import APIRoute

from review.people import Role
from review.web.access import declared, local
from review.web.app import FAMILIES, application
from tests.review.web.house import PASSWORD

if TYPE_CHECKING:
    from fastapi import FastAPI

    from review.jobs import Jobs
    from tests.review.web.conftest import Open
    from tests.review.web.house import House

PUBLIC = {
    "/",
    "/alive",
    "/language",
    "/sign-in",
    "/verify",
    "/verify/{code}",
    "/rules",
    "/rules/accuracy",
    "/rules/{discipline}/{name}",
}
"""everything that anybody may open; adding to this list is a decision, not an accident"""

OF_MACHINERY = {"/static", "/api/v1/openapi.json"}


def routes() -> list[tuple[str, APIRoute]]:
    return [
        (method, route)
        for family in FAMILIES
        for route in family.router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"HEAD"})
    ]


def filled(path: str, house: House) -> str:
    """The path with the real names of a case that exists, so that only the missing part stands in the way."""
    names = {
        "number": house.case.number,
        "file": house.file,
        "sheet": house.sheets[0],
        "finding": house.findings["broken"],
        "mark": house.findings["met"],
        "discipline": "fire",
        "person": house.people["owner"].id,
        "code": "unknown",
        "name": "climb-size",
        "matter": house.findings["met"],
        "relation": house.findings["met"],
        "absence": house.findings["met"],
    }
    return re.sub(r"{(\w+)}", lambda found: str(names[found[1]]), path)


def test_every_route_says_who_may_use_it() -> None:
    for method, route in routes():
        assert declared(route), f"{method} {route.path}"


def test_the_application_has_no_routes_but_those_of_the_page_families(app: FastAPI) -> None:
    known = {route.path for _method, route in routes()} | OF_MACHINERY
    paths = {getattr(route, "path", "") for route in app.routes}
    assert paths - {""} <= known


def test_only_the_listed_addresses_are_for_anyone() -> None:
    assert {route.path for _method, route in routes() if "anyone" in declared(route)} == PUBLIC


def test_everything_below_a_case_asks_for_a_part_in_it() -> None:
    for method, route in routes():
        if "{number}" in route.path:
            assert declared(route) == ["part in the case"], f"{method} {route.path}"


def test_a_stranger_is_sent_to_sign_in(browser: Open, house: House) -> None:
    visitor, wrong = browser(), []
    for method, route in routes():
        if route.path in PUBLIC:
            continue
        answer = visitor.request(method, filled(route.path, house))
        if route.path.startswith("/api/"):
            right = answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json"
        else:
            right = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=")
        if not right:
            wrong.append(f"{method} {route.path}: {answer.status_code}")
    assert wrong == []


def test_a_case_one_has_no_part_in_is_not_there(browser: Open, house: House) -> None:
    with house.jobs.office.database.unit() as unit:
        known = unit.people.password_hash("applicant")
        assert known is not None
        for role, disciplines in ((Role.APPLICANT, set()), (Role.REVIEWER, {"fire"}), (Role.OWNER, set())):
            unit.people.add(
                login=f"other-{role}", name=role, password_hash=known, roles={role}, disciplines=disciplines
            )
    wrong = []
    for login in ("other-applicant", "other-reviewer", "other-owner", "administrator"):
        visitor = browser(login)
        token = visitor.token("/work")
        for method, route in routes():
            if "{number}" not in route.path:
                continue
            data = {"csrf": token} if method == "POST" else None
            answer = visitor.request(method, filled(route.path, house), data=data)
            if answer.status_code != 404 or house.case.name in answer.text:
                wrong.append(f"{login} {method} {route.path}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("path", ["/supervision", "/administration", "/cases/new"])
def test_pages_of_a_role_are_closed_to_other_roles(path: str, browser: Open) -> None:
    for login in ("fire", "owner", "window"):
        assert browser(login).get(path).status_code == 403


def test_a_draft_is_its_applicants_alone(browser: Open, draft: House) -> None:
    for login in ("window", "supervisor", "signatory", "fire"):
        assert browser(login).get(f"/cases/{draft.case.number}").status_code == 404
    assert browser("applicant").get(f"/cases/{draft.case.number}").status_code == 200


def test_sheets_files_and_findings_of_another_case_are_not_there(jobs: Jobs, browser: Open, house: House) -> None:
    from tests.review.web import house as houses

    other = houses.draft(jobs, house.people)
    visitor, mine = browser("fire"), f"/cases/{house.case.number}"
    for path in (
        f"{mine}/sheets/{other.sheets[0]}",
        f"{mine}/sheets/{other.sheets[0]}/layer",
        f"{mine}/sheets/{other.sheets[0]}/picture",
        f"{mine}/sheets/{other.sheets[0]}/plot",
        f"{mine}/files/{other.file}/original",
    ):
        assert visitor.get(path).status_code == 404, path
    answer = visitor.send(f"{mine}/findings/{other.findings['broken']}", judgement="agree")
    assert answer.status_code == 404


def test_a_form_without_its_token_is_refused(browser: Open, house: House) -> None:
    visitor = browser("fire")
    answer = visitor.post(f"/cases/{house.case.number}/opinions/fire", data={"conclusion": "revise", "text": "…"})
    assert answer.status_code == 403
    with house.jobs.office.database.unit() as unit:
        assert unit.opinions.of_case(house.case.id) == []


def test_a_form_from_another_site_is_refused_even_with_the_token(browser: Open) -> None:
    visitor = browser("fire")
    token = visitor.token("/work")
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        assert visitor.post("/sign-out", data={"csrf": token}, headers=headers).status_code == 403


def test_a_stranger_cannot_sign_in_without_having_seen_the_form(browser: Open) -> None:
    answer = browser().post("/sign-in", data={"login": "fire", "password": "joint-review-demo", "csrf": ""})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "work", ""]
)
def test_no_address_leads_to_another_site(address: str) -> None:
    assert local(address, "/work") == "/work"


def test_a_route_that_says_nothing_stops_the_application(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    from review.web import app, public

    monkeypatch.setattr(app, "declared", lambda route: [] if route.path == "/alive" else declared(route))
    assert public in FAMILIES
    with pytest.raises(app.Undeclared, match="/alive"):
        application(jobs)


def test_a_visitor_cookie_that_somebody_planted_does_not_open_the_form(browser: Open) -> None:
    victim = browser()
    victim.cookies.set("visitor", "planted")
    answer = victim.post("/sign-in", data={"csrf": "planted", "login": "fire", "password": PASSWORD})
    assert answer.status_code == 403
    assert "session" not in victim.cookies


def test_a_token_of_strange_letters_is_refused_not_a_breakdown(browser: Open) -> None:
    visitor = browser()
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", headers={"x-csrf-token": "é".encode("latin-1")}, data={"login": "fire"})
    assert answer.status_code == 403
