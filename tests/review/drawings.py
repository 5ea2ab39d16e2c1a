"""Small drawings for tests of the review: made here, so that nothing depends on the sample set."""

from __future__ import annotations

from pathlib import Path

import ezdxf


def site_plan(path: Path, *, lines: int = 0, tank_gap: float = 8.0) -> Path:
    """A framed site plan at 1:500 in metres: a buried drinking tank and a septic tank ``tank_gap`` metres apart.

    ``lines`` adds that many short lines, so that reading takes a while.
    """
    document = ezdxf.new("R2010", units=6)
    space = document.modelspace()
    for name in ("TK", "用地红线", "给水-水池", "0-杂"):
        document.layers.add(name)
    width, height = 0.841 * 500, 0.594 * 500
    space.add_lwpolyline([(0, 0), (width, 0), (width, height), (0, height)], close=True, dxfattribs={"layer": "TK"})
    space.add_lwpolyline(
        [(12.5, 5), (width - 5, 5), (width - 5, height - 5), (12.5, height - 5)], close=True, dxfattribs={"layer": "TK"}
    )
    for row, (label, value) in enumerate([("图名", "总平面图"), ("图号", "水施-01"), ("比例", "1:500")]):
        space.add_text(label, height=1.75, dxfattribs={"layer": "TK"}).set_placement((width - 80, 10 + row * 5))
        space.add_text(value, height=1.75, dxfattribs={"layer": "TK"}).set_placement((width - 65, 10 + row * 5))
    _box(space, 100, 100, 110, 106, "埋地生活水池")
    _box(space, 110 + tank_gap, 100, 118 + tank_gap, 104, "化粪池")
    for index in range(lines):
        x, y = 20 + index % 300, 20 + (index // 300) * 0.5
        space.add_line((x, y), (x + 0.4, y + 0.3), dxfattribs={"layer": "0-杂"})
    document.saveas(path)
    return path


def _box(space: ezdxf.layouts.BaseLayout, x0: float, y0: float, x1: float, y1: float, words: str) -> None:
    space.add_lwpolyline([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], close=True, dxfattribs={"layer": "给水-水池"})
    space.add_text(words, height=1.0, dxfattribs={"layer": "给水-水池"}).set_placement((x0 + 1, y0 + 1))
