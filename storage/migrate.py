"""Bring the schema of a database up to this program.

Vocabulary
----------
migration  a plain SQL file ``NNNN_words.sql`` in ``storage/migrations``, applied once in the order of its number
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import psycopg

from storage.errors import Conflict

MIGRATIONS = Path(__file__).parent / "migrations"

_NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
_LOCK = 0x6A_6F_69_6E_74
"""the advisory lock that lets one process migrate at a time"""


def migrate(connection: psycopg.Connection[Any], folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing in the connection's transaction and name it; the caller commits.

    Conflict when an applied migration was changed or is not in the folder, when one lies before the last
    applied one, or when two carry one number.
    """
    files = _files(folder)
    connection.execute("set local lock_timeout = '10min'")
    connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    connection.execute(
        "create table if not exists migrations"
        " (name text primary key, sha256 text not null, applied_at timestamptz not null default now())"
    )
    applied: dict[str, str] = dict(connection.execute("select name, sha256 from migrations").fetchall())
    _refuse_strange(applied, files)
    missing = [name for name in files if name not in applied]
    for name in missing:
        connection.execute(files[name].encode())
        connection.execute("insert into migrations (name, sha256) values (%s, %s)", [name, _hash(files[name])])
    return missing


def _files(folder: Path) -> dict[str, str]:
    files = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.sql"))
        if _NAME.fullmatch(path.name)
    }
    numbers = [name[:4] for name in files]
    for name in files:
        if numbers.count(name[:4]) > 1:
            raise Conflict(
                f"数据库迁移编号 {name[:4]} 重复；请给其中一个换编号",
                f"two migrations carry the number {name[:4]}; give one of them another",
            )
    return files


def _refuse_strange(applied: dict[str, str], files: dict[str, str]) -> None:
    for name, sha256 in sorted(applied.items()):
        if name not in files:
            raise Conflict(
                f"数据库已应用迁移 {name}，而本程序没有它：数据库比程序新；请升级程序",
                f"the database has the migration {name}, which this program lacks: it is newer; upgrade the program",
            )
        if _hash(files[name]) != sha256:
            raise Conflict(
                f"迁移 {name} 在应用之后被改动；请恢复原文件，另写新的迁移",
                f"the migration {name} was changed after it was applied; restore it and write a new one",
            )
    last = max(applied, default="")
    for name in files:
        if name not in applied and name < last:
            raise Conflict(
                f"迁移 {name} 排在已应用的 {last} 之前；请给它更大的编号",
                f"the migration {name} stands before {last}, which is applied; give it a higher number",
            )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
