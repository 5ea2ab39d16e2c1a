"""Rule ``fire/climb-size``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.site import footprints, grounds, is_high
from checkers.features.widths import longest_fit, rectangle_fits, sides, widest_square
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint, Ground
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/climb-size")
def climb_size(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every climbing ground is large enough for its building and lies at the right distance from it.

    Measured: each closed climbing ground; the sides of the smallest rectangle around it, the longest rectangle of
    the required width inside it, and its distance from the nearest tall building, whose height decides the length.
    A ground nearer than the clause prefers is doubtful. So is one whose nearest building has no known height.
    Silent on: slope, bearing capacity, trees, wires and podiums between ground and building.
    """
    buildings = [f for f in plans.recognise(footprints) if not f.underground and not f.podium]
    for ground in plans.recognise(grounds):
        yield _judged(ground, [building for building in buildings if building.sheet == ground.sheet], law)


def _judged(ground: Ground, buildings: Sequence[Footprint], law: Law) -> Finding:
    building, doubt = _served(ground, buildings, law)
    if building is None:
        return law.doubts(ground, doubt or Words("", ""))
    tall = building.height is not None and building.height > law.number("tall")
    judged = [*_size(ground, "length_tall" if tall else "length", law), *_gap(ground, building, law)]
    return worst(judged)


def _served(ground: Ground, buildings: Sequence[Footprint], law: Law) -> tuple[Footprint | None, Words | None]:
    """The nearest tall building; none, with the reason, when a nearer one has no known height."""
    for building in sorted(buildings, key=lambda building: building.polygon.distance(ground.polygon)):
        high = is_high(building, law.number("high_residential"), law.number("high_public"))
        if high is None or (high and building.height is None):
            return None, Words(
                f"{ground.subject}：相邻建筑 {building.subject} 的高度未知或前后不一，无法确定场地尺寸",
                f"{ground.subject}: the height of {building.subject} beside it is unknown or stated twice, "
                "so the size required is unclear",
            )
        if high:
            return building, None
    return None, Words(
        f"{ground.subject}：本图没有已知高度的高层建筑与之对应",
        f"{ground.subject}: no building known to be tall stands on this sheet",
    )


def _size(ground: Ground, length_name: str, law: Law) -> Iterator[Finding]:
    """Length and width around the ground; where it is no rectangle, also the longest rectangle inside."""
    long, short = sides(ground.polygon)
    length, width = law.at_least(length_name), law.at_least("width")
    around = [
        length.judge(ground, Measurement(long.value, long.along)),
        width.judge(ground, Measurement(short.value, short.along)),
    ]
    yield from around
    if any(finding.verdict is not Verdict.MET for finding in around):
        return
    if rectangle_fits(ground.polygon, length.value, width.value) is None:
        inside = longest_fit(ground.polygon, width.value)
        if inside is None:
            widest = widest_square(ground.polygon)
            yield width.judge(ground, Measurement(widest.value, widest.along))
        else:
            reached = sides(inside)[0]
            yield length.judge(ground, Measurement(reached.value, reached.along))


def _gap(ground: Ground, building: Footprint, law: Law) -> Iterator[Finding]:
    line = shapely.shortest_line(ground.polygon, building.polygon)
    gap = Measurement(float(line.length), line)
    yield law.at_most("gap_most").judge(ground, gap)
    least = law.at_least("gap_least")
    near = least.judge(ground, gap).verdict is Verdict.BROKEN
    if near and not gap.value:
        yield least.judge(ground, gap)
    else:
        preferred = Words("条文用“不宜”，请复核", "the clause says preferably; please check")
        yield least.judge(ground, gap, doubt=preferred if near else None)
