"""Roofs to ask rules about: 36 by 18 m with a mesh, moved far away and turned when asked."""

from __future__ import annotations

import math
from typing import Any

from shapely import Polygon

from checkers.drawing.model import Sheet
from tests.checkers.drawn import circle, path, rectangle, sheet, transformed

ROOF = rectangle(0, 0, 36, 18)
CLASS_2 = ("第二类防雷建筑物", 50, 5)
CLASS_3 = ("第三类防雷建筑物", 50, 5)
SIX = ((0, 0), (18, 0), (36, 0), (36, 18), (18, 18), (0, 18))


def roof(
    *texts: tuple[Any, ...],
    outline: Polygon = ROOF,
    strips: bool = True,
    downs: tuple[tuple[float, float], ...] = SIX,
    entities: tuple[tuple[Any, ...], ...] = (),
    **more: Any,
) -> Sheet:
    """The roof of 1# with a strip along its edge and conductors."""
    drawn: list[Any] = [("BLDG_OUTLINE", outline), *entities]
    if strips:
        drawn.append(("LP_STRIP", path(*outline.exterior.coords)))
    drawn += [("LP_DOWN", circle(x, y, 0.2)) for x, y in downs]
    return sheet(drawn, [("1#楼屋面", 2, 16), *texts], title=more.pop("title", "屋顶防雷平面图"), **more)


def elsewhere(drawn: Sheet) -> Sheet:
    """The sheet turned by 37 degrees, mirrored, half a million metres away."""
    c, s = math.cos(math.radians(37)), math.sin(math.radians(37))
    return transformed(drawn, [-c, -s, -s, c, 496000.25, 3507000.75])
