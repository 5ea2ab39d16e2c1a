"""Drains outside keep their distance from the walls of buildings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import CouldNotRead, Words
from checkers.features.pipes import DRAINS, pipes
from checkers.features.runs import alongside
from checkers.features.site import shows_site
from checkers.features.tanks import buildings
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area, Span
    from checkers.features.pipes import Pipe
    from checkers.features.plans import Plans

UNDERGROUND = ("地下", "地库", "人防")


@rule("health/drain-building")
def drain_building(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every drain that runs along a building outside keeps the distance from its outer wall.

    Measured: on site plans, for each building from its outline to the middle line of the nearest sewer or waste pipe
    that runs alongside it (nearly parallel), and to every further one that is too near. Doubtful are pipes too near
    that come out of the same building, which are its own connections, and buildings without a near pipe where objects
    could not be read.
    Silent on: connections that leave a wall across, rain water pipes, pipes farther away than is looked for, depth of
    the pipe and of the foundation, and outlines written to be underground.
    """
    drains = [pipe for pipe in plans.recognise(pipes) if pipe.system in DRAINS]
    outside = {sheet.id for sheet in plans.sheets if shows_site(sheet)}
    here = [pipe for pipe in drains if pipe.sheet in outside]
    walls = [wall for wall in plans.recognise(buildings) if wall.sheet in outside and not _below(wall)]
    if here and not any(wall.sheet == pipe.sheet for wall in walls for pipe in here):
        raise CouldNotRead("室外排水图上的建筑轮廓 (BLDG_OUTLINE)")
    for sheet in dict.fromkeys(pipe.sheet for pipe in here):
        runs = [pipe for pipe in here if pipe.sheet == sheet]
        hiding = hides_shapes(plans.drawings.sheet(sheet))
        tree = STRtree([pipe.line for pipe in runs])
        for wall in walls:
            if wall.sheet == sheet:
                near = tree.query(wall.polygon, predicate="dwithin", distance=law.number("reach"))
                yield from _along(wall, [runs[index] for index in sorted(near)], law, hiding=hiding)


def _below(wall: Area) -> bool:
    return wall.says(*UNDERGROUND) or any(word in wall.layer for word in UNDERGROUND)


def _along(wall: Area, runs: Sequence[Pipe], law: Law, *, hiding: bool) -> Iterator[Finding]:
    beside: list[tuple[Span, Pipe]] = []
    for pipe in runs:
        outside = pipe.line.difference(wall.polygon)
        span = alongside(outside, wall.polygon, law.number("reach"))
        if span is not None:
            beside.append((span, pipe))
    limit = law.at_least("distance")
    for place, (span, pipe) in enumerate(sorted(beside, key=lambda pair: pair[0].value)):
        thing = replace(
            wall,
            subject=f"{wall.subject} 与 {pipe.subject}",
            where=shapely.union_all([wall.polygon, span.along]),
            handles=(*wall.handles, *pipe.handles),
            sure=pipe.sure and wall.sure,
        )
        measured = Measurement(span.value, span.along)
        finding = limit.judge(thing, measured)
        if finding.verdict is Verdict.MET:
            if place == 0:
                yield limit.judge(thing, measured, doubt=HIDDEN) if hiding else finding
        elif pipe.line.intersects(wall.polygon):
            yield limit.judge(thing, measured, doubt=OWN)
        else:
            yield finding


HIDDEN = Words("图中有对象未能读取，可能另有更近的管道", "some objects could not be read; there may be a nearer pipe")
OWN = Words("该管自本建筑接出，可能为排出管，请核实", "the pipe comes out of this building and may be its connection")
