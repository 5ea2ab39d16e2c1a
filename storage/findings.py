"""What the rules found in a round of a case, and what reviewers say to it.

Vocabulary
----------
run        one measuring of a round, known by what went into it; the same inputs again are the same run
finding    what a rule says of one thing it looked at, kept as the report has it
judgement  a reviewer agrees with a finding or overrules it with a reason; the last word counts, all are kept
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    Table,
    Uuid,
    select,
    update,
)
from sqlalchemy import Sequence as Count
from sqlalchemy.dialects.postgresql import insert

from storage.tables import METADATA, Document, Json, Moment, Written, not_found, record, references

TURNS = Count("run_turns", metadata=METADATA)

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("identity", Written),
    Column("report_sha256", Written),
    Column("engine", Written),
    Column("clauses_sha256", Written),
    Column("filed_on", Date),
    Column("coverage", Document),
    Column("accounts", Document),
    Column("created_at", Moment),
    Column("turn", BigInteger),
)

FINDINGS = Table(
    "findings",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("run", Uuid),
    Column("case", Uuid),
    Column("ordinal", Integer),
    Column("rule", Written),
    Column("discipline", Written),
    Column("verdict", Written),
    Column("severity", Written),
    Column("subject", Written),
    Column("sheet", Written),
    Column("body", Document),
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("finding", Uuid),
    Column("person", Uuid),
    Column("agrees", Boolean),
    Column("reason", Written),
    Column("at", Moment),
)

_RUN = [column for column in RUNS.c if column.name not in {"identity", "turn"}]
_FINDING = [column for column in FINDINGS.c if column.name != "ordinal"]
_JUDGEMENT = [column for column in JUDGEMENTS.c if column.name != "id"]


@dataclass(frozen=True, slots=True)
class Run:
    """One measuring of a round of a case."""

    id: UUID
    case: UUID
    round: int
    report_sha256: str
    engine: str
    clauses_sha256: str
    filed_on: date
    coverage: Json
    accounts: list[Json]
    """one for each rule: whether it ran, why not, how many things it looked at"""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a rule says of one thing it looked at."""

    id: UUID
    run: UUID
    case: UUID
    rule: str
    discipline: str
    verdict: str
    severity: str
    subject: str
    sheet: str
    """the drawing model's id of the sheet; empty when the thing has no place"""
    body: Json
    """the finding as the report has it"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says to a finding."""

    finding: UUID
    person: UUID
    agrees: bool
    reason: str
    at: datetime


class Findings:
    """The questions asked of runs, findings and judgements."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(  # noqa: PLR0913  a run has this many sides
        self,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        *,
        identity: str,
        report_sha256: str,
        engine: str,
        clauses_sha256: str,
        filed_on: date,
        coverage: Json,
        accounts: Sequence[Json],
        findings: Sequence[Json],
    ) -> Run:
        """Keep a run and make it the latest of its round; the same identity again changes nothing else.

        ``identity`` is derived from all that went in: the run it names keeps its findings and their judgements.
        Each finding carries ``rule``, ``verdict``, ``severity``, ``subject`` and ``sheet``; its discipline is what
        stands before the slash of the rule. NotFound for an unknown case.
        """
        run = uuid5(case, f"run {round} {identity}")
        with references(self._connection, "案件", "case"):
            new = self._connection.execute(
                insert(RUNS)
                .values(
                    id=run,
                    case=case,
                    round=round,
                    identity=identity,
                    report_sha256=report_sha256,
                    engine=engine,
                    clauses_sha256=clauses_sha256,
                    filed_on=filed_on,
                    coverage=coverage,
                    accounts=list(accounts),
                    turn=TURNS.next_value(),
                )
                .on_conflict_do_nothing(index_elements=["id"])
                .returning(RUNS.c.id)
            ).one_or_none()
        if new is None:
            self._make_latest(run, case, round)
        elif findings:
            rows = [_row(run, case, ordinal, finding) for ordinal, finding in enumerate(findings, start=1)]
            self._connection.execute(insert(FINDINGS), rows)
        return record(Run, self._connection.execute(select(*_RUN).where(RUNS.c.id == run)).one())

    def latest(self, case: UUID, round: int) -> Run | None:  # noqa: A002  the word of the field
        """The run recorded last for this round; None when it was never measured."""
        row = self._connection.execute(
            select(*_RUN).where(RUNS.c.case == case, RUNS.c.round == round).order_by(RUNS.c.turn.desc()).limit(1)
        ).one_or_none()
        return record(Run, row) if row else None

    def of_run(self, run: UUID, *, discipline: str | None = None, verdict: str | None = None) -> list[FindingRow]:
        """Findings of a run in the order of its report, or those of one discipline or verdict."""
        statement = select(*_FINDING).where(FINDINGS.c.run == run).order_by(FINDINGS.c.ordinal)
        if discipline is not None:
            statement = statement.where(FINDINGS.c.discipline == discipline)
        if verdict is not None:
            statement = statement.where(FINDINGS.c.verdict == verdict)
        return [record(FindingRow, row) for row in self._connection.execute(statement)]

    def get(self, finding: UUID) -> FindingRow:
        """The finding of this id; NotFound."""
        row = self._connection.execute(select(*_FINDING).where(FINDINGS.c.id == finding)).one_or_none()
        return record(FindingRow, row) if row else not_found("检查结果", "finding", finding)

    def judge(self, finding: UUID, person: UUID, agrees: bool, reason: str) -> Judgement:  # noqa: FBT001  the contract
        """Add a reviewer's word on a finding; earlier words stay on record. NotFound."""
        with references(self._connection, "检查结果或人员", "finding or person"):
            row = self._connection.execute(
                insert(JUDGEMENTS)
                .values(finding=finding, person=person, agrees=agrees, reason=reason)
                .returning(*_JUDGEMENT)
            ).one()
        return record(Judgement, row)

    def judgements(self, run: UUID) -> dict[UUID, Judgement]:
        """The last word on each finding of a run that has one, by finding."""
        rows = self._connection.execute(
            select(*_JUDGEMENT)
            .join(FINDINGS, FINDINGS.c.id == JUDGEMENTS.c.finding)
            .where(FINDINGS.c.run == run)
            .order_by(JUDGEMENTS.c.id)
        )
        return {row.finding: record(Judgement, row) for row in rows}

    def judgements_of(self, finding: UUID) -> list[Judgement]:
        """All words on one finding, the first one first."""
        rows = self._connection.execute(
            select(*_JUDGEMENT).where(JUDGEMENTS.c.finding == finding).order_by(JUDGEMENTS.c.id)
        )
        return [record(Judgement, row) for row in rows]

    def _make_latest(self, run: UUID, case: UUID, round: int) -> None:  # noqa: A002  the word of the field
        latest = self.latest(case, round)
        if latest is not None and latest.id != run:
            self._connection.execute(update(RUNS).where(RUNS.c.id == run).values(turn=TURNS.next_value()))


def _row(run: UUID, case: UUID, ordinal: int, finding: Json) -> dict[str, Any]:
    rule = str(finding["rule"])
    return {
        "id": uuid5(run, str(ordinal)),
        "run": run,
        "case": case,
        "ordinal": ordinal,
        "rule": rule,
        "discipline": str(finding.get("discipline") or rule.partition("/")[0]),
        "verdict": str(finding["verdict"]),
        "severity": str(finding["severity"]),
        "subject": str(finding["subject"]),
        "sheet": str(finding["sheet"] or ""),
        "body": dict(finding),
    }
