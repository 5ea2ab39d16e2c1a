"""Equipment rooms and telecom rooms: their size, doors, neighbours, cabinets, and the pipes through them."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

EQUIPMENT = "telecom/equipment-room"
TELECOM = "telecom/telecom-room"
DOOR = "telecom/room-door"
WET = "telecom/room-wet"
CABINET = "telecom/cabinet-clearance"
THROUGH = "telecom/water-pipe-through"


def room(
    plan: Draft, name: str, x: float, y: float, wide: float, deep: float, door: str = "FM丙1121", swing: int = -1
) -> None:
    """A room of walls with a door in its lower wall, opening outwards with swing -1, and a corridor below it."""
    plan.ring(x, y, wide, deep)
    plan.room(name, x, y, wide, deep)
    plan.ring(x, y - 2.2, wide, 2)
    plan.room("走道", x, y - 2.2, wide, 1.6)
    if door:
        plan.door(door, x + 0.4, y - 0.1, swing=swing)


def scene_room_sizes() -> Scene:
    """Equipment rooms of 12, exactly 10 at exactly 2.5, 9.5 m² and 2.2 m wide; telecom rooms of 6, exactly 5, 4.5 m²."""
    scene = Scene("telecom-room-sizes")
    plan = scene.sheet("弱电施-03", "地下一层弱电平面图", scale=100, discipline="弱电")
    equipment = (
        (0, 4.0, 3.0, "met"),
        (6, 4.0, 2.5, "met"),
        (12, 5.0, 4.0, "met"),
        (18, 3.8, 2.5, "broken"),
        (24, 5.0, 2.2, "broken"),
        (31, 3.0, 3.0, "broken"),
        (38, 6.0, 4.0, "met"),
    )
    for x, wide, deep, verdict in equipment:
        room(plan, "弱电机房", x, 0, wide, deep, "FM丙1821")
        plan.expect(EQUIPMENT, verdict, x + 0.7, deep / 3)
    telecom = (
        (0, 3.0, 2.0, "met"),
        (6, 2.5, 2.0, "met"),
        (12, 3.0, 2.6, "met"),
        (18, 2.25, 2.0, "broken"),
        (24, 2.0, 1.9, "broken"),
        (30, 2.4, 2.0, "broken"),
        (37, 4.0, 3.0, "met"),
    )
    for x, wide, deep, verdict in telecom:
        room(plan, "电信间", x, 10, wide, deep)
        plan.expect(TELECOM, verdict, x + 0.6, 10 + deep / 4)
    return scene


def scene_rooms_without_walls() -> Scene:
    """Names of rooms with no walls around them: nothing of them can be measured."""
    scene = Scene("telecom-rooms-without-walls")
    plan = scene.sheet("弱电施-03", "地下一层弱电平面图", scale=100, discipline="弱电")
    plan.ring(0, 0, 12, 8)
    plan.room("车库", 0, 0, 12, 8)
    plan.text("弱电机房", 20, 3)
    plan.text("电信间", 20, 7)
    for rule, y in ((EQUIPMENT, 3), (DOOR, 3), (WET, 3), (TELECOM, 7), (DOOR, 7), (WET, 7)):
        plan.expect(rule, "doubtful", 20, y)
    return scene


def scene_room_doors() -> Scene:
    """Doors outwards and of grade C; exactly wide enough with 1.0 m; inwards; a plain door; 0.8 m wide; without code."""
    scene = Scene("telecom-room-doors")
    plan = scene.sheet("弱电施-04", "二层弱电平面图", scale=100, discipline="弱电")
    cases = (
        (0, "电信间", "FM丙1121", -1, "met"),
        (6, "电信间", "FM丙1021", -1, "met"),
        (12, "弱电机房", "FM甲1821", -1, "met"),
        (18, "电信间", "FM丙1121", 1, "broken"),
        (24, "电信间", "M1121", -1, "broken"),
        (30, "弱电机房", "FM丙1021", -1, "broken"),
        (36, "电信间", "FM丙0821", -1, "broken"),
        (42, "电信间", "FM丙0921", -1, "doubtful"),
        (48, "电信间", "FM乙1221", -1, "met"),
    )
    for x, name, code, swing, verdict in cases:
        room(plan, name, x, 0, 4, 3, code, swing)
        plan.expect(DOOR, verdict, x + 0.6, -0.1)
    return scene


def scene_wet_neighbours() -> Scene:
    """Rooms in a row: a telecom room between offices, beside a toilet, a pump room, a kitchen, and at a corner only."""
    scene = Scene("telecom-wet-neighbours")
    plan = scene.sheet("建施-06", "三层平面图", scale=100)
    rows = (
        (0, ("办公室", "电信间", "会议室", "男卫生间", "弱电机房", "办公室")),
        (12, ("厨房", "电信间", "办公室", "弱电机房", "档案室", "电信间")),
        (24, ("生活水泵房", "弱电机房", "库房", "电信间", "", "办公室")),
        (36, ("办公室", "弱电间", "库房", "浴室", "办公室", "电信间")),
    )
    for y, names in rows:
        for index, name in enumerate(names):
            plan.ring(index * 5.2, y, 5, 4)
            plan.room(name, index * 5.2, y, 5, 4)
            plan.door("FM丙1821", index * 5.2 + 1, y + 4.1)
        plan.ring(0, y + 4.2, 31, 4)
        plan.room("走道", 0, y + 4.2, 10, 4)
    for x, y, verdict in (
        (7.7, 0, "met"),
        (23.3, 0, "broken"),
        (7.7, 12, "broken"),
        (18.1, 12, "met"),
        (28.5, 12, "met"),
        (7.7, 24, "broken"),
        (18.1, 24, "doubtful"),
        (7.7, 36, "met"),
        (28.5, 36, "met"),
    ):
        plan.expect(WET, verdict, x, y + 1)
    plan.ring(36, 0, 5, 4)
    plan.room("电信间", 36, 0, 5, 4)
    plan.ring(41.2, 4.2, 5, 4)
    plan.room("卫生间", 41.2, 4.2, 5, 4)
    plan.expect(WET, "met", 38, 1)
    return scene


def cabinet(plan: Draft) -> None:
    """A cabinet of 0.6 by 0.8 m around its lower left corner."""
    block = plan.block("网络机柜")
    if not block.strokes:
        block.rectangle("0", 0, 0, 0.6, 0.8)
        block.line("0", (0, 0), (0.6, 0.8))


def scene_cabinets() -> Scene:
    """Rows of three cabinets: a metre and more around, exactly 0.8 and 1.0 m with a marked front; 0.5, 0.9, two rows."""
    scene = Scene("telecom-cabinets")
    plan = scene.sheet("弱电施-11", "电信间平面大样图", scale=50, discipline="弱电")
    cabinet(plan)
    cases = (
        (0, 0, 4.0, 3.0, (1.1, 1.1), False, "met"),
        (7, 0, 3.4, 2.6, (0.8, 0.8), True, "met"),
        (14, 0, 4.0, 4.0, (1.0, 1.6), False, "met"),
        (0, 8, 4.0, 3.0, (0.5, 1.1), False, "broken"),
        (7, 8, 4.0, 2.4, (1.0, 0.7), True, "broken"),
        (14, 8, 4.0, 2.5, (0.9, 0.8), True, "broken"),
        (0, 16, 4.0, 2.7, (1.0, 0.9), False, "doubtful"),
    )
    for x, y, wide, deep, (left, low), marked, verdict in cases:
        room(plan, "电信间", x, y, wide, deep)
        for number in range(3):
            plan.insert("网络机柜", "弱电-机柜", x + left + 0.6 * number, y + low)
        if marked:
            plan.text("正面", x + left + 0.7, y + low + 0.85, paper=3.5)
        plan.expect(CABINET, verdict, x + left + 0.9, y + low + 0.4)
    return scene


def scene_cabinet_rows() -> Scene:
    """Two rows of cabinets drawn as rectangles, 1.2 m apart in one room and 1.0 m in the other."""
    scene = Scene("telecom-cabinet-rows")
    plan = scene.sheet("弱电施-11", "弱电机房平面大样图", scale=50, discipline="弱电")
    for x, aisle, verdict in ((0, 1.2, "met"), (8, 1.0, "broken")):
        deep = 1.0 + 0.8 + aisle + 0.8 + 1.0
        room(plan, "弱电机房", x, 0, 4.4, deep, "FM丙1821")
        for y in (1.0, 1.8 + aisle):
            for number in range(4):
                plan.rectangle("弱电-机柜", x + 1 + 0.6 * number, y, 0.6, 0.8)
            plan.expect(CABINET, verdict, x + 2, y + 0.4)
    return scene


def scene_pipes_through() -> Scene:
    """Equipment rooms with pipes beside, along the outer wall face, and through them; one with a pipe for fire water."""
    scene = Scene("telecom-pipes-through")
    plan = scene.sheet("水施-12", "地下一层给排水平面图", scale=100, discipline="给排水")
    cases = (
        (0, 0, "给水管", -0.6, "met"),
        (10, 0, "污水管", 4.2, "met"),
        (20, 0, "雨水管", 5.0, "met"),
        (0, 12, "给水管", 1.0, "broken"),
        (10, 12, "污水管", 2.0, "broken"),
        (20, 12, "废水管", 3.5, "broken"),
        (30, 12, "消防给水管", 2.0, "doubtful"),
        (0, 24, "中水管", 6.0, "met"),
    )
    for x, y, layer, up, verdict in cases:
        room(plan, "弱电机房", x, y, 5, 4, "FM丙1821")
        plan.line(layer, (x - 1.5, y + up), (x + 6.5, y + up))
        plan.text("DN100", x - 1.4, y + up + 0.1, paper=2.5)
        plan.expect(THROUGH, verdict, x + 3.5, y + 2.6)
    plan.ring(30, 0, 5, 4)
    plan.text("弱电机房", 40, 2)
    plan.expect(THROUGH, "doubtful", 40, 2)
    return scene


def grid(plan: Draft, *, across: float, up: float) -> None:
    """Axes 1 to 3 and A to C with their bubbles."""
    for number in range(3):
        plan.circle("AXIS", number * across, -3, 0.4)
        plan.text(str(number + 1), number * across - 0.12, -3.2, layer="AXIS", paper=3.5)
        plan.circle("AXIS", -3, number * up, 0.4)
        plan.text("ABC"[number], -3.12, number * up - 0.2, layer="AXIS", paper=3.5)


def storey(plan: Draft, *names: str) -> None:
    """Four rooms of 5 by 4 m, two by two on the grid's lines."""
    grid(plan, across=5.2, up=4.2)
    for index, name in enumerate(names):
        x, y = index % 2 * 5.2 + 0.1, index // 2 * 4.2 + 0.1
        plan.ring(x, y, 5, 4)
        plan.room(name, x, y, 5, 4)
    plan.door("FM丙1821", -0.0, 1, upright=True)


def scene_wet_rooms_above() -> Scene:
    """Three storeys on one grid: a toilet right over a telecom room, an office over another."""
    scene = Scene("telecom-wet-above")
    storey(lower := scene.sheet("建施-07", "1#楼一层平面图", scale=100), "办公室", "电信间", "门厅", "库房")
    storey(middle := scene.sheet("建施-08", "1#楼二层平面图", scale=100), "会议室", "卫生间", "弱电机房", "会议室")
    storey(scene.sheet("建施-09", "1#楼三层平面图", scale=100), "卫生间", "办公室", "办公室", "办公室")
    lower.expect(WET, "broken", 7.7, 1)
    middle.expect(WET, "met", 2.5, 5)
    return scene
