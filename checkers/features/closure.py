"""Whether the lines that should bound something do: closed, crossing themselves, or left open.

Vocabulary
----------
bound     a line on a layer whose lines bound areas: 用地红线, 建筑轮廓, 房间 …
chain     open lines that meet end to end; a chain whose ends meet bounds an area like a closed line
gap       the distance between the two ends of a chain
loose     lines on such a layer that bound nothing: they fork, or their ends lie far apart
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiLineString, Polygon

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.chains import MEETS, TOO_MANY, joined, outlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SNAPS = 0.050
"""metres: a gap this small is a slip of the hand"""

NEARLY = 0.10
"""share of a chain's length: a gap smaller than this was meant to be closed"""

SHORTEST = 4.0
"""metres: a shorter chain with a gap larger than a slip bounds nothing anybody measures"""

BOUNDING = (
    "SITE_BOUNDARY",
    "BLDG_CTRL_LINE",
    "BLDG_OUTLINE",
    "CLIMB_GROUND",
    "FIRE_COMP",
    "CD",
    "SPACE",
    "GREEN",
    "TANK",
    "BASEMENT",
    "PARKING",
    "FIRE_LANE",
    "ROOF_OBJECT",
)
"""layer meanings whose lines bound areas"""

ALWAYS = ("SITE_BOUNDARY", "BLDG_CTRL_LINE", "BLDG_OUTLINE", "CLIMB_GROUND", "FIRE_COMP")
"""those on which a loose line is worth a word; the others carry symbols too"""


class Closure(StrEnum):
    """How a bound ends."""

    CLOSED = "closed"
    CROSSING = "crossing"
    OPEN = "open"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound(Feature):
    """A line that bounds something, or should."""

    meaning: str
    layer: str
    closure: Closure
    gap: LineString | None = None
    count: int = 1
    """lines in it; for loose ones all of the layer"""
    rows: tuple[int, ...] = ()
    """of its sheet's entities"""


def bounds(plans: Plans) -> tuple[Bound, ...]:
    """Every bound of every sheet; call as ``plans.recognise(bounds)``."""
    return tuple(bound for sheet in plans.sheets for meaning in BOUNDING for bound in _bounds(sheet, meaning))


def unmeasured(plans: Plans, *meanings: str) -> tuple[Bound, ...]:
    """The bounds on these layers of which no area can be taken: open, loose or crossing themselves."""
    return tuple(
        bound for bound in plans.recognise(bounds) if bound.meaning in meanings and bound.closure is not Closure.CLOSED
    )


def _bounds(sheet: Sheet, meaning: str) -> Iterator[Bound]:
    open_rows: dict[int, list[int]] = {}
    for row in sheet.rows(meaning):
        geometry = sheet.entities.geometry[row]
        layer = int(sheet.entities.layer[row])
        if sheet.entities.kind[row] in {"hatch", "circle", "point", "image", "proxy", "solid"}:
            continue
        if geometry.is_empty or geometry.length <= MEETS:
            continue  # what has no size bounds nothing: preflight/zero-length says where it lies
        if isinstance(geometry, Polygon) or geometry.is_ring:
            yield _closed(sheet, meaning, layer, int(row))
        elif isinstance(geometry, LineString):
            open_rows.setdefault(layer, []).append(int(row))
    for layer, rows in open_rows.items():
        yield from _chains(sheet, meaning, layer, rows)


def _closed(sheet: Sheet, meaning: str, layer: int, row: int) -> Bound:
    geometry = sheet.entities.geometry[row]
    outline = geometry if isinstance(geometry, Polygon) else Polygon(geometry)
    valid = outline.is_valid
    return _bound(
        sheet,
        meaning,
        layer,
        [row],
        closure=Closure.CLOSED if valid else Closure.CROSSING,
        where=outline if valid else shapely.make_valid(outline),
    )


def _bound(
    sheet: Sheet,
    meaning: str,
    layer: int,
    rows: Sequence[int],
    *,
    closure: Closure,
    where: BaseGeometry,
    gap: LineString | None = None,
) -> Bound:
    name = sheet.layers[layer].name
    return Bound(
        subject=f"{sheet.number} {name} {sheet.entities.handle[rows[0]]}".strip(),
        sheet=sheet.id,
        where=where,
        handles=tuple(str(sheet.entities.handle[row]) for row in rows[:50]),
        how=Words(f"图层 {name} 上的线", f"line on layer {name}"),
        meaning=meaning,
        layer=name,
        closure=closure,
        gap=gap,
        count=len(rows),
        rows=tuple(rows),
    )


def _chains(sheet: Sheet, meaning: str, layer: int, rows: list[int]) -> Iterator[Bound]:
    loose: list[int] = []
    if len(rows) > TOO_MANY:
        loose = rows
    else:
        lines = [sheet.entities.geometry[row] for row in rows]
        for chain, ends in joined(lines):
            members = [rows[index] for index in chain]
            where = MultiLineString([lines[index] for index in chain])
            if not ends:
                clean = [face for face, _ in outlines([lines[index] for index in chain]) if face.is_valid]
                closure = Closure.CLOSED if clean else Closure.CROSSING
                yield _bound(sheet, meaning, layer, members, closure=closure, where=where)
                continue
            gap = LineString(ends) if len(ends) == len(("start", "end")) else None
            if gap is not None and _meant_closed(gap.length, where.length):
                yield _bound(sheet, meaning, layer, members, closure=Closure.OPEN, where=where, gap=gap)
            else:
                loose += members
    if loose and meaning in ALWAYS:
        where = MultiLineString([sheet.entities.geometry[row] for row in loose])
        yield _bound(sheet, meaning, layer, loose, closure=Closure.LOOSE, where=where.envelope)


def _meant_closed(gap: float, length: float) -> bool:
    if gap <= SNAPS:
        return length > 2 * SNAPS
    return length > SHORTEST and gap < NEARLY * length
