"""People, their sign-ins and their failed attempts.

Vocabulary
----------
login     the name a person signs in with; upper and lower case are the same
session   a signed-in browser, known only by the SHA-256 of its token
attempt   one try to sign in, successful or not, also for logins nobody has
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Table,
    Uuid,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or

from storage.errors import AlreadyThere
from storage.tables import METADATA, Moment, Names, Written, not_found, record, references

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("login", Written),
    Column("name", Written),
    Column("firm", Written),
    Column("language", Written),
    Column("password_hash", Written),
    Column("roles", Names),
    Column("disciplines", Names),
    Column("active", Boolean),
    Column("created_at", Moment),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", Written, primary_key=True),
    Column("person", Uuid),
    Column("csrf", Written),
    Column("opened_at", Moment),
    Column("expires_at", Moment),
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("login", Written),
    Column("at", Moment),
    Column("succeeded", Boolean),
)

_PERSON = (
    PEOPLE.c.id,
    PEOPLE.c.login,
    PEOPLE.c.name,
    PEOPLE.c.firm,
    PEOPLE.c.language,
    PEOPLE.c.roles,
    PEOPLE.c.disciplines,
    PEOPLE.c.active,
)

_LONGEST_LOGIN = 200
"""characters of a login that attempts are counted by; nobody fills the table with long ones"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: UUID
    login: str
    name: str
    firm: str
    language: str
    roles: frozenset[str]
    disciplines: frozenset[str]
    active: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser."""

    person: Person
    csrf: str
    expires_at: datetime


class People:
    """The questions asked of people and their sessions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        *,
        login: str,
        name: str,
        password_hash: str,
        roles: Iterable[str],
        disciplines: Iterable[str] = (),
        firm: str = "",
        language: str = "zh",
    ) -> Person:
        """A new person; AlreadyThere when the login is taken."""
        statement = (
            insert_or(PEOPLE)
            .values(
                id=uuid4(),
                login=login,
                name=name,
                firm=firm,
                language=language,
                password_hash=password_hash,
                roles=roles,
                disciplines=disciplines,
            )
            .on_conflict_do_nothing()
            .returning(*_PERSON)
        )
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise AlreadyThere(f"登录名 {login} 已被使用；请换一个", f"the login {login} is taken; choose another")
        return record(Person, row)

    def get(self, person: UUID) -> Person:
        """The person of this id; NotFound."""
        row = self._connection.execute(select(*_PERSON).where(PEOPLE.c.id == person)).one_or_none()
        return record(Person, row) if row else not_found("人员", "person", person)

    def by_login(self, login: str) -> Person | None:
        """The person who signs in with this login, active or not; None when nobody does."""
        row = self._connection.execute(select(*_PERSON).where(_same_login(login))).one_or_none()
        return record(Person, row) if row else None

    def password_hash(self, login: str) -> str | None:
        """The password hash kept for this login; None when nobody has it."""
        return self._connection.execute(select(PEOPLE.c.password_hash).where(_same_login(login))).scalar_one_or_none()

    def everyone(self) -> list[Person]:
        """All people by login, also those who may no longer sign in."""
        return [record(Person, row) for row in self._connection.execute(select(*_PERSON).order_by(PEOPLE.c.login))]

    def with_role(self, role: str, discipline: str | None = None) -> list[Person]:
        """Active people with the role, and with the discipline where one is given, by login."""
        statement = select(*_PERSON).where(PEOPLE.c.active, PEOPLE.c.roles.contains([role])).order_by(PEOPLE.c.login)
        if discipline is not None:
            statement = statement.where(PEOPLE.c.disciplines.contains([discipline]))
        return [record(Person, row) for row in self._connection.execute(statement)]

    def set_password_hash(self, person: UUID, password_hash: str) -> None:
        """Replace the password; sessions stay open (see ``close_sessions_of``). NotFound."""
        self._changed(person, password_hash=password_hash)

    def set_active(self, person: UUID, active: bool) -> None:  # noqa: FBT001  the name says what True means
        """Let somebody sign in, or no longer; the latter also ends all his sessions. NotFound."""
        self._changed(person, active=active)
        if not active:
            self.close_sessions_of(person)

    def open_session(self, token_sha256: str, person: UUID, expires_at: datetime, csrf: str) -> None:
        """Remember a signed-in browser by the hash of its token; NotFound for an unknown person."""
        with references(self._connection, "人员", "person"):
            self._connection.execute(
                insert(SESSIONS).values(token_sha256=token_sha256, person=person, expires_at=expires_at, csrf=csrf)
            )

    def session(self, token_sha256: str, now: datetime) -> Session | None:
        """The session of this token: None when unknown, over at ``now``, or of somebody no longer active."""
        row = self._connection.execute(
            select(SESSIONS.c.person, SESSIONS.c.csrf, SESSIONS.c.expires_at)
            .join(PEOPLE, PEOPLE.c.id == SESSIONS.c.person)
            .where(SESSIONS.c.token_sha256 == token_sha256, SESSIONS.c.expires_at > now, PEOPLE.c.active)
        ).one_or_none()
        return Session(self.get(row.person), row.csrf, row.expires_at) if row else None

    def close_session(self, token_sha256: str) -> None:
        """Forget one session; nothing happens when there is none."""
        self._connection.execute(delete(SESSIONS).where(SESSIONS.c.token_sha256 == token_sha256))

    def close_sessions_of(self, person: UUID) -> int:
        """Forget all sessions of one person; how many there were."""
        return self._connection.execute(delete(SESSIONS).where(SESSIONS.c.person == person)).rowcount

    def forget_expired(self, now: datetime) -> int:
        """Forget all sessions that are over; how many there were."""
        return self._connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at <= now)).rowcount

    def note_attempt(self, login: str, at: datetime, succeeded: bool) -> None:  # noqa: FBT001  named in the contract
        """Remember a try to sign in. Do it in a unit of work that does not fail with the sign-in."""
        self._connection.execute(
            insert(ATTEMPTS).values(login=login[:_LONGEST_LOGIN].lower(), at=at, succeeded=succeeded)
        )

    def failures_since(self, login: str, since: datetime) -> int:
        """Failed tries at or after ``since`` that no successful one came after."""
        mine = ATTEMPTS.c.login == login[:_LONGEST_LOGIN].lower()
        success = (
            select(func.max(ATTEMPTS.c.at)).where(mine, ATTEMPTS.c.succeeded, ATTEMPTS.c.at >= since).scalar_subquery()
        )
        return self._connection.execute(
            select(func.count())
            .select_from(ATTEMPTS)
            .where(mine, ~ATTEMPTS.c.succeeded, ATTEMPTS.c.at >= func.coalesce(success, since))
        ).scalar_one()

    def _changed(self, person: UUID, **values: object) -> None:
        if not self._connection.execute(update(PEOPLE).where(PEOPLE.c.id == person).values(**values)).rowcount:
            not_found("人员", "person", person)


def _same_login(login: str) -> ColumnElement[bool]:
    return func.lower(PEOPLE.c.login) == func.lower(login)
