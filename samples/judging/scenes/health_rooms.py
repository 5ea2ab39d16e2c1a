"""Tank rooms, pump rooms and toilets inside buildings."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene
from samples.judging.scenes.telecom_rooms import storey

CLEARANCE = "health/tank-clearance"
BESIDE_POWER = "health/tank-room"
BESIDE_DIRT = "health/tank-upper-floor"
TOILET = "health/toilet-clearance"
FORBIDDEN = "health/drain-forbidden"


def pump_room(
    plan: Draft,
    x: float,
    y: float,
    left: float,
    low: float,
    right: float,
    top: float,
    *,
    pipe: bool,
    name: str = "生活水箱",
) -> None:
    """A room of walls with a tank of 4 by 3 m so far from each of them; its outlet leaves to the right."""
    plan.ring(x, y, left + 4 + right, low + 3 + top)
    plan.door("FM甲1221", x + 0.3, y - 0.1, swing=-1)
    plan.rectangle("TANK", x + left, y + low, 4, 3)
    plan.text(name, x + left + 0.5, y + low + 1.6, paper=3.5)
    if pipe:
        out = x + left + 4
        plan.line(
            "生活给水管",
            (out, y + low + 1.5),
            (out + right / 2, y + low + 1.5),
            (out + right / 2, y + low + 3 + top / 2),
        )
        plan.text("DN100", out + 0.05, y + low + 1.6, paper=2.5)


def scene_tank_clearance() -> Scene:
    """Tanks in rooms of their own: with and without pipes, a metre, exactly 0.7 and 1.0 m; 0.5, 0.8 at pipes and 0.3 m."""
    scene = Scene("health-tank-clearance")
    plan = scene.sheet("水施-21", "生活水泵房大样图", scale=50, discipline="给排水")
    cases = (
        (0, 0, (1.0, 1.0, 1.2, 1.0), True, "met"),
        (8, 0, (0.7, 0.8, 1.0, 0.9), True, "met"),
        (16, 0, (1.1, 1.2, 1.0, 1.5), False, "met"),
        (0, 8, (0.5, 1.0, 1.2, 1.0), True, "broken"),
        (8, 8, (0.8, 0.8, 0.8, 0.8), True, "broken"),
        (16, 8, (1.0, 0.3, 1.0, 1.0), False, "broken"),
        (0, 16, (0.8, 1.0, 1.0, 1.0), False, "doubtful"),
        (8, 16, (1.5, 1.2, 1.3, 1.1), True, "met"),
    )
    for x, y, around, pipe, verdict in cases:
        pump_room(plan, x, y, *around, pipe=pipe)
        plan.expect(CLEARANCE, verdict, x + around[0] + 2, y + around[1] + 0.7)
    return scene


def rooms_in_a_row(plan: Draft, y: float, *names: str) -> None:
    """Rooms of 5 by 4 m side by side, each with a door to a corridor above."""
    for index, name in enumerate(names):
        x = index * 5.2
        plan.ring(x, y, 5, 4)
        plan.room(name, x, y, 5, 4)
        plan.door("FM乙1021", x + 1, y + 4.1)
    plan.ring(0, y + 4.2, len(names) * 5.2 - 0.2, 2)
    plan.room("走道", 0, y + 4.2, 10, 2)


def scene_tank_room_neighbours() -> Scene:
    """Pump and tank rooms beside harmless rooms, a transformer room, a bedroom; and beside toilets and refuse rooms."""
    scene = Scene("health-tank-room-neighbours")
    plan = scene.sheet("建施-05", "地下一层平面图", scale=100)
    rooms_in_a_row(plan, 0, "风机房", "生活水泵房", "库房", "变配电室", "水箱间", "排烟机房")
    plan.expect(BESIDE_POWER, "met", 7.7, 1)
    plan.expect(BESIDE_DIRT, "met", 7.7, 1)
    plan.expect(BESIDE_POWER, "broken", 23.3, 1)
    plan.expect(BESIDE_DIRT, "met", 23.3, 1)
    rooms_in_a_row(plan, 12, "公共卫生间", "生活水箱间", "库房", "垃圾间", "给水泵房", "宿舍")
    plan.expect(BESIDE_DIRT, "broken", 7.7, 13)
    plan.expect(BESIDE_POWER, "met", 7.7, 13)
    plan.expect(BESIDE_DIRT, "broken", 23.3, 13)
    plan.expect(BESIDE_POWER, "broken", 23.3, 13)
    rooms_in_a_row(plan, 24, "低压配电室", "生活水泵房", "污水泵房", "消防水泵房", "卫生间", "库房")
    plan.expect(BESIDE_POWER, "broken", 7.7, 25)
    plan.expect(BESIDE_DIRT, "broken", 7.7, 25)
    rooms_in_a_row(plan, 36, "库房", "二次供水机房", "", "水箱间", "风机房")
    plan.expect(BESIDE_POWER, "doubtful", 7.7, 37)
    plan.expect(BESIDE_DIRT, "doubtful", 18.1, 37)
    rooms_in_a_row(plan, 48, "库房", "变频给水泵房", "风机房", "卫生间", "库房", "变电室")
    plan.expect(BESIDE_POWER, "met", 7.7, 49)
    plan.expect(BESIDE_DIRT, "met", 7.7, 49)
    return scene


def scene_tank_room_corner() -> Scene:
    """A tank room that meets a toilet and a transformer room at its corners only: exactly on the edge, and met."""
    scene = Scene("health-tank-room-corner")
    plan = scene.sheet("建施-05", "地下一层平面图", scale=100)
    for x, y, name in (
        (0, 0, "生活水箱间"),
        (5.2, 4.2, "卫生间"),
        (-5.2, 4.2, "变配电室"),
        (0, 4.2, "库房"),
        (5.2, 0, "风机房"),
    ):
        plan.ring(x, y, 5, 4)
        plan.room(name, x, y, 5, 4)
    plan.door("FM乙1021", -0.1, 1, upright=True)
    plan.expect(BESIDE_POWER, "met", 2.5, 1)
    plan.expect(BESIDE_DIRT, "met", 2.5, 1)
    return scene


def fixtures(plan: Draft) -> None:
    """A basin of 0.5 by 0.4 m and a urinal of 0.36 by 0.3 m, their backs on the x axis."""
    basin = plan.block("洗手盆")
    if not basin.strokes:
        basin.rectangle("0", -0.25, 0, 0.5, 0.4)
        basin.circle("0", 0, 0.2, 0.12)
        urinal = plan.block("小便器")
        urinal.rectangle("0", -0.18, 0, 0.36, 0.3)


def scene_toilets() -> Scene:
    """Toilets of an office: basins 0.6, exactly 0.55, 0.4 m from the wall; 0.8, exactly 0.7, 0.6 m apart; urinals."""
    scene = Scene("health-toilets")
    plan = scene.sheet("建施-12", "办公楼三层平面图", scale=50)
    fixtures(plan)
    cases = (
        (0, 0, "洗手盆", (0.6, 1.4), (("met", 0), ("met", 1))),
        (6, 0, "洗手盆", (0.55, 1.25), (("met", 0), ("met", 1))),
        (12, 0, "洗手盆", (0.4,), (("broken", 0),)),
        (0, 6, "洗手盆", (1.0, 1.6), (("broken", 0),)),
        (6, 6, "小便器", (0.7, 1.3), (("broken", 0),)),
        (12, 6, "小便器", (0.7, 1.4, 2.1), (("met", 0), ("met", 2))),
    )
    for x, y, block, middles, verdicts in cases:
        plan.ring(x, y, 4, 3)
        plan.room("男卫生间", x, y + 0.6, 4, 2.4)
        plan.door("M0921", x + 2.8, y + 3.1)
        for middle in middles:
            plan.insert(block, f"洁具-{block}", x + middle, y)
        for verdict, which in verdicts:
            plan.expect(TOILET, verdict, x + middles[which], y + 0.2)
    return scene


def scene_toilet_of_nobody() -> Scene:
    """A toilet that may be of a dwelling: too near to the wall for a public one."""
    scene = Scene("health-toilet-of-nobody")
    plan = scene.sheet("建施-12", "二层平面图", scale=50)
    fixtures(plan)
    plan.ring(0, 0, 3, 2.5)
    plan.room("卫生间", 0, 0.6, 3, 1.9)
    plan.door("M0821", 1.5, 2.6)
    plan.insert("洗手盆", "洁具-洗手盆", 0.4, 0)
    plan.expect(TOILET, "doubtful", 0.4, 0.2)
    return scene


def flat(plan: Draft, x: float, y: float) -> None:
    """A bedroom of 4 by 4 m beside a bathroom of 2 by 4 m."""
    plan.ring(x, y, 6.2, 4)
    plan.wall(x + 4.1, y, x + 4.1, y + 4)
    plan.room("卧室", x, y, 4, 4)
    plan.room("卫生间", x + 4.1, y, 2, 4)
    plan.door("M0921", x + 1, y + 4.1)
    plan.door("M0721", x + 4.9, y + 4.1)


def scene_drains_through_rooms() -> Scene:
    """Flats whose drains stay in the bathroom, run in the wall, or through the bedroom, with a riser in it too."""
    scene = Scene("health-drains-through-rooms")
    plan = scene.sheet("水施-13", "三层给排水平面图", scale=100, discipline="给排水")
    cases = (
        (0, 0, "污水管", ((5.2, 0.5), (5.2, 3.5)), "met"),
        (10, 0, "废水管", ((5.6, 0.5), (5.6, 3.0)), "met"),
        (20, 0, "污水管", ((4.1, 0.5), (4.1, 3.5)), "met"),
        (30, 0, "污水管", ((5.0, 0.3), (6.0, 0.3)), "met"),
        (0, 9, "污水管", ((5.2, 2.0), (0.6, 2.0)), "broken"),
        (10, 9, "废水管", ((5.2, 1.0), (2.0, 1.0), (2.0, -1.0)), "broken"),
        (30, 9, "雨水管", ((0.5, 0.5), (0.5, 3.5)), "doubtful"),
    )
    for x, y, layer, places, verdict in cases:
        flat(plan, x, y)
        plan.line(layer, *[(x + right, y + up) for right, up in places])
        plan.expect(FORBIDDEN, verdict, x + 3, y + 3)
    flat(plan, 20, 9)
    plan.circle("污水管", 20.3, 9.3, 0.08)
    plan.text("WL-1", 21.2, 9.8, paper=2.5)
    plan.expect(FORBIDDEN, "broken", 20.3, 9.3)
    return scene


def scene_polluting_rooms_above() -> Scene:
    """Two storeys on one grid: a kitchen right over one tank room, an office over another."""
    scene = Scene("health-tank-room-above")
    storey(lower := scene.sheet("建施-05", "地下一层平面图", scale=100), "生活水箱间", "风机房", "库房", "生活水泵房")
    storey(scene.sheet("建施-06", "一层平面图", scale=100), "厨房", "餐厅", "门厅", "办公室")
    lower.expect(BESIDE_DIRT, "broken", 2.5, 1)
    lower.expect(BESIDE_DIRT, "met", 7.7, 5)
    return scene
