"""Units of work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from storage.cases import Case
from storage.database import Database
from storage.embedded import Embedded
from storage.errors import Conflict, StorageError, Unreachable
from storage.people import Person
from tests.storage.made import new_sheet


def test_a_unit_that_fails_leaves_nothing_of_any_aggregate(database: Database, case: Case, person: Person) -> None:
    def fail() -> None:
        with database.unit() as unit:
            other = unit.people.add(login="new", name="新", password_hash="x", roles=[])
            unit.people.open_session("1" * 64, person.id, datetime(2030, 1, 1, tzinfo=UTC), "csrf")
            unit.cases.change(case.id, state="submitted")
            unit.cases.add_party(case.id, other.id, "reviewer")
            file, _ = unit.drawings.add_file(
                case=case.id, round=1, name="x", sha256="a" * 64, size=1, format="dxf", uploaded_by=person.id
            )
            unit.drawings.set_read(file.id, "b" * 64, {}, {}, [new_sheet()])
            unit.opinions.release(case=case.id, round=1, discipline="fire", person=other.id, conclusion="pass", text="")
            unit.timeline.add(case.id, person.id, "submitted", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.unit() as unit:
        assert unit.people.everyone() == [person]
        assert unit.people.session("1" * 64, datetime(2029, 1, 1, tzinfo=UTC)) is None
        assert unit.cases.get(case.id) == case
        assert unit.cases.parties(case.id) == []
        assert unit.drawings.files(case.id) == []
        assert unit.drawings.sheets(case.id) == []
        assert unit.opinions.of_case(case.id) == []
        assert unit.timeline.of(case.id) == []


def test_a_unit_is_invisible_to_others_until_it_ends(database: Database) -> None:
    with database.unit() as unit:
        unit.people.add(login="new", name="新", password_hash="x", roles=[])
        with database.unit() as other:
            assert other.people.everyone() == []
    with database.unit() as unit:
        assert [person.login for person in unit.people.everyone()] == ["new"]


def test_the_psycopg_connection_of_a_unit_is_of_the_same_transaction(database: Database, person: Person) -> None:
    def fail() -> None:
        with database.unit() as unit:
            unit.people.set_password_hash(person.id, "$new$")
            assert isinstance(unit.connection, psycopg.Connection)
            seen = unit.connection.execute("select password_hash from people").fetchone()
            assert seen == ("$new$",)
            unit.connection.execute("update people set name = '改名'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.unit() as unit:
        assert unit.people.get(person.id) == person


def test_times_come_back_in_utc(database: Database, case: Case) -> None:
    assert case.created_at.tzname() == "UTC"
    with database.unit() as unit:
        assert unit.timeline.add(case.id, None, "created", {}).at.tzname() == "UTC"


def test_two_units_that_wait_for_each_other_end_in_a_conflict(database: Database, case: Case, person: Person) -> None:
    def meet() -> None:
        with database.unit() as one, database.unit() as two:
            two.connection.execute("set local lock_timeout = '50ms'")
            one.cases.locked(case.id)
            two.cases.change(case.id, state="submitted")

    with pytest.raises(Conflict) as refusal:
        meet()
    assert "重试" in refusal.value.words.zh


def test_a_database_that_is_not_there_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="JOINT_REVIEW_DATABASE_URL") as refusal:
        Database.opened(f"postgresql:///nothing?host={tmp_path}&user=nobody", tmp_path)
    assert "无法连接数据库" in refusal.value.words.zh
    assert isinstance(refusal.value, StorageError)


def test_an_address_that_is_none_is_said_too(tmp_path: Path) -> None:
    for address in ("mysql://localhost/reviews", "postgresql://[", "rubbish"):
        with pytest.raises(Unreachable):
            Database.opened(address, tmp_path)


def test_a_connection_lost_within_a_unit_is_said_and_the_next_unit_gets_a_new_one(database: Database) -> None:
    def lose() -> None:
        with database.unit() as unit:
            with psycopg.connect(database.url, autocommit=True) as killer:
                killer.execute("select pg_terminate_backend(%s)", [unit.connection.info.backend_pid])
            unit.people.everyone()

    with pytest.raises(Unreachable):
        lose()
    with database.unit() as unit:
        assert unit.people.everyone() == []


def test_an_idle_connection_that_was_cut_is_replaced_unnoticed(database: Database) -> None:
    with database.unit() as unit:
        backend = unit.connection.info.backend_pid
    with psycopg.connect(database.url, autocommit=True) as killer:
        killer.execute("select pg_terminate_backend(%s)", [backend])
    with database.unit() as unit:
        assert unit.people.everyone() == []


def test_a_given_database_is_used_and_nothing_is_started_beside_the_data(migrated: Embedded, tmp_path: Path) -> None:
    opened = Database.opened(migrated.url("postgres"), tmp_path)
    try:
        assert opened.url == migrated.url("postgres")
        assert list(tmp_path.iterdir()) == []
    finally:
        opened.close()


@pytest.mark.parametrize("url", ["postgres//u:hush@h/db", "postgresql://u:hush@[::1/db", "postgresql://u:hush%zz@h/db"])
def test_an_address_that_is_none_is_refused_without_repeating_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as refused:
        Database.opened(url, tmp_path)
    assert "hush" not in refused.value.words.zh + refused.value.words.en
    assert refused.value.__suppress_context__
