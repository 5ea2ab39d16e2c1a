"""The office building 3#: a standard floor (its ground floor stands in ``podium.py``), in GB/T 50001 layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed
from samples.habits import NATIONAL
from samples.pen import Board, Pen
from samples.plan import Plan, grid
from samples.podium import ground_floor
from samples.symbols import basin, desk, level, north_arrow, table, toilet

if TYPE_CHECKING:
    from samples.habits import Habit

PROJECT = "3#办公楼"
LENGTH, DEPTH = 39.0, 17.4
XS = (0.1, 7.8, 15.6, 23.4, 31.2, 38.9)
YS = (0.1, 7.2, 9.6, 17.3)


def draw() -> Board:
    """The whole file ``office.dxf``."""
    board = Board(unit=1000.0, version="R2010", scale=100.0, font="simfang.ttf", bigfont="")
    habit = NATIONAL.on(board)
    ground_floor(Pen(board, 100.0), habit, PROJECT)
    standard_floor(
        Pen(board, 100.0, (92.0, 0.0)), habit, Title("建施-22", "3#楼三～六层平面图", "建筑", 100.0, PROJECT, "A2")
    )
    return board


def standard_floor(sheet: Pen, habit: Habit, title: Title) -> None:
    """A standard floor: offices either side of a corridor, stairs at both ends, lifts and toilets in the middle."""
    framed(sheet, title, habit.frame)
    pen = sheet.moved(8.5, 14.5)
    furnished(pen, habit)
    grid_of(pen, habit)
    drawing_name(pen, habit.text, title.name, LENGTH / 2, -8.0)
    north_arrow(sheet, habit.symbol, 49.0, 37.0)
    level(pen, habit.level, "8.400", 27.0, 8.1)
    notes = (
        "说明：",
        "1. 本层建筑面积678.60m²，使用人数60人。",
        "2. 走道净宽2.20m，房间疏散门净宽不小于0.90m。",
        "3. 楼梯间为封闭楼梯间，疏散门为乙级防火门。",
        "4. 未注明墙体200厚，柱600×600。",
    )
    sheet.notes(habit.text, notes, 4.0, 40.0)


def grid_of(pen: Pen, habit: Habit) -> None:
    """The axes of the standard floor."""
    grid(pen, habit, XS, YS, reach=0.1)


def furnished(pen: Pen, habit: Habit) -> None:
    """The floor itself, its lower left outer corner at the pen's origin."""
    plan = Plan(pen, habit)
    plan.ring(0, 0, LENGTH, DEPTH)
    plan.wall(0.1, 7.2, 38.9, 7.2)
    plan.wall(0.1, 9.6, 38.9, 9.6)
    for x in (7.8, 15.6, 23.4, 31.2):
        plan.wall(x, 0.1, x, 7.2)
        plan.wall(x, 9.6, x, 17.3)
    for x in (3.3, 35.7, 18.2, 20.8):
        plan.wall(x, 9.6, x, 17.3)
    plan.wall(18.2, 12.4, 20.8, 12.4)
    _openings(plan)
    plan.finish()
    for left in (0.0, 7.8, 15.6, 23.4, 31.2):
        first, last = (0.2 if left == 0 else left + 0.1), (38.8 if left > 31 else left + 7.7)
        plan.room("会议室" if left == 15.6 else "办公室", first, 0.2, last - first, 6.9)
    for name, x, wide in (("办公室", 3.4, 4.3), ("办公室", 7.9, 7.6), ("办公室", 23.5, 7.6), ("办公室", 31.3, 4.3)):
        plan.room(name, x, 9.7, wide, 7.5)
    for name, x in (("楼梯间", 0.2), ("楼梯间", 35.8)):
        plan.room(name, x, 9.7, 3.0, 7.5)
        plan.stair(x, 11.2, 3.0, 5.0, going=0.3)
    plan.room("男卫", 15.7, 9.7, 2.4, 7.5)
    plan.room("女卫", 20.9, 9.7, 2.4, 7.5)
    plan.room("电梯厅", 18.3, 9.7, 2.4, 2.6)
    plan.room("走道", 0.2, 7.3, 38.6, 2.2)
    plan.lift(18.3, 12.5, 2.4, 2.4)
    pen.text(habit.text, "强弱电井", 19.5, 16.0, align="MIDDLE_CENTER")
    for x in XS:
        for y in YS:
            plan.column(min(max(x, 0.3), 38.7), min(max(y, 0.3), 17.1))
    _furniture(pen, habit)


def _openings(plan: Plan) -> None:
    for x in (2.0, 9.8, 17.4, 25.4, 33.2):
        plan.window("C3621", x, 0.1)
        plan.door("M1021", x + 0.6, 7.2, swing=-1)
    for x in (9.9, 25.5):
        plan.window("C3621", x, 17.3)
        plan.door("M1021", x + 0.6, 9.6, swing=1)
    for x in (4.3, 32.2):
        plan.window("C2421", x, 17.3)
        plan.door("M1021", x + 0.3, 9.6, swing=1)
    for x in (1.1, 36.6):
        plan.window("C1515", x, 17.3)
        plan.door("FM乙1221", x, 9.6, swing=1)
    for x in (16.2, 21.4):
        plan.window("C1209", x, 17.3)
        plan.door("M0921", x, 9.6, swing=1)
    plan.hole(18.7, 9.6, 1.6, upright=False)
    plan.hole(18.95, 12.4, 1.1, upright=False)


def _furniture(pen: Pen, habit: Habit) -> None:
    for left in (0.0, 7.8, 23.4, 31.2):
        for x in (1.6, 3.6, 5.6):
            for y in (1.5, 4.0):
                desk(pen, habit.furniture, left + x, y)
    for left in (7.8, 23.4):
        for x in (1.6, 3.6, 5.6):
            desk(pen, habit.furniture, left + x, 14.4)
    for x in (18.0, 19.5, 21.0):
        table(pen, habit.furniture, x, 3.6)
    for x in (16.3, 17.2, 21.6, 22.6):
        toilet(pen, habit.furniture, x, 17.1)
    for x in (16.3, 22.6):
        basin(pen, habit.furniture, x, 12.3)
