"""Rule ``planning/redline-encroachment``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Polygon
from shapely.ops import split

from checkers.errors import CouldNotRead, Words
from checkers.features.base import areas, distinct, lines
from checkers.features.reach import projection
from checkers.features.site import Footprint, boundaries, footprints, site_plans
from checkers.features.site_share import overlooked
from checkers.finding import Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area, Span
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/redline-encroachment")
def redline_encroachment(plans: Plans, law: Law) -> Iterator[Finding]:
    """No building, basement or septic tank projects beyond the red line of the site or of a road.

    Measured: each outline of a building above or below ground and of a tank that touches the site; how far it reaches
    out of the site boundary, and how far over a road's red line that crosses it. What stands outside altogether is a
    neighbour's unless the facts list it. Doubtful are outlines that are not surely read.
    Silent on: existing buildings, balconies, steps and ramps that are not drawn as outlines; open boundaries, which
    preflight/closed-boundary finds.
    """
    sites = plans.recognise(boundaries)
    shown = list(_shown(plans))
    if not shown:
        return
    reds = {
        sheet.id: [line.boundary if isinstance(line, Polygon) else line for line, _ in lines(sheet, "ROAD_REDLINE")]
        for sheet in plans.recognise(site_plans)
    }
    if not sites and not any(reds[thing.sheet] for thing in shown):
        raise CouldNotRead("用地红线或道路红线 (SITE_BOUNDARY, ROAD_REDLINE)")
    limit, precision = law.at_most("projection"), law.number("precision")
    for thing in shown:
        own = [site for site in sites if site.sheet == thing.sheet]
        site = shapely.union_all([each.polygon for each in own])
        beside = bool(own) and thing.polygon.disjoint(site)
        if beside and not (isinstance(thing, Footprint) and thing.stated):
            continue
        out = projection(thing.polygon, site) if own else None
        over = _over(thing, reds[thing.sheet])
        farthest = max((span for span in (out, over) if span), key=lambda span: span.value, default=None)
        if farthest is None and not own and not reds[thing.sheet]:
            continue
        measured = Measurement(0.0) if farthest is None else Measurement(farthest.value, farthest.along, precision)
        doubt = _perhaps_over(plans, own) if farthest is None else None
        yield limit.judge(thing, measured, doubt=doubt)


def _shown(plans: Plans) -> Iterator[Area]:
    for footprint in plans.recognise(footprints):
        if not footprint.existing:
            yield footprint
    for sheet in plans.recognise(site_plans):
        yield from distinct(areas(sheet, "BASEMENT", "TANK"))


def _perhaps_over(plans: Plans, own: Sequence[Area]) -> Words | None:
    """Why what reaches out of no line that was read may reach out of one that was not."""
    if not own:
        return Words(
            "图中无用地红线，仅核对了道路红线，请补绘", "no site boundary is drawn, only roads' red lines; draw it"
        )
    return overlooked(plans, own[0], "SITE_BOUNDARY")


def _over(thing: Area, reds: Sequence[BaseGeometry]) -> Span | None:
    """How far the smaller part of an outline lies beyond a red line that cuts it in two."""
    found: list[Span] = []
    for red in reds:
        if not thing.polygon.crosses(red):
            continue
        parts = list(split(thing.polygon, red).geoms)
        if len(parts) > 1:
            inside = max(parts, key=lambda part: part.area)
            out = projection(thing.polygon, inside)
            if out is not None:
                found.append(out)
    return max(found, key=lambda span: span.value, default=None)
