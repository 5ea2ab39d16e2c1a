"""Which rooms of the storey above lie over a room, where the axes tie the two plans together.

Vocabulary
----------
tie    the shift from one plan to the next that brings axes of the same label over each other
above  the plan of the next storey of the same building, as the titles tell

Plans are tied only by grids: nothing else on two sheets says for certain which points lie over each other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely.affinity import translate

from checkers.features.axes import LETTERS, NUMBER, bubbles
from checkers.features.closed_rooms import Room, rooms
from checkers.features.storeys import level_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

CLOSE = 0.02
"""metres by which axes of one label may miss each other once the plans are tied"""

FEWEST = 2
"""numbered axes, and lettered ones, that must agree"""

TRIED = 8
"""shifts tried, those on which most axes agree first"""

OVERLAP = 0.1
"""square metres of a room above that lie over the room below; less is a wall drawn a little elsewhere"""

_BUILDING = re.compile(r"\d+(?:-\d+)?(?:#|＃|号楼|栋)")


@dataclass(frozen=True, slots=True)
class Above:
    """A room over another one."""

    room: Room
    title: str
    """of the sheet it is drawn on"""
    over: BaseGeometry
    """what of it lies over the room below, model metres of the lower sheet"""


def rooms_above(plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str]) -> tuple[Above, ...]:
    """Rooms with a name of this sense that lie over the outline, one for each name; none where no plans are tied."""
    lower = plans.drawings.sheet(sheet)
    found: dict[str, Above] = {}
    for upper in plans.sheets:
        if not _is_above(lower, upper):
            continue
        shift = tie(plans, lower, upper)
        if shift is None:
            continue
        raised = translate(outline, *shift)
        for room in plans.recognise(rooms):
            if room.sheet == upper.id and room.sure and sense.search("".join(room.name.split())):
                over = room.polygon.intersection(raised)
                if over.area > OVERLAP:
                    found.setdefault(room.name, Above(room, upper.title, translate(over, -shift[0], -shift[1])))
    return tuple(found.values())


def tie(plans: Plans, lower: Sheet, upper: Sheet) -> tuple[float, float] | None:
    """The shift from the lower plan to the upper one, metres; None when too few axes agree, or two shifts would do."""
    below, over = _places(plans, lower.id), _places(plans, upper.id)
    shifts: Counter[tuple[int, int]] = Counter()
    pairs: list[tuple[str, float, float]] = []
    for label, x, y in below:
        for other, ox, oy in over:
            if label == other:
                pairs.append((label, ox - x, oy - y))
    for _, dx, dy in pairs:
        shifts[round(dx / CLOSE), round(dy / CLOSE)] += 1
    ties = []
    for (across, up), _ in shifts.most_common(TRIED):
        agreeing = {label for label, dx, dy in pairs if max(abs(dx - across * CLOSE), abs(dy - up * CLOSE)) <= CLOSE}
        numbers = sum(NUMBER.match(label) is not None for label in agreeing)
        letters = sum(LETTERS.match(label) is not None for label in agreeing)
        if numbers >= FEWEST and letters >= FEWEST:
            near = [(dx, dy) for _, dx, dy in pairs if max(abs(dx - across * CLOSE), abs(dy - up * CLOSE)) <= CLOSE]
            ties.append((sum(dx for dx, _ in near) / len(near), sum(dy for _, dy in near) / len(near)))
    if not ties:
        return None
    first = ties[0]
    unsure = any(max(abs(dx - first[0]), abs(dy - first[1])) > 2 * CLOSE for dx, dy in ties[1:])
    return None if unsure else first


def _places(plans: Plans, sheet: str) -> list[tuple[str, float, float]]:
    middles = ((bubble.label, bubble.where.centroid) for bubble in plans.recognise(bubbles) if bubble.sheet == sheet)
    return [(label, middle.x, middle.y) for label, middle in middles]


def _is_above(lower: Sheet, upper: Sheet) -> bool:
    """Whether the titles say that the one is the next storey over the other, of the same building."""
    if upper.id == lower.id or set(_names(lower.title)) != set(_names(upper.title)):
        return False
    below, over = level_of(lower.title), level_of(upper.title)
    if below.highest is None or over.lowest is None or over.highest is None:
        return False
    following = below.highest + 1 or 1
    return over.lowest <= following <= over.highest


def _names(title: str) -> Iterator[str]:
    return (hit.replace("＃", "#").replace("号楼", "#").replace("栋", "#") for hit in _BUILDING.findall(title))
