"""Find out what one drawing unit is: what the file declares against what it shows.

Vocabulary
----------
declared  ``$INSUNITS`` of the file, None when it says nothing
evidence  what only one unit explains: frames at usual scales, scale texts in them, swings of doors, dimension texts
used      the unit the sheets were converted with; ``why`` says on what ground
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.drawing import paper
from checkers.drawing.foreign import Entity
from checkers.drawing.strokes import BROKEN
from checkers.drawing.titleblock import scale_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ezdxf.document import Drawing

METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "km": 1000.0,
    "in": 0.0254,
    "ft": 0.3048,
    "yd": 0.9144,
    "mi": 1609.344,
}
"""metres of one unit"""
_DECLARED = {1: "in", 2: "ft", 3: "mi", 4: "mm", 5: "cm", 6: "m", 7: "km", 10: "yd", 14: "dm"}
_TRIED = ("mm", "m", "cm", "in", "ft")
_LOOKED_AT = 40_000
"""entities of the model space looked at for evidence"""
_DOOR = (0.55, 1.35)
"""radius of a door's swing, metres"""
_FEW = 3
_SWINGS = "door swings"
_LEAST_SHOWN = 400.0
_INCH_FORMATS = frozenset({3, 4})
"""$LUNITS and DIMLUNIT: engineering and architectural numbers, which stand for inches"""
_NUMBER = re.compile(r"^\s*(\d{1,7}(?:\.\d+)?)\s*$")


@dataclass(frozen=True, slots=True)
class Units:
    """The unit of a file's model space."""

    declared: str | None
    used: str
    why: str

    @property
    def metres(self) -> float:
        """Metres of one drawing unit."""
        return METRES[self.used]


def declared(doc: Drawing) -> str | None:
    """The unit the header names; None when it names none of use in building."""
    try:
        return _DECLARED.get(int(doc.header.get("$INSUNITS", 0)))
    except (TypeError, ValueError):
        return None


def of(doc: Drawing) -> Units:
    """The unit of a document's model space, by evidence first, then by declaration, then assumed."""
    said = declared(doc)
    votes: Counter[str] = Counter()
    grounds: dict[str, list[str]] = {}
    if doc.header.get("$LUNITS", 2) in _INCH_FORMATS:
        votes["in"], grounds["in"] = 2 * _FEW, ["feet and inches as number format"]
    strong: Counter[str] = Counter()
    for unit, weight, ground in _evidence(doc):
        votes[unit] += weight
        strong[unit] += 0 if ground == _SWINGS else weight
        if ground not in grounds.setdefault(unit, []):
            grounds[unit].append(ground)
    if votes:
        unit, weight = votes.most_common(1)[0]
        # small arcs look like doors in another unit: alone they do not overrule what the file declares
        sure = (strong[unit] if said else weight) >= _FEW and weight > 2 * sum(
            count for other, count in votes.items() if other != unit
        )
        if unit == said:
            return Units(said, unit, f"declared, confirmed by {', '.join(grounds[unit])}")
        if sure:
            against = f"; the file declares {said}" if said else "; the file declares none"
            return Units(said, unit, f"{', '.join(grounds[unit])}{against}")
        if said is None:
            return Units(None, unit, f"{', '.join(grounds[unit])} (weak); the file declares none")
    if said:
        doubts = sorted({ground for unit, listed in grounds.items() if unit != said for ground in listed})
        return Units(said, said, f"declared; doubted by {', '.join(doubts)}" if doubts else "declared")
    size = _extent(doc)
    if size and size < 5000:  # noqa: PLR2004 (a building in millimetres is larger than 5 m)
        return Units(None, "m", "assumed: the file declares none and its extent would be under 5 m in millimetres")
    return Units(None, "mm", "assumed: the file declares none")


def _evidence(doc: Drawing) -> Iterator[tuple[str, int, str]]:
    rectangles: list[tuple[float, float, float, float]] = []
    texts: list[tuple[float, float, str]] = []
    for index, entity in enumerate(doc.modelspace()):
        if index >= _LOOKED_AT:
            break
        try:
            yield from _of_entity(entity, rectangles, texts, doc)
        except BROKEN:
            continue
    for low_x, low_y, high_x, high_y in rectangles:
        said = {
            scale_in(content)
            for x, y, content in texts
            if low_x <= x <= high_x and low_y <= y <= high_y and scale_in(content)
        }
        yield from _of_frame(high_x - low_x, high_y - low_y, {scale for scale in said if scale})


def _of_frame(width: float, height: float, said: set[float]) -> Iterator[tuple[str, int, str]]:
    """What one rectangle that may be a frame tells: 8 when a scale text in it agrees, 2 when only one unit fits."""
    fits: dict[str, set[float]] = {}
    for unit in _TRIED:
        millimetres = METRES[unit] * 1000
        found = {match.scale for match in paper.matches(width * millimetres, height * millimetres) if match.scale >= 20}  # noqa: PLR2004 (drawings of buildings)
        if found:
            fits[unit] = found
    agreeing = [unit for unit, scales in fits.items() if scales & said]
    if len(agreeing) == 1:
        yield agreeing[0], 8, "frame size and its scale text"
    elif not said and len(fits) == 1:
        yield next(iter(fits)), 2, "frame size"


def _of_entity(
    entity: Entity,
    rectangles: list[tuple[float, float, float, float]],
    texts: list[tuple[float, float, str]],
    doc: Drawing,
) -> Iterator[tuple[str, int, str]]:
    kind = entity.dxftype()
    if kind == "LWPOLYLINE" and 4 <= len(entity) <= 5:  # noqa: PLR2004 (a rectangle)
        rectangle = _rectangle(entity)
        if rectangle:
            rectangles.append(rectangle)
    elif kind == "INSERT":
        yield from _of_insert(entity, rectangles, texts, doc)
    elif kind in {"TEXT", "MTEXT"}:
        at = entity.dxf.insert
        texts.append((at.x, at.y, entity.dxf.text if kind == "TEXT" else entity.text[:200]))
    elif kind == "DIMENSION":
        yield from _of_dimension(entity)
    elif kind == "ARC":
        yield from _of_arc(entity, 1.0)


def _of_insert(
    insert: Entity,
    rectangles: list[tuple[float, float, float, float]],
    texts: list[tuple[float, float, str]],
    doc: Drawing,
) -> Iterator[tuple[str, int, str]]:
    block = doc.blocks.get(insert.dxf.name)
    at = insert.dxf.insert
    for attribute in insert.attribs:
        place = attribute.dxf.insert
        texts.append((place.x, place.y, attribute.dxf.text))
    if block is None or len(block) > 2000:  # noqa: PLR2004 (a frame or a door is a small block)
        return
    across, up = abs(insert.dxf.xscale), abs(insert.dxf.yscale)
    pieces: list[Entity] = list(block)
    for inner in pieces:
        kind = inner.dxftype()
        if kind == "ARC" and math.isclose(across, up, rel_tol=0.01):
            yield from _of_arc(inner, across)
        elif kind == "LWPOLYLINE" and 4 <= len(inner) <= 5:  # noqa: PLR2004 (a rectangle)
            rectangle = _rectangle(inner)
            if rectangle:
                low_x, low_y, high_x, high_y = rectangle
                left, low = at.x + low_x * across, at.y + low_y * up
                rectangles.append((left, low, left + (high_x - low_x) * across, low + (high_y - low_y) * up))


def _of_arc(arc: Entity, magnified: float) -> Iterator[tuple[str, int, str]]:
    """A quarter circle of a door leaf's width."""
    if not math.isclose((arc.dxf.end_angle - arc.dxf.start_angle) % 360, 90, abs_tol=2):
        return
    radius = arc.dxf.radius * magnified
    for unit in ("mm", "m"):
        if _DOOR[0] <= radius * METRES[unit] <= _DOOR[1]:
            yield unit, 1, _SWINGS


def _of_dimension(dimension: Entity) -> Iterator[tuple[str, int, str]]:
    """A dimension whose written number is what it measures, in millimetres as plans are dimensioned."""
    if dimension.dimtype & 15 > 1:
        return
    measured = abs(float(dimension.get_measurement()))
    factor = abs(float(dimension.override().get("dimlfac", 1.0) or 1.0))
    written = _NUMBER.match(dimension.dxf.get("text", "") or "")
    shown = float(written.group(1)) if written else measured * factor
    if shown <= 0 or measured <= 0:
        return
    ratio = shown / measured
    if dimension.override().get("dimlunit", 2) in _INCH_FORMATS:
        yield "in", 1, "feet and inches in dimensions"
    elif math.isclose(ratio, 1000, rel_tol=0.02):
        yield "m", 1, "dimension texts"
    elif math.isclose(ratio, 0.001, rel_tol=0.02) or (math.isclose(ratio, 1, rel_tol=0.02) and _in_centimetres(shown)):
        yield "mm", 1, "dimension texts"


def _in_centimetres(shown: float) -> bool:
    """Whether a number reads like a plan's millimetres: large and in whole centimetres."""
    return shown >= _LEAST_SHOWN and math.isclose(shown % 10, 0, abs_tol=1e-3)


def _rectangle(polyline: Entity) -> tuple[float, float, float, float] | None:
    points = [(x, y) for x, y, *_ in polyline.get_points("xy")]
    closed = polyline.closed or points[0] == points[-1]
    across = sorted({round(x, 6) for x, _ in points})
    up = sorted({round(y, 6) for _, y in points})
    if not closed or len(across) != 2 or len(up) != 2:  # noqa: PLR2004 (an upright rectangle)
        return None
    return across[0], up[0], across[1], up[1]


def _extent(doc: Drawing) -> float:
    """The longer side of everything in the model space, in drawing units; 0 when there is nothing."""
    across: list[float] = []
    up: list[float] = []
    for index, entity in enumerate(doc.modelspace()):
        if index >= _LOOKED_AT:
            break
        for x, y in _places(entity):
            if math.isfinite(x) and math.isfinite(y):
                across.append(x)
                up.append(y)
    if not across:
        return 0.0
    return max(max(across) - min(across), max(up) - min(up))


def _places(entity: Entity) -> Iterable[tuple[float, float]]:
    try:
        if entity.dxftype() == "LWPOLYLINE":
            return [(x, y) for x, y, *_ in entity.get_points("xy")]
        names = [name for name in ("start", "end", "insert", "center", "location") if entity.dxf.hasattr(name)]
        return [(at.x, at.y) for at in (entity.dxf.get(name) for name in names)]
    except BROKEN:
        return ()
