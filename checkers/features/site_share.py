"""Shares of a site: what of it buildings cover, what of it is green, and why such a share may be wrong.

Vocabulary
----------
site      a closed site boundary (用地红线)
green     green land (绿地) as it counts: inside the site, off buildings and a strip along them, off stalls of cars
crown     a small outline on a layer of green that is round, or repeated like a symbol: a tree, no land
undrawn   a building that the plan names, or the facts list, and that no outline shows
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.base import areas, distinct
from checkers.features.closure import Closure, bounds, unmeasured
from checkers.features.labels import labels
from checkers.features.site import LONGEST_NAME, NAME, NOISE, USES, boundaries, footprints, is_minor, is_new, site_plans
from checkers.features.unseen import hides_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.closure import Bound
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint

ROUND = 0.985
"""share of the area of a circle of its length from which an outline is round"""

LARGEST_CROWN = 120.0
"""square metres: a larger round outline is a lawn"""

FEWEST_CROWNS = 3
"""small outlines of one shape from which they are symbols of trees and no lawns"""

ANGULAR = 0.85
"""share of the rectangle around it that a small lawn covers at least"""

SAME_SHAPE = 3
"""digits of metres and square metres by which outlines are of one shape"""

DIGITS = 6
"""of mean storeys: what computing leaves behind them is no part of a storey"""

COMMON_GROUND = 0.01
"""share of a site from which another boundary that lies over it leaves the site's area unclear"""

BESIDE_OUTLINE = 15.0
"""metres from a building's name to a nameless outline it may have been written beside"""

ON_ROOFS = ("屋顶", "屋面", "垂直", "墙面")
"""green that counts by local rules only"""


@dataclass(frozen=True, slots=True)
class Green:
    """The green land of one site."""

    counted: BaseGeometry
    drawn: tuple[Area, ...]
    """each green outline, as drawn"""
    on_roofs: bool
    """whether some green is said to lie on roofs; it is not counted"""
    alike: float
    """square metres of small outlines of one shape that were taken for trees though they are not round"""


def standing_on(plans: Plans, site: Area) -> list[Footprint]:
    """The outlines above ground that touch the site, on its sheet."""
    return [
        each
        for each in plans.recognise(footprints)
        if each.sheet == site.sheet and not each.underground and each.polygon.intersects(site.polygon)
    ]


def new_on(plans: Plans, site: Area) -> list[Footprint]:
    """The buildings of the case on the site, canopies and gate houses left out."""
    return [each for each in standing_on(plans, site) if not each.existing and not is_minor(each)]


def nested(plans: Plans, site: Area) -> Words | None:
    """Why the area of the site is not certain: boundaries lie inside or over one another."""
    for other in plans.recognise(boundaries):
        if other.sheet != site.sheet or other is site or not other.polygon.intersects(site.polygon):
            continue
        common = other.polygon.intersection(site.polygon).area
        if common > COMMON_GROUND * min(site.polygon.area, other.polygon.area):
            return Words(
                "用地红线相互套叠，无法确认净用地，请只保留一条",
                "boundaries lie inside or over one another, so which is the site is unclear; leave one",
            )
    return None


def undrawn(plans: Plans, site: Area) -> Words | None:
    """Why buildings of the site may be missing: it names some that no outline shows, or the facts list more."""
    missing = list(dict.fromkeys([*_named_without_outline(plans, site), *unshown(plans)]))
    if not missing:
        return None
    names = "、".join(missing)
    return Words(
        f"{names} 未见闭合的建筑轮廓，未计入，请补绘或改到建筑轮廓图层",
        f"no closed outline shows {names}, so it was not counted; draw it, on a layer of outlines",
    )


def unshown(plans: Plans) -> list[str]:
    """Names of buildings of the facts that no site plan shows, unless as many outlines have no name."""
    shown = plans.recognise(footprints)
    known = {plain_name(name) for each in shown for name in (each.name, each.subject) if name}
    missing = [each.name for each in plans.facts.buildings if plain_name(each.name) not in known]
    nameless = sum(not each.name and not each.underground and not is_minor(each) for each in shown)
    return missing if len(missing) > nameless else []


def _named_without_outline(plans: Plans, site: Area) -> Iterator[str]:
    """Names of buildings written on the site in no outline and beside no nameless one."""
    here = [each for each in plans.recognise(footprints) if each.sheet == site.sheet]
    known = {plain_name(each.name) for each in here if each.name}
    nameless = [each.polygon for each in here if not each.name and not is_minor(each)]
    for label in labels(plans.drawings.sheet(site.sheet)):
        if not NAME.match(label.words) or plain_name(label.words) in known:
            continue
        point = label.point
        if site.polygon.contains(point) and not any(each.dwithin(point, BESIDE_OUTLINE) for each in nameless):
            yield label.words


def without_outline(plans: Plans, use: Use) -> str:
    """A building of this use that the facts list or a short writing on a site names, with no outline; empty if none."""
    if plans.recognise(site_plans):
        for name in unshown(plans):
            building = plans.as_stated.building(name)
            if building is not None and building.use is use:
                return name
    for site in plans.recognise(boundaries):
        here = [each.polygon for each in plans.recognise(footprints) if each.sheet == site.sheet]
        for label in labels(plans.drawings.sheet(site.sheet)):
            told = len(label.words) <= LONGEST_NAME and any(word in label.words for word in USES[use])
            if told and site.polygon.contains(label.point) and not any(each.intersects(label.point) for each in here):
                return label.words
    return ""


def overlooked(plans: Plans, site: Area, meaning: str) -> Words | None:
    """Why things on layers of this meaning may be missing: open outlines, or objects that could not be read."""
    if any(
        bound.sheet == site.sheet and bound.meaning == meaning and bound.closure is not Closure.CLOSED
        for bound in plans.recognise(bounds)
    ):
        return Words(
            "有轮廓未闭合，未计入，请闭合后重新提交", "some outlines are open and were not counted; close them"
        )
    if hides_shapes(plans.drawings.sheet(site.sheet)):
        return Words(
            "图中有对象未能读取，请分解后重新提交", "some objects could not be read; explode them and upload again"
        )
    return None


def unbounded(plans: Plans) -> tuple[Bound, ...]:
    """Lines of boundaries that bound nothing, with new buildings among them that stand on no closed site."""
    sites = plans.recognise(boundaries)
    outside = [
        each
        for each in plans.recognise(footprints)
        if is_new(each)
        and not any(site.sheet == each.sheet and site.polygon.intersects(each.polygon) for site in sites)
    ]
    return tuple(
        bound
        for bound in unmeasured(plans, "SITE_BOUNDARY")
        if bound.closure is Closure.LOOSE
        and any(each.sheet == bound.sheet and each.polygon.intersects(bound.where) for each in outside)
    )


def doubted(bound: Bound) -> Words:
    """What to say of a boundary that bounds nothing."""
    return Words(
        f"{bound.subject}：用地红线未闭合，其中建筑所在用地无法量取，请闭合后重新提交",
        f"{bound.subject}: the boundary is not closed, so the site of the buildings in it cannot be measured. Close it",
    )


def green_of(plans: Plans, site: Area, strip: float) -> Green:
    """The green of a site, off a strip of this width (metres) along buildings."""
    sheet = plans.drawings.sheet(site.sheet)
    found = [area for area in distinct(areas(sheet, "GREEN")) if area.polygon.intersects(site.polygon)]
    shapes = Counter(_shape(area) for area in found)
    symbols = [area for area in found if not _is_round(area) and _is_symbol(area, shapes[_shape(area)])]
    symbolic = {id(area) for area in symbols}
    drawn = [area for area in found if not _is_round(area) and id(area) not in symbolic]
    land = [area for area in drawn if not area.says(*ON_ROOFS)]
    union = shapely.union_all([area.polygon for area in land]).intersection(site.polygon)
    built = [each.polygon for each in standing_on(plans, site)]
    taken = [shapely.union_all(built).buffer(strip, join_style="mitre")] if built else []
    taken += [area.polygon for area in areas(sheet, "PARKING")]
    return Green(
        union.difference(shapely.union_all(taken)),
        tuple(drawn),
        on_roofs=len(land) < len(drawn),
        alike=sum(area.polygon.area for area in symbols),
    )


def _shape(area: Area) -> tuple[float, float]:
    return round(area.polygon.area, SAME_SHAPE), round(area.polygon.length, SAME_SHAPE)


def _is_round(area: Area) -> bool:
    outline = area.polygon
    return outline.area < LARGEST_CROWN and outline.area > ROUND * outline.length**2 / (4 * math.pi)


def _is_symbol(area: Area, alike: int) -> bool:
    """Whether an outline is of a tree's size and one of several of one shape, which is no rectangle."""
    outline = area.polygon
    small = outline.area < LARGEST_CROWN and alike >= FEWEST_CROWNS
    return small and outline.area < ANGULAR * outline.minimum_rotated_rectangle.area


def by_class(
    classes: Sequence[Mapping[str, Any]], row: Mapping[str, float], mean: float | None
) -> tuple[float, float] | None:
    """What a row of table 4.0.2 asks of these mean storeys: of the class they reach up to, and of their whole part's.

    The two differ where the mean lies between two classes (18.4 storeys), of which the table does not speak. None
    where the mean is unknown or the table ends below it.
    """
    if mean is None:
        return None
    up, down = (
        next((row[entry["class"]] for entry in classes if storeys <= entry["storeys"]), None)
        for storeys in (mean, math.floor(mean))
    )
    return None if up is None or down is None else (float(up), float(down))


def beyond_table(measured: float, table: tuple[float, float] | None, *, at_most: bool) -> Words | None:
    """Why what meets a limit may still break table 4.0.2, or be held against the wrong class of it."""
    if table is None:
        return None
    strict = min(table) if at_most else max(table)
    if (measured - strict if at_most else strict - measured) <= NOISE:
        return None
    sign = "≤" if at_most else "≥"
    return Words(
        f"按平均层数类别，GB 50180 表 4.0.2 控制值为 {sign} {strict:g}，请核对规划条件与平均层数",
        f"by its mean storeys table 4.0.2 of GB 50180 asks for {sign} {strict:g}; check the conditions and mean storeys",
    )


def mean_storeys(buildings: list[Footprint]) -> float | None:
    """Mean storeys of housing, by covered area (住宅建筑平均层数); None when any use or count of storeys is unknown.

    None too where any building is no housing: table 4.0.2 speaks of residential blocks.
    """
    if not buildings or any(each.use is not Use.RESIDENTIAL or each.storeys is None for each in buildings):
        return None
    floors = sum(each.polygon.area * (each.storeys or 0) for each in buildings)
    return round(floors / sum(each.polygon.area for each in buildings), DIGITS)
