"""Turn curves into points that stay within a given distance of them.

Vocabulary
----------
sag       largest distance between a curve and the chord that stands for it
bulge     tangent of a quarter of the arc's angle between two vertices of a polyline; negative turns clockwise
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""shape (n, 2)"""

FEWEST = 8
MOST = 1440
STRAIGHT = 1e-9


def steps(radius: float, angle: float, sag: float) -> int:
    """How many chords an arc of this radius and angle (radians) needs to stay within ``sag``."""
    turn = abs(angle) / math.tau
    if not (math.isfinite(radius) and math.isfinite(angle)) or radius <= 0 or turn == 0:
        return 1
    widest = 2 * math.acos(max(-1.0, 1 - sag / radius)) if sag < radius else math.pi
    wanted = math.ceil(abs(angle) / max(widest, 1e-6))
    return max(math.ceil(FEWEST * min(turn, 1)), min(wanted, math.ceil(MOST * max(turn, 1e-3))), 1)


def arc(centre: tuple[float, float], radius: float, start: float, angle: float, sag: float) -> Points:
    """Points along an arc from ``start`` over ``angle`` (radians, counter-clockwise positive), both ends included.

    Raises ValueError when a number is not finite.
    """
    if not all(map(math.isfinite, (*centre, radius, start, angle))):
        raise ValueError("an arc without a finite place")
    around = start + np.linspace(0.0, angle, steps(radius, angle, sag) + 1)
    return np.column_stack((centre[0] + radius * np.cos(around), centre[1] + radius * np.sin(around)))


def circle(centre: tuple[float, float], radius: float, sag: float) -> Points:
    """A closed ring around the centre; the last point repeats the first exactly."""
    ring = arc(centre, radius, 0.0, math.tau, sag)
    ring[-1] = ring[0]
    return ring


def bulged(vertices: NDArray[np.float64], *, closed: bool, sag: float) -> Points:
    """Points along a polyline of rows (x, y, bulge); a closed one ends where it began.

    Zero bulges cost nothing: such a polyline comes back as it is.
    """
    places = np.ascontiguousarray(vertices[:, :2])
    bulges = vertices[:, 2]
    if closed and len(places) > 1:
        places = np.vstack((places, places[:1]))
    else:
        bulges = bulges[: max(len(places) - 1, 0)]
    if not np.any(bulges):
        return places
    pieces = [places[:1]]
    for index, bulge in enumerate(bulges[: len(places) - 1]):
        pieces.append(_segment(places[index], places[index + 1], float(bulge), sag))
    return np.vstack(pieces)


def _segment(start: Points, end: Points, bulge: float, sag: float) -> Points:
    chord = end - start
    length = float(np.hypot(*chord))
    if abs(bulge) < STRAIGHT or length == 0.0 or not math.isfinite(bulge):
        return end[np.newaxis, :]
    angle = 4 * math.atan(bulge)
    radius = length / (2 * math.sin(abs(angle) / 2))
    middle = (start + end) / 2
    rise = radius * math.cos(angle / 2)
    normal = np.array((-chord[1], chord[0])) / length
    # beyond half a circle the rise is negative: the centre lies on the other side of the chord
    centre = middle + normal * (rise if bulge > 0 else -rise)
    begin = math.atan2(start[1] - centre[1], start[0] - centre[0])
    points = arc((float(centre[0]), float(centre[1])), radius, begin, angle, sag)[1:]
    points[-1] = end
    return points
