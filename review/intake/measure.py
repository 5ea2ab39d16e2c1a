"""Let the machine measure a case: every read file, every rule in force, one recorded run."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from checkers.apart import is_large, measure_apart
from checkers.drawing import columns
from checkers.drawing.model import DrawingSet
from checkers.report import as_json
from checkers.stated_facts import facts_of
from review.case import OFFICE_ZONE, State, now
from review.intake.references import PICTURE

if TYPE_CHECKING:
    from uuid import UUID

    from review.office import Office
    from storage.cases import Case
    from storage.drawings import File
    from storage.findings import Run

CLOSED = (State.DECIDED, State.SEALED, State.DELIVERED, State.ARCHIVED, State.WITHDRAWN)
"""states in which the findings of a case stand"""


def measure_case(office: Office, case_id: UUID, round_number: int) -> Run | None:
    """Measure what the case holds in this round; None while files are still to be read or there are none."""
    with office.database.unit() as unit:
        case = unit.cases.locked(case_id)  # whoever is changing the case counted on us: see what he did
        files = unit.drawings.files(case_id, round_number)
        sheets = unit.drawings.sheets(case_id, round_number, left_out=True)
    left_out = {sheet.sheet for sheet in sheets if sheet.left_out is not None}
    if any(file.status in {"received", "reading"} for file in files):
        return None
    read = [file for file in files if file.columns_sha256 and file.format != PICTURE]
    if not read:
        return None
    unread = [file.name for file in files if file.status == "refused"]
    drawings = _loaded(office, read, left_out)
    jobs = (os.cpu_count() or 1) if is_large(drawings) else 1
    measured = measure_apart(drawings, facts_of(case.facts), jobs=jobs, filed_on=law_day(case), unread=unread)
    report = as_json(measured)
    content = json.dumps(report, ensure_ascii=False, sort_keys=True).encode()
    kept = office.objects.put(content)
    with office.database.unit() as unit:
        present = unit.cases.locked(case_id)
        standing = unit.drawings.files(case_id, round_number)
        if (present.facts, law_day(present)) != (case.facts, law_day(case)) or standing != files:
            return None  # what was measured is no longer what the case holds; whoever changed it asked for a new run
        if present.state in CLOSED:
            return None  # what was decided was decided on the findings of that hour
        before = unit.findings.latest(case_id, round_number)
        run = unit.findings.record(
            case_id,
            round_number,
            identity=_identity(read, left_out, case, report),
            report_sha256=kept.sha256,
            engine=report["engine"],
            clauses_sha256=report["clauses_sha256"],
            filed_on=date.fromisoformat(report["filed_on"]),
            coverage=report["coverage"],
            accounts=report["rules"],
            findings=report["findings"],
        )
        if before is None or before.id != run.id:
            told = {"round": round_number, "report": kept.sha256, "coverage": report["coverage"]}
            unit.timeline.add(case_id, None, "measured", told)
    return run


def law_day(case: Case) -> date:
    """The day whose law applies: the one stated in the facts, never later than the case was really filed.

    A case that is not filed yet counts as filed today, where the office stands.
    """
    filed = case.filed_on or now().astimezone(OFFICE_ZONE).date()
    stated = case.facts.get("filed_on")
    if isinstance(stated, str):
        stated = date.fromisoformat(stated)
    return min(stated, filed) if isinstance(stated, date) else filed


def _loaded(office: Office, files: list[File], left_out: set[str]) -> DrawingSet:
    sets = []
    for file in files:
        assert file.columns_sha256 is not None
        with office.objects.local(file.columns_sha256) as path:
            sets.append(columns.load(path))
    drawings = DrawingSet.joined(sets)
    return replace(drawings, sheets=tuple(sheet for sheet in drawings.sheets if sheet.id not in left_out))


def _identity(files: list[File], left_out: set[str], case: Case, report: dict[str, Any]) -> str:
    """A name for this very measuring: the same files, facts, law and engine give the same run."""
    parts = [
        sorted(file.sha256 for file in files),
        sorted(left_out),
        case.facts,
        report["filed_on"],
        report["clauses_sha256"],
        report["engine"],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
