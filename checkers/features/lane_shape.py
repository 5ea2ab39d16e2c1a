"""What a road's area tells of driving on it: its narrowest width, the turns of its inner kerbs.

Vocabulary
----------
narrowest   the largest w such that a disc of diameter w drives everywhere on the road, along every branch and ring
inner kerb  the kerb on the inside of a turn; its radius is the road's inner turning radius
arc         a run of short straight pieces that stands for a circular curve; its circle is found again by fitting

Lengths are metres. Roads may lie far from the origin; everything is computed around their own middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import translate
from shapely.ops import polylabel

from checkers.features.base import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Places = NDArray[np.float64]

NEAR = 0.0005
"""metres: how close the search comes to the width before it is taken between kerbs"""

ROUGH = 0.05
"""metres: how closely the largest disc is looked for, which only bounds the search"""

STEPS = 12
"""widths tried between nothing and the largest disc before halving"""

ROUND = 32
"""segments to a quarter circle when a road is shrunk"""

ISLAND = 3.0
"""metres across: a smaller hole is a tree or a post that a vehicle passes on one side"""

SAG = 0.006
"""metres between an arc and the straight pieces that stand for it, at most"""

ON_CIRCLE = 0.0005
"""metres that a point of an arc may lie off its circle"""

FINE = 0.0002
"""metres of sag of arcs drawn again while a width is searched"""

OPPOSITE = -0.5
"""cosine of the angle between the ways to two kerbs from which they lie on opposite sides of a place"""

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""of the length of a sliver, where its middle is tried"""

FEWEST = 3
"""straight pieces that make an arc"""

A_TURN = 30.0
"""degrees: a kerb that bends by less does not turn a vehicle"""

A_SIDE = 2.0
"""metres: a corner between shorter sides is of a post or a step, not of a turn"""


@dataclass(frozen=True, slots=True)
class Arc:
    """A curved stretch of kerb; its middle is in coordinates around the road's own middle."""

    centre: tuple[float, float]
    radius: float
    line: LineString
    inner: bool
    """whether the road lies outside its circle: the inside of a turn"""
    sweep: float
    """degrees"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of an inner kerb and its radius; 0 for a sharp corner."""

    radius: float
    along: BaseGeometry


def narrowest(road: Polygon) -> Span | None:
    """The road's narrowest width and the line across it; None for a road without any width."""
    x, y = road.centroid.coords[0]
    local = translate(road, -x, -y)
    straight, arcs = kerb_pieces(local)
    fine = _fine(local, arcs)
    largest = 2 * (float(shapely.maximum_inscribed_circle(fine, tolerance=ROUGH).length) + ROUGH)
    if largest <= 2 * ROUGH + NEAR:
        return None
    holes = [hole.representative_point() for hole in map(Polygon, fine.interiors) if _is_block(hole)]
    passes, fails = _searched(fine, largest, holes)
    found = _across(fine, (passes, fails), straight, arcs)
    return Span(found.value, translate(found.along, x, y))


def _is_block(hole: Polygon) -> bool:
    return bool(hole.is_valid and 2 * shapely.maximum_inscribed_circle(hole, tolerance=0.1).length > ISLAND)


def _searched(road: Polygon, largest: float, holes: Sequence[Point]) -> tuple[float, float]:
    """A width that passes and one, at most ``NEAR`` larger, that does not."""
    passes, fails = 0.0, largest
    for step in range(1, STEPS):
        width = largest * step / STEPS
        if not _passes(road, width, holes):
            fails = width
            break
        passes = width
    while fails - passes > NEAR:
        middle = (passes + fails) / 2
        passes, fails = (middle, fails) if _passes(road, middle, holes) else (passes, middle)
    return passes, fails


def _passes(road: Polygon, width: float, holes: Sequence[Point]) -> bool:
    """Whether a disc drives everywhere: what its middle can reach is one part, with every ring closed."""
    shrunk = road.buffer(-width / 2, quad_segs=ROUND)
    parts = [part for part in shapely.get_parts(shrunk) if isinstance(part, Polygon) and not part.is_empty]
    if len(parts) != 1:
        return False
    rings = [Polygon(ring) for ring in parts[0].interiors]
    if not all(any(ring.contains(hole) for ring in rings) for hole in holes):
        return False
    reached = shrunk.buffer(width / 2 + NEAR, quad_segs=ROUND)
    for part in shapely.get_parts(road.difference(reached)):
        if any(reached.distance(Point(corner)) > width for corner in shapely.get_coordinates(part)):
            return False
    return True


def _across(road: Polygon, width: tuple[float, float], straight: Sequence[LineString], arcs: Sequence[Arc]) -> Span:
    """The line across the road where the width was lost, its length taken between the two kerbs there."""
    passes, fails = width
    thin = road.buffer(-max(passes - NEAR, 0.0) / 2, quad_segs=ROUND)
    wide = road.buffer(-(fails + 4 * NEAR) / 2, quad_segs=ROUND).buffer(8 * NEAR)
    lost = [part for part in shapely.get_parts(thin.difference(wide)) if isinstance(part, Polygon)]
    for part in sorted(lost, key=lambda each: -each.length):
        found = [_between(place, straight, arcs) for place in _places(part)]
        spans = [span for span in found if span is not None and abs(span.value - passes) <= 4 * NEAR]
        if spans:
            return min(spans, key=lambda span: span.value)
    centre = polylabel(max(lost, key=lambda each: each.length), NEAR) if lost else road.representative_point()
    foot = shapely.shortest_line(centre, road.boundary).coords[1]
    dx, dy = centre.x - foot[0], centre.y - foot[1]
    reach = passes / (math.hypot(dx, dy) or 1.0)
    return Span(passes, LineString([foot, (foot[0] + dx * reach, foot[1] + dy * reach)]))


def _places(sliver: Polygon) -> list[Point]:
    """Places along the middle of a sliver: its thinnest one is where the road is narrowest."""
    around = shapely.get_coordinates(shapely.minimum_rotated_rectangle(sliver))
    places = [sliver.representative_point()]
    if len(around) > FEWEST:
        sides = sorted((LineString(around[index : index + 2]) for index in range(2)), key=lambda side: -side.length)
        long, short = sides
        offset = np.subtract(short.coords[1], short.coords[0])
        for share in SHARES:
            at = np.array(long.interpolate(share, normalized=True).coords[0])
            across = LineString([at - 2 * offset, at + 2 * offset]).intersection(sliver)
            places += [part.centroid for part in shapely.get_parts(across) if part.length]
    return places


def _between(centre: Point, straight: Sequence[LineString], arcs: Sequence[Arc]) -> Span | None:
    """The width at a place: to its nearest kerb and to the nearest one on the other side, arcs as true circles."""
    feet: list[tuple[float, tuple[float, float], LineString | Arc]] = []
    for line in straight:
        foot_x, foot_y = shapely.shortest_line(centre, line).coords[1]
        feet.append((math.hypot(foot_x - centre.x, foot_y - centre.y), (foot_x, foot_y), line))
    for arc in arcs:
        near_x, near_y = shapely.shortest_line(centre, arc.line).coords[1]
        near = near_x, near_y
        dx, dy = centre.x - arc.centre[0], centre.y - arc.centre[1]
        away = math.hypot(dx, dy) or 1.0
        foot = (arc.centre[0] + dx / away * arc.radius, arc.centre[1] + dy / away * arc.radius)
        ends = [arc.line.coords[0], arc.line.coords[-1]]
        at_end = min(math.dist(near, end) for end in ends) < NEAR
        feet.append((math.dist(near, centre.coords[0]), near, arc) if at_end else (abs(away - arc.radius), foot, arc))
    feet.sort(key=lambda each: each[0])
    if not feet:
        return None
    first = feet[0]
    toward = first[1][0] - centre.x, first[1][1] - centre.y
    for second in feet[1:]:
        facing = toward[0] * (second[1][0] - centre.x) + toward[1] * (second[1][1] - centre.y)
        if facing < OPPOSITE * first[0] * second[0]:
            if isinstance(first[2], LineString) and isinstance(second[2], LineString):
                line = shapely.shortest_line(first[2], second[2])
                if abs(line.length - first[0] - second[0]) <= 4 * NEAR:
                    parallel = LineString([first[1], second[1]])
                    along = parallel if abs(parallel.length - line.length) < NEAR / 10 else line
                    return Span(float(line.length), along)
            return Span(first[0] + second[0], LineString([first[1], second[1]]))
    return None


def turns(road: Polygon) -> tuple[Turn, ...]:
    """Every turn of the road's inner kerbs, sharp corners as turns of radius 0."""
    x, y = road.centroid.coords[0]
    local = shapely.orient_polygons(translate(road, -x, -y))
    _, arcs = kerb_pieces(local)
    found = [Turn(arc.radius, translate(arc.line, x, y)) for arc in arcs if arc.inner and arc.sweep >= A_TURN]
    for ring in (local.exterior, *local.interiors):
        at = shapely.get_coordinates(ring.simplify(0.0))[:-1]
        side = np.hypot(*(np.roll(at, -1, axis=0) - at).T)
        long = np.minimum(side, np.roll(side, 1)) >= A_SIDE
        sharp = (_turned(at, closed=True) < -math.radians(A_TURN)) & long
        found += [Turn(0.0, translate(Point(at[index]), x, y)) for index in np.flatnonzero(sharp)]
    return tuple(found)


def kerb_pieces(road: Polygon) -> tuple[list[LineString], list[Arc]]:
    """The straight pieces and the arcs that the road's kerbs consist of."""
    straight: list[LineString] = []
    arcs: list[Arc] = []
    for ring in (shapely.orient_polygons(road).exterior, *shapely.orient_polygons(road).interiors):
        at = shapely.get_coordinates(ring)[:-1]
        at = at[np.hypot(*(at - np.roll(at, 1, axis=0)).T) > ON_CIRCLE / 100]
        if len(at) < FEWEST:
            continue
        length = np.hypot(*(np.roll(at, -1, axis=0) - at).T)
        at = np.roll(at, -int(np.argmax(length)), axis=0)
        closed = np.vstack([at, at[:1]])
        start = 0
        while start < len(closed) - 1:
            stop = _arc_end(closed, start)
            piece = closed[start : stop + 1]
            if stop - start >= FEWEST:
                arcs.append(_fitted(piece))
            else:
                stop = start + 1
                straight.append(LineString(closed[start : stop + 1]))
            start = stop
    return straight, arcs


def _arc_end(at: Places, start: int) -> int:
    """The last point of the arc that begins at a point; the point itself when none does."""
    if start + FEWEST >= len(at):
        return start
    first = at[start : start + FEWEST + 1]
    centre, radius = _circle(first[:FEWEST])
    if not math.isfinite(radius):
        return start
    turned = _turned(first, closed=False)
    if not (np.all(turned > 0) or np.all(turned < 0)):
        return start
    stop = start
    for index in range(start + 1, len(at)):
        chord = math.dist(at[index - 1], at[index])
        sag = radius - math.sqrt(max(radius * radius - chord * chord / 4, 0.0)) if chord < 2 * radius else math.inf
        if abs(math.dist(at[index], centre) - radius) > ON_CIRCLE or sag > SAG:
            break
        stop = index
        if stop - start == FEWEST:  # a longer run tells its circle better
            centre, radius = _circle(at[start : stop + 1])
    return stop


def _circle(at: Places) -> tuple[tuple[float, float], float]:
    """The circle nearest to the points (Kåsa 1976: linear least squares); infinite for points on a line."""
    middle = at.mean(axis=0)
    x, y = (at - middle).T
    matrix = np.column_stack((x, y, np.ones(len(at))))
    solved, _, rank, _ = np.linalg.lstsq(matrix, x * x + y * y, rcond=1e-9)
    if rank < matrix.shape[1]:
        return (0.0, 0.0), math.inf
    a, b = solved[0] / 2, solved[1] / 2
    return (float(a + middle[0]), float(b + middle[1])), math.sqrt(max(float(solved[2]) + a * a + b * b, 0.0))


def _fitted(at: Places) -> Arc:
    centre, radius = _circle(at)
    turned = _turned(at, closed=False)
    return Arc(
        centre,
        radius,
        LineString(at),
        inner=bool(turned.sum() < 0),
        sweep=math.degrees(abs(float(turned.sum())) + abs(float(turned.mean()))),
    )


def _turned(at: Places, *, closed: bool) -> Places:
    """By how much the way turns left at each point, radians; ends of an open way are left out."""
    if closed:
        before, after = at - np.roll(at, 1, axis=0), np.roll(at, -1, axis=0) - at
    else:
        before, after = at[1:-1] - at[:-2], at[2:] - at[1:-1]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    return np.asarray(np.arctan2(cross, (before * after).sum(axis=1)))


def _fine(road: Polygon, arcs: Iterable[Arc]) -> Polygon:
    """The road with its arcs drawn again in so short pieces that no width is lost to them."""
    fine = {tuple(arc.line.coords): _redrawn(arc) for arc in arcs}
    if not fine:
        return road
    straight, found = kerb_pieces(road)
    rings: list[list[tuple[float, float]]] = []
    pieces: list[list[tuple[float, float]]] = [[(float(a), float(b)) for a, b in line.coords] for line in straight]
    pieces += [fine[tuple(arc.line.coords)] for arc in found]
    by_start: dict[tuple[float, float], list[list[tuple[float, float]]]] = {}
    for piece in pieces:
        by_start.setdefault(piece[0], []).append(piece)
    while by_start:
        start = next(iter(by_start))
        ring: list[tuple[float, float]] = []
        here = start
        while here in by_start:
            piece = by_start[here].pop()
            if not by_start[here]:
                del by_start[here]
            ring += piece[:-1]
            here = piece[-1]
        rings.append([*ring, here])
    shells = sorted((Polygon(ring) for ring in rings if len(ring) > FEWEST), key=lambda shell: -shell.area)
    drawn = Polygon(shells[0].exterior, [hole.exterior for hole in shells[1:]]) if shells else road
    return drawn if drawn.is_valid else road


def _redrawn(arc: Arc) -> list[tuple[float, float]]:
    coords = np.array(arc.line.coords)
    angle = np.unwrap(np.arctan2(coords[:, 1] - arc.centre[1], coords[:, 0] - arc.centre[0]))
    step = 2 * math.acos(max(1 - FINE / arc.radius, -1.0))
    count = max(math.ceil(abs(float(angle[-1] - angle[0])) / step), 1)
    around = np.linspace(float(angle[0]), float(angle[-1]), count + 1)
    places = np.column_stack((arc.centre[0] + arc.radius * np.cos(around), arc.centre[1] + arc.radius * np.sin(around)))
    inner = [(float(px), float(py)) for px, py in places[1:-1]]
    return [(float(coords[0][0]), float(coords[0][1])), *inner, (float(coords[-1][0]), float(coords[-1][1]))]
