"""Fire lanes: width and turns, dead ends, distance to facades, and whether buildings have them (GB 55037-2022, 3.4)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

SIZE, GAP = "fire/lane-size", "fire/lane-wall-gap"
END, GIVEN = "fire/lane-deadend", "fire/lane-provision"
QUARTER = math.tan(math.pi / 8)
HOUSING = {"use": "residential", "height": 18.0, "storeys": 6}


def rounded(plan: Draft, layer: str, x: float, y: float, width: float, height: float, radius: float) -> None:
    """A closed line along a rectangle with round corners."""
    right, top = x + width, y + height
    places = [
        (x + radius, y, 0.0),
        (right - radius, y, QUARTER),
        (right, y + radius, 0.0),
        (right, top - radius, QUARTER),
        (right - radius, top, 0.0),
        (x + radius, top, QUARTER),
        (x, top - radius, 0.0),
        (x, y + radius, QUARTER),
    ]
    plan.bulged(layer, places, closed=True)


def _sheet(scene: Scene, number: int) -> Draft:
    return scene.sheet(f"消施-{number:02}", f"消防总平面图（{number}）", scale=500, discipline="消防")


def _ring(plan: Draft) -> None:
    """A ring of exactly 4 m around a house whose bay shows the distance to the facade."""
    rounded(plan, "FIRE_LANE", 0, 0, 100, 60, 13)
    rounded(plan, "FIRE_LANE", 4, 4, 92, 52, 9)
    plan.text("消防车道 4.0m", 40, 1)
    plan.expect(SIZE, "met", 50, 2)
    # the bay, 1 m wide, is 7 m from the lane
    bay = [(49.5, 12), (49.5, 11), (50.5, 11), (50.5, 12)]
    plan.outline("BLDG_OUTLINE", [(20, 12), *bay, (80, 12), (80, 27), (20, 27)])
    plan.text("1#", 24, 17, paper=5)
    plan.expect(GAP, "met", 50, 7.5)
    plan.expect(GIVEN, "met", 40, 24)


def _dead_ends(plan: Draft) -> None:
    """Lanes off a road: too narrow and too long; 20 m; 36 m; the very 40 m."""
    plan.rectangle("ROAD", -12, -20, 12, 110)
    plan.rectangle("FIRE_LANE", 0, 0, 60, 3.5)
    plan.expect(SIZE, "broken", 20, 1.75)
    plan.expect(END, "broken", 50, 1.75)
    plan.rectangle("FIRE_LANE", 0, 30, 36, 4)
    plan.expect(SIZE, "met", 20, 32)
    plan.expect(END, "met", 30, 32)
    plan.rectangle("FIRE_LANE", 0, 60, 40, 4.5)
    plan.expect(SIZE, "met", 20, 62)
    plan.expect(END, "met", 30, 62.25)
    plan.rectangle("FIRE_LANE", 0, 85, 20, 4)
    plan.expect(SIZE, "met", 10, 87)
    plan.expect(END, "met", 15, 87)


def _turning_places(plan: Draft) -> None:
    """Squares to turn in, large and too small; a lane of two open kerbs, and one of a single line."""
    plan.rectangle("ROAD", -12, -20, 12, 150)
    plan.rectangle("FIRE_LANE", 0, 0, 60, 4)
    plan.rectangle("FIRE_LANE", 60, -4, 12, 12)
    plan.text("回车场12×12", 61, 1)
    plan.expect(SIZE, "met", 20, 2)
    plan.expect(END, "met", 50, 2)
    plan.rectangle("FIRE_LANE", 0, 40, 70, 4)
    plan.rectangle("FIRE_LANE", 70, 36.5, 11, 11)
    plan.expect(END, "broken", 55, 42)
    plan.line("FIRE_LANE", (0, 80), (50, 80))
    plan.line("FIRE_LANE", (0, 83.6), (50, 83.6))
    plan.expect(SIZE, "broken", 20, 81.8)
    plan.expect(END, "broken", 40, 81.8)
    plan.line("FIRE_LANE", (0, 110), (60, 110), (60, 125))
    plan.expect(SIZE, "doubtful", 30, 110)


def _hatches(plan: Draft) -> None:
    """A hatch between two roads; a ring with a notch; a lane that nothing connects."""
    plan.rectangle("ROAD", -12, -20, 12, 110)
    plan.rectangle("ROAD", 80, -20, 12, 110)
    plan.fill("FIRE_LANE", [(0, 0), (80, 0), (80, 6), (0, 6)], "ANSI31")
    plan.expect(SIZE, "met", 40, 3)
    notch = [(40, 26), (40, 26.4), (41, 26.4), (41, 26)]
    plan.outline("FIRE_LANE", [(2, 26), *notch, (78, 26), (78, 80), (2, 80)])
    plan.rectangle("FIRE_LANE", 6, 30, 68, 46)
    plan.expect(SIZE, "broken", 20, 28)
    plan.rectangle("FIRE_LANE", 20, 45, 40, 5)
    plan.expect(SIZE, "met", 40, 47)
    plan.expect(END, "doubtful", 50, 47.5)


def scene_lanes() -> Scene:
    """Rings and branches, drawn by closed kerbs, open kerbs, hatches and a single line."""
    scene = Scene("fire-lanes", facts={"buildings": [{"name": "1#", **HOUSING}]})
    for number, drawn in enumerate((_ring, _dead_ends, _turning_places, _hatches), start=1):
        drawn(_sheet(scene, number))
    return scene


WALLS = ((5.0, "met"), (6.5, "met"), (8.0, "met"), (3.0, "doubtful"), (0.0, "broken"), (0.0, "broken"), (0.0, "broken"))
"""distance of a building to the lane before it, and what is to be said of it"""


def scene_lane_walls() -> Scene:
    """Seven workshops along one lane; a bay of 1 m by 1 m shows where the distance is taken."""
    facts = {"buildings": [{"name": f"{index + 1}#", "use": "industrial"} for index in range(len(WALLS))]}
    scene = Scene("fire-lane-walls", facts=facts)
    plan = _sheet(scene, 1)
    plan.rectangle("FIRE_LANE", 0, 0, 250, 5)
    for index, (gap, verdict) in enumerate(WALLS):
        x, y = 5 + 35.0 * index, 6 + gap
        bay = [(11.5, 0), (11.5, -1), (12.5, -1), (12.5, 0)]
        plan.outline("BLDG_OUTLINE", [(x + u, y + v) for u, v in ((0, 0), *bay, (24, 0), (24, 18), (0, 18))])
        plan.text(f"{index + 1}#", x + 3, y + 8, paper=5)
        plan.expect(GAP, verdict, x + 12, y - 1 - gap / 2 if gap else y + 4)
    return scene


def scene_lanes_given() -> Scene:
    """Buildings of 40 by 15 m, and one of 110 by 30 m, with lanes along some of their sides."""
    tower = {"use": "office", "height": 60.0, "storeys": 15}
    facts = {
        "buildings": [
            {"name": "1#", **HOUSING},
            {"name": "2#", **HOUSING},
            {"name": "3#", **tower},
            {"name": "4#", **tower},
            {"name": "5#", "use": "commercial", "height": 12.0, "storeys": 3},
            {"name": "7#", **HOUSING},
        ]
    }
    scene = Scene("fire-lanes-given", facts=facts)
    plan = scene.sheet("消施-01", "消防总平面图", scale=1000, discipline="消防")
    cells = (
        ("1#", "met", ((0, -10, 38, 4),)),  # the very share of 95 per cent
        ("2#", "broken", ((46, -20, 4, 60),)),
        ("3#", "met", ((-10, -10, 60, 4), (-10, 21, 60, 4))),
        ("4#", "broken", ((46, -20, 4, 60),)),
        ("6#", "doubtful", ((-10, -10, 60, 4),)),
        ("7#", "met", ((-5, -9, 50, 4),)),
    )
    for index, (name, verdict, lanes) in enumerate(cells):
        x, y = 110.0 * (index % 3), 90.0 * (index // 3)
        plan.rectangle("BLDG_OUTLINE", x, y, 40, 15)
        plan.text(name, x + 4, y + 6, paper=5)
        for lx, ly, width, height in lanes:
            plan.rectangle("FIRE_LANE", x + lx, y + ly, width, height)
        plan.expect(GIVEN, verdict, x + 25, y + 8)
    plan.rectangle("BLDG_OUTLINE", 0, 190, 110, 30)
    plan.text("5#", 4, 200, paper=5)
    plan.rectangle("FIRE_LANE", 116, 170, 4, 70)
    plan.expect(GIVEN, "broken", 50, 205)
    return scene


def scene_lanes_missing() -> Scene:
    """A fire site plan without any lane."""
    scene = Scene("fire-lanes-missing", not_run={SIZE: "could-not-read"})
    plan = scene.sheet("消施-01", "消防总平面图", scale=500, discipline="消防")
    plan.rectangle("BLDG_OUTLINE", 0, 0, 40, 15)
    plan.text("1#", 5, 5, paper=5)
    return scene
