"""Outdoor main exits of a shelter come up where no building falls on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.facts import Structure, plain_name
from checkers.features.labels import labels
from checkers.features.shelter_outside import OutdoorExit, canopy_written, outdoor_exits
from checkers.features.site import Footprint, footprints, is_minor
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Limit, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans

NUCLEAR = re.compile(r"核([456])|(?<![常\d])([456])B?级?$")
"""the grade against nuclear weapons: 核6, 核4B级, 6级"""

HIGH = "4"


@rule("civil-defense/collapse-zone")
def collapse_zone(plans: Plans, law: Law) -> Iterator[Finding]:
    """An outdoor main exit comes up outside the collapse zones of the buildings, or under a canopy.

    Measured: on site plans the distance from the closed line that holds the words 人防主要出入口, 室外出入口 or 出地面段
    to each building outline; the zone follows from the grade in the facts (核4 … 核6B) and from the building's height
    and structure. An exit inside a zone with 防倒塌棚架 written in its line is met. Doubtful are exits without a closed
    line, those inside a zone when another sheet speaks of such a canopy, those whose verdict hangs on an unknown
    height or structure, and those beside a building of the facts that is written on the sheet without an outline.
    Silent on: shelters of type B (乙类), spare and secondary exits, and what falls from roofs.
    """
    exits = plans.recognise(outdoor_exits)
    grade = plans.facts.civil_defense.grade
    if exits and not grade:
        raise CouldNotRead("facts.civil_defense.grade")
    standing = [each for each in plans.recognise(footprints) if not each.underground and not is_minor(each)]
    for each in exits:
        near = [building for building in standing if building.sheet == each.sheet]
        finding = _judged(each, near, str(grade), plans, law)
        undrawn = _undrawn(plans, each.sheet)
        if finding.verdict is Verdict.MET and undrawn:
            names = "、".join(undrawn)
            finding = law.doubts(
                each,
                Words(
                    f"{finding.message.zh}；图中注有 {names} 而未识别到其轮廓，请以闭合线绘出建筑轮廓",
                    f"{finding.message.en}; {names} is written and has no recognised outline; draw it as a closed line",
                ),
                finding.along,
            )
        if finding.verdict is Verdict.MET and hides_shapes(plans.drawings.sheet(each.sheet)):
            unread = Words(
                "图中有未能读出的内容，可能含建筑物，请分解后重新上传",
                "objects of the sheet could not be read and may be buildings; explode them and upload again",
            )
            finding = law.doubts(
                each,
                Words(f"{finding.message.zh}（{unread.zh}）", f"{finding.message.en} ({unread.en})"),
                finding.along,
            )
        yield finding


def _undrawn(plans: Plans, sheet: str) -> list[str]:
    """Buildings of the facts whose names are written on the sheet outside every outline."""
    outlines = [each.polygon for each in plans.recognise(footprints) if each.sheet == sheet]
    names = {each.name for each in plans.recognise(footprints) if each.sheet == sheet}
    written = [
        label
        for label in labels(plans.drawings.sheet(sheet))
        if not any(outline.intersects(label.point) for outline in outlines)
    ]
    return [
        building.name
        for building in plans.facts.buildings
        if building.name not in names and any(plain_name(label.words) == plain_name(building.name) for label in written)
    ]


def _judged(each: OutdoorExit, standing: Sequence[Footprint], grade: str, plans: Plans, law: Law) -> Finding:
    if each.polygon is None:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：口部没有闭合轮廓，距建筑物的距离无法量取，请以闭合线绘出出地面段",
                f"{each.subject}: no closed line around it, so its distance cannot be taken. Draw the part above ground",
            ),
        )
    if not standing:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：本图未识别到建筑轮廓，请核实", f"{each.subject}: no building recognised on this sheet"
            ),
        )
    nearest_first = sorted(standing, key=lambda building: building.polygon.distance(each.polygon))
    return worst([_beside(each, building, grade, plans, law) for building in nearest_first])


def _beside(each: OutdoorExit, building: Footprint, grade: str, plans: Plans, law: Law) -> Finding:
    """The finding on one building: certain when the smallest and the largest zone it may have say the same."""
    assert each.polygon is not None
    line = shapely.shortest_line(each.polygon, building.polygon)
    measured = Measurement(float(line.length), line)
    zones = _zones(building, grade, plans, law)
    if zones is None:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：{building.subject} 的高度或抗力等级“{grade}”不明，倒塌范围无法确定",
                f"{each.subject}: the height of {building.subject} or the grade {grade} is not known, so neither is the zone",
            ),
        )
    least, most = (_limit(zone, building, law) for zone in zones)
    near, far = least.judge(each, measured), most.judge(each, measured)
    if near.verdict is not far.verdict:
        unknown = Words(
            f"{building.subject} 的结构类型未知，请在案件事实中填写",
            f"the structure of {building.subject} is not known; state it in the facts",
        )
        return most.judge(each, measured, doubt=unknown)
    if near.verdict is not Verdict.BROKEN:
        return far
    if each.canopy:
        return law.holds(
            each,
            met=True,
            message=Words(
                f"{each.subject}：距 {building.subject} {measured.value:.2f} m，在倒塌范围内，设防倒塌棚架",
                f"{each.subject}: {measured.value:.2f} m from {building.subject}, inside its zone, under a canopy",
            ),
            along=line,
        )
    if canopy_written(plans):
        elsewhere = Words(
            "图中另注有防倒塌棚架，请核实是否设于该口部", "a canopy is written elsewhere, check whether it is here"
        )
        return most.judge(each, measured, doubt=elsewhere)
    return far


def _limit(zone: float, building: Footprint, law: Law) -> Limit:
    words = law.at_least("concrete")
    return law.limit(
        zone,
        Comparison.AT_LEAST,
        unit=words.unit,
        zh=f"{words.quantity.zh}（{building.subject}）",
        en=f"{words.quantity.en} {building.subject}",
    )


def _zones(building: Footprint, grade: str, plans: Plans, law: Law) -> tuple[float, float] | None:
    """The smallest and the largest collapse zone the building may have; None when its height or the grade is needed."""
    fit = NUCLEAR.search("".join(grade.upper().split()))
    if fit is None:
        return None
    high = (fit[1] or fit[2]) == HIGH
    stated = plans.facts.building(building.name) if building.name else None
    structure = stated.structure if stated is not None else None
    height = building.height
    concrete = law.number("concrete")
    if not high and structure is Structure.SHEAR_WALL:
        return 0.0, 0.0
    if not high and structure in {Structure.CONCRETE, Structure.STEEL}:
        return concrete, concrete
    if height is None:
        return None
    if high:
        return law.number("high_grade") * height, law.number("high_grade") * height
    masonry = law.number("masonry") * height
    return (masonry, masonry) if structure is Structure.MASONRY else (0.0, max(masonry, concrete))
