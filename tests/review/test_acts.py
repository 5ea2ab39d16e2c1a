"""What people do to a case, on a real database with real files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from review import acts
from review.annotations import answers, marks, opinions
from review.errors import NotAllowed, NotThere, Refused, Unready, WrongMove
from review.people import DISCIPLINES
from review.results.verify import verify
from storage.timeline import broken_at
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person

People = dict[str, "Person"]
FACTS: dict[str, Any] = {"place": {"city": "常州市"}, "filed_on": "2025-06-01"}


def draft(jobs: Jobs, people: People, folder: Path, **drawn: Any) -> Case:
    case = acts.create_case(jobs, people["applicant"], "测试项目", FACTS, "owner")
    with site_plan(folder / "总图.dxf", **drawn).open("rb") as stream:
        acts.add_file(jobs, case.id, people["applicant"], "总图.dxf", stream)
    return case


def under_review(jobs: Jobs, people: People, folder: Path, **drawn: Any) -> Case:
    case = draft(jobs, people, folder, **drawn)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    return acts.accept(jobs, case.id, people["window"])


def events(jobs: Jobs, case: UUID) -> list[str]:
    with jobs.office.database.unit() as unit:
        entries = unit.timeline.of(case)
    assert broken_at(entries) is None
    return [entry.event for entry in entries]


def test_a_drawing_is_read_plotted_and_measured_by_the_worker(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        (file,) = unit.drawings.files(case.id)
        (sheet,) = unit.drawings.sheets(case.id)
        run = unit.findings.latest(case.id, 1)
        assert run is not None
        tank = [each for each in unit.findings.of_run(run.id) if each.rule == "health/tank-pollution"]
    assert (file.status, sheet.number, sheet.scale) == ("read", "水施-01", 500)
    assert sheet.size_mm == pytest.approx((841, 594))
    assert sheet.plot_sha256
    assert sheet.picture_sha256
    assert [each.verdict for each in tank] == ["broken"]
    assert tank[0].body["measured"] == pytest.approx(8.0)


def test_the_same_bytes_twice_are_one_file_and_said_to_be_so(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    content = (tmp_path / "总图.dxf").read_bytes()
    again = acts.add_file(jobs, case.id, people["applicant"], "另一个名字.dxf", BytesIO(content))
    assert not again.new
    assert again.same_as == "总图.dxf"
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.files(case.id)) == 1


def test_a_bad_file_is_refused_and_leaves_the_case_as_it_was(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    before = events(jobs, case.id)
    with pytest.raises(Refused):
        acts.add_file(jobs, case.id, people["applicant"], "bad.dxf", BytesIO(b"\xff" * 4096))
    assert events(jobs, case.id) == before
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.files(case.id)) == 1


def test_a_file_that_cannot_be_read_is_refused_by_the_worker_and_the_others_go_on(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = draft(jobs, people, tmp_path)
    acts.add_file(jobs, case.id, people["applicant"], "坏.pdf", BytesIO(b"%PDF-1.7\nnothing follows"))
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        status = {file.name: file.status for file in unit.drawings.files(case.id)}
        refusal = next(file.refusal for file in unit.drawings.files(case.id) if file.name == "坏.pdf")
        assert unit.findings.latest(case.id, 1) is not None
    assert status == {"总图.dxf": "read", "坏.pdf": "refused"}
    assert refusal
    assert refusal["zh"]


def test_nobody_submits_before_the_files_are_read(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    with pytest.raises(Unready):
        acts.submit(jobs, case.id, people["applicant"])


def test_an_empty_case_is_not_submitted(jobs: Jobs, people: People) -> None:
    case = acts.create_case(jobs, people["applicant"], "空", FACTS)
    with pytest.raises(Unready):
        acts.submit(jobs, case.id, people["applicant"])


def test_wrong_facts_are_refused_before_anything_is_kept(jobs: Jobs, people: People) -> None:
    with pytest.raises(Refused, match="latitude"):
        acts.create_case(jobs, people["applicant"], "错", {"place": {"lattitude": 31.7}})
    with jobs.office.database.unit() as unit:
        assert not unit.cases.everything()


def test_another_applicants_case_is_not_there(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    with pytest.raises(NotThere):
        acts.add_file(jobs, case.id, people["owner"], "x.dxf", BytesIO(b"0\nSECTION\n"))


def test_acceptance_sends_the_case_to_all_seven_at_once_with_deadlines(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = under_review(jobs, people, tmp_path)
    with jobs.office.database.unit() as unit:
        assigned = {each.discipline: each for each in unit.cases.assignments(case.id, 1)}
    assert set(assigned) == set(DISCIPLINES)
    assert {each.person for each in assigned.values()} == {people[discipline].id for discipline in DISCIPLINES}
    assert len({each.due_on for each in assigned.values()}) == 1


def test_acceptance_with_gaps_lists_each_with_owner_and_date(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    gap = acts.Gap("岩土工程勘察报告", "设计院", date(2026, 12, 31))
    acts.accept(jobs, case.id, people["window"], [gap])
    with jobs.office.database.unit() as unit:
        (kept,) = unit.cases.gaps(case.id)
    assert (kept.what, kept.owner, kept.due_on) == (gap.what, gap.owner, gap.due_on)
    assert "accept_with_gaps" in events(jobs, case.id)


def test_a_return_names_everything_missing_or_is_refused(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    with pytest.raises(Refused):
        acts.return_incomplete(jobs, case.id, people["window"], ["  "])
    assert acts.return_incomplete(jobs, case.id, people["window"], ["图纸目录"]).state == "returned_incomplete"
    assert acts.submit(jobs, case.id, people["applicant"]).state == "submitted"


def test_a_reviewer_overrules_only_with_a_reason_and_only_his_own(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    with jobs.office.database.unit() as unit:
        run = unit.findings.latest(case.id, 1)
        assert run is not None
        finding = unit.findings.of_run(run.id, discipline="health", verdict="broken")[0]
        with pytest.raises(Refused):
            answers.judge(unit, case, finding, people["health"], agrees=False, reason=" ")
        with pytest.raises(NotAllowed):
            answers.judge(unit, case, finding, people["fire"], agrees=True, reason="")
        with pytest.raises(Unready):
            opinions.release(unit, case, people["health"], "health", "pass", "")
        answers.judge(unit, case, finding, people["health"], agrees=False, reason="水池为消防水池，图注有误")
        assert not unit.findings.judgements(run.id)[finding.id].agrees


def test_an_opinion_is_released_once(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    with jobs.office.database.unit() as unit:
        opinions.release(unit, case, people["fire"], "fire", "pass", "")
    with pytest.raises(WrongMove), jobs.office.database.unit() as unit:
        opinions.release(unit, case, people["fire"], "fire", "reject", "改主意了")


def test_nothing_is_decided_before_every_discipline_has_spoken(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = under_review(jobs, people, tmp_path)
    with pytest.raises(Exception, match=r"planning|规划"):
        acts.decide(jobs, case.id, people["signatory"])


def test_a_sealed_package_is_delivered_and_verifies(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINT_REVIEW_TRUST", str(tmp_path / "trust"))
    case = under_review(jobs, people, tmp_path, tank_gap=12.0)
    with jobs.office.database.unit() as unit:
        (sheet,) = unit.drawings.sheets(case.id)
        shape = {"type": "Point", "coordinates": [300, 200]}
        marks.place(unit, case, sheet, people["health"], shape=shape, comment="请补充人孔做法")
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")
    assert acts.decide(jobs, case.id, people["signatory"], "同意").state == "decided"
    acts.seal(jobs, case.id, people["signatory"])
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        package = unit.opinions.package(case.id)
        assert unit.cases.get(case.id).state == "delivered"
    assert package is not None
    with jobs.office.objects.local(package.sha256) as file:
        answer = verify(file)
    assert answer.exit_status == 0
    assert events(jobs, case.id)[-2:] == ["seal", "deliver"]


def test_a_withdrawn_case_takes_nothing_more(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = draft(jobs, people, tmp_path)
    acts.withdraw(jobs, case.id, people["applicant"], "重新设计")
    with pytest.raises((Unready, WrongMove)):
        acts.submit(jobs, case.id, people["applicant"])
