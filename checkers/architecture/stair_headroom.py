"""Rule ``architecture/stair-headroom``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.stairs import stairs
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.stairs import Flight
    from checkers.finding import Finding
    from checkers.rule import Law

ONE = 1.0
"""steps are counted"""


@rule("architecture/stair-headroom")
def stair_headroom(plans: Plans, law: Law) -> Iterator[Finding]:
    """No flight of a stair has more steps than people climb at a stretch, and none is a single step.

    Measured: the tread lines of each flight that no break line ends; each is a riser. A flight cut by a break line is
    doubtful, unless what is drawn of it alone is too long.
    Silent on: headroom below flights and landings, which needs a section.
    """
    for stair in plans.recognise(stairs):
        for flight in stair.flights:
            yield _judged(flight, law)


def _judged(flight: Flight, law: Law) -> Finding:
    most, least = law.at_most("most_steps"), law.at_least("least_steps")
    seen = Measurement(flight.treads, flight.going.along, ONE)
    if any(flight.cut):
        finding = most.judge(flight, seen)
        if finding.verdict is Verdict.BROKEN:
            return finding
        return most.judge(
            flight, seen, doubt=Words("梯段被剖断线截断，其后级数未示", "cut by a break line; more steps follow")
        )
    return worst([most.judge(flight, seen), least.judge(flight, seen)])
