"""Things drawn twice, and things drawn with no size at all.

Vocabulary
----------
repeat        an entity of a measured layer that lies exactly on another of that layer
double        one of two closed outlines of one layer that cover (almost) the same ground
no size       a line whose ends are one point, an outline that encloses nothing
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiPoint, MultiPolygon, Point, Polygon

from checkers.errors import Words
from checkers.features.base import Area, Feature, areas, doubled
from checkers.features.closure import BOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

MEASURED = (
    *BOUNDING,
    "WALL",
    "COLUMN",
    "DOOR",
    "WINDOW",
    "PARKING",
    "ROAD",
    "FIRE_LANE",
    "LP_STRIP",
    "LP_DOWN",
    "STAIR",
)
"""layer meanings on which rules measure or count"""

SAME = 0.0005
"""metres within which the corners of two entities are one: drawn to the millimetre"""

SMALLEST = 0.001
"""metres: what is no longer than this has no size"""

SYMBOL = 5.0
"""metres: a longer stroke in a block is of a plan drawn in it, not of a symbol"""

NOISE = 1e-6
"""metres that coordinates of many digits may take off a millimetre"""

MOST_PLACES = 50
"""places and handles kept of one kind"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Feature):
    """Entities of one layer of a sheet that have the same fault."""

    layer: str
    count: int
    """0 where a sheet has none"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Double(Feature):
    """Two outlines of one layer over the same ground."""

    difference: float
    """square metres that one of them covers and the other not"""


def repeats(plans: Plans) -> tuple[Many, ...]:
    """For each sheet with measured layers the repeats, layer by layer; one of none where a sheet has none.

    Pages of PDF files are left out: a filled and stroked path leaves two entities there. So is what stands in one
    block, whose author repeats it with the block, unless the block itself was inserted twice at one place.
    """
    return tuple(
        many for sheet in plans.sheets if sheet.format != "pdf" for many in _by_layer(sheet, _repeated(sheet), "重复")
    )


def of_no_size(plans: Plans) -> tuple[Many, ...]:
    """For each sheet with measured layers what has no size there, layer by layer; one of none where all has."""
    return tuple(many for sheet in plans.sheets for many in _by_layer(sheet, _sizeless(sheet), "零长度"))


def doubles(plans: Plans) -> tuple[Double, ...]:
    """Every outline of a bounding layer that covers the ground of a larger one of that layer.

    Many on one ground are named beside the largest of them, not each with each.
    """
    return tuple(
        double
        for sheet in plans.sheets
        if sheet.format != "pdf"
        for meaning in BOUNDING
        for outlines in _of_each_layer(areas(sheet, meaning))
        for double in _doubles(outlines, sheet)
    )


def _of_each_layer(outlines: Iterable[Area]) -> Iterable[list[Area]]:
    by_layer: dict[str, list[Area]] = {}
    for area in outlines:
        by_layer.setdefault(area.layer, []).append(area)
    return by_layer.values()


def _doubles(outlines: Sequence[Area], sheet: Sheet) -> Iterator[Double]:
    for first, second in doubled(outlines):
        one, other = outlines[first], outlines[second]
        common = one.polygon.intersection(other.polygon).area
        yield Double(
            subject=f"{sheet.number} {one.layer} {one.handles[0]}、{other.handles[0]}".strip(),
            sheet=sheet.id,
            where=one.polygon,
            handles=one.handles + other.handles,
            how=Words(f"图层 {one.layer} 上的两条闭合线", f"two closed lines on layer {one.layer}"),
            difference=float(one.polygon.area + other.polygon.area - 2 * common),
        )


def _by_layer(sheet: Sheet, rows: Sequence[int], word: str) -> Iterator[Many]:
    if not len(sheet.rows(*MEASURED)):
        return
    grouped: dict[int, list[int]] = {}
    for row in rows:
        grouped.setdefault(int(sheet.entities.layer[row]), []).append(row)
    if not grouped:
        subject = f"{sheet.number} {sheet.title}".strip() or sheet.file
        yield Many(
            subject=subject,
            sheet=sheet.id,
            where=shapely.box(*sheet.bounds_m),
            how=Words("参与量取的图层", "the layers that are measured"),
            layer="",
            count=0,
        )
    for layer, members in grouped.items():
        name = sheet.layers[layer].name
        yield Many(
            subject=f"{sheet.number} {name} {word}".strip(),
            sheet=sheet.id,
            where=_places([sheet.entities.geometry[row] for row in members]),
            handles=tuple(str(sheet.entities.handle[row]) for row in members[:MOST_PLACES]),
            how=Words(f"图层 {name} 上的图元", f"entities on layer {name}"),
            layer=name,
            count=len(members),
        )


def _places(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """The lines themselves, or points where they have no length."""
    there = [shape for shape in shapes[:MOST_PLACES] if not shape.is_empty]
    if all(shape.length >= SMALLEST - NOISE for shape in there):
        return shapely.union_all([shape.boundary if isinstance(shape, Polygon) else shape for shape in there])
    points = [Point(shapely.get_coordinates(shape)[0]) for shape in there]
    return points[0] if len(points) == 1 else MultiPoint(points)


def _sizeless(sheet: Sheet) -> list[int]:
    rows = sheet.rows(*MEASURED)
    if not len(rows):
        return []
    shapes = sheet.entities.geometry[rows]
    lined = np.array([isinstance(shape, LineString | Polygon | MultiPolygon) for shape in shapes])
    bounds = shapely.bounds(shapes)
    size = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    lost = lined & ~shapely.is_empty(shapes) & (size < SMALLEST - NOISE)
    return [int(row) for row in rows[lost]]


def _repeated(sheet: Sheet) -> list[int]:
    """Rows that repeat an earlier one of the same layer, by their corners whichever end they begin at."""
    rows = _alike(sheet, sheet.rows(*MEASURED))
    seen: dict[tuple[object, ...], int] = {}
    found: list[int] = []
    origin = np.array(sheet.bounds_m[:2])
    for row in rows:
        shape = sheet.entities.geometry[row]
        if shape.is_empty or sheet.entities.kind[row] in {"point", "hatch", "image"}:
            continue
        key = (int(sheet.entities.layer[row]), str(sheet.entities.kind[row]), *_corners(shape, origin))
        first = seen.setdefault(key, int(row))
        if first != row and not _of_one_symbol(sheet, first, int(row)):
            found.append(int(row))
    return found


def _alike(sheet: Sheet, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows that share their bounds and length with another one: few of many, looked at corner by corner."""
    if not len(rows):
        return rows
    shapes = sheet.entities.geometry[rows]
    sizes = np.column_stack([shapely.bounds(shapes) - np.tile(sheet.bounds_m[:2], 2), shapely.length(shapes)])
    keys = np.ascontiguousarray(np.round(np.nan_to_num(sizes) / (2 * SAME)).astype(np.int64))
    _, place, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    return rows[counts[place.ravel()] > 1]


def _of_one_symbol(sheet: Sheet, one: int, other: int) -> bool:
    """Whether both are small strokes of one inserted block; a whole plan in a block is no symbol."""
    path = sheet.entities.block[one]
    same = path and path == sheet.entities.block[other]
    small = sheet.entities.geometry[one].length <= SYMBOL
    return bool(same and small and sheet.entities.handle[one] == sheet.entities.handle[other])


def _corners(shape: BaseGeometry, origin: NDArray[np.float64]) -> tuple[object, ...]:
    """The corners to the nearest millimetre, from the smallest on, in the order in which the smaller neighbour follows."""
    points = np.round((shapely.get_coordinates(shape) - origin) / (2 * SAME)).astype(np.int64)
    closed = isinstance(shape, Polygon) or (len(points) > 2 and bool((points[0] == points[-1]).all()))  # noqa: PLR2004
    listed = [tuple(point) for point in points.tolist()]
    if closed:
        ring = listed[:-1]
        start = ring.index(min(ring))
        ring = ring[start:] + ring[:start]
        back = [ring[0], *ring[:0:-1]]
        return (len(ring), *min(ring, back))
    return (len(listed), *min(listed, listed[::-1]))
