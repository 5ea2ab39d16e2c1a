"""Rule ``fire/separation-over100``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.separations import gaps, same_name
from checkers.features.site import is_high
from checkers.finding import Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.separations import Gap
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/separation-over100")
def separation_over100(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every building higher than a hundred metres keeps its full distance from its neighbours, whatever parts them.

    Measured: each pair of neighbours on a site plan of which one is known to be higher than 100 m; the shortest
    distance between their outlines. The neighbour's height, use and fire rating choose the distance; while any is
    unknown the pair is doubtful, unless it is far enough apart for every case. No fire wall makes it smaller. Two
    buildings drawn touching, and two outlines of one name that stand apart, are doubtful.
    Silent on: buildings of unknown height, which ``fire/separation-civil`` names; factories, stores and garages;
    combustible projections beyond the outline.
    """
    for gap in gaps(plans, law.number("neighbours")):
        tall = [each for each in (gap.one, gap.other) if not each.podium and (each.height or 0) > law.number("tall")]
        if tall:
            yield _judged(gap, gap.other if tall[0] is gap.one else gap.one, law)


def _judged(gap: Gap, neighbour: Footprint, law: Law) -> Finding:
    if not gap.distance:
        return law.doubts(
            gap,
            Words(
                f"{gap.subject}：轮廓相接，是同一建筑还是间距不足需人工复核",
                f"{gap.subject}: the outlines touch; whether they are one building is for a person to see",
            ),
        )
    if same_name(gap):
        return law.doubts(
            gap,
            Words(
                f"{gap.subject}：两处轮廓同名而分开，是一栋还是两栋需人工复核",
                f"{gap.subject}: two outlines of one name stand apart; whether they are one building is for a person "
                "to see",
            ),
            along=gap.along,
        )
    measured = Measurement(gap.distance, gap.along)
    cases = _cases(neighbour, law)
    limit = law.limit(
        max(cases),
        Comparison.AT_LEAST,
        unit="m",
        zh="建筑高度大于 100 m 时的防火间距",
        en="fire separation of a building above 100 m",
    )
    if gap.distance < min(cases):
        nearest = law.limit(min(cases), Comparison.AT_LEAST, unit="m", zh=limit.quantity.zh, en=limit.quantity.en)
        return nearest.judge(gap, measured)
    if len(set(cases)) > 1 and gap.distance < limit.value:
        doubt = Words(
            f"{neighbour.subject} 的高度、使用性质或耐火等级未知，请在事实中补充",
            f"height, use or fire rating of {neighbour.subject} unknown; state them in the facts",
        )
        return limit.judge(gap, measured, doubt=doubt)
    return limit.judge(gap, measured)


def _cases(neighbour: Footprint, law: Law) -> list[float]:
    """The distances that may be required, by what is known of the neighbour."""
    table = law.table("distances")
    high = is_high(neighbour, law.number("high_residential"), law.number("high_public"))
    cases = [] if high is False else [float(table["high"])]
    if high is not True:
        rated = table["low"].get(str(neighbour.fire_rating))
        cases += [float(each) for each in table["low"].values()] if rated is None else [float(rated)]
    return cases
