"""Rule ``architecture/resi-inner-corridor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.dwelling_rooms import Kind, doorways, dwelling_rooms
from checkers.features.widths import narrowest
from checkers.finding import Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.dwelling_rooms import DwellingRoom
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

UNKNOWN_ROOMS = Words(
    "过道所通房间未能全部识别，限值不能确定", "not every room it leads to was recognised, so the limit is unknown"
)
ROOMS = frozenset({Kind.BEDROOM, Kind.LIVING})
SERVICE = frozenset({Kind.KITCHEN, Kind.TOILET, Kind.STORAGE})


@rule("architecture/resi-inner-corridor")
def resi_inner_corridor(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every passage inside a dwelling is wide enough for the rooms it leads to.

    Measured: the largest width at which a disc passes all along each room named as an entry (玄关, 入户) or as an
    inner passage (过道). The doors that open onto a passage tell its rooms: one to a bedroom or living room asks for
    the larger width, doors to kitchen, bathroom and storage alone for the smaller; between the two it is doubtful
    where no door or not every door was recognised.
    Silent on: passages that are part of a larger room; cupboards along them.
    """
    for each in plans.recognise(dwelling_rooms):
        if not each.kinds - {Kind.ENTRY, Kind.CORRIDOR}:
            yield _judged(each, plans, law)


def _judged(each: DwellingRoom, plans: Plans, law: Law) -> Finding:
    room = each.room
    lax, strict = (law.at_least(name) for name in _limits(each, plans))
    width = narrowest(each.net)
    if width is None:
        return law.doubts(
            room,
            Words(
                f"{room.subject}：边界线有误，净宽无法量取，请将过道绘成闭合区域",
                f"{room.subject}: its outline makes no passage, so nothing can be measured. Draw it as a closed area",
            ),
        )
    measured = Measurement(width.value, width.along)
    finding = bracketed(strict, lax, room, measured, unknown=UNKNOWN_ROOMS)
    doubt = {Verdict.BROKEN: each.doubt, Verdict.MET: each.unseen}.get(finding.verdict)
    return finding if doubt is None else strict.judge(room, measured, doubt=doubt)


def _limits(each: DwellingRoom, plans: Plans) -> tuple[str, str]:
    """The least and the most the clause may ask for."""
    if Kind.ENTRY in each.kinds:
        return "entry", "entry"
    room = each.room
    beside = [
        kinds
        for way in plans.recognise(doorways)
        for own, kinds in zip(way.join.rooms, reversed(way.kinds), strict=True)
        if own is not None and own.sheet == room.sheet and own.polygon is room.polygon
    ]
    if any(kinds & ROOMS for kinds in beside):
        return "bed", "bed"
    if beside and all(kinds and kinds <= SERVICE for kinds in beside):
        return "service", "service"
    return "service", "bed"
