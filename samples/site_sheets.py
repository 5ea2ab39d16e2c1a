"""The four site sheets, side by side in one model space in metres: 总平面, 消防, 给排水, 通信管道."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from samples import site, site_services
from samples.basement import STALLS
from samples.pen import Board, Pen
from samples.symbols import car

if TYPE_CHECKING:
    from samples.pen import Place

WIDTH, GAP = 297.0, 24.0
"""an A2 sheet at 1:500, and the free strip between two sheets, metres"""

TITLE_CELL: Place = (263.5, 125.0)
"""a place in the title block of a sheet"""


def draw() -> Board:
    """The whole file ``site.dxf``."""
    board = Board(unit=1.0, version="R2018", scale=site.SCALE, font="simfang.ttf", bigfont="")
    site.layers(board)
    sheets: Sequence[Callable[[Pen], None]] = (overall, firefighting, site_services.water, site_services.telecom)
    for place, sheet in enumerate(sheets):
        sheet(Pen(board, site.SCALE, (place * (WIDTH + GAP), 0.0)))
    return board


def overall(sheet: Pen) -> None:
    """总施-01 总平面图."""
    pen = site.begun(sheet, "总施-01", "总平面图", "总图")
    site.base(pen, site.BRIGHT)
    site.streets(pen)
    for ground, words in site.CLIMBING:
        pen.outline("登高场地", ground, width=0.35)
        pen.pattern("登高场地标注", ground, "ANSI37", 4.0)
        middle = ground[0][0] + (ground[1][0] - ground[0][0]) / 2
        pen.text("总图-文字", words, middle, ground[0][1] + 3.6, paper=3.0, align="BOTTOM_CENTER")
        pen.dimension("A-ANNO-DIMS", ground[0], ground[3], 1.5, angle=90)
    _ring(pen)
    pen.text("总图-文字", "消防车道 4.0m", 57.5, 54.2, paper=3.0)
    pen.text("总图-文字", "集中绿地", 22.5, 12.2, paper=3.5, align="BOTTOM_CENTER")
    _lot(pen)
    _sizes(pen)
    _coordinates(pen)
    _indices(sheet)
    _expected(pen, sheet)


def _ring(pen: Pen) -> None:
    """The fire lane of 4 m on the ring road, turning with 12 m inside."""
    pen.rounded("消防车道", 6, 53.6, 140.5, 43.9, 16)
    pen.rounded("消防车道", 10, 57.6, 132.5, 35.9, 12)


def _lot(pen: Pen) -> None:
    """The stalls beside the drive, the last two accessible with a passage beside each."""
    left = site.STALL_EAST - site.STALL_DEEP
    for low, accessible in site.LOT:
        pen.rectangle("停车位", left, low, site.STALL_DEEP, 2.5)
        if accessible:
            pen.pattern("总图-标注", site.rectangle(left, low - 1.2, site.STALL_DEEP, 1.2), "ANSI31", 2.0)
            middle = left + site.STALL_DEEP / 2
            pen.text("总图-文字", "无障碍", middle, low + 1.25, paper=3.0, align="MIDDLE_CENTER")
    for place in (0, 2, 3):
        car(pen, "底图", left + 2.6, site.LOT[place][0] + 1.25, rotation=90)


def _sizes(pen: Pen) -> None:
    dims = "A-ANNO-DIMS"
    pen.dimension(dims, (56, 81.2), (68.2, 81.2), 9.6)
    pen.dimension(dims, (104.2, 81.2), (115, 81.2), 9.6)
    pen.dimension(dims, (20, 72.5), (55, 72.5), -2.6)
    pen.dimension(dims, (20, 72.5), (20, 88.1), 3.0, angle=90)
    pen.dimension(dims, (62, 7.4), (126, 7.4), -3.4)
    pen.dimension(dims, (126, 7.4), (126, 33.4), -4.0, angle=90)
    pen.dimension(dims, (site.STALL_EAST, 18), (62, 18), 0.0)
    pen.dimension(dims, (115, 65.5), (136, 65.5), -3.0)
    pen.dimension(dims, (0, 80), (20, 80), 0.0)
    pen.dimension(dims, (48, 88.1), (48, 113), 0.0, angle=90)


def _coordinates(pen: Pen) -> None:
    for x, y in site.SITE:
        pen.circle("总图-标注", x, y, 0.6)
        east, north = 512340.2 + x, 3508820.15 + y
        side = -1 if x == 0 else 1
        foot = x + side * 3.0
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
        ("地上总建筑面积", "27152.7", "m²"),
        ("地下建筑面积", "4723.9", "m²"),
        ("容积率", "1.82", ""),
        ("建筑占地面积", "3330.1", "m²"),
        ("建筑密度", "22.3", "%"),
        ("绿地率", "35.1", "%"),
        ("机动车停车位", f"{STALLS + len(site.LOT)}（地上{len(site.LOT)}）", "辆"),
        ("居住户数", "216", "户"),
        ("居住人数", "690", "人"),
    )
    x, y, step = 16.0, 34.0, 2.5
    for row in range(len(rows) + 1):
        sheet.line("总图-表格", (x, y - row * step), (x + 42, y - row * step))
    for ruling in (0, 19, 35, 42):
        sheet.line("总图-表格", (x + ruling, y), (x + ruling, y - len(rows) * step))
    for row, cells in enumerate(rows):
        for edge, cell in zip((0.8, 19.8, 36.0), cells, strict=True):
            if cell:
                sheet.text("总图-表格", cell, x + edge, y - row * step - 1.95, paper=3.0)
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
    pen.expect("fire/separation-civil", "broken", 56.0, 80.3)
    pen.expect("fire/separation-civil", "met", 104.2, 80.3)
    pen.expect("fire/climb-size", "broken", 28.0, 59.0)
    pen.expect("fire/climb-size", "met", 76.0, 58.0)
    pen.expect("fire/garage-separation", "broken", 57.6, 21.5)
    pen.expect("planning/sunlight-neighbour-impact", "broken", 49.0, 116.0)
    pen.expect("planning/sunlight-residential", "met", 24.0, 80.0)
    pen.expect("planning/sunlight-residential", "met", 72.0, 80.0)
    pen.expect("planning/setback-control-line", "broken", 94.0, 7.7)
    pen.expect("planning/setback-control-line", "met", 24.0, 76.0)
    pen.expect("planning/setback-control-line", "met", 72.0, 76.0)
    pen.expect("planning/setback-control-line", "met", 117.0, 68.0)
    pen.expect("preflight/closed-boundary", "met", 0.0, 0.0)
    for rule in ("titleblock", "sheet-size", "scale", "proxy-entity"):
        sheet.expect(f"preflight/{rule}", "met", *TITLE_CELL)


HYDRANTS: Sequence[Place] = (
    (30.0, 51.5),
    (30.0, 99.6),
    (60.0, 51.5),
    (62.0, 99.6),
    (96.0, 51.5),
    (100.0, 99.6),
    (134.0, 99.6),
    (3.9, 72.0),
    (148.6, 73.0),
    (126.0, 49.1),
)
"""outdoor hydrants 1.1 m from the kerb; the last one 3.5 m, where 2 m end (GB 50974, 7.2.6)"""


def firefighting(sheet: Pen) -> None:
    """消施-01 消防总平面图: buildings, roads, lanes and hydrants over the base map."""
    pen = site.begun(sheet, "消施-01", "消防总平面图", "消防")
    board = pen.board
    board.layers(
        (("消火栓", 1, "Continuous", 25), ("消防车道标注", 30, "Continuous", 18), ("消防给水管", 1, "DASHED", 35))
    )
    site.base(pen, {"words": "总图-文字", "outline": "建筑轮廓", "road": "道路"})
    site.streets(pen)
    for ground, words in site.CLIMBING:
        pen.pattern("底图", ground, "ANSI37", 4.0)
        middle = ground[0][0] + (ground[1][0] - ground[0][0]) / 2
        name = words[:2] + "登高操作场地"
        pen.text("总图-文字", name, middle, ground[0][1] + 3.6, paper=3.0, align="BOTTOM_CENTER")
    _ring(pen)
    for x, y in HYDRANTS:
        block = board.block("室外消火栓")
        if block is not None:
            block.add_circle((0, 0), 0.9, dxfattribs={"layer": "0"})
            block.add_line((-0.9, 0), (0.9, 0), dxfattribs={"layer": "0"})
            block.add_line((0, -0.9), (0, 0.9), dxfattribs={"layer": "0"})
        pen.insert("室外消火栓", "消火栓", x, y)
        pen.text("总图-文字", "SX100", x + 1.2, y + 0.4, paper=2.5)
    pen.rounded("消防给水管", 12, 59.2, 128.5, 32.3, 10)
    for x, y in ((15.5, 63.0), (128.5, 63.0), (128.5, 86.5)):
        pen.text("消防车道标注", "R=12.0m", x, y, paper=2.5)
    pen.text("消防车道标注", "消防车道 4.0m", 57.5, 54.2, paper=3.0)
    notes = (
        "消防说明：",
        "1. 环形消防车道净宽4.0m，转弯半径12.0m，荷载按30t消防车设计。",
        "2. 室外消火栓SX100间距不大于120m，距路边不大于2m，距建筑外墙不小于5m。",
        "3. 登高操作场地尺寸及建筑间距见总施-01。",
        "4. 室外消防给水环管DN200。",
    )
    sheet.notes("总图-文字", notes, 16, 33.0, paper=3.5)
    pen.expect("fire/hydrant-position", "broken", 126.0, 49.1)
    pen.expect("fire/hydrant-position", "met", 30.0, 51.5)
