"""The site of 滨湖花园二期: its lines, buildings, roads and trees, drawn bright or as a grey base map.

Vocabulary
----------
estate     everything whose place the four site sheets share, in metres from the site's south-west corner
bright     on the layers of its meaning; a base map (底图) is grey and means nothing to anyone but the eye

The deliberate mistakes of the site stand here as sizes: the gap between 1# and 2# is 12.2 m where 13 m is
asked for (GB 50016, 5.2.2); the climbing ground of 1# is 9.4 m deep where 10 m is asked for (7.2.2); the
podium of 3# stands 0.6 m over the building control line; the stalls beside it stand 4.7 m from it where 6 m are asked
for (GB 50067, 4.2.1); and the towers take the sun of the house north of them (GB 50180, 4.0.9).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point, Polygon

from samples.frames import Title, drawing_name, framed
from samples.symbols import north_arrow, tree

if TYPE_CHECKING:
    from samples.pen import Board, Pen, Place

CASE = "滨湖花园二期总图"

QUARTER = math.tan(math.pi / 8)
"""bulge of a quarter circle"""

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
    Building(tower(20, 72.5), ("1#", "住宅", "18F", "H=53.8m"), (37, 83.1), name="1#"),
    Building(tower(68.2, 72.5), ("2#", "住宅", "18F", "H=53.8m"), (85.2, 83.1), name="2#"),
    Building(rectangle(62, 7.4, 64, 26), ("裙房", "2F", "H=9.6m"), (117.5, 24.5), name="裙房"),
    Building(rectangle(70, 12, 39, 17.4), ("3#", "办公楼", "6F", "H=23.6m"), (89.5, 24), name="3#"),
    Building(rectangle(115, 65.5, 21, 19.5), ("5#", "配套商业", "3F", "H=11.4m"), (125.5, 79), name="5#"),
    Building(rectangle(18, 24.5, 14, 11.5), ("6#", "配电房", "1F", "H=4.8m"), (25, 34.2), name="6#"),
    Building(rectangle(47, 113, 31, 12), ("现状住宅", "6F", "H=18.2m"), (62.5, 121), existing=True),
    Building(rectangle(112, 113, 34, 12), ("现状商业", "3F", "H=12.6m"), (129, 121), existing=True),
    Building(rectangle(-32, 30, 18, 36), ("现状办公", "5F", "H=19.5m"), (-23, 50), existing=True),
)

CLIMBING = (
    (rectangle(20, 57.6, 36, 9.4), "1#消防登高操作场地 36.0×9.4"),
    (rectangle(68.2, 56.5, 36, 10.5), "2#消防登高操作场地 36.0×10.5"),
)

BASEMENT = rectangle(18, 38.4, 97.2, 48.6)

CONCENTRATED = rectangle(1.5, 1.5, 42, 21)
"""集中绿地"""

GREENS: Sequence[Sequence[Place]] = (
    CONCENTRATED,
    rectangle(1.5, 24, 2.3, 73),
    rectangle(5.5, 24, 11.5, 25),
    rectangle(17, 37.2, 16, 11.8),
    rectangle(33, 24, 10.5, 25),
    rectangle(53.5, 34.6, 72.5, 14.4),
    rectangle(53.5, 30.2, 7.4, 4.4),
    rectangle(53.5, 1.5, 7.4, 6.5),
    rectangle(62, 1.5, 24, 4.8),
    rectangle(98, 1.5, 28, 4.8),
    ((127.2, 1.5), (138.5, 1.5), (148.5, 11.5), (148.5, 49), (127.2, 49)),
    rectangle(57.2, 59.2, 9.8, 28.4),
    rectangle(105.4, 59.2, 8.4, 28.4),
    rectangle(115, 59.2, 21, 5.2),
    rectangle(20, 67.8, 36, 3.6),
    rectangle(68.2, 67.8, 36, 3.6),
    rectangle(22, 89.4, 92, 2.6),
)

LOT: Sequence[tuple[float, bool]] = (
    *tuple((9.0 + 2.5 * place, False) for place in range(5)),
    (22.7, True),
    (26.4, True),
)
"""lower ends of the stalls beside the drive, 2.5 m wide; the last two are accessible, each with a passage of 1.2 m"""

STALL_EAST, STALL_DEEP = 57.3, 5.3
"""where the stalls end, 4.7 m from the podium, and how deep they are"""

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
        if not any(Polygon(building.outline).dwithin(Point(x, y), 2.0) for building in buildings):
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
    pen.rounded(road, 5, 52.6, 142.5, 45.9, 17)
    pen.rounded(road, 11, 58.6, 130.5, 33.9, 11)
    pen.rounded(middle, 8, 55.6, 136.5, 39.9, 14)
    for x in (45, 52):
        pen.line(road, (x, -4), (x, 52.6))
    pen.line(middle, (48.5, -13), (48.5, 52.6))
    for y in (62, 69):
        pen.line(road, (147.5, y), (154, y))
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
    inner = [(x, 40.0) for x in (57, 66, 75, 84, 105, 118)] + [(2.7, y) for y in range(28, 96, 9)]
    garden = [(10.0, 9.0), (17.0, 6.0), (38.0, 7.5), (41.0, 18.0), (6.0, 18.0), (131.0, 38.0), (145.5, 35.5)]
    court = [(62.1, 61.0), (62.1, 84.0), (109.6, 61.0), (109.6, 84.0), (146.0, 16.0), (131.0, 5.0), (38.0, 38.0)]
    return [(float(x), float(y)) for x, y in south + east + inner + garden + court]
