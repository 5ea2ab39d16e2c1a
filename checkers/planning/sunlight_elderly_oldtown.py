"""Rule ``planning/sunlight-elderly-oldtown``."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.site import asks_use, footprints, is_minor, is_new, may_be, undescribed
from checkers.features.site_share import without_outline
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_site import sun_sites
from checkers.features.sunlight import Standard, path_over, sunshine
from checkers.finding import Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.features.sun_site import House
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/sunlight-elderly-oldtown")
def sunlight_elderly_oldtown(plans: Plans, law: Law) -> Iterator[Finding]:
    """Homes for the elderly have two hours of sun on the winter solstice, dwellings of rebuilt quarters one on Great Cold.

    Measured: as in planning/sunlight-residential, for new homes for the elderly, and for new residential buildings of
    a case that rebuilds an old quarter. Doubtful in the same cases.
    Silent on: other cases, and things added to buildings that stand already.
    """
    new = [each for each in plans.recognise(footprints) if is_new(each)]
    kinds = {Use.ELDERLY: "elderly"}
    if plans.facts.conditions.old_town:
        kinds[Use.RESIDENTIAL] = "old_town"
    for use, name in kinds.items():
        yield from (_unclear(each, law) for each in new if _perhaps(plans, each, use))
        if any(each.use is use for each in new):
            yield from _of_use(plans, law, use, name)
        elif lost := without_outline(plans, use):
            raise CouldNotRead(f"{lost} 的建筑轮廓 (BLDG_OUTLINE)")


def _of_use(plans: Plans, law: Law, use: Use, name: str) -> Iterator[Finding]:
    """The findings for the buildings of one use; ``name`` is that of its standard among the clause's limits."""
    entry = law.table(name)
    day = Day.of(law.table("days")[entry["day"]])
    limit = replace(
        law.at_least("sill"), value=float(entry["hours"]), unit="h", quantity=Words(entry["zh"], entry["en"])
    )
    standard = Standard(day, limit.value * MINUTES, law.number("sill"))
    sites = sun_sites(plans, partial(_wanted, use), law.number("wall_step"), law.number("window_step"))
    levels = [house.level for site in sites for house in site.houses]
    if levels and all(level is None for level in levels):
        raise CouldNotRead(sites[0].houses[0].missing)
    for site in sites:
        path = path_over(plans, site, day)
        for house in site.houses:
            if house.unread is not None:
                yield law.doubts(house, house.unread)
            for found in sunshine(site, house, standard, path):
                measured = Measurement(found.hours, found.along, found.precision)
                finding = limit.judge(found.thing, measured, doubt=found.doubt)
                zh, en = finding.message.zh, finding.message.en
                yield replace(finding, message=Words(f"{zh}；{found.detail.zh}", f"{en}; {found.detail.en}"))


def _perhaps(plans: Plans, footprint: Footprint, use: Use) -> bool:
    """Whether a building of unknown use may be one of these; of dwellings any building whose use nobody tells."""
    silent = use is Use.RESIDENTIAL and undescribed(footprint)
    return not footprint.podium and not is_minor(footprint) and (silent or may_be(plans, footprint, use))


def _wanted(use: Use, house: House) -> bool:
    return house.own and house.footprint.use is use


def _unclear(footprint: Footprint, law: Law) -> Finding:
    asked = asks_use(footprint)
    return law.doubts(
        footprint,
        Words(
            f"{footprint.subject}：使用性质未明确，无法判断适用的日照标准，{asked.zh}",
            f"{footprint.subject}: nobody says for certain what it is for; {asked.en}",
        ),
    )
