"""Rule ``planning/sunlight-residential``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.site import asks_use, footprints, is_minor, is_new, may_be, undescribed
from checkers.features.site_share import without_outline
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_site import sun_sites
from checkers.features.sun_standard import asked_at
from checkers.features.sunlight import Standard, path_over, sunshine
from checkers.finding import Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.features.sun_site import House
    from checkers.features.sunlight import Sunshine
    from checkers.finding import Finding, Limit
    from checkers.rule import Law


@rule("planning/sunlight-residential")
def sunlight_residential(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every dwelling of a new residential building has the hours of sun of its climate zone and city.

    Measured: at the sills of the ground floor, minute by minute on the standard day, past all buildings of the site
    plan. Where windows are drawn, each dwelling by its best window, or each window; otherwise the main outer walls that
    face the sun, every metre. Met where all of these have enough; broken where not even the best place of the house has;
    doubtful between, where tops of buildings nearby are unknown, where nobody says that people live on the ground
    floor, and where nobody says whether an old quarter is being rebuilt.
    Silent on: rebuilt quarters (planning/sunlight-elderly-oldtown), balconies, trees, the ground's own shadow, and
    buildings that the site plan does not show.
    """
    new = [each for each in plans.recognise(footprints) if is_new(each) and not is_minor(each)]
    homes = [each for each in new if each.use is Use.RESIDENTIAL]
    old_town = plans.facts.conditions.old_town
    if old_town:
        return
    perhaps = [each for each in new if each.use is None and not each.podium and _perhaps(plans, each)]
    if not homes and perhaps:
        raise CouldNotRead(f"facts.buildings[{perhaps[0].name or perhaps[0].subject}].use")
    yield from (_unclear(each, law) for each in perhaps)
    if not homes:
        if lost := without_outline(plans, Use.RESIDENTIAL):
            raise CouldNotRead(f"{lost} 的建筑轮廓 (BLDG_OUTLINE)")
        return
    standard, limit = _standard(plans, law)
    sites = sun_sites(plans, _wanted, law.number("wall_step"), law.number("window_step"))
    levels = [house.level for site in sites for house in site.houses]
    if levels and all(level is None for level in levels):
        raise CouldNotRead(sites[0].houses[0].missing)
    for site in sites:
        path = path_over(plans, site, standard.day)
        for house in site.houses:
            if house.unread is not None:
                yield law.doubts(house, house.unread)
            for found in sunshine(site, house, standard, path):
                yield _judged(found, limit, old_town=old_town)


def _unclear(footprint: Footprint, law: Law) -> Finding:
    asked = asks_use(footprint)
    return law.doubts(
        footprint,
        Words(
            f"{footprint.subject}：使用性质未明确，无法判断是否为住宅，{asked.zh}",
            f"{footprint.subject}: nobody says for certain what it is for; {asked.en}",
        ),
    )


def _perhaps(plans: Plans, footprint: Footprint) -> bool:
    """Whether a building of unknown use may be housing: texts or facts name housing among others, or no use at all."""
    return undescribed(footprint) or may_be(plans, footprint, Use.RESIDENTIAL)


def _wanted(house: House) -> bool:
    return house.own and house.footprint.use is Use.RESIDENTIAL


def _judged(found: Sunshine, limit: Limit, *, old_town: bool | None) -> Finding:
    doubt = found.doubt
    if doubt is None and old_town is None and found.hours < limit.value:
        doubt = Words(
            "是否旧区改建项目未明确，请提供 facts.conditions.old_town",
            "nobody says whether an old quarter is being rebuilt; state facts.conditions.old_town",
        )
    finding = limit.judge(found.thing, Measurement(found.hours, found.along, found.precision), doubt=doubt)
    zh, en = f"{finding.message.zh}；{found.detail.zh}", f"{finding.message.en}; {found.detail.en}"
    return replace(finding, message=Words(zh, en))


def _standard(plans: Plans, law: Law) -> tuple[Standard, Limit]:
    """What table 4.0.9 asks for here; CouldNotRead names the missing fact."""
    asked = asked_at(plans.facts.place, law.table("standards"), law.number("large_city"))
    day = Day.of(law.table("days")[asked["day"]])
    limit = law.limit(
        float(asked["hours"]),
        Comparison.AT_LEAST,
        unit="h",
        zh=f"{day.name.zh}日照时数",
        en=f"hours of sun on {day.name.en}",
    )
    return Standard(day, float(asked["hours"]) * MINUTES, law.number("sill")), limit
