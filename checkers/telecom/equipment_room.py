"""Equipment rooms of the communication network are large and wide enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.equipment import Room, equipment_rooms
from checkers.features.widths import narrowest
from checkers.finding import AREA_PRECISION, Measurement
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("telecom/equipment-room")
def equipment_room(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every equipment room has the required area, and the required width at its narrowest.

    Measured: the area inside the closed line around the room's name (设备间, 通信机房 …), and the width of the
    largest disc that passes through the whole room, niches aside; two findings for each room. Doubtful are rooms
    whose name no closed line encloses, and those whose line encloses the names of other rooms too.
    Silent on: telecom rooms (telecom/telecom-room), equipment rooms of other services, the larger area that wide
    cabinets or many outlets ask for, and columns and cabinets standing in the room.
    """
    for room in plans.recognise(equipment_rooms):
        if room.polygon is None:
            yield unbounded(room, law)
            continue
        doubt = shared(room)
        area = Measurement(room.polygon.area, room.polygon, AREA_PRECISION)
        yield law.at_least("area").judge(room, area, doubt=doubt)
        width = narrowest(room.polygon)
        if width is None:
            yield law.doubts(
                room,
                Words(
                    f"{room.subject}：宽度无法量取，请人工复核",
                    f"{room.subject}: its width cannot be taken, please check by eye",
                ),
            )
        else:
            yield law.at_least("width").judge(room, Measurement(width.value, width.along), doubt=doubt)


def shared(room: Room) -> Words | None:
    """Why the line around the room may be that of a whole storey or core: it holds other rooms' names as well."""
    if not room.others:
        return None
    zh, en = "、".join(room.others), ", ".join(room.others)
    return Words(
        f"该闭合线内另有 {zh}，不是单独一个房间的轮廓，请绘出本房间的闭合线",
        f"the same line encloses {en}, so it is not the outline of this room alone; draw the room's own",
    )


def unbounded(room: Room, law: Law) -> Finding:
    """The finding on a room whose name no closed line encloses."""
    return law.doubts(
        room,
        Words(
            f"{room.subject}：房间名不在任何闭合房间线内，面积无法量取，请绘出闭合房间线",
            f"{room.subject}: no closed line encloses the room's name, so it cannot be measured. "
            "Draw the room as a closed line",
        ),
    )
