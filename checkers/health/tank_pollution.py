"""Nothing that pollutes lies near a buried drinking water tank."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from shapely import shortest_line

from checkers.errors import CouldNotRead, Words
from checkers.features.tanks import SOURCES, Sort, Thing, nameless, things, unnamed
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans

TANKS = frozenset({Sort.DRINKING, Sort.UNKNOWN_TANK})

NEARER = Words("图中有对象未能读取，可能另有更近者", "some objects could not be read; there may be a nearer one")


@rule("health/tank-pollution")
def tank_pollution(plans: Plans, law: Law) -> Iterator[Finding]:
    """No septic tank, sewage works, soakaway or refuse place lies near a buried drinking water tank.

    Measured: between the outer wall of the tank and that of the source, in plan; for each tank and each sort of
    source the nearest one, and every further one that is too near. Doubtful are tanks too near a source that are
    not written to be buried or to hold drinking water, names without an outline, outlines without a name near a tank or a
    source, tanks whose sources are all drawn on other sheets, and tanks far from every source on a sheet of which objects could not be read.
    Silent on: tanks of fire and landscape water, sewers (health/tank-sewer), and what lies outside the sheet.
    """
    found = plans.recognise(things)
    if not found and (layers := plans.recognise(unnamed)):
        raise CouldNotRead(f"{'、'.join(layers)} 上构筑物的名称 (what the outlines there are)")
    tanks = [thing for thing in found if thing.sort in TANKS]
    sources = [thing for thing in found if thing.sort in SOURCES]
    yield from _nameless(plans, [*(tank for tank in tanks if tank.sort is Sort.DRINKING), *sources], law)
    together = any(tank.sheet == source.sheet for tank in tanks for source in sources)
    for tank in tanks:
        here = [source for source in sources if source.sheet == tank.sheet]
        if here:
            yield from _beside(tank, here, law, hiding=hides_shapes(plans.drawings.sheet(tank.sheet)))
        elif sources and not together and tank.sort is Sort.DRINKING:
            yield law.doubts(
                tank,
                Words(
                    f"{tank.subject}：污染源绘于其他图纸，距离无法量取，请在同一张总图上绘出",
                    f"{tank.subject}: the sources of pollution are drawn on other sheets, so no distance can be taken. "
                    "Draw both on one site plan",
                ),
            )


def _nameless(plans: Plans, named: Sequence[Thing], law: Law) -> Iterator[Finding]:
    """Outlines that nothing names too near a tank or a source: each may be the one or the other."""
    for outline in plans.recognise(nameless):
        near = [thing for thing in named if thing.sheet == outline.sheet and thing.polygon is not None]
        nearest = min(near, key=lambda thing: thing.where.distance(outline.polygon), default=None)
        if nearest is None or not nearest.where.dwithin(outline.polygon, law.number("distance")):
            continue
        line = shortest_line(nearest.where, outline.polygon)
        yield law.doubts(
            nearest,
            Words(
                f"{nearest.subject}：附近 {outline.layer} 图层上的构筑物未注名称，是否为水池或污染源无法判定，请注明",
                f"{nearest.subject}: an outline near it on layer {outline.layer} has no name; write whether it is a tank "
                "or a source of pollution",
            ),
            along=line,
        )


def _beside(tank: Thing, sources: Sequence[Thing], law: Law, *, hiding: bool) -> Iterator[Finding]:
    loose = [thing.subject for thing in (tank, *sources) if thing.polygon is None]
    measurable = [] if tank.polygon is None else [source for source in sources if source.polygon is not None]
    by_sort = sorted(measurable, key=lambda source: (source.sort, source.where.distance(tank.where)))
    for _, same in groupby(by_sort, key=lambda source: source.sort):
        for place, source in enumerate(same):
            finding = _judged(tank, source, law, hiding=hiding)
            if place == 0 or finding.verdict is not Verdict.MET:
                yield finding
    if loose and (tank.polygon is None or tank.sort is Sort.DRINKING):
        names = "、".join(loose)
        yield law.doubts(
            tank,
            Words(
                f"{tank.subject}：{names} 只有文字而无闭合轮廓，距离无法量取，请绘出外壁线",
                f"{tank.subject}: {names} has a name but no closed outline, so no distance can be taken. "
                "Draw its outer wall",
            ),
        )


def _judged(tank: Thing, source: Thing, law: Law, *, hiding: bool) -> Finding:
    limit = law.at_least("distance")
    line = shortest_line(tank.where, source.where)
    thing = replace(
        tank,
        subject=f"{tank.subject} 与 {source.subject}",
        handles=(*tank.handles, *source.handles),
        sure=tank.sure and source.sure,
    )
    finding = limit.judge(thing, Measurement(line.length, line))
    if finding.verdict is Verdict.MET and hiding:
        return limit.judge(thing, Measurement(line.length, line), doubt=NEARER)
    if finding.verdict is Verdict.MET or (tank.buried and tank.sort is Sort.DRINKING):
        return finding
    return limit.judge(
        thing,
        Measurement(line.length, line),
        doubt=Words(
            "未注明是否为埋地生活饮用水池，请核实",
            "not written to be a buried tank of drinking water, please check",
        ),
    )
