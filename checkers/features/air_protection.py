"""What the rods of a roof protect: for each thing on it the place where it stands out most, and how high it may stand.

Vocabulary
----------
foot       where a rod stands; one on a thing on the roof is taken to stand on the roof, which protects less
worst      the place of a thing at which the protected height is least
unsure     why the protected height may be larger than reckoned: a rod without a height, a higher roof beside it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import Point, Polygon, union_all

from checkers.errors import Words
from checkers.features.rods import LightningRod, rods
from checkers.features.rolling_sphere import Rod, Sphere, protected_height, rough_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.features.plans import Plans
    from checkers.features.roof import Roof
    from checkers.features.roof_objects import RoofObject

BESIDE_ROOF = 1.0
"""metres outside a roof's line within which a rod stands on it: on the parapet"""

CLOSE = 0.3
"""metres: how much lower the protected height may truly be than it was roughly found"""

MOST_CLOSE = 2
"""places as low as the lowest that are looked at closely"""

MOST_PLACES = 400
"""places of a roof that are tried; a larger roof is tried at wider steps"""


@dataclass(frozen=True, slots=True)
class Shelter:
    """What protects a roof."""

    rods: tuple[LightningRod, ...]
    sphere: Sphere
    unsure: Words | None


@dataclass(frozen=True, slots=True)
class Worst:
    """The place where a thing stands out most, and the height protected there, metres."""

    place: Point
    height: float


def rods_on(plans: Plans, roof: Roof) -> tuple[LightningRod, ...]:
    """The rods that stand on a roof, on what stands on it, or on its parapet; none that stands alone on the ground."""
    return tuple(
        rod
        for rod in plans.recognise(rods)
        if rod.sheet == roof.sheet and not rod.independent and roof.polygon.distance(rod.point) <= BESIDE_ROOF
    )


def shelter(
    roof: Roof, standing: Sequence[LightningRod], objects: Sequence[RoofObject], radius: float, building: float | None
) -> Shelter:
    """What protects the roof: its rods with known heights, the roof itself where it has strips, the ground."""
    known = [Rod(rod.point.x, rod.point.y, rod.height) for rod in standing if rod.height is not None]
    courts = union_all(list(roof.courts)) if roof.courts else Polygon()
    plate = None if roof.strips.is_empty else roof.polygon.difference(courts)
    unsure = None
    if len(known) < len(standing):
        unsure = Words("有接闪杆未注明高度，未计入保护", "a rod without a height is left out")
    elif any(each.polygon.intersects(rod.point) for each in objects for rod in standing):
        unsure = Words("有接闪杆立于突出物上，其底部高度未计入", "a rod stands on a thing whose height is left out")
    elif roof.upper:
        unsure = Words("旁有更高屋面，其保护作用未计入", "a higher roof beside it is left out")
    return Shelter(tuple(standing), Sphere(radius, known, plate, building), unsure)


def worst_of(sphere: Sphere, outline: Polygon) -> Worst:
    """The corner of an object that stands out most: a thing with a flat top is touched at its outline first."""
    corners = [Point(corner) for corner in shapely.get_coordinates(outline.convex_hull)[:-1]]
    return _lowest(sphere, corners)


def worst_of_roof(sphere: Sphere, outline: Polygon, step: float) -> Worst:
    """The place of a roof that stands out most: its corners, places along its edge and in it."""
    wide = max(step, (outline.area / MOST_PLACES) ** 0.5)
    left, low, right, high = outline.bounds
    edge = [Point(place) for place in shapely.get_coordinates(outline.segmentize(wide))]
    inner = [
        place
        for column in range(int((right - left) / wide) + 1)
        for row in range(int((high - low) / wide) + 1)
        if outline.contains(place := Point(left + column * wide, low + row * wide))
    ]
    return _lowest(sphere, [*edge, *inner])


def _lowest(sphere: Sphere, places: Sequence[Point]) -> Worst:
    rough = [rough_height(sphere, place) for place in places]
    least = min(rough)
    ranked = sorted(zip(rough, places, strict=True), key=lambda pair: pair[0])
    near = [place for height, place in ranked if height <= least + CLOSE]
    return min(
        (Worst(place, protected_height(sphere, place)) for place in near[:MOST_CLOSE]), key=lambda worst: worst.height
    )
