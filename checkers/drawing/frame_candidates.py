"""Gather the rectangles of a space that may be frames of sheets.

Vocabulary
----------
hint      2 when a layer or block is named after frames, or a block carries a title block; −1 on layers of rooms,
          walls and the like; else 0
fitting   a rectangle has the proportions of some known sheet or of its frame line
owner     the block a rectangle is the extent of; empty for lines
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import paper, titleblock
from checkers.drawing.layers import EXPECT
from checkers.drawing.model import BlockReference
from checkers.drawing.space import Found
from checkers.drawing.table import column

FRAME_BLOCK = re.compile(r"图框|图签|(^|[-_])TK([-_]|\d|$)|TITLE|BORDER|FRAME|(^|[-_ ])A[0-4]([-_+ ]|$)", re.IGNORECASE)
_SMALLEST = 0.14
"""metres; no sheet has a shorter edge, not even at 1:1"""
_LINE, _POLYGON = 1, 3
_FLAT = 1e-6
_CORNERS = (4, 6)
"""points of a rectangle drawn in one line, closed again and one perhaps doubled"""
_MOST_LEVELS = 40
"""a rectangle has two levels; many equal lines are a hatch"""
_MOST_PAIRS = 20_000
_SPREAD = 1_000_000_007
_MARKS = 22
_ODD = np.uint64(0x9E3779B97F4A7C15)
_NOT_FRAMES = frozenset(
    {"WALL", "BLDG_OUTLINE", "SITE_BOUNDARY", "BLDG_CTRL_LINE", "PARKING", "SPACE", "COLUMN", "CD", "TANK", "CLIMB_GROUND",
     "GREEN", "FIRE_COMP", "FURNITURE", "LP_STRIP", "TEL", EXPECT}
)  # fmt: skip
_ASPECTS = np.sort(
    np.array(
        [p.long / p.short for p in paper.PAPERS]
        + [(p.long - paper.BINDING - p.margin) / (p.short - 2 * p.margin) for p in paper.PAPERS]
    )
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rectangles, the largest first; equally long columns."""

    edges: NDArray[np.float64]
    """(n, 4) in metres"""
    areas: NDArray[np.float64]
    hints: NDArray[np.int8]
    fitting: NDArray[np.bool_]
    owner: list[str]


def candidates(found: Found) -> Candidates:
    """All rectangles of a space with a sheet's proportions, and those of any that are named as frames."""
    drawn, hints = _of_polylines(found)
    lines = _of_lines(found)
    owners = [""] * (len(drawn) + len(lines))
    edges = [drawn, lines]
    said = [hints, np.zeros(len(lines), dtype=np.int8)]
    named = {name for name in set(column(found.blocks, "name").tolist()) if FRAME_BLOCK.search(name)}
    for block in told(found.blocks, named):
        if block.bounds is None:
            continue
        if block.name in named or titleblock.from_attributes((block,)):
            edges.append(np.array([block.bounds]))
            said.append(np.full(1, 2, dtype=np.int8))
            owners.append(f"{block.block}/{block.name}".lstrip("/"))
    every = np.concatenate(edges)
    order = np.argsort(-(every[:, 2] - every[:, 0]) * (every[:, 3] - every[:, 1]), kind="stable")
    every = every[order]
    return Candidates(
        edges=every,
        areas=(every[:, 2] - every[:, 0]) * (every[:, 3] - every[:, 1]),
        hints=np.concatenate(said)[order],
        fitting=proportioned(every[:, 2] - every[:, 0], every[:, 3] - every[:, 1]),
        owner=[owners[index] for index in order],
    )


def told(blocks: Sequence[BlockReference], named: Container[str] = ()) -> list[BlockReference]:
    """The blocks that carry several attributes, or have one of some names."""
    names, attributes = column(blocks, "name").tolist(), column(blocks, "attributes").tolist()
    return [blocks[row] for row, held in enumerate(attributes) if len(held) > 1 or names[row] in named]


@lru_cache(maxsize=4096)
def _is_named_a_frame(path: str) -> bool:
    return FRAME_BLOCK.search(path) is not None


def proportioned(width: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rectangles, in metres, are of a sheet's proportions and not too small for one."""
    return like_a_sheet(width, height) & (np.minimum(width, height) > _SMALLEST)


def like_a_sheet(width: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rectangles have the proportions of a sheet or of its frame line, within one in a hundred."""
    long, short = np.maximum(width, height), np.minimum(width, height)
    sound = np.isfinite(long) & (short > 0)
    aspect = np.where(sound, long, 1.0) / np.where(sound, short, 1.0)
    after = np.clip(np.searchsorted(_ASPECTS, aspect), 1, len(_ASPECTS) - 1)
    nearest = np.minimum(np.abs(aspect / _ASPECTS[after] - 1), np.abs(aspect / _ASPECTS[after - 1] - 1))
    return np.asarray((nearest < 0.01) & sound)  # noqa: PLR2004 (1 %)


def _of_polylines(found: Found) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Rectangles drawn in one line, closed or ending where it began."""
    entities, bounds = found.entities, found.bounds
    if not len(entities):
        return np.empty((0, 4)), np.empty(0, dtype=np.int8)
    meanings = [layer.meaning for layer in found.layers]
    frame_layers = np.array([meaning == "TITLEBLOCK" for meaning in meanings])
    other_layers = np.array([meaning in _NOT_FRAMES for meaning in meanings])
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    rows = np.flatnonzero((entities.kind == "polyline") & (np.minimum(width, height) > _SMALLEST))
    named = frame_layers[entities.layer[rows]]
    named |= np.array([_is_named_a_frame(str(path)) for path in entities.block[rows].tolist()], dtype=np.bool_)
    kept = named | proportioned(width[rows], height[rows])
    rows, named = rows[kept], named[kept]
    kept = _are_rectangles(entities.geometry[rows], width[rows], height[rows])
    rows, named = rows[kept], named[kept]
    hints = np.where(named, 2, np.where(other_layers[entities.layer[rows]], -1, 0)).astype(np.int8)
    return bounds[rows], hints


def _are_rectangles(
    geometry: NDArray[np.object_], width: NDArray[np.float64], height: NDArray[np.float64]
) -> NDArray[np.bool_]:
    kinds, corners = shapely.get_type_id(geometry), shapely.get_num_coordinates(geometry)
    few = (corners >= _CORNERS[0]) & (corners <= _CORNERS[1])
    closed = (kinds == _POLYGON) & few & np.isclose(shapely.area(geometry), width * height, rtol=1e-4)
    # an open line around a rectangle is as long as its four edges
    open_ = (kinds == _LINE) & few & np.isclose(shapely.length(geometry), 2 * (width + height), rtol=1e-4)
    return np.asarray(closed | open_, dtype=np.bool_)


def _of_lines(found: Found) -> NDArray[np.float64]:
    """Rectangles made of four single lines that meet at their ends."""
    bounds = found.bounds[found.entities.kind == "line"]
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    flat = np.round(bounds[(height < _FLAT) & (width > _SMALLEST)], 4)
    steep = np.round(bounds[(width < _FLAT) & (height > _SMALLEST)], 4)
    # only a level line that another one lies under, from end to end, can be an edge, and only lines that end where a
    # line across ends too; that leaves few of a large drawing
    flat = flat[_repeated(_key(flat[:, 0], flat[:, 2]))]
    left, right = _key(flat[:, 0], flat[:, 1]), _key(flat[:, 2], flat[:, 1])
    low, high = _key(steep[:, 0], steep[:, 1]), _key(steep[:, 0], steep[:, 3])
    for _ in range(2):
        kept = _meet(left, (low, high)) & _meet(right, (low, high))
        flat, left, right = flat[kept], left[kept], right[kept]
        kept = _meet(low, (left, right)) & _meet(high, (left, right))
        steep, low, high = steep[kept], low[kept], high[kept]
    if not len(flat) or not len(steep):
        return np.empty((0, 4))
    edges = _pairs(flat[:, [0, 2, 1]])
    sides = _side(steep[:, 0], steep[:, 1], steep[:, 3])
    likely = np.isin(_side(edges[:, 0], edges[:, 1], edges[:, 3]), sides)
    likely &= np.isin(_side(edges[:, 2], edges[:, 1], edges[:, 3]), sides)
    uprights = set(zip(steep[:, 0].tolist(), steep[:, 1].tolist(), steep[:, 3].tolist(), strict=True))
    made = [
        (left, low, right, high)
        for left, low, right, high in edges[likely][:_MOST_PAIRS].tolist()
        if (left, low, high) in uprights and (right, low, high) in uprights
    ]
    edges = np.array(made).reshape(-1, 4)
    return edges[proportioned(edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1])]


def _pairs(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rectangles (n, 4) between any two level lines (left, right, level) of the same ends, if they are not too many."""
    lines = lines[np.lexsort(lines.T[::-1])]
    new = (np.diff(lines, axis=0, prepend=np.nan) != 0).any(axis=1)
    lines = lines[new]
    begins = np.flatnonzero((np.diff(lines[:, :2], axis=0, prepend=np.nan) != 0).any(axis=1))
    sizes = np.diff(begins, append=len(lines))
    found = [np.empty((0, 4))]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _MOST_LEVELS)]).tolist():
        low, high = np.triu_indices(size, 1)
        first = begins[sizes == size][:, np.newaxis]
        under, over = lines[first + low].reshape(-1, 3), lines[first + high].reshape(-1, 3)
        found.append(np.column_stack((under[:, 0], under[:, 2], under[:, 1], over[:, 2])))
    return np.concatenate(found)


def _side(x: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.uint64]:
    """A number for each upright line; now and then two of them share one."""
    return _key(x, low).astype(np.uint64) * _ODD ^ _key(x, high).astype(np.uint64)


def _repeated(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which numbers are there more than once."""
    order = np.argsort(keys)
    same = np.diff(keys[order]) == 0
    found = np.zeros(len(keys), np.bool_)
    found[order] = np.concatenate((same, [False])) | np.concatenate(([False], same)) if len(keys) else False
    return found


def _meet(places: NDArray[np.int64], ends: Sequence[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Which places are among some ends; now and then one too many, never one too few."""
    known = np.zeros(1 << _MARKS, np.bool_)
    for each in ends:
        known[_mark(each)] = True
    return known[_mark(places)]


def _mark(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number below 2 to the power of ``_MARKS`` for each key."""
    return ((keys.astype(np.uint64) * _ODD) >> np.uint64(64 - _MARKS)).astype(np.int64)


def _key(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """A number for each place, to a tenth of a millimetre; whole numbers compare much faster than places."""
    return np.rint(x * 1e4).astype(np.int64) * _SPREAD + np.rint(y * 1e4).astype(np.int64)
