"""Movement joints (变形缝) on plans.

Vocabulary
----------
joint    a line on a layer of joints: 变形缝, 伸缩缝, 沉降缝; a seismic joint (防震缝) is one, too
named    a writing 变形缝, 伸缩缝 or 沉降缝 on the plan, or a block named so
doubled  two lines side by side, a joint's width apart, on layers whose names tell nothing: they may be a joint
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon, STRtree
from shapely.affinity import translate

from checkers.features.labels import Label, labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet

NAMED = re.compile(r"变形缝|伸缩缝|沉降缝|抗震缝|防震缝")
_NOT_THERE = re.compile(r"不(?:应|得|宜|设|允许|另)|未设|无|说明|后浇带代|图$")
_LONGEST = 24

BESIDE = 3.0
"""metres from an area, or from a joint's line, to the writing that names a joint there"""

WIDTHS = (0.02, 0.15)
"""metres from one face of a joint to the other"""

SPANS = 0.8
"""share of the way through an area that a joint's line is drawn along"""

LEAST_WAY = 3.0
"""metres through an area; shorter ways cut off a corner"""

TURNED, APART = 0.002, 0.005
"""radians and metres by which pieces of one line may differ"""


@dataclass(frozen=True, slots=True)
class Joints:
    """What tells of joints on one sheet."""

    lines: BaseGeometry
    """model metres; empty when no layer of joints carries any"""
    handles: tuple[str, ...]
    named: tuple[Label, ...]


def joints(sheet: Sheet) -> Joints:
    """The joints of a sheet: lines on layers of joints or in blocks named so, and writings that name one."""
    paths = {path for path in set(sheet.entities.block.tolist()) if NAMED.search(path)}
    named = np.flatnonzero(np.isin(sheet.entities.block, list(paths)) & sheet.entities.visible) if paths else ()
    rows = np.union1d(sheet.rows("JOINT"), np.asarray(named, dtype=np.intp))
    lines: list[BaseGeometry] = []
    for row in rows:
        geometry = sheet.entities.geometry[row]
        lines.append(geometry.exterior if isinstance(geometry, Polygon) else geometry)
    parts = [line for line in lines if line.geom_type in {"LineString", "LinearRing"} and line.length > 0]
    return Joints(
        lines=MultiLineString([np.asarray(line.coords)[:, :2] for line in parts]),
        handles=tuple(str(sheet.entities.handle[row]) for row in rows),
        named=tuple(
            label
            for label in labels(sheet)
            if len(label.words) <= _LONGEST and NAMED.search(label.words) and not _NOT_THERE.search(label.words)
        ),
    )


def doubled(sheet: Sheet, area: Polygon) -> BaseGeometry:
    """Two lines side by side right through an area, on layers whose names tell nothing, a joint's width apart.

    What lies between their ends inside the area; empty when there are none.
    """
    rows = np.flatnonzero(sheet.layers_meaning("")[sheet.entities.layer] & sheet.entities.visible)
    shapes = sheet.entities.geometry[rows]
    near = shapes[STRtree(shapes).query(area, predicate="intersects")]
    near = np.where(shapely.get_dimensions(near) > 1, shapely.boundary(near), near)
    at, part = shapely.get_coordinates(shapely.get_parts(near), return_index=True)
    x, y = area.representative_point().coords[0]
    ends = np.hstack([at[:-1], at[1:]])[part[:-1] == part[1:]] - (x, y, x, y) if len(at) else np.empty((0, 4))
    here = translate(area, -x, -y)
    found = list(_through(ends[np.isfinite(ends).all(axis=1)], here))
    for index, (angle, offset, way) in enumerate(found):
        for turned, beside, other in found[index + 1 :]:
            parallel = min(abs(angle - turned), math.pi - abs(angle - turned)) <= TURNED
            if parallel and WIDTHS[0] <= abs(offset - beside) <= WIDTHS[1] and way.dwithin(other, WIDTHS[1]):
                return translate(MultiLineString([way, other]), x, y)
    return MultiLineString()


def _through(ends: NDArray[np.float64], area: Polygon) -> Iterator[tuple[float, float, LineString]]:
    """Lines that run right through an area around the origin: direction, distance from the origin, and the way."""
    along = ends[:, 2:] - ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    ends, along, length = ends[length > APART], along[length > APART], length[length > APART]
    angle = np.arctan2(along[:, 1], along[:, 0]) % math.pi
    angle = np.where(angle > math.pi - TURNED / 2, angle - math.pi, angle)
    for same in _runs(angle, np.arange(len(ends)), TURNED):
        turn = float(np.median(angle[same]))
        across = np.array([-math.sin(turn), math.cos(turn)])
        offset = (ends[:, :2] + ends[:, 2:]) @ across / 2
        for one in _runs(offset, same, APART):
            level = float(np.median(offset[one])) * across
            far = np.array([math.cos(turn), math.sin(turn)]) * math.hypot(*area.bounds[:2], *area.bounds[2:])
            way = LineString([level - far, level + far]).intersection(area)
            if way.length < LEAST_WAY:
                continue
            drawn = shapely.union_all(shapely.buffer(shapely.linestrings(ends[one].reshape(-1, 2, 2)), APART))
            longest = max(shapely.get_parts(way).tolist(), key=lambda part: part.length)
            if way.intersection(drawn).length >= SPANS * way.length:
                yield turn, float(level @ across), longest


def _runs(values: NDArray[np.float64], which: NDArray[np.intp], gap: float) -> Iterator[NDArray[np.intp]]:
    """These rows, those of values that lie close to the next one together."""
    ordered = which[np.argsort(values[which], kind="stable")]
    if len(ordered):
        yield from np.split(ordered, np.flatnonzero(np.diff(values[ordered]) > gap) + 1)
