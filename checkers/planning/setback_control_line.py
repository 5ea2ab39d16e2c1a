"""Rule ``planning/setback-control-line``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.facts import plain_name
from checkers.features.closure import unmeasured
from checkers.features.reach import SLIVER, projection
from checkers.features.site import Footprint, boundaries, control_lines, footprints, is_minor, is_new, site_plans
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.closure import Bound
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/setback-control-line")
def setback_control_line(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every new building stays inside the building control line.

    Measured: each footprint of a site plan with a closed control line; the largest distance by which it projects
    beyond the line. Where the planning conditions state a setback, each control line's own distance from the site
    boundary as well; and where a sheet has a boundary and no control line, each footprint's. Doubtful are buildings
    that leave one of several control lines, for towers and podiums may have their own, and outlines and control
    lines that are open, cross themselves or leave the site.
    Silent on: basements, existing buildings, neighbours outside the boundary that the facts do not list, canopies and
    the like; setbacks that differ from edge to edge.
    """
    new = [footprint for footprint in plans.recognise(footprints) if is_new(footprint) and not is_minor(footprint)]
    lines, sites = plans.recognise(control_lines), plans.recognise(boundaries)
    shown = {sheet.id for sheet in plans.recognise(site_plans)}
    torn = [b for b in unmeasured(plans, "BLDG_OUTLINE", "BLDG_CTRL_LINE") if b.sheet in shown]
    yield from (_torn(bound, law) for bound in torn)
    if not new:
        return
    stated = plans.facts.conditions.control_line_setback
    if not lines and (not sites or stated is None):
        raise CouldNotRead(
            "建筑控制线，或用地红线与 facts.conditions.control_line_setback "
            "(BLDG_CTRL_LINE, or SITE_BOUNDARY and facts.conditions.control_line_setback)"
        )
    measured: set[str] = set()
    for sheet in dict.fromkeys(footprint.sheet for footprint in new):
        here = [footprint for footprint in new if footprint.sheet == sheet]
        own_lines = [line for line in lines if line.sheet == sheet]
        own_sites = [site for site in sites if site.sheet == sheet]
        if own_lines or (own_sites and stated is not None):
            measured |= {plain_name(footprint.name) for footprint in here}
        if own_lines:
            yield from _within(here, own_lines, _union(own_sites), law)
        if stated is not None:
            yield from _set_back(own_lines or here, own_sites, stated, law)
    names = {plain_name(footprint.name) for footprint in new if footprint.name or not measured}
    if not names <= measured:
        raise CouldNotRead("与建筑同图的建筑控制线 (BLDG_CTRL_LINE on the sheet of the buildings)")


def _union(areas: Sequence[Area]) -> BaseGeometry:
    return shapely.union_all([area.polygon for area in areas])


def _torn(bound: Bound, law: Law) -> Finding:
    return law.doubts(
        bound,
        Words(
            f"{bound.subject}：线未闭合或自相交，无法量取，请闭合后重新提交",
            f"{bound.subject}: the line is open or crosses itself, so nothing can be measured to it. Close it",
        ),
    )


def _within(here: list[Footprint], lines: Sequence[Area], site: BaseGeometry, law: Law) -> Iterator[Finding]:
    limit = law.at_most("projection")
    inside = _union(lines)
    for footprint in here:
        if footprint.polygon.disjoint(inside):
            if not site.is_empty and footprint.polygon.disjoint(site) and not footprint.stated:
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
        out = projection(footprint.polygon, inside)
        if out is None:
            yield limit.judge(
                footprint, Measurement(0.0), doubt=_another_line(footprint, lines) or _astray(lines, site)
            )
        else:
            yield limit.judge(footprint, Measurement(out.value, out.along))


def _another_line(footprint: Footprint, lines: Sequence[Area]) -> Words | None:
    """Why a building inside all lines together may still break one: it reaches out of one of them."""
    leaves = any(
        footprint.polygon.intersection(line.polygon).area > SLIVER
        and (out := projection(footprint.polygon, line.polygon)) is not None
        and out.value > LENGTH_PRECISION
        for line in lines
    )
    if not leaves:
        return None
    return Words(
        "有多条建筑控制线，建筑超出其中一条，请确认适用哪一条",
        "there are several control lines and the building leaves one of them; check which one binds it",
    )


def _astray(lines: Sequence[Area], site: BaseGeometry) -> Words | None:
    """Why a control line cannot be the one that binds: it leaves the site."""
    if site.is_empty or all(line.polygon.difference(site).area <= SLIVER for line in lines):
        return None
    return Words(
        "建筑控制线超出用地红线，请核对控制线位置",
        "the control line reaches out of the site boundary; check where it runs",
    )


def _is_stated(thing: Area) -> bool:
    return isinstance(thing, Footprint) and thing.stated


def _set_back(things: Sequence[Area], sites: Sequence[Area], stated: float, law: Law) -> Iterator[Finding]:
    """Distances of lines or footprints from the site boundary they lie in."""
    limit = law.limit(stated, Comparison.AT_LEAST, unit="m", zh="退让用地红线", en="setback from the site boundary")
    for site in sites:
        for thing in things:
            if thing.polygon.disjoint(site.polygon) and not _is_stated(thing):
                continue
            out = projection(thing.polygon, site.polygon)
            if out is None:
                along = shapely.shortest_line(thing.polygon.exterior, site.polygon.exterior)
                yield limit.judge(thing, Measurement(float(along.length), along))
            else:
                yield limit.judge(thing, Measurement(-out.value, out.along))
