"""How far people walk: the shortest way inside an area with things standing in it, and its farthest place.

Vocabulary
----------
ground      the area people walk in, with holes where columns and walls stand; it may fall into parts
goal        a place people walk to: the middle of a door; some metres may lie behind it (``beyond``)
corner      a vertex at which the ground turns away from itself; a shortest way bends at corners only
taut        a way that bends round a corner and does not cut it: a stretched string lies so
seed        a goal, or a corner whose own distance is known
farthest    the place from which the way to the nearest goal is longest, found up to ``CLOSE``

The way is exact: Dijkstra over goals and corners, where two of them see each other (Lee 1978, visibility graph),
opened only as far as needed. The farthest place lies at a vertex, on an edge or inside, so the ground is cut into
triangles and each is halved until no point of it can be farther than the best known one by more than ``CLOSE``:
a triangle that one seed sees whole is no farther than its own vertices are from that seed, and no point of any
triangle is farther than its centre and the way from there (branch and bound). Lengths are metres.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.affinity import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Places = NDArray[np.float64]

SLACK = 5e-5
"""metres by which walls give way, so that a way may run along them in spite of the noise of coordinates"""

CLOSE = 0.001
"""metres: no place is farther than the one found by more than this"""

REACH = 0.5
"""metres: a place this near the ground is taken to its edge (half a thick wall); one farther away is not on it"""

REPEATED = 1e-5
"""metres between corners that are one; what is left of far coordinates when they are turned is a thousand times less"""

PINCH = 0.001
"""metres cut out around a point at which two parts of the ground touch; more than walls give way"""

GAP = 0.3
"""metres: nobody walks through a gap narrower than this between two walls or columns"""

MOST_PIECES = 40_000
"""triangles looked at before the search ends and says how much may be missing"""

AT_ONCE = 400_000
"""pairs of place and seed compared in one go"""

IN_A_GO = 64
"""ways tested for walls in one go, at least one for each place"""

_TINY = 1e-9
_NONE = -1


@dataclass(frozen=True, slots=True)
class Way:
    """A shortest way and the line walked, model metres."""

    value: float
    """infinite when there is no way"""
    along: LineString | None
    goal: int = _NONE
    """number of the goal it leads to, as given"""
    spare: float = 0.0
    """how much longer the longest way may be at most: ``CLOSE``, or more when the search was ended"""


NO_WAY = Way(math.inf, None)


def walkable(room: BaseGeometry, solids: BaseGeometry | None = None) -> BaseGeometry:
    """The part of a room people walk in: without solids, and without gaps too narrow to pass.

    Opened with mitred corners, so that straight walls stay where they are. Empty when nothing is left.
    """
    free = room if solids is None or solids.is_empty else room.difference(solids)
    opened = free.buffer(-GAP / 2, join_style="mitre").buffer(GAP / 2, join_style="mitre")
    whole = shapely.union_all([part for part in shapely.get_parts(opened.intersection(free)) if part.area > GAP * GAP])
    return _unpinched(whole)


def _unpinched(area: BaseGeometry) -> BaseGeometry:
    """The area cut at the points where it only touches itself: nobody walks between two columns whose corners meet."""
    # a corner left twice in a row by opening touches nothing
    plain = shapely.remove_repeated_points(area, REPEATED)
    rings = [shapely.get_coordinates(ring)[:-1] for ring in shapely.get_rings(shapely.get_parts(plain))]
    if not rings:
        return area
    places, often = np.unique(np.round(np.vstack(rings) / REPEATED), axis=0, return_counts=True)
    pinched = places[often > 1] * REPEATED
    return area.difference(shapely.union_all(shapely.buffer(shapely.points(pinched), PINCH, quad_segs=1)))


class Ground:
    """An area to walk in, made ready once for any number of goals."""

    def __init__(self, area: Polygon | MultiPolygon) -> None:
        """Areas that are not valid are made so; lines and points among them are left out."""
        whole = _polygons(area)
        self.origin = (0.0, 0.0) if whole.is_empty else whole.centroid.coords[0]
        local: BaseGeometry = translate(whole, -self.origin[0], -self.origin[1])
        # of two corners in one place neither turns, and no way would bend there
        local = _polygons(shapely.remove_repeated_points(local, REPEATED)).simplify(0.0)
        self.area: BaseGeometry = shapely.orient_polygons(local)
        self.walls = self.area.buffer(SLACK, join_style="mitre").boundary
        shapely.prepare(self.area)
        shapely.prepare(self.walls)
        self.corners, self._before, self._after = _corners(self.area)
        self.vertices = np.unique(shapely.get_coordinates(self.area), axis=0)

    def to(self, goals: Sequence[Point], beyond: Sequence[float] | None = None) -> Field:
        """The distances to the nearest of these goals; ``beyond`` metres are added behind each."""
        return Field(self, goals, beyond)

    def local(self, places: Sequence[Point]) -> tuple[Places, Places]:
        """Places moved to the local origin and onto the ground, shape (n, 2), and how far each was moved.

        Infinitely far where the ground is not within ``REACH``.
        """
        moved = np.array([(place.x, place.y) for place in places]).reshape(-1, 2) - self.origin
        if self.area.is_empty:
            return moved, np.full(len(moved), math.inf)
        points = np.asarray(shapely.points(moved), dtype=object)
        off = shapely.distance(points, self.area)
        outside = off > SLACK
        if outside.any():
            feet = shapely.shortest_line(points[outside], self.area)
            moved[outside] = shapely.get_coordinates(feet).reshape(-1, 2, 2)[:, 1]
        off = np.where(outside, off, 0.0)
        return moved, np.where(off > REACH, math.inf, off)

    def open(self, start: Places, stop: Places) -> NDArray[np.bool_]:
        """Whether the straight way between each two places meets no wall; both of shape (n, 2)."""
        if not len(start):
            return np.empty(0, dtype=bool)
        lines = shapely.linestrings(np.stack([start, stop], axis=1))
        return np.atleast_1d(~shapely.intersects(self.walls, lines))

    def taut(self, start: Places, corner: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether a way from each start can bend round its corner: both walls there lie on one side of the way."""
        at = self.corners[corner]
        along = at - start
        one = _cross(along, self._before[corner] - at)
        other = _cross(along, self._after[corner] - at)
        return one * other >= -_TINY


class Field:
    """The distance from every place of a ground to the nearest of some goals."""

    def __init__(self, ground: Ground, goals: Sequence[Point], beyond: Sequence[float] | None = None) -> None:
        """Distances of all corners, nearest first (Dijkstra)."""
        self.ground = ground
        self.given = [(goal.x, goal.y) for goal in goals]
        places, off = ground.local(goals)
        weights = off + (np.zeros(len(goals)) if beyond is None else np.asarray(beyond, dtype=float))
        self.goals = len(goals)
        self.places: Places = np.vstack([places, ground.corners])
        self.distance = np.concatenate([weights, np.full(len(ground.corners), math.inf)])
        self.previous = np.full(len(self.places), _NONE)
        self._settle()
        self.seeds = np.flatnonzero(np.isfinite(self.distance))
        self.seeds = self.seeds[np.argsort(self.distance[self.seeds], kind="stable")]

    def _settle(self) -> None:
        todo = np.ones(len(self.places), dtype=bool)
        todo[: self.goals] = False
        corner = np.arange(len(self.places)) - self.goals
        heap = [(float(self.distance[goal]), goal) for goal in range(self.goals) if math.isfinite(self.distance[goal])]
        heap.sort()
        while heap:
            reached, node = heappop(heap)
            if reached > self.distance[node]:
                continue
            todo[node] = False
            here = self.places[node]
            length = reached + np.hypot(self.places[:, 0] - here[0], self.places[:, 1] - here[1])
            near = np.flatnonzero(todo & (length < self.distance - _TINY))
            start = np.broadcast_to(here, (len(near), 2))
            near = near[self.ground.taut(start, corner[near])]
            if node >= self.goals:
                near = near[self.ground.taut(self.places[near], np.full(len(near), corner[node]))]
            near = near[self.ground.open(np.broadcast_to(here, (len(near), 2)), self.places[near])]
            self.distance[near] = length[near]
            self.previous[near] = node
            for other in near:
                heappush(heap, (float(length[other]), int(other)))

    def distances(self, places: Sequence[Point]) -> Places:
        """The way from each place, metres; infinite where there is none."""
        local, off = self.ground.local(places)
        return off + self._nearest(local)[0]

    def way(self, place: Point) -> Way:
        """The shortest way from a place, from there to its goal."""
        local, off = self.ground.local([place])
        lengths, seeds = self._nearest(local)
        if not math.isfinite(lengths[0] + off[0]):
            return NO_WAY
        return self._way(float(off[0] + lengths[0]), [(place.x, place.y)], local[0], int(seeds[0]))

    def farthest(self) -> Way:
        """The way from the farthest place; infinite, from some place, when part of the ground has no way at all."""
        vertices = self.ground.vertices
        if not len(vertices):
            return NO_WAY
        lengths, _ = self._nearest(vertices)
        lost = np.flatnonzero(~np.isfinite(lengths))
        if lost.size:
            x, y = vertices[lost[0]] + self.ground.origin
            return Way(math.inf, LineString([(x, y), (x, y)]))
        most = int(np.argmax(lengths))
        place, value, spare = self._search(vertices[most], float(lengths[most]))
        _, seeds = self._nearest(place.reshape(1, 2))
        way = self._way(value, [], place, int(seeds[0]))
        return Way(value, way.along, way.goal, spare)

    def _way(self, value: float, head: list[tuple[float, float]], start: Places, seed: int) -> Way:
        x, y = self.ground.origin
        trail = [*head, (float(start[0]) + x, float(start[1]) + y)]
        node = seed
        while True:
            trail.append((float(self.places[node][0]) + x, float(self.places[node][1]) + y))
            if self.previous[node] == _NONE:
                break
            node = int(self.previous[node])
        trail.append(self.given[node])
        kept = [trail[0]] + [place for before, place in itertools.pairwise(trail) if place != before]
        return Way(value, LineString(kept if len(kept) > 1 else kept * 2), node)

    def _nearest(self, places: Places) -> tuple[Places, NDArray[np.intp]]:
        """For each place the length of its way and the seed it goes to first."""
        lengths, first = np.full(len(places), math.inf), np.full(len(places), _NONE)
        share = max(1, AT_ONCE // max(1, len(self.seeds)))
        for low in range(0, len(places), share):
            high = low + share
            lengths[low:high], first[low:high] = self._nearest_of(places[low:high])
        return lengths, first

    def _nearest_of(self, places: Places) -> tuple[Places, NDArray[np.intp]]:
        lengths, first = np.full(len(places), math.inf), np.full(len(places), _NONE)
        if not len(self.seeds) or not len(places):
            return lengths, first
        at = self.places[self.seeds]
        bounds = self.distance[self.seeds] + np.hypot(
            places[:, None, 0] - at[None, :, 0], places[:, None, 1] - at[None, :, 1]
        )
        corners = self.seeds >= self.goals
        bounds[:, corners] = np.where(self._taut_at(places, self.seeds[corners]), bounds[:, corners], math.inf)
        order = np.argsort(bounds, axis=1, kind="stable")
        rows, rank, last = np.arange(len(places)), 0, len(self.seeds)
        while len(rows) and rank < last:
            # the fewer places are left, the more of their seeds are looked at in one go
            ranks = np.arange(rank, min(last, rank + max(1, IN_A_GO // len(rows))))
            columns = order[rows[:, None], ranks[None, :]]
            ways = bounds[rows[:, None], columns]
            start = np.broadcast_to(places[rows][:, None, :], (*columns.shape, 2))
            clear = np.isfinite(ways)
            clear[clear] = self.ground.open(start[clear], at[columns[clear]])
            found = clear.any(axis=1)
            first_clear = clear.argmax(axis=1)[found]
            lengths[rows[found]] = ways[found, first_clear]
            first[rows[found]] = self.seeds[columns[found, first_clear]]
            # a place whose seeds at this rank are all cut has none farther on either
            rows = rows[~found & np.isfinite(ways[:, -1])]
            rank = int(ranks[-1]) + 1
        return lengths, first

    def _taut_at(self, places: Places, seeds: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each place and each of these corners whether a way can bend there, shape (places, corners)."""
        return self.ground.taut(places[:, None, :], seeds[None, :] - self.goals)

    def _search(self, place: Places, value: float) -> tuple[Places, float, float]:
        """The farthest place, its distance, and how much farther any place may be."""
        pieces = _triangles(self.ground.area)
        seen = 0
        while len(pieces):
            seen += len(pieces)
            centres = pieces.mean(axis=1)
            tried = np.concatenate([centres, pieces.reshape(-1, 2)])
            lengths, seeds = self._nearest(tried)
            best = int(np.argmax(np.where(np.isfinite(lengths), lengths, -1.0)))
            if math.isfinite(lengths[best]) and lengths[best] > value:
                place, value = tried[best], float(lengths[best])
            bound = self._bounds(pieces, lengths, seeds)
            left = bound > value + CLOSE
            if left.any() and seen > MOST_PIECES:
                return place, value, float(np.max(bound[left])) - value
            pieces = _halved(pieces[left])
        return place, value, CLOSE

    def _bounds(self, pieces: Places, lengths: Places, seeds: NDArray[np.intp]) -> Places:
        """How far the farthest point of each triangle (n, 3, 2) can be at most."""
        count = len(pieces)
        centres = pieces.mean(axis=1)
        away = np.hypot(*np.moveaxis(pieces - centres[:, None, :], 2, 0)).max(axis=1)
        bound = lengths[:count] + away
        corner = lengths[count:].reshape(count, 3)
        side = np.hypot(*np.moveaxis(pieces[:, :, None, :] - pieces[:, None, :, :], 3, 0)).max(axis=2)
        bound = np.minimum(bound, (corner + side).min(axis=1))
        for seed in (seeds[:count], *seeds[count:].reshape(count, 3).T):
            from_seed = np.hypot(*np.moveaxis(pieces - self.places[seed][:, None, :], 2, 0)).max(axis=1)
            straight = self.distance[seed] + from_seed
            gains = np.flatnonzero((seed != _NONE) & (straight < bound))
            if gains.size:
                sight = shapely.multipoints(
                    np.concatenate([pieces[gains], self.places[seed[gains]][:, None, :]], axis=1).tolist()
                )
                clear = ~shapely.intersects(self.ground.walls, shapely.convex_hull(sight))
                bound[gains[clear]] = straight[gains[clear]]
        return np.asarray(bound, dtype=float)


def _polygons(area: BaseGeometry) -> MultiPolygon:
    """The parts of an area, made valid, that have one."""
    sound = area if area.is_valid else shapely.make_valid(area)
    parts = [part for whole in shapely.get_parts(sound) for part in shapely.get_parts(whole)]
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and part.area > _TINY])


def _cross(one: Places, other: Places) -> Places:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _corners(area: BaseGeometry) -> tuple[Places, Places, Places]:
    """Vertices where the ground turns away from itself, with the vertex before and behind each; shape (n, 2) each."""
    found: list[Places] = []
    for part in shapely.get_parts(area):
        for ring in (part.exterior, *part.interiors):
            at = shapely.get_coordinates(ring)[:-1]
            before, after = np.roll(at, 1, axis=0), np.roll(at, -1, axis=0)
            turn = _cross(at - before, after - at)
            bends = turn < -_TINY
            found.append(np.stack([at[bends], before[bends], after[bends]]))
    every = np.concatenate(found, axis=1) if found else np.empty((3, 0, 2))
    return every[0], every[1], every[2]


def _triangles(area: BaseGeometry) -> Places:
    """The area in triangles without new vertices, shape (n, 3, 2)."""
    parts = shapely.get_parts(shapely.constrained_delaunay_triangles(area))
    corners = [shapely.get_coordinates(part)[:3] for part in parts if part.area > _TINY]
    return np.array(corners).reshape(-1, 3, 2)


def _halved(pieces: Places) -> Places:
    """Each triangle cut in two across its longest side; slivers without area are left out."""
    if not len(pieces):
        return pieces
    side = np.hypot(*np.moveaxis(np.roll(pieces, -1, axis=1) - pieces, 2, 0))
    longest = side.argmax(axis=1)
    row = np.arange(len(pieces))
    start, stop, tip = (pieces[row, (longest + step) % 3] for step in range(3))
    middle = (start + stop) / 2
    halves = np.concatenate([np.stack([start, middle, tip], axis=1), np.stack([middle, stop, tip], axis=1)])
    area = np.abs(_cross(halves[:, 1] - halves[:, 0], halves[:, 2] - halves[:, 0]))
    return np.asarray(halves[area > _TINY * _TINY])
