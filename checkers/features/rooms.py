"""Rooms with their names, and the corridors among them.

Vocabulary
----------
space      a closed outline on a layer of spaces (``A-AREA``, ``SPACE``, 房间) with the name written inside it
corridor   a space named as a common way: 走廊, 走道, 公共过道, 连廊
dwelling   whether the sheet shows housing, told by its title or by the building it names; None when nothing tells

A text belongs to the smallest space around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon, STRtree

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.base import Area, Feature, areas, distinct, own_texts
from checkers.features.labels import labels_saying, says
from checkers.features.near import gathered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

ROOM_WORDS = re.compile(r"[间室房厅库所廊道梯井厨卫厕厦堂店院池台铺阁棚区站]|办公|商业|车位|前室|阳台|玄关|过厅")
CJK = re.compile(r"[一-鿿]")
NO_NAME = re.compile(
    r"^[\d.,\s]*(m2|㎡|m²|平方米)?$|面积|标高|^[±+-]?\d|防火分区|出入口|连通口|^[A-Z]{1,5}[\d甲乙丙]|^向?[上下]+[\d步级]*$",
    re.IGNORECASE,
)
STAIR_NUMBER = re.compile(r"^(?:LT|ST|DT|FT|XT)-?\d[\dA-Z#-]*$")
"""stairs and lifts that only carry a number: 楼梯 LT, 电梯 DT"""

A_ROOM = re.compile(
    r"^[^\d≥≤=，。；：]{0,10}(?:间|室|房|厅|库|厨|卫|厕所?|走廊|走道|过道|连廊|楼梯|电梯|阳台|商铺)[\d#A-Za-z（()）㎡.\s-]*$"
)
COMMON = re.compile(r"前室|梯厅|门厅|过厅|大堂|走廊|走道|过道|连廊|通道|外廊|内廊|楼梯|电梯")
CORRIDOR_WORDS = ("走廊", "走道", "公共过道", "公共通道", "连廊", "外廊", "内廊", "疏散通道")
A_CORRIDOR = re.compile(rf"^(?:公共|疏散|住宅)?(?:{'|'.join(CORRIDOR_WORDS)})[\dA-Z]*$")
DWELLING_WORDS = ("住宅", "公寓楼", "居住")
JOINED = 0.02
"""metres between the outlines of two corridors that people walk through as one"""

MOST_OTHERS = 3
"""names of further rooms kept of one outline; more say no more"""

BASEMENT_WORDS = ("地下", "人防", "车库")
OTHER_WORDS = (
    "办公",
    "商业",
    "商铺",
    "酒店",
    "旅馆",
    "学校",
    "教学",
    "幼儿园",
    "医院",
    "门诊",
    "厂房",
    "仓库",
    "配套",
    "展览",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Area):
    """A room or way with its name; ``name`` is empty when no text inside reads like one."""

    name: str = ""
    others: tuple[str, ...] = ()
    """names of further rooms written inside: the outline is of more than the one room"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor(Space):
    """A common corridor with what stands in it."""

    dwelling: bool | None
    """whether it lies in housing; None when neither title nor facts tell"""
    solids: BaseGeometry
    """walls and columns drawn as areas, near the corridor, model metres"""
    edges: BaseGeometry
    """walls drawn as lines, near the corridor, model metres"""


def spaces(plans: Plans) -> tuple[Space, ...]:
    """Every space of every sheet; call as ``plans.recognise(spaces)``."""
    return tuple(space for sheet in plans.sheets for space in _spaces(sheet))


def corridors(plans: Plans) -> tuple[Corridor, ...]:
    """Every space named as a common corridor; call as ``plans.recognise(corridors)``."""
    found: list[Corridor] = []
    for sheet in plans.sheets:
        ways = [
            space
            for space in plans.recognise(spaces)
            if space.sheet == sheet.id and any(word in space.name for word in CORRIDOR_WORDS)
        ]
        if not ways:
            continue
        walls = [sheet.entities.geometry[row] for row in sheet.rows("WALL", "COLUMN")]
        tree = STRtree(walls)
        for way in ways:
            near = [walls[index] for index in tree.query(way.polygon, predicate="intersects")]
            found.append(
                Corridor(
                    subject=way.subject,
                    sheet=way.sheet,
                    where=way.where,
                    handles=way.handles,
                    how=way.how,
                    sure=way.sure,
                    polygon=way.polygon,
                    layer=way.layer,
                    texts=way.texts,
                    name=way.name,
                    others=tuple(name for name in way.others if not COMMON.search(name)),
                    dwelling=shows_dwellings(sheet, plans),
                    solids=shapely.union_all([g for g in near if isinstance(g, Polygon | MultiPolygon) and g.is_valid]),
                    edges=MultiLineString([g for g in near if g.geom_type == "LineString"]),
                )
            )
    return tuple(found)


def joints(ways: Sequence[Corridor]) -> tuple[Corridor, ...]:
    """Corridors of one sheet whose outlines join, each group of them as one corridor.

    Outlines that only touch at a point join no one and make none.
    """
    found: list[Corridor] = []
    for sheet in dict.fromkeys(way.sheet for way in ways):
        here = [way for way in ways if way.sheet == sheet]
        for group in gathered([way.polygon for way in here], JOINED):
            parts = [here[index] for index in group]
            grown = shapely.union_all([way.polygon.buffer(JOINED, join_style="mitre") for way in parts])
            one = grown.buffer(-JOINED, join_style="mitre")
            if len(parts) > 1 and isinstance(one, Polygon) and one.is_valid:
                found.append(
                    replace(
                        parts[0],
                        subject=" 与 ".join(dict.fromkeys(way.subject for way in parts)),
                        where=one,
                        polygon=one,
                        handles=tuple(handle for way in parts for handle in way.handles),
                        solids=shapely.union_all([way.solids for way in parts]),
                        edges=MultiLineString([line for way in parts for line in shapely.get_parts(way.edges)]),
                    )
                )
    return tuple(found)


def shows_dwellings(sheet: Sheet, plans: Plans) -> bool | None:
    """Whether the sheet shows storeys of housing; None when neither its title nor the facts tell, or it shows both."""
    if any(word in sheet.title for word in BASEMENT_WORDS):
        return False
    other, dwelling = (any(word in sheet.title for word in words) for words in (OTHER_WORDS, DWELLING_WORDS))
    if other or dwelling:
        return None if other and dwelling else dwelling
    title = plain_name(sheet.title)
    uses = {
        building.use
        for building in plans.facts.buildings
        if re.search(rf"(?<![0-9A-Z]){re.escape(plain_name(building.name))}", title)
    }
    if len(uses) != 1 or None in uses:
        return None
    return uses == {Use.RESIDENTIAL}


def _spaces(sheet: Sheet) -> list[Space]:
    outlines = distinct(areas(sheet, "SPACE"))
    named = zip(outlines, own_texts(outlines), strict=True)
    return [
        Space(
            subject=name_of(texts) or f"{sheet.title} {area.layer}".strip(),
            sheet=area.sheet,
            where=area.where,
            handles=area.handles,
            how=area.how,
            sure=area.sure,
            polygon=area.polygon,
            layer=area.layer,
            texts=texts,
            name=name_of(texts),
            others=other_rooms(texts),
        )
        for area, texts in named
    ]


def other_rooms(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of rooms among the texts without the one that names the space; each once."""
    written = tuple(texts)
    own = "".join(name_of(written).split())
    plain = ("".join(text.split()) for text in written)
    named = dict.fromkeys(text for text in plain if A_ROOM.match(text) and not NO_NAME.search(text))
    return tuple(name for name in named if name != own)[:MOST_OTHERS]


def unbounded_corridors(plans: Plans) -> tuple[Feature, ...]:
    """Names of corridors on sheets of housing that stand in no space named as one, each where it is written."""
    found: list[Feature] = []
    for sheet in plans.sheets:
        if not sheet.rows("SPACE", "WALL").size or not shows_dwellings(sheet, plans):
            continue
        bounded = [way.polygon for way in plans.recognise(corridors) if way.sheet == sheet.id]
        for label in labels_saying(sheet, A_CORRIDOR.match):
            if not any(way.intersects(label.point) for way in bounded):
                found.append(
                    Feature(
                        subject=label.words,
                        sheet=sheet.id,
                        where=label.point,
                        handles=(label.handle,),
                        how=Words("走廊名称，未被闭合线围住", "name that no closed line of a corridor encloses"),
                    )
                )
    return tuple(found)


def names_rooms(_plans: Plans, sheet: Sheet) -> bool:
    """Whether anything is written on the sheet that ``name_of`` might take for the name of a room.

    Call as ``plans.recognise_on(sheet, names_rooms)``.
    """
    return says(sheet, lambda words: CJK.search(words) or STAIR_NUMBER.match(words))


def name_of(texts: Iterable[str]) -> str:
    """The text that reads like the name of a room: a room word first, then any Chinese, then a stair's number; empty when none does."""
    written = [text.strip() for text in texts]
    candidates = [text for text in written if CJK.search(text) and not NO_NAME.search(text)]
    with_room_word = [text for text in candidates if ROOM_WORDS.search(text)]
    numbered = [text for text in written if STAIR_NUMBER.match(text)]
    return next(iter(with_room_word or candidates or numbered), "")
