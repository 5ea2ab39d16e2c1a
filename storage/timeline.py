"""What happened in a case, by whom and when: only ever added to, each entry hashing the last.

Vocabulary
----------
entry     one event with its moment, person and detail
position  count of the entry in its case, from 1
previous  the hash of the entry before, or 64 zeros for the first
hash      SHA-256 over the canonical JSON of the entry's other fields, as UTF-8
canonical JSON   keys sorted by code point, ``,`` and ``:`` without spaces, no escapes but those JSON demands

Removing the last entries leaves a chain that is whole: who needs to know compares the last hash with one
kept elsewhere, such as the signed manifest of a package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Row, Table, Uuid, func, insert, select

from storage.cases import CASES
from storage.tables import METADATA, Json, Moment, Written, keepable, not_found, references

TIMELINE = Table(
    "timeline",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Moment),
    Column("person", Uuid),
    Column("event", Written),
    Column("detail", Written),
    Column("previous", Written),
    Column("hash", Written),
)

SCHEMA = "joint-review/timeline/1"

_FIELDS = frozenset({"case", "position", "at", "person", "event", "detail", "previous", "hash"})

BEGINNING = "0" * 64
"""what the first entry of a case has in place of a previous hash"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a case."""

    case: UUID
    position: int
    at: datetime
    person: UUID | None
    """None when the service itself acted"""
    event: str
    detail: Json
    previous: str
    hash: str


class Timeline:
    """The chains of all cases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case: UUID, person: UUID | None, event: str, detail: Json) -> Entry:
        """The next entry of the case, which stays locked for others until the unit of work ends.

        ``detail`` is a JSON object; ValueError when it holds NaN, TypeError when it holds what JSON has not.
        NotFound for an unknown case or person.
        """
        plain = json.loads(canonical(keepable(detail)))
        said = str(keepable(event))
        if (
            self._connection.execute(
                select(CASES.c.id).where(CASES.c.id == case).with_for_update(key_share=True)
            ).one_or_none()
            is None
        ):
            not_found("案件", "case", case)
        last = self._connection.execute(
            select(TIMELINE.c.position, TIMELINE.c.hash)
            .where(TIMELINE.c.case == case)
            .order_by(TIMELINE.c.position.desc())
            .limit(1)
        ).one_or_none()
        at: datetime = self._connection.execute(select(func.clock_timestamp())).scalar_one()
        position, previous = (last.position + 1, last.hash) if last else (1, BEGINNING)
        entry = Entry(
            case, position, at, person, said, plain, previous, _hash(case, position, at, person, said, plain, previous)
        )
        with references(self._connection, "人员", "person"):
            self._connection.execute(
                insert(TIMELINE).values(
                    case=case,
                    position=position,
                    at=at,
                    person=person,
                    event=said,
                    detail=canonical(plain),
                    previous=previous,
                    hash=entry.hash,
                )
            )
        return entry

    def of(self, case: UUID) -> list[Entry]:
        """All entries of a case, the first one first."""
        rows = self._connection.execute(select(TIMELINE).where(TIMELINE.c.case == case).order_by(TIMELINE.c.position))
        return [_entry(row) for row in rows]

    def chains(self) -> Iterator[list[Entry]]:
        """The entries of every case that has any, one case after the other; memory holds one case at a time."""
        statement = select(TIMELINE).order_by(TIMELINE.c.case, TIMELINE.c.position)
        rows = self._connection.execution_options(stream_results=True, max_row_buffer=1000).execute(statement)
        for _, entries in groupby(rows, key=lambda row: row.case):
            yield [_entry(row) for row in entries]


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(row.case, row.position, row.at, row.person, row.event, json.loads(row.detail), row.previous, row.hash)


def canonical(value: object) -> str:
    """The one JSON text of a value; ValueError for NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def broken_at(entries: Sequence[Entry]) -> int | None:
    """The position where a chain, given from its beginning, first breaks; None when it is whole.

    An entry breaks the chain when it is changed, missing, doubled, moved or of another case.
    """
    previous = BEGINNING
    for position, entry in enumerate(entries, start=1):
        if (
            entry.position != position
            or entry.case != entries[0].case
            or entry.previous != previous
            or entry.hash
            != _hash(entry.case, entry.position, entry.at, entry.person, entry.event, entry.detail, entry.previous)
        ):
            return position
        previous = entry.hash
    return None


def as_json(entries: Sequence[Entry]) -> dict[str, Any]:
    """What a package carries: the entries as hashed, and how anyone checks them."""
    return {
        "schema": SCHEMA,
        "how": "hash = SHA-256 of the UTF-8 bytes of the entry without its hash, as JSON with keys sorted by "
        "code point and no spaces; previous = hash of the entry before, 64 zeros for the first",
        "entries": [{**_hashed(entry), "hash": entry.hash} for entry in entries],
    }


def from_json(document: Mapping[str, Any]) -> list[Entry]:
    """The entries of what ``as_json`` made; ValueError when it is something else."""
    try:
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema is {document['schema']!r}, not {SCHEMA}")
        if any(set(entry) != _FIELDS for entry in document["entries"]):
            raise ValueError("an entry has other fields than those that are hashed")
        return [
            Entry(
                case=UUID(entry["case"]),
                position=int(entry["position"]),
                at=datetime.fromisoformat(entry["at"]),
                person=UUID(entry["person"]) if entry["person"] else None,
                event=str(entry["event"]),
                detail=dict(entry["detail"]),
                previous=str(entry["previous"]),
                hash=str(entry["hash"]),
            )
            for entry in document["entries"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a timeline: {error!r} is missing or of the wrong kind") from error


def _hashed(entry: Entry) -> dict[str, Any]:
    return _fields(entry.case, entry.position, entry.at, entry.person, entry.event, entry.detail, entry.previous)


def _fields(
    case: UUID, position: int, at: datetime, person: UUID | None, event: str, detail: Json, previous: str
) -> dict[str, Any]:
    return {
        "case": str(case),
        "position": position,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "person": str(person) if person else None,
        "event": event,
        "detail": detail,
        "previous": previous,
    }


def _hash(case: UUID, position: int, at: datetime, person: UUID | None, event: str, detail: Json, previous: str) -> str:
    text = canonical(_fields(case, position, at, person, event, detail, previous))
    return hashlib.sha256(text.encode()).hexdigest()
