"""Cut what a PDF page draws to where it is seen: the page, and the clips its content sets.

Vocabulary
----------
clip      a region set by the content; clips nest, number 0 is the page
region    where something of a clip is seen, the clips around it considered
slack     how far beyond a straight clip lines are left whole: frames lie on the page's very edge
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from checkers.drawing.model import Kind
from checkers.drawing.pdf_paths import Chains
from checkers.drawing.pdf_recording import Paint, Recording
from checkers.drawing.space import KIND_NUMBER

SLACK = 0.05 / (25.4 / 72)
"""points: 0.05 mm on paper"""
_POLYGON, _LINE = 3, 1
_AREAS = (KIND_NUMBER[Kind.HATCH], KIND_NUMBER[Kind.IMAGE])
_RECTANGLE = 1e-6
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Regions:
    """Where things of each clip are seen."""

    shape: NDArray[np.object_]
    """a polygon for each clip; None where nothing is seen"""
    straight: NDArray[np.bool_]
    """the region is an upright rectangle"""
    bounds: NDArray[np.float64]
    failed: int
    """clips that could not be worked out; nothing is cut by them"""

    def touches(self, clip: Ints, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether anything of boxes (n, 4) is seen through their clips."""
        near = _meet(boxes, self.bounds[clip])
        rows = np.flatnonzero(near & ~self.straight[clip])
        if len(rows):
            near[rows] = shapely.intersects(self.shape[clip[rows]], shapely.box(*boxes[rows].T))
        return near


def regions(recording: Recording, chains: Chains) -> Regions:
    """The region of every clip of a recording."""
    width, height = recording.size
    page = shapely.box(-SLACK, -SLACK, width + SLACK, height + SLACK)
    shape: list[shapely.Geometry | None] = [page]
    failed = 0
    own = _own(recording, chains)
    for parent, row in recording.clips[1:]:
        around = shape[parent]
        if row < 0 or around is None:
            shape.append(around)
            continue
        mine = own.get(row)
        if mine is None:
            shape.append(None)
            continue
        try:
            shape.append(_within(mine, around))
        except GEOSException:
            failed += 1
            shape.append(around)
    made = np.array([None, *shape], dtype=object)[1:]
    there = ~shapely.is_missing(made)
    bounds = np.full((len(made), 4), np.nan)
    bounds[there] = shapely.bounds(made[there])
    with np.errstate(invalid="ignore"):
        boxes = (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])
        straight = np.abs(shapely.area(made) - boxes) <= _RECTANGLE * boxes
    return Regions(made, straight, bounds, failed)


def _own(recording: Recording, chains: Chains) -> dict[int, shapely.Geometry]:
    """The area of each clip row by itself; a row that is missing encloses nothing."""
    is_clip = np.array([row.paint == Paint.CLIP for row in recording.rows] or [False])
    mine = np.flatnonzero(is_clip[chains.row] & (shapely.get_type_id(chains.geometry) == _POLYGON))
    own: dict[int, shapely.Geometry] = {}
    if not len(mine):
        return own
    areas = chains.geometry[mine]
    broken = ~shapely.is_valid(areas)
    areas[broken] = shapely.make_valid(areas[broken])
    rows, start = np.unique(chains.row[mine], return_index=True)
    for index, row in enumerate(rows):
        stop = start[index + 1] if index + 1 < len(rows) else len(mine)
        parts = areas[start[index] : stop]
        whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
        left, low, right, high = whole.bounds if not whole.is_empty else (0.0, 0.0, 0.0, 0.0)
        if abs(whole.area - (right - left) * (high - low)) <= _RECTANGLE * whole.area:
            whole = shapely.box(left - SLACK, low - SLACK, right + SLACK, high + SLACK)
        own[int(row)] = whole
    return own


def _within(mine: shapely.Geometry, around: shapely.Geometry) -> shapely.Geometry | None:
    low, high = shapely.bounds(mine), shapely.bounds(around)
    box = float(shapely.area(around)) >= (1 - _RECTANGLE) * float((high[2] - high[0]) * (high[3] - high[1]))
    if box and (low[:2] >= high[:2]).all() and (low[2:] <= high[2:]).all():
        return mine
    seen = shapely.intersection(mine, around)
    return None if float(shapely.area(seen)) <= 0 else seen


@dataclass(frozen=True, slots=True)
class Seen:
    """What is left of chains after cutting: geometries and the chain each is of."""

    geometry: NDArray[np.object_]
    chain: Ints
    uncut: Ints
    """chains that could not be cut and stay whole"""


def seen(chains: Chains, clip: Ints, regions: Regions) -> Seen:
    """The chains cut to their regions; what lies outside is gone, what is cut in pieces stands once for each piece."""
    number = len(chains.geometry)
    index = np.arange(number)
    if not number:
        return Seen(chains.geometry, index, index)
    bounds = shapely.bounds(chains.geometry)
    limits = regions.bounds[clip]
    with np.errstate(invalid="ignore"):
        inside = (bounds[:, :2] >= limits[:, :2]).all(axis=1) & (bounds[:, 2:] <= limits[:, 2:]).all(axis=1)
    whole = inside & regions.straight[clip]
    near = _meet(bounds, limits) & ~whole
    rows = np.flatnonzero(near & inside)
    if len(rows):
        # a hatch behind an outline: most of its lines end at the outline and need no cutting
        shapely.prepare(regions.shape[np.unique(clip[rows])])
        within = shapely.covers(regions.shape[clip[rows]], chains.geometry[rows])
        whole[rows[within]] = True
        near[rows[within]] = False
    rows = np.flatnonzero(near)
    pieces, of, uncut = _cut(chains, rows, regions.shape[clip[rows]])
    every = np.concatenate((chains.geometry[whole], pieces))
    chain = np.concatenate((index[whole], of))
    order = np.argsort(chain, kind="stable")
    return Seen(every[order], chain[order], uncut)


def _cut(chains: Chains, rows: Ints, region: NDArray[np.object_]) -> tuple[NDArray[np.object_], Ints, Ints]:
    if not len(rows):
        return np.empty(0, dtype=object), rows, rows
    shape = chains.geometry[rows]
    area = np.isin(chains.kind[rows], _AREAS) & (shapely.get_type_id(shape) == _POLYGON)
    outline = ~area & (shapely.get_type_id(shape) == _POLYGON)
    shape[outline] = shapely.boundary(shape[outline])
    broken = area & ~shapely.is_valid(shape)
    shape[broken] = shapely.make_valid(shape[broken])
    uncut = np.zeros(len(rows), dtype=np.bool_)
    try:
        left = shapely.intersection(shape, region)
    except GEOSException:
        left = shape.copy()
        for index in range(len(rows)):
            try:
                left[index] = shapely.intersection(shape[index], region[index])
            except GEOSException:
                uncut[index] = True
    lines = shapely.get_type_id(left) >= 4  # noqa: PLR2004 (collections)
    left[lines & ~area] = shapely.line_merge(_only(left[lines & ~area], 1))
    parts, of = shapely.get_parts(left, return_index=True)
    parts, of = _apart(parts, of)
    fits = ~shapely.is_empty(parts)
    kind = shapely.get_dimensions(parts)
    wanted = np.where(area, 2, shapely.get_dimensions(chains.geometry[rows]).clip(max=1))[of]
    fits &= kind == np.where(uncut[of], kind, wanted)
    return parts[fits], rows[of[fits]], rows[uncut]


def _only(collections: NDArray[np.object_], dimension: int) -> NDArray[np.object_]:
    """The parts of one dimension of each collection, as a multi-line."""
    parts, of = shapely.get_parts(collections, return_index=True)
    kept = shapely.get_dimensions(parts) == dimension
    made = np.full(len(collections), shapely.MultiLineString(), dtype=object)
    if kept.any():
        numbers, start = np.unique(of[kept], return_inverse=True)
        made[numbers] = shapely.multilinestrings(parts[kept], indices=start)
    return made


def _apart(parts: NDArray[np.object_], of: Ints) -> tuple[NDArray[np.object_], Ints]:
    """Collections within collections taken apart once more."""
    if not (shapely.get_type_id(parts) >= 4).any():  # noqa: PLR2004 (collections)
        return parts, of
    finer, again = shapely.get_parts(parts, return_index=True)
    return finer, of[again]


def _meet(boxes: NDArray[np.float64], limits: NDArray[np.float64]) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray((boxes[:, :2] <= limits[:, 2:]).all(axis=1) & (boxes[:, 2:] >= limits[:, :2]).all(axis=1))
