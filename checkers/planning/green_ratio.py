"""Rule ``planning/green-ratio``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.features.indicators import stated
from checkers.features.roads import ON_ROAD, fire_lanes, loose_kerbs, roads
from checkers.features.site import boundaries
from checkers.features.site_share import (
    beyond_table,
    by_class,
    doubted,
    green_of,
    mean_storeys,
    nested,
    new_on,
    overlooked,
    unbounded,
    undrawn,
)
from checkers.finding import AREA_PRECISION, LENGTH_PRECISION, Comparison, Measurement, Verdict, written
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.features.site_share import Green
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/green-ratio")
def green_ratio(plans: Plans, law: Law) -> Iterator[Finding]:
    """Green land covers at least the share of the site that the planning conditions ask for.

    Measured: each closed site boundary with green outlines on its sheet; what these cover together inside it, off
    stalls, buildings and the strip along their walls that does not count, over the area it encloses. The limit is the
    planning condition, or for housing without one the table by climate zone and mean storeys. A high share is doubtful
    where green lies on roads or kerbs, boundaries lie inside one another, outlines of buildings are open, missing or could
    not be read, or the table asks for more than the condition; a low one where green outlines are open, lies on roofs
    (local rules), or could not be read, and where the table of indicators states enough. Round outlines of a tree's size are trees, and so are several of one shape.
    Silent on: sites on whose sheet no green is drawn while another sheet shows it; paved ground inside green outlines.
    """
    yield from (law.doubts(bound, doubted(bound)) for bound in unbounded(plans))
    sites = [site for site in plans.recognise(boundaries) if new_on(plans, site)]
    greens = {site.handles: green_of(plans, site, law.number("strip")) for site in sites}
    if sites and not any(green.drawn for green in greens.values()):
        raise CouldNotRead("绿地轮廓 (GREEN)")
    for site in sites:
        green = greens[site.handles]
        if not green.drawn:
            continue
        condition, table = plans.facts.conditions.green_min, _table(plans, new_on(plans, site), law)
        if condition is None and table is None:
            raise CouldNotRead("facts.conditions.green_min")
        limit = law.limit(
            condition if condition is not None else table[0] if table else 0.0,
            Comparison.AT_LEAST,
            unit="",
            zh="绿地率",
            en="share of the site that is green",
        )
        area = site.polygon.area
        precision = LENGTH_PRECISION * (green.counted.length + site.polygon.length) / area
        share = Measurement(green.counted.area / area, green.counted, precision)
        finding = limit.judge(site, share)
        doubt = None
        if finding.verdict is Verdict.MET:
            doubt = _too_high(plans, site, green, limit.value) or beyond_table(share.value, table, at_most=False)
        if finding.verdict is Verdict.BROKEN:
            doubt = _too_low(plans, site, green, limit.value)
        yield finding if doubt is None else limit.judge(site, share, doubt=doubt)


def _too_high(plans: Plans, site: Area, green: Green, least: float) -> Words | None:
    ways = [
        road.polygon for road in (*plans.recognise(roads), *plans.recognise(fire_lanes)) if road.sheet == site.sheet
    ]
    off_roads = green.counted.difference(shapely.union_all(ways))
    on_roads = green.counted.area - off_roads.area
    if on_roads > AREA_PRECISION and off_roads.area < least * site.polygon.area:
        return Words(
            "部分绿地与道路重叠，扣除后不足，请核对", "some green lies on roads, and without it the share is too low"
        )
    loose = [kerb.where for kerb in plans.recognise(loose_kerbs) if kerb.sheet == site.sheet]
    within = green.counted.buffer(-ON_ROAD)
    if any(line.intersects(within) for line in loose):
        return Words(
            "有道路边线穿过绿地且未能识别为道路，请闭合道路边线后核对",
            "kerbs that bound no road run through green; close the outlines of roads and check",
        )
    return nested(plans, site) or overlooked(plans, site, "BLDG_OUTLINE") or undrawn(plans, site)


def _too_low(plans: Plans, site: Area, green: Green, least: float) -> Words | None:
    if green.on_roofs:
        return Words(
            "屋顶、垂直绿化未计入，请按当地折算规定核对", "green on roofs is not counted; check by the local rules"
        )
    if green.counted.area + green.alike >= least * site.polygon.area:
        return Words(
            "图形相同的小块绿地按树木图例未计入，请核对",
            "small outlines of one shape were taken for trees and not counted; check",
        )
    row = stated(plans, site.sheet, "green")
    if row is not None and row.value >= least:
        return Words(
            f"指标表绿地率为 {written(row.value, '')}，图中闭合绿地轮廓可能不全，请核对",
            f"the table of indicators says {written(row.value, '')}, so not all green may be outlined; check",
        )
    return overlooked(plans, site, "GREEN")


def _table(plans: Plans, new: list[Footprint], law: Law) -> tuple[float, float] | None:
    """Shares of table 4.0.2; None where zone, uses or storeys are unknown."""
    zone = plans.facts.place.climate_zone
    if zone is None:
        return None
    row: dict[str, Any] = next(row for row in law.table("zones") if zone in row["zones"])
    return by_class(law.table("classes"), row["min"], mean_storeys(new))
