"""PostgreSQL, a given one or one started beside the data, and units of work on it.

Vocabulary
----------
unit of work   one transaction over all that storage keeps: everything in it happens, or nothing
embedded       a PostgreSQL of our own in ``data/postgres``, shared by all our processes of one data folder
service role   who units of work are in the database: a role that adds to the timeline and cannot change it
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, StatementError

from storage.cases import Cases
from storage.drawings import Drawings
from storage.embedded import Embedded
from storage.errors import Conflict, Unreachable
from storage.findings import Findings
from storage.marks import Marks
from storage.matters import Matters
from storage.migrate import migrate
from storage.opinions import Opinions
from storage.people import People
from storage.queue import Queue
from storage.relations import Relations
from storage.rounds import Rounds
from storage.timeline import Timeline

LONGEST_WAIT_FOR_LOCK = "30s"

SERVICE_ROLE = "joint_review_service"

_CONNECTIONS_KEPT = 5
_CONNECTIONS_AT_MOST = 20


class Unit:
    """One transaction, with every aggregate speaking in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.cases = Cases(connection)
        self.people = People(connection)
        self.drawings = Drawings(connection)
        self.findings = Findings(connection)
        self.marks = Marks(connection)
        self.matters = Matters(connection)
        self.opinions = Opinions(connection)
        self.relations = Relations(connection)
        self.rounds = Rounds(connection)
        self.timeline = Timeline(connection)
        self.queue = Queue(connection)

    @property
    def connection(self) -> psycopg.Connection[Any]:
        """The psycopg connection of this very transaction; never commit, roll back or close it."""
        return _raw(self._connection)


class Database:
    """The database of one office; threads may share it, processes open their own."""

    def __init__(self, url: str, server: Embedded | None = None) -> None:
        self.url = url
        self._engine = _engine(url)
        self._end = weakref.finalize(self, _ended, self._engine, server)

    @classmethod
    def opened(cls, url: str | None, data: Path) -> Database:
        """The PostgreSQL at ``url``, or without one the embedded PostgreSQL in ``data/postgres``, started if need be.

        ``url`` is what libpq understands, beginning with ``postgresql://``. Raises Unreachable.
        """
        if url:
            _must_be_address(url)
            database = cls(url)
            with database._connected():
                return database
        server = Embedded.opened(data / "postgres")
        return cls(server.url(), server)

    def migrate(self) -> list[str]:
        """Bring the schema up to this program and name what was applied; nothing when all was.

        Conflict when an applied migration was changed since, or when the database is newer than this program.
        """
        with self._connected() as connection, _explained(), connection.begin():
            connection.exec_driver_sql("set local role none")  # tables are made by their owner, not by the service
            return migrate(_raw(connection))

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One unit of work: committed at the end, rolled back on any exception.

        Raises Unreachable when the database does not answer, Conflict when somebody else holds what it needs.
        """
        with self._connected() as connection, _explained(), connection.begin():
            yield Unit(connection)

    def guarded(self) -> bool:
        """Whether the database itself keeps this service from changing what stands in the timeline."""
        with self._connected() as connection, _explained(), connection.begin():
            allowed = _raw(connection).execute(
                "select has_table_privilege('timeline', 'update') or has_table_privilege('timeline', 'delete')"
                " or has_table_privilege('timeline', 'truncate')"
            )
            return not (allowed.fetchone() or (True,))[0]

    def close(self) -> None:
        """Close all connections; the embedded server stops when no other of our processes uses it."""
        self._end()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except DBAPIError as error:
            raise _unreachable(error) from error
        with connection:
            yield connection


def _must_be_address(url: str) -> None:
    """Refuse what is no address at all, without repeating it: it may hold a password."""
    try:
        psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Unreachable(
            "JOINT_REVIEW_DATABASE_URL 不是有效的 PostgreSQL 地址；请写成 postgresql://用户:口令@主机/库名，特殊字符用 %XX",
            "JOINT_REVIEW_DATABASE_URL is no PostgreSQL address; write postgresql://user:password@host/name, "
            "odd characters as %XX",
        ) from None


def _engine(url: str) -> Engine:
    def connect() -> psycopg.Connection[Any]:
        connection = psycopg.connect(url, connect_timeout=10, application_name="joint-review")
        connection.execute(
            "select set_config('timezone', 'UTC', false), set_config('lock_timeout', %s, false)",
            [LONGEST_WAIT_FOR_LOCK],
        )
        # before the first migration there is no such role; where nobody may take it on, `audit` says so
        connection.execute(
            "select set_config('role', rolname, false) from pg_roles"
            " where rolname = %s and pg_has_role(oid,"
            " case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)",
            [SERVICE_ROLE],
        )
        connection.commit()
        return connection

    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS_KEPT,
        max_overflow=_CONNECTIONS_AT_MOST - _CONNECTIONS_KEPT,
    )


def _ended(engine: Engine, server: Embedded | None) -> None:
    engine.dispose()
    if server is not None:
        server.close()


def _raw(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except StatementError as error:
        if not isinstance(error, DBAPIError):  # what was given is nothing to keep: its own words say it best
            raise (error.orig or error) from None
        if isinstance(error.orig, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
            raise Conflict(
                "其他人正在修改同一内容，等待超时；请稍后重试",
                "somebody else is changing the same thing and holds it; try again in a moment",
            ) from error
        if error.connection_invalidated:
            raise _unreachable(error) from error
        raise


def _unreachable(error: DBAPIError) -> Unreachable:
    reason = (str(error.orig).strip().splitlines() or ["?"])[0]
    return Unreachable(
        f"无法连接数据库：{reason}；请检查 JOINT_REVIEW_DATABASE_URL 和数据库服务是否运行",
        f"cannot reach the database: {reason}; check JOINT_REVIEW_DATABASE_URL and that the server runs",
    )
