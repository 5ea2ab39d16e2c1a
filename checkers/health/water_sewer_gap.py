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
    from collections.abc import Iterator

    from checkers.features.base import Span
    from checkers.features.pipes import Pipe
    from checkers.features.plans import Plans


@rule("health/water-sewer-gap")
def water_sewer_gap(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every water pipe keeps the clear distance from the sewer that runs alongside it outside.

    Measured: on site plans, between the outer walls of a water pipe and of the nearest sewer that runs alongside: the
    way between their lines less half of each diameter. The larger distance holds above the dividing diameter and
    where none is written. Doubtful is what lies between the least that a residential site allows and the full
    distance, and what an unwritten diameter decides, and what is met where objects could not be read.
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
        reach = law.number("reach")
        for water in (pipe for pipe in here if pipe.system is System.WATER):
            spans: list[tuple[Span, Pipe]] = []
            for index in sorted(tree.query(water.line, predicate="dwithin", distance=reach)):
                span = alongside(water.line, drains[index].line, reach)
                if span is not None:
                    spans.append((span, drains[index]))
            if spans:
                span, drain = min(spans, key=lambda pair: pair[0].value)
                yield _judged(water, drain, span, law, hiding=hides_shapes(sheet))


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
