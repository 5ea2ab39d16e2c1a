"""Rule ``planning/road-building-distance``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.base import lines
from checkers.features.roads import fire_lanes, loose_kerbs, roads, strays
from checkers.features.site import boundaries
from checkers.features.site_share import new_on
from checkers.features.unseen import hides_shapes
from checkers.finding import NOISE, Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/road-building-distance")
def road_building_distance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Buildings of a residential area keep their distance from the edges of its roads and from the city's.

    Measured: from each new building on a site with housing to the nearest internal road inside the site, and to the
    nearest red line of a city road, in plan. Entrances are not read from a site plan: met at the distance of a side
    with an entrance, broken below that of a gable, doubtful between. Doubtful too where it is met while objects of the
    sheet could not be read, or a kerb that bounds no road lies nearer.
    Silent on: pavements beside internal roads, fences, podiums' canopies, and sites without housing.
    """
    for site in plans.recognise(boundaries):
        new = new_on(plans, site)
        if not any(each.use is Use.RESIDENTIAL for each in new):
            continue
        sheet = plans.drawings.sheet(site.sheet)
        ways = [
            (road.polygon.intersection(site.polygon), road.handles)
            for road in (*plans.recognise(roads), *plans.recognise(fire_lanes))
            if road.sheet == site.sheet and road.polygon.intersection(site.polygon).area > 0
        ]
        reds = list(lines(sheet, "ROAD_REDLINE"))
        loose = any(stray.sheet == site.sheet for stray in (*plans.recognise(strays), *plans.recognise(loose_kerbs)))
        if not ways and not reds:
            if sheet.rows("ROAD").size or loose:
                raise CouldNotRead("道路边线 (ROAD)")
            continue
        unread = hides_shapes(sheet)
        kerbs = [kerb.where for kerb in plans.recognise(loose_kerbs) if kerb.sheet == site.sheet]
        for each in new:
            if ways:
                yield from _held(each, ways, "internal", law, unread=unread or _beside(each, kerbs, law))
            if reds:
                yield from _held(each, [(red, (h,)) for red, h in reds], "city", law, unread=unread)


def _beside(building: Footprint, kerbs: Sequence[BaseGeometry], law: Law) -> bool:
    """Whether a kerb that bounds no road lies nearer than any road may."""
    return any(kerb.distance(building.polygon) < law.table("internal")["entrance"] - NOISE for kerb in kerbs)


def _held(
    building: Footprint,
    edges: Sequence[tuple[BaseGeometry, tuple[str, ...]]],
    kind: str,
    law: Law,
    *,
    unread: bool,
) -> Iterator[Finding]:
    nearest, handles = min(edges, key=lambda edge: edge[0].distance(building.polygon))
    line = shapely.shortest_line(building.polygon, nearest)
    entry, unit = law.table(kind), law.table("unit")
    strict, lax = (
        law.limit(entry[side], Comparison.AT_LEAST, unit=unit, zh=entry["zh"], en=entry["en"])
        for side in ("entrance", "gable")
    )
    thing = replace(building, handles=(*building.handles, *handles))
    unknown = Words(
        "该侧是否有出入口、是否为山墙未知，请核对",
        "whether an entrance lies on that side, or the side is a gable, is not known; check",
    )
    finding = bracketed(strict, lax, thing, Measurement(line.length, line), unknown=unknown)
    if unread and finding.verdict is Verdict.MET:
        hidden = Words(
            "图中有对象或道路边线未能识别，可能另有更近的道路，请核对",
            "some objects or kerbs could not be read, and there may be a nearer road; check",
        )
        finding = strict.judge(thing, Measurement(line.length, line), doubt=hidden)
    yield finding
