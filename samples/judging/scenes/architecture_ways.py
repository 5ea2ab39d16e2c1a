"""Common corridors, parking, ramps and storey heights (GB 55038, GB 55019, JGJ 100)."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

CORRIDOR = "architecture/public-corridor"
STALL = "architecture/parking-stall"
RAMP = "architecture/accessible-ramp"
GARAGE = "architecture/garage-ramp"
HEIGHT = "architecture/resi-clear-height"
RAILING = "architecture/railing"

HOUSING = {"buildings": [{"name": "1#", "use": "residential", "height": 53.8, "storeys": 18}]}


def scene_corridors() -> Scene:
    """Common corridors of housing: 1.5, 1.3 and exactly 1.2 m; 1.1 m, 1.19 m, and 1.5 m with a column of 0.4 m in it."""
    scene = Scene("architecture-corridors", facts=HOUSING)
    plan = scene.sheet("建施-11", "1#楼三～十八层平面图", scale=100)
    cases = (
        (1.5, 0.0, "met"),
        (1.3, 0.0, "met"),
        (1.2, 0.0, "met"),
        (1.6, 0.4, "met"),
        (1.1, 0.0, "broken"),
        (1.19, 0.0, "broken"),
        (1.5, 0.4, "broken"),
    )
    for number, (wide, column, verdict) in enumerate(cases):
        x, y = 16.0 * (number % 2), 6.0 * (number // 2)
        plan.ring(x, y, 12.0, wide)
        plan.door("FM乙1021", x + 2.0, y - 0.1, swing=-1)
        plan.room("公共走廊", x, y, 12.0, wide, drawn=True)
        if column:
            plan.rectangle("COLUMN", x + 8.0, y + wide - column, 0.6, column)
        plan.expect(CORRIDOR, verdict, x + 2.0, y + wide / 2)
    plan.text("公共走廊", 16.0, 19.5)
    plan.expect(CORRIDOR, "doubtful", 16.2, 19.6)
    plan.expect("preflight/room-label", "broken", 16.2, 19.6)
    return scene


def stalls(plan: Draft, x: float, y: float, wide: float, long: float, count: int = 3) -> None:
    """Stalls side by side with their rear on a wall of 0.3 m below them, fronts up."""
    plan.wall(x - 0.5, y - 0.15, x + wide * count + 0.5, y - 0.15, 0.3)
    for number in range(count):
        plan.rectangle("PARKING", x + wide * number, y, wide, long)


def scene_stalls() -> Scene:
    """Stalls of 2.4 by 5.3 m at a wall with 5.5 m of aisle, larger ones, narrow and short ones, and a narrow aisle."""
    scene = Scene("architecture-stalls")
    plan = scene.sheet("建施-03", "地下一层平面图", scale=150)
    cases = (
        (2.4, 5.3, 5.5, "met"),
        (2.5, 5.3, 6.0, "met"),
        (2.4, 5.4, 5.6, "met"),
        (2.5, 5.5, 5.5, "met"),
        (2.3, 5.3, 5.5, "broken"),
        (2.4, 5.1, 5.8, "broken"),
        (2.4, 5.3, 5.0, "broken"),
    )
    for number, (wide, long, aisle, verdict) in enumerate(cases):
        x, y = 14.0 * (number % 4), 18.0 * (number // 4)
        stalls(plan, x, y, wide, long)
        plan.wall(x - 0.5, y + long + aisle + 0.15, x + wide * 3 + 0.5, y + long + aisle + 0.15, 0.3)
        for each in range(3):
            plan.expect(STALL, verdict, x + wide * (each + 0.5), y + long / 2)
    x, y = 42.0, 18.0
    plan.rectangle("PARKING", x, y, 2.4, 5.2)
    plan.expect(STALL, "doubtful", x + 1.2, y + 2.6)
    return scene


def scene_wheelchair_ramps() -> Scene:
    """Ramps of 1:16, 1:20 and exactly 1:12 by 1.2 m; 1:8, 12 % and 1.1 m; 1:10 and one without a slope."""
    scene = Scene("architecture-wheelchair-ramps")
    plan = scene.sheet("建施-10", "一层平面图", scale=100)
    cases = (
        ("1:16", 1.5, "met"),
        ("1:20", 1.3, "met"),
        ("1:12", 1.2, "met"),
        ("i=5%", 1.5, "met"),
        ("1:8", 1.5, "broken"),
        ("i=12%", 1.5, "broken"),
        ("1:12", 1.1, "broken"),
        ("1:10", 1.5, "doubtful"),
        ("", 1.5, "doubtful"),
    )
    for number, (slope, wide, verdict) in enumerate(cases):
        x, y = 14.0 * (number % 3), 7.0 * (number // 3)
        plan.rectangle("坡道", x, y, 9.0, wide)
        plan.line("SYMBOL", (x + 4.0, y + wide / 2), (x + 8.0, y + wide / 2))
        plan.text("无障碍坡道", x + 0.5, y + 0.4, paper=3.5)
        if slope:
            plan.text(slope, x + 5.0, y + wide / 2 + 0.1, paper=2.5)
        plan.expect(RAMP, verdict, x + 3.5, y + wide / 2)
    return scene


def scene_garage_ramps() -> Scene:
    """Straight ramps of 14, 12 and exactly 15 % by 5.5 m, 3.5 m for one lane; 16 and 18 %, 5.0 m; one without easings."""
    scene = Scene("architecture-garage-ramps")
    plan = scene.sheet("建施-03", "地下一层平面图", scale=150)
    cases = (
        (("i=14%", "i=7%", "双车道"), 6.0, "met"),
        (("i=12%", "i=6%", "双车道"), 7.0, "met"),
        (("i=15%", "i=7.5%", "双车道"), 5.5, "met"),
        (("i=15%", "i=7.5%", "单车道"), 3.5, "met"),
        (("i=16%", "i=8%", "双车道"), 6.0, "broken"),
        (("i=18%", "i=9%", "单车道"), 4.0, "broken"),
        (("i=14%", "i=7%", "双车道"), 5.0, "broken"),
        (("i=14%", "双车道"), 6.0, "doubtful"),
        (("i=14%", "i=7%"), 4.5, "doubtful"),
    )
    for number, (words, wide, verdict) in enumerate(cases):
        x, y = 40.0 * (number % 2), 11.0 * (number // 2)
        plan.wall(x, y - 0.15, x + 30.0, y - 0.15, 0.3)
        plan.wall(x, y + wide + 0.15, x + 30.0, y + wide + 0.15, 0.3)
        plan.rectangle("坡道", x, y, 30.0, wide)
        plan.text("汽车坡道", x + 2.0, y + wide / 2, paper=3.5)
        for at, word in enumerate(words):
            plan.text(word, x + 12.0 + 6.0 * at, y + wide / 2, paper=3.5)
        plan.expect(GARAGE, verdict, x + 6.0, y + wide / 2)
    return scene


def levels(section: Draft, x: float, base: float, storeys: tuple[float, ...]) -> None:
    """Level marks one above the other, floors drawn at their heights."""
    level = 0.0
    for number, high in enumerate((*storeys, 0.0)):
        y = base + level
        section.line("WALL", (x - 12.0, y), (x - 1.0, y))
        section.line("ELEV_MARK", (x - 0.6, y), (x + 1.4, y))
        section.line("ELEV_MARK", (x - 0.3, y), (x, y + 0.25), (x + 0.3, y))
        section.text("±0.000" if not number else f"{level:.3f}", x + 0.2, y + 0.3, layer="ELEV_MARK", paper=2.5)
        level += high


def scene_heights() -> Scene:
    """Storeys of 3.10, exactly 3.00 and 2.90 m on sections; heights written in notes; one storey that occurs once."""
    scene = Scene("architecture-heights", facts=HOUSING)
    section = scene.sheet("建施-31", "1#楼1-1剖面图", scale=100)
    cases: tuple[tuple[float, tuple[float, ...], tuple[str, ...]], ...] = (
        (14.0, (3.1, 3.1, 3.0, 3.0), ("met",) * 4),
        (34.0, (2.9, 2.9, 2.9), ("broken",) * 3),
        (54.0, (3.0, 3.0, 2.7), ("met", "met", "doubtful")),
    )
    for x, storeys, verdicts in cases:
        levels(section, x, 0.0, storeys)
        level = 0.3
        for high, verdict in zip(storeys, verdicts, strict=True):
            section.expect(HEIGHT, verdict, x + 0.3, level + high / 2)
            level += high
    notes = scene.sheet("建施-02", "1#楼建筑设计说明", scale=100)
    written = (
        ("标准层层高3.00m", "met"),
        ("卧室净高2.65m", "met"),
        ("卧室净高2.50m", "broken"),
        ("住宅层高2.95m", "broken"),
        ("地下车库层高3.60m，商业层高4.20m", ""),
    )
    for number, (words, verdict) in enumerate(written):
        notes.text(words, 0, 30.0 - 4.0 * number, paper=5.0)
        if verdict:
            notes.expect(HEIGHT, verdict, 0.1, 30.1 - 4.0 * number)
    return scene


def scene_railings() -> Scene:
    """Heights of railings in the notes of housing: 1200 (the very height), 1250 and 1300 mm; 1100, 1150 and 1.05 m."""
    scene = Scene("architecture-railings", facts=HOUSING)
    notes = scene.sheet("建施-02", "1#楼建筑设计说明", scale=100)
    written = (
        ("阳台栏杆净高不小于1200mm", "met"),
        ("外廊临空处栏杆高度1250mm", "met"),
        ("上人屋面女儿墙栏杆高1.30m", "met"),
        ("露台栏杆高度1200mm", "met"),
        ("阳台栏杆高度1100mm", "broken"),
        ("上人屋面护栏净高1150mm", "broken"),
        ("连廊栏板高1.05m", "broken"),
        ("楼梯扶手高900mm，水平段高1050mm", ""),
        ("护窗栏杆高度900mm", ""),
    )
    for number, (words, verdict) in enumerate(written):
        notes.text(words, 0, 40.0 - 4.0 * number, paper=5.0)
        if verdict:
            notes.expect(RAILING, verdict, 0.1, 40.1 - 4.0 * number)
    other = scene.sheet("建施-03", "建筑设计总说明（3#楼）", scale=100)
    other.text("阳台栏杆高度1150mm", 0, 10, paper=5.0)
    other.expect(RAILING, "doubtful", 0.1, 10.1)
    return scene
