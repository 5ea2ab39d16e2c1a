"""Who may do what to whose case, and what happens when two do it at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from review import acts
from review.annotations import answers, marks, opinions
from review.case import now
from review.errors import NotAllowed, NotThere, ReviewError, Unready, WrongMove, WrongSignIn
from review.people import DISCIPLINES, Role, sign_in
from review.results import sealing
from review.results.errors import NotDecidable
from storage.timeline import broken_at
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person

People = dict[str, "Person"]
POINT = {"type": "Point", "coordinates": [300, 200]}


def submitted(jobs: Jobs, people: People, folder: Path) -> Case:
    case = acts.create_case(jobs, people["applicant"], "测试", {"filed_on": "2025-06-01"}, "owner")
    with site_plan(folder / "总图.dxf", tank_gap=12.0).open("rb") as stream:
        acts.add_file(jobs, case.id, people["applicant"], "总图.dxf", stream)
    jobs.work(until_idle=True)
    return acts.submit(jobs, case.id, people["applicant"])


def under_review(jobs: Jobs, people: People, folder: Path) -> Case:
    return acts.accept(jobs, submitted(jobs, people, folder).id, people["window"])


def spoken(jobs: Jobs, people: People, case: Case) -> None:
    with jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")


def person(jobs: Jobs, login: str, *roles: Role, disciplines: tuple[str, ...] = ()) -> Person:
    with jobs.office.database.unit() as unit:
        return unit.people.add(
            login=login,
            name=login,
            password_hash="no password fits",
            roles={role.value for role in roles},
            disciplines=set(disciplines),
        )


def state(jobs: Jobs, case: UUID) -> str:
    with jobs.office.database.unit() as unit:
        return unit.cases.get(case).state


def test_every_act_is_refused_to_everybody_it_does_not_belong_to(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    other = person(jobs, "other", Role.APPLICANT)
    every: dict[str, tuple[set[str], Callable[[Person], object]]] = {
        "submit": ({"applicant"}, lambda who: acts.submit(jobs, case.id, who)),
        "resubmit": ({"applicant"}, lambda who: acts.resubmit(jobs, case.id, who)),
        "withdraw": ({"applicant"}, lambda who: acts.withdraw(jobs, case.id, who, " ")),
        "accept": ({"window"}, lambda who: acts.accept(jobs, case.id, who)),
        "return": ({"window"}, lambda who: acts.return_incomplete(jobs, case.id, who, ["目录"])),
        "decide": ({"signatory"}, lambda who: acts.decide(jobs, case.id, who)),
        "correct": ({"signatory"}, lambda who: acts.return_for_correction(jobs, case.id, who, "请改")),
        "seal": ({"signatory"}, lambda who: acts.seal(jobs, case.id, who)),
        "archive": ({"window"}, lambda who: acts.archive(jobs, case.id, who)),
    }
    everybody = {**people, "other": other}
    for name, (rightful, act) in every.items():
        for login, who in everybody.items():
            with pytest.raises(ReviewError) as refused:
                act(who)
            if login not in rightful:
                assert isinstance(refused.value, NotAllowed), (name, login, refused.value)
    assert state(jobs, case.id) == "under_review"


def test_nobody_decides_or_accepts_his_own_case(jobs: Jobs, people: People, tmp_path: Path) -> None:
    both = person(jobs, "both", Role.APPLICANT, Role.WINDOW, Role.SIGNATORY)
    case = acts.create_case(jobs, both, "自审", {})
    with site_plan(tmp_path / "总图.dxf").open("rb") as stream:
        acts.add_file(jobs, case.id, both, "总图.dxf", stream)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, both)
    with pytest.raises(NotAllowed):
        acts.accept(jobs, case.id, both)
    with pytest.raises(NotAllowed):
        acts.decide(jobs, case.id, both)


def test_somebody_no_longer_active_does_nothing(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = submitted(jobs, people, tmp_path)
    gone = {login: replace(each, active=False) for login, each in people.items()}
    with pytest.raises(NotAllowed):
        acts.accept(jobs, case.id, gone["window"])
    with pytest.raises(NotAllowed):
        acts.withdraw(jobs, case.id, gone["applicant"], "不做了")
    with pytest.raises(NotThere):
        acts.change_facts(jobs, case.id, gone["applicant"], {})


def test_a_reviewer_touches_nothing_of_another_case(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    (tmp_path / "two").mkdir()
    other = under_review(jobs, people, tmp_path / "two")
    stranger = person(jobs, "stranger", Role.REVIEWER, disciplines=("fire",))
    with jobs.office.database.unit() as unit:
        (theirs,) = unit.drawings.sheets(other.id)
        run = unit.findings.latest(other.id, 1)
        assert run
        finding = unit.findings.of_run(run.id)[0]
        for act in (
            lambda: marks.place(unit, case, theirs, people["fire"], shape=POINT, comment="别案的图"),
            lambda: answers.judge(unit, case, finding, people["fire"], agrees=True, reason=""),
            lambda: marks.acknowledge(unit, case, theirs, people["fire"]),
            lambda: marks.place(unit, other, theirs, stranger, shape=POINT, comment="无权"),
            lambda: marks.acknowledge(unit, other, theirs, stranger),
            lambda: opinions.release(unit, other, stranger, "fire", "pass", ""),
            lambda: opinions.release(unit, other, people["fire"], "health", "pass", ""),
        ):
            with pytest.raises((NotAllowed, NotThere)):
                act()


def test_nothing_is_marked_judged_or_acknowledged_once_the_case_is_decided(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = under_review(jobs, people, tmp_path)  # as a page read it before the decision
    spoken(jobs, people, case)
    with jobs.office.database.unit() as unit:
        (sheet,) = unit.drawings.sheets(case.id)
        run = unit.findings.latest(case.id, 1)
        assert run
        finding = unit.findings.of_run(run.id, discipline="health")[0]
    acts.decide(jobs, case.id, people["signatory"])
    for act in (
        lambda unit: marks.place(unit, case, sheet, people["health"], shape=POINT, comment="迟到"),
        lambda unit: answers.judge(unit, case, finding, people["health"], agrees=False, reason="迟到的理由"),
        lambda unit: marks.acknowledge(unit, case, sheet, people["health"]),
    ):
        with pytest.raises(WrongMove), jobs.office.database.unit() as unit:
            act(unit)


def test_a_decided_case_is_not_measured_anew(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    spoken(jobs, people, case)
    acts.decide(jobs, case.id, people["signatory"])
    with jobs.office.database.unit() as unit:
        before = unit.findings.latest(case.id, 1)
        unit.cases.change(case.id, facts={"filed_on": "2026-01-01"})
        jobs.defer_measure(unit, case.id, 1)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        assert unit.findings.latest(case.id, 1) == before


def at_once(*actions: Callable[[], object]) -> list[Any]:
    """What each did, begun at the same moment."""
    ready, ended = threading.Barrier(len(actions)), []

    def act(action: Callable[[], object]) -> None:
        ready.wait()
        try:
            ended.append(action())
        except ReviewError as error:
            ended.append(error)

    threads = [threading.Thread(target=act, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_of_two_who_accept_at_once_one_does(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = submitted(jobs, people, tmp_path)
    second = person(jobs, "window-2", Role.WINDOW)
    ended = at_once(*(lambda who=who: acts.accept(jobs, case.id, who) for who in (people["window"], second)))
    assert sorted(isinstance(each, WrongMove) for each in ended) == [False, True]
    with jobs.office.database.unit() as unit:
        assert [entry.event for entry in unit.timeline.of(case.id)].count("accept") == 1
        assert len(unit.cases.assignments(case.id)) == len(DISCIPLINES)


def test_a_case_is_decided_once_and_sealing_is_asked_for_once(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    with pytest.raises(NotDecidable):
        acts.decide(jobs, case.id, people["signatory"])
    spoken(jobs, people, case)
    ended = at_once(*[lambda: acts.decide(jobs, case.id, people["signatory"])] * 2)
    assert sorted(isinstance(each, WrongMove) for each in ended) == [False, True]
    acts.seal(jobs, case.id, people["signatory"])
    with pytest.raises(Unready):
        acts.seal(jobs, case.id, people["signatory"])


def test_a_case_withdrawn_while_it_is_sealed_stays_withdrawn_and_has_no_letter(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = under_review(jobs, people, tmp_path)
    spoken(jobs, people, case)
    acts.decide(jobs, case.id, people["signatory"])
    acts.seal(jobs, case.id, people["signatory"])
    making = sealing._Sealing.package

    def interrupted(self: Any, *given: Any) -> Any:
        acts.withdraw(jobs, case.id, people["applicant"], "不建了")
        return making(self, *given)

    monkeypatch.setattr(sealing._Sealing, "package", interrupted)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        decision = unit.opinions.decision(case.id)
        entries = unit.timeline.of(case.id)
        assert unit.opinions.package(case.id) is None
    assert decision
    assert decision.letter_sha256 is None
    assert state(jobs, case.id) == "withdrawn"
    assert entries[-1].event == "withdraw"
    assert broken_at(entries) is None


def test_a_password_of_half_characters_is_wrong_and_nothing_worse(jobs: Jobs, people: People) -> None:
    with pytest.raises(WrongSignIn), jobs.office.database.unit() as unit:
        sign_in(unit, "applicant", "\ud800" * 12, now())
