"""What the tables of the fire code ask of a building: its kind of use, whether it is high, and what nobody has stated.

Vocabulary
----------
kind      the row of a table that a use falls into: ``kinder_elder``, ``entertainment``, ``medical``, ``medical_ward``,
          ``school``, ``hotel_exhibition`` or ``other``
high      a high-rise (高层): higher than the height for its use, and not of one storey if not housing (GB 50016, 2.1.1)
unknown   a fact the table asks for and nobody has stated, named as in the facts file
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkers.facts import Building

    Table = Mapping[str, Mapping[str, list[float]]]

SERVICE = re.compile(
    r"卫生?间|^[男女]?[卫厕]|厕所|盥洗|淋浴|更衣|清洁|保洁|储[藏物]|杂物|开水|管井|强电|弱电|配电|机房|泵房|阀室|控制室|消控"
)
"""rooms that hardly anybody stays in"""

_KINDS = {
    Use.KINDERGARTEN: "kinder_elder",
    Use.ELDERLY: "kinder_elder",
    Use.HOSPITAL: "medical",
    Use.SCHOOL: "school",
    Use.HOTEL: "hotel_exhibition",
}
ENTERTAINMENT = re.compile(r"歌舞|KTV|卡拉OK|网吧|游艺|录像|夜总会|桑拿|游戏厅|酒吧", re.IGNORECASE)
EXHIBITION = re.compile(r"展[览陈]|展厅")
PRIVATE_ROOM = re.compile(r"包[房厢间]")
"""of a restaurant or of an entertainment"""
CHILDREN_ELDERS = re.compile(r"幼儿|托儿|托育|老年人|养老|敬老")
AS_NAMED = {
    "kinder_elder": re.compile(r"活动|寝|睡|卧|教室|班|音体|儿童|幼儿|老年|居室|起居|休息|照料|康复"),
    "medical": re.compile(r"病|诊|治疗|手术|检查|护理|监护|抢救|换药|输液|注射|检验|ICU", re.IGNORECASE),
    "medical_ward": re.compile(r"病|诊|治疗|手术|检查|护理|监护|抢救|换药|输液|注射|检验|ICU", re.IGNORECASE),
    "school": re.compile(r"教室|教学|实验|阶梯|多媒体|机房|微机|画室|琴房|舞蹈|形体|音乐|美术|书法|劳技"),
}
"""names of the rooms that the rows of children and old people, of medicine and of teaching are about; others of such a
building may be of any kind"""
WARD = re.compile(r"病房|护理单元|病区")
HALL = re.compile(
    r"营业厅|展[览厅]|观众厅|多功能厅|餐厅|宴会厅|会议厅|报告厅|健身|候[诊车机]|阅览|礼堂|影厅|卖场|超市|开敞办公"
)
"""large rooms for many people (GB 50016, 5.5.17, 4)"""

MANY_PEOPLE = re.compile(r"营业厅|观众厅|多功能厅|宴会厅|会议厅|报告厅|礼堂|影厅|卖场|餐厅")


def kinds(building: Building | None, *names: str, beside: str = "") -> frozenset[str]:
    """The rows a room of these names (its own, the plan's title) may fall into; empty when the use is unknown.

    ``beside`` are the names of all the rooms of the storey: beside rooms of entertainment, of children and old people,
    and of wards, a room of another name may belong to the same.
    """
    if building is None or building.use is None:
        return frozenset()
    own = _own_kinds(building, names)
    about = "\n".join((*names, beside))
    more = set()
    if ENTERTAINMENT.search(beside) or any(PRIVATE_ROOM.search(name) for name in names):
        more.add("entertainment")
    if CHILDREN_ELDERS.search(about):
        more.add("kinder_elder")
    if "medical" in own and WARD.search(beside):
        more.add("medical_ward")
    return own | more


def _own_kinds(building: Building, names: Iterable[str]) -> frozenset[str]:
    if building.use is None:
        return frozenset()
    if any(ENTERTAINMENT.search(name) for name in names):
        return frozenset({"entertainment"})
    kind = _KINDS.get(building.use, "other")
    if kind == "medical":
        return frozenset({"medical_ward"}) if any(WARD.search(name) for name in names) else frozenset({"medical"})
    if kind == "other" and any(EXHIBITION.search(name) for name in names):
        return frozenset({"hotel_exhibition"})
    return frozenset({kind})


def is_tall(building: Building | None, above_residential: float, above_public: float) -> bool | None:
    """Whether the building is a high-rise; None while that is unknown."""
    if building is None or building.height is None:
        return None
    if building.storeys == 1 and building.use not in {None, Use.RESIDENTIAL}:
        return False
    heights = {None: {above_residential, above_public}, Use.RESIDENTIAL: {above_residential}}
    high = {building.height > height for height in heights.get(building.use, {above_public})}
    return high.pop() if len(high) == 1 else None


def ratings(building: Building | None) -> tuple[int, ...]:
    """The fire ratings the building may have."""
    rating = None if building is None else building.fire_rating
    return (1, 2, 3, 4) if rating is None else (rating,)


def sprinklered(building: Building | None) -> tuple[bool, ...]:
    """Whether it may be without sprinklers, and whether with."""
    known = None if building is None else building.sprinklered
    return (False, True) if known is None else (known,)


def unknown(building: Building | None, *facts: str) -> Words:
    """The facts of these names that nobody has stated of the building, as words for a doubt."""
    if building is None:
        return Words(
            "不知本图属于哪一栋建筑：请在事实中列出建筑，并在图名中写明楼号 (facts.buildings)",
            "which building the plan belongs to is unknown: state the buildings and name one in the title "
            "(facts.buildings)",
        )
    missing = [f"facts.buildings[{building.name}].{fact}" for fact in facts if getattr(building, fact) is None]
    return Words(
        f"未提供 {'、'.join(missing)}，限值不能确定，请在事实中补充",
        f"not stated: {', '.join(missing)}; the limit depends on it. State it in the facts",
    )


def rows(
    low: Table, high: Table, kinds_of: Iterable[str], building: Building | None, *, tall: bool | None
) -> list[list[float]]:
    """The rows of a table, one for low buildings and one for high ones, by kind and fire rating, that may apply."""
    tables = [table for table, applies in ((low, tall is not True), (high, tall is not False)) if applies]
    found = [
        table.get(kind, {}).get(str(rating)) for table in tables for kind in kinds_of for rating in ratings(building)
    ]
    return [row for row in found if row is not None]
