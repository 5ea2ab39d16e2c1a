"""A strip of the air termination runs along the whole edge of a roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.features.roof import roofs
from checkers.finding import Measurement
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/perimeter-strip")
def perimeter_strip(plans: Plans, law: Law) -> Iterator[Finding]:
    """A strip runs along the edge of every roof that has strips.

    Measured: the part of the roof's outline that has a strip no farther away than the offset; the line shown is the
    stretch without one, or the whole edge when there is none.
    Silent on: roofs without any strip (lightning/mesh-size speaks of them), ridges and other edges inside the
    outline, and the height of the building.
    """
    offset = law.number("offset")
    for roof in plans.recognise(roofs):
        if roof.strips.is_empty:
            continue
        edge = roof.polygon.exterior
        bare = edge.difference(roof.strips.buffer(offset))
        covered = 1 - bare.length / edge.length
        yield law.at_least("coverage").judge(roof, Measurement(covered, edge if bare.is_empty else bare))
