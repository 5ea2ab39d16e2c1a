"""Turn the recorded paths of a PDF page into outlines and lines in points of the page.

Vocabulary
----------
step      one piece of a path: move, line, curve or close
chain     steps that follow each other end to end; a closed chain is an outline
row       one painted path; several chains may belong to it
hole      an outline inside a filled one that its path leaves unpainted
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import Kind
from checkers.drawing.pdf_recording import CLOSE, CURVE, MOVE, Paint, Recording
from checkers.drawing.space import HOLE, KIND_NUMBER, LINE, RING, geometries

MM = 25.4 / 72
SAG = 0.01 / MM
"""points a flattened curve may stray: 0.01 mm on paper"""
_NEAR = 1e-3
"""points; ends nearer than this meet"""
_MOST_STEPS = 64
_LEAST_RING = 4
_NUMBERS = np.array([2, 2, 6, 0])
"""coordinates of each kind of step"""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chains:
    """Geometries made of a recording, in points of the page with y down, and what each came from."""

    geometry: NDArray[np.object_]
    kind: Ints
    """number of the Kind"""
    row: Ints
    """of the recording"""
    unsound: Ints
    """rows of which a part has no finite place"""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Points of all chains one after another."""

    points: Floats
    sizes: Ints
    row: Ints
    closed: NDArray[np.bool_]
    curved: NDArray[np.bool_]


def chains(recording: Recording) -> Chains:
    """Every chain of every row as a geometry: filled outlines with their holes, closed lines as outlines, other lines."""
    empty = np.empty(0, dtype=np.int64)
    if not recording.rows or not recording.steps:
        return Chains(np.empty(0, dtype=object), empty, empty, empty)
    paint = np.array([row.paint for row in recording.rows], dtype=np.int64)
    with np.errstate(all="ignore"):
        pieces, unsound = _joined(*_subpaths(recording), paint)
    filled = paint[pieces.row] != Paint.STROKE
    shape, order = _holes(pieces, filled, paint, recording)
    points, sizes = _in_order(pieces, order)
    row, closed, curved = pieces.row[order], pieces.closed[order], pieces.curved[order]
    kind = np.where(
        filled[order] & closed,
        KIND_NUMBER[Kind.HATCH],
        np.where(
            curved,
            KIND_NUMBER[Kind.CURVE],
            np.where(sizes <= 2, KIND_NUMBER[Kind.LINE], KIND_NUMBER[Kind.POLYLINE]),  # noqa: PLR2004 (a line's two ends)
        ),
    )
    kind = np.where(paint[row] == Paint.IMAGE, KIND_NUMBER[Kind.IMAGE], kind)
    made = geometries(points, sizes, shape.astype(np.uint8))
    there = np.flatnonzero(~shapely.is_missing(made))
    return Chains(made[there], kind[there], row[there], unsound)


def _subpaths(recording: Recording) -> tuple[Floats, Ints, Ints, NDArray[np.bool_], NDArray[np.bool_], Ints]:
    """Flattened subpaths: points, sizes, rows, which are closed, which are curved, and rows with no finite place."""
    steps = np.array(recording.steps, dtype=np.int64)
    ends = np.array([row.steps for row in recording.rows], dtype=np.int64)
    row_of_step = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    steps = steps[: len(row_of_step)]
    flat = np.array(recording.numbers, dtype=np.float64)[: int(_NUMBERS[steps].sum())].reshape(-1, 2)
    matrix = np.array([row.matrix for row in recording.rows], dtype=np.float64)
    counts = _NUMBERS[steps] // 2
    m = matrix[np.repeat(row_of_step, counts)]
    places = np.column_stack(
        (flat[:, 0] * m[:, 0] + flat[:, 1] * m[:, 2] + m[:, 4], flat[:, 0] * m[:, 1] + flat[:, 1] * m[:, 3] + m[:, 5])
    )
    first = np.cumsum(counts) - counts
    last = np.maximum(first + counts - 1, 0)
    starts = np.flatnonzero(_begins(steps, row_of_step))
    sub_of_step = np.cumsum(_begins(steps, row_of_step)) - 1
    origin = places[first[_opening(steps, starts)]]
    end = places[last]
    end[steps == CLOSE] = origin[sub_of_step[steps == CLOSE]]
    before = np.vstack((end[:1], end[:-1]))
    points, owner = _flattened(steps, places, first, before, end, sub_of_step, origin, starts)
    sizes = np.bincount(owner, minlength=len(starts))
    closed = np.zeros(len(starts), dtype=np.bool_)
    closed[sub_of_step[steps == CLOSE]] = True
    curved = np.zeros(len(starts), dtype=np.bool_)
    curved[sub_of_step[steps == CURVE]] = True
    rows = row_of_step[starts]
    bad = ~np.isfinite(points).all(axis=1)
    unsound = np.zeros(len(starts), dtype=np.bool_)
    unsound[owner[bad]] = True
    # a move alone paints nothing
    kept = ~unsound & (sizes > 0) & ~((sizes == 1) & ~closed)
    return points[kept[owner]], sizes[kept], rows[kept], closed[kept], curved[kept], np.unique(rows[unsound])


def _begins(steps: Ints, row_of_step: Ints) -> NDArray[np.bool_]:
    """Steps that open a subpath: moves, the first of a row, and whatever follows a close without a move."""
    begins: NDArray[np.bool_] = steps == MOVE
    begins[1:] |= (steps[:-1] == CLOSE) | (row_of_step[1:] != row_of_step[:-1])
    begins[:1] = True
    return begins


def _opening(steps: Ints, starts: Ints) -> Ints:
    """For each subpath the step whose place it starts from: its own move, or the move of the one closed before it."""
    moves = steps[starts] == MOVE
    known = np.maximum.accumulate(np.where(moves, np.arange(len(starts)), -1))
    return np.asarray(starts[np.maximum(known, 0)], dtype=np.int64)


def _flattened(  # noqa: PLR0917 (columns of one table)
    steps: Ints, places: Floats, first: Ints, before: Floats, end: Floats, sub_of_step: Ints, origin: Floats, starts: Ints
) -> tuple[Floats, Ints]:  # fmt: skip
    """The points of all steps, curves as short lines within SAG, and the subpath of each point."""
    curves = np.flatnonzero(steps == CURVE)
    p0, p1, p2, p3 = before[curves], places[first[curves]], places[first[curves] + 1], places[first[curves] + 2]
    bend = np.maximum(
        np.hypot(*(p0 - 2 * p1 + p2).T) if len(curves) else np.empty(0),
        np.hypot(*(p1 - 2 * p2 + p3).T) if len(curves) else np.empty(0),
    )
    cuts = np.clip(np.ceil(np.sqrt(0.75 * np.nan_to_num(bend, posinf=0.0) / SAG)), 1, _MOST_STEPS).astype(np.int64)
    count = np.ones(len(steps), dtype=np.int64)
    count[curves] = cuts
    # a line that follows a close starts where that path started
    bare = np.zeros(len(steps), dtype=np.bool_)
    bare[starts] = steps[starts] != MOVE
    # closing where the path already ended adds no point
    count[(steps == CLOSE) & (np.abs(before - end) <= _NEAR).all(axis=1)] = 0
    count += bare
    begin = np.cumsum(count) - count
    points = np.empty((int(count.sum()), 2))
    points[begin + count - 1] = end
    points[begin[bare]] = origin[sub_of_step[bare]]
    if len(curves):
        which = np.repeat(np.arange(len(curves)), cuts)
        t = ((np.arange(len(which)) - np.repeat(np.cumsum(cuts) - cuts, cuts) + 1) / cuts[which])[:, np.newaxis]
        s = 1 - t
        bent = s**3 * p0[which] + 3 * s * s * t * p1[which] + 3 * s * t * t * p2[which] + t**3 * p3[which]
        bent[np.cumsum(cuts) - 1] = p3
        into = (
            np.repeat(begin[curves] + bare[curves], cuts)
            + np.arange(len(which))
            - np.repeat(np.cumsum(cuts) - cuts, cuts)
        )
        points[into] = bent
    return points, np.repeat(sub_of_step, count)


def _joined(
    points: Floats, sizes: Ints, rows: Ints, closed: NDArray[np.bool_], curved: NDArray[np.bool_], unsound: Ints, paint: Ints
) -> tuple[_Pieces, Ints]:  # fmt: skip
    """Subpaths of one stroked row that follow each other end to end made one; outlines ended where they began."""
    if not len(sizes):
        return _Pieces(points, sizes, rows, closed, curved), unsound
    first = np.cumsum(sizes) - sizes
    last = first + sizes - 1
    follows = np.zeros(len(sizes), dtype=np.bool_)
    follows[1:] = (
        (rows[1:] == rows[:-1])
        & (paint[rows[1:]] == Paint.STROKE)
        & ~closed[:-1]
        & (np.abs(points[first[1:]] - points[last[:-1]]) <= _NEAR).all(axis=1)
    )
    keep = np.ones(len(points), dtype=np.bool_)
    keep[first[follows]] = False
    chain = np.cumsum(~follows) - 1
    sizes = np.bincount(chain, weights=sizes - follows).astype(np.int64)
    heads = np.flatnonzero(~follows)
    shut = np.bincount(chain, weights=closed).astype(np.bool_)
    bent = np.bincount(chain, weights=curved).astype(np.bool_)
    rows, points = rows[heads], points[keep]
    return _ended(points, sizes, rows, shut, bent, paint), unsound


def _ended(
    points: Floats, sizes: Ints, rows: Ints, shut: NDArray[np.bool_], bent: NDArray[np.bool_], paint: Ints
) -> _Pieces:
    """Chains that close brought back to their first point exactly; those too short for an outline stay lines."""
    first = np.cumsum(sizes) - sizes
    last = first + sizes - 1
    meets = (np.abs(points[first] - points[last]) <= _NEAR).all(axis=1) & (sizes > 1)
    points = points.copy()
    points[last[meets]] = points[first[meets]]
    wants = (shut | (paint[rows] != Paint.STROKE)) & ~meets & (sizes > 2)  # noqa: PLR2004 (an outline has three corners)
    points = np.insert(points, last[wants] + 1, points[first[wants]], axis=0)
    sizes = sizes + wants
    closed = (meets | wants) & (sizes >= _LEAST_RING)
    return _Pieces(points, sizes, rows, closed, bent)


def _holes(
    pieces: _Pieces, filled: NDArray[np.bool_], paint: Ints, recording: Recording
) -> tuple[NDArray[np.uint8], Ints]:
    """The shape of each chain to be made and their order: each hole follows the outline it is cut from."""
    shape = np.where(pieces.closed, RING, LINE).astype(np.uint8)
    number = len(pieces.sizes)
    areas = filled & pieces.closed
    several = np.bincount(pieces.row, weights=areas, minlength=len(paint)) > 1
    many = np.flatnonzero(several[pieces.row] & areas)
    if not len(many):
        return shape, np.arange(number)
    first = np.cumsum(pieces.sizes) - pieces.sizes
    taken = np.repeat(np.isin(np.arange(number), many), pieces.sizes)
    owner = np.repeat(np.arange(len(many)), pieces.sizes[many])
    rings: NDArray[np.object_] = np.asarray(shapely.polygons(shapely.linearrings(pieces.points[taken], indices=owner)))
    area = _signed(pieces.points[taken], owner, len(many))
    tree = shapely.STRtree(rings)
    middle = shapely.points(pieces.points[first[many]])
    inner, outer = tree.query(middle, predicate="within")
    rows = pieces.row[many]
    holds = (rows[inner] == rows[outer]) & (inner != outer) & (np.abs(area[outer]) > np.abs(area[inner]))
    inner, outer = inner[holds], outer[holds]
    around = np.bincount(inner, minlength=len(many))
    turns = np.bincount(inner, weights=np.sign(area[outer]), minlength=len(many))
    even_odd = np.array([recording.rows[row].even_odd for row in rows])
    outside = np.where(even_odd, around % 2 == 1, turns != 0)
    inside = np.where(even_odd, around % 2 == 0, turns + np.sign(area) != 0)
    parent = np.full(len(many), -1)
    # the smallest painted outline around a ring comes last and stays
    large_first = np.argsort(-np.abs(area[outer]), kind="stable")
    for child, shell in zip(inner[large_first], outer[large_first], strict=True):
        if inside[shell] and not outside[shell]:
            parent[child] = shell
    cut = outside & ~inside & (parent >= 0)
    idle = outside & inside & (parent >= 0)
    shape[many[cut]] = HOLE
    home = np.arange(number, dtype=np.float64)
    home[many[cut]] = many[parent[cut]]
    rank = (shape == HOLE).astype(np.int64)
    order = np.lexsort((np.arange(number), rank, home))
    drop = np.zeros(number, dtype=np.bool_)
    drop[many[idle]] = True
    return shape[order[~drop[order]]], order[~drop[order]]


def _signed(points: Floats, owner: Ints, number: int) -> Floats:
    """Area of each ring, negative where it turns the other way."""
    following = np.vstack((points[1:], points[:1]))
    same = np.append(owner[1:] == owner[:-1], False)
    cross = np.where(same, points[:, 0] * following[:, 1] - following[:, 0] * points[:, 1], 0.0)
    return np.asarray(np.bincount(owner, weights=cross, minlength=number) / 2, dtype=np.float64)


def _in_order(pieces: _Pieces, order: Ints) -> tuple[Floats, Ints]:
    sizes = pieces.sizes[order]
    if np.array_equal(order, np.arange(len(pieces.sizes))):
        return pieces.points, sizes
    first = (np.cumsum(pieces.sizes) - pieces.sizes)[order]
    index = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    return pieces.points[index], sizes
