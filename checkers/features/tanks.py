"""Recognise drinking water tanks, what may pollute them, septic tanks and wells.

Vocabulary
----------
tank       水池: a closed line, circle or block with its name inside or beside it
drinking   生活水池: holds drinking water; 消防水池 and 景观水池 do not
buried     埋地: stands in the ground; None when nothing says so
source     what may pollute: septic tank 化粪池, soakaway 渗水井, refuse 垃圾, sewage works 污水处理
well       取水井, 水源井: takes water out of the ground
loose      a name with no outline to measure from
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from shapely import Polygon, box

from checkers.errors import Words
from checkers.features import levels
from checkers.features.base import Area, Feature, areas, distinct
from checkers.features.labels import Label, labels_saying, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

BESIDE = 3.0
"""metres from a name to the unnamed outline it stands beside"""

LARGEST = 3000.0
"""square metres; larger outlines with a name inside are sites and buildings, not tanks"""

SMALLEST = 2.0
"""square metres; smaller outlines without a name are symbols and shafts"""

LONGEST_NAME = 20
"""characters; longer writings are notes"""


BELOW = ("地下", "地库", "人防")
"""in the words of an outline: a basement"""

_A_BUILDING = re.compile(r"\d#|号楼|住宅|楼$|[A-Z]座")


class Sort(StrEnum):
    """What a thing of the water supply or drainage is."""

    DRINKING = "drinking"
    UNKNOWN_TANK = "unknown-tank"
    SEPTIC = "septic"
    SOAKAWAY = "soakaway"
    REFUSE = "refuse"
    SEWAGE = "sewage"
    WELL = "well"


SOURCES = frozenset({Sort.SEPTIC, Sort.SOAKAWAY, Sort.REFUSE, Sort.SEWAGE})

_SENSES = (
    (Sort.SEPTIC, re.compile(r"化粪池|^G\d{1,2}-\d{1,3}S?QF")),
    (Sort.SOAKAWAY, re.compile(r"渗水井|渗井")),
    (Sort.REFUSE, re.compile(r"垃圾")),
    (Sort.SEWAGE, re.compile(r"污水处理|污水池|污水(?:提升)?(?:泵站|集水池)")),
    (Sort.WELL, re.compile(r"取水井|水源井|取水构筑物|机井|供水井|深井|大口井")),
    (Sort.DRINKING, re.compile(r"(?:生活|饮用|给水).*(?:水池|水箱|贮水|蓄水)|(?:水池|水箱).*(?:生活|饮用)")),
)
_OTHER_TANK = re.compile(r"消防|景观|喷泉|雨水|泳池|隔油|调节|集水|中水|冷却|水景|喷淋|回用")
_ANY_TANK = re.compile(r"水池|水箱|贮水|蓄水")
_BURIED = re.compile(r"埋地|地埋|地下")
_NOTE = re.compile(r"距|不小于|不应|不得|[≥≤>]|图|说明|详|应|间距|净距|平面")

BESIDE_NAME = Words("名称旁的轮廓", "outline beside its name")
WITHOUT_OUTLINE = Words("名称，无轮廓", "name without an outline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Feature):
    """A tank, source or well."""

    sort: Sort
    buried: bool | None
    """True when the texts say so; None when they do not"""
    polygon: Polygon | None
    """its outer wall; None when only its name was found"""


def things(plans: Plans) -> tuple[Thing, ...]:
    """Every tank, source and well of every sheet; one drawn with two lines is measured to the outer one."""
    return tuple(thing for sheet in plans.sheets for thing in _things(sheet))


def buildings(plans: Plans) -> tuple[Area, ...]:
    """Building outlines that are no tank, source or well themselves."""
    found: list[Area] = []
    for sheet in plans.sheets:
        taken = [thing.polygon for thing in plans.recognise(things) if thing.sheet == sheet.id and thing.polygon]
        found.extend(
            area
            for area in distinct(areas(sheet, "BLDG_OUTLINE"))
            if not any(area.polygon.equals(polygon) for polygon in taken)
        )
    return tuple(found)


def below_ground(outline: Area) -> bool | None:
    """Whether a building outline is that of a basement; None when it says both that and which building it is.

    A tower that counts its storeys below ground (``地上18层/地下2层``) stands above ground.
    """
    if any(word in outline.layer for word in BELOW):
        return True
    said = levels.underground(outline.texts, "", "")
    if said is False and outline.says(*BELOW[1:]):
        said = True
    if said is True and any(_A_BUILDING.search(plain(text)) for text in outline.texts):
        return None
    return said


def sort_of(words: Sequence[str]) -> Sort | None:
    """What the one thing is that these writings name; None when they name nothing or several things."""
    named = {sort for word in words if (sort := _sort(plain(word))) is not None}
    if Sort.DRINKING in named:
        named.discard(Sort.UNKNOWN_TANK)
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=4096)
def _sort(word: str) -> Sort | None:
    for sort, sense in _SENSES:
        if sense.search(word):
            return sort
    if _ANY_TANK.search(word) and not _OTHER_TANK.search(word):
        return Sort.UNKNOWN_TANK
    return None


def _things(sheet: Sheet) -> Iterator[Thing]:
    written = [label for label in labels_saying(sheet, _sort) if not _is_note(label)]
    if not written and not any(_sort(plain(block.name)) for block in sheet.blocks) and not sheet.rows("TANK").size:
        return
    outlines = [area for area in _outlines(sheet) if area.polygon.area <= LARGEST]
    found = list(_named_inside(outlines))
    found.extend(_blocks(sheet, found))
    polygons = [thing.polygon for thing in found if thing.polygon is not None]
    free = [
        area
        for area in outlines
        if area.layer and not any(polygon.intersects(area.polygon) for polygon in polygons) and not _other_name(area)
    ]
    for label in written:
        sort = _sort(label.words)
        if sort is None or any(polygon.intersects(label.point) for polygon in polygons):
            continue
        beside = min(free, key=lambda area: area.polygon.distance(label.point), default=None)
        if beside is not None and beside.polygon.distance(label.point) <= BESIDE:
            free.remove(beside)
            yield _thing(label.words, sort, beside.polygon, [label.words], (*beside.handles, label.handle), sheet)
        else:
            yield _thing(label.words, sort, None, [label.words], (label.handle,), sheet, label)
    yield from found
    yield from _named_by_layer(free, found)


def _named_by_layer(free: Sequence[Area], found: Sequence[Thing]) -> Iterator[Thing]:
    """Outlines without any words on a layer of septic tanks alone: what its name says, though weak evidence."""
    taken: list[Polygon] = [thing.polygon for thing in found if thing.polygon is not None and thing.sort is Sort.SEPTIC]
    for area in free:
        if area.texts or area.polygon.area < SMALLEST or _sort(plain(area.layer)) is not Sort.SEPTIC:
            continue
        if not any(polygon.intersects(area.polygon) for polygon in taken):
            taken.append(area.polygon)
            yield Thing(
                subject=area.layer,
                sheet=area.sheet,
                where=area.polygon,
                handles=area.handles,
                how=Words("仅由图层得名的闭合线", "closed line named by its layer only"),
                sure=False,
                sort=Sort.SEPTIC,
                buried=None,
                polygon=area.polygon,
            )


def nameless(plans: Plans) -> tuple[Area, ...]:
    """Outlines of a tank's size on layers of tanks of which nothing tells what they hold."""
    found: list[Area] = []
    for sheet in plans.sheets:
        known = [thing.where for thing in plans.recognise(things) if thing.sheet == sheet.id]
        for area in distinct(areas(sheet, "TANK")):
            large = SMALLEST <= area.polygon.area <= LARGEST
            if large and not area.texts and not any(where.intersects(area.polygon) for where in known):
                found.append(area)
    return tuple(found)


def unnamed(plans: Plans) -> tuple[str, ...]:
    """The layers of outlines that nothing names."""
    return tuple(dict.fromkeys(area.layer for area in plans.recognise(nameless)))


def _outlines(sheet: Sheet) -> list[Area]:
    """Outlines on layers of tanks; on other layers those of buildings and rooms, where refuse and sewage stand."""
    tanks = distinct(areas(sheet, "TANK"))
    others = [
        area
        for area in distinct(areas(sheet, "BLDG_OUTLINE", "SPACE"))
        if sort_of([text for text in area.texts if len(plain(text)) <= LONGEST_NAME]) in {Sort.REFUSE, Sort.SEWAGE}
    ]
    return sorted([*tanks, *others], key=lambda area: -area.polygon.area)


def _named_inside(outlines: Sequence[Area]) -> Iterator[Thing]:
    """The outermost outlines whose texts all name one thing."""
    taken: list[Polygon] = []
    for area in outlines:
        names = [text for text in area.texts if _sort(plain(text)) is not None and len(plain(text)) <= LONGEST_NAME]
        sort = sort_of(names)
        if sort is None or any(polygon.contains(area.polygon.representative_point()) for polygon in taken):
            continue
        taken.append(area.polygon)
        yield Thing(
            subject=plain(names[0]),
            sheet=area.sheet,
            where=area.polygon,
            handles=area.handles,
            how=area.how,
            sure=area.sure,
            sort=sort,
            buried=_buried(area.texts),
            polygon=area.polygon,
        )


def _blocks(sheet: Sheet, found: Sequence[Thing]) -> Iterator[Thing]:
    """Inserted blocks named like a thing, where no outline with that name was found."""
    expected = sheet.layers_meaning("EXPECT")
    for block in sheet.blocks:
        words = plain(block.name)
        sort = _sort(words)
        if sort is None or not block.visible or expected[block.layer] or block.bounds is None:
            continue
        polygon = box(*block.bounds)
        if polygon.area > 0 and not any(thing.where.intersects(polygon) for thing in found):
            yield _thing(words, sort, polygon, [words, *block.attributes.values()], (block.handle,), sheet)


def _thing(
    subject: str,
    sort: Sort,
    polygon: Polygon | None,
    words: Sequence[str],
    handles: tuple[str, ...],
    sheet: Sheet,
    label: Label | None = None,
) -> Thing:
    where = polygon if polygon is not None else label.point if label is not None else None
    assert where is not None
    return Thing(
        subject=subject,
        sheet=sheet.id,
        where=where,
        handles=handles,
        how=BESIDE_NAME if polygon is not None else WITHOUT_OUTLINE,
        sort=sort,
        buried=_buried(words),
        polygon=polygon,
    )


def _buried(words: Sequence[str]) -> bool | None:
    return True if any(_BURIED.search(plain(word)) for word in words) else None


def _other_name(area: Area) -> bool:
    """Whether the outline says what it is, and that is nothing of this kind."""
    return any(_OTHER_TANK.search(plain(text)) for text in area.texts)


def _is_note(label: Label) -> bool:
    return len(label.words) > LONGEST_NAME or _NOTE.search(label.words) is not None
