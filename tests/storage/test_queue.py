"""The queue's tables are made once, and what stands in them is told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import procrastinate
import pytest

if TYPE_CHECKING:
    from storage.database import Database


@pytest.fixture
def prepared(database: Database) -> Database:
    schema = procrastinate.schema.SchemaManager.get_schema()
    for _twice in range(2):
        with database.unit() as unit:
            unit.queue.prepare(schema)
    return database


def put(database: Database, name: str, status: str, *, attempts: int = 0) -> None:
    with database.unit() as unit:
        unit.connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, attempts) "
            "VALUES ('seal', 'seal_case', %s, '{\"case\": \"a\"}', %s::procrastinate_job_status, %s)",
            (name, status, attempts),
        )


def test_an_empty_queue_says_so(prepared: Database) -> None:
    with prepared.unit() as unit:
        assert unit.queue.empty()
        assert not unit.queue.waiting("seal a")
        assert not unit.queue.failed("seal a")


def test_a_job_waits_under_its_name_alone(prepared: Database) -> None:
    put(prepared, "seal a", "todo")
    with prepared.unit() as unit:
        assert unit.queue.waiting("seal a")
        assert not unit.queue.waiting("seal b")
        assert not unit.queue.empty()


def test_only_the_newest_job_of_a_name_tells_whether_it_failed(prepared: Database) -> None:
    put(prepared, "seal a", "failed")
    with prepared.unit() as unit:
        assert unit.queue.failed("seal a")
    put(prepared, "seal a", "succeeded")
    with prepared.unit() as unit:
        assert not unit.queue.failed("seal a")


def test_a_job_without_a_worker_is_stalled_and_taken_up_again_or_given_up(prepared: Database) -> None:
    put(prepared, "seal a", "doing", attempts=3)
    with prepared.unit() as unit:
        (job,) = unit.queue.stalled(10)
        assert (job.task, job.attempts, dict(job.arguments)) == ("seal_case", 3, {"case": "a"})
        unit.queue.take_up_again(job.id)
        assert unit.queue.waiting("seal a")
        assert not unit.queue.stalled(10)
    put(prepared, "seal b", "doing")
    with prepared.unit() as unit:
        (job,) = unit.queue.stalled(10)
        unit.queue.give_up(job.id)
        assert unit.queue.failed("seal b")
