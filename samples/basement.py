"""The underground garage with its shelter, in TArch layers at 1:150, delivered as DWG: in peace and in war.

Vocabulary
----------
bay     a field of the 8.1 m column grid: three stalls of 2.4 m between two columns
unit    防护单元, a closed line on 人防-防护单元
lobby   防毒通道, between the outer 防护密闭门 (HFM) and the inner 密闭门 (HM) of an exit

The deliberate mistakes: unit 1 has 2165 m² where people's shelters end at 2000 m² (GB 50038, 3.2.6); unit 2 has
a single exit, for its doors to the neighbours and its air shaft do not count (3.3.1); one stall is 2.3 m wide
where 2.4 m is asked for (JGJ 100, 4.3.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed
from samples.habits import TARCH
from samples.pen import Board, Pen
from samples.plan import Plan, grid
from samples.symbols import car, north_arrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.habits import Habit
    from samples.pen import Place

BAY, COLUMNS, ROWS = 8.1, 12, 6
LENGTH, DEPTH = BAY * COLUMNS, BAY * ROWS
WALL = 0.3

UNIT_1: Sequence[Place] = ((0, 0), (48.6, 0), (48.6, 24.3), (40.5, 24.3), (40.5, 48.6), (0, 48.6))
UNIT_2: Sequence[Place] = ((48.6, 0), (81.0, 0), (81.0, 48.6), (40.5, 48.6), (40.5, 24.3), (48.6, 24.3))
UNIT_3: Sequence[Place] = ((81.0, 0), (97.2, 0), (97.2, 48.6), (81.0, 48.6))

STALL_ROWS = (4.1, 14.95, 20.25, 31.1, 36.45)
"""lower ends of the rows of stalls, 5.3 m deep; aisles of 5.55 m and more between them"""

AISLES = (12.2, 28.3, 44.5)
"""middle lines of the aisles"""

GOING = 0.32
"""metres: how deep the treads of the stairs are"""

PROJECT = "地下车库（人防）"

STAIRS = (
    (0.15, 3.35, False),
    (59.1, 3.0, False),
    (91.6, 3.0, False),
    (19.6, 3.0, True),
    (61.6, 3.0, True),
    (85.6, 3.0, True),
)
"""left side and clear width of each stair of the garage in peace, and whether it stands outside the north wall"""

GARAGE: Sequence[Place] = (
    (0.15, 7.15),
    (3.7, 7.15),
    (3.7, 4.1),
    (24.4, 4.1),
    (24.4, 0.15),
    (32.3, 0.15),
    (32.3, 4.1),
    (58.9, 4.1),
    (58.9, 7.15),
    (62.3, 7.15),
    (62.3, 0.15),
    (63.9, 0.15),
    (63.9, 4.1),
    (81.15, 4.1),
    (81.15, 0.15),
    (91.4, 0.15),
    (91.4, 7.15),
    (94.8, 7.15),
    (94.8, 0.15),
    (97.05, 0.15),
    (97.05, 48.45),
    (0.15, 48.45),
)
"""the garage at the faces of its walls"""


def _taken(row: int, bay: int) -> bool:
    """Fields without stalls: the wall of unit 2, the lobbies of the exits, the reserved rooms."""
    return bay == 5 or (row == 0 and bay in {0, 2, 3, 7, 8, 9, 11}) or (row >= 3 and bay in {0, 11})


STALLS = 3 * sum(not _taken(row, bay) for row in range(len(STALL_ROWS)) for bay in range(COLUMNS))
"""how many stalls there are"""


def draw() -> Board:
    """The whole file, before it becomes ``basement.dwg``."""
    board = Board(unit=1000.0, version="R2018", scale=150.0)
    habit = TARCH.on(board)
    board.layers(
        (
            ("车位", 4, "Continuous", 18),
            ("车道线", 30, "DASHED", 18),
            ("人防-防护单元", 1, "DASHDOT2", 70),
            ("人防-门", 6, "Continuous", 35),
            ("人防-标注", 7, "Continuous", 18),
        )
    )
    in_peace(Pen(board, 150.0), habit)
    in_war(Pen(board, 150.0, (140.0, 0.0)), habit)
    return board


def _begun(sheet: Pen, habit: Habit, title: Title, *, reach: float = WALL / 2) -> tuple[Pen, Plan]:
    framed(sheet, title, habit.frame)
    pen = sheet.moved(11.5, 24.0)
    drawing_name(pen, habit.text, title.name, LENGTH / 2, -13.0)
    north_arrow(sheet, habit.symbol, 109.0, 81.5)
    grid(pen, habit, [BAY * step for step in range(COLUMNS + 1)], [BAY * step for step in range(ROWS + 1)], reach=reach)
    plan = Plan(pen, habit)
    plan.ring(-WALL / 2, -WALL / 2, LENGTH + WALL, DEPTH + WALL, WALL)
    plan.wall(81.0, 0, 81.0, DEPTH, WALL)
    plan.wall(48.6, 0, 48.6, 24.3, WALL)
    plan.wall(40.5, 24.3, 48.6, 24.3, WALL)
    plan.wall(40.5, 24.3, 40.5, DEPTH, WALL)
    for left, right in ((3.6, 24.3), (32.4, 59.0), (64.0, 81.0)):
        plan.wall(left, 4.0, right, 4.0)
    for x in (3.6, 16.2, 24.3, 32.4, 59.0, 64.0, 72.9):
        plan.wall(x, 0.0, x, 4.0)
    for name, x, wide, door in (
        ("进风机房", 3.7, 12.4, 4.6),
        ("配电间", 16.3, 7.9, 18.0),
        ("消防泵房", 32.5, 15.95, 42.0),
        ("排风机房", 48.75, 10.15, 57.3),
        ("报警阀室", 64.1, 8.7, 66.0),
        ("储藏间", 73.0, 7.85, 75.0),
    ):
        plan.room(name, x, 0.15, wide, 3.75, paper=3.5)
        plan.door("FM甲1221", door, 4.0, swing=1)
    for column in range(COLUMNS + 1):
        for row in range(ROWS + 1):
            wide = 0.8 if (column, row) == (4, 1) else 0.6
            plan.column(BAY * column, BAY * row, wide)
    return pen, plan


def _ramp(pen: Pen, plan: Plan) -> None:
    """The car ramp to the east, broken off after a few metres."""
    plan.hole(LENGTH, 25.55, 5.55, upright=True)
    for y in (25.4, 31.25):
        pen.line(plan.habit.wall, (LENGTH + 0.15, y), (LENGTH + 5.0, y))
    pen.line(
        plan.habit.stair,
        (LENGTH + 5.0, 24.6),
        (LENGTH + 5.0, 28.0),
        (LENGTH + 4.5, 28.3),
        (LENGTH + 5.5, 28.6),
        (LENGTH + 5.0, 28.9),
        (LENGTH + 5.0, 32.0),
    )
    pen.line(plan.habit.stair, (LENGTH + 0.6, 28.3), (LENGTH + 4.2, 28.3))
    pen.text(plan.habit.text, "坡道 i=15%", LENGTH + 0.5, 28.7, paper=3.5)


def in_peace(sheet: Pen, habit: Habit) -> None:
    """建施-11 地下一层平面图, with its stalls."""
    title = Title("建施-11", "地下一层平面图（平时）", "建筑", 150.0, PROJECT)
    pen, plan = _begun(sheet, habit, title)
    _ramp(pen, plan)
    for x, low, high in (
        (48.6, 9.4, 14.95),
        (40.5, 25.55, 31.1),
        (81.0, 9.4, 14.95),
        (81.0, 25.55, 31.1),
        (81.0, 41.75, 47.3),
    ):
        plan.hole(x, low, high - low, upright=True)
    plan.hole(40.5, 41.75, 5.55, upright=True)
    for left, wide, outside in STAIRS:
        _stair(plan, left, wide, outside=outside)
    plan.finish()
    stalls(pen, habit)
    for y in AISLES:
        pen.line("车道线", (4.0, y), (93.0, y))
        for x in range(12, 92, 20):
            pen.line(habit.symbol, (x, y), (x + 2.4, y))
            pen.fill(habit.symbol, [(x + 2.4, y + 0.35), (x + 2.4, y - 0.35), (x + 3.6, y)])
    pen.outline(habit.space, GARAGE)
    pen.text(habit.text, "地下车库", 20.25, 28.9, paper=5.0, align="MIDDLE_CENTER")
    notes = (
        "说明：",
        f"1. 本层建筑面积4723.92m²，停车{STALLS}辆，均为小型车，垂直式后退停车。",
        "2. 车位尺寸2400×5300，通车道宽不小于5500。",
        "3. 柱网8100×8100，柱600×600。",
        "4. 人防防护单元划分及战时平面见人防-01。",
    )
    sheet.notes(habit.text, notes, 6.0, 86.0, paper=4.0)


def _stair(plan: Plan, left: float, wide: float, *, outside: bool) -> None:
    """A stair behind a fire door: at the south wall inside the garage, or outside its north wall."""
    deep = 6.8
    low = DEPTH + WALL / 2 if outside else WALL / 2
    top = low + deep + 0.1
    for x in (left - 0.1, left + wide + 0.1):
        plan.wall(x, low, x, top)
    plan.wall(left - 0.1, top, left + wide + 0.1, top)
    plan.door("FM甲1221", left + 0.3, DEPTH if outside else top, swing=1 if outside else -1)
    plan.room("楼梯间", left, low, wide, deep)
    plan.stair(left, low, wide, deep, going=GOING)


def stalls(pen: Pen, habit: Habit) -> None:
    """Draw the stalls, one of them too narrow."""
    count = 0
    for row, low in enumerate(STALL_ROWS):
        for bay in range(COLUMNS):
            if _taken(row, bay):
                continue
            left = BAY * bay + 0.45
            for place in range(3):
                narrow = (row, bay, place) == (0, 4, 0)
                x, wide = left + 2.4 * place + (0.1 if narrow else 0.0), 2.3 if narrow else 2.4
                pen.rectangle("车位", x, low, wide, 5.3)
                count += 1
                pen.text(habit.text, f"{count:03d}", x + 1.2, low + 0.5, paper=2.5, align="BOTTOM_CENTER")
                if (row * 5 + bay * 3 + place * 2) % 4 == 0:
                    car(pen, habit.furniture, x + wide / 2, low + 2.7, rotation=180 if row in (1, 3) else 0)
    pen.expect("architecture/parking-stall", "broken", 34.2, 8.4)
    pen.expect("architecture/parking-stall", "met", 10.0, 8.4)
    pen.expect("architecture/parking-stall", "met", 58.6, 23.0)


def in_war(sheet: Pen, habit: Habit) -> None:
    """人防-01 战时平面图: three units, their exits and the doors between them."""
    title = Title("人防-01", "人防地下室战时平面图", "人防", 150.0, PROJECT)
    pen, plan = _begun(sheet, habit, title, reach=2.8)
    for corners in (UNIT_1, UNIT_2, UNIT_3):
        pen.outline("人防-防护单元", corners, width=0.7)
    exits(plan)
    passages(plan)
    plan.finish()
    _words(pen, habit)
    notes = (
        "人防说明：",
        "1. 本工程为甲类核6级常6级防空地下室，平战结合，平时为汽车库。",
        "2. 防护单元1、2战时为二等人员掩蔽所，防护单元3战时为物资库。",
        "3. 主要出入口为室外出入口，次要出入口通室内楼梯间。",
        "4. 人防门型号：HFM为钢筋混凝土防护密闭门，HM为密闭门，括号内为抗力级别。",
    )
    sheet.notes(habit.text, notes, 6.0, 86.0, paper=4.0)
    pen.expect("civil-defense/unit-area", "broken", 8.0, 28.0)
    pen.expect("civil-defense/unit-area", "met", 66.0, 20.0)
    pen.expect("civil-defense/unit-area", "met", 84.0, 20.0)
    pen.expect("civil-defense/exit-count", "met", 8.0, 30.0)
    pen.expect("civil-defense/exit-count", "broken", 66.0, 22.0)
    pen.expect("civil-defense/exit-count", "met", 84.0, 22.0)
    pen.expect("civil-defense/unit-link", "met", 48.6, 6.0)
    pen.expect("civil-defense/unit-link", "met", 81.0, 30.0)
    pen.expect("civil-defense/door-set", "met", 0.0, 11.5)
    pen.expect("civil-defense/required-area", "met", 20.0, 6.0)


def exits(plan: Plan) -> None:
    """The exits: a 防护密闭门 in the outer wall, a lobby 3 m deep, a 密闭门 at its inner end."""
    west, south, east = "west", "south", "east"
    places = (
        (west, 10.6, "主要出入口（室外）"),
        (west, 43.0, "次要出入口（室内）"),
        (south, 60.0, "主要出入口（室外）"),
        (east, 10.6, "主要出入口（室外）"),
        (south, 91.6, "次要出入口（室内）"),
    )
    for number, (side, at, name) in enumerate(places, start=1):
        if side == south:
            _lobby_south(plan, at, name, number)
        else:
            _lobby_side(plan, 0.0 if side == west else LENGTH, at, name, number, inward=1 if side == west else -1)


def _lobby_side(plan: Plan, wall: float, low: float, name: str, number: int, *, inward: int) -> None:
    inner = wall + inward * 3.3
    for y in (low, low + 3.0):
        plan.wall(wall, y, inner, y)
    plan.wall(inner, low, inner, low + 3.0)
    plan.door("HFM1520(6)", wall, low + 0.75, upright=True, swing=-inward, layer="人防-门", code_layer="人防-标注")
    plan.door(
        "HM1520", inner, low + 0.75, upright=True, swing=-inward, hinge=1, layer="人防-门", code_layer="人防-标注"
    )
    left = min(wall, inner) + 0.3
    plan.pen.text("人防-标注", "防毒通道", left, low + 2.3, paper=3.5)
    at = (wall + 0.5, "BOTTOM_LEFT") if inward > 0 else (wall - 0.5, "BOTTOM_RIGHT")
    plan.pen.text("人防-标注", name, at[0], low + 3.3, paper=3.5, align=at[1])
    for step in range(9):
        x = wall - inward * (0.6 + GOING * step)
        plan.pen.line(plan.habit.stair, (x, low), (x, low + 3.0))
    for y in (low, low + 3.0):
        plan.pen.line(plan.habit.wall, (wall - inward * 0.15, y), (wall - inward * 3.3, y))
    plan.pen.text("人防-标注", f"{number}#楼梯", wall - inward * 1.9, low + 3.3, paper=3.5, align="BOTTOM_CENTER")


def _lobby_south(plan: Plan, left: float, name: str, number: int) -> None:
    for x in (left, left + 3.0):
        plan.wall(x, 0.0, x, 3.3)
    plan.wall(left, 3.3, left + 3.0, 3.3)
    plan.door("HFM1520(6)", left + 0.75, 0.0, swing=-1, layer="人防-门", code_layer="人防-标注")
    plan.door("HM1520", left + 0.75, 3.3, swing=-1, hinge=1, layer="人防-门", code_layer="人防-标注")
    plan.pen.text("人防-标注", "防毒通道", left + 1.5, 1.9, paper=3.5, align="MIDDLE_CENTER")
    plan.pen.text("人防-标注", name, left + 1.5, 5.6, paper=3.5, align="BOTTOM_CENTER")
    for step in range(6):
        y = -0.6 - GOING * step
        plan.pen.line(plan.habit.stair, (left, y), (left + 3.0, y))
    for x in (left, left + 3.0):
        plan.pen.line(plan.habit.wall, (x, -0.15), (x, -2.5))
    plan.pen.text("人防-标注", f"{number}#楼梯", left + 3.3, -1.9, paper=3.5)


def passages(plan: Plan) -> None:
    """The doors between units and the air shaft, which are no exits."""
    for x in (48.6, 81.0):
        for face, swing in ((-0.2, 1), (0.2, -1)):
            plan.door("HFM1520(6)", x + face, 11.4, upright=True, swing=swing, layer="人防-门", code_layer="人防-标注")
        plan.pen.text("人防-标注", "连通口", x - 0.6, 13.6, paper=3.5, align="BOTTOM_RIGHT")
    pen = plan.pen
    plan.wall(68.0, 45.6, 68.0, DEPTH)
    plan.wall(72.0, 45.6, 72.0, DEPTH)
    plan.wall(68.0, 45.6, 72.0, 45.6)
    pen.line(plan.habit.stair, (68.1, 45.7), (71.9, 48.4))
    pen.line(plan.habit.stair, (68.1, 48.4), (71.9, 45.7))
    pen.text("人防-标注", "进风竖井", 70.0, 45.2, paper=3.5, align="TOP_CENTER")
    for x, y, high in ((48.6, 8.0, 2.4), (40.5, 28.0, 2.4), (40.5, 43.0, 2.4), (81.0, 28.0, 2.4)):
        pen.fill(plan.habit.hatch, [(x - 0.5, y), (x - 0.2, y), (x - 0.2, y + high), (x - 0.5, y + high)])
        pen.text("人防-标注", "临战封堵", x - 0.8, y + high / 2, paper=3.5, align="MIDDLE_RIGHT")


def _words(pen: Pen, habit: Habit) -> None:
    for x, y, lines in (
        (
            20.25,
            24.0,
            ("防护单元1", "战时功能：二等人员掩蔽所", "建筑面积：2165.13m²", "掩蔽面积：1210.00m²", "掩蔽人数：1000人"),
        ),
        (
            64.8,
            32.0,
            ("防护单元2", "战时功能：二等人员掩蔽所", "建筑面积：1771.47m²", "掩蔽面积：940.00m²", "掩蔽人数：500人"),
        ),
        (89.1, 32.0, ("防护单元3", "战时功能：物资库", "建筑面积：787.32m²")),
    ):
        for row, words in enumerate(lines):
            size = 7.0 if row == 0 else 5.0
            pen.text("人防-标注", words, x, y - row * 1.3, paper=size, align="MIDDLE_CENTER")
    pen.text(habit.text, "滤毒室", 30.0, 2.0, paper=3.5, align="MIDDLE_CENTER")
