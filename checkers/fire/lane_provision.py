"""Rule ``fire/lane-provision``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiLineString

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.long_sides import sides_of
from checkers.features.roads import fire_lanes, roads, strays
from checkers.features.site import footprints, grounds, is_high, is_minor, is_new
from checkers.finding import Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.long_sides import Side
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law

OTHER_CODES = {Use.INDUSTRIAL, Use.STORAGE, Use.GARAGE}


@rule("fire/lane-provision")
def lane_provision(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every building that fire engines must drive along has fire lanes along one long side, or along both.

    Measured: each new building on a site plan that shows fire lanes; the share of its long side (of the smallest
    rectangle around it) that has a lane in front within the depth the clause data names. Housing needs one long
    side, high-rise and very large public buildings both. A single lane of housing lies on the side of the climbing
    ground. Doubtful are buildings whose use, or height, leaves open what they need, sides along which the lane is
    only a little farther away or only a road not marked as a fire lane, lanes drawn by a single line, and public
    buildings with a lane along one side, whose surroundings may excuse the other.
    Silent on: public buildings that are neither high nor large; lanes through buildings and into courts, and the
    distance between lanes; factories, stores, garages, gate houses and what stands already.
    """
    shown = {lane.sheet for lane in (*plans.recognise(fire_lanes), *plans.recognise(strays))}
    if not shown:
        return
    there = [building for building in plans.recognise(footprints) if building.sheet in shown]
    if not there:
        raise CouldNotRead("消防车道所在图上的建筑轮廓 (BLDG_OUTLINE)")
    for building in there:
        asked = is_new(building) and not is_minor(building) and not building.podium
        if asked and building.use not in OTHER_CODES:
            yield from _judged(building, plans, law)


def _judged(building: Footprint, plans: Plans, law: Law) -> Iterator[Finding]:
    needed = _needed(building, law)
    sides = sides_of(building.polygon)[::2]
    if needed == {0} or not sides:
        return
    lanes = [lane.polygon for lane in plans.recognise(fire_lanes) if lane.sheet == building.sheet]
    limit = law.at_least("covered")
    best = sorted(sides, key=lambda side: -_share(side, lanes, law.number("beside")))
    along = [side for side in best if _served(building, side, lanes, law, "beside")]
    # the side that decides: the better one where one is needed, the worse one where both are
    deciding = best[0] if max(needed) == 1 else best[1]
    doubt = None
    if len(along) < max(needed):
        bare = [side for side in sides if side not in along]
        doubt = _excuse(building, bare, max(needed) - len(along), plans, law)
        if doubt is None and len(along) >= min(needed):
            doubt = Words("使用性质或高度未知，请在事实中补充", "use or height unknown; state them in the facts")
        if doubt is None and along and needed == {2}:
            doubt = Words(
                "仅一条长边设消防车道，是否受环境地理条件限制请说明",
                "a lane along one long side only; say whether the surroundings allow no other",
            )
    elif needed == {1} and len(along) == 1:
        doubt = _wrong_side(building, along[0], plans, law)
    parts = [deciding.part(stretch) for stretch in deciding.covered(lanes, law.number("beside"))]
    share = _share(deciding, lanes, law.number("beside"))
    yield limit.judge(building, Measurement(share, MultiLineString(parts) if parts else deciding.line), doubt=doubt)


def _needed(building: Footprint, law: Law) -> set[int]:
    """How many long sides may have to be driven along, by what is known of the building."""
    if building.use is Use.RESIDENTIAL:
        return {1}
    large = building.polygon.area > law.number("footprint")
    high = is_high(building, law.number("high_residential"), law.number("high_public"))
    public = {2} if large or high else {0, 2} if high is None else {0}
    return public if building.use is not None else public | {1}


def _share(side: Side, lanes: Sequence[BaseGeometry], depth: float) -> float:
    """The share of a side with a lane in front of it."""
    return sum(end - begin for begin, end in side.covered(lanes, depth)) / side.length


def _excuse(building: Footprint, bare: Sequence[Side], missing: int, plans: Plans, law: Law) -> Words | None:
    """Why lanes that seem to be missing along that many of the bare sides may not be."""
    if any(stray.sheet == building.sheet for stray in plans.recognise(strays)):
        return Words(
            "图中有单线表示的消防车道，覆盖范围未能量取，请绘出车道边线",
            "some lanes are drawn by a single line; draw their kerbs",
        )
    lanes = [lane.polygon for lane in plans.recognise(fire_lanes) if lane.sheet == building.sheet]
    other = [road.polygon for road in plans.recognise(roads) if road.sheet == building.sheet]
    if sum(_served(building, side, lanes, law, "perhaps_beside") for side in bare) >= missing:
        return Words(
            "消防车道距外墙较远，是否沿该长边设置请复核",
            "the lane is rather far away; check whether it serves the side",
        )
    if sum(_served(building, side, [*lanes, *other], law, "perhaps_beside") for side in bare) >= missing:
        return Words(
            "该长边有道路而未标为消防车道，请注明是否兼作消防车道",
            "a road runs along the side that is not marked as a fire lane; say whether it serves as one",
        )
    return None


def _served(building: Footprint, side: Side, lanes: Sequence[BaseGeometry], law: Law, depth: str) -> bool:
    """Whether lanes within the named depth cover the side."""
    share = Measurement(_share(side, lanes, law.number(depth)))
    return law.at_least("covered").judge(building, share).verdict is Verdict.MET


def _wrong_side(building: Footprint, along: Side, plans: Plans, law: Law) -> Words | None:
    """The only lane lies where no climbing ground of the building does."""
    near = [
        ground.polygon
        for ground in plans.recognise(grounds)
        if ground.sheet == building.sheet and ground.polygon.dwithin(building.polygon, law.number("ground_near"))
    ]
    if not near or any(along.covered([ground], law.number("perhaps_beside")) for ground in near):
        return None
    return Words(
        "仅一条长边设消防车道，且不在登高操作场地一侧，请复核",
        "the only lane does not lie on the side of the climbing ground; please check",
    )
