"""The site of 滨湖花园二期: its lines, buildings, roads and trees, drawn bright or as a grey base map.

Vocabulary
----------
estate     everything whose place the four site sheets share, in metres from the site's south-west corner
bright     on the layers of its meaning; a base map (底图) is grey and means nothing to anyone but the eye

The deliberate mistakes of the site stand here as sizes: the gap between 1# and 2# is 12.2 m where 13 m is
asked for (GB 50016, 5.2.2); the climbing ground of 1# is 9.4 m deep where 10 m is asked for (7.2.2); the
podium of 3# stands 0.6 m over the building control line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.frames import Title, drawing_name, framed
from samples.symbols import north_arrow, tree

if TYPE_CHECKING:
    from samples.pen import Board, Pen, Place

CASE = "滨湖花园二期总图"

SITE: Sequence[Place] = ((0, 0), (140, 0), (150, 10), (150, 100), (0, 100))
"""用地红线; 14 950 m²"""

CONTROL: Sequence[Place] = ((5, 8), (130.9, 8), (142, 19.1), (142, 95), (5, 95))
"""建筑控制线: 8 m from both roads, 5 m elsewhere"""


def tower(x: float, y: float) -> list[Place]:
    """A tower of 35.0 m by 15.6 m whose public corridor ends in a bay 1.8 m wide at the east gable."""
    return [
        (x, y),
        (x + 35, y),
        (x + 35, y + 6.9),
        (x + 36, y + 6.9),
        (x + 36, y + 8.7),
        (x + 35, y + 8.7),
        (x + 35, y + 15.6),
        (x, y + 15.6),
    ]


def rectangle(x: float, y: float, width: float, height: float) -> list[Place]:
    """The corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


@dataclass(frozen=True, slots=True)
class Building:
    """A building as the site plan shows it: outline, the words in it, and whether it stands already."""

    outline: Sequence[Place]
    words: Sequence[str]
    label: Place
    existing: bool = False
    name: str = ""


BUILDINGS = (
    Building(tower(20, 74), ("1#", "住宅", "18F", "H=53.8m"), (37, 84.6), name="1#"),
    Building(tower(68.2, 74), ("2#", "住宅", "18F", "H=53.8m"), (85.2, 84.6), name="2#"),
    Building(rectangle(62, 7.4, 64, 26), ("裙房", "2F", "H=9.6m"), (117.5, 24.5), name="裙房"),
    Building(rectangle(70, 12, 39, 17.4), ("3#", "办公楼", "6F", "H=23.6m"), (89.5, 24), name="3#"),
    Building(rectangle(115, 62, 23.2, 26), ("5#", "配套商业", "3F", "H=11.4m"), (126.6, 79), name="5#"),
    Building(rectangle(18, 27.5, 14, 11.5), ("6#", "配电房", "1F", "H=4.8m"), (25, 37.2), name="6#"),
    Building(rectangle(24, 113, 36, 12), ("现状住宅", "6F", "H=18.2m"), (42, 121), existing=True),
    Building(rectangle(74, 113, 36, 12), ("现状住宅", "6F", "H=18.2m"), (92, 121), existing=True),
    Building(rectangle(-32, 30, 18, 36), ("现状办公", "5F", "H=19.5m"), (-23, 50), existing=True),
)

CLIMBING = (
    (rectangle(26, 59.1, 24, 9.4), "1#消防登高操作场地 24.0×9.4"),
    (rectangle(74, 58.0, 26, 10.5), "2#消防登高操作场地 26.0×10.5"),
)

BASEMENT = rectangle(18, 38.4, 97.2, 48.6)
GREENS = (
    rectangle(6, 9, 38, 17.5),
    rectangle(16, 47.5, 96, 5.5),
    rectangle(15.5, 60, 8.5, 12),
    rectangle(52, 60, 20, 12),
    rectangle(102, 60, 11, 12),
    rectangle(117, 48.5, 20, 12.5),
    rectangle(128, 24, 20, 14),
    rectangle(54, 35, 44, 4),
    rectangle(1, 48, 6, 46),
)

LAYERS = (
    ("用地红线", 1, "DASHDOT2", 70),
    ("建筑控制线", 6, "DASHED", 35),
    ("建筑轮廓", 2, "Continuous", 70),
    ("地下室轮廓", 8, "DASHED", 25),
    ("道路", 9, "Continuous", 25),
    ("道路中心线", 1, "DASHDOT", 13),
    ("绿地", 3, "Continuous", 13),
    ("消防车道", 30, "Continuous", 25),
    ("登高场地", 30, "Continuous", 25),
    ("登高场地标注", 30, "Continuous", 13),
    ("停车位", 4, "Continuous", 18),
    ("总图-乔木", 94, "Continuous", 9),
    ("总图-文字", 7, "Continuous", 18),
    ("总图-标注", 3, "Continuous", 18),
    ("总图-表格", 7, "Continuous", 18),
    ("底图", 8, "Continuous", 9),
    ("A-ANNO-TTLB", 7, "Continuous", 35),
    ("A-ANNO-DIMS", 3, "Continuous", 18),
)

BRIGHT = {
    "site": "用地红线",
    "control": "建筑控制线",
    "outline": "建筑轮廓",
    "road": "道路",
    "middle": "道路中心线",
    "green": "绿地",
    "words": "总图-文字",
    "basement": "地下室轮廓",
    "tree": "总图-乔木",
}


SCALE = 500.0
CORNER: Place = (62.0, 62.0)
"""where the site's south-west corner lies on each A2 sheet, metres"""


def begun(
    sheet: Pen, number: str, name: str, discipline: str, changes: Mapping[str, str] | None = None, where: str = CASE
) -> Pen:
    """Frame, name and north arrow; the pen that comes back has its origin in the site's corner."""
    framed(sheet, Title(number, name, discipline, SCALE, where, "A2", changes), "A-ANNO-TTLB")
    drawing_name(sheet, "总图-文字", name, 128, 12)
    north_arrow(sheet, "总图-标注", 247, 178)
    return sheet.moved(*CORNER)


def streets(pen: Pen) -> None:
    """The names of the two city roads."""
    pen.text("总图-文字", "滨 湖 路", 20, -14.2, paper=5.0)
    pen.text("总图-文字", "春 江 路", 164.2, 30, paper=5.0, rotation=90)


def layers(board: Board) -> None:
    """Make the layers of the site sheets."""
    board.layers(LAYERS)


def base(
    pen: Pen,
    on: Mapping[str, str],
    *,
    bright: Sequence[str] = (),
    buildings: Sequence[Building] = BUILDINGS,
    greens: Sequence[Sequence[Place]] = GREENS,
) -> None:
    """The estate; what ``on`` does not name lies on the grey base map.

    Buildings named in ``bright`` are drawn on 建筑轮廓 even over a grey base.
    """
    _lines(pen, on, greens)
    _roads(pen, on.get("road", "底图"), on.get("middle", "底图"))
    for building in buildings:
        shown = "建筑轮廓" if building.name in bright else on.get("outline", "底图")
        pen.outline(shown, building.outline, width=0.25 if building.existing else 0.7)
        _label(pen, building, on.get("words", "底图"))
    for x, y in _avenue():
        tree(pen, on.get("tree", "底图"), x, y, crown=3.2)


def _lines(pen: Pen, on: Mapping[str, str], greens: Sequence[Sequence[Place]]) -> None:
    pen.outline(on.get("site", "底图"), SITE, width=0.7)
    pen.outline(on.get("control", "底图"), CONTROL)
    pen.outline(on.get("basement", "底图"), BASEMENT)
    for green in greens:
        layer = on.get("green", "底图")
        if layer == "绿地":
            pen.fill(layer, green, rgb=(214, 236, 206))
        pen.outline(layer, green)


def _roads(pen: Pen, road: str, middle: str) -> None:
    """The ring road 6 m wide with its two entrances, and the two city roads."""
    pen.rounded(road, 8, 40, 138.5, 57.5, 15)
    pen.rounded(road, 14, 46, 126.5, 45.5, 9)
    pen.rounded(middle, 11, 43, 132.5, 51.5, 12)
    for x in (45, 52):
        pen.line(road, (x, -4), (x, 40))
    pen.line(middle, (48.5, -13), (48.5, 40))
    for y in (62, 69):
        pen.line(road, (146.5, y), (154, y))
    for y in (-4, -22):
        pen.line(road, (-45, y), (45, y) if y == -4 else (185, y))
    pen.line(road, (52, -4), (138, -4), (154, 12), (154, 62))
    pen.line(road, (154, 69), (154, 130))
    pen.line(road, (172, -4), (172, 130))
    pen.line(middle, (-45, -13), (185, -13))
    pen.line(middle, (163, -22), (163, 130))


def _label(pen: Pen, building: Building, layer: str) -> None:
    x, y = building.label
    for row, word in enumerate(building.words):
        height = 5.0 if row == 0 and not building.existing else 3.5
        pen.text(layer, word, x, y - row * pen.metres(5.4), paper=height, align="MIDDLE_CENTER")


def _avenue() -> list[Place]:
    south = [(x, -2.0) for x in range(-40, 40, 8)] + [(x, -2.0) for x in range(58, 136, 8)]
    east = [(156.5, y) for y in range(18, 58, 8)] + [(156.5, y) for y in range(76, 124, 8)]
    inner = [(x, 50.2) for x in range(20, 110, 9)] + [(x, 98.8) for x in range(14, 140, 9)]
    garden = [(10.0, 14.0), (17.0, 11.0), (38.0, 12.5), (42.0, 20.0), (130.5, 35.0), (146.0, 36.0), (120.0, 60.0)]
    return [(float(x), float(y)) for x, y in south + east + inner + garden]
