"""Lightning protection on two roofs, in one old file: DXF R2000 with GBK letters, its frames exploded.

The tower 1# is of the third class and keeps its limits; the office 3# is of the second class, where one mesh of
11.9 m by 11.0 m is wider than 10 m by 10 m or 12 m by 8 m (GB 50057, 4.3.1) and two gaps of 21.5 m between down
conductors exceed 18 m (4.3.3), with a mean of 18.8 m.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed_by_hand
from samples.habits import NATIONAL
from samples.pen import Board, Pen
from samples.plan import grid
from samples.site import rectangle, tower
from samples.symbols import north_arrow

if TYPE_CHECKING:
    from samples.habits import Habit
    from samples.pen import Place

INSET = 0.12
"""metres: the strip lies on the middle of a parapet 240 mm thick"""


def draw() -> Board:
    """The whole file ``roof.dxf``."""
    board = Board(unit=1000.0, version="R2000", encoding="gbk", scale=100.0)
    habit = NATIONAL.on(board)
    board.layers(
        (
            ("屋面轮廓", 2, "Continuous", 50),
            ("接闪带", 1, "Continuous", 70),
            ("引下线", 6, "Continuous", 35),
            ("屋面-分水线", 8, "DASHED", 13),
            ("屋面-设备", 8, "Continuous", 13),
            ("电施-标注", 3, "Continuous", 18),
        )
    )
    housing(Pen(board, 100.0), habit)
    office(Pen(board, 100.0, (68.0, 0.0)), habit)
    return board


def _begun(sheet: Pen, habit: Habit, title: Title, corner: Place) -> Pen:
    framed_by_hand(sheet, title, habit.frame)
    north_arrow(sheet, habit.symbol, 49.0, 37.0)
    return sheet.moved(*corner)


def _strip(pen: Pen, places: Sequence[Place], *, closed: bool = False) -> None:
    """A strip with a cross every 2.5 m, as the symbol asks for."""
    if closed:
        pen.outline("接闪带", places, width=0.5)
        places = [*places, places[0]]
    else:
        pen.line("接闪带", *places, width=0.5)
    for (x1, y1), (x2, y2) in pairwise(places):
        long = max(abs(x2 - x1), abs(y2 - y1))
        for step in range(1, int(long / 2.5)):
            share = step * 2.5 / long
            x, y, arm = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, 0.12
            pen.line("电施-标注", (x - arm, y - arm), (x + arm, y + arm))
            pen.line("电施-标注", (x - arm, y + arm), (x + arm, y - arm))


def _down(pen: Pen, places: Sequence[Place]) -> None:
    block = pen.board.block("引下线")
    if block is not None:
        on = {"layer": "0"}
        block.add_circle((0, 0), 150, dxfattribs=on)
        block.add_line((0, 0), (500, 500), dxfattribs=on)
        block.add_solid([(500, 500), (380, 460), (460, 380)], dxfattribs=on)
    for number, (x, y) in enumerate(places, start=1):
        pen.insert("引下线", "引下线", x, y)
        pen.text("电施-标注", f"YX-{number}", x + 0.3, y + 0.65, paper=2.5)


def housing(sheet: Pen, habit: Habit) -> None:
    """电施-01 1#楼屋顶防雷平面图: third class, all met."""
    name = "1#楼屋顶防雷平面图"
    pen = _begun(sheet, habit, Title("电施-01", name, "电气", 100.0, "1#楼", "A2"), (10.5, 17.0))
    roof = tower(0, 0)
    pen.outline("屋面轮廓", roof, width=0.5)
    low, top, left, right, bay = INSET, 15.6 - INSET, INSET, 35 - INSET, 36 - INSET
    ring = [
        (left, low),
        (right, low),
        (right, 6.9 + INSET),
        (bay, 6.9 + INSET),
        (bay, 8.7 - INSET),
        (right, 8.7 - INSET),
        (right, top),
        (left, top),
    ]
    _strip(pen, ring, closed=True)
    _strip(pen, [(17.5, low), (17.5, top)])
    _down(pen, ((0, 0), (21.5, 0), (35, 0), (35, 15.6), (13.1, 15.6), (0, 15.6)))
    pen.rectangle("屋面-设备", 13, 9.9, 9, 5.6)
    pen.text(habit.text, "电梯机房", 19.6, 12.6, align="MIDDLE_CENTER")
    pen.line("屋面-分水线", (0.3, 7.8), (34.7, 7.8))
    for x in (5.0, 28.0):
        pen.text(habit.text, "i=2%", x, 4.0, paper=3.0)
    grid(pen, habit, (0.1, 8.75, 17.5, 26.25, 34.9), (0.1, 7.05, 8.55, 15.5), reach=0.1)
    drawing_name(pen, habit.text, name, 17.5, -8.0)
    notes = (
        "防雷说明：",
        "1. 本建筑物按第三类防雷建筑物设防，年预计雷击次数0.118次/a。",
        "2. 接闪带采用φ10热镀锌圆钢，沿女儿墙敷设，网格不大于20m×20m或24m×16m。",
        "3. 利用柱内两根φ16主筋作引下线，沿周长间距不大于25m。",
        "4. 利用基础钢筋作接地体，接地电阻不大于1Ω。",
    )
    sheet.notes(habit.text, notes, 4.0, 40.0)
    pen.expect("lightning/mesh-size", "met", 8.0, 5.0)
    pen.expect("lightning/mesh-size", "met", 26.0, 5.0)
    pen.expect("lightning/down-spacing", "met", 10.0, 0.0)


def office(sheet: Pen, habit: Habit) -> None:
    """电施-02 3#楼屋顶防雷平面图: second class, one mesh too wide, two gaps too long."""
    name = "3#楼屋顶防雷平面图"
    pen = _begun(sheet, habit, Title("电施-02", name, "电气", 100.0, "3#办公楼", "A2"), (8.5, 16.0))
    pen.outline("屋面轮廓", rectangle(0, 0, 39, 17.4), width=0.5)
    right, top = 39 - INSET, 17.4 - INSET
    _strip(pen, [(INSET, INSET), (right, INSET), (right, top), (INSET, top)], closed=True)
    for x in (9.1, 18.05, 26.98):
        _strip(pen, [(x, INSET), (x, top)])
    _strip(pen, [(INSET, 8.7), (26.98, 8.7)])
    _strip(pen, [(26.98, 11.12), (right, 11.12)])
    _down(pen, ((0, 0), (21.5, 0), (39, 0), (39, 17.4), (21.5, 17.4), (0, 17.4)))
    pen.rectangle("屋面-设备", 18.05, 10.2, 2.75, 4.4)
    pen.text(habit.text, "电梯机房", 19.5, 12.4, align="MIDDLE_CENTER")
    for x in (29.0, 32.6):
        pen.rectangle("屋面-设备", x, 3.0, 2.6, 4.4)
        pen.text(habit.text, "不锈钢冷却塔", x + 1.3, 5.2, align="MIDDLE_CENTER")
    pen.line("屋面-分水线", (0.3, 8.4), (38.7, 8.4))
    pen.dimension(habit.dimension, (26.98, INSET), (right, INSET), 0.9)
    pen.dimension(habit.dimension, (37.6, INSET), (37.6, 11.12), angle=90)
    pen.dimension(habit.dimension, (0, 17.4), (21.5, 17.4), 1.6)
    pen.dimension(habit.dimension, (21.5, 17.4), (39, 17.4), 1.6)
    grid(pen, habit, (0.1, 7.8, 15.6, 23.4, 31.2, 38.9), (0.1, 7.2, 9.6, 17.3), reach=0.1)
    drawing_name(pen, habit.text, name, 19.5, -8.0)
    notes = (
        "防雷说明：",
        "1. 本建筑物为人员密集的公共建筑，按第二类防雷建筑物设防。",
        "2. 接闪带采用φ10热镀锌圆钢，网格不大于10m×10m或12m×8m。",
        "3. 引下线利用柱内主筋，沿周长间距不大于18m。",
        "4. 屋面金属设备均与接闪带可靠连接。",
    )
    sheet.notes(habit.text, notes, 4.0, 40.0)
    pen.expect("lightning/mesh-size", "broken", 30.0, 1.2)
    pen.expect("lightning/down-spacing", "broken", 11.0, 0.0)
    pen.expect("lightning/down-spacing", "broken", 11.0, 17.4)
