"""A worker killed at any step of the way loses nothing and doubles nothing, and the case goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review import acts
from review.annotations import opinions
from review.people import DISCIPLINES
from review.results.verify import verify
from storage.timeline import broken_at
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.people import Person

PATIENCE = 120
"""seconds after which a state that should have come counts as missing"""


def worker(jobs: Jobs) -> subprocess.Popen[bytes]:
    settings = jobs.office.settings
    environment = os.environ | {
        "JOINT_REVIEW_DATABASE_URL": settings.database_url,
        "JOINT_REVIEW_STALLED_SECONDS": str(settings.stalled_seconds),
    }
    command = [sys.executable, "-m", "review.cli", "worker", "--data", str(settings.data)]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def status(jobs: Jobs, case: UUID) -> list[str]:
    with jobs.office.database.unit() as unit:
        return [file.status for file in unit.drawings.files(case)]


def wait_until(jobs: Jobs, case: UUID, *wanted: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not set(status(jobs, case)) <= set(wanted):
        assert time.monotonic() < deadline, f"still {status(jobs, case)}"
        time.sleep(0.02)


def test_a_job_whose_worker_is_killed_is_taken_up_by_whoever_is_alive(
    jobs: Jobs, people: dict[str, Person], tmp_path: Path
) -> None:
    case = acts.create_case(jobs, people["applicant"], "断电", {})
    drawing = site_plan(tmp_path / "大图.dxf", lines=30_000)
    first = worker(jobs)
    second = None
    try:
        with drawing.open("rb") as stream:
            acts.add_file(jobs, case.id, people["applicant"], drawing.name, stream)
        wait_until(jobs, case.id, "reading")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert status(jobs, case.id) == ["reading"]
        second = worker(jobs)
        wait_until(jobs, case.id, "read")
        deadline = time.monotonic() + PATIENCE
        while not acts.progress(jobs, case.id).measured:
            assert time.monotonic() < deadline, "never measured"
            time.sleep(0.05)
    finally:
        for process in (first, second):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait()
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.sheets(case.id)) == 1
        told = [entry.event for entry in unit.timeline.of(case.id)]
    assert told.count("file_read") == 1
    assert told.count("file_received") == 1


DIES = """
import os, signal, sys
from review.jobs import Jobs
from review.results import sealing
from storage.drawings import Drawings
from storage.findings import Findings
from storage.opinions import Opinions

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def _deliver_case(self, case: str) -> None:
    die()

{patched}

from review.cli import main
sys.exit(main(["worker", "--data", sys.argv[1]]))
"""


def killed_in(jobs: Jobs, patched: str) -> None:
    """A worker that kills itself at the patched place."""
    settings = jobs.office.settings
    environment = os.environ | {
        "JOINT_REVIEW_DATABASE_URL": settings.database_url,
        "JOINT_REVIEW_STALLED_SECONDS": str(settings.stalled_seconds),
        "PYTHONPATH": str(Path(acts.__file__).parents[2]),
    }
    ended = subprocess.run(
        [sys.executable, "-c", DIES.format(patched=patched), str(settings.data)],
        env=environment,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL


def decided(jobs: Jobs, people: dict[str, Person], folder: Path) -> UUID:
    case = acts.create_case(jobs, people["applicant"], "断电", {"filed_on": "2025-06-01"})
    with site_plan(folder / "总图.dxf", tank_gap=12.0).open("rb") as stream:
        acts.add_file(jobs, case.id, people["applicant"], "总图.dxf", stream)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    case = acts.accept(jobs, case.id, people["window"])
    with jobs.office.database.unit() as unit:
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")
    acts.decide(jobs, case.id, people["signatory"])
    return case.id


def told(jobs: Jobs, case: UUID) -> Counter[str]:
    with jobs.office.database.unit() as unit:
        entries = unit.timeline.of(case)
    assert broken_at(entries) is None
    return Counter(entry.event for entry in entries)


@pytest.mark.parametrize(
    ("patched", "before"),
    [
        ("Drawings.set_read = die", {"file_read": 0, "measured": 0}),
        ("Jobs._measure_once_read = die", {"file_read": 1, "measured": 0}),
        ("Findings.record = die", {"file_read": 1, "measured": 0}),
    ],
)
def test_a_worker_killed_while_reading_or_measuring_leaves_one_reading_and_one_run(
    jobs: Jobs, people: dict[str, Person], tmp_path: Path, patched: str, before: dict[str, int]
) -> None:
    case = acts.create_case(jobs, people["applicant"], "断电", {})
    with site_plan(tmp_path / "总图.dxf").open("rb") as stream:
        acts.add_file(jobs, case.id, people["applicant"], "总图.dxf", stream)
    killed_in(jobs, patched)
    assert {event: told(jobs, case.id)[event] for event in before} == before
    jobs.work(until_idle=True)
    after = told(jobs, case.id)
    assert (after["file_read"], after["measured"]) == (1, 1)
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.sheets(case.id)) == 1


@pytest.mark.parametrize(
    ("patched", "state"),
    [
        ("sealing._Sealing.package = die", "decided"),
        ("Opinions.keep_package = die", "decided"),
        ("Opinions.set_letter = die", "decided"),
        ("Jobs._deliver_case = _deliver_case", "sealed"),
    ],
)
def test_a_worker_killed_while_sealing_leaves_one_package_that_verifies(
    jobs: Jobs, people: dict[str, Person], tmp_path: Path, patched: str, state: str
) -> None:
    case = decided(jobs, people, tmp_path)
    acts.seal(jobs, case, people["signatory"])
    killed_in(jobs, patched)
    with jobs.office.database.unit() as unit:
        assert unit.cases.get(case).state == state
        assert (unit.opinions.package(case) is None) == (state == "decided")
    jobs.work(until_idle=True)
    after = told(jobs, case)
    assert (after["seal_asked"], after["seal"], after["deliver"]) == (1, 1, 1)
    with jobs.office.database.unit() as unit:
        package = unit.opinions.package(case)
        decision = unit.opinions.decision(case)
        assert unit.cases.get(case).state == "delivered"
    assert package
    assert decision
    assert decision.letter_sha256
    with jobs.office.objects.local(package.sha256) as file:
        answer = verify(file)
    assert answer.exit_status == 0
