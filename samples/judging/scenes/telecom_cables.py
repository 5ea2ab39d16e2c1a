"""Communication cables inside buildings beside power, and the boxes they end at in dwellings."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

POWER = "telecom/power-separation"
HOME = "telecom/home-box"


def scene_power_beside_cables() -> Scene:
    """Trays with power alongside: 1 and, both with both edges, exactly 0.6 m; 5 mm; 0.3 m; panels at 1.5, exactly 1.0, 0.5, 0.7 m."""
    scene = Scene("telecom-power-separation")
    plan = scene.sheet("电施-12", "三层电气平面图", scale=100, discipline="电气")
    panel = plan.block("配电箱AL")
    panel.rectangle("0", 0, 0, 0.6, 0.2)
    for y, away, verdict in ((0, 1.0, "met"), (10, 0.6, "met"), (20, 0.005, "broken"), (30, 0.3, "doubtful")):
        plan.line("弱电桥架", (0, y), (30, y))
        plan.line("强电桥架", (2, y + away), (28, y + away))
        if y == 10:
            plan.line("弱电桥架", (0, y - 0.2), (30, y - 0.2))
            plan.line("强电桥架", (2, y + away + 0.2), (28, y + away + 0.2))
        plan.expect(POWER, verdict, 20, y + away)
    for x, away, verdict in ((0, 1.5, "met"), (8, 1.0, "met"), (16, 0.5, "broken"), (24, 0.7, "broken")):
        plan.line("弱电桥架", (x, 42), (x + 3, 42))
        plan.insert("配电箱AL", "电气-配电箱", x + 1, 42 + away)
        plan.expect(POWER, verdict, x + 1.3, 42.1 + away)
    return scene


def scene_cables_beside_machine_rooms() -> Scene:
    """Trays past a transformer room at 2.5 and 1.2 m, and one that runs into a lift machine room."""
    scene = Scene("telecom-machine-rooms")
    plan = scene.sheet("电施-02", "地下一层电气平面图", scale=100, discipline="电气")
    for x, name, away, verdict in (
        (0, "变电室", 2.5, "met"),
        (12, "变配电室", 1.2, "broken"),
        (24, "电梯机房", 0.0, "doubtful"),
    ):
        plan.ring(x, 0, 6, 5)
        plan.room(name, x, 0, 6, 5)
        plan.door("FM甲1521", x + 1, 5.1)
        plan.line("弱电桥架", (x, -away if away else 2.0), (x + 5, -away if away else 2.0))
        plan.expect(POWER, verdict, x + 3, 4)
    return scene


def flat(plan: Draft, x: float, y: float, living: str) -> None:
    """A dwelling of two rooms and a hall."""
    plan.ring(x, y, 9, 7)
    plan.wall(x + 5, y, x + 5, y + 7)
    plan.room(living, x, y, 5, 7)
    plan.room("卧室", x + 5.1, y, 4, 7)
    plan.door("M0921", x + 5, y + 5, upright=True)
    plan.door("M1021", x + 0.5, y + 7.1)


def scene_home_boxes() -> Scene:
    """Three storeys: each dwelling with its box; three of four without; and two boxes in one of two dwellings."""
    scene = Scene("telecom-home-boxes")
    box = scene.blocks.setdefault("家居配线箱HDD", Draft())
    box.rectangle("0", 0, 0, 0.4, 0.15)
    sheets = (
        ("弱电施-21", "住宅标准层弱电平面图", ((0.5,), (0.5,), (0.5,)), ("met", "met", "met")),
        ("弱电施-22", "住宅顶层弱电平面图", ((0.5,), (), (), ()), ("met", "broken", "broken", "broken")),
        ("弱电施-23", "住宅二层弱电平面图", ((0.5, 3.0), ()), ("met", "doubtful")),
    )
    for number, title, boxes, verdicts in sheets:
        plan = scene.sheet(number, title, scale=100, discipline="弱电")
        for index, (places, verdict) in enumerate(zip(boxes, verdicts, strict=True)):
            x = index * 12.0
            flat(plan, x, 0, "客厅" if index % 2 else "起居室")
            for place in places:
                plan.insert("家居配线箱HDD", "弱电-家居配线箱", x + place, 6.8)
            plan.expect(HOME, verdict, x + 5 * 0.35, 7 * 0.5)
    return scene
