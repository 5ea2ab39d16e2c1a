"""What all tables share: kinds of columns, rows as dataclasses, and refusals out of broken references.

Vocabulary
----------
written   text that PostgreSQL can keep: without NUL and without half characters, whatever a drawing held
record    a row as the frozen dataclass of its aggregate; columns and fields carry the same names
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from sqlalchemy import Connection, DateTime, Double, Integer, MetaData, Row, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeDecorator

from storage.errors import NotFound

METADATA = MetaData()

Json = Mapping[str, Any]
"""a JSON object"""

Moment = DateTime(timezone=True)

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")

Record = TypeVar("Record")


def written(text: str) -> str:
    """The text with every NUL and lone surrogate replaced by U+FFFD, which PostgreSQL can keep."""
    return _UNKEEPABLE.sub("\ufffd", text)


def keepable(value: object) -> object:
    """A JSON value whose texts and keys are all ``written``; ValueError for NaN and infinities, which JSON lacks."""
    if isinstance(value, str):
        return written(value)
    if isinstance(value, Mapping):
        return {written(str(key)): keepable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [keepable(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not JSON compliant; leave out what could not be measured, or write null")
    return value


class Written(TypeDecorator[str]):
    """A text column that takes whatever text a drawing or a person gives."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What goes into the database."""
        del dialect
        return None if value is None else written(value)


class Document(TypeDecorator[Any]):
    """A column of JSON."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        """What goes into the database."""
        del dialect
        return keepable(value)


class Numbers(TypeDecorator[tuple[float, ...]]):
    """A column of several numbers, read as a tuple of floats."""

    impl = ARRAY(Double)
    cache_ok = True

    def process_bind_param(self, value: Iterable[float] | None, dialect: Dialect) -> list[float] | None:
        """What goes into the database."""
        del dialect
        return None if value is None else [float(number) for number in value]

    def process_result_value(self, value: list[float] | None, dialect: Dialect) -> tuple[float, ...] | None:
        """What comes out of the database."""
        del dialect
        return None if value is None else tuple(value)


class Counts(TypeDecorator[tuple[int, ...]]):
    """A column of several whole numbers, read as a tuple."""

    impl = ARRAY(Integer)
    cache_ok = True

    def process_result_value(self, value: list[int] | None, dialect: Dialect) -> tuple[int, ...] | None:
        """What comes out of the database."""
        del dialect
        return None if value is None else tuple(value)


class Names(TypeDecorator[frozenset[str]]):
    """A column of several names, read as a frozen set."""

    impl = ARRAY(Text)
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> list[str] | None:
        """What goes into the database."""
        del dialect
        return None if value is None else sorted({written(name) for name in value})

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> frozenset[str] | None:
        """What comes out of the database."""
        del dialect
        return None if value is None else frozenset(value)


def record(kind: type[Record], row: Row[*tuple[Any, ...]]) -> Record:
    """The row as a dataclass with fields named like its columns."""
    return kind(**row._mapping)  # noqa: SLF001  SQLAlchemy's public way to a row's names


def not_found(zh: str, en: str, key: UUID | str | int) -> NoReturn:
    """Refuse because nothing is kept under this key."""
    raise NotFound(
        f"没有{zh} {key}：可能已被删除或编号有误；请从列表中重新打开",
        f"no {en} {key}: it was removed or the address is wrong; open it again from its list",
    )


@contextmanager
def references(connection: Connection, zh: str, en: str) -> Iterator[None]:
    """Turn a row that points at nothing into NotFound, leaving the unit of work usable.

    ``zh`` and ``en`` name what the row points at, such as ``案件或人员`` and ``case or person``.
    """
    try:
        with connection.begin_nested():
            yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", "") != "23503":
            raise
        raise NotFound(
            f"所指的{zh}不存在：可能已被删除；请从列表中重新打开",
            f"the {en} pointed at is not there: it may have been removed; open it again from its list",
        ) from error
