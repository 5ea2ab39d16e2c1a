"""What a reviewer notes is seen by nobody who applied for the case or owns it until the opinion is released."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from review.annotations import answers, marks, opinions
from review.errors import WrongMove
from storage.timeline import broken_at, from_json

if TYPE_CHECKING:
    from tests.review.web.conftest import Open
    from tests.review.web.house import House

NOTE, REASON = "登高面旁的树须移位", "图中另有说明可以突出"
POINT = {"type": "Point", "coordinates": [50, 50]}


def noted(house: House) -> None:
    """The fire reviewer marks a sheet and overrules a finding."""
    with house.jobs.office.database.unit() as unit:
        case, fire = house.now(), house.people["fire"]
        sheet = unit.drawings.sheet(house.sheets[0])
        marks.place(unit, case, sheet, fire, shape=POINT, comment=NOTE)
        answers.judge(unit, case, unit.findings.get(house.findings["broken"]), fire, agrees=False, reason=REASON)


def released(house: House, conclusion: str = "revise") -> None:
    with house.jobs.office.database.unit() as unit:
        opinions.release(unit, house.now(), house.people["fire"], "fire", conclusion, "请修改")


def pages(house: House) -> list[str]:
    home = f"/cases/{house.case.number}"
    sheet = f"{home}/sheets/{house.sheets[0]}"
    return [
        *(home, f"{home}/findings", f"{home}/opinions/fire", f"{home}/result", f"{home}/rounds", f"{home}/timeline"),
        *(f"{home}/timeline.json", sheet, f"{sheet}/layer", f"/api/v1{home}/marks", f"/api/v1{home}/findings"),
    ]


@pytest.mark.parametrize("login", ["applicant", "owner"])
def test_no_page_shows_a_note_before_the_release_and_some_do_after_it(browser: Open, house: House, login: str) -> None:
    noted(house)
    visitor = browser(login)
    for page in pages(house):
        answer = visitor.get(page)
        assert answer.status_code == 200, page
        assert NOTE not in answer.text, page
        assert REASON not in answer.text, page
    released(house)
    shown = [page for page in pages(house) if NOTE in visitor.get(page).text]
    assert {each.rsplit("/", 1)[1] for each in shown} >= {"timeline", "timeline.json", "layer", "marks", "fire"}
    assert REASON in visitor.get(f"/cases/{house.case.number}/findings").text


def test_the_office_sees_notes_at_once(browser: Open, house: House) -> None:
    noted(house)
    for login in ("fire", "planning", "supervisor"):
        assert NOTE in browser(login).get(f"/cases/{house.case.number}/sheets/{house.sheets[0]}/layer").text, login


def test_what_is_exported_before_the_release_is_a_chain_that_can_be_verified(browser: Open, house: House) -> None:
    noted(house)
    address = f"/cases/{house.case.number}/timeline.json"
    part = from_json(json.loads(browser("applicant").get(address).text))
    whole = from_json(json.loads(browser("fire").get(address).text))
    assert broken_at(part) is None
    assert part == whole[: len(part)]
    assert whole[len(part)].event == "marked"


def test_after_the_release_nothing_is_added_withdrawn_or_judged(house: House) -> None:
    noted(house)
    released(house)
    with house.jobs.office.database.unit() as unit:
        case, fire = house.now(), house.people["fire"]
        sheet = unit.drawings.sheet(house.sheets[0])
        mark = unit.marks.of_case(case.id)[0]
        finding = unit.findings.get(house.findings["broken"])
        with pytest.raises(WrongMove, match="is released"):
            marks.place(unit, case, sheet, fire, shape=POINT, comment="又想到一条")
        with pytest.raises(WrongMove, match="is released"):
            marks.withdraw(unit, case, mark, fire)
        with pytest.raises(WrongMove, match="is released"):
            answers.judge(unit, case, finding, fire, agrees=True, reason="")


def test_an_opinion_is_kept_as_a_draft_that_nobody_else_sees(browser: Open, house: House) -> None:
    address = f"/cases/{house.case.number}/opinions/fire"
    fire = browser("fire")
    assert fire.send(f"{address}/draft", conclusion="revise", text="登高场地不足，待核").status_code == 303
    assert fire.send(f"{address}/draft", conclusion="", text="登高场地不足，已核").status_code == 303
    assert "登高场地不足，已核" in fire.get(address).text
    for login in ("applicant", "owner", "health", "signatory", "supervisor"):
        assert "已核" not in browser(login).get(address).text, login
    assert browser("health").send(f"{address}/draft", conclusion="pass", text="越俎代庖").status_code == 403
    released(house)
    assert fire.send(f"{address}/draft", conclusion="pass", text="再改").status_code == 409
