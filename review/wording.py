"""What people type: cleaned of what nobody can see, and short enough to be read.

Vocabulary
----------
unseen   control characters, NUL, halves of characters, and marks that turn the direction of writing: they make a
         text look other than it is, in the timeline as in the letter
"""

from __future__ import annotations

import unicodedata

from review.errors import Refused

LONGEST_TEXT = 8000
"""characters of an opinion, a reason, a note"""

LONGEST_LINE = 500
"""characters of what fits on one line: a name, a missing material"""

_KEPT = "\n\t"
_DIRECTION = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}


def seen(text: str) -> str:
    """The text as it is read: composed, without unseen characters, without space around it."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter
        for letter in composed
        if letter in _KEPT or (letter not in _DIRECTION and unicodedata.category(letter) not in _UNSEEN)
    ).strip()


def typed(text: str, zh: str, en: str, *, most: int = LONGEST_TEXT, least: int = 0) -> str:
    """What somebody typed, cleaned; refused when shorter than ``least`` or longer than ``most`` characters.

    ``zh`` and ``en`` name what it is.
    """
    if len(text) > most * 4:  # before any work is put into it
        raise _too_long(zh, en, most)
    words = seen(text)
    if len(words) > most:
        raise _too_long(zh, en, most)
    if len(words) < least:
        raise Refused(f"{zh}不能为空，至少 {least} 个字，请填写", f"{en} needs {least} characters or more; fill it in")
    return words


def line(text: str, zh: str, en: str, *, most: int = LONGEST_LINE, least: int = 1) -> str:
    """The same for what stands on one line: every run of white space is one space."""
    return " ".join(typed(text, zh, en, most=most, least=least).split())


def _too_long(zh: str, en: str, most: int) -> Refused:
    return Refused(f"{zh}超过 {most} 个字，请缩短", f"{en} is longer than {most} characters; shorten it")
