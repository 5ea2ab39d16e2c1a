"""People, sessions and attempts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from storage.database import Database
from storage.errors import AlreadyThere, NotFound
from storage.people import Person

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
TOKEN = "1" * 64


def test_a_person_comes_back_as_he_was_added(database: Database) -> None:
    with database.unit() as unit:
        added = unit.people.add(
            login="Wang",
            name="王审",
            password_hash="$hash$",
            roles=["reviewer", "signatory"],
            disciplines=["fire", "civil-defense"],
            firm="审图中心",
            language="en",
        )
    with database.unit() as unit:
        assert unit.people.get(added.id) == added
        assert unit.people.password_hash("wang") == "$hash$"
    assert added == Person(
        id=added.id,
        login="Wang",
        name="王审",
        firm="审图中心",
        language="en",
        roles=frozenset({"reviewer", "signatory"}),
        disciplines=frozenset({"fire", "civil-defense"}),
        active=True,
    )


def test_upper_and_lower_case_of_a_login_are_the_same(database: Database, person: Person) -> None:
    with database.unit() as unit:
        assert unit.people.by_login("LIN") == person


def test_a_login_is_given_once_and_the_unit_goes_on_after_the_refusal(database: Database, person: Person) -> None:
    with database.unit() as unit:
        with pytest.raises(AlreadyThere, match="LIN is taken"):
            unit.people.add(login="LIN", name="另一位林", password_hash="x", roles=[])
        assert unit.people.everyone() == [person]


def test_nobody_is_found_under_an_unknown_login_or_id(database: Database) -> None:
    with database.unit() as unit:
        assert unit.people.by_login("nobody") is None
        assert unit.people.password_hash("nobody") is None
        with pytest.raises(NotFound) as refusal:
            unit.people.get(uuid4())
    assert refusal.value.words.zh.startswith("没有人员")


def test_people_are_found_by_role_and_discipline_unless_they_are_gone(database: Database) -> None:
    with database.unit() as unit:
        fire = unit.people.add(
            login="a", name="甲", password_hash="x", roles=["reviewer"], disciplines=["fire", "health"]
        )
        telecom = unit.people.add(login="b", name="乙", password_hash="x", roles=["reviewer"], disciplines=["telecom"])
        gone = unit.people.add(login="c", name="丙", password_hash="x", roles=["reviewer"], disciplines=["fire"])
        unit.people.add(login="d", name="丁", password_hash="x", roles=["window"], disciplines=["fire"])
        unit.people.set_active(gone.id, False)
        assert unit.people.with_role("reviewer") == [fire, telecom]
        assert unit.people.with_role("reviewer", "fire") == [fire]
        assert unit.people.with_role("owner") == []


def test_a_session_is_known_until_the_moment_it_expires(database: Database, person: Person) -> None:
    with database.unit() as unit:
        unit.people.open_session(TOKEN, person.id, NOON, "csrf")
    with database.unit() as unit:
        session = unit.people.session(TOKEN, NOON - timedelta(microseconds=1))
        assert session is not None
        assert (session.person, session.csrf, session.expires_at) == (person, "csrf", NOON)
        assert unit.people.session(TOKEN, NOON) is None
        assert unit.people.session("2" * 64, NOON - timedelta(hours=1)) is None


def test_a_closed_session_is_unknown(database: Database, person: Person) -> None:
    with database.unit() as unit:
        unit.people.open_session(TOKEN, person.id, NOON, "csrf")
        unit.people.close_session(TOKEN)
        unit.people.close_session(TOKEN)
        assert unit.people.session(TOKEN, NOON - timedelta(hours=1)) is None


def test_who_is_no_longer_active_loses_his_sessions(database: Database, person: Person) -> None:
    with database.unit() as unit:
        unit.people.open_session(TOKEN, person.id, NOON, "csrf")
        unit.people.set_active(person.id, False)
        assert unit.people.session(TOKEN, NOON - timedelta(hours=1)) is None
        unit.people.set_active(person.id, True)
        assert unit.people.session(TOKEN, NOON - timedelta(hours=1)) is None


def test_expired_sessions_are_forgotten_and_others_stay(database: Database, person: Person) -> None:
    with database.unit() as unit:
        unit.people.open_session("1" * 64, person.id, NOON, "csrf")
        unit.people.open_session("2" * 64, person.id, NOON + timedelta(hours=1), "csrf")
        assert unit.people.forget_expired(NOON) == 1
        assert unit.people.session("2" * 64, NOON) is not None
        assert unit.people.close_sessions_of(person.id) == 1


def test_a_session_of_nobody_is_refused(database: Database) -> None:
    with database.unit() as unit, pytest.raises(NotFound):
        unit.people.open_session(TOKEN, uuid4(), NOON, "csrf")


def test_a_new_password_replaces_the_old_one(database: Database, person: Person) -> None:
    with database.unit() as unit:
        unit.people.set_password_hash(person.id, "$new$")
        assert unit.people.password_hash("lin") == "$new$"
        with pytest.raises(NotFound):
            unit.people.set_password_hash(uuid4(), "$new$")


def test_failures_count_from_the_given_moment_and_a_success_forgives_them(database: Database) -> None:
    minute = timedelta(minutes=1)
    with database.unit() as unit:
        for minutes in (0, 1, 2):
            unit.people.note_attempt("lin", NOON + minutes * minute, False)
        unit.people.note_attempt("someone-else", NOON, False)
        assert unit.people.failures_since("LIN", NOON) == 3
        assert unit.people.failures_since("lin", NOON + minute) == 2
        unit.people.note_attempt("lin", NOON + 3 * minute, True)
        assert unit.people.failures_since("lin", NOON) == 0
        unit.people.note_attempt("lin", NOON + 4 * minute, False)
        assert unit.people.failures_since("lin", NOON) == 1


def test_attempts_with_a_very_long_login_are_counted_too(database: Database) -> None:
    with database.unit() as unit:
        unit.people.note_attempt("x" * 100_000, NOON, False)
        assert unit.people.failures_since("x" * 100_000, NOON) == 1
