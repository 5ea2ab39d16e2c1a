"""A strip of the air termination runs along the whole edge of a roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.roof import bare_sheets, roofs
from checkers.finding import Measurement
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/perimeter-strip")
def perimeter_strip(plans: Plans, law: Law) -> Iterator[Finding]:
    """A strip runs along the edge of every roof that has strips.

    Measured: the part of the roof's outline that has a strip no farther away than the offset; the line shown is the
    stretch without one, or the whole edge when there is none. Doubtful are sheets with strips and no closed outline.
    Silent on: roofs without any strip (lightning/mesh-size speaks of them), ridges and other edges inside the
    outline, and the height of the building.
    """
    for bare in plans.recognise(bare_sheets):
        yield law.doubts(
            bare,
            Words(
                f"{bare.subject}：有接闪带而无闭合的屋面轮廓线，周边无法判定，请绘出闭合屋面轮廓",
                f"{bare.subject}: strips but no closed outline of a roof, so its edge is not known. "
                "Draw the roof's outline as a closed line",
            ),
        )
    offset = law.number("offset")
    for roof in plans.recognise(roofs):
        if roof.strips.is_empty:
            continue
        edge = roof.polygon.exterior
        unprotected = edge.difference(roof.strips.buffer(offset))
        covered = 1 - unprotected.length / edge.length
        yield law.at_least("coverage").judge(roof, Measurement(covered, edge if unprotected.is_empty else unprotected))
