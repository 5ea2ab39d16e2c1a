"""Rooms, passages and doors of dwellings, and doors for wheelchairs (GB 55038, 4.1; GB 55019, 2.5)."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

ROOM = "architecture/resi-room-area"
KITCHEN = "architecture/resi-kitchen"
TOILET = "architecture/resi-toilet"
PASSAGE = "architecture/resi-inner-corridor"
DOOR = "architecture/resi-door-width"
ACCESSIBLE = "architecture/accessible-door"
NOISE = "architecture/noise-adjacency"

HOUSING = {"buildings": [{"name": "1#", "use": "residential", "height": 53.8, "storeys": 18}]}
PLAN = "1#楼三～十八层平面图"


def cell(plan: Draft, x: float, y: float, name: str, wide: float, deep: float, *, drawn: bool = False) -> None:
    """A room of walls, its clear size given, with a door in its lower wall and a window in its upper one."""
    plan.ring(x, y, wide, deep)
    plan.door("M0821" if wide > 1.2 else "M0621", x + 0.2, y - 0.1, swing=-1)
    plan.window("C0915" if wide > 1.2 else "C0612", x + 0.2, y + deep + 0.1)
    plan.room(name, x, y, wide, deep, drawn=drawn)


def pair(plan: Draft, x: float, y: float, names: tuple[str, str], code: str, *, wide: float = 0.0) -> None:
    """Two rooms of 3.6 by 3.0 m side by side with a door between them."""
    plan.ring(x, y, 3.6, 3.0)
    plan.ring(x + 3.8, y, 3.6, 3.0)
    plan.door(code, x + 3.7, y + 0.5, upright=True, wide=wide)
    for number, name in enumerate(names):
        plan.room(name, x + 3.8 * number, y + 0.9, 3.6, 2.4)


def scene_rooms() -> Scene:
    """Bedrooms of 10.5, 7.2, exactly 5.0 m² and exactly 1.80 m; 4.5, 4.32 m² and 1.70 m; kitchens and bathrooms.

    A bedroom has 5 m² and 1.80 m, one for living as well 9 m²; a kitchen 3.5 m² and 1.50 m; a bathroom 2.5 m² for
    three fixtures and 1.1 m² for a toilet alone.
    """
    scene = Scene("architecture-rooms", facts=HOUSING)
    plan = scene.sheet("建施-11", PLAN, scale=100)
    cases = (
        (ROOM, "主卧", 3.0, 3.5, "met"),
        (ROOM, "次卧", 2.4, 3.0, "met"),
        (ROOM, "卧室", 2.0, 2.5, "met"),
        (ROOM, "次卧室", 1.8, 3.0, "met"),
        (ROOM, "次卧", 1.8, 2.5, "broken"),
        (ROOM, "保姆房", 1.8, 2.4, "broken"),
        (ROOM, "儿童房", 1.7, 4.0, "broken"),
        (ROOM, "卧室兼起居", 2.9, 3.0, "broken"),
        (KITCHEN, "厨房", 1.8, 3.0, "met"),
        (KITCHEN, "厨房", 1.75, 2.0, "met"),
        (KITCHEN, "厨房", 1.5, 2.4, "met"),
        (KITCHEN, "厨房", 1.7, 2.0, "broken"),
        (KITCHEN, "厨房", 1.4, 3.0, "broken"),
        (KITCHEN, "厨房", 1.45, 2.2, "broken"),
        (TOILET, "卫生间", 1.8, 2.4, "met"),
        (TOILET, "主卫", 1.6, 2.2, "met"),
        (TOILET, "公卫", 1.25, 2.0, "met"),
        (TOILET, "卫生间", 0.9, 1.2, "broken"),
        (TOILET, "客卫", 1.0, 1.05, "broken"),
        (TOILET, "卫生间", 1.5, 1.5, "doubtful"),
        (TOILET, "次卫", 2.0, 1.5, "met"),
        (KITCHEN, "厨房", 2.1, 3.3, "met"),
    )
    for number, (rule, name, wide, deep, verdict) in enumerate(cases):
        x, y = 7.0 * (number % 7), 8.0 * (number // 7)
        cell(plan, x, y, name, wide, deep, drawn=number % 3 == 0)
        plan.expect(rule, verdict, x + wide / 2, y + deep / 2)
    pair(plan, 14, 24, ("卫生间", "厨房"), "M0721")
    plan.expect(TOILET, "broken", 17.7, 24.85)
    pair(plan, 28, 24, ("卫生间", "餐厅"), "M0821")
    plan.expect(TOILET, "met", 29.8, 25.5)
    other = scene.sheet("建施-12", "3#楼二层平面图", scale=100)
    for number, (rule, name, wide, deep) in enumerate(
        ((ROOM, "卧室", 1.7, 2.5), (KITCHEN, "厨房", 1.2, 2.0), (TOILET, "卫生间", 0.9, 1.1))
    ):
        cell(other, 7.0 * number, 0, name, wide, deep)
        other.expect(rule, "doubtful", 7.0 * number + wide / 2, deep / 2)
    return scene


def passage(plan: Draft, x: float, y: float, wide: float, name: str, other: str) -> None:
    """A passage of this width, 4 m long, with a door to a room on its left; its name stands upright."""
    plan.ring(x, y, 3.0, 4.0)
    plan.ring(x + 3.2, y, wide, 4.0)
    plan.room(other, x, y, 3.0, 4.0)
    plan.door("M0921", x + 3.1, y + 1.6, upright=True, swing=1)
    plan.text(name, x + 3.2 + wide / 2 + 0.15, y + 0.4, paper=3.5, turn=90)


def scene_passages() -> Scene:
    """Passages of 1.20, exactly 1.00 and 0.95 m to bedrooms and kitchens, entries of 1.20, 1.10 and 1.05 m."""
    scene = Scene("architecture-passages", facts=HOUSING)
    plan = scene.sheet("建施-11", PLAN, scale=100)
    cases = (
        (1.2, "过道", "主卧", "met"),
        (1.0, "过道", "次卧", "met"),
        (0.95, "过道", "厨房", "met"),
        (1.1, "玄关", "储藏", "met"),
        (0.95, "过道", "主卧", "broken"),
        (0.85, "过道", "卫生间", "broken"),
        (1.05, "玄关", "储藏", "broken"),
        (0.95, "过道", "", "doubtful"),
    )
    for number, (wide, name, other, verdict) in enumerate(cases):
        x, y = 8.0 * (number % 4), 8.0 * (number // 4)
        passage(plan, x, y, wide, name, other)
        plan.expect(PASSAGE, verdict, x + 3.2 + wide / 2, y + 2.5)
    return scene


def scene_doors() -> Scene:
    """Doors by their codes: a frame takes 0.1 m; 0.9 m for dwellings, 0.8 m for bedrooms, 0.7 m for kitchen and bath.

    M0921 leaves exactly 0.8 m to a bedroom and M0821 exactly 0.7 m to a kitchen.
    """
    scene = Scene("architecture-doors", facts=HOUSING)
    plan = scene.sheet("建施-11", PLAN, scale=100)
    cases = (
        (("主卧", "过道"), "M1021", 0.0, "met"),
        (("次卧", "过道"), "M0921", 0.0, "met"),
        (("厨房", "餐厅"), "M0821", 0.0, "met"),
        (("客厅", "前室"), "FM乙1021", 0.0, "met"),
        (("卫生间", "过道"), "M0921", 0.0, "met"),
        (("主卧", "过道"), "M0721", 0.0, "broken"),
        (("客厅", "公共走廊"), "FM乙0821", 0.0, "broken"),
        (("厨房", "过道"), "M0621", 0.0, "broken"),
        (("主卧", "过道"), "M0821", 0.0, "doubtful"),
        (("客厅", "前室"), "FM乙0921", 0.0, "doubtful"),
    )
    for number, (names, code, wide, verdict) in enumerate(cases):
        x, y = 12.0 * (number % 4), 8.0 * (number // 4)
        pair(plan, x, y, names, code, wide=wide)
        plan.expect(DOOR, verdict, x + 3.7, y + 0.9)
        if code == "FM乙0821":
            plan.expect("fire/egress-width", "broken", x + 3.7, y + 0.9)  # 0.7 m, and 0.8 m to leave a dwelling by
    return scene


def scene_accessible_doors() -> Scene:
    """Doors of rooms for wheelchairs: 1.2, 1.1 and exactly 1.0 m of opening; 0.8, 0.7 and 0.85 m; 0.9 m leaves it open."""
    scene = Scene("architecture-accessible-doors")
    plan = scene.sheet("建施-11", "一层平面图", scale=100)
    cases = (
        ("M1121", "met"),
        ("M1021", "met"),
        ("M1121", "met"),
        ("M1021", "met"),
        ("M0821", "broken"),
        ("M0721", "broken"),
        ("M0821", "broken"),
        ("M0921", "doubtful"),
    )
    for number, (code, verdict) in enumerate(cases):
        x, y = 12.0 * (number % 4), 8.0 * (number // 4)
        pair(plan, x, y, ("无障碍卫生间", "走廊"), code)
        plan.expect(ACCESSIBLE, verdict, x + 3.7, y + 0.9)
    return scene


def scene_noise() -> Scene:
    """Bedrooms and a lift: a wall of 0.2 m between them, a pump room, a shaft; a wardrobe between, a corner, a lobby.

    Neighbours are up to 0.45 m apart along 0.3 m at least.
    """
    scene = Scene("architecture-noise", facts=HOUSING)
    plan = scene.sheet("建施-11", PLAN, scale=100)
    cases: tuple[tuple[tuple[tuple[str, float], ...], str], ...] = (
        ((("主卧", 3.6), ("电梯", 2.2)), "broken"),
        ((("卧室", 3.3), ("水泵房", 4.0)), "broken"),
        ((("次卧", 3.0), ("电梯井", 2.1)), "broken"),
        ((("卧室", 3.0), ("衣帽间", 1.6), ("电梯", 2.2)), "met"),
        ((("卧室", 3.3), ("卫生间", 1.8), ("电梯", 2.2)), "met"),
        ((("书房", 2.4), ("客厅", 4.2), ("主卧", 3.3), ("电梯厅", 2.4)), "met"),
    )
    for number, (rooms, verdict) in enumerate(cases):
        x, y = 18.0 * (number % 3), 9.0 * (number // 3)
        for name, wide in rooms:
            plan.ring(x, y, wide, 3.6)
            plan.door("M0921", x + 0.3, y - 0.1, swing=-1)
            plan.room(name, x, y, wide, 3.6)
            if name in {"主卧", "卧室", "次卧"}:
                plan.expect(NOISE, verdict, x + wide / 2, y + 1.8)
            x += wide + 0.2
    x, y = 0.0, 18.0
    plan.ring(x, y, 3.0, 3.6)
    plan.room("卧室", x, y, 3.0, 3.6, drawn=True)
    plan.rectangle("SPACE", x + 3.45, y + 1.0, 2.0, 2.2)
    plan.text("电梯", x + 4.0, y + 1.8)
    plan.expect(NOISE, "broken", x + 1.5, y + 1.8)
    plan.ring(18.0, y, 3.0, 3.6)
    plan.room("卧室", 18.0, y, 3.0, 3.6, drawn=True)
    plan.rectangle("SPACE", 21.2, y + 3.35, 2.0, 2.2)
    plan.text("电梯", 21.8, y + 4.2)
    plan.expect(NOISE, "met", 19.5, y + 1.8)
    other = scene.sheet("建施-12", "3#楼二层平面图", scale=100)
    for number, name in enumerate(("卧室", "电梯")):
        other.ring(3.2 * number, 0, 3.0, 3.6)
        other.room(name, 3.2 * number, 0, 3.0, 3.6)
    other.expect(NOISE, "doubtful", 1.5, 1.8)
    return scene
