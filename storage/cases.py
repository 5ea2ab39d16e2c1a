"""Cases, who has a part in them, what was accepted as missing, and who reviews what by when.

Vocabulary
----------
number      what people call a case: year of its creation in China and a count from 1 in that year
party       somebody with a part in a case, under one of his roles
gap         a material accepted as missing (容缺受理), with who owes it and until when
assignment  one discipline of one round given to one reviewer with a day it is due
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Table,
    Uuid,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from storage.errors import Conflict
from storage.opinions import OPINIONS
from storage.tables import METADATA, Document, Json, Moment, Written, not_found, record, references

CASES = Table(
    "cases",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("number", Written),
    Column("name", Written),
    Column("state", Written),
    Column("round", Integer),
    Column("facts", Document),
    Column("applicant", Uuid),
    Column("owner", Uuid),
    Column("created_at", Moment),
    Column("filed_on", Date),
    Column("version", Integer),
)

COUNTS = Table("case_counts", METADATA, Column("year", Integer, primary_key=True), Column("last", Integer))

PARTIES = Table(
    "parties",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("role", Written, primary_key=True),
    Column("discipline", Written, primary_key=True),
)

GAPS = Table(
    "gaps",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("what", Written),
    Column("owner", Written),
    Column("due_on", Date),
    Column("noted_at", Moment),
)

ASSIGNMENTS = Table(
    "assignments",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("discipline", Written, primary_key=True),
    Column("person", Uuid),
    Column("due_on", Date),
    Column("why", Written),
    Column("assigned_at", Moment),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One set of drawings on its way through the review."""

    id: UUID
    number: str
    """``2026-000001``"""
    name: str
    state: str
    """``draft`` at first; the moves are not known here"""
    round: int
    """1 until the first correction comes back"""
    facts: Json
    applicant: UUID
    owner: UUID | None
    created_at: datetime
    filed_on: date | None
    version: int
    """grows by one with every change"""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with a part in a case."""

    person: UUID
    role: str
    discipline: str
    """empty where the role has none"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A material accepted as missing."""

    id: UUID
    case: UUID
    what: str
    owner: str
    """who owes it, in words"""
    due_on: date
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """One discipline of one round, given to one reviewer."""

    case: UUID
    round: int
    discipline: str
    person: UUID
    due_on: date
    why: str
    assigned_at: datetime


class Cases:
    """The questions asked of cases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, *, name: str, facts: Json, applicant: UUID, owner: UUID | None = None) -> Case:
        """A new draft in round 1 with the next number of the year; NotFound for unknown people."""
        year = int(
            self._connection.execute(
                select(func.extract("year", func.timezone("Asia/Shanghai", func.now())))
            ).scalar_one()
        )
        count = self._connection.execute(
            insert(COUNTS)
            .values(year=year, last=1)
            .on_conflict_do_update(index_elements=["year"], set_={"last": COUNTS.c.last + 1})
            .returning(COUNTS.c.last)
        ).scalar_one()
        with references(self._connection, "人员", "person"):
            row = self._connection.execute(
                insert(CASES)
                .values(
                    id=uuid4(), number=f"{year}-{count:06d}", name=name, facts=facts, applicant=applicant, owner=owner
                )
                .returning(CASES)
            ).one()
        return record(Case, row)

    def get(self, case: UUID) -> Case:
        """The case of this id; NotFound."""
        row = self._connection.execute(select(CASES).where(CASES.c.id == case)).one_or_none()
        return record(Case, row) if row else not_found("案件", "case", case)

    def by_number(self, number: str) -> Case:
        """The case of this number; NotFound."""
        row = self._connection.execute(select(CASES).where(CASES.c.number == number)).one_or_none()
        return record(Case, row) if row else not_found("案件", "case", number)

    def locked(self, case: UUID) -> Case:
        """The case as it stands once every other unit that changes it is over; nobody else until this unit ends.

        NotFound; Conflict when another unit holds it for longer than half a minute.
        """
        statement = select(CASES).where(CASES.c.id == case).with_for_update(key_share=True)
        row = self._connection.execute(statement).one_or_none()
        return record(Case, row) if row else not_found("案件", "case", case)

    def everything(self) -> list[Case]:
        """All cases, newest first."""
        return self._chosen()

    def in_states(self, states: Collection[str]) -> list[Case]:
        """Cases in one of these states, newest first."""
        return self._chosen(CASES.c.state.in_(list(states)))

    def of_person(self, person: UUID) -> list[Case]:
        """Cases the person has a part in (see ``has_part``), newest first."""
        return self._chosen(_part(person))

    def change(
        self,
        case: UUID,
        *,
        state: str | None = None,
        round: int | None = None,  # noqa: A002  the word of the field
        facts: Json | None = None,
        name: str | None = None,
        owner: UUID | None = None,
        filed_on: date | None = None,
        expected: int | None = None,
    ) -> Case:
        """The case with what is given changed and its version one higher.

        NotFound for an unknown case or owner; Conflict when ``expected`` is not its version.
        """
        given = {"state": state, "round": round, "facts": facts, "name": name, "owner": owner, "filed_on": filed_on}
        changes = {key: value for key, value in given.items() if value is not None}
        statement = update(CASES).where(CASES.c.id == case).values(version=CASES.c.version + 1, **changes)
        if expected is not None:
            statement = statement.where(CASES.c.version == expected)
        with references(self._connection, "人员", "person"):
            row = self._connection.execute(statement.returning(CASES)).one_or_none()
        if row is not None:
            return record(Case, row)
        standing = self.get(case)
        raise Conflict(
            f"案件 {standing.number} 已被他人修改；请刷新后重试",
            f"case {standing.number} was changed by somebody else meanwhile; reload it and try again",
        )

    def add_party(self, case: UUID, person: UUID, role: str, discipline: str = "") -> None:
        """Give somebody a part; nothing happens when he has it. NotFound for an unknown case or person."""
        with references(self._connection, "案件或人员", "case or person"):
            self._connection.execute(
                insert(PARTIES)
                .values(case=case, person=person, role=role, discipline=discipline)
                .on_conflict_do_nothing()
            )

    def parties(self, case: UUID) -> list[Party]:
        """Who was given a part, by role and discipline; applicant and owner stand in the case itself."""
        rows = self._connection.execute(
            select(PARTIES.c.person, PARTIES.c.role, PARTIES.c.discipline)
            .where(PARTIES.c.case == case)
            .order_by(PARTIES.c.role, PARTIES.c.discipline, PARTIES.c.person)
        )
        return [record(Party, row) for row in rows]

    def has_part(self, case: UUID, person: UUID) -> bool:
        """Whether the person is applicant, owner, party or assigned reviewer of the case."""
        statement = select(exists().where(CASES.c.id == case, _part(person)))
        return bool(self._connection.execute(statement).scalar_one())

    def add_gap(self, case: UUID, what: str, owner: str, due_on: date) -> Gap:
        """Note a material accepted as missing; NotFound for an unknown case."""
        with references(self._connection, "案件", "case"):
            row = self._connection.execute(
                insert(GAPS).values(id=uuid4(), case=case, what=what, owner=owner, due_on=due_on).returning(GAPS)
            ).one()
        return record(Gap, row)

    def gaps(self, case: UUID) -> list[Gap]:
        """What was accepted as missing, the earliest due first."""
        rows = self._connection.execute(
            select(GAPS).where(GAPS.c.case == case).order_by(GAPS.c.due_on, GAPS.c.noted_at, GAPS.c.what)
        )
        return [record(Gap, row) for row in rows]

    def assign(
        self,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        discipline: str,
        person: UUID,
        due_on: date,
        why: str,
    ) -> Assignment:
        """Give a discipline of a round to a reviewer, instead of whoever had it; the same again changes nothing.

        NotFound for an unknown case or person.
        """
        values = {"person": person, "due_on": due_on, "why": why}
        statement = insert(ASSIGNMENTS).values(case=case, round=round, discipline=discipline, **values)
        statement = statement.on_conflict_do_update(
            index_elements=["case", "round", "discipline"],
            set_={**values, "assigned_at": func.now()},
            where=or_(
                ASSIGNMENTS.c.person != person,
                ASSIGNMENTS.c.due_on != due_on,
                ASSIGNMENTS.c.why != statement.excluded.why,
            ),
        )
        with references(self._connection, "案件或人员", "case or person"):
            self._connection.execute(statement)
        row = self._connection.execute(
            select(ASSIGNMENTS).where(
                ASSIGNMENTS.c.case == case, ASSIGNMENTS.c.round == round, ASSIGNMENTS.c.discipline == discipline
            )
        ).one()
        return record(Assignment, row)

    def put_off(self, case: UUID, round: int, discipline: str, due_on: date) -> None:  # noqa: A002  the word of the field
        """Let a discipline of a round be due on another day; nothing happens when nobody has it."""
        self._connection.execute(
            update(ASSIGNMENTS)
            .where(ASSIGNMENTS.c.case == case, ASSIGNMENTS.c.round == round, ASSIGNMENTS.c.discipline == discipline)
            .values(due_on=due_on)
        )

    def assignments(self, case: UUID, round: int | None = None) -> list[Assignment]:  # noqa: A002  the word of the field
        """Who reviews what, by round and discipline."""
        statement = select(ASSIGNMENTS).where(ASSIGNMENTS.c.case == case)
        if round is not None:
            statement = statement.where(ASSIGNMENTS.c.round == round)
        statement = statement.order_by(ASSIGNMENTS.c.round, ASSIGNMENTS.c.discipline)
        return [record(Assignment, row) for row in self._connection.execute(statement)]

    def assigned_to(self, person: UUID) -> list[Assignment]:
        """What a reviewer was given in all cases, the earliest due first."""
        rows = self._connection.execute(
            select(ASSIGNMENTS)
            .where(ASSIGNMENTS.c.person == person)
            .order_by(ASSIGNMENTS.c.due_on, ASSIGNMENTS.c.case, ASSIGNMENTS.c.round, ASSIGNMENTS.c.discipline)
        )
        return [record(Assignment, row) for row in rows]

    def open_work(self, state: str, but: UUID) -> dict[UUID, int]:
        """How many cases in this state each person was given in their present round, not counting one case."""
        rows = self._connection.execute(
            select(ASSIGNMENTS.c.person, func.count(ASSIGNMENTS.c.case.distinct()))
            .join(CASES, CASES.c.id == ASSIGNMENTS.c.case)
            .where(CASES.c.state == state, CASES.c.round == ASSIGNMENTS.c.round, CASES.c.id != but)
            .group_by(ASSIGNMENTS.c.person)
        )
        return {row[0]: row[1] for row in rows}

    def unspoken(self, person: UUID, state: str) -> list[tuple[UUID, str]]:
        """Cases in this state with the disciplines that the person was given and has released no opinion of."""
        released = exists().where(
            OPINIONS.c.case == ASSIGNMENTS.c.case,
            OPINIONS.c.round == ASSIGNMENTS.c.round,
            OPINIONS.c.discipline == ASSIGNMENTS.c.discipline,
        )
        rows = self._connection.execute(
            select(ASSIGNMENTS.c.case, ASSIGNMENTS.c.discipline)
            .join(CASES, CASES.c.id == ASSIGNMENTS.c.case)
            .where(
                ASSIGNMENTS.c.person == person, CASES.c.state == state, CASES.c.round == ASSIGNMENTS.c.round, ~released
            )
            .order_by(CASES.c.number, ASSIGNMENTS.c.discipline)
        )
        return [(case, discipline) for case, discipline in rows]

    def _chosen(self, *conditions: ColumnElement[bool]) -> list[Case]:
        statement = select(CASES).where(*conditions).order_by(CASES.c.created_at.desc(), CASES.c.number.desc())
        return [record(Case, row) for row in self._connection.execute(statement)]


def _part(person: UUID) -> ColumnElement[bool]:
    return or_(
        CASES.c.applicant == person,
        CASES.c.owner == person,
        exists().where(PARTIES.c.case == CASES.c.id, PARTIES.c.person == person),
        exists().where(ASSIGNMENTS.c.case == CASES.c.id, ASSIGNMENTS.c.person == person),
    )
