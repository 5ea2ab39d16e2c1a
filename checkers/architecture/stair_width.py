"""Rule ``architecture/stair-width``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import Span
from checkers.features.serves import served
from checkers.features.stairs import Side, stairs, taken, unmeasured_stairs
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.serves import Served
    from checkers.features.stairs import Flight
    from checkers.finding import Finding
    from checkers.rule import Law

NO_RAIL = Words(
    "未识别到扶手，净宽须扣除扶手，请绘出扶手或注明净宽",
    "no handrail was recognised and the clear width is smaller by it; draw the handrail or write the clear width",
)
TO_CENTRE = Words(
    "限值介于扶手内侧与扶手中心线之间，请复核", "the limit lies between the face and the centre line of the handrail"
)


@rule("architecture/stair-width")
def stair_width(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every flight of a common stair is wide enough between walls and handrails.

    Measured: each flight of evenly spaced treads, across them, from wall face to the handrail; it is met by the width
    to the rail's face and broken by the width to its centre line. Where no handrail is drawn the width is known to be
    smaller than drawn by the clause's allowance at most. Doubtful are flights whose building is unknown where the
    limit depends on it, flights that may stand inside a dwelling, names of stairs without treads, flights in
    which a box of no known meaning stands, and flights on sheets with objects that could not be read.
    Silent on: finishes of walls; winding and curved stairs; outdoor steps.
    """
    for stair in plans.recognise(stairs):
        for flight in stair.flights:
            yield _judged(flight, plans, law)
    for name in plans.recognise(unmeasured_stairs):
        yield law.doubts(
            name,
            Words(
                f"{name.subject}：近旁未识别到踏步线，梯段净宽无法量取，请绘出踏步线",
                f"{name.subject}: no treads were recognised near it, so no flight can be measured. Draw the treads",
            ),
        )


def _judged(flight: Flight, plans: Plans, law: Law) -> Finding:
    here = plans.recognise(served)[flight.sheet]
    limits = sorted((law.at_least(name) for name in _limits(flight, here, law)), key=lambda limit: limit.value)
    lax, strict = limits[0], limits[-1]
    open_sides = sum(side is Side.OPEN for side in flight.sides)
    least = _less(flight.width, open_sides * law.number("handrail"))
    most = Measurement(flight.to_centres.value, flight.to_centres.along)
    doubt = here.unknown if lax.value < strict.value else NO_RAIL if open_sides else TO_CENTRE
    finding = bracketed(strict, lax, flight, least, unknown=doubt, favourable=most)
    if finding.verdict is Verdict.BROKEN and not flight.name and here.dwelling is not False:
        doubt = Words("无法确认是公共楼梯还是套内楼梯", "nothing tells a common stair from one inside a dwelling")
        return strict.judge(flight, most, doubt=doubt)
    if finding.verdict is Verdict.MET:
        reason = _missed(flight, plans, law, least.value - strict.value)
        return finding if reason is None else strict.judge(flight, least, doubt=reason)
    return finding


def _missed(flight: Flight, plans: Plans, law: Law, spare: float) -> Words | None:
    """Why a flight that seems wide enough may not be in order."""
    if hides_shapes(plans.drawings.sheet(flight.sheet)):
        return Words("图中有对象未能读取，墙或扶手可能突入梯段", "some objects could not be read; walls may reach in")
    if taken(plans.drawings.sheet(flight.sheet), flight.polygon) > max(spare, 0.0):
        return Words(
            "梯段内有未明含义的闭合图形，可能为突出物，请核实", "a closed shape stands in it and may narrow it; check"
        )
    if flight.width.value > law.at_most("split_over").value:
        return Words(
            "梯段宽度较大而未识别到中间扶手，请核实分隔宽度",
            "a wide flight without a recognised handrail in its middle; check how it is divided",
        )
    return None


def _less(width: Span, allowance: float) -> Measurement:
    return Measurement(width.value - allowance, width.along)


def _limits(flight: Flight, here: Served, law: Law) -> set[str]:
    """The names of the limits that may hold: one where everything is known."""
    height = here.height
    low = None if height is None else height <= law.number("low_height")
    if all(side is Side.WALL for side in flight.sides):
        low = False  # the smaller width is for flights with a railing at one side
    housing = {None: {"resi_low", "resi"}, True: {"resi_low"}, False: {"resi"}}[low]
    if here.use is Use.RESIDENTIAL:
        return housing
    high = None if height is None else height > law.number("high_public")
    tall = {Use.HOSPITAL: {"medical"}, None: {"tall", "medical"}}.get(here.use, {"tall"})
    public = {None: {"public", *tall}, True: tall, False: {"public"}}[high]
    return public if here.dwelling is False and not here.underground else {*public, *housing}
