"""Decide the encoding of an ASCII DXF by what its bytes can be, not only by what it declares.

Vocabulary
----------
declared  what the version and ``$DWGCODEPAGE`` say: UTF-8 from 2007 on, a code page before
evidence  the bytes above 127: valid UTF-8 is hardly ever anything else; valid GBK of common characters is Chinese
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_LOOKED_AT = 32 * 1024 * 1024
_ENOUGH = 0.98
_COMMON = 0.6
_HIGH = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many lines with bytes above 127 a file has, and how many are valid in each encoding."""

    lines: int
    utf8: int
    gbk: int
    common: float
    """share of the characters read as GBK that belong to its first level (common Chinese) or its punctuation"""

    def decides(self, declared: str) -> str | None:
        """The encoding the bytes prove against the declared one; None when they do not."""
        if not self.lines:
            return None
        is_utf8 = self.utf8 >= _ENOUGH * self.lines
        is_gbk = not is_utf8 and self.gbk >= _ENOUGH * self.lines and self.common >= _COMMON
        said = declared.lower().replace("-", "").replace("_", "")
        if is_utf8 and said not in {"utf8", "utf8sig"}:
            return "utf-8"
        if is_gbk and said not in {"gbk", "gb2312", "gb18030", "cp936"}:
            return "gbk"
        return None


def evidence(path: Path) -> Evidence:
    """Look at the lines of a file that ASCII cannot explain."""
    with path.open("rb") as stream:
        found = _HIGH.findall(stream.read(_LOOKED_AT))[:_MOST_LINES]
    utf8 = gbk = 0
    first_level = pairs = 0
    for line in found:
        utf8 += _reads_as(line, "utf-8")
        if _reads_as(line, "gbk"):
            gbk += 1
            common, all_pairs = _pairs(line)
            first_level += common
            pairs += all_pairs
    return Evidence(len(found), utf8, gbk, first_level / pairs if pairs else 0.0)


def _reads_as(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _pairs(line: bytes) -> tuple[int, int]:
    """How many two-byte characters of GBK a line has, and how many of them are common ones."""
    common = pairs = 0
    index = 0
    while index < len(line) - 1:
        lead = line[index]
        if lead < 0x81:  # noqa: PLR2004 (first lead byte of GBK)
            index += 1
            continue
        pairs += 1
        trail = line[index + 1]
        # level 1 of GB 2312: the 3755 commonest characters; rows A1–A9: punctuation and symbols
        if (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3) and trail >= 0xA1:  # noqa: PLR2004 (GB 2312's own bounds)
            common += 1
        index += 2
    return common, pairs
