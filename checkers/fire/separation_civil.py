"""Rule ``fire/separation-civil``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closure import unmeasured
from checkers.features.separations import fire_wall_beside, gaps, groups, mixed_gaps, same_name
from checkers.features.site import footprints, is_high
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.features.separations import Gap
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/separation-civil")
def separation_civil(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every two neighbouring civil buildings stand far enough apart.

    Measured: each pair of buildings on a site plan that are neighbours; the shortest distance between their
    outlines. Height and use tell whether a building is high, its fire rating the row of the table; a podium counts
    as low. While any of the three is unknown the pair is doubtful, unless it is far enough apart for every case the
    table has. The notes under the table let buildings stand nearer where a fire wall parts them or hardly any opening
    faces the other: no plan proves either, so a pair that is too near is broken with the note named that could
    excuse it, and doubtful where 防火墙 is written or drawn beside the gap, or where both may belong to one group
    of low buildings (``fire/group-layout``). Doubtful are also two buildings drawn
    touching, two of one name that stand apart, outlines that are open or cross themselves, and civil buildings beside
    factories, stores and garages, for which other clauses count.
    Silent on: factories, stores and garages among themselves; gate houses and canopies; buildings joined by
    a bridge, which count as two; combustible projections beyond the outline.
    """
    sheets = {sheet.id: sheet for sheet in plans.sheets}
    found = gaps(plans, law.number("neighbours"))
    grouped = _grouped(found, law)
    for gap in found:
        yield _judged(gap, sheets[gap.sheet], law, grouped=id(gap) in grouped)
    farthest = max(float(value) for row in law.table("matrix").values() for value in row.values())
    for gap in mixed_gaps(plans, farthest):
        yield law.doubts(
            gap,
            Words(
                f"{gap.subject}：民用建筑与厂房、仓库或汽车库相距 {gap.distance:.2f} m，不适用表 5.2.2，请按 3.4.1、3.5 或 "
                "GB 50067 核对",
                f"{gap.subject}: {gap.distance:.2f} m between a civil building and a factory, store or garage; table 5.2.2 "
                "does not hold there. Check 3.4.1, 3.5 or GB 50067",
            ),
            along=gap.along,
        )
    shown = {footprint.sheet for footprint in plans.recognise(footprints)}
    for bound in unmeasured(plans, "BLDG_OUTLINE"):
        if bound.sheet in shown:
            yield law.doubts(
                bound,
                Words(
                    f"{bound.subject}：建筑轮廓未闭合或自相交，与相邻建筑的间距无法量取",
                    f"{bound.subject}: the outline is open or crosses itself, so no distance to it can be taken",
                ),
            )


def _grouped(found: Sequence[Gap], law: Law) -> set[int]:
    """Ids of the pairs that clause 5.2.4 lets stand nearer, as members of a group that is small enough."""
    nearer_than = float(law.table("matrix")["low-12"]["low-12"])
    area, apart = law.at_most("group_area"), law.at_least("group_gap")
    small = [
        {id(member) for member in group.members}
        for group in groups(found, nearer_than, law.number("high_residential"), law.number("high_public"))
        if area.judge(group, Measurement(group.area, precision=AREA_PRECISION)).verdict is not Verdict.BROKEN
        and apart.judge(group, Measurement(group.nearest.distance)).verdict is not Verdict.BROKEN
    ]
    return {id(gap) for gap in found if any({id(gap.one), id(gap.other)} <= members for members in small)}


def _judged(gap: Gap, sheet: Sheet, law: Law, *, grouped: bool) -> Finding:
    one, other = gap.one, gap.other
    if not gap.distance:
        return law.doubts(
            gap,
            Words(
                f"{gap.subject}：两栋建筑相邻相接，是否设防火墙需人工复核",
                f"{gap.subject}: the buildings touch; whether a fire wall parts them is for a person to see",
            ),
        )
    if same_name(gap):
        return law.doubts(
            gap,
            Words(
                f"{gap.subject}：两处轮廓同名而相距 {gap.distance:.2f} m，是一栋还是两栋需人工复核",
                f"{gap.subject}: two outlines of one name stand {gap.distance:.2f} m apart; "
                "whether they are one building is for a person to see",
            ),
            along=gap.along,
        )
    distance = Measurement(gap.distance, gap.along)
    required = [
        float(law.table("matrix")[row][column]) for row in _classes(one, law) for column in _classes(other, law)
    ]
    limit = law.limit(max(required), Comparison.AT_LEAST, unit="m", zh="防火间距", en="fire separation")
    unknown = _unknown(one) + _unknown(other)
    if one.use is None or other.use is None or (unknown and distance.value < limit.value):
        listed_zh, listed_en = "、".join(word.zh for word in unknown), ", ".join(word.en for word in unknown)
        return limit.judge(gap, distance, doubt=Words(f"{listed_zh}未知", f"unknown: {listed_en}"))
    found = limit.judge(gap, distance)
    if found.verdict is not Verdict.BROKEN:
        return found
    excuse = _excuse(gap, sheet, grouped=grouped)
    return (
        _mentioning_notes(found, gap, limit.value, law) if excuse is None else limit.judge(gap, distance, doubt=excuse)
    )


def _excuse(gap: Gap, sheet: Sheet, *, grouped: bool) -> Words | None:
    """What lets a distance be smaller than that of single buildings, as far as a plan shows it."""
    if grouped:
        return Words(
            "若按 5.2.4 成组布置可小于单独布置的间距，请说明",
            "as members of one group (5.2.4) they may stand nearer; say whether they are one",
        )
    if fire_wall_beside(sheet, gap):
        return Words(
            "图中注有防火墙，是否满足表 5.2.2 注的减小条件需核对墙体耐火极限、开口与屋顶",
            "a fire wall is noted here; whether a note under table 5.2.2 lets the distance be smaller depends on "
            "its fire resistance, openings and the roof; please check",
        )
    return None


def _mentioning_notes(found: Finding, gap: Gap, required: float, law: Law) -> Finding:
    """The broken finding with the notes under the table that could excuse it, none of which a plan proves."""
    high = is_high(gap.one, law.number("high_residential"), law.number("high_public")) or is_high(
        gap.other, law.number("high_residential"), law.number("high_public")
    )
    least = law.number("fire_wall_high" if high else "fire_wall_low")
    zh, en = [], []
    if not high and gap.distance >= required * (1 - law.number("few_openings")):
        zh.append("相对外墙不燃且开口面积比不大于 5% 时可减少 25%")
        en.append("a quarter less where the facing walls do not burn and hardly have openings")
    if gap.distance >= least:
        zh.append(f"较低一侧为防火墙且屋顶符合要求等情形可减至 {least:g} m")
        en.append(f"{least:g} m where the lower building's facing wall is a fire wall and its roof complies")
    zh.append("较高一侧外墙为防火墙等情形间距不限")
    en.append("any distance where the higher facing wall is a fire wall")
    return replace(
        found,
        message=Words(
            f"{found.message.zh}；表注的减小条件平面图不能反映（{'；'.join(zh)}），图中未注明防火墙",
            f"{found.message.en}; the notes under the table ({'; '.join(en)}) cannot be read off a plan, and no fire "
            "wall is noted",
        ),
    )


def _unknown(building: Footprint) -> list[Words]:
    """What the table asks of a building and nobody has stated."""
    missing = []
    if building.use is None:
        missing.append(Words(f"{building.subject} 使用性质", f"use of {building.subject}"))
    if building.height_in_doubt:
        missing.append(
            Words(f"{building.subject} 高度（图纸与事实不一致）", f"height of {building.subject} (two stated)")
        )
    elif building.height is None and not building.podium:
        missing.append(Words(f"{building.subject} 高度", f"height of {building.subject}"))
    if building.fire_rating is None:
        missing.append(Words(f"{building.subject} 耐火等级", f"fire rating of {building.subject}"))
    return missing


def _classes(building: Footprint, law: Law) -> set[str]:
    """The rows of the table the building may stand in; more than one while something is unknown."""
    high = is_high(building, law.number("high_residential"), law.number("high_public"))
    classes: set[str] = set()
    if high is not False:
        classes |= _rows(building, law.table("high_classes"))
    if high is not True:
        classes |= _rows(building, law.table("low_classes"))
    return classes


def _rows(building: Footprint, classes: dict[str, str]) -> set[str]:
    """By its rating; every row when the rating is unknown or is none the table has."""
    rated = classes.get(str(building.fire_rating))
    return set(classes.values()) if rated is None else {rated}
