"""Rule ``architecture/garage-ramp``."""

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

SHAPE = Words("未能确认为直线坡道还是曲线坡道", "nothing tells a straight ramp from a curved one")
LANES = Words("未注明单行还是双行，限值不能确定，请注明", "nothing tells whether it has one lane or two; write it")

BESIDE = Words(
    "坡道轮廓线外侧另注有更陡的坡度，是否属于本坡道请核实",
    "a steeper slope is written right outside its line; check whether it is meant for this ramp",
)


@rule("architecture/garage-ramp")
def garage_ramp(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every ramp of a garage for small cars is gentle and wide enough, and eased at its ends where it is steep.

    Measured: the steepest slope written in or near each ramp named for cars, the short side of the closed rectangle
    drawn around its name, and whether a slope of at most half is written as well where the ramp is steep. Doubtful are
    ramps of which no slope is written, those whose limit depends on lanes or shape that nothing tells, and steep ones
    without a written easing.
    Silent on: inner radii; headroom; the length of easings; ramps for bicycles and lorries.
    """
    for ramp in plans.recognise(ramps):
        if ramp.purpose is Purpose.VEHICLES:
            yield _judged(ramp, law)


def _judged(ramp: Ramp, law: Law) -> Finding:
    shapes = {None: ("curved", "straight"), True: ("curved",), False: ("straight",)}[ramp.curved]
    judged = []
    if ramp.slopes:
        steepest = max(ramp.slopes)
        strict, lax = (law.at_most(f"slope_{shape}") for shape in (shapes[0], shapes[-1]))
        measured = Measurement(steepest, ramp.where, law.number("slope_precision"))
        judged.append(bracketed(strict, lax, ramp, measured, unknown=SHAPE))
        if judged[0].verdict is Verdict.MET and max(ramp.beside, default=0.0) > steepest:
            steeper = Measurement(max(ramp.beside), ramp.where, law.number("slope_precision"))
            if strict.judge(ramp, steeper).verdict is not Verdict.MET:
                judged.append(strict.judge(ramp, steeper, doubt=BESIDE))
        if judged[0].verdict is Verdict.MET and _not_eased(ramp, law):
            judged.append(
                law.doubts(
                    ramp,
                    Words(
                        f"{ramp.subject}：坡度 {steepest:.1%}，两端缓坡未注明，请注明缓坡坡度与长度",
                        f"{ramp.subject}: slope {steepest:.1%} and no easing is written; write the slope and length "
                        "of the easings at both ends",
                    ),
                )
            )
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
        lanes = {None: ("one", "two"), 1: ("one",), 2: ("two",)}[ramp.lanes]
        limits = sorted(
            (law.at_least(f"{shape}_{lane}") for shape in shapes for lane in lanes), key=lambda limit: limit.value
        )
        width = Measurement(ramp.width.value, ramp.width.along)
        judged.append(bracketed(limits[-1], limits[0], ramp, width, unknown=LANES if ramp.lanes is None else SHAPE))
    return worst(judged)


def _not_eased(ramp: Ramp, law: Law) -> bool:
    """Whether a steep ramp has no slope of half its own, or less, written."""
    steepest = max(ramp.slopes)
    return steepest > law.number("ease_over") and min(ramp.slopes) > steepest / 2 + law.number("slope_precision")
