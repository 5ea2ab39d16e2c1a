"""What stands in the queue: the questions asked of the tables that Procrastinate keeps in the same database.

Vocabulary
----------
job       one step of work, named by its lock after what it does, such as ``seal <case>``
stalled   a job whose worker has given no sign of life for too long
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class StalledJob:
    """A job that its worker left in the middle."""

    id: int
    task: str
    attempts: int
    """how often it was taken up before this time"""
    arguments: Mapping[str, Any]


class Queue:
    """The questions asked of the queue, and what is done to jobs that nobody does any more."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def prepare(self, schema: str) -> None:
        """Make the queue's own tables with this SQL when they are not there; two processes make them once."""
        self._connection.exec_driver_sql("set local role none")  # tables are made by their owner, not by the service
        self._alone("migrate")
        there = self._connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar_one()
        if there is None:
            self._connection.exec_driver_sql(schema.replace("%", "%%"))

    def waiting(self, name: str) -> bool:
        """Whether a job of this name is waiting or being done."""
        statement = text("SELECT 1 FROM procrastinate_jobs WHERE lock = :name AND status IN ('todo', 'doing') LIMIT 1")
        return self._connection.execute(statement, {"name": name}).first() is not None

    def failed(self, name: str) -> bool:
        """Whether the newest job of this name has failed for good."""
        statement = text("SELECT status = 'failed' FROM procrastinate_jobs WHERE lock = :name ORDER BY id DESC LIMIT 1")
        return bool(self._connection.execute(statement, {"name": name}).scalar())

    def empty(self) -> bool:
        """Whether nothing is waiting or being done."""
        statement = text("SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing') LIMIT 1")
        return self._connection.execute(statement).first() is None

    def stalled(self, seconds: float) -> list[StalledJob]:
        """Jobs whose worker has been silent for so long; nobody else looks for them until this unit ends."""
        self._alone("stalled")
        statement = text(
            "SELECT job.id, job.task_name, job.attempts, job.args FROM procrastinate_jobs job "
            "LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id WHERE job.status = 'doing' "
            "AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))"
        )
        return [StalledJob(*row) for row in self._connection.execute(statement, {"seconds": seconds})]

    def take_up_again(self, job: int) -> None:
        """Let whoever is alive do the job."""
        self._connection.execute(text("SELECT procrastinate_retry_job_v2(:job, now(), NULL, NULL, NULL)"), {"job": job})

    def give_up(self, job: int) -> None:
        """Count the job as failed for good."""
        self._connection.execute(text("SELECT procrastinate_finish_job_v1(:job, 'failed', false)"), {"job": job})

    def _alone(self, what: str) -> None:
        statement = text("SELECT pg_advisory_xact_lock(hashtext(:what))")
        self._connection.execute(statement, {"what": f"joint-review queue {what}"})
