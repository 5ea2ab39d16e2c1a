"""No movement joint runs through a protective unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import Polygon

from checkers.errors import Words
from checkers.features.joints import BESIDE, Joints, doubled, joints
from checkers.features.shelter import Unit, protective_units
from checkers.features.shelter_exits import PARTY_WALL
from checkers.features.unseen import hides_shapes
from checkers.finding import LENGTH_PRECISION, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SERVICES = ("电气", "照明", "弱电", "桥架", "给排水", "给水", "排水", "喷淋", "消火栓", "通风", "空调", "暖通", "风管")
"""titles of sheets on which two lines side by side are a duct or a tray"""


@rule("civil-defense/no-joint")
def no_joint(plans: Plans, law: Law) -> Iterator[Finding]:
    """No settlement or expansion joint runs inside a protective unit.

    Measured: lines on layers named 变形缝, 伸缩缝 or 沉降缝 that run inside the unit, farther from its line than its
    wall is thick. Doubtful are units with such a word inside or beside them and no line, units with two lines a joint's
    width apart right through them on a layer whose name tells nothing, units whose outline is missing, not certain
    or narrower than two walls, and units without a joint on a sheet of which something could not be read.
    Silent on: crooked joints on other layers without a word beside them, and seams of concreting (后浇带).
    """
    for unit in plans.recognise(protective_units):
        sheet = plans.drawings.sheet(unit.sheet)
        finding = _judged(unit, joints(sheet), law, hiding=hides_shapes(sheet))
        yield finding if finding.verdict is not Verdict.MET else _looked_again(finding, unit, sheet, law)


def _looked_again(finding: Finding, unit: Unit, sheet: Sheet, law: Law) -> Finding:
    """The finding on a unit in which no joint was recognised, unless something may be one."""
    assert unit.polygon is not None
    drawn = joints(sheet)
    beside = [
        label
        for label in drawn.named
        if unit.polygon.dwithin(label.point, BESIDE) and not drawn.lines.dwithin(label.point, BESIDE)
    ]
    if beside:
        words = "、".join(dict.fromkeys(label.words for label in beside))
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：边界旁注有“{words}”，未见缝线，请核实并在变形缝图层上绘出",
                f"{unit.subject}: {words} is written beside it and no line of a joint recognised. "
                "Check, and draw the joint on a layer named 变形缝",
            ),
            along=unit.polygon,
        )
    pair = doubled(sheet, unit.polygon.buffer(-PARTY_WALL - LENGTH_PRECISION, join_style="mitre"))
    if pair.is_empty or any(word in sheet.title for word in SERVICES):
        return finding
    return law.doubts(
        unit,
        Words(
            f"{unit.subject}：有贯穿单元的平行双线，所在图层含义不明，可能为变形缝，请核实图层",
            f"{unit.subject}: two lines side by side run right through it on a layer whose name tells nothing and may be "
            "a joint; check the layer",
        ),
        along=pair,
    )


def _unmeasured(unit: Unit, within: Polygon) -> Words | None:
    """Why nothing can be said of a unit of which this lies within its walls; None when something can."""
    if unit.polygon is None:
        return Words(
            f"{unit.subject}：无闭合边界线，无法判定单元内有无变形缝，请用闭合多段线绘出单元边界",
            f"{unit.subject}: no closed line of its own, so nothing can be said of joints inside. "
            "Draw the boundary of the unit as a closed polyline",
        )
    if within.is_empty:
        return Words(
            f"{unit.subject}：轮廓窄于两道墙厚，不似防护单元，未能核对，请核实边界线",
            f"{unit.subject}: its outline is narrower than two walls and hardly that of a unit; nothing was judged. "
            "Check the boundary",
        )
    return None


def _judged(unit: Unit, drawn: Joints, law: Law, *, hiding: bool) -> Finding:
    within = (unit.polygon or Polygon()).buffer(-PARTY_WALL - LENGTH_PRECISION, join_style="mitre")
    if (reason := _unmeasured(unit, within)) is not None:
        return law.doubts(unit, reason)
    inside = drawn.lines.intersection(within)
    if inside.length > PARTY_WALL:
        message = Words(
            f"{unit.subject}：单元内有变形缝，长 {inside.length:.2f} m",
            f"{unit.subject}: a movement joint runs inside it for {inside.length:.2f} m",
        )
        if unit.doubt is not None:
            return law.doubts(
                unit, Words(f"{message.zh}（{unit.doubt.zh}）", f"{message.en} ({unit.doubt.en})"), inside
            )
        return law.holds(unit, met=False, message=message, along=inside)
    named = [label for label in drawn.named if within.intersects(label.point)]
    if named:
        words = "、".join(dict.fromkeys(label.words for label in named))
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：单元内注有“{words}”，未见缝线，请核实",
                f"{unit.subject}: {words} is written inside and no line of a joint recognised, please check",
            ),
        )
    if hiding or unit.doubt is not None:
        reason = unit.doubt or Words(
            "图中有未能读出的内容，请分解后重新上传", "objects of the sheet could not be read; explode and upload again"
        )
        return law.doubts(
            unit,
            Words(
                f"{unit.subject}：未见变形缝，但{reason.zh}", f"{unit.subject}: no joint recognised, but {reason.en}"
            ),
            along=unit.polygon,
        )
    return law.holds(
        unit,
        met=True,
        message=Words(f"{unit.subject}：单元内未见变形缝", f"{unit.subject}: no movement joint inside it"),
        along=unit.polygon,
    )
