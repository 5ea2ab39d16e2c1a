"""Rule ``fire/extinguisher``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.served_floors import bare, extinguisher_floors
from checkers.features.symbols import Equipment, of_kind
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkers.features.plans import Plans
    from checkers.features.served_floors import Floor
    from checkers.finding import Finding
    from checkers.rule import Law

LIQUIDS = re.compile(
    r"车库|停车|汽修|厨房|灶间|锅炉|热水机房|发电机|柴油|燃气|煤气|液化|油箱|储油|油库|油罐|油泵|油漆|酒精|化学|化工|危险品|易燃"
    r"|配电|变电"
)
"""rooms whose fires may be of liquids or gases, for which the distances are shorter"""

TROLLEY = re.compile(r"推车|MFT|MPT")


@rule("fire/extinguisher")
def extinguisher(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every place of a floor has an extinguisher within the protection distance of its hazard class.

    Measured: each room of a floor plan that shows extinguishers; the walk from its farthest place to the nearest
    extinguisher, through doors and round walls, against the distance for hand-held extinguishers and fires of solids.
    A sheet titled as a plan of extinguishers that shows none is doubtful, and so is one of several plans on a sheet.
    Doubtful while the hazard class is unknown and decides, in rooms that may burn liquids or gases where their
    shorter distances decide, where only one inside another room is near enough, where a trolley may reach farther, and where doors, walls or symbols are not sure.
    Silent on: how many extinguishers and of what size, plans without any extinguisher, shafts and balconies.
    """
    floors = plans.recognise(extinguisher_floors)
    for plan in bare(plans, Equipment.EXTINGUISHER):
        yield law.doubts(
            plan,
            Words(
                f"{plan.subject}：图名为灭火器平面，未识别到灭火器，请核对图层与图块名称",
                f"{plan.subject}: titled as a plan of extinguishers, none recognised; check names of layers and blocks",
            ),
        )
    for floor in floors:
        if not floor.sources:
            yield law.doubts(
                floor,
                Words(
                    f"{floor.subject}：同图其他平面绘有灭火器，本平面未识别到，请补绘或说明",
                    f"{floor.subject}: another plan of the sheet shows extinguishers, this one none; draw them or say why",
                ),
            )
            continue
        if floor.too_many is not None:
            yield law.doubts(floor, floor.too_many)
            continue
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
        if floor.stray:
            doubt = Words(
                f"另有 {len(floor.stray)} 具灭火器不在已识别的房间内，请保留墙体与房间边界",
                f"{len(floor.stray)} extinguishers stand in no recognised room; keep walls and outlines of rooms",
            )
        elif any(TROLLEY.search(symbol.name) for symbol, _ in floor.sources):
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
    elif doubt is None:
        free = floor.farthest(room, floor.open_to(room), reached)
        if limit.judge(space, Measurement(free.value, free.along)).verdict is not Verdict.MET:
            doubt = Words(
                "须使用其他房间内的灭火器，火灾时能否取用请复核",
                "it needs an extinguisher inside another room; check whether people can get at it",
            )
    return limit.judge(space, measured, doubt=doubt)
