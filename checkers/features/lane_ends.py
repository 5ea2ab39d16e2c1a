"""The middle lines of fire lanes and the dead ends among their ends.

Vocabulary
----------
middle     the line as far from one kerb as from the other: the Voronoi edges of the kerbs that lie on the road
twig       a branch of the middle into a corner of the road, hardly longer than half the width there; left out
end        where the middle stops, with the half width there to the very end of the road
onward     whether the road goes on behind an end: into a road that leads on or over the boundary of the site; None
           when kerbs lie near the end and nothing tells on which side of them the road is, when the boundary is near
           and not reached, and when the road behind leads nowhere
leads on   a road that is a ring, reaches the boundary or joins the lane in two places, or hangs together with one
           that does; on a sheet without any boundary every road is taken to lead on
dead end   an end without a way onward; its length is driven back to the next ring, or to the place from which
           another way leads out
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiPoint, Point, Polygon, STRtree
from shapely.affinity import translate
from shapely.ops import substring

from checkers.errors import Words
from checkers.features.base import Feature, areas
from checkers.features.near import gathered
from checkers.features.roads import Road, fire_lanes, kerbs, roads
from checkers.features.widths import sides

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LENGTH_PRECISION = 0.001
"""metres: of the length of a straight lane"""

STEP = 0.5
"""metres between the places on kerbs from which the middle is made"""

MOST_PLACES = 20_000
"""places on the kerbs of one road; a longer road is taken in larger steps"""

TWIG = 1.7
"""times the half width of the road: a shorter branch of the middle leads into a corner"""

BEHIND = 1.5
"""metres behind an end at which the road must go on"""

LEADS_OUT = 3.0
"""metres behind an end within which a boundary may let the road out of the site"""

REACHES = 0.5
"""metres behind an end within which it does"""

OVER = 20.0
"""metres that a lane may be drawn on outside the boundary"""

BESIDE = 3.0
"""metres from an end at which kerbs of another road leave it open whether the road goes on"""

UNSURE = 0.5
"""metres that the length of a bent dead end may be off, its mouth having no exact place"""

STRAIGHT = 0.995
"""share of the rectangle around it that a straight lane fills; such a lane is as long as the rectangle"""

AROUND_MOUTH = 12.0
"""metres on both sides of a mouth along which a road shows its width"""

FORK = 20.0
"""metres from an end to a fork that makes it one arm of a T in which a fire engine may turn"""

Node = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Feature):
    """An end of a fire lane."""

    lane: Road
    point: Point
    """the end of the middle, half a width before the very end"""
    onward: bool | None
    length: float
    """metres driven back from the very end; infinite when nothing leads out of this lane at all"""
    precision: float
    along: LineString
    forked: bool
    """whether it is one arm of a T"""
    nowhere: bool = False
    """whether it ends in a road that leads nowhere, so that it is longer than what is drawn as a lane"""


def lane_ends(plans: Plans) -> tuple[End, ...]:
    """Every end of every fire lane; call as ``plans.recognise(lane_ends)``."""
    found: list[End] = []
    for sheet in plans.sheets:
        lanes = [lane for lane in plans.recognise(fire_lanes) if lane.sheet == sheet.id]
        if not lanes:
            continue
        others = [road for road in plans.recognise(roads) if road.sheet == sheet.id]
        out = _ways_out(sheet)
        lines = [line for line in kerbs(sheet, "ROAD") if not line.is_empty]
        for lane in lanes:
            ahead = [road.polygon for road in (*lanes, *others) if road is not lane and not _same(road, lane)]
            leading = _leading(lane.polygon, ahead, out)
            nowhere = [road for road, leads in zip(ahead, leading, strict=True) if not leads]
            found += _ends(
                lane, ([road for road, leads in zip(ahead, leading, strict=True) if leads], nowhere), out, lines
            )
    return tuple(found)


def _leading(lane: Polygon, ahead: Sequence[Polygon], out: Sequence[BaseGeometry]) -> list[bool]:
    """Which of the roads around a lane lead on."""
    if not out:
        return [True] * len(ahead)
    edges = STRtree(out)
    ends = [bool(road.interiors) or edges.query(road, predicate="dwithin", distance=REACHES).size > 0 for road in ahead]
    leading = [False] * len(ahead)
    for group in gathered(ahead, BEHIND):
        mouths = shapely.union_all([ahead[index].buffer(BEHIND) for index in group]).intersection(lane)
        if any(ends[index] for index in group) or len(shapely.get_parts(mouths)) > 1:
            for index in group:
                leading[index] = True
    return leading


def _same(road: Road, lane: Road) -> bool:
    """Whether a road is the ground of the lane drawn once more."""
    shared = road.polygon.intersection(lane.polygon).area
    return shared > 0.9 * road.polygon.area


def _ways_out(sheet: Sheet) -> list[BaseGeometry]:
    """Lines over which a road leaves the site: its boundary and the red lines of city roads."""
    lines = [sheet.entities.geometry[row] for row in sheet.rows("SITE_BOUNDARY", "ROAD_REDLINE")]
    lines += [area.polygon for area in areas(sheet, "SITE_BOUNDARY")]
    return [line.boundary if isinstance(line, Polygon) else line for line in lines]


@dataclass(slots=True)
class _Middle:
    """The middle of a road as a graph, in coordinates around the road's own middle."""

    ways: dict[Node, dict[Node, float]] = field(default_factory=dict)

    def add(self, one: Node, other: Node, length: float) -> None:
        if one != other:
            self.ways.setdefault(one, {})[other] = length
            self.ways.setdefault(other, {})[one] = length

    def drop(self, node: Node) -> None:
        for other in self.ways.pop(node, {}):
            del self.ways[other][node]
            if not self.ways[other]:
                del self.ways[other]

    def tips(self) -> list[Node]:
        return [node for node, near in self.ways.items() if len(near) == 1]

    def branch(self, tip: Node) -> tuple[list[Node], float]:
        """The nodes from a tip to the next fork (or the other tip), that one included, and the length."""
        trail, length, before, here = [tip], 0.0, tip, tip
        while True:
            ahead = [(other, way) for other, way in self.ways[here].items() if other != before]
            if not ahead or (here != tip and len(self.ways[here]) != 2):  # noqa: PLR2004 - passes through a node of two
                return trail, length
            before, (here, way) = here, ahead[0]
            trail.append(here)
            length += way


def _middle(road: Polygon) -> _Middle:
    """The middle of a road without twigs."""
    step = max(STEP, road.length / MOST_PLACES)
    places = shapely.get_coordinates(road.boundary.segmentize(step))
    edges = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(places), only_edges=True))
    shapely.prepare(road)
    inside = edges[shapely.contains_properly(road, edges)] if len(edges) else edges
    graph = _Middle()
    for edge in inside:
        at = [(round(float(x), 4), round(float(y), 4)) for x, y in shapely.get_coordinates(edge)]
        for one, other in pairwise(at):
            graph.add(one, other, math.dist(one, other))
    border = road.boundary
    while True:
        twigs = []
        for tip in graph.tips():
            trail, length = graph.branch(tip)
            fork = trail[-1]
            if len(graph.ways.get(fork, {})) > 2 and length < TWIG * border.distance(Point(fork)) + step:  # noqa: PLR2004
                twigs.append((length, trail))
        if not twigs:
            return graph
        for _, trail in twigs:
            for node in trail[:-1]:
                graph.drop(node)


def _ends(
    lane: Road,
    ahead: tuple[Sequence[Polygon], Sequence[Polygon]],
    out: Sequence[BaseGeometry],
    lines: Sequence[BaseGeometry],
) -> Iterable[End]:
    x, y = lane.polygon.centroid.coords[0]
    road = translate(lane.polygon, -x, -y)
    graph = _middle(road)
    border = road.boundary
    leading, nowhere = ahead
    near = STRtree(out), STRtree(lines)
    tips: dict[Node, tuple[bool | None, float, Node]] = {}
    lost: set[Node] = set()
    for tip in graph.tips():
        half = float(border.distance(Point(tip)))
        trail, _ = graph.branch(tip)
        very = _very_end(tip, trail, half)
        at, direction = Point(very[0] + x, very[1] + y), _direction(tip, very)
        last = translate(substring(LineString([very, *trail]), 0.0, OVER), x, y)
        tips[tip] = _onward(at, direction, leading, near), half, very
        if len(near[0].query(last, predicate="intersects")):
            tips[tip] = True, half, very
        elif tips[tip][0] is not True and any(road.covers(_behind(at, direction)) for road in nowhere):
            tips[tip] = None, half, very
            lost.add(tip)
    through = _through(graph, [tip for tip, (onward, _, _) in tips.items() if onward is True])
    back, previous = _distances(graph, through)
    for number, (tip, (onward, half, very)) in enumerate(sorted(tips.items()), start=1):
        trail = [tip]
        while previous.get(trail[-1]) is not None:
            trail.append(previous[trail[-1]])  # type: ignore[arg-type]  # the loop's condition says that it is no None
        mouth = _mouth(trail[-1], through, border) if trail[-1] not in tips else tips[trail[-1]][1]
        length = back.get(tip, math.inf) + half + (mouth if trail[-1] in tips else -mouth)
        exact = _straight(road) if len(tips) == len(("one", "other")) else None
        line = LineString([very, *trail]) if len(trail) > 1 else LineString([very, graph.branch(tip)[0][-1]])
        branch, reach = graph.branch(tip)
        yield End(
            subject=f"{lane.subject} 端部{number}" if len(tips) > 1 else f"{lane.subject} 端部",
            sheet=lane.sheet,
            where=translate(line, x, y),
            handles=lane.handles,
            how=lane.how
            if onward is not None
            else Words(f"{lane.how.zh}，端部去向不明", f"{lane.how.en}, end unclear"),
            sure=lane.sure,
            lane=lane,
            point=translate(Point(tip), x, y),
            onward=onward,
            length=length if exact is None or math.isinf(length) else exact,
            precision=UNSURE if exact is None else LENGTH_PRECISION,
            along=translate(line, x, y),
            forked=len(graph.ways.get(branch[-1], {})) > 2 and reach < FORK and branch[-1] not in through,  # noqa: PLR2004
            nowhere=tip in lost,
        )


def _very_end(tip: Node, trail: Sequence[Node], half: float) -> Node:
    """The middle led on by half a width, in the direction it has over its last width."""
    run, before = 0.0, tip
    for node in trail[1:]:
        run += math.dist(before, node)
        before = node
        if run > 2 * half:
            break
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    return tip[0] + dx / length * half, tip[1] + dy / length * half


def _direction(tip: Node, very: Node) -> Node:
    length = math.dist(tip, very) or 1.0
    return (very[0] - tip[0]) / length, (very[1] - tip[1]) / length


def _behind(very: Point, direction: Node, by: float = BEHIND) -> Point:
    return Point(very.x + direction[0] * by, very.y + direction[1] * by)


def _onward(very: Point, direction: Node, ahead: Sequence[Polygon], near: tuple[STRtree, STRtree]) -> bool | None:
    behind = _behind(very, direction)
    out, lines = near
    if any(road.covers(behind) for road in ahead):
        return True
    start = _behind(very, direction, -BEHIND)
    if len(out.query(LineString([start, _behind(very, direction, REACHES)]), predicate="intersects")):
        return True
    if len(out.query(LineString([start, _behind(very, direction, LEADS_OUT)]), predicate="intersects")):
        return None
    return None if len(lines.query(very, predicate="dwithin", distance=BESIDE)) else False


def _through(graph: _Middle, open_tips: Sequence[Node]) -> set[Node]:
    """Nodes from which one need not drive back: those of rings, and those between two ways onward.

    With a single way out only its own end is one.
    """
    degree = {node: len(near) for node, near in graph.ways.items()}
    kept = set(graph.ways)
    bare = [node for node, count in degree.items() if count == 1 and node not in open_tips]
    while bare:
        node = bare.pop()
        kept.discard(node)
        for other in graph.ways[node]:
            if other in kept:
                degree[other] -= 1
                if degree[other] == 1 and other not in open_tips:
                    bare.append(other)
    return kept


def _distances(graph: _Middle, through: set[Node]) -> tuple[dict[Node, float], dict[Node, Node | None]]:
    """The way from every node to the next one of these (Dijkstra)."""
    back: dict[Node, float] = dict.fromkeys(through, 0.0)
    previous: dict[Node, Node | None] = dict.fromkeys(through)
    heap = [(0.0, node) for node in sorted(through)]
    while heap:
        reached, node = heappop(heap)
        if reached > back[node]:
            continue
        for other, way in graph.ways[node].items():
            if reached + way < back.get(other, math.inf):
                back[other] = reached + way
                previous[other] = node
                heappush(heap, (reached + way, other))
    return back, previous


def _mouth(root: Node, through: set[Node], border: BaseGeometry) -> float:
    """How far the mouth of a branch lies from where its middle meets that of the road it leaves.

    There the middle is drawn towards the mouth: the disc around it is larger than half the road's width by as much.
    """
    around = [node for node in through if math.dist(node, root) < AROUND_MOUTH]
    half = min((float(border.distance(Point(node))) for node in around), default=0.0)
    return 2 * half - float(border.distance(Point(root)))


def _straight(road: Polygon) -> float | None:
    """The length of a straight lane, exactly; None for any other."""
    long, short = sides(road)
    return long.value if road.area > STRAIGHT * long.value * short.value else None
