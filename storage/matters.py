"""Matters that released opinions opened, the words on them, and appeals.

Vocabulary
----------
matter  one thing a discipline asks of the applicant: out of a mark, a finding, or its opinion
word    one move of a matter with what was said; only ever added to
appeal  the applicant's objection to a matter, decided by somebody else than its author; one for each matter
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Uuid, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.errors import AlreadyThere
from storage.tables import METADATA, Moment, Written, not_found, record, references

MATTERS = Table(
    "matters",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("discipline", Written),
    Column("kind", Written),
    Column("mark", Uuid),
    Column("finding", Uuid),
    Column("rule", Written),
    Column("subject", Written),
    Column("sheet", Uuid),
    Column("said", Written),
    Column("clause", Written),
    Column("severity", Written),
    Column("measured", Written),
    Column("required", Written),
    Column("opened_by", Uuid),
    Column("opened_at", Moment),
    Column("state", Written),
    Column("late_reason", Written),
    Column("conflict", Uuid),
)

WORDS = Table(
    "matter_words",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("matter", Uuid),
    Column("person", Uuid),
    Column("move", Written),
    Column("text", Written),
    Column("sheet", Written),
    Column("at", Moment),
)

APPEALS = Table(
    "appeals",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("matter", Uuid),
    Column("person", Uuid),
    Column("text", Written),
    Column("at", Moment),
    Column("given_to", Uuid),
    Column("decided_by", Uuid),
    Column("decision", Written),
    Column("reason", Written),
    Column("decided_at", Moment),
)

DRAFTS = Table(
    "opinion_drafts",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("discipline", Written, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("conclusion", Written),
    Column("text", Written),
    Column("saved_at", Moment),
)

_WORD = [column for column in WORDS.c if column.name != "id"]


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A matter about to be opened."""

    discipline: str
    kind: str
    """``mark``, ``finding`` or ``opinion``"""
    said: str
    severity: str
    opened_by: UUID
    mark: UUID | None = None
    finding: UUID | None = None
    rule: str = ""
    subject: str = ""
    sheet: UUID | None = None
    clause: str = ""
    measured: str = ""
    """with its unit"""
    required: str = ""
    """with its unit"""
    late_reason: str = ""
    conflict: UUID | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing a discipline asks of the applicant."""

    id: UUID
    case: UUID
    round: int
    discipline: str
    kind: str
    mark: UUID | None
    finding: UUID | None
    rule: str
    subject: str
    sheet: UUID | None
    said: str
    clause: str
    severity: str
    measured: str
    required: str
    opened_by: UUID
    opened_at: datetime
    state: str
    late_reason: str
    conflict: UUID | None


@dataclass(frozen=True, slots=True)
class MatterWord:
    """One move of a matter with what was said."""

    matter: UUID
    person: UUID | None
    """None: the office itself"""
    move: str
    text: str
    sheet: str
    """the changed sheet the applicant names; empty when none"""
    at: datetime


@dataclass(frozen=True, slots=True)
class Appeal:
    """The applicant's objection to a matter, and what came of it."""

    id: UUID
    matter: UUID
    person: UUID
    text: str
    at: datetime
    given_to: UUID | None
    """another reviewer of the discipline; None: the signatory"""
    decided_by: UUID | None
    decision: str | None
    """``upheld`` or ``allowed``; None while nobody has decided"""
    reason: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """The opinion of a discipline before it is released, seen by its writer only."""

    case: UUID
    round: int
    discipline: str
    person: UUID
    conclusion: str
    text: str
    saved_at: datetime


class Matters:
    """The questions asked of matters, words on them, appeals and drafts of opinions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, case: UUID, round: int, new: Sequence[NewMatter]) -> int:  # noqa: A002  the word of the field
        """Open these matters and say how many are new: a mark or finding that is a matter already stays one."""
        if not new:
            return 0
        rows = [
            {name: getattr(each, name) for name in NewMatter.__dataclass_fields__}
            | {"id": uuid4(), "case": case, "round": round}
            for each in new
        ]
        with references(self._connection, "案件、批注、检查结果或人员", "case, mark, finding or person"):
            made = self._connection.execute(
                insert(MATTERS).values(rows).on_conflict_do_nothing().returning(MATTERS.c.id)
            ).all()
        return len(made)

    def get(self, matter: UUID) -> Matter:
        """The matter of this id; NotFound."""
        row = self._connection.execute(select(MATTERS).where(MATTERS.c.id == matter)).one_or_none()
        return record(Matter, row) if row else not_found("事项", "matter", matter)

    def of_case(self, case: UUID, *, open_only: bool = False) -> list[Matter]:
        """Matters of a case in the order they were opened; with ``open_only`` those not settled."""
        statement = select(MATTERS).where(MATTERS.c.case == case).order_by(MATTERS.c.opened_at, MATTERS.c.id)
        if open_only:
            statement = statement.where(MATTERS.c.state != "settled")
        return [record(Matter, row) for row in self._connection.execute(statement)]

    def change(
        self, matter: UUID, state: str, *, person: UUID | None, move: str, text: str = "", sheet: str = ""
    ) -> Matter:
        """Put the matter into this state and add the word that did it; NotFound."""
        row = self._connection.execute(
            update(MATTERS).where(MATTERS.c.id == matter).values(state=state).returning(MATTERS)
        ).one_or_none()
        if row is None:
            not_found("事项", "matter", matter)
        with references(self._connection, "人员", "person"):
            self._connection.execute(
                insert(WORDS).values(matter=matter, person=person, move=move, text=text, sheet=sheet)
            )
        return record(Matter, row)

    def words_of(self, case: UUID) -> dict[UUID, list[MatterWord]]:
        """All words on the matters of a case by matter, the first one first."""
        rows = self._connection.execute(
            select(*_WORD)
            .join(MATTERS, MATTERS.c.id == WORDS.c.matter)
            .where(MATTERS.c.case == case)
            .order_by(WORDS.c.id)
        )
        words: dict[UUID, list[MatterWord]] = {}
        for row in rows:
            words.setdefault(row.matter, []).append(record(MatterWord, row))
        return words

    def appeal(self, matter: UUID, person: UUID, text: str, given_to: UUID | None) -> Appeal:
        """A new appeal; AlreadyThere when the matter was appealed against, NotFound."""
        with references(self._connection, "事项或人员", "matter or person"):
            row = self._connection.execute(
                insert(APPEALS)
                .values(id=uuid4(), matter=matter, person=person, text=text, given_to=given_to)
                .on_conflict_do_nothing()
                .returning(APPEALS)
            ).one_or_none()
        if row is None:
            raise AlreadyThere(
                "该事项已提出过申诉，每项只能申诉一次，请查看申诉结果",
                "this matter was appealed against already, once is all; look at what came of it",
            )
        return record(Appeal, row)

    def appeals_of(self, case: UUID) -> dict[UUID, Appeal]:
        """The appeals of a case by matter."""
        rows = self._connection.execute(
            select(APPEALS).join(MATTERS, MATTERS.c.id == APPEALS.c.matter).where(MATTERS.c.case == case)
        )
        return {row.matter: record(Appeal, row) for row in rows}

    def decide_appeal(self, appeal: UUID, person: UUID, decision: str, reason: str) -> Appeal:
        """Decide an appeal, once; AlreadyThere when it was decided or there is none."""
        row = self._connection.execute(
            update(APPEALS)
            .where(APPEALS.c.id == appeal, APPEALS.c.decision.is_(None))
            .values(decided_by=person, decision=decision, reason=reason, decided_at=func.clock_timestamp())
            .returning(APPEALS)
        ).one_or_none()
        if row is None:
            raise AlreadyThere("该申诉已有决定，请刷新页面", "this appeal is decided; reload the page")
        return record(Appeal, row)

    def save_draft(
        self,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        discipline: str,
        person: UUID,
        conclusion: str,
        text: str,
    ) -> None:
        """Keep the draft of an opinion, over the one its writer kept before; ``saved_at`` is now."""
        values = {"conclusion": conclusion, "text": text}
        key = {"case": case, "round": round, "discipline": discipline, "person": person}
        with references(self._connection, "案件或人员", "case or person"):
            self._connection.execute(
                insert(DRAFTS)
                .values(**key, **values)
                .on_conflict_do_update(index_elements=list(key), set_=values | {"saved_at": func.clock_timestamp()})
            )

    def draft(self, case: UUID, round: int, discipline: str, person: UUID) -> OpinionDraft | None:  # noqa: A002
        """The draft this person keeps of a discipline's opinion; None when there is none."""
        row = self._connection.execute(
            select(DRAFTS).where(
                DRAFTS.c.case == case,
                DRAFTS.c.round == round,
                DRAFTS.c.discipline == discipline,
                DRAFTS.c.person == person,
            )
        ).one_or_none()
        return record(OpinionDraft, row) if row else None
