"""Read and plot a stranger's file in a child process that can do no harm.

Vocabulary
----------
warm process  a process with the readers already imported; it forks a child for each file (``warm.py``)
child         reads one file under limits and writes into one folder (``child.py``); it hands back no pickles,
              only JSON, columns, PDFs and pictures, each checked here before use
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkers.drawing import child, columns
from checkers.drawing.companions import Companion
from checkers.drawing.model import DrawingSet, NotDisplayed, Omission
from checkers.errors import CannotReadFile, CheckerError, LimitExceeded

if TYPE_CHECKING:
    from checkers.drawing.plot import PlottedSheet

MESSAGE = 64 * 1024
_START_SECONDS = 120.0
_MOST_OUTCOME = 64 * 1024 * 1024
_LONGEST_NAME = 255
_MIB = 1024 * 1024
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""of the environment; settings and secrets of the service stay where they are"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    memory_bytes: int = 3 * 1024 * _MIB
    cpu_seconds: int = 180
    wall_seconds: float = 360.0
    file_bytes: int = 1024 * _MIB
    """size of the file itself, checked before reading"""
    written_bytes: int = 4 * 1024 * _MIB
    """size of any one file the child writes"""


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    drawing: DrawingSet
    plots: tuple[PlottedSheet, ...]
    seconds: Mapping[str, float]
    """parse, normalise, columns, plot …"""


def read_isolated(
    path: Path,
    name: str,
    folder: Path,
    *,
    limits: Limits = USUAL,
    plotted: bool = True,
    companions: Sequence[Companion] = (),
    picture: bool = False,
    colour: bool = True,
) -> Outcome:
    """Read a file in a limited child that writes into ``folder`` (made when missing; best a fresh one).

    ``companions`` are the other files of its set; the child may read these and nothing else. ``picture`` says that
    the file is to be a picture drawings show, and gives no sheet. Without ``colour`` plots are black.
    Should the child die of what the companions hold, the file is read without them, and says so among its repairs.
    Raises CannotReadFile with words for people when the file is no drawing, damaged, locked or too large, or
    when the reader died on it; LimitExceeded when it took more memory or time than the limits give.
    """
    _check(path, name, limits)
    request = {
        "path": str(path.resolve()),
        "name": name,
        "folder": str(folder.resolve()),
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
        "written_bytes": limits.written_bytes,
        "plotted": plotted,
        "picture": picture,
        "colour": colour,
    }
    try:
        return _read(request, folder, limits, companions)
    except _Said:
        raise
    except (CannotReadFile, LimitExceeded) as death:
        if not companions:
            raise
        return _with_note(_read(request, folder, limits, ()), death)


class _Said(CannotReadFile):
    """The child lived to say itself why it refuses the file."""


def _with_note(outcome: Outcome, death: CheckerError) -> Outcome:
    note = f"read without the files it references: {death.words.zh} {death.words.en}"
    files = tuple(replace(file, repairs=(*file.repairs, note)) for file in outcome.drawing.files)
    return replace(outcome, drawing=replace(outcome.drawing, files=files))


def _read(request: Mapping[str, Any], folder: Path, limits: Limits, companions: Sequence[Companion]) -> Outcome:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in (child.OUTCOME, child.COLUMNS):
        (folder / stale).unlink(missing_ok=True)
    # a large set has more names than one message to the warm process may carry
    (folder / child.COMPANIONS).write_text(
        json.dumps([[each.name, str(each.path.resolve())] for each in companions]), encoding="utf-8"
    )
    ended = _WARM.run(request, limits.wall_seconds)
    _refuse_death(ended, limits)
    return _outcome(folder, limits)


def _check(path: Path, name: str, limits: Limits) -> None:
    if not name or "/" in name or "\\" in name or name in {".", ".."} or any(letter < " " for letter in name):
        raise CannotReadFile(
            "文件名含有路径或控制字符，可能指向别处。请改用普通文件名后重新上传。",
            "The file's name holds a path or control characters and could point elsewhere. Rename it and upload it again.",
        )
    if len(name) > _LONGEST_NAME:
        raise CannotReadFile(
            f"文件名有 {len(name)} 个字符，超过 {_LONGEST_NAME} 个，无法保存。请缩短文件名后重新上传。",
            f"The file's name has {len(name)} characters, more than {_LONGEST_NAME}. Shorten it and upload it again.",
        )
    try:
        size = path.stat().st_size if path.is_file() else -1
    except OSError:
        size = -1
    if size < 0:
        raise CannotReadFile(
            f"找不到文件“{name}”，或它不是普通文件。请检查路径后重试。",
            f"There is no file “{name}”, or it is not an ordinary file. Check the path and try again.",
        )
    if size > limits.file_bytes:
        raise CannotReadFile(
            f"文件有 {size / _MIB:,.0f} MB，超过 {limits.file_bytes / _MIB:,.0f} MB 上限，未读取。请拆分图纸或清理（PURGE）后重新上传。",
            f"The file has {size / _MIB:,.0f} MB, more than the {limits.file_bytes / _MIB:,.0f} MB allowed, and was not read."
            " Split or purge the drawing and upload it again.",
        )


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a child ended; ``exit`` below zero is the signal that ended it, None when it was killed for its time."""

    exit: int | None
    cpu: float = 0.0
    memory: int = 0


def _refuse_death(ended: _Ended, limits: Limits) -> None:
    if ended.exit == 0:
        return
    if ended.exit is None:
        raise LimitExceeded(
            f"读取超过 {limits.wall_seconds:.0f} 秒仍未完成，已停止。请拆分图纸、分解嵌套块后重新上传。",
            f"Reading took longer than {limits.wall_seconds:.0f} seconds and was stopped."
            " Split the drawing or explode its nested blocks and upload it again.",
        )
    if -ended.exit == signal.SIGXCPU and ended.cpu < limits.cpu_seconds - 1:
        # the child gave a step of its work less than all of its time, as DWG conversion does
        raise CannotReadFile(
            f"文件转换占用处理器 {ended.cpu:.0f} 秒仍未结束，远超正常图纸，文件很可能已损坏。"
            "请用 RECOVER 修复并另存为 2018 版后重新上传。",
            f"Converting the file did not come to an end within {ended.cpu:.0f} seconds, far more than any drawing takes;"
            " it is most likely damaged. Repair it with RECOVER, save it as version 2018 and upload it again.",
        )
    if -ended.exit == signal.SIGXCPU or (-ended.exit == signal.SIGKILL and ended.cpu >= limits.cpu_seconds):
        raise LimitExceeded(
            f"读取占用处理器超过 {limits.cpu_seconds} 秒，已停止。请拆分图纸、分解嵌套块后重新上传。",
            f"Reading used the processor for more than {limits.cpu_seconds} seconds and was stopped."
            " Split the drawing or explode its nested blocks and upload it again.",
        )
    if -ended.exit == signal.SIGXFSZ or ended.memory >= 0.8 * limits.memory_bytes:
        raise _too_large(limits)
    raise CannotReadFile(
        f"读取程序在此文件上异常终止（代码 {ended.exit}），文件很可能已损坏。请在原软件中修复（RECOVER）后重新导出。",
        f"The reader died on this file (status {ended.exit}); it is most likely damaged."
        " Repair it in the program that made it (RECOVER) and export it again.",
    )


def _too_large(limits: Limits) -> LimitExceeded:
    memory = limits.memory_bytes / _MIB
    return LimitExceeded(
        f"读取所需内存超过 {memory:,.0f} MB，已停止。请拆分图纸或清理（PURGE）后重新上传。",
        f"Reading needed more than {memory:,.0f} MB of memory and was stopped. Split or purge the drawing and upload it again.",
    )


def _outcome(folder: Path, limits: Limits) -> Outcome:
    try:
        raw = json.loads(_own(folder, child.OUTCOME).read_bytes())
        refused = raw.get("refused")
        if refused is None:
            drawing = columns.load(_own(folder, child.COLUMNS))
            seconds = {str(step): float(taken) for step, taken in raw["seconds"].items()}
            for source in drawing.files:
                seconds = {**source.seconds, **seconds}
            return Outcome(drawing, tuple(_plotted(row, folder) for row in raw["plots"]), seconds)
        error, kind = str(refused.get("error", "")), str(refused.get("kind", ""))
        words = str(refused.get("zh", "")), str(refused.get("en", ""))
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as problem:
        raise CannotReadFile(
            "读取程序没有留下可用的结果，文件很可能已损坏。请从原软件重新导出。",
            "The reader left no usable result; the file is most likely damaged. Export it again.",
        ) from problem
    if error == "memory":
        raise _too_large(limits)
    if kind == "LimitExceeded":
        raise LimitExceeded(*words)
    if kind:
        raise _Said(*words)
    raise CannotReadFile(
        f"文件内容超出读取程序的理解（{error[:120]}）。请在原软件中检查修复后重新导出。",
        f"The reader could not make sense of the file ({error[:120]}). Repair it in the program that made it and export it again.",
    )


def _plotted(row: Mapping[str, Any], folder: Path) -> PlottedSheet:
    from checkers.drawing.plot import PlottedSheet

    width, height = row["picture_size"]
    return PlottedSheet(
        sheet=str(row["sheet"]),
        pdf=_own(folder / child.SHEETS, str(row["pdf"])),
        picture=_own(folder / child.SHEETS, str(row["picture"])),
        picture_size=(int(width), int(height)),
        not_displayed=tuple(
            NotDisplayed(Omission(kind), str(what), int(count), str(zh), str(en), columns.places_in(places))
            for kind, what, count, zh, en, places in row["not_displayed"]
        ),
    )


def _own(folder: Path, name: str) -> Path:
    """A plain file the child left in its folder; ValueError for links, paths and anything else."""
    file = folder / name
    if Path(name).name != name or folder.is_symlink() or file.is_symlink() or not file.is_file():
        raise ValueError(name)
    if name == child.OUTCOME and file.stat().st_size > _MOST_OUTCOME:
        raise ValueError(name)
    return file


@dataclass(slots=True)
class _Warm:
    """The warm process of this process: started when first needed, and again should it have died."""

    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None
    owner: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, request: Mapping[str, Any], wall_seconds: float) -> _Ended:
        """Have one request done; the child is killed when it takes longer than ``wall_seconds``."""
        message = json.dumps(request, ensure_ascii=False).encode()
        for _ in range(2):
            line, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with line:
                with far:
                    if not self._sent(message, far):
                        continue
                line.settimeout(_START_SECONDS)
                try:
                    if not line.recv(MESSAGE):
                        continue
                    line.settimeout(wall_seconds)
                    answer = line.recv(MESSAGE)
                except TimeoutError:
                    return _Ended(None)
                except ConnectionError:
                    continue
                if answer:
                    said = json.loads(answer)
                    return _Ended(int(said["exit"]), float(said["cpu"]), int(said["memory"]))
        raise CannotReadFile(
            "读取程序无法启动或反复终止。请稍后重试；若仍如此，请联系管理员检查服务器内存。",
            "The reading process cannot be started or keeps ending. Try again later, or have the server's memory checked.",
        )

    def _sent(self, message: bytes, far: socket.socket) -> bool:
        with self.lock:
            if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
                self._start()
            assert self.control is not None
            try:
                socket.send_fds(self.control, [message], [far.fileno()])
            except OSError:
                self.close()
                return False
        return True

    def _start(self) -> None:
        if self.owner == os.getpid():
            self.close()
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        with far:
            self.process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
                [sys.executable, "-P", "-m", "checkers.drawing.warm", str(far.fileno())],
                pass_fds=[far.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={
                    **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                    "PYTHONPATH": os.pathsep.join(paths),
                    "OPENBLAS_NUM_THREADS": "1",
                    # clearing huge pages for columns that live a moment cost more than they saved
                    "NUMPY_MADVISE_HUGEPAGE": "0",
                },
            )
        self.control, self.owner = near, os.getpid()

    def close(self) -> None:
        """End the warm process and whatever it is reading."""
        if self.control is not None:
            self.control.close()
        if self.process is not None and self.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        self.process = self.control = None


_WARM = _Warm()
atexit.register(_WARM.close)
