"""What the code of a door or window says: ``M0921``, ``FM乙1221``, ``HFM1520(6)``, ``C1515``, ``TLM1524``.

Vocabulary
----------
code      letters for the kind, digits for the size: the first half is the width, the last half the height, in decimetres
grade     甲, 乙 or 丙 of a fire door or window; also written J, Y, B after FM

The prefixes are those of common Chinese practice; GB/T 50104 leaves codes to the designer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


class OpeningKind(StrEnum):
    """What closes an opening."""

    DOOR = "door"
    FIRE = "fire door"
    SHUTTER = "shutter"
    PROTECTIVE = "protective door"
    """防护密闭门"""
    AIRTIGHT = "airtight door"
    """密闭门"""
    SLIDING = "sliding door"
    OPENING = "opening"
    """洞口: nothing closes it"""
    WINDOW = "window"
    FIRE_WINDOW = "fire window"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says; sizes in metres, None where it says none."""

    code: str
    kind: OpeningKind
    grade: str = ""
    width: float | None = None
    height: float | None = None
    partly: bool = False
    """门连窗: the width is of door and window together"""

    @property
    def is_window(self) -> bool:
        """Whether nobody walks through it."""
        return self.kind in {OpeningKind.WINDOW, OpeningKind.FIRE_WINDOW}


SHORTEST, LONGEST = 3, 24
"""characters of a code; a longer writing is a sentence"""

SMALLEST, LARGEST = 0.3, 20.0
"""metres: a width beyond these is none, and the writing no code"""

SMALLEST_HEIGHT = 0.2
"""metres"""

_IN_CENTIMETRES = 6
"""digits of a size that is written in centimetres"""

_GRADES = {"J": "甲", "Y": "乙", "B": "丙"}
_SIZE = r"(?P<size>\d{4,6})(?!\d)"
_TAIL = r"(?:[-_（(\[A-Za-z'’\u4e00-\u9fff].{0,12}|\*|#)?$"
_GRADE = r"甲|乙|丙|J|Y|B"
_PREFIXES: tuple[tuple[str, OpeningKind], ...] = (
    (r"[GBH]{0,2}HFM|RFM|BFM", OpeningKind.PROTECTIVE),
    (r"[GH]?HM|MM", OpeningKind.AIRTIGHT),
    (r"[TDSG]?FH?J(?:L|LM|M)?|JLM|JM|SJL?|[A-Z]{1,2}LLM", OpeningKind.SHUTTER),
    (rf"(?P<before>甲|乙|丙)?级?[GLMW]?FH?M-?(?P<grade>{_GRADE})?级?", OpeningKind.FIRE),
    (rf"(?P<wbefore>甲|乙|丙)?级?FH?C-?(?P<wgrade>{_GRADE})?级?", OpeningKind.FIRE_WINDOW),
    (r"[A-Z]{0,2}TLM|TM|YM|[A-Z]{0,2}ZDM", OpeningKind.SLIDING),
    (r"(?P<partly>MLC|LMC|MC|CM)", OpeningKind.DOOR),
    (r"DK|MD|D", OpeningKind.OPENING),
    (r"[A-Z]{0,3}C|BYC?|MQ|CT", OpeningKind.WINDOW),
    (r"[A-Z]{0,3}M", OpeningKind.DOOR),
)
_CODES = tuple((re.compile(rf"^(?:{prefix})-?{_SIZE}{_TAIL}"), kind) for prefix, kind in _PREFIXES)
_BEHIND = re.compile(r"[甲乙丙]")
_NO_SIZE = re.compile(
    r"^(?:FH?M(?P<grade>甲|乙|丙)?|(?P<before>甲|乙|丙)级?FH?M)-?\d{1,3}[A-Za-z]?$|^FH?M(?P<only>甲|乙|丙)级?$"
)
_NUMBERED = re.compile(r"^(?P<letters>[A-Z]{0,4}[MC](?:甲|乙|丙)?|DK)-?\d{1,3}[A-Z'’]?$")
_IN_NAME = re.compile(r"(?<![A-Za-z\d$])[A-Z甲乙丙级]{1,6}-?\d{4,6}(?!\d)(?:\(\d+\))?")


@lru_cache(maxsize=8192)
def code_of(words: str) -> Code | None:
    """What a writing says of a door or window; None when it is no code with a size.

    >>> code_of("FM乙1221").width
    1.2
    """
    plain = "".join(words.split())
    if not SHORTEST <= len(plain) <= LONGEST:
        return None
    upper = plain.upper()
    numbered = _NO_SIZE.match(upper)
    if numbered is not None:
        grade = next((named for named in numbered.groups() if named), "")
        return Code(plain, OpeningKind.FIRE, grade)
    for pattern, kind in _CODES:
        hit = pattern.match(upper)
        if hit is None:
            continue
        named = hit.groupdict()
        size = _sizes(named["size"])
        if size is None:
            return None
        grade = next((named[key] for key in ("before", "grade", "wbefore", "wgrade") if named.get(key)), "")
        behind = _BEHIND.search(upper, hit.end("size"))
        if not grade and behind is not None and kind in {OpeningKind.FIRE, OpeningKind.FIRE_WINDOW}:
            grade = behind.group()
        return Code(plain, kind, _GRADES.get(grade, grade), *size, partly=bool(named.get("partly")))
    return None


@lru_cache(maxsize=8192)
def numbered(words: str) -> Code | None:
    """What a writing on a layer of doors and windows says: a code with a size, or letters with a number (``M-1``).

    Elsewhere ``C30`` is concrete and ``M10`` a bolt.
    """
    code = code_of(words)
    if code is not None:
        return code
    plain = "".join(words.split())
    hit = _NUMBERED.match(plain.upper())
    if hit is None:
        return None
    like = code_of(f"{hit.group('letters')}1021")
    return None if like is None else replace(like, code=plain, width=None, height=None)


@lru_cache(maxsize=4096)
def code_in(name: str) -> Code | None:
    """The code inside the name of a block, as programs write it: ``双面嵌板木门 1 - M1521-2337372-1F``."""
    for hit in _IN_NAME.finditer(name.upper()):
        code = code_of(hit.group())
        if code is not None:
            return code
    return None


def _sizes(digits: str) -> tuple[float, float] | None:
    """Width and height in metres of four digits (dm), five (three of them the width) or six (cm); None for others."""
    half = (len(digits) + 1) // 2
    unit = 0.01 if len(digits) == _IN_CENTIMETRES else 0.1
    width, height = int(digits[:half]) * unit, int(digits[half:]) * unit
    if not SMALLEST <= width <= LARGEST or not SMALLEST_HEIGHT <= height <= LARGEST:
        return None
    return round(width, 2), round(height, 2)
