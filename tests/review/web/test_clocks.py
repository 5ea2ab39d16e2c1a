"""The clocks of a case on its page, and the window that stops them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from review import acts
from review.case import now
from review.errors import NotAllowed, Refused, WrongMove
from review.people import DISCIPLINES
from review.routing import clocks as routing_clocks
from review.routing.clock import due_after

if TYPE_CHECKING:
    from tests.review.web.conftest import Open
    from tests.review.web.house import House


def due_days(house: House) -> dict[str, object]:
    with house.jobs.office.database.unit() as unit:
        return {each.discipline: each.due_on for each in unit.cases.assignments(house.case.id, 1)}


@pytest.mark.parametrize("login", ["applicant", "owner", "fire", "window", "signatory", "supervisor"])
def test_every_party_sees_who_has_the_case(browser: Open, house: House, login: str) -> None:
    page = browser(login).get(f"/cases/{house.case.number}/clocks")
    assert page.status_code == 200
    assert page.text.count("个工作日") >= len(DISCIPLINES)
    for name in ("消防", "人防", "通信"):
        assert name in page.text


def test_strangers_see_no_clock(browser: Open, house: House) -> None:
    assert browser().get(f"/cases/{house.case.number}/clocks").status_code in {303, 401}
    assert browser("administrator").get(f"/cases/{house.case.number}/clocks").status_code in {403, 404}


def test_the_window_stops_the_clocks_for_what_the_law_names_and_lets_them_go_on(
    browser: Open, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, fire = house.people["window"], house.people["fire"]
    before = due_days(house)
    with pytest.raises(NotAllowed):
        acts.pause_clocks(house.jobs, house.case.id, fire, "hearing", "需要五个工作日")
    with pytest.raises(Refused, match="does not count"):
        acts.pause_clocks(house.jobs, house.case.id, window, "busy", "需要五个工作日")
    with pytest.raises(Refused, match="How long"):
        acts.pause_clocks(house.jobs, house.case.id, window, "hearing", "")
    with pytest.raises(WrongMove):
        acts.resume_clocks(house.jobs, house.case.id, window)
    visitor = browser("window")
    answer = visitor.send(
        f"/cases/{house.case.number}/clocks/pause", cause="expert_review", text="专家评审约五个工作日"
    )
    assert answer.status_code == 303
    with pytest.raises(WrongMove, match="stand still already"):
        acts.pause_clocks(house.jobs, house.case.id, window, "hearing", "又一次听证")
    shown = browser("applicant").get(f"/cases/{house.case.number}/clocks").text
    assert "停止计时" in shown
    assert "专家评审约五个工作日" in shown
    later = now() + timedelta(days=30)
    monkeypatch.setattr("review.acts.clocks.now", lambda: later)
    paused = routing_clocks.Pause("expert_review", "", now(), None).days(later.date())
    acts.resume_clocks(house.jobs, house.case.id, window)
    assert paused > 15
    assert due_days(house) == {discipline: due_after(day, paused) for discipline, day in before.items()}  # type: ignore[arg-type]
