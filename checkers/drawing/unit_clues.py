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

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import layers, paper, unit_columns
from checkers.drawing.foreign import Entity
from checkers.drawing.frame_candidates import FRAME_BLOCK
from checkers.drawing.model import Bounds
from checkers.drawing.strokes import BROKEN
from checkers.drawing.titleblock import scale_in
from checkers.drawing.unit_pieces import DOOR, METRES, TRIED, Piece, Swing, bulges, explaining

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

LOOKED_AT = 40_000
"""entities of the model space looked at"""
INCH_FORMATS = frozenset({3, 4})
"""$LUNITS and DIMLUNIT: engineering and architectural numbers, which stand for inches"""
_BAY = (2.0, 12.0)
"""metres between neighbouring axes"""
_LETTER = (0.1, 1.5)
"""metres of true size a text is high on a drawing at 1:50 to 1:300"""
_LEAST_SHOWN = 400.0
_SMALL_BLOCK = 2000
_LEAST_SCALE = 20
_LEAST_DOOR = 0.001
"""of the core's length: a building is less than a thousand doors long"""
_CORE = (5.0, 95.0)
_MOST_FRAMES = 400
_FEW = 3
NUMBER = re.compile(r"^\s*(\d{1,7}(?:\.\d+)?)\s*$")


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing drawn, and the units in which it has the size such things have."""

    units: tuple[str, ...]
    weight: int
    ground: Ground
    size: float = math.inf
    """drawing units; of a thing that must not be tiny beside the whole drawing"""


@dataclass(slots=True)
class Seen:
    """Everything looked at in one document's model space."""

    clues: list[Clue] = field(default_factory=list)
    size: float = 0.0
    """longer side of the core, drawing units"""
    count: int = 0
    model: Piece = field(default_factory=Piece)
    named: list[Bounds] = field(default_factory=list)
    texts: list[tuple[float, float, str]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    axes: list[tuple[float, float, float, float]] = field(default_factory=list)
    held: dict[str, Piece] = field(default_factory=dict)
    """lower-case name of a block to what was read of it in columns"""
    parts: dict[str, tuple[list[float], list[float], list[Bounds]] | None] = field(default_factory=dict)


def seen(doc: Drawing, lane: Lane | None = None) -> Seen:
    """What a document shows of its unit: the beginning of its model space, and all that was read in columns."""
    found = Seen()
    if lane is not None:
        columns = unit_columns.of(lane, doc)
        found.held = columns.blocks
        found.count = columns.count
        found.texts += columns.texts
        found.heights += columns.heights
        found.axes += columns.axes
        found.named += columns.named
        found.model.take(columns.model)
        for measured, shown, in_inches in columns.sizes:
            say_size(found, measured, shown, in_inches=in_inches)
        for name, factor, x, y in columns.placed:
            _place(found, doc, name, (x, y), (factor, factor))
    places: list[tuple[float, float]] = []
    for looked_at, entity in enumerate(doc.modelspace()):
        if looked_at >= LOOKED_AT:
            break
        found.count += 1
        try:
            _look(entity, found, doc)
            places += _places(entity)
        except BROKEN:
            continue
    with_leaf, bare = found.model.doors()
    _say_doors(found, with_leaf, bare)
    _say_frames(found)
    _say_axes(found)
    if found.heights:
        _say(found, explaining(float(np.median(found.heights)), _LETTER, ("mm", "m")), 1, LETTERS)
    found.size = _core(np.vstack((np.array(places, dtype=np.float64).reshape(-1, 2), found.model.more)))
    # the rounded edge of a profile is no door, however much it looks like one
    found.clues = [clue for clue in found.clues if clue.size >= _LEAST_DOOR * found.size]
    return found


def _say(found: Seen, units: tuple[str, ...], weight: int, ground: Ground, size: float = math.inf) -> None:
    if units:
        found.clues.append(Clue(units, weight, ground, size))


def _look(entity: Entity, found: Seen, doc: Drawing) -> None:
    kind = entity.dxftype()
    if kind in {"TEXT", "MTEXT"}:
        at = entity.dxf.insert
        found.texts.append((at.x, at.y, entity.dxf.text if kind == "TEXT" else entity.text[:200]))
        found.heights.append(float(entity.dxf.get("height" if kind == "TEXT" else "char_height", 0.0)))
    elif kind == "DIMENSION":
        _say_size(found, entity)
    elif kind == "INSERT":
        _look_at_insert(entity, found, doc)
    else:
        _take(entity, found.model)
        if kind == "LINE" and layers.meaning(entity.dxf.layer) == "AXIS":
            start, end = entity.dxf.start, entity.dxf.end
            found.axes.append((start.x, start.y, end.x, end.y))
        elif kind == "LWPOLYLINE" and layers.meaning(entity.dxf.layer) == "TITLEBLOCK":
            rectangle = _rectangle(entity)
            if rectangle:
                found.named.append(rectangle)


def _take(entity: Entity, piece: Piece) -> None:
    """Corners, swings and rectangles of one line or arc."""
    kind = entity.dxftype()
    if kind == "LINE":
        start, end = entity.dxf.start, entity.dxf.end
        piece.corners += [(start.x, start.y), (end.x, end.y)]
    elif kind == "ARC":
        span = (entity.dxf.end_angle - entity.dxf.start_angle) % 360
        if math.isclose(span, 90, abs_tol=2):
            at = entity.ocs().to_wcs(entity.dxf.center)
            ends = (entity.start_point, entity.end_point)
            piece.swings.append(Swing(at.x, at.y, entity.dxf.radius, tuple((end.x, end.y) for end in ends)))  # type: ignore[arg-type]  # two of them
    elif kind == "LWPOLYLINE":
        points = [(x, y, bulge) for x, y, bulge in entity.get_points("xyb")]
        piece.corners += [(x, y) for x, y, _ in points]
        piece.swings += bulges(points)
        if 4 <= len(points) <= 5:  # noqa: PLR2004 (a rectangle)
            rectangle = _rectangle(entity)
            if rectangle:
                piece.rectangles.append(rectangle)


def _look_at_insert(insert: Entity, found: Seen, doc: Drawing) -> None:
    for attribute in insert.attribs:
        place = attribute.dxf.insert
        found.texts.append((place.x, place.y, attribute.dxf.text))
    at = insert.dxf.insert
    _place(found, doc, str(insert.dxf.name), (at.x, at.y), (abs(insert.dxf.xscale), abs(insert.dxf.yscale)))


def _place(found: Seen, doc: Drawing, name: str, at: tuple[float, float], sizes: tuple[float, float]) -> None:
    """What a block tells where it is placed, so many times as large."""
    if name not in found.parts:
        found.parts[name] = _part(doc, name, found.held.get(name.lower()))
    part = found.parts[name]
    if part is None:
        return
    with_leaf, bare, rectangles = part
    across, up = sizes
    if math.isclose(across, up, rel_tol=0.01):
        _say_doors(found, [radius * across for radius in with_leaf], [radius * across for radius in bare])
    for low_x, low_y, high_x, high_y in rectangles:
        left, low = at[0] + low_x * across, at[1] + low_y * up
        placed = left, low, left + (high_x - low_x) * across, low + (high_y - low_y) * up
        (found.named if FRAME_BLOCK.search(name) else found.model.rectangles).append(placed)


def _part(doc: Drawing, name: str, held: Piece | None) -> tuple[list[float], list[float], list[Bounds]] | None:
    entities: list[Entity] = list(doc.blocks.get(name)) if name in doc.blocks else []
    if (not entities and held is None) or len(entities) > _SMALL_BLOCK:
        return None
    piece = Piece()
    if held is not None:
        if len(held.more) > _SMALL_BLOCK:
            return None
        piece.take(held)
    for entity in entities:
        try:
            _take(entity, piece)
        except BROKEN:
            continue
    return (*piece.doors(), piece.rectangles)


def _say_doors(found: Seen, with_leaf: list[float], bare: list[float]) -> None:
    for radius in with_leaf:
        _say(found, explaining(radius, DOOR), 1, DOORS, radius)
    for radius in bare:
        _say(found, explaining(radius, DOOR, ("mm", "m")), 1, SWINGS, radius)


def _say_frames(found: Seen) -> None:
    """What rectangles that may be frames tell: a scale text in one agrees with it, or it is named a frame."""
    texts = [(x, y, scale) for x, y, content in found.texts if (scale := scale_in(content))]
    rectangles = dict.fromkeys(found.named[:_MOST_FRAMES], True)
    # frames are the largest rectangles there are
    largest = sorted(found.model.rectangles, key=lambda edges: (edges[0] - edges[2]) * (edges[3] - edges[1]))
    for rectangle in largest[:_MOST_FRAMES]:
        rectangles.setdefault(rectangle, False)
    for (low_x, low_y, high_x, high_y), named in rectangles.items():
        fits: dict[str, set[float]] = {}
        for unit in TRIED:
            millimetres = METRES[unit] * 1000
            matches = paper.matches((high_x - low_x) * millimetres, (high_y - low_y) * millimetres)
            scales = {match.scale for match in matches if match.scale >= _LEAST_SCALE}
            if scales:
                fits[unit] = scales
        if not fits:
            continue
        said = {scale for x, y, scale in texts if low_x <= x <= high_x and low_y <= y <= high_y}
        agreeing = [unit for unit, scales in fits.items() if scales & said]
        if len(agreeing) == 1:
            _say(found, (agreeing[0],), 8, FRAME_TEXT)
        elif named and not said and len(fits) == 1:
            _say(found, tuple(fits), 2, FRAME)


def _say_axes(found: Seen) -> None:
    """The usual distance between neighbouring axes, upright and level ones apart."""
    if len(found.axes) < _FEW:
        return
    lines = np.array(found.axes)
    lines = lines[np.isfinite(lines).all(axis=1)]
    across, up = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    for places, straight in ((lines[:, 0], across <= 1e-3 * up), (lines[:, 1], up <= 1e-3 * across)):
        apart = np.diff(np.unique(np.round(places[straight], 3)))
        apart = apart[apart > 1e-3 * (apart.max() if len(apart) else 1.0)]
        if len(apart) >= _FEW - 1:
            _say(found, explaining(float(np.median(apart)), _BAY), 1, AXES)


def _say_size(found: Seen, dimension: Entity) -> None:
    if dimension.dimtype & 15 > 1:
        return
    measured = abs(float(dimension.get_measurement()))
    override = dimension.override()
    factor = abs(float(override.get("dimlfac", 1.0) or 1.0))
    written = NUMBER.match(dimension.dxf.get("text", "") or "")
    shown = float(written.group(1)) if written else measured * factor
    say_size(found, measured, shown, in_inches=override.get("dimlunit", 2) in INCH_FORMATS)


def say_size(found: Seen, measured: float, shown: float, *, in_inches: bool) -> None:
    """A dimension whose written number is what it measures, in millimetres as plans are dimensioned."""
    if shown <= 0 or measured <= 0:
        return
    ratio = shown / measured
    if in_inches:
        _say(found, ("in",), 1, FEET_SIZES)
    elif math.isclose(ratio, 1000, rel_tol=0.02):
        _say(found, ("m",), 1, SIZES)
    elif math.isclose(ratio, 10, rel_tol=0.02) and _in_centimetres(shown):
        _say(found, ("cm",), 1, SIZES)
    elif math.isclose(ratio, 0.001, rel_tol=0.02) or (math.isclose(ratio, 1, rel_tol=0.02) and _in_centimetres(shown)):
        _say(found, ("mm",), 1, SIZES)


def _in_centimetres(shown: float) -> bool:
    """Whether a number reads like a plan's millimetres: large and in whole centimetres."""
    return shown >= _LEAST_SHOWN and math.isclose(shown % 10, 0, abs_tol=1e-3)


def _rectangle(polyline: Entity) -> Bounds | None:
    points = [(x, y) for x, y, *_ in polyline.get_points("xy")]
    if not 4 <= len(points) <= 5:  # noqa: PLR2004 (a rectangle)
        return None
    closed = polyline.closed or points[0] == points[-1]
    across = sorted({round(x, 6) for x, _ in points})
    up = sorted({round(y, 6) for _, y in points})
    if not closed or len(across) != 2 or len(up) != 2:  # noqa: PLR2004 (an upright rectangle)
        return None
    return across[0], up[0], across[1], up[1]


def _core(points: NDArray[np.float64]) -> float:
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return 0.0
    low, high = np.percentile(points, _CORE, axis=0)
    return float((high - low).max())


def _places(entity: Entity) -> list[tuple[float, float]]:
    if entity.dxftype() == "LWPOLYLINE":
        return [(x, y) for x, y, *_ in entity.get_points("xy")]
    names = [name for name in ("start", "end", "insert", "center", "location") if entity.dxf.hasattr(name)]
    return [(at.x, at.y) for at in (entity.dxf.get(name) for name in names)]
