"""Rule ``architecture/resi-kitchen``."""

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

NO_RECTANGLE = Words("房间非矩形，净宽请复核", "the room is no rectangle; please check its clear width")


@rule("architecture/resi-kitchen")
def resi_kitchen(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every kitchen of a dwelling is large enough, and wide enough for cooking along one wall.

    Measured: the net area of each room named as a kitchen, and the short side of the smallest rectangle around it,
    which a single row of equipment needs clear; a room that is no rectangle is met by the largest square inside.
    Doubtful are kitchens that are one with another room, those of which nothing tells whether they lie in housing,
    those whose written area breaks the limit though what is drawn meets it, and those on sheets with objects that could not be read.
    Silent on: the clear distance between two rows of equipment; flues and pipes that stand inside.
    """
    for each in plans.recognise(dwelling_rooms):
        if Kind.KITCHEN in each.kinds:
            yield _judged(each, law)


def _judged(each: DwellingRoom, law: Law) -> Finding:
    room, area, width = each.room, law.at_least("area"), law.at_least("single_row")
    measured = Measurement(each.net.area, each.net, AREA_PRECISION)
    exact = each.least is each.short
    least = Measurement(each.least.value, each.least.along, LENGTH_PRECISION if exact else FOUND)
    most = None if exact else Measurement(each.short.value, each.short.along)
    finding = worst(
        [area.judge(room, measured), bracketed(width, width, room, least, unknown=NO_RECTANGLE, favourable=most)]
    )
    if each.kinds - {Kind.KITCHEN}:
        return area.judge(
            room, measured, doubt=Words("厨房与其他空间合用，面积未分开", "the kitchen is one with another room")
        )
    doubt = {Verdict.BROKEN: each.doubt, Verdict.MET: each.unseen or each.written_less(area.value)}.get(finding.verdict)
    return finding if doubt is None else area.judge(room, measured, doubt=doubt)
