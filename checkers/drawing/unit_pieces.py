"""Hold what a block or a space shows that may tell its unit, the same whichever way a file is read.

Vocabulary
----------
swing     a quarter circle; a door's when a leaf ends at its centre and at one of its ends
corner    where a line begins or ends
shown     all of a model space that may tell the unit, and the pieces it is made of
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.frame_candidates import like_a_sheet
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

Floats = NDArray[np.float64]
TRIED = ("mm", "m", "cm", "in", "ft")
DOOR = (0.55, 1.35)
"""radius of a door's swing, metres"""
LOOKED_AT = 40_000
"""entities of the model space looked at, in the order of the file"""
SMALL_BLOCK = 2000
"""entities of a block that is looked into"""
QUARTER_BULGE = math.tan(math.pi / 8)
BULGE_SLACK = 0.03
UPRIGHT = 1e-6
RECTANGLE = (4, 5)
"""corners of a rectangle, closed again or not"""
_LEAF = 0.12
"""share of a swing's radius within which a leaf begins and ends"""
_MOST_ARCS = 400

Swing = tuple[float, float, float, float, float, float, float]
"""centre x and y, radius, and the two ends, x and y each"""


def table(rows: Sequence[tuple[float, ...]], width: int) -> Floats:
    """Rows of numbers as an (n, width) array."""
    return np.array(rows, dtype=np.float64).reshape(-1, width)


def bowed(start: tuple[float, float], end: tuple[float, float], bulge: float) -> Swing:
    """The quarter circle from one corner of a polyline to the next, left of it where the bulge is above zero."""
    (x1, y1), (x2, y2) = start, end
    side = math.copysign(0.5, bulge)
    # the centre of a quarter circle lies half a chord beside the chord's middle
    x, y = (x1 + x2) / 2 - side * (y2 - y1), (y1 + y2) / 2 + side * (x2 - x1)
    return x, y, math.hypot(x2 - x1, y2 - y1) / math.sqrt(2), x1, y1, x2, y2


@dataclass(frozen=True, slots=True)
class Piece:
    """What one block, or the model space itself, draws that may tell the unit; columns."""

    swings: Floats = field(default_factory=lambda: np.empty((0, 7)))
    """(n, 7) each a ``Swing``"""
    corners: Floats = field(default_factory=lambda: np.empty((0, 2)))
    rectangles: Floats = field(default_factory=lambda: np.empty((0, 4)))
    """upright ones with a sheet's proportions"""
    count: int = 0
    """entities it was read from"""

    @classmethod
    def joined(cls, parts: Sequence[Piece]) -> Piece:
        """Several pieces as one."""
        return cls(
            np.concatenate([part.swings for part in parts]),
            np.concatenate([part.corners for part in parts]),
            np.concatenate([part.rectangles for part in parts]),
            sum(part.count for part in parts),
        )

    def doors(self) -> tuple[Floats, Floats]:
        """Radii of the swings that have a leaf, and of the others; of very many swings some."""
        swings = self.swings[of_a_door(self.swings[:, 2])]
        if not len(swings):
            return np.empty(0), np.empty(0)
        # in an order that does not depend on how the file was read
        swings = swings[np.lexsort((swings[:, 2], swings[:, 1], swings[:, 0]))][:: len(swings) // _MOST_ARCS + 1]
        corners = self.corners[np.argsort(self.corners[:, 0], kind="stable")]
        leaved = np.zeros(len(swings), np.bool_)
        for row, (x, y, radius, x1, y1, x2, y2) in enumerate(swings.tolist()):
            reach = _LEAF * radius
            hung = _any_near(corners, (x, y), reach)
            leaved[row] = hung and (_any_near(corners, (x1, y1), reach) or _any_near(corners, (x2, y2), reach))
        return swings[leaved, 2], swings[~leaved, 2]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a model space shows that may tell the unit, in drawing units; columns."""

    model: Piece
    named: Floats = field(default_factory=lambda: np.empty((0, 4)))
    """rectangles on layers of title blocks"""
    axes: Floats = field(default_factory=lambda: np.empty((0, 4)))
    ratios: tuple[tuple[float, float, float], ...] = ()
    """texts that say a scale: x, y and the scale"""
    heights: Floats = field(default_factory=lambda: np.empty(0))
    sizes: Floats = field(default_factory=lambda: np.empty((0, 3)))
    """of each dimension what it measures, what it shows, and 1 where it is in feet and inches"""
    blocks: tuple[str, ...] = ()
    """names of the placed blocks, one for each row of ``placed``"""
    placed: Floats = field(default_factory=lambda: np.empty((0, 4)))
    """x, y and how many times as wide and as high"""
    places: Floats = field(default_factory=lambda: np.empty((0, 2)))
    """points that tell how far the drawing reaches"""

    @classmethod
    def joined(cls, parts: Sequence[Shown]) -> Shown:
        """What several readings show together."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            Piece.joined([part.model for part in parts]),
            np.concatenate([part.named for part in parts]),
            np.concatenate([part.axes for part in parts]),
            tuple(ratio for part in parts for ratio in part.ratios),
            np.concatenate([part.heights for part in parts]),
            np.concatenate([part.sizes for part in parts]),
            tuple(name for part in parts for name in part.blocks),
            np.concatenate([part.placed for part in parts]),
            np.concatenate([part.places for part in parts]),
        )


def explaining(size: float, between: tuple[float, float], units: Sequence[str] = TRIED) -> tuple[str, ...]:
    """Units in which a size lies between two lengths in metres."""
    return tuple(unit for unit in units if between[0] <= size * METRES[unit] <= between[1])


def of_a_door(radius: Floats) -> NDArray[np.bool_]:
    """Which radii some unit makes those of a door."""
    found = np.zeros(len(radius), np.bool_)
    for unit in TRIED:
        found |= (radius * METRES[unit] >= DOOR[0]) & (radius * METRES[unit] <= DOOR[1])
    return found


def bulges(points: Sequence[tuple[float, float, float]]) -> Iterator[Swing]:
    """Quarter circles drawn as arcs of a polyline; of each corner x, y and bulge."""
    for (x1, y1, bulge), (x2, y2, _) in pairwise(points):
        if abs(abs(bulge) - QUARTER_BULGE) <= BULGE_SLACK * QUARTER_BULGE:
            yield bowed((x1, y1), (x2, y2), bulge)


def rectangle(points: Sequence[tuple[float, float]], *, closed: bool) -> Bounds | None:
    """The upright rectangle of a sheet's proportions that a polyline draws; None when it draws none."""
    if not RECTANGLE[0] <= len(points) <= RECTANGLE[1]:
        return None
    across, up = [x for x, _ in points], [y for _, y in points]
    low_x, low_y, high_x, high_y = min(across), min(up), max(across), max(up)
    closed = closed or (abs(across[0] - across[-1]) <= UPRIGHT and abs(up[0] - up[-1]) <= UPRIGHT)
    if not closed or not all(x - low_x <= UPRIGHT or high_x - x <= UPRIGHT for x in across):
        return None
    if not all(y - low_y <= UPRIGHT or high_y - y <= UPRIGHT for y in up):
        return None
    fits = like_a_sheet(np.array([high_x - low_x]), np.array([high_y - low_y]))
    return (low_x, low_y, high_x, high_y) if fits[0] else None


def _any_near(corners: Floats, at: tuple[float, float], reach: float) -> bool:
    """Whether one of some corners, sorted by x, lies at a place."""
    first, last = np.searchsorted(corners[:, 0], (at[0] - reach, at[0] + reach))
    return bool((np.abs(corners[first:last, 1] - at[1]) <= reach).any())
