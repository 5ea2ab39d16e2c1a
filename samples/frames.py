"""Frames and title blocks after GB/T 50001: paper edge, frame line, title block, 会签栏.

Vocabulary
----------
paper edge    the sheet's outer rectangle (幅面线); the frame line stands 25 mm inside it on the left, 10 mm elsewhere
title block   here a strip of 60 mm along the right edge, as design institutes print it
cell          a label and the value it asks for
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samples.pen import Board, Pen

SIZES = {
    "A0": (1189.0, 841.0),
    "A1": (841.0, 594.0),
    "A2": (594.0, 420.0),
    "620x440": (620.0, 440.0),
    "843x596": (843.0, 596.0),
    "600x430": (600.0, 430.0),
    "860x610": (860.0, 610.0),
}
"""paper sizes lying, millimetres; those named by their sides are no standard sizes and stand where that is judged"""

BINDING, MARGIN, STRIP = 25.0, 10.0, 60.0

PROJECT = {
    "设计单位": "常州市龙城建筑设计院有限公司",
    "建设单位": "常州滨湖置业有限公司",
    "工程名称": "滨湖花园二期（春江里）",
    "阶段": "施工图",
    "日期": "2025.05",
    "版次": "A",
    "设计号": "2025-016",
    "项目负责": "周明远",
    "专业负责": "许文清",
    "审定": "陆建平",
    "审核": "沈国栋",
    "校对": "蒋晓燕",
    "设计": "吴思远",
    "制图": "唐雨晴",
}

ROWS = (
    ("图号", 10.0),
    ("图名", 14.0),
    ("项目名称", 14.0),
    ("工程名称", 14.0),
    ("建设单位", 10.0),
    ("比例", 8.0),
    ("日期", 8.0),
    ("版次", 8.0),
    ("专业", 8.0),
    ("阶段", 8.0),
    ("设计号", 8.0),
    ("制图", 8.0),
    ("设计", 8.0),
    ("校对", 8.0),
    ("审核", 8.0),
    ("审定", 8.0),
    ("专业负责", 8.0),
    ("项目负责", 8.0),
    ("设计单位", 16.0),
)
"""label and height of each row, from the bottom up"""

COUNTERSIGNING = ("建筑", "结构", "给排水", "电气", "暖通", "智能化")


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the strip, in paper millimetres."""

    label: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Title:
    """What one title block says beyond the project's own values."""

    number: str
    name: str
    discipline: str
    scale: float
    project: str
    size: str = "A1"
    changes: Mapping[str, str] | None = None
    """values that differ from the project's, such as an empty 审定"""

    def values(self) -> dict[str, str]:
        """Every cell's value by its label."""
        own = {
            "图号": self.number,
            "图名": self.name,
            "专业": self.discipline,
            "比例": f"1:{self.scale:g}" if self.scale else "示意",
            "项目名称": self.project,
        }
        return {**PROJECT, **own, **(self.changes or {})}


def cells(width: float) -> Iterator[Cell]:
    """The rows of the strip on a paper of this width."""
    y = MARGIN
    for label, height in ROWS:
        yield Cell(label, width - MARGIN - STRIP, y, height)
        y += height


def rulings(width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines of the title block and the 会签栏: x1, y1, x2, y2 in paper millimetres."""
    left, right, top = width - MARGIN - STRIP, width - MARGIN, height - MARGIN
    yield left, MARGIN, left, top
    last = MARGIN
    for cell in cells(width):
        last = cell.y + cell.height
        yield left, last, right, last
    yield left + 18, MARGIN, left + 18, last
    for row in range(len(COUNTERSIGNING) + 1):
        yield left, top - 10 - 8 * row, right, top - 10 - 8 * row
    for x in (left + 18, left + 42):
        yield x, top - 10, x, top - 10 - 8 * len(COUNTERSIGNING)
    yield left, top - 130, right, top - 130


def captions(width: float, height: float) -> Iterator[tuple[str, float, float, float]]:
    """Fixed words: text, x, y of the baseline and height, paper millimetres."""
    left, top = width - MARGIN - STRIP, height - MARGIN
    for cell in cells(width):
        yield cell.label, left + 1.5, cell.y + cell.height / 2 - 1.5, 3.0
    yield "会签栏", left + 22, top - 7, 3.5
    for row, who in enumerate(COUNTERSIGNING):
        yield who, left + 1.5, top - 10 - 8 * row - 5.5, 3.0
    yield "出图专用章 / 注册章", left + 12, top - 66, 3.0


def value_height(label: str) -> float:
    """Height of the letters of a value, paper millimetres."""
    return 5.0 if label in {"图号", "图名"} else 3.5 if label not in {"设计单位", "建设单位"} else 3.0


def breadth(content: str) -> float:
    """How wide a text is against the height of its letters."""
    return sum(1.12 if ord(letter) > 255 else 0.62 for letter in content)


def fitting(value: str, height: float) -> float:
    """The height that lets a value fit its cell of 40 mm."""
    wide = breadth(value)
    return round(min(height, 39.0 / wide), 2) if wide else height


def frame_block(board: Board, size: str, layer: str, off: tuple[float, float] = (BINDING, MARGIN)) -> str:
    """The name of the frame block of this paper size (``TK-A1``), in paper millimetres, made on first asking.

    ``off`` is how far its frame line stands off the edge where sheets are bound, and elsewhere.
    """
    name = f"TK-{size}" if off == (BINDING, MARGIN) else f"TK-{size}-{off[0]:g}-{off[1]:g}"
    block = board.block(name)
    if block is None:
        return name
    width, height = SIZES[size]
    on = {"layer": layer}
    block.add_lwpolyline([(0, 0), (width, 0), (width, height), (0, height)], close=True, dxfattribs=on)
    binding, rest = off
    inner = [(binding, rest), (width - rest, rest), (width - rest, height - rest), (binding, height - rest)]
    block.add_lwpolyline(inner, close=True, dxfattribs={**on, "const_width": 1.0})
    for x1, y1, x2, y2 in rulings(width, height):
        block.add_line((x1, y1), (x2, y2), dxfattribs=on)
    for content, x, y, letters in captions(width, height):
        block.add_text(content, height=letters, dxfattribs={**on, "style": "HZ", "width": 0.75, "insert": (x, y)})
    for cell in cells(width):
        letters = value_height(cell.label)
        block.add_attdef(
            cell.label,
            (cell.x + 19.5, cell.y + cell.height / 2 - letters / 2),
            dxfattribs={**on, "style": "HZ", "height": letters, "width": 0.75, "prompt": cell.label},
        )
    return name


def framed(pen: Pen, title: Title, layer: str, off: tuple[float, float] = (BINDING, MARGIN)) -> None:
    """A frame block with its attributes, its lower left corner at the pen's origin."""
    name = frame_block(pen.board, title.size, layer, off)
    size = pen.board.paper(1.0, pen.scale)
    reference = pen.insert(name, layer, 0, 0, size=(size, size), values=title.values())
    for attribute in reference.attribs:
        usual = attribute.dxf.height / size
        attribute.dxf.height = round(fitting(attribute.dxf.text, usual) * size, 3)


def framed_by_hand(pen: Pen, title: Title, layer: str, off: tuple[float, float] = (BINDING, MARGIN)) -> None:
    """The same frame out of plain lines and texts, as files look after a designer exploded everything."""
    width, height = SIZES[title.size]

    def place(x: float, y: float) -> tuple[float, float]:
        return pen.metres(x), pen.metres(y)

    pen.outline(layer, [place(0, 0), place(width, 0), place(width, height), place(0, height)])
    binding, rest = off
    inner = [
        place(binding, rest),
        place(width - rest, rest),
        place(width - rest, height - rest),
        place(binding, height - rest),
    ]
    pen.outline(layer, inner, width=1.0)
    for x1, y1, x2, y2 in rulings(width, height):
        pen.line(layer, place(x1, y1), place(x2, y2))
    for content, x, y, letters in captions(width, height):
        pen.text(layer, content, *place(x, y), paper=letters)
    values = title.values()
    for cell in cells(width):
        value = values[cell.label]
        if value:
            letters = fitting(value, value_height(cell.label))
            pen.text(layer, value, *place(cell.x + 19.5, cell.y + cell.height / 2 - 1.5), paper=letters)


def drawing_name(pen: Pen, layer: str, name: str, x: float, y: float, *, scale: str | None = None) -> None:
    """The drawing's name under it, with its thick and thin line and its scale."""
    pen.text(layer, name, x, y, paper=7.0, align="BOTTOM_CENTER")
    half = pen.metres(breadth(name) * 3.5 + 2)
    pen.line(layer, (x - half, y - pen.metres(1.5)), (x + half, y - pen.metres(1.5)), width=0.7)
    pen.line(layer, (x - half, y - pen.metres(2.7)), (x + half, y - pen.metres(2.7)))
    label = f"1:{pen.scale:g}" if scale is None else scale
    pen.text(layer, label, x + half + pen.metres(3), y, paper=5.0, align="BOTTOM_LEFT")
