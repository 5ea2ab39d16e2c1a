"""How high a thing may stand at a place before a sphere rolling over roof and rods touches it.

Vocabulary
----------
sphere      滚球: of the radius that the class asks for; lightning strikes where it can touch
rod         接闪杆: a place and the height of its tip above the roof
plate       the roof at height 0, where strips or a mesh make it an air termination; it carries the sphere, as its edge does
ground      how far below the roof the ground lies; it carries the sphere beside the building
protected   the height below which nothing at a place is touched by any sphere that stands clear of rods, plate and ground

The centre of the sphere stands no lower than S(u) above a place u: r + ground level, √(r² − d²) at the distance d < r
from the plate, and h + √(r² − d²) at the distance d < r from a rod of height h. The sphere around it passes over the
place x at S(u) − √(r² − |u − x|²), and the protected height is the least of that over u (GB 50057, appendix D: for a
single rod on a wide plate this gives rx = √(h(2r − h)) − √(hx(2r − hx))). Lengths are metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.affinity import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    Places = NDArray[np.float64]

TURNS = 120
"""directions from a place in which centres are tried first"""

RINGS = 60
"""distances tried in each direction"""

BEST = 3
"""of the directions tried, how many of the lowest are followed"""

ZOOMS = 7
"""times a stretch is narrowed around its lowest place"""

STEPS = 30
"""halvings of the angle between two directions"""

MOST_TRIPLES = 24
"""rods of which all triples are tried as feet of the sphere; of more, those nearest to the place"""


@dataclass(frozen=True, slots=True)
class Rod:
    """A rod's place and the height of its tip above the roof."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Sphere:
    """A sphere with all that carries it."""

    radius: float
    rods: Sequence[Rod]
    plate: BaseGeometry | None
    """None where the roof itself is not an air termination"""
    ground: float | None
    """metres from the roof down to the ground; None when not known: nothing carries the sphere there"""


def rough_height(sphere: Sphere, place: Point) -> float:
    """The protected height at a place, never less than it truly is, and close to it."""
    return float(_Around(sphere, place).tried()[0].min())


def protected_height(sphere: Sphere, place: Point) -> float:
    """The protected height at a place; minus infinity where nothing carries the sphere."""
    return _Around(sphere, place).least()


class _Around:
    """The sphere and what carries it, seen from one place at the origin."""

    def __init__(self, sphere: Sphere, place: Point) -> None:
        self.radius = sphere.radius
        near = [
            (rod.x - place.x, rod.y - place.y, rod.height)
            for rod in sphere.rods
            if math.hypot(rod.x - place.x, rod.y - place.y) < 2 * sphere.radius
        ]
        self.rods = np.array(sorted(near, key=lambda rod: math.hypot(rod[0], rod[1])), dtype=np.float64).reshape(-1, 3)
        self.plate = None if sphere.plate is None else translate(sphere.plate, -place.x, -place.y)
        if self.plate is not None:
            shapely.prepare(self.plate)
        self.floor = -math.inf if sphere.ground is None else sphere.radius - sphere.ground

    def over(self, centres: Places) -> Places:
        """How high above the origin the sphere passes when it stands as low as it can above these places (n, 2)."""
        r2 = self.radius**2
        low = np.full(len(centres), self.floor)
        if self.plate is not None:
            away = shapely.distance(self.plate, shapely.points(centres))
            low = np.maximum(low, np.where(away < self.radius, np.sqrt(np.maximum(r2 - away**2, 0)), -np.inf))
        for x, y, height in self.rods:
            d2 = (centres[:, 0] - x) ** 2 + (centres[:, 1] - y) ** 2
            low = np.maximum(low, np.where(d2 < r2, height + np.sqrt(np.maximum(r2 - d2, 0)), -np.inf))
        reach = (centres**2).sum(axis=1)
        return np.where(reach <= r2, low - np.sqrt(np.maximum(r2 - reach, 0)), np.inf)

    def tried(self) -> tuple[Places, Places]:
        """The lowest passing height in each direction tried, and the directions."""
        angles = np.arange(TURNS) * (2 * math.pi / TURNS)
        out = np.linspace(0, self.radius, RINGS)
        grid = np.stack([np.outer(np.cos(angles), out), np.outer(np.sin(angles), out)], axis=-1)
        lowest: Places = np.min(self.over(grid.reshape(-1, 2)).reshape(TURNS, RINGS), axis=1)
        return lowest, np.asarray(angles, dtype=np.float64)

    def least(self) -> float:
        """The lowest passing height: places where three rods or a rod's circle hold the sphere, then a close search."""
        corners = self._held()
        best = float(self.over(corners).min()) if len(corners) else math.inf
        lowest, angles = self.tried()
        for index in np.argsort(lowest, kind="stable")[:BEST]:
            best = min(best, self._followed(float(angles[index])))
        return best

    def _followed(self, angle: float) -> float:
        """The lowest passing height around one direction (golden section over the angle)."""
        golden = (math.sqrt(5) - 1) / 2
        low, high = angle - 2 * math.pi / TURNS, angle + 2 * math.pi / TURNS
        one, other = high - golden * (high - low), low + golden * (high - low)
        at_one, at_other = self._along(one), self._along(other)
        best = min(self._along(angle), at_one, at_other)
        for _ in range(STEPS):
            if at_one <= at_other:
                high, other, at_other = other, one, at_one
                one = high - golden * (high - low)
                at_one = self._along(one)
            else:
                low, one, at_one = one, other, at_other
                other = low + golden * (high - low)
                at_other = self._along(other)
            best = min(best, at_one, at_other)
        return best

    def _along(self, angle: float) -> float:
        """The lowest passing height in one direction."""
        low, high = 0.0, self.radius
        best = math.inf
        ray = np.array([math.cos(angle), math.sin(angle)])
        for _ in range(ZOOMS):
            out = np.linspace(low, high, RINGS)
            values = self.over(np.outer(out, ray))
            at = int(values.argmin())
            best = min(best, float(values[at]))
            step = out[1] - out[0]
            low, high = max(out[at] - step, 0.0), min(out[at] + step, self.radius)
        return best

    def _held(self) -> Places:
        """Centres where the sphere cannot roll on: between rods and plate, and on three rods."""
        found: list[tuple[float, float]] = []
        level = self.radius if self.plate is not None else self.floor
        circles = [
            (x, y, math.sqrt(self.radius**2 - (level - height) ** 2))
            for x, y, height in self.rods
            if math.isfinite(level) and abs(level - height) < self.radius
        ]
        for x, y, reach in circles:
            away = math.hypot(x, y)
            if away > 0:
                found.append((x - x / away * reach, y - y / away * reach))
        for one, other in combinations(circles[:MOST_TRIPLES], 2):
            found.extend(_crossings(one, other))
        for three in combinations(self.rods[:MOST_TRIPLES], 3):
            centre = _on_three(np.array(three), self.radius)
            if centre is not None:
                found.append(centre)
        return np.array(found, dtype=np.float64).reshape(-1, 2)


def _crossings(one: tuple[float, float, float], other: tuple[float, float, float]) -> list[tuple[float, float]]:
    """Where two circles (x, y, radius) cross."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    apart = math.hypot(dx, dy)
    if not abs(one[2] - other[2]) < apart < one[2] + other[2]:
        return []
    along = (apart**2 + one[2] ** 2 - other[2] ** 2) / (2 * apart)
    aside = math.sqrt(max(one[2] ** 2 - along**2, 0.0))
    ux, uy = dx / apart, dy / apart
    foot = one[0] + along * ux, one[1] + along * uy
    return [(foot[0] - aside * uy, foot[1] + aside * ux), (foot[0] + aside * uy, foot[1] - aside * ux)]


def _on_three(tips: Places, radius: float) -> tuple[float, float] | None:
    """The place above which a sphere rests on three tips (3, 3); None when it falls through or they lie in line."""
    a, b, c = tips
    ab, ac = b - a, c - a
    normal = np.cross(ab, ac)
    square = float(normal @ normal)
    if square <= 0:
        return None
    middle = a + (np.cross(normal, ab) * (ac @ ac) + np.cross(ac, normal) * (ab @ ab)) / (2 * square)
    left = radius**2 - float((middle - a) @ (middle - a))
    if left < 0:
        return None
    up = normal / math.sqrt(square)
    up = up if up[2] >= 0 else -up
    centre = middle + math.sqrt(left) * up
    return float(centre[0]), float(centre[1])
