"""Recognise the rooms of the communication network.

Vocabulary
----------
equipment room   设备间, 通信机房: where the lines of the site or building come together
telecom room     电信间, 弱电间: where the lines of a storey come together; never an equipment room
unbounded        a room's name that no closed line encloses
net              what walls and columns leave of a room whose line is not drawn along their faces
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import Point, Polygon

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closed_rooms import rooms_on, rooms_where
from checkers.features.labels import labels_saying, plain
from checkers.features.walls import walls_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LARGEST_SHARE = 20
"""characters of a room's name; longer writings are notes"""

NOTABLE = 0.05
"""square metres of masonry inside a room's line; less only touches it"""

_OF_THE_NETWORK = "通信|电信|弱电|信息|网络|综合布线|光纤到户|光纤|移动通信|数据|汇聚|接入"
_EQUIPMENT = re.compile(
    rf"^(?:[\dA-Z#-]*)(?:(?:{_OF_THE_NETWORK})+(?:设备间|机房|设备机房|设备用房)|设备间)(?![^\d\sA-Z#（()）:：㎡.,，=≥-])"
)
_TELECOM = re.compile(r"^(?:[\dA-Z#-]*)(?:电信间|弱电间|弱电小间|电信小间)(?![^\d\sA-Z#（()）:：㎡.,，=≥-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Feature):
    """A room of the network."""

    polygon: Polygon | None
    """None when no closed line encloses its name"""
    others: tuple[str, ...] = ()
    """names of further rooms inside the same line"""
    net: Polygon | None = None
    """the room without walls and columns that stand inside the line drawn for it, as one drawn along axes holds"""


def equipment_rooms(plans: Plans) -> tuple[Room, ...]:
    """Every equipment room; names that no closed line encloses become rooms without a polygon."""
    return _rooms(plans, _EQUIPMENT)


def telecom_rooms(plans: Plans) -> tuple[Room, ...]:
    """Every telecom room; names that no closed line encloses become rooms without a polygon."""
    return _rooms(plans, _TELECOM)


def _rooms(plans: Plans, sense: re.Pattern[str]) -> tuple[Room, ...]:
    found: list[Room] = []
    for space in rooms_where(plans, lambda words: _names(words, sense)):
        names = [text for text in space.texts if _names(text, sense)]
        if names:
            found.append(
                Room(
                    subject=names[0].strip(),
                    sheet=space.sheet,
                    where=space.polygon,
                    handles=space.handles,
                    how=space.how,
                    sure=space.sure,
                    polygon=space.polygon,
                    net=_net(space.polygon, _solids(plans, space.sheet)) if space.drawn else space.polygon,
                    others=tuple(
                        dict.fromkeys(
                            name for name in (space.name, *space.others) if plain(name) != plain(names[0]) and name
                        )
                    ),
                )
            )
    for sheet in plans.sheets:
        if sheet.rows("SPACE", "WALL").size:
            found.extend(_unbounded(sheet, plans, sense))
    return tuple(found)


def _solids(plans: Plans, sheet: str) -> BaseGeometry | None:
    masonry = plans.recognise_on(plans.drawings.sheet(sheet), walls_on)
    return None if masonry is None else masonry.solids


def _unbounded(sheet: Sheet, plans: Plans, sense: re.Pattern[str]) -> Iterator[Room]:
    """Names that lie in no space, and those of spaces whose line could not be read as an area."""
    named = labels_saying(sheet, lambda words: _names(words, sense))
    bounded = [space.polygon for space in plans.recognise_on(sheet, rooms_on)] if named else []
    for label in named:
        point = Point(label.x, label.y)
        if not any(polygon.intersects(point) for polygon in bounded):
            yield Room(
                subject=label.words,
                sheet=sheet.id,
                where=point,
                handles=(label.handle,),
                how=Words("名称，未被闭合线围住", "name that no closed line encloses"),
                polygon=None,
            )


def _net(outline: Polygon, solids: BaseGeometry | None) -> Polygon:
    """The largest part of the outline that masonry leaves; walls along its line take nothing."""
    if solids is None or not solids.intersects(outline):
        return outline
    parts = shapely.get_parts(outline.difference(solids))
    left = max((part for part in parts if isinstance(part, Polygon)), key=lambda part: part.area, default=outline)
    return left if outline.area - left.area > NOTABLE else outline


def _names(text: str, sense: re.Pattern[str]) -> bool:
    words = plain(text)
    return len(words) <= LARGEST_SHARE and sense.match(words) is not None
