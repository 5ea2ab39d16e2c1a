"""Sprinkler heads room by room: which are neighbours, how much each protects, how far they are from the walls.

Vocabulary
----------
row        heads that are neighbours: no third head lies in the disc between them (Gabriel graph), and no wall
cell       the part of a room that is nearer to one head than to any other (Voronoi)
end wall   a straight edge of the room that belongs to a head's cell; its distance is taken square to the wall
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiPoint, Point, Polygon, STRtree

from checkers.features.base import Span
from checkers.features.closed_rooms import Room, rooms_on
from checkers.features.coverage import cells
from checkers.features.links import Part, part_of
from checkers.features.symbols import Equipment, of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans
    from checkers.features.symbols import Symbol

NO_HEADS = {Part.SHAFT, Part.LIFT, Part.OPEN_AIR, Part.STAIR}

BETWEEN = 0.01
"""share of the half distance by which a third head may lie outside the disc between two and still part them"""

THROUGH = 0.05
"""metres that a line between two heads may leave the room"""


@dataclass(frozen=True, slots=True)
class Guarded:
    """A room with the heads in it; the lines and areas are in model metres."""

    room: Room
    heads: tuple[Symbol, ...]
    rows: tuple[Span, ...]
    """the distances between neighbours"""
    cells: tuple[Span, ...]
    """the area of each head's cell, square metres, with its outline"""

    def end_walls(self, shortest: float) -> Iterator[Span]:
        """The distance of each head to each end wall; parts of walls shorter than this belong to no row."""
        edges = _edges(self.room.polygon)
        tree = STRtree(edges)
        for head, cell in zip(self.heads, self.cells, strict=True):
            border = cell.along.boundary
            for index in tree.query(cell.along, predicate="intersects"):
                edge = edges[int(index)]
                shared = border.buffer(THROUGH / 10).intersection(edge)
                along = edge.project(head.point)
                foot = edge.interpolate(along)
                if shared.length >= shortest and 0 < along < edge.length:
                    line = LineString([head.point, foot])
                    yield Span(float(line.length), line)

    def nearest_walls(self) -> Iterator[Span]:
        """The distance of each head to the room's edge."""
        for head in self.heads:
            line = shapely.shortest_line(head.point, self.room.polygon.boundary)
            yield Span(float(line.length), line)


def guarded(plans: Plans) -> tuple[Guarded, ...]:
    """Every room with sprinkler heads; call as ``plans.recognise(guarded)``."""
    found = []
    for sheet, heads in _by_sheet(plans).items():
        here = plans.recognise_on(plans.drawings.sheet(sheet), rooms_on)
        of_room: dict[int, list[Symbol]] = {}
        for head in heads:
            around = [index for index, room in enumerate(here) if room.polygon.intersects(head.point)]
            if around:
                of_room.setdefault(min(around, key=lambda index: here[index].polygon.area), []).append(head)
        found += [_guarded(here[index], own) for index, own in sorted(of_room.items())]
    return tuple(found)


def without_heads(plans: Plans) -> dict[str, tuple[Room, ...]]:
    """The rooms without any head on sheets that show heads, by sheet; shafts, lifts and places in the open left out.

    A room around others, such as a whole storey drawn once more, is none.
    """
    served = plans.recognise(guarded)
    heads = {sheet: MultiPoint([head.point for head in own]) for sheet, own in _by_sheet(plans).items()}
    known = {id(each.room) for each in served}
    found: dict[str, list[Room]] = {}
    shown = [plans.recognise_on(sheet, rooms_on) for sheet in plans.sheets if sheet.id in heads]
    for room in chain.from_iterable(shown):
        asked = id(room) not in known and part_of(room.name) not in NO_HEADS
        if asked and not room.polygon.intersects(heads[room.sheet]):
            found.setdefault(room.sheet, []).append(room)
    return {sheet: tuple(own) for sheet, own in found.items()}


def unguarded_heads(plans: Plans) -> tuple[Symbol, ...]:
    """Heads that stand in no room; call as ``plans.recognise(unguarded_heads)``."""
    placed = {id(head) for each in plans.recognise(guarded) for head in each.heads}
    return tuple(head for heads in _by_sheet(plans).values() for head in heads if id(head) not in placed)


def _by_sheet(plans: Plans) -> dict[str, list[Symbol]]:
    whole = {sheet.id for sheet in plans.whole_sheets}
    found: dict[str, list[Symbol]] = {}
    for head in of_kind(plans, Equipment.SPRINKLER, Equipment.SIDE_SPRINKLER):
        if head.sheet in whole:
            found.setdefault(head.sheet, []).append(head)
    return found


def _guarded(room: Room, heads: Sequence[Symbol]) -> Guarded:
    found = cells(room.polygon, [head.point for head in heads])
    inside = room.polygon.buffer(THROUGH)
    shapely.prepare(inside)
    pairs = sorted({(min(one, two), max(one, two)) for one, cell in enumerate(found) for two in cell.beside})
    lines = [LineString([heads[one].point, heads[two].point]) for one, two in _neighbours(heads, pairs)]
    return Guarded(
        room=room,
        heads=tuple(heads),
        rows=tuple(Span(float(line.length), line) for line in lines if inside.covers(line)),
        cells=tuple(Span(float(cell.shape.area), cell.shape) for cell in found),
    )


def _neighbours(heads: Sequence[Symbol], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs without a third head in the disc between them."""
    places = [head.point for head in heads]
    tree = STRtree(places)
    found = []
    for one, other in pairs:
        middle = Point((places[one].x + places[other].x) / 2, (places[one].y + places[other].y) / 2)
        half = places[one].distance(places[other]) / 2
        near = tree.query(middle, predicate="dwithin", distance=half * (1 + BETWEEN))
        if not set(near.tolist()) - {one, other}:
            found.append((one, other))
    return found


def _edges(room: Polygon) -> list[LineString]:
    """The straight edges of the room, collinear pieces joined."""
    rings = [ring.simplify(THROUGH / 100) for ring in (room.exterior, *room.interiors)]
    return [LineString(pair) for ring in rings for pair in pairwise(ring.coords)]
