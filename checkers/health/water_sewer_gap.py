"""Water pipes and sewers lie far enough beside each other in the ground."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import Words
from checkers.features.pipes import DRAINS, System, pipes
from checkers.features.runs import alongside
from checkers.features.site import shows_site
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Span
    from checkers.features.pipes import Pipe
    from checkers.features.plans import Plans


@rule("health/water-sewer-gap")
def water_sewer_gap(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every water pipe keeps the clear distance from the sewer that runs alongside it outside.

    Measured: on site plans, between the outer walls of a water pipe and of the sewers that run alongside: the way
    between their lines less half of each diameter; every sewer that is too near, else the nearest. The larger distance holds above the dividing diameter and
    where none is written. Doubtful is what lies between the least that a residential site allows and the full
    distance, and what an unwritten diameter decides, sheets on which pipes without a name run beside
    a sewer and none is named as a water pipe, and what is met where objects could not be read.
    Silent on: crossings and depths, which plans do not show; rain water pipes; pipes farther apart than is looked for.
    """
    for sheet in plans.sheets:
        if not shows_site(sheet):
            continue
        here = [pipe for pipe in plans.recognise(pipes) if pipe.sheet == sheet.id]
        drains = [pipe for pipe in here if pipe.system in DRAINS]
        if not drains:
            continue
        tree = STRtree([drain.line for drain in drains])
        supply = [pipe for pipe in here if pipe.system is System.WATER]
        for water in supply:
            found = [
                _judged(water, drain, span, law, hiding=hides_shapes(sheet))
                for span, drain in _beside(water, drains, tree, law)
            ]
            bad = [finding for finding in found if finding.verdict is not Verdict.MET]
            yield from bad or found[:1]
        if not supply:
            nameless = (pipe for pipe in here if pipe.system is System.UNKNOWN)
            near = [(*pair, pipe) for pipe in nameless for pair in _beside(pipe, drains, tree, law)[:1]]
            yield from (_nameless(*one, law) for one in sorted(near, key=lambda one: one[0].value)[:1])


def _beside(pipe: Pipe, drains: Sequence[Pipe], tree: STRtree, law: Law) -> list[tuple[Span, Pipe]]:
    """The drains alongside a pipe, the one with the least way between the walls first."""
    reach = law.number("reach")
    spans: list[tuple[Span, Pipe]] = []
    for index in sorted(tree.query(pipe.line, predicate="dwithin", distance=reach)):
        span = alongside(pipe.line, drains[index].line, reach)
        if span is not None:
            spans.append((span, drains[index]))
    return sorted(spans, key=lambda pair: pair[0].value - max(pair[1].nominal, default=0) / 2)


def _nameless(span: Span, drain: Pipe, pipe: Pipe, law: Law) -> Finding:
    return law.doubts(
        replace(pipe, where=shapely.union_all([pipe.line, span.along]), handles=(*pipe.handles, *drain.handles)),
        Words(
            f"图中未识别到给水管，而有未注明类别的管道与{drain.subject}并行，是否为给水管请核实并注明类别与管径",
            f"no water pipe is named on the sheet, and a pipe of which nothing tells what it carries runs beside "
            f"{drain.subject}; write what it carries and its diameter",
        ),
        span.along,
    )


def _judged(water: Pipe, drain: Pipe, span: Span, law: Law, *, hiding: bool) -> Finding:
    thing = replace(
        water,
        subject=f"{_named(water)} 与 {_named(drain)}",
        where=shapely.union_all([water.line, span.along]),
        handles=(*water.handles, *drain.handles),
        sure=water.sure and drain.sure,
    )
    thinnest = span.value - sum(min(pipe.nominal, default=0) for pipe in (water, drain)) / 2
    widest = law.number("widest")
    thickest = span.value - sum(max(pipe.nominal, default=widest) for pipe in (water, drain)) / 2
    narrow = bool(water.nominal) and max(water.nominal) <= law.number("narrow_to")
    limit = law.at_least("narrow" if narrow else "wide")
    least = law.at_least("least")
    low = least.judge(thing, Measurement(thinnest, span.along))
    if low.verdict is not Verdict.MET:
        return low
    full = limit.judge(thing, Measurement(thickest, span.along))
    if full.verdict is Verdict.MET:
        return limit.judge(thing, Measurement(thickest, span.along), doubt=HIDDEN) if hiding else full
    by_size = limit.judge(thing, Measurement(thinnest, span.along)).verdict is Verdict.MET
    unsaid = by_size or not water.nominal or not drain.nominal
    return limit.judge(thing, Measurement(thinnest, span.along), doubt=NO_SIZE if unsaid else INSIDE_A_SITE)


def _named(pipe: Pipe) -> str:
    return f"{pipe.subject} {pipe.size}".strip()


HIDDEN = Words("图中有对象未能读取，可能另有更近的管道", "some objects could not be read; there may be a nearer pipe")
NO_SIZE = Words(
    "管径未注明或不止一种，净距随管径而定，请注明管径", "no single diameter is written, which decides; write it"
)
INSIDE_A_SITE = Words(
    "小区内管道按 GB 50015-2019 附录E 可减至0.8m，请核实适用条件",
    "GB 50015-2019, appendix E, allows as little as 0.8 m inside a residential site; check which applies",
)
