"""Rule ``architecture/accessible-door``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closed_rooms import joins_on
from checkers.features.door_width import clear_widths, untold
from checkers.features.labels import says
from checkers.finding import Measurement, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.closed_rooms import Join
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

WORD = "无障碍"
AUTOMATIC = "自动"
FRAME = Words(
    "洞口宽度已知而门净宽未注，扣除门框后可能不足，请注明门的通行净宽",
    "the opening is wide enough, its clear width may not be once the frame is taken off; write the clear width",
)


@rule("architecture/accessible-door")
def accessible_door(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every door for people in wheelchairs is wide enough clear.

    Measured: doors whose code says so (无障碍) and doors of rooms named so; the narrower of the width drawn between the
    jambs and the one the code says, less what the clause allows for a frame. A door whose opening alone is too narrow
    is broken, one that is wide enough without its frame is met, one between is doubtful.
    Silent on: other doors on an accessible route; sills; the space beside the handle; projects that rebuild.
    """
    named = [sheet for sheet in plans.sheets if _says_so(sheet)]
    for join in (join for sheet in named for join in plans.recognise_on(sheet, joins_on)):
        if not join.door.bare and _is_accessible(join):
            yield _judged(join, law)


def _says_so(sheet: Sheet) -> bool:
    """Whether a writing or a block's name on the sheet may tell of a door or room for people in wheelchairs."""
    return says(sheet, lambda words: WORD in words) or any(
        WORD in name for name in {each.name for each in sheet.blocks}
    )


def _is_accessible(join: Join) -> bool:
    rooms = [room for room in join.rooms if room is not None]
    return WORD in join.door.code or any(WORD in room.name and "坡道" not in room.name for room in rooms)


def _judged(join: Join, law: Law) -> Finding:
    door = join.door
    named = replace(door, subject=f"无障碍门 {door.subject}")
    clear = clear_widths(door, law.number("frame_double" if door.leaves > 1 else "frame"))
    if clear is None:
        return law.doubts(named, untold(named), along=door.line)
    least, most = clear
    limit = law.at_least("automatic" if AUTOMATIC in door.code else "manual")
    return bracketed(
        limit, limit, named, Measurement(least, door.line), unknown=FRAME, favourable=Measurement(most, door.line)
    )
