"""Rule ``fire/lane-size``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.base import whole
from checkers.features.in_the_way import in_the_way
from checkers.features.lane_ends import FORK, lane_ends
from checkers.features.lane_shape import narrowest, turns
from checkers.features.roads import fire_lanes, strays
from checkers.features.site import footprints, is_high, site_plans
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.roads import Road
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/lane-size")
def lane_size(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire lane is wide enough all along, and its inner kerbs turn gently enough for a fire engine.

    Measured: each connected fire lane of a site plan, drawn by its kerbs or as a hatch; the largest disc that drives
    everywhere on it, taken between the two kerbs at the narrowest place; and the smallest radius of its inner kerbs.
    A lane on which a building, parking stalls, a fence or trees are drawn is doubtful: it may be narrower there.
    The code names no radius: one too small for the usual engines, or for ladder trucks where a high-rise stands, is
    doubtful, never broken, and so is a corner without a radius. Lanes drawn by a single line are doubtful.
    Silent on: clear height, slope, bearing capacity; posts, crowns of trees and parked cars without stalls; corners at
    the place for turning at a dead end.
    """
    lanes = plans.recognise(fire_lanes)
    for lane in lanes:
        yield _width(lane, plans, law)
        yield from _turning(lane, plans, law)
    for stray in plans.recognise(strays):
        yield law.doubts(
            stray,
            Words(
                f"{stray.subject}：仅绘出单线，净宽无法量取，请绘出车道两侧边线并闭合",
                f"{stray.subject}: a single line, so no width can be taken; draw both kerbs as a closed outline",
            ),
            along=stray.where,
        )
    if not lanes and not plans.recognise(strays):
        yield from _of_no_site_plan(plans, law)
        if any("消防" in sheet.title for sheet in plans.recognise(site_plans)):
            raise CouldNotRead("消防总平面图上的消防车道 (FIRE_LANE)")


def _of_no_site_plan(plans: Plans, law: Law) -> Iterator[Finding]:
    """Lanes that only stand on sheets not known to be site plans."""
    known = {sheet.id for sheet in plans.recognise(site_plans)}
    for sheet in plans.whole_sheets:
        if sheet.id not in known and len(sheet.rows("FIRE_LANE")):
            yield law.doubts(
                whole(sheet),
                Words(
                    "图中有消防车道，但由图名与用地红线未能判明为总平面图，净宽未量取，请将图名写明为总平面图",
                    "fire lanes on a sheet that neither its title nor a site boundary shows to be a site plan; name it so",
                ),
            )


def _width(lane: Road, plans: Plans, law: Law) -> Finding:
    span = narrowest(lane.polygon)
    if span is None:
        return law.doubts(
            lane,
            Words(
                f"{lane.subject}：边线之间量不出宽度，请绘出车道两侧边线",
                f"{lane.subject}: no width between its lines; draw both kerbs",
            ),
        )
    limit = law.at_least("width")
    doubt = None
    if span.value >= limit.value and hides_shapes(plans.drawings.sheet(lane.sheet)):
        doubt = Words(
            "图中有对象未能读取，可能遮住障碍物，请分解后重新提交",
            "objects that could not be read may stand in the way; explode them and submit again",
        )
    standing = in_the_way(plans, lane.sheet, lane.polygon)
    if standing is not None:
        narrower = Words(
            f"车道上绘有{standing.zh}，净宽可能不足，请核实",
            f"{standing.en} drawn on the lane; it may be narrower there, please check",
        )
        broken = limit.judge(lane, Measurement(span.value, span.along)).verdict is Verdict.BROKEN
        doubt = None if broken else narrower
    return limit.judge(lane, Measurement(span.value, span.along), doubt=doubt)


def _turning(lane: Road, plans: Plans, law: Law) -> Iterator[Finding]:
    """The tightest turn, where the lane turns at all."""
    dead = [end.point for end in plans.recognise(lane_ends) if end.lane is lane and end.onward is not True]
    bends = [
        turn for turn in turns(lane.polygon) if turn.radius > 0 or not any(turn.along.dwithin(p, FORK) for p in dead)
    ]
    if not bends:
        return
    tightest = min(bends, key=lambda turn: turn.radius)
    bend = replace(lane, subject=f"{lane.subject} 转弯处", where=tightest.along)
    usual, ladder = law.at_least("radius"), law.at_least("radius_ladder")
    high = any(
        is_high(each, law.number("high_residential"), law.number("high_public")) is not False
        for each in plans.recognise(footprints)
        if each.sheet == lane.sheet and not each.underground
    )
    limit = ladder if high else usual
    measured = Measurement(tightest.radius, tightest.along)
    doubt = None
    if not tightest.radius:
        doubt = Words("转角处未绘出转弯半径，请补绘", "a corner without a radius; draw it")
    elif limit.judge(bend, measured).verdict is not Verdict.MET:
        doubt = Words(
            "条文未定数值，按常用消防车（高层用登高车）转弯半径提示，请按当地车型复核",
            "the code names no radius; this is what the usual engines (ladder trucks at high-rises) need. Check locally",
        )
    yield limit.judge(bend, measured, doubt=doubt)
