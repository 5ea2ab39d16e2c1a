"""Draw stairs by hand for the tests of stair rules.

A stair of two flights side by side runs up the page from (0, 0): the room is ``2 * flight + well`` wide inside walls
of 0.2 m, the treads begin ``floor`` above the lower wall and end ``landing`` below the upper one. Handrails are single
lines, ``inset`` inside the flights' inner edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checkers.drawing.model import Sheet
from tests.checkers.drawn import path, rectangle, sheet


def stair(
    *,
    flight: float = 1.25,
    well: float = 0.1,
    steps: int = 9,
    going: float = 0.26,
    floor: float = 1.5,
    landing: float = 1.4,
    inset: float | None = 0.05,
    at: tuple[float, float] = (0.0, 0.0),
) -> list[Any]:
    """Walls, treads and handrails of a stair; ``steps`` are the spaces between tread lines; None draws no handrail."""
    x, y = at
    wide, run = 2 * flight + well, steps * going
    deep = floor + run + landing
    drawn: list[Any] = [
        ("WALL", rectangle(x - 0.2, y - 0.2, 0.2, deep + 0.4)),
        ("WALL", rectangle(x + wide, y - 0.2, 0.2, deep + 0.4)),
        ("WALL", rectangle(x - 0.2, y + deep, wide + 0.4, 0.2)),
        ("WALL", rectangle(x - 0.2, y - 0.2, wide + 0.4, 0.2)),
    ]
    for left in (x, x + flight + well):
        drawn += [
            ("STAIR", path((left, y + floor + step * going), (left + flight, y + floor + step * going)))
            for step in range(steps + 1)
        ]
    if inset is not None:
        drawn += [
            ("RAILING", path((place, y + floor), (place, y + floor + run)))
            for place in (x + flight - inset, x + flight + well + inset)
        ]
    return drawn


def stair_sheet(
    texts: Iterable[Any] = (("楼梯间", 1.0, 0.7),), others: Iterable[Any] = (), title: str = "标准层平面图", **size: Any
) -> Sheet:
    return sheet([*stair(**size), *others], texts, title=title)
