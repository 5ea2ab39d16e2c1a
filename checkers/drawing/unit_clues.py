"""Gather what the model space of a document tells of its drawing unit.

Vocabulary
----------
clue      units that explain a thing drawn, how much it weighs and on what ground it rests
ground    a kind of clue, in words for people; a sure ground may overrule what the file declares
door      a quarter circle with its leaf: something ends at the hinge and something at the swing's end
swing     such a quarter circle alone; rounded corners of furniture look the same
core      the middle nine tenths of everything drawn, which stray points far away do not stretch
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import paper, unit_columns, unit_entities
from checkers.drawing.foreign import Entity
from checkers.drawing.frame_candidates import FRAME_BLOCK, like_a_sheet
from checkers.drawing.unit_pieces import DOOR, LOOKED_AT, METRES, SMALL_BLOCK, TRIED, Floats, Piece, Shown, explaining

if TYPE_CHECKING:
    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane


@dataclass(frozen=True, slots=True)
class Ground:
    """What a clue rests on."""

    zh: str
    en: str
    sure: bool
    most: int
    """all clues of this ground for one unit weigh at most so much"""


FEET_FORMAT = Ground("英尺英寸的数字格式", "feet and inches as number format", sure=True, most=6)
FEET_SIZES = Ground("英尺英寸的尺寸标注", "feet and inches in dimensions", sure=True, most=40)
SIZES = Ground("尺寸标注文字", "dimension texts", sure=True, most=40)
FRAME_TEXT = Ground("图框大小与其比例文字", "frame size and its scale text", sure=True, most=40)
DOORS = Ground("门扇与开启线", "doors with their leaves", sure=True, most=20)
FRAME = Ground("图框大小", "frame size", sure=True, most=4)
SWINGS = Ground("门的开启弧线", "door swings", sure=False, most=8)
AXES = Ground("轴线间距", "axis spacing", sure=False, most=2)
LETTERS = Ground("文字高度", "text heights", sure=False, most=1)

_BAY = (2.0, 12.0)
"""metres between neighbouring axes"""
_LETTER = (0.1, 1.5)
"""metres of true size a text is high on a drawing at 1:50 to 1:300"""
_LEAST_SHOWN = 400.0
_LEAST_SCALE = 20
_LEAST_DOOR = 0.001
"""of the core's length: a building is less than a thousand doors long"""
_CORE = (5.0, 95.0)
_MOST_FRAMES = 400
_FEW = 3
_EVEN = 0.01


@dataclass(frozen=True, slots=True)
class Clue:
    """Things drawn, and the units in which they have the size such things have."""

    units: tuple[str, ...]
    weight: int
    ground: Ground


@dataclass(slots=True)
class Seen:
    """Everything looked at in one document's model space."""

    clues: list[Clue] = field(default_factory=list)
    size: float = 0.0
    """longer side of the core, drawing units"""
    count: int = 0

    def say(self, units: tuple[str, ...], weight: int, ground: Ground) -> None:
        """Add a clue, unless it explains nothing."""
        if units and weight:
            self.clues.append(Clue(units, weight, ground))


@dataclass(frozen=True, slots=True)
class _Part:
    """What a block tells: radii of doors and of other swings, and rectangles."""

    with_leaf: Floats
    bare: Floats
    rectangles: Floats


def seen(doc: Drawing, lane: Lane | None = None) -> Seen:
    """What a document shows of its unit: the beginning of its model space, one by one or in columns."""
    entities: list[Entity] = list(islice(doc.modelspace(), LOOKED_AT))
    readings = []
    held: Callable[[str], Piece] = _nothing
    if lane is not None:
        last = unit_columns.last_looked_at(lane, entities)
        if last < len(lane.taken):
            order = lane.split.order()
            entities = [entity for entity in entities if order.get(entity.dxf.handle or "", 0) <= last]
        columns = unit_columns.of(lane, doc, last)
        readings.append(columns.shown)
        held = columns.piece
    readings.append(unit_entities.of(doc, entities))
    return _told(Shown.joined(readings), lambda name: _part(doc, name, held(name)))


def _nothing(_: str) -> Piece:
    return Piece()


def _told(shown: Shown, part: Callable[[str], _Part | None]) -> Seen:
    """What the things shown tell together; ``part`` gives a block's by its name."""
    found = Seen(count=shown.model.count, size=_core(shown.places))
    with_leaf, bare = shown.model.doors()
    doors, swings = [with_leaf], [bare]
    named, rectangles = [shown.named], [shown.model.rectangles]
    for name, placed in _by_name(shown):
        block = part(name)
        if block is None:
            continue
        across, up = placed[:, 2], placed[:, 3]
        even = np.abs(across - up) <= _EVEN * np.maximum(across, up)
        doors.append(np.outer(across[even], block.with_leaf).ravel())
        swings.append(np.outer(across[even], block.bare).ravel())
        (named if FRAME_BLOCK.search(name) else rectangles).append(_placed(block.rectangles, placed))
    # the rounded edge of a profile is no door, however much it looks like one
    _say_doors(found, np.concatenate(doors), TRIED, DOORS)
    _say_doors(found, np.concatenate(swings), ("mm", "m"), SWINGS)
    _say_frames(found, np.concatenate(named), np.concatenate(rectangles), shown.ratios)
    _say_axes(found, shown.axes)
    _say_sizes(found, shown.sizes)
    if len(shown.heights):
        found.say(explaining(float(np.median(shown.heights)), _LETTER, ("mm", "m")), 1, LETTERS)
    return found


def _by_name(shown: Shown) -> list[tuple[str, Floats]]:
    """Each placed block with the rows it is placed by."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(shown.blocks):
        rows[name].append(row)
    return [(name, shown.placed[own]) for name, own in rows.items()]


def _part(doc: Drawing, name: str, held: Piece) -> _Part | None:
    entities: list[Entity] = list(doc.blocks.get(name)) if name in doc.blocks else []
    if len(entities) + held.count > SMALL_BLOCK:
        return None
    piece = Piece.joined((held, unit_entities.of_block(entities))) if entities else held
    return _Part(*piece.doors(), piece.rectangles)


def _placed(rectangles: Floats, placed: Floats) -> Floats:
    """The rectangles of a block wherever it is placed, the largest; (n, 4)."""
    if not len(rectangles):
        return rectangles
    x, y, across, up = placed.T
    placed = placed[np.lexsort((y, x, -across * up))[:_MOST_FRAMES], np.newaxis]
    return np.asarray(placed[:, :, [0, 1, 0, 1]] + _largest(rectangles) * placed[:, :, [2, 3, 2, 3]]).reshape(-1, 4)


def _largest(rectangles: Floats) -> Floats:
    """The largest of many rectangles, the largest first."""
    areas = (rectangles[:, 2] - rectangles[:, 0]) * (rectangles[:, 3] - rectangles[:, 1])
    return rectangles[np.lexsort((*rectangles.T, -areas))[:_MOST_FRAMES]]


def _say_doors(found: Seen, radius: Floats, units: tuple[str, ...], ground: Ground) -> None:
    radius = radius[radius >= _LEAST_DOOR * found.size]
    if not len(radius):
        return
    fits = np.zeros(len(radius), np.int64)
    for bit, unit in enumerate(units):
        size = radius * METRES[unit]
        fits |= ((size >= DOOR[0]) & (size <= DOOR[1])).astype(np.int64) << bit
    for bits, count in enumerate(np.bincount(fits, minlength=1).tolist()):
        found.say(tuple(unit for bit, unit in enumerate(units) if bits >> bit & 1), count, ground)


def _say_frames(found: Seen, named: Floats, others: Floats, ratios: tuple[tuple[float, float, float], ...]) -> None:
    """What rectangles that may be frames tell: a scale text in one agrees with it, or it is named a frame."""
    if not len(named) and not len(others):
        return
    rectangles = dict.fromkeys(map(tuple, _largest(named).tolist()), True)
    # frames are the largest rectangles there are
    others = others[like_a_sheet(others[:, 2] - others[:, 0], others[:, 3] - others[:, 1])]
    for rectangle in map(tuple, _largest(others).tolist()):
        rectangles.setdefault(rectangle, False)
    texts = np.array(ratios, dtype=np.float64).reshape(-1, 3)
    for (low_x, low_y, high_x, high_y), is_named in rectangles.items():
        fits: dict[str, set[float]] = {}
        for unit in TRIED:
            millimetres = METRES[unit] * 1000
            matches = paper.matches((high_x - low_x) * millimetres, (high_y - low_y) * millimetres)
            scales = {match.scale for match in matches if match.scale >= _LEAST_SCALE}
            if scales:
                fits[unit] = scales
        if not fits:
            continue
        x, y = texts[:, 0], texts[:, 1]
        said = set(texts[(low_x <= x) & (x <= high_x) & (low_y <= y) & (y <= high_y), 2].tolist())
        agreeing = [unit for unit, scales in fits.items() if scales & said]
        if len(agreeing) == 1:
            found.say((agreeing[0],), 8, FRAME_TEXT)
        elif is_named and not said and len(fits) == 1:
            found.say(tuple(fits), 2, FRAME)


def _say_axes(found: Seen, lines: Floats) -> None:
    """The usual distance between neighbouring axes, upright and level ones apart."""
    if len(lines) < _FEW:
        return
    lines = lines[np.isfinite(lines).all(axis=1)]
    across, up = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    for places, straight in ((lines[:, 0], across <= 1e-3 * up), (lines[:, 1], up <= 1e-3 * across)):
        apart = np.diff(np.unique(np.round(places[straight], 3)))
        apart = apart[apart > 1e-3 * (apart.max() if len(apart) else 1.0)]
        if len(apart) >= _FEW - 1:
            found.say(explaining(float(np.median(apart)), _BAY), 1, AXES)


def _say_sizes(found: Seen, sizes: Floats) -> None:
    """Dimensions whose written number is what they measure, in millimetres as plans are dimensioned."""
    sizes = sizes[(sizes[:, :2] > 0).all(axis=1)]
    if not len(sizes):
        return
    measured, shown, in_inches = sizes[:, 0], sizes[:, 1], sizes[:, 2] > 0
    ratio = shown / measured
    plain = _in_centimetres(shown)
    found.say(("in",), int(in_inches.sum()), FEET_SIZES)
    metres = ~in_inches & _is(ratio, 1000)
    centimetres = ~in_inches & _is(ratio, 10) & plain
    millimetres = ~in_inches & (_is(ratio, 0.001) | (_is(ratio, 1) & plain))
    for unit, those in (("m", metres), ("cm", centimetres), ("mm", millimetres)):
        found.say((unit,), int(those.sum()), SIZES)


def _is(ratio: Floats, expected: float) -> NDArray[np.bool_]:
    return np.abs(ratio - expected) <= 0.02 * np.maximum(ratio, expected)


def _in_centimetres(numbers: Floats) -> NDArray[np.bool_]:
    """Which numbers read like a plan's millimetres: large and in whole centimetres."""
    return np.asarray((numbers >= _LEAST_SHOWN) & (numbers % 10 <= 1e-3))  # noqa: PLR2004 (units)


def _core(points: Floats) -> float:
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return 0.0
    low, high = np.percentile(points, _CORE, axis=0)
    return float((high - low).max())
