"""The exits of a personnel shelter are wide enough for the people it shelters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import union_all

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import Unit, people_contradicted, protective_units
from checkers.features.shelter_doors import Entrance, Way, entrances
from checkers.finding import Comparison, Limit, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans


@rule("civil-defense/door-width-100")
def door_width_100(plans: Plans, law: Law) -> Iterator[Finding]:
    """The clear widths of a personnel shelter's exits add up to enough for its people, and no door serves too many.

    Measured: for each unit of a personnel shelter the width of each exit's narrowest civil-defence door as its code
    says, connecting openings and shafts left out; the people are those written inside the unit (掩蔽人数), or those
    of the facts where the set has one such unit. Doubtful are units without people, those whose people the facts contradict, those whose openings have no
    name or doors no size where that decides, and units without an outline.
    Silent on: stairs and passages behind the doors, and exits shared by two units.
    """
    units = [unit for unit in plans.recognise(protective_units) if unit.function == "shelter"]
    if units and all(_people(unit, units, plans) is None for unit in units):
        raise CouldNotRead("facts.civil_defense.people")
    ways = plans.recognise(entrances)
    shown = {(unit.number, unit.function) for unit in units for way in ways if way.unit is unit}
    for unit in units:
        own = [way for way in ways if way.unit is unit and way.way is not Way.OTHER]
        if own or (unit.number, unit.function) not in shown:
            contradicted = people_contradicted(unit, plans.facts, alone=_alone(units))
            people = _people(unit, units, plans)
            yield _judged(unit, own, people, law) if contradicted is None else law.doubts(unit, contradicted)


def _alone(units: Sequence[Unit]) -> bool:
    return len({(other.number, other.function) for other in units}) == 1


def _people(unit: Unit, units: Sequence[Unit], plans: Plans) -> int | None:
    if unit.people is not None:
        return unit.people
    return plans.facts.civil_defense.people if _alone(units) else None


def _judged(unit: Unit, ways: Sequence[Entrance], people: int | None, law: Law) -> Finding:
    if people is None:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：掩蔽人数未注明，出入口总宽无法判定，请在单元内注明掩蔽人数",
                f"{unit.subject}: how many people it shelters is not written. Write 掩蔽人数 inside the unit",
            ),
        )
    if unit.polygon is None or not ways:
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：单元边界或边界上的人防门未识别，出入口总宽无法计算，请绘出边界并标注门代号",
                f"{unit.subject}: no outline or no doors on it, so the widths cannot be added. "
                "Draw the outline and write the doors' codes",
            ),
        )
    width = law.at_least("per_person")
    wanted = law.limit(
        width.value * people,
        Comparison.AT_LEAST,
        unit=width.unit,
        zh=f"{people} 人的{width.quantity.zh}",
        en=f"for {people} people, {width.quantity.en}",
    )
    along = union_all([way.where for way in ways])
    certain = [way for way in ways if way.certain and way.way is not Way.UNSAID]
    least_width = sum(min(_widths(way), default=0.0) for way in certain if not _unsized(way))
    most_width = sum(max(_blast(way), default=_largest(ways)) for way in ways)
    by_width = _ranged(unit, wanted, (least_width, most_width), along)
    if not people:
        return by_width
    served = law.at_most("per_door")
    doors = (len(certain), len(ways))
    loads = [people / count if count else float(people) for count in doors]
    by_door = _ranged(unit, served, (loads[0], loads[1]), along)
    finding = worst([by_width, by_door])
    return replace(finding, where=unit.polygon)


def _widths(way: Entrance) -> list[float]:
    return [door.width for door in (*way.blast, *way.airtight) if door.width is not None]


def _blast(way: Entrance) -> list[float]:
    return [door.width for door in way.blast if door.width is not None]


def _unsized(way: Entrance) -> bool:
    return not _blast(way) or any(door.width is None for door in (*way.blast, *way.airtight))


def _largest(ways: Sequence[Entrance]) -> float:
    """The widest door there is, for one whose code says no size."""
    return max((width for way in ways for width in _widths(way)), default=float("inf"))


def _ranged(unit: Unit, limit: Limit, known: tuple[float, float], along: BaseGeometry) -> Finding:
    """The finding on a value known between two: certain when both say the same."""
    worse, better = (limit.judge(unit, Measurement(value, along)) for value in known)
    if unit.doubt is not None:
        return limit.judge(unit, Measurement(known[0], along), doubt=unit.doubt)
    if worse.verdict is better.verdict:
        return worse if worse.verdict is Verdict.MET else better
    return limit.judge(
        unit,
        Measurement(known[0], along),
        doubt=Words(
            "有出入口性质未注明、门洞尺寸不明或可能含其他房间的门，计入后结论不同，请注明",
            "an opening without a name, a door without a size or of a side room decides it; write what they are",
        ),
    )
