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
    pen.dimension(dims, (115, 62), (138.2, 62), -3.0)
    pen.dimension(dims, (0, 80), (20, 80), 0.0)
    pen.dimension(dims, (48, 89.6), (48, 113), 0.0, angle=90)


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
        ("地上总建筑面积", "29080.0", "m²"),
        ("地下建筑面积", "4723.9", "m²"),
        ("容积率", "1.95", ""),
        ("建筑占地面积", "3523.8", "m²"),
        ("建筑密度", "23.6", "%"),
        ("绿地率", "35.2", "%"),
        ("机动车停车位", f"{STALLS + 6}（地上6）", "辆"),
        ("居住户数", "216", "户"),
    )
    x, y, step = 16.0, 33.0, 2.6
    for row in range(len(rows) + 1):
        sheet.line("总图-表格", (x, y - row * step), (x + 42, y - row * step))
    for ruling in (0, 19, 35, 42):
        sheet.line("总图-表格", (x + ruling, y), (x + ruling, y - len(rows) * step))
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
    pen = site.begun(sheet, "消施-01", "消防总平面图", "消防")
    board = pen.board
    board.layers(
        (("消火栓", 1, "Continuous", 25), ("消防车道标注", 30, "Continuous", 18), ("消防给水管", 1, "DASHED", 35))
    )
    site.base(pen, {"words": "总图-文字"})
    site.streets(pen)
    for ground, words in site.CLIMBING:
        pen.pattern("底图", ground, "ANSI37", 4.0)
        pen.text("总图-文字", words[:2] + "登高场地", ground[0][0] + 4, ground[0][1] + 3.6, paper=2.5)
    pen.rectangle("消防车道", 14, 54, 98, 4)
    pen.rounded("消防车道", 9, 41, 136.5, 55.5, 13)
    pen.rounded("消防车道", 13, 45, 128.5, 47.5, 9)
    for x, y in ((20.5, 48.0), (22.0, 98.7), (60.0, 39.0), (62.0, 98.7), (108.0, 98.7), (112.5, 52.5), (147.6, 72.0)):
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
