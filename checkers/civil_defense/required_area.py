"""The shelter is as large as the civil defence office asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import union_all

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import Unit, envelope_area, protective_units
from checkers.features.shelter_exits import SAME_AREA
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans


@rule("civil-defense/required-area")
def required_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """The areas of all protective units add up to what the civil defence office asks for.

    Measured: the areas inside the lines of the units, a unit drawn on several sheets once, and what two of them
    cover once; what is asked for comes
    from the facts of the case (应建人防面积). Doubtful where the units fall short and one of them has no outline,
    where the areas written inside them or a line around the whole shelter say enough, where written areas say too
    little though the drawn ones suffice, and where two sheets draw units of one number with different areas.
    Silent on: how the area asked for comes about, and entrances outside the lines of the units.
    """
    units = plans.recognise(protective_units)
    needed = plans.facts.civil_defense.required_area
    if not units and not needed:
        return
    if needed is None:
        raise CouldNotRead("facts.civil_defense.required_area")
    if not units:
        raise CouldNotRead("防护单元的边界与编号 (the outlines and names of protective units)")
    once, doubt = _once(units)
    drawn = _covered(once)
    largest = max(once, key=lambda unit: unit.polygon.area if unit.polygon is not None else 0.0)
    here = [unit for unit in once if unit.sheet == largest.sheet]
    where = union_all([unit.where for unit in here])
    whole = replace(
        largest,
        subject=f"防空地下室（{len(once)} 个防护单元）",
        where=where,
        handles=tuple(handle for unit in once for handle in unit.handles),
    )
    limit = law.limit(
        needed, Comparison.AT_LEAST, unit="m²", zh="防护单元面积之和", en="sum of the areas of the protective units"
    )
    measured = Measurement(drawn, where, AREA_PRECISION)
    finding = limit.judge(whole, measured)
    doubt = doubt or _doubt(once, drawn, needed, finding.verdict, plans)
    yield finding if doubt is None else limit.judge(whole, measured, doubt=doubt)


def _covered(units: Sequence[Unit]) -> float:
    """Square metres that the units cover, sheet by sheet."""
    sheets = dict.fromkeys(unit.sheet for unit in units)
    return sum(
        float(union_all([unit.polygon for unit in units if unit.sheet == sheet and unit.polygon is not None]).area)
        for sheet in sheets
    )


def _once(units: Sequence[Unit]) -> tuple[list[Unit], Words | None]:
    """The units, those drawn on several sheets once: the largest of each number; and why that may be wrong."""
    kept: list[Unit] = [unit for unit in units if not unit.number]
    doubt = None
    if kept and len({unit.sheet for unit in units}) > 1:
        doubt = Words(
            "未编号的单元可能与其他图中的单元重复计入，请编号",
            "a unit without a number may be one of another sheet, counted twice; number it",
        )
    numbers = dict.fromkeys(unit.number for unit in units if unit.number)
    for number in numbers:
        same = [unit for unit in units if unit.number == number]
        areas = [unit.polygon.area for unit in same if unit.polygon is not None]
        if areas and max(areas) - min(areas) > SAME_AREA * max(areas):
            doubt = Words(
                f"防护单元{number} 在图中有不同的面积，请核实",
                f"unit {number} is drawn with different areas, please check",
            )
        kept.append(max(same, key=lambda unit: unit.polygon.area if unit.polygon is not None else 0.0))
    return kept, doubt


def _doubt(units: Sequence[Unit], drawn: float, needed: float, verdict: Verdict, plans: Plans) -> Words | None:
    unsure = next((unit.doubt for unit in units if unit.doubt is not None), None)
    if unsure is not None:
        return unsure
    written = sum(unit.written_area or (unit.polygon.area if unit.polygon is not None else 0.0) for unit in units)
    if verdict is Verdict.MET:
        if written < needed - AREA_PRECISION:
            return Words(
                f"图中注写面积之和 {written:g} m²，小于应建面积，与图形不符",
                f"the areas written add up to {written:g} m², less than what is asked for and than what is drawn",
            )
        return None
    if any(unit.polygon is None for unit in units):
        return Words("有防护单元无闭合边界，面积未计入", "a unit without a closed line is not in the sum")
    around = max(
        (envelope_area(sheet) for sheet in plans.sheets if any(unit.sheet == sheet.id for unit in units)), default=0.0
    )
    if max(written, around) >= needed:
        return Words(
            f"注写面积或人防范围线为 {max(written, around):.2f} m²，与单元图形之和 {drawn:.2f} m² 不一致，请核实",
            f"what is written or a line around the shelter comes to {max(written, around):.2f} m², "
            f"the units drawn to {drawn:.2f} m², please check",
        )
    return None
