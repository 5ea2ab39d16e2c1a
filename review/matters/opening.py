"""What a discipline asks of the applicant once it releases its opinion.

Matters are its marks, the findings that stand (broken ones nobody overruled, doubtful ones somebody agreed to), and
its own words when it does not pass. A mark or finding that is a matter already stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkers.clauses import Severity
from review.conclusion import Conclusion
from storage.matters import NewMatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import SheetRow
    from storage.findings import FindingRow, Judgement
    from storage.opinions import Opinion

PREFLIGHT = "preflight"
"""findings about the drawings themselves; they belong to whoever agreed to them"""


def open_matters(unit: Unit, case: Case, opinion: Opinion) -> int:
    """Open the matters of an opinion just released; how many are new."""
    new = [*_marks(unit, case, opinion), *_findings(unit, case, opinion), *_words(opinion)]
    return unit.matters.open(case.id, case.round, new)


def _marks(unit: Unit, case: Case, opinion: Opinion) -> Iterator[NewMatter]:
    for mark in unit.marks.of_case(case.id, case.round):
        if mark.discipline == opinion.discipline:
            yield NewMatter(
                discipline=mark.discipline,
                kind="mark",
                said=mark.comment,
                severity=mark.severity,
                opened_by=mark.author,
                mark=mark.id,
                sheet=mark.sheet,
                late_reason=mark.late_reason,
            )


def _findings(unit: Unit, case: Case, opinion: Opinion) -> Iterator[NewMatter]:
    run = unit.findings.latest(case.id, case.round)
    if run is None:
        return
    judged = unit.findings.judgements(run.id)
    sheets: dict[str, SheetRow] = {sheet.sheet: sheet for sheet in unit.drawings.sheets(case.id, case.round)}
    clauses = {account["id"]: account.get("clause") for account in run.accounts}
    for finding in unit.findings.of_run(run.id):
        judgement = judged.get(finding.id)
        if not _stands(finding, judgement) or not _of(finding, judgement, opinion):
            continue
        sheet = sheets.get(finding.sheet)
        yield NewMatter(
            discipline=opinion.discipline,
            kind="finding",
            said=finding.body["message"]["zh"],
            severity=finding.severity,
            opened_by=judgement.person if judgement else opinion.person,
            finding=finding.id,
            rule=finding.rule,
            subject=finding.subject,
            sheet=sheet.id if sheet else None,
            clause=_clause(clauses.get(finding.rule)),
            measured=_value(finding.body, "measured"),
            required=_value(finding.body, "required"),
        )


def _stands(finding: FindingRow, judgement: Judgement | None) -> bool:
    if finding.verdict == "broken":
        return judgement is None or judgement.agrees
    return finding.verdict == "doubtful" and judgement is not None and judgement.agrees


def _of(finding: FindingRow, judgement: Judgement | None, opinion: Opinion) -> bool:
    if finding.discipline != PREFLIGHT:
        return finding.discipline == opinion.discipline
    return judgement is not None and judgement.person == opinion.person


def _words(opinion: Opinion) -> Iterator[NewMatter]:
    if opinion.conclusion in {Conclusion.REVISE, Conclusion.REJECT} and opinion.text:
        yield NewMatter(
            discipline=opinion.discipline,
            kind="opinion",
            said=opinion.text,
            severity=Severity.GENERAL,
            opened_by=opinion.person,
        )


def _clause(clause: Mapping[str, Any] | None) -> str:
    """The clause as the letter writes it; an article nobody knows stays ``?``."""
    return f"{clause['code']} {clause['article']}".strip() if clause else ""


def _value(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return "" if value is None else f"{value:g} {body.get('unit') or ''}".strip()
