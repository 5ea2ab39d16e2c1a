"""No transformer room and no room people live in shares a wall with a tank room or pump room."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closed_rooms import Room, rooms_where
from checkers.features.neighbours import surroundings, unclear
from checkers.features.room_senses import LIVED_IN, PERHAPS_POWER, POWER
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans

TANK_ROOM = re.compile(
    r"水箱间|水箱房|水池间|二次供水|(?:生活|给水|供水|变频|加压|无负压).{0,4}泵房|^水泵[房间]|^泵房$"
)
OTHER_WATER = re.compile(r"消防|污水|废水|雨水|排水|中水|喷淋|冷却|空调|换热|景观|泳池")
DRINKING_TOO = re.compile(r"生活(?!污|废|水?污)|饮用")
DRINKING = re.compile(r"生活|给水|供水|水箱|水池|变频")
FORBIDDEN = re.compile(rf"{POWER.pattern}|{LIVED_IN.pattern}")
PERHAPS = re.compile(rf"{PERHAPS_POWER.pattern}|公寓|套房")
UNSURE = Words(
    "存疑（未注明是否为生活给水用房，或房间轮廓识别依据不足，请核实）",
    "doubtful (not written to be for drinking water, or its outline is known on weak evidence; please check)",
)


@rule("health/tank-room")
def tank_room(plans: Plans, law: Law) -> Iterator[Finding]:
    """No transformer or switch room and no room people live in stands wall to wall with a tank or pump room.

    Measured: for every room named as one for drinking water tanks or pumps, which rooms lie on the other side of its
    walls on the same storey; the line through the wall is shown. Doubtful are rooms beside which a room has no name,
    or one such as 配电间 that may be meant, or near which such a name stands in no closed room, and rooms on sheets
    of which objects could not be read.
    Silent on: storeys above and below; tank rooms that no closed line and no walls enclose; rooms for fire water.
    """
    for room in tank_rooms(plans):
        yield from beside(plans, room, FORBIDDEN, PERHAPS, law)


def tank_rooms(plans: Plans) -> Iterator[Room]:
    """Every room named as one for drinking water tanks or pumps."""
    for room in rooms_where(plans, TANK_ROOM.search):
        name = "".join(room.name.split())
        if DRINKING_TOO.search(name):
            name = name.replace("消防", "")  # one room for both waters
        if TANK_ROOM.search(name) and not OTHER_WATER.search(name):
            yield replace(room, sure=room.sure and bool(DRINKING.search(name)))


def beside(plans: Plans, room: Room, sense: re.Pattern[str], perhaps: re.Pattern[str], law: Law) -> Iterator[Finding]:
    """One finding for each forbidden room that shares a wall with the room; one for the room when none does."""
    around = surroundings(plans, room.sheet, room.polygon, sense, perhaps)
    for other, span in around.perhaps:
        yield law.doubts(
            room,
            Words(
                f"{room.subject} 与 {other.subject} 毗邻，其用途是否在禁止之列请核实",
                f"{room.subject} shares a wall with {other.subject}; check whether that is one of the forbidden rooms",
            ),
            along=span.along,
        )
    for other, span in around.beside:
        sure = room.sure and other.sure
        yield law.holds(
            replace(room, sure=sure),
            met=False,
            message=Words(
                f"{room.subject} 与 {other.subject} 毗邻，{'不符合' if sure else UNSURE.zh}",
                f"{room.subject} shares a wall with {other.subject}: {'broken' if sure else UNSURE.en}",
            ),
            along=span.along,
        )
    if around.beside or around.perhaps:
        return
    reason = unclear(plans, room, around)
    if reason is not None:
        yield law.doubts(room, *reason)
    else:
        yield law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：本层未见与所列用房毗邻，{'符合' if room.sure else UNSURE.zh}",
                f"{room.subject}: none of the listed rooms shares a wall with it on this storey: "
                f"{'met' if room.sure else UNSURE.en}",
            ),
            along=room.polygon,
        )
