"""Put the lines of a DXF in order again: its alphabet, its line ends, its pairs of group code and value.

Vocabulary
----------
pair      a line with a group code and the line after it with the value
slip      a line that stands where none belongs: after it codes and values would change places to the end of the file
unread    an entity in which a line was passed over that said something; it may be drawn wrongly and is listed
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from checkers.drawing import alphabets
from checkers.errors import CannotReadFile

LONGEST_LINE = 4 * 1024 * 1024
"""bytes of one line of an ASCII DXF"""
_LOOKED_AT = 64 * 1024
_CHUNK = 1024 * 1024
_MOST_EMPTY = 1_000_000
"""empty lines passed over; a file with more of them than of others is no DXF any more"""
_MOST_SLIPS = 1000
"""lines that say something where none belongs; a file with more, and with one in twenty, is no DXF any more"""
_SHARE = 20
MOST_TOLD = 20
"""entities named with their line; the rest is counted"""
_CODE = re.compile(rb"-?\d{1,4}")
_NAME = re.compile(rb"[A-Z_][A-Z0-9_]{1,40}")
_BLANK = b" \t\x00\x0b\x0c\x1a"
_KEPT = (1, 3, 1000)
"""group codes of texts, whose blanks are part of them"""
_NAMES = (0, 100)
"""group codes whose values are never empty"""
_VARIABLE = 9
_NUMBERS = frozenset(
    code
    for first, last in ((10, 100), (140, 300), (370, 390), (400, 410), (420, 430), (440, 470))
    for code in range(first, last)
)
"""group codes whose values are numbers"""
_UTF8 = codecs.BOM_UTF8


@dataclass(slots=True)
class Mended:
    """A file in order, and what was done to it."""

    path: Path
    said: list[str] = field(default_factory=list)
    """Chinese and English, for the list of repairs"""
    unread: list[tuple[str, int]] = field(default_factory=list)
    """kind and line of each entity in which a line was passed over that said something"""


def mended(path: Path, copy: Path) -> Mended:
    """A copy of an ASCII DXF with its lines in order.

    Raises CannotReadFile when too many lines are neither codes nor values.
    """
    with path.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
    codec = alphabets.wide(head)
    done = Mended(copy)
    if codec:
        done.said.append(
            f"文字编码为 {codec.upper()}，已转为 UTF-8。 The text was {codec.upper()} and was turned into UTF-8."
        )
    ends = _ends(alphabets.narrow(head))
    spelled = {"\r": "CR", "\n\n": "LF LF"}.get(ends) or ("CR CR LF" if b"\r\r\n" in head else "")
    if spelled:
        done.said.append(f"行结束符不规范（{spelled}），已更正。 Lines ended in {spelled}; put right.")
    with path.open("rb") as stream, copy.open("wb") as out:
        if head.startswith(_UTF8):
            stream.seek(len(_UTF8))
        if codec or head.startswith(_UTF8):
            out.write(_UTF8)
        pairs = _Pairs(_lines(stream, codec, ends), done)
        for code, value in pairs:
            out.write(b"%3d\n%s\n" % (code, value))
        pairs.tell()
    return done


def _ends(head: bytes) -> str:
    r"""What ends the lines of a text: ``\n`` (also ``\r\n`` and ``\r\r\n``), ``\r`` alone, or ``\n\n``."""
    lone = len(re.findall(rb"\r(?![\r\n])", head))
    if lone > head.count(b"\n"):
        return "\r"
    plain = re.sub(rb"\r+\n", b"\n", head).split(b"\n")[:200]
    if len(plain) > 8 and not any(line.strip() for line in plain[1::2]) and any(plain[0::2]):  # noqa: PLR2004 - enough to tell
        return "\n\n"
    return "\n"


def _lines(stream: BinaryIO, codec: str, ends: str) -> Iterator[bytes]:
    """The lines of a file, without their ends, in one byte for each ASCII character."""
    lines = _split(stream, codec, b"\r" if ends == "\r" else b"\n")
    if ends != "\n\n":
        yield from lines
        return
    for line in lines:
        yield line
        next(lines, None)


def _split(stream: BinaryIO, codec: str, end: bytes) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace") if codec else None
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = chunk if decoder is None else decoder.decode(chunk).encode("utf-8", "replace")
        *whole, rest = (rest + piece).split(end)
        if len(rest) > LONGEST_LINE:
            raise _endless()
        yield from whole
    if rest:
        yield rest


def has_endless(path: Path) -> bool:
    """Whether a line is longer than any drawing has; such a file is damaged, an attack, or in another alphabet."""
    length = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
            length = length + len(chunk) if first < 0 else max(length + first, 0)
            if length > LONGEST_LINE:
                return True
            if first >= 0:
                length = len(chunk) - last - 1
    return False


def _endless() -> CannotReadFile:
    return CannotReadFile(
        "DXF 中有一行超过 4 MB，文件已损坏。请从原软件重新导出。",
        "A line of the DXF is longer than 4 MB: the file is damaged. Export it again.",
    )


class _Pairs:
    """Codes and values out of lines, in step with each other whatever stands between them."""

    def __init__(self, lines: Iterator[bytes], told: Mended) -> None:
        self._lines = lines
        self._told = told
        self._at = 0
        self._kind = "?"
        self._slips: Counter[str] = Counter()
        self._first = 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """The pairs up to the end mark, sections and blocks closed."""
        variable: tuple[int, bytes] | None = None
        in_section = in_block = False
        for code, value in self._in_step():
            if variable is not None:
                # a variable without a value would break the whole header
                if code in {0, _VARIABLE}:
                    self._slips["variable"] += 1
                else:
                    yield variable
                variable = None
            if code == _VARIABLE and self._kind == "SECTION":
                variable = code, value
                continue
            if code == 0:
                if in_block and value in {b"BLOCK", b"ENDSEC", b"SECTION", b"EOF"}:
                    self._slips["ENDBLK"] += 1
                    yield 0, b"ENDBLK"
                    in_block = False
                if in_section and value in {b"SECTION", b"EOF"}:
                    self._slips["ENDSEC"] += 1
                    yield 0, b"ENDSEC"
                    in_section = False
                in_block = value == b"BLOCK" or (in_block and value != b"ENDBLK")
                in_section = value == b"SECTION" or (in_section and value != b"ENDSEC")
            yield code, value

    def _in_step(self) -> Iterator[tuple[int, bytes]]:
        before: tuple[int, bytes] | None = None
        while (line := self._next()) is not None:
            code = line.strip(_BLANK + b"\r")
            if _CODE.fullmatch(code):
                if line.strip(b" \r") != code or line.endswith((b" ", b" \r")):
                    self._slip("blank")
                if before is not None:
                    yield before
                before = self._pair(int(code))
                if before is None or before == (0, b"EOF"):
                    break
            elif not code:
                self._slip("empty")
            elif before is not None and before[1].strip() == b"0" and _NAME.fullmatch(code):
                # the line before was a group code after all: a value is missing in front of it
                self._lost()
                before = (0, code)
                self._kind = code.decode("ascii")
            else:
                self._lost()
        if before is not None:
            yield before

    def tell(self) -> None:
        """Say what was passed over."""
        if self._slips["blank"]:
            self._told.said.append(f"行末有多余空格，已去除 ×{self._slips['blank']} blanks at line ends, removed")
        if self._slips["empty"]:
            self._told.said.append(
                f"多余的空行，已去除（首处第 {self._first} 行）×{self._slips['empty']} empty lines, removed"
                f" (the first is line {self._first})"
            )
        for mark in ("ENDBLK", "ENDSEC"):
            if self._slips[mark]:
                self._told.said.append(f"缺少 {mark}，已补上 ×{self._slips[mark]} {mark} missing, put back")
        if self._slips["variable"]:
            self._told.said.append(
                f"文件头变量没有值，已略去 ×{self._slips['variable']} header variables without a value, left out"
            )
        for kind, line in self._told.unread[:MOST_TOLD]:
            self._told.said.append(
                f"第 {line} 行无法识别，已跳过（{kind}）。 Line {line} makes no sense and was passed over ({kind})."
            )
        if len(self._told.unread) > MOST_TOLD:
            more = len(self._told.unread) - MOST_TOLD
            self._told.said.append(
                f"另有 {more} 行无法识别，已跳过。 {more} more lines make no sense and were passed over."
            )

    def _next(self) -> bytes | None:
        line = next(self._lines, None)
        self._at += line is not None
        return line

    def _pair(self, code: int) -> tuple[int, bytes] | None:
        """The code with the line after it; None when the file ends there."""
        value = self._next()
        while value is not None and (code in _NAMES or code in _NUMBERS) and not value.strip(_BLANK + b"\r"):
            self._slip("empty")
            value = self._next()
        if value is None:
            return None
        value = value.rstrip(b"\r")
        if code in (*_NAMES, _VARIABLE):
            value = value.strip(_BLANK)
        elif code not in _KEPT:
            value = value.rstrip(b" \t")
        if code == 0:
            self._kind = value[:40].decode("ascii", "replace")
        return code, value.replace(b"\r", b" ")

    def _slip(self, what: str) -> None:
        self._slips[what] += 1
        if what != "empty":
            return
        self._first = self._first or self._at
        if self._slips["empty"] > _MOST_EMPTY and self._slips["empty"] * 2 > self._at:
            raise CannotReadFile(
                f"DXF 从第 {self._first} 行起大多是空行，文件已损坏。请从原软件重新导出。",
                f"From line {self._first} on the DXF is mostly empty lines: it is damaged. Export it again.",
            )

    def _lost(self) -> None:
        self._told.unread.append((self._kind, self._at))
        count = len(self._told.unread)
        if count > _MOST_SLIPS and count * _SHARE > self._at:
            line = self._told.unread[0][1]
            raise CannotReadFile(
                f"DXF 从第 {line} 行起组码与数值错位，无法恢复。请在原软件中重新导出。",
                f"From line {line} on the DXF's group codes and values are out of step. Export it again.",
            )
