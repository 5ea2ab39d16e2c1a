"""Why somebody may not review for a firm, and when somebody is away.

Vocabulary
----------
relation  a tie between a person and a firm that he or the administrator declared; he reviews nothing of that firm
absence   days on which a person takes no work, both ends included
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Date, Table, Uuid, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import METADATA, Moment, Written, not_found, record, references

RELATIONS = Table(
    "relations",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid),
    Column("firm", Written),
    Column("reason", Written),
    Column("declared_by", Uuid),
    Column("declared_at", Moment),
    Column("withdrawn_at", Moment),
)

ABSENCES = Table(
    "absences",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid),
    Column("from_on", Date),
    Column("until_on", Date),
    Column("reason", Written),
    Column("noted_by", Uuid),
    Column("noted_at", Moment),
    Column("withdrawn_at", Moment),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between a person and a firm."""

    id: UUID
    person: UUID
    firm: str
    reason: str
    declared_by: UUID
    declared_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person takes no work."""

    id: UUID
    person: UUID
    from_on: date
    until_on: date
    """the last day of it"""
    reason: str
    noted_by: UUID
    noted_at: datetime
    withdrawn_at: datetime | None


class Relations:
    """The questions asked of relations and absences."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def declare(self, person: UUID, firm: str, reason: str, by: UUID) -> Relation:
        """Note a tie to a firm; NotFound for unknown people."""
        with references(self._connection, "人员", "person"):
            row = self._connection.execute(
                insert(RELATIONS)
                .values(id=uuid4(), person=person, firm=firm, reason=reason, declared_by=by)
                .returning(RELATIONS)
            ).one()
        return record(Relation, row)

    def withdraw(self, relation: UUID) -> Relation:
        """Take a tie back; it stays on record. NotFound."""
        row = self._connection.execute(
            update(RELATIONS)
            .where(RELATIONS.c.id == relation)
            .values(withdrawn_at=func.coalesce(RELATIONS.c.withdrawn_at, func.now()))
            .returning(RELATIONS)
        ).one_or_none()
        return record(Relation, row) if row else not_found("关联申报", "relation", relation)

    def standing(self, person: UUID | None = None) -> list[Relation]:
        """The ties that are not taken back, of one person or of all, the latest first."""
        statement = select(RELATIONS).where(RELATIONS.c.withdrawn_at.is_(None))
        if person is not None:
            statement = statement.where(RELATIONS.c.person == person)
        rows = self._connection.execute(statement.order_by(RELATIONS.c.declared_at.desc()))
        return [record(Relation, row) for row in rows]

    def relation(self, relation: UUID) -> Relation:
        """The tie of this id, also one taken back; NotFound."""
        row = self._connection.execute(select(RELATIONS).where(RELATIONS.c.id == relation)).one_or_none()
        return record(Relation, row) if row else not_found("关联申报", "relation", relation)

    def note_absence(self, person: UUID, from_on: date, until_on: date, reason: str, by: UUID) -> Absence:
        """Note that somebody is away from one day to another; NotFound for unknown people."""
        with references(self._connection, "人员", "person"):
            row = self._connection.execute(
                insert(ABSENCES)
                .values(id=uuid4(), person=person, from_on=from_on, until_on=until_on, reason=reason, noted_by=by)
                .returning(ABSENCES)
            ).one()
        return record(Absence, row)

    def end_absence(self, absence: UUID) -> Absence:
        """Take an absence back; it stays on record. NotFound."""
        row = self._connection.execute(
            update(ABSENCES)
            .where(ABSENCES.c.id == absence)
            .values(withdrawn_at=func.coalesce(ABSENCES.c.withdrawn_at, func.now()))
            .returning(ABSENCES)
        ).one_or_none()
        return record(Absence, row) if row else not_found("外出登记", "absence", absence)

    def absence(self, absence: UUID) -> Absence:
        """The absence of this id, also one taken back; NotFound."""
        row = self._connection.execute(select(ABSENCES).where(ABSENCES.c.id == absence)).one_or_none()
        return record(Absence, row) if row else not_found("外出登记", "absence", absence)

    def absences(self, from_on: date, person: UUID | None = None) -> list[Absence]:
        """Absences that are not taken back and last to this day or longer, the earliest first."""
        statement = select(ABSENCES).where(ABSENCES.c.withdrawn_at.is_(None), ABSENCES.c.until_on >= from_on)
        if person is not None:
            statement = statement.where(ABSENCES.c.person == person)
        rows = self._connection.execute(statement.order_by(ABSENCES.c.from_on, ABSENCES.c.noted_at))
        return [record(Absence, row) for row in rows]
