"""The tower 1#: a standard floor at 1:100 and its south elevation at 1:200, in TArch layers, delivered as DWG.

The deliberate mistakes: the east half of the public corridor is 1.14 m clear where 1.20 m is asked for
(GB 55038-2025, 4.2.1), and the dimension across it was overwritten with 1200; the kitchen of the second flat has
3.43 m² where 3.5 m² are asked for (4.1.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples import symbols
from samples.frames import Title, drawing_name, framed
from samples.habits import TARCH
from samples.pen import Board, Pen
from samples.plan import Plan, grid

if TYPE_CHECKING:
    from samples.habits import Habit

PROJECT = "1#楼"
LENGTH, DEPTH = 35.0, 15.6
WEST = (7.15, 8.45)
"""clear faces of the west corridor: 1.30 m"""
EAST = (7.23, 8.37)
"""clear faces of the east corridor: 1.14 m"""

STOREYS, STOREY, PLINTH = 18, 2.95, 0.7


def draw() -> Board:
    """The whole file, before it becomes ``housing.dwg``."""
    board = Board(unit=1000.0, version="R2018", scale=100.0)
    habit = TARCH.on(board)
    board.layer("立面线", 7, weight=35)
    board.layer("立面门窗", 4, weight=18)
    standard_floor(Pen(board, 100.0), habit)
    elevation(Pen(board, 200.0, (70.0, 0.0)), habit)
    return board


def standard_floor(sheet: Pen, habit: Habit) -> None:
    """建施-01 住宅标准层平面图."""
    framed(sheet, Title("建施-01", "1#楼住宅标准层平面图", "建筑", 100.0, PROJECT, "A2"), habit.frame)
    pen = sheet.moved(10.5, 18.0)
    plan = Plan(pen, habit)
    shell(plan)
    core(plan)
    for left, turned in ((0.0, False), (8.75, True), (17.5, False), (26.25, True)):
        east = left > 20
        flat = Flat(plan, left, 8.75, turned=turned)
        south(flat, 7.03 if east else 6.95, 7.13 if east else 7.05, 1.4 if left == 8.75 else 1.8)
    north(Flat(plan, 0.0, 13.0, turned=False), 8.65, 8.55)
    north(Flat(plan, 22.0, 13.0, turned=True), 8.57, 8.47)
    plan.finish()
    corridors(plan)
    grid(pen, habit, (0.1, 8.75, 17.5, 26.25, 34.9), (0.1, 7.05, 8.55, 15.5), reach=0.1)
    pen.dimension(habit.dimension, (26.4, EAST[0]), (26.4, EAST[1]), angle=90, says="1200")
    pen.dimension(habit.dimension, (9.6, WEST[0]), (9.6, WEST[1]), angle=90, says="1300")
    drawing_name(pen, habit.text, "1#楼住宅标准层平面图", 14.5, -8.3)
    symbols.north_arrow(sheet, habit.symbol, 49.0, 37.0)
    notes = (
        "说明：",
        "1. 本层建筑面积547.80m²，每层六户，两梯。",
        "2. 未注明墙体为200厚蒸压加气混凝土砌块，未注明门垛100。",
        "3. 户门均为乙级防火门，合用前室、楼梯间门为乙级防火门并向疏散方向开启。",
        "4. 公共走廊净宽不小于1.20m。",
        "5. 卫生间、厨房楼面低于同层楼面20。",
    )
    sheet.notes(habit.text, notes, 4.0, 40.0)
    _openings(sheet, habit)
    pen.expect("architecture/public-corridor", "broken", 33.0, 7.5)
    pen.expect("architecture/public-corridor", "met", 1.0, 7.5)
    pen.expect("preflight/dim-override", "broken", 26.4, 7.8)
    pen.expect("preflight/dim-override", "met", 9.6, 7.8)
    pen.expect("architecture/resi-kitchen", "broken", 12.2, 6.0)
    pen.expect("architecture/resi-kitchen", "met", 5.0, 6.0)
    # the numbers of the overwritten dimension and of the drawing differ here, and nobody can say which holds
    pen.expect("fire/egress-width", "doubtful", 33.0, 7.7)
    pen.expect("fire/travel-resi", "doubtful", 31.2, 7.1)


def shell(plan: Plan) -> None:
    """Outer walls, party walls and the bay at the end of the corridor."""
    plan.ring(0, 0, LENGTH, DEPTH)
    for x in (8.75, 17.5, 26.25):
        plan.wall(x, 0.1, x, 7.05)
    plan.wall(0.1, 7.05, 21.9, 7.05)
    plan.wall(0.1, 8.55, 13.1, 8.55)
    plan.wall(21.9, 7.13, 34.9, 7.13)
    plan.wall(21.9, 8.47, 34.9, 8.47)
    for low, high in ((7.0, 7.0), (8.6, 8.6), (7.0, 8.6)):
        plan.wall(34.9 if low == high else 35.9, low, 35.9, high)
    plan.hole(34.9, EAST[0], EAST[1] - EAST[0], upright=True)
    plan.window("C1015", 35.9, 7.3, upright=True)
    plan.window("C1015", 0.1, 7.3, upright=True)


def core(plan: Plan) -> None:
    """Two stairs and two lifts round a shared lobby."""
    for x in (13.1, 21.9):
        plan.wall(x, 7.05, x, 15.5)
    for x in (15.9, 19.1):
        plan.wall(x, 9.95, x, 15.5)
    plan.wall(17.5, 9.95, 17.5, 12.4)
    plan.wall(15.9, 12.4, 19.1, 12.4)
    plan.wall(13.1, 9.95, 21.9, 9.95)
    plan.door("FM乙1021", 13.1, 7.3, upright=True, swing=1)
    plan.door("FM乙1021", 21.9, 7.3, upright=True, swing=-1)
    plan.door("FM乙1021", 14.0, 9.95, swing=1)
    plan.door("FM乙1021", 20.0, 9.95, swing=1, hinge=1)
    for x in (16.15, 17.85):
        plan.hole(x, 9.95, 1.1, upright=False)
    plan.window("C1215", 13.9, 15.5)
    plan.window("C1215", 19.9, 15.5)
    plan.door("FM丙0618", 16.3, 12.4, swing=1, says=False)
    plan.door("FM丙0618", 18.2, 12.4, swing=1, says=False)


def corridors(plan: Plan) -> None:
    """The rooms of the core and the two halves of the public corridor, at their wall faces."""
    plan.room("公共走廊", 0.2, WEST[0], 12.8, WEST[1] - WEST[0], at=0.87)
    plan.room("公共走廊", 22.0, EAST[0], 12.8, EAST[1] - EAST[0], at=0.17)
    plan.room("合用前室", 13.2, 7.15, 8.6, 2.7)
    plan.room("楼梯间", 13.2, 10.05, 2.6, 5.35)
    plan.room("楼梯间", 19.2, 10.05, 2.6, 5.35)
    plan.stair(13.2, 10.35, 2.6, 4.6)
    plan.stair(19.2, 10.35, 2.6, 4.6)
    plan.lift(16.0, 10.05, 1.4, 2.25)
    plan.lift(17.6, 10.05, 1.4, 2.25)
    plan.pen.text(plan.habit.text, "弱电井", 16.1, 13.4)
    plan.pen.text(plan.habit.text, "强电井", 17.75, 13.4)
    for x, y in ((0.4, 0.4), (34.6, 0.4), (0.4, 15.2), (34.6, 15.2), (13.0, 15.2), (22.0, 15.2)):
        plan.column(x, y, 0.4, 0.4)
    symbols.level(plan.pen, plan.habit.level, "H", 16.2, 8.2)
    plan.pen.text(plan.habit.text, "1单元", 17.5, 9.2, align="BOTTOM_CENTER")


@dataclass(frozen=True, slots=True)
class Flat:
    """One flat: lengths from its left party wall, mirrored when it is turned."""

    plan: Plan
    left: float
    width: float
    turned: bool

    def x(self, x: float, wide: float = 0.0) -> float:
        """The place on the floor of something that begins at x and is this wide."""
        return self.left + (self.width - x - wide if self.turned else x)

    def wall(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A wall within the flat."""
        self.plan.wall(self.x(x1), y1, self.x(x2), y2)

    def door(self, code: str, x: float, y: float, *, upright: bool = False, swing: int = 1, hinge: int = 0) -> None:
        """A door within the flat."""
        from samples.plan import width_of

        if upright:
            self.plan.door(code, self.x(x), y, upright=True, swing=-swing if self.turned else swing, hinge=hinge)
        else:
            at = self.x(x, width_of(code))
            self.plan.door(code, at, y, swing=swing, hinge=1 - hinge if self.turned else hinge)

    def window(self, code: str, x: float, y: float) -> None:
        """A window in a horizontal wall."""
        from samples.plan import width_of

        self.plan.window(code, self.x(x, width_of(code)), y)

    def room(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """A room at its wall faces."""
        self.plan.room(name, self.x(x, width), y, width, height)


def south(flat: Flat, top: float, wall: float, kitchen: float = 1.8) -> None:
    """A flat facing south: living room, bedroom, kitchen, bathroom; ``wall`` is the corridor wall's middle.

    ``kitchen`` is how wide the kitchen is.
    """
    pen, furniture = flat.plan.pen, flat.plan.habit.furniture
    flat.wall(4.5, 0.1, 4.5, wall)
    flat.wall(4.5, 4.4, 8.75, 4.4)
    flat.wall(4.7 + kitchen, 4.4, 4.7 + kitchen, wall)
    flat.door("FM乙1021", 3.1, wall, swing=-1)
    flat.door("M0921", 4.5, 3.3, upright=True, swing=1)
    flat.door("M0821", 4.5, 5.2, upright=True, swing=1)
    flat.door("M0821", 7.6, 4.4, swing=1)
    flat.window("C2418", 1.2, 0.1)
    flat.window("C1818", 5.7, 0.1)
    flat.room("客厅", 0.2, 0.2, 4.2, top - 0.2)
    flat.room("卧室", 4.6, 0.2, 4.05, 4.1)
    flat.room("厨房", 4.6, 4.5, kitchen, top - 4.5)
    flat.room("卫生间", 4.8 + kitchen, 4.5, 3.85 - kitchen, top - 4.5)
    lean = 1 if flat.turned else -1
    symbols.sofa(pen, furniture, flat.x(0.3), 2.0, rotation=90 * lean)
    symbols.table(pen, furniture, flat.x(1.5), 5.4)
    symbols.bed(pen, furniture, flat.x(8.6), 1.9, rotation=90 * lean)
    symbols.toilet(pen, furniture, flat.x(7.0), top - 0.05)
    symbols.basin(pen, furniture, flat.x(8.1), top - 0.05)
    pen.line(furniture, (flat.x(4.65), top - 0.6), (flat.x(4.55 + kitchen), top - 0.6))


def north(flat: Flat, low: float, wall: float) -> None:
    """A flat facing north with three bedrooms; ``wall`` is the corridor wall's middle."""
    pen, furniture = flat.plan.pen, flat.plan.habit.furniture
    flat.wall(4.4, wall, 4.4, 15.5)
    flat.wall(8.6, wall, 8.6, 15.5)
    flat.wall(0.1, 11.6, 4.4, 11.6)
    flat.wall(8.6, 11.6, 13.0, 11.6)
    flat.wall(2.2, wall, 2.2, 11.6)
    flat.door("FM乙1021", 6.0, wall, swing=1)
    flat.door("M0921", 4.4, 12.0, upright=True, swing=-1)
    flat.door("M0921", 8.6, 12.0, upright=True, swing=1)
    flat.door("M0921", 8.6, 9.2, upright=True, swing=1)
    flat.door("M0821", 4.4, 9.4, upright=True, swing=-1)
    flat.door("M0821", 0.8, 11.6, swing=-1)
    for code, x in (("C1518", 1.5), ("C2418", 5.3), ("C1518", 9.9)):
        flat.window(code, x, 15.5)
    flat.room("客厅", 4.5, low, 4.0, 15.4 - low)
    flat.room("卧室", 0.2, 11.7, 4.1, 3.7)
    flat.room("卧室", 8.7, 11.7, 4.2, 3.7)
    flat.room("书房", 8.7, low, 4.2, 11.5 - low)
    flat.room("卫生间", 0.2, low, 1.9, 11.5 - low)
    flat.room("厨房", 2.3, low, 2.0, 11.5 - low)
    lean = 1 if flat.turned else -1
    symbols.bed(pen, furniture, flat.x(0.25), 13.4, rotation=-90 * lean)
    symbols.bed(pen, furniture, flat.x(12.85), 13.4, rotation=90 * lean)
    symbols.sofa(pen, furniture, flat.x(8.45), 13.4, rotation=-90 * lean)
    symbols.table(pen, furniture, flat.x(5.6), 11.6, rotation=90)
    symbols.toilet(pen, furniture, flat.x(0.7), 11.45)
    symbols.basin(pen, furniture, flat.x(1.5), low + 0.05, rotation=180)


def _openings(sheet: Pen, habit: Habit) -> None:
    """The door and window schedule."""
    rows = (
        ("编号", "洞口尺寸", "数量", "备注"),
        ("FM乙1021", "1000×2100", "10", "乙级防火门"),
        ("FM丙0618", "600×1800", "2", "丙级防火门"),
        ("M0921", "900×2100", "10", "木门"),
        ("M0821", "800×2100", "12", "木门"),
        ("C2418", "2400×1800", "6", "断热铝合金窗"),
        ("C1818", "1800×1800", "4", "断热铝合金窗"),
        ("C1518", "1500×1800", "4", "断热铝合金窗"),
    )
    x, y, step = 37.0, 9.6, 0.8
    edges = (0.0, 3.4, 7.0, 8.6, 13.0)
    sheet.text(habit.text, "门窗表（每层）", x + 6.5, y + 0.3, paper=5.0, align="BOTTOM_CENTER")
    for row in range(len(rows) + 1):
        sheet.line(habit.frame, (x, y - row * step), (x + edges[-1], y - row * step))
    for edge in edges:
        sheet.line(habit.frame, (x + edge, y), (x + edge, y - len(rows) * step))
    for row, cells in enumerate(rows):
        for edge, cell in zip(edges, cells, strict=False):
            sheet.text(habit.text, cell, x + edge + 0.25, y - row * step - 0.57)


def elevation(sheet: Pen, habit: Habit) -> None:
    """建施-02 1#楼南立面图."""
    framed(sheet, Title("建施-02", "1#楼南立面图", "建筑", 200.0, PROJECT, "A2"), habit.frame)
    pen = sheet.moved(36.0, 17.0)
    roof = STOREYS * STOREY
    pen.line("立面线", (-4.0, -PLINTH), (39.0, -PLINTH), width=1.0)
    pen.outline("立面线", [(0, -PLINTH), (35, -PLINTH), (35, roof + 1.4), (0, roof + 1.4)], width=0.5)
    pen.outline("立面线", [(35, -PLINTH), (36, -PLINTH), (36, roof), (35, roof)])
    pen.outline("立面线", [(13, roof + 1.4), (22, roof + 1.4), (22, roof + 4.6), (13, roof + 4.6)])
    for name, wide in (("立面窗24", 2.4), ("立面窗18", 1.8)):
        block = pen.board.block(name)
        if block is not None:
            for x, y, w, h in (
                (0, 0, wide, 1.8),
                (0.06, 0.06, wide / 2 - 0.09, 1.2),
                (wide / 2 + 0.03, 0.06, wide / 2 - 0.09, 1.2),
            ):
                corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
                block.add_lwpolyline([(1000 * a, 1000 * b) for a, b in corners], close=True, dxfattribs={"layer": "0"})
    for storey in range(STOREYS):
        level = storey * STOREY
        pen.line("立面门窗", (0, level), (35, level))
        for left, turned in ((0.0, False), (8.75, True), (17.5, False), (26.25, True)):
            pen.insert("立面窗24", "立面门窗", left + (8.75 - 1.2 - 2.4 if turned else 1.2), level + 0.6)
            pen.insert("立面窗18", "立面门窗", left + (8.75 - 5.7 - 1.8 if turned else 5.7), level + 0.6)
        symbols.level(pen, habit.level, "±0.000" if storey == 0 else f"{level:.3f}", 38.5, level)
    symbols.level(pen, habit.level, f"{roof:.3f}", 38.5, roof)
    symbols.level(pen, habit.level, f"{-PLINTH:.3f}", 42.5, -PLINTH)
    pen.dimension(habit.dimension, (0, -PLINTH), (0, roof), 4.0, angle=90)
    for x, label in ((0.1, "1"), (34.9, "5")):
        pen.line(habit.axis, (x, -PLINTH - 1), (x, -PLINTH - 3))
        symbols.bubble(pen, habit.bubble, label, x, -PLINTH - 3.6)
    drawing_name(pen, habit.text, "1#楼南立面图", 17.5, -8.5)
    notes = (
        "说明：",
        "1. 外墙为真石漆，色卡另定。",
        "2. 窗为断热铝合金窗，6+12A+6中空玻璃。",
        "3. 建筑高度53.8m（室外地坪至屋面面层）。",
    )
    sheet.notes(habit.text, notes, 80.0, 78.0)
