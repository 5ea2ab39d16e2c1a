"""Rule ``architecture/stair-headroom``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.stairs import further_tread, stairs
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
    doubtful, unless what is drawn of it alone is too long. So is one of a stair of which more steps are written than
    drawn, and one that is as long as may be with another line one step beyond its end.
    Silent on: headroom below flights and landings, which needs a section.
    """
    for stair in plans.recognise(stairs):
        drawn = sum(flight.treads for flight in stair.flights)
        unseen = max(flight.risers or 0 for flight in stair.flights) - drawn
        for flight in stair.flights:
            finding = _judged(flight, law)
            doubt = _missed(flight, plans, law, unseen) if finding.verdict is Verdict.MET else None
            yield finding if doubt is None else _most(flight, law, doubt)


def _missed(flight: Flight, plans: Plans, law: Law, unseen: int) -> Words | None:
    """Why a flight may have more steps than were counted."""
    if unseen > 0 and not any(flight.cut):
        return Words(
            "图中注写的级数多于识别到的踏步线，请核实", "more steps are written than tread lines were recognised; check"
        )
    if flight.treads >= law.number("most_steps") and further_tread(plans.drawings.sheet(flight.sheet), flight):
        return Words(
            "梯段端部一步之外另有平行线，可能为未计入的踏步，请核实",
            "another line lies one step beyond its end and may be a step that was not counted; check",
        )
    return None


def _most(flight: Flight, law: Law, doubt: Words) -> Finding:
    return law.at_most("most_steps").judge(flight, Measurement(flight.treads, flight.going.along, ONE), doubt=doubt)


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
