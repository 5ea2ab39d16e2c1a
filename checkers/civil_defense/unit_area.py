"""Protective units of a shelter are no larger than their wartime function allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import Unit, is_expected, protective_units
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans

FUNCTION_WORDS = {
    "medical": Words("医疗救护工程", "medical"),
    "team": Words("专业队队员掩蔽部", "professional teams"),
    "equipment": Words("专业队装备掩蔽部", "professional equipment"),
    "shelter": Words("人员掩蔽工程", "personnel shelter"),
    "support": Words("配套工程", "supporting works"),
}


@rule("civil-defense/unit-area")
def unit_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every protective unit has at most the area that the code allows for its wartime function.

    Measured: the area inside the closed line of the unit, the outermost where several hold its label. The wartime
    function is read from the texts inside (战时功能 first). Doubtful are units whose function no text or several
    texts name, units without a closed line of their own, and units whose written area breaks the limit though the
    drawn one meets it.
    Silent on: whether a shelter below ten or more storeys may be left undivided; a broken finding only mentions it
    when the facts state such a building.
    """
    units = plans.recognise(protective_units)
    if not units and is_expected(plans):
        raise CouldNotRead("防护单元的边界与编号 (the outlines and names of protective units)")
    for unit in units:
        yield judged(unit, plans, law)


def judged(unit: Unit, plans: Plans, law: Law) -> Finding:
    """The finding on the unit's area under the table ``area`` of the clause."""
    if unit.polygon is None:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：有编号文字而无自己的闭合边界线，面积无法量取，请用闭合多段线绘出单元边界",
                f"{unit.subject}: labelled, but no closed line of its own; its area cannot be taken. "
                "Draw the boundary of the unit as a closed polyline",
            ),
        )
    if unit.function is None:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：面积实测 {unit.polygon.area:.2f} m²，战时功能未注明或不唯一，无法确定限值，"
                "请在单元内注明战时功能",
                f"{unit.subject}: area measured {unit.polygon.area:.2f} m²; no text or several texts name its wartime "
                "function, so no limit is known. Write the wartime function inside the unit",
            ),
            along=unit.polygon,
        )
    table = law.table("area")
    words = FUNCTION_WORDS[unit.function]
    limit = law.limit(
        float(table[unit.function]),
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"{table['zh']}（{words.zh}）",
        en=f"{table['en']} ({words.en})",
    )
    doubt = unit.doubt
    if doubt is None and unit.written_area is not None and unit.polygon.area <= limit.value < unit.written_area:
        doubt = Words(
            f"图中注写面积 {unit.written_area:g} m² 大于限值，与图形不符",
            f"the area written inside is {unit.written_area:g} m², more than the limit and than what is drawn",
        )
    finding = limit.judge(unit, Measurement(unit.polygon.area, unit.polygon, AREA_PRECISION), doubt=doubt)
    if finding.verdict is Verdict.BROKEN:
        return _mentioning_tall_buildings(finding, plans, law)
    return finding


def _mentioning_tall_buildings(finding: Finding, plans: Plans, law: Law) -> Finding:
    storeys = law.number("undivided")
    tall = [b.name for b in plans.facts.buildings if b.storeys is not None and b.storeys >= storeys]
    if not tall:
        return finding
    names = "、".join(tall)
    return replace(
        finding,
        message=Words(
            f"{finding.message.zh}；{names} 不少于 {storeys:g} 层，若位于该单元上部可不划分，请人工核实",
            f"{finding.message.en}; {names} has {storeys:g} or more storeys: if it stands above this unit "
            "the shelter may be left undivided, please check by eye",
        ),
    )
