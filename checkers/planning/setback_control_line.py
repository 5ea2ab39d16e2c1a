"""Rule ``planning/setback-control-line``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Point

from checkers.errors import CouldNotRead, Words
from checkers.features.site import boundaries, control_lines, footprints, is_minor, is_new
from checkers.finding import Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/setback-control-line")
def setback_control_line(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every new building stays inside the building control line.

    Measured: each footprint of a site plan with a closed control line; the largest distance by which it projects
    beyond the line. Where the planning conditions state a setback, each control line's own distance from the site
    boundary as well; and where a sheet has a boundary and no control line, each footprint's.
    Silent on: basements, existing buildings, neighbours outside the boundary, canopies and the like; setbacks that
    differ from edge to edge.
    """
    new = [footprint for footprint in plans.recognise(footprints) if is_new(footprint) and not is_minor(footprint)]
    lines, sites = plans.recognise(control_lines), plans.recognise(boundaries)
    if not new:
        return
    stated = plans.facts.conditions.control_line_setback
    if not lines and (not sites or stated is None):
        raise CouldNotRead(
            "建筑控制线，或用地红线与 facts.conditions.control_line_setback "
            "(BLDG_CTRL_LINE, or SITE_BOUNDARY and facts.conditions.control_line_setback)"
        )
    for sheet in dict.fromkeys(footprint.sheet for footprint in new):
        here = [footprint for footprint in new if footprint.sheet == sheet]
        own_lines = [line for line in lines if line.sheet == sheet]
        own_sites = [site for site in sites if site.sheet == sheet]
        if own_lines:
            yield from _within(here, _union(own_lines), _union(own_sites), law)
        if stated is not None:
            yield from _set_back(own_lines or here, own_sites, stated, law)


def _union(areas: Sequence[Area]) -> BaseGeometry:
    return shapely.union_all([area.polygon for area in areas])


def _within(here: list[Footprint], inside: BaseGeometry, site: BaseGeometry, law: Law) -> Iterator[Finding]:
    limit = law.at_most("projection")
    for footprint in here:
        if footprint.polygon.disjoint(inside):
            if not site.is_empty and footprint.polygon.disjoint(site):
                continue
            if site.is_empty and not footprint.stated:
                yield law.doubts(
                    footprint,
                    Words(
                        f"{footprint.subject}：位于建筑控制线之外，且无用地红线，无法确认是否为本项目建筑",
                        f"{footprint.subject}: outside the control line, and no boundary tells whose building it is",
                    ),
                )
                continue
        yield limit.judge(footprint, projection(footprint.polygon, inside))


def projection(footprint: BaseGeometry, inside: BaseGeometry) -> Measurement:
    """How far a footprint reaches out of an area, along the line from its farthest corner to the area."""
    outside = footprint.difference(inside)
    corners = [Point(corner) for corner in shapely.get_coordinates(outside)]
    farthest = max(corners, key=inside.distance, default=None)
    if farthest is None or not inside.distance(farthest):
        return Measurement(0.0)
    along = shapely.shortest_line(farthest, inside)
    return Measurement(float(along.length), along)


def _set_back(things: Sequence[Area], sites: Sequence[Area], stated: float, law: Law) -> Iterator[Finding]:
    """Distances of lines or footprints from the site boundary they lie in."""
    limit = law.limit(stated, Comparison.AT_LEAST, unit="m", zh="退让用地红线", en="setback from the site boundary")
    for site in sites:
        for thing in things:
            if thing.polygon.disjoint(site.polygon):
                continue
            if site.polygon.contains(thing.polygon):
                along = shapely.shortest_line(thing.polygon.exterior, site.polygon.exterior)
                yield limit.judge(thing, Measurement(float(along.length), along))
            else:
                out = projection(thing.polygon, site.polygon)
                yield limit.judge(thing, Measurement(-out.value, out.along))
