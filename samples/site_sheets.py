"""The four site sheets, side by side in one model space in metres: 总平面, 消防, 给排水, 通信管道."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from samples import site
from samples.frames import Title, drawing_name, framed
from samples.pen import Board, Pen
from samples.symbols import car, north_arrow

if TYPE_CHECKING:
    from samples.pen import Place

SCALE = 500.0
WIDTH, GAP = 297.0, 24.0
"""an A2 sheet at 1:500, and the free strip between two sheets, metres"""

CORNER: Place = (62.0, 62.0)
"""where the site's south-west corner lies on each sheet"""

FRAME = "A-ANNO-TTLB"
TITLE_CELL: Place = (263.5, 125.0)
"""a place in the title block of a sheet"""

SITE_NAME = "滨湖花园二期总图"


def draw() -> Board:
    """The whole file ``site.dxf``."""
    board = Board(unit=1.0, version="R2018", scale=SCALE, font="simfang.ttf", bigfont="")
    site.layers(board)
    sheets: Sequence[Callable[[Pen], None]] = (overall, firefighting, water, telecom)
    for place, sheet in enumerate(sheets):
        sheet(Pen(board, SCALE, (place * (WIDTH + GAP), 0.0)))
    return board


def _sheet(pen: Pen, number: str, name: str, discipline: str, changes: dict[str, str] | None = None) -> Pen:
    """Frame, name and north arrow; the pen that comes back has its origin in the site's corner."""
    framed(pen, Title(number, name, discipline, SCALE, SITE_NAME, "A2", changes), FRAME)
    drawing_name(pen, "总图-文字", name, 128, 12)
    north_arrow(pen, "总图-标注", 247, 178)
    return pen.moved(*CORNER)


def _streets(pen: Pen) -> None:
    pen.text("总图-文字", "滨 湖 路", 20, -14.2, paper=5.0)
    pen.text("总图-文字", "春 江 路", 164.2, 30, paper=5.0, rotation=90)


def overall(sheet: Pen) -> None:
    """总施-01 总平面图."""
    pen = _sheet(sheet, "总施-01", "总平面图", "总图")
    site.base(pen, site.BRIGHT)
    _streets(pen)
    for ground, words in site.CLIMBING:
        pen.outline("登高场地", ground, width=0.35)
        pen.pattern("登高场地标注", ground, "ANSI37", 4.0)
        middle = ground[0][0] + (ground[1][0] - ground[0][0]) / 2
        pen.text("总图-文字", words, middle, ground[0][1] + 3.6, paper=2.5, align="BOTTOM_CENTER")
    for x, low in ((26.0, 59.1), (74.0, 58.0)):
        pen.dimension("A-ANNO-DIMS", (x, low), (x, 68.5), 1.5, angle=90)
    pen.rectangle("消防车道", 14, 54, 98, 4)
    pen.text("总图-文字", "消防车道 4.0m", 60, 55.4, paper=2.5)
    for stall in range(6):
        pen.rectangle("停车位", 100 + 2.5 * stall, 34.7, 2.5, 5.3)
    car(pen, "底图", 103.75, 37.3)
    car(pen, "底图", 108.75, 37.3)
    _sizes(pen)
    _coordinates(pen)
    _indices(sheet)
    _expected(pen, sheet)


def _sizes(pen: Pen) -> None:
    dims = "A-ANNO-DIMS"
    pen.dimension(dims, (56, 82.7), (68.2, 82.7), 9.0)
    pen.dimension(dims, (104.2, 82.7), (115, 82.7), 9.0)
    pen.dimension(dims, (20, 74), (55, 74), -2.2)
    pen.dimension(dims, (20, 74), (20, 89.6), 2.5, angle=90)
    pen.dimension(dims, (62, 7.4), (126, 7.4), -3.0)
    pen.dimension(dims, (126, 7.4), (126, 33.4), -4.0, angle=90)
    pen.dimension(dims, (115, 64), (138.2, 64), -3.0)
    pen.dimension(dims, (0, 80), (20, 80), 0.0)
    pen.dimension(dims, (48, 89.6), (48, 113), 0.0, angle=90)


def _coordinates(pen: Pen) -> None:
    for x, y in site.SITE:
        pen.circle("总图-标注", x, y, 0.6)
        east, north = 512340.2 + x, 3508820.15 + y
        side = -1 if x == 0 else 1
        foot = x + side * 3
        lift = 4.0 if y > 50 else -6.5 if x < 145 else 2.0
        pen.line("总图-标注", (x, y), (foot, y + lift), (foot + side * 21, y + lift))
        left = foot if side > 0 else foot - 21
        pen.text("总图-文字", f"X={north:.3f}", left + 0.5, y + lift + 0.5, paper=2.5)
        pen.text("总图-文字", f"Y={east:.3f}", left + 0.5, y + lift - 1.9, paper=2.5)


def _indices(sheet: Pen) -> None:
    """The table of indices and the notes under the site."""
    rows = (
        ("项目", "数值", "单位"),
        ("规划用地面积", "14950.0", "m²"),
        ("地上总建筑面积", "29080.0", "m²"),
        ("地下建筑面积", "4723.9", "m²"),
        ("容积率", "1.95", ""),
        ("建筑占地面积", "3523.8", "m²"),
        ("建筑密度", "23.6", "%"),
        ("绿地率", "35.2", "%"),
        ("机动车停车位", "142（地上6）", "辆"),
        ("居住户数", "216", "户"),
    )
    x, y, step = 16.0, 33.0, 2.6
    for row in range(len(rows) + 1):
        sheet.line("总图-表格", (x, y - row * step), (x + 42, y - row * step))
    for edge in (0, 19, 35, 42):
        sheet.line("总图-表格", (x + edge, y), (x + edge, y - len(rows) * step))
    for row, cells in enumerate(rows):
        for edge, cell in zip((0.8, 19.8, 36.0), cells, strict=True):
            if cell:
                sheet.text("总图-表格", cell, x + edge, y - row * step - 2.0, paper=3.0)
    notes = (
        "说明：",
        "1. 本图尺寸及坐标均以米计，坐标采用2000国家大地坐标系，高程为1985国家高程基准。",
        "2. 用地红线、建筑控制线依据规划条件（武规条2025-016）。",
        "3. 建筑物定位为外墙外皮；建筑间距以外墙最近水平距离计。",
        "4. 1#、2#楼为一类高层住宅，耐火等级一级；3#、5#、6#楼耐火等级二级。",
        "5. 消防车道净宽净高不小于4.0m，登高操作场地坡度不大于3%。",
    )
    sheet.notes("总图-文字", notes, 176, 33.0, paper=3.0)


def _expected(pen: Pen, sheet: Pen) -> None:
    pen.expect("fire/separation-civil", "broken", 56.0, 81.8)
    pen.expect("fire/separation-civil", "met", 104.2, 81.8)
    pen.expect("fire/climb-size", "broken", 28.0, 61.0)
    pen.expect("fire/climb-size", "met", 76.0, 60.0)
    pen.expect("planning/setback-control-line", "broken", 94.0, 7.7)
    pen.expect("planning/setback-control-line", "met", 24.0, 76.0)
    pen.expect("planning/setback-control-line", "met", 72.0, 76.0)
    pen.expect("planning/setback-control-line", "met", 117.0, 66.0)
    pen.expect("preflight/closed-boundary", "met", 0.0, 0.0)
    for rule in ("titleblock", "sheet-size", "scale", "proxy-entity"):
        sheet.expect(f"preflight/{rule}", "met", *TITLE_CELL)


def firefighting(sheet: Pen) -> None:
    """消施-01 消防总平面图: lanes and hydrants over the base map."""
    pen = _sheet(sheet, "消施-01", "消防总平面图", "消防")
    board = pen.board
    board.layers((("消火栓", 1, "Continuous", 25), ("消防车道标注", 30, "Continuous", 18), ("消防给水管", 1, "DASHED", 35)))
    site.base(pen, {"words": "总图-文字"})
    _streets(pen)
    for ground, words in site.CLIMBING:
        pen.pattern("底图", ground, "ANSI37", 4.0)
        pen.text("总图-文字", words[:2] + "登高场地", ground[0][0] + 4, ground[0][1] + 3.6, paper=2.5)
    pen.rectangle("消防车道", 14, 54, 98, 4)
    pen.rounded("消防车道", 9, 41, 136.5, 55.5, 11)
    pen.rounded("消防车道", 13, 45, 128.5, 47.5, 7)
    for x, y in ((20.5, 48.0), (22.0, 90.8), (60.0, 39.0), (62.0, 90.8), (108.0, 90.8), (112.5, 52.5), (139.0, 63.0)):
        block = board.block("室外消火栓")
        if block is not None:
            block.add_circle((0, 0), 0.9, dxfattribs={"layer": "0"})
            block.add_line((-0.9, 0), (0.9, 0), dxfattribs={"layer": "0"})
            block.add_line((0, -0.9), (0, 0.9), dxfattribs={"layer": "0"})
        pen.insert("室外消火栓", "消火栓", x, y)
        pen.text("总图-文字", "SX100", x + 1.2, y + 0.4, paper=2.5)
    pen.rounded("消防给水管", 15.2, 47.0, 124.0, 43.5, 5)
    for x, y in ((24.0, 45.5), (132.0, 45.5), (132.0, 89.0)):
        pen.text("消防车道标注", "R=9.0m", x, y, paper=2.5)
    pen.text("消防车道标注", "消防车道 4.0m", 60, 55.4, paper=2.5)
    notes = (
        "消防说明：",
        "1. 环形消防车道净宽4.0m，转弯半径9.0m，荷载按30t消防车设计。",
        "2. 室外消火栓SX100间距不大于120m，距路边不大于2m，距建筑外墙不小于5m。",
        "3. 登高操作场地尺寸及建筑间距见总施-01。",
        "4. 室外消防给水环管DN200。",
    )
    sheet.notes("总图-文字", notes, 16, 33.0, paper=3.5)


SEPTIC = (site.rectangle(133, 24, 8, 3), site.rectangle(22, 16, 8, 3))
RESERVOIRS = (site.rectangle(35, 25.5, 9, 6), site.rectangle(117, 48, 8, 6))
WELL: Place = (137.0, 52.0)


def water(sheet: Pen) -> None:
    """水施-01 室外给排水总平面图: 2# cesspool 8.2 m from the reservoir, 1# cesspool 24.5 m from the well."""
    pen = _sheet(sheet, "水施-01", "室外给排水总平面图", "给排水")
    board = pen.board
    board.layers(
        (
            ("给水-水池", 4, "Continuous", 50),
            ("排水-化粪池", 30, "Continuous", 50),
            ("给水管", 4, "Continuous", 35),
            ("污水管", 30, "DASHED", 35),
            ("水施-标注", 3, "Continuous", 18),
        )
    )
    site.base(pen, {"words": "总图-文字"}, bright=("裙房", "5#", "6#"))
    _streets(pen)
    for corners, words in zip(SEPTIC, ("化粪池 HF-1", "化粪池 HF-2"), strict=True):
        pen.outline("排水-化粪池", corners, width=0.5)
        pen.text("总图-文字", words, corners[0][0] + 0.3, corners[0][1] + 0.9, paper=2.5)
    for corners, words in zip(RESERVOIRS, ("埋地生活水池 SC-1,V=120m³", "埋地生活水池 SC-2,V=90m³"), strict=True):
        pen.outline("给水-水池", corners, width=0.5)
        name, volume = words.split()
        pen.text("总图-文字", name, corners[0][0] + 0.4, corners[0][1] + 3.2, paper=2.0)
        pen.text("总图-文字", volume, corners[0][0] + 0.4, corners[0][1] + 1.2, paper=2.0)
    pen.circle("给水-水池", *WELL, 0.5)
    pen.text("总图-文字", "取水井", WELL[0] - 0.2, WELL[1] + 0.05, paper=2.5, align="BOTTOM_LEFT")
    _pipes(pen)
    notes = (
        "给排水说明：",
        "1. 生活给水由市政管网两路引入，经埋地生活水池及变频泵组加压供水；取水井为绿化与应急备用水源。",
        "2. 生活污水经化粪池后排入市政污水管，雨污分流。",
        "3. 埋地生活水池周围10m内不得有化粪池；化粪池距地下取水构筑物不得小于30m。",
        "4. 图中管径单位mm，标高与距离单位m。",
    )
    sheet.notes("总图-文字", notes, 16, 33.0, paper=3.5)
    pen.dimension("A-ANNO-DIMS", (30, 19), (35, 19), 1.2)
    pen.dimension("A-ANNO-DIMS", (35, 19), (35, 25.5), -9.5, angle=90)
    pen.expect("health/tank-pollution", "broken", 35.2, 25.7)
    pen.expect("health/tank-pollution", "met", 123.0, 49.0)
    pen.expect("health/septic", "broken", 137.0, 26.7)
    pen.expect("health/septic", "met", 23.0, 18.4)


def _pipes(pen: Pen) -> None:
    for places, words in (
        (((39.5, 31.5), (39.5, 44.0), (137, 44.0), (137, 51.5)), "J-DN150"),
        (((12.5, -4.0), (12.5, 94.0), (112, 94.0), (112, 89)), "J-DN200"),
        (((121, 54.0), (121, 64)), "J-DN100"),
    ):
        pen.line("给水管", *places, width=0.35)
        pen.text("水施-标注", words, places[1][0] + 1, places[1][1] + 0.6, paper=2.5)
    for places, words in (
        (((110, 60), (114, 45.2), (129.5, 45.2), (129.5, 25.5), (133, 25.5)), "W-DN300"),
        (((18, 72), (18, 17.5), (22, 17.5)), "W-DN300"),
        (((141, 25.5), (152, 25.5)), "W-DN300"),
        (((26, 16), (26, -10)), "W-DN300"),
    ):
        pen.line("污水管", *places, width=0.35)
        pen.text("水施-标注", words, places[-2][0] + 0.6, places[-2][1] - 2.2, paper=2.5)
        for x, y in places[1:-1]:
            pen.circle("水施-标注", x, y, 0.45)


HOLES: Sequence[tuple[str, Place]] = (
    ("RK1", (142.5, 48.5)),
    ("RK2", (64.0, 48.5)),
    ("RK3", (11.0, 86.0)),
    ("RK4", (14.8, 93.5)),
)


def telecom(sheet: Pen) -> None:
    """通施-01 通信管道总平面图: 168 m of bent duct between RK1 and RK4 without a manhole."""
    pen = _sheet(sheet, "通施-01", "通信管道总平面图", "通信", {"审核": ""})
    board = pen.board
    board.layers(
        (
            ("通信管道", 5, "Continuous", 50),
            ("通信人孔", 5, "Continuous", 35),
            ("通施-标注", 3, "Continuous", 18),
        )
    )
    site.base(pen, {"words": "总图-文字"})
    _streets(pen)
    block = board.block("通信人孔")
    if block is not None:
        block.add_circle((0, 0), 1.0, dxfattribs={"layer": "0"})
        block.add_line((-0.7, -0.7), (0.7, 0.7), dxfattribs={"layer": "0"})
        block.add_line((-0.7, 0.7), (0.7, -0.7), dxfattribs={"layer": "0"})
        on = {"layer": "0", "style": "HZ", "height": 1.5, "width": 0.75}
        block.add_attdef("编号", (1.3, -2.4), dxfattribs=on)
    for name, place in HOLES:
        pen.insert("通信人孔", "通信人孔", *place, values={"编号": f"{name}人孔"})
    quarter = math.tan(math.pi / 8)
    ducts: Sequence[tuple[Sequence[tuple[float, float, float]], str]] = (
        (((142.5, 48.5, 0), (64, 48.5, 0)), "12φ110 L=78.5"),
        (((64, 48.5, 0), (21, 48.5, -quarter), (11, 58.5, 0), (11, 86, 0)), "8φ110 L=86.2"),
        (((142.5, 48.5, 0), (142.5, 83.5, quarter), (132.5, 93.5, 0), (14.8, 93.5, 0)), "12φ110 L=168.4"),
    )
    for places, _ in ducts:
        pen.bulged("通信管道", places)
    pen.text("通施-标注", ducts[0][1], 92, 49.2, paper=3.0)
    pen.text("通施-标注", ducts[1][1], 28, 49.2, paper=3.0)
    pen.text("通施-标注", ducts[2][1], 62, 94.1, paper=3.0)
    pen.line("通施-标注", (142.5, 48.5), (158, 48.5))
    pen.text("通施-标注", "接市政通信管道", 158.5, 47.8, paper=3.0)
    notes = (
        "通信说明：",
        "1. 管道采用φ110硬聚氯乙烯管，埋深不小于0.7m，弯曲段曲率半径10m。",
        "2. 直线管道人孔间距不大于200m，弯曲管道不大于150m。",
        "3. 三家运营商平等接入，光纤到户。",
    )
    sheet.notes("总图-文字", notes, 16, 33.0, paper=3.5)
    pen.expect("telecom/manhole-spacing", "broken", 80.0, 93.5)
    pen.expect("telecom/manhole-spacing", "met", 90.0, 48.5)
    pen.expect("telecom/manhole-spacing", "met", 11.0, 72.0)
    sheet.expect("preflight/titleblock", "broken", *_cell("审核"))


def _cell(label: str) -> Place:
    """The middle of a title-block cell of an A2 sheet, metres."""
    from samples.frames import SIZES, cells

    cell = next(cell for cell in cells(SIZES["A2"][0]) if cell.label == label)
    return (cell.x + 20) * SCALE / 1000, (cell.y + cell.height / 2) * SCALE / 1000
