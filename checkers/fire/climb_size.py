"""Rule ``fire/climb-size``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.features.closure import Closure, unmeasured
from checkers.features.in_the_way import in_the_way
from checkers.features.site import boundaries, footprints, grounds, is_high
from checkers.features.widths import longest_fit, rectangle_fits, sides, widest_square
from checkers.finding import AREA_PRECISION, Measurement, Verdict, worst
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
    A ground nearer than the clause prefers is doubtful. So is one whose nearest building has no known height, one
    drawn over a building, parking stalls, fences or trees, one partly outside the site, one too short for a second
    building as near, and one whose line is open or crosses itself.
    Silent on: slope, bearing capacity, wires, trees and podiums between ground and building, crowns of trees.
    """
    standing = [footprint for footprint in plans.recognise(footprints) if not footprint.underground]
    for ground in plans.recognise(grounds):
        yield _judged(ground, [building for building in standing if building.sheet == ground.sheet], plans, law)
    if not plans.recognise(grounds) and not unmeasured(plans, "CLIMB_GROUND"):
        if any(is_high(each, law.number("high_residential"), law.number("high_public")) for each in standing):
            raise CouldNotRead("高层建筑的登高操作场地 (CLIMB_GROUND)")
        return
    measured = {ground.sheet for ground in plans.recognise(grounds)}
    for bound in unmeasured(plans, "CLIMB_GROUND"):
        if bound.closure is Closure.LOOSE and bound.sheet in measured:
            continue  # a stroke that marks the side of the building beside grounds that are closed
        yield law.doubts(
            bound,
            Words(
                f"{bound.subject}：登高场地线未闭合或自相交，无法量取，请闭合后重新提交",
                f"{bound.subject}: the line of a climbing ground is open or crosses itself and cannot be measured",
            ),
        )


def _judged(ground: Ground, standing: Sequence[Footprint], plans: Plans, law: Law) -> Finding:
    buildings = [footprint for footprint in standing if not footprint.podium]
    building, doubt = _served(ground, buildings, law)
    if building is None:
        return law.doubts(ground, doubt or Words("", ""))
    name = "length_tall" if _is_tall(building, law) else "length"
    judged = [*_size(ground, name, law), *_gap(ground, building, law), *_built_over(ground, standing, plans, law)]
    if name == "length":
        judged += _second(ground, buildings, law)
    return worst(judged)


def _is_tall(building: Footprint, law: Law) -> bool:
    return building.height is not None and building.height > law.number("tall")


def _built_over(ground: Ground, standing: Sequence[Footprint], plans: Plans, law: Law) -> Iterator[Finding]:
    for building in standing:
        if building.polygon.intersection(ground.polygon).area > AREA_PRECISION:
            yield law.doubts(
                ground,
                Words(
                    f"{ground.subject}：与 {building.subject} 的轮廓重叠，请核实",
                    f"{ground.subject}: it is drawn over {building.subject}, please check",
                ),
            )
            return
    sites = [site.polygon for site in plans.recognise(boundaries) if site.sheet == ground.sheet]
    if sites and ground.polygon.difference(shapely.union_all(sites)).area > AREA_PRECISION:
        yield law.doubts(
            ground,
            Words(
                f"{ground.subject}：场地部分位于用地红线外，能否长期使用请说明",
                f"{ground.subject}: part of it lies outside the site boundary; say whether it may be used for good",
            ),
        )
    standing_there = in_the_way(plans, ground.sheet, ground.polygon)
    if standing_there is not None:
        yield law.doubts(
            ground,
            Words(
                f"{ground.subject}：场地范围内绘有{standing_there.zh}，妨碍登高操作，请移出或说明",
                f"{ground.subject}: {standing_there.en} drawn on it, which hinder climbing; move them or explain",
            ),
        )


def _second(ground: Ground, buildings: Sequence[Footprint], law: Law) -> Iterator[Finding]:
    """A ground long enough for the nearest building may serve a taller one, or one of unknown height, as well."""
    required = law.at_least("length_tall")
    if rectangle_fits(ground.polygon, required.value, law.at_least("width").value) is not None:
        return
    for building in buildings:
        unknown = building.height is None
        near = building.polygon.dwithin(ground.polygon, law.at_most("gap_most").value)
        if near and (_is_tall(building, law) or unknown):
            yield law.doubts(
                ground,
                Words(
                    f"{ground.subject}：{building.subject} 也在场地近旁，若一并服务则长度应不小于 {required.value:g} m，请核实",
                    f"{ground.subject}: {building.subject} is as near; if the ground serves it too, "
                    f"{required.value:g} m are required. Please check",
                ),
            )


def _served(ground: Ground, buildings: Sequence[Footprint], law: Law) -> tuple[Footprint | None, Words | None]:
    """The nearest tall building; none, with the reason, when a nearer one has no known height."""
    for building in sorted(buildings, key=lambda building: building.polygon.distance(ground.polygon)):
        high = is_high(building, law.number("high_residential"), law.number("high_public")) if building.sure else None
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
