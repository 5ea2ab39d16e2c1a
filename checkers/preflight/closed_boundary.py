"""Rule ``preflight/closed-boundary``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closure import Closure, bounds
from checkers.features.repeats import doubles
from checkers.finding import Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

CLOSE = Words("请将该线闭合", "close the line")


@rule("preflight/closed-boundary")
def closed_boundary(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every line that bounds something is closed, does not cross itself and is drawn once.

    Measured: each line, or chain of lines meeting end to end, on a layer of boundaries; the gap between its ends; and
    whether another closed line of the layer covers the same ground. Lines on such layers that fork or whose ends lie
    far apart are doubtful, one finding a layer.
    Silent on: hatches and circles, which are always closed, and short open lines, which bound nothing.
    """
    limit = law.at_most("gap")
    for double in plans.recognise(doubles):
        yield law.holds(
            double,
            met=False,
            message=Words(
                f"{double.subject}：两条闭合线围合同一范围（相差 {double.difference:.2f} m²），请删除多余的一条",
                f"{double.subject}: two closed lines bound the same ground ({double.difference:.2f} m² apart); delete one",
            ),
        )
    for bound in plans.recognise(bounds):
        if bound.closure is Closure.OPEN and bound.gap is not None:
            yield remedied(limit.judge(bound, Measurement(bound.gap.length, bound.gap)), CLOSE)
        elif bound.closure is Closure.LOOSE:
            yield law.doubts(
                bound,
                Words(
                    f"{bound.layer}：{bound.count} 条线首尾不相接，无法确认是否为边界，请闭合或移至其他图层",
                    f"{bound.layer}: {bound.count} lines do not meet end to end; close them, or move what "
                    "bounds nothing to another layer",
                ),
            )
        else:
            crossing = bound.closure is Closure.CROSSING
            yield law.holds(
                bound,
                met=not crossing,
                message=Words(
                    f"{bound.subject}：边界自相交，请重画" if crossing else f"{bound.subject}：边界闭合",
                    f"{bound.subject}: the line crosses itself; draw it anew"
                    if crossing
                    else f"{bound.subject}: the line is closed",
                ),
            )
