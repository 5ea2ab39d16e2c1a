"""Blocks every drawing uses: north arrow, axis bubble, level mark, trees, cars, beds, washbasins.

Blocks named in paper millimetres are scaled by the pen when inserted; the others are drawn at true size.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ezdxf.layouts.blocklayout import BlockLayout

    from samples.pen import Board, Pen


def north_arrow(pen: Pen, layer: str, x: float, y: float) -> None:
    """A north arrow of 24 mm with a tail of 3 mm (GB/T 50001, 7.4.3)."""
    block = pen.board.block("指北针")
    if block is not None:
        block.add_circle((0, 0), 12, dxfattribs={"layer": "0"})
        block.add_solid([(0, 12), (0, 12), (-1.5, -11.9), (1.5, -11.9)], dxfattribs={"layer": "0"})
        block.add_text("北", height=5, dxfattribs={"layer": "0", "style": "HZ", "insert": (-2, 14)})
    size = pen.board.paper(1.0, pen.scale)
    pen.insert("指北针", layer, x, y, size=(size, size))


def bubble(pen: Pen, layer: str, label: str, x: float, y: float) -> None:
    """An axis bubble of 8 mm, its label an attribute."""
    block = pen.board.block("_AXISO")
    if block is not None:
        block.add_circle((0, 0), 4, dxfattribs={"layer": "0"})
        block.add_attdef(
            "A",
            (-1.6, -1.9),
            dxfattribs={"layer": "0", "style": "HZ", "height": 4.0, "width": 0.7, "prompt": "轴号"},
        )
    size = pen.board.paper(1.0, pen.scale)
    reference = pen.insert("_AXISO", layer, x, y, size=(size, size), values={"A": label})
    if len(label) > 1:
        for attribute in reference.attribs:
            attribute.dxf.insert = pen.at(x - pen.metres(2.9), y - pen.metres(1.9))


def level(pen: Pen, layer: str, value: str, x: float, y: float) -> None:
    """A level mark: a triangle of 3 mm on the point, its number an attribute."""
    block = pen.board.block("_LEVEL")
    if block is not None:
        block.add_lwpolyline([(15, 3), (-3, 3), (0, 0), (3, 3)], dxfattribs={"layer": "0"})
        block.add_attdef("EL", (2, 3.8), dxfattribs={"layer": "0", "style": "HZ", "height": 3.0, "width": 0.75})
    size = pen.board.paper(1.0, pen.scale)
    pen.insert("_LEVEL", layer, x, y, size=(size, size), values={"EL": value})


def _true(board: Board, name: str) -> tuple[BlockLayout | None, float]:
    return board.block(name), board.unit


def tree(pen: Pen, layer: str, x: float, y: float, *, crown: float = 3.0) -> None:
    """A tree in plan."""
    block, unit = _true(pen.board, "乔木")
    if block is not None:
        block.add_circle((0, 0), 0.5 * unit, dxfattribs={"layer": "0"})
        for step in range(8):
            angle = step * math.pi / 4
            reach = (0.5 if step % 2 else 0.36) * unit
            block.add_line((0, 0), (reach * math.cos(angle), reach * math.sin(angle)), dxfattribs={"layer": "0"})
    pen.insert("乔木", layer, x, y, size=(crown, crown), rotation=(x * 7 + y * 3) % 45)


def car(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A car of 4.7 m by 1.8 m in plan, its middle at the place, its nose upwards."""
    block, unit = _true(pen.board, "小汽车")
    if block is not None:
        on = {"layer": "0"}
        w, h = 0.9 * unit, 2.35 * unit
        r = 0.35 * unit
        bulge = math.tan(math.pi / 8)
        body = [
            (-w + r, -h, 0),
            (w - r, -h, bulge),
            (w, -h + r, 0),
            (w, h - r, bulge),
            (w - r, h, 0),
            (-w + r, h, bulge),
            (-w, h - r, 0),
            (-w, -h + r, bulge),
        ]
        block.add_lwpolyline(body, format="xyb", close=True, dxfattribs=on)
        for low, high in ((-0.75, -0.45), (0.25, 0.55)):
            block.add_lwpolyline(
                [(-0.8 * w, low * h), (0.8 * w, low * h), (0.62 * w, high * h), (-0.62 * w, high * h)],
                close=True,
                dxfattribs=on,
            )
    pen.insert("小汽车", layer, x, y, rotation=rotation)


def bed(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A double bed of 1.8 m by 2.1 m, its head's middle at the place, its foot downwards."""
    block, unit = _true(pen.board, "双人床")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-0.9, -2.1, 1.8, 2.1, unit), close=True, dxfattribs=on)
        block.add_lwpolyline(_box(-0.8, -0.5, 0.7, 0.4, unit), close=True, dxfattribs=on)
        block.add_lwpolyline(_box(0.1, -0.5, 0.7, 0.4, unit), close=True, dxfattribs=on)
        block.add_line((-0.9 * unit, -0.7 * unit), (0.9 * unit, -0.7 * unit), dxfattribs=on)
        for side in (-1.35, 0.9):
            block.add_lwpolyline(_box(side, -0.45, 0.45, 0.45, unit), close=True, dxfattribs=on)
    pen.insert("双人床", layer, x, y, rotation=rotation)


def sofa(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A sofa of 2.2 m by 0.9 m, its back's middle at the place, facing upwards."""
    block, unit = _true(pen.board, "三人沙发")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-1.1, 0, 2.2, 0.9, unit), close=True, dxfattribs=on)
        for left in (-0.9, -0.3, 0.3):
            block.add_lwpolyline(_box(left, 0.2, 0.6, 0.7, unit), close=True, dxfattribs=on)
        block.add_lwpolyline(_box(-0.6, 1.3, 1.2, 0.6, unit), close=True, dxfattribs=on)
    pen.insert("三人沙发", layer, x, y, rotation=rotation)


def table(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A dining table for four, its middle at the place."""
    block, unit = _true(pen.board, "餐桌")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-0.65, -0.4, 1.3, 0.8, unit), close=True, dxfattribs=on)
        for left in (-0.55, 0.1):
            for low in (-0.85, 0.45):
                block.add_lwpolyline(_box(left, low, 0.45, 0.4, unit), close=True, dxfattribs=on)
    pen.insert("餐桌", layer, x, y, rotation=rotation)


def desk(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """An office desk of 1.4 m by 0.7 m with its chair above, its middle at the place."""
    block, unit = _true(pen.board, "办公桌")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-0.7, -0.35, 1.4, 0.7, unit), close=True, dxfattribs=on)
        block.add_circle((0, 0.65 * unit), 0.25 * unit, dxfattribs=on)
        block.add_lwpolyline(_box(-0.25, -0.2, 0.5, 0.15, unit), close=True, dxfattribs=on)
    pen.insert("办公桌", layer, x, y, rotation=rotation)


def toilet(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A toilet, its back's middle at the place, facing downwards."""
    block, unit = _true(pen.board, "坐便器")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-0.22, -0.2, 0.44, 0.2, unit), close=True, dxfattribs=on)
        block.add_ellipse((0, -0.42 * unit), (0, 0.26 * unit), 0.7, dxfattribs=on)
    pen.insert("坐便器", layer, x, y, rotation=rotation)


def basin(pen: Pen, layer: str, x: float, y: float, *, rotation: float = 0.0) -> None:
    """A washbasin, its back's middle at the place, facing downwards."""
    block, unit = _true(pen.board, "洗脸盆")
    if block is not None:
        on = {"layer": "0"}
        block.add_lwpolyline(_box(-0.4, -0.5, 0.8, 0.5, unit), close=True, dxfattribs=on)
        block.add_ellipse((0, -0.27 * unit), (0.26 * unit, 0), 0.7, dxfattribs=on)
    pen.insert("洗脸盆", layer, x, y, rotation=rotation)


def _box(x: float, y: float, width: float, height: float, unit: float) -> list[tuple[float, float]]:
    left, low, right, top = x * unit, y * unit, (x + width) * unit, (y + height) * unit
    return [(left, low), (right, low), (right, top), (left, top)]
