"""No toilet, refuse room or sewage pump room shares a wall with a room for drinking water tanks, or lies over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.stacked import rooms_above
from checkers.finding import Verdict
from checkers.health.tank_room import UNSURE, beside, tank_rooms
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans

POLLUTING = re.compile(r"厕|卫生间|洗手间|[男女]卫|公卫|^WC|垃圾|污水|废水")
OVER = re.compile(rf"{POLLUTING.pattern}|浴室|淋浴|盥洗|厨房|洗衣")
PERHAPS = re.compile(r"隔油|污物|污洗|清洁间|保洁|浴|盥洗|淋浴")


@rule("health/tank-upper-floor")
def tank_upper_floor(plans: Plans, law: Law) -> Iterator[Finding]:
    """No toilet, refuse room or sewage pump room stands wall to wall with, or over, a room for drinking water tanks.

    Measured: for every room named as one for drinking water tanks or pumps, which rooms lie on the other side of its
    walls on the same storey; the line through the wall is shown. Doubtful are rooms beside which a room has no name,
    or one such as 隔油间 or 浴室 that may be meant, or near which such a name stands in no closed room, and rooms on
    sheets of which objects could not be read.
    Where the axes of two plans agree and their titles name successive storeys of one building, polluting rooms,
    bathrooms, kitchens and laundries that lie over the room are found too.
    Silent on: the storey above where no axes tie its plan to this one; tank rooms that no closed line and no walls
    enclose; rooms for fire water.
    """
    for room in tank_rooms(plans):
        above = rooms_above(plans, room.sheet, room.polygon, OVER)
        for upper in above:
            yield law.holds(
                room,
                met=False,
                message=Words(
                    f"{room.subject} 的上层为 {upper.room.subject}（{upper.title}），{'不符合' if room.sure else UNSURE.zh}",
                    f"{upper.room.subject} ({upper.title}) lies over {room.subject}: "
                    f"{'broken' if room.sure else UNSURE.en}",
                ),
                along=upper.over,
            )
        for finding in beside(plans, room, POLLUTING, PERHAPS, law):
            if finding.verdict is not Verdict.MET or not above:
                yield finding
