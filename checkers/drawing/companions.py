"""The other files of a set, and which of them a drawing means when it names one.

Vocabulary
----------
companion    a file submitted together with the drawing, under the name it was uploaded with
written      what stands in the drawing: often a path of the designer's own machine; only its last part says anything
looked up    by that last part alone, large and small letters alike; what is not among the companions is never
             sought on the disk, because a stranger's drawing must not choose which files this machine opens
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DEEPEST = 8
"""references within references"""
_FOLDERS = re.compile(r"[\\/]")
_EXCHANGED = {".dwg": ".dxf", ".dxf": ".dwg"}


@dataclass(frozen=True, slots=True)
class Companion:
    """Another file of the set."""

    name: str
    """as uploaded"""
    path: Path
    """where this process may read it"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a written path came to: one companion, or none and why, in Chinese and English."""

    companion: Companion | None
    why: str = ""


NOT_THERE = "未随图提交 not submitted with the drawing"
SEVERAL = "有多个同名文件，未作猜测 several files of this name"


def last_part(written: str) -> str:
    r"""The file's name in a path as Windows or POSIX writes it, ready to be compared.

    >>> last_part("..\\轴网\\Grid.DWG")
    'grid.dwg'
    """
    return unicodedata.normalize("NFC", _FOLDERS.split(written.strip())[-1]).strip().casefold()


def answers(written: str, name: str) -> bool:
    """Whether a file of this name may be what a written path means, as a drawing or as a picture."""
    return last_part(name) in _names(written)


def of_drawing(written: str, companions: Sequence[Companion]) -> Found:
    """The companion a reference to a drawing means; a DXF stands for a missing DWG of its name, and the reverse."""
    for wanted in _names(written):
        found = _called(wanted, companions)
        if found.companion is not None or found.why == SEVERAL:
            return found
    return Found(None, NOT_THERE)


def of_picture(written: str, companions: Sequence[Companion]) -> Found:
    """The companion a reference to a picture means, by its whole name."""
    return _called(last_part(written), companions)


def _names(written: str) -> list[str]:
    """The names looked for, the exact one first; none when no name is written."""
    name = last_part(written)
    stem, dot, ending = name.rpartition(".")
    if not name:
        return []
    if dot + ending in _EXCHANGED:
        return [name, stem + _EXCHANGED[dot + ending]]
    return [name, f"{name}.dwg", f"{name}.dxf"]


def _called(name: str, companions: Sequence[Companion]) -> Found:
    if not name:
        return Found(None, NOT_THERE)
    matching = [each for each in companions if last_part(each.name) == name]
    if len(matching) == 1:
        return Found(matching[0])
    return Found(None, SEVERAL if matching else NOT_THERE)
