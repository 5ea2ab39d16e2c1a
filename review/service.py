"""Start the parts of the service: all of them for one machine, or one part each for many.

``run`` keeps web and worker as processes of their own, so that either may die and come back without the
other; what a dead worker was doing is taken up again. They end with the process that started them, however
that one ends.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkers.drawing import confine
from checkers.drawing.confine import ends_with_parent
from review.errors import ReviewError, WrongSetting
from review.office import Office, opened
from review.settings import LOOPBACK, PREFIX, Settings, must_have_secret

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from review.jobs import Jobs

logger = logging.getLogger(__name__)

RESTART_PAUSE = 1.0
"""seconds before a part that died is started again"""

LOOK_EVERY = 0.2
"""seconds between two looks at the parts"""

SHORT_LIFE = 20.0
"""seconds; a part that ends sooner has hardly begun"""

SHORT_LIVES = 5
"""how many short lives in a row a part has before all is stopped: something is wrong that waiting does not mend"""

STOP_PATIENCE = 20.0
"""seconds a part has to end what it is doing; a job cut off is taken up again at the next start"""

CLOSING_PATIENCE = 5
"""seconds open connections have when the web part stops; live news of a case would stay open for ever"""


class PartFails(ReviewError):
    """A part of the service ends again and again as soon as it is started."""


def migrated(office: Office) -> Jobs:
    """The jobs of this office, its database brought up to date first."""
    from review.jobs import Jobs

    office.database.migrate()
    jobs = Jobs(office)
    jobs.migrate()
    return jobs


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Answer web requests until stopped."""
    _must_be_startable(settings, host, port)
    _leave_in_order()
    say_confinement()
    import uvicorn

    from review.jobs import Jobs
    from review.web.app import application

    with opened(settings) as office:
        uvicorn.run(
            application(Jobs(office)),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=CLOSING_PATIENCE,
        )


def work(settings: Settings, *, concurrency: int) -> None:
    """Do jobs until stopped."""
    _leave_in_order()
    say_confinement()
    from review.jobs import Jobs

    with opened(settings) as office:
        Jobs(office).work(concurrency=concurrency)


def run(settings: Settings, *, host: str, port: int, language: str) -> int:
    """Web, worker, embedded database and object folder in one go, with the sample loaded."""
    from review.demo import PASSWORD, PEOPLE, load_samples

    _must_be_startable(settings, host, port)
    _leave_in_order()
    with opened(settings) as office:
        jobs = migrated(office)
        alone = settings.on_loopback and host in LOOPBACK
        if alone:  # everybody knows the password of the sample people
            load_samples(jobs)
        parts = Parts(settings, host, port)
        try:
            parts.start()
            _announce(settings, host, port, language, [(p.login, p.name) for p in PEOPLE] if alone else [], PASSWORD)
            return parts.watch()
        finally:
            parts.stop()


def _must_be_startable(settings: Settings, host: str, port: int) -> None:
    """Refuse a port somebody else holds, and a service that others reach without a secret of its own."""
    if host not in LOOPBACK:
        must_have_secret(settings)
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongSetting(
            f"不能在 {host}:{port} 上提供服务：{reason}；请停止占用该端口的程序，或用 --port 另选一个端口",
            f"Cannot serve on {host}:{port}: {reason}; stop what uses it, or choose another port with --port",
        ) from error


def say_confinement() -> None:
    """Log in one line what shuts in the processes that read strangers' files, as a warning when some of it is missing."""
    held, missing = ", ".join(confine.offered()) or "-", ", ".join(confine.missing())
    if missing:
        logger.warning(
            "读图进程的隔离不完整：本机内核缺少 %s，只有 %s；请使用 5.13 以上的 Linux 内核并启用 Landlock 与 seccomp。 "
            "Reading drawings is confined in part only: this kernel lacks %s and gives %s; "
            "use Linux 5.13 or later with Landlock and seccomp.",
            *(missing, held, missing, held),
        )
    else:
        logger.info("读图进程的隔离完整：%s。 Reading drawings is fully confined: %s.", held, held)


def _leave_in_order() -> None:
    """Let a signal to end run everything that closes: connections, parts, the embedded database."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _with_parent() -> Callable[[], None]:
    parent = os.getpid()
    return lambda: ends_with_parent(parent, signal.SIGTERM)


class Parts:
    """The processes of ``run``, started again when they die."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        here = [sys.executable, "-m", "review.cli"]
        self._commands = {
            "serve": [*here, "serve", "--host", host, "--port", str(port)],
            "worker": [*here, "worker"],
        }
        self._environment = os.environ | {
            PREFIX + "DATA": str(settings.data),
            PREFIX + "BASE_URL": settings.base_url,
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._begun: dict[str, float] = {}
        self._short_lives: dict[str, int] = {}
        self._stopping = False

    def start(self) -> None:
        """Start every part that is not running."""
        for name, command in self._commands.items():
            if name not in self._running:
                self._begun[name] = time.monotonic()
                self._running[name] = subprocess.Popen(  # noqa: S603  our own command
                    command,
                    env=self._environment,
                    preexec_fn=_with_parent(),  # noqa: PLW1509  this process has no other thread
                )

    def watch(self) -> int:
        """Start again what dies, until a signal says stop; then stop each part by its own process id.

        Raises PartFails when a part ends again and again as soon as it is started.
        """
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self._stopping:
            for name, process in list(self._running.items()):
                status = process.poll()
                if status is not None and not self._stopping:
                    self._ended(name, status)
            time.sleep(LOOK_EVERY)
        self.stop()
        return 0

    def stop(self) -> None:
        """Ask every part to end, and end those that do not."""
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + STOP_PATIENCE
        for name, process in self._running.items():
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.warning("%s is still busy and is ended; what it was doing is done again", name)
                process.kill()
                process.wait()
        self._running.clear()

    def _ended(self, name: str, status: int) -> None:
        del self._running[name]
        short = time.monotonic() - self._begun[name] < SHORT_LIFE
        self._short_lives[name] = self._short_lives.get(name, 0) + 1 if short else 0
        if self._short_lives[name] >= SHORT_LIVES:
            raise PartFails(
                f"{name} 连续 {SHORT_LIVES} 次启动后立即退出（状态 {status}），已停止全部服务；请查看上面的信息",
                f"{name} ended {SHORT_LIVES} times as soon as it was started (status {status}) "
                "and everything was stopped; see what it said above",
            )
        logger.warning("%s ended with status %s and is started again", name, status)
        again = time.monotonic() + RESTART_PAUSE * 2 ** self._short_lives[name]
        while time.monotonic() < again and not self._stopping:
            time.sleep(LOOK_EVERY)
        if not self._stopping:
            self.start()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _announce(
    settings: Settings, host: str, port: int, language: str, accounts: list[tuple[str, str]], password: str
) -> None:
    address = f"http://{host}:{port}"
    chinese = language.startswith("zh")
    lines = [
        "",
        f"  {'数字化联合审图' if chinese else 'Digital joint review'}: {address}",
        f"  {'数据目录' if chinese else 'data'}: {Path(settings.data)}",
        "",
    ]
    if accounts:
        head = f"示例账号（口令均为 {password}）" if chinese else f"sample accounts (password of all: {password})"
        lines += [f"  {head}", *(f"    {login:<16}{name}" for login, name in accounts), ""]
    else:
        lines += [
            "  服务对外开放，不装入示例账号；请用 joint-review user add 添加用户"
            if chinese
            else "  others reach this service, so there are no sample accounts; add people with joint-review user add",
            "",
        ]
    if settings.development:
        lines.append(
            "  ⚠ 未设置签章证书：使用开发测试机构，签章不具法律效力"
            if chinese
            else "  ⚠ no signer is set: seals come from a development authority and are not valid in law"
        )
    lines.append(f"  {'按 Ctrl+C 停止' if chinese else 'Ctrl+C stops it'}")
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()
