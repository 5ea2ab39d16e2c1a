"""Gaps in walls: from the end of one stretch of wall to what stands opposite, where doors and windows go.

Vocabulary
----------
end      where a stretch of wall ends in the open
gap      from an end straight on to the next wall, column or wall line
plug     the gap as an area as thick as the wall; it closes a room
twofold  both sides of the gap are ends of walls in one line; else a wall crosses or a column stands at one side

A gap is no opening yet: the mouth of a corridor is one too. Doors, windows and codes in it tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely import LineString, Polygon, STRtree

from checkers.features import many
from checkers.features.facing import PARALLEL, rectangles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.features.walls import Masonry

from checkers.features.walls import walls_on

WIDEST = 12.0
"""metres: the widest opening of a shutter or a band of windows"""

NARROWEST = 0.2
"""metres: narrower is a joint"""

OFF = 0.01
"""metres beside an end at which it is asked what stands there"""

INSET = 0.02
"""metres from the faces of a wall to the outer two of the three rays that measure a gap"""

ONE_GAP = 0.15
"""metres between the middles of gaps that are one, found from both sides"""

TOUCH = 1e-9
"""of a ray or a face: what it may lack to be met"""

NO_END = 0.04
"""metres: an end as thin as this is a line"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a wall, metres."""

    sheet: str
    line: LineString
    """from side to side along the middle of the wall"""
    thickness: float
    twofold: bool

    @property
    def width(self) -> float:
        """From side to side: the structural opening (洞口宽度)."""
        return float(self.line.length)

    @property
    def plug(self) -> Polygon:
        """The gap as an area."""
        return plug_of(self.line, self.thickness)


def plug_of(line: LineString, thickness: float) -> Polygon:
    """A line across an opening as an area as thick as its wall."""
    ends = np.array([[line.coords[0], line.coords[-1]]])[:, :, :2]
    made: Polygon = rectangles(ends, np.array([thickness]))[0]
    return made


def gaps(plans: Plans) -> tuple[Gap, ...]:
    """Every gap of every sheet; call as ``plans.recognise(gaps)``."""
    return tuple(gap for sheet in plans.sheets for gap in plans.recognise_on(sheet, gaps_on))


def gaps_on(plans: Plans, sheet: Sheet) -> tuple[Gap, ...]:
    """Every gap of one sheet; call as ``plans.recognise_on(sheet, gaps_on)``."""
    masonry = plans.recognise_on(sheet, walls_on)
    return () if masonry is None else tuple(_gaps(masonry))


def _gaps(masonry: Masonry) -> Iterator[Gap]:
    origin, away, thickness = _ends(masonry)
    if not len(origin):
        return
    width = clear(masonry, origin, away, thickness)
    kept = (width >= NARROWEST) & (width <= WIDEST)
    origin, away, thickness, width = origin[kept], away[kept], thickness[kept], width[kept]
    if not len(origin):
        return
    opposite = origin + away * width[:, None]
    middle = (origin + opposite) / 2
    points = many.points(middle)
    one, other = STRtree(points).query(points, predicate="dwithin", distance=ONE_GAP)
    along = np.abs((away[one] * away[other]).sum(axis=1)) > 1 - OFF
    alike = (one != other) & along & (np.abs(width[one] - width[other]) < ONE_GAP)
    one, other = one[alike], other[alike]
    back = np.zeros(len(origin), dtype=np.bool_)
    back[one[(away[one] * away[other]).sum(axis=1) < 0]] = True
    # Of gaps that are one the narrowest stays; of those equally wide, the first.
    lesser = (np.round(width[other], 3) < np.round(width[one], 3)) | (
        (np.round(width[other], 3) == np.round(width[one], 3)) & (other < one)
    )
    dropped = np.zeros(len(origin), dtype=np.bool_)
    dropped[one[lesser]] = True
    for at in np.flatnonzero(~dropped).tolist():
        yield Gap(masonry.sheet, LineString([origin[at], opposite[at]]), float(thickness[at]), twofold=bool(back[at]))


def _ends(masonry: Masonry) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Ends of walls that stand in the open: their places, the ways on, and how thick they are."""
    axis, thickness = masonry.pieces.axis, masonry.pieces.thickness
    along = axis[:, 1] - axis[:, 0]
    length = np.linalg.norm(along, axis=1)
    sound = length > OFF
    axis, thickness, along = axis[sound], thickness[sound], along[sound] / length[sound][:, None]
    origin = np.concatenate([axis[:, 1], axis[:, 0]])
    away = np.concatenate([along, -along])
    thick = np.concatenate([thickness, thickness])
    beside = many.points(origin + away * OFF)
    closed, _ = masonry.tree.query(beside, predicate="dwithin", distance=OFF / 2)
    free = np.ones(len(origin), dtype=np.bool_)
    free[closed] = False
    return origin[free], away[free], thick[free]


def clear(
    masonry: Masonry, origin: NDArray[np.float64], away: NDArray[np.float64], thickness: NDArray[np.float64]
) -> NDArray[np.float64]:
    """From places (n, 2) along unit ways (n, 2) to what stands there first, on three rays as wide as the wall.

    Infinite where nothing stands within ``WIDEST``.
    """
    found = np.full(len(origin), np.inf)
    faces, tree = masonry.faces, masonry.face_tree
    across = np.column_stack([-away[:, 1], away[:, 0]])
    half = np.maximum(thickness / 2 - INSET, 0.0)[:, None]
    for side in (0.0, 1.0, -1.0):
        start = origin + across * half * side + away * OFF
        found[masonry.tree.query(many.points(start), predicate="intersects")[0]] = 0.0
        rays = many.lines(np.stack([start, start + away * WIDEST], axis=1))
        ray, face = tree.query(rays)
        first, along = faces[face, 0] - start[ray], faces[face, 1] - faces[face, 0]
        slope = away[ray, 0] * along[:, 1] - away[ray, 1] * along[:, 0]
        crosses = np.abs(slope) > PARALLEL * np.linalg.norm(along, axis=1)
        ray, first, along, slope = ray[crosses], first[crosses], along[crosses], slope[crosses]
        distance = (first[:, 0] * along[:, 1] - first[:, 1] * along[:, 0]) / slope
        share = (first[:, 0] * away[ray, 1] - first[:, 1] * away[ray, 0]) / slope
        hit = (np.minimum(distance, share) >= -TOUCH) & (distance <= WIDEST) & (share <= 1 + TOUCH)
        np.minimum.at(found, ray[hit], np.maximum(distance[hit], 0.0) + OFF)
    return found
