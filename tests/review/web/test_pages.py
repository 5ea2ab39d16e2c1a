"""Pages say what is so, keep what was typed, and never show their insides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from review import acts
from review.annotations import opinions
from review.case import move
from review.people import DISCIPLINES
from review.web.limits import POLICY
from review.web.verify import moment_of

if TYPE_CHECKING:
    from fastapi import FastAPI

    from review.jobs import Jobs
    from tests.review.web.conftest import Open
    from tests.review.web.house import House


def test_the_front_page_tells_the_state_of_a_submitted_case_and_nothing_else(browser: Open, house: House) -> None:
    page = browser().get(f"/?number={house.case.number}").text
    assert "联合审查中" in page
    assert house.case.name not in page


def test_the_front_page_does_not_know_drafts(browser: Open, draft: House) -> None:
    page = browser().get(f"/?number={draft.case.number}").text
    assert "没有已提交的案件" in page


def test_every_answer_carries_the_strict_headers(browser: Open) -> None:
    visitor = browser()
    for path in ("/", "/nothing-here", "/static/style.css", "/api/v1/cases"):
        headers = visitor.get(path).headers
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff"
        assert "unsafe" not in headers["content-security-policy"]


def test_pages_are_not_kept_and_versioned_files_are(browser: Open) -> None:
    visitor = browser()
    assert visitor.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in visitor.get("/static/style.css?v=abc").headers["cache-control"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Open) -> None:
    visitor = browser()
    answer = visitor.send("/sign-in", login="fire", password="joint-review-demo")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_wrong_password_says_so_once_for_name_and_password_and_too_many_wait(browser: Open) -> None:
    visitor = browser()
    for _time in range(8):
        answer = visitor.send("/sign-in", login="fire", password="wrong")
        assert answer.status_code == 401
        assert "用户名或密码不对" in answer.text
        assert 'value="fire"' in answer.text
    assert visitor.send("/sign-in", login="fire", password="joint-review-demo").status_code == 429


def test_signing_out_ends_the_session_in_the_database_too(browser: Open) -> None:
    visitor = browser("fire")
    session = visitor.cookies["session"]
    assert visitor.send("/sign-out").status_code == 303
    answer = browser().get("/work", headers={"cookie": f"session={session}"})
    assert answer.status_code == 303


def test_an_unknown_address_answers_with_a_page_and_the_api_with_a_problem(browser: Open) -> None:
    visitor = browser()
    page = visitor.get("/nothing-here")
    assert page.status_code == 404
    assert "没有这个页面" in page.text
    problem = visitor.get("/api/v1/nothing")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


def test_a_failure_nobody_foresaw_shows_no_insides(
    app: FastAPI, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from review.web import work

    def fails(*_anything: object) -> None:
        raise RuntimeError("secret inside")

    visitor = browser("fire")
    monkeypatch.setattr(work, "lines_of", fails)
    answer = visitor.get("/work")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "系统出现问题" in answer.text


def test_names_from_outside_are_shown_and_never_run(browser: Open, house: House) -> None:
    page = browser("applicant").get(f"/cases/{house.case.number}/files").text
    assert "总图 &lt;1&gt;.dxf" in page
    assert "总图 <1>" not in page


def test_an_original_comes_back_byte_for_byte_as_a_download(browser: Open, house: House) -> None:
    answer = browser("fire").get(f"/cases/{house.case.number}/files/{house.file}/original")
    assert answer.content == f"a drawing of {house.case.number}".encode()
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"__ _1_.dxf\"; filename*=UTF-8''%E6%80%BB%E5%9B%BE%20%3C1%3E.dxf"
    )
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_picture_may_be_kept_by_the_browser_but_by_nobody_between(browser: Open, house: House) -> None:
    answer = browser("fire").get(f"/cases/{house.case.number}/sheets/{house.sheets[0]}/picture")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"].startswith("private")


def test_the_layer_of_a_sheet_is_in_paper_millimetres(browser: Open, house: House) -> None:
    answer = browser("fire").get(f"/cases/{house.case.number}/sheets/{house.sheets[0]}/layer").json()
    broken = next(matter for matter in answer["matters"] if matter["id"] == str(house.findings["broken"]))
    # the model is drawn at 2 mm a metre: x 100 m is 200 mm, y 105 m is 210 mm
    assert broken["along"] == {"type": "LineString", "coordinates": [[200.0, 210.0], [200.0, 218.8]]}
    assert broken["where"]["coordinates"][0][0] == [200, 200]


def test_a_reviewer_marks_a_place_and_the_mark_is_an_annotation_for_other_systems(browser: Open, house: House) -> None:
    visitor = browser("fire")
    home = f"/cases/{house.case.number}"
    shape = {"type": "Point", "coordinates": [300.5, 200.0]}
    sent = visitor.send(
        f"{home}/sheets/{house.sheets[1]}/marks", shape=json.dumps(shape), comment="转弯半径", severity="mandatory"
    )
    assert sent.status_code == 303
    collection = visitor.get(f"/api/v1{home}/marks").json()
    assert collection["total"] == 1
    assert collection["items"][0]["target"]["selector"]["geometry"] == {"type": "Point", "coordinates": [300.5, 200.0]}
    assert collection["items"][0]["creator"]["name"] == "消防审查员"


def test_a_mark_without_a_place_is_refused_and_its_text_is_still_there(browser: Open, house: House) -> None:
    answer = browser("fire").send(
        f"/cases/{house.case.number}/sheets/{house.sheets[0]}/marks", x="", y="", comment="写了很久的意见"
    )
    assert answer.status_code == 422
    assert "写了很久的意见" in answer.text


def test_overruling_needs_a_reason_and_agreeing_does_not(browser: Open, house: House) -> None:
    visitor = browser("fire")
    address = f"/cases/{house.case.number}/findings/{house.findings['broken']}"
    assert visitor.send(address, judgement="overrule", reason="").status_code == 422
    assert visitor.send(address, judgement="agree").status_code == 303
    with house.jobs.office.database.unit() as unit:
        assert unit.findings.judgements_of(house.findings["broken"])[-1].agrees


def test_findings_are_filtered_by_the_address(browser: Open, house: House) -> None:
    visitor, home = browser("fire"), f"/cases/{house.case.number}/findings"
    attention = visitor.get(home).text
    assert "登高场地 100" in attention
    assert "登高场地 200" not in attention
    assert "登高场地 200" in visitor.get(f"{home}?verdict=met").text
    assert "登高场地 100" not in visitor.get(f"{home}?discipline=planning").text
    table = visitor.get(f"/cases/{house.case.number}/findings.csv?verdict=all")
    assert len(table.text.strip().splitlines()) == 4


def test_the_window_returns_once_with_everything(browser: Open, draft: House) -> None:
    home = f"/cases/{draft.case.number}"
    assert browser("applicant").send(f"{home}/submit").status_code == 303
    window = browser("window")
    assert window.send(f"{home}/return", missing="  \n ").status_code == 422
    assert window.send(f"{home}/return", missing="勘察报告\n计算书").status_code == 303
    page = browser("applicant").get(home).text
    assert "<li>勘察报告</li><li>计算书</li>" in page


def test_a_gap_without_owner_or_day_is_refused(browser: Open, draft: House) -> None:
    home = f"/cases/{draft.case.number}"
    browser("applicant").send(f"{home}/submit")
    answer = browser("window").send(f"{home}/accept", what="日照分析", owner="", due_on="", with_gaps="1")
    assert answer.status_code == 422
    assert draft.now().state == "submitted"


def test_only_the_window_accepts(browser: Open, draft: House) -> None:
    home = f"/cases/{draft.case.number}"
    applicant = browser("applicant")
    applicant.send(f"{home}/submit")
    assert applicant.send(f"{home}/accept").status_code == 403
    assert draft.now().state == "submitted"


def test_the_api_tells_a_case_with_its_sheets_and_next_step(browser: Open, house: House) -> None:
    visitor = browser("fire")
    assert [case["number"] for case in visitor.get("/api/v1/cases").json()] == [house.case.number]
    whole = visitor.get(f"/api/v1/cases/{house.case.number}").json()
    assert [sheet["number"] for sheet in whole["sheets"]] == ["总施-01", "总施-02"]
    assert whole["next"]["mine"] is True
    findings = visitor.get(f"/api/v1/cases/{house.case.number}/findings").json()
    assert sorted(each["verdict"] for each in findings["findings"]) == ["broken", "doubtful", "met"]


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-23T08:00:00", "0001-01-01T00:00:00+00:00", "<b>"])
def test_a_file_that_claims_an_impossible_moment_breaks_nothing(text: str) -> None:
    assert moment_of(text) is None


def test_verifying_nothing_and_verifying_rubbish_are_answered_plainly(browser: Open) -> None:
    visitor = browser()
    token = visitor.token("/verify")
    assert visitor.post("/verify", data={"csrf": token}).status_code == 422
    answer = visitor.post("/verify", data={"csrf": token}, files={"file": ("../../x.zip", b"rubbish")})
    assert answer.status_code == 200
    assert "无法读取" in answer.text
    assert "../" not in answer.text


def test_the_service_says_that_it_is_alive(browser: Open) -> None:
    assert browser().get("/alive").text == "alive\n"


def test_a_body_larger_than_a_form_is_stopped_while_it_arrives(browser: Open) -> None:
    visitor = browser("fire")
    answer = visitor.post("/sign-out", data={"csrf": visitor.token(), "more": "x" * (3 << 20)})
    assert answer.status_code == 413


def test_an_administrator_adds_a_person_who_may_then_sign_in(browser: Open, jobs: Jobs) -> None:
    visitor = browser("administrator")
    person = {"login": "zhang", "name": "张工", "roles": "reviewer", "disciplines": "fire"}
    assert visitor.send("/administration/people", **person, password="short").status_code == 422
    assert visitor.send("/administration/people", **person, password="joint-review-demo").status_code == 303
    assert browser("zhang").get("/work").status_code == 200


def test_a_locked_person_is_out_at_once(browser: Open, house: House) -> None:
    visitor = browser("fire")
    assert visitor.get("/work").status_code == 200
    lock = f"/administration/people/{house.people['fire'].id}/active"
    assert browser("administrator").send(lock, active="no").status_code == 303
    assert visitor.get("/work").status_code == 303


def test_the_result_offers_each_only_the_move_that_is_his(house: House, browser: Open) -> None:
    with house.jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            opinions.release(unit, house.case, house.people[discipline], discipline, "revise", "请修改")
    address, offered = f"/cases/{house.case.number}/result", "/decide"
    for login in ("signatory", "owner", "applicant", "window", "fire", "supervisor"):
        answer = browser(login).get(address)
        assert answer.status_code == 200, login
        assert (offered in answer.text) is (login == "signatory"), login
    acts.decide(house.jobs, house.case.id, house.people["signatory"])
    for login in ("signatory", "owner", "window"):
        answer = browser(login).get(address)
        assert answer.status_code == 200, login
        assert (f"{address.removesuffix('/result')}/seal" in answer.text) is (login == "signatory"), login
    with house.jobs.office.database.unit() as unit:
        unit.opinions.keep_package(
            case=house.case.id,
            round=1,
            code="c",
            sha256="e" * 64,
            size=1,
            sealed_by=house.people["signatory"].id,
            seconds={},
        )
        move(unit, house.case.id, "seal", house.people["signatory"])
        move(unit, house.case.id, "deliver", None)
    for login in ("signatory", "owner", "window"):
        answer = browser(login).get(address)
        assert answer.status_code == 200, login
        assert ("/archive" in answer.text) is (login == "window"), login
