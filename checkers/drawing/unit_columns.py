"""Find in the columns of the fast lane what tells the drawing unit: doors, axes, rectangles, texts, dimensions.

What it finds is what ``unit_entities.py`` finds of the same entities read one by one.

Vocabulary
----------
columns   the lane's entities, by definition: the model space is definition 0, blocks follow
looked at the entities of the model space up to a place in the file, and those of all small blocks
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ezdxf.lldxf.encoding import decode_dxf_unicode, has_dxf_unicode
from numpy.typing import NDArray

from checkers.drawing import lane_words, layers
from checkers.drawing.foreign import Entity
from checkers.drawing.frame_candidates import like_a_sheet
from checkers.drawing.lane_kinds import KINDS, PARTS
from checkers.drawing.lane_strokes import axes
from checkers.drawing.titleblock import scale_in
from checkers.drawing.unit_entities import FACTOR, FORMAT, INCH_FORMATS, MOST_LETTERS, NUMBER, style_of
from checkers.drawing.unit_pieces import (
    BULGE_SLACK,
    LOOKED_AT,
    QUARTER_BULGE,
    RECTANGLE,
    SMALL_BLOCK,
    UPRIGHT,
    Floats,
    Piece,
    Shown,
    bowed,
    of_a_door,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane
    from checkers.drawing.lane_rows import Picked

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
_QUARTER, _SLACK = 90.0, 2.0
"""degrees"""
_STRING, _BRACE, _WHOLE = 1000, 1002, 1070
"""group codes of data attached to an entity"""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of numbers by definition."""

    definition: Numbers
    """ascending"""
    row: Floats

    @classmethod
    def of(cls, definition: Numbers, row: Floats) -> _Rows:
        """Rows in any order."""
        order = np.argsort(definition, kind="stable")
        return cls(definition[order], row[order])

    def at(self, number: int) -> Floats:
        """The rows of one definition."""
        first, last = np.searchsorted(self.definition, (number, number + 1))
        return self.row[first:last]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the lane holds that may tell the unit."""

    shown: Shown
    """of the model space"""
    swings: _Rows
    corners: _Rows
    """of the model space and of definitions that have swings of a door's size"""
    rectangles: _Rows
    counts: NDArray[np.int64]
    numbers: dict[str, int]
    """lower-case name of each definition to its number"""

    def piece(self, name: str) -> Piece:
        """What of a block was read in columns."""
        number = self.numbers.get(name.lower())
        if number is None:
            return Piece()
        count = int(self.counts[number])
        if count > SMALL_BLOCK:
            return Piece(count=count)
        return Piece(self.swings.at(number), self.corners.at(number), self.rectangles.at(number), count)


def of(lane: Lane, doc: Drawing, last: int) -> Columns:
    """What the lane shows of the unit up to an entity's number; ``doc`` has the dimension styles."""
    definition, kind = lane.entities.definition, lane.entities.kind
    heads = lane.taken & ~np.isin(kind, [KINDS.index(part) for part in PARTS])
    counts = np.bincount(definition[heads & (definition >= 0)], minlength=len(lane.entities.blocks) + 1)
    small = counts <= SMALL_BLOCK
    small[0] = True
    looked_at = lane.taken & small[np.maximum(definition, 0)] & ((definition > 0) | (np.arange(len(kind)) <= last))
    model = looked_at & (definition == 0)
    polylines = _polylines(lane, looked_at)
    swings = _joined([_arcs(lane, looked_at), polylines.swings], 7)
    swings = _Rows.of(swings.definition, swings.row)
    with_doors = np.zeros(len(counts), np.bool_)
    with_doors[swings.definition] = True
    with_doors[0] = True
    lines = lane.values.picked("LINE", looked_at & with_doors[np.maximum(definition, 0)])
    ends = np.column_stack([lines.one(code) for code in (10, 20, 11, 21)])
    owner = definition[lines.entity]
    hung_on = with_doors[polylines.corners.definition]
    corners = _joined([
        _Rows(owner, ends[:, :2]),
        _Rows(owner, ends[:, 2:]),
        _Rows(polylines.corners.definition[hung_on], polylines.corners.row[hung_on]),
    ], 2)  # fmt: skip
    corners = _Rows.of(corners.definition, corners.row)
    rectangles = _Rows.of(polylines.rectangles.definition, polylines.rectangles.row)
    count = int((heads & model).sum())
    ratios, heights, at = _texts(lane, model)
    blocks, placed = _placed(lane, model)
    shown = Shown(
        Piece(swings.at(0), corners.at(0), rectangles.at(0), count),
        polylines.named,
        ends[(owner == 0) & _means(lines, "AXIS")],
        ratios,
        heights,
        _sizes(lane, doc, model),
        blocks,
        placed,
        np.concatenate((corners.at(0), at, placed[:, :2], *_points(lane, model))),
    )
    numbers = {name.lower(): number for number, name in enumerate(lane.names()) if number}
    return Columns(shown, swings, corners, rectangles, counts, numbers)


def last_looked_at(lane: Lane, rest: Sequence[Entity]) -> int:
    """Number in the file of the last entity of the model space that is looked at; ``rest`` are those not in columns."""
    heads = lane.taken & (lane.entities.definition == 0)
    heads &= ~np.isin(lane.entities.kind, [KINDS.index(part) for part in PARTS])
    own = np.flatnonzero(heads)
    if len(own) + len(rest) <= LOOKED_AT:
        return len(heads)
    order = lane.split.order()
    others = [order.get(entity.dxf.handle or "", 0) for entity in rest]
    return int(np.partition(np.concatenate((own, np.array(others, np.int64))), LOOKED_AT - 1)[LOOKED_AT - 1])


def _joined(parts: Sequence[_Rows], width: int) -> _Rows:
    return _Rows(
        np.concatenate([part.definition for part in parts]),
        np.concatenate([part.row.reshape(-1, width) for part in parts]),
    )


def _arcs(lane: Lane, looked_at: Mask) -> _Rows:
    """Quarter circles of a door's size."""
    picked = lane.values.picked("ARC", looked_at)
    if not len(picked):
        return _Rows(np.empty(0, np.int32), np.empty((0, 7)))
    turn = np.radians(np.column_stack((picked.one(50), picked.one(51))))
    radius = picked.one(40)
    span = (picked.one(51) - picked.one(50)) % 360
    kept = (np.abs(span - _QUARTER) <= _SLACK) & of_a_door(radius)
    turn, radius, centre = turn[kept], radius[kept], picked.place(10)[kept]
    plane = axes(picked.normal()[kept])
    points = [centre]
    for side in (0, 1):
        away = np.column_stack((radius * np.cos(turn[:, side]), radius * np.sin(turn[:, side]), np.zeros(len(radius))))
        points.append(centre + away)
    at, start, end = (np.einsum("ni,nij->nj", each, plane)[:, :2] for each in points)
    return _Rows(lane.entities.definition[picked.entity[kept]], np.column_stack((at, radius, start, end)))


@dataclass(frozen=True, slots=True)
class _Polylines:
    corners: _Rows
    swings: _Rows
    rectangles: _Rows
    named: Floats


def _polylines(lane: Lane, looked_at: Mask) -> _Polylines:
    picked = lane.values.picked("LWPOLYLINE", looked_at)
    if not len(picked):
        none = np.empty(0, np.int32)
        return _Polylines(
            _Rows(none, np.empty((0, 2))),
            _Rows(none, np.empty((0, 7))),
            _Rows(none, np.empty((0, 4))),
            np.empty((0, 4)),
        )
    rows, slot, x = picked.many(10)
    y = picked.many(20)[2]
    bulge = np.zeros(len(x))
    bulge_rows, _, said = picked.many(42)
    bulge[np.searchsorted(rows, bulge_rows) - 1] = said
    # drawn from behind, it is turned about
    side = np.where(picked.one(230, 1.0) < 0, -1.0, 1.0)[slot]
    x, bulge = side * x, side * bulge
    numbers = lane.entities.definition[picked.entity]
    same = np.append(slot[1:] == slot[:-1], np.zeros(min(len(slot), 1), np.bool_))
    bowing = np.flatnonzero(same & (np.abs(np.abs(bulge) - QUARTER_BULGE) <= BULGE_SLACK * QUARTER_BULGE))
    across, up, bows = x.tolist(), y.tolist(), bulge[bowing].tolist()
    swings = np.array(
        [
            bowed((across[at], up[at]), (across[at + 1], up[at + 1]), bow)
            for at, bow in zip(bowing.tolist(), bows, strict=True)
        ],
        np.float64,
    ).reshape(-1, 7)
    points = np.column_stack((x, y))
    rectangular, bounds = _rectangles(picked, points, slot)
    titled = _means(picked, "TITLEBLOCK")[rectangular] & (numbers[rectangular] == 0)
    return _Polylines(
        _Rows(numbers[slot], points),
        _Rows(numbers[slot[bowing]], swings),
        _Rows(numbers[rectangular], bounds),
        bounds[titled],
    )


def _rectangles(picked: Picked, points: Floats, slot: NDArray[np.int64]) -> tuple[NDArray[np.intp], Floats]:
    """Which polylines are upright rectangles of a sheet's proportions, and their bounds."""
    count = np.bincount(slot, minlength=len(picked))
    few = (count >= RECTANGLE[0]) & (count <= RECTANGLE[1])
    polylines = np.flatnonzero(few)
    if not len(polylines):
        return polylines, np.empty((0, 4))
    own = points[few[slot]]
    sizes = count[polylines]
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    low, high = np.minimum.reduceat(own, first), np.maximum.reduceat(own, first)
    owner = np.repeat(np.arange(len(polylines)), sizes)
    cornered = ((own - low[owner] <= UPRIGHT) | (high[owner] - own <= UPRIGHT)).all(axis=1)
    closed = (np.abs(own[first] - own[first + sizes - 1]) <= UPRIGHT).all(axis=1)
    closed |= (picked.whole(70)[polylines] & 1) == 1
    right = np.logical_and.reduceat(cornered, first) & closed & like_a_sheet(*(high - low).T)
    return polylines[right], np.column_stack((low[right], high[right]))


def _texts(lane: Lane, model: Mask) -> tuple[tuple[tuple[float, float, float], ...], Floats, Floats]:
    """Texts that say a scale, heights of all texts, and where they stand; heights of attributes do not count."""
    ratios: list[tuple[float, float, float]] = []
    heights, places = [np.empty(0)], [np.empty((0, 2))]
    for kind in ("TEXT", "MTEXT", "ATTRIB"):
        picked = lane.values.picked(kind, model)
        if not len(picked):
            continue
        at = picked.place(10)[:, :2]
        if kind != "ATTRIB":
            heights.append(picked.one(40))
            places.append(at)
        for row, content in enumerate(_contents(picked) if kind == "MTEXT" else picked.texts(1)):
            escaped = "\\" in content and has_dxf_unicode(content)
            scale = scale_in((decode_dxf_unicode(content) if escaped else content)[:MOST_LETTERS])
            if scale:
                ratios.append((float(at[row, 0]), float(at[row, 1]), scale))
    return tuple(ratios), np.concatenate(heights), np.concatenate(places)


def _contents(picked: Picked) -> list[str]:
    """Raw paragraphs, those in several tags put together."""
    texts = picked.texts(1)
    rows, owner, _ = picked.many(3)
    chunks = picked.values.tags.texts(rows, picked.values.encoding)
    before: dict[int, list[str]] = {}
    for slot, chunk in zip(owner.tolist(), chunks, strict=True):
        before.setdefault(slot, []).append(chunk)
    for slot, parts in before.items():
        texts[slot] = "".join((*parts, texts[slot]))
    return texts


def _placed(lane: Lane, model: Mask) -> tuple[tuple[str, ...], Floats]:
    """Names of the placed blocks, where each is and how many times as wide and as high."""
    picked = lane.values.picked("INSERT", model)
    if not len(picked):
        return (), np.empty((0, 4))
    names = picked.words(2, "")
    sizes = np.abs(picked.one(41, 1.0)), np.abs(picked.one(42, 1.0))
    return (
        tuple([names.known[number] for number in names.number.tolist()]),
        np.column_stack((picked.one(10), picked.one(20), *sizes)),
    )


def _points(lane: Lane, model: Mask) -> list[Floats]:
    """Where arcs, circles, points and the blocks of dimensions are."""
    found = []
    for kind, code in (("ARC", 10), ("CIRCLE", 10), ("POINT", 10), ("DIMENSION", 12)):
        picked = lane.values.picked(kind, model)
        if len(picked):
            found.append(picked.place(code)[picked.has(code), :2])
    return found


def _sizes(lane: Lane, doc: Drawing, model: Mask) -> Floats:
    """Of each linear dimension what it measures, what it shows, and whether in feet and inches."""
    picked = lane.values.picked("DIMENSION", model)
    if not len(picked):
        return np.empty((0, 3))
    styles = picked.words(3, "Standard")
    known = np.array([style_of(doc, name) for name in styles.known], np.float64).reshape(-1, 2)
    factor, inches = known[styles.number].T.copy()
    said, value, slot = _overrides(picked)
    factor[slot[said == FACTOR]] = np.abs(np.where(value == 0, 1.0, value))[said == FACTOR]
    inches[slot[said == FORMAT]] = np.isin(value[said == FORMAT], sorted(INCH_FORMATS))
    measured = lane_words.measured(lane.values, model)
    shown = measured.measured * factor
    for row, text in enumerate(measured.text):
        written = NUMBER.match(text) if text else None
        if written:
            shown[row] = float(written.group(1))
    linear = (picked.whole(70) & 15) <= 1
    return np.column_stack((measured.measured, shown, inches))[linear]


def _overrides(picked: Picked) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
    """What dimensions say otherwise than their styles: FACTOR or FORMAT, the value, and which of them says so."""
    tags, code, slot = picked.values.tags, picked.code, picked.slot
    strings = np.flatnonzero(code == _STRING)
    names = np.array([text == "DSTYLE" for text in tags.texts(picked.rows[strings], picked.values.encoding)], np.bool_)
    begins = strings[names]
    rows = np.flatnonzero(code == _WHOLE)
    rows = rows[rows + 1 < len(code)]
    if not len(begins) or not len(rows):
        return np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64)
    begun = np.searchsorted(begins, rows) - 1
    begin = begins[np.maximum(begun, 0)]
    braces = np.append(np.flatnonzero(code == _BRACE), len(code))
    # the list opens with a brace right behind its name and closes with the next one
    ends = braces[np.minimum(np.searchsorted(braces, begin + 2), len(braces) - 1)]
    key = (begun >= 0) & (slot[begin] == slot[rows]) & (rows < ends) & ((rows - begin) % 2 == 0)
    rows = rows[key]
    said = tags.integers(picked.rows[rows])
    wanted = np.isin(said, (FACTOR, FORMAT))
    rows, said = rows[wanted], said[wanted]
    return said, tags.numbers(picked.rows[rows + 1]), slot[rows]


def _means(picked: Picked, meaning: str) -> Mask:
    words = picked.words(8, "0")
    return np.array([layers.meaning(name) == meaning for name in words.known], dtype=np.bool_)[words.number]
