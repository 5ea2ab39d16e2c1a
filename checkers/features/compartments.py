"""Fire compartments (防火分区) as plans and diagrams draw them.

Vocabulary
----------
compartment   a closed outline on a layer of fire compartments, with the area written inside it
around        an outline that only surrounds the compartments of a storey: others fill it; it is none itself
garage        told by the words inside or in the title, or by the stalls drawn in it
shop          a sales or exhibition hall (营业厅、展厅) named inside
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.errors import Words
from checkers.features.base import Area, areas, distinct, own_texts
from checkers.features.closed_rooms import labelled_area
from checkers.features.parking import stalls
from checkers.features.rooms import A_ROOM, COMMON
from checkers.features.storeys import Level, building_of, level_of, title_of
from checkers.features.ways_out import shows_homes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Sheet
    from checkers.facts import Building
    from checkers.features.plans import Plans

FILLED = 0.9
"""share of an outline that others fill when it only surrounds them"""

STALLS_LEAST = 5
"""stalls inside an outline that make it a garage"""

SMALLEST = 2.0
"""square metres: smaller outlines on the layer are symbols"""

_NAMED = re.compile(r"(?:防火)?分区[一二三四五六七八九十\dA-Z-]+|[一二三四五六七八九十\dA-Z-]+防火分区")
_GARAGE = re.compile(
    r"^(?:地下|半地下|机动|小型|机械|立体|复式)*汽?(?:车库|车停车库|停车[库场区])[\dA-Z一二三四]*$|分区.*(?:车库|停车)|(?:车库|停车).*分区"
)
_GARAGE_PLAN = re.compile(r"车库|停车")
_BELOW = re.compile(r"地下(?!水)|人防")
_SHOP = re.compile(r"营业厅|展[览厅]|卖场|超市|商场")
_EQUIPMENT = re.compile(r"设备用?房|机房|泵房|变电|配电|锅炉房")
_WITH_EQUIPMENT = re.compile(
    r"卫生?间|厕|值班|控制室|消控|井|风机|[配变强弱]电|电间|水池|水箱|泵|换热|热力|锅炉|制冷|空调|阀|发电|油|机房|设备"
    r"|气瓶|排烟|送风|报警"
)
_MECHANICAL = re.compile(r"机械(?:式)?(?:停车|车位|车库)|机械式")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment(Area):
    """A fire compartment and what tells its limit."""

    level: Level
    below: bool | None
    """whether it lies below ground; None when nothing tells the storey"""
    half_below: bool
    """半地下"""
    building: Building | None
    dwelling: bool | None
    written: float | None
    """square metres written inside; None when none or several are"""
    garage: bool
    shop: bool
    equipment: bool
    """whether it is of equipment rooms (设备用房) and what belongs to them, and names no others"""
    mixed: bool
    """whether rooms are named inside that are neither shops nor equipment rooms nor ways"""
    mechanical: bool
    """whether mechanical parking is named inside"""


def compartments(plans: Plans) -> tuple[Compartment, ...]:
    """Every fire compartment of every sheet; call as ``plans.recognise(compartments)``."""
    return tuple(found for sheet in plans.whole_sheets for found in _compartments(sheet, plans))


def _compartments(sheet: Sheet, plans: Plans) -> list[Compartment]:
    outlines = [area for area in distinct(areas(sheet, "FIRE_COMP")) if area.polygon.area > SMALLEST]
    if not outlines:
        return []
    cars = [stall.polygon.centroid for stall in plans.recognise(stalls) if stall.sheet == sheet.id]
    standing = STRtree(cars)
    named = zip(outlines, own_texts(outlines), strict=True)
    return [
        _compartment(sheet, area, texts, standing.query(area.polygon, predicate="contains").size, plans)
        for area, texts in named
        if not _around(area, outlines)
    ]


def _around(area: Area, outlines: Sequence[Area]) -> bool:
    inner = [
        other.polygon.area
        for other in outlines
        if other is not area
        and other.polygon.area < area.polygon.area
        and area.polygon.contains(other.polygon.representative_point())
    ]
    return len(inner) > 1 and sum(inner) > FILLED * area.polygon.area


def _compartment(sheet: Sheet, area: Area, texts: Sequence[str], cars: int, plans: Plans) -> Compartment:
    plain = tuple("".join(text.split()) for text in texts)
    title = title_of(sheet, area.polygon)
    level = level_of(title)
    said = "".join((*plain, title))
    name = next((hit.group() for text in plain if (hit := _NAMED.search(text))), "")
    below: bool | None = level.underground if level.lowest is not None else None
    if level.lowest is not None and level.lowest < 0 and not level.underground:
        below = None  # a sheet of storeys on both sides of the ground
    elif below is None and any(_BELOW.search(words) for words in (title, *(text for text in plain if "分区" in text))):
        below = True
    equipment = any(_EQUIPMENT.search(text) for text in plain)
    shop = any(_SHOP.search(text) for text in plain)
    mixed = any(map(_of_another_kind, plain))
    parks = any(_GARAGE.search(text) for text in plain) or cars >= STALLS_LEAST
    by_title = bool(_GARAGE_PLAN.search(title)) and not parks
    building = building_of(title, sheet, plans.facts)
    number = f"{sheet.number} {title}".strip()
    return Compartment(
        subject=f"{number} {name or '防火分区'}".strip(),
        sheet=sheet.id,
        where=area.where,
        handles=area.handles,
        how=area.how if area.how.zh else Words("防火分区线", "line of a fire compartment"),
        # the title of a garage's plan says little of a compartment with rooms of another kind and without cars
        sure=area.sure and not (by_title and (equipment or shop or mixed)),
        polygon=area.polygon,
        layer=area.layer,
        texts=plain,
        level=level,
        below=below,
        half_below="半地下" in said,
        building=building,
        dwelling=shows_homes(sheet, building, plans),
        written=_written(plain),
        garage=parks or (by_title and not equipment),
        shop=shop,
        equipment=equipment and not mixed,
        mixed=mixed,
        mechanical=bool(_MECHANICAL.search(said)),
    )


def _of_another_kind(text: str) -> bool:
    if not A_ROOM.match(text) or any(words.search(text) for words in (_SHOP, _EQUIPMENT, _WITH_EQUIPMENT, _GARAGE)):
        return False
    return COMMON.search(text) is None


def _written(texts: Sequence[str]) -> float | None:
    """The area written with the name of the compartment, else the only one written inside."""
    named = labelled_area([text for text in texts if "分区" in text])
    return labelled_area(texts) if named is None else named
