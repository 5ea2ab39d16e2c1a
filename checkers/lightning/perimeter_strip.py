"""A strip of the air termination runs along the whole edge of a roof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import Polygon

from checkers.errors import Words
from checkers.features.roof import bare_sheets, roofs
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans

ROOFED = Words(
    "内庭院周边未见接闪带，如为露天庭院应沿女儿墙敷设，请核实",
    "no strip along the edge of the court; a court open to the sky needs one, please check",
)


@rule("lightning/perimeter-strip")
def perimeter_strip(plans: Plans, law: Law) -> Iterator[Finding]:
    """A strip runs along the edge of every roof that has strips.

    Measured: the part of the roof's outline, and of the outline of each inner court, that has a strip no farther away
    than the offset; the line shown is the stretch without one, or the whole edge when there is none. Doubtful are
    sheets with strips and no closed outline, and courts without a strip along their edge, which may be roofed.
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
    offset, required = law.number("offset"), law.at_least("coverage")
    for roof in plans.recognise(roofs):
        if roof.strips.is_empty:
            continue
        near = roof.strips.buffer(offset)
        for number, edge in enumerate(roof.edges):
            unprotected = edge.difference(near)
            covered = 1 - unprotected.length / edge.length
            court = f"内庭院{number}周边" if len(roof.courts) > 1 else "内庭院周边"
            named = replace(roof, subject=f"{roof.subject} {court}", where=Polygon(edge)) if number else roof
            measured = Measurement(covered, edge if unprotected.is_empty else unprotected)
            finding = required.judge(named, measured)
            doubtful = number and finding.verdict is Verdict.BROKEN
            yield required.judge(named, measured, doubt=ROOFED) if doubtful else finding
