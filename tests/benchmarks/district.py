"""A district of towers for the benchmark of sunlight analysis, drawn by hand as the tests draw.

Vocabulary
----------
tower   18 storeys on a podium of two, in rows; every other one has windows drawn on its south wall
"""

from __future__ import annotations

from checkers.features.plans import Plans
from tests.checkers.drawn import path, plans, rectangle, sheet

ACROSS = 6
"""towers in a row"""

EAST, NORTH = 62.0, 48.0
"""metres from tower to tower"""


def district(towers: int) -> Plans:
    """The site plan of so many towers with the facts that sunlight analysis asks for, at 常州."""
    entities = []
    texts = []
    buildings = []
    for number in range(towers):
        x, y = number % ACROSS * EAST, number // ACROSS * NORTH
        name = f"{number + 1}#"
        entities += [
            ("BLDG_OUTLINE", rectangle(x, y, 36, 15.6)),
            ("BLDG_OUTLINE", rectangle(x + 36, y, 14, 15.6)),
        ]
        if number % 2:
            entities += [("WINDOW", path((x + 1 + 3 * step, y), (x + 2.8 + 3 * step, y))) for step in range(11)]
        texts += [(name, x + 5, y + 5), ("裙房", x + 40, y + 5)]
        shared = {"ground_level": 5.0, "use": "residential", "lowest_dwelling_storey": 1}
        buildings.append({"name": name, "top_level": 60.0, **shared})
        buildings.append({"name": f"{name} 裙房", "top_level": 14.0, "use": "commercial", "ground_level": 5.0})
    drawn = sheet(entities, texts, title="总平面图", number="总施-01", scale=1000.0)
    place = {"latitude": 31.70, "true_north": 12.0, "climate_zone": "III", "population": 5_300_000}
    return plans(drawn, place=place, buildings=buildings, conditions={"old_town": False})
