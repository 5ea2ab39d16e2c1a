"""What ends a round or a case: return for correction, decide, seal, archive, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.case import move, must_allow, named
from review.errors import Unready
from review.results.gather import consolidated
from review.wording import typed

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person


def return_for_correction(jobs: Jobs, case_id: UUID, person: Person, reason: str) -> Case:
    """Return the case for a next round, once every discipline has spoken."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "return_for_correction", person)
        result = consolidated(unit, case)
        detail = {"reason": _text(reason, named("return_for_correction").words.zh), "conclusion": result.overall.value}
        return move(unit, case_id, "return_for_correction", person, detail)


def decide(jobs: Jobs, case_id: UUID, person: Person, reasons: str = "") -> Case:
    """Decide: one consolidated result out of the disciplines' opinions, with its reasons."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "decide", person)
        _must_be_measured(unit, case)
        result = consolidated(unit, case)
        note = typed(reasons, "决定的理由", "The reasons of the decision")
        changed = move(unit, case_id, "decide", person, {"conclusion": result.overall.value, "note": note})
        lines = [
            {"zh": each.words.zh, "en": each.words.en, "discipline": each.discipline, "against": each.against}
            for each in result.reasons
        ]
        if note:
            lines.append({"zh": note, "en": note, "discipline": "", "against": False})
        unit.opinions.decide(
            case=case.id,
            round=case.round,
            conclusion=result.overall.value,
            reasons=lines,
            person=person.id,
        )
        return changed


def seal(jobs: Jobs, case_id: UUID, person: Person) -> None:
    """Set the sealing of the whole set going: letter, seals, signatures, package."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "seal", person)
        if unit.queue.waiting(f"seal {case_id}"):
            raise Unready(
                f"案件 {case.number} 正在签章，请等待完成", f"Case {case.number} is being sealed; wait until it is done"
            )
        jobs.defer_seal(unit, case.id, person.id)
        unit.timeline.add(case.id, person.id, "seal_asked", {})


def archive(jobs: Jobs, case_id: UUID, person: Person) -> Case:
    """Close a delivered case."""
    with jobs.office.database.unit() as unit:
        return move(unit, case_id, "archive", person)


def withdraw(jobs: Jobs, case_id: UUID, person: Person, reason: str) -> Case:
    """Withdraw the case before it is sealed."""
    with jobs.office.database.unit() as unit:
        must_allow(unit.cases.locked(case_id), "withdraw", person)
        return move(unit, case_id, "withdraw", person, {"reason": _text(reason, named("withdraw").words.zh)})


def _must_be_measured(unit: Unit, case: Case) -> None:
    """Nothing is decided on findings that are being replaced, or that nobody could make."""
    name = f"measure {case.id} {case.round}"
    if unit.queue.waiting(name):
        raise Unready(
            f"案件 {case.number} 正在机审，请等待完成后再决定",
            f"Case {case.number} is being measured; decide when that is done",
        )
    if unit.queue.failed(name) or unit.findings.latest(case.id, case.round) is None:
        raise Unready(
            f"案件 {case.number} 机审失败，没有可依据的结果：请重新机审，或退回修改",
            f"The measuring of case {case.number} failed and there is nothing to go by: "
            "have it measured again, or return it for correction",
        )


def _text(text: str, what: str) -> str:
    return typed(text, f"“{what}”的理由", "The reason", least=1)
