"""Enough down conductors stand along the perimeter of a roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from checkers.errors import CouldNotRead, Words
from checkers.features.perimeter import edges
from checkers.features.roof import down_conductors, is_earthing
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/down-count")
def down_count(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every roof on a sheet with down conductors has the required number of them on its perimeter.

    Measured: conductors no farther from the roof's outline than a column behind the facade. Doubtful where too few
    are on the perimeter but others stand near it, where none was recognised at all, and where all stand at one place.
    Silent on: upper roofs without a conductor of their own, inner courts, and symmetry.
    """
    limit = law.at_least("conductors")
    found = plans.recognise(edges)
    if not found and any(not is_earthing(plans.drawings.sheet(c.sheet)) for c in plans.recognise(down_conductors)):
        raise CouldNotRead("屋面轮廓 (BLDG_OUTLINE)")
    for edge in found:
        roof = edge.roof
        is_outline = edge.line.equals(roof.edges[0])
        if not is_outline or (roof.stands_on and not edge.on_it and not edge.off_it):
            continue
        measured = Measurement(len(edge.on_it), MultiPoint([conductor.point for conductor in edge.on_it]))
        finding = limit.judge(roof, measured)
        if finding.verdict is Verdict.BROKEN and (edge.off_it or not edge.on_it):
            doubt = Words(
                f"另有 {len(edge.off_it)} 根不在周边，请核实",
                f"{len(edge.off_it)} more stand off the perimeter, please check",
            )
            finding = limit.judge(roof, measured, doubt=doubt)
        elif finding.verdict is Verdict.MET and edge.bunched:
            doubt = Words("各引下线集中于一处，请核实", "they all stand at one place, please check")
            finding = limit.judge(roof, measured, doubt=doubt)
        yield finding
