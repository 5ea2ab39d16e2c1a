"""No sewer runs beside a drinking water tank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import shortest_line

from checkers.errors import Words
from checkers.features.pipes import DRAINS, Pipe, System, pipes, risers
from checkers.features.site import shows_site
from checkers.features.tanks import Sort, Thing, things
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.health.tank_pollution import NEARER, TANKS
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.pipes import Riser
    from checkers.features.plans import Plans

ONLY_IF_NEAR = frozenset({System.WASTE, System.DRAIN, System.UNKNOWN})
"""whether these carry sewage is for a reviewer to say, and only matters where they are near"""


@rule("health/tank-sewer")
def tank_sewer(plans: Plans, law: Law) -> Iterator[Finding]:
    """No sewer lies within the protected distance around a drinking water tank.

    Measured: in plan from the outer wall of the tank to that of the nearest sewer (污水管) or sewage riser on the
    same sheet, and to every further one that is too near: to the line less half of the written diameter. Doubtful are
    waste pipes, drains and pipes without a name that are too near, sewers that an unwritten diameter may bring too
    near, tanks not written to hold drinking water that are too near, tanks without an outline, and tanks far from every
    sewer on a sheet of which objects could not be read.
    Silent on: rain water pipes, circles that nothing names, and tanks on sheets that show no pipes.
    """
    drawn: list[Pipe | Riser] = [*plans.recognise(pipes), *plans.recognise(risers)]
    drains = [pipe for pipe in drawn if pipe.system in _LOOKED_AT and (isinstance(pipe, Pipe) or pipe.sure)]
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
        sheet = plans.drawings.sheet(tank.sheet)
        widest = law.number("widest_outside" if shows_site(sheet) else "widest_inside")
        yield from _beside(tank, here, widest, law, hiding=hides_shapes(sheet))


_LOOKED_AT = DRAINS | ONLY_IF_NEAR


def _radius(pipe: Pipe | Riser, unwritten: float) -> float:
    """Half of the largest diameter written along a pipe, or of the one taken where none is; a riser is drawn as it is."""
    return max(pipe.nominal, default=unwritten) / 2 if isinstance(pipe, Pipe) else 0.0


def _beside(tank: Thing, drains: Sequence[Pipe | Riser], widest: float, law: Law, *, hiding: bool) -> Iterator[Finding]:
    limit = law.at_least("distance")
    named = False
    for pipe in sorted(drains, key=lambda pipe: pipe.where.distance(tank.where) - _radius(pipe, 0.0)):
        line = shortest_line(tank.where, pipe.where)
        measured = Measurement(max(line.length - _radius(pipe, 0.0), 0.0), line)
        both = replace(tank, subject=f"{tank.subject} 与 {pipe.subject}", handles=(*tank.handles, *pipe.handles))
        near = limit.judge(replace(both, sure=True), measured).verdict is not Verdict.MET
        if near:
            yield limit.judge(both, measured, doubt=_unsaid(tank, pipe))
        elif not named and pipe.system is System.SEWAGE:
            thick = Measurement(line.length - _radius(pipe, widest), line)
            unwritten = limit.judge(replace(both, sure=True), thick).verdict is not Verdict.MET
            yield limit.judge(both, measured, doubt=NO_SIZE if unwritten else NEARER if hiding else None)
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
NO_SIZE = Words(
    "污水管未注管径，扣除管壁后可能不足，请注明管径",
    "no diameter is written along the sewer; less half of it the distance may be too small. Write it",
)
NOT_DRINKING = Words("未注明是否为生活饮用水池(箱)，请核实", "not written to be a tank of drinking water, please check")
