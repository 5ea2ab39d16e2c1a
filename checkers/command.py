"""What the commands ``check``, ``compare``, ``inspect``, ``plot``, ``rules`` and ``accuracy`` do, whoever calls them.

Vocabulary
----------
exit status   0 nothing broken, 1 something broken, 2 something cannot be read or was asked wrongly
progress      one line rewritten on a terminal; nothing in a pipe

Every refusal is one line on standard error: the thing, the reason, the remedy. Files are read in limited children.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from checkers.drawing.signature import is_picture
from checkers.errors import CannotReadFile, CheckerError, Words

if TYPE_CHECKING:
    from datetime import date

    from checkers.drawing.companions import Companion
    from checkers.drawing.model import DrawingSet

MET, BROKEN, UNREADABLE = 0, 1, 2
JUDGED = Path("samples/judged")
"""the project's own judged drawings, seen from a checkout"""

DRAWN = (".dwg", ".dxf", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
"""endings of what is read out of a folder"""

LONGEST_NAME = 120
"""letters of a file's name on a line"""


def check(
    paths: Sequence[Path],
    *,
    facts: Path | None = None,
    disciplines: Collection[str] = (),
    filed_on: date | None = None,
    format: str = "text",  # noqa: A002 - the option is called so
    output: Path | None = None,
    jobs: int = 1,
    language: str = "zh",
) -> int:
    """Read and measure a set of files; the report goes to ``output`` or standard output.

    Files that cannot be read are said on standard error; the rest is reported all the same, with exit status 2.
    """
    from checkers.apart import measured
    from checkers.catalogue import rules_of
    from checkers.drawing.model import DrawingSet
    from checkers.facts import Facts
    from checkers.report import as_text, written_json
    from checkers.stated_facts import facts_from

    try:
        rules_of(disciplines)
        stated = Facts() if facts is None else facts_from(facts)
    except CheckerError as error:
        return _refused(error, language)
    began = perf_counter()
    sets, unreadable = _read(paths, jobs, language)
    if not sets:
        return UNREADABLE
    _progress(Words("检查…", "measuring…").in_language(language))
    report = measured(
        DrawingSet.joined(sets),
        stated,
        jobs=jobs,
        filed_on=filed_on,
        disciplines=disciplines,
        seconds={"read": perf_counter() - began},
        unread=unreadable,
    )
    _progress("")
    text = written_json(report, language) + "\n" if format == "json" else as_text(report, language)
    if not _put(text, output, language) or unreadable:
        return UNREADABLE
    return BROKEN if report.broken else MET


def compare(
    old: Path,
    new: Path,
    format: str = "text",  # noqa: A002 - the option is called so
    language: str = "zh",
    jobs: int = 1,
) -> int:
    """Which sheets of two sets are the same and what changed on them; exit status 0 nothing, 1 something, 2 unreadable.

    ``old`` and ``new`` are each a file or a folder of files. With one file that cannot be read nothing is compared:
    its sheets would be called removed.
    """
    from checkers.comparing.report import as_text, written_json
    from checkers.comparing.sets import compare as compared
    from checkers.drawing.model import DrawingSet

    rounds = []
    for path in (old, new):
        try:
            files = _files_in(path)
        except CheckerError as error:
            return _refused(error, language)
        sets, unreadable = _read(files, jobs, language)
        if unreadable or not sets:
            return UNREADABLE
        rounds.append(DrawingSet.joined(sets))
    _progress(Words("比较…", "comparing…").in_language(language))
    comparison = compared(rounds[0], rounds[1])
    _progress("")
    text = written_json(comparison) if format == "json" else as_text(comparison, language)
    if not _put(text, None, language):
        return UNREADABLE
    return MET if comparison.same else BROKEN


def inspect(
    path: Path,
    format: str = "text",  # noqa: A002 - the option is called so
    language: str = "zh",
    beside: Sequence[Path] = (),
) -> int:
    """What the reader understood of one file, on standard output.

    ``beside`` are the files its references may mean. A file is never opened merely because a drawing names it: the
    name stands in a stranger's file, and what it leads to could be anything this machine holds.
    """
    from checkers.drawing.inspect import as_text, inspection

    def told(folder: Path) -> str:
        from checkers.drawing.isolate import read_isolated

        outcome = read_isolated(_there(path), path.name, folder, plotted=False, companions=_others(path, beside))
        if format == "json":
            found = inspection(outcome.drawing, seconds=outcome.seconds, language=language)
            return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        return as_text(outcome.drawing, language)

    return _with_folder(told, path, language)


def plot(
    path: Path,
    output: Path,
    sheet: str | None = None,
    language: str = "zh",
    beside: Sequence[Path] = (),
    *,
    colour: bool = True,
) -> int:
    """Write the sheets of one file, or the one of this id or number, as vector PDF with layers.

    ``beside`` are the files its references and pictures may mean, as for ``inspect``. Without ``colour`` lines and
    letters are black, tints and greys grey.
    """

    def plotted(folder: Path) -> str:
        from checkers.drawing.isolate import read_isolated
        from checkers.drawing.joined import joined

        outcome = read_isolated(
            _there(path), path.name, folder, plotted=True, companions=_others(path, beside), colour=colour
        )
        wanted = {each.id for each in outcome.drawing.sheets if sheet is None or sheet in {each.id, each.number}}
        pdfs = [plot.pdf for plot in outcome.plots if plot.sheet in wanted]
        if not pdfs:
            known = "、".join(each.id for each in outcome.drawing.sheets)
            raise CheckerError(
                f"{path.name}：没有图纸 {sheet or ''}，可选：{known}",
                f"{path.name}: there is no sheet {sheet or ''}; choose from {known}",
            )
        try:
            joined(pdfs, output)
        except (OSError, RuntimeError) as error:
            raise CheckerError(
                f"{output.name}：无法写入（{error}），请另选位置",
                f"{output.name}: cannot be written ({error}); choose another place",
            ) from error
        return ""

    return _with_folder(plotted, path, language)


def rules(format: str = "text", language: str = "zh") -> int:  # noqa: A002 - the option is called so
    """Every rule with its clauses, limits and standing, on standard output."""
    from checkers.standing import as_json, as_text

    text = (
        json.dumps(as_json(), ensure_ascii=False, indent=1, default=str) + "\n"
        if format == "json"
        else as_text(language)
    )
    return MET if _put(text, None, language) else UNREADABLE


def accuracy(
    home: Path | None = None,
    format: str = "text",  # noqa: A002 - the option is called so
    jobs: int | None = None,
    language: str = "zh",
    *,
    keep: bool = False,
) -> int:
    """False alarms and misses of each rule over the judged drawings below a folder, on standard output.

    The project's own drawings when no folder is named. ``keep`` writes the table beside the rules, where the service
    finds it. Exit status 1 below the recorded floor, 2 when a folder cannot be read.
    """
    from checkers import accuracy_report
    from checkers.accuracy import floor, folders, tallied

    home = JUDGED if home is None else home
    if not home.is_dir() or not folders(home):
        return _refused(
            CheckerError(
                f"{home}：没有判读样图，请指定含 facts.yaml 或 expect.yaml 与图纸的目录",
                f"{home}: no judged drawings here; name a folder that holds drawings with facts.yaml or expect.yaml",
            ),
            language,
        )
    try:
        tallies = tallied(home, jobs=jobs)
    except CheckerError as error:
        return _refused(error, language)
    if keep:
        accuracy_report.keep(tallies)
    text = (
        json.dumps(accuracy_report.as_json(tallies), ensure_ascii=False, indent=1) + "\n"
        if format == "json"
        else accuracy_report.as_text(tallies, language)
    )
    if not _put(text, None, language):
        return UNREADABLE
    return BROKEN if floor().below(tallies) else MET


def _with_folder(work: Callable[[Path], str], path: Path, language: str) -> int:
    try:
        with tempfile.TemporaryDirectory(prefix="joint-review-", ignore_cleanup_errors=True) as folder:
            text = work(Path(folder))
    except CheckerError as error:
        return _refused(error, language, _short(path.name))
    return MET if _put(text, None, language) else UNREADABLE


def _short(name: str) -> str:
    """A name that fits on a line, its ends kept, without control characters."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME // 2]}…{plain[-LONGEST_NAME // 2 :]}"


def _read(paths: Sequence[Path], jobs: int, language: str) -> tuple[list[DrawingSet], list[str]]:
    """The sets of all files that can be read, in the order given, and the names of those that cannot.

    Pictures among them are what drawings refer to, and no drawings themselves.
    """
    drawings = [path for path in paths if not is_picture(path)] or list(paths)
    sets: list[DrawingSet] = []
    unreadable: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="joint-review-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(max(1, jobs)) as pool,
    ):
        reading: list[tuple[Path, Future[DrawingSet]]] = []
        for index, path in enumerate(drawings):
            own = Path(folder) / str(index)
            own.mkdir()
            reading.append((path, pool.submit(_read_one, path, own, paths)))
        for index, (path, future) in enumerate(reading, start=1):
            _progress(
                Words(
                    f"读取 {index}/{len(drawings)} {path.name}", f"reading {index}/{len(drawings)} {path.name}"
                ).in_language(language)
            )
            try:
                sets.append(future.result())
            except CheckerError as error:
                unreadable.append(_short(path.name))
                _refused(error, language, _short(path.name))
    _progress("")
    return sets, unreadable


def _read_one(path: Path, folder: Path, every: Sequence[Path]) -> DrawingSet:
    from checkers.drawing.isolate import read_isolated

    return read_isolated(_there(path), path.name, folder, plotted=False, companions=_others(path, every)).drawing


def _others(path: Path, every: Sequence[Path]) -> list[Companion]:
    """The other files of the set that are there."""
    from checkers.drawing.companions import Companion

    return [Companion(each.name, each) for each in every if each != path and each.is_file()]


def _files_in(path: Path) -> list[Path]:
    """The drawings and pictures in a folder, by name; a file is its own."""
    if not path.is_dir():
        return [path]
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in DRAWN)
    if not files:
        raise CannotReadFile(
            f"{_short(path.name)}：目录中没有图纸文件（DWG、DXF、PDF），请检查路径",
            f"{_short(path.name)}: there is no drawing (DWG, DXF, PDF) in the folder; check the path",
        )
    return files


def _there(path: Path) -> Path:
    """The path of a file that can be opened; CannotReadFile otherwise."""
    try:
        with path.open("rb"):
            return path
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotReadFile(
            f"{_short(path.name)}：无法打开（{reason}），请检查路径",
            f"{_short(path.name)}: cannot be opened ({reason}); check the path",
        ) from error


def _refused(error: CheckerError, language: str, thing: str = "") -> int:
    """Say it on one line that names the thing, and give the exit status."""
    _progress("")
    line = " ".join(error.words.in_language(language).split())
    named = line if thing in line else f"{thing}：{line}" if language.startswith("zh") else f"{thing}: {line}"
    sys.stderr.write(f"joint-review: {named}\n")
    return UNREADABLE


def _put(text: str, output: Path | None, language: str) -> bool:
    """Write the text; False, with a line on standard error, when it cannot be written."""
    try:
        if output is not None:
            output.write_text(text, encoding="utf-8")
            return True
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _refused(
            CheckerError(
                f"{output}：无法写入（{error.strerror}），请另选位置",
                f"{output}: cannot be written ({error.strerror}); choose another place",
            ),
            language,
        )
        return False
    return True


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


__all__ = ["BROKEN", "MET", "UNREADABLE", "check", "compare", "inspect", "plot", "rules"]
