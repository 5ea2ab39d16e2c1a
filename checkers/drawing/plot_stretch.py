"""Draw entities of the lane: simple ones many at once, blocks by their stamps, all others one by one.

Vocabulary
----------
stretch   entities of the lane that follow each other in the drawing order
simple    an entity that has a path in columns
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from checkers.drawing.model import Omission
from checkers.drawing.plot_context import DAMAGE
from checkers.drawing.plot_lane_paths import AREA, DOT, OUTLINE, TINT
from checkers.drawing.plot_recording import FILL, STROKE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.drawing.plot_addon import properties
    from checkers.drawing.plot_lane_entities import LaneEntities, Stretch
    from checkers.drawing.plot_walk import Walk

_BRUSHES = 4
_HIDDEN, _DAMAGED = -1, -2


def draw(walk: Walk, stretch: Stretch) -> None:
    """Draw a stretch in its order."""
    lane = walk.contents.lane
    assert lane is not None
    numbers = stretch.entities
    rows = lane.path[numbers]
    pens = np.full(len(numbers), _DAMAGED, np.int32)
    simple = rows >= 0
    pens[simple] = _pens(walk, lane, numbers[simple], lane.paths.brush[rows[simple]])
    numbers, rows, pens = numbers[pens != _HIDDEN], rows[pens != _HIDDEN], pens[pens != _HIDDEN]
    simple = pens >= 0
    paths = lane.paths.taken(rows[simple])
    paint = np.where((paths.brush == AREA) | (paths.brush == TINT), FILL, STROKE).astype(np.int8)
    pen, before = pens[simple], np.concatenate(([0], np.cumsum(simple)))
    edges = [0, *(np.flatnonzero(np.diff(simple)) + 1).tolist(), len(numbers)]
    for low, high in pairwise(edges):
        if low == high:
            continue
        if not simple[low]:
            for number in numbers[low:high].tolist():
                _one(walk, lane, number)
            continue
        first, last = int(before[low]), int(before[high])
        verb, point = paths.first_verb[first : last + 1], paths.first_point[first : last + 1]
        walk.recording.extend(
            paint[first:last],
            pen[first:last],
            (paths.verbs[verb[0] : verb[-1]], verb[:-1] - verb[0]),
            (paths.points[point[0] : point[-1]], point[:-1] - point[0]),
        )


def _pens(walk: Walk, lane: LaneEntities, numbers: NDArray[np.int64], brush: NDArray[np.int8]) -> NDArray[np.int32]:
    """The pen of each entity, or why it has none."""
    kinds, which = np.unique(lane.look[numbers] * _BRUSHES + brush, return_inverse=True)
    pens = [_pen(walk, lane, *divmod(kind, _BRUSHES)) for kind in kinds.tolist()]
    found: NDArray[np.int32] = np.array(pens, np.int32)[which.reshape(-1)]
    return found


def _pen(walk: Walk, lane: LaneEntities, look: int, brush: int) -> int:
    try:
        of = walk.context.resolve_look(look, lane.example)
    except DAMAGE:
        return _DAMAGED
    stage = walk.out.stage
    if not of.is_visible:
        return _HIDDEN
    if brush == OUTLINE:
        return stage.pen(of)
    if brush == DOT:
        return stage.dot(of)
    before, stage.tint = stage.tint, brush == TINT
    try:
        return stage.pen(of, filled=True)
    finally:
        stage.tint = before


def _one(walk: Walk, lane: LaneEntities, number: int) -> None:
    kind = lane.kind(number)
    if kind not in {"INSERT", "DIMENSION"}:
        walk.draw_one(lane.entity(number))
        return
    depth = walk.context.depth
    if depth == 0:
        walk.top = lane.at(number)
    try:
        of = walk.context.resolve_look(int(lane.look[number]), lane.example)
        if not of.is_visible:
            return
        if kind == "INSERT":
            _place(walk, lane, number, of)
        else:
            _dimension(walk, lane, number)
    except DAMAGE:
        while walk.context.depth > depth:
            walk.context.pop_state()
        walk.miss(Omission.DAMAGED, kind)


def _place(walk: Walk, lane: LaneEntities, number: int, of: properties.Properties) -> None:
    """A reference: its block as often as it says, then its attributes."""
    placing = lane.placing(number)
    if not placing.matrices:
        walk.draw_one(lane.entity(number))
        return
    if not walk.may_place(placing.name, len(placing.matrices), of):
        return
    with walk.watching(of):
        for a, b, c, d, e, f in placing.matrices:
            walk.place_stamp(placing.name, (a, b, c, d, e, f), of)
        attributes = lane.attributes(number)
        if attributes:
            walk.draw_inside(attributes, of)


def _dimension(walk: Walk, lane: LaneEntities, number: int) -> None:
    """A dimension, by the block that draws it."""
    name = lane.geometry(number)
    if not name:
        walk.draw_one(lane.entity(number))
        return
    with walk.measuring() as alone:
        if alone:
            walk.draw_entities(walk.contents.block(name))
