"""Rods, what stands on roofs, entrances and notes (GB 50057, appendix D, 4.2 to 4.5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from samples.judging.scene import Scene
from samples.judging.scenes.lightning_roofs import downs, ring, roof, strips

if TYPE_CHECKING:
    from samples.judging.scene import Draft

MIDDLE = 20.5, 25.0
"""metres from a roof's corner to its rod"""

RX = math.sqrt(4 * 86) - math.sqrt(2 * 88)
"""what a rod of 4 m protects 2 m above the roof with a sphere of 45 m: 5.281 m"""

CORNERS = ((0.0, 0.0), (18.0, 0.0), (34.0, 0.0), (50.0, 0.0), (50.0, 17.0), (50.0, 34.0), (50.0, 50.0))


def _rod(plan: Draft, x: float, y: float, words: str, layer: str = "接闪杆") -> None:
    block = plan.block("接闪杆")
    if not block.strokes:
        block.circle("0", 0, 0, 0.15)
        block.line("0", (-0.3, 0), (0.3, 0))
        block.line("0", (0, -0.3), (0, 0.3))
    plan.insert("接闪杆", layer, x, y)
    plan.text(words, x - 0.5, y + 1.0)


def scene_rods() -> Scene:
    """One rod on each roof of 50 by 50 m, class 2; at rx(hx) = √(h(90 − h)) − √(hx(90 − hx)) it ends to protect.

    h 4: rx(1) 9.113, rx(2) 5.281, rx(3) 2.392 m; h 3: rx(2) 2.889 m. Objects are 2 by 2 m, their far corners at 4.123,
    6.083 or 8.062 m from the rod, or just at rx(2).
    """
    scene = Scene("lightning-rods")
    plan = scene.sheet("电施-01", "屋顶防雷平面图", scale=300, discipline="电气")
    plan.text("本工程按第二类防雷建筑物设防。", 0, -12)
    edge = math.sqrt(RX**2 - 1) - 2
    for number, (rod, near, height, sphere, metal) in enumerate(
        (
            ("接闪杆 h=4m", 2.0, "H=2m", "met", "met"),
            ("接闪杆 h=4m", 4.0, "H=2m", "broken", "broken"),
            ("接闪杆 h=4m", 6.0, "H=1m", "met", "met"),
            ("接闪杆 h=3m", 2.0, "H=2m", "broken", "broken"),
            ("接闪杆 h=4m", 2.0, "H=3m", "broken", "broken"),
            ("接闪杆 h=4m", edge, "H=2m", "met", "met"),
            ("接闪杆", 2.0, "H=2m", "doubtful", "doubtful"),
            ("接闪杆 h=4m", 2.0, "", "doubtful", "doubtful"),
        ),
        start=1,
    ):
        x, y = 62.0 * ((number - 1) % 4), 62.0 * ((number - 1) // 4)
        roof(plan, f"{number}#", x, y, 50, 50)
        ring(plan, x, y, 50, 50, inset=0.0)
        for step in (10, 20, 30, 40):
            strips(plan, x, y, ((step, 0), (step, 50)), ((0, step), (50, step)))
        downs(plan, x, y, *((18.0 * step, 0.0) for step in range(3)), (50, 0), (50, 17), (50, 34), (50, 50))
        downs(plan, x, y, (34, 50), (17, 50), (0, 50), (0, 34), (0, 17))
        left, low = x + MIDDLE[0] + near, y + MIDDLE[1] - 1
        _rod(plan, x + MIDDLE[0], y + MIDDLE[1], rod)
        plan.rectangle("屋面设备", left, low, 2, 2)
        plan.text("冷却塔", left + 0.2, low + 1.2)
        if height:
            plan.text(height, left + 0.2, low + 0.2, paper=2.5)
        plan.expect("lightning/rolling-sphere", sphere, left + 1, low + 1)
        plan.expect("lightning/roof-metal", metal, left + 1, low + 1)
    return scene


def scene_bare_roofs() -> Scene:
    """Roofs of 10 by 10 m without strips, a rod in the middle, the corners 7.071 m away; r = 45 m.

    3 m above the ground: a rod of 12 m protects √(15 · 75) − √(3 · 87) = 17.4 m, one of 2 m √(5 · 85) − √(3 · 87) =
    4.5 m.
    """
    scene = Scene(
        "lightning-bare-roofs", facts={"buildings": [{"name": name, "height": 3.0} for name in ("1#", "2#", "3#")]}
    )
    plan = scene.sheet("电施-03", "油泵房屋顶防雷平面图", scale=100, discipline="电气")
    plan.text("本工程按第二类防雷建筑物设防。", 0, -6)
    for number, (rod, verdict) in enumerate(
        (("接闪杆 h=12m", "met"), ("接闪杆 h=2m", "broken"), ("接闪杆", "doubtful")), start=1
    ):
        x = 18.0 * (number - 1)
        roof(plan, f"{number}#", x, 0, 10, 10)
        downs(plan, x, 0, (0, 0), (10, 0), (10, 10), (0, 10))
        _rod(plan, x + 5, 5, rod)
        plan.expect("lightning/rolling-sphere", verdict, x + 2, 5)
    return scene


def scene_on_roofs() -> Scene:
    """Metal up to 0.3 m high, 1.0 m² and 2.0 m long needs nothing; what does not conduct up to 0.5 m."""
    scene = Scene("lightning-on-roofs")
    plan = scene.sheet("电施-02", "屋顶防雷平面图", scale=100, discipline="电气")
    plan.text("本工程按第三类防雷建筑物设防。", 0, -6)
    roof(plan, "1#", 0, 0, 60, 20)
    ring(plan, 0, 0, 60, 20)
    strips(plan, 0, 0, ((20, 0.12), (20, 19.88)), ((40, 0.12), (40, 19.88)))
    downs(plan, 0, 0, (0, 0), (20, 0), (40, 0), (60, 0), (60, 20), (40, 20), (20, 20), (0, 20))
    for number, (wide, deep, words, height, verdict) in enumerate(
        (
            (0.8, 0.8, "金属风帽", "H=0.25m", "met"),
            (2.0, 0.5, "金属设备", "H=0.3m", "met"),
            (3.0, 2.0, "不锈钢水箱", "H=2.0m", "broken"),
            (3.0, 2.0, "玻璃钢水箱", "H=0.5m", "met"),
            (3.0, 2.0, "玻璃钢水箱", "H=0.6m", "broken"),
            (2.5, 0.4, "金属爬梯", "H=0.2m", "broken"),
            (3.0, 2.0, "风机", "", "doubtful"),
            (0.8, 0.8, "金属风帽", "H=0.5m", "broken"),
        )
    ):
        x, y = 3.5 + (number % 4) * 4.0 + (20 if number >= 4 else 0), 6.0
        y += 5.0 * (number % 2)
        plan.rectangle("屋面设备", x, y, wide, deep)
        plan.text(words, x + 0.05, y + 0.2)
        if height:
            plan.text(height, x + 0.05, y + 0.05, paper=2.5)
        plan.expect("lightning/roof-metal", verdict, x + wide / 2, y + deep / 2)
    plan.rectangle("屋面设备", 46, 8, 3, 3)
    plan.text("冷却塔", 46.5, 9)
    strips(plan, 0, 0, ((40, 9.5), (46, 9.5)))
    plan.expect("lightning/roof-metal", "met", 47.5, 9.5)
    return scene


def scene_entrances() -> Scene:
    """Ground floors with one door 1.5 m wide each and a conductor beside it: 3 m from its jamb at least."""
    scene = Scene("lightning-entrances")
    plan = scene.sheet("电施-04", "一层防雷接地平面图", scale=150, discipline="电气")
    plan.text("本工程按第三类防雷建筑物设防。", 0, -8)
    for number, (away, verdict) in enumerate(
        ((4.5, "met"), (3.0, "met"), (2.0, "broken"), (1.2, "broken"), (2.9, "broken"), (6.0, "met"))
    ):
        x, y = 34.0 * (number % 3), 28.0 * (number // 3)
        _house(plan, x, y)
        plan.door("M1521", x + 12, y + 0.12, swing=1)
        downs(plan, x, y, (12 - away, 0.12), (0, 0), (24, 0), (24, 16), (0, 16))
        plan.expect("lightning/down-entrance", verdict, x + 12.75, y + 0.12)
    _house(plan, 102, 0)
    downs(plan, 102, 0, (0, 0), (24, 0), (24, 16), (0, 16))
    plan.text("主出入口", 113, -1.2)
    plan.expect("lightning/down-entrance", "doubtful", 113, -1.2)
    return scene


def _house(plan: Draft, x: float, y: float) -> None:
    plan.ring(x + 0.24, y + 0.24, 23.52, 15.52, 0.24)
    plan.rectangle("BLDG_OUTLINE", x, y, 24, 16)


def scene_columns() -> Scene:
    """The steel of ten columns serves, so a conductor 2 m from the door is excepted."""
    scene = Scene("lightning-columns")
    plan = scene.sheet("电施-05", "一层防雷接地平面图", scale=150, discipline="电气")
    plan.text("本工程按第二类防雷建筑物设防，利用结构柱内两根主筋作引下线。", 0, -8)
    _house(plan, 0, 0)
    plan.door("M1521", 10, 0.12, swing=1)
    downs(plan, 0, 0, (0, 0), (8, 0.12), (16, 0), (24, 0), (24, 8), (24, 16), (16, 16), (8, 16), (0, 16), (0, 8))
    plan.expect("lightning/down-entrance", "met", 10.75, 0.12)
    return scene


def scene_alone() -> Scene:
    """Rods alone beside pump houses 8 m high, Ri = 10 Ω: 0.4 (10 + 0.8) = 4.32 m."""
    scene = Scene("lightning-rods-alone")
    plan = scene.sheet("电施-01", "油库区防雷平面图", scale=300, discipline="电气")
    plan.text("独立接闪杆冲击接地电阻不大于10Ω。", 0, -12)
    for number, (away, height, verdict) in enumerate(
        (
            (6.0, "H=8m", "met"),
            (4.32, "H=8m", "met"),
            (4.0, "H=8m", "broken"),
            (2.5, "H=8m", "broken"),
            (3.5, "H=8m", "broken"),
            (10.0, "H=8m", "met"),
            (6.0, "", "doubtful"),
            (7.5, "H=12m", "met"),
        )
    ):
        x, y = 60.0 * (number % 4), 40.0 * (number // 4)
        plan.rectangle("BLDG_OUTLINE", x, y, 20, 10)
        plan.text("油泵房", x + 3, y + 5)
        if height:
            plan.text(height, x + 3, y + 2)
        _rod(plan, x + 20 + away, y + 5, "独立接闪杆 h=20m", layer="避雷针")
        plan.expect("lightning/rod-gap", verdict, x + 20 + away, y + 5)
    return scene


def scene_resistances() -> Scene:
    """10 Ω in class 2, 30 Ω in class 3; sheets of two buildings."""
    scene = Scene("lightning-resistances")
    for sheet, (number, words, rows) in enumerate(
        (
            (
                "电施-01",
                "二",
                (
                    ("1. 接地电阻不大于1Ω。", "met"),
                    ("2. 冲击接地电阻不大于10Ω。", "met"),
                    ("3. 冲击接地电阻不大于20Ω。", "broken"),
                    ("4. 采用联合接地，联合接地电阻不大于4Ω。", "doubtful"),
                ),
            ),
            (
                "电施-02",
                "三",
                (
                    ("1. 每根引下线的冲击接地电阻不大于30Ω。", "met"),
                    ("2. 接地电阻R≤40Ω。", "broken"),
                    ("3. 接地电阻不大于35欧姆。", "broken"),
                    ("4. 接地电阻不大于10Ω。", "met"),
                ),
            ),
        )
    ):
        plan = scene.sheet(number, f"{sheet + 1}号楼防雷接地平面图", scale=100, discipline="电气")
        plan.text(f"本建筑物按第{words}类防雷建筑物设防。", 0, 30)
        plan.rectangle("BLDG_OUTLINE", 0, 0, 30, 15)
        ring(plan, 0, 0, 30, 15, inset=0.0)
        strips(plan, 0, 0, ((10, 0), (10, 15)), ((20, 0), (20, 15)), ((0, 7.5), (30, 7.5)))
        for row, (line, verdict) in enumerate(rows):
            plan.text(line, 0, 26 - 2.5 * row)
            plan.expect("lightning/earth-resistance", verdict, 0, 26 - 2.5 * row)
    return scene
