"""The PostgreSQL of our own: shared, stopped by the last to leave, usable after any kill."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from storage.embedded import Embedded
from storage.errors import Unreachable

HOLDER = """
import sys
from pathlib import Path
from storage.database import Database
database = Database.opened(None, Path(sys.argv[1]))
print(database.url, flush=True)
sys.stdin.read()
"""
"""a process that uses the database until its input ends, and then leaves without closing it"""


@pytest.fixture
def data() -> Iterator[Path]:
    # not below pytest's own folder: other sessions close that for the server's system user
    with tempfile.TemporaryDirectory(prefix="joint-review-tests-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        yield data
        if (data / "postgres" / "postmaster.pid").exists():  # a test that failed in between leaves its server
            Embedded.opened(data / "postgres").close()


def holder(data: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def ended(process: subprocess.Popen[str]) -> None:
    process.communicate()


def server(url: str) -> int | None:
    """The process id of the server that answers; None when none does."""
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer").fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None


def setting(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("select current_setting(%s)", [name]).fetchone()
    return row[0] if row else ""


def test_the_server_is_postgresql_18_on_a_socket_for_its_own_user_and_no_network(data: Path) -> None:
    database = Database.opened(None, data)
    try:
        assert setting(database.url, "server_version").startswith("18.")
        assert setting(database.url, "listen_addresses") == ""
        assert setting(database.url, "unix_socket_permissions") == "0700"
        assert setting(database.url, "fsync") == "on"
        assert setting(database.url, "server_encoding") == "UTF8"
        assert (data / "postgres").stat().st_mode & 0o777 == 0o700
    finally:
        database.close()
    assert server(database.url) is None


def test_opening_twice_shares_one_server_that_stays_until_both_are_closed(data: Path) -> None:
    first = Database.opened(None, data)
    second = Database.opened(None, data)
    running = server(first.url)
    assert second.url == first.url
    first.close()
    first.close()
    assert server(second.url) == running is not None
    second.close()
    assert server(second.url) is None


def test_what_was_kept_is_there_when_the_server_starts_again(data: Path) -> None:
    database = Database.opened(None, data)
    database.migrate()
    with database.unit() as unit:
        unit.people.add(login="lin", name="林工", password_hash="x", roles=[])
    database.close()
    database = Database.opened(None, data)
    try:
        assert database.migrate() == []
        with database.unit() as unit:
            assert [person.name for person in unit.people.everyone()] == ["林工"]
    finally:
        database.close()


def test_processes_share_one_server_and_leaving_it_open_counts_as_leaving(data: Path) -> None:
    first, url = holder(data)
    second, same = holder(data)
    running = server(url)
    assert url == same
    ended(first)
    assert server(url) == running is not None
    ended(second)
    assert server(url) is None


def test_a_killed_process_neither_takes_the_server_along_nor_keeps_it_for_ever(data: Path) -> None:
    first, url = holder(data)
    second, _ = holder(data)
    running = server(url)
    first.kill()
    ended(first)
    assert server(url) == running is not None
    ended(second)
    assert server(url) is None


def test_a_server_whose_every_user_was_killed_is_used_by_the_next(data: Path) -> None:
    only, url = holder(data)
    running = server(url)
    only.kill()
    ended(only)
    database = Database.opened(None, data)
    assert server(database.url) == running is not None
    database.close()
    assert server(url) is None


def test_a_killed_server_is_started_again_with_what_was_committed(data: Path) -> None:
    process, url = holder(data)
    with psycopg.connect(url) as connection:
        connection.execute("create table kept (a integer)")
        connection.execute("insert into kept values (7)")
    running = server(url)
    assert running is not None
    os.kill(running, signal.SIGKILL)
    database = Database.opened(None, data)
    try:
        with psycopg.connect(database.url) as connection:
            assert connection.execute("select a from kept").fetchall() == [(7,)]
        assert server(database.url) != running
    finally:
        database.close()
        ended(process)


def test_many_opening_at_once_start_one_server(data: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: Embedded.opened(data / "postgres"), range(4)))
    urls = {each.url() for each in opened}
    assert len({server(url) for url in urls}) == 1
    for each in opened:
        each.close()
    assert [server(url) for url in urls] == [None]


def test_a_lock_file_of_a_process_id_that_is_another_program_now_is_no_obstacle(data: Path) -> None:
    database = Database.opened(None, data)
    lock = data / "postgres" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    database.close()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    database = Database.opened(None, data)
    try:
        assert server(database.url) not in {None, os.getpid()}
    finally:
        database.close()


@pytest.mark.parametrize("sign", ["postgres.guard", "postgres.making-*", "postgres", "postgres/postmaster.pid"])
def test_who_is_killed_while_starting_leaves_a_folder_that_the_next_can_use(data: Path, sign: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while not any(data.glob(sign)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the starting process ended by itself with {process.wait(0.002)}")
    process.kill()
    ended(process)
    database = Database.opened(None, data)
    try:
        database.migrate()
        with database.unit() as unit:
            assert unit.people.everyone() == []
    finally:
        database.close()
    assert server(database.url) is None


def test_a_folder_made_by_another_program_is_left_alone(data: Path) -> None:
    foreign = data / "postgres"
    foreign.mkdir(parents=True)
    (foreign / "PG_VERSION").write_text("18\n")
    with pytest.raises(Unreachable, match="was not made by this program"):
        Database.opened(None, data)
    assert [path.name for path in foreign.iterdir()] == ["PG_VERSION"]


def test_a_folder_of_another_version_is_refused_with_the_remedy(data: Path) -> None:
    old = data / "postgres"
    old.mkdir(parents=True)
    (old / "PG_VERSION").write_text("16\n")
    (old / "joint_review.conf").touch()
    with pytest.raises(Unreachable, match="PostgreSQL 16, this program needs 18; back it up"):
        Database.opened(None, data)


@pytest.mark.parametrize("name", ["数据 与,逗号", "quoted'name", "long-" * 30])
def test_the_path_of_the_data_may_be_anything(data: Path, name: str) -> None:
    database = Database.opened(None, data / name)
    try:
        assert server(database.url) is not None
    finally:
        database.close()
    assert server(database.url) is None


def test_a_folder_that_cannot_be_written_is_said(data: Path) -> None:
    data.parent.mkdir(exist_ok=True)
    data.write_text("a file where the folder should be")
    with pytest.raises(Unreachable, match="data"):
        Database.opened(None, data)
