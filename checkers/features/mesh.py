"""Recognise the cells of the air termination on a roof: what strips and the roof's edge enclose.

Vocabulary
----------
cell        网格: a part of the roof enclosed by strips, or by strips and the roof's edge
loose end   an end of a strip that meets nothing
gap         between a loose end and the edge or the next strip: nothing when a drawing slip, a doubt when it may be
            the parapet, an open cell when larger
sliver      the band between the edge and the strip along it: no cell
bare edge   a stretch of the roof's edge along which no strip runs

A cell that is open at a corner flows into its neighbour and is measured with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point, Polygon, STRtree, union_all
from shapely.affinity import rotate

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.roof import AT_EDGE, Roof

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

SLIP = 0.05
"""metres: a strip drawn short of the next one by less than this is joined to it"""

GRID = 1e-7
"""metres: coordinates are brought to this grid so that lines that meet share their points"""

SMALLEST_CELL = 1.0
"""square metres; smaller enclosed places are symbols"""

NO_STRIP = 0.01
"""metres from a strip within which a cell's line is the strip"""

OPEN_EDGE = 0.5
"""metres of bare edge from which a cell beside a strip that runs along the edge is open there"""

ALONG_THE_EDGE = 0.5
"""part of the edge with a strip from which the roof is meant to have one all round"""

SHARP = 50.0
"""mitre limit: corners down to about two degrees keep their tips when slivers are taken off"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle around a cell with its sides in metres."""

    long: float
    short: float
    polygon: Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Feature):
    """One cell of the mesh."""

    boxes: tuple[Box, ...]
    """every rectangle around it that lies along one of its hull's sides"""
    bare: float
    """metres of the roof's outer edge that close the cell with no strip along them"""
    doubt: Words | None = None


class _Lines:
    """Lines that are asked again and again how far they run along a cell."""

    def __init__(self, lines: Iterable[BaseGeometry]) -> None:
        self.lines = np.array(list(lines), dtype=object)
        self.tree = STRtree(self.lines)

    def within(self, line: BaseGeometry) -> float:
        """Metres of these lines inside the band that stands for a cell's line."""
        near = self.lines[self.tree.query(line)]
        return float(shapely.length(shapely.intersection(near, line)).sum())


def cells(roof: Roof) -> tuple[Cell, ...]:
    """Every cell of the roof's mesh, from the left, then from below; empty when the roof has no strips."""
    if roof.strips.is_empty:
        return ()
    rings = [roof.polygon.exterior, *(other.exterior for other in (*roof.courts, *roof.upper))]
    edges = [LineString(ring.coords) for ring in rings]
    strips = union_all(list(roof.strips.geoms), grid_size=GRID)
    joints, bridges = _joined(strips, edges)
    all_edges = union_all(edges)
    net = union_all([strips, *edges, *joints, *bridges], grid_size=GRID)
    faces = list(shapely.get_parts(shapely.polygonize([net])))
    open_roof = roof.polygon.difference(union_all([*roof.courts, *roof.upper]))
    conducting = _Lines([*shapely.get_parts(strips), *joints, *bridges])
    bare_edge = roof.polygon.exterior.difference(roof.strips.buffer(AT_EDGE))
    shown = _Lines(shapely.get_parts(bare_edge))
    ringed = bare_edge.length < (1 - ALONG_THE_EDGE) * roof.polygon.exterior.length
    inside = [face for face in faces if open_roof.contains(face.representative_point())]
    found = [part for face in inside for part in _without_slivers(face, all_edges) if part.area >= SMALLEST_CELL]
    found.sort(key=lambda part: part.bounds[:2])
    return tuple(
        _cell(roof, number, part, conducting, bridges, shown, ringed=ringed) for number, part in enumerate(found, 1)
    )


def unenclosed(roof: Roof, found: Sequence[Cell]) -> BaseGeometry:
    """The part of the roof that is neither a cell nor a sliver along strips and edges; empty when there is none."""
    left = roof.polygon.difference(union_all([*roof.courts, *roof.upper, *(cell.where for cell in found)]))
    wide = left.buffer(-AT_EDGE, join_style="mitre").buffer(AT_EDGE, join_style="mitre")
    return union_all([part for part in shapely.get_parts(wide) if part.area >= SMALLEST_CELL])


def _joined(strips: BaseGeometry, edges: Sequence[LineString]) -> tuple[list[LineString], list[LineString]]:
    """Joints over slips of the pen, and bridges from loose ends to an edge no farther than a parapet is wide."""
    pieces = [part for part in shapely.get_parts(strips) if isinstance(part, LineString)]
    everything = [*pieces, *edges]
    tree = STRtree(everything)
    joints: list[LineString] = []
    bridges: list[LineString] = []
    for index, piece in enumerate(pieces):
        for end in () if piece.is_ring else (Point(piece.coords[0]), Point(piece.coords[-1])):
            near = [other for other in tree.query(end, predicate="dwithin", distance=AT_EDGE) if other != index]
            distances = {int(other): float(everything[other].distance(end)) for other in near}
            if any(distance <= GRID for other, distance in distances.items() if other < len(pieces)):
                continue
            closest = min(distances, key=lambda other: distances[other], default=None)
            edge = min((other for other in distances if other >= len(pieces)), key=distances.__getitem__, default=None)
            if closest is not None and distances[closest] <= SLIP:
                joints.append(_reach(end, everything[closest]))
            elif edge is not None and not _runs_along(piece, everything[edge]):
                bridges.append(
                    _up_to(_reach(end, everything[edge]), [pieces[other] for other in distances if other < len(pieces)])
                )
    return [line for line in joints if line.length > 0], [line for line in bridges if line.length > 0]


def _runs_along(piece: LineString, edge: LineString) -> bool:
    """Whether the strip follows the edge rather than ending at it."""
    return bool(piece.length > 2 * AT_EDGE and piece.within(edge.buffer(AT_EDGE)))


def _reach(end: Point, line: LineString) -> LineString:
    return LineString([end, line.interpolate(line.project(end))])


def _up_to(bridge: LineString, strips: Sequence[LineString]) -> LineString:
    """The bridge up to the first strip it meets."""
    end = Point(bridge.coords[0])
    met = [met for met in (bridge.intersection(strip) for strip in strips) if not met.is_empty]
    nearest = min(met, key=end.distance, default=None)
    return bridge if nearest is None else LineString([end, bridge.interpolate(end.distance(nearest))])


def _without_slivers(face: Polygon, edge: BaseGeometry) -> Iterable[Polygon]:
    """The face without bands narrower than a parapet along the edge; a face away from the edge as it is."""
    if face.distance(edge) > NO_STRIP:
        return [face]
    half = AT_EDGE / 2
    thick = face.buffer(-half - NO_STRIP, join_style="mitre", mitre_limit=SHARP)
    wide = thick.buffer(half + NO_STRIP, join_style="mitre", mitre_limit=SHARP).intersection(face)
    whole = face.area - wide.area <= NO_STRIP
    return [face] if whole else [part for part in shapely.get_parts(wide) if isinstance(part, Polygon)]


def _boxes(part: Polygon) -> tuple[Box, ...]:
    """The rectangles around a cell along each side of its hull, in the order of the hull."""
    hull = part.convex_hull.normalize()
    if not isinstance(hull, Polygon):
        return ()
    found: dict[float, Box] = {}
    for (x0, y0), (x1, y1) in pairwise(hull.exterior.coords):
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) % 90
        key = round(angle, 6) % 90
        if key in found:
            continue
        upright = rotate(hull, -angle, origin=(x0, y0))
        left, low, right, high = upright.bounds
        sides = sorted((right - left, high - low))
        found[key] = Box(sides[1], sides[0], rotate(shapely.box(left, low, right, high), angle, origin=(x0, y0)))
    return tuple(found.values())


def _cell(
    roof: Roof,
    number: int,
    part: Polygon,
    conducting: _Lines,
    bridges: Sequence[LineString],
    bare_edge: _Lines,
    *,
    ringed: bool,
) -> Cell:
    line = part.boundary.buffer(NO_STRIP, quad_segs=2)
    bare = bare_edge.within(line)
    touched = [bridge.length for bridge in bridges if bridge.intersection(line).length > bridge.length / 2]
    doubt = None
    if conducting.within(part.exterior.buffer(NO_STRIP, quad_segs=2)) <= OPEN_EDGE:
        doubt = Words("四周均为屋面轮廓线，未见接闪带", "closed by the roof's edge alone, with no strip around it")
    elif touched:
        doubt = Words(
            f"接闪带端部距屋面轮廓 {max(touched):.2f} m，未相接，请核实是否与女儿墙接闪带连接",
            f"a strip ends {max(touched):.2f} m short of the roof's edge; check whether it is joined to a strip there",
        )
    elif ringed and bare > OPEN_EDGE:
        doubt = Words(
            f"网格在屋面边缘有 {bare:.2f} m 未设接闪带，网格未封闭",
            f"open along {bare:.2f} m of the roof's edge, where no strip runs",
        )
    return Cell(
        subject=f"{roof.subject} 网格{number}",
        sheet=roof.sheet,
        where=part,
        handles=roof.handles,
        how=Words("由接闪带与屋面边线围成", "enclosed by strips and the roof's edge"),
        sure=roof.sure,
        boxes=_boxes(part),
        bare=bare,
        doubt=doubt,
    )
