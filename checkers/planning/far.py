"""Rule ``planning/far``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely import Polygon

from checkers.errors import CouldNotRead, Words
from checkers.features.indicators import stated
from checkers.features.namesakes import named
from checkers.features.site import boundaries, is_gone, is_minor
from checkers.features.site_share import (
    beyond_table,
    by_class,
    doubted,
    mean_storeys,
    nested,
    new_on,
    standing_on,
    unbounded,
    undrawn,
)
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding, Limit
    from checkers.rule import Law


@rule("planning/far")
def far(plans: Plans, law: Law) -> Iterator[Finding]:
    """The buildings hold no more counted floor area than the planning conditions allow for the site.

    Measured: each closed site boundary with new buildings; the counted floor area that the facts state for each of them,
    else the one in the table of indicators, over the area the boundary encloses. The limit is the planning condition, or
    for housing without one the upper end of the table by climate zone and mean storeys. A low ratio is doubtful where
    outlines times storeys come to more than the limit though less is stated, where boundaries lie inside one another,
    buildings stay on the site, share a name or have no outline, and where the table asks for less than the condition or
    the mean lies between two of its classes; where no floor area is stated at all, outlines times storeys are held against the limit, always in doubt.
    Silent on: which floor area counts, which is the authors' to state.
    """
    yield from (law.doubts(bound, doubted(bound)) for bound in unbounded(plans))
    sites = [(site, new) for site in plans.recognise(boundaries) if (new := new_on(plans, site))]
    for site, new in sites:
        condition, table = plans.facts.conditions.far_max, _table(plans, new, law)
        if condition is None and table is None:
            raise CouldNotRead("facts.conditions.far_max")
        largest = condition if condition is not None else table[0] if table else 0.0
        limit = law.limit(largest, Comparison.AT_MOST, unit="", zh="容积率", en="floor area ratio")
        area = site.polygon.area
        drawn = _drawn(new)
        counted = _counted(plans, site, new)
        precision = LENGTH_PRECISION * site.polygon.length / area * largest
        if counted is None:
            if drawn is None:
                raise CouldNotRead("facts.buildings[].floor_area")
            estimate = Words(
                "按基底面积乘层数估算，计容面积未知，请提供 facts.buildings[].floor_area",
                "reckoned as outlines times storeys; state facts.buildings[].floor_area",
            )
            yield limit.judge(site, Measurement(drawn / area, site.polygon, precision), doubt=estimate)
            continue
        ratio = Measurement(counted / area, site.polygon, precision)
        finding = limit.judge(site, ratio)
        doubt = None
        if finding.verdict is Verdict.MET:
            doubt = _too_low(plans, site, new, limit) or beyond_table(ratio.value, table, at_most=True)
        yield finding if doubt is None else limit.judge(site, ratio, doubt=doubt)


def _too_low(plans: Plans, site: Area, new: list[Footprint], limit: Limit) -> Words | None:
    """Why the ratio may be higher: floor area that was not counted."""
    drawn, counted = _drawn(new), _counted(plans, site, new)
    if counted is not None and drawn is not None and drawn / site.polygon.area > limit.value:
        return Words(
            f"图中基底面积乘层数为 {drawn:.1f} m²，大于所报计容面积 {counted:.1f} m²，请核对",
            f"outlines times storeys come to {drawn:.1f} m², more than the {counted:.1f} m² stated; check",
        )
    names = {each.name for each in new}
    if any(name.count > 1 and name.sheet == site.sheet and name.name in names for name in plans.recognise(named)):
        return Words(
            "有两栋建筑同名，计容面积只计了一次，请更正楼号",
            "two buildings carry one name, so its floor area was counted once; correct the names",
        )
    if any(each.existing and not is_gone(each) and not is_minor(each) for each in standing_on(plans, site)):
        return Words(
            "用地内保留建筑的计容面积未计入，请核对",
            "the floor area of buildings that stay on the site is not counted; check",
        )
    return nested(plans, site) or undrawn(plans, site)


def _counted(plans: Plans, site: Area, new: Sequence[Footprint]) -> float | None:
    """Counted floor area as the facts state it for every building, else as the table of indicators does."""
    names = dict.fromkeys(each.name for each in new)
    buildings = [plans.facts.building(name) if name else None for name in names]
    areas = [building.floor_area if building else None for building in buildings]
    if all(area is not None for area in areas):
        return sum(area or 0.0 for area in areas)
    row = stated(plans, site.sheet, "counted_area")
    return row.value if row else None


def _drawn(new: Sequence[Footprint]) -> float | None:
    """Outlines times storeys; None when any count of storeys is unknown. A podium is counted off its tower."""
    if any(each.storeys is None for each in new):
        return None
    ordered = sorted(new, key=lambda each: -(each.storeys or 0))
    total = 0.0
    taken: BaseGeometry = Polygon()
    for each in ordered:
        total += each.polygon.difference(taken).area * (each.storeys or 0)
        taken = taken.union(each.polygon)
    return total


def _table(plans: Plans, new: list[Footprint], law: Law) -> tuple[float, float] | None:
    """Upper ends of table 4.0.2; None where zone, uses or storeys are unknown."""
    zone = plans.facts.place.climate_zone
    if zone is None:
        return None
    row: dict[str, Any] = next(row for row in law.table("zones") if zone in row["zones"])
    return by_class(law.table("classes"), row["max"], mean_storeys(new))
