"""Give layers their meaning, from names as designers write them.

Vocabulary
----------
meaning     canonical class of ``layers.toml`` such as ``WALL`` or ``SITE_BOUNDARY``; empty when unknown
xref prefix what binding an external reference puts before a layer's name: ``base$0$WALL``, ``base|WALL``
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXPECT = "EXPECT"
"""meaning of the layer that carries people's expectations; nothing is recognised on it"""

_XREF_PREFIX = re.compile(r"^.*\$\d+\$|^.*\|")
NEVER_PLOTS = frozenset({"DEFPOINTS", EXPECT})


@dataclass(frozen=True, slots=True)
class _Entry:
    meaning: str
    exact: frozenset[str]
    names: tuple[str, ...]
    words: re.Pattern[str] | None
    excepted: re.Pattern[str] | None

    def excludes(self, name: str) -> bool:
        return bool(self.excepted and self.excepted.search(name))


@cache
def _table() -> tuple[_Entry, ...]:
    with (Path(__file__).parent / "layers.toml").open("rb") as stream:
        entries = tomllib.load(stream)["layer"]
    return tuple(
        _Entry(
            meaning=entry["meaning"],
            exact=frozenset(entry.get("exact", ())),
            names=tuple(entry.get("names", ())),
            words=re.compile(entry["words"], re.IGNORECASE) if "words" in entry else None,
            excepted=re.compile(entry["except"], re.IGNORECASE) if "except" in entry else None,
        )
        for entry in entries
    )


def bare(name: str) -> str:
    """The layer's name without an xref's prefix, in upper case."""
    return _XREF_PREFIX.sub("", name).strip().upper()


@cache
def meaning(name: str) -> str:
    """The canonical class of a layer of this name; empty when nothing tells it.

    Tried in order: the exact name, the beginning of the name up to a dash (longest first), a word in it.
    """
    plain = bare(name)
    if not plain:
        return ""
    for entry in _table():
        if plain in entry.exact:
            return entry.meaning
    begun = [
        (len(start), entry.meaning)
        for entry in _table()
        for start in entry.names
        if (plain == start or plain.startswith((f"{start}-", f"{start}_"))) and not entry.excludes(plain)
    ]
    if begun:
        return max(begun)[1]
    for entry in _table():
        if entry.words and entry.words.search(plain) and not entry.excludes(plain):
            return entry.meaning
    return ""


def plots(name: str) -> bool:
    """Whether a layer of this name may appear on paper at all."""
    return bare(name) not in NEVER_PLOTS
