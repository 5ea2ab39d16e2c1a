"""Rule ``architecture/elevator-count``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.lifts import cores
from checkers.features.serves import served
from checkers.features.storeys import level_of
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.lifts import Core
    from checkers.features.plans import Plans
    from checkers.features.serves import Served
    from checkers.finding import Finding
    from checkers.rule import Law

LIFTS = Words("每单元电梯台数", "lifts of the unit")
ONE = 1.0
"""lifts are counted"""
NOT_SEEN = Words(
    "楼梯近旁未识别到电梯，请核实并注明电梯", "no lift was recognised near the stairs; check, and name the lifts"
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
    number. Doubtful are units near whose stairs no lift was recognised at all, stairs
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
    counted = Measurement(core.lifts, core.where, ONE)
    two = law.limit(law.number("two"), Comparison.AT_LEAST, unit=law.table("unit"), zh=LIFTS.zh, en=LIFTS.en)
    if storeys is None or here.dwelling is None:
        if here.dwelling is None and not core.lifts:
            return None
        doubt = Words(
            "未提供层数或无法确认是否为住宅，请在事实中补充 (facts.buildings[].storeys, use)",
            "its storeys or its use are unknown; state them (facts.buildings[].storeys, use)",
        )
        finding = two.judge(core, counted)
        enough = finding.verdict is Verdict.MET and here.dwelling and core.units == 1
        return finding if enough else two.judge(core, counted, doubt=doubt)
    if storeys < law.number("one_from"):
        return None
    needed = law.number("two") if storeys >= law.number("two_from") else law.number("one")
    limit = law.limit(needed, Comparison.AT_LEAST, unit=law.table("unit"), zh=LIFTS.zh, en=LIFTS.en)
    finding = limit.judge(core, counted)
    if finding.verdict is Verdict.BROKEN and (hides or not core.lifts):
        return limit.judge(core, counted, doubt=NOT_SEEN)
    if finding.verdict is Verdict.MET and core.units is None and core.lifts < needed * core.stairs:
        return limit.judge(core, counted, doubt=HOW_MANY_UNITS)
    return finding
