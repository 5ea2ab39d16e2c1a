"""Turn the vector paths and pictures of a PDF page into strokes.

Vocabulary
----------
path      one painting operation: a row of lines, curves, rectangles and quads, stroked, filled or both
chain     pieces of a path that follow each other end to end; a closed chain is an outline
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import omissions
from checkers.drawing.foreign import Page
from checkers.drawing.model import Kind, Omission
from checkers.drawing.space import KIND_NUMBER, LINE, RING, Strokes

MM = 25.4 / 72
SAG = 0.01 / MM
"""points a flattened curve may stray: 0.01 mm on paper"""
MOST_PIECES = 4_000_000
_NEAR = 1e-3
_MOST_STEPS = 64
Point = tuple[float, float]


def draw(
    page: Page, strokes: Strokes, layers: dict[str, int], height: float, *, prefix: str, lost: omissions.Omissions
) -> None:
    """Add a page's paths and pictures, in metres of paper with y up; ``layers`` grows with the names met."""
    pen = _Pen(strokes, layers, height, prefix)
    for path in page.get_cdrawings():
        if pen.pieces > MOST_PIECES:
            lost.add(Omission.OTHER, "PATH", omissions.TOO_MANY)
            continue
        pen.path(path)
    for picture in page.get_image_info():
        pen.picture(picture["bbox"])
    pen.finish(tuple(page.rotation_matrix))


class _Pen:
    """Gathers strokes in lists and hands them over as arrays."""

    def __init__(self, strokes: Strokes, layers: dict[str, int], height: float, prefix: str) -> None:
        self.strokes = strokes
        self.layers = layers
        self.height = height
        self.prefix = prefix
        self.pieces = 0
        self._points: list[Point] = []
        self._rows: list[tuple[int, int, int, int, int]] = []
        """size, shape, kind, layer, colour"""
        self._handles: list[tuple[str, int]] = []

    def path(self, path: dict[str, Any]) -> None:
        """One painted path."""
        layer = self.layers.setdefault(path.get("layer") or "", len(self.layers))
        filled = "f" in path.get("type", "")
        stroked = "s" in path.get("type", "")
        colour = _rgb(path.get("color") if stroked else path.get("fill"))
        handle = f"{self.prefix}{path.get('seqno', 0)}"
        fills = filled and not stroked
        chain: list[Point] = []
        curved = False
        for item in path["items"]:
            self.pieces += 1
            kind = item[0]
            if kind in {"re", "qu"}:
                self._chain(chain, layer, colour, handle, fills=fills, curved=curved, close=False)
                chain, curved = [], False
                self._add(_corners(item), Kind.HATCH if fills else Kind.POLYLINE, layer, colour, handle, RING)
                continue
            start, end = item[1], item[-1]
            if chain and not _same(chain[-1], start):
                self._chain(chain, layer, colour, handle, fills=fills, curved=curved, close=fills)
                chain, curved = [], False
            if not chain:
                chain.append(start)
            if kind == "c":
                chain.extend(_curve(item[1], item[2], item[3], item[4]))
                curved = True
            else:
                chain.append(end)
        self._chain(
            chain, layer, colour, handle, fills=fills, curved=curved, close=fills or bool(path.get("closePath"))
        )

    def _chain(
        self, chain: list[Point], layer: int, colour: int, handle: str, *, fills: bool, curved: bool, close: bool
    ) -> None:
        if len(chain) < 2:  # noqa: PLR2004 (a line needs two points)
            return
        closed = _same(chain[0], chain[-1])
        if closed:
            chain[-1] = chain[0]
        elif close and len(chain) > 2:  # noqa: PLR2004 (an outline needs three)
            chain.append(chain[0])
            closed = True
        whole = closed and len(chain) >= 4  # noqa: PLR2004 (a ring's least)
        if fills and whole:
            kind = Kind.HATCH
        elif curved:
            kind = Kind.CURVE
        else:
            kind = Kind.LINE if len(chain) == 2 else Kind.POLYLINE  # noqa: PLR2004 (a line's two ends)
        self._add(chain, kind, layer, colour, handle, RING if whole else LINE)

    def picture(self, box: tuple[float, float, float, float]) -> None:
        """The outline of a placed picture."""
        self._add(_box(*box), Kind.IMAGE, 0, 0, f"{self.prefix}image", RING)

    def _add(self, points: list[Point], kind: Kind, layer: int, colour: int, handle: str, shape: int) -> None:
        self._points.extend(points)
        self._rows.append((len(points), shape, KIND_NUMBER[kind], layer, colour))
        self._handles.append((handle, 1))

    def finish(self, turn: tuple[float, ...]) -> None:
        """Hand everything over, turned as the page is and into metres of paper."""
        if not self._rows:
            return
        rows = np.array(self._rows, dtype=np.int64)
        flat = np.array(self._points, dtype=np.float64)
        flat = flat @ np.array(turn[:4]).reshape(2, 2) + np.array(turn[4:])
        points: NDArray[np.float64] = np.column_stack(
            (flat[:, 0] * MM / 1000, (self.height - flat[:, 1] * MM) / 1000, np.zeros(len(flat)))
        )
        made = self.strokes
        made.points.append(points)
        made.sizes.append(rows[:, 0])
        made.shape.append(rows[:, 1].astype(np.uint8))
        made.kind.append(rows[:, 2].astype(np.uint8))
        made.layer.append(rows[:, 3].astype(np.int32))
        made.colour.append(rows[:, 4])
        made.visible.append(np.ones(len(rows), dtype=np.bool_))
        made.handles.extend(self._handles)
        made.blocks.append(("", len(rows)))
        made.count += len(rows)


def _same(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR


def _corners(item: Page) -> list[Point]:
    if item[0] == "re":
        return _box(*item[1])
    upper_left, upper_right, lower_left, lower_right = item[1]
    return [upper_left, upper_right, lower_right, lower_left, upper_left]


def _box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]


def _curve(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    """A cubic as points after its first one, within SAG of it."""
    bend = max(
        math.hypot(p0[0] - 2 * p1[0] + p2[0], p0[1] - 2 * p1[1] + p2[1]),
        math.hypot(p1[0] - 2 * p2[0] + p3[0], p1[1] - 2 * p2[1] + p3[1]),
    )
    if not math.isfinite(bend):
        return [p3]
    steps = min(_MOST_STEPS, max(1, math.ceil(math.sqrt(0.75 * bend / SAG))))
    points: list[Point] = []
    for step in range(1, steps):
        t = step / steps
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        points.append((a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]))
    points.append(p3)
    return points


def _rgb(colour: Page) -> int:
    if not colour:
        return 0
    red, green, blue = (max(0, min(255, round(float(part) * 255))) for part in colour[:3])
    return int(red << 16 | green << 8 | blue)
