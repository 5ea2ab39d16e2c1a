"""Rule ``planning/building-density``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.closure import Closure, bounds
from checkers.features.site import boundaries, footprints
from checkers.features.unseen import hides_shapes
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/building-density")
def building_density(plans: Plans, law: Law) -> Iterator[Finding]:
    """Buildings cover no more of the site than the planning conditions allow.

    Measured: each closed site boundary; the area its footprints cover together, over the area it encloses.
    The limit is the planning condition, or for housing without one the table by climate zone and mean storeys.
    A low share is doubtful while outlines on the sheet are open, objects of it could not be displayed, or
    boundaries lie inside one another.
    Silent on: basements, and buildings outside the boundary.
    """
    sites = plans.recognise(boundaries)
    standing = [footprint for footprint in plans.recognise(footprints) if not footprint.underground]
    if not sites:
        if standing:
            raise CouldNotRead("用地红线 (SITE_BOUNDARY)")
        return
    if not standing:
        raise CouldNotRead("建筑轮廓 (BLDG_OUTLINE)")
    if not any(_covers(footprint, site) for site in sites for footprint in standing):
        raise CouldNotRead("用地红线内的建筑轮廓 (BLDG_OUTLINE inside SITE_BOUNDARY on one sheet)")
    for site in sites:
        covering = [footprint for footprint in standing if _covers(footprint, site)]
        if not covering:
            continue
        covered = shapely.union_all([footprint.polygon for footprint in covering]).intersection(site.polygon)
        precision = LENGTH_PRECISION * (covered.length + site.polygon.length) / site.polygon.area
        limit = law.limit(
            _largest(plans, covering, law), Comparison.AT_MOST, unit="", zh="建筑密度", en="share of the site covered"
        )
        share = Measurement(covered.area / site.polygon.area, covered, precision)
        low = share.value <= limit.value
        yield limit.judge(site, share, doubt=_unsure(site, sites, plans) if low else None)


def _covers(footprint: Footprint, site: Area) -> bool:
    return footprint.sheet == site.sheet and footprint.polygon.intersects(site.polygon)


def _largest(plans: Plans, covering: Sequence[Footprint], law: Law) -> float:
    """The largest share allowed; CouldNotRead when neither conditions nor table give one."""
    stated = plans.facts.conditions.density_max
    if stated is not None:
        return stated
    zone = plans.facts.place.climate_zone
    if zone is None or any(footprint.use is not Use.RESIDENTIAL for footprint in covering):
        raise CouldNotRead("facts.conditions.density_max")
    if any(footprint.storeys is None for footprint in covering):
        raise CouldNotRead("facts.conditions.density_max, facts.buildings[].storeys")
    floors = sum(footprint.polygon.area * (footprint.storeys or 0) for footprint in covering)
    mean = floors / sum(footprint.polygon.area for footprint in covering)
    row: dict[str, Any] = next(row for row in law.table("zones") if zone in row["zones"])
    shares = [row["max"][entry["class"]] for entry in law.table("classes") if mean <= entry["storeys"]]
    if not shares:
        raise CouldNotRead("facts.conditions.density_max")
    return float(shares[0])


def _unsure(site: Area, sites: Sequence[Area], plans: Plans) -> Words | None:
    """Why a low share may be too low: something of the sheet was not measured."""
    sheet = plans.drawings.sheet(site.sheet)
    others = [other for other in sites if other.sheet == site.sheet and other is not site]
    if any(site.polygon.contains(other.polygon) or other.polygon.contains(site.polygon) for other in others):
        return Words(
            "用地红线相互套叠，无法确认净用地", "boundaries lie inside one another; which is the site is unclear"
        )
    loose = [
        bound
        for bound in plans.recognise(bounds)
        if bound.sheet == site.sheet and bound.meaning == "BLDG_OUTLINE" and bound.closure is not Closure.CLOSED
    ]
    if loose:
        return Words(
            "有建筑轮廓未闭合，基底面积可能偏小", "some building outlines are open, so the share may be too low"
        )
    if hides_shapes(sheet):
        return Words("图中有对象未能显示，基底面积可能偏小", "some objects are not shown, so the share may be too low")
    return None
