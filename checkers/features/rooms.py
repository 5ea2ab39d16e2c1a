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
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon, STRtree

from checkers.facts import Use, plain_name
from checkers.features.base import Area, areas, distinct, own_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

ROOM_WORDS = re.compile(r"[间室房厅库所廊道梯井厨卫厕厦堂店院池台铺阁棚区站]|办公|商业|车位|前室|阳台|玄关|过厅")
CJK = re.compile(r"[一-鿿]")
NO_NAME = re.compile(r"^[\d.,\s]*(m2|㎡|m²|平方米)?$|面积|标高|^[±+-]?\d|防火分区|^[A-Z]{1,5}[\d甲乙丙]", re.IGNORECASE)
CORRIDOR_WORDS = ("走廊", "走道", "公共过道", "公共通道", "连廊", "外廊", "内廊", "疏散通道")
DWELLING_WORDS = ("住宅", "公寓楼", "居住")
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
    "车库",
    "地下",
    "人防",
    "配套",
    "展览",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Area):
    """A room or way with its name; ``name`` is empty when no text inside reads like one."""

    name: str = ""


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
                    dwelling=shows_dwellings(sheet, plans),
                    solids=shapely.union_all([g for g in near if isinstance(g, Polygon | MultiPolygon) and g.is_valid]),
                    edges=MultiLineString([g for g in near if g.geom_type == "LineString"]),
                )
            )
    return tuple(found)


def shows_dwellings(sheet: Sheet, plans: Plans) -> bool | None:
    """Whether the sheet shows storeys of housing; None when neither its title nor the facts tell."""
    if any(word in sheet.title for word in OTHER_WORDS):
        return False
    if any(word in sheet.title for word in DWELLING_WORDS):
        return True
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
        )
        for area, texts in named
    ]


def name_of(texts: Iterable[str]) -> str:
    """The text that reads like the name of a room: a room word first, then any Chinese; empty when none does."""
    candidates = [text.strip() for text in texts if CJK.search(text) and not NO_NAME.search(text.strip())]
    with_room_word = [text for text in candidates if ROOM_WORDS.search(text)]
    return next(iter(with_room_word or candidates), "")
