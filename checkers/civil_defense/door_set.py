"""The exits of protective units have the blast and airtight doors that their function asks for, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import protective_units, told_kind
from checkers.features.shelter_doors import Entrance, Way, entrances
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Limit, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("civil-defense/door-set")
def door_set(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every exit of a protective unit has enough blast doors and airtight doors, the blast doors outside.

    Measured: at each opening of a unit's line the civil-defence doors by their codes (HFM, GHFM … are blast doors,
    HM, GHM … airtight ones), a block and the code beside it as one door; how deep each stands inside the unit tells
    the order. What the opening is, is written beside it; what the unit is for is written inside it. Doubtful are
    openings without a name, units whose function or class nobody names, doors that may belong to a side room such as
    滤毒室, doors too close to each other to tell their order, and exits of which something could not be read.
    Silent on: connecting openings and shafts, the way doors swing, and airlocks of vehicle entrances.
    """
    found = plans.recognise(entrances)
    if not found and any(unit.polygon is not None for unit in plans.recognise(protective_units)):
        raise CouldNotRead("出入口的人防门代号 (codes of civil-defence doors such as HFM1520)")
    for entrance in found:
        if entrance.way is not Way.OTHER:
            yield _judged(entrance, plans, law)


def _judged(entrance: Entrance, plans: Plans, law: Law) -> Finding:
    if entrance.way is Way.UNSAID:
        return law.doubts(
            entrance,
            Words(
                f"{entrance.subject}：口部性质未注明，无法确定应设门数，请注明主要、次要出入口或连通口",
                f"{entrance.subject}: nothing says what this opening is, so the doors it needs are unknown. "
                "Write 主要/次要出入口 or 连通口 beside it",
            ),
        )
    kind = told_kind(entrance.unit, plans.facts)
    table = law.table("doors")
    if kind is None or kind not in table["main"]:
        return law.doubts(
            entrance,
            Words(
                f"{entrance.subject}：单元战时功能（等级）未注明或不唯一，无法确定应设门数，请在单元内注明并与案件事实一致",
                f"{entrance.subject}: the wartime function or class of the unit is not named or not unique, so the doors "
                "it needs are unknown. Write it inside the unit",
            ),
        )
    main, secondary = table["main"][kind], table["secondary"][kind]
    needed = main if entrance.way in {Way.MAIN, Way.EXIT} else secondary
    findings = [*_counted(entrance, needed, law), _order(entrance, law)]
    finding = worst(findings)
    unsure = _unsure(entrance, finding, plans, known=entrance.way is not Way.EXIT or main == secondary)
    return finding if unsure is None else law.doubts(entrance, unsure)


def _counted(entrance: Entrance, needed: list[int], law: Law) -> Iterator[Finding]:
    table = law.table("doors")
    outer, inner = (
        law.limit(float(count), Comparison.AT_LEAST, unit=table["unit"], zh=table["zh"][name], en=table["en"][name])
        for name, count in zip(("blast", "airtight"), needed, strict=True)
    )
    yield outer.judge(entrance, _sum(door.count for door in entrance.blast))
    yield _airtight(entrance, inner)


def _airtight(entrance: Entrance, limit: Limit) -> Finding:
    """The finding on airtight doors: those that may be of a side room make a met one doubtful."""
    most = _sum(door.count for door in entrance.airtight)
    finding = limit.judge(entrance, most)
    if finding.verdict is Verdict.MET and most.value - len(entrance.side_rooms) < limit.value and entrance.side_rooms:
        rooms = "、".join(entrance.side_rooms)
        doubt = Words(f"其中可能有 {rooms} 的门，请核实", f"a door of {rooms} may be among them, please check")
        return limit.judge(entrance, most, doubt=doubt)
    return finding


def _sum(counts: Iterator[int]) -> Measurement:
    return Measurement(float(sum(counts)))


def _order(entrance: Entrance, law: Law) -> Finding:
    if entrance.in_order is None:
        return law.doubts(
            entrance,
            Words(
                f"{entrance.subject}：防护密闭门与密闭门距单元边界深度相近，内外顺序无法判定，请核实",
                f"{entrance.subject}: blast and airtight doors stand about as deep inside the unit, so their order is "
                "unclear, please check",
            ),
        )
    return law.holds(
        entrance,
        met=entrance.in_order,
        message=Words(
            f"{entrance.subject}：由外到内{'先防护密闭门、后密闭门' if entrance.in_order else '密闭门设在防护密闭门之外'}",
            f"{entrance.subject}: "
            + (
                "the blast door stands outside"
                if entrance.in_order
                else "an airtight door stands outside the blast door"
            ),
        ),
    )


def _unsure(entrance: Entrance, finding: Finding, plans: Plans, *, known: bool) -> Words | None:
    """Why what was found may not be so; None when nothing speaks against it."""
    said = finding.message
    if finding.verdict is not Verdict.MET and not known:
        return Words(f"{said.zh}；未注明主要或次要出入口，请注明", f"{said.en}; main or secondary exit is not written")
    if finding.verdict is Verdict.BROKEN and entrance.way is Way.SPARE:
        return Words(f"{said.zh}；备用出入口请核实", f"{said.en}; a spare exit, please check")
    if finding.verdict is Verdict.BROKEN and hides_shapes(plans.drawings.sheet(entrance.sheet)):
        return Words(
            f"{said.zh}；图中有未能读出的内容，可能含人防门，请分解后重新上传",
            f"{said.en}; some objects of the sheet could not be read and may be doors. Explode them and upload again",
        )
    return None
