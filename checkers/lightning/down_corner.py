"""Down conductors stand at the corners of a roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.perimeter import corners, edges
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/down-corner")
def down_corner(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every outer corner of a roof with down conductors has one close by.

    Measured: along the roof's outline from each corner that turns outwards to the nearest conductor on the
    perimeter; steps shorter than a parapet's return are no corners. Doubtful where a conductor near the roof that
    stands off the perimeter may be the one of the corner.
    Silent on: roofs without conductors on their perimeter (lightning/down-count), inner courts, and inward corners.
    """
    limit = law.at_most("corner")
    for edge in plans.recognise(edges):
        if not edge.on_it or not edge.line.equals(edge.roof.edges[0]):
            continue
        for corner in corners(edge):
            measured = Measurement(corner.along.length, corner.along)
            finding = limit.judge(corner, measured)
            beside = any(corner.where.distance(other.point) <= limit.value for other in edge.off_it)
            if finding.verdict is Verdict.BROKEN and beside:
                doubt = Words(
                    "附近有不在周边的引下线，请核实", "a conductor off the perimeter stands near it, please check"
                )
                finding = limit.judge(corner, measured, doubt=doubt)
            yield finding
