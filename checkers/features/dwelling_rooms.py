"""Rooms of dwellings by what people do in them, as their names tell, with their sizes.

Vocabulary
----------
kind        bedroom, living room, kitchen …; a room named 卧室/起居 is both
dwelling    whether the sheet shows housing; None when nothing tells (``serves.served``)
short side  of the smallest rectangle around a room; of a room that is no rectangle the room may be narrower
fixture     what stands in a bathroom, told by the name of its block
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Span
from checkers.features.closed_rooms import Room, joins_on, rooms_where
from checkers.features.labels import says
from checkers.features.near import drawn_at
from checkers.features.serves import served
from checkers.features.unseen import hides_shapes
from checkers.features.widths import sides, widest_square

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.features.closed_rooms import Join
    from checkers.features.plans import Plans

RECTANGLE = 0.98
"""share of the smallest rectangle around it that a room fills; one that fills less is no rectangle"""

FOUND = 0.005
"""metres: how closely the largest square of a room that is no rectangle is found"""

NOTABLE = 0.005
"""square metres of a column or wall inside a room; less only touches its line"""


class Kind(StrEnum):
    """What a room of a dwelling is for."""

    BEDROOM = "bedroom"
    LIVING = "living"
    DINING = "dining"
    KITCHEN = "kitchen"
    TOILET = "toilet"
    ENTRY = "entry"
    """玄关, 入户过道"""
    CORRIDOR = "corridor"
    """套内过道"""
    STORAGE = "storage"
    BALCONY = "balcony"
    COMMON = "common"
    """outside the dwelling: 前室, 公共走道, 楼梯间, 电梯厅"""


_COMMON = re.compile(r"前室|电梯|楼梯|候梯|公共|走廊|走道|连廊|外廊|大堂|门厅|合用")
_KINDS = (
    (Kind.BEDROOM, re.compile(r"卧|(?:老人|儿童|保姆|佣人)房")),
    (Kind.LIVING, re.compile(r"起居|客厅|客餐厅|家庭厅")),
    (Kind.DINING, re.compile(r"餐厅|客餐")),
    (Kind.KITCHEN, re.compile(r"厨")),
    (Kind.TOILET, re.compile(r"卫(?!星|生站|生所|生院|生室)|厕|浴室|盥洗|洗手间")),
    (Kind.ENTRY, re.compile(r"玄关|入户|门廊")),
    (Kind.CORRIDOR, re.compile(r"过道|套内走[道廊]|户内走[道廊]")),
    (Kind.STORAGE, re.compile(r"储|贮|衣帽|家务")),
    (Kind.BALCONY, re.compile(r"阳台|露台|设备平台")),
)
NOT_OF_A_DWELLING = re.compile(
    r"公共|公厕|男卫|女卫|男厕|女厕|无障碍|宿舍|病房|客房|员工|值班|卫生间[男女]|餐饮|食堂|商"
)


class Fixture(StrEnum):
    """What stands in a bathroom."""

    WC = "wc"
    BASIN = "basin"
    BATH = "bath"
    WASHER = "washer"


_FIXTURES = (
    (Fixture.WC, re.compile(r"坐便|座便|马桶|便器|蹲便|大便|TOILET|CLOSET|(?<![A-Z])WC(?![A-Z])|[马座坐]便")),
    (Fixture.WASHER, re.compile(r"洗衣|WASHER|WASHING")),
    (Fixture.BASIN, re.compile(r"洗[脸手面]|[面台脸]盆|BASIN|(?<![A-Z])LAV")),
    (Fixture.BATH, re.compile(r"浴缸|浴盆|淋浴|花洒|BATH|SHOWER|(?<![A-Z])TUB")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingRoom:
    """A named room with what its name and its sheet tell."""

    room: Room
    net: Polygon
    """the room without the walls and columns that stand in the line drawn for it"""
    kinds: frozenset[Kind]
    dwelling: bool | None
    short: Span
    """short side, at most; metres"""
    least: Span
    """side of the largest square inside: the same where the room is a rectangle"""
    fixtures: frozenset[Fixture]
    others: bool
    """blocks of furniture or fixtures whose names tell nothing stand inside as well"""
    hidden: bool
    """objects of the sheet could not be read, so walls may be missing"""

    @property
    def doubt(self) -> Words | None:
        """Why the room cannot be broken for sure."""
        if self.dwelling is None:
            return Words(
                "无法确认是否为住宅，请在图名或事实中说明 (facts.buildings[].use)",
                "nothing tells whether this is housing; say so in the title or the facts (facts.buildings[].use)",
            )
        return None

    def written_less(self, limit: float) -> Words | None:
        """Why a room that is drawn large enough may not be: the area written inside it is smaller than the limit."""
        written = self.room.labelled_area
        if written is None or written >= limit:
            return None
        return Words(
            f"图中注写面积 {written:g} m² 小于限值，与图形不符",
            f"the area written inside is {written:g} m², less than the limit and than what is drawn",
        )

    @property
    def unseen(self) -> Words | None:
        """Why the room cannot be met for sure."""
        if self.hidden:
            return Words("图中有对象未能读取，墙体可能缺失", "some objects could not be read; walls may be missing")
        return None


def kinds_of(name: str) -> frozenset[Kind]:
    """What a room of this name is for; empty when the name tells nothing of a dwelling.

    >>> sorted(kinds_of("主卧"))
    [<Kind.BEDROOM: 'bedroom'>]
    """
    plain = "".join(name.split())
    if _COMMON.search(plain) and not re.search(r"套内|户内|入户", plain):
        return frozenset({Kind.COMMON})
    if NOT_OF_A_DWELLING.search(plain):
        return frozenset()
    return frozenset(kind for kind, words in _KINDS if words.search(plain))


def dwelling_rooms(plans: Plans) -> tuple[DwellingRoom, ...]:
    """Every room of a dwelling on sheets that are not known to show something else."""
    found: list[DwellingRoom] = []
    here = plans.recognise(served)
    every = rooms_where(plans, kinds_of)
    for sheet in plans.sheets:
        if here[sheet.id].dwelling is False:
            continue
        own = [room for room in every if room.sheet == sheet.id]
        named = [(room, kinds) for room in own if (kinds := kinds_of(room.name)) and Kind.COMMON not in kinds]
        if not named:
            continue
        furniture = sheet.layers_meaning("FURNITURE")
        symbols = [
            block
            for block in sheet.blocks
            if block.visible and (furniture[block.layer] or fixture_of(block.name) is not None)
        ]
        places = STRtree([drawn_at(block) for block in symbols])
        loose = sheet.entities.geometry[sheet.rows("FURNITURE")]
        drawn = STRtree(loose)
        hidden = hides_shapes(sheet)
        solids = [
            shape for shape in sheet.entities.geometry[sheet.rows("WALL", "COLUMN")] if isinstance(shape, Polygon)
        ]
        standing = STRtree(solids)
        for room, kinds in named:
            inside = [symbols[index] for index in places.query(room.polygon, predicate="intersects")]
            fixtures = [fixture_of(block.name) for block in inside]
            within = standing.query(room.polygon, predicate="intersects") if room.drawn else ()
            net = _net(room.polygon, [solids[index] for index in within])
            long_short = sides(net)
            found.append(
                DwellingRoom(
                    room=room,
                    net=net,
                    kinds=kinds,
                    dwelling=here[sheet.id].dwelling,
                    short=long_short[1],
                    least=_least(net, long_short),
                    fixtures=frozenset(fixture for fixture in fixtures if fixture is not None),
                    others=None in fixtures
                    or (not inside and bool(drawn.query(room.polygon, predicate="contains").size)),
                    hidden=hidden,
                )
            )
    return tuple(found)


def fixture_of(name: str) -> Fixture | None:
    """What a block of this name stands for in a bathroom; None when the name tells nothing."""
    plain = name.rpartition("$")[2].upper()
    return next((fixture for fixture, words in _FIXTURES if words.search(plain)), None)


def _net(outline: Polygon, solids: Sequence[Polygon]) -> Polygon:
    """The largest part of a room that is left between what stands in it; walls along its line touch it only."""
    inside = [shape for shape in solids if shape.is_valid and shape.intersection(outline).area > NOTABLE]
    if not inside:
        return outline
    parts = shapely.get_parts(outline.difference(shapely.union_all(inside)))
    polygons = [part for part in parts if isinstance(part, Polygon) and part.area > 0]
    return max(polygons, key=lambda part: part.area, default=outline)


def _least(net: Polygon, around: tuple[Span, Span]) -> Span:
    if net.area >= RECTANGLE * around[0].value * around[1].value:
        return around[1]
    return widest_square(net)


@dataclass(frozen=True, slots=True)
class Doorway:
    """A door with what the rooms on its two sides are for."""

    join: Join
    kinds: tuple[frozenset[Kind], frozenset[Kind]]
    """empty where the room has no name or there is none"""
    dwelling: bool | None

    def between(self, one: Kind, other: Kind) -> bool:
        """Whether it joins two rooms of these kinds."""
        return (one in self.kinds[0] and other in self.kinds[1]) or (one in self.kinds[1] and other in self.kinds[0])

    def of(self, kind: Kind) -> bool:
        """Whether a room of this kind lies on one of its sides."""
        return kind in self.kinds[0] or kind in self.kinds[1]


def doorways(plans: Plans) -> tuple[Doorway, ...]:
    """Every door on sheets that are not known to show something else than housing."""
    here = plans.recognise(served)
    found: list[Doorway] = []
    named = [sheet for sheet in plans.sheets if says(sheet, kinds_of)]
    for join in (join for sheet in named for join in plans.recognise_on(sheet, joins_on)):
        dwelling = here[join.door.sheet].dwelling
        if dwelling is not False:
            one, other = (kinds_of(room.name) if room is not None else frozenset[Kind]() for room in join.rooms)
            found.append(Doorway(join, (one, other), dwelling))
    return tuple(found)
