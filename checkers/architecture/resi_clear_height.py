"""Rule ``architecture/resi-clear-height``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.serves import served
from checkers.features.storey_heights import heights
from checkers.finding import Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.storey_heights import Height
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("architecture/resi-clear-height")
def resi_clear_height(plans: Plans, law: Law) -> Iterator[Finding]:
    """The storeys of new housing are high enough, and so are its rooms where their clear height is stated.

    Measured: heights that texts state (层高 3.00 m, 卧室净高 2.65 m), and from level mark to level mark of a section
    where the drawing between two marks is as high as their numbers say. A storey that occurs once in a column of levels
    may be a plant room or a hall: it is doubtful. So is everything on sheets of which nothing tells whether they show
    housing, where it is too low.
    Silent on: storeys that texts name as something else (商业, 地下, 架空, 机房); thickness of floors and finishes; roofs
    with slopes; elevations.
    """
    for height in plans.recognise(heights):
        here = plans.recognise(served)[height.sheet]
        if here.dwelling is not False:
            yield _judged(height, law, housing=here.dwelling is True)


def _judged(height: Height, law: Law, *, housing: bool) -> Finding:
    limit = law.at_least(str(height.quantity))
    measured = Measurement(height.height.value, height.height.along)
    finding = limit.judge(height, measured)
    if finding.verdict is Verdict.BROKEN and not housing:
        doubt = Words("无法确认是否为住宅层高", "nothing tells whether this storey is housing")
        return limit.judge(height, measured, doubt=doubt)
    return finding
