"""No wet room shares a wall with an equipment room or telecom room, or lies over one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.equipment import Room, equipment_rooms, telecom_rooms
from checkers.features.neighbours import surroundings, unclear
from checkers.features.room_senses import BATH, TOILET
from checkers.features.stacked import overhead
from checkers.rule import Finding, Law, rule
from checkers.telecom.equipment_room import shared, unbounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon

    from checkers.features.plans import Plans

WET = re.compile(rf"{TOILET.pattern}|{BATH.pattern}|厨|泵房|水泵间|水池|水箱间|水箱房", re.IGNORECASE)
PERHAPS = re.compile(r"茶水|开水|洗衣|备餐|泳池|水疗|清洁间|保洁|热水机房|换热")

UNSURE = Words("存疑，房间轮廓识别依据不足，请核实", "doubtful, its outline is known on weak evidence, please check")


@rule("telecom/room-wet")
def room_wet(plans: Plans, law: Law) -> Iterator[Finding]:
    """No toilet, bathroom, kitchen, pump or tank room stands wall to wall with, or over, an equipment or telecom room.

    Measured: for every such room, which rooms lie on the other side of its walls on the same storey; the line through
    the wall is shown. Doubtful are rooms whose name no closed line or walls enclose, rooms beside which a room has no
    name, or one such as 茶水间 that may be wet, or near which a wet room's name stands in no closed room, and rooms on sheets of which objects could not be
    read.
    Where the axes of two plans agree and their titles name successive storeys of one building, wet rooms that lie
    over the room are found too: a second finding for each room, doubtful where no plan of the storey above is tied to
    this one, or not every room over it is closed and named.
    Silent on: sources of vibration, noise and interference.
    """
    for room in (*plans.recognise(equipment_rooms), *plans.recognise(telecom_rooms)):
        if room.polygon is None:
            yield unbounded(room, law)
        else:
            yield from _beside(plans, room, law)
            if not room.others:
                yield from _over(plans, room, room.polygon, law)


def _over(plans: Plans, room: Room, outline: Polygon, law: Law) -> Iterator[Finding]:
    above = overhead(plans, room.sheet, outline, WET)
    for upper in above.found:
        sure = room.sure and upper.room.sure
        yield law.holds(
            replace(room, sure=sure),
            met=False,
            message=Words(
                f"{room.subject} 位于 {upper.room.subject}（{upper.title}）正下方，{'不符合' if sure else UNSURE.zh}",
                f"{room.subject} lies right under {upper.room.subject} ({upper.title}): "
                f"{'broken' if sure else UNSURE.en}",
            ),
            along=upper.over,
        )
    if above.doubt is not None:
        yield law.doubts(
            room,
            Words(
                f"{room.subject}：正上方用房未能核查，{above.doubt.zh}",
                f"{room.subject}: the rooms of the storey above are not known: {above.doubt.en}",
            ),
        )
    elif not above.found:
        yield law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：正上方未见潮湿房间，{'符合' if room.sure else UNSURE.zh}",
                f"{room.subject}: no wet room lies over it: {'met' if room.sure else UNSURE.en}",
            ),
            along=outline,
        )


def _beside(plans: Plans, room: Room, law: Law) -> Iterator[Finding]:
    if room.polygon is None:
        return
    around = surroundings(plans, room.sheet, room.polygon, WET, PERHAPS)
    doubt = shared(room)
    for other, span in around.perhaps:
        yield law.doubts(
            room,
            Words(
                f"{room.subject} 与 {other.subject} 毗邻，是否属潮湿易积水区域请核实",
                f"{room.subject} shares a wall with {other.subject}; check whether that is a wet room",
            ),
            span.along,
        )
    for other, span in around.beside:
        sure = room.sure and other.sure
        words = Words(
            f"{room.subject} 与 {other.subject} 毗邻，{'不符合' if sure else UNSURE.zh}",
            f"{room.subject} shares a wall with {other.subject}: {'broken' if sure else UNSURE.en}",
        )
        yield (
            law.doubts(room, doubt, span.along)
            if doubt
            else law.holds(replace(room, sure=sure), met=False, message=words, along=span.along)
        )
    if around.beside or around.perhaps:
        return
    if doubt is not None:
        yield law.doubts(room, doubt)
    elif (reason := unclear(plans, room, around)) is not None:
        yield law.doubts(room, *reason)
    else:
        yield law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：本层未见与潮湿房间毗邻，{'符合' if room.sure else UNSURE.zh}",
                f"{room.subject}: no wet room shares a wall with it on this storey: "
                f"{'met' if room.sure else UNSURE.en}",
            ),
            along=room.polygon,
        )
