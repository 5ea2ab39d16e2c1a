"""Communication ducts outside: manholes along them, what lies beside them, and where they lead in."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene
from samples.judging.scenes.health_tanks import house

SPACING = "telecom/manhole-spacing"
CLEAR = "telecom/duct-clearance"
ENTRY = "telecom/building-entry"
DUCT = "通信管道"


def site(scene: Scene, scale: float = 500) -> Draft:
    """A site plan of ducts, with the manhole every scene inserts."""
    plan = scene.sheet("通施-01", "通信管道总平面图", scale=scale, discipline="通信")
    hole = plan.block("通信人孔")
    hole.circle("0", 0, 0, 0.8)
    hole.line("0", (-0.5, -0.5), (0.5, 0.5))
    return plan


def manhole(plan: Draft, x: float, y: float, number: int) -> None:
    """A manhole with its number beside it."""
    plan.insert("通信人孔", "通信人孔", x, y)
    plan.text(f"RK{number}", x + 1.2, y + 1.2, paper=2.5)


def scene_manhole_spacing() -> Scene:
    """Ducts from manhole to manhole: 98, 150, exactly 200, bent 140; 201, 230, bent 168 m; one that ends without a manhole."""
    scene = Scene("telecom-manhole-spacing")
    plan = site(scene, 1000)
    straight = ((-25, 98.0, "met"), (0, 150.0, "met"), (25, 200.0, "met"), (50, 201.0, "broken"), (75, 230.0, "broken"))
    for number, (y, length, verdict) in enumerate(straight):
        plan.line(DUCT, (0, y), (length, y))
        manhole(plan, 0, y, 2 * number + 1)
        manhole(plan, length, y, 2 * number + 2)
        plan.expect(SPACING, verdict, length / 2, y)
    for number, (y, along, up, verdict) in enumerate(((100, 80.0, 60.0, "met"), (180, 100.0, 68.0, "broken")), start=6):
        plan.line(DUCT, (0, y), (along, y), (along, y + up))
        manhole(plan, 0, y, 2 * number)
        manhole(plan, along, y + up, 2 * number + 1)
        plan.expect(SPACING, verdict, along / 2, y)
    plan.line(DUCT, (0, 265), (90, 265))
    manhole(plan, 0, 265, 20)
    plan.expect(SPACING, "doubtful", 45, 265)
    return scene


def scene_duct_clearance() -> Scene:
    """Ducts 100 m long with one thing alongside each, at, above and below its distance.

    Most are drawn with both edges, 0.3 m apart; one is a single line, whose width is open.
    """
    scene = Scene("telecom-duct-clearance")
    plan = site(scene)
    pipes = (
        (0, "污水管", "W-DN300", 1.5, "met"),
        (20, "给水管", "J-DN200", 0.6, "met"),
        (40, "10kV电力电缆", "", 1.1, "met"),
        (60, "雨水管", "Y-DN400", 0.9, "broken"),
        (80, "燃气管-中压", "", 0.7, "broken"),
        (100, "给水管", "J-DN600", 1.5, "broken"),
        (120, "给水管", "", 1.0, "doubtful"),
    )
    for number, (y, layer, words, away, verdict) in enumerate(pipes):
        plan.line(DUCT, (0, y), (100, y))
        if words:
            plan.line(DUCT, (0, y + 0.3), (100, y + 0.3))
        plan.line(layer, (5, y - away), (95, y - away))
        if words:
            plan.text(words, 40, y - away - 1.7, paper=2.5)
        manhole(plan, 0, y, 2 * number)
        manhole(plan, 100, y, 2 * number + 1)
        plan.expect(CLEAR, verdict, 70, y)
    for number, (y, away, verdict) in enumerate(((145, 2.0, "met"), (185, 1.4, "broken")), start=1):
        plan.line(DUCT, (0, y), (100, y))
        plan.line(DUCT, (0, y - 0.3), (100, y - 0.3))
        house(plan, 20, y + away, 40, 14, f"{number}#楼")
        manhole(plan, 0, y, 20 + 2 * number)
        manhole(plan, 100, y, 21 + 2 * number)
        plan.expect(CLEAR, verdict, 70, y)
    return scene


def scene_duct_trees() -> Scene:
    """Trees as blocks beside ducts with both edges: trunks exactly 1.5 and 3 m away; 1.0 m away."""
    scene = Scene("telecom-duct-trees")
    plan = site(scene)
    tree = plan.block("乔木-香樟")
    tree.circle("0", 0, 0, 2.0)
    tree.line("0", (-2, 0), (2, 0))
    for number, (y, away, verdict) in enumerate(((0, 1.5, "met"), (30, 3.0, "met"), (60, 1.0, "broken"))):
        plan.line(DUCT, (0, y), (60, y))
        plan.line(DUCT, (0, y - 0.3), (60, y - 0.3))
        plan.insert("乔木-香樟", "绿化-乔木", 30, y + away)
        manhole(plan, 0, y, 2 * number)
        manhole(plan, 60, y, 2 * number + 1)
        if verdict == "broken" or away < 2:
            plan.expect(CLEAR, verdict, 20, y)
    return scene


def scene_building_entry() -> Scene:
    """Houses with ducts that lead in: 4, exactly 2, 6 and 12; 1, 1 and 1; and one along which no number is written."""
    scene = Scene("telecom-building-entry")
    plan = site(scene)
    cases = (
        (0, 0, "4φ110", "met"),
        (0, 40, "2φ100", "met"),
        (0, 80, "6孔PVC管", "met"),
        (90, 0, "1φ110", "broken"),
        (90, 40, "1φ100", "broken"),
        (90, 80, "1孔", "broken"),
        (90, 120, "", "doubtful"),
        (0, 120, "12孔", "met"),
    )
    for number, (x, y, words, verdict) in enumerate(cases, start=1):
        plan.line(DUCT, (x, y), (x + 30, y))
        house(plan, x + 30, y - 10, 30, 20, f"{number}#楼")
        manhole(plan, x, y, number)
        if words:
            plan.text(words, x + 10, y + 0.6, paper=3.5 if "孔" in words else 2.5)
        plan.expect(ENTRY, verdict, x + 45, y - 5)
    return scene
