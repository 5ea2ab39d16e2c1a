"""Drains outside keep their distance from the walls of buildings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import CouldNotRead, Words
from checkers.features.base import whole
from checkers.features.pipes import DRAINS, System, pipes
from checkers.features.runs import past
from checkers.features.site import shows_site
from checkers.features.tanks import below_ground, buildings
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area, Span
    from checkers.features.pipes import Pipe
    from checkers.features.plans import Plans

LOOKED_AT = DRAINS | {System.UNKNOWN}


@rule("health/drain-building")
def drain_building(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every drain that runs along a building outside keeps the distance from its outer wall.

    Measured: on site plans, for each building from its outline to the middle line of the nearest sewer or waste pipe
    that runs alongside it or goes past a corner, and to every further one that is too near. Doubtful are pipes too near
    that come out of the same building, which are its own connections, pipes too near of which nothing tells what they
    carry, outlines that may be those of a basement, sheets with drains and no building outline, and what is met where
    objects could not be read.
    Silent on: connections that leave a wall across, rain water pipes, pipes farther away than is looked for, depth of
    the pipe and of the foundation, and outlines written to be underground.
    """
    outside = {sheet.id: sheet for sheet in plans.sheets if shows_site(sheet)}
    here = [pipe for pipe in plans.recognise(pipes) if pipe.sheet in outside and pipe.system in LOOKED_AT]
    walls = [wall for wall in plans.recognise(buildings) if wall.sheet in outside and below_ground(wall) is not True]
    with_drains = dict.fromkeys(pipe.sheet for pipe in here if pipe.system in DRAINS)
    if with_drains and not any(wall.sheet in with_drains for wall in walls):
        raise CouldNotRead("室外排水图上的建筑轮廓 (BLDG_OUTLINE)")
    for sheet in dict.fromkeys(pipe.sheet for pipe in here):
        runs = [pipe for pipe in here if pipe.sheet == sheet]
        hiding = hides_shapes(outside[sheet])
        tree = STRtree([pipe.line for pipe in runs])
        beside = [wall for wall in walls if wall.sheet == sheet]
        if not beside and sheet in with_drains:
            yield law.doubts(whole(outside[sheet]), NO_OUTLINE)
        for wall in beside:
            near = tree.query(wall.polygon, predicate="dwithin", distance=law.number("reach"))
            yield from _along(wall, [runs[index] for index in sorted(near)], law, hiding=hiding)


def _along(wall: Area, runs: Sequence[Pipe], law: Law, *, hiding: bool) -> Iterator[Finding]:
    beside: list[tuple[Span, Pipe]] = []
    for pipe in runs:
        outside = pipe.line.difference(wall.polygon)
        span = past(outside, wall.polygon, law.number("reach"))
        if span is not None:
            beside.append((span, pipe))
    limit = law.at_least("distance")
    named = False
    for span, pipe in sorted(beside, key=lambda pair: pair[0].value):
        thing = replace(
            wall,
            subject=f"{wall.subject} 与 {pipe.subject}",
            where=shapely.union_all([wall.polygon, span.along]),
            handles=(*wall.handles, *pipe.handles),
            sure=pipe.sure and wall.sure,
        )
        measured = Measurement(span.value, span.along)
        far = limit.judge(replace(thing, sure=True), measured).verdict is Verdict.MET
        if far and not named and pipe.system in DRAINS:
            yield limit.judge(thing, measured, doubt=HIDDEN if hiding else None)
        elif not far:
            yield limit.judge(thing, measured, doubt=_unsaid(wall, pipe))
        named = named or pipe.system in DRAINS


def _unsaid(wall: Area, pipe: Pipe) -> Words | None:
    """What the drawing leaves open of a pair that lies too near."""
    if pipe.system is System.UNKNOWN:
        return NOT_SAID
    if below_ground(wall) is None:
        return BELOW
    return OWN if pipe.line.intersects(wall.polygon) else None


HIDDEN = Words("图中有对象未能读取，可能另有更近的管道", "some objects could not be read; there may be a nearer pipe")
NO_OUTLINE = Words(
    "图中有室外排水管而未识别到建筑轮廓，净距无法量取，请在同图绘出闭合的建筑轮廓线",
    "the sheet shows drains outside and no building outline, so no distance can be taken; draw the closed outlines on it",
)
NOT_SAID = Words(
    "该管道未注明类别，请核实是否为排水管并注明",
    "the drawing does not say what this pipe carries; check it and write it",
)
BELOW = Words(
    "该轮廓内注有地下部分，请核实其是否为地上建筑外墙",
    "the outline speaks of a basement; check whether it is the wall above ground",
)
OWN = Words("该管自本建筑接出，可能为排出管，请核实", "the pipe comes out of this building and may be its connection")
