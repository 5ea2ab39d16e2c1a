"""How often lightning strikes a building in a year: as its roof's size says, and as is written.

Vocabulary
----------
strikes     N, 年预计雷击次数: k · Ng · Ae, times a year
collection  Ae, 等效面积: the roof's outline with a band of width D around it
written     ``年预计雷击次数0.118次/a``, ``N=0.118``
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from shapely.affinity import translate

from checkers.features.labels import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely import Polygon

ROUND = 128
"""segments to a quarter circle where an outline turns inwards"""

_WRITTEN = re.compile(
    r"雷击次数(?:计算值|为|约)?[(（]?N?[)）]?(?:[=＝:：为约]{0,2})(\d*\.\d+|\d+)(?:[(（]?次|/a|$|[，,。；;])"
    r"|(?<![A-Za-z])N[=＝](\d*\.\d+)[(（]?次"
)


def collection(outline: Polygon, reach: float) -> float:
    """Square metres of an outline with a band of this width around it.

    Of a convex outline exactly (area + perimeter · D + π · D²), of another one to about a hundred thousandth.
    """
    x, y = outline.centroid.coords[0]
    at_origin = translate(outline, -x, -y)
    hull = at_origin.convex_hull
    if hull.area - at_origin.area <= 1e-9 * hull.area:
        return float(at_origin.area + at_origin.exterior.length * reach + math.pi * reach**2)
    return float(at_origin.buffer(reach, quad_segs=ROUND).area)


def written_strikes(texts: Iterable[str]) -> set[float]:
    """Every number of strikes that the texts state."""
    return {float(fit[1] or fit[2]) for text in texts for fit in _WRITTEN.finditer(plain(text))}
