"""Outdoor hydrants and pump adapters on site plans (GB 50974-2014, 7.2.5, 7.2.6, 5.4.7)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

REACH, PLACE, ADAPTER = "fire/hydrant-outdoor", "fire/hydrant-position", "fire/pump-adapter"
ADAPTER_LAYER = "消防-水泵接合器"


def hydrant(plan: Draft, x: float, y: float) -> None:
    """A circle with a cross, named as it is ordered."""
    block = plan.block("室外消火栓SX100")
    if not block.strokes:
        block.circle("0", 0, 0, 0.6)
        block.line("0", (-0.6, 0), (0.6, 0))
        block.line("0", (0, -0.6), (0, 0.6))
    plan.insert("室外消火栓SX100", "HYDRANT", x, y)


def adapter(plan: Draft, x: float, y: float) -> None:
    """A circle with an arrow."""
    block = plan.block("水泵接合器SQS100")
    if not block.strokes:
        block.circle("0", 0, 0, 0.5)
        block.line("0", (0, -0.5), (0, 0.5), (-0.2, 0.2))
    plan.insert("水泵接合器SQS100", ADAPTER_LAYER, x, y)


STANDING = (
    # along the road, from its kerb, what is said of the place, and of the distance to the one before
    (0.0, 1.0, "met", ""),
    (90.0, 1.0, "met", "met"),
    (210.0, 1.0, "met", "met"),
    (331.0, 2.0, "met", "broken"),
    (452.0, 2.6, "broken", "broken"),
    (580.0, 3.0, "broken", "broken"),
    (640.0, 4.2, "broken", "met"),
    (700.0, 0.3, "doubtful", "met"),
)


def scene_outdoor_hydrants() -> Scene:
    """Eight hydrants along a road of 7 m, with buildings nearer and farther from them, and a legend."""
    scene = Scene("fire-hydrants")
    plan = scene.sheet("水施-02", "室外消火栓布置总平面图", scale=1000, discipline="给排水")
    plan.line("ROAD", (-40, 0), (760, 0))
    plan.line("ROAD", (-40, -7), (760, -7))
    for x, y, place, _ in STANDING:
        hydrant(plan, x, y)
        plan.expect(PLACE, place, x, y)
    for (x1, y1, *_), (x2, y2, _, spacing) in itertools.pairwise(STANDING):
        plan.expect(REACH, spacing, (x1 + x2) / 2, (y1 + y2) / 2)
    # farthest corners: (-90, 120) from the first is 150 m; 160, 180 and 200 m up are too far
    for name, x, y, verdict in (
        ("1#", -90, 106, "met"),
        ("2#", 20, 20, "met"),
        ("3#", 220, 60, "met"),
        ("4#", 60, 160, "broken"),
        ("5#", 200, 180, "broken"),
        ("6#", 560, 200, "broken"),
    ):
        plan.rectangle("BLDG_OUTLINE", x, y, 30, 15)
        plan.text(name, x + 4, y + 6, paper=5)
        plan.expect(REACH, verdict, x + 20, y + 8)
    plan.text("图 例", 690, 230)
    hydrant(plan, 692, 220)
    plan.text("室外消火栓", 698, 219)
    return scene


def scene_adapters() -> Scene:
    """Five adapters along a road with three hydrants; a house stands 24 m behind them."""
    scene = Scene("fire-adapters")
    plan = scene.sheet("水施-03", "消防给水总平面图", scale=500, discipline="给排水")
    plan.line("ROAD", (-20, 0), (280, 0))
    plan.line("ROAD", (-20, -7), (280, -7))
    plan.rectangle("BLDG_OUTLINE", 60, 25, 80, 15)
    plan.text("1#", 64, 31, paper=5)
    for x in (0.0, 100.0, 200.0):
        hydrant(plan, x, 1)
        plan.expect(PLACE, "met", x, 1)
    for x, verdict in ((25.0, "met"), (85.0, "met"), (140.0, "met"), (192.0, "doubtful"), (255.0, "doubtful")):
        adapter(plan, x, 1)
        plan.expect(ADAPTER, verdict, x, 1)
    return scene


def scene_hydrants_without_roads() -> Scene:
    """Hydrants and an adapter on a sheet that shows neither roads nor buildings nor a source in reach of the other."""
    scene = Scene("fire-hydrants-bare")
    plan = scene.sheet("水施-04", "消防总平面图", scale=500, discipline="给排水")
    hydrant(plan, 0, 0)
    plan.rectangle("GREEN", -30, -30, 60, 60)
    plan.expect(PLACE, "doubtful", 0, 0)
    plan.expect(REACH, "doubtful", 10, 10)
    return scene
