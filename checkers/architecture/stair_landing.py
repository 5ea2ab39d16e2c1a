"""Rule ``architecture/stair-landing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.serves import served
from checkers.features.stairs import Side, stairs, taken
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.stairs import Flight, Landing
    from checkers.finding import Finding
    from checkers.rule import Law

WIDTH = Words("平台深度", "depth of the landing")


@rule("architecture/stair-landing")
def stair_landing(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every landing of a common stair is as deep as its flights are wide, and never less than the least depth.

    Measured: from the last tread, or from the handrail between the flights where it reaches farther, straight on to
    the nearest wall; between two flights one behind the other from tread to tread. A landing is met by the depth to
    whatever stands nearest, columns among them, and broken by the depth to the wall. Doubtful are landings that only a
    line on a layer of stairs ends, those whose flights' clear width depends on a handrail that is not drawn, those
    of stairs that may stand inside a dwelling, and those on which a box of no known meaning stands.
    Silent on: landings that nothing on the plan ends; doors that open onto them; their headroom.
    """
    for stair in plans.recognise(stairs):
        for landing in stair.landings:
            yield _judged(landing, plans, law)


def _judged(landing: Landing, plans: Plans, law: Law) -> Finding:
    name = "straight" if landing.straight else "wall" if landing.solid else "least"
    floor = law.at_least(name).value
    widths = [_widths(flight, law) for flight in landing.flights] if not landing.straight else [(floor, floor)]
    least, most = max(floor, *(low for low, _ in widths)), max(floor, *(high for _, high in widths))
    lax, strict = (law.limit(value, Comparison.AT_LEAST, unit="m", zh=WIDTH.zh, en=WIDTH.en) for value in (least, most))
    worse = Measurement(landing.least.value, landing.least.along)
    better = Measurement(landing.depth.value, landing.depth.along)
    doubt = Words(
        "梯段净宽以扶手中心线计或柱角突入平台时结论不同，请复核",
        "it depends on the centre line of the handrail or on a column that reaches in; please check",
    )
    finding = bracketed(strict, lax, landing, worse, unknown=doubt, favourable=better)
    reason = _uncertain(landing, finding, plans, worse.value - strict.value)
    if reason is None:
        return finding
    return strict.judge(landing, worse, doubt=reason)


def _widths(flight: Flight, law: Law) -> tuple[float, float]:
    """The clear width of a flight: at least and at most."""
    open_sides = sum(side is Side.OPEN for side in flight.sides)
    return flight.width.value - open_sides * law.number("handrail"), flight.to_centres.value


def _uncertain(landing: Landing, finding: Finding, plans: Plans, spare: float) -> Words | None:
    """Why a finding cannot be sure."""
    if finding.verdict is Verdict.BROKEN and not landing.walled:
        return Words(
            "平台边线未必是其尽端，对侧墙未识别", "the line may not be the landing's end; no wall was recognised"
        )
    if (
        finding.verdict is Verdict.BROKEN
        and not landing.flights[0].name
        and plans.recognise(served)[landing.sheet].dwelling is not False
    ):
        return Words("无法确认是公共楼梯还是套内楼梯", "nothing tells a common stair from one inside a dwelling")
    if finding.verdict is Verdict.MET and hides_shapes(plans.drawings.sheet(landing.sheet)):
        return Words("图中有对象未能读取，墙柱可能突入平台", "some objects could not be read; walls may reach in")
    if finding.verdict is Verdict.MET and taken(plans.drawings.sheet(landing.sheet), landing.where) > max(spare, 0.0):
        return Words(
            "平台内有未明含义的闭合图形，可能为突出物，请核实", "a closed shape stands on it and may narrow it; check"
        )
    return None
