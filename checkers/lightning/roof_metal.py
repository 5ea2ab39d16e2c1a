"""What stands on a roof is small, joined to the air termination, or stands in what rods protect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.air_protection import rods_on, shelter, worst_of
from checkers.features.roof_objects import RoofObject, connection_noted, roof_objects
from checkers.features.unseen import hides_shapes
from checkers.features.widths import sides
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans

PASSES = Words(
    "接闪带从近旁通过，未见连接线，请核实并绘出连接线",
    "a strip passes close by and no joint is drawn; check, and draw the joint",
)


@rule("lightning/roof-metal")
def roof_metal(plans: Plans, law: Law) -> Iterator[Finding]:
    """Everything that stands on a roof is small enough, is joined to a strip, or is protected by rods.

    Measured: the closed line of each object: its area, its length and the height written inside; whether a strip
    touches it or ends at it; else whether it lies in what the rods of the roof protect. A note that metal things are joined to the
    air termination counts for objects that are metal by their name. Doubtful are objects whose size asks for
    protection if they are of metal, or if they are not, where nothing tells which; those without a height where it
    decides; those that a strip passes close by; and unprotected ones on sheets of which something could not be read.
    Silent on: pipes that let out what may explode, and how the joint is made.
    """
    for each in plans.recognise(roof_objects):
        yield _judged(each, plans, law)


def _judged(each: RoofObject, plans: Plans, law: Law) -> Finding:
    if each.connected:
        return law.holds(
            each,
            met=True,
            message=Words(f"{each.subject}：与接闪带相连", f"{each.subject}: a strip reaches it"),
            along=each.polygon,
        )
    small = {metal: _small(each, law, metal=metal) for metal in (True, False) if each.metal in {None, metal}}
    finding = worst(small.values())
    if finding.verdict is Verdict.MET:
        return finding
    sheet = plans.drawings.sheet(each.sheet)
    protected = _protected(each, plans, law)
    if protected:
        return law.holds(
            each,
            met=True,
            message=Words(f"{each.subject}：在接闪杆保护范围内", f"{each.subject}: rods protect it"),
            along=each.polygon,
        )
    noted = connection_noted(sheet)
    if noted and each.metal:
        return law.holds(
            each,
            met=True,
            message=Words(
                f"{each.subject}：图注屋面金属物与接闪带连接",
                f"{each.subject}: a note joins metal things to the strips",
            ),
            along=each.polygon,
        )
    doubt = _doubt_of_rods(each) if protected is None else None
    doubt = doubt or (PASSES if each.beside and finding.verdict is Verdict.BROKEN else None)
    doubt = doubt or _doubt(finding, {one.verdict for one in small.values()}, noted=noted, hiding=hides_shapes(sheet))
    if doubt is None:
        said = Words(f"{finding.message.zh}；未见与接闪带相连", f"{finding.message.en}; no strip reaches it")
        return replace(finding, message=said)
    return law.doubts(
        each, Words(f"{finding.message.zh}（{doubt.zh}）", f"{finding.message.en} ({doubt.en})"), each.polygon
    )


def _small(each: RoofObject, law: Law, *, metal: bool) -> Finding:
    """The finding on the sizes that need no protection, taken for metal or for what does not conduct."""
    height = float("nan") if each.height is None else each.height
    if not metal:
        return law.at_most("other_height").judge(each, Measurement(height, each.polygon))
    length = sides(each.polygon)[0]
    return worst(
        [
            law.at_most("height").judge(each, Measurement(height, each.polygon)),
            law.at_most("area").judge(each, Measurement(each.polygon.area, each.polygon, AREA_PRECISION)),
            law.at_most("length").judge(each, Measurement(length.value, length.along)),
        ]
    )


def _protected(each: RoofObject, plans: Plans, law: Law) -> bool | None:
    """Whether the rods of the roof protect the object; None where a height or the class is not known for certain."""
    roof = each.roof
    standing = rods_on(plans, roof)
    if not standing:
        return False
    if roof.protection.value is None or roof.protection.doubt is not None or each.height is None:
        return None
    building = plans.facts.building(roof.protection.building) if roof.protection.building else None
    height = building.height if building is not None and not roof.stands_on else None
    radius = float(law.table("sphere")[str(roof.protection.value)])
    objects = [other for other in plans.recognise(roof_objects) if other.roof is roof]
    protecting = shelter(roof, standing, objects, radius, height)
    if protecting.sphere.plate is None and protecting.sphere.ground is None:
        return None
    reached = worst_of(protecting.sphere, each.polygon)
    limit = law.limit(reached.height, Comparison.AT_MOST, unit="m", zh="保护高度", en="height protected")
    if limit.judge(each, Measurement(each.height, reached.place)).verdict is Verdict.MET:
        return True
    return None if protecting.unsure is not None or (protecting.sphere.ground is None and roof.stands_on) else False


def _doubt_of_rods(each: RoofObject) -> Words:
    roof = each.roof.subject
    return Words(
        f"{roof} 的接闪杆高度、防雷类别或建筑高度不明，是否在保护范围内请核实",
        f"the height of a rod, the class or the height of the building of {roof} is not known; check what the rods protect",
    )


def _doubt(finding: Finding, verdicts: set[Verdict], *, noted: bool, hiding: bool) -> Words | None:
    if finding.verdict is Verdict.DOUBTFUL:
        return Words(
            "未见与接闪带相连，高度未注明，请注明", "no strip reaches it and its height is not written; write it"
        )
    if len(verdicts) > 1:
        return Words(
            "未见与接闪带相连，是否为金属物未注明，请注明材质或高度",
            "no strip reaches it, and whether it is of metal is not written; write what it is made of and how high it is",
        )
    if noted:
        return Words(
            "图注金属物与接闪带连接，该物材质请核实",
            "a note joins metal things to the strips; check what it is made of",
        )
    if hiding:
        return Words(
            "图中有未能读出的内容，可能含连接线，请分解后重新上传",
            "objects of the sheet could not be read and may join it; explode them and upload again",
        )
    return None
