"""Shares of a site: what of it buildings cover, what of it is green, and why such a share may be wrong.

Vocabulary
----------
site      a closed site boundary (用地红线)
green     green land (绿地) as it counts: inside the site, off buildings and a strip along them, off stalls of cars
crown     a small round outline on a layer of green: a tree, no land
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import areas, distinct
from checkers.features.closure import Closure, bounds
from checkers.features.site import boundaries, footprints, is_minor
from checkers.features.unseen import hides_shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Area
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint

ROUND = 0.985
"""share of the area of a circle of its length from which an outline is round"""

LARGEST_CROWN = 120.0
"""square metres: a larger round outline is a lawn"""

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
    """Why the area of the site is not certain: boundaries lie inside one another."""
    for other in plans.recognise(boundaries):
        if other.sheet != site.sheet or other is site:
            continue
        if site.polygon.contains(other.polygon) or other.polygon.contains(site.polygon):
            return Words(
                "用地红线相互套叠，无法确认净用地，请只保留一条",
                "boundaries lie inside one another, so which is the site is unclear; leave one",
            )
    return None


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
    drawn = [
        area for area in distinct(areas(sheet, "GREEN")) if not _crown(area) and area.polygon.intersects(site.polygon)
    ]
    land = [area for area in drawn if not area.says(*ON_ROOFS)]
    union = shapely.union_all([area.polygon for area in land]).intersection(site.polygon)
    built = [each.polygon for each in standing_on(plans, site)]
    taken = [shapely.union_all(built).buffer(strip, join_style="mitre")] if built else []
    taken += [area.polygon for area in areas(sheet, "PARKING")]
    return Green(union.difference(shapely.union_all(taken)), tuple(drawn), on_roofs=len(land) < len(drawn))


def _crown(area: Area) -> bool:
    outline = area.polygon
    return outline.area < LARGEST_CROWN and outline.area > ROUND * outline.length**2 / (4 * math.pi)


def mean_storeys(buildings: list[Footprint]) -> float | None:
    """Mean storeys of housing, by covered area (住宅建筑平均层数); None when any use or count of storeys is unknown.

    None too where any building is no housing: table 4.0.2 speaks of residential blocks.
    """
    if not buildings or any(each.use is not Use.RESIDENTIAL or each.storeys is None for each in buildings):
        return None
    floors = sum(each.polygon.area * (each.storeys or 0) for each in buildings)
    return floors / sum(each.polygon.area for each in buildings)
