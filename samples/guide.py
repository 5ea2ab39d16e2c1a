"""Draw the pictures of the drawing guide: ``python -m samples.guide [--output docs/guide]``.

Each is a small plan, drawn as a DXF in the habits of one made office and plotted by the project's own plotter. What a
rule reads is on the layer the guide names; the words beside it are those the guide asks for.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

from checkers.drawing.plot import plot
from checkers.drawing.reader import read
from samples.judging.offices import OFFICES
from samples.judging.scene import Draft, Scene
from samples.judging.writing import written

DEFAULT = Path(__file__).parents[1] / "docs" / "guide"
WIDE = 1100
"""pixels across"""
THINNEST = 1.2
"""pixels of a line, which would fade away otherwise"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw every picture and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m samples.guide", description="draw the pictures of the guide")
    parser.add_argument("--output", type=Path, default=DEFAULT, help="folder (default: %(default)s)")
    for file in draw(parser.parse_args(arguments).output):
        print(f"{file}  {file.stat().st_size / 1024:.0f} kB")


def draw(folder: Path) -> list[Path]:
    """Write every picture into the folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_picture(name, plan, folder / f"{name}.png") for name, plan in PICTURES.items()]


def _picture(name: str, plan: Callable[[Draft], None], target: Path) -> Path:
    scene = Scene(name)
    draft = scene.sheet("", "", scale=SCALES.get(name, 100.0), bare=name != "sheet")
    if name == "sheet":
        draft.number, draft.title = "建施-01", "一层平面图"
    plan(draft)
    with tempfile.TemporaryDirectory() as passing:
        [drawing] = written(scene, OFFICES["tarch"], Path(passing))
        [sheet] = plot(read(drawing), Path(passing) / "plot")
        with pymupdf.open(sheet.pdf) as document:
            page = document[0]
            zoom = WIDE / page.rect.width
            pymupdf.TOOLS.set_graphics_min_line_width(THINNEST)
            pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY, alpha=False)
            pymupdf.TOOLS.set_graphics_min_line_width(0)
        pixels.save(target)
    return target


def _sheet(plan: Draft) -> None:
    plan.ring(0, 0, 12, 8)
    plan.wall(6, -0.1, 6, 8.1)
    plan.door("M1021", 2, -0.1)
    plan.door("M1021", 8, -0.1)
    plan.window("C1515", 2, 8.1)
    plan.window("C1515", 8, 8.1)
    plan.room("办公室", 0, 0, 5.9, 8)
    plan.room("会议室", 6.1, 0, 5.9, 8)
    plan.dimension((0, 8.2), (5.9, 8.2), 1.2)
    plan.dimension((6.1, 8.2), (12, 8.2), 1.2)
    for place, label in enumerate(("1", "2", "3")):
        x = 6.0 * place
        plan.circle("AXIS", x, -3.0, 0.4)
        plan.line("AXIS", (x, -2.6), (x, 9))
        plan.text(label, x - 0.12, -3.17, layer="AXIS")


def _site(plan: Draft) -> None:
    plan.rectangle("SITE_BOUNDARY", 0, 0, 150, 110)
    plan.rectangle("BLDG_CTRL_LINE", 5, 5, 140, 100)
    for x, y, words in ((20, 15, ("1#", "住宅 18F", "H=53.8m")), (20, 62, ("2#", "住宅 18F", "H=53.8m"))):
        plan.rectangle("BLDG_OUTLINE", x, y, 40, 15)
        for row, each in enumerate(words):
            plan.text(each, x + 4, y + 10.5 - 4 * row)
    plan.rectangle("CLIMB_GROUND", 20, 36, 40, 10.5)
    plan.text("1#消防登高操作场地", 22, 40)
    plan.rectangle("FIRE_LANE", 8, 49, 134, 6)
    plan.text("消防车道", 90, 51)
    plan.rectangle("GREEN", 75, 65, 40, 25)
    plan.text("集中绿地", 85, 76)
    for place in range(6):
        plan.rectangle("PARKING", 80 + 2.5 * place, 30, 2.5, 5.3)
    for x, y in ((0, 0), (150, 0), (150, 110), (0, 110)):
        plan.text(f"X={3_508_800 + y:.3f}", x + 1, y + 4.0)
        plan.text(f"Y={512_300 + x:.3f}", x + 1, y + 1.0)
    arrow = plan.block("指北针")
    arrow.circle("0", 0, 0, 6)
    arrow.line("0", (0, -6), (0, 6))
    plan.insert("指北针", "SYMBOL", 130, 90)
    plan.text("北", 129, 97)
    plan.text("用地红线", 60, 1.2)
    plan.text("建筑控制线", 60, 6.2)


def _floor(plan: Draft) -> None:
    plan.ring(0, 0, 18, 11)
    for x in (6.0, 12.0):
        plan.wall(x, 6.4, x, 11)
        plan.wall(x, 0, x, 4.6)
    plan.wall(0, 4.6, 18, 4.6)
    plan.wall(0, 6.4, 18, 6.4)
    plan.rectangle("SPACE", 0, 4.7, 18, 1.6)
    plan.text("公共走廊", 8.2, 5.3)
    for x, name in ((0, "办公室"), (6, "会议室"), (12, "库房")):
        plan.room(name, x, 6.5, 6, 4.5)
        plan.door("FM乙1021", x + 2.5, 6.4)
    plan.room("办公室", 0, 0, 6, 4.5)
    plan.door("M1021", 2.5, 4.6, swing=-1)
    plan.room("办公室", 6, 0, 6, 4.5)
    plan.door("M1021", 8.5, 4.6, swing=-1)
    plan.treads(13, 0.9, 1.6, 9)
    plan.treads(15.4, 0.9, 1.6, 9)
    plan.text("楼梯间", 14.1, 4.0)
    plan.door("FM乙1221", 14.3, 4.6, swing=-1)
    plan.text("上", 13.6, 0.4)


def _compartment(plan: Draft) -> None:
    plan.ring(0, 0, 40, 25, 0.3)
    plan.rectangle("FIRE_COMP", 0, 0, 22, 25)
    plan.rectangle("FIRE_COMP", 22, 0, 18, 25)
    plan.text("防火分区1", 4, 20)
    plan.text("面积：550㎡", 4, 18.5)
    plan.text("防火分区2", 26, 20)
    plan.text("面积：450㎡", 26, 18.5)
    symbol = plan.block("室内消火栓")
    symbol.outline("0", [(-0.35, -0.12), (0.35, -0.12), (0.35, 0.12), (-0.35, 0.12)])
    symbol.line("0", (-0.35, -0.12), (0.35, 0.12))
    for x in (5.0, 17.0, 27.0, 36.0):
        plan.insert("室内消火栓", "HYDRANT", x, 0.3)
    head = plan.block("喷头")
    head.circle("0", 0, 0, 0.12)
    for column in range(5):
        for row in range(3):
            plan.insert("喷头", "SPRINKLER", 2 + 3.4 * column, 5 + 3.4 * row)


def _shelter(plan: Draft) -> None:
    plan.ring(0, 0, 40, 30, 0.4)
    plan.wall(20, 0, 20, 30, 0.3)
    for x, number in ((0, "1"), (20, "2")):
        plan.rectangle("人防-防护单元", x + 0.1, 0, 19.8, 30)
        plan.text(f"防护单元{number}", x + 3, 22)
        plan.text("战时功能：二等人员掩蔽所", x + 3, 20)
        plan.text("建筑面积：594㎡", x + 3, 18)
        plan.text("掩蔽面积：400㎡  掩蔽人数：390人", x + 3, 16)
    for code, x, y in (("HFM1520", 6, -0.2), ("HFM1520", 28, -0.2), ("HFM1520", 6, 30.2), ("HFM1520", 28, 30.2)):
        plan.door(code, x, y, wide=1.5)
    plan.text("室外主要出入口", 4, -2.5)
    plan.text("次要出入口", 4, 32.5)
    plan.door("HFM1220", 20, 12, wide=1.2, upright=True)
    plan.text("连通口", 21, 14)


def _roof(plan: Draft) -> None:
    plan.rectangle("屋面轮廓", 0, 0, 40, 16)
    plan.rectangle("LP_STRIP", 0.2, 0.2, 39.6, 15.6)
    for x in (10.0, 20.0, 30.0):
        plan.line("LP_STRIP", (x, 0.2), (x, 15.8))
    plan.line("LP_STRIP", (0.2, 8), (39.8, 8))
    down = plan.block("引下线")
    down.circle("0", 0, 0, 0.35)
    down.line("0", (0, 0.35), (0, -0.9))
    for x, y in ((0.3, 0.3), (13, 0.3), (26, 0.3), (39.7, 0.3), (0.3, 15.7), (13, 15.7), (26, 15.7), (39.7, 15.7)):
        plan.insert("引下线", "LP_DOWN", x, y)
    plan.text("本工程按第三类防雷建筑物设计", 3, 18.5)
    plan.text("接地电阻不大于1Ω（共用接地）", 22, 18.5)
    plan.text("女儿墙 H=0.6m", 4, 12)


def _water(plan: Draft) -> None:
    plan.rectangle("TANK", 0, 0, 9, 6)
    plan.text("埋地生活水池", 1.2, 3.4)
    plan.text("V=120m³", 1.2, 2.2)
    plan.rectangle("TANK", 20, 0, 6, 3)
    plan.text("化粪池 HF-1", 20.4, 1.4)
    plan.line("给水管", (-4, 10), (32, 10))
    plan.text("J DN150", 12, 10.3)
    plan.line("污水管", (-4, 12.5), (32, 12.5))
    plan.text("W DN300", 12, 12.8)
    plan.dimension((9, 0), (20, 0), -2.0)
    plan.rectangle("BLDG_OUTLINE", -4, 17, 36, 8)
    plan.text("3#", 0, 20)


def _telecom(plan: Draft) -> None:
    plan.ring(0, 0, 6, 4)
    plan.rectangle("SPACE", 0, 0, 6, 4)
    plan.text("设备间", 0.6, 3.2)
    plan.door("FM丙1521", 2, -0.1, wide=1.5, swing=-1)
    cabinet = plan.block("机柜")
    cabinet.outline("0", [(0, 0), (0.6, 0), (0.6, 0.6), (0, 0.6)])
    cabinet.line("0", (0, 0), (0.6, 0.6))
    for place in range(3):
        plan.insert("机柜", "TEL", 2 + 0.6 * place, 2.0)
    plan.text("正面", 2.4, 1.5)
    plan.ring(8, 0, 3, 2.4)
    plan.rectangle("SPACE", 8, 0, 3, 2.4)
    plan.text("弱电间", 8.6, 1.2)
    plan.door("FM丙0921", 9, -0.1, wide=0.9, swing=-1)


def _wrong(plan: Draft) -> None:
    plan.line("SITE_BOUNDARY", (0, 0), (14, 0), (14, 10), (0, 10), (0, 1.2))
    plan.text("误：未闭合", 4, 5)
    plan.outline("BLDG_OUTLINE", [(18, 0), (32, 10), (32, 0), (18, 10)])
    plan.text("误：自相交", 19, 10.6)
    plan.rectangle("GREEN", 36, 0, 14, 10)
    plan.rectangle("GREEN", 36.4, 0.4, 14, 10)
    plan.text("误：重复绘制", 40, 5)
    plan.rectangle("SPACE", 54, 0, 12, 10)
    plan.text("误：办公室", 67, 5)


PICTURES: dict[str, Callable[[Draft], None]] = {
    "sheet": _sheet,
    "wrong": _wrong,
    "site": _site,
    "floor": _floor,
    "compartment": _compartment,
    "shelter": _shelter,
    "roof": _roof,
    "water": _water,
    "telecom": _telecom,
}
SCALES = {"site": 500.0, "compartment": 200.0, "shelter": 200.0, "roof": 200.0, "wrong": 300.0}

if __name__ == "__main__":
    main()
