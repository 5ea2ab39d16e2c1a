"""Lines that stand in a legend (图例) and show what a kind of line means: no pipe, no cable.

Vocabulary
----------
heading   the word 图例 over the table
sample    a short line with the words that explain it in its row
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.features.labels import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString, Point

    from checkers.drawing.model import Sheet
    from checkers.features.labels import Label

LONGEST_SAMPLE = 40.0
"""millimetres on paper"""

ROW = 6.0
"""millimetres on paper across the row from a sample to its words"""

ALONG_ROW = 60.0
"""millimetres on paper along the row from a sample to its words"""

LONGEST_LEGEND = 200.0
"""millimetres on paper from the heading down to the last row"""

_HEADING = re.compile(r"^(?:\S{0,6})图例(?:表|说明)?[:：]?$|^LEGEND$", re.IGNORECASE)
_EXPLAINS = re.compile(r"(?:管|管线|管道|电缆|线路|线槽|桥架|排管)(?:（.*|\(.*)?$")


def in_legend(sheet: Sheet, places: Sequence[Point]) -> frozenset[int]:
    """Numbers of the symbols that may stand in a legend: near its heading, with words beside them in their row."""
    written = labels(sheet)
    headings = [label for label in written if _HEADING.match(label.words)]
    if not headings or not places:
        return frozenset()
    a, b, d, e, _, _ = sheet.to_mm
    found = set()
    for number, place in enumerate(places):
        # on the paper rows lie across and headings above, however the sheet lies in the model
        def from_it(label: Label, x: float = place.x, y: float = place.y) -> tuple[float, float]:
            return abs(a * (label.x - x) + b * (label.y - y)), abs(d * (label.x - x) + e * (label.y - y))

        near = any(across <= ALONG_ROW and up <= LONGEST_LEGEND for across, up in map(from_it, headings))
        if near and any(0 < across <= ALONG_ROW and up <= ROW for across, up in map(from_it, written)):
            found.add(number)
    return frozenset(found)


def samples(sheet: Sheet, runs: Sequence[LineString]) -> frozenset[int]:
    """Numbers of the runs that are samples in a legend; none on a sheet without a heading."""
    written = labels(sheet)
    if not any(_HEADING.match(label.words) for label in written):
        return frozenset()
    explaining = [label.point for label in written if _EXPLAINS.search(label.words)]
    if not explaining:
        return frozenset()
    a, b, d, e, _, _ = sheet.to_mm
    per_metre = math.sqrt(abs(a * e - b * d)) or 1.0
    tree = STRtree(explaining)
    found = set()
    for number, run in enumerate(runs):
        if run.length * per_metre > LONGEST_SAMPLE:
            continue
        (ax, ay), (bx, by) = run.coords[0], run.coords[-1]
        straight = math.hypot(bx - ax, by - ay)
        for index in tree.query(run, predicate="dwithin", distance=ALONG_ROW / per_metre):
            place = explaining[index]
            across = abs((bx - ax) * (place.y - ay) - (by - ay) * (place.x - ax)) / (straight or 1.0)
            if straight > 0 and across * per_metre <= ROW:
                found.add(number)
    return frozenset(found)
