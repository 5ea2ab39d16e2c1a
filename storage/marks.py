"""Marks that people place on sheets.

Vocabulary
----------
mark       a place on a sheet with a comment, as a W3C Web Annotation in millimetres on paper
withdrawn  taken back by its author: no longer shown, still on record
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, ColumnElement, Connection, Integer, Table, Uuid, func, insert, select, update

from storage.tables import METADATA, Document, Json, Moment, Written, not_found, record, references

MARKS = Table(
    "marks",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("sheet", Uuid),
    Column("author", Uuid),
    Column("discipline", Written),
    Column("severity", Written),
    Column("comment", Written),
    Column("body", Document),
    Column("created_at", Moment),
    Column("withdrawn_at", Moment),
    Column("late_reason", Written),
    Column("late_text", Written),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a sheet with a comment."""

    id: UUID
    case: UUID
    round: int
    sheet: UUID
    author: UUID
    discipline: str
    severity: str
    comment: str
    body: Json
    """W3C Web Annotation; its selector is in millimetres on paper"""
    created_at: datetime
    withdrawn_at: datetime | None
    late_reason: str = ""
    """why it came after the first round on a place that did not change: safety, new_information, changed_clause"""
    late_text: str = ""


class Marks:
    """The questions asked of marks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def place(  # noqa: PLR0913  a mark has this many sides
        self,
        *,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        sheet: UUID,
        author: UUID,
        discipline: str,
        severity: str,
        comment: str,
        body: Json,
        late_reason: str = "",
        late_text: str = "",
    ) -> Mark:
        """A new mark; NotFound when the sheet is not one of the case, or the author is unknown."""
        with references(self._connection, "案件图纸或人员", "sheet of the case or person"):
            row = self._connection.execute(
                insert(MARKS)
                .values(
                    id=uuid4(),
                    case=case,
                    round=round,
                    sheet=sheet,
                    author=author,
                    discipline=discipline,
                    severity=severity,
                    comment=comment,
                    body=body,
                    late_reason=late_reason,
                    late_text=late_text,
                )
                .returning(MARKS)
            ).one()
        return record(Mark, row)

    def get(self, mark: UUID) -> Mark:
        """The mark of this id, also a withdrawn one; NotFound."""
        row = self._connection.execute(select(MARKS).where(MARKS.c.id == mark)).one_or_none()
        return record(Mark, row) if row else not_found("批注", "mark", mark)

    def of_case(
        self,
        case: UUID,
        round: int | None = None,  # noqa: A002  the word of the field
        *,
        withdrawn: bool = False,
    ) -> list[Mark]:
        """Marks of a case, or of one round of it, in the order they were placed; withdrawn ones only if asked for."""
        conditions = [MARKS.c.case == case]
        if round is not None:
            conditions.append(MARKS.c.round == round)
        return self._chosen(conditions, withdrawn=withdrawn)

    def of_sheet(self, sheet: UUID, *, withdrawn: bool = False) -> list[Mark]:
        """Marks of a sheet in the order they were placed; withdrawn ones only if asked for."""
        return self._chosen([MARKS.c.sheet == sheet], withdrawn=withdrawn)

    def withdraw(self, mark: UUID) -> Mark:
        """Take a mark back; the moment of the first time stays. NotFound."""
        row = self._connection.execute(
            update(MARKS)
            .where(MARKS.c.id == mark)
            .values(withdrawn_at=func.coalesce(MARKS.c.withdrawn_at, func.now()))
            .returning(MARKS)
        ).one_or_none()
        return record(Mark, row) if row else not_found("批注", "mark", mark)

    def _chosen(self, conditions: list[ColumnElement[bool]], *, withdrawn: bool) -> list[Mark]:
        statement = select(MARKS).where(*conditions).order_by(MARKS.c.created_at, MARKS.c.id)
        if not withdrawn:
            statement = statement.where(MARKS.c.withdrawn_at.is_(None))
        return [record(Mark, row) for row in self._connection.execute(statement)]
