"""Water tanks on site plans: septic tanks, sewage works, refuse places, wells and sewers near them."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

POLLUTION = "health/tank-pollution"
SEPTIC = "health/septic"
SEWER = "health/tank-sewer"


def site(scene: Scene, scale: float = 500) -> Draft:
    """A site plan of water and drains."""
    return scene.sheet("水施-01", "室外给排水总平面图", scale=scale, discipline="给排水")


def tank(plan: Draft, x: float, y: float, name: str = "埋地生活水池") -> None:
    """A tank of 6 by 6 m with its name inside."""
    plan.rectangle("TANK", x, y, 6, 6)
    plan.text(name, x + 0.5, y + 2.5, paper=3.5)


def septic_tank(plan: Draft, x: float, y: float, name: str = "化粪池") -> None:
    """A septic tank of 4 by 3 m."""
    plan.rectangle("排水-化粪池", x, y, 4, 3)
    plan.text(name, x + 0.3, y + 1, paper=3.5)


def house(plan: Draft, x: float, y: float, wide: float, deep: float, name: str) -> None:
    """A building's outline with its name."""
    plan.rectangle("BLDG_OUTLINE", x, y, wide, deep)
    plan.text(name, x + wide * 0.3, y + deep * 0.4, paper=3.5)


def scene_tank_pollution() -> Scene:
    """Reservoirs 90 m apart, each with one source near: 14, 12, exactly 10, 34; 8.2, 5 and 9 m; one not buried."""
    scene = Scene("health-tank-pollution")
    plan = site(scene)
    tank(plan, 0, 0)
    septic_tank(plan, 20, 0, "1#化粪池")
    plan.expect(POLLUTION, "met", 4, 4)
    tank(plan, 90, 0)
    house(plan, 108, 0, 8, 6, "污水处理站")
    plan.expect(POLLUTION, "met", 94, 4)
    tank(plan, 180, 0)
    house(plan, 196, 0, 5, 4, "垃圾收集点")
    plan.expect(POLLUTION, "met", 184, 4)
    tank(plan, 0, 90)
    septic_tank(plan, 14.2, 90, "2#化粪池")
    plan.expect(POLLUTION, "broken", 4, 94)
    tank(plan, 90, 90)
    plan.circle("排水-化粪池", 101.5, 93, 0.5)
    plan.text("渗水井", 101.4, 93.0, paper=3.5)
    plan.expect(POLLUTION, "broken", 94, 94)
    tank(plan, 180, 90)
    house(plan, 195, 90, 5, 4, "垃圾房")
    plan.expect(POLLUTION, "broken", 184, 94)
    tank(plan, 270, 0, "生活水池")
    septic_tank(plan, 284, 0, "3#化粪池")
    plan.expect(POLLUTION, "doubtful", 274, 4)
    tank(plan, 0, 180)
    septic_tank(plan, 40, 180, "5#化粪池")
    plan.expect(POLLUTION, "met", 4, 184)
    tank(plan, 270, 90, "消防水池")
    septic_tank(plan, 278, 90, "4#化粪池")
    return scene


def scene_tank_names_only() -> Scene:
    """A septic tank that is only written: its distance cannot be taken."""
    scene = Scene("health-tank-names-only")
    plan = site(scene)
    tank(plan, 0, 0)
    plan.text("化粪池", 12, 3, paper=3.5)
    house(plan, 30, 0, 20, 12, "1#")
    plan.expect(POLLUTION, "doubtful", 3, 3)
    plan.expect(SEPTIC, "doubtful", 12, 3)
    return scene


def scene_tanks_without_names() -> Scene:
    """Outlines on a layer of tanks without any word: nobody knows what they hold."""
    scene = Scene(
        "health-tanks-without-names",
        not_run={POLLUTION: "could-not-read", SEPTIC: "could-not-read"},
        offices=("tarch", "bound"),
    )
    plan = site(scene)
    plan.rectangle("TANK", 0, 0, 6, 6)
    plan.rectangle("TANK", 20, 0, 4, 3)
    house(plan, 40, 0, 20, 12, "1#")
    return scene


def scene_septic_place() -> Scene:
    """Septic tanks with a well and a house each, 130 m apart: well 24.5 to 60, exactly 30 m; house 2.5 to 20, exactly 5 m."""
    scene = Scene("health-septic-place")
    plan = site(scene, 1000)
    cases = (
        (0, 0, 8.0, 40.0, "met"),
        (130, 0, 5.0, 30.0, "met"),
        (260, 0, 12.0, 55.0, "met"),
        (0, 110, 3.0, 40.0, "broken"),
        (130, 110, 9.0, 24.5, "broken"),
        (260, 110, 2.5, 45.0, "broken"),
        (0, 220, 20.0, 60.0, "met"),
    )
    for number, (x, y, wall, well, verdict) in enumerate(cases, start=1):
        septic_tank(plan, x, y, f"{number}#化粪池")
        house(plan, x - 20, y + 3 + wall, 24, 14, f"{number}#楼")
        plan.circle("给水-水池", x + 4 + well + 0.5, y + 1.5, 0.5)
        plan.text("取水井", x + 4 + well + 0.4, y + 1.5, paper=3.5)
        plan.expect(SEPTIC, verdict, x + 2, y + 2)
    return scene


def scene_tank_sewer() -> Scene:
    """Reservoirs beside sewers of DN300: lines 3, 2.15 (exactly 2 to the pipe's wall), 5 and 9 m; 1.5, 0.6 m and across.

    A waste pipe at 1 m.
    """
    scene = Scene("health-tank-sewer")
    plan = site(scene)
    cases = (
        (0, 0, "污水管", 3.0, "met"),
        (60, 0, "污水管", 2.15, "met"),
        (120, 0, "室外-污水", 5.0, "met"),
        (0, 60, "污水管", 1.5, "broken"),
        (60, 60, "P-SEWR", 0.6, "broken"),
        (120, 60, "污水管", -2.0, "broken"),
        (180, 0, "废水管", 1.0, "doubtful"),
        (180, 60, "污水管", 9.0, "met"),
    )
    for x, y, layer, away, verdict in cases:
        tank(plan, x, y)
        plan.line(layer, (x + 6 + away, y - 15), (x + 6 + away, y + 25))
        plan.text("DN300", x + 6.6 + away, y + 15, paper=2.5)
        plan.expect(SEWER, verdict, x + 3, y + 4.5)
    return scene


def scene_tank_sewer_letters() -> Scene:
    """Pipes of all systems on one layer, told apart by the letters along them; 0.7 m from tanks in a pump room."""
    scene = Scene("health-tank-sewer-letters", offices=("chinese", "bound"))
    plan = scene.sheet("水施-11", "地下一层给排水平面图", scale=100, discipline="给排水")
    plan.ring(0, 0, 30, 12)
    for x, letters, verdict in ((2, "W-DN100", "broken"), (12, "J-DN100", ""), (22, "", "doubtful")):
        plan.rectangle("TANK", x, 4, 4, 3)
        plan.text("生活水箱", x + 0.6, 5, paper=3.5)
        plan.line("W-PIPE-01", (x + 4.7, 1), (x + 4.7, 11))
        if letters:
            plan.text(letters, x + 4.85, 9, paper=2.5)
        if verdict:
            plan.expect(SEWER, verdict, x + 2, 6.4)
    plan.text("生活水泵房", 12, 1.5)
    return scene
