"""Manholes stand close enough to each other along communication ducts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.ducts import BENT, STRAIGHT, Stretch, stretches
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("telecom/manhole-spacing")
def manhole_spacing(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every stretch of duct between two manholes is short enough, straight stretches and bent ones by their own limit.

    Measured: along the duct from the centre of one manhole to the centre of the next. A stretch is bent when it turns
    by more than the pen wavers. Doubtful are stretches with an end where no manhole stands, unless they are too long
    already, stretches that turn so slightly that the two limits disagree, and those that are too long but bear a symbol
    without a name, which may be a manhole.
    Silent on: diagrams, sections and details; radius and direction of bends, the material of the duct, and cables inside buildings.
    """
    for stretch in plans.recognise(stretches):
        yield _judged(stretch, law)


def _judged(stretch: Stretch, law: Law) -> Finding:
    measured = Measurement(stretch.line.length, stretch.line)
    straight = law.at_most("straight").judge(stretch, measured)
    bent = law.at_most("curve").judge(stretch, measured)
    finding = straight if stretch.deflection <= STRAIGHT else bent
    if STRAIGHT < stretch.deflection <= BENT and straight.verdict is not bent.verdict:
        doubt = Words(
            f"全段转角仅 {stretch.deflection:.1f}°，直线段或弯曲段请人工判定",
            f"it turns by {stretch.deflection:.1f}° only; straight or bent is for a reviewer to say",
        )
        return law.at_most("curve").judge(stretch, measured, doubt=doubt)
    if stretch.unnamed and finding.verdict is Verdict.BROKEN:
        limit = law.at_most("straight" if stretch.deflection <= STRAIGHT else "curve")
        return limit.judge(stretch, measured, doubt=UNNAMED)
    if stretch.open_ends and finding.verdict is Verdict.MET:
        place = (
            ("建筑轮廓处", "at a building's outline")
            if stretch.into_building
            else ("管道端部", "at an end of the duct")
        )
        doubt = Words(f"{place[0]}未见人（手）孔，请核实", f"no manhole {place[1]}, please check")
        limit = law.at_most("straight" if stretch.deflection <= STRAIGHT else "curve")
        return limit.judge(stretch, measured, doubt=doubt)
    return finding


UNNAMED = Words(
    "该段上有未注名称的符号，可能为人（手）孔，请注明编号",
    "a symbol without a name stands on it and may be a manhole; write its number",
)
