"""Many points or straight lines at once, always as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from checkers.errors import CouldNotRead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet


def points(places: NDArray[np.float64]) -> NDArray[np.object_]:
    """(n,) points of places (n, 2)."""
    made: NDArray[np.object_] = np.asarray(shapely.points(places.reshape(-1, 2)), dtype=object)
    return made


FEW = 2_000
"""shapes of which it never matters how many others each meets"""

MOST_MET = 20
"""shapes that each of many meets on average: more are a pattern, and what they enclose together is of no use"""

_AT_A_TIME = 100


def crowded(shapes: NDArray[np.object_], *, few: int = FEW, most_met: int = MOST_MET) -> bool:
    """Whether these are so many shapes over each other that nobody could have meant walls or outlines by them."""
    if len(shapes) <= few:
        return False
    tree = shapely.STRtree(shapes)
    return all(_meets(tree, shapes, most_met, predicate) for predicate in (None, "intersects"))


def _meets(
    tree: shapely.STRtree, shapes: NDArray[np.object_], most: int, predicate: Literal["intersects"] | None
) -> bool:
    """Whether on average more than so many others meet each shape, or the rectangle around it: that is asked quickly."""
    met = 0
    for start in range(0, len(shapes), _AT_A_TIME):
        met += tree.query(shapes[start : start + _AT_A_TIME], predicate=predicate).shape[1]
        if met > most * len(shapes):
            return True
    return False


def given_up(sheet: Sheet, what_zh: str, what_en: str) -> CouldNotRead:
    """What to raise of a sheet where such shapes lie all over each other: no rule that needs them may go on without."""
    subject = sheet.number or sheet.title or sheet.file
    return CouldNotRead(f"{subject}：{what_zh}互相重叠，无法识别 ({what_en} all over each other)")


def too_fine(sheet: Sheet, what_zh: str, what_en: str) -> CouldNotRead:
    """What to raise of a sheet with a shape of more corners than can be measured."""
    subject = sheet.number or sheet.title or sheet.file
    return CouldNotRead(f"{subject}：{what_zh}角点过多，无法量取，请简化 ({what_en} of too many corners)")


def lines(segments: NDArray[np.float64]) -> NDArray[np.object_]:
    """(n,) lines of segments (n, 2, 2)."""
    made: NDArray[np.object_] = np.asarray(shapely.linestrings(segments.reshape(-1, 2, 2)), dtype=object)
    return made
