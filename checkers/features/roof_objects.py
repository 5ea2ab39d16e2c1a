"""What stands on a roof: plant, ducts, chimneys and the like, with their heights and what they are made of.

Vocabulary
----------
object      a closed line on a roof with the name of equipment inside, or on a layer of things on roofs
height      metres above the roof, written inside (``H=3.5m``)
metal       whether it is of metal by its name; None when nothing tells
connected   whether a strip crosses it, touches it or ends at it
beside      whether a strip passes by so near that it may be joined to it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import MultiPoint

from checkers.errors import Words
from checkers.features.base import Area, areas, distinct, own_texts
from checkers.features.labels import labels, plain
from checkers.features.rods import NAMED, THING, height_in
from checkers.features.roof import Roof, roofs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

TOUCHES = 0.05
"""metres from a strip to an object that it crosses or runs along"""

CONNECTED = 0.3
"""metres from the end of a strip to an object it is led to; a strip that passes by so near is not joined to it"""

SMALLEST = 0.01
"""square metres; smaller closed lines are symbols"""

OF_ROOF = 0.5
"""part of a roof from which a closed line on it is no object"""

_METAL = re.compile(r"(?<!非)金属|不锈钢|钢制|镀锌|铝合金|铁|旗杆|光伏|太阳能")
_NOT_METAL = re.compile(r"非金属|玻璃钢|塑料|PVC|混凝土|砖砌|木质")
_NOTE = re.compile(r"金属.{0,24}(?:接闪|避雷|防雷).{0,12}(?:连接|焊接|连通|相连)")
_NOTE_ALL = re.compile(r"屋面|屋顶|突出")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoofObject(Area):
    """A thing that stands on a roof."""

    roof: Roof
    height: float | None
    metal: bool | None
    connected: bool
    beside: bool


def roof_objects(plans: Plans) -> tuple[RoofObject, ...]:
    """Every object on every roof; call as ``plans.recognise(roof_objects)``."""
    found: list[RoofObject] = []
    for sheet in plans.sheets:
        here = [roof for roof in plans.recognise(roofs) if roof.sheet == sheet.id]
        if here:
            found.extend(_objects(sheet, here))
    return tuple(found)


def connection_noted(sheet: Sheet) -> bool:
    """Whether a note of the sheet says that metal things on the roof are joined to the air termination."""
    return any(_NOTE.search(label.words) and _NOTE_ALL.search(label.words) for label in labels(sheet))


def _is_connected(roof: Roof, thing: Polygon) -> bool:
    if roof.strips.is_empty:
        return False
    ends = [place for strip in roof.strips.geoms if not strip.is_ring for place in (strip.coords[0], strip.coords[-1])]
    led = bool(ends) and MultiPoint(ends).distance(thing) <= CONNECTED
    return led or roof.strips.distance(thing) <= TOUCHES


def _objects(sheet: Sheet, here: Sequence[Roof]) -> list[RoofObject]:
    outlines = [area for area in distinct(areas(sheet, "ROOF_OBJECT", "", "TANK")) if area.polygon.area >= SMALLEST]
    texts = own_texts(outlines)
    meant = {layer.name for layer in sheet.layers if layer.meaning == "ROOF_OBJECT"}
    found: list[RoofObject] = []
    for area, own in zip(outlines, texts, strict=True):
        name = next((plain(text) for text in own if THING.search(text) and not NAMED.search(text)), "")
        inside = area.polygon.representative_point()
        holders = [
            roof for roof in here if roof.polygon.contains(inside) and area.polygon.area < OF_ROOF * roof.polygon.area
        ]
        if not holders or not (name or area.layer in meant):
            continue
        roof = min(holders, key=lambda each: each.polygon.area)
        heights = {height for text in own if (height := height_in(plain(text))) is not None}
        words = " ".join((*own, area.layer))
        found.append(
            RoofObject(
                subject=f"{roof.subject} {name or area.layer}",
                sheet=area.sheet,
                where=area.polygon,
                handles=area.handles,
                how=Words(f"{area.how.zh}，屋面突出物", f"{area.how.en}, on a roof"),
                sure=area.sure,
                polygon=area.polygon,
                layer=area.layer,
                texts=own,
                roof=roof,
                height=heights.pop() if len(heights) == 1 else None,
                metal=False if _NOT_METAL.search(words) else (True if _METAL.search(words) else None),
                connected=_is_connected(roof, area.polygon),
                beside=not roof.strips.is_empty and roof.strips.distance(area.polygon) <= CONNECTED,
            )
        )
    return found
