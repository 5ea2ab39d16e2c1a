"""Between what widths the clear width of a door lies when only its opening is known.

Vocabulary
----------
opening      the gap between the jambs, or the width the door's code says: the code names the opening (洞口), not the leaf
clear width  通行净宽: what is left to walk through with the leaf open; less than the opening by the frame and the leaf
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkers.features.openings import Door


def clear_widths(door: Door, frame: float) -> tuple[float, float] | None:
    """The least and the most the clear width may be, metres; None when neither drawing nor code tells the opening.

    The narrower of the drawn and the written opening counts. ``frame`` is what a frame takes off.
    """
    told = [width for width in (door.width.value if door.width else None, door.nominal) if width is not None]
    if not told:
        return None
    return min(told) - frame, min(told)
