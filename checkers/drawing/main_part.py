"""Tell the drawing of a space without frames from what was left lying far away from it.

Vocabulary
----------
core      the box around the middle nineteen in twenty of everything visible
main part what lies in or near the core; the rest is stray when it is little and far
"""

from __future__ import annotations

import numpy as np

from checkers.drawing.model import Bounds
from checkers.drawing.space import Found

_CORE = (2.5, 97.5)
_NEAR = 1.5
"""times the core's longer side that still counts as near it"""
_FEWEST = 10
"""fewer things than this are all of the drawing"""
_STRAY_SHARE = 0.05
_STRAY_FEW = 3
_FAR = 4.0
"""the whole must be so many times as large as the main part, else nothing is called stray"""
_ENDLESS = 20.0
"""a line so many times as long as the core is a construction line, which has no extent of its own"""
_LEAST = 0.01
"""metres of the smallest core"""


def main_part(found: Found) -> Bounds | None:
    """The bounds of the main part in metres; None when nothing visible lies far from the rest."""
    left, low, right, high = found.boxes()
    sound = np.isfinite(left + low + right + high)
    if not sound.all():
        left, low, right, high = left[sound], low[sound], right[sound], high[sound]
    if len(left) < _FEWEST:
        return None
    x, y, length = (left + right) / 2, (low + high) / 2, np.maximum(right - left, high - low)
    (least_x, most_x), (least_y, most_y) = np.percentile(x, _CORE), np.percentile(y, _CORE)
    for _ in range(3):
        side = max(float(most_x - least_x), float(most_y - least_y), _LEAST)
        about = _NEAR * side
        near = (x >= least_x - about) & (x <= most_x + about) & (y >= least_y - about) & (y <= most_y + about)
        near &= length <= _ENDLESS * side
        if not near.any():
            return None
        least_x, least_y, most_x, most_y = left[near].min(), low[near].min(), right[near].max(), high[near].max()
    stray = len(x) - int(((x >= least_x) & (x <= most_x) & (y >= least_y) & (y <= most_y)).sum())
    whole = max(float(right.max() - left.min()), float(high.max() - low.min()))
    size = max(float(most_x - least_x), float(most_y - least_y), _LEAST)
    if whole < _FAR * size or stray > max(_STRAY_FEW, _STRAY_SHARE * len(x)):
        return None
    return float(least_x), float(least_y), float(most_x), float(most_y)
