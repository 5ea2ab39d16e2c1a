"""A building's class of lightning protection follows from how often lightning strikes it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.labels import labels
from checkers.features.roof import Roof, roofs
from checkers.features.site import footprints
from checkers.features.strikes import collection, written_strikes
from checkers.finding import Limit, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.facts import Building
    from checkers.features.plans import Plans


MILDEST = 1 + 2
"""第三类: the class that a count of strikes can forbid"""


@dataclass(frozen=True, slots=True)
class Strikes:
    """Strikes a year, known between two numbers."""

    least: float
    most: float
    doubt: Words | None = None


@rule("lightning/classification")
def classification(plans: Plans, law: Law) -> Iterator[Finding]:
    """A building of class 3 is struck no more often in a year than class 3 allows.

    Measured: N = k · Ng · Ae (appendix A) from the thunderstorm days, the height and the factor k of the facts and
    from the roof's outline with its band of width D; else N as written on the sheet. The limit is that of common
    buildings, or of those where many people gather, as the facts say. A building of class 2 or 1 is met. Doubtful are
    buildings whose N is not known, those of which a sheet draws several roofs side by side, or lies between the two limits while nobody says which counts, those whose written
    and reckoned N ask for different classes, those failing only because k is not known or neighbours are not taken
    into account, and roofs with higher parts.
    Silent on: explosive places, buildings of the state, and buildings of several classes in one.
    """
    main = [roof for roof in plans.recognise(roofs) if not roof.stands_on]
    if main and all(roof.protection.value is None for roof in main):
        raise CouldNotRead("facts.buildings[].lightning_class")
    for roof in main:
        name = roof.protection.building
        same = [other for other in main if name and other.protection.building == name]
        if roof is max(same, key=lambda each: each.polygon.area, default=roof):
            yield _whole(_judged(roof, plans, law), [other for other in same if other.sheet == roof.sheet])


def _whole(finding: Finding, parts: Sequence[Roof]) -> Finding:
    """The finding on the largest roof of a building; no count of strikes is met by one of several parts."""
    if len(parts) <= 1 or finding.verdict is not Verdict.MET or finding.measured is None:
        return finding
    several = Words(
        f"{finding.message.zh}；本图中该建筑有 {len(parts)} 个屋面轮廓，仅按最大者计算，等效面积请按整栋核实",
        f"{finding.message.en}; the sheet draws {len(parts)} roofs of this building and only the largest is reckoned "
        "with; check the collection area of the whole",
    )
    return replace(finding, verdict=Verdict.DOUBTFUL, message=several)


def _judged(roof: Roof, plans: Plans, law: Law) -> Finding:
    declared = roof.protection.value
    if declared is None:
        return law.doubts(
            roof,
            Words(
                f"{roof.subject}：防雷类别未注明或不唯一，请在图中注明防雷类别",
                f"{roof.subject}: its class of protection is not written or not unique. Write the class on the sheet",
            ),
        )
    if declared < MILDEST:
        message = Words(
            f"{roof.subject}：按第{declared}类防雷设防，不低于雷击次数要求的类别",
            f"{roof.subject}: class {declared}, as strict as any count of strikes asks for",
        )
        doubt = roof.protection.doubt
        return law.holds(roof, met=True, message=message) if doubt is None else law.doubts(roof, doubt)
    building = plans.facts.building(roof.protection.building) if roof.protection.building else None
    strikes = _strikes(roof, building, plans, law)
    if strikes is None:
        return law.doubts(
            roof,
            Words(
                f"{roof.subject}：年预计雷击次数未知，请在图中注明，或在案件事实中填写年平均雷暴日和建筑高度",
                f"{roof.subject}: strikes a year are not known. Write them on the sheet, or state thunderstorm days and "
                "height in the facts",
            ),
        )
    return _against(roof, building, strikes, law)


def _against(roof: Roof, building: Building | None, strikes: Strikes, law: Law) -> Finding:
    common, crowded = law.at_most("common"), law.at_most("crowded")
    strict = _crowded(building)
    outer, inner = {True: (crowded, crowded), False: (common, common), None: (common, crowded)}[strict]
    digits = law.number("digits")
    surely = _finding(outer, roof, strikes.least, digits)
    surely_not = _finding(inner, roof, strikes.most, digits)
    if surely_not.verdict is Verdict.MET:
        doubt = roof.protection.doubt
        return surely_not if doubt is None else inner.judge(roof, Measurement(strikes.most), doubt=doubt)
    doubt = strikes.doubt or roof.protection.doubt
    if surely.verdict is Verdict.BROKEN and doubt is None:
        return surely
    if surely.verdict is surely_not.verdict and doubt is None:
        return surely
    unknown = doubt or Words(
        "是否人员密集的公共建筑物、校正系数 k 或建筑各部高度未知，请在案件事实中填写",
        "whether many people gather here, the factor k or the heights of its parts are not known; state them in the facts",
    )
    return inner.judge(roof, Measurement(strikes.most, roof.polygon, digits), doubt=unknown)


def _finding(limit: Limit, roof: Roof, value: float, digits: float) -> Finding:
    return limit.judge(roof, Measurement(value, roof.polygon, digits))


def _crowded(building: Building | None) -> bool | None:
    if building is None:
        return None
    return False if building.crowded is None and building.use is Use.RESIDENTIAL else building.crowded


def _strikes(roof: Roof, building: Building | None, plans: Plans, law: Law) -> Strikes | None:
    written = _written(roof, plans)
    reckoned = _reckoned(roof, building, plans, law)
    if reckoned is None or not written:
        if not written:
            return reckoned
        several = Words("图中注写了多个年预计雷击次数", "several numbers of strikes are written")
        return Strikes(min(written), max(written), several if len(written) > 1 else None)
    limits = law.number("common"), law.number("crowded")
    apart = any((number > limit) is not (reckoned.most > limit) for number in written for limit in limits)
    if not apart:
        return reckoned
    listed = "、".join(f"{number:g}" for number in sorted(written))
    return Strikes(
        min(*written, reckoned.least),
        max(*written, reckoned.most),
        Words(
            f"图中注写 {listed} 次/a，按图形计算 {reckoned.most:.3f} 次/a，请核实",
            f"{listed} strikes a year are written, {reckoned.most:.3f} are reckoned from the drawing, please check",
        ),
    )


def _written(roof: Roof, plans: Plans) -> set[float]:
    sheet = plans.drawings.sheet(roof.sheet)
    written = labels(sheet)
    own = written_strikes(label.words for label in written if roof.polygon.intersects(label.point))
    outlines = [other.polygon for other in plans.recognise(roofs) if other.sheet == roof.sheet]
    free = (label.words for label in written if not any(each.intersects(label.point) for each in outlines))
    return own or written_strikes(free)


def _reckoned(roof: Roof, building: Building | None, plans: Plans, law: Law) -> Strikes | None:
    """N between the least and the most that unknown k and higher parts allow; None where days or height are not known."""
    days = plans.facts.place.thunderstorm_days
    height = building.height if building is not None else None
    if days is None or not height:
        return None
    reach = height if height >= law.number("tall") else math.sqrt(height * (law.number("span") - height))
    whole = collection(roof.polygon, reach)
    high = [part for part in roof.upper if part.area >= law.number("beside") * roof.polygon.area]
    least = max(collection(part, reach) for part in high) if high else whole
    factor = building.location_factor if building is not None else None
    each = law.number("density") * days / law.number("square_kilometre")
    doubt = None
    if _neighbours(building, plans, reach):
        doubt = Words(
            "周围 2D 范围内有其他建筑物，等效面积可按附录A减小，请核实",
            "other buildings stand within 2D, which may make the collection area smaller (appendix A), please check",
        )
    return Strikes(
        (factor or law.number("factor_least")) * each * least,
        (factor or law.number("factor_most")) * each * whole,
        doubt,
    )


def _neighbours(building: Building | None, plans: Plans, reach: float) -> bool:
    """Whether a site plan shows another building within 2D of this one; of a building no plan shows nobody can tell."""
    shown = [each for each in plans.recognise(footprints) if not each.underground]
    name = building.name if building is not None else ""
    own = [each for each in shown if each.name == name]
    if not own:
        return len(plans.facts.buildings) > 1
    return any(
        other.sheet == mine.sheet and other.name != name and other.polygon.distance(mine.polygon) < 2 * reach
        for mine in own
        for other in shown
    )
