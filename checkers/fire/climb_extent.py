"""Rule ``fire/climb-extent``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.features.closure import Closure, unmeasured
from checkers.features.elsewhere import left_out
from checkers.features.long_sides import RECESS, runs, sides_of
from checkers.features.site import footprints, grounds, is_high, is_new
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import MultiLineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.features.long_sides import Side
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint, Ground
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/climb-extent")
def climb_extent(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every high-rise has climbing grounds along a whole long side, or a quarter of its perimeter.

    Measured: each new high-rise on a site plan that shows climbing grounds; the length of its sides (of the smallest
    rectangle around its outline) that have a ground in front, added up while the gaps between grounds are none above
    50 m, or no wider than preferred below, against the longer of a long side and a quarter of the perimeter. Between
    that and the length of its real front, where bays jut out of a gable, a building is doubtful. A podium that reaches
    too far out in front of a ground is broken. Doubtful are also buildings not known to be high beside a ground, gaps
    wider than the clause prefers, buildings beside a ground whose line is open, extents that count only before walls
    standing far back or other buildings standing between, and high-rises on sheets without grounds only.
    Silent on: entrances to stairs within the extent, trees and wires; the size of each ground (``fire/climb-size``).
    """
    found = plans.recognise(grounds)
    standing = [each for each in plans.recognise(footprints) if is_new(each) and not (each.podium and each.sure)]
    if not found:
        if any(_high(building, law) or building.podium for building in standing) and not unmeasured(
            plans, "CLIMB_GROUND"
        ):
            raise CouldNotRead("高层建筑的登高操作场地 (CLIMB_GROUND)")
        return
    for building in standing:
        here = [ground for ground in found if ground.sheet == building.sheet]
        if here:
            yield from _judged(building, here, plans, law)
    for building in left_out(plans, {ground.sheet for ground in found}):
        if _high(building, law):
            yield law.doubts(
                building,
                Words(
                    f"{building.subject}：绘有登高操作场地的图中没有该高层建筑，请在同一张图绘出",
                    f"{building.subject}: no sheet with climbing grounds shows this high-rise; draw both on one sheet",
                ),
            )


def _high(building: Footprint, law: Law) -> bool | None:
    return is_high(building, law.number("high_residential"), law.number("high_public")) if building.sure else None


def _judged(building: Footprint, here: Sequence[Ground], plans: Plans, law: Law) -> Iterator[Finding]:
    high = _high(building, law)
    reach = law.number("beside") + law.number("touching")
    near = [ground for ground in here if ground.polygon.dwithin(building.polygon, reach)]
    sides = sides_of(building.polygon)
    if high is False or (high is None and not near) or not sides:
        return
    if high is None or building.height is None:
        yield law.doubts(
            building,
            Words(
                f"{building.subject}：高度或使用性质未知或前后不一，无法确定登高操作场地的长度，请在事实中补充",
                f"{building.subject}: height or use unknown or stated twice, so the length of climbing grounds is "
                "unclear; state them in the facts",
            ),
        )
        return
    judged = [_extent(building, sides, near, plans, law)]
    judged += _podium(building, sides, near, plans, law)
    yield worst(judged)


def _extent(building: Footprint, sides: Sequence[Side], near: Sequence[Ground], plans: Plans, law: Law) -> Finding:
    shapes = [ground.polygon for ground in near]
    least = max(side.front for side in sides[::2])
    required = max(sides[0].length, law.number("share") * building.polygon.exterior.length)
    limit = law.limit(
        required, Comparison.AT_LEAST, unit="m", zh="登高操作场地对应长度", en="extent of climbing grounds"
    )
    tall = building.height is not None and building.height > law.number("tall")
    apart = law.number("touching") if tall else law.number("gap")
    value, along = _best(sides, shapes, law.number("beside") + law.number("touching"), apart)
    measured = Measurement(value, along if along is not None else sides[0].line)
    if limit.judge(building, measured).verdict is Verdict.MET:
        surely = _best(
            sides, _reached(building, sides, shapes, plans, law), law.number("beside") + law.number("touching"), apart
        )
        clear = limit.judge(building, Measurement(surely[0], surely[1])).verdict is Verdict.MET
        hidden = Words(
            f"外墙后退或其间有其他建筑的部分除外仅 {surely[0]:.2f} m，请复核",
            f"only {surely[0]:.2f} m but for where the wall stands back or another building between; please check",
        )
        return limit.judge(building, measured, doubt=None if clear else hidden)
    doubt = None
    if _unread(building, plans, law):
        doubt = Words(
            "近旁有未闭合的登高场地线，未计入，请闭合后重新提交",
            "a climbing ground beside it is drawn open and not counted; close it",
        )
    elif value >= least:
        doubt = Words(
            f"轮廓有凸出部分，主立面长 {least:.2f} m，应以何为长边请复核",
            f"bays jut out; the front is {least:.2f} m long. Please check which length counts",
        )
    elif not tall:
        total = sum(each[0] for each in runs(sides, shapes, law.number("beside"), sum(side.length for side in sides)))
        if total >= required:
            doubt = Words(
                f"各段总长 {total:.2f} m 满足，但间隔大于 {apart:g} m（条文用“不宜”），请复核",
                f"{total:.2f} m in all, but with gaps above {apart:g} m (the clause says preferably); please check",
            )
    return limit.judge(building, measured, doubt=doubt)


def _reached(
    building: Footprint, sides: Sequence[Side], shapes: Sequence[Polygon], plans: Plans, law: Law
) -> list[BaseGeometry]:
    """The grounds without what lies too far from the real wall and what lies behind another building."""
    depth = law.number("beside") + law.number("touching")
    near = building.polygon.buffer(depth + RECESS)
    behind = [
        side.before(stretch, depth)
        for other in plans.recognise(footprints)
        if other.sheet == building.sheet and other.handles != building.handles
        if not (other.underground or other.podium)
        for side in sides
        for stretch in _between(other.polygon.difference(building.polygon), building, side, law)
    ]
    hidden = shapely.union_all(behind)
    return [shape.intersection(near).difference(hidden) for shape in shapes]


def _between(other: BaseGeometry, building: Footprint, side: Side, law: Law) -> list[tuple[float, float]]:
    """The stretches of a side behind another building; one against the wall may be as deep as a podium."""
    jutting = other.intersection(side.strip(law.number("beside")))
    if jutting.area <= AREA_PRECISION:
        return []
    shallow = side.depth(jutting).value <= law.number("podium") + law.number("touching")
    return (
        []
        if shallow and other.dwithin(building.polygon, law.number("touching"))
        else side.covered([other], law.number("beside"))
    )


def _best(
    sides: Sequence[Side], shapes: Sequence[BaseGeometry], beside: float, apart: float
) -> tuple[float, MultiLineString | None]:
    found = runs(sides, shapes, beside, apart)
    return max(((length, along) for length, _, along in found), key=lambda run: run[0], default=(0.0, None))


def _unread(building: Footprint, plans: Plans, law: Law) -> bool:
    return any(
        bound.sheet == building.sheet
        and bound.closure is not Closure.LOOSE
        and bound.where.dwithin(building.polygon, law.number("beside"))
        for bound in unmeasured(plans, "CLIMB_GROUND")
    )


def _podium(
    building: Footprint, sides: Sequence[Side], near: Sequence[Ground], plans: Plans, law: Law
) -> Iterator[Finding]:
    """How far podiums reach out of the tower in front of its grounds."""
    limit = law.at_most("podium")
    beside = law.number("beside")
    for podium in plans.recognise(footprints):
        own = podium.podium and podium.sheet == building.sheet
        if not own or not podium.polygon.dwithin(building.polygon, law.number("touching")):
            continue
        for side in sides:
            for stretch in side.covered([ground.polygon for ground in near], beside):
                jutting = podium.polygon.intersection(side.before(stretch, beside))
                if jutting.area > AREA_PRECISION:
                    depth = side.depth(jutting)
                    yield limit.judge(building, Measurement(depth.value, depth.along))
