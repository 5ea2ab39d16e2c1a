"""Shelters to ask rules about: units of 40 by 40 m with their exits, moved far away and turned when asked."""

from __future__ import annotations

import math
from typing import Any

from checkers.drawing.model import Sheet
from tests.checkers.drawn import rectangle, sheet, transformed

SECOND_CLASS = "二等人员掩蔽所"
MAIN = [("HFM1520(6)", 0, 10), ("HM1520", 3, 10), ("主要出入口", -3, 10), ("室外", -3, 8)]
SECOND = [("GHFM1220(6)", 40, 30), ("HM1220", 37, 30), ("次要出入口", 43, 30), ("室内", 43, 28)]


def unit(*texts: tuple[Any, ...], function: str = SECOND_CLASS, **more: Any) -> Sheet:
    """防护单元1 of 40 by 40 m with these writings."""
    entities = [("CD", rectangle(0, 0, 40, 40)), *more.pop("entities", ())]
    return sheet(entities, [("防护单元1", 20, 20), (function, 20, 18), *texts], **more)


def elsewhere(drawn: Sheet) -> Sheet:
    """The sheet turned by 37 degrees, mirrored, half a million metres away."""
    c, s = math.cos(math.radians(37)), math.sin(math.radians(37))
    return transformed(drawn, [-c, -s, -s, c, 496000.25, 3507000.75])
