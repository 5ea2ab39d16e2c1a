"""Positions along the outer walls of a building where windows are or may be.

Vocabulary
----------
position   a point a hair outside of an outer wall, with the direction the wall faces
main       walls of a side that is at least ``MAIN`` as long as the building's longest: where its rooms must lie
sill       a window as a site plan shows it: the stretch of outer wall it takes up
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, STRtree
from shapely.geometry.polygon import orient

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.near import gathered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Polygon

    from checkers.drawing.model import Sheet

OUTSIDE = 0.001
"""metres from the wall at which sunlight is asked for, so that the wall itself shades what lies behind it"""

MAIN = 0.5
"""share of the longest side from which a side is a main one"""

ONE_SIDE = 30.0
"""degrees: walls that face directions this near are of one side"""

SHORT = 0.3
"""metres: shorter walls are steps of the outline where no window is"""

AT_WALL = 0.6
"""metres from the outline within which a window line is of its wall"""

ONE_WINDOW = 0.35
"""metres between the lines of one window symbol"""

NARROWEST, WIDEST = 0.3, 12.0
"""metres: window symbols"""


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions along outer walls, as columns of one length n."""

    points: NDArray[np.float64]
    """model metres, shape (n, 2)"""
    facing: NDArray[np.float64]
    """unit vectors outwards, shape (n, 2)"""
    half: NDArray[np.float64]
    """metres of wall that each stands for, to either side"""
    main: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.points)

    def stretch(self, index: int) -> LineString:
        """The piece of wall a position stands for."""
        across = np.array([-self.facing[index, 1], self.facing[index, 0]]) * self.half[index]
        return LineString([self.points[index] - across, self.points[index] + across])

    def kept(self, which: NDArray[np.bool_]) -> Positions:
        """Only these positions."""
        return Positions(self.points[which], self.facing[which], self.half[which], self.main[which])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sill(Feature):
    """A window on an outer wall."""

    line: LineString
    """along the wall, a hair outside of it"""
    points: NDArray[np.float64]
    """points of the line, both ends among them, shape (k, 2)"""


def positions(outline: Polygon, step: float) -> Positions:
    """Positions along every wall of the outline, courts included, at most ``step`` metres apart."""
    starts, ends = _walls(outline)
    along = ends - starts
    length = np.hypot(*along.T)
    facing = np.column_stack([along[:, 1], -along[:, 0]]) / length[:, None]
    main = _main(facing, length)
    long = length >= SHORT
    count = np.maximum(1, np.ceil(length / step)).astype(np.intp) * long
    wall = np.repeat(np.arange(len(count)), count)
    number = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    share = (number + 0.5) / count[wall]
    points = starts[wall] + share[:, None] * along[wall] + OUTSIDE * facing[wall]
    return Positions(points, facing[wall], length[wall] / count[wall] / 2, main[wall])


def _walls(outline: Polygon) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Starts and ends of the walls, the building on their left."""
    upright = orient(outline)
    starts, ends = [], []
    for ring in (upright.exterior, *upright.interiors):
        corners = shapely.get_coordinates(ring)
        real = np.any(np.diff(corners, axis=0) != 0, axis=1)
        starts.append(corners[:-1][real])
        ends.append(corners[1:][real])
    return np.vstack(starts), np.vstack(ends)


def _main(facing: NDArray[np.float64], length: NDArray[np.float64]) -> NDArray[np.bool_]:
    alike = facing @ facing.T > np.cos(np.radians(ONE_SIDE))
    side = alike @ length
    return np.asarray(side >= MAIN * side.max() - OUTSIDE)


def sills(sheet: Sheet, outline: Polygon, step: float) -> tuple[Sill, ...]:
    """Windows that the sheet draws on the outer walls of a building, on layers of windows."""
    rows = sheet.rows("WINDOW")
    if not len(rows):
        return ()
    shapes = sheet.entities.geometry[rows]
    rim = outline.boundary
    near = STRtree(shapes).query(rim, predicate="dwithin", distance=AT_WALL)
    within = [int(index) for index in np.sort(near) if _at(shapes[index], rim)]
    starts, ends = _walls(outline)
    found = []
    for number, group in enumerate(gathered([shapes[index] for index in within], ONE_WINDOW), start=1):
        members = [within[index] for index in group]
        line = _on_wall(np.vstack([shapely.get_coordinates(shapes[index]) for index in members]), starts, ends)
        if line is None:
            continue
        layer = sheet.layers[int(sheet.entities.layer[rows[members[0]]])].name
        pieces = max(1, int(np.ceil(line.length / step)))
        found.append(
            Sill(
                subject=f"窗{number}",
                sheet=sheet.id,
                where=line.buffer(AT_WALL / 2),
                handles=tuple(str(sheet.entities.handle[rows[index]]) for index in members),
                how=Words(f"图层 {layer} 上沿外墙的窗线", f"window lines on layer {layer} along the outer wall"),
                line=line,
                points=shapely.get_coordinates(
                    shapely.line_interpolate_point(line, np.linspace(0, 1, pieces + 1), normalized=True)
                ),
            )
        )
    return tuple(found)


def _at(shape: shapely.Geometry, rim: shapely.Geometry) -> bool:
    corners = shapely.get_coordinates(shape)
    return bool(len(corners) > 1 and np.max(shapely.distance(shapely.points(corners), rim)) <= AT_WALL)


def _on_wall(corners: NDArray[np.float64], starts: NDArray[np.float64], ends: NDArray[np.float64]) -> LineString | None:
    """The stretch of the nearest wall that the corners of a window's lines cover; None when it is no window's."""
    along = ends - starts
    length = np.hypot(*along.T)
    middle = corners.mean(axis=0)
    walls = shapely.linestrings(np.stack([starts, ends], axis=1))
    nearest = int(np.argmin(shapely.distance(walls, shapely.Point(middle))))
    unit = along[nearest] / length[nearest]
    reach = np.clip((corners - starts[nearest]) @ unit, 0, length[nearest])
    low, high = float(reach.min()), float(reach.max())
    if not NARROWEST <= high - low <= WIDEST:
        return None
    out = OUTSIDE * np.array([unit[1], -unit[0]])
    return LineString([starts[nearest] + low * unit + out, starts[nearest] + high * unit + out])


def uncovered(here: Positions, others: Sequence[Polygon]) -> NDArray[np.bool_]:
    """Which positions lie within none of the other outlines, so that a wall stands free there."""
    free = np.ones(len(here), dtype=np.bool_)
    if others and len(here):
        covered, _ = STRtree(others).query(shapely.points(here.points), predicate="intersects")
        free[covered] = False
    return free
