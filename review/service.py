"""Start the parts of the service: all of them for one machine, or one part each for many.

``run`` keeps web and worker as processes of their own, so that either may die and come back without the
other; what a dead worker was doing is taken up again.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from review.office import Office, opened
from review.settings import PREFIX, Settings

if TYPE_CHECKING:
    from types import FrameType

    from review.jobs import Jobs

logger = logging.getLogger(__name__)

RESTART_PAUSE = 1.0
"""seconds before a part that died is started again"""

LOOK_EVERY = 0.5
"""seconds between two looks at the parts"""


def migrated(office: Office) -> Jobs:
    """The jobs of this office, its database brought up to date first."""
    from review.jobs import Jobs

    office.database.migrate()
    jobs = Jobs(office)
    jobs.migrate()
    return jobs


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Answer web requests until stopped."""
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
        )


def work(settings: Settings, *, concurrency: int) -> None:
    """Do jobs until stopped."""
    from review.jobs import Jobs

    with opened(settings) as office:
        Jobs(office).work(concurrency=concurrency)


def run(settings: Settings, *, host: str, port: int, language: str) -> int:
    """Web, worker, embedded database and object folder in one go, with the sample loaded."""
    from review.demo import PASSWORD, PEOPLE, load_samples

    with opened(settings) as office:
        load_samples(migrated(office))
        parts = Parts(settings, host, port)
        parts.start()
        _announce(settings, host, port, language, [(p.login, p.name) for p in PEOPLE], PASSWORD)
        return parts.watch()


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
        self._stopping = False

    def start(self) -> None:
        """Start every part that is not running."""
        for name, command in self._commands.items():
            if name not in self._running:
                self._running[name] = subprocess.Popen(command, env=self._environment)  # noqa: S603  our own command

    def watch(self) -> int:
        """Start again what dies, until a signal says stop; then stop each part by its own process id."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self._stopping:
            for name, process in list(self._running.items()):
                status = process.poll()
                if status is not None and not self._stopping:
                    logger.warning("%s ended with status %s and is started again", name, status)
                    del self._running[name]
                    time.sleep(RESTART_PAUSE)
                    self.start()
            time.sleep(LOOK_EVERY)
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait()
        return 0

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
        f"  {'示例账号（口令均为' if chinese else 'sample accounts (password of all:'} {password}{'）' if chinese else ')'}",
        *(f"    {login:<16}{name}" for login, name in accounts),
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
