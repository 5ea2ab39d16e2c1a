"""Which rooms of the storey above lie over a room, where the axes tie the two plans together.

Vocabulary
----------
tie    the shift from one plan to the next that brings axes of the same label over each other
above  the plan of the next storey of the same building, as the titles tell
top    a storey that has none above: its title gives the number of storeys the case states

Plans are tied only by grids: nothing else on two sheets says for certain which points lie over each other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely.affinity import translate

from checkers.errors import Words
from checkers.facts import plain_name
from checkers.features.axes import LETTERS, NUMBER, bubbles
from checkers.features.closed_rooms import Room, rooms_on
from checkers.features.storeys import level_of
from checkers.features.unseen import hides_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

WALL = 0.25
"""metres around a room above that its walls fill: half of the thickest between two rooms"""

NOT_TIED = Words(
    "上层平面与本层轴号未能对应，请在两层平面上绘出一致的轴号",
    "the axes of the plan above do not agree with those of this one; draw the same axes on both",
)
NO_PLAN_ABOVE = Words(
    "未识别到上一层平面，请提交上一层平面图并在图名注明楼层",
    "no plan of the storey above was found; hand it in and name the storey in its title",
)

_BUILDING = re.compile(r"\d+(?:-\d+)?(?:#|＃|号楼|栋)")


@dataclass(frozen=True, slots=True)
class Above:
    """A room over another one."""

    room: Room
    title: str
    """of the sheet it is drawn on"""
    over: BaseGeometry
    """what of it lies over the room below, model metres of the lower sheet"""


@dataclass(frozen=True, slots=True)
class Overhead:
    """What is known of the storey over a room."""

    found: tuple[Above, ...] = ()
    """rooms with a name of the sense asked, one for each name"""
    doubt: Words | None = None
    """why nobody can say that no such room lies over it; None where it is known, or there is no storey above"""


def overhead(plans: Plans, sheet: str, outline: Polygon, sense: re.Pattern[str]) -> Overhead:
    """What of the storey above lies over the outline, as far as rooms with a name of this sense go."""
    lower = plans.drawings.sheet(sheet)
    uppers = [upper for upper in plans.sheets if _is_above(lower, upper)]
    tied = [(upper, shift) for upper in uppers if (shift := tie(plans, lower, upper)) is not None]
    found: dict[str, Above] = {}
    doubts: list[Words] = []
    for upper, shift in tied:
        raised = translate(outline, *shift)
        here = [room for room in plans.recognise_on(upper, rooms_on) if room.polygon.intersects(raised)]
        for room in here:
            over = room.polygon.intersection(raised)
            if over.area > OVERLAP and sense.search("".join(room.name.split())):
                found.setdefault(room.name, Above(room, upper.title, translate(over, -shift[0], -shift[1])))
        doubts += _unknown(upper, raised, here)
    if found:
        return Overhead(tuple(found.values()))
    if tied:
        # one plan of that storey on which everything over the room is known is enough
        return Overhead(doubt=doubts[0] if len(doubts) == len(tied) else None)
    if uppers:
        return Overhead(doubt=NOT_TIED)
    return Overhead(doubt=None if _is_top(plans, lower) else NO_PLAN_ABOVE)


def _unknown(upper: Sheet, raised: Polygon, here: Sequence[Room]) -> Iterator[Words]:
    """The first reason why what lies over the room is not all known from this plan."""
    named = [room.polygon.buffer(WALL) for room in here if room.sure and room.name and not room.others]
    if raised.difference(shapely.union_all(named)).area > OVERLAP:
        yield Words(
            f"{upper.title} 对应范围内有房间未闭合或未注名称，请补全房间轮廓与名称",
            f"on {upper.title} rooms over it are not closed or have no name; close and name them",
        )
    elif hides_shapes(upper):
        yield Words(
            f"{upper.title} 有对象未能读取，请分解后重新上传",
            f"on {upper.title} some objects could not be read; explode them and upload again",
        )


def _is_top(plans: Plans, lower: Sheet) -> bool:
    """Whether the case says that the building has no storey above this one."""
    level = level_of(lower.title)
    title = plain_name(lower.title)
    every = plans.facts.buildings
    own = [building for building in every if plain_name(building.name) in title] or (every if len(every) == 1 else [])
    return level.highest is not None and any(
        building.storeys is not None and level.highest >= building.storeys for building in own
    )


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
