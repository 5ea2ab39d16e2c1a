"""Draw storeys as designers do, for tests of walls, openings and rooms: double lines, leaves with arcs, window lines.

Vocabulary
----------
plan    walls by their middle lines, with openings cut out of them; ``strokes`` are what a file would hold, in metres
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon

from checkers.features.plans import Plans
from tests.checkers.drawn import Stroke, plans, sheet, transformed

TURNED = [math.cos(0.5), -math.sin(0.5), math.sin(0.5), math.cos(0.5), 496_000.0, 3_507_000.0]
"""29° to the left, then far away"""
MIRRORED = [-1.0, 0.0, 0.0, 1.0, 40.0, 0.0]


@dataclass(slots=True)
class Plan:
    """One storey."""

    walls: list[Polygon] = field(default_factory=list)
    holes: list[Polygon] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[tuple[Any, ...]] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    title: str = "一层平面图"

    def wall(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.2) -> None:
        """A wall along its middle line, with square ends half a thickness beyond."""
        self.walls.append(LineString([(x1, y1), (x2, y2)]).buffer(thick / 2, cap_style="square"))

    def ring(self, x: float, y: float, width: float, height: float, thick: float = 0.2) -> None:
        """Walls around a room whose inner faces are this rectangle."""
        inner = shapely.box(x, y, x + width, y + height)
        self.walls.append(inner.buffer(thick, join_style="mitre").difference(inner))

    def hole(self, x: float, y: float, wide: float, *, upright: bool = False, deep: float = 0.5) -> None:
        """An opening from a place on the wall's middle line to the right, or upwards."""
        end = (x, y + wide) if upright else (x + wide, y)
        self.holes.append(LineString([(x, y), end]).buffer(deep / 2, cap_style="flat"))

    def door(
        self, x: float, y: float, wide: float, *, upright: bool = False, up: bool = True, cut: bool = True
    ) -> None:
        """One leaf hinged at the start; it opens upwards, or to the right where ``upright``."""
        if cut:
            self.hole(x, y, wide, upright=upright)
        along, away = ((0.0, 1.0), (1.0, 0.0)) if upright else ((1.0, 0.0), (0.0, 1.0))
        side = 1.0 if up else -1.0
        turns = np.linspace(0, math.pi / 2, 13)
        arc = [
            (
                x + wide * (along[0] * math.cos(a) + side * away[0] * math.sin(a)),
                y + wide * (along[1] * math.cos(a) + side * away[1] * math.sin(a)),
            )
            for a in turns
        ]
        self.strokes.append(Stroke("DOOR", LineString(arc), kind="arc"))
        self.strokes.append(Stroke("DOOR", LineString([(x, y), arc[-1]]), kind="line"))

    def window(self, x: float, y: float, wide: float, *, upright: bool = False, thick: float = 0.2) -> None:
        """Four lines from a place on the wall's middle line."""
        self.hole(x, y, wide, upright=upright)
        for share in (-0.5, -0.17, 0.17, 0.5):
            off = share * thick
            line = [(x + off, y), (x + off, y + wide)] if upright else [(x, y + off), (x + wide, y + off)]
            self.strokes.append(Stroke("WINDOW", LineString(line), kind="line"))

    def drawn(self, affine: list[float] | None = None) -> Plans:
        """The set of this one sheet, moved if told so."""
        standing = shapely.union_all(self.walls).difference(shapely.union_all(self.holes))
        faces = [
            Stroke("WALL", LineString(pair))
            for part in shapely.get_parts(standing)
            for ring in (part.exterior, *part.interiors)
            for pair in itertools.pairwise(ring.simplify(0).coords)
        ]
        made = sheet([*faces, *self.strokes], self.texts, blocks=self.blocks, title=self.title)
        return plans(made if affine is None else transformed(made, affine))


def two_rooms() -> Plan:
    """办公室 4 × 5 m and 走道 2.4 × 5 m beside it; a door 0.9 m between them, one 1.2 m outwards, a window 1.5 m."""
    plan = Plan()
    plan.ring(0, 0, 4, 5)
    plan.ring(4.2, 0, 2.4, 5)
    plan.door(4.1, 1.0, 0.9, upright=True, up=False)
    plan.door(4.6, -0.1, 1.2, up=False)
    plan.window(1.0, 5.1, 1.5)
    plan.texts += [("办公室", 1.5, 2.5), ("20.00㎡", 1.5, 2.0), ("走道", 5.2, 2.5)]
    plan.texts += [("M0921", 3.2, 1.2), ("FM乙1221", 4.7, -0.8), ("C1515", 1.4, 5.4)]
    return plan
