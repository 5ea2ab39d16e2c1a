"""Rule ``planning/building-density``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from checkers.errors import CouldNotRead, Words
from checkers.features.site import boundaries, footprints, is_gone
from checkers.features.site_share import (
    beyond_table,
    by_class,
    doubted,
    mean_storeys,
    nested,
    overlooked,
    unbounded,
    undrawn,
)
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement, Verdict
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
    A low share is doubtful while outlines on the sheet are open, objects of it could not be displayed, buildings are
    named without an outline, boundaries lie inside one another, or the table asks for less than the condition.
    Silent on: basements, buildings to be pulled down, and buildings outside the boundary.
    """
    yield from (law.doubts(bound, doubted(bound)) for bound in unbounded(plans))
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
        kept = [footprint for footprint in covering if not is_gone(footprint)]
        condition, table = plans.facts.conditions.density_max, _table(plans, covering, law)
        if condition is None and table is None:
            raise CouldNotRead("facts.conditions.density_max")
        limit = law.limit(
            condition if condition is not None else table[0] if table else 0.0,
            Comparison.AT_MOST,
            unit="",
            zh="建筑密度",
            en="share of the site covered",
        )
        share, whole = _share(kept, site), _share(covering, site)
        finding = limit.judge(site, share)
        doubt = None
        if finding.verdict is Verdict.MET:
            doubt = _unsure(site, plans) or beyond_table(share.value, table, at_most=True)
            if doubt is None and limit.judge(site, whole).verdict is not Verdict.MET:
                doubt = Words(
                    "注明拆除的建筑未计入，计入则超出，请核对是否全部拆除",
                    "buildings to be pulled down were not counted, and with them the share is too high; check",
                )
        yield finding if doubt is None else limit.judge(site, share, doubt=doubt)


def _share(covering: Sequence[Footprint], site: Area) -> Measurement:
    covered = shapely.union_all([footprint.polygon for footprint in covering]).intersection(site.polygon)
    precision = LENGTH_PRECISION * (covered.length + site.polygon.length) / site.polygon.area
    return Measurement(covered.area / site.polygon.area, covered, precision)


def _covers(footprint: Footprint, site: Area) -> bool:
    return footprint.sheet == site.sheet and footprint.polygon.intersects(site.polygon)


def _table(plans: Plans, covering: list[Footprint], law: Law) -> tuple[float, float] | None:
    """Shares of table 4.0.2; None where zone, uses or storeys are unknown."""
    zone = plans.facts.place.climate_zone
    if zone is None:
        return None
    row: dict[str, Any] = next(row for row in law.table("zones") if zone in row["zones"])
    return by_class(law.table("classes"), row["max"], mean_storeys(covering))


def _unsure(site: Area, plans: Plans) -> Words | None:
    """Why a low share may be too low: something of the sheet was not measured."""
    return nested(plans, site) or overlooked(plans, site, "BLDG_OUTLINE") or undrawn(plans, site)
