"""Rule ``planning/sunlight-neighbour-impact``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.site import boundaries, footprints, is_new
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_impact import impact
from checkers.features.sun_site import sun_sites
from checkers.features.sunlight import Standard, path_over
from checkers.finding import written
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.sun_impact import Impact
    from checkers.features.sun_site import House
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/sunlight-neighbour-impact")
def sunlight_neighbour_impact(plans: Plans, law: Law) -> Iterator[Finding]:
    """Houses that stand already keep the sun of the standard, or lose none where they had less.

    Measured: at the sills of the ground floor of each residential building that stands on the site plan, its windows or
    every metre of its outer walls, with and without the new buildings, minute by minute on the standard day. Met where
    every place has the standard afterwards or loses no minute; broken where even the best place falls below the
    standard, or further below it; doubtful between, and where levels or tops are unknown.
    Silent on: houses that the site plan does not show, and neighbours that are no housing.
    """
    houses = [each for each in plans.recognise(footprints) if each.use is Use.RESIDENTIAL and not each.underground]
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
                yield _said(found, standard, law)
            elif house.level is None:
                yield law.doubts(
                    house,
                    Words(
                        f"{house.subject}：首层室内地坪标高未知，无法计算日照影响，请提供 {house.missing}",
                        f"{house.subject}: the level of the ground floor is unknown; state {house.missing}",
                    ),
                )


def is_ours(plans: Plans, sheet: str) -> bool:
    """Whether nothing tells neighbours from buildings of the case on a sheet: it has no boundary."""
    return not any(site.sheet == sheet for site in plans.recognise(boundaries))


def _wanted(house: House) -> bool:
    return not house.own and house.footprint.use is Use.RESIDENTIAL


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
    if found.harmed is None:
        return law.doubts(
            found.house,
            Words(zh.format(f"存疑（{found.why.zh}）"), en.format(f"doubtful ({found.why.en})")),
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
    zone, people = plans.facts.place.climate_zone, plans.facts.place.population
    if zone is None:
        raise CouldNotRead("facts.place.climate_zone")
    row: dict[str, Any] = next(row for row in law.table("standards") if zone in row["zones"])
    asked = row.get("any")
    if asked is None:
        if people is None:
            raise CouldNotRead("facts.place.population")
        asked = row["large" if people >= law.number("large_city") else "small"]
    return Standard(Day.of(law.table("days")[asked["day"]]), float(asked["hours"]) * MINUTES, law.number("sill"))
