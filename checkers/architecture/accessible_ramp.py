"""Rule ``architecture/accessible-ramp``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.ramps import Purpose, ramps
from checkers.finding import Measurement, Verdict, bracketed, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.ramps import Ramp
    from checkers.finding import Finding
    from checkers.rule import Law

SHORT_RISE = Words(
    "仅当受场地限制且提升高度不大于 150 mm 时可用，请核实",
    "allowed only where space is short and the rise is at most 150 mm; please check",
)

BESIDE = Words(
    "坡道轮廓线外侧另注有更陡的坡度，是否属于本坡道请核实",
    "a steeper slope is written right outside its line; check whether it is meant for this ramp",
)


@rule("architecture/accessible-ramp")
def accessible_ramp(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every ramp for wheelchairs is gentle and wide enough.

    Measured: the steepest slope written in or near each ramp named 无障碍坡道 or 轮椅坡道, as metres along for one metre
    up, and the short side of the closed rectangle drawn around its name. A slope that is allowed for a short rise only
    is doubtful, a steeper one written right outside the line, and so is a ramp of which no slope is written.
    Silent on: the width of ramps without a closed line; rise of each stretch, landings, handrails and cross-fall.
    """
    for ramp in plans.recognise(ramps):
        if ramp.purpose is Purpose.ACCESSIBLE:
            yield _judged(ramp, law)


def _judged(ramp: Ramp, law: Law) -> Finding:
    judged = []
    if ramp.slopes:
        run = Measurement(1 / max(ramp.slopes), ramp.where)
        judged.append(bracketed(law.at_least("run"), law.at_least("run_short"), ramp, run, unknown=SHORT_RISE))
        if judged[0].verdict is Verdict.MET and max(ramp.beside, default=0.0) > max(ramp.slopes):
            steeper = Measurement(1 / max(ramp.beside), ramp.where)
            if law.at_least("run").judge(ramp, steeper).verdict is not Verdict.MET:
                judged.append(law.at_least("run").judge(ramp, steeper, doubt=BESIDE))
    else:
        judged.append(
            law.doubts(
                ramp,
                Words(
                    f"{ramp.subject}：近旁未注坡度，请注明坡度",
                    f"{ramp.subject}: no slope is written near it; write its slope",
                ),
            )
        )
    if ramp.width is not None:
        judged.append(law.at_least("width").judge(ramp, Measurement(ramp.width.value, ramp.width.along)))
    return worst(judged)
