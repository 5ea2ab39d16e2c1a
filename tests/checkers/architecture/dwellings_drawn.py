"""Draw rooms of a dwelling by hand for the tests of rules about them.

Rooms stand in a row from left to right inside walls of 0.2 m, all ``deep`` deep; the walls between them may have doors.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shapely import LineString

from checkers.drawing.model import Sheet
from tests.checkers.drawn import Stroke, rectangle, sheet

THICK = 0.2
PLAN = "1#楼标准层平面图"
HOUSING = {"buildings": [{"name": "1#", "use": "residential", "height": 53.8}]}


def row(
    rooms: Sequence[tuple[str, float]],
    doors: Mapping[int, tuple[str, float]] | None = None,
    *,
    deep: float = 3.0,
    texts: Iterable[Any] = (),
    others: Iterable[Any] = (),
    blocks: Iterable[Any] = (),
    title: str = PLAN,
    hidden: Iterable[Any] = (),
) -> Sheet:
    """A sheet with rooms (name, width); ``doors`` are the code and width of the door right of each room, 1 m up."""
    doors = doors or {}
    total = sum(width for _, width in rooms) + THICK * (len(rooms) - 1)
    drawn: list[Any] = [
        ("WALL", rectangle(-THICK, -THICK, total + 2 * THICK, THICK)),
        ("WALL", rectangle(-THICK, deep, total + 2 * THICK, THICK)),
        ("WALL", rectangle(-THICK, -THICK, THICK, deep + 2 * THICK)),
    ]
    written: list[Any] = []
    left = 0.0
    for index, (name, width) in enumerate(rooms):
        if name:
            written.append((name, left + width / 2, deep / 2))
        right = left + width
        if index in doors:
            code, wide = doors[index]
            drawn += [
                ("WALL", rectangle(right, -THICK, THICK, 1 + THICK)),
                ("WALL", rectangle(right, 1 + wide, THICK, deep - 1 - wide + THICK)),
                *leaf(right + THICK / 2, 1.0, wide),
            ]
            if code:
                written.append((code, right + 0.1 - 0.1 * len(code), 0.6))
        else:
            drawn.append(("WALL", rectangle(right, -THICK, THICK, deep + 2 * THICK)))
        left = right + THICK
    return sheet([*drawn, *others], [*written, *texts], blocks=blocks, title=title, not_displayed=hidden)


def leaf(x: float, y: float, wide: float) -> list[Stroke]:
    """A leaf hinged at this place of an upright wall, open at right angles, with its arc."""
    arc = [(x - wide * math.sin(turn * math.pi / 36), y + wide * math.cos(turn * math.pi / 36)) for turn in range(19)]
    return [
        Stroke("DOOR", LineString([(x, y), (x - wide, y)]), kind="line"),
        Stroke("DOOR", LineString(arc), kind="arc"),
    ]
