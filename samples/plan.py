"""A floor plan: axes with their bubbles and dimensions, walls with doors and windows cut out, rooms, stairs.

Vocabulary
----------
plan      the walls of one floor, gathered first and drawn when the last opening is known
opening   a door or window; its code says its size (M0921 is 0.9 m wide and 2.1 m high)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon, box

if TYPE_CHECKING:
    from samples.habits import Habit
    from samples.pen import Pen

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
"""axis letters: I, O and Z are not used (GB/T 50001, 8.0.4)"""

DOUBLE_LEAF = 1.2
"""metres; doors at least this wide have two leaves"""


def width_of(code: str) -> float:
    """The width in metres that a door or window code states: the first two of its last four digits."""
    found = re.findall(r"(\d\d)\d\d(?!\d)", code)
    return int(found[0]) / 10


@dataclass(slots=True)
class Plan:
    """The walls and openings of one floor, drawn with one pen in one office's habit."""

    pen: Pen
    habit: Habit
    pieces: list[Polygon] = field(default_factory=list)
    holes: list[Polygon] = field(default_factory=list)

    def wall(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.2) -> None:
        """A wall along its centre line, square ends half a thickness beyond them."""
        half = thick / 2
        self.pieces.append(box(min(x1, x2) - half, min(y1, y2) - half, max(x1, x2) + half, max(y1, y2) + half))

    def ring(self, x: float, y: float, width: float, height: float, thick: float = 0.2) -> None:
        """Four walls whose outer faces are this rectangle."""
        half = thick / 2
        left, low, right, top = x + half, y + half, x + width - half, y + height - half
        for x1, y1, x2, y2 in ((left, low, right, low), (left, top, right, top)):
            self.wall(x1, y1, x2, y2, thick)
        for x1, y1, x2, y2 in ((left, low, left, top), (right, low, right, top)):
            self.wall(x1, y1, x2, y2, thick)

    def hole(self, x: float, y: float, wide: float, *, upright: bool, thick: float = 0.5) -> None:
        """An opening in the wall, from a place on its centre line to the right (or upwards)."""
        half = thick / 2
        self.holes.append(box(x - half, y, x + half, y + wide) if upright else box(x, y - half, x + wide, y + half))

    def door(
        self,
        code: str,
        x: float,
        y: float,
        *,
        upright: bool = False,
        swing: int = 1,
        hinge: int = 0,
        says: bool = True,
        layer: str = "",
        code_layer: str = "",
    ) -> None:
        """A door with its swing: +1 opens upwards (or to the right), hinged at its start (0) or end (1)."""
        wide = width_of(code)
        self.hole(x, y, wide, upright=upright)
        self._door_block(code, wide)
        at = (x, y + wide * hinge) if upright else (x + wide * hinge, y)
        lean = (-1 if hinge else 1, (-swing if upright else swing))
        if upright:
            self.pen.insert(code, layer or self.habit.opening, *at, size=lean, rotation=90)
        else:
            self.pen.insert(code, layer or self.habit.opening, *at, size=lean)
        if says:
            self._code(code, x, y, wide, upright=upright, side=-swing, layer=code_layer)

    def window(self, code: str, x: float, y: float, *, upright: bool = False, thick: float = 0.2) -> None:
        """A window in a wall of this thickness, its start on the wall's centre line."""
        wide = width_of(code)
        self.hole(x, y, wide, upright=upright, thick=thick + 0.1)
        name = f"{code}_{round(thick * 1000)}"
        block = self.pen.board.block(name)
        if block is not None:
            unit = self.pen.board.unit
            for share in (-0.5, -0.17, 0.17, 0.5):
                y0 = share * thick * unit
                block.add_line((0, y0), (wide * unit, y0), dxfattribs={"layer": "0"})
            for x0 in (0.0, wide * unit):
                block.add_line((x0, -thick / 2 * unit), (x0, thick / 2 * unit), dxfattribs={"layer": "0"})
        self.pen.insert(name, self.habit.opening, x, y, rotation=90 if upright else 0)
        self._code(code, x, y, wide, upright=upright, side=-1 if not upright else 1, layer="")

    def finish(self) -> None:
        """Draw the walls, the openings cut out of them, as the lines designers leave."""
        standing = shapely.union_all(self.pieces).difference(shapely.union_all(self.holes))
        for part in sorted(shapely.get_parts(standing), key=lambda piece: piece.bounds):
            for ring in (part.exterior, *part.interiors):
                places = [(round(x, 4), round(y, 4)) for x, y in ring.simplify(0).coords]
                for start, end in pairwise(places):
                    if start != end:
                        self.pen.line(self.habit.wall, start, end)

    def room(
        self, name: str, x: float, y: float, width: float, height: float, *, paper: float = 3.5, at: float = 0.5
    ) -> None:
        """A room's closed line at its wall faces, with its name and area inside, ``at`` this share of its width."""
        self.pen.rectangle(self.habit.space, x, y, width, height)
        middle = x + width * at, y + height / 2
        self.pen.text(self.habit.text, name, *middle, paper=paper, align="BOTTOM_CENTER")
        if width * height > 4:
            area = f"{width * height:.2f}m²"
            self.pen.text(
                self.habit.text, area, middle[0], middle[1] - self.pen.metres(0.8), paper=2.5, align="TOP_CENTER"
            )

    def stair(self, x: float, y: float, width: float, height: float, *, treads: int = 9, going: float = 0.26) -> None:
        """A stair of two flights running up the page within these clear sizes, its treads this deep."""
        pen, layer = self.pen, self.habit.stair
        low = y + (height - treads * going) / 2
        for step in range(treads + 1):
            pen.line(layer, (x, low + step * going), (x + width, low + step * going))
        middle = x + width / 2
        for gap in (-0.06, 0.06):
            pen.line(layer, (middle + gap, low - 0.1), (middle + gap, low + treads * going + 0.1))
        pen.line(layer, (x + width * 0.75, low - 0.5), (x + width * 0.75, low + treads * going * 0.6))
        pen.text(layer, "上", x + width * 0.75, low - 0.55, paper=2.5, align="TOP_CENTER")
        pen.line(layer, (x + width * 0.25, low - 0.5), (x + width * 0.25, low + treads * going + 0.6))
        pen.text(layer, "下", x + width * 0.25, low - 0.55, paper=2.5, align="TOP_CENTER")

    def lift(self, x: float, y: float, width: float, height: float) -> None:
        """A lift shaft with its car and cross."""
        self.pen.rectangle(self.habit.stair, x + 0.2, y + 0.3, width - 0.4, height - 0.6)
        self.pen.line(self.habit.stair, (x + 0.2, y + 0.3), (x + width - 0.2, y + height - 0.3))
        self.pen.line(self.habit.stair, (x + 0.2, y + height - 0.3), (x + width - 0.2, y + 0.3))

    def column(self, x: float, y: float, wide: float = 0.6, deep: float = 0.6) -> None:
        """A concrete column round its middle, filled."""
        left, low = x - wide / 2, y - deep / 2
        self.pen.rectangle(self.habit.column, left, low, wide, deep)
        corners = [(left, low), (left + wide, low), (left + wide, low + deep), (left, low + deep)]
        self.pen.fill(self.habit.column_fill, corners)

    def _door_block(self, code: str, wide: float) -> None:
        block = self.pen.board.block(code)
        if block is None:
            return
        unit, on = self.pen.board.unit, {"layer": "0"}
        leaves = ((0.0, wide / 2, 1), (wide, wide / 2, -1)) if wide >= DOUBLE_LEAF else ((0.0, wide, 1),)
        for at, leaf, turn in leaves:
            x, long, thin = at * unit, leaf * unit, 0.04 * unit * turn
            block.add_lwpolyline([(x, 0), (x + thin, 0), (x + thin, long), (x, long)], close=True, dxfattribs=on)
            start, end = (0, 90) if turn > 0 else (90, 180)
            block.add_arc((x, 0), long, start, end, dxfattribs=on)

    def _code(self, code: str, x: float, y: float, wide: float, *, upright: bool, side: int, layer: str) -> None:
        pen, on, away = self.pen, layer or self.habit.code, self.pen.metres(1.4)
        if upright:
            at = (x + side * (0.1 + away), y + wide / 2)
            align = "BOTTOM_CENTER" if side < 0 else "TOP_CENTER"
            pen.text(on, code, *at, paper=pen.letters(code), align=align, rotation=90)
        else:
            at = (x + wide / 2, y + side * (0.1 + away))
            pen.text(on, code, *at, paper=pen.letters(code), align="BOTTOM_CENTER" if side > 0 else "TOP_CENTER")


def grid(pen: Pen, habit: Habit, xs: Sequence[float], ys: Sequence[float], *, reach: float = 0.0) -> None:
    """Axes through these places with bubbles below and left, and two chains of dimensions.

    ``reach`` is how far the building stands beyond the outer axes, metres.
    """
    from samples.symbols import bubble

    low, left = ys[0] - reach - pen.metres(24), xs[0] - reach - pen.metres(24)
    top, right = ys[-1] + reach + pen.metres(6), xs[-1] + reach + pen.metres(6)
    for number, x in enumerate(xs, start=1):
        pen.line(habit.axis, (x, low), (x, top))
        bubble(pen, habit.bubble, str(number), x, low - pen.metres(4))
    for letter, y in zip(LETTERS, ys, strict=False):
        pen.line(habit.axis, (left, y), (right, y))
        bubble(pen, habit.bubble, letter, left - pen.metres(4), y)
    edge = ys[0] - reach
    pen.chain(habit.dimension, xs, edge - pen.metres(4), -pen.metres(7))
    pen.chain(habit.dimension, (xs[0], xs[-1]), edge - pen.metres(4), -pen.metres(15))
    side = xs[0] - reach
    pen.chain(habit.dimension, ys, side - pen.metres(4), pen.metres(7), angle=90)
    pen.chain(habit.dimension, (ys[0], ys[-1]), side - pen.metres(4), pen.metres(15), angle=90)
