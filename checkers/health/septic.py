"""Septic tanks keep their distance from wells and from the walls of buildings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import shortest_line

from checkers.clauses import Severity
from checkers.errors import CouldNotRead, Words
from checkers.features.tanks import Sort, Thing, below_ground, buildings, things, unnamed
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area, Feature
    from checkers.features.plans import Plans


@rule("health/septic")
def septic(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every septic tank lies far enough from the nearest well and from the nearest building.

    Measured: from the outer wall of the septic tank to the nearest well, and to the nearest building outline, in
    plan; two kinds of findings with a limit each. Doubtful are names without an outline, septic tanks whose wells
    are all drawn on other sheets, those too near an outline written to be underground only, and those far from
    everything on a sheet of which objects could not be read.
    Silent on: the part that has no well, or no building, drawn anywhere in the set, unless it has neither; access for
    emptying.
    """
    found = plans.recognise(things)
    if not found and (layers := plans.recognise(unnamed)):
        raise CouldNotRead(f"{'、'.join(layers)} 上构筑物的名称 (what the outlines there are)")
    tanks = [thing for thing in found if thing.sort is Sort.SEPTIC]
    wells = [thing for thing in found if thing.sort is Sort.WELL]
    together = any(tank.sheet == well.sheet for tank in tanks for well in wells)
    if (
        tanks
        and not wells
        and not any(wall.sheet == tank.sheet for wall in plans.recognise(buildings) for tank in tanks)
    ):
        raise CouldNotRead("化粪池所在图上的建筑轮廓 (BLDG_OUTLINE)")
    for tank in tanks:
        near = [well for well in wells if well.sheet == tank.sheet]
        walls = [building for building in plans.recognise(buildings) if building.sheet == tank.sheet]
        if tank.polygon is None:
            if near or walls:
                yield _loose(tank, tank, law)
            continue
        yield from (_loose(tank, well, law) for well in near if well.polygon is None)
        hiding = hides_shapes(plans.drawings.sheet(tank.sheet))
        for finding in (
            *_to_well(tank, [well for well in near if well.polygon is not None], law),
            *_to_walls(tank, walls, law),
        ):
            yield _perhaps_nearer(finding) if hiding and finding.verdict is Verdict.MET else finding
        if wells and not together:
            yield law.doubts(
                tank,
                Words(
                    f"{tank.subject}：取水井绘于其他图纸，距离无法量取，请在同一张总图上绘出",
                    f"{tank.subject}: the wells are drawn on other sheets, so no distance can be taken. "
                    "Draw both on one site plan",
                ),
            )


def _to_well(tank: Thing, wells: Sequence[Thing], law: Law) -> Iterator[Finding]:
    nearest = min(wells, key=lambda well: well.where.distance(tank.where), default=None)
    if nearest is not None:
        line = shortest_line(tank.where, nearest.where)
        yield law.at_least("well").judge(_pair(tank, nearest), Measurement(line.length, line))


def _to_walls(tank: Thing, walls: Sequence[Area], law: Law) -> Iterator[Finding]:
    limit = replace(law.at_least("wall"), severity=Severity(law.table("wall")["severity"]))
    above = [wall for wall in walls if below_ground(wall) is False]
    below = [wall for wall in walls if not any(wall is other for other in above)]
    for outlines, doubt in (
        (above, None),
        (below, Words("该轮廓注明为地下部分，请核实", "this outline is written to be underground, please check")),
    ):
        nearest = min(outlines, key=lambda wall: wall.polygon.distance(tank.where), default=None)
        if nearest is None:
            continue
        line = shortest_line(tank.where, nearest.polygon)
        measured = Measurement(line.length, line)
        finding = limit.judge(_pair(tank, nearest), measured)
        if doubt is None:
            yield finding
        elif finding.verdict is not Verdict.MET:
            yield limit.judge(_pair(tank, nearest), measured, doubt=doubt)


def _perhaps_nearer(finding: Finding) -> Finding:
    message = Words(
        f"{finding.message.zh}；存疑：图中有对象未能读取，可能另有更近者",
        f"{finding.message.en}; doubtful: some objects could not be read, and there may be a nearer one",
    )
    return replace(finding, verdict=Verdict.DOUBTFUL, message=message)


def _pair(tank: Thing, other: Feature) -> Thing:
    return replace(
        tank,
        subject=f"{tank.subject} 与 {other.subject}",
        handles=(*tank.handles, *other.handles),
        sure=tank.sure and other.sure,
    )


def _loose(tank: Thing, thing: Thing, law: Law) -> Finding:
    return law.doubts(
        tank,
        Words(
            f"{tank.subject}：{thing.subject} 只有文字而无闭合轮廓，距离无法量取，请绘出外壁线",
            f"{tank.subject}: {thing.subject} has a name but no closed outline, so no distance can be taken. "
            "Draw its outer wall",
        ),
    )
