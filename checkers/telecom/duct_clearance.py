"""Communication ducts keep their distance from buildings, pipes, cables and trees."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.ducts import Stretch, ends_at, stretches
from checkers.features.fittings import Sort, of_sort
from checkers.features.pipes import DRAINS, Pipe, System, pipes
from checkers.features.runs import alongside, past
from checkers.features.site import shows_site
from checkers.features.tanks import below_ground, buildings
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

KILOVOLTS = re.compile(r"(\d+(?:\.\d+)?)kV", re.IGNORECASE)
GAS_LOW = re.compile(r"低压|中压|0\.[1-4]MPa", re.IGNORECASE)
GAS_HIGH = re.compile(r"高压", re.IGNORECASE)
ROUND_A_POINT = ("tree", "shrub")
BUILDING = "building"


@dataclass(frozen=True, slots=True)
class _Other:
    """Something a duct keeps away from."""

    kind: str
    thing: Feature
    shape: BaseGeometry
    limits: tuple[str, ...]
    """names of the limits that may hold, smallest first; one when the drawing decides"""
    own: float = 0.0
    """half of its diameter where that is written, metres"""
    more: float = 0.0
    """half of the largest diameter it may have where none is written, metres"""
    doubt: Words | None = None
    """why it may be none that counts"""


@rule("telecom/duct-clearance")
def duct_clearance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every duct keeps its distance from each building, pipe, cable and tree that it runs along.

    Measured: on site plans, from the line of the duct, or the nearer of its two edges, to the outline of a building, to
    the outer wall of a pipe (middle line where no diameter is written) and to cables that run alongside, and to the
    middle of trees; for each kind the nearest on the sheet, and every further one that is too near. Doubtful is what
    half the width of a duct drawn as one line, an unwritten diameter, pressure or voltage decides, the building a duct
    leads into or runs under, outlines that may be those of a basement, pipes whose purpose is not known that lie too
    near, and what is met where objects could not be read.
    Silent on: crossings, whose clearance is a height; property and road lines, kerbs, poles and railways; what lies
    farther away than is looked for.
    """
    for sheet in plans.sheets:
        ducts = [stretch for stretch in plans.recognise(stretches) if stretch.sheet == sheet.id]
        if not ducts or not shows_site(sheet):
            continue
        others = list(_others(plans, sheet, law))
        hiding = hides_shapes(sheet)
        for kind in dict.fromkeys(other.kind for other in others):
            yield from _nearest(ducts, [other for other in others if other.kind == kind], law, hiding=hiding)


def _others(plans: Plans, sheet: Sheet, law: Law) -> Iterator[_Other]:
    for wall in plans.recognise(buildings):
        below = below_ground(wall)
        if wall.sheet == sheet.id and below is not True:
            yield _Other(BUILDING, wall, wall.polygon, ("building",), doubt=BELOW if below is None else None)
    for pipe in plans.recognise(pipes):
        if pipe.sheet == sheet.id:
            widest = 0.0 if pipe.nominal or pipe.system is System.POWER else law.number("widest")
            own = max(pipe.nominal, default=0) / 2
            yield _Other(pipe.system.value, pipe, pipe.line, _limits(pipe, law), own, widest / 2)
    for fitting in of_sort(plans, Sort.TREE, Sort.SHRUB):
        if fitting.sheet == sheet.id:
            yield _Other(fitting.sort.value, fitting, fitting.centre, (fitting.sort.value,))


def _limits(pipe: Pipe, law: Law) -> tuple[str, ...]:
    """Names of the limits that may hold for a pipe, smallest first."""
    by_system: dict[System, tuple[str, ...]] = {
        **dict.fromkeys((System.WATER, System.FIRE, System.REUSE), _by_size(pipe, law)),
        **dict.fromkeys((*DRAINS, System.RAIN), ("sewer",)),
        System.GAS: _by_pressure(pipe),
        System.POWER: _by_voltage(pipe, law),
        System.HEAT: ("heat",),
    }
    return by_system.get(pipe.system, ("water_small", "gas_high"))


def _by_size(pipe: Pipe, law: Law) -> tuple[str, ...]:
    if not pipe.nominal:
        return "water_small", "water_medium", "water_large"
    size = max(pipe.nominal)
    if size <= law.number("small_to"):
        return ("water_small",)
    return ("water_medium",) if size <= law.number("medium_to") else ("water_large",)


def _by_pressure(pipe: Pipe) -> tuple[str, ...]:
    high, low = pipe.says(GAS_HIGH), pipe.says(GAS_LOW)
    if high is low:
        return "gas_low", "gas_high"
    return ("gas_high",) if high else ("gas_low",)


def _by_voltage(pipe: Pipe, law: Law) -> tuple[str, ...]:
    said = [float(hit) for word in pipe.words for hit in KILOVOLTS.findall(word)]
    if not said:
        return "power_low", "power_high"
    return ("power_high",) if max(said) >= law.number("high_from") else ("power_low",)


def _nearest(ducts: Sequence[Stretch], others: Sequence[_Other], law: Law, *, hiding: bool) -> Iterator[Finding]:
    reach = law.number("reach")
    tree = STRtree([duct.edges for duct in ducts])
    found: list[tuple[Span, Stretch, _Other]] = []
    for other in others:
        for index in sorted(tree.query(other.shape, predicate="dwithin", distance=reach)):
            duct = ducts[index]
            span = _between(duct, other, reach)
            if span is not None:
                found.append((span, duct, other))
            if other.kind == BUILDING and duct.line.crosses(other.shape) and not _ends_at(duct, other):
                yield law.doubts(
                    duct,
                    Words(
                        f"{duct.subject} 自 {other.thing.subject} 轮廓下穿过，请核实该处是否为建筑基础范围",
                        f"{duct.subject} runs under the outline of {other.thing.subject}; check whether it stands there",
                    ),
                    duct.line.intersection(other.shape),
                )
    met = False
    for span, duct, other in sorted(found, key=lambda one: one[0].value - one[2].own):
        finding = _judged(duct, other, span, law, hiding=hiding)
        far = law.at_least(other.limits[-1]).judge(
            replace(duct, sure=True), Measurement(span.value - other.own - _unsaid(duct, other, law), span.along)
        )
        if far.verdict is Verdict.MET:
            if met or other.kind == System.UNKNOWN.value:
                continue
            met = True
        yield finding


def _between(duct: Stretch, other: _Other, reach: float) -> Span | None:
    if other.kind in ROUND_A_POINT:
        line = shapely.shortest_line(duct.edges, other.shape)
        return Span(float(line.length), line)
    outside = duct.edges.difference(other.shape)
    if other.kind != BUILDING or _ends_at(duct, other):
        return alongside(outside, other.shape, reach)
    return past(outside, other.shape, reach)


def _ends_at(duct: Stretch, other: _Other) -> bool:
    return isinstance(other.shape, Polygon) and ends_at(duct, other.shape)


def _unsaid(duct: Stretch, other: _Other, law: Law) -> float:
    """Metres by which the two may lie nearer than their lines: half of widths that the drawing does not tell."""
    one_line = len(shapely.get_parts(duct.edges)) == 1
    return other.more + (law.number("bank") / 2 if one_line else 0.0)


def _judged(duct: Stretch, other: _Other, span: Span, law: Law, *, hiding: bool) -> Finding:
    low, high = law.at_least(other.limits[0]), law.at_least(other.limits[-1])
    size = other.thing.size if isinstance(other.thing, Pipe) else ""
    thing = replace(
        duct,
        subject=f"{duct.subject} 与 {other.thing.subject} {size}".strip(),
        where=shapely.union_all([duct.line, span.along]),
        handles=(*duct.handles, *other.thing.handles),
        sure=duct.sure and other.thing.sure,
    )
    measured = Measurement(span.value - other.own, span.along)
    finding = high.judge(thing, measured)
    if finding.verdict is Verdict.MET:
        outer = Measurement(measured.value - _unsaid(duct, other, law), span.along)
        thin = high.judge(thing, outer).verdict is not Verdict.MET
        return high.judge(thing, measured, doubt=WIDTH if thin else HIDDEN) if thin or hiding else finding
    if isinstance(other.thing, Pipe) and other.thing.system is System.UNKNOWN:
        return high.judge(thing, measured, doubt=NOT_SAID)
    if other.doubt is not None:
        return high.judge(thing, measured, doubt=other.doubt)
    if other.kind == BUILDING and duct.into_building and duct.line.dwithin(other.shape, law.number("building")):
        return high.judge(thing, measured, doubt=LEADS_IN)
    least = low.judge(thing, measured)
    return high.judge(thing, measured, doubt=UNDECIDED) if least.verdict is Verdict.MET else least


HIDDEN = Words("图中有对象未能读取，可能另有更近者", "some objects could not be read; there may be something nearer")
NOT_SAID = Words("该管线类别未注明，请核实并注明", "the drawing does not say what this pipe carries; write it")
WIDTH = Words(
    "通信管道按单线绘制或管线未注管径，扣除外缘宽度后可能不足，请绘出管道两侧边线或注明管孔断面与管径",
    "drawn as one line, or without a diameter: less half of its width the distance may be too small; draw both edges "
    "of the duct or write its section, and the diameter",
)
BELOW = Words(
    "该轮廓内注有地下部分，请核实其是否为地上建筑",
    "the outline speaks of a basement; check whether it stands above ground",
)
LEADS_IN = Words("该段可能为引入管，请核实", "this stretch may lead into the building, please check")
UNDECIDED = Words(
    "管径、压力或电压等级未注明，限值随之而定，请注明", "the limit depends on diameter, pressure or voltage; write it"
)
