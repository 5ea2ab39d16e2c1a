"""Find in the columns of the fast lane what tells the drawing unit: doors, axes, rectangles, texts, dimensions.

Vocabulary
----------
columns   the lane's entities, by definition: the model space is definition 0, blocks follow
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import layers
from checkers.drawing.frame_candidates import like_a_sheet
from checkers.drawing.model import Bounds
from checkers.drawing.unit_pieces import DOOR, QUARTER_BULGE, Piece, Swing, explaining

if TYPE_CHECKING:
    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane
    from checkers.drawing.lane_rows import Picked

_NUMBER = re.compile(r"^\s*(\d{1,7}(?:\.\d+)?)\s*$")
_INCH_FORMATS = frozenset({3, 4})
_RIGHT_ANGLE = 90.0
_MOST_PLACED = 20_000
_MOST_SIZES = 2000
_CORNERS = (4, 5)
_UPRIGHT = 1e-6


@dataclass(slots=True)
class Columns:
    """What the lane holds that may tell the unit, in drawing units."""

    model: Piece = field(default_factory=Piece)
    blocks: dict[str, Piece] = field(default_factory=dict)
    """by lower-case name"""
    named: list[Bounds] = field(default_factory=list)
    """rectangles on layers of title blocks"""
    axes: list[tuple[float, float, float, float]] = field(default_factory=list)
    texts: list[tuple[float, float, str]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    sizes: list[tuple[float, float, bool]] = field(default_factory=list)
    """of each dimension what it measures, what it shows, and whether in feet and inches"""
    placed: list[tuple[str, float, float, float]] = field(default_factory=list)
    """name of a block, how many times as large, x and y"""
    count: int = 0
    """entities of the model space"""


def of(lane: Lane, doc: Drawing) -> Columns:
    """What the lane shows of the unit; ``doc`` has the dimension styles."""
    found = Columns()
    definition = lane.entities.definition
    pieces: dict[int, Piece] = {0: found.model}
    found.count = int((lane.taken & (definition == 0)).sum())
    _take_lines(lane, pieces, found)
    _take_arcs(lane, pieces)
    _take_polylines(lane, pieces, found)
    names = lane.names()
    found.blocks = {names[number].lower(): piece for number, piece in pieces.items() if number}
    hung = lane.hung()
    for row in np.flatnonzero(definition[hung.entity] == 0).tolist():
        found.texts.append((float(hung.at[row, 0]), float(hung.at[row, 1]), hung.content[row][:200]))
    found.heights = hung.height[definition[hung.entity] == 0].tolist()
    _take_sizes(lane, doc, found)
    _take_placed(lane, found)
    return found


def _by_definition(numbers: NDArray[np.int32]) -> list[tuple[int, NDArray[np.intp]]]:
    """Each definition with the rows that belong to it."""
    order = np.argsort(numbers, kind="stable")
    known, first = np.unique(numbers[order], return_index=True)
    return [(int(number), rows) for number, rows in zip(known, np.split(order, first[1:]), strict=True) if number >= 0]


def _add(pieces: dict[int, Piece], numbers: NDArray[np.int32], corners: NDArray[np.float64]) -> None:
    for number, rows in _by_definition(numbers):
        piece = pieces.setdefault(number, Piece())
        piece.more = np.vstack((piece.more, corners[rows]))


def _mirrored(picked: Picked, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places across, those of entities drawn from behind turned about."""
    return np.where(picked.one(230, 1.0) < 0, -x, x)


def _take_lines(lane: Lane, pieces: dict[int, Piece], found: Columns) -> None:
    picked = lane.values.picked("LINE", lane.taken)
    if not len(picked):
        return
    ends = np.column_stack([picked.one(code) for code in (10, 20, 11, 21)])
    numbers = lane.entities.definition[picked.entity]
    _add(pieces, np.concatenate((numbers, numbers)), np.vstack((ends[:, :2], ends[:, 2:])))
    axes = _means(picked, "AXIS") & (numbers == 0)
    found.axes = [(a, b, c, d) for a, b, c, d in ends[axes].tolist()]


def _take_arcs(lane: Lane, pieces: dict[int, Piece]) -> None:
    picked = lane.values.picked("ARC", lane.taken)
    if not len(picked):
        return
    begin, end, radius = picked.one(50), picked.one(51), picked.one(40)
    quarter = np.abs((end - begin) % 360 - _RIGHT_ANGLE) <= 2  # noqa: PLR2004 (degrees)
    quarter &= np.array([bool(explaining(size, DOOR)) for size in radius.tolist()], dtype=np.bool_)
    x, y = picked.one(10), picked.one(20)
    numbers = lane.entities.definition[picked.entity]
    turn = np.radians(np.column_stack((begin, end)))
    ends_x = np.column_stack([_mirrored(picked, x + radius * np.cos(turn[:, side])) for side in (0, 1)])
    ends_y = y[:, np.newaxis] + radius[:, np.newaxis] * np.sin(turn)
    centre_x = _mirrored(picked, x)
    for row in np.flatnonzero(quarter & (numbers >= 0)).tolist():
        ends = ((float(ends_x[row, 0]), float(ends_y[row, 0])), (float(ends_x[row, 1]), float(ends_y[row, 1])))
        swing = Swing(float(centre_x[row]), float(y[row]), float(radius[row]), ends)
        pieces.setdefault(int(numbers[row]), Piece()).swings.append(swing)


def _take_polylines(lane: Lane, pieces: dict[int, Piece], found: Columns) -> None:
    picked = lane.values.picked("LWPOLYLINE", lane.taken)
    if not len(picked):
        return
    rows, slot, x = picked.many(10)
    _, _, y = picked.many(20)
    if len(x) != len(y):
        return
    x = np.where(picked.one(230, 1.0)[slot] < 0, -x, x)
    bulge = np.zeros(len(x))
    bulge_rows, _, bulges = picked.many(42)
    bulge[np.searchsorted(rows, bulge_rows) - 1] = bulges
    numbers = lane.entities.definition[picked.entity]
    _add(pieces, numbers[slot], np.column_stack((x, y)))
    same = np.append(slot[1:] == slot[:-1], [False])
    for at in np.flatnonzero(same & (np.abs(np.abs(bulge) - QUARTER_BULGE) <= 0.03 * QUARTER_BULGE)).tolist():
        number = int(numbers[slot[at]])
        if number >= 0:
            pieces.setdefault(number, Piece()).swings.append(
                Swing.bowed((x[at], y[at]), (x[at + 1], y[at + 1]), bulge[at])
            )
    _take_rectangles(picked, np.column_stack((x, y)), slot, numbers, pieces, found)


def _take_rectangles(
    picked: Picked,
    points: NDArray[np.float64],
    slot: NDArray[np.int64],
    numbers: NDArray[np.int32],
    pieces: dict[int, Piece],
    found: Columns,
) -> None:
    """Upright rectangles of a sheet's proportions among the polylines."""
    count = np.bincount(slot, minlength=len(picked))
    few = (count >= _CORNERS[0]) & (count <= _CORNERS[1]) & (numbers >= 0)
    polylines = np.flatnonzero(few)
    if not len(polylines):
        return
    own = points[few[slot]]
    sizes = count[polylines]
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    low, high = np.minimum.reduceat(own, first), np.maximum.reduceat(own, first)
    owner = np.repeat(np.arange(len(polylines)), sizes)
    cornered = ((np.abs(own - low[owner]) <= _UPRIGHT) | (np.abs(own - high[owner]) <= _UPRIGHT)).all(axis=1)
    closed = (np.abs(own[first] - own[first + sizes - 1]) <= _UPRIGHT).all(axis=1)
    closed |= (picked.whole(70)[polylines] & 1) == 1
    across, up = (high - low).T
    right = np.logical_and.reduceat(cornered, first) & closed & like_a_sheet(across, up)
    titled = _means(picked, "TITLEBLOCK")
    for row in np.flatnonzero(right).tolist():
        bounds: Bounds = (float(low[row, 0]), float(low[row, 1]), float(high[row, 0]), float(high[row, 1]))
        number = int(numbers[polylines[row]])
        if number == 0 and titled[polylines[row]]:
            found.named.append(bounds)
        pieces.setdefault(number, Piece()).rectangles.append(bounds)


def _take_sizes(lane: Lane, doc: Drawing, found: Columns) -> None:
    picked = lane.values.picked("DIMENSION", lane.taken)
    if not len(picked):
        return
    linear = (picked.whole(70) & 15) <= 1
    styles = picked.words(3, "Standard")
    known = [_style(doc, name) for name in styles.known]
    measured = lane.measured()
    here = np.flatnonzero(linear & (lane.entities.definition[picked.entity] == 0))
    for row in here[:_MOST_SIZES].tolist():
        factor, in_inches = known[styles.number[row]]
        size = float(measured.measured[row])
        written = _NUMBER.match(measured.text[row])
        found.sizes.append((size, float(written.group(1)) if written else size * factor, in_inches))


def _style(doc: Drawing, name: str) -> tuple[float, bool]:
    """Factor of a dimension style, and whether it shows feet and inches."""
    if not doc.dimstyles.has_entry(name):
        return 1.0, False
    style = doc.dimstyles.get(name)
    return abs(float(style.dxf.get("dimlfac", 1.0) or 1.0)), style.dxf.get("dimlunit", 2) in _INCH_FORMATS


def _take_placed(lane: Lane, found: Columns) -> None:
    placed = lane.placed()
    here = np.flatnonzero((lane.entities.definition[placed.entity] == 0) & placed.reference)[:_MOST_PLACED]
    sizes = np.linalg.norm(placed.turn[here], axis=2)
    even = np.abs(sizes[:, 0] - sizes[:, 1]) <= 0.01 * sizes[:, 0]
    for row, size in zip(here[even].tolist(), sizes[even, 0].tolist(), strict=True):
        x, y = placed.shift[row, :2].tolist()
        found.placed.append((placed.name[placed.named[row]], size, x, y))


def _means(picked: Picked, meaning: str) -> NDArray[np.bool_]:
    words = picked.words(8, "0")
    return np.array([layers.meaning(name) == meaning for name in words.known], dtype=np.bool_)[words.number]
