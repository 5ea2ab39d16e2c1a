"""Rule ``architecture/resi-room-area``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.dwelling_rooms import FOUND, Kind, dwelling_rooms
from checkers.finding import AREA_PRECISION, LENGTH_PRECISION, Measurement, Verdict, bracketed, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.dwelling_rooms import DwellingRoom
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

WHICH_BED = Words(
    "卧室按双人还是单人设计未注明，限值不能确定", "nothing tells a bedroom for two from one for a single person"
)
NO_RECTANGLE = Words("房间非矩形，短边净宽请复核", "the room is no rectangle; please check its short side")


@rule("architecture/resi-room-area")
def resi_room_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every bedroom and living room of a dwelling is large enough, and every bedroom wide enough.

    Measured: the net area of each room named so, between wall faces or inside the closed line drawn for it, and the
    short side of the smallest rectangle around it. A room that is no rectangle is met by the largest square inside
    it. Doubtful are rooms of which nothing tells whether they lie in housing, rooms whose written area breaks the
    limit though what is drawn meets it, and rooms on sheets with objects that could not be read.
    Silent on: furniture; whether the area is of use; other rooms of a dwelling.
    """
    for each in plans.recognise(dwelling_rooms):
        limits = _limits(each, law)
        if limits:
            yield _judged(each, limits, law)


def _limits(each: DwellingRoom, law: Law) -> list[str]:
    """The names of the limits that may hold for the room's area."""
    if Kind.BEDROOM in each.kinds:
        if Kind.LIVING in each.kinds:
            return ["bed_living"]
        return [name for name in ("bedroom", "single", "double") if name in law.clause.limits]
    if Kind.LIVING in each.kinds and "living" in law.clause.limits:
        return ["living"]
    return []


def _judged(each: DwellingRoom, limits: list[str], law: Law) -> Finding:
    room = each.room
    ordered = sorted((law.at_least(name) for name in limits), key=lambda limit: limit.value)
    area = Measurement(each.net.area, each.net, AREA_PRECISION)
    judged = [bracketed(ordered[-1], ordered[0], room, area, unknown=WHICH_BED)]
    if Kind.BEDROOM in each.kinds and "short_side" in law.clause.limits:
        side = law.at_least("short_side")
        exact = each.least is each.short
        least = Measurement(each.least.value, each.least.along, LENGTH_PRECISION if exact else FOUND)
        most = None if exact else Measurement(each.short.value, each.short.along)
        judged.append(bracketed(side, side, room, least, unknown=NO_RECTANGLE, favourable=most))
    finding = worst(judged)
    doubt = each.doubt if finding.verdict is Verdict.BROKEN else None
    if finding.verdict is Verdict.MET:
        doubt = each.unseen or each.written_less(ordered[-1].value)
    return finding if doubt is None else ordered[-1].judge(room, area, doubt=doubt)
