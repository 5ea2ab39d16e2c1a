"""Rule ``planning/site-access-road``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon

from checkers.errors import Words
from checkers.features.indicators import stated
from checkers.features.near import gathered
from checkers.features.roads import fire_lanes, roads
from checkers.features.site import boundaries
from checkers.features.site_share import new_on
from checkers.features.unseen import hides_shapes
from checkers.features.widths import narrowest
from checkers.finding import Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.roads import Road
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/site-access-road")
def site_access_road(plans: Plans, law: Law) -> Iterator[Finding]:
    """A road that connects the site with the city's roads is wide enough for what stands there.

    Measured: every road of the site plan that crosses the site boundary; its clear width at the narrowest, some metres
    to either side of the boundary. The only road of a large site must be wider (ways side by side may be
    one road, and are doubtful); how large is told by the counted floor
    areas in the facts, else by the table of indicators. Too narrow a road is doubtful while nobody says so, and where the
    site may adjoin a city road itself, of which a red line beside the boundary tells. Met is doubtful where objects of
    the sheet could not be read.
    Silent on: roads that end at the boundary, and sites on whose plan no road crosses it.
    """
    for site in plans.recognise(boundaries):
        if not new_on(plans, site):
            continue
        ways = {
            crossing.wkb: (road, crossing)
            for road in (*plans.recognise(roads), *plans.recognise(fire_lanes))
            if road.sheet == site.sheet
            for crossing in _crossings(road, site, law.number("inside"))
        }
        floor_area = _floor_area(plans, site)
        apart = len(gathered([crossing for _, crossing in ways.values()], law.number("inside")))
        for road, crossing in ways.values():
            yield _judged(plans, site, road, crossing, floor_area, (apart, len(ways)), law)


def _crossings(road: Road, site: Area, reach: float) -> list[Polygon]:
    """The pieces of a road around the places where it crosses the boundary."""
    rim = site.polygon.exterior.buffer(reach, join_style="mitre")
    pieces = [part for part in shapely.get_parts(road.polygon.intersection(rim)) if isinstance(part, Polygon)]
    within = site.polygon
    return [part for part in pieces if part.intersection(within).area > reach and part.difference(within).area > reach]


def _floor_area(plans: Plans, site: Area) -> float | None:
    """Floor area of the case; None when nobody states it."""
    areas = [building.floor_area for building in plans.facts.buildings]
    known = [area for area in areas if area is not None]
    row = stated(plans, site.sheet, "gross_area")
    if row is not None:
        return max(row.value, sum(known))
    return sum(known) if known and len(known) == len(areas) else None


def _judged(
    plans: Plans, site: Area, road: Road, crossing: Polygon, floor_area: float | None, count: tuple[int, int], law: Law
) -> Finding:
    thing = replace(road, subject=f"{road.subject}（跨用地红线处）", where=crossing)
    width = narrowest(crossing)
    if width is None:
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：净宽无法量取，请核对道路边线",
                f"{thing.subject}: no clear width can be taken; check the kerbs",
            ),
        )
    lax = law.at_least("width")
    strict = lax
    unknown = Words(
        "总建筑面积未知，请提供 facts.buildings[].floor_area",
        "the floor area is unknown; state facts.buildings[].floor_area",
    )
    apart, lanes = count
    if apart == 1 and (floor_area is None or floor_area > law.number("large")):
        strict = law.at_least("only")
        lax = strict if floor_area is not None and lanes == 1 else lax
    if floor_area is not None:
        unknown = Words(
            "并列或重叠的几条路可能是同一条连接道路，请核对",
            "ways side by side or over one another may be one access road; check",
        )
    measured = Measurement(width.value, width.along)
    finding = bracketed(strict, lax, thing, measured, unknown=unknown)
    sheet = plans.drawings.sheet(site.sheet)
    if finding.verdict is Verdict.BROKEN and len(sheet.rows("ROAD_REDLINE")):
        adjoins = Words(
            "用地可能直接邻接城市道路，不适用连接道路宽度，请核对",
            "the site may adjoin a city road itself, which asks for no access road; check",
        )
        return strict.judge(thing, measured, doubt=adjoins)
    if finding.verdict is Verdict.MET and hides_shapes(sheet):
        hidden = Words("图中有对象未能读取，道路可能更窄", "some objects could not be read; the road may be narrower")
        return strict.judge(thing, measured, doubt=hidden)
    return finding
