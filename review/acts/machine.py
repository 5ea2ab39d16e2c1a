"""How far the machine is with a case, and asking it once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import NotAllowed, Unready
from review.intake.receive import collecting_round
from review.people import may_see

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.people import Person


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the machine is with the files of the present round."""

    files: int
    read: int
    refused: int
    measuring: bool
    measured: bool
    measure_failed: bool
    """the newest measuring ended without a result; ``measure_again`` asks for another"""
    not_again: tuple[str, ...]
    """files of the round before that came under none of the names of this one: a round stands alone"""
    sealing: bool
    seal_failed: bool

    @property
    def reading(self) -> bool:
        """Whether files are still to be read."""
        return self.read + self.refused < self.files


def measure_again(jobs: Jobs, case_id: UUID, person: Person) -> None:
    """Ask for another measuring, for anybody with a part in a case whose measuring failed."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        if not person.active or not may_see(unit, person, case):
            raise NotAllowed("您无权办理本案件", "This case is not yours to act on")
        if not unit.queue.failed(f"measure {case_id} {collecting_round(case)}"):
            raise Unready(
                f"案件 {case.number} 的机审没有失败，不必重做",
                f"The measuring of case {case.number} has not failed; there is nothing to do again",
            )
        jobs.defer_measure(unit, case.id, collecting_round(case))
        unit.timeline.add(case.id, person.id, "measure_asked", {"round": collecting_round(case)})


def progress(jobs: Jobs, case_id: UUID) -> Progress:
    """How far reading, measuring and sealing of the case are."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.get(case_id)
        present = collecting_round(case)
        files = unit.drawings.files(case_id, present)
        names = {file.name for file in files}
        before = unit.drawings.files(case_id, present - 1) if present > 1 else []
        return Progress(
            files=len(files),
            read=sum(file.status == "read" for file in files),
            refused=sum(file.status == "refused" for file in files),
            measuring=unit.queue.waiting(f"measure {case_id} {present}"),
            measured=unit.findings.latest(case_id, present) is not None,
            measure_failed=unit.queue.failed(f"measure {case_id} {present}"),
            not_again=tuple(file.name for file in before if file.name not in names),
            sealing=unit.queue.waiting(f"seal {case_id}"),
            seal_failed=unit.queue.failed(f"seal {case_id}"),
        )
