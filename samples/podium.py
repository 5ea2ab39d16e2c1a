"""The ground floor of the office 3#: the podium of 64 m by 26 m with lobby, shops and a dining room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed
from samples.plan import Plan, grid
from samples.symbols import level, north_arrow, table

if TYPE_CHECKING:
    from samples.habits import Habit
    from samples.pen import Pen

LENGTH, DEPTH = 64.0, 26.0
XS = [min(max(8.0 * step, 0.1), 63.9) for step in range(9)]
YS = (0.1, 9.0, 12.0, 25.9)


def ground_floor(sheet: Pen, habit: Habit, project: str) -> None:
    """建施-21 一层平面图."""
    framed(sheet, Title("建施-21", "3#楼一层平面图", "建筑", 100.0, project), habit.frame)
    pen = sheet.moved(8.0, 20.0)
    plan = Plan(pen, habit)
    _walls(plan)
    _openings(plan)
    plan.finish()
    _rooms(plan)
    grid(pen, habit, XS, YS, reach=0.1)
    drawing_name(pen, habit.text, "3#楼一层平面图", 32.0, -8.5)
    north_arrow(sheet, habit.symbol, 72.0, 54.5)
    level(pen, habit.level, "±0.000", 34.0, 5.6)
    pen.expect("fire/room-doors", "broken", 44.0, 20.0)
    pen.expect("fire/room-doors", "met", 6.0, 24.0)
    notes = (
        "说明：",
        "1. 裙房建筑面积1664.00m²（一层）。",
        "2. 室内外高差0.45m，主入口设无障碍坡道。",
        "3. 走道净宽2.80m。",
        "4. 未注明墙体200厚，柱600×600。",
    )
    sheet.notes(habit.text, notes, 4.0, 57.0)


def _walls(plan: Plan) -> None:
    plan.ring(0, 0, LENGTH, DEPTH)
    plan.wall(0.1, 9.0, 63.9, 9.0)
    plan.wall(0.1, 12.0, 63.9, 12.0)
    for x in (8, 16, 24, 40, 48, 56):
        plan.wall(x, 0.1, x, 9.0)
    for x in (4, 16, 24, 28, 36, 40, 56, 60):
        plan.wall(x, 12.0, x, 25.9)


def _openings(plan: Plan) -> None:
    for x in (8, 16, 48, 56, 0, 40):
        plan.window("C4827", x + 1.6, 0.1)
        plan.door("M1221", x + 3.4, 9.0, swing=-1)
    plan.door("M2427", 28.8, 0.1, swing=-1)
    plan.window("C4827", 33.0, 0.1)
    for left in (25.2, 28.4):
        plan.hole(left, 9.0, 2.4, upright=False)
    for left, code in (
        (1.4, "FM乙1221"),
        (5.2, "M1621"),
        (13.2, "M1621"),
        (19.0, "M1221"),
        (25.2, "M1221"),
        (37.2, "M1221"),
        (46.0, "M1621"),
        (57.2, "M1221"),
        (61.2, "FM乙1221"),
    ):
        plan.door(code, left, 12.0, swing=1 if code == "M1221" else -1)
    for left in (4.8, 10.5, 19.0, 41.5, 44.8, 50.5):
        plan.window("C2421", left, 25.9)
    plan.door("M1621", 0.1, 9.7, upright=True, swing=-1)
    plan.door("M1621", 63.9, 9.7, upright=True, swing=1)


def _rooms(plan: Plan) -> None:
    pen, habit = plan.pen, plan.habit
    for name, left, wide in (
        ("商铺", 0.2, 7.7),
        ("商铺", 8.1, 7.8),
        ("商铺", 16.1, 7.8),
        ("门厅", 24.1, 15.8),
        ("商铺", 40.1, 7.8),
        ("商铺", 48.1, 7.8),
        ("商铺", 56.1, 7.7),
    ):
        plan.room(name, left, 0.2, wide, 8.7)
    for name, left, wide in (
        ("楼梯间", 0.2, 3.7),
        ("职工餐厅", 4.1, 11.8),
        ("厨房", 16.1, 7.8),
        ("男卫", 24.1, 3.8),
        ("电梯厅", 28.1, 7.8),
        ("女卫", 36.1, 3.8),
        ("多功能厅", 40.1, 15.8),
        ("消控室", 56.1, 3.8),
        ("楼梯间", 60.1, 3.7),
    ):
        plan.room(name, left, 12.1, wide, 13.7)
    plan.room("走道", 0.2, 9.1, 63.6, 2.8)
    for left in (0.2, 60.1):
        plan.stair(left, 15.0, 3.7, 5.0, going=0.3)
    for left in (28.4, 31.9):
        plan.lift(left, 14.5, 2.6, 2.6)
    for x in XS:
        for y in (0.3, 9.0, 12.0, 18.0, 25.7):
            plan.column(min(max(x, 0.3), 63.7), y)
    for x in (6.0, 9.0, 12.0):
        for y in (15.5, 18.6, 21.6):
            table(pen, habit.furniture, x, y)
