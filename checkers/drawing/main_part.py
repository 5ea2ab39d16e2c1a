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
    places = [(text.x, text.y) for text in found.texts if text.visible]
    points = np.array(places, dtype=np.float64).reshape(-1, 2)
    boxes = np.vstack((found.bounds[found.entities.visible], np.column_stack((points, points))))
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if len(boxes) < _FEWEST:
        return None
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    low, high = np.percentile(middles, _CORE, axis=0)
    for _ in range(3):
        side = max(float((high - low).max()), _LEAST)
        near = ((middles >= low - _NEAR * side) & (middles <= high + _NEAR * side)).all(axis=1)
        extended = near & ((boxes[:, 2:] - boxes[:, :2]).max(axis=1) <= _ENDLESS * side)
        if not extended.any():
            return None
        low, high = boxes[extended, :2].min(axis=0), boxes[extended, 2:].max(axis=0)
    near = ((middles >= low) & (middles <= high)).all(axis=1)
    stray = int((~near).sum())
    whole = float((boxes[:, 2:].max(axis=0) - boxes[:, :2].min(axis=0)).max())
    if whole < _FAR * max(float((high - low).max()), _LEAST) or stray > max(_STRAY_FEW, _STRAY_SHARE * len(boxes)):
        return None
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
