"""What the limited child does: limits itself, shuts itself in, reads one file, writes its folder, ends.

Vocabulary
----------
request   a dictionary: path, name, folder, memory_bytes, cpu_seconds, written_bytes, plotted, picture, colour
companions  ``companions.json`` in the folder: name and path of each other file of the set; these may be read too
outcome   ``outcome.json`` in the folder: what was plotted and the seconds of each step, or why the file is refused
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkers.drawing import allocation, confine
from checkers.drawing.companions import Companion
from checkers.errors import CannotReadFile, CheckerError, LimitExceeded

if TYPE_CHECKING:
    from checkers.drawing.reader import Reading

COLUMNS = "drawing.columns"
COMPANIONS = "companions.json"
OUTCOME = "outcome.json"
SHEETS = "sheets"
_OPEN_FILES = 256


def run(request: dict[str, Any]) -> int:
    """Do the work and return the exit status; what happened stands in the outcome file."""
    folder = Path(request["folder"])
    _quiet(folder)
    _limit(request)
    allocation.keep_large_blocks()
    companions = _companions(folder)
    confine.confined(folder, [Path(request["path"]), *(each.path for each in companions)])
    try:
        outcome = work(request, folder, companions)
    except MemoryError:
        outcome = {"refused": {"error": "memory"}}
    except OSError as error:
        wanting = error.errno == errno.ENOMEM
        outcome = {"refused": {"error": "memory" if wanting else f"{type(error).__name__}: {error.strerror}"[:300]}}
    except RecursionError:
        outcome = {"refused": {"error": "RecursionError"}}
    except (CannotReadFile, LimitExceeded) as refusal:
        outcome = _refused(type(refusal).__name__, refusal)
    except CheckerError as refusal:
        outcome = _refused("CannotReadFile", refusal)
    except Exception as error:  # noqa: BLE001 (around one job: whatever a parser raises refuses the file, never more)
        outcome = {"refused": {"error": f"{type(error).__name__}: {error}"[:300]}}
    (folder / OUTCOME).write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
    return 0


def work(request: dict[str, Any], folder: Path, companions: Sequence[Companion] = ()) -> dict[str, Any]:
    """Read, keep as columns, and plot when asked; the outcome as JSON holds it."""
    from checkers.drawing import columns, reader

    path, name = Path(request["path"]), request["name"]
    reading = reader.picture(path, name) if request.get("picture") else reader.read(path, name, companions)
    started = time.perf_counter()
    columns.dump(reading.drawing, folder / COLUMNS)
    seconds = {"columns": round(time.perf_counter() - started, 4)}
    plots: list[dict[str, Any]] = []
    if request["plotted"]:
        started = time.perf_counter()
        plots = _plotted(reading, folder, colour=request.get("colour", True))
        seconds["plot"] = round(time.perf_counter() - started, 4)
    return {"plots": plots, "seconds": seconds}


def _companions(folder: Path) -> list[Companion]:
    """The other files of the set, as the parent listed them before this process began."""
    listed = json.loads((folder / COMPANIONS).read_bytes())
    return [Companion(str(name), Path(path)) for name, path in listed]


def _plotted(reading: Reading, folder: Path, *, colour: bool) -> list[dict[str, Any]]:
    from checkers.drawing import plot

    return [
        {
            "sheet": done.sheet,
            "pdf": done.pdf.name,
            "picture": done.picture.name,
            "picture_size": list(done.picture_size),
            "not_displayed": [
                [lost.kind.value, lost.what, lost.count, lost.remedy_zh, lost.remedy_en, lost.places]
                for lost in done.not_displayed
            ],
        }
        for done in plot.plot(reading, folder / SHEETS, colour=colour)
    ]


def _refused(kind: str, refusal: CheckerError) -> dict[str, Any]:
    return {"refused": {"kind": kind, "zh": refusal.words.zh, "en": refusal.words.en}}


def _quiet(folder: Path) -> None:
    """A session of its own, no terminal, its own folder for everything temporary."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    os.chdir(folder)
    os.umask(0o077)
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder)
    import tempfile

    tempfile.tempdir = str(folder)


def _limit(request: dict[str, Any]) -> None:
    """Memory, processor time, written bytes, open files; no core dumps.

    Memory is limited as RLIMIT_DATA: the .NET runtime reserves far more addresses than it uses, which RLIMIT_AS
    would refuse and RLIMIT_DATA does not count.
    """
    memory, cpu = int(request["memory_bytes"]), int(request["cpu_seconds"])
    os.environ["DOTNET_GCHeapHardLimit"] = f"{memory * 3 // 4:x}"  # noqa: SIM112 (the runtime's own spelling)
    os.environ["DOTNET_TieredCompilation"] = "0"  # noqa: SIM112 (the runtime's own spelling)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(request["written_bytes"]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
