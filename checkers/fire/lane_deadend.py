"""Rule ``fire/lane-deadend``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.lane_ends import lane_ends
from checkers.features.roads import fire_lanes, roads
from checkers.features.site import footprints, grounds, is_high
from checkers.features.widths import rectangle_fits, widest_square
from checkers.finding import LENGTH_PRECISION, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon

    from checkers.features.lane_ends import End
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/lane-deadend")
def lane_deadend(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every long dead end of a fire lane has a place to turn a fire engine in.

    Measured: each end of a fire lane behind which no road goes on; the length driven back to the next ring or way
    out, and, where it is too long to reverse, the largest square of lanes, roads and climbing grounds at its end. A
    square smaller than a high-rise prefers is doubtful where one stands, and so are arms of a T in which an engine
    may turn, lanes that nothing connects to a road, or only to one that leads nowhere, ends of which nothing tells
    whether the road goes on, and long ends on a sheet whose roads and grounds are drawn on another one.
    Silent on: whether a ring has two ways out; heavy engines, which need a larger square; slope and bearing capacity.
    """
    for end in plans.recognise(lane_ends):
        if end.onward is not True:
            yield _judged(end, plans, law)


def _judged(end: End, plans: Plans, law: Law) -> Finding:
    if end.nowhere:
        return law.doubts(
            end,
            Words(
                f"{end.subject}：其后道路未通至环路或用地出入口，尽头长度不止于消防车道，请绘出道路去向或整段标为消防车道",
                f"{end.subject}: the road behind it leads to no ring and no entrance, so the dead end is longer than the "
                "lane; draw where the road leads",
            ),
            along=end.along,
        )
    if math.isinf(end.length):
        return law.doubts(
            end,
            Words(
                f"{end.subject}：本图未见该消防车道与其他道路或用地出入口连接，尽头长度无法量取，请绘出连接道路",
                f"{end.subject}: nothing on this sheet connects the lane to a road or an entrance; draw how it connects",
            ),
            along=end.along,
        )
    free = law.at_most("length")
    measured = Measurement(end.length, end.along, end.precision)
    exact = end.precision <= LENGTH_PRECISION
    spared = free.judge(end, measured)
    surely = exact or end.length + end.precision <= free.value
    if surely and spared.verdict is not Verdict.BROKEN:
        return spared
    square = _square(end, plans, law)
    if square.value >= law.at_least("square").value:
        return _of_square(end, square, plans, law)
    if spared.verdict is not Verdict.BROKEN:
        close = Words("尽头长度接近限值，弯曲处量取有误差，请复核", "the length is close to the limit; please check")
        return free.judge(end, measured, doubt=close)
    reason = _unclear(end) or _elsewhere(end, plans)
    return law.at_least("square").judge(end, square) if reason is None else law.doubts(end, reason, along=end.along)


def _unclear(end: End) -> Words | None:
    """Why a long end without a square may still be no dead end, or one an engine can turn at."""
    if end.onward is None:
        return Words(
            f"{end.subject}：端部旁有道路边线或用地红线，是否接通道路未能判明，若为尽头式应设回车场，请绘出闭合边线",
            f"{end.subject}: kerbs or the boundary lie beside the end and nothing tells whether "
            "the road goes on; a dead end needs a place to turn. Draw the roads closed",
        )
    if end.forked:
        return Words(
            f"{end.subject}：端部分岔，可能为 T 形回车道，请复核能否满足消防车回转",
            f"{end.subject}: it forks at its end; check whether a fire engine can turn in the fork",
        )
    return None


def _elsewhere(end: End, plans: Plans) -> Words | None:
    """Whether the roads and grounds around the end are drawn on another sheet only."""
    shown = {sheet.id for sheet in plans.sheets if len(sheet.rows("ROAD", "CLIMB_GROUND"))}
    if not shown or end.sheet in shown:
        return None
    return Words(
        f"{end.subject}：道路与登高场地绘于其他图纸，本图端部能否回车无法判明，请在同一张图绘出",
        f"{end.subject}: roads and climbing grounds are drawn on other sheets, so whether an engine can turn at the end "
        "is unclear; draw them on one sheet",
    )


def _square(end: End, plans: Plans, law: Law) -> Measurement:
    """The largest square at the end; one of the required size is enough."""
    region = _region(end, plans, law.number("reach"))
    for name in ("square_high", "square"):
        wanted = law.number(name)
        fitting = rectangle_fits(region, wanted, wanted)
        if fitting is not None:
            return Measurement(wanted, fitting)
    widest = widest_square(region)
    return Measurement(widest.value, widest.along)


def _region(end: End, plans: Plans, reach: float) -> Polygon:
    """What one may drive on within reach of the end, connected with it."""
    around = end.point.buffer(reach)
    ground = [each.polygon for each in plans.recognise(grounds) if each.sheet == end.sheet]
    road = [each.polygon for each in (*plans.recognise(fire_lanes), *plans.recognise(roads)) if each.sheet == end.sheet]
    near = [each for each in (*ground, *road) if each.intersects(around)]
    whole = shapely.union_all(near).intersection(around)
    own = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon" and part.intersects(end.point)]
    return max(own, key=lambda part: float(part.area), default=end.lane.polygon)


def _of_square(end: End, square: Measurement, plans: Plans, law: Law) -> Finding:
    tall = any(
        is_high(each, law.number("high_residential"), law.number("high_public"))
        for each in plans.recognise(footprints)
        if each.sheet == end.sheet
    )
    doubt = None
    if tall and square.value < law.number("square_high"):
        doubt = Words(
            f"高层建筑回车场不宜小于 {law.number('square_high'):g} m×{law.number('square_high'):g} m，请复核",
            f"at high-rises a square of {law.number('square_high'):g} m is preferred; please check",
        )
    return law.at_least("square").judge(end, square, doubt=doubt)
