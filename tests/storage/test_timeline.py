"""The chain of what happened."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from storage.cases import Case
from storage.database import Database
from storage.errors import NotFound
from storage.people import Person
from storage.timeline import Entry, as_json, broken_at, from_json

CASE = UUID("00000000-0000-4000-8000-000000000001")
PERSON = UUID("00000000-0000-4000-8000-000000000002")

# What anybody with a text editor and sha256sum would hash, written by hand.
FIRST = (
    '{"at":"2025-06-01T04:00:00.000000Z","case":"00000000-0000-4000-8000-000000000001",'
    '"detail":{"name":"总图","sheets":12},"event":"submitted",'
    '"person":"00000000-0000-4000-8000-000000000002","position":1,'
    '"previous":"0000000000000000000000000000000000000000000000000000000000000000"}'
)
FIRST_HASH = hashlib.sha256(FIRST.encode()).hexdigest()
SECOND = (
    '{"at":"2025-06-01T04:00:01.500000Z","case":"00000000-0000-4000-8000-000000000001",'
    '"detail":{},"event":"accepted","person":null,"position":2,'
    f'"previous":"{FIRST_HASH}"}}'
)
SECOND_HASH = hashlib.sha256(SECOND.encode()).hexdigest()
CHAIN = [
    Entry(
        case=CASE,
        position=1,
        at=datetime(2025, 6, 1, 4, tzinfo=UTC),
        person=PERSON,
        event="submitted",
        detail={"sheets": 12, "name": "总图"},
        previous="0" * 64,
        hash=FIRST_HASH,
    ),
    Entry(
        case=CASE,
        position=2,
        at=datetime(2025, 6, 1, 4, 0, 1, 500_000, tzinfo=UTC),
        person=None,
        event="accepted",
        detail={},
        previous=FIRST_HASH,
        hash=SECOND_HASH,
    ),
]


def test_a_chain_hashed_by_hand_is_whole() -> None:
    assert broken_at(CHAIN) is None
    assert broken_at([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"event": "rejected"},
        {"detail": {"sheets": 13, "name": "总图"}},
        {"person": None},
        {"at": datetime(2025, 6, 1, 4, tzinfo=UTC) + timedelta(microseconds=1)},
        {"case": PERSON},
        {"position": 2},
        {"previous": "1" * 64},
        {"hash": "1" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_of_an_entry_breaks_the_chain_there(change: dict[str, object]) -> None:
    assert broken_at([replace(CHAIN[0], **change), CHAIN[1]]) == 1  # type: ignore[arg-type]  # fields of an entry


def test_a_missing_a_doubled_and_a_moved_entry_break_the_chain() -> None:
    assert broken_at(CHAIN[1:]) == 1
    assert broken_at([CHAIN[0], CHAIN[0]]) == 2
    assert broken_at(CHAIN[::-1]) == 1


def test_an_entry_changed_together_with_its_hash_breaks_the_chain_at_the_next() -> None:
    text = FIRST.replace('"sheets":12', '"sheets":13')
    forged = replace(CHAIN[0], detail={"name": "总图", "sheets": 13}, hash=hashlib.sha256(text.encode()).hexdigest())
    assert broken_at([forged]) is None
    assert broken_at([forged, CHAIN[1]]) == 2


def test_the_json_of_a_chain_is_checked_without_this_program() -> None:
    document = json.loads(json.dumps(as_json(CHAIN)))
    previous = "0" * 64
    for entry in document["entries"]:
        claimed = entry.pop("hash")
        assert entry["previous"] == previous
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert previous == claimed
    assert previous == SECOND_HASH


def test_a_chain_comes_back_out_of_its_json() -> None:
    document = json.loads(json.dumps(as_json(CHAIN)))
    assert document["schema"] == "joint-review/timeline/1"
    assert from_json(document) == CHAIN


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.update(schema="something/else"),
        lambda document: document.pop("entries"),
        lambda document: document["entries"][0].update(remark="nobody hashed this"),
        lambda document: document["entries"][0].pop("event"),
        lambda document: document["entries"][0].update(detail="text"),
        lambda document: document["entries"][0].update(case=7),
        lambda document: document.update(entries=[7]),
    ],
)
def test_what_is_no_timeline_is_refused(spoil: object) -> None:
    document = json.loads(json.dumps(as_json(CHAIN)))
    spoil(document)  # type: ignore[operator]  # one of the functions above
    with pytest.raises(ValueError, match=r"."):
        from_json(document)


def test_entries_follow_each_other_from_one(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        first = unit.timeline.add(case.id, person.id, "created", {"名称": "滨江花园", "n": 1e16, "x": 0.1, "z": -0.0})
    with database.unit() as unit:
        second = unit.timeline.add(case.id, None, "read", {"seconds": 1.5})
        assert unit.timeline.of(case.id) == [first, second]
    assert (first.position, first.previous, first.person) == (1, "0" * 64, person.id)
    assert (second.position, second.previous, second.person) == (2, first.hash, None)
    assert first.detail == {"名称": "滨江花园", "n": 1e16, "x": 0.1, "z": 0.0}
    assert second.at > first.at
    assert broken_at([first, second]) is None


def test_what_is_kept_hashes_to_the_same_as_what_was_added(database: Database, case: Case) -> None:
    odd = {"text": "half \ud800 and \x00", "numbers": [1e300, 5e-324, 10**30, -0.0], "deep": {"b": [{"a": None}]}}
    with database.unit() as unit:
        unit.timeline.add(case.id, None, "odd\x00", {**odd, "9": 1, "10": 2})
    with database.unit() as unit:
        entries = unit.timeline.of(case.id)
    assert broken_at(entries) is None
    assert broken_at(from_json(json.loads(json.dumps(as_json(entries))))) is None
    assert entries[0].event == "odd\ufffd"
    assert entries[0].detail["text"] == "half \ufffd and \ufffd"


def test_each_case_has_a_chain_of_its_own(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        neighbour = unit.cases.create(name="邻居", facts={}, applicant=person.id)
        unit.timeline.add(case.id, None, "created", {})
        entry = unit.timeline.add(neighbour.id, None, "created", {})
        assert unit.timeline.of(neighbour.id) == [entry]
    assert (entry.position, entry.previous) == (1, "0" * 64)


def test_many_units_adding_at_once_make_one_chain(database: Database, case: Case) -> None:
    def add(number: int) -> None:
        with database.unit() as unit:
            unit.timeline.add(case.id, None, "event", {"number": number})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(40)))
    with database.unit() as unit:
        entries = unit.timeline.of(case.id)
    assert [entry.position for entry in entries] == list(range(1, 41))
    assert sorted(entry.detail["number"] for entry in entries) == list(range(40))
    assert broken_at(entries) is None


def test_a_unit_that_fails_leaves_no_entry(database: Database, case: Case) -> None:
    def fail() -> None:
        with database.unit() as unit:
            unit.cases.change(case.id, state="submitted")
            unit.timeline.add(case.id, None, "submitted", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.unit() as unit:
        assert unit.timeline.of(case.id) == []
        assert unit.cases.get(case.id) == case


@pytest.mark.parametrize(
    "statement",
    [
        "update timeline set event = 'nothing happened'",
        "delete from timeline",
        "truncate timeline",
        "delete from cases",
    ],
)
def test_the_database_itself_refuses_to_forget(database: Database, case: Case, statement: str) -> None:
    with database.unit() as unit:
        entry = unit.timeline.add(case.id, None, "created", {})
    with psycopg.connect(database.url) as connection, pytest.raises(psycopg.errors.IntegrityError):
        connection.execute(statement.encode())
    with database.unit() as unit:
        assert unit.timeline.of(case.id) == [entry]


def test_the_database_itself_refuses_an_entry_that_does_not_follow(database: Database, case: Case) -> None:
    with database.unit() as unit:
        last = unit.timeline.add(case.id, None, "created", {})
    for position, previous in ((3, last.hash), (2, "1" * 64)):
        with psycopg.connect(database.url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(
                'insert into timeline ("case", position, at, event, detail, previous, hash)'
                " values (%s, %s, now(), 'forged', '{}', %s, %s)",
                [case.id, position, previous, "f" * 64],
            )


def test_who_changes_rows_behind_the_triggers_is_found_out(database: Database, case: Case) -> None:
    with database.unit() as unit:
        for event in ("created", "submitted", "accepted"):
            unit.timeline.add(case.id, None, event, {})
    with psycopg.connect(database.url) as connection:
        connection.execute("alter table timeline disable trigger user")
        connection.execute("update timeline set event = 'withdrawn' where position = 2")
    with database.unit() as unit:
        assert broken_at(unit.timeline.of(case.id)) == 2


def test_an_entry_needs_a_case_and_a_person_who_exist(database: Database, case: Case) -> None:
    with database.unit() as unit:
        with pytest.raises(NotFound):
            unit.timeline.add(uuid4(), None, "created", {})
        with pytest.raises(NotFound):
            unit.timeline.add(case.id, uuid4(), "created", {})
        assert unit.timeline.of(case.id) == []


def test_a_detail_that_is_no_json_is_refused(database: Database, case: Case) -> None:
    with database.unit() as unit:
        with pytest.raises(ValueError, match="not JSON compliant"):
            unit.timeline.add(case.id, None, "read", {"seconds": float("inf")})
        with pytest.raises(TypeError):
            unit.timeline.add(case.id, None, "read", {"person": uuid4()})
