"""No water pipe and no drain runs through an equipment room or telecom room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.equipment import Room, equipment_rooms, telecom_rooms
from checkers.features.pipes import DRAINS, Pipe, Riser, System, inside, pipes, risers
from checkers.features.unseen import hides_shapes
from checkers.rule import Finding, Law, rule
from checkers.telecom.equipment_room import shared, unbounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans

FORBIDDEN = DRAINS | {System.WATER, System.RAIN, System.REUSE}
PERHAPS = frozenset({System.UNKNOWN, System.FIRE})
"""of these a reviewer says: fire water may serve the room itself"""


@rule("telecom/water-pipe-through")
def water_pipe_through(plans: Plans, law: Law) -> Iterator[Finding]:
    """No water pipe, drain or riser lies inside an equipment room or telecom room.

    Measured: on sheets that show pipes, which pipes and risers lie inside the closed line or the walls around the
    room's name; the part inside is shown. Doubtful are pipes for fire water and pipes whose purpose is not known,
    rooms whose name nothing encloses, outlines around several rooms, and what is met where objects could not be read.
    Silent on: rooms on sheets without pipes, and pipes in the storey above.
    """
    drawn: list[Pipe | Riser] = [*plans.recognise(pipes), *plans.recognise(risers)]
    of_water = [pipe for pipe in drawn if pipe.system in FORBIDDEN | PERHAPS]
    for room in (*plans.recognise(equipment_rooms), *plans.recognise(telecom_rooms)):
        here = [pipe for pipe in of_water if pipe.sheet == room.sheet]
        if not here:
            continue
        if room.polygon is None:
            yield unbounded(room, law)
        else:
            yield from _through(plans, room, here, law)


def _through(plans: Plans, room: Room, here: Sequence[Pipe | Riser], law: Law) -> Iterator[Finding]:
    doubt = shared(room)
    clean = True
    for pipe in here:
        part = None if room.polygon is None else inside(room.polygon, pipe.where)
        if part is None:
            continue
        clean = False
        thing = replace(
            room,
            subject=f"{room.subject} 与 {pipe.subject}",
            handles=(*room.handles, *pipe.handles),
            sure=room.sure and pipe.sure,
        )
        if doubt is not None or pipe.system in PERHAPS or not thing.sure:
            yield law.doubts(thing, doubt or _perhaps(room, pipe), part)
        else:
            yield law.holds(
                thing,
                met=False,
                message=Words(
                    f"{room.subject} 内有{pipe.subject}穿越，不符合",
                    f"a pipe ({pipe.subject}) runs through {room.subject}: broken",
                ),
                along=part,
            )
    if clean:
        yield _clean(room, doubt, law, hiding=hides_shapes(plans.drawings.sheet(room.sheet)))


def _perhaps(room: Room, pipe: Pipe | Riser) -> Words:
    return Words(
        f"{room.subject} 内有{pipe.subject}，其类别或是否服务于本房间未明，请核实",
        f"{pipe.subject} lies in {room.subject}; what it carries, or whether it serves the room, is not said. Check it",
    )


def _clean(room: Room, doubt: Words | None, law: Law, *, hiding: bool) -> Finding:
    if doubt is not None:
        return law.doubts(room, doubt)
    if hiding or not room.sure:
        return law.doubts(
            room,
            Words(
                f"{room.subject}：图中有对象未能读取或房间轮廓识别依据不足，是否有管道穿越请核实",
                f"{room.subject}: objects could not be read or its outline is weakly known; check whether pipes run "
                "through it",
            ),
        )
    return law.holds(
        room,
        met=True,
        message=Words(
            f"{room.subject}：未见给排水管道穿越，符合", f"{room.subject}: no water pipe runs through it: met"
        ),
        along=room.polygon,
    )
