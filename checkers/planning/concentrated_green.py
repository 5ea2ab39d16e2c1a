"""Rule ``planning/concentrated-green``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.indicators import stated
from checkers.features.roads import roads
from checkers.features.site import boundaries
from checkers.features.site_share import green_of, nested, new_on, overlooked, standing_on
from checkers.features.sun import MINUTES, Day
from checkers.features.sun_ground import ground_level, sunlit_share
from checkers.features.sun_site import casters_of
from checkers.features.sunlight import path_on
from checkers.features.widths import narrowest
from checkers.finding import LENGTH_PRECISION, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

NAMED = ("集中绿地", "集中公共绿地", "小游园", "中心绿地")


@rule("planning/concentrated-green")
def concentrated_green(plans: Plans, law: Law) -> Iterator[Finding]:
    """A residential block has concentrated green enough for its inhabitants, wide enough, and a third of it in the sun.

    Measured: each green outline named 集中绿地 on a site with housing: its clear width at the narrowest; the share of a grid
    of points that has the sun of the standard, on ground a metre below the lowest ground floor; and, of all of them
    together inside the site, off buildings and roads, the area for each inhabitant (facts, else the table of indicators). The sunlit share is
    never broken, for lower ground was looked at than there is; it is doubtful where a level, a top or north is unknown.
    Silent on: sites without housing; public green beyond the block.
    """
    for site in plans.recognise(boundaries):
        new = new_on(plans, site)
        if not any(each.use is Use.RESIDENTIAL for each in new):
            continue
        greens = [
            replace(area, subject=next(text.strip() for text in area.texts if any(word in text for word in NAMED)))
            for area in green_of(plans, site, 0.0).drawn
            if area.says(*NAMED)
        ]
        if not greens:
            raise CouldNotRead("标注“集中绿地”的绿地轮廓 (GREEN named 集中绿地)")
        for green in greens:
            yield _wide(green, law)
            yield _sunny(plans, green, law)
        yield _for_each(plans, site, greens, law)


def _wide(green: Area, law: Law) -> Finding:
    limit = law.at_least("width")
    width = narrowest(green.polygon)
    if width is None:
        return law.doubts(
            green,
            Words(
                f"{green.subject}：宽度无法量取，请核对轮廓",
                f"{green.subject}: no width can be taken; check the outline",
            ),
        )
    return limit.judge(green, Measurement(width.value, width.along))


def _for_each(plans: Plans, site: Area, greens: Sequence[Area], law: Law) -> Finding:
    people = _people(plans, site)
    condition = plans.facts.conditions.concentrated_green_min
    old_town = plans.facts.conditions.old_town
    strict, lax = law.at_least("old" if old_town else "new"), law.at_least("new" if old_town is False else "old")
    if condition is not None:
        strict, lax = (replace(each, value=max(each.value, condition)) for each in (strict, lax))
    built = [each.polygon for each in standing_on(plans, site)]
    ways = [road.polygon for road in plans.recognise(roads) if road.sheet == site.sheet]
    land = shapely.union_all([green.polygon for green in greens]).intersection(site.polygon)
    land = land.difference(shapely.union_all([*built, *ways]))
    thing = replace(site, subject="、".join(green.subject for green in greens))
    precision = LENGTH_PRECISION * sum(green.polygon.length for green in greens) / people
    measured = Measurement(land.area / people, land, precision)
    unclear = nested(plans, site) or overlooked(plans, site, "BLDG_OUTLINE")
    if unclear is not None and strict.judge(thing, measured).verdict is Verdict.MET:
        return strict.judge(thing, measured, doubt=unclear)
    unknown = Words(
        "是否旧区改建项目未明确，请提供 facts.conditions.old_town",
        "nobody says whether an old quarter is being rebuilt; state facts.conditions.old_town",
    )
    return bracketed(strict, lax, thing, measured, unknown=unknown)


def _people(plans: Plans, site: Area) -> float:
    """Inhabitants: by the table of indicators, else the people the facts state for the residential buildings."""
    row = stated(plans, site.sheet, "people")
    if row is not None and row.value > 0:
        return row.value
    homes = [building for building in plans.facts.buildings if building.use is Use.RESIDENTIAL]
    people = [building.people for building in homes]
    if not people or any(not count for count in people):
        raise CouldNotRead("居住人数（指标表或 facts.buildings[].people / inhabitants)")
    return float(sum(count or 0 for count in people))


def _sunny(plans: Plans, green: Area, law: Law) -> Finding:
    limit = law.at_least("sunlit")
    sheet = plans.drawings.sheet(green.sheet)
    level, missing = ground_level(plans.facts), "facts.buildings[].ground_level"
    try:
        asked = _standard(plans, law)
        path = path_on(plans, sheet, Day.of(law.table("days")[asked["day"]]))
    except CouldNotRead as unread:
        level, missing = None, unread.what
    if level is None:
        return law.doubts(
            green,
            Words(
                f"{green.subject}：日照阴影线外面积无法计算，请提供 {missing}",
                f"{green.subject}: the share outside the shadow line cannot be told; state {missing}",
            ),
        )
    casters, hidden = casters_of(plans, sheet)
    share = sunlit_share(green.polygon, level, casters, path, float(asked["hours"]) * MINUTES)
    doubt = hidden
    if not share >= limit.value:
        doubt = Words(
            "按低于首层 1m 的地面、未知顶标高按无限高保守计算，请核对",
            "reckoned on ground lower than it is and with unknown tops as high as the sky; check",
        )
    return limit.judge(green, Measurement(share, green.polygon), doubt=doubt)


def _standard(plans: Plans, law: Law) -> dict[str, Any]:
    """Day and hours of the standard here; CouldNotRead names the missing fact."""
    zone, people = plans.facts.place.climate_zone, plans.facts.place.population
    if zone is None:
        raise CouldNotRead("facts.place.climate_zone")
    row: dict[str, Any] = next(row for row in law.table("standards") if zone in row["zones"])
    asked: dict[str, Any] | None = row.get("any")
    if asked is None:
        if people is None:
            raise CouldNotRead("facts.place.population")
        asked = dict(row["large" if people >= law.number("large_city") else "small"])
    return asked
