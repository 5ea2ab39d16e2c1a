"""Names of files that are safe on every system, and still the names people gave.

Chinese stays. Separators, control and direction characters, and names that mean something to a system are
neutralised; overlong names are cut, their ending kept; doubles are numbered without regard to case.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150
"""bytes of UTF-8 a name may take"""

_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))},
)
_ENDING = re.compile(r"(?<=.)\.[0-9A-Za-z]{1,8}\Z")


def safe_name(given: str, taken: set[str]) -> str:
    """The name to use; it is added to ``taken`` (in lower case)."""
    name = "".join(_harmless(character) for character in unicodedata.normalize("NFC", given))
    name = name.strip(" .") or "未命名"
    found = _ENDING.search(name)
    ending = found.group() if found else ""
    stem = name.removesuffix(ending) if ending else name
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    number, made = 1, _cut(stem, ending)
    while made.casefold() in taken:
        number += 1
        made = _cut(stem, f" ({number}){ending}")
    taken.add(made.casefold())
    return made


def is_safe(path: str) -> bool:
    """Whether a member's path can be unpacked without surprise: relative, no step up, nothing neutralised."""
    parts = path.split("/")
    return bool(path) and all(
        part not in {"", ".", ".."} and not part.endswith((" ", ".")) and "".join(map(_harmless, part)) == part
        for part in parts
    )


def _harmless(character: str) -> str:
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return "_" if hidden or character in _FORBIDDEN else character


def _cut(stem: str, ending: str) -> str:
    room = LONGEST - len(ending.encode())
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return (stem.rstrip(" .") or "_") + ending
