"""Where a mark of the last round stands on the sheet of the next one, or that somebody has to look.

Vocabulary
----------
surroundings   what the old sheet shows within some millimetres of the mark
landing        what became of a mark: placed, or look (with the place where it would stand if nothing had changed)

A mark is placed only when all of its surroundings stayed, or all of them moved together, and nothing new stands
there. Everything else is for a person to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.affinity import affine_transform, translate

from checkers.comparing.changes import CHANGED, STILL
from checkers.errors import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.comparing.changes import SheetChanges

AROUND = 8.0
"""millimetres on paper around a mark in which nothing may have changed"""

FARTHER = 60.0
"""the same around a mark that has nothing near it"""

A_BODY = 12
"""pieces and writings that have to move by one shift before a mark goes with them; of two equal columns that moved
nobody can tell which is which"""


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of a mark on the new sheet."""

    standing: str
    """placed or look"""
    shape_mm: BaseGeometry
    """where it stands, or would stand, in millimetres on the new sheet"""
    why: Words


def travel(shape_mm: BaseGeometry, told: SheetChanges) -> Landing:
    """The landing of a mark with this shape in millimetres on the old sheet."""
    here = affine_transform(shape_mm, told.paper)
    if not told.aligned:
        assert told.why is not None
        return Landing("look", here, told.why)
    fates = _surroundings(shape_mm, told)
    if not len(fates):
        return Landing(
            "look", here, Words("原位置附近没有可对照的图形", "nothing stands near the old place to compare with")
        )
    if (fates == STILL).all():
        return _placed(
            here, told, Words("原处及周围未变", "the place and what is around it are unchanged"), moved=False
        )
    kinds = set(fates.tolist())
    if len(kinds) == 1 and CHANGED not in kinds and (told.fate == fates[0]).sum() >= A_BODY:
        right, up = told.shifts[kinds.pop() - 1]
        there = translate(here, right, up)
        words = Words("随所在图形整体移动", "moved together with everything around it")
        return _placed(there, told, words, moved=True)
    likeliest = _likeliest(shape_mm, told)
    if likeliest is not None:
        here = translate(here, *likeliest)
    return Landing("look", here, Words("所在处或周围已改动", "the place or what is around it was changed"))


def _surroundings(shape_mm: BaseGeometry, told: SheetChanges) -> NDArray[np.intp]:
    for distance in (AROUND, FARTHER):
        rows = told.tree.query(shape_mm, predicate="dwithin", distance=distance)
        if len(rows):
            return told.fate[rows]
    return np.empty(0, np.intp)


def _placed(there: BaseGeometry, told: SheetChanges, why: Words, *, moved: bool) -> Landing:
    """Placed, unless something else changed where the mark would stand."""
    for change in told.changes:
        if moved and change.kind == "moved":
            continue
        places = [change.new_mm]
        if change.old_mm is not None:
            places.append(affine_transform(change.old_mm, told.paper))
        if any(place is not None and shapely.dwithin(place, there, AROUND) for place in places):
            return Landing("look", there, Words(f"近旁有改动：{change.words.zh}", f"changed nearby: {change.words.en}"))
    return Landing("placed", there, why)


def _likeliest(shape_mm: BaseGeometry, told: SheetChanges) -> tuple[float, float] | None:
    """The shift of what the mark itself touches, when all of it moved by one."""
    rows = told.tree.query(shape_mm, predicate="intersects")
    kinds = set(told.fate[rows].tolist())
    if len(kinds) != 1:
        return None
    only = kinds.pop()
    return told.shifts[only - 1] if only not in {CHANGED, STILL} else None
