"""What a discipline asks, what the applicant answers, and who has the last word."""

from __future__ import annotations

import csv
import io
from itertools import product
from typing import TYPE_CHECKING

import pytest

from review import acts
from review.annotations import marks, opinions
from review.case import State
from review.errors import NotAllowed, Refused, ReviewError, WrongMove
from review.matters.life import MOVES, Standing, move
from review.people import DISCIPLINES, Role

if TYPE_CHECKING:
    from storage.matters import Matter
    from storage.people import Person
    from tests.review.web.conftest import Open
    from tests.review.web.house import House

NOTE = "登高面旁的树须移位"
POINT = {"type": "Point", "coordinates": [50, 50]}


def released(house: House) -> dict[str, Matter]:
    """The matters of the fire reviewer's opinion, by kind."""
    with house.jobs.office.database.unit() as unit:
        case, fire = house.now(), house.people["fire"]
        marks.place(unit, case, unit.drawings.sheet(house.sheets[0]), fire, shape=POINT, comment=NOTE)
        opinions.release(unit, case, fire, "fire", "revise", "请按批注修改")
        return {each.kind: each for each in unit.matters.of_case(case.id)}


def matter(house: House, identity: object) -> Matter:
    with house.jobs.office.database.unit() as unit:
        return unit.matters.get(identity)  # type: ignore[arg-type]


def another_reviewer(house: House) -> Person:
    with house.jobs.office.database.unit() as unit:
        return unit.people.add(
            login="fire-b", name="消防二", password_hash="x", roles=[Role.REVIEWER], disciplines=["fire"]
        )


def test_a_release_opens_marks_findings_that_stand_and_its_own_words_once(house: House) -> None:
    opened = released(house)
    assert opened["mark"].said == NOTE
    assert opened["opinion"].said == "请按批注修改"
    broken = opened["finding"]
    assert broken.finding == house.findings["broken"]
    assert broken.rule
    assert {each.state for each in opened.values()} == {Standing.OPEN}
    with house.jobs.office.database.unit() as unit:
        everything = unit.matters.of_case(house.case.id)
        assert len(everything) == 3
        assert {each.discipline for each in everything} == {"fire"}


def test_the_applicant_answers_in_place_the_reviewer_settles_or_reopens(browser: Open, house: House) -> None:
    opened = released(house)
    mark, finding = opened["mark"], opened["finding"]
    address = f"/cases/{house.case.number}/matters"
    applicant, fire = browser("applicant"), browser("fire")
    page = applicant.get(address).text
    assert NOTE in page
    assert "您的答复" in page
    given = {f"text-{mark.id}": "树已移至场地外", f"sheet-{mark.id}": "总施-01", f"text-{finding.id}": ""}
    assert applicant.send(f"{address}/answers", **given).status_code == 303
    assert matter(house, mark.id).state == Standing.ANSWERED
    assert matter(house, finding.id).state == Standing.OPEN
    assert "树已移至场地外" in fire.get(address).text
    assert fire.send(f"{address}/{mark.id}/move", move="reopen", text="").status_code == 422
    assert fire.send(f"{address}/{mark.id}/move", move="reopen", text="仍在登高面内").status_code == 303
    assert matter(house, mark.id).state == Standing.OPEN
    assert fire.send(f"{address}/{mark.id}/move", move="settle").status_code == 303
    assert matter(house, mark.id).state == Standing.SETTLED
    assert browser("health").send(f"{address}/{finding.id}/move", move="settle").status_code == 403
    assert applicant.send(f"{address}/{finding.id}/move", move="settle").status_code == 403
    assert applicant.send(f"{address}/{finding.id}/move", move="dance").status_code == 422


def test_one_wrong_answer_keeps_every_answer_back_and_what_was_typed(browser: Open, house: House) -> None:
    opened = released(house)
    address = f"/cases/{house.case.number}/matters"
    given = {f"text-{opened['mark'].id}": "树已移至场地外", f"text-{opened['finding'].id}": "好"}
    answer = browser("applicant").send(f"{address}/answers", **given)
    assert answer.status_code == 422
    assert "树已移至场地外" in answer.text
    assert matter(house, opened["mark"].id).state == Standing.OPEN


def test_an_appeal_is_answered_by_somebody_else_than_its_author(browser: Open, house: House) -> None:
    opened = released(house)
    other = another_reviewer(house)
    jobs, case, people = house.jobs, house.case.id, house.people
    with pytest.raises(NotAllowed):
        acts.appeal(jobs, case, people["owner"], opened["mark"].id, "此处并非登高面")
    with pytest.raises(Refused):
        acts.appeal(jobs, case, people["applicant"], opened["mark"].id, "")
    made = acts.appeal(jobs, case, people["applicant"], opened["mark"].id, "此处并非登高面")
    assert made.given_to == other.id
    with pytest.raises(WrongMove):
        acts.appeal(jobs, case, people["applicant"], opened["mark"].id, "再申诉一次")
    for wrong in ("fire", "health", "applicant", "window"):
        with pytest.raises(NotAllowed):
            acts.decide_appeal(jobs, case, people[wrong], opened["mark"].id, "allowed", "确非登高面")
    with pytest.raises(Refused):
        acts.decide_appeal(jobs, case, other, opened["mark"].id, "maybe", "确非登高面")
    acts.decide_appeal(jobs, case, other, opened["mark"].id, "allowed", "确非登高面")
    assert matter(house, opened["mark"].id).state == Standing.SETTLED
    with pytest.raises(WrongMove):
        acts.decide_appeal(jobs, case, people["signatory"], opened["mark"].id, "upheld", "意见维持不变")
    assert "申诉成立" in browser("applicant").get(f"/cases/{house.case.number}/matters").text


def test_without_another_reviewer_the_signatory_decides_and_an_upheld_matter_stays(house: House) -> None:
    opened = released(house)
    jobs, case, people = house.jobs, house.case.id, house.people
    assert acts.appeal(jobs, case, people["applicant"], opened["finding"].id, "量取位置有误").given_to is None
    acts.decide_appeal(jobs, case, people["signatory"], opened["finding"].id, "upheld", "量取位置无误")
    assert matter(house, opened["finding"].id).state == Standing.OPEN


def test_what_is_open_when_a_round_ends_is_carried_over(house: House) -> None:
    opened = released(house)
    jobs, case, people = house.jobs, house.case.id, house.people
    acts.move_matter(jobs, case, people["applicant"], opened["mark"].id, "answer", text="已移树")
    with jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            if discipline != "fire":
                opinions.release(unit, house.now(), people[discipline], discipline, "not-applicable", "无本专业内容")
    acts.return_for_correction(jobs, case, people["signatory"], "请修改")
    acts.move_matter(jobs, case, people["applicant"], opened["opinion"].id, "answer", text="已按批注修改")
    acts.resubmit(jobs, case, people["applicant"], everything=False)
    states = {kind: matter(house, each.id).state for kind, each in opened.items()}
    assert states == {"mark": "answered", "opinion": "answered", "finding": "carried_over"}


def test_the_list_is_filtered_by_its_address_and_exported(browser: Open, house: House) -> None:
    opened = released(house)
    address = f"/cases/{house.case.number}/matters"
    visitor = browser("owner")
    assert NOTE not in visitor.get(f"{address}?state=settled").text
    assert NOTE in visitor.get(f"{address}?state=open&discipline=fire&sheet={opened['mark'].sheet}").text
    table = list(csv.DictReader(io.StringIO(visitor.get(f"{address}.csv?state=open").text.removeprefix("\ufeff"))))
    assert {row["kind"] for row in table} == {"mark", "finding", "opinion"}
    assert NOTE in {row["said"] for row in table}


MADE = {
    # move: (who, matter states, case states), as docs and product.md tell it
    "answer": (
        "applicant",
        {"open", "answered", "carried_over"},
        {"under_review", "returned_for_correction", "returned_incomplete"},
    ),
    "settle": ("fire", {"open", "answered", "carried_over"}, {"under_review"}),
    "reopen": ("fire", {"answered", "settled"}, {"under_review"}),
    "carry_over": (None, {"open"}, {"returned_for_correction"}),
    "allow": (
        None,
        {"open", "answered", "carried_over"},
        {"under_review", "returned_for_correction", "returned_incomplete", "submitted"},
    ),
}


def test_every_move_by_everybody_in_every_state(house: House) -> None:
    identity = released(house)["mark"].id
    assert {each.name for each in MOVES} == set(MADE)
    who: list[str | None] = [None, "applicant", "owner", "fire", "health", "window", "signatory", "supervisor"]
    tried = 0
    for name, standing, state in product(MADE, Standing, State):
        by, standings, states = MADE[name]
        for login in who:
            person = house.people[login] if login else None
            try:
                with house.jobs.office.database.unit() as unit:
                    case = unit.cases.change(house.case.id, state=state.value)
                    found = unit.matters.change(identity, standing, person=None, move="set")
                    changed = move(unit, case, found, name, person, text="写明理由")
                    happened = changed.state
                    raise _Undo  # noqa: TRY301  what was tried is not kept
            except _Undo:
                assert (login == by, standing in standings, state in states) == (True, True, True), (name, login, state)
                assert happened != "", name
            except ReviewError:
                assert not (login == by and standing in standings and state in states), (name, login, standing, state)
            tried += 1
    assert tried == len(MADE) * len(Standing) * len(State) * len(who)


class _Undo(Exception):
    """Rolls a unit of work back."""
