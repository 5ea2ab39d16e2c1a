"""No toilet, refuse room or sewage pump room shares a wall with a room for drinking water tanks, or lies over it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.room_senses import BATH, TOILET
from checkers.features.stacked import overhead
from checkers.health.tank_room import UNSURE, beside, tank_rooms
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.closed_rooms import Room
    from checkers.features.plans import Plans

POLLUTING = re.compile(rf"{TOILET.pattern}|垃圾|污水|废水", re.IGNORECASE)
OVER = re.compile(rf"{POLLUTING.pattern}|{BATH.pattern}|厨|洗衣", re.IGNORECASE)
PERHAPS = re.compile(r"隔油|污物|污洗|清洁间|保洁|浴|盥洗|淋浴")


@rule("health/tank-upper-floor")
def tank_upper_floor(plans: Plans, law: Law) -> Iterator[Finding]:
    """No toilet, refuse room or sewage pump room stands wall to wall with, or over, a room for drinking water tanks.

    Measured: for every room named as one for drinking water tanks or pumps, which rooms lie on the other side of its
    walls on the same storey; the line through the wall is shown. Doubtful are rooms beside which a room has no name,
    or one such as 隔油间 or 浴室 that may be meant, or near which such a name stands in no closed room, and rooms on
    sheets of which objects could not be read.
    Where the axes of two plans agree and their titles name successive storeys of one building, polluting rooms,
    bathrooms, kitchens and laundries that lie over the room are found too: a second finding for each room, doubtful
    where no plan of the storey above is tied to this one, or not every room over it is closed and named.
    Silent on: tank rooms that no closed line and no walls enclose; rooms for fire water.
    """
    for room in tank_rooms(plans):
        yield from beside(plans, room, POLLUTING, PERHAPS, law)
        yield from _over(plans, room, law)


def _over(plans: Plans, room: Room, law: Law) -> Iterator[Finding]:
    above = overhead(plans, room.sheet, room.polygon, OVER)
    for upper in above.found:
        sure = room.sure and upper.room.sure
        yield law.holds(
            replace(room, sure=sure),
            met=False,
            message=Words(
                f"{room.subject} 的上层为 {upper.room.subject}（{upper.title}），{'不符合' if sure else UNSURE.zh}",
                f"{upper.room.subject} ({upper.title}) lies over {room.subject}: {'broken' if sure else UNSURE.en}",
            ),
            along=upper.over,
        )
    if above.doubt is not None:
        yield law.doubts(
            room,
            Words(
                f"{room.subject}：上层用房未能核查，{above.doubt.zh}",
                f"{room.subject}: the rooms of the storey above are not known: {above.doubt.en}",
            ),
        )
    elif not above.found:
        yield law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：上层未见所列用房，{'符合' if room.sure else UNSURE.zh}",
                f"{room.subject}: none of the listed rooms lies over it: {'met' if room.sure else UNSURE.en}",
            ),
            along=room.polygon,
        )
