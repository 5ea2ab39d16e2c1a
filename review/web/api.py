"""The same answers for other systems: JSON under ``/api/v1``, problems as RFC 9457 documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from review.annotations.drafts import veil
from review.intake.receive import collecting_round
from review.people import may_see
from review.web.access import SignedIn, WithPart
from review.web.steps import next_step
from storage.cases import Case

router = APIRouter(prefix="/api/v1", tags=["cases"])


class CaseSummary(BaseModel):
    """A case as a line of a list."""

    number: str
    name: str
    state: str
    round: int
    created_at: datetime
    filed_on: date | None


class SheetSummary(BaseModel):
    """A sheet of the present round."""

    id: UUID
    sheet: str
    number: str
    title: str
    discipline: str
    scale: float | None
    size_mm: tuple[float, float]
    not_displayed: list[dict[str, Any]]


class FileSummary(BaseModel):
    """An uploaded file."""

    id: UUID
    name: str
    sha256: str
    size: int
    format: str
    status: str
    refusal: dict[str, str] | None


class NextStep(BaseModel):
    """What happens next, in both languages."""

    zh: str
    en: str
    mine: bool
    due_on: date | None


class CaseWhole(CaseSummary):
    """A case with its facts, files, sheets and next step."""

    facts: dict[str, Any]
    files: list[FileSummary]
    sheets: list[SheetSummary]
    next: NextStep


class FindingsOfRun(BaseModel):
    """The newest run of the machine over the present round."""

    engine: str
    clauses_sha256: str
    filed_on: date
    coverage: dict[str, Any]
    rules: list[dict[str, Any]]
    findings: list[dict[str, Any]]


@router.get("/cases")
def cases(visit: SignedIn) -> list[CaseSummary]:
    """Every case the person has a part in."""
    with visit.unit() as unit:
        seen = [case for case in unit.cases.everything() if may_see(unit, visit.me, case)]
    return [CaseSummary(**_summary(case)) for case in seen]


@router.get("/cases/{number}")
def case(visit: WithPart, number: str) -> CaseWhole:
    """One case."""
    found = visit.case
    with visit.unit() as unit:
        files = unit.drawings.files(found.id, collecting_round(found))
        sheets = unit.drawings.sheets(found.id, collecting_round(found))
        step = next_step(unit, found, visit.me)
    return CaseWhole(
        **_summary(found),
        facts=dict(found.facts),
        files=[
            FileSummary(
                id=file.id,
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                format=file.format or "",
                status=file.status,
                refusal=dict(file.refusal) if file.refusal else None,
            )
            for file in files
        ],
        sheets=[
            SheetSummary(
                id=sheet.id,
                sheet=sheet.sheet,
                number=sheet.number,
                title=sheet.title,
                discipline=sheet.discipline,
                scale=sheet.scale,
                size_mm=(sheet.size_mm[0], sheet.size_mm[1]),
                not_displayed=[dict(each) for each in sheet.not_displayed],
            )
            for sheet in sheets
        ],
        next=NextStep(zh=step.words.zh, en=step.words.en, mine=step.mine, due_on=step.due_on),
    )


@router.get("/cases/{number}/findings")
def findings(visit: WithPart, number: str) -> FindingsOfRun | None:
    """Accounts and findings of the newest run; null while nothing was measured."""
    with visit.unit() as unit:
        run = unit.findings.latest(visit.case.id, collecting_round(visit.case))
        rows = unit.findings.of_run(run.id) if run else []
    if run is None:
        return None
    return FindingsOfRun(
        engine=run.engine,
        clauses_sha256=run.clauses_sha256,
        filed_on=run.filed_on,
        coverage=dict(run.coverage),
        rules=[dict(account) for account in run.accounts],
        findings=[{**row.body, "id": str(row.id)} for row in rows],
    )


@router.get("/cases/{number}/marks")
def marks(visit: WithPart, number: str) -> dict[str, Any]:
    """Marks of the present round as a collection of W3C Web Annotations, in millimetres on paper."""
    with visit.unit() as unit:
        placed = veil(unit, visit.case, visit.me).marks(unit.marks.of_case(visit.case.id, visit.case.round))
        names = {mark.author: unit.people.get(mark.author).name for mark in placed}
    items = [
        {
            **mark.body,
            "id": f"urn:uuid:{mark.id}",
            "created": mark.created_at.isoformat(),
            "creator": {"type": "Person", "name": names[mark.author]},
        }
        for mark in placed
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "total": len(items),
        "items": items,
    }


def _summary(found: Case) -> dict[str, Any]:
    names = ("number", "name", "state", "round", "created_at", "filed_on")
    return {name: getattr(found, name) for name in names}
