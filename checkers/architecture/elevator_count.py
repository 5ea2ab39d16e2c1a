"""Rule ``architecture/elevator-count``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.lifts import cores
from checkers.features.serves import served
from checkers.features.storeys import level_of
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.lifts import Core
    from checkers.features.plans import Plans
    from checkers.features.serves import Served
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

LIFTS = Words("每单元电梯台数", "lifts of the unit")
ONE = 1.0
"""lifts are counted"""
NOT_SEEN = Words(
    "楼梯近旁未识别到电梯，请核实并注明电梯", "no lift was recognised near the stairs; check, and name the lifts"
)

NAMED_ONLY = Words(
    "部分电梯仅有名称、未绘轿厢，可能与已绘轿厢为同一台，请绘出每台轿厢",
    "some lifts are names without a car and may be those whose car is drawn; draw every car",
)
HIGH_ENTRANCE = Words(
    "按建筑高度推算最高入户层可能超过条文所限高度，请核实入户层标高",
    "by the height of the building its highest entrance may lie above the height of the clause; check that level",
)
HOW_MANY_UNITS = Words(
    "近旁有多部楼梯，无法确认属于几个单元，请注明单元号",
    "several stairs stand together and nothing tells of how many units; name the units",
)


@rule("architecture/elevator-count")
def elevator_count(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every unit of new housing has as many lifts as its storeys ask for.

    Measured: the lifts that stand together with the stairs of a unit on each plan of a storey above ground: cars
    drawn with crossing diagonals, and names of lifts without one. The storeys stated for the building choose the
    number; where by its height the highest entrance may lie higher than the clause says, too few for that are doubtful,
    and so are lifts of which only some have a car. Doubtful are units near whose stairs no lift was recognised at all, stairs
    of perhaps several units close together, plans of which the building or its
    storeys are unknown, and sheets with objects that could not be read.
    Silent on: the size of cars and doors; housing whose floors the facts do not state; lower buildings than ask for one.
    """
    for core in plans.recognise(cores):
        here = plans.recognise(served)[core.sheet]
        sheet = plans.drawings.sheet(core.sheet)
        if here.dwelling is False or here.underground or level_of(sheet.title).underground:
            continue
        finding = _judged(core, here, law, hides=hides_shapes(sheet))
        if finding is not None:
            yield finding


def _judged(core: Core, here: Served, law: Law, *, hides: bool) -> Finding | None:
    storeys = None if here.building is None else here.building.storeys
    if storeys is None or here.dwelling is None:
        return _unstated(core, here, law)
    needed, perhaps = _needed(storeys, here.height, law)
    if not perhaps:
        return None
    limit, most = _lifts(needed, law), _lifts(perhaps, law)
    counted = Measurement(core.lifts, core.where, ONE)
    finding = bracketed(most, limit, core, counted, unknown=HIGH_ENTRANCE)
    doubt = None
    if finding.verdict is Verdict.BROKEN and (hides or not core.lifts or core.most > core.lifts):
        doubt = NOT_SEEN
    elif finding.verdict is Verdict.MET and 0 < core.drawn < perhaps:
        doubt = NAMED_ONLY
    elif finding.verdict is Verdict.MET and core.units is None and core.lifts < needed * core.stairs:
        doubt = HOW_MANY_UNITS
    return finding if doubt is None else most.judge(core, counted, doubt=doubt)


def _lifts(count: float, law: Law) -> Limit:
    return law.limit(count, Comparison.AT_LEAST, unit=law.table("unit"), zh=LIFTS.zh, en=LIFTS.en)


def _unstated(core: Core, here: Served, law: Law) -> Finding | None:
    """The finding where the storeys or the use are not known: enough lifts for any housing are met."""
    if here.dwelling is None and not core.lifts:
        return None
    two, counted = _lifts(law.number("two"), law), Measurement(core.lifts, core.where, ONE)
    doubt = Words(
        "未提供层数或无法确认是否为住宅，请在事实中补充 (facts.buildings[].storeys, use)",
        "its storeys or its use are unknown; state them (facts.buildings[].storeys, use)",
    )
    finding = two.judge(core, counted)
    drawn = not 0 < core.drawn < two.value
    enough = finding.verdict is Verdict.MET and here.dwelling and core.units == 1 and drawn
    return finding if enough else two.judge(core, counted, doubt=doubt)


def _needed(storeys: int, height: float | None, law: Law) -> tuple[float, float]:
    """How many lifts the storeys ask for, and how many the height of the highest entrance may ask for besides."""
    one, two = law.number("one"), law.number("two")
    by_storeys = two if storeys >= law.number("two_from") else one if storeys >= law.number("one_from") else 0.0
    entrance = 0.0 if height is None else height * (storeys - 1) / max(storeys, 1)  # storeys taken as equally high
    by_height = two if entrance > law.number("two_above") else one if entrance > law.number("one_above") else 0.0
    return by_storeys, max(by_storeys, by_height)
