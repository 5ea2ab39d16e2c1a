"""Rule ``architecture/resi-door-width``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.door_width import clear_widths, untold
from checkers.features.dwelling_rooms import Kind, doorways
from checkers.finding import Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.dwelling_rooms import Doorway
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

NAMES = {"entry": "户门", "bed": "卧室门", "wet": "厨卫门"}
FRAME = Words(
    "洞口宽度已知而门净宽未注，扣除门框后可能不足，请注明门的通行净宽",
    "the opening is wide enough, its clear width may not be once the frame is taken off; write the clear width",
)


@rule("architecture/resi-door-width")
def resi_door_width(plans: Plans, law: Law) -> Iterator[Finding]:
    """The doors of dwellings, of their bedrooms, kitchens and bathrooms are wide enough clear.

    Measured: the narrower of the width drawn between the jambs and the one the door's code says, less what the
    clause allows for a frame; the rooms on both sides tell what door it is. A door whose opening alone is too narrow is
    broken, one that is wide enough without its frame is met, one between is doubtful.
    Silent on: doors with unnamed rooms on one of their sides; doors of balconies, storage and shafts; how far a leaf
    opens; projects that rebuild an existing house.
    """
    for way in plans.recognise(doorways):
        name = _door_of(way)
        if name is not None and not way.join.door.bare:
            yield _judged(way, name, law)


def _door_of(way: Doorway) -> str | None:
    """What door it is; None when it is none that the clause names."""
    one, other = way.kinds
    if not one or not other:
        return None
    if (Kind.COMMON in one) is not (Kind.COMMON in other):
        inner = other if Kind.COMMON in one else one
        return "entry" if not inner & {Kind.BALCONY, Kind.STORAGE} else None
    if way.of(Kind.BALCONY):
        return None
    if way.of(Kind.KITCHEN) or way.of(Kind.TOILET):
        return "wet"
    return "bed" if way.of(Kind.BEDROOM) else None


def _judged(way: Doorway, name: str, law: Law) -> Finding:
    door = way.join.door
    named = replace(door, subject=f"{NAMES[name]} {door.subject}")
    frame = law.number("frame_double" if door.leaves > 1 else "frame")
    clear = clear_widths(door, frame)
    if clear is None:
        return law.doubts(named, untold(named), along=door.line)
    least, most = clear
    limit = law.at_least(name)
    finding = bracketed(
        limit, limit, named, Measurement(least, door.line), unknown=FRAME, favourable=Measurement(most, door.line)
    )
    if finding.verdict is Verdict.BROKEN and way.dwelling is None:
        doubt = Words("无法确认是否为住宅", "nothing tells whether this is housing")
        return limit.judge(named, Measurement(most, door.line), doubt=doubt)
    return finding
