"""A case that is returned for correction goes its second round and is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review import acts
from review.annotations import answers, marks, opinions
from review.people import DISCIPLINES
from review.results.verify import verify
from storage.timeline import broken_at
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    import pytest

    from review.jobs import Jobs
    from storage.people import Person


def bring(jobs: Jobs, people: dict[str, Person], case: UUID, file: Path) -> None:
    with file.open("rb") as stream:
        acts.add_file(jobs, case, people["applicant"], file.name, stream)
    jobs.work(until_idle=True)


def test_the_second_round_stands_alone_tells_what_did_not_come_again_and_is_sealed(
    jobs: Jobs, people: dict[str, Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINT_REVIEW_TRUST", str(tmp_path / "trust"))
    applicant, window, signatory = people["applicant"], people["window"], people["signatory"]
    identity = acts.create_case(jobs, applicant, "两轮", {"filed_on": "2025-06-01"}, "owner").id
    bring(jobs, people, identity, site_plan(tmp_path / "总图.dxf", tank_gap=8.0))
    bring(jobs, people, identity, site_plan(tmp_path / "附图.dxf", tank_gap=14.0))
    acts.submit(jobs, identity, applicant)
    case = acts.accept(jobs, identity, window)
    with jobs.office.database.unit() as unit:
        first, *_ = unit.drawings.sheets(identity, 1)
        run = unit.findings.latest(identity, 1)
        assert run
        broken = unit.findings.of_run(run.id, discipline="health", verdict="broken")
        assert broken
        for finding in broken:
            answers.judge(unit, case, finding, people["health"], agrees=True, reason="")
        marks.place(
            unit, case, first, people["health"], shape={"type": "Point", "coordinates": [9, 9]}, comment="间距不足"
        )
        for discipline in DISCIPLINES:
            conclusion = "revise" if discipline == "health" else "pass"
            opinions.release(unit, case, people[discipline], discipline, conclusion, "请修改水池间距")
    acts.return_for_correction(jobs, identity, signatory, "水池间距不足")

    assert acts.progress(jobs, identity).not_again == ("总图.dxf", "附图.dxf")
    (tmp_path / "二轮").mkdir()
    bring(jobs, people, identity, site_plan(tmp_path / "二轮" / "总图.dxf", tank_gap=12.0))
    assert acts.progress(jobs, identity).not_again == ("附图.dxf",)
    case = acts.resubmit(jobs, identity, applicant)
    assert case.round == 2
    acts.return_incomplete(jobs, identity, window, ["盖章的图纸目录"])
    acts.submit(jobs, identity, applicant)
    case = acts.accept(jobs, identity, window)
    with jobs.office.database.unit() as unit:
        assert {each.person for each in unit.cases.assignments(identity, 2)} == {
            each.person for each in unit.cases.assignments(identity, 1)
        }
        (sheet,) = unit.drawings.sheets(identity, 2)
        assert sheet.id != first.id
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")
    decided = acts.decide(jobs, identity, signatory)
    assert decided.state == "decided"
    acts.seal(jobs, identity, signatory)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        package, decision = unit.opinions.package(identity), unit.opinions.decision(identity)
        entries = unit.timeline.of(identity)
        assert unit.cases.get(identity).state == "delivered"
    assert package
    assert decision
    assert (package.round, decision.round, decision.conclusion) == (2, 2, "pass")
    assert broken_at(entries) is None
    moves = [entry.event for entry in entries if "from" in entry.detail]
    assert moves == [
        *("submit", "accept", "route", "return_for_correction"),
        *("resubmit", "return_incomplete", "submit", "accept", "route", "decide", "seal", "deliver"),
    ]
    with jobs.office.objects.local(package.sha256) as file:
        answer = verify(file)
    assert answer.exit_status == 0
