"""Find doors, corners and rectangles in what a block or a space draws, in its own units.

Vocabulary
----------
swing     a quarter circle; a door's when a leaf ends at its centre and at one of its ends
corner    where a line begins or ends
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.model import Bounds

METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "km": 1000.0,
    "in": 0.0254,
    "ft": 0.3048,
    "yd": 0.9144,
    "mi": 1609.344,
}
"""metres of one unit"""


TRIED = ("mm", "m", "cm", "in", "ft")
DOOR = (0.55, 1.35)
"""radius of a door's swing, metres"""
_LEAF = 0.12
"""share of a swing's radius within which a leaf begins and ends"""
QUARTER_BULGE = math.tan(math.pi / 8)
_MOST_ARCS = 400


@dataclass(frozen=True, slots=True)
class Swing:
    """A quarter circle by its centre, radius and two ends."""

    x: float
    y: float
    radius: float
    ends: tuple[tuple[float, float], tuple[float, float]]

    @classmethod
    def bowed(cls, start: tuple[float, float], end: tuple[float, float], bulge: float) -> Swing:
        """The quarter circle from one corner of a polyline to the next, left of it where the bulge is above zero."""
        (x1, y1), (x2, y2) = (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
        side = math.copysign(0.5, bulge)
        # the centre of a quarter circle lies half a chord beside the chord's middle
        x, y = (x1 + x2) / 2 - side * (y2 - y1), (y1 + y2) / 2 + side * (x2 - x1)
        return cls(x, y, math.hypot(x2 - x1, y2 - y1) / math.sqrt(2), ((x1, y1), (x2, y2)))


@dataclass(slots=True)
class Piece:
    """What one block, or the model space itself, holds that may tell the unit."""

    swings: list[Swing] = field(default_factory=list)
    corners: list[tuple[float, float]] = field(default_factory=list)
    rectangles: list[Bounds] = field(default_factory=list)
    more: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    """(n, 2) corners read in columns"""

    def doors(self) -> tuple[list[float], list[float]]:
        """Radii of the swings that have a leaf, and of the others; of very many swings some."""
        swings = [swing for swing in self.swings if explaining(swing.radius, DOOR)]
        if not swings:
            return [], []
        corners = np.vstack((np.array(self.corners, dtype=np.float64).reshape(-1, 2), self.more))
        corners = corners[np.argsort(corners[:, 0])]
        with_leaf: list[float] = []
        bare: list[float] = []
        for swing in swings[:: len(swings) // _MOST_ARCS + 1]:
            reach = _LEAF * swing.radius
            hung = _any_near(corners, (swing.x, swing.y), reach)
            leaf = hung and any(_any_near(corners, end, reach) for end in swing.ends)
            (with_leaf if leaf else bare).append(swing.radius)
        return with_leaf, bare

    def take(self, other: Piece) -> None:
        """Add what another piece holds."""
        self.swings += other.swings
        self.corners += other.corners
        self.rectangles += other.rectangles
        self.more = np.vstack((self.more, other.more))


def explaining(size: float, between: tuple[float, float], units: Sequence[str] = TRIED) -> tuple[str, ...]:
    """Units in which a size lies between two lengths in metres."""
    return tuple(unit for unit in units if between[0] <= size * METRES[unit] <= between[1])


def bulges(points: Sequence[tuple[float, float, float]]) -> Iterator[Swing]:
    """Quarter circles drawn as arcs of a polyline; of each corner x, y and bulge."""
    for (x1, y1, bulge), (x2, y2, _) in pairwise(points):
        if math.isclose(abs(bulge), QUARTER_BULGE, rel_tol=0.03):
            yield Swing.bowed((x1, y1), (x2, y2), bulge)


def _any_near(corners: NDArray[np.float64], at: tuple[float, float], reach: float) -> bool:
    """Whether one of some corners, sorted by x, lies at a place."""
    first, last = np.searchsorted(corners[:, 0], (at[0] - reach, at[0] + reach))
    return bool((np.abs(corners[first:last, 1] - at[1]) <= reach).any())
