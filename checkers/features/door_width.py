"""How wide a door is when it stands open: what is left between frame and leaf.

Vocabulary
----------
opening     what the wall leaves free, and the width that the door's code says: the narrower counts where both tell
clear       the opening without the frame and the thickness of the open leaf: about 0.10 m less for one leaf, 0.15 m for
            two (rule of thumb of reviewers); an opening that nothing closes loses nothing
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.door_codes import OpeningKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.openings import Door

FRAME_ONE, FRAME_TWO = 0.10, 0.15
"""metres that frame and leaf take of the opening of a door with one leaf, with two"""

TWO_LEAVES = 1.2
"""metres: doors at least this wide whose leaves are not drawn have two"""

AGREE = 0.05
"""metres by which the drawn opening and the width of the code may differ"""


@dataclass(frozen=True, slots=True)
class ClearWidth:
    """The clear width of a door."""

    least: float
    """metres: the opening less frame and leaf"""
    opening: float
    along: BaseGeometry
    doubt: Words | None
    """why even the opening is not known for sure"""

    @property
    def spare(self) -> float:
        """What frame and leaf may leave more than ``least``."""
        return self.opening - self.least


def clear_width(door: Door) -> ClearWidth | None:
    """The clear width of a door; None when neither jambs nor code tell."""
    opening = told_opening(door)
    if opening is None:
        return None
    drawn = None if door.width is None else door.width.value
    doubt = None
    if drawn is None:
        doubt = Words("未量到洞口，按编号取宽", "no jambs were recognised, the width is that of the code")
    elif door.nominal is not None and abs(drawn - door.nominal) > AGREE:
        doubt = Words(
            f"编号宽度 {door.nominal:g} m 与图中洞口 {drawn:.2f} m 不一致",
            f"the code says {door.nominal:g} m and the opening is {drawn:.2f} m wide",
        )
    frame = FRAME_TWO if door.leaves > 1 or (not door.leaves and opening >= TWO_LEAVES) else FRAME_ONE
    if door.kind is OpeningKind.OPENING:
        frame = 0.0
    along = door.line if door.width is None else door.width.along
    return ClearWidth(max(opening - frame, 0.0), opening, along, doubt)


def clear_widths(door: Door, frame: float) -> tuple[float, float] | None:
    """The least and the most the clear width may be, metres; None when neither drawing nor code tells the opening.

    ``frame`` is what a frame takes off.
    """
    opening = told_opening(door)
    return None if opening is None else (opening - frame, opening)


def told_opening(door: Door) -> float | None:
    """The narrower of the drawn opening and the one the code says, metres; None when neither tells."""
    told = [width for width in (door.width.value if door.width else None, door.nominal) if width is not None]
    return min(told, default=None)


def untold(door: Door) -> Words:
    """That neither its opening nor its code tells the width of the door, and what to do."""
    return Words(
        f"{door.subject}：门洞宽度未识别且编号未注尺寸，请注明门宽",
        f"{door.subject}: neither its opening nor its code tells its width; write the width of the door",
    )
