"""The solid parts of a storey as its plan shows them: walls and columns, however they were drawn.

Vocabulary
----------
masonry   what of a sheet is wall or column, as areas, with the wall lines that make no area
piece     a straight stretch of wall of one thickness between two facing lines (:mod:`checkers.features.facing`)
column    a closed outline on a layer of columns no wider than ``WIDEST_COLUMN``
paired    a wall line that faces another one a wall's thickness away, or that bounds an area; the others stand alone

Sheets that say they are elevations, sections or tables show no plan: their wall lines are no walls to walk between.
Details of rooms (大样、详图) are plans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, STRtree

from checkers.errors import Words
from checkers.features import chains, facing, many
from checkers.features.unions import union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.facing import Strips
    from checkers.features.plans import Plans

WIDEST_COLUMN = 2.5
"""metres across the widest outline on a layer of columns that is a column; a wider one is something around columns"""

COVERED = 0.005
"""metres from an area within which a wall line bounds it"""

PINHOLE = 0.1
"""square metres: a smaller hole in masonry is where walls cross"""

MOST_CORNERS = 20_000
"""of one line or hatch of walls: a hatch over all walls of a large storey has some thousands"""

STRAY = 0.001
"""metres: shorter lines are points"""

_LINES = ("墙、柱图层的线", "lines of walls and columns")

NO_PLAN = re.compile(r"立面|剖面|墙身|节点|系统|门窗(?:表|详图|大样)|目录|说明")
PLAN = re.compile(r"平面")


@dataclass(frozen=True, kw_only=True)
class Masonry:
    """The walls and columns of one sheet."""

    sheet: str
    solids: BaseGeometry
    """walls and columns as areas, model metres; empty when only single lines are drawn"""
    lines: BaseGeometry
    """wall lines that stand alone: no second line faces them"""
    how: Words
    sure: float
    """share of the length of wall lines that is paired or bounds an area: 1 where every wall is understood"""
    pieces: Strips
    """the straight stretches of wall, their middle lines in model metres"""
    parts: NDArray[np.object_]
    """what ``solids`` is the union of, and the single lines: for finding what is near"""

    @cached_property
    def tree(self) -> STRtree:
        """Index over ``parts``."""
        return STRtree(self.parts)

    @cached_property
    def area_tree(self) -> STRtree:
        """Index over the parts that are areas."""
        return STRtree(self.parts[shapely.area(self.parts) > 0])

    @cached_property
    def lone_tree(self) -> STRtree:
        """Index over the single lines."""
        lines = shapely.get_parts(self.lines)
        return STRtree(lines[shapely.length(lines) > 0])

    @cached_property
    def faces(self) -> NDArray[np.float64]:
        """(n, 2, 2): every straight line that bounds a part or stands alone, model metres."""
        return _segments(self.parts, (0.0, 0.0))

    @cached_property
    def face_tree(self) -> STRtree:
        """Index over ``faces``."""
        return STRtree(many.lines(self.faces))


def walls(plans: Plans) -> tuple[Masonry, ...]:
    """One for each sheet that shows walls in plan; call as ``plans.recognise(walls)``."""
    return tuple(found for sheet in plans.sheets if (found := plans.recognise_on(sheet, walls_on)) is not None)


def walls_on(_plans: Plans, sheet: Sheet) -> Masonry | None:
    """The walls of one sheet; None where it shows none in plan. Call as ``plans.recognise_on(sheet, walls_on)``."""
    return _masonry(sheet) if is_plan(sheet) else None


def is_plan(sheet: Sheet) -> bool:
    """Whether the sheet may show a storey from above: its title says so or says nothing else."""
    return PLAN.search(sheet.title) is not None or NO_PLAN.search(sheet.title) is None


def moved(shapes: Sequence[BaseGeometry] | NDArray[np.object_], x: float, y: float) -> NDArray[np.object_]:
    """The shapes moved by so many metres."""
    given = np.empty(len(shapes), dtype=object)
    given[:] = shapes
    made: NDArray[np.object_] = shapely.transform(given, lambda points: points + np.array((x, y)))
    return made


def _masonry(sheet: Sheet) -> Masonry | None:
    """Walls and columns of one sheet; None where no layer carries any, CouldNotRead where they are a pattern."""
    wall_shapes = list(_shapes(sheet, "WALL"))
    columns = list(_columns(sheet))
    if not wall_shapes and not columns:
        return None
    if max(shapely.get_num_coordinates([*wall_shapes, *columns])) > MOST_CORNERS:
        raise many.too_fine(sheet, "墙、柱图层上一条线", "a wall")
    x, y = origin = _origin([*wall_shapes, *columns])
    areas = [shape for shape in wall_shapes if _is_thin(shape)]
    segments = _segments(wall_shapes, origin)
    if many.crowded(many.lines(segments)):
        raise many.given_up(sheet, *_LINES)
    try:
        pieces = facing.strips(segments)
    except facing.TooDenseError:
        raise many.given_up(sheet, *_LINES) from None
    here = np.concatenate([moved([*areas, *columns], -x, -y), pieces.areas()])
    if many.crowded(here):
        raise many.given_up(sheet, *_LINES)
    solids = _filled(union(here)) if len(here) else Polygon()
    alone = _alone(segments, solids)
    length = float(np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1).sum())
    single = float(np.linalg.norm(alone[:, 1] - alone[:, 0], axis=1).sum())
    lines = many.lines(alone + origin)
    return Masonry(
        sheet=sheet.id,
        solids=moved([solids], x, y)[0],
        lines=MultiLineString(lines.tolist()),
        how=Words(
            "墙、柱图层上的平行双线、闭合线和填充", "parallel lines, closed lines and hatches on layers of walls"
        ),
        sure=1.0 - single / length if length else 1.0,
        pieces=facing.Strips(pieces.axis + origin, pieces.thickness, pieces.lines),
        parts=np.concatenate([moved(here, x, y), lines]),
    )


def _filled(parts: NDArray[np.object_]) -> BaseGeometry:
    """The parts of masonry together, without the pinholes that are left where walls cross."""
    rings, of = shapely.get_rings(parts, return_index=True)
    first = np.concatenate([[True], of[1:] != of[:-1]]) if len(of) else np.empty(0, dtype=np.bool_)
    pinhole = ~first & (shapely.area(shapely.polygons(rings)) <= PINHOLE)
    for part in np.unique(of[pinhole]).tolist():
        own = of == part
        parts[part] = Polygon(rings[own & first][0], rings[own & ~first & ~pinhole].tolist())
    return MultiPolygon(parts.tolist())


def _shapes(sheet: Sheet, *meanings: str) -> Iterator[BaseGeometry]:
    """Lines and single polygons on layers of these meanings, valid or not; points are left out."""
    for row in sheet.rows(*meanings):
        geometry = sheet.entities.geometry[row]
        for part in geometry.geoms if hasattr(geometry, "geoms") else (geometry,):
            if isinstance(part, LineString | Polygon) and not part.is_empty:
                yield part


def _columns(sheet: Sheet) -> Iterator[Polygon]:
    """Closed outlines on layers of columns, also those drawn as lines that meet."""
    lines: dict[int, list[LineString]] = {}
    for row in sheet.rows("COLUMN"):
        geometry = sheet.entities.geometry[row]
        if isinstance(geometry, LineString) and not geometry.is_empty:
            lines.setdefault(int(sheet.entities.layer[row]), []).append(geometry)
        for part in geometry.geoms if isinstance(geometry, MultiPolygon) else (geometry,):
            if isinstance(part, Polygon) and _is_column(part):
                yield part
    for group in lines.values():
        yield from (outline for outline, _ in chains.outlines(group) if _is_column(outline))


def _is_column(outline: Polygon) -> bool:
    left, low, right, high = outline.bounds if not outline.is_empty else (0.0,) * 4
    return outline.is_valid and outline.area > 0 and max(right - left, high - low) <= 2 * WIDEST_COLUMN


def _is_thin(shape: BaseGeometry) -> bool:
    """Whether an outline is of walls, nowhere thicker than one can be."""
    if not isinstance(shape, Polygon) or not shape.is_valid or shape.area <= 0:
        return False
    left, low, right, high = shape.bounds
    if min(right - left, high - low) <= facing.THICKEST:
        return True
    around = shape.length
    # Twice the area over the outline's length is the thickness of a long strip: it saves most of the shrinking.
    return 2 * shape.area <= around * facing.THICKEST and shape.buffer(-facing.THICKEST / 2 - COVERED).is_empty


def _origin(shapes: Iterable[BaseGeometry]) -> tuple[float, float]:
    """A point among the shapes, whole metres."""
    bounds = shapely.bounds(np.array(list(shapes), dtype=object))
    middle = np.nanmedian((bounds[:, :2] + bounds[:, 2:]) / 2, axis=0)
    return float(np.round(middle[0])), float(np.round(middle[1]))


def _segments(shapes: Sequence[BaseGeometry] | NDArray[np.object_], origin: tuple[float, float]) -> NDArray[np.float64]:
    """(n, 2, 2): every straight line of the shapes' outlines once, from the origin; none of length zero."""
    if not len(shapes):
        return np.empty((0, 2, 2))
    given = np.array(shapes, dtype=object)
    outlines = np.where(shapely.get_dimensions(given) > 1, shapely.boundary(given), given)
    points, of = shapely.get_coordinates(shapely.get_parts(outlines), return_index=True)
    follows = of[1:] == of[:-1]
    made = np.stack([points[:-1][follows], points[1:][follows]], axis=1) - origin
    made = made[np.linalg.norm(made[:, 1] - made[:, 0], axis=1) > STRAY]
    # Lines drawn twice, in either direction, count once: a hatch repeats the lines around it.
    keys = np.round(made / STRAY).astype(np.int64)
    turned = (keys[:, 0, 0] > keys[:, 1, 0]) | ((keys[:, 0, 0] == keys[:, 1, 0]) & (keys[:, 0, 1] > keys[:, 1, 1]))
    keys[turned] = keys[turned][:, ::-1]
    _, once = np.unique(keys.reshape(-1, 4), axis=0, return_index=True)
    return np.asarray(made[np.sort(once)])


def _alone(segments: NDArray[np.float64], solids: BaseGeometry) -> NDArray[np.float64]:
    """The segments, or what is left of them, that bound no area."""
    if not len(segments) or solids.is_empty:
        return segments
    parts = shapely.get_parts(solids)
    lines = many.lines(segments)
    grown = shapely.buffer(parts, COVERED, join_style="mitre")
    shapely.prepare(grown)
    area, line = STRtree(lines).query(grown, predicate="intersects")
    order = np.lexsort((area, line))
    area, line = area[order], line[order]
    covered = np.zeros(len(lines), dtype=np.bool_)
    inside = shapely.covers(grown[area], lines[line])
    covered[line[inside]] = True
    touched = np.unique(line[~covered[line]])
    whole = np.setdiff1d(np.flatnonzero(~covered), touched)
    near: list[BaseGeometry] = []
    first, last = np.searchsorted(line, touched), np.searchsorted(line, touched, side="right")
    for start, stop in zip(first.tolist(), last.tolist(), strict=True):
        near.append(grown[area[start]] if stop - start == 1 else shapely.union_all(grown[area[start:stop]]))
    rest = shapely.get_parts(shapely.difference(lines[touched], np.array(near, dtype=object)))
    ends = shapely.get_coordinates(rest[shapely.length(rest) > facing.THINNEST]).reshape(-1, 2, 2)
    return np.concatenate([segments[whole], ends])
