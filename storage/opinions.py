"""Opinions of disciplines, the decision of a round, and the sealed package.

Vocabulary
----------
opinion   what one discipline says of one round; released once
decision  the one result of a round out of all opinions; taken once
package   the sealed ZIP of a round, known by the code on its seals and by its SHA-256
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Uuid, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.errors import AlreadyThere
from storage.tables import METADATA, Document, Moment, Written, not_found, record, references

OPINIONS = Table(
    "opinions",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("discipline", Written, primary_key=True),
    Column("person", Uuid),
    Column("conclusion", Written),
    Column("text", Written),
    Column("released_at", Moment),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("conclusion", Written),
    Column("reasons", Document),
    Column("person", Uuid),
    Column("decided_at", Moment),
    Column("letter_sha256", Written),
)

PACKAGES = Table(
    "packages",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("code", Written),
    Column("sha256", Written),
    Column("size", BigInteger),
    Column("sealed_by", Uuid),
    Column("sealed_at", Moment),
    Column("seconds", Document),
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one discipline says of one round."""

    case: UUID
    round: int
    discipline: str
    person: UUID
    conclusion: str
    text: str
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """The one result of a round."""

    case: UUID
    round: int
    conclusion: str
    reasons: list[Any]
    """line by line, as JSON"""
    person: UUID
    decided_at: datetime
    letter_sha256: str | None


@dataclass(frozen=True, slots=True)
class Package:
    """The sealed ZIP of a round."""

    case: UUID
    round: int
    code: str
    sha256: str
    size: int
    """bytes"""
    sealed_by: UUID
    sealed_at: datetime
    seconds: Mapping[str, float]
    """what each step of sealing took"""


class Opinions:
    """The questions asked of opinions, decisions and packages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def release(
        self,
        *,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        discipline: str,
        person: UUID,
        conclusion: str,
        text: str,
    ) -> Opinion:
        """The opinion of a discipline; AlreadyThere when it has spoken in this round, NotFound."""
        with references(self._connection, "案件或人员", "case or person"):
            row = self._connection.execute(
                insert(OPINIONS)
                .values(case=case, round=round, discipline=discipline, person=person, conclusion=conclusion, text=text)
                .on_conflict_do_nothing()
                .returning(OPINIONS)
            ).one_or_none()
        if row is None:
            raise AlreadyThere(
                f"专业 {discipline} 在第 {round} 轮的意见已发布，不能再次发布；请在下一轮提出",
                f"the opinion of {discipline} in round {round} is released and stands; speak in the next round",
            )
        return record(Opinion, row)

    def of_case(self, case: UUID, round: int | None = None) -> list[Opinion]:  # noqa: A002  the word of the field
        """Opinions on a case, or on one round of it, by round and in the order of their release."""
        statement = select(OPINIONS).where(OPINIONS.c.case == case)
        if round is not None:
            statement = statement.where(OPINIONS.c.round == round)
        statement = statement.order_by(OPINIONS.c.round, OPINIONS.c.released_at, OPINIONS.c.discipline)
        return [record(Opinion, row) for row in self._connection.execute(statement)]

    def decide(
        self,
        *,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        conclusion: str,
        reasons: Sequence[object],
        person: UUID,
    ) -> Decision:
        """The decision of a round; AlreadyThere when it was taken, NotFound."""
        with references(self._connection, "案件或人员", "case or person"):
            row = self._connection.execute(
                insert(DECISIONS)
                .values(case=case, round=round, conclusion=conclusion, reasons=list(reasons), person=person)
                .on_conflict_do_nothing()
                .returning(DECISIONS)
            ).one_or_none()
        if row is None:
            raise AlreadyThere(
                f"第 {round} 轮已作出决定；请查看结果页面",
                f"round {round} is already decided; look at its result",
            )
        return record(Decision, row)

    def decision(self, case: UUID, round: int | None = None) -> Decision | None:  # noqa: A002  the word of the field
        """The decision of a round, or of the last decided one; None when there is none."""
        statement = select(DECISIONS).where(DECISIONS.c.case == case)
        if round is not None:
            statement = statement.where(DECISIONS.c.round == round)
        row = self._connection.execute(statement.order_by(DECISIONS.c.round.desc()).limit(1)).one_or_none()
        return record(Decision, row) if row else None

    def set_letter(self, case: UUID, round: int, letter_sha256: str) -> Decision:  # noqa: A002  the word of the field
        """Say where the letter of a decision is kept; NotFound when nothing was decided."""
        row = self._connection.execute(
            update(DECISIONS)
            .where(DECISIONS.c.case == case, DECISIONS.c.round == round)
            .values(letter_sha256=letter_sha256)
            .returning(DECISIONS)
        ).one_or_none()
        return record(Decision, row) if row else not_found("决定", "decision of case", case)

    def keep_package(
        self,
        *,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        code: str,
        sha256: str,
        size: int,
        sealed_by: UUID,
        seconds: Mapping[str, float],
    ) -> Package:
        """The package of a round: the first one kept stands, sealing a second time gives back the first.

        NotFound; AlreadyThere when the code belongs to another case or round.
        """
        with references(self._connection, "案件或人员", "case or person"):
            self._connection.execute(
                insert(PACKAGES)
                .values(
                    case=case,
                    round=round,
                    code=code,
                    sha256=sha256,
                    size=size,
                    sealed_by=sealed_by,
                    seconds=dict(seconds),
                )
                .on_conflict_do_nothing()
            )
        there = select(PACKAGES).where(PACKAGES.c.case == case, PACKAGES.c.round == round)
        row = self._connection.execute(there).one_or_none()
        if row is None:
            raise AlreadyThere(
                f"验证码 {code} 已属于另一个成果包；请重新生成",
                f"the code {code} belongs to another package; make a new one",
            )
        return record(Package, row)

    def package(self, case: UUID) -> Package | None:
        """The package of the last sealed round; None when nothing was sealed."""
        statement = select(PACKAGES).where(PACKAGES.c.case == case).order_by(PACKAGES.c.round.desc()).limit(1)
        row = self._connection.execute(statement).one_or_none()
        return record(Package, row) if row else None

    def package_by_code(self, code: str) -> Package | None:
        """The package whose seals carry this code; None when none does."""
        row = self._connection.execute(select(PACKAGES).where(PACKAGES.c.code == code)).one_or_none()
        return record(Package, row) if row else None

    def package_by_sha256(self, sha256: str) -> Package | None:
        """The package with exactly these bytes; None when none has them."""
        row = self._connection.execute(select(PACKAGES).where(PACKAGES.c.sha256 == sha256)).one_or_none()
        return record(Package, row) if row else None
