"""Heights of storeys and rooms: as texts state them, and as the levels of a section tell.

Vocabulary
----------
storey height   层高, from floor to floor
clear height    净高, from floor to ceiling
column          level marks of a section one above the other; from mark to mark is a storey where the drawing between
                them is as high as their numbers say
standard        a storey height that occurs more than once in a column
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import LineString

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.drawing.model import Sheet, Text
    from checkers.features.plans import Plans

SECTION = re.compile(r"剖面|SECTION", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:±|%%[pP]|\+)?(-?\d{1,3}\.\d{3})$")
_HEIGHT = re.compile(
    r"(?P<before>[^，。；;,、]*?)(?P<what>层高|净高)[^\d，。；,;]{0,8}(?P<size>\d+(?:\.\d+)?)(?P<unit>mm|MM|m|M|米)?"
)
_OTHER_STOREY = re.compile(
    r"商|车库|地下|设备|架空|门厅|大堂|避难|机房|夹层|阁楼|地库|配套|储藏|走道|走廊|电梯|楼梯|平台|梯段|局部|坡"
)
_WET = re.compile(r"厨|卫")
_ROOM = re.compile(r"卧|起居|客厅|居室")

ALIGNED = 1.0
"""metres between the places of two level marks of one column, across it"""

TRUE = 0.02
"""metres by which the drawing between two marks may differ from what their numbers say"""

STOREY = (2.2, 6.0)
"""metres from floor to floor; marks nearer together are of sills and beams"""

MILLIMETRES = 100.0
"""a height written as a larger number is in millimetres"""


class Quantity(StrEnum):
    """Which height is stated."""

    STOREY = "storey"
    ROOM = "room"
    """clear height of bedrooms and living rooms"""
    WET = "wet"
    """clear height of kitchens and bathrooms"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Height(Feature):
    """A height of a storey or a room, metres."""

    quantity: Quantity
    height: Span


def heights(plans: Plans) -> tuple[Height, ...]:
    """Every height stated on a sheet, and every storey between the level marks of a section."""
    return tuple(height for sheet in plans.sheets for height in (*_written(sheet), *_between_levels(sheet)))


def _written(sheet: Sheet) -> Iterator[Height]:
    for label in labels(sheet):
        for hit in _HEIGHT.finditer(label.words):
            before = hit["before"]
            if _OTHER_STOREY.search(before):
                continue
            quantity = Quantity.STOREY if hit["what"] == "层高" else _room(before)
            if quantity is None:
                continue
            size = float(hit["size"])
            if size > MILLIMETRES:
                size /= 1000
            if not STOREY[0] / 2 < size <= STOREY[1]:
                continue
            yield Height(
                subject=f"“{hit[0]}”",
                sheet=sheet.id,
                where=label.point,
                handles=(label.handle,),
                how=Words("文字注写", "written"),
                quantity=quantity,
                height=Span(size, label.point),
            )


def _room(before: str) -> Quantity | None:
    wet, room = bool(_WET.search(before)), bool(_ROOM.search(before))
    if wet is room:
        return None
    return Quantity.WET if wet else Quantity.ROOM


def _between_levels(sheet: Sheet) -> Iterator[Height]:
    if not SECTION.search(sheet.title):
        return
    marks = [
        (text, float(hit[1]))
        for text in sheet.texts
        if text.visible and (hit := _LEVEL.match("".join(text.content.split())))
    ]
    turns: dict[int, list[tuple[float, float, float, Text]]] = {}
    for text, level in marks:
        turns.setdefault(round(text.rotation) % 360, []).append((*_turned(text), level, text))
    for placed in turns.values():
        placed.sort(key=lambda mark: mark[0])
        for column in _columns(placed):
            yield from _storeys(sheet, sorted(column, key=lambda mark: mark[1]))  # a mirrored text stands head down


def _columns(placed: Sequence[tuple[float, float, float, Text]]) -> Iterator[list[tuple[float, float, Text]]]:
    """The marks, in order across the sheet, that stand one above the other."""
    column: list[tuple[float, float, Text]] = []
    for index, (across, up, level, text) in enumerate(placed):
        if index and across - placed[index - 1][0] > ALIGNED:
            yield column
            column = []
        column.append((up, level, text))
    if column:
        yield column


def _turned(text: Text) -> tuple[float, float]:
    """The place of a text across and up the sheet as the text stands."""
    c, s = math.cos(math.radians(text.rotation)), math.sin(math.radians(text.rotation))
    return text.x * c + text.y * s, text.y * c - text.x * s


def _storeys(sheet: Sheet, column: Sequence[tuple[float, float, Text]]) -> Iterator[Height]:
    steps = [
        (one, other, other[1] - one[1])
        for one, other in pairwise(column)
        if STOREY[0] <= other[1] - one[1] <= STOREY[1] and abs(abs(other[0] - one[0]) - (other[1] - one[1])) <= TRUE
    ]
    often = Counter(round(step, 3) for _, _, step in steps)
    for one, other, step in steps:
        if one[1] < 0:
            continue  # below ground
        along = LineString([(one[2].x, one[2].y), (other[2].x, other[2].y)])
        yield Height(
            subject=f"{one[2].content}~{other[2].content}",
            sheet=sheet.id,
            where=along,
            handles=(one[2].handle, other[2].handle),
            how=Words("剖面标高差", "levels of a section"),
            sure=often[round(step, 3)] > 1,
            quantity=Quantity.STOREY,
            height=Span(step, along),
        )
