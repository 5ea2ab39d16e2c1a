"""Rule ``fire/hydrant-position``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.roads import fire_lanes, kerbs, roads
from checkers.features.site import footprints
from checkers.features.symbols import Equipment, of_kind
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans
    from checkers.features.symbols import Symbol
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

PREFERRED = Words("条文用“不宜”，请复核", "the clause says preferably; please check")


@rule("fire/hydrant-position")
def hydrant_position(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every outdoor hydrant stands beside a road within a fire engine's reach, and away from facades.

    Measured: each outdoor hydrant of a site plan; its straight distance to the nearest kerb of a road or fire lane,
    and to the nearest building. Nearer to kerb or wall than the clause prefers is doubtful. Doubtful are also hydrants
    without a kerb around them, hydrants on a sheet that shows fire lanes only and no road (the kerb may lie beyond
    the lane's edge), hydrants drawn inside a road, and hydrants on a sheet without any building.
    Silent on: distances to parked cars and to the entrances of shelters.
    """
    for hydrant in of_kind(plans, Equipment.OUTDOOR_HYDRANT):
        yield worst([_to_kerb(hydrant, plans, law), *_to_wall(hydrant, plans, law)])


def _to_kerb(hydrant: Symbol, plans: Plans, law: Law) -> Finding:
    sheet = plans.drawings.sheet(hydrant.sheet)
    near = _nearest(hydrant, kerbs(sheet))
    if near is None or near.length > law.number("around"):
        return law.doubts(
            hydrant,
            Words(
                f"{hydrant.subject}：附近未识别到道路边线，距路边距离无法量取，请在该图绘出道路",
                f"{hydrant.subject}: no kerb around it, so its distance to the road cannot be taken; draw the roads",
            ),
        )
    most, least = law.at_most("road_most"), law.at_least("road_least")
    measured = Measurement(float(near.length), near)
    if most.judge(hydrant, measured).verdict is Verdict.BROKEN:
        bare = not len(sheet.rows("ROAD"))
        doubt = Words("图中仅有消防车道边线而无道路边线，请绘出道路", "only fire lanes are drawn, no roads; draw them")
        return most.judge(hydrant, measured, doubt=doubt if bare else None)
    within = [
        road
        for road in (*plans.recognise(roads), *plans.recognise(fire_lanes))
        if road.sheet == hydrant.sheet and road.polygon.contains(hydrant.point)
    ]
    if within:
        inside = Words(f"位于{within[0].subject}范围内，请核对", f"it stands inside {within[0].subject}; please check")
        return most.judge(hydrant, measured, doubt=inside)
    if least.judge(hydrant, measured).verdict is not Verdict.MET:
        return least.judge(hydrant, measured, doubt=PREFERRED)
    return most.judge(hydrant, measured)


def _to_wall(hydrant: Symbol, plans: Plans, law: Law) -> Iterator[Finding]:
    walls = [
        each.polygon for each in plans.recognise(footprints) if each.sheet == hydrant.sheet and not each.underground
    ]
    near = _nearest(hydrant, walls)
    if near is None:
        yield law.doubts(
            hydrant,
            Words(
                f"{hydrant.subject}：本图未识别到建筑轮廓，距外墙无法量取，请在该图绘出建筑轮廓",
                f"{hydrant.subject}: no building outline on the sheet, so its distance to facades cannot be taken; "
                "draw the outlines on it",
            ),
        )
    else:
        limit: Limit = law.at_least("wall")
        measured = Measurement(float(near.length), near)
        met = limit.judge(hydrant, measured).verdict is Verdict.MET
        yield limit.judge(hydrant, measured, doubt=None if met else PREFERRED)


def _nearest(hydrant: Symbol, shapes: Sequence[BaseGeometry]) -> shapely.LineString | None:
    """The shortest line to the nearest shape."""
    there = [shape for shape in shapes if not shape.is_empty]
    if not there:
        return None
    distances = shapely.distance(there, hydrant.point)
    return shapely.LineString(shapely.shortest_line(hydrant.point, there[int(distances.argmin())]).coords)
