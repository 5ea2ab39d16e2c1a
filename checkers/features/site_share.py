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
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.base import areas, distinct
from checkers.features.closure import Closure, bounds
from checkers.features.labels import labels
from checkers.features.site import LONGEST_NAME, NAME, boundaries, footprints, is_gone, is_minor
from checkers.features.unseen import hides_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
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
    known = {plain_name(each.name) for each in shown if each.name}
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


def spoken_of(plans: Plans, words: Sequence[str]) -> str:
    """A short writing with one of these words on a site and in no outline of a building; empty when there is none."""
    for site in plans.recognise(boundaries):
        here = [each.polygon for each in plans.recognise(footprints) if each.sheet == site.sheet]
        for label in labels(plans.drawings.sheet(site.sheet)):
            told = len(label.words) <= LONGEST_NAME and any(word in label.words for word in words)
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


def table_limits(law: Law, zone: ClimateZone | None, new: list[Footprint], end: str) -> tuple[float, float] | None:
    """What table 4.0.2 asks of a residential block: by the class its mean storeys reach up to, and by their whole part.

    The two differ where the mean lies between two classes (18.4 storeys), of which the table does not speak. None
    where zone, uses or storeys are unknown, or higher than the table goes. ``end`` is ``max`` or ``min``; data without
    zones are the same in all of them.
    """
    mean = mean_storeys(new)
    if mean is None:
        return None
    if end == "max" and isinstance(law.table("max") if zone is None else None, dict):
        return None
    return None


def mean_storeys(buildings: list[Footprint]) -> float | None:
    """Mean storeys of housing, by covered area (住宅建筑平均层数); None when any use or count of storeys is unknown.

    None too where any building is no housing: table 4.0.2 speaks of residential blocks.
    """
    if not buildings or any(each.use is not Use.RESIDENTIAL or each.storeys is None for each in buildings):
        return None
    floors = sum(each.polygon.area * (each.storeys or 0) for each in buildings)
    return floors / sum(each.polygon.area for each in buildings)
