"""Bringing the schema up to the program."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.migrate import MIGRATIONS, migrate

OURS = sorted(path.name for path in MIGRATIONS.glob("*.sql"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_one.sql").write_text("create table one (a integer); insert into one values (1);")
    (tmp_path / "0002_two_of_them.sql").write_text(
        "-- 两个语句\nalter table one add b text; update one set b = '100%';"
    )
    return tmp_path


def run(url: str, folder: Path) -> list[str]:
    with psycopg.connect(url) as connection:
        return migrate(connection, folder)


def test_all_migrations_of_the_program_are_applied_once(empty_url: str) -> None:
    database = Database.opened(empty_url, Path())
    try:
        assert database.migrate() == OURS
        assert database.migrate() == []
    finally:
        database.close()
    assert OURS[0].startswith("0001_")


def test_a_new_migration_is_applied_after_the_others(empty_url: str, folder: Path) -> None:
    assert run(empty_url, folder) == ["0001_one.sql", "0002_two_of_them.sql"]
    (folder / "0003_three.sql").write_text("insert into one values (3, 'three');")
    assert run(empty_url, folder) == ["0003_three.sql"]
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("select a, b from one order by a").fetchall() == [(1, "100%"), (3, "three")]


def test_processes_that_migrate_at_once_apply_each_migration_once(empty_url: str, folder: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        applied = list(threads.map(lambda _: run(empty_url, folder), range(4)))
    assert sorted(applied) == [[], [], [], ["0001_one.sql", "0002_two_of_them.sql"]]


def test_a_changed_migration_is_refused(empty_url: str, folder: Path) -> None:
    run(empty_url, folder)
    (folder / "0001_one.sql").write_text("create table one (a bigint);")
    with pytest.raises(Conflict, match=r"0001_one\.sql was changed after it was applied"):
        run(empty_url, folder)


def test_other_line_ends_are_no_change(empty_url: str, folder: Path) -> None:
    run(empty_url, folder)
    two = folder / "0002_two_of_them.sql"
    two.write_bytes(two.read_bytes().replace(b"\n", b"\r\n"))
    assert run(empty_url, folder) == []


def test_a_database_newer_than_the_program_is_refused(empty_url: str, folder: Path) -> None:
    run(empty_url, folder)
    (folder / "0002_two_of_them.sql").unlink()
    with pytest.raises(Conflict, match="upgrade the program"):
        run(empty_url, folder)


def test_a_migration_slipped_in_before_applied_ones_is_refused(empty_url: str, folder: Path) -> None:
    shutil.move(folder / "0001_one.sql", folder / "0003_one.sql")
    (folder / "0002_two_of_them.sql").unlink()
    run(empty_url, folder)
    (folder / "0001_late.sql").write_text("select 1;")
    with pytest.raises(Conflict, match="higher number"):
        run(empty_url, folder)


def test_two_migrations_with_one_number_are_refused(empty_url: str, folder: Path) -> None:
    (folder / "0002_again.sql").write_text("select 1;")
    with pytest.raises(Conflict, match="the number 0002"):
        run(empty_url, folder)


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, folder: Path) -> None:
    (folder / "0003_wrong.sql").write_text("create table three (a integer); select nothing_like_it;")
    with pytest.raises(psycopg.errors.UndefinedColumn):
        run(empty_url, folder)
    with psycopg.connect(empty_url) as connection:
        tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
    assert tables == (0,)


def test_files_with_other_names_are_no_migrations(empty_url: str, folder: Path) -> None:
    (folder / "notes.sql").write_text("this is no SQL")
    assert run(empty_url, folder) == ["0001_one.sql", "0002_two_of_them.sql"]
