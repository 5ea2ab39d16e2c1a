"""A room for the network with walls of 0.2 m, one door in its lower wall, and a corridor below, drawn by hand.

The room's lower left inner corner lies at 0, 0; the corridor from 0, -2.2 to its upper face at -0.2.
"""

from __future__ import annotations

import math
from typing import Any

from shapely import LineString

from checkers.drawing.model import Sheet
from tests.checkers.drawn import Stroke, path, rectangle, sheet


def arc(x: float, y: float, radius: float, start: float, end: float) -> LineString:
    """A quarter circle as the reader gives it: a line of many steps; degrees."""
    steps = [math.radians(start + (end - start) * step / 16) for step in range(17)]
    return LineString([(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in steps])


def room(
    name: str = "电信间",
    *,
    wide: float = 4.0,
    deep: float = 3.0,
    door: str = "FM丙1021",
    width: float = 1.0,
    inwards: bool = False,
    swing: bool = True,
    more: tuple[Any, ...] = (),
    texts: tuple[Any, ...] = (),
    drawn: bool = False,
    **fields: Any,
) -> Sheet:
    """The sheet; ``width`` is that of the gap, 0 for none, and ``door`` the code written beside it."""
    left, right = 1.0, 1.0 + width
    walls = [
        path((0, 0), (0, deep), (wide, deep), (wide, 0)),
        path((0, -0.2), (0, -2.2), (wide, -2.2), (wide, -0.2)),
        path((-0.2, -2.4), (wide + 0.2, -2.4), (wide + 0.2, deep + 0.2), (-0.2, deep + 0.2), (-0.2, -2.4)),
        *(
            [path((0, 0), (left, 0), (left, -0.2), (0, -0.2)), path((wide, 0), (right, 0), (right, -0.2), (wide, -0.2))]
            if width
            else [path((0, 0), (wide, 0)), path((0, -0.2), (wide, -0.2))]
        ),
    ]
    strokes: list[Any] = [("WALL", wall) for wall in walls]
    if swing and width:
        y = 0.0 if inwards else -0.2
        turn = (0, 90) if inwards else (0, -90)
        strokes.append(Stroke("DOOR", arc(left, y, width, *turn), "arc"))
        tip = y + width if inwards else y - width
        strokes.append(("DOOR", path((left, y), (left, tip))))
    if drawn:
        strokes.append(("SPACE", rectangle(0, 0, wide, deep)))
    code = [(door, 1.1, 0.25 if not inwards else -0.5)] if door else []
    return sheet(
        [*strokes, *more],
        [(name, wide / 2, deep * 0.6), ("走道", wide / 2, -1.6), *code, *texts],
        **{"title": "地下一层弱电平面图", **fields},
    )
