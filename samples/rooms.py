"""Telecom equipment rooms at 1:50 with the fibre system: the room of 1# is 2.30 m wide where 2.50 m is asked for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed
from samples.habits import NATIONAL
from samples.pen import Board, Pen
from samples.plan import Plan
from samples.symbols import desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.habits import Habit
    from samples.pen import Place

CABINET = 0.6
"""metres; with 800 mm cabinets a room needs 15 m² (GB 50846)"""


def draw() -> Board:
    """The whole file ``rooms.dxf``."""
    board = Board(unit=1000.0, version="R2013", scale=50.0, font="simfang.ttf", bigfont="")
    habit = NATIONAL.on(board)
    board.layers(
        (
            ("弱电-机柜", 5, "Continuous", 35),
            ("弱电-桥架", 5, "DASHED", 25),
            ("系统图", 7, "Continuous", 25),
        )
    )
    sheet = Pen(board, 50.0)
    framed(sheet, Title("通施-02", "弱电间平面及光纤到户图", "通信", 50.0, "1#楼、3#楼", "A2"), habit.frame)
    room(sheet.moved(3.0, 12.0), habit, 2.3, 5.2, "1#楼通信设备间", ((0.85, 1.5), (0.85, 3.5)), ("up", "down"))
    places = [(2.7, 0.9 + CABINET * number) for number in range(3)]
    room(sheet.moved(9.5, 12.0), habit, 4.2, 3.6, "3#楼通信设备间", places, ("left", "left"))
    system(sheet.moved(3.0, 2.5), habit)
    notes = (
        "通信说明：",
        "1. 设备间使用面积不小于10m²，净宽不小于2.5m，机柜均为600mm宽。",
        "2. 设备间门为甲级防火门，外开；地面荷载不小于6.0kN/m²。",
        "3. 光纤到户，三家运营商平等接入，每户配线光缆2芯。",
        "4. 机柜单排布置时前面净空不小于1.0m，后面及侧面不小于0.8m；两列间距不小于1.2m。",
    )
    sheet.notes(habit.text, notes, 16.6, 19.6)
    return board


def room(
    pen: Pen, habit: Habit, wide: float, deep: float, name: str, cabinets: Sequence[Place], fronts: Sequence[str]
) -> None:
    """An equipment room of these clear sizes, its inner lower left corner at the pen's origin."""
    plan = Plan(pen, habit)
    plan.ring(-0.2, -0.2, wide + 0.4, deep + 0.4)
    plan.door("FM甲1821", 0.25 if wide < 2.5 else 0.6, -0.1, swing=-1)
    plan.finish()
    plan.room("通信设备间", 0, 0, wide, deep, at=0.5 if wide < 2.5 else 0.32)
    block = pen.board.block("机柜600")
    if block is not None:
        size = CABINET * 1000
        on = {"layer": "0"}
        block.add_lwpolyline([(0, 0), (size, 0), (size, size), (0, size)], close=True, dxfattribs=on)
        block.add_line((0, 0), (size, size), dxfattribs=on)
    for place in cabinets:
        pen.insert("机柜600", "弱电-机柜", *place)
    for (x, y), front in zip(cabinets[:2], fronts, strict=True):
        if front == "left":
            pen.text(habit.text, "正面", x - 0.06, y + CABINET / 2, paper=3.0, align="MIDDLE_RIGHT")
        elif front == "up":
            pen.text(habit.text, "正面", x + CABINET / 2, y + CABINET + 0.08, paper=3.0, align="BOTTOM_CENTER")
        else:
            pen.text(habit.text, "正面", x + CABINET / 2, y - 0.08, paper=3.0, align="TOP_CENTER")
    tray = cabinets[0][0] + CABINET + 0.15
    pen.line("弱电-桥架", (tray, 0.2), (tray, deep - 0.1))
    desk(pen, habit.furniture, 0.75, deep - 0.4, rotation=180)
    pen.dimension(habit.dimension, (0, 0), (wide, 0), -1.0)
    pen.dimension(habit.dimension, (0, 0), (0, deep), 0.8, angle=90)
    drawing_name(pen, habit.text, f"{name}平面布置图", wide / 2, -2.6)
    pen.expect("telecom/equipment-room", "broken" if wide < 2.5 else "met", 0.3, 1.6)
    pen.expect("telecom/room-wet", "doubtful", 0.3, 1.2)  # what lies above is on no sheet


def system(pen: Pen, habit: Habit) -> None:
    """The fibre system: the street's cable, the room, risers and homes, not to scale."""
    steps = (("市政光缆", 0.0), ("光纤配线架", 3.6), ("光分路箱", 8.4), ("楼层光纤箱", 12.4), ("家居配线箱", 16.4))
    for name, x in steps:
        pen.rectangle("系统图", x, 2.2, 2.2, 1.0)
        pen.text(habit.text, name, x + 1.1, 2.7, paper=3.5, align="MIDDLE_CENTER")
    for (_, left), (_, right) in pairwise(steps):
        pen.line("系统图", (left + 2.2, 2.7), (right, 2.7), width=0.5)
        pen.text(habit.text, "G.652D", (left + 2.2 + right) / 2, 2.8, paper=2.5, align="BOTTOM_CENTER")
    drawing_name(pen, habit.text, "光纤到户系统图", 9.3, 0.8, scale="示意")
