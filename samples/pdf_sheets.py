"""Sheets that designers deliver as PDF only: the index, the design notes, the evacuation diagram.

Vocabulary
----------
page    an A2 sheet lying, in millimetres with the origin at its lower left corner, y up
layer   an optional-content group, as CAD programs write their layers into PDF
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ezdxf.path
import pymupdf

from samples.frames import BINDING, MARGIN, SIZES, Title, captions, cells, fitting, rulings, value_height
from samples.habits import NATIONAL
from samples.office import PROJECT, furnished, grid_of
from samples.pen import Board, Pen

if TYPE_CHECKING:
    from ezdxf.entities.dxfgfx import DXFGraphic

POINTS = 72 / 25.4
"""PDF points in a millimetre"""

DAY = "D:20250520090000+08'00'"

BLACK, GREY, GREEN, RED = (0.0, 0.0, 0.0), (0.45, 0.45, 0.45), (0.0, 0.5, 0.2), (0.8, 0.0, 0.0)
Colour = tuple[float, float, float]


@dataclass(slots=True)
class Page:
    """One A2 sheet being drawn."""

    file: Any
    page: Any = field(init=False)
    groups: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin the page and lay the letters in."""
        width, height = SIZES["A2"]
        self.page = self.file.new_page(width=width * POINTS, height=height * POINTS)
        self.page.insert_font(fontname="han", fontbuffer=pymupdf.Font("cjk").buffer)

    def place(self, x: float, y: float) -> Any:  # noqa: ANN401 a point of an untyped library
        """A place in the library's points, whose y runs down."""
        return pymupdf.Point(x * POINTS, (SIZES["A2"][1] - y) * POINTS)

    def group(self, layer: str) -> int:
        """The optional-content group of a layer."""
        if layer not in self.groups:
            self.groups[layer] = self.file.add_ocg(layer)
        return self.groups[layer]

    def lines(
        self,
        layer: str,
        chains: Iterable[Sequence[tuple[float, float]]],
        *,
        pen: float = 0.18,
        colour: Colour = BLACK,
        filled: bool = False,
    ) -> None:
        """Chains of places in millimetres, drawn as one path."""
        shape = self.page.new_shape()
        drawn = False
        for chain in chains:
            if len(chain) > 1:
                shape.draw_polyline([self.place(*place) for place in chain])
                drawn = True
        if drawn:
            fill = colour if filled else None
            shape.finish(width=pen * POINTS, color=colour, fill=fill, closePath=filled, oc=self.group(layer))
            shape.commit()

    def text(
        self,
        layer: str,
        words: str,
        x: float,
        y: float,
        *,
        high: float = 3.5,
        colour: Colour = BLACK,
        upright: bool = False,
    ) -> None:
        """Words with the lower left corner of their line at the place, reading upwards when upright."""
        self.page.insert_text(
            self.place(x, y),
            words,
            fontname="han",
            fontsize=high * 1.33 * POINTS,
            color=colour,
            rotate=90 if upright else 0,
            oc=self.group(layer),
        )

    def framed(self, title: Title) -> None:
        """Paper edge, frame line, title block and its values."""
        width, height = SIZES["A2"]
        edge = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0)]
        right, top = width - MARGIN, height - MARGIN
        inner = [(BINDING, MARGIN), (right, MARGIN), (right, top), (BINDING, top), (BINDING, MARGIN)]
        self.lines("图框", [edge])
        self.lines("图框", [inner], pen=1.0)
        self.lines("图框", [((x1, y1), (x2, y2)) for x1, y1, x2, y2 in rulings(width, height)], pen=0.35)
        for words, x, y, high in captions(width, height):
            self.text("图框", words, x, y, high=high * 0.85)
        for cell in cells(width):
            value = title.values()[cell.label]
            high = fitting(value, value_height(cell.label)) * 0.85
            self.text("图框", value, cell.x + 19.5, cell.y + cell.height / 2 - 1.5, high=high)

    def table(self, rows: Sequence[Sequence[str]], edges: Sequence[float], x: float, y: float, step: float) -> None:
        """A ruled table whose upper left corner is at the place."""
        low = y - step * len(rows)
        across = [((x, y - step * row), (x + edges[-1], y - step * row)) for row in range(len(rows) + 1)]
        self.lines("表格", across + [((x + edge, y), (x + edge, low)) for edge in edges], pen=0.25)
        for row, words in enumerate(rows):
            for edge, word in zip(edges, words, strict=False):
                if word:
                    self.text("文字", word, x + edge + 2, y - step * row - step * 0.68, high=3.5)


def index(target: Path, titles: Sequence[Title]) -> None:
    """总施-00 图纸目录 and 建施-00 建筑设计说明, one file of two pages."""
    file = pymupdf.open()
    page = Page(file)
    page.framed(Title("总施-00", "图纸目录", "总图", 1.0, "滨湖花园二期", "A2"))
    page.text("文字", "图 纸 目 录", 235, 388, high=10)
    rows = [("序号", "图号", "图纸名称", "图幅", "比例", "版次")]
    for number, title in enumerate(titles, start=1):
        values = title.values()
        rows.append((str(number), title.number, title.name, title.size, values["比例"], values["版次"]))
    page.table(rows, (0.0, 22.0, 62.0, 202.0, 230.0, 262.0, 290.0), 120, 374, 11)
    page = Page(file, groups=page.groups)
    page.framed(Title("建施-00", "建筑设计说明", "建筑", 1.0, "滨湖花园二期", "A2"))
    page.text("文字", "建筑设计说明", 225, 388, high=10)
    for column, notes in enumerate(NOTES):
        for row, words in enumerate(notes):
            page.text("文字", words, 36 + 240 * column, 368 - 8.4 * row, high=3.5)
    _saved(file, target, "图纸目录及建筑设计说明")


NOTES = (
    (
        "一、设计依据",
        "1. 武进区自然资源主管部门核发的规划条件（武规条2025-016）。",
        "2. 《民用建筑通用规范》GB 55031-2022",
        "3. 《建筑防火通用规范》GB 55037-2022",
        "4. 《住宅项目规范》GB 55038-2025",
        "5. 《建筑设计防火规范》GB 50016-2014（2018年版）",
        "6. 《人民防空地下室设计规范》GB 50038-2005",
        "7. 《建筑物防雷设计规范》GB 50057-2010",
        "8. 《建筑给水排水设计标准》GB 50015-2019",
        "9. 《车库建筑设计规范》JGJ 100-2015",
        "二、工程概况",
        "1. 工程名称：滨湖花园二期（春江里）；建设地点：常州市武进区滨湖路北、春江路西。",
        "2. 规划用地面积14950.0m²，建筑密度22.3%，容积率1.82，绿地率35.1%。",
        "3. 1#、2#楼：住宅，18层，建筑高度53.8m，耐火等级一级。",
        "4. 3#楼：办公，6层，建筑高度23.6m，裙房2层，耐火等级二级。",
        "5. 5#楼：配套商业，3层，建筑高度11.4m；6#楼：配电房，1层。",
        "6. 地下一层：汽车库，战时为核6级人员掩蔽所及物资库。",
    ),
    (
        "三、消防设计",
        "1. 小区设环形消防车道，净宽4.0m；1#、2#楼南侧设消防登高操作场地。",
        "2. 高层住宅设合用前室及防烟楼梯间，户门为乙级防火门。",
        "四、人防设计",
        "1. 地下室共三个防护单元，总建筑面积4723.92m²，应建面积3600m²。",
        "五、防雷设计",
        "1. 1#、2#楼按第三类、3#楼按第二类防雷建筑物设防。",
        "六、给排水与卫生",
        "1. 生活给水采用埋地生活水池加变频泵组二次供水。",
        "七、通信",
        "1. 光纤到户，各楼设通信设备间，三家运营商平等接入。",
        "八、其他",
        "1. 图中尺寸除标高、总平面以米计外，均以毫米计。",
        "2. 除注明外，内墙为200厚蒸压加气混凝土砌块。",
    ),
)


def evacuation(target: Path) -> None:
    """消施-02 疏散示意图: the standard floor of the office with its ways out, plotted at 1:100."""
    file = pymupdf.open()
    page = Page(file)
    page.framed(EVACUATION)
    board = Board(unit=1000.0, scale=100.0, font="simfang.ttf", bigfont="")
    habit = NATIONAL.on(board)
    pen = Pen(board, 100.0, (8.5, 14.5))
    furnished(pen, habit)
    grid_of(pen, habit)
    chains: dict[str, list[list[tuple[float, float]]]] = {}
    for entity in board.model:
        _plotted(page, entity, chains)
    for layer, lines in sorted(chains.items()):
        heavy, grey = layer == habit.wall, layer in {habit.furniture, habit.axis, habit.space, habit.dimension}
        page.lines(layer, lines, pen=0.5 if heavy else 0.18, colour=GREY if grey else BLACK)
    _ways_out(page)
    page.text("文字", "3#楼三～六层疏散示意图  1:100", 190, 60, high=7)
    for row, words in enumerate(
        (
            "疏散说明：",
            "1. 每层设两部封闭楼梯间，疏散门为FM乙1221，向疏散方向开启。",
            "2. 走道净宽2.20m，双侧布房，房间疏散门至最近楼梯间距离不大于22m。",
            "3. 本层使用人数60人，疏散总净宽满足要求。",
        )
    ):
        page.text("文字", words, 40, 396 - 8 * row, high=3.5)
    _saved(file, target, "疏散示意图")


EVACUATION = Title("消施-02", "3#楼疏散示意图", "消防", 100.0, PROJECT, "A2")


def _ways_out(page: Page) -> None:
    corner_x, corner_y = 85.0, 145.0
    for room_x in (29.0, 107.0, 183.0, 263.0, 341.0):
        goal = 17.0 if room_x < 190 else 372.0
        way = [(room_x, 60.0), (room_x, 84.0), (goal, 84.0), (goal, 108.0)]
        page.lines("疏散路线", [[(corner_x + x, corner_y + y) for x, y in way]], pen=0.5, colour=GREEN)
    for goal in (17.0, 372.0):
        tip = [(goal - 2, 106.0), (goal + 2, 106.0), (goal, 111.0)]
        page.lines("疏散路线", [[(corner_x + x, corner_y + y) for x, y in tip]], colour=GREEN, filled=True)
        page.text("文字", "安全出口", corner_x + goal - 8, corner_y + 113, high=3.0, colour=RED)


def _plotted(
    page: Page, entity: DXFGraphic, chains: dict[str, list[list[tuple[float, float]]]], layer: str = ""
) -> None:
    """Add what an entity draws to the chains of its layer, in millimetres at 1:100; texts go straight to the page."""
    kind = entity.dxftype()
    layer = layer or entity.dxf.layer
    if kind in {"INSERT", "DIMENSION"}:
        for part in entity.virtual_entities():  # type: ignore[attr-defined]  # both kinds have it
            _plotted(page, part, chains, layer)
        for attribute in getattr(entity, "attribs", ()):
            _plotted(page, attribute, chains, layer)
    elif kind in {"TEXT", "ATTRIB"}:
        at = entity.dxf.insert / 100
        high = entity.dxf.height / 100
        shift = high * 0.45 * len(entity.dxf.text) if entity.dxf.halign else 0.0
        page.text(layer, entity.dxf.text, at.x - shift, at.y - (high if entity.dxf.valign == 3 else 0), high=high * 0.8)
    elif kind == "MTEXT":
        words = entity.plain_text()  # type: ignore[attr-defined]  # the number of a dimension
        at, high, upright = entity.dxf.insert / 100, entity.dxf.char_height / 100, abs(entity.dxf.rotation - 90) < 1
        half, low = high * 0.32 * len(words), high * 0.4
        start = (at.x + low, at.y - half) if upright else (at.x - half, at.y - low)
        page.text(layer, words, *start, high=high * 0.8, upright=upright)
    elif kind in {"LINE", "LWPOLYLINE", "ARC", "CIRCLE", "ELLIPSE"}:
        path = ezdxf.path.make_path(entity)
        chains.setdefault(layer, []).append([(point.x / 100, point.y / 100) for point in path.flattening(20)])


def _saved(file: Any, target: Path, title: str) -> None:  # noqa: ANN401 an untyped library's document
    file.subset_fonts()
    file.set_metadata({"title": title, "author": "常州市龙城建筑设计院有限公司", "creationDate": DAY, "modDate": DAY})
    file.save(target, garbage=4, deflate=True, no_new_id=True)
    file.close()
