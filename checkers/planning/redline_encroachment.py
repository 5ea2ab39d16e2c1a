"""Rule ``planning/redline-encroachment``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Polygon
from shapely.ops import split

from checkers.errors import CouldNotRead, Words
from checkers.facts import plain_name
from checkers.features.base import areas, distinct, lines
from checkers.features.closure import Closure, unmeasured
from checkers.features.reach import is_cut_off, projection
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
    neighbour's unless the facts list it. Doubtful are outlines that are not surely read,
    loose lines of outlines at the boundary, and things in a small part of the site that a road's red line cuts off.
    Silent on: existing buildings, balconies, steps and ramps that are not drawn as outlines; open boundaries, which
    preflight/closed-boundary finds.
    """
    sites = plans.recognise(boundaries)
    shown = list(_shown(plans))
    if not shown:
        yield from _loose(plans, law)
        return
    reds = {
        sheet.id: [line.boundary if isinstance(line, Polygon) else line for line, _ in lines(sheet, "ROAD_REDLINE")]
        for sheet in plans.recognise(site_plans)
    }
    if not sites and not any(reds[thing.sheet] for thing in shown):
        raise CouldNotRead("用地红线或道路红线 (SITE_BOUNDARY, ROAD_REDLINE)")
    yield from _loose(plans, law)
    limit, precision = law.at_most("projection"), law.number("precision")
    left: list[Area] = []
    measured_names: set[str] = set()
    for thing in shown:
        own = [site for site in sites if site.sheet == thing.sheet]
        if not own and not reds[thing.sheet]:
            left.append(thing)
            continue
        measured_names.add(_name(thing))
        site = shapely.union_all([each.polygon for each in own])
        beside = bool(own) and thing.polygon.disjoint(site)
        if beside and not (isinstance(thing, Footprint) and thing.stated):
            continue
        out = projection(thing.polygon, site) if own else None
        over = _over(thing, reds[thing.sheet])
        farthest = max((span for span in (out, over) if span), key=lambda span: span.value, default=None)
        measured = Measurement(0.0) if farthest is None else Measurement(farthest.value, farthest.along, precision)
        doubt = None
        if farthest is None:
            doubt = _perhaps_over(plans, own) or _beyond(thing, own, reds[thing.sheet])
        yield limit.judge(thing, measured, doubt=doubt)
    if any(_name(thing) not in measured_names for thing in left if _name(thing) or not measured_names):
        raise CouldNotRead("与建筑同图的用地红线或道路红线 (a red line on the sheet of the buildings)")


def _name(thing: Area) -> str:
    """What tells a building on one sheet from those on another; empty when nothing does."""
    return plain_name(thing.name) if isinstance(thing, Footprint) else ""


def _loose(plans: Plans, law: Law) -> Iterator[Finding]:
    """Lines of outlines that bound nothing and lie on or over the boundary: what they were meant for may be over it."""
    shown = {sheet.id for sheet in plans.recognise(site_plans)}
    for bound in unmeasured(plans, "BLDG_OUTLINE"):
        sites = [site.polygon for site in plans.recognise(boundaries) if site.sheet == bound.sheet]
        over = not sites or not shapely.union_all(sites).contains(bound.where)
        if bound.closure is Closure.LOOSE and bound.sheet in shown and over:
            yield law.doubts(
                bound,
                Words(
                    f"{bound.subject}：线未闭合，无法判断是否突出红线，请闭合后重新提交",
                    f"{bound.subject}: the lines bound nothing, so nobody can tell whether it projects. Close them",
                ),
            )


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


def _beyond(thing: Area, own: Sequence[Area], reds: Sequence[BaseGeometry]) -> Words | None:
    """Why a thing that crosses no red line of a road may stand on the road: in a narrow part that one cuts off."""
    if not reds or not own:
        return None
    if not is_cut_off(thing.polygon, shapely.union_all([each.polygon for each in own]), reds):
        return None
    return Words(
        "位于道路红线分出的狭小部分内，可能在道路用地上，请核对",
        "stands in a small part that a road's red line cuts off, perhaps on the road itself; check",
    )
