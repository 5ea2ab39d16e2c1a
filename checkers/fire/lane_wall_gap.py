"""Rule ``fire/lane-wall-gap``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closure import unmeasured
from checkers.features.roads import fire_lanes
from checkers.features.site import TOUCHING, footprints, is_minor
from checkers.finding import AREA_PRECISION, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.roads import Road
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/lane-wall-gap")
def lane_wall_gap(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire lane keeps its distance from the buildings beside it.

    Measured: each pair of a fire lane and a building near it on a site plan; the shortest distance between the
    lane's edge and the outline. The clause says preferably: a lane nearer than it wishes is doubtful, one that runs
    along the very wall is broken. A lane drawn over a building may pass through it, and is doubtful.
    Silent on: gate houses and canopies; lanes drawn by a single line, which ``fire/lane-size`` names.
    """
    lanes = plans.recognise(fire_lanes)
    reach = law.number("neighbours")
    for building in plans.recognise(footprints):
        if building.underground or is_minor(building):
            continue
        for lane in lanes:
            if lane.sheet == building.sheet and lane.polygon.dwithin(building.polygon, reach):
                yield _judged(lane, building, law)
    shown = {lane.sheet for lane in lanes}
    for bound in unmeasured(plans, "BLDG_OUTLINE"):
        if bound.sheet in shown:
            yield law.doubts(
                bound,
                Words(
                    f"{bound.subject}：建筑轮廓未闭合或自相交，与消防车道的距离无法量取，请闭合",
                    f"{bound.subject}: the outline is open or crosses itself, so its distance to lanes cannot be "
                    "taken; close it",
                ),
            )


def _judged(lane: Road, building: Footprint, law: Law) -> Finding:
    line = shapely.shortest_line(lane.polygon, building.polygon)
    overlap = lane.polygon.intersection(building.polygon)
    touching = line.length <= TOUCHING
    between = Feature(
        subject=f"{lane.subject} 与 {building.subject}",
        sheet=lane.sheet,
        where=building.polygon if touching else line,
        handles=lane.handles + building.handles,
        how=Words("车道边线与建筑轮廓间的最短距离", "shortest distance between lane and outline"),
        sure=lane.sure and building.sure,
    )
    if overlap.area > AREA_PRECISION:
        return law.doubts(
            between,
            Words(
                f"{between.subject}：消防车道与建筑轮廓重叠，若为穿过建筑的车道请复核净宽、净高",
                f"{between.subject}: the lane is drawn over the building; if it passes through, check its clear width "
                "and height",
            ),
            along=overlap,
        )
    limit = law.at_least("gap")
    measured = Measurement(float(line.length), line)
    near = limit.judge(between, measured).verdict is Verdict.BROKEN and not touching
    preferred = Words("条文用“不宜”，请复核", "the clause says preferably; please check")
    return limit.judge(between, measured, doubt=preferred if near else None)
