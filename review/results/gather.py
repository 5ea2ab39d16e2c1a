"""From what is kept of a case to what the result, the letter and the package say.

Reads the rows of one case and gives them the words of the letter; decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from checkers.clauses import Severity
from checkers.finding import Verdict, written
from review.case import OFFICE_ZONE
from review.conclusion import Conclusion
from review.results.consolidate import DisciplineOpinion, JudgedFinding, OpenMark, Result, consolidate
from review.results.letter_content import (
    LetterContent,
    LetterCoverage,
    LetterLaw,
    LetterMark,
    LetterMatter,
    LetterOpinion,
    LetterParty,
    LetterSheet,
    LetterWork,
)

if TYPE_CHECKING:
    from uuid import UUID

    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import File, SheetRow
    from storage.findings import FindingRow, Judgement, Run
    from storage.marks import Mark
    from storage.opinions import Decision, Opinion
    from storage.people import Person


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything kept of the present round of a case, read in one unit of work."""

    case: Case
    people: Mapping[UUID, Person]
    files: Sequence[File]
    sheets: Sequence[SheetRow]
    run: Run | None
    findings: Sequence[FindingRow]
    judgements: Mapping[UUID, Judgement]
    marks: Sequence[Mark]
    opinions: Sequence[Opinion]
    required: frozenset[str]
    decision: Decision | None

    def sheet_name(self, identity: str) -> str:
        """Number and title of a sheet by the drawing model's id; the id itself when it is gone."""
        for sheet in self.sheets:
            if sheet.sheet == identity:
                return f"{sheet.number} {sheet.title}".strip() or identity
        return identity


def case_record(unit: Unit, case: Case) -> CaseRecord:
    """The record of the case's present round."""
    run = unit.findings.latest(case.id, case.round)
    return CaseRecord(
        case=case,
        people={person.id: person for person in unit.people.everyone()},
        files=unit.drawings.files(case.id, case.round),
        sheets=unit.drawings.sheets(case.id, case.round),
        run=run,
        findings=unit.findings.of_run(run.id) if run else [],
        judgements=unit.findings.judgements(run.id) if run else {},
        marks=[mark for mark in unit.marks.of_case(case.id, case.round) if mark.withdrawn_at is None],
        opinions=unit.opinions.of_case(case.id, case.round),
        required=frozenset(each.discipline for each in unit.cases.assignments(case.id, case.round)),
        decision=unit.opinions.decision(case.id, case.round),
    )


def consolidated(unit: Unit, case: Case) -> Result:
    """The one result of the present round; refused while a required discipline has not spoken."""
    return result_of(case_record(unit, case))


def result_of(record: CaseRecord) -> Result:
    """The one result out of a record."""
    opinions = [
        DisciplineOpinion(each.discipline, Conclusion(each.conclusion), record.people[each.person].name, each.text)
        for each in record.opinions
    ]
    findings = [_judged(record, number, each) for number, each in enumerate(record.findings, start=1)]
    marks = [
        OpenMark(
            number=f"B{number}",
            discipline=mark.discipline,
            severity=Severity(mark.severity),
            sheet=_sheet_of(record, mark),
            comment=mark.comment,
            reviewer=record.people[mark.author].name,
        )
        for number, mark in enumerate(record.marks, start=1)
    ]
    return consolidate(opinions, findings, marks, record.required)


def letter_content(
    record: CaseRecord, *, issued_at: datetime, authority: str, verification_url: str, development: bool, signatory: str
) -> LetterContent:
    """What the letter of this round says."""
    case, result = record.case, result_of(record)
    place = case.facts.get("place") or {}
    return LetterContent(
        number=f"联审〔{case.number.partition('-')[0]}〕{case.number.partition('-')[2]}-{case.round} 号",
        issued_at=issued_at.astimezone(OFFICE_ZONE),
        case_number=case.number,
        project=case.name,
        round=case.round,
        overall=result.overall,
        reasons=result.reasons,
        authority=authority,
        verification_url=verification_url,
        place="".join(str(place.get(key) or "") for key in ("city", "district")),
        filed_on=case.filed_on,
        parties=_parties(record),
        works=tuple(_work(building) for building in case.facts.get("buildings") or ()),
        sheets=tuple(_sheet(record, sheet) for sheet in record.sheets),
        laws=_laws(record),
        opinions=tuple(_opinion(record, each) for each in record.opinions),
        matters=_matters(record),
        marks=_marks(record),
        coverage=_coverage(record),
        signatory=signatory,
        development=development,
    )


def _judged(record: CaseRecord, number: int, finding: FindingRow) -> JudgedFinding:
    judgement = record.judgements.get(finding.id)
    return JudgedFinding(
        number=str(number),
        rule=finding.rule,
        discipline=finding.discipline,
        verdict=Verdict(finding.verdict),
        severity=Severity(finding.severity),
        subject=finding.subject,
        sheet=record.sheet_name(finding.sheet),
        agreed=judgement.agrees if judgement else None,
        reason=judgement.reason if judgement else "",
        reviewer=record.people[judgement.person].name if judgement else "",
    )


def _parties(record: CaseRecord) -> tuple[LetterParty, ...]:
    applicant = record.people[record.case.applicant]
    parties = [LetterParty("设计单位", applicant.firm, applicant.name)]
    if record.case.owner is not None:
        owner = record.people[record.case.owner]
        parties.insert(0, LetterParty("建设单位", owner.firm, owner.name))
    return tuple(parties)


def _work(building: Mapping[str, Any]) -> LetterWork:
    uses = {
        "residential": "住宅",
        "office": "办公",
        "public": "公共建筑",
        "commercial": "商业",
        "garage": "车库",
        "other": "其他",
    }
    fire_rating, storeys = building.get("fire_rating"), building.get("storeys")
    return LetterWork(
        name=str(building.get("name") or ""),
        use=uses.get(str(building.get("use") or ""), str(building.get("use") or "")),
        storeys=f"{storeys} 层" if storeys is not None else "",
        height_m=building.get("height"),
        fire_rating=f"{fire_rating} 级" if fire_rating is not None else "",
        lightning_class=str(building.get("lightning_class") or ""),
    )


def _sheet(record: CaseRecord, sheet: SheetRow) -> LetterSheet:
    file = next(each for each in record.files if each.id == sheet.file)
    return LetterSheet(
        number=sheet.number,
        title=sheet.title,
        sha256=file.sha256,
        discipline=sheet.discipline,
        scale=f"1:{sheet.scale:g}" if sheet.scale else "",
        file=file.name,
        not_displayed=len(sheet.not_displayed),
    )


def _accounts(record: CaseRecord) -> list[Mapping[str, Any]]:
    return list(record.run.accounts) if record.run else []


def _laws(record: CaseRecord) -> tuple[LetterLaw, ...]:
    laws: dict[str, LetterLaw] = {}
    for account in _accounts(record):
        clause = account.get("clause")
        if not account.get("ran") or not clause:
            continue
        code, known = clause["code"], laws.get(clause["code"])
        laws[code] = LetterLaw(
            code=code,
            since=date.fromisoformat(clause["since"]),
            compared=bool(clause["verified"]) and (known is None or known.compared),
        )
    return tuple(laws[code] for code in sorted(laws))


def _opinion(record: CaseRecord, opinion: Opinion) -> LetterOpinion:
    return LetterOpinion(
        discipline=opinion.discipline,
        conclusion=Conclusion(opinion.conclusion),
        reviewer=record.people[opinion.person].name,
        released_at=opinion.released_at.astimezone(OFFICE_ZONE),
        text=opinion.text,
    )


def _matters(record: CaseRecord) -> tuple[LetterMatter, ...]:
    clauses = {account["id"]: account.get("clause") or {} for account in _accounts(record)}
    matters = []
    for number, finding in enumerate(record.findings, start=1):
        if finding.verdict == Verdict.MET:
            continue
        clause, body = clauses.get(finding.rule, {}), finding.body
        matters.append(
            LetterMatter(
                number=str(number),
                discipline=finding.discipline,
                sheet=record.sheet_name(finding.sheet),
                place_mm=_centre(body.get("where_mm")),
                clause=f"{clause.get('code', '')} {clause.get('article', '')}".strip(),
                severity=finding.severity,
                compared=bool(clause.get("verified")),
                required=_value(body, "required", sign=True),
                measured=_value(body, "measured"),
                text=body["message"]["zh"],
                decision=_decision(record.judgements.get(finding.id)),
                verdict=finding.verdict,
            )
        )
    return tuple(matters)


def _decision(judgement: Judgement | None) -> str:
    if judgement is None:
        return "未复核"
    return "同意" if judgement.agrees else f"推翻：{judgement.reason}"


def _value(body: Mapping[str, Any], key: str, *, sign: bool = False) -> str:
    value = body.get(key)
    if not isinstance(value, int | float):
        return ""
    text = written(float(value), str(body.get("unit") or ""))
    comparison = {">=": "≥ ", "<=": "≤ "}.get(str(body.get("comparison")), "")
    return f"{comparison}{text}" if sign else text


def _marks(record: CaseRecord) -> tuple[LetterMark, ...]:
    return tuple(
        LetterMark(
            number=f"B{number}",
            discipline=mark.discipline,
            sheet=_sheet_of(record, mark),
            place_mm=_centre(mark.body["target"]["selector"]["geometry"]),
            severity=mark.severity,
            comment=mark.comment,
            reviewer=record.people[mark.author].name,
        )
        for number, mark in enumerate(record.marks, start=1)
    )


def _sheet_of(record: CaseRecord, mark: Mark) -> str:
    return next(f"{each.number} {each.title}".strip() for each in record.sheets if each.id == mark.sheet)


def _coverage(record: CaseRecord) -> LetterCoverage | None:
    if record.run is None:
        return None
    counted = record.run.coverage
    accounts = _accounts(record)
    return LetterCoverage(
        rules=counted["rules"],
        ran=counted["ran"],
        could_not=counted["could_not"],
        not_applicable=counted["not_applicable"],
        looked_at=sum(account["looked_at"] for account in accounts),
        met=sum(account["met"] for account in accounts),
        broken=sum(account["broken"] for account in accounts),
        doubtful=sum(account["doubtful"] for account in accounts),
        engine=record.run.engine,
        clauses_sha256=record.run.clauses_sha256,
        could_not_reasons={
            account["id"]: account["why_not"]
            for account in accounts
            if account.get("why_not") and account["why_not"].startswith("could-not")
        },
        not_displayed={
            f"{sheet.number} {sheet.title}".strip() or sheet.sheet: "；".join(
                f"{each['what']} × {each['count']}" for each in sheet.not_displayed
            )
            for sheet in record.sheets
            if sheet.not_displayed
        },
    )


def _centre(geometry: Any) -> tuple[float, float] | None:  # noqa: ANN401  (GeoJSON as it was kept)
    if not geometry:
        return None
    try:
        point = shape(geometry).representative_point()
    except (ShapelyError, ValueError, KeyError, TypeError):
        return None
    return (point.x, point.y) if not point.is_empty else None
