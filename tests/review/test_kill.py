"""A worker killed in the middle of reading loses nothing and doubles nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from review import acts
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
