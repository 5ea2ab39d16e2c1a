"""Rule ``planning/sunlight-neighbour-impact``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.site import boundaries, footprints, is_new, undescribed
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_impact import impact
from checkers.features.sun_site import sun_sites
from checkers.features.sun_standard import asked_at
from checkers.features.sunlight import Standard, path_over
from checkers.finding import written
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.features.sun import SunPath
    from checkers.features.sun_impact import Impact
    from checkers.features.sun_site import House, SunSite
    from checkers.finding import Finding
    from checkers.rule import Law


OF_OTHERS = frozenset({Use.KINDERGARTEN, Use.SCHOOL, Use.HOSPITAL, Use.ELDERLY})
"""uses with standards of sunlight of their own"""


@rule("planning/sunlight-neighbour-impact")
def sunlight_neighbour_impact(plans: Plans, law: Law) -> Iterator[Finding]:
    """Houses that stand already keep the sun of the standard, or lose none where they had less.

    Measured: at the sills of the ground floor of each residential building that stands on the site plan, its windows or
    every metre of its outer walls, with and without the new buildings, minute by minute on the standard day. Met where
    every place has the standard afterwards or loses no minute; broken where even the best place falls below the
    standard, or further below it; doubtful between, where levels or tops are unknown, for buildings nobody says the use
    of that would lose sun, and for those with standards of their own (kindergartens, schools, hospitals).
    Silent on: houses that the site plan does not show, and other neighbours that are no housing.
    """
    houses = [each for each in plans.recognise(footprints) if _asks(each) and not each.underground]
    new = [each for each in plans.recognise(footprints) if is_new(each)]
    if not new or not any(each.existing or not is_ours(plans, each.sheet) for each in houses):
        return
    sites = sun_sites(plans, _wanted, law.number("wall_step"), law.number("window_step"))
    if not sites:
        return
    standard = _standard(plans, law)
    levels = [house.level for site in sites for house in site.houses]
    if all(level is None for level in levels):
        raise CouldNotRead(sites[0].houses[0].missing)
    for site in sites:
        path = path_over(plans, site, standard.day)
        for house in site.houses:
            found = impact(site, house, standard, path)
            if found is not None:
                yield _said(_if_new(found, site, standard, path), standard, law)
            elif house.unread is not None:
                yield law.doubts(house, house.unread)


def _if_new(found: Impact, site: SunSite, standard: Standard, path: SunPath) -> Impact:
    """The impact, in doubt where it is none only because buildings nobody says to stand were taken for standing."""
    unsaid = {each.prism.name for each in site.casters if not (each.own or each.standing)} - {found.house.subject}
    if found.harmed is not False or not unsaid:
        return found
    casters = tuple(replace(each, own=each.own or each.prism.name in unsaid) for each in site.casters)
    other = impact(replace(site, casters=casters), found.house, standard, path)
    if other is None or other.harmed is False:
        return found
    names = "、".join(sorted(unsaid))
    why = Words(
        f"{names} 未注明为现状，若为新建则受影响，请注明",
        f"nobody says that {names} stands already, and if it is new the house loses sun; write it on the plan",
    )
    return replace(other, harmed=None, why=why)


def is_ours(plans: Plans, sheet: str) -> bool:
    """Whether nothing tells neighbours from buildings of the case on a sheet: it has no boundary."""
    return not any(site.sheet == sheet for site in plans.recognise(boundaries))


def _wanted(house: House) -> bool:
    return not house.own and _asks(house.footprint)


def _asks(footprint: Footprint) -> bool:
    """Whether people may live there: housing, or a building of which nobody says what it is for."""
    asks = footprint.use is Use.RESIDENTIAL or footprint.use in OF_OTHERS
    return asks or (undescribed(footprint) and not footprint.podium)


def _why(found: Impact) -> Words | None:
    """Why it cannot be told what becomes of a house; None when it can."""
    use = found.house.footprint.use
    if use in OF_OTHERS:
        return Words(
            "幼儿园、学校、医院病房、老年人建筑另有日照标准，请按其标准核对",
            "kindergartens, schools, wards and homes for the elderly have standards of their own; check by those",
        )
    if use is None and found.harmed is not False:
        return Words(
            "使用性质未明确，若为住宅则受影响，请注明现状建筑使用性质",
            "nobody says what it is for, and housing would lose sun; write its use on the plan",
        )
    return found.why if found.harmed is None else None


def _said(found: Impact, standard: Standard, law: Law) -> Finding:
    before, after = written(found.before, "h"), written(found.after, "h")
    least = written(standard.minutes / MINUTES, "h")
    zh = (
        f"{found.house.subject}：{standard.day.name.zh}日照建设前 {before}，建设后 {after}，标准 ≥ {least}，"
        f"{{}}；{found.detail.zh}"
    )
    en = (
        f"{found.house.subject}: sun on {standard.day.name.en} {before} before, {after} after, standard ≥ {least}: "
        f"{{}}; {found.detail.en}"
    )
    why = _why(found)
    if why is not None:
        return law.doubts(
            found.house,
            Words(zh.format(f"存疑（{why.zh}）"), en.format(f"doubtful ({why.en})")),
            found.along,
        )
    verdict = Words("不符合", "broken") if found.harmed else Words("符合（各处满足标准或未被新建建筑遮挡）", "met")
    return law.holds(
        found.house,
        met=not found.harmed,
        message=Words(zh.format(verdict.zh), en.format(verdict.en)),
        along=found.along,
    )


def _standard(plans: Plans, law: Law) -> Standard:
    """What table 4.0.9 asks for here; CouldNotRead names the missing fact."""
    asked = asked_at(plans.facts.place, law.table("standards"), law.number("large_city"))
    return Standard(Day.of(law.table("days")[asked["day"]]), float(asked["hours"]) * MINUTES, law.number("sill"))
