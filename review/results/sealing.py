"""Seal a decided case: letter, stamped and signed sheets, originals and records, as one package.

Everything is made from what is kept and kept again under its hash; a worker that dies half-way leaves
nothing that counts, and the next one begins anew.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.case import OFFICE_ZONE, now
from review.conclusion import RESULTS, Overall
from review.errors import Unready
from review.results.gather import CaseRecord, case_record, letter_content
from review.results.keys import Keys, office_keys
from review.results.letter import letter
from review.results.letter_content import LetterContent
from review.results.package import PackageParts, PackedFile, assemble
from review.results.seal_face import SealFace
from review.results.sign import signed_pdf
from review.results.stamp import stamped
from storage.timeline import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from review.office import Office
    from review.settings import Settings
    from storage.timeline import Entry

CODE_BYTES = 12
"""of the verification code: nobody finds a package by trying"""


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A package as it was kept."""

    round: int
    code: str
    sha256: str
    size: int
    letter_sha256: str
    seconds: dict[str, float]
    key_name: str


@cache
def keys_of(settings: Settings) -> Keys:
    """The office's keys, loaded once in a process."""
    return office_keys(
        settings.data, settings.signer or None, authority=settings.authority, passphrase=settings.signer_passphrase
    )


def seal_case(office: Office, case_id: UUID, person_id: UUID) -> SealedPackage:
    """Make and keep the package of a decided case; its rows are entered by the job that asked for it."""
    settings, keys, moment = office.settings, keys_of(office.settings), now()
    with office.database.unit() as unit:
        case = unit.cases.get(case_id)
        record = case_record(unit, case)
        entries = unit.timeline.of(case_id)
        signatory = unit.people.get(person_id)
    if record.decision is None:
        raise Unready(f"案件 {case.number} 尚未作出决定", f"Case {case.number} is not decided")
    code = secrets.token_urlsafe(CODE_BYTES)
    address = f"{settings.base_url.rstrip('/')}/verify/{code}"
    overall = Overall(record.decision.conclusion)
    seal = SealFace(
        authority=settings.authority,
        case_number=case.number,
        date=moment.astimezone(OFFICE_ZONE).date(),
        url=address,
        development=keys.development,
        number=f"结论：{RESULTS[overall].zh}",
    )
    content = letter_content(
        record,
        issued_at=moment,
        authority=settings.authority,
        verification_url=address,
        development=keys.development,
        signatory=signatory.name,
    )
    with tempfile.TemporaryDirectory(prefix="joint-review-seal-") as folder:
        sealing = _Sealing(office, record, entries, seal, keys, moment, overall, code, Path(folder))
        clock = _Clock()
        letter_file = sealing.letter(replace(content, seal=seal))
        clock.lap("letter")
        sheets = sealing.sheets()
        clock.lap("sheets")
        package = sealing.package(letter_file, sheets)
        clock.lap("package")
        kept, letter_kept = office.objects.put(package), office.objects.put(letter_file)
        clock.lap("keep")
    return SealedPackage(case.round, code, kept.sha256, kept.size, letter_kept.sha256, clock.seconds, keys.name)


class _Clock:
    """Seconds since the last lap, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        here = time.perf_counter()
        self.seconds[name], self._last = here - self._last, here


@dataclass(frozen=True, slots=True)
class _Sealing:
    """One sealing while it goes on, in a folder of its own."""

    office: Office
    record: CaseRecord
    entries: Sequence[Entry]
    seal: SealFace
    keys: Keys
    moment: datetime
    overall: Overall
    code: str
    folder: Path

    def letter(self, content: LetterContent) -> Path:
        """The signed letter."""
        return self._signed(letter(content), "letter.pdf", f"审查意见书 {self.record.case.number} {self.seal.number}")

    def sheets(self) -> list[PackedFile]:
        """Every sheet, stamped and signed, in the order of the set."""
        files = {file.id: file for file in self.record.files}
        sealed = []
        for position, sheet in enumerate(self.record.sheets, start=1):
            if sheet.plot_sha256 is None:
                raise Unready(
                    f"图纸 {sheet.number or sheet.sheet} 没有出图，不能签章，请重新上传该文件",
                    f"Sheet {sheet.number or sheet.sheet} was not plotted and cannot be sealed; upload its file again",
                )
            pdf = stamped(self.office.objects.read(sheet.plot_sha256), self.seal)
            file = self._signed(
                pdf, f"sheet-{position}.pdf", f"审图专用章 {self.record.case.number} {self.seal.number}"
            )
            about: dict[str, Any] = {
                "number": sheet.number,
                "title": sheet.title,
                "discipline": sheet.discipline,
                "original_sha256": files[sheet.file].sha256,
                "not_displayed": len(sheet.not_displayed),
            }
            sealed.append(PackedFile(f"{sheet.number} {sheet.title}".strip() or sheet.sheet, file, about))
        return sealed

    def package(self, letter_file: Path, sheets: Sequence[PackedFile]) -> Path:
        """Everything as one package."""
        case = self.record.case
        with ExitStack() as held:
            parts = PackageParts(
                case_number=case.number,
                case_name=case.name,
                round=case.round,
                code=self.code,
                verification_url=self.seal.url,
                sealed_at=self.moment,
                conclusion=self.overall,
                sheets=sheets,
                letter=letter_file,
                originals=_originals(self.office, self.record, held),
                findings=_findings(self.record),
                marks=[
                    dict(mark.body) | {"id": f"urn:uuid:{mark.id}", "severity": mark.severity}
                    for mark in self.record.marks
                ],
                opinions=_opinions(self.record),
                timeline=as_json(self.entries)["entries"],
            )
            return assemble(parts, self.keys, self.folder / "package.zip")

    def _signed(self, pdf: bytes, name: str, reason: str) -> Path:
        file = self.folder / name
        file.write_bytes(signed_pdf(pdf, self.keys, reason=reason, at=self.moment))
        return file


def _originals(office: Office, record: CaseRecord, held: ExitStack) -> list[PackedFile]:
    return [
        PackedFile(file.name, held.enter_context(office.objects.local(file.sha256)), {"sha256": file.sha256})
        for file in record.files
    ]


def _findings(record: CaseRecord) -> dict[str, Any]:
    answers = {
        identity: {
            "agrees": judgement.agrees,
            "reason": judgement.reason,
            "reviewer": record.people[judgement.person].name,
            "at": judgement.at.isoformat(),
        }
        for identity, judgement in record.judgements.items()
    }
    run = record.run
    return {
        "run": None
        if run is None
        else {
            "engine": run.engine,
            "clauses_sha256": run.clauses_sha256,
            "filed_on": run.filed_on.isoformat(),
            "coverage": run.coverage,
            "rules": run.accounts,
            "report_sha256": run.report_sha256,
        },
        "findings": [
            {**finding.body, "id": str(finding.id), "answer": answers.get(finding.id)} for finding in record.findings
        ],
    }


def _opinions(record: CaseRecord) -> dict[str, Any]:
    decision = record.decision
    return {
        "opinions": [
            {
                "discipline": each.discipline,
                "conclusion": each.conclusion,
                "text": each.text,
                "reviewer": record.people[each.person].name,
                "released_at": each.released_at.isoformat(),
            }
            for each in record.opinions
        ],
        "decision": None
        if decision is None
        else {
            "conclusion": decision.conclusion,
            "reasons": list(decision.reasons),
            "signatory": record.people[decision.person].name,
            "decided_at": decision.decided_at.isoformat(),
        },
    }
