"""Climbing grounds: their size and place (GB 50016-2014, 7.2.2) and how much of the building they serve (7.2.1)."""

from __future__ import annotations

from collections.abc import Sequence

from samples.judging.scene import Scene

SIZE, EXTENT = "fire/climb-size", "fire/climb-extent"
Box = tuple[float, float, float, float]

TOWERS: tuple[tuple[float | None, Sequence[tuple[Box, str]], str, float], ...] = (
    # height, grounds as (x, y, width, height) with their verdict, verdict of the extent, depth of the podium
    (53.8, (((0, 20.5, 40, 10.5), "met"),), "met", 0),
    (53.8, (((5, 21, 30, 10), "met"),), "broken", 0),
    (53.8, (((-1, 21, 42, 9.4), "broken"),), "met", 0),
    (45.0, (((0, 21, 18, 10), "met"), ((22, 21, 18, 10), "met")), "broken", 0),
    (45.0, (((0, 21, 30, 10), "met"), ((46, 0, 10, 15), "met")), "met", 0),
    (53.8, (((-1, 25.6, 42, 10), "broken"),), "broken", 0),
    (None, (((-1, 21, 42, 10), "doubtful"),), "doubtful", 0),
    (60.0, (((0, 20, 20, 10), "met"),), "broken", 0),
    (53.8, (((-1, 24, 42, 10), "met"),), "met", 3.5),
    (53.8, (((-1, 24, 42, 10), "met"),), "broken", 4.6),
    (60.0, (((0, 21, 19.5, 10), "broken"),), "broken", 0),
)
"""towers of 40 by 15 m"""

COLUMNS = 4
ACROSS, UP = 96.0, 76.0


def scene_climbing() -> Scene:
    """Eleven towers, each with the grounds on its north side, some with one at a gable or a podium before it."""
    buildings = [
        {"name": f"{index + 1}#", "use": "residential", "height": height}
        for index, (height, *_) in enumerate(TOWERS)
        if height is not None
    ]
    scene = Scene("fire-climbing", facts={"buildings": buildings})
    plan = scene.sheet("总施-02", "消防登高场地布置总平面图", scale=1000, discipline="总图")
    for index, (_, grounds, extent, podium) in enumerate(TOWERS):
        x, y = ACROSS * (index % COLUMNS), UP * (index // COLUMNS)
        plan.rectangle("BLDG_OUTLINE", x, y, 40, 15)
        plan.text(f"{index + 1}#", x + 4, y + 6, paper=5)
        if podium:
            plan.rectangle("BLDG_OUTLINE", x - 4, y - 6, 48, 21 + podium)
            plan.text("裙房", x + 18, y - 4)
        for (gx, gy, width, height), verdict in grounds:
            plan.rectangle("CLIMB_GROUND", x + gx, y + gy, width, height)
            plan.text("登高场地", x + gx + 1, y + gy + height / 2)
            plan.expect(SIZE, verdict, x + gx + width / 2, y + gy + 2)
        plan.expect(EXTENT, extent, x + 20, y + 4)
    return scene


def scene_climbing_missing() -> Scene:
    """A high-rise on a plan without any climbing ground: nothing can be read of them."""
    said = dict.fromkeys((SIZE, EXTENT), "could-not-read")
    facts = {"buildings": [{"name": "1#", "use": "residential", "height": 53.8}]}
    scene = Scene("fire-climbing-missing", facts=facts, not_run=said)
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("BLDG_OUTLINE", 0, 0, 40, 15)
    plan.text("1#", 5, 5, paper=5)
    return scene
