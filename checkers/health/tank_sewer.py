"""No sewer runs beside a drinking water tank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import shortest_line

from checkers.errors import Words
from checkers.features.pipes import DRAINS, System, pipes, risers
from checkers.features.tanks import Sort, Thing, things
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.health.tank_pollution import NEARER, TANKS
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.pipes import Pipe, Riser
    from checkers.features.plans import Plans

ONLY_IF_NEAR = frozenset({System.WASTE, System.DRAIN, System.UNKNOWN})
"""whether these carry sewage is for a reviewer to say, and only matters where they are near"""


@rule("health/tank-sewer")
def tank_sewer(plans: Plans, law: Law) -> Iterator[Finding]:
    """No sewer lies within the protected distance around a drinking water tank.

    Measured: in plan from the outer wall of the tank to the line of the nearest sewer (污水管) or sewage riser on the
    same sheet, and to every further one that is too near. Doubtful are waste pipes, drains and pipes without a name
    that are too near, tanks not written to hold drinking water that are too near, tanks without an outline, and tanks
    far from every sewer on a sheet of which objects could not be read.
    Silent on: rain water pipes, tanks on sheets that show no pipes, and the width of the pipe itself.
    """
    drawn: list[Pipe | Riser] = [*plans.recognise(pipes), *plans.recognise(risers)]
    drains = [pipe for pipe in drawn if pipe.system in _LOOKED_AT]
    for tank in plans.recognise(things):
        here = [pipe for pipe in drains if pipe.sheet == tank.sheet]
        if tank.sort not in TANKS or not here:
            continue
        if tank.polygon is None:
            if tank.sort is Sort.DRINKING:
                yield law.doubts(
                    tank,
                    Words(
                        f"{tank.subject}：只有文字而无闭合轮廓，与污水管距离无法量取，请绘出外壁线",
                        f"{tank.subject}: it has a name but no closed outline, so its distance to sewers cannot be "
                        "taken. Draw its outer wall",
                    ),
                )
            continue
        yield from _beside(tank, here, law, hiding=hides_shapes(plans.drawings.sheet(tank.sheet)))


_LOOKED_AT = DRAINS | ONLY_IF_NEAR


def _beside(tank: Thing, drains: Sequence[Pipe | Riser], law: Law, *, hiding: bool) -> Iterator[Finding]:
    limit = law.at_least("distance")
    named = False
    for pipe in sorted(drains, key=lambda pipe: pipe.where.distance(tank.where)):
        line = shortest_line(tank.where, pipe.where)
        measured = Measurement(line.length, line)
        both = replace(tank, subject=f"{tank.subject} 与 {pipe.subject}", handles=(*tank.handles, *pipe.handles))
        near = limit.judge(replace(both, sure=True), measured).verdict is not Verdict.MET
        if near:
            yield limit.judge(both, measured, doubt=_unsaid(tank, pipe))
        elif not named and pipe.system is System.SEWAGE:
            yield limit.judge(both, measured, doubt=NEARER if hiding else None)
        named = named or pipe.system is System.SEWAGE


def _unsaid(tank: Thing, pipe: Pipe | Riser) -> Words | None:
    """What the drawing leaves open of a pair that lies too near."""
    if pipe.system in ONLY_IF_NEAR:
        return NOT_SAID
    return NOT_DRINKING if tank.sort is not Sort.DRINKING else None


NOT_SAID = Words(
    "该管道未注明是否输送污水，请核实并注明管道类别",
    "the drawing does not say whether this pipe carries sewage; check it and write what it carries",
)
NOT_DRINKING = Words("未注明是否为生活饮用水池(箱)，请核实", "not written to be a tank of drinking water, please check")
