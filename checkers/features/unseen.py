"""What rules cannot see of a sheet: things that could not be read, and layers whose meaning is not known.

Vocabulary
----------
hidden          things of the building that may stand on a sheet and could not be read: objects of other programs,
                references that are not in the file, damaged or undecoded parts, blocks too large to unfold
not understood  layers that carry lines and whose names tell no meaning; rules look at none of them

Fonts hide nothing, for the words are known all the same; a picture hides things where it is most of the sheet, as a
scanned one. What lies outside every frame belongs to no sheet; what is shown again at another scale is seen already.
Without a frame nobody said what the sheet is, so what lies far away may still be part of the building, unless it is on
layers that no rule looks at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from checkers.drawing.layers import plots
from checkers.drawing.model import Kind, Omission
from checkers.drawing.omissions import FAR_AWAY, FAR_IDLE, GRADIENT, OUTSIDE, SHOWN_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkers.drawing.model import NotDisplayed, Sheet

HIDING = {Omission.PROXY, Omission.XREF, Omission.DAMAGED, Omission.ENCODING, Omission.OTHER}
"""omissions behind which walls, outlines or names may hide; fonts and pictures hide none"""

AIDS = {"XLINE", "RAY", "TOLERANCE", GRADIENT}
"""aids of drawing that bound nothing and name nothing, and colours"""

SCANNED = 0.5
"""share of a sheet that a picture covers where the sheet is a scan"""

_DIGITS = 3
"""of metres, to tell places apart"""
MOST_NAMED = 3
"""kinds of hidden things that a reason names"""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A layer whose name tells no meaning, with the number of visible entities on it."""

    layer: str
    entities: int


def hides(omission: NotDisplayed) -> bool:
    """Whether things of the building may hide behind the omission."""
    harmless = (omission.remedy_zh, omission.remedy_en) in {OUTSIDE, SHOWN_AGAIN, FAR_IDLE}
    return omission.kind in HIDING and not harmless and omission.what not in AIDS


def hides_shapes(sheet: Sheet) -> bool:
    """Whether shapes such as walls and columns may be missing from the sheet.

    Undecoded words are no shapes, and what was left far away from the sheet is not on it.
    """
    return any(
        hides(omission)
        and omission.kind is not Omission.ENCODING
        and (omission.remedy_zh, omission.remedy_en) != FAR_AWAY
        for omission in sheet.not_displayed
    )


def hidden(sheets: Iterable[Sheet], unread: Iterable[str] = ()) -> str:
    """What is hidden in a set, in few words such as ``TCH_WALL ×6``; empty when nothing is.

    ``unread`` are names of files of the set that could not be read at all; they come first. What has a known place is
    counted once however many sheets show that place. What has none is said of each sheet it may stand on, so the
    largest number of a file's sheets counts once.
    """
    files = list(dict.fromkeys(unread))
    loose: dict[tuple[str, str], int] = {}
    placed: dict[tuple[str, str], set[tuple[float, float]]] = {}
    for sheet in sheets:
        for what, count, places in _hidden(sheet):
            key = sheet.file, what
            placed.setdefault(key, set()).update((round(x, _DIGITS), round(y, _DIGITS)) for x, y in places)
            loose[key] = max(count - len(places), loose.get(key, 0))
    counts: Counter[str] = Counter()
    for key, count in loose.items():
        counts[key[1]] += count + len(placed[key])
    named = [*files, *(f"{what} ×{count}" for what, count in counts.most_common())]
    return "、".join([*named[:MOST_NAMED], *(["…"] if len(named) > MOST_NAMED else [])])


def _hidden(sheet: Sheet) -> Iterator[tuple[str, int, tuple[tuple[float, float], ...]]]:
    for omission in sheet.not_displayed:
        if hides(omission):
            yield omission.what, omission.count, omission.places
    pictures = sheet.entities.geometry[sheet.entities.kind == str(Kind.IMAGE)]
    left, low, right, high = sheet.bounds_m
    if len(pictures) and float(np.max(shapely.area(pictures))) > SCANNED * (right - left) * (high - low):
        yield f"IMAGE {sheet.number or sheet.title or sheet.file}".strip(), 1, ()


def not_understood(sheet: Sheet) -> tuple[NotUnderstood, ...]:
    """The layers of a sheet that carry visible entities and whose meaning is unknown, fullest first."""
    shown = sheet.entities.layer[sheet.entities.visible]
    counts: Counter[str] = Counter()
    for index, count in zip(*np.unique(shown, return_counts=True), strict=True):
        layer = sheet.layers[int(index)]
        if not layer.meaning and plots(layer.name):
            counts[layer.name] += int(count)
    return tuple(NotUnderstood(name, count) for name, count in counts.most_common())
