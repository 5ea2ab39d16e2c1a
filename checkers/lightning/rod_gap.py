"""Rods that stand alone keep their distance from the buildings they protect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.lightning_notes import resistances
from checkers.features.rods import Beside, LightningRod, buildings_beside, rods
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans


@rule("lightning/rod-gap")
def rod_gap(plans: Plans, law: Law) -> Iterator[Finding]:
    """A rod that stands alone on the ground is far enough from the nearest building.

    Measured: the distance from each rod called 独立 to every building outline, against three
    metres and against 0.4 (Ri + 0.1 hx) with the building's height and the resistance written on the sheet; the
    building that comes off worst counts. Buildings so far away that the formula cannot ask for more, whatever their
    height as long as it holds, are left out. Doubtful
    are rods far enough for the first where height or resistance is not known, or where hx is 5 Ri or more.
    Silent on: the distance underground, cables and pipes near the rod, and rods on roofs.
    """
    alone = [rod for rod in plans.recognise(rods) if rod.independent]
    for rod in alone:
        standing = buildings_beside(plans, plans.drawings.sheet(rod.sheet))
        ohms = {each.ohms for each in plans.recognise(resistances) if each.sheet == rod.sheet}
        hiding = hides_shapes(plans.drawings.sheet(rod.sheet))
        yield _judged(rod, standing, ohms.pop() if len(ohms) == 1 else None, law, hiding=hiding)


def _judged(rod: LightningRod, standing: Sequence[Beside], ohms: float | None, law: Law, *, hiding: bool) -> Finding:
    if not standing:
        return law.doubts(
            rod,
            Words(
                f"{rod.subject}：本图未识别到建筑轮廓，间隔距离无法量取，请核实",
                f"{rod.subject}: no building recognised on this sheet, so no distance can be taken, please check",
            ),
        )
    nearest, *others = sorted(standing, key=lambda each: each.polygon.distance(rod.point))
    near = [nearest, *(each for each in others if _may_ask(each, rod, ohms, law))]
    return worst([_beside(rod, each, ohms, law, hiding=hiding) for each in near])


def _may_ask(building: Beside, rod: LightningRod, ohms: float | None, law: Law) -> bool:
    """Whether the formula may ask for more than the distance to this building, which is not the nearest."""
    if ohms is None:
        return False  # the nearest one is doubtful already
    height = law.number("valid") * ohms if building.height is None else building.height
    return building.polygon.distance(rod.point) < law.number("share") * (ohms + law.number("height_share") * height)


def _beside(rod: LightningRod, building: Beside, ohms: float | None, law: Law, *, hiding: bool) -> Finding:
    line = shapely.shortest_line(rod.point, building.polygon)
    measured = Measurement(float(line.length), line)
    least = law.at_least("least")
    finding = least.judge(rod, measured)
    if finding.verdict is not Verdict.MET:
        return finding
    if building.height is None or ohms is None or building.height >= law.number("valid") * ohms:
        unknown = Words(
            f"按 Ri 和 hx 计算的间隔距离无法确定（{building.subject} 高度、冲击接地电阻未知或超出公式范围），请提供计算",
            f"the distance by Ri and hx cannot be reckoned: the height of {building.subject} or the resistance is not "
            "known, or beyond the formula; hand in the reckoning",
        )
        return least.judge(rod, measured, doubt=unknown)
    needed = law.number("share") * (ohms + law.number("height_share") * building.height)
    limit = law.limit(
        max(needed, least.value),
        Comparison.AT_LEAST,
        unit=least.unit,
        zh=f"{least.quantity.zh}（Ri={ohms:g}Ω，hx={building.height:g}m）",
        en=f"{least.quantity.en} (Ri {ohms:g} ohms, hx {building.height:g} m)",
    )
    finding = limit.judge(rod, measured)
    if finding.verdict is Verdict.MET and hiding:
        unread = Words(
            "图中有未能读出的内容，可能含建筑物，请分解后重新上传",
            "objects of the sheet could not be read and may be buildings; explode them and upload again",
        )
        return limit.judge(rod, measured, doubt=unread)
    return finding
