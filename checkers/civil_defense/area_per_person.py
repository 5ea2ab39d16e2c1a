"""Everybody in a shelter has the sheltering area of the class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import Unit, people_contradicted, protective_units, told_kind
from checkers.finding import AREA_PRECISION, Comparison, Limit, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans


@rule("civil-defense/area-per-person")
def area_per_person(plans: Plans, law: Law) -> Iterator[Finding]:
    """The sheltering area of a unit is enough for the people it shelters.

    Measured: the sheltering area (掩蔽面积) over the people (掩蔽人数), both as written inside the unit, or as the
    facts state them where the set has one such unit. Where only the people are known the area inside the unit's line
    stands for it: it is larger, so a unit that breaks the limit with it is broken for certain, and any other is
    doubtful. Doubtful, too, are units whose class nobody names, those that the facts contradict, and those whose sheltering area is written larger
    than the unit is drawn.
    Silent on: which rooms count towards the sheltering area, and places for vehicles.
    """
    units = [unit for unit in plans.recognise(protective_units) if unit.function in {"shelter", "team"} or unit.people]
    if units and all(_people(unit, units, plans) is None for unit in units):
        raise CouldNotRead("facts.civil_defense.people")
    seen: set[tuple[str, int | None, float | None]] = set()
    for unit in units:
        key = (unit.number, unit.people, unit.shelter_area)
        if not unit.number or key not in seen:
            seen.add(key)
            yield _judged(unit, units, plans, law)


def _alone(units: Sequence[Unit]) -> bool:
    return len({(unit.number, unit.function) for unit in units}) == 1


def _people(unit: Unit, units: Sequence[Unit], plans: Plans) -> int | None:
    return unit.people if unit.people is not None or not _alone(units) else plans.facts.civil_defense.people


def _judged(unit: Unit, units: Sequence[Unit], plans: Plans, law: Law) -> Finding:
    people = _people(unit, units, plans)
    contradicted = people_contradicted(unit, plans.facts, alone=_alone(units))
    if contradicted is not None:
        return law.doubts(unit, contradicted)
    if not people:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：掩蔽人数未注明，人均掩蔽面积无法计算，请在单元内注明",
                f"{unit.subject}: how many people it shelters is not written. Write 掩蔽人数 inside the unit",
            ),
        )
    kind = told_kind(unit, plans.facts)
    table = law.table("per_person")
    if kind is None or kind not in table:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：掩蔽等级（一等、二等、专业队队员）未注明或不唯一，标准无法确定，请注明并与案件事实一致",
                f"{unit.subject}: the class of the shelter is not named or not unique, so no standard is known. Write it",
            ),
        )
    limit = law.limit(
        float(table[kind]), Comparison.AT_LEAST, unit=table["unit"], zh=f"{people} 人{table['zh']}", en=table["en"]
    )
    area = unit.shelter_area
    if area is None and _alone(units):
        area = plans.facts.civil_defense.shelter_area
    return _by_outline(unit, people, limit, law) if area is None else _by_area(unit, people, area, limit)


def _by_area(unit: Unit, people: int, area: float, limit: Limit) -> Finding:
    doubt = None
    if unit.polygon is not None and area > unit.polygon.area + AREA_PRECISION:
        doubt = Words(
            f"注写掩蔽面积 {area:g} m² 大于单元图形面积 {unit.polygon.area:.2f} m²，请核实",
            f"the sheltering area written is {area:g} m², more than the {unit.polygon.area:.2f} m² the unit is drawn with",
        )
    return limit.judge(unit, Measurement(area / people, unit.polygon, AREA_PRECISION / people), doubt=doubt)


def _by_outline(unit: Unit, people: int, limit: Limit, law: Law) -> Finding:
    """The finding by the whole area of the unit, of which the sheltering area is a part."""
    unwritten = Words(
        f"{unit.subject}：掩蔽面积未注明，人均掩蔽面积无法计算，请在单元内注明掩蔽面积",
        f"{unit.subject}: its sheltering area is not written. Write 掩蔽面积 inside the unit",
    )
    if unit.polygon is None:
        return law.doubts(unit, unwritten)
    finding = limit.judge(unit, Measurement(unit.polygon.area / people, unit.polygon, AREA_PRECISION / people))
    if finding.verdict is Verdict.BROKEN and unit.doubt is None:
        return finding
    return law.doubts(unit, unwritten, along=unit.polygon)
