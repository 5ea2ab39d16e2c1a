"""The way of the data as code: each job does one step and names the next.

    file received ─▶ read_file ─▶ (all files of the round read) ─▶ measure_case ─▶ (from round 2 on) compare_round
    case decided and to be sealed ─▶ seal_case ─▶ deliver_case

A job is deferred in the transaction that makes it necessary (Procrastinate on the same PostgreSQL), named
after what it does so that it is queued once, and written so that doing it twice changes nothing. A worker
that dies stops its heartbeat; whoever is alive takes its jobs up again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING
from uuid import UUID

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued

from checkers.errors import Words
from review.case import State, move
from review.intake.measure import measure_case as measure_now
from review.intake.references import outdated
from review.intake.scan import DONE, refuse
from review.intake.scan import read_file as read_now
from review.results.sealing import seal_case as seal_now
from review.rounds.compare import compare_round as compare_now
from storage.errors import NotFound, StorageError

if TYPE_CHECKING:
    from review.office import Office
    from storage.database import Unit
    from storage.drawings import File

logger = logging.getLogger(__name__)

QUEUES = {
    "read_file": "read",
    "measure_case": "measure",
    "compare_round": "measure",
    "seal_case": "seal",
    "deliver_case": "seal",
}
"""the queue of each job, by kind, so that a large set being read does not keep a seal waiting"""

ATTEMPTS = 3
"""how often a job is tried when it fails for a reason nobody foresaw"""

DEATHS = 5
"""how many workers a job may lose before it counts as what killed them"""

GIVEN_UP = Words(
    "多次尝试读取此文件均告失败，原因已记录。请移除后重新上传；若仍如此，请联系管理员。",
    "Reading this file failed several times; why is on record. Remove it and upload it again, or ask the administrator.",
)

IDLE_PAUSE = 0.1
"""seconds between two looks for work while a job waits to be tried again"""

BEATS = 4
"""signs of life a worker gives within the time after which it counts as dead"""


class Jobs:
    """The jobs of one office: what can be deferred, and the worker that does them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(conninfo=office.database.url),
            worker_defaults={
                "update_heartbeat_interval": office.settings.stalled_seconds / BEATS,
                "stalled_worker_timeout": float(office.settings.stalled_seconds),
            },
        )
        retry = procrastinate.RetryStrategy(max_attempts=ATTEMPTS, wait=2)
        self.app.task(name="read_file", queue=QUEUES["read_file"], retry=retry, pass_context=True)(self._read_file)
        for function in (self._measure_case, self._compare_round, self._seal_case, self._deliver_case):
            name = function.__name__.removeprefix("_")
            self.app.task(name=name, queue=QUEUES[name], retry=retry)(function)
        # jobs are deferred by plain threads on the connection of a unit of work, also while the worker's own
        # asynchronous pool is open
        self._deferring = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=office.database.url))

    def migrate(self) -> None:
        """Put the queue's own tables into the database, once."""
        with self.office.database.unit() as unit:
            unit.queue.prepare(self.app.schema_manager.get_schema())

    # what makes work necessary

    def defer_read(self, unit: Unit, file: UUID) -> None:
        """Read this file once the unit of work is committed."""
        self._defer("read_file", unit, f"read {file}", file=str(file))

    def defer_outdated(self, unit: Unit, case: UUID, round_number: int) -> bool:
        """Read again what references files that came, went or changed since; whether there is any."""
        files = outdated(unit.drawings.files(case, round_number))
        for file in files:
            unit.drawings.set_received(file.id)
            self.defer_read(unit, file.id)
        return bool(files)

    def defer_measure(self, unit: Unit, case: UUID, round_number: int) -> None:
        """Measure this round of the case once the unit of work is committed."""
        self._defer("measure_case", unit, f"measure {case} {round_number}", case=str(case), round_number=round_number)

    def defer_compare(self, unit: Unit, case: UUID, round_number: int) -> None:
        """Compare this round with the one before once the unit of work is committed; nothing for the first."""
        if round_number > 1:
            name = f"compare {case} {round_number}"
            self._defer("compare_round", unit, name, case=str(case), round_number=round_number)

    def defer_seal(self, unit: Unit, case: UUID, person: UUID) -> None:
        """Seal the case's result once the unit of work is committed."""
        self._defer("seal_case", unit, f"seal {case}", case=str(case), person=str(person))

    def _defer(self, task: str, unit: Unit, name: str, **arguments: str | int) -> None:
        try:
            with unit.connection.transaction():
                self._deferring.configure_task(
                    task, queue=QUEUES[task], lock=name, queueing_lock=name, connection=unit.connection
                ).defer(**arguments)
        except AlreadyEnqueued:
            logger.debug("%s is queued already", name)

    # the steps

    def _read_file(self, context: procrastinate.JobContext, file: str) -> None:
        try:
            row = read_now(self.office, UUID(file))
        except Exception as error:  # around one job: whatever went wrong, the file is given up and says so
            if not self._still_there(UUID(file)):
                logger.info("file %s was removed before it was read", file)
                return
            if context.job.attempts + 1 < ATTEMPTS:
                raise
            logger.exception("file %s is given up", file, exc_info=error)
            row = refuse(self.office, UUID(file), GIVEN_UP)
        self._measure_once_read(row)

    def _still_there(self, file: UUID) -> bool:
        with self.office.database.unit() as unit:
            try:
                unit.drawings.file(file)
            except NotFound:
                return False
            return True

    def _measure_once_read(self, row: File) -> None:
        with self.office.database.unit() as unit:
            unit.cases.locked(row.case)  # two files ending together must not both think the other is still read
            again = self.defer_outdated(unit, row.case, row.round)
            files = unit.drawings.files(row.case, row.round)
            if not again and all(each.status in DONE for each in files):
                self.defer_measure(unit, row.case, row.round)

    def _measure_case(self, case: str, round_number: int) -> None:
        measure_now(self.office, UUID(case), round_number)
        with self.office.database.unit() as unit:
            self.defer_compare(unit, UUID(case), round_number)

    def _compare_round(self, case: str, round_number: int) -> None:
        compare_now(self.office, UUID(case), round_number)

    def _seal_case(self, case: str, person: str) -> None:
        identity = UUID(case)
        with self.office.database.unit() as unit:
            if unit.cases.get(identity).state != State.DECIDED:
                return  # done before: somebody killed the worker between the commit and the answer
        package = seal_now(self.office, identity, UUID(person))
        with self.office.database.unit() as unit:
            if unit.cases.locked(identity).state != State.DECIDED:
                return
            signatory = unit.people.get(UUID(person))
            unit.opinions.keep_package(
                case=identity,
                round=package.round,
                code=package.code,
                sha256=package.sha256,
                size=package.size,
                sealed_by=signatory.id,
                seconds=package.seconds,
            )
            unit.opinions.set_letter(identity, package.round, package.letter_sha256)
            detail = {"package": package.sha256, "size": package.size, "key": package.key_name}
            move(unit, identity, "seal", signatory, detail)
            self._defer("deliver_case", unit, f"deliver {identity}", case=case)

    def _deliver_case(self, case: str) -> None:
        identity = UUID(case)
        with self.office.database.unit() as unit:
            if unit.cases.locked(identity).state == State.SEALED:
                move(unit, identity, "deliver", None)

    # the worker

    def work(self, *, concurrency: int = 2, until_idle: bool = False) -> None:
        """Do jobs until stopped by a signal, or until none is left when ``until_idle``."""
        asyncio.run(self._work(concurrency, until_idle=until_idle))

    async def _work(self, concurrency: int, *, until_idle: bool) -> None:
        async with self.app.open_async():
            rescue = asyncio.create_task(self._take_up_stalled())
            try:
                while True:  # a job done last may have named a next one: idle is when none is left
                    await self.app.run_worker_async(
                        concurrency=concurrency,
                        wait=not until_idle,
                        fetch_job_polling_interval=1.0,
                        install_signal_handlers=not until_idle,
                    )
                    if not until_idle or self._idle():
                        return
                    await asyncio.sleep(IDLE_PAUSE)
            finally:
                rescue.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await rescue

    def _idle(self) -> bool:
        with self.office.database.unit() as unit:
            return unit.queue.empty()

    async def _take_up_stalled(self) -> None:
        while True:
            with contextlib.suppress(StorageError, psycopg.Error):  # the database may come back before the next look
                await asyncio.to_thread(self.take_up_stalled)
            await asyncio.sleep(self.office.settings.stalled_seconds / BEATS)

    def take_up_stalled(self) -> None:
        """Queue again what dead workers left; what has killed ``DEATHS`` workers is given up and said to be so."""
        given_up = []
        with self.office.database.unit() as unit:
            for job in unit.queue.stalled(self.office.settings.stalled_seconds):
                if job.attempts + 1 < DEATHS:
                    logger.warning("job %s (%s) lost its worker and is taken up again", job.id, job.task)
                    unit.queue.take_up_again(job.id)
                else:
                    logger.error("job %s (%s) lost %s workers and is given up", job.id, job.task, job.attempts + 1)
                    unit.queue.give_up(job.id)
                    if job.task == "read_file":
                        given_up.append(UUID(job.arguments["file"]))
        for file in given_up:
            if self._still_there(file):
                self._measure_once_read(refuse(self.office, file, GIVEN_UP))
