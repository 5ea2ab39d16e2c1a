"""A wartime plan as offices draw it: units that share walls, names in one line, words split in two, an envelope line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

OUTLINES = "人防-防护单元"


def scene_wartime() -> Scene:
    """Three units 42, 36 and 30 m long and 39 m deep below a garage; the third has a single exit."""
    scene = Scene(
        "civil-defense-wartime", facts={"civil_defense": {"required_area": 4000.0, "use": "personnel", "grade": "核6"}}
    )
    plan = scene.sheet("人防-05", "地下二层战时平面图", scale=150, discipline="人防")
    plan.rectangle("人防范围线", -0.25, -0.25, 108.5, 39.5)
    left = 0.0
    for name, use, long, people, area in (
        ("防护单元一（二等人员掩蔽所）", "", 42.0, 1000, "1105.6"),
        ("人防防护单元2", "战时功能：二等人员掩蔽所（平时：汽车库）", 36.0, 1000, "980.0"),
        ("第三防护单元", "战时功能：物资库  平时功能：汽车库", 30.0, 0, ""),
    ):
        plan.rectangle(OUTLINES, left, 0, long, 39)
        plan.text(name, left + 12, 24, paper=5.0)
        if use:
            plan.text(use, left + 12, 22)
        if people:
            plan.text(f"掩蔽人数{people}人", left + 12, 20)
            plan.text(f"战时掩蔽面积：{area}㎡", left + 12, 18)
        plan.text(f"建筑面积：{long * 39:.2f}㎡", left + 12, 16)
        left += long
    plan.ring(0.15, 0.15, 107.7, 38.7, 0.3)
    for x in (42.0, 78.0):
        plan.wall(x, 0, x, 39, 0.5)
    for x in range(9, 108, 9):
        for y in (9, 18, 30):
            plan.rectangle("COLUMN", x - 0.3 + (0.9 if x in {45, 81} else 0.0), y - 0.3, 0.6, 0.6)
    _south(plan, 6.0, ("GHFM1520(6)", "HM1520"), "战时主要出入口", "（室外）")
    _south(plan, 28.0, ("HFM1520(6)", "HM1520"), "战时次要出入口", "（室内）")
    _south(plan, 47.0, ("BHFM1520(6)", "HHM1520"), "战时主要出入口", "（室外）")
    _south(plan, 66.0, ("HFM1220(6)", "HM1220"), "战时次要出入口", "（室内）")
    _south(plan, 90.0, ("HFM1520(6)", "HM1520"), "主要出入口", "室外")
    for face, swing in ((-0.25, 1), (0.25, -1)):
        plan.door("HFM1220(6)", 42.0 + face, 12.0, upright=True, swing=swing)
    plan.text("单元间连通口", 43.0, 14.6)
    plan.door("HFM1220(6)", 77.8, 12.0, upright=True, swing=1)
    plan.text("单元间连通口", 79.0, 14.6)
    plan.text("汽车坡道（战时封堵）", 98.0, 33.0)
    plan.line("变形缝", (42.05, -3), (42.05, 42))
    for rule, verdict, x, y in (
        ("unit-area", "met", 10, 34),
        ("unit-area", "met", 50, 34),
        ("unit-area", "met", 90, 34),
        ("required-area", "met", 50, 34),
        ("exit-count", "met", 10, 34),
        ("exit-count", "met", 50, 34),
        ("exit-count", "broken", 90, 34),
        ("door-set", "met", 7.35, 0),
        ("door-set", "met", 48.35, 0),
        ("door-set", "met", 91.35, 0),
        ("door-width-100", "met", 10, 34),
        ("door-width-100", "broken", 50, 34),
        ("area-per-person", "met", 10, 34),
        ("area-per-person", "broken", 50, 34),
        ("unit-link", "met", 42, 20),
        ("unit-link", "broken", 78, 20),
        ("no-joint", "met", 10, 34),
        ("no-joint", "met", 50, 34),
        ("passage-size", "met", 7.35, 0),
    ):
        plan.expect(f"civil-defense/{rule}", verdict, x, y)
    return scene


def _south(plan: Draft, x: float, codes: tuple[str, str], words: str, more: str) -> None:
    """An exit through the south wall whose lobby walls alone close; its words stand apart from each other."""
    for side in (0.0, 2.7):
        plan.wall(x + side, 0, x + side, 3.6)
    plan.wall(x, 3.6, x + 2.7, 3.6)
    plan.door(codes[0], x + 0.6, 0.0, swing=-1)
    plan.door(codes[1], x + 0.6, 3.6, swing=-1)
    plan.text("防毒通道", x + 0.4, 1.7)
    plan.text(words, x - 1.0, -3.4)
    plan.text(more, x - 0.4, -4.4)
