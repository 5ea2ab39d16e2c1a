"""The share of open ground that has its sun: outside the standard shadow line (标准的建筑日照阴影线).

Vocabulary
----------
ground level   ``BELOW`` under the lowest ground floor of the site: open ground lies no lower, and lower has less sun
share          of points in a grid over the ground
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from checkers.features.shadow import minutes
from checkers.features.sunlight import light

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely import Polygon

    from checkers.facts import Facts
    from checkers.features.sun import SunPath
    from checkers.features.sun_site import Caster

BELOW = 1.0
"""metres under the lowest ground floor"""

POINTS = 2500
"""about so many points of the grid within the ground's rectangle"""


def ground_level(facts: Facts) -> float | None:
    """The level at which open ground is looked at, absolute; None while any building's ground floor is unknown."""
    levels = [building.ground_level for building in facts.buildings]
    known = [level for level in levels if level is not None]
    return min(known) - BELOW if known and len(known) == len(levels) else None


def sunlit_share(ground: Polygon, level: float, casters: Iterable[Caster], path: SunPath, asked: float) -> float:
    """The share of the ground that surely has at least ``asked`` minutes of sun."""
    left, low, right, high = ground.bounds
    step = max(np.sqrt((right - left) * (high - low) / POINTS), 1e-3)
    xs, ys = np.meshgrid(np.arange(left + step / 2, right, step), np.arange(low + step / 2, high, step))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    points = points[shapely.contains_xy(ground, points[:, 0], points[:, 1])]
    if not len(points):
        return float("nan")
    found = light(points, np.full(len(points), level), tuple(casters), path)
    return float(np.mean(minutes(found.sure) >= asked))
