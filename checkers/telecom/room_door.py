"""Doors of equipment rooms and telecom rooms open outwards, resist fire, and are wide enough."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.closed_rooms import Join, joins
from checkers.features.door_width import clear_widths
from checkers.features.equipment import Room, equipment_rooms, telecom_rooms
from checkers.features.openings import OpeningKind
from checkers.finding import Measurement, bracketed, worst
from checkers.rule import Finding, Law, rule
from checkers.telecom.equipment_room import shared, unbounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("telecom/room-door")
def room_door(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every door of an equipment room or telecom room opens outwards, is a fire door of grade C or better, and wide.

    Measured: which side of the wall the leaf sweeps; the grade in the door's code; and the width between the jambs or
    in the code, less the frame, for a door's clear width is smaller than its opening. One finding for each door, the
    worst of the three. Doubtful are doors without a code, without a swing, or only as wide with their frame, rooms
    without any recognised door, and rooms whose name nothing encloses.
    Silent on: the height of the floor or sill, which plans do not show for certain.
    """
    for rooms, width in ((plans.recognise(equipment_rooms), "equipment"), (plans.recognise(telecom_rooms), "telecom")):
        for room in rooms:
            if room.polygon is None:
                yield unbounded(room, law)
                continue
            own = [join for join in plans.recognise(joins) if _leads_into(join, room)]
            if not own:
                yield law.doubts(
                    room,
                    Words(
                        f"{room.subject}：未识别到房间的门，请核实并注明门编号",
                        f"{room.subject}: no door of this room was recognised; check it and write the door's code",
                    ),
                )
            for join in own:
                yield _judged(join, room, width, law)


def _leads_into(join: Join, room: Room) -> bool:
    sides = [side for side in join.rooms if side is not None]
    return any(side.polygon is room.polygon and side.sheet == room.sheet for side in sides)


def _judged(join: Join, room: Room, width: str, law: Law) -> Finding:
    door = join.door
    thing = replace(
        room,
        subject=f"{room.subject} 门 {door.code}".strip(),
        where=shapely.union_all([shape for shape in (door.line, door.swing) if shape is not None]),
        handles=(*room.handles, *door.handles),
        how=door.how,
        sure=room.sure and door.sure,
    )
    doubt = shared(room)
    if doubt is not None:
        return law.doubts(thing, doubt)
    return worst([_swing(thing, join, room, law), _grade(thing, join, law), _width(thing, join, width, law)])


def _swing(thing: Room, join: Join, room: Room, law: Law) -> Finding:
    if join.door.swing is None:
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：未绘出开启方向，请补绘门扇与开启弧线",
                f"{thing.subject}: no swing is drawn; draw the leaf and its arc",
            ),
        )
    inwards = join.swings_into is not None and join.swings_into.polygon is room.polygon
    word = Words("内开，不符合", "opens inwards: broken") if inwards else Words("外开，符合", "opens outwards: met")
    message = Words(f"{thing.subject}：{word.zh}", f"{thing.subject}: {word.en}")
    return law.holds(thing, met=not inwards, message=message, along=join.door.swing)


def _grade(thing: Room, join: Join, law: Law) -> Finding:
    door = join.door
    if not door.code or (door.kind is OpeningKind.FIRE and not door.grade):
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：未注明防火门等级，请注明门编号",
                f"{thing.subject}: no grade of fire resistance is written; write the door's code",
            ),
        )
    met = door.grade in law.table("grades")
    return law.holds(
        thing,
        met=met,
        message=Words(
            f"{thing.subject}：{door.grade + '级防火门，符合' if met else '不是丙级及以上防火门，不符合'}",
            f"{thing.subject}: {'a fire door of grade ' + door.grade + ': met' if met else 'no fire door of grade C or better: broken'}",
        ),
        along=door.line,
    )


def _width(thing: Room, join: Join, name: str, law: Law) -> Finding:
    limit = law.at_least(name)
    door = join.door
    told = clear_widths(door, law.number("frame_single" if door.leaves == 1 else "frame_double"))
    if told is None:
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：门宽无法量取，请注明门编号或绘出门洞",
                f"{thing.subject}: its width cannot be taken; write the door's code or draw the jambs",
            ),
        )
    along = door.width.along if door.width else door.line
    clear, opening = (Measurement(width, along) for width in told)
    return bracketed(limit, limit, thing, clear, unknown=WITH_FRAME, favourable=opening)


WITH_FRAME = Words(
    "洞口宽度满足而扣除门框后可能不足，请注明门净宽",
    "the opening is wide enough, less its frame perhaps not; write the clear width",
)
