"""Rule ``fire/lane-provision``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import MultiLineString

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use, plain_name
from checkers.features.elsewhere import left_out
from checkers.features.long_sides import sides_of
from checkers.features.roads import fire_lanes, roads, strays
from checkers.features.site import TOUCHING, footprints, grounds, is_high, is_minor, is_new
from checkers.finding import AREA_PRECISION, Measurement, Verdict
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
    only a little farther away, behind another building, or only a road not marked as a fire lane, lanes drawn by a
    single line, public buildings with a lane along one side, whose surroundings may excuse the other, and buildings
    that stand on sheets without lanes only.
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
    for building in left_out(plans, shown):
        if building.use not in OTHER_CODES and _needed(building, plans, law) != {0}:
            yield law.doubts(
                building,
                Words(
                    f"{building.subject}：绘有消防车道的图中没有该建筑，请在同一张图绘出",
                    f"{building.subject}: no sheet with fire lanes shows it; draw both on one sheet",
                ),
            )


def _judged(building: Footprint, plans: Plans, law: Law) -> Iterator[Finding]:
    needed = _needed(building, plans, law)
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
    if doubt is None and len(along) >= max(needed):
        open_sides = [side for side in along if _behind(building, side, lanes, plans, law) is None]
        if len(open_sides) < max(needed):
            doubt = next(_behind(building, side, lanes, plans, law) for side in along if side not in open_sides)
    if doubt is None and len(along) >= max(needed):
        marked = [side for side in along if _marked(building, side, plans, law)]
        if len(marked) < max(needed):
            doubt = Words(
                "该长边旁道路未在本段注明消防车道，请注明是否兼作消防车道",
                "nothing marks this stretch of the road as a fire lane; say whether it serves as one",
            )
    parts = [deciding.part(stretch) for stretch in deciding.covered(lanes, law.number("beside"))]
    share = _share(deciding, lanes, law.number("beside"))
    yield limit.judge(building, Measurement(share, MultiLineString(parts) if parts else deciding.line), doubt=doubt)


def _behind(building: Footprint, side: Side, lanes: Sequence[BaseGeometry], plans: Plans, law: Law) -> Words | None:
    """Another building between the side and the lanes before it."""
    before = [lane.intersection(side.strip(law.number("beside"))) for lane in lanes]
    away = min((float(lane.distance(side.line)) for lane in before if lane.area > AREA_PRECISION), default=0.0)
    between = side.strip(away) if away else None
    for other in plans.recognise(footprints):
        if between is None or other.sheet != building.sheet or other.underground or other.podium:
            continue
        apart = other.handles != building.handles and not other.polygon.dwithin(building.polygon, TOUCHING)
        if apart and other.polygon.intersection(between).area > AREA_PRECISION:
            return Words(
                f"消防车道与该长边之间有 {other.subject}，能否沿该长边展开请复核",
                f"{other.subject} stands between the lane and the side; check whether the lane serves it",
            )
    return None


def _marked(building: Footprint, side: Side, plans: Plans, law: Law) -> bool:
    """Whether a lane drawn as one lies before the side, or a road on which one is written there."""
    strip = side.strip(law.number("beside"))
    return any(
        not lane.written or any(place.dwithin(strip, side.length) for place in lane.written)
        for lane in plans.recognise(fire_lanes)
        if lane.sheet == building.sheet and lane.polygon.intersects(strip)
    )


def _needed(building: Footprint, plans: Plans, law: Law) -> set[int]:
    """How many long sides may have to be driven along, by what is known of the building."""
    if building.use is Use.RESIDENTIAL:
        return {1}
    large = _ground(building, plans) > law.number("footprint")
    high = is_high(building, law.number("high_residential"), law.number("high_public"))
    public = {2} if large or high else {0, 2} if high is None else {0}
    return public if building.use is not None else public | {1}


def _ground(building: Footprint, plans: Plans) -> float:
    """The ground it covers, square metres, with its podium and the parts of its name drawn against it."""
    own = [building.polygon]
    for other in plans.recognise(footprints):
        same = other.podium or (building.name and plain_name(other.name) == plain_name(building.name))
        if other.sheet == building.sheet and not other.underground and same:
            own += [other.polygon] if other.polygon.dwithin(building.polygon, TOUCHING) else []
    return float(shapely.union_all(own).area)


def _share(side: Side, lanes: Sequence[BaseGeometry], depth: float) -> float:
    """The share of a side with a lane in front of it."""
    return sum(end - begin for begin, end in side.covered(lanes, depth)) / side.length


def _excuse(building: Footprint, bare: Sequence[Side], missing: int, plans: Plans, law: Law) -> Words | None:
    """Why lanes that seem to be missing along that many of the bare sides may not be."""
    if _ground(building, plans) > building.polygon.area + AREA_PRECISION:
        return Words(
            "建筑由多个相接轮廓组成，以整体长边为准，请复核",
            "the building is drawn in parts that touch; its long sides as a whole count, please check",
        )
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
