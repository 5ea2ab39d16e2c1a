"""Communication cables keep away from power cables, power panels and rooms full of power."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import Words
from checkers.features.closed_rooms import rooms_on
from checkers.features.ducts import Cable, cables
from checkers.features.fittings import Sort, of_sort
from checkers.features.pipes import System, pipes
from checkers.features.runs import alongside
from checkers.features.site import shows_site
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import LineString

    from checkers.drawing.model import Sheet
    from checkers.features.base import Feature, Span
    from checkers.features.pipes import Pipe
    from checkers.features.plans import Plans
    from checkers.rule import Limit

TRAY = re.compile(r"桥架|线槽|槽盒|TRAY|TRUNK", re.IGNORECASE)
ROOMS = re.compile(r"变电|变配电|变压器|电梯机房|空调机房|新风机房")


@rule("telecom/power-separation")
def power_separation(plans: Plans, law: Law) -> Iterator[Finding]:
    """Communication cables and trays keep their distance from power cables, panels, and power and machine rooms.

    Measured: on plans inside buildings, from the lines of the communication network to the nearest power line or tray
    that runs alongside, to each power panel, and to each transformer, lift machine or air conditioning room within
    reach; lines as drawn. Doubtful are power lines nearer than the largest listed distance, for load and trunking
    decide which holds; trays drawn as one line whose width may bring them too near; cables that run into such a room; and what is met where objects could not be read.
    Silent on: crossings, height differences between trays, sheets that draw only one of the two, and ducts outside
    (telecom/duct-clearance).
    """
    for sheet in plans.sheets:
        here = [cable for cable in plans.recognise(cables) if cable.sheet == sheet.id]
        if not here or shows_site(sheet):
            continue
        hiding = hides_shapes(sheet)
        yield from _power(plans, sheet, here, law, hiding=hiding)
        for panel in of_sort(plans, Sort.PANEL):
            if panel.sheet == sheet.id:
                yield from _apart(panel, here, law.at_least("panel"), law, hiding=hiding)
        for room in plans.recognise_on(sheet, rooms_on):
            if ROOMS.search(room.name):
                yield from _apart(room, here, law.at_least("room"), law, hiding=hiding)


def _power(plans: Plans, sheet: Sheet, here: Sequence[Cable], law: Law, *, hiding: bool) -> Iterator[Finding]:
    reach = law.number("reach")
    tree = STRtree([cable.line for cable in here])
    for power in plans.recognise(pipes):
        if power.sheet != sheet.id or power.system is not System.POWER:
            continue
        found: list[tuple[Span, Cable]] = []
        for index in sorted(tree.query(power.line, predicate="dwithin", distance=reach)):
            span = alongside(power.line, here[index].line, reach)
            if span is not None:
                found.append((span, here[index]))
        if not found:
            continue
        span, cable = min(found, key=lambda pair: pair[0].value)
        thing = _both(power, cable, span)
        measured = Measurement(span.value, span.along)
        thick = Measurement(span.value - _unsaid(power, cable, plans, law), span.along)
        most, least = law.at_least("most").judge(thing, measured), law.at_least("least").judge(thing, measured)
        if most.verdict is Verdict.MET:
            thin = law.at_least("most").judge(replace(thing, sure=True), thick).verdict is not Verdict.MET
            doubt = WIDTH if thin else HIDDEN if hiding else None
            yield law.at_least("most").judge(thing, measured, doubt=doubt)
        elif least.verdict is not Verdict.MET:
            yield least
        else:
            yield law.at_least("most").judge(thing, measured, doubt=LOAD)


def _unsaid(power: Pipe, cable: Cable, plans: Plans, law: Law) -> float:
    """Metres by which trays drawn as one line may lie nearer than their lines: half the width of each."""
    widest = law.number("tray")
    lines = [pipe.line for pipe in plans.recognise(pipes) if pipe.sheet == power.sheet and pipe.system is System.POWER]
    ours = [other.line for other in plans.recognise(cables) if other.sheet == cable.sheet]
    trays = ((power.says(TRAY), power.line, lines), (TRAY.search(cable.layer) is not None, cable.line, ours))
    return sum(widest / 2 for is_tray, line, every in trays if is_tray and not _has_both_edges(line, every, widest))


def _has_both_edges(line: LineString, every: Sequence[LineString], widest: float) -> bool:
    near = (other for other in every if other is not line and other.dwithin(line, widest))
    return any(alongside(line, other, widest) is not None for other in near)


def _apart(thing: Feature, here: Sequence[Cable], limit: Limit, law: Law, *, hiding: bool) -> Iterator[Finding]:
    """From a panel or room to the nearest cable."""
    cable = min(here, key=lambda one: one.line.distance(thing.where))
    line = shapely.shortest_line(thing.where, cable.line)
    if not cable.line.dwithin(thing.where, law.number("reach")):
        return
    both = replace(
        thing,
        subject=f"{thing.subject} 与 {cable.subject}",
        handles=(*thing.handles, *cable.handles),
        sure=thing.sure and cable.sure,
    )
    measured = Measurement(line.length, line)
    finding = limit.judge(both, measured)
    if finding.verdict is Verdict.MET:
        yield limit.judge(both, measured, doubt=HIDDEN) if hiding else finding
    elif cable.line.intersects(thing.where):
        yield limit.judge(both, measured, doubt=RUNS_IN)
    else:
        yield finding


def _both(power: Feature, cable: Cable, span: Span) -> Feature:
    return replace(
        power,
        subject=f"{cable.subject} 与 {power.subject}",
        where=shapely.union_all([power.where, span.along]),
        handles=(*cable.handles, *power.handles),
        sure=power.sure and cable.sure,
    )


WIDTH = Words(
    "桥架按单线绘制，扣除桥架宽度后可能不足，请绘出桥架两侧边线或注明规格",
    "a tray is drawn as one line; less half its width the distance may be too small. Draw both edges or write its size",
)
HIDDEN = Words("图中有对象未能读取，可能另有更近者", "some objects could not be read; there may be something nearer")
LOAD = Words(
    "间距随电力电缆容量与敷设方式为10～600mm，图中未注明，请核实",
    "10 to 600 mm are asked for, as load and trunking are; the plan does not say, please check",
)
RUNS_IN = Words("线路进入该处，可能为其服务，请核实", "the cable runs into it and may serve it, please check")
