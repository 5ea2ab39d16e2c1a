"""Rule ``planning/far``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely import Polygon

from checkers.errors import CouldNotRead, Words
from checkers.features.indicators import stated
from checkers.features.site import boundaries
from checkers.features.site_share import mean_storeys, nested, new_on
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("planning/far")
def far(plans: Plans, law: Law) -> Iterator[Finding]:
    """The buildings hold no more counted floor area than the planning conditions allow for the site.

    Measured: each closed site boundary with new buildings; the counted floor area that the facts state for each of them,
    else the one in the table of indicators, over the area the boundary encloses. The limit is the planning condition, or
    for housing without one the upper end of the table by climate zone and mean storeys. A low ratio is doubtful where
    outlines times storeys come to more than the limit though less is stated, and where boundaries lie inside one
    another; where no floor area is stated at all, outlines times storeys are held against the limit, always in doubt.
    Silent on: which floor area counts, which is the authors' to state; existing buildings.
    """
    sites = [(site, new) for site in plans.recognise(boundaries) if (new := new_on(plans, site))]
    for site, new in sites:
        largest = _largest(plans, new, law)
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
        ratio = counted / area
        doubt = None
        if ratio <= largest:
            doubt = nested(plans, site)
            if doubt is None and drawn is not None and drawn / area > largest:
                doubt = Words(
                    f"图中基底面积乘层数为 {drawn:.1f} m²，大于所报计容面积 {counted:.1f} m²，请核对",
                    f"outlines times storeys come to {drawn:.1f} m², more than the {counted:.1f} m² stated; check",
                )
        yield limit.judge(site, Measurement(ratio, site.polygon, precision), doubt=doubt)


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


def _largest(plans: Plans, new: list[Footprint], law: Law) -> float:
    """The largest ratio allowed; CouldNotRead when neither conditions nor table give one."""
    condition = plans.facts.conditions.far_max
    if condition is not None:
        return condition
    zone, mean = plans.facts.place.climate_zone, mean_storeys(new)
    if zone is None or mean is None:
        raise CouldNotRead("facts.conditions.far_max")
    row: dict[str, Any] = next(row for row in law.table("zones") if zone in row["zones"])
    ratios = [row["max"][entry["class"]] for entry in law.table("classes") if mean <= entry["storeys"]]
    if not ratios:
        raise CouldNotRead("facts.conditions.far_max")
    return float(ratios[0])
