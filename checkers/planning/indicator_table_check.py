"""Rule ``planning/indicator-table-check``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.indicators import indicators
from checkers.features.parking import comb_rows, stalls
from checkers.features.site import boundaries
from checkers.features.site_share import green_of, nested, new_on, overlooked, standing_on, undrawn
from checkers.finding import LENGTH_PRECISION, Measurement, remedied, written
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.indicators import Indicator
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


SEVERAL = Words(
    "表中该项有多个数值（分地块、分期或规划条件值），请核对哪个与本图对应",
    "the table states several values of it, of plots, phases or conditions; check which one is of this plan",
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the drawing says of an indicator."""

    value: float
    along: BaseGeometry
    precision: float
    doubt: Words | None = None


@rule("planning/indicator-table-check")
def indicator_table_check(plans: Plans, law: Law) -> Iterator[Finding]:
    """The numbers in the table of technical and economic indicators agree with what the site plan shows.

    Measured: for each row that the drawing can answer (site area, covered area, coverage, green share, floor area ratio,
    stalls on the ground, dwellings), the difference from what is drawn as a share of it, stalls and dwellings as counts.
    A difference within the rounding of the written number is doubtful at worst. Green that differs is always in doubt,
    for local rules say what counts.
    Rows written more than once with different values are doubtful.
    Silent on: rows with other names, and sheets with several boundaries or none.
    """
    for site in plans.recognise(boundaries):
        own = [each for each in plans.recognise(boundaries) if each.sheet == site.sheet]
        if len(own) > 1 and (own[0] is not site or nested(plans, site) is None):
            continue
        doubt = nested(plans, site)
        rows = [row for row in plans.recognise(indicators) if row.sheet == site.sheet]
        for row in rows:
            drawn = _drawn(plans, site, row, law)
            several = len({other.value for other in rows if other.key == row.key}) > 1
            if drawn is not None:
                yield _compared(row, drawn, law, doubt or (SEVERAL if several else None))


def _compared(row: Indicator, drawn: _Drawn, law: Law, doubt: Words | None) -> Finding:
    told = Words(
        f"图中 {written(drawn.value, '')}，表中 {written(row.value, '')}",
        f"drawn {written(drawn.value, '')}, in the table {written(row.value, '')}",
    )
    if row.key in {"surface_stalls", "households"}:
        off = Measurement(abs(row.value - drawn.value), drawn.along)
        limit = law.at_most("count")
    else:
        off = Measurement(
            abs(row.value - drawn.value) / drawn.value,
            drawn.along,
            drawn.precision + row.rounding / drawn.value,
        )
        limit = law.at_most("difference")
    return remedied(limit.judge(row, off, doubt=doubt or (drawn.doubt if off.value > limit.value else None)), told)


def _drawn(plans: Plans, site: Area, row: Indicator, law: Law) -> _Drawn | None:
    """What the drawing says of the row; None where it says nothing or zero."""
    area = site.polygon.area
    precision = LENGTH_PRECISION * site.polygon.length / area
    match row.key:
        case "site_area":
            drawn: _Drawn | None = _Drawn(area, site.polygon, precision)
        case "covered_area" | "density":
            drawn = _covered(plans, site, precision, share=row.key == "density")
        case "green":
            green = green_of(plans, site, law.number("strip")).counted
            local = Words("绿地计算规则各地不同，请核对", "what counts as green differs from place to place; check")
            drawn = _Drawn(green.area / area, green, precision, local) if green.area else None
        case "far":
            drawn = _ratio(plans, site, precision)
        case "surface_stalls":
            drawn = _stalls(plans, site)
        case "households":
            drawn = _dwellings(plans, site)
        case _:
            drawn = None
    return drawn


def _covered(plans: Plans, site: Area, precision: float, *, share: bool) -> _Drawn | None:
    covered = shapely.union_all([each.polygon for each in new_on(plans, site)]).intersection(site.polygon)
    if not covered.area:
        return None
    value = covered.area / site.polygon.area if share else covered.area
    more = precision + LENGTH_PRECISION * covered.length / covered.area
    doubt = overlooked(plans, site, "BLDG_OUTLINE") or undrawn(plans, site)
    if doubt is None and len(standing_on(plans, site)) > len(new_on(plans, site)):
        doubt = Words(
            "图中保留建筑、门卫、连廊等未计入，请核对表中是否计入",
            "buildings that stay, gate houses and the like were not counted; check whether the table counts them",
        )
    return _Drawn(value, covered, more, doubt)


def _stalls(plans: Plans, site: Area) -> _Drawn:
    here = [stall.polygon for stall in plans.recognise(stalls) if stall.sheet == site.sheet]
    loose = any(comb.sheet == site.sheet for comb in plans.recognise(comb_rows))
    unread = Words("部分车位以散线绘制", "some stalls are drawn as loose lines") if loose else None
    return _Drawn(len(here), shapely.union_all(here), 0.0, unread or overlooked(plans, site, "PARKING"))


def _dwellings(plans: Plans, site: Area) -> _Drawn | None:
    """The dwellings that the facts state, when they do so for every building of the site."""
    names = {each.name for each in new_on(plans, site)}
    homes = [plans.facts.building(name) for name in names if name]
    counts = [each.households for each in homes if each is not None and each.households is not None]
    return _Drawn(sum(counts), site.polygon, 0.0) if counts and len(counts) == len(names) else None


def _ratio(plans: Plans, site: Area, precision: float) -> _Drawn | None:
    """The floor area ratio by the table's own counted floor area over the site as drawn."""
    counted = [each for each in plans.recognise(indicators) if each.sheet == site.sheet and each.key == "counted_area"]
    if len(counted) != 1:
        return None
    return _Drawn(counted[0].value / site.polygon.area, site.polygon, precision)
