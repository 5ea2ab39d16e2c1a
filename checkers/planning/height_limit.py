"""Rule ``planning/height-limit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.site import boundaries, footprints, is_minor, is_new
from checkers.features.site_share import beyond_table, by_class, mean_storeys, new_on
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/height-limit")
def height_limit(plans: Plans, law: Law) -> Iterator[Finding]:
    """No new building is higher than the planning conditions allow, no dwelling higher than its block's class.

    Measured: the height of each new building as the site plan and the facts state it. The limit is the planning
    condition, or for housing without one the table by the block's mean storeys. Doubtful where plan and facts state
    different heights or none, and where the top that casts shadow (parapet included) stands higher above the ground
    floor than the limit though the height stated does not, where the table allows less than the condition, and where the mean lies between two
    of its classes.
    Silent on: podiums that state no height of their own, gate houses and the like, and buildings outside the site that the facts do not list.
    """
    new = [each for each in plans.recognise(footprints) if is_new(each) and not is_minor(each)]
    new = [each for each in new if not each.podium or each.height is not None or each.height_in_doubt]
    new = [each for each in new if each.stated or _on_site(plans, each)]
    if not new:
        return
    condition = plans.facts.conditions.height_max
    if condition is None and all(_of_class(plans, each, law) is None for each in new):
        raise CouldNotRead("facts.conditions.height_max")
    if all(each.height is None and not each.height_in_doubt for each in new):
        raise CouldNotRead(f"facts.buildings[{new[0].name or new[0].subject}].height")
    for each in new:
        table = _of_class(plans, each, law)
        largest = condition if condition is not None else table[0] if table else None
        if largest is not None:
            yield _judged(plans, each, largest, table, law)


def _on_site(plans: Plans, footprint: Footprint) -> bool:
    sites = [site for site in plans.recognise(boundaries) if site.sheet == footprint.sheet]
    return not sites or any(site.polygon.intersects(footprint.polygon) for site in sites)


def _judged(plans: Plans, footprint: Footprint, largest: float, table: tuple[float, float] | None, law: Law) -> Finding:
    limit = law.limit(largest, Comparison.AT_MOST, unit="m", zh="建筑高度", en="height")
    if footprint.height is None:
        reason = "图中与项目信息的建筑高度不一致" if footprint.height_in_doubt else "建筑高度未知"
        key = f"facts.buildings[{footprint.name or footprint.subject}].height"
        return law.doubts(
            footprint,
            Words(
                f"{footprint.subject}：{reason}，限高 {largest:g} m，请核对 {key}",
                f"{footprint.subject}: the height is not known for certain, {largest:g} m are allowed; check {key}",
            ),
        )
    measured = Measurement(footprint.height, footprint.polygon)
    finding = limit.judge(footprint, measured)
    if finding.verdict is not Verdict.MET:
        return finding
    doubt = beyond_table(footprint.height, table, at_most=True) or _of_parapet(plans, footprint, largest)
    return finding if doubt is None else limit.judge(footprint, measured, doubt=doubt)


def _of_parapet(plans: Plans, footprint: Footprint, largest: float) -> Words | None:
    """Why a height that is stated low enough may be too high: its top stands higher above the ground floor."""
    building = plans.facts.building(footprint.name) if footprint.name else None
    if building is None or building.top_level is None or building.ground_level is None:
        return None
    above = building.top_level - building.ground_level
    if above <= largest:
        return None
    return Words(
        f"含女儿墙等的顶标高高出首层 {above:.2f} m，请核对是否计入建筑高度",
        f"the top with parapet stands {above:.2f} m above the ground floor; check whether that counts",
    )


def _of_class(plans: Plans, footprint: Footprint, law: Law) -> tuple[float, float] | None:
    """The largest height of the block's class; None for what is no housing or lies in no measurable block."""
    if footprint.use is not Use.RESIDENTIAL:
        return None
    for site in plans.recognise(boundaries):
        if site.sheet == footprint.sheet and site.polygon.intersects(footprint.polygon):
            heights = by_class(law.table("classes"), law.table("max"), mean_storeys(new_on(plans, site)))
            if heights is not None:
                return heights
    return None
