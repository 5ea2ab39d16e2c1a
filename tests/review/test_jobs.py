"""Jobs that fail, that overlap and that are overtaken: the case stays whole and people see what they can do."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from review import acts
from review import jobs as jobs_module
from review.annotations import opinions
from review.errors import Unready
from review.people import DISCIPLINES
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person

People = dict[str, "Person"]
FACTS = {"filed_on": "2025-06-01"}


def uploaded(jobs: Jobs, people: People, folder: Path, *names: str) -> Case:
    case = acts.create_case(jobs, people["applicant"], "测试", FACTS)
    for number, name in enumerate(names or ("总图.dxf",)):
        with site_plan(folder / name, tank_gap=12.0 + number).open("rb") as stream:
            acts.add_file(jobs, case.id, people["applicant"], name, stream)
    return case


def events(jobs: Jobs, case: UUID) -> list[str]:
    with jobs.office.database.unit() as unit:
        return [entry.event for entry in unit.timeline.of(case)]


def fails(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError("nobody foresaw this")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed jobs are tried again at once."""
    import procrastinate

    strategy = procrastinate.RetryStrategy

    def at_once(*, max_attempts: int, wait: int) -> procrastinate.RetryStrategy:
        return strategy(max_attempts=max_attempts, wait=0)

    monkeypatch.setattr(procrastinate, "RetryStrategy", at_once)


@pytest.fixture
def jobs_again(impatient: None, jobs: Jobs) -> Jobs:
    return jobs_module.Jobs(jobs.office)


def test_a_file_whose_reading_fails_for_good_is_refused_and_the_others_are_measured(
    jobs_again: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = jobs_again
    case = uploaded(jobs, people, tmp_path, "好.dxf", "坏.dxf")
    reading: Callable[..., Any] = jobs_module.read_now

    def reads(office: Any, file: UUID) -> Any:
        with office.database.unit() as unit:
            if unit.drawings.file(file).name == "坏.dxf":
                fails()
        return reading(office, file)

    monkeypatch.setattr(jobs_module, "read_now", reads)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        status = {file.name: (file.status, file.refusal) for file in unit.drawings.files(case.id)}
    assert status["好.dxf"][0] == "read"
    assert status["坏.dxf"][0] == "refused"
    assert status["坏.dxf"][1]
    assert "移除" in status["坏.dxf"][1]["zh"]
    assert acts.progress(jobs, case.id).measured
    assert acts.submit(jobs, case.id, people["applicant"]).state == "submitted"


def test_a_file_whose_kept_bytes_are_lost_is_refused_and_not_read_for_ever(
    jobs_again: Jobs, people: People, tmp_path: Path
) -> None:
    jobs = jobs_again
    case = uploaded(jobs, people, tmp_path)
    with jobs.office.database.unit() as unit:
        (file,) = unit.drawings.files(case.id)
    for kept in (tmp_path / "objects").rglob(f"*{file.sha256[4:]}*"):
        kept.unlink()
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        assert [each.status for each in unit.drawings.files(case.id)] == ["refused"]


def test_a_file_that_kills_worker_after_worker_is_given_up(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = uploaded(jobs, people, tmp_path)
    for _ in range(jobs_module.DEATHS):
        with jobs.office.database.unit() as unit:
            worker = unit.connection.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
            ).fetchone()
            assert worker
            unit.connection.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = 'read_file'", worker
            )
        jobs.take_up_stalled()
    with jobs.office.database.unit() as unit:
        (file,) = unit.drawings.files(case.id)
        left = unit.connection.execute("SELECT status FROM procrastinate_jobs WHERE task_name = 'read_file'").fetchall()
    assert file.status == "refused"
    assert left == [("failed",)]


def test_two_who_look_for_dead_workers_take_a_job_up_once(jobs: Jobs, people: People, tmp_path: Path) -> None:
    uploaded(jobs, people, tmp_path)
    with jobs.office.database.unit() as unit:
        unit.connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    lookers = [threading.Thread(target=jobs.take_up_stalled) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    with jobs.office.database.unit() as unit:
        assert unit.connection.execute("SELECT status, attempts FROM procrastinate_jobs").fetchall() == [("todo", 1)]


def test_a_file_removed_while_it_is_read_is_gone_and_the_rest_is_measured(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = uploaded(jobs, people, tmp_path, "留.dxf", "删.dxf")
    reading: Callable[..., Any] = jobs_module.read_now

    def removed_meanwhile(office: Any, file: UUID) -> Any:
        from review.intake import scan

        inner: Callable[..., Any] = scan.read_isolated
        with office.database.unit() as unit:
            unwanted = unit.drawings.file(file).name == "删.dxf"

        def read(*given: Any, **named: Any) -> Any:
            outcome = inner(*given, **named)
            if unwanted:
                acts.remove_file(jobs, case.id, people["applicant"], file)
            return outcome

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scan, "read_isolated", read)
            return reading(office, file)

    monkeypatch.setattr(jobs_module, "read_now", removed_meanwhile)
    jobs.work(concurrency=1, until_idle=True)
    with jobs.office.database.unit() as unit:
        assert [file.name for file in unit.drawings.files(case.id)] == ["留.dxf"]
        assert len(unit.drawings.sheets(case.id)) == 1
    assert acts.progress(jobs, case.id).measured


def test_facts_changed_while_the_set_is_measured_are_the_facts_it_is_measured_by(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = uploaded(jobs, people, tmp_path)
    from review.intake import measure

    engine: Callable[..., Any] = measure.measure_apart
    changes = [{"filed_on": "2024-02-02"}]

    def measured(*given: Any, **named: Any) -> Any:
        report = engine(*given, **named)
        if changes:
            acts.change_facts(jobs, case.id, people["applicant"], changes.pop())
        return report

    monkeypatch.setattr(measure, "measure_apart", measured)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        run = unit.findings.latest(case.id, 1)
    assert run
    assert run.filed_on.isoformat() == "2024-02-02"
    assert events(jobs, case.id).count("measured") == 1


def test_a_change_that_is_not_committed_when_the_job_begins_is_measured_all_the_same(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = uploaded(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    worker = threading.Thread(target=jobs._measure_case, args=(str(case.id), 1))
    with jobs.office.database.unit() as unit:
        unit.cases.locked(case.id)
        unit.cases.change(case.id, facts={"filed_on": "2024-02-02"})
        worker.start()
        worker.join(0.5)  # it waits for us
    worker.join()
    with jobs.office.database.unit() as unit:
        run = unit.findings.latest(case.id, 1)
    assert run
    assert run.filed_on.isoformat() == "2024-02-02"


def test_measuring_that_failed_is_said_keeps_the_case_from_being_decided_and_can_be_asked_for_again(
    jobs_again: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = jobs_again
    case = uploaded(jobs, people, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs_module, "measure_now", fails)
        jobs.work(until_idle=True)
        acts.submit(jobs, case.id, people["applicant"])
        jobs.work(until_idle=True)
    assert acts.progress(jobs, case.id).measure_failed
    case = acts.accept(jobs, case.id, people["window"])
    with jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "not-applicable", "无")
    with pytest.raises(Unready, match="measuring"):
        acts.decide(jobs, case.id, people["signatory"])
    acts.measure_again(jobs, case.id, people["fire"])
    with pytest.raises(Unready, match="measured"):
        acts.decide(jobs, case.id, people["signatory"])
    jobs.work(until_idle=True)
    progress = acts.progress(jobs, case.id)
    assert progress.measured
    assert not progress.measure_failed
    assert acts.decide(jobs, case.id, people["signatory"]).state == "decided"


def test_sealing_that_failed_is_said_and_can_be_asked_for_again(
    jobs_again: Jobs, people: People, tmp_path: Path
) -> None:
    jobs = jobs_again
    case = uploaded(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    case = acts.accept(jobs, case.id, people["window"])
    with jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")
    acts.decide(jobs, case.id, people["signatory"])
    acts.seal(jobs, case.id, people["signatory"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs_module, "seal_now", fails)
        jobs.work(until_idle=True)
    progress = acts.progress(jobs, case.id)
    assert progress.seal_failed
    assert not progress.sealing
    acts.seal(jobs, case.id, people["signatory"])
    jobs.work(until_idle=True)
    assert not acts.progress(jobs, case.id).seal_failed
    assert events(jobs, case.id)[-2:] == ["seal", "deliver"]


def test_two_workers_share_the_files_and_read_each_once(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = uploaded(jobs, people, tmp_path, *(f"{number}.dxf" for number in range(4)))
    second = jobs_module.Jobs(jobs.office)
    other = threading.Thread(target=second.work, kwargs={"until_idle": True})
    other.start()
    jobs.work(until_idle=True)
    other.join()
    told = events(jobs, case.id)
    assert told.count("file_read") == 4
    with jobs.office.database.unit() as unit:
        run = unit.findings.latest(case.id, 1)
        assert run
        assert {each.sheet for each in unit.findings.of_run(run.id) if each.sheet} <= {
            sheet.sheet for sheet in unit.drawings.sheets(case.id)
        }


def test_a_set_measured_already_is_not_measured_again_because_it_is_handed_in(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = uploaded(jobs, people, tmp_path)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    assert not acts.progress(jobs, case.id).measuring
