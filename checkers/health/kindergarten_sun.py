"""Rooms of kindergartens have their hours of sun on the winter solstice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.base import areas, distinct
from checkers.features.site import asks_use, footprints, is_new, may_be
from checkers.features.site_share import without_outline
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_ground import ground_level, sunlit_share
from checkers.features.sun_site import sun_sites
from checkers.features.sunlight import Standard, path_over, sunshine
from checkers.finding import Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.sun import SunPath
    from checkers.features.sun_site import House, SunSite
    from checkers.finding import Finding
    from checkers.rule import Law

PLAYGROUNDS = ("活动场地", "游戏场地")


@rule("health/kindergarten-sun")
def kindergarten_sun(plans: Plans, law: Law) -> Iterator[Finding]:
    """Rooms where children play and sleep have their hours of sun over the whole window, and so has half the playground.

    Measured: at the sills of the ground floor of each new kindergarten, minute by minute on the winter solstice, past
    all buildings of the site plan: each window drawn, whole, or every metre of the main outer walls that face the sun;
    broken where not even the best place of the building has enough. Of each playground outlined on the plan the share
    with as many hours; never broken, for which hours draw the standard shadow line is not told. Doubtful where only part
    of a wall has enough, and where levels or tops are unknown.
    Silent on: upper storeys, and rooms whose windows the site plan does not show apart from others.
    """
    new = [each for each in plans.recognise(footprints) if is_new(each)]
    for each in new:
        if may_be(plans, each, Use.KINDERGARTEN):
            asked = asks_use(each)
            yield law.doubts(
                each,
                Words(
                    f"{each.subject}：使用性质未明确，无法判断是否为托幼用房，{asked.zh}，或单独绘出托幼用房轮廓",
                    f"{each.subject}: nobody says for certain whether it is a kindergarten; {asked.en}, or outline its part",
                ),
            )
    if not any(each.use is Use.KINDERGARTEN for each in new):
        if lost := without_outline(plans, Use.KINDERGARTEN):
            raise CouldNotRead(f"{lost} 的建筑轮廓 (BLDG_OUTLINE)")
        return
    day = Day.of(law.table("days")[law.table("day")])
    limit = law.at_least("hours")
    standard = Standard(day, limit.value * MINUTES, law.number("sill"))
    sites = sun_sites(plans, _wanted, law.number("wall_step"), law.number("window_step"))
    levels = [house.level for site in sites for house in site.houses]
    if levels and all(level is None for level in levels):
        raise CouldNotRead(sites[0].houses[0].missing)
    for site in sites:
        path = path_over(plans, site, day)
        for house in site.houses:
            if house.unread is not None:
                yield law.doubts(house, house.unread)
            for found in sunshine(site, replace(house, lived_below=True), standard, path):
                measured = Measurement(found.hours, found.along, found.precision)
                finding = limit.judge(found.thing, measured, doubt=found.doubt)
                zh, en = finding.message.zh, finding.message.en
                yield replace(finding, message=Words(f"{zh}；{found.detail.zh}", f"{en}; {found.detail.en}"))
        yield from _playgrounds(plans, site, standard, path, law)


def _wanted(house: House) -> bool:
    return house.own and house.footprint.use is Use.KINDERGARTEN


def _playgrounds(plans: Plans, site: SunSite, standard: Standard, path: SunPath, law: Law) -> Iterator[Finding]:
    limit = law.at_least("ground")
    level = ground_level(plans.facts)
    for ground in distinct(areas(site.sheet, "SPACE", "GREEN")):
        named = [text.strip() for text in ground.texts if any(word in text for word in PLAYGROUNDS)]
        if not named:
            continue
        thing = replace(ground, subject=named[0])
        if level is None:
            yield law.doubts(
                thing,
                Words(
                    f"{named[0]}：建筑首层地坪标高不全，无法计算日照，请提供 facts.buildings[].ground_level",
                    f"{named[0]}: levels of ground floors are unknown; state facts.buildings[].ground_level",
                ),
            )
            continue
        share = Measurement(sunlit_share(ground.polygon, level, site.casters, path, standard.minutes), ground.polygon)
        doubt = site.hidden
        if not share.value >= limit.value:
            doubt = Words(
                "标准建筑日照阴影线所依时数请按当地规定核对",
                "check by which hours the standard shadow line is drawn here",
            )
        yield limit.judge(thing, share, doubt=doubt)
