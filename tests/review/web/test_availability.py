"""A reviewer declares ties and days away on a page of his own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from review.case import now
from review.routing.clock import today

if TYPE_CHECKING:
    from tests.review.web.conftest import Open
    from tests.review.web.house import House


def test_ties_and_absences_are_declared_shown_and_taken_back(browser: Open, house: House) -> None:
    visitor = browser("fire")
    assert "您没有申报关联" in visitor.get("/availability").text
    assert visitor.send("/availability/relations", firm="某设计院", reason="曾任职").status_code == 303
    day = today(now()) + timedelta(days=3)
    given = {"from_on": day.isoformat(), "until_on": day.isoformat(), "reason": "外出培训"}
    assert visitor.send("/availability/absences", **given).status_code == 303
    shown = visitor.get("/availability").text
    assert "某设计院" in shown
    assert "外出培训" in shown
    with house.jobs.office.database.unit() as unit:
        (relation,) = unit.relations.standing(house.people["fire"].id)
        (absence,) = unit.relations.absences(today(now()), house.people["fire"].id)
    stranger = browser("health")
    assert stranger.send(f"/availability/relations/{relation.id}/withdraw").status_code == 403
    assert stranger.send(f"/availability/absences/{absence.id}/withdraw").status_code == 403
    assert visitor.send(f"/availability/relations/{relation.id}/withdraw").status_code == 303
    assert visitor.send(f"/availability/absences/{absence.id}/withdraw").status_code == 303
    assert "您没有申报关联" in visitor.get("/availability").text


def test_what_was_typed_is_still_there_after_a_refusal(browser: Open, house: House) -> None:
    del house
    visitor = browser("fire")
    answer = visitor.send("/availability/absences", from_on="2025-01-02", until_on="2025-01-01", reason="写错了日期")
    assert answer.status_code == 422
    assert "写错了日期" in answer.text
    answer = visitor.send("/availability/absences", from_on="昨天", until_on="", reason="写错了日期")
    assert answer.status_code == 422
    assert browser("applicant").send("/availability/relations", firm="甲", reason="有关系").status_code == 403
    assert browser().get("/availability").status_code in {303, 401}


def test_the_window_hands_over_on_the_page_of_clocks(browser: Open, house: House) -> None:
    visitor = browser("window")
    address = f"/cases/{house.case.number}/clocks/fire/hand-over"
    refused = visitor.send(address, reason="工作调整")
    assert refused.status_code == 409
    assert "没有其他可指派的审查员" in refused.text
    assert browser("fire").send(address, reason="工作调整").status_code == 403
