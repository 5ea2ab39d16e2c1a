"""Rows of cabinets in a room of the network, with the free space around them.

Vocabulary
----------
row      cabinets that stand side by side, or a single one
aisle    the free space between two rows
front    the side where a cabinet opens: told by the word 正面 or 前 beside it; None when nothing tells
opening  the sides that may be the front: of several cabinets side by side the long ones, of a single one all
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Polygon

from checkers.features.base import Feature, Span
from checkers.features.clearances import Side, sides_of
from checkers.features.fittings import Fitting, Sort, of_sort, rows_of
from checkers.features.labels import Label, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans

FRONT_MARK = 0.6
"""metres from a cabinet's front to the word that marks it"""

HAIR = 0.02
"""metres by which one side may be nearer than another and still not the nearest"""

_FRONT = re.compile(r"^(?:机柜)?(?:正面|前面|前|FRONT)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Feature):
    """A row of cabinets; ``where`` is its outline."""

    walls: tuple[Side, ...]
    """its sides that face walls, with the free space in front of each"""
    aisles: tuple[Span, ...]
    """the way to the row that each other side faces"""
    opening: tuple[Span | None, ...]
    """free space before the sides that may be the front; None where nothing stands within reach"""
    front: Span | None = None
    """free space before the side marked as the front"""
    marked: bool = False
    """whether a side is marked as the front"""


def cabinet_rows(plans: Plans, sheet: str, room: Polygon, reach: float) -> tuple[Row, ...]:
    """The rows of cabinets in a room of this outline; nothing farther than ``reach`` metres is looked for."""
    inside = [
        fitting
        for fitting in of_sort(plans, Sort.CABINET)
        if fitting.sheet == sheet and room.intersects(fitting.centre)
    ]
    if not inside:
        return ()
    drawn = plans.drawings.sheet(sheet)
    stand: list[BaseGeometry] = [room.boundary]
    stand += [drawn.entities.geometry[row] for row in drawn.rows("COLUMN")]
    marks = [label for label in labels(drawn) if _FRONT.match(label.words)]
    rows = rows_of(inside)
    return tuple(
        _row(
            outline, members, [other for number, (other, _) in enumerate(rows) if number != index], stand, marks, reach
        )
        for index, (outline, members) in enumerate(rows)
    )


def _row(
    outline: Polygon,
    members: Sequence[Fitting],
    others: Sequence[Polygon],
    stand: Sequence[BaseGeometry],
    marks: Sequence[Label],
    reach: float,
) -> Row:
    to_walls = sides_of(outline, stand, reach)
    to_rows = sides_of(outline, others, reach)
    facing = [
        row.clear is not None and (wall.clear is None or row.clear.value < wall.clear.value)
        for wall, row in zip(to_walls, to_rows, strict=True)
    ]
    sides = [row if faces else wall for wall, row, faces in zip(to_walls, to_rows, facing, strict=True)]
    longest = max((side.edge.length for side in sides), default=0.0)
    opening = [side for side in sides if len(members) == 1 or side.edge.length > longest / 2]
    front = next((side for side in sides if any(_marks(side, label, outline) for label in marks)), None)
    first = members[0]
    return Row(
        subject=first.subject if len(members) == 1 else f"{first.subject}等{len(members)}台",
        sheet=first.sheet,
        where=outline,
        handles=tuple(dict.fromkeys(handle for member in members for handle in member.handles)),
        how=first.how,
        sure=all(member.sure for member in members),
        walls=tuple(wall for wall, faces in zip(to_walls, facing, strict=True) if not faces),
        aisles=tuple(row.clear for row, faces in zip(to_rows, facing, strict=True) if faces and row.clear),
        opening=tuple(side.clear for side in opening),
        front=None if front is None else front.clear,
        marked=front is not None,
    )


def _marks(side: Side, label: Label, outline: Polygon) -> bool:
    """Whether the word stands by this side, no other side being nearer."""
    near = side.edge.distance(label.point)
    return near <= FRONT_MARK and near <= outline.exterior.distance(label.point) + HAIR
