"""The sides of a building, and how much of each some areas in front of it cover.

Vocabulary
----------
side      one of the four sides of the smallest rectangle around an outline; the two longer ones are the long sides
front     how much of a side the outline really stands behind: its edges not farther back than ``RECESS``
stretch   a part of the way around the rectangle, from station to station in metres, that areas outside it cover
around    stations count counter-clockwise from the first corner, the length of the rectangle's outline being one round
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.affinity import translate

from checkers.features.base import Span

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

RECESS = 2.0
"""metres behind a side within which an edge still belongs to its front"""

ALONG = 0.5
"""sine of the angle between a side and an edge of its front, at most"""

MEETS = 0.02
"""metres between two stretches that are one"""

HAIR = 1e-6
"""metres: what turning coordinates adds"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the rectangle around an outline."""

    start: tuple[float, float]
    end: tuple[float, float]
    outward: tuple[float, float]
    """unit vector away from the building"""
    length: float
    station: float
    """of its start, metres around the rectangle"""
    front: float
    """metres"""

    @property
    def line(self) -> LineString:
        """From its start to its end."""
        return LineString([self.start, self.end])

    def strip(self, depth: float, inside: float = 0.0) -> Polygon:
        """The ground in front of the side, this deep, and ``inside`` metres behind it."""
        (x1, y1), (x2, y2), (ox, oy) = self.start, self.end, self.outward
        return Polygon(
            [
                (x1 - ox * inside, y1 - oy * inside),
                (x2 - ox * inside, y2 - oy * inside),
                (x2 + ox * depth, y2 + oy * depth),
                (x1 + ox * depth, y1 + oy * depth),
            ]
        )

    def covered(self, shapes: Iterable[BaseGeometry], depth: float) -> list[tuple[float, float]]:
        """The stretches of the side, from 0 to its length, in front of which shapes lie within this depth; joined."""
        found = []
        along = np.subtract(self.end, self.start) / (self.length or 1.0)
        strip = self.strip(depth)
        for shape in shapes:
            if not shape.intersects(strip):
                continue
            for part in shapely.get_parts(shape.intersection(strip)):
                if part.area <= HAIR:
                    continue
                at = (shapely.get_coordinates(part) - self.start) @ along
                found.append((_snapped(float(at.min()), self.length), _snapped(float(at.max()), self.length)))
        return joined(found)

    def before(self, stretch: tuple[float, float], depth: float) -> Polygon:
        """The ground in front of a stretch, this deep."""
        (x1, y1), (x2, y2) = self.part(stretch).coords
        ox, oy = self.outward[0] * depth, self.outward[1] * depth
        return Polygon([(x1, y1), (x2, y2), (x2 + ox, y2 + oy), (x1 + ox, y1 + oy)])

    def depth(self, shape: BaseGeometry) -> Span:
        """How far a shape in front of the side reaches away from it, and the line there."""
        at = shapely.get_coordinates(shape)
        away = (at - self.start) @ np.array(self.outward)
        far = at[int(np.argmax(away))]
        value = float(away.max())
        foot = (float(far[0] - self.outward[0] * value), float(far[1] - self.outward[1] * value))
        return Span(value, LineString([foot, (float(far[0]), float(far[1]))]))

    def part(self, stretch: tuple[float, float]) -> LineString:
        """The stretch of the side as a line."""
        along = np.subtract(self.end, self.start) / (self.length or 1.0)
        return LineString([np.add(self.start, along * station) for station in stretch])


def sides_of(outline: Polygon) -> tuple[Side, ...]:
    """The four sides of the smallest rectangle around an outline, counter-clockwise, the first one long.

    None for an outline without an area.
    """
    x, y = outline.centroid.coords[0]
    local = translate(outline, -x, -y)
    around = shapely.minimum_rotated_rectangle(local)
    if not isinstance(around, Polygon) or around.area <= HAIR:
        return ()
    corners = shapely.get_coordinates(shapely.orient_polygons(around).exterior)[:-1]
    length = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    if length[1] > length[0]:
        corners, length = np.roll(corners, -1, axis=0), np.roll(length, -1)
    found = []
    station = 0.0
    for index in range(len(corners)):
        start, end = corners[index], corners[(index + 1) % len(corners)]
        along = (end - start) / length[index]
        outward = (float(along[1]), float(-along[0]))
        found.append(
            Side(
                start=(float(start[0] + x), float(start[1] + y)),
                end=(float(end[0] + x), float(end[1] + y)),
                outward=outward,
                length=float(length[index]),
                station=station,
                front=_front(local, start, along, outward, float(length[index])),
            )
        )
        station += float(length[index])
    return tuple(found)


def _front(
    outline: Polygon, start: Sequence[float], along: Sequence[float], outward: Sequence[float], length: float
) -> float:
    """The length of a side that edges of the outline near it cover."""
    covered = []
    for one, other in pairwise(shapely.get_coordinates(outline.exterior)):
        first, last = sorted((float((one - start) @ along), float((other - start) @ along)))
        back = max(float((start - one) @ outward), float((start - other) @ outward))
        steep = abs(float((other - one) @ outward)) > ALONG * float(np.hypot(*(other - one)))
        if back <= RECESS and not steep:
            covered.append((max(first, 0.0), min(last, length)))
    return sum(end - begin for begin, end in joined(covered))


def joined(stretches: Iterable[tuple[float, float]], apart: float = MEETS) -> list[tuple[float, float]]:
    """Stretches in order, those not farther apart than this made one."""
    found: list[tuple[float, float]] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1] + apart:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > begin:
            found.append((begin, end))
    return found


def _snapped(at: float, length: float) -> float:
    if abs(at) < HAIR:
        return 0.0
    return length if abs(at - length) < HAIR else at


def runs(
    sides: Sequence[Side], shapes: Sequence[BaseGeometry], depth: float, apart: float
) -> list[tuple[float, float, MultiLineString]]:
    """Groups of stretches around the rectangle with gaps no wider than ``apart`` metres.

    For each group: the metres covered, the widest gap in it, and the stretches as lines on the sides.
    """
    whole = sum(side.length for side in sides)
    stretches: list[tuple[float, float, LineString]] = []
    for side in sides:
        for begin, end in side.covered(shapes, depth):
            stretches.append((side.station + begin, side.station + end, side.part((begin, end))))
    stretches.sort(key=lambda stretch: stretch[0])
    if not stretches:
        return []
    gaps = [
        (stretches[(index + 1) % len(stretches)][0] - end) % whole if len(stretches) > 1 else whole - (end - begin)
        for index, (begin, end, _) in enumerate(stretches)
    ]
    gaps = [0.0 if gap > whole - MEETS else gap for gap in gaps]
    breaks = [index for index, gap in enumerate(gaps) if gap > apart]
    if not breaks:
        within = sorted(gaps)[:-1] or [0.0]
        return [_group(stretches, max(within))]
    found = []
    for number, first in enumerate(breaks):
        last = breaks[(number + 1) % len(breaks)]
        count = (last - first) % len(stretches) or len(stretches)
        members = [(first + 1 + step) % len(stretches) for step in range(count)]
        found.append(
            _group([stretches[each] for each in members], max((gaps[each] for each in members[:-1]), default=0.0))
        )
    return found


def _group(stretches: Sequence[tuple[float, float, LineString]], gap: float) -> tuple[float, float, MultiLineString]:
    return (
        sum(end - begin for begin, end, _ in stretches),
        gap,
        MultiLineString([line for _, _, line in stretches]),
    )
