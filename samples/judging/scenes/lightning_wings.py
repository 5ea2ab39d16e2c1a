"""Roofs as offices draw them: an L, a court, strips in pieces with crosses, arrows for conductors, a stair house."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from samples.judging.scene import Scene
from samples.judging.scenes.lightning_roofs import downs, strips

if TYPE_CHECKING:
    from samples.judging.scene import Draft
    from samples.judging.strokes import Place


def _pieces(plan: Draft, start: Place, end: Place, count: int) -> None:
    """A straight strip drawn in pieces end to end, with a cross on each."""
    step = (end[0] - start[0]) / count, (end[1] - start[1]) / count
    for piece in range(count):
        one = start[0] + piece * step[0], start[1] + piece * step[1]
        other = start[0] + (piece + 1) * step[0], start[1] + (piece + 1) * step[1]
        plan.line("LP_STRIP", one, other)
        middle = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        for slope in (0.12, -0.12):
            plan.line("防雷标注-符号", (middle[0] - 0.12, middle[1] - slope), (middle[0] + 0.12, middle[1] + slope))


def scene_wings() -> Scene:
    """Class 2: an L of 40 by 36 m with a stair house, and a ring of 54 by 36 m around a court of 30 by 18 m."""
    scene = Scene(
        "lightning-wings",
        facts={
            "buildings": [
                {"name": "1#", "height": 44.0, "use": "office", "lightning_class": 2},
                {"name": "2#", "height": 52.0, "use": "hospital", "lightning_class": 2},
            ]
        },
    )
    plan = scene.sheet("电施-06", "屋面防雷平面图", scale=150, discipline="电气")
    plan.text("设计说明：本工程属第二类防雷建筑物，接地电阻不大于1Ω。", 0, -8)
    plan.outline("BLDG_OUTLINE", [(0, 0), (40, 0), (40, 12), (12, 12), (12, 36), (0, 36)])
    plan.text("1#楼", 2, 2, paper=5.0)
    corners = [(0.1, 0.1), (39.9, 0.1), (39.9, 11.9), (11.9, 11.9), (11.9, 35.9), (0.1, 35.9), (0.1, 0.1)]
    for start, end in pairwise(corners):
        _pieces(plan, start, end, 4)
    for x in (8, 16, 24, 32):
        strips(plan, 0, 0, ((x, 0.1), (x, 11.9)))
    for y in (8, 20, 28):
        strips(plan, 0, 0, ((0.1, y), (11.9, y)))
    downs(
        plan,
        0,
        0,
        (0, 0),
        (15, 0),
        (30, 0),
        (40, 0),
        (40, 12),
        (26, 12),
        (12, 12),
        (12, 24),
        (12, 36),
        (0, 36),
        (0, 18),
    )
    plan.rectangle("BLDG_OUTLINE", 2, 29, 6, 5)
    plan.text("楼梯间", 3, 31)
    for rule, verdict, x, y in (
        ("perimeter-strip", "met", 4, 4),
        ("down-count", "met", 4, 4),
        ("down-spacing", "met", 7, 0),
        ("down-spacing", "met", 0, 9),
        ("down-spacing", "met", 20, 12),
        ("down-corner", "met", 40, 12),
        ("side-flash", "met", 4, 4),
        ("classification", "met", 4, 4),
        ("mesh-size", "met", 20, 6),
        ("mesh-size", "broken", 6, 14),
        ("mesh-size", "met", 6, 24),
    ):
        plan.expect(f"lightning/{rule}", verdict, x, y)
    _court(plan)
    return scene


def _court(plan: Draft) -> None:
    """The ring stands at x = 60; its wings are 12 and 9 m wide; one gap along the court is 20 m."""
    plan.rectangle("BLDG_OUTLINE", 60, 0, 54, 36)
    plan.rectangle("BLDG_OUTLINE", 72, 9, 30, 18)
    plan.text("内庭院", 84, 18)
    plan.text("2#楼", 62, 2, paper=5.0)
    plan.rectangle("LP_STRIP", 60, 0, 54, 36)
    plan.rectangle("LP_STRIP", 72, 9, 30, 18)
    for x in (66, 108):
        strips(plan, x, 0, ((0, 0), (0, 36)))
    for x in (78, 84, 90, 96):
        strips(plan, x, 0, ((0, 0), (0, 9)), ((0, 27), (0, 36)))
    for y in (9, 18, 27):
        strips(plan, 0, y, ((60, 0), (72, 0)), ((102, 0), (114, 0)))
    strips(plan, 0, 0, ((72, 0), (72, 36)), ((102, 0), (102, 36)))
    downs(plan, 60, 0, *((x, y) for y in (0, 36) for x in (0, 18, 36, 54)), (0, 18), (54, 18))
    downs(plan, 72, 9, (0, 0), (10, 0), (30, 0), (30, 18), (15, 18), (0, 18))
    for rule, verdict, right, up in (
        ("down-spacing", "met", 69, 0),
        ("down-spacing", "broken", 92, 9),
        ("down-spacing", "met", 80, 27),
        ("mesh-size", "met", 63, 4.5),
        ("mesh-size", "met", 87, 4.5),
        ("perimeter-strip", "met", 63, 4.5),
        ("side-flash", "broken", 63, 4.5),
        ("down-corner", "met", 114, 36),
    ):
        plan.expect(f"lightning/{rule}", verdict, right, up)
    plan.expect("lightning/earth-resistance", "met", 0, -8)
