"""Which rooms share a wall with another one.

Vocabulary
----------
stretch   the length of a room's outline behind which, a wall's thickness away, another room begins
noisy     a lift, its shaft or machine room, or a room of pumps, fans or transformers
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.affinity import translate
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checkers.features.closed_rooms import Room

    Place = NDArray[np.float64]

_NOISY = re.compile(
    r"电梯(?!厅|间前室|前室|候|大堂)|^[客货]梯\d*$|(?:水泵|泵|风机|空调|冷冻|锅炉|发电机?|变配?电|配电|电梯机)(?:机)?房|^机房$|换热站"
)
_NOT_NOISY = re.compile(r"前室|候梯|电梯厅|厅|电井")

HAIR = 1e-5
"""metres that coordinates far from the origin add to a distance or take from it"""


def is_noisy(name: str) -> bool:
    """Whether a room of this name shakes or hums."""
    plain = "".join(name.split())
    return bool(_NOISY.search(plain)) and not _NOT_NOISY.search(plain)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A room behind a wall of another one."""

    room: Room
    along: LineString
    """the longest stretch of wall between the two, model metres"""


def beside(room: Room, others: Sequence[Room], wall: float, least: float) -> list[Neighbour]:
    """The other rooms square behind this room's walls.

    ``wall`` is the thickest wall between two rooms that still are neighbours, ``least`` the shortest stretch, metres.
    """
    wall, least = wall + HAIR, least - HAIR
    near = [other for other in others if room.polygon.dwithin(other.polygon, wall)]
    if not near:
        return []
    x, y = room.polygon.centroid.coords[0]
    corners = shapely.get_coordinates(orient(translate(room.polygon, -x, -y)).exterior)
    found: list[Neighbour] = []
    for other in near:
        there = translate(other.polygon, -x, -y)
        stretches = [_stretch(start, end, there, wall) for start, end in pairwise(corners)]
        longest = max((line for line in stretches if line is not None), key=lambda line: line.length, default=None)
        if longest is not None and longest.length >= least:
            found.append(Neighbour(other, translate(longest, x, y)))
    return found


def _stretch(start: Place, end: Place, other: Polygon, wall: float) -> LineString | None:
    """The part of an edge, its room on the left, behind which the other room begins within a wall's thickness."""
    along = end - start
    length = float(np.hypot(*along))
    if not length:
        return None
    ahead = along / length
    out = np.array([ahead[1], -ahead[0]]) * wall
    behind = Polygon([start, start + out, end + out, end]).intersection(other)
    if behind.is_empty or not behind.area:
        return None
    at = (shapely.get_coordinates(behind) - start) @ ahead
    return LineString([start + ahead * at.min(), start + ahead * at.max()])
