"""Everything on one machine starts, says what is wrong in one line, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from checkers.drawing import confine
from review.errors import WrongSetting
from review.office import opened
from review.service import PartFails, Parts, say_confinement, serve
from review.settings import Settings

PATIENCE = 120


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def until(reached: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def answers(port: int) -> bool:
    with suppress(OSError, urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5).close()
        return True
    return False


def using(data: Path) -> list[str]:
    """Processes that name the data folder in their arguments or environment."""
    wanted, found = os.fsencode(data), []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        with suppress(OSError):
            said = (process / "cmdline").read_bytes()
            if wanted in said or wanted in (process / "environ").read_bytes():
                found.append(said.replace(b"\0", b" ").decode(errors="replace"))
    return found


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "review.cli", "run", "--data", str(data), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JOINT_REVIEW_")}
    environment["JOINT_REVIEW_TRUST"] = str(data.parent / "trust")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_it_runs_in_a_folder_with_spaces_and_chinese_and_a_signal_leaves_nothing_running(tmp_path: Path) -> None:
    data, port = tmp_path / "数据 目录" / "审 图", free_port()
    with running(data, port) as process:
        until(lambda: answers(port), "it never answered")
        assert any("postgres" in each for each in using(data))
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert using(data) == []
    assert not answers(port)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_its_parts_end_with_it_even_when_it_is_killed(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with running(data, port) as process:
        until(lambda: answers(port), "it never answered")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until(lambda: not any("review.cli" in each for each in using(data)), "a part outlives it")
        with opened(replace(Settings(), data=data)):
            pass  # the last to leave stops the database
    assert using(data) == []


def test_a_port_somebody_uses_is_said_in_one_line_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        command = [sys.executable, "-m", "review.cli", "--lang", "en", "run", "--data", tmp_path / "d", "--port", port]
        said = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert str(port) in said.stderr
    assert "--port" in said.stderr
    assert not (tmp_path / "d").exists()


def test_a_host_others_reach_needs_a_secret_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="SECRET_KEY"):
        serve(replace(Settings(), data=tmp_path), host="0.0.0.0", port=free_port())


def test_a_data_folder_that_cannot_be_one_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongSetting, match="--data"), opened(replace(Settings(), data=tmp_path / "file")):
        pass


def test_a_part_that_ends_at_once_again_and_again_stops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.service.RESTART_PAUSE", 0.0)
    parts = Parts(replace(Settings(), data=tmp_path), "127.0.0.1", free_port())
    parts._commands = {"serve": ["false"], "worker": ["sleep", "600"]}
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        parts.start()
        worker = parts._running["worker"]
        with pytest.raises(PartFails, match="serve"):
            parts.watch()
        parts.stop()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert worker.poll() is not None


@pytest.mark.parametrize(
    ("missing", "level", "words"),
    [
        ((), "INFO", ("隔离完整", "fully confined")),
        (("landlock", "seccomp"), "WARNING", ("缺少 landlock, seccomp", "lacks landlock, seccomp")),
    ],
)
def test_the_service_says_how_far_reading_is_confined(
    missing: tuple[str, ...],
    level: str,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(confine, "offered", lambda: tuple(part for part in confine.PARTS if part not in missing))
    with caplog.at_level("INFO", logger="review.service"):
        say_confinement()
    (said,) = caplog.records
    assert said.levelname == level
    assert all(part in said.getMessage() for part in words)
