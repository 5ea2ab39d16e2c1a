"""An earlier scheme of the same site, for what cannot be met and broken in one set.

Its density is 28.9 % where 28 % is allowed; a green area does not close; one sheet, a layout in paper space, has
a size no standard knows; another states 1:150 over a plan drawn at 1:100 and still holds objects of TArch (天正).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ezdxf.entities import factory
from ezdxf.entities.dxfclass import DXFClass
from ezdxf.lldxf.extendedtags import ExtendedTags

from samples import site
from samples.frames import SIZES, Title, drawing_name, framed
from samples.habits import NATIONAL
from samples.office import PROJECT, furnished, grid_of, standard_floor
from samples.pen import Board, Pen

if TYPE_CHECKING:
    from samples.habits import Habit
    from samples.pen import Place

ODD = "620x440"
"""a size no standard knows"""

BUILDINGS = (
    site.Building(site.tower(20, 72.5), ("1#", "住宅", "18F", "H=53.8m"), (37, 83.1), name="1#"),
    site.Building(site.tower(69.5, 72.5), ("2#", "住宅", "18F", "H=53.8m"), (86.5, 83.1), name="2#"),
    site.Building(site.rectangle(56, 8.2, 72, 33.4), ("裙房", "2F", "H=9.6m"), (119, 26), name="裙房"),
    site.Building(site.rectangle(70, 12, 39, 17.4), ("3#", "办公楼", "6F", "H=23.6m"), (89.5, 24), name="3#"),
    site.Building(site.rectangle(116, 64.4, 20.5, 20.6), ("5#", "配套商业", "3F", "H=11.4m"), (126.2, 79), name="5#"),
    site.Building(site.rectangle(18, 27.5, 14, 11.5), ("6#", "配电房", "1F", "H=4.8m"), (25, 37.2), name="6#"),
    site.Building(site.rectangle(16, 9, 20, 12), ("7#", "社区用房", "2F", "H=8.6m"), (26, 18.8), name="7#"),
)

OPEN_GREEN: tuple[Place, ...] = ((132, 38.5), (146, 38.5), (146, 49), (132, 49), (132, 38.53))
"""begun and ended 30 mm apart, and never closed"""

TCH_WALL = """0
TCH_WALL
5
{handle}
330
{owner}
100
AcDbEntity
8
WALL
100
TDbEntity
90
1
100
TDbWall
10
{x1}
20
{y1}
30
0.0
11
{x2}
21
{y2}
31
0.0
40
200.0
"""


def scheme() -> Board:
    """``scheme.dxf``: the site plan of the earlier scheme."""
    board = Board(unit=1.0, version="R2018", scale=500.0, font="simfang.ttf", bigfont="")
    site.layers(board)
    sheet = Pen(board, 500.0)
    pen = site.begun(sheet, "总施-01", "总平面图（方案）", "总图")
    site.base(pen, site.BRIGHT, buildings=BUILDINGS, greens=())
    pen.outline("绿地", OPEN_GREEN, closed=False)
    pen.dimension("A-ANNO-DIMS", (56, 81.2), (69.5, 81.2), 9.6)
    notes = ("说明：", "1. 规划用地面积14950.0m²，建筑占地面积4323.7m²，建筑密度28.9%。", "2. 本图为方案阶段图纸。")
    sheet.notes("总图-文字", notes, 16, 33.0)
    pen.expect("preflight/closed-boundary", "broken", 132.0, 38.5)
    pen.expect("preflight/closed-boundary", "met", 0.0, 0.0)
    pen.expect("fire/separation-civil", "met", 56.0, 80.3)
    pen.expect("planning/setback-control-line", "met", 24.0, 76.0)
    return board


def plans() -> Board:
    """``plans.dxf``: a framed plan of mixed scale with TArch objects, and a layout on paper of no standard size."""
    board = Board(unit=1000.0, version="R2010", scale=100.0, font="simfang.ttf", bigfont="")
    habit = NATIONAL.on(board)
    board.layer("WALL", 2, weight=50)
    sheet = Pen(board, 100.0)
    standard_floor(sheet, habit, Title("建施-22", "3#楼三层平面图", "建筑", 100.0, PROJECT, "A2", {"比例": "1:150"}))
    for place in range(3):
        tarch_wall(sheet, (12.0 + 6.0 * place, 30.0), (18.0 + 6.0 * place, 30.0))
        tarch_wall(sheet, (82.0 + 6.0 * place, 30.0), (88.0 + 6.0 * place, 30.0))
    sheet.expect("preflight/scale", "broken", 54.0, 25.0)
    sheet.expect("preflight/sheet-size", "met", 54.0, 26.0)
    sheet.expect("preflight/titleblock", "met", 54.0, 27.0)
    sheet.expect("preflight/proxy-entity", "broken", 54.0, 28.0)
    pen = Pen(board, 100.0, (78.5, 14.5))
    furnished(pen, habit)
    grid_of(pen, habit)
    _odd_layout(board, habit)
    return board


def _odd_layout(board: Board, habit: Habit) -> None:
    """A layout of 620 mm by 440 mm whose viewport shows the second plan at 1:100."""
    wide, high = SIZES[ODD]
    layout = board.document.layouts.new("建施-23")
    layout.page_setup(size=(wide, high), margins=(0, 0, 0, 0), units="mm")
    layout.add_viewport(center=(265, 230), size=(470, 330), view_center_point=(97000, 23000), view_height=33000)
    paper = Pen(board, 1.0, layout="建施-23")
    framed(paper, Title("建施-23", "3#楼四层平面图", "建筑", 100.0, PROJECT, ODD), habit.frame)
    drawing_name(paper, habit.text, "3#楼四层平面图", 0.265, 0.04, scale="1:100")
    paper.expect("preflight/sheet-size", "broken", 0.57, 0.28)
    paper.expect("preflight/proxy-entity", "broken", 0.57, 0.29)


def tarch_wall(pen: Pen, start: Place, end: Place) -> None:
    """A wall as TArch keeps it, which no other program can draw."""
    document = pen.board.document
    document.classes.register(
        DXFClass.new(
            dxfattribs={"name": "TCH_WALL", "cpp_class_name": "TDbWall", "app_name": "TCH_KERNAL", "is_an_entity": 1}
        )
    )
    (x1, y1), (x2, y2) = pen.at(*start), pen.at(*end)
    owner = pen.board.model.layout_key
    handle = document.entitydb.next_handle()
    tags = ExtendedTags.from_text(TCH_WALL.format(handle=handle, owner=owner, x1=x1, y1=y1, x2=x2, y2=y2))
    entity = factory.load(tags, document)
    document.entitydb.add(entity)
    pen.board.model.entity_space.add(entity)
