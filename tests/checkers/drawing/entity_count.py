"""Count the entities of a DXF tag by tag, sharing nothing with the reader that is tested against it."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SENTINEL = b"AutoCAD Binary DXF\r\n\x1a\x00"
NO_ENTITIES = frozenset({"SECTION", "ENDSEC", "EOF", "BLOCK", "ENDBLK"})
BELONG_TO_ANOTHER = frozenset({"VERTEX", "SEQEND", "ATTRIB"})
"""vertices of polylines, attributes of references, and the marks that end both"""


def entities_in(path: Path) -> Counter[str]:
    """How many entities of each kind stand in the sections ENTITIES and BLOCKS."""
    found: Counter[str] = Counter()
    section = ""
    named = False
    for code, value in _tags(path.read_bytes()):
        if code == 0:
            named = value == "SECTION"
            if value == "ENDSEC":
                section = ""
            elif section in {"ENTITIES", "BLOCKS"} and value not in NO_ENTITIES | BELONG_TO_ANOTHER:
                found[value] += 1
        elif code == 2 and named:
            section, named = value, False
    return found


def _tags(content: bytes) -> Iterator[tuple[int, str]]:
    return _binary(content) if content.startswith(SENTINEL) else _ascii(content)


def _ascii(content: bytes) -> Iterator[tuple[int, str]]:
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    for code, value in zip(lines[::2], lines[1::2], strict=False):
        if code.strip() in {b"0", b"2"}:
            yield int(code), value.strip().decode("latin-1")


def _binary(content: bytes) -> Iterator[tuple[int, str]]:
    at = len(SENTINEL)
    wide = content[at : at + 2] == b"\x00\x00"  # codes of two bytes since R13
    while at < len(content):
        code = struct.unpack_from("<H", content, at)[0] if wide else content[at]
        at += 2 if wide else 1
        if not wide and code == 255:
            code = struct.unpack_from("<H", content, at)[0]
            at += 2
        size = _size(code)
        if size is not None:
            at += size
        elif code == 1004 or 310 <= code <= 319:
            at += 1 + content[at]
        else:
            end = content.index(b"\x00", at)
            yield code, content[at:end].decode("latin-1")
            at = end + 1


def _size(code: int) -> int | None:
    """Bytes of a value of fixed size; None for words and chunks."""
    for low, high, size in (
        (10, 59, 8), (110, 149, 8), (210, 239, 8), (460, 469, 8), (1010, 1059, 8),
        (60, 79, 2), (170, 179, 2), (270, 289, 2), (370, 389, 2), (400, 409, 2), (1060, 1070, 2),
        (90, 99, 4), (420, 429, 4), (440, 459, 4), (1071, 1071, 4), (160, 169, 8), (290, 299, 1),
    ):  # fmt: skip
        if low <= code <= high:
            return size
    return None
