"""Rule ``fire/extinguisher``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.served_floors import extinguisher_floors
from checkers.features.symbols import Equipment, of_kind
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkers.features.plans import Plans
    from checkers.features.served_floors import Floor
    from checkers.finding import Finding
    from checkers.rule import Law

LIQUIDS = re.compile(r"车库|停车|厨房|锅炉|发电机|柴油|燃气|油箱|储油|配电|变电")
"""rooms whose fires may be of liquids or gases, for which the distances are shorter"""

TROLLEY = re.compile(r"推车|MFT|MPT")


@rule("fire/extinguisher")
def extinguisher(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every place of a floor has an extinguisher within the protection distance of its hazard class.

    Measured: each room of a floor plan that shows extinguishers; the walk from its farthest place to the nearest
    extinguisher, through doors and round walls, against the distance for hand-held extinguishers and fires of solids.
    Doubtful while the hazard class is unknown and decides, in rooms that may burn liquids or gases where their
    shorter distances decide, where a trolley may reach farther, and where doors, walls or symbols are not sure.
    Silent on: how many extinguishers and of what size, plans without any extinguisher, shafts and balconies.
    """
    floors = plans.recognise(extinguisher_floors)
    for floor in floors:
        reached = [floor.reach(source) for source in range(len(floor.sources))]
        for room in floor.judged():
            yield _judged(floor, room, reached, plans, law)
    read = {floor.sheet for floor in floors}
    shown = {symbol.sheet for symbol in of_kind(plans, Equipment.EXTINGUISHER)} - read
    for sheet in plans.whole_sheets:
        if sheet.id in shown:
            yield law.doubts(
                whole(sheet),
                Words(
                    "图中有灭火器而未识别到房间，保护距离无法核对，请保留墙体、门与房间名称",
                    "extinguishers but no room could be recognised; keep walls, doors and names of rooms on the sheet",
                ),
            )


def _judged(floor: Floor, room: int, reached: Sequence[Mapping[int, float]], plans: Plans, law: Law) -> Finding:
    space = floor.rooms[room]
    way = floor.farthest(room, range(len(floor.sources)), reached)
    measured = Measurement(way.value, way.along)
    solids, liquids = law.table("solids"), law.table("liquids")
    stated = None if floor.building is None else floor.building.extinguisher_hazard
    classes = list(solids["classes"]) if stated is None else [str(stated)]
    may_burn = [liquids] if LIQUIDS.search(space.name) else []
    values = [float(table["classes"][each]) for table in (solids, *may_burn) for each in classes]
    limits = [
        law.limit(value, Comparison.AT_MOST, unit=solids["unit"], zh=solids["zh"], en=solids["en"])
        for value in (min(values), max(values))
    ]
    limit, doubt = limits[0], floor.doubt(room, way, plans)
    if doubt is None and limit.judge(space, measured).verdict is not Verdict.MET:
        if any(TROLLEY.search(symbol.name) for symbol, _ in floor.sources):
            doubt = Words("设有推车式灭火器，其保护距离加倍，请复核", "a trolley reaches twice as far; please check")
        elif limits[1].judge(space, measured).verdict is Verdict.BROKEN:
            limit = limits[1]
        elif stated is None:
            doubt = Words(
                "灭火器配置场所危险等级未知，请在事实中补充", "the hazard class is unknown; state it in the facts"
            )
        elif len(set(values)) > 1:
            doubt = Words(
                "可能为液体或气体火灾场所，请核对火灾种类", "liquids or gases may burn; check the class of fire"
            )
    return limit.judge(space, measured, doubt=doubt)
