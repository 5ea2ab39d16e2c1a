"""Sites for tests of sunlight: 常州 at 31.70° north, up is north, obstacles whose corners stand where the sun will be.

Vocabulary
----------
window     1.5 m wide, from x = 10 to 11.5 on the south wall of 1#, its sill at level 5.9
screens    two obstacles that leave the window its sun from noon to a time in the afternoon, and nothing else
"""

from __future__ import annotations

import math
from typing import Any

from shapely import Polygon

from tests.checkers.drawn import path, rectangle

LATITUDE = 31.70
PLACE = {"latitude": LATITUDE, "true_north": 0.0, "climate_zone": "III", "population": 5_300_000}
OUTSIDE = 0.001
"""metres before the wall at which light is asked for"""


def west_of_south(declination: float, hour: float) -> float:
    """Azimuth from the south, degrees, afternoon: cos A = (sin h sin φ - sin δ) / (cos h cos φ)."""
    phi, delta, turn = (math.radians(angle) for angle in (LATITUDE, declination, 15 * (hour - 12)))
    height = math.asin(math.sin(phi) * math.sin(delta) + math.cos(phi) * math.cos(delta) * math.cos(turn))
    cosine = (math.sin(height) * math.sin(phi) - math.sin(delta)) / (math.cos(height) * math.cos(phi))
    return math.degrees(math.acos(cosine))


def screens(until: float, declination: float = -20.28) -> list[tuple[str, Polygon]]:
    """The window is lit from noon until this hour: a corner due south of its east end, one where the sun then is."""
    angle = math.radians(west_of_south(declination, until))
    x, y = 10 - 60 * math.sin(angle), -OUTSIDE - 60 * math.cos(angle)
    west = Polygon([(x, y), (x - 100, y - 10), (x - 400, y - 10), (x - 400, y)])
    return [("2#", rectangle(11.5, -30, 400, 10)), ("3#", west)]


def building(name: str, use: str = "office", top: float | None = 500.0, ground: float | None = 5.0, **more: Any) -> Any:
    """Facts of a building; screens are offices five hundred metres high."""
    return {"name": name, "use": use, "ground_level": ground, "top_level": top, **more}


WINDOW = ("WINDOW", path((10, 0.1), (11.5, 0.1)))
DWELLING = ("SPACE", rectangle(5, 0.2, 10, 11.6))
HOUSE = ("1#", rectangle(0, 0, 30, 12))
