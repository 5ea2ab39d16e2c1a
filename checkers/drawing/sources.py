"""Bring a DXF file into the form that both ways of reading expect: ASCII, in step, with an end mark.

Vocabulary
----------
source    the file as it is read: its own bytes where they are in order, otherwise a mended copy
cut short a file that ends before its own end mark; its last entity, which may be half there, is left out
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from checkers.drawing import binary_dxf, excess, lines, tags
from checkers.drawing.lines import LONGEST_LINE
from checkers.drawing.signature import BINARY_DXF
from checkers.drawing.tags import NotPlain, Tags

_END = 2048
_LAST_ENTITIES = 1024 * 1024
_ENTITY = re.compile(rb"\r?\n[ \t]*0[ \t]*\r?\n[ \t]*([A-Z_][A-Z0-9_]*)[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A file ready to be read."""

    path: Path
    folder: Path
    """for copies"""
    scanned: Tags | None = None
    """its tags; None when it is not written plainly enough for columns"""
    repairs: tuple[str, ...] = ()
    cut_short: bool = False
    unread: tuple[tuple[str, int], ...] = ()
    """kind and line of each entity in which a line made no sense"""
    mended: bool = False


def opened(path: Path, folder: Path) -> Source:
    """The source of a DXF file; ``folder`` takes copies.

    Raises CannotReadFile when it is hopelessly out of step or has endless lines, LimitExceeded when it has too many
    rows.
    """
    with path.open("rb") as stream:
        binary = stream.read(len(BINARY_DXF)).startswith(BINARY_DXF[:18])
    if binary:
        path = binary_dxf.spelled(path, folder / "spelled.dxf")
    scanned = scan(path)
    if scanned is not None:
        return Source(path, folder, scanned)
    if not lines.has_endless(path):
        closed = _closed(Source(path, folder))
        if closed.cut_short and closed.scanned is not None:
            return closed
    return mended(Source(path, folder))


def mended(source: Source) -> Source:
    """The source with its lines and sections in order, as far as that can be done without guessing."""
    done = lines.mended(source.path, source.folder / "mended.dxf")
    now = replace(
        source,
        path=done.path,
        scanned=scan(done.path),
        repairs=(*source.repairs, *done.said),
        unread=tuple(done.unread),
        mended=True,
    )
    if now.scanned is None:
        excess.refuse(now.path)
        now = _closed(now)
    return now


def scan(path: Path) -> Tags | None:
    """The tags of a file; None when it is not written plainly enough to be read in columns."""
    try:
        scanned = tags.scan_file(path)
    except NotPlain:
        return None
    return scanned if scanned.longest() <= LONGEST_LINE else None


def _closed(source: Source) -> Source:
    """A source that ends with its last whole entity and has an end mark again, if its own was missing."""
    if _has_end(source.path):
        return source
    copy = source.folder / "closed.dxf"
    shutil.copyfile(source.path, copy)
    kind = ""
    with copy.open("r+b") as stream:
        stream.seek(0, 2)
        length = stream.tell()
        start = max(0, length - _LAST_ENTITIES)
        stream.seek(start)
        last = None
        for last in _ENTITY.finditer(stream.read()):  # noqa: B007 (the last one counts)
            pass
        if last is not None:
            kind = last[1].decode("ascii")
        stream.seek(length if last is None else start + last.start())
        stream.truncate()
        stream.write(b"\n  0\nENDSEC\n  0\nEOF\n")
    what = f"；最后一个图元 {kind} 可能不全，未读取" if kind else ""
    said = f"文件没有结束标记（EOF）{what}。 The file ends before its end mark (EOF)"
    said += f"; its last entity, a {kind}, may be half there and is left out." if kind else "."
    return replace(source, path=copy, scanned=scan(copy), cut_short=True, repairs=(*source.repairs, said))


def _has_end(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - _END))
        return b"EOF" in stream.read()
