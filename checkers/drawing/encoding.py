"""Decide the encoding of a DXF by what its bytes can be, not only by what it declares.

Vocabulary
----------
declared  what the version and ``$DWGCODEPAGE`` say: UTF-8 from 2007 on, a code page before
evidence  the lines with bytes above 127: what they are valid in, and whether that makes common characters
familiar  the characters that make up most of what is written on building drawings
mixed     a file in which some lines are of another encoding than the rest; each line is decided by itself
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checkers.drawing import encoding_evidence as evidence

_CHUNK = 64 * 1024
HEAD = 64 * 1024
_MOST_LINES = 3_000
_MOST_COUNTED = 500_000
_ENOUGH = 0.98
_COMMON = 0.6
_BETTER = 0.15
_FAMILIAR = 0.3
_FROM_HIGH = re.compile(rb"[\x80-\xff][^\r\n]*")
_VERSION = re.compile(rb"\$ACADVER\s+1\s+(AC\d{4})")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s+3[ \t]*\r?\n[ \t]*([!-~]+)")
_SINCE_UTF8 = "AC1021"
_EAST = re.compile("[\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")

_NAMED_PAGES = {
    "GB2312": "gbk",
    "GBK": "gbk",
    "GB18030": "gb18030",
    "BIG5": "cp950",
    "KSC5601": "cp949",
    "JOHAB": "johab",
    "SJIS": "cp932",
    "UTF8": "utf-8",
    "ASCII": "cp1252",
}
_PAGE_NUMBERS = {"936": "gbk", "54936": "gb18030", "1361": "johab", "65001": "utf-8", "1200": "utf-8", "437": "cp437"}
_ALTERNATIVES = ("gbk", "gb18030", "cp950", "cp932")
"""encodings that bytes alone can prove; Korean has the bytes of Chinese and must be declared"""


@dataclass(frozen=True, slots=True)
class Decision:
    """The encoding a file is read with, and what there is to say about it."""

    encoding: str
    """Python's name of the codec"""
    declared: str = ""
    mixed: bool = False
    marked: bool = False
    """begins with a byte order mark, which no parser of DXF expects"""
    said: tuple[str, ...] = ()
    """Chinese and English, for the list of repairs"""

    def text(self, line: bytes) -> str:
        """One line decoded; bytes of no encoding stay as surrogates (``surrogateescape``)."""
        if line.isascii():
            return line.decode("ascii")
        return line.decode(self.of(line) if self.mixed else self.encoding, "surrogateescape")

    def of(self, line: bytes) -> str:
        """The encoding of one line of a mixed file: that of the file unless the line's bytes prove another."""
        if self.encoding != "utf-8":
            read = evidence.decoded(line, "utf-8")
            if read is not None and _EAST.search(read) and evidence.common([line], self.encoding) < _ENOUGH:
                return "utf-8"
        if evidence.decoded(line, self.encoding) is not None:
            return self.encoding
        for other in dict.fromkeys((self.declared, "gbk", "gb18030")):
            if (
                other in evidence.EASTERN
                and evidence.decoded(line, other) is not None
                and evidence.common([line], other) >= _COMMON
            ):
                return other
        return self.encoding


def decide(path: Path) -> Decision:
    """Look at all lines of an ASCII DXF that ASCII cannot explain."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return decided(head, high_lines(path))


def decided(head: bytes, lines: Iterable[bytes]) -> Decision:
    """The encoding of a file by its first bytes, which declare one, and its lines with bytes above 127."""
    version, page = _version(head), _page(head)
    stated = codec_of(page)
    declared = "utf-8" if version >= _SINCE_UTF8 else stated or "cp1252"
    distinct = list(dict.fromkeys(itertools.islice(lines, _MOST_COUNTED)))
    marked = head.startswith(codecs.BOM_UTF8)
    if not distinct:
        return Decision(declared, stated, marked=marked)
    looked_at = distinct[:_MOST_LINES]
    proven = marked and evidence.decoded(b"\n".join(distinct), "utf-8") is not None
    chosen = "utf-8" if proven else _proven(looked_at, stated, declared)
    decision = Decision(chosen, stated, mixed=True)
    others: dict[str, int] = {}
    lost = 0
    if evidence.decoded(b"\n".join(distinct), chosen) is None or chosen != "utf-8":
        for line in distinct:
            encoding = decision.of(line)
            if encoding != chosen:
                others[encoding] = others.get(encoding, 0) + 1
            lost += evidence.decoded(line, encoding) is None
    said = [*_disagreement(page, version, declared, chosen, len(distinct)), *_others(others, chosen), *_lost(lost)]
    return Decision(chosen, stated, mixed=bool(others), marked=marked, said=tuple(said))


def high_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that hold bytes above 127."""
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if chunk.isascii() and rest.isascii():
                rest = chunk[chunk.rfind(b"\n") + 1 :]
                continue
            whole = rest + chunk
            end = whole.rfind(b"\n") + 1
            rest = whole[end:]
            yield from _high(whole, end)
    yield from _high(rest, len(rest))


def _high(data: bytes, end: int) -> Iterator[bytes]:
    """The lines of data that hold bytes above 127; a pattern for whole lines would look at each byte many times."""
    for found in _FROM_HIGH.finditer(data, 0, end):
        start = data.rfind(b"\n", 0, found.start()) + 1
        yield data[max(start, data.rfind(b"\r", start, found.start()) + 1) : found.end()]


def rewritten(path: Path, decision: Decision, copy: Path, *, escaped: bool = False) -> Path:
    r"""A copy in UTF-8, every line decoded by itself; with ``escaped``, in ASCII with ``\U+7246`` for the rest.

    Bytes of no encoding are copied as they are.
    """
    with path.open("rb") as stream, copy.open("wb") as out:
        if decision.marked:
            stream.seek(len(codecs.BOM_UTF8))
        for line in stream:
            if line.isascii():
                out.write(line)
                continue
            text = decision.text(line)
            out.write(_escaped(text) if escaped else text.encode("utf-8", "surrogateescape"))
    return copy


def codec_of(page: str) -> str:
    """Python's codec for a name of ``$DWGCODEPAGE``; empty when it is none or unknown."""
    plain = re.sub(r"[^A-Z0-9]", "", page.upper())
    if plain in _NAMED_PAGES:
        return _NAMED_PAGES[plain]
    number = re.search(r"\d+$", plain)
    if number is None:
        return ""
    name = _PAGE_NUMBERS.get(number.group()) or (
        f"iso8859-{number.group()[4:]}" if plain.startswith("ISO8859") else f"cp{number.group()}"
    )
    try:
        return codecs.lookup(name).name if name not in evidence.EASTERN else name
    except LookupError:
        return ""


def _version(head: bytes) -> str:
    found = _VERSION.search(head)
    return found.group(1).decode() if found else ""


def _page(head: bytes) -> str:
    found = _PAGE.search(head)
    return found.group(1).decode() if found else ""


def _proven(lines: list[bytes], stated: str, declared: str) -> str:
    """The encoding of most lines."""
    utf8 = {line: text for line in lines if (text := evidence.decoded(line, "utf-8")) is not None}
    surely = {line for line, text in utf8.items() if _EAST.search(text)}
    first = stated if declared == "utf-8" and stated else declared
    believable = declared in evidence.EASTERN and _sense(lines, declared) >= _COMMON
    if len(surely) * 2 >= len(lines) or (len(utf8) >= _ENOUGH * len(lines) and not believable):
        return "utf-8"
    rest = [line for line in lines if line not in surely]
    best = first if first != "utf-8" else "cp1252"
    if best == "gbk" and evidence.valid(rest, "gbk") < evidence.valid(rest, "gb18030"):
        best = "gb18030"
    proofs = [(evidence.familiar(rest, other), _sense(rest, other), other) for other in _ALTERNATIVES if other != best]
    own, known = _sense(rest, best), evidence.familiar(rest, best)
    for familiar, sense, other in sorted(proofs, key=lambda proof: proof[:2], reverse=True):
        if best == "cp1252" and other == "gbk" and sense >= _COMMON:
            return other
        if sense and familiar >= _FAMILIAR and (sense > own + _BETTER or familiar > known + _FAMILIAR):
            return other
    return best


def _sense(lines: list[bytes], encoding: str) -> float:
    """Share of common characters; nothing where lines are not valid, nor for single bytes, of which any is a letter."""
    if encoding not in evidence.EASTERN or evidence.valid(lines, encoding) < _ENOUGH:
        return 0.0
    return evidence.common(lines, encoding)


def _escaped(text: str) -> bytes:
    parts: list[bytes] = []
    for sign in text:
        if sign.isascii() or "\udc80" <= sign <= "\udcff":
            parts.append(sign.encode("utf-8", "surrogateescape"))
        else:
            units = sign.encode("utf-16-be")
            parts += [b"\\U+%04X" % int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return b"".join(parts)


def _disagreement(page: str, version: str, declared: str, chosen: str, lines: int) -> list[str]:
    if chosen == declared or {chosen, declared} <= {"gbk", "gb18030"}:
        return []
    header_zh = page or "未声明代码页"
    header_en = page or "no code page"
    said = (
        f"文字编码：文件头为 {version or '无版本'}/{header_zh}，但 {lines} 行非 ASCII 文字的字节表明是 {chosen}，已按 {chosen} 读取。"
        f" Encoding: the header says {version or 'no version'}/{header_en}, but the bytes of {lines} lines prove {chosen};"
        f" read as {chosen}."
    )
    return [said]


def _others(others: dict[str, int], chosen: str) -> list[str]:
    if not others:
        return []
    listed = ", ".join(f"{encoding}: {count}" for encoding, count in sorted(others.items()))
    said = (
        f"文件内混有多种文字编码（其余为 {chosen}），已逐行按字节判定（{listed} 行）。"
        f" The file mixes encodings (the rest is {chosen}); each line was decided by its bytes ({listed} lines)."
    )
    return [said]


def _lost(lost: int) -> list[str]:
    if not lost:
        return []
    said = (
        f"{lost} 行文字含有任何编码都无法解读的字节，以〓表示。"
        f" {lost} lines hold bytes of no encoding; they are shown as 〓."
    )
    return [said]
