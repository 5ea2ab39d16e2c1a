"""Two site sheets over the grey base map: water with its tanks, and telecom with its ducts and manholes.

The deliberate mistakes: the reservoir SC-1 lies 8.2 m from the cesspool HF-2 where 10 m are asked for (GB 55020,
3.3.1); a drain runs 0.6 m beside the supply where 1 m is asked for, and 0.8 m at the least (GB 50289); the cesspool HF-1 lies 24.5 m from the well where 30 m are asked for (GB 50015, 4.10.13); 168 m of bent
duct run without a manhole where 150 m end (GB/T 50373); the title block of the telecom sheet lacks its 审核.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samples.frames import SIZES, cells
from samples.site import QUARTER, SCALE, base, begun, rectangle, streets

if TYPE_CHECKING:
    from samples.pen import Pen, Place

SEPTIC = (rectangle(133, 24, 8, 3), rectangle(22, 16, 8, 3))
RESERVOIRS = (rectangle(35, 25.5, 9, 6), rectangle(88, 37, 8, 6))
WELL: Place = (113.0, 42.0)
BESIDE_SUPPLY = 44.825
"""where a drain DN300 runs beside the supply DN150 at 44.0: 0.600 m clear between them"""


def water(sheet: Pen) -> None:
    """水施-01 室外给排水总平面图: 2# cesspool 8.2 m from the reservoir, 1# cesspool 24.5 m from the well."""
    pen = begun(sheet, "水施-01", "室外给排水总平面图", "给排水")
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
    base(pen, {"words": "总图-文字"}, bright=("裙房", "3#", "5#", "6#"))
    streets(pen)
    for corners, words in zip(SEPTIC, ("化粪池 HF-1", "化粪池 HF-2"), strict=True):
        pen.outline("排水-化粪池", corners, width=0.5)
        pen.text("总图-文字", words, corners[0][0] + 0.3, corners[0][1] + 0.9, paper=3.0)
    for corners, words in zip(RESERVOIRS, ("埋地生活水池 SC-1,V=120m³", "埋地生活水池 SC-2,V=90m³"), strict=True):
        pen.outline("给水-水池", corners, width=0.5)
        name, volume = words.split()
        pen.text("总图-文字", name, corners[0][0] + 0.4, corners[0][1] + 3.4, paper=3.0)
        pen.text("总图-文字", volume, corners[0][0] + 0.4, corners[0][1] + 1.2, paper=2.5)
    pen.circle("给水-水池", *WELL, 0.5)
    pen.text("总图-文字", "取水井", WELL[0] - 0.2, WELL[1] + 0.05, paper=3.0, align="BOTTOM_LEFT")
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
    pen.expect("health/tank-pollution", "met", 94.0, 38.0)
    pen.expect("health/septic", "broken", 134.0, 26.7)
    pen.expect("health/septic", "met", 23.0, 18.4)
    pen.expect("health/water-sewer-gap", "broken", 111.0, 44.4)


def _pipes(pen: Pen) -> None:
    supply: Sequence[tuple[Sequence[Place], str]] = (
        (((39.5, 31.5), (39.5, 44.0), (113, 44.0), (113, 42.5)), "J-DN150"),
        (((12.5, -4.0), (12.5, 94.0), (112, 94.0), (112, 89)), "J-DN200"),
        (((92, 43.0), (92, 44.0)), ""),
    )
    for places, words in supply:
        pen.line("给水管", *places, width=0.35)
        if words:
            pen.text("水施-标注", words, places[1][0] + 1, places[1][1] + 0.6, paper=2.5)
    drains: Sequence[tuple[Sequence[Place], str]] = (
        (((109, 72), (109, BESIDE_SUPPLY), (129.5, BESIDE_SUPPLY), (129.5, 25.5), (133, 25.5)), "W-DN300"),
        (((14.6, 71), (14.6, 17.5), (22, 17.5)), "W-DN300"),
        (((141, 25.5), (152, 25.5)), "W-DN300"),
        (((26, 16), (26, -10)), "W-DN300"),
    )
    for places, words in drains:
        pen.line("污水管", *places, width=0.35)
        pen.text("水施-标注", words, places[-2][0] + 0.6, places[-2][1] - 2.2, paper=2.5)
        for x, y in places[1:-1]:
            pen.circle("水施-标注", x, y, 0.45)


HOLES: Sequence[tuple[str, Place]] = (
    ("RK1", (142.5, 48.5)),
    ("RK2", (64.0, 48.5)),
    ("RK3", (8.0, 86.0)),
    ("RK4", (14.8, 93.5)),
)


def telecom(sheet: Pen) -> None:
    """通施-01 通信管道总平面图: 168 m of bent duct between RK1 and RK4 without a manhole."""
    pen = begun(sheet, "通施-01", "通信管道总平面图", "通信", {"审核": ""})
    board = pen.board
    board.layers(
        (
            ("通信管道", 5, "Continuous", 50),
            ("通信人孔", 5, "Continuous", 35),
            ("通施-标注", 3, "Continuous", 18),
        )
    )
    base(pen, {"words": "总图-文字"})
    streets(pen)
    block = board.block("通信人孔")
    if block is not None:
        block.add_circle((0, 0), 1.0, dxfattribs={"layer": "0"})
        block.add_line((-0.7, -0.7), (0.7, 0.7), dxfattribs={"layer": "0"})
        block.add_line((-0.7, 0.7), (0.7, -0.7), dxfattribs={"layer": "0"})
        on = {"layer": "0", "style": "HZ", "height": 1.5, "width": 0.75}
        block.add_attdef("编号", (1.3, -2.4), dxfattribs=on)
    for name, place in HOLES:
        pen.insert("通信人孔", "通信人孔", *place, values={"编号": f"{name}人孔"})
    ducts: Sequence[tuple[Sequence[tuple[float, float, float]], str]] = (
        (((142.5, 48.5, 0), (64, 48.5, 0)), "12φ110 L=78.5"),
        (((64, 48.5, 0), (18, 48.5, -QUARTER), (8, 58.5, 0), (8, 86, 0)), "8φ110 L=89.2"),
        (((142.5, 48.5, 0), (142.5, 83.5, QUARTER), (132.5, 93.5, 0), (14.8, 93.5, 0)), "12φ110 L=168.4"),
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
    pen.expect("telecom/manhole-spacing", "met", 8.0, 72.0)
    sheet.expect("preflight/titleblock", "broken", *_cell("审核"))


def _cell(label: str) -> Place:
    """The middle of a title-block cell of an A2 sheet, metres."""
    cell = next(cell for cell in cells(SIZES["A2"][0]) if cell.label == label)
    return (cell.x + 20) * SCALE / 1000, (cell.y + cell.height / 2) * SCALE / 1000
