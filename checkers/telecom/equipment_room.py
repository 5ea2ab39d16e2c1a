"""Equipment rooms of the communication network are large and wide enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.equipment import Room, equipment_rooms
from checkers.features.widths import narrowest
from checkers.finding import AREA_PRECISION, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon

    from checkers.features.plans import Plans


@rule("telecom/equipment-room")
def equipment_room(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every equipment room has the required area, and the required width at its narrowest.

    Measured: the area inside the closed line around the room's name (设备间, 通信机房 …), and the width of the
    largest disc that passes through the whole room, niches aside; two findings for each room. Doubtful are rooms
    whose name no closed line encloses, those whose line encloses the names of other rooms too, and those that are large
    or wide enough only with the walls and columns standing inside their line.
    Silent on: telecom rooms (telecom/telecom-room), equipment rooms of other services, the larger area that wide
    cabinets or many outlets ask for, and cabinets standing in the room.
    """
    for room in plans.recognise(equipment_rooms):
        if room.polygon is None:
            yield unbounded(room, law)
            continue
        doubt = shared(room)
        yield floor_area(room, room.polygon, law)
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
            finding = law.at_least("width").judge(room, Measurement(width.value, width.along), doubt=doubt)
            within = None if room.net is None else narrowest(room.net)
            if finding.verdict is Verdict.MET and within is not None:
                least = Measurement(within.value, within.along)
                met = law.at_least("width").judge(room, least).verdict is Verdict.MET
                finding = finding if met else law.at_least("width").judge(room, least, doubt=IN_WALLS)
            yield finding


def floor_area(room: Room, outline: Polygon, law: Law) -> Finding:
    """The area inside the room's line, doubtful where only walls and columns standing inside it make it large enough."""
    limit = law.at_least("area")
    finding = limit.judge(room, Measurement(outline.area, outline, AREA_PRECISION), doubt=shared(room))
    if finding.verdict is not Verdict.MET or room.net is None:
        return finding
    net = Measurement(room.net.area, room.net, AREA_PRECISION)
    return finding if limit.judge(room, net).verdict is Verdict.MET else limit.judge(room, net, doubt=IN_WALLS)


IN_WALLS = Words(
    "房间线内含墙体或柱，扣除后不足，请按墙内皮绘出房间线",
    "walls or columns stand inside the room's line and leave too little; draw the line along the faces of the walls",
)


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
