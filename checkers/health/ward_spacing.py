"""Ward buildings stand far enough from the buildings in front of and behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.clearances import Side, fronts
from checkers.features.site import Footprint, footprints, is_minor
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans

WARD = re.compile(r"病房|住院")


@rule("health/ward-spacing")
def ward_spacing(plans: Plans, law: Law) -> Iterator[Finding]:
    """The buildings in front of and behind a ward building keep their distance.

    Measured: on site plans, from the outline of a building named 病房 or 住院 straight ahead of its two long faces to
    the nearest other building; one finding for each face with a building before it. Doubtful are buildings of a
    hospital that are not named so, ends of a building about as deep as it is long, and faces before which objects
    could not be read.
    Silent on: the distance that sunlight asks for, the ends of long buildings, buildings that touch, basements, gate
    houses, and faces with nothing before them within reach.
    """
    everything = plans.recognise(footprints)
    for ward in everything:
        named = any(WARD.search(text) for text in (ward.name, *ward.texts))
        if ward.underground or ward.podium or not (named or ward.use is Use.HOSPITAL):
            continue
        others = [other for other in everything if other.sheet == ward.sheet and _stands_apart(other, ward)]
        long, short = fronts(ward.polygon, [other.polygon for other in others], law.number("reach"))
        hiding = hides_shapes(plans.drawings.sheet(ward.sheet))
        doubt = None if named else NOT_NAMED
        yield from _before(ward, long, others, doubt, law, hiding=hiding)
        if not long:
            yield from _before(ward, short, others, doubt or NO_FRONT, law, hiding=hiding)


def _stands_apart(other: Footprint, ward: Footprint) -> bool:
    same = bool(ward.name) and other.name == ward.name
    return not (other is ward or same or other.underground or is_minor(other) or other.polygon.intersects(ward.polygon))


def _before(
    ward: Footprint, sides: Sequence[Side], others: Sequence[Footprint], doubt: Words | None, law: Law, *, hiding: bool
) -> Iterator[Finding]:
    limit = law.at_least("gap")
    for side in sides:
        if side.clear is None:
            continue
        end = shapely.get_point(side.clear.along, -1)
        other = min(others, key=lambda one: one.polygon.distance(end))
        thing = replace(
            ward, subject=f"{ward.subject} 与 {other.subject}", handles=(*ward.handles, *other.handles), sure=ward.sure
        )
        measured = Measurement(side.clear.value, side.clear.along)
        finding = limit.judge(thing, measured)
        if finding.verdict is Verdict.MET:
            yield limit.judge(thing, measured, doubt=HIDDEN) if hiding else finding
        else:
            yield limit.judge(thing, measured, doubt=doubt)


HIDDEN = Words(
    "图中有对象未能读取，可能另有更近的建筑", "some objects could not be read; there may be a nearer building"
)
NOT_NAMED = Words("未注明是否为病房楼，请核实", "not written to be a ward building, please check")
NO_FRONT = Words(
    "建筑进深与面宽相近，前后方向请人工判定", "as deep as it is long; which faces are front and back is for a reviewer"
)
