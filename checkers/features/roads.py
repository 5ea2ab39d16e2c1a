"""Roads and fire lanes of a site plan as areas, from hatches, closed kerb lines and pairs of open ones.

Vocabulary
----------
kerb       a line at the side of a road, on layers of roads and fire lanes
road       a connected area between kerbs; a ring road has the ground inside it as a hole
fire lane  a road on a layer of fire lanes, or one with 消防车道 written on it
cap        a line drawn in thought between the ends of two open kerbs, where the drawing leaves a road open
stray      a line on a layer of fire lanes that bounds no road: a lane drawn by its centre line, or a kerb alone
block      the ground that a closed kerb encloses when it is too wide for a road

Closed lines inside each other are read from outside in: what lies between a line and the next ones inside it is road
where it is no wider than ``WIDEST``; else the outer one bounds a block, and the inner ones are read for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, STRtree
from shapely.affinity import translate
from shapely.ops import polygonize

from checkers.errors import Words
from checkers.features import many
from checkers.features.base import FEW, MOST_MET, Area, Feature, areas, distinct
from checkers.features.chains import TOO_MANY, joined
from checkers.features.labels import labels
from checkers.features.site import site_plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

WIDEST = 26.0
"""metres across: a wider ground is no road and no place to turn a fire engine in (the largest is 18 m by 18 m)"""

JOINS = 0.05
"""metres between two parts of one road"""

CAP = 20.0
"""metres: the widest road whose open end is closed in thought"""

SHORTEST = 3.0
"""metres: a shorter stray line is a mark"""

ON_ROAD = 0.3
"""metres off a road's area at which a line still belongs to it"""

SMALLEST = 4.0
"""square metres: a smaller area is an arrow or a sign"""

LANE_WORDS = re.compile(r"消防车道|消防道路|消防通道|消防环路|消防回车|回车场")
MIDDLES = re.compile(r"中心?线|CENTER|CNTR|CNTL", re.IGNORECASE)
"""in names of layers of roads"""

A_NOTE = 24
"""characters: a longer text is a note about lanes, not written on one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Road(Feature):
    """A connected road area."""

    polygon: Polygon
    """model metres; with a hole for what a ring road encloses"""
    layers: tuple[str, ...]
    written: tuple[Point, ...] = ()
    """where a fire lane is written on it, if only that makes it one"""


def fire_lanes(plans: Plans) -> tuple[Road, ...]:
    """Every fire lane of every site plan, largest first; call as ``plans.recognise(fire_lanes)``."""
    found: list[Road] = []
    for sheet in plans.recognise(site_plans):
        written = [
            label.point for label in labels(sheet) if LANE_WORDS.search(label.words) and len(label.words) < A_NOTE
        ]
        own = _roads(sheet, "FIRE_LANE", "消防车道")
        drawn = shapely.union_all([road.polygon for road in own])
        named = [
            road
            for road in plans.recognise(roads)
            if road.sheet == sheet.id
            and road.polygon.intersection(drawn).area <= road.polygon.area / 2
            and any(road.polygon.intersects(point) for point in written)
        ]
        found += own
        found += [
            Road(
                subject=f"消防车道（{road.subject}）",
                sheet=road.sheet,
                where=road.where,
                handles=road.handles,
                how=Words(f"{road.how.zh}，其上注有消防车道", f"{road.how.en}, with a fire lane written on it"),
                sure=road.sure,
                polygon=road.polygon,
                layers=road.layers,
                written=tuple(point for point in written if road.polygon.intersects(point)),
            )
            for road in named
            if not own
        ]
    return tuple(found)


def roads(plans: Plans) -> tuple[Road, ...]:
    """Every road of every site plan, largest first; call as ``plans.recognise(roads)``."""
    return tuple(road for sheet in plans.recognise(site_plans) for road in _roads(sheet, "ROAD", "道路"))


def strays(plans: Plans) -> tuple[Feature, ...]:
    """Every line on a layer of fire lanes that bounds no lane; call as ``plans.recognise(strays)``."""
    return tuple(found for sheet in plans.recognise(site_plans) for found in _strays(plans, sheet, "FIRE_LANE"))


def loose_kerbs(plans: Plans) -> tuple[Feature, ...]:
    """Every line on a layer of roads that bounds no road; call as ``plans.recognise(loose_kerbs)``."""
    return tuple(found for sheet in plans.recognise(site_plans) for found in _strays(plans, sheet, "ROAD"))


def _strays(plans: Plans, sheet: Sheet, meaning: str) -> Iterator[Feature]:
    of_fire = meaning == "FIRE_LANE"
    known = [road for road in plans.recognise(fire_lanes if of_fire else roads) if road.sheet == sheet.id]
    near = shapely.union_all([road.polygon for road in known]).buffer(ON_ROAD)
    word = "消防车道线" if of_fire else "道路线"
    for row in sheet.rows(meaning):
        if sheet.entities.kind[row] == "hatch":
            continue
        shape = sheet.entities.geometry[row]
        line = shape.boundary if isinstance(shape, Polygon | MultiPolygon) else shape
        if line.length > SHORTEST and line.difference(near).length > line.length / 2:
            layer = sheet.layers[int(sheet.entities.layer[row])].name
            yield Feature(
                subject=f"{word} {sheet.entities.handle[row]}",
                sheet=sheet.id,
                where=line,
                handles=(str(sheet.entities.handle[row]),),
                how=Words(f"图层 {layer} 上的线", f"line on layer {layer}"),
                sure=False,
            )


def kerbs(sheet: Sheet, *meanings: str) -> list[BaseGeometry]:
    """The lines at the sides of roads and fire lanes, areas by their boundaries; model metres.

    Lines on layers of middle lines are none.
    """
    middles = [index for index, layer in enumerate(sheet.layers) if MIDDLES.search(layer.name)]
    rows = sheet.rows(*(meanings or ("ROAD", "FIRE_LANE")))
    lines = (sheet.entities.geometry[row] for row in rows if sheet.entities.layer[row] not in middles)
    return [line.boundary if isinstance(line, Polygon | MultiPolygon) else line for line in lines]


def _roads(sheet: Sheet, meaning: str, word: str) -> list[Road]:
    closed = distinct(area for area in areas(sheet, meaning) if area.polygon.area > SMALLEST)
    pieces = list(_between(closed))
    pieces += [(face, handles) for face, handles in _of_open_kerbs(sheet, meaning, closed)]
    if not pieces:
        return []
    parts = [piece for piece, _ in pieces]
    x, y = parts[0].centroid.coords[0]
    grown = shapely.union_all([translate(part, -x, -y).buffer(JOINS / 2, join_style="mitre") for part in parts])
    whole = translate(grown.buffer(-JOINS / 2, join_style="mitre"), x, y)
    tree = STRtree(parts)
    layers = tuple(dict.fromkeys(sheet.layers[int(sheet.entities.layer[row])].name for row in sheet.rows(meaning)))
    named = "、".join(layers)
    joint = sorted(
        (part for part in shapely.get_parts(whole) if isinstance(part, Polygon) and part.area > SMALLEST),
        key=lambda part: -part.area,
    )
    return [
        Road(
            subject=f"{word}{index}" if len(joint) > 1 else word,
            sheet=sheet.id,
            where=part,
            handles=tuple(
                dict.fromkeys(h for each in tree.query(part, predicate="intersects") for h in pieces[int(each)][1])
            ),
            how=Words(f"图层 {named} 上的边线或填充", f"kerbs or hatches on layer {named}"),
            polygon=parts[0] if len(parts) == 1 else part,
            layers=layers,
        )
        for index, part in enumerate(joint, start=1)
    ]


def _between(closed: Sequence[Area]) -> Iterator[tuple[Polygon, tuple[str, ...]]]:
    """The road areas that closed lines bound, read from outside in."""
    polygons = [area.polygon for area in closed]
    tree = STRtree(polygons)
    inside: dict[int, list[int]] = {}
    outer: list[int] = []
    for index, polygon in enumerate(polygons):
        around = [
            int(other)
            for other in tree.query(polygon, predicate="covered_by")
            if other != index and polygons[other].area > polygon.area
        ]
        parent = min(around, key=lambda other: polygons[other].area, default=None)
        (outer if parent is None else inside.setdefault(parent, [])).append(index)
    todo = list(outer)
    while todo:
        index = todo.pop()
        children = inside.get(index, [])
        holes = [child for child in children if not _is_lane(closed[child])]
        region = polygons[index].difference(shapely.union_all([polygons[hole] for hole in holes]))
        if _across(region) <= WIDEST:
            for part in shapely.get_parts(region):
                if isinstance(part, Polygon) and part.area > SMALLEST:
                    yield part, tuple(h for each in (index, *holes) for h in closed[each].handles)
            todo += [below for child in children for below in inside.get(child, [])]
            todo += [child for child in children if child not in holes and not inside.get(child)]
        else:
            todo += children


def _is_lane(area: Area) -> bool:
    """Whether a lane is written on an outline and nothing larger is meant by it."""
    return any(LANE_WORDS.search(text) and len(text) < A_NOTE for text in area.texts) and _across(area.polygon) <= CAP


def _across(region: BaseGeometry) -> float:
    """The diameter of the largest disc inside, metres."""
    parts = [part for part in shapely.get_parts(region) if isinstance(part, Polygon) and part.area > SMALLEST / 2]
    return max((2 * float(shapely.maximum_inscribed_circle(part, tolerance=0.1).length) for part in parts), default=0.0)


def _of_open_kerbs(sheet: Sheet, meaning: str, closed: Sequence[Area]) -> Iterator[tuple[Polygon, tuple[str, ...]]]:
    """The roads that open kerbs bound, each closed in thought where two kerbs end side by side.

    CouldNotRead where kerbs by the hundred cross each other.
    """
    rows = [
        int(row)
        for row in sheet.rows(meaning)
        if isinstance(sheet.entities.geometry[row], LineString) and sheet.entities.geometry[row].length > JOINS
    ]
    lines = [sheet.entities.geometry[row] for row in rows]
    if not lines or len(lines) > TOO_MANY:
        return
    if many.crowded(np.array(lines, dtype=object), few=FEW, most_met=MOST_MET):
        raise many.given_up(sheet, "道路与消防车道的线", "kerbs")
    loose: list[LineString] = []
    handles: list[str] = []
    ends: list[Point] = []
    for chain, free in joined(lines):
        if free:
            loose += [lines[index] for index in chain]
            handles += [str(sheet.entities.handle[rows[index]]) for index in chain]
            ends += [Point(end) for end in free]
    caps = _caps(ends, loose)
    if not caps:
        return
    known = shapely.union_all([area.polygon for area in closed])
    bounds = [area.polygon.boundary for area in closed]
    seams = STRtree(caps)
    for face in polygonize(shapely.get_parts(shapely.unary_union([*loose, *caps, *bounds]))):
        if face.area <= SMALLEST or face.intersection(known).area > face.area / 2:
            continue
        shared = seams.query(face.boundary, predicate="dwithin", distance=JOINS / 10)
        capped = [int(each) for each in shared if face.boundary.buffer(JOINS).covers(caps[int(each)])]
        if capped and _across(face) <= WIDEST:
            yield face, tuple(handle for handle, line in zip(handles, loose, strict=True) if line.dwithin(face, JOINS))


def _caps(ends: Sequence[Point], loose: Sequence[LineString]) -> list[LineString]:
    """A line between every two free ends that are each other's nearest, no farther apart than a road is wide.

    None where a kerb leads from one to the other: the two ends of a short kerb close no road.
    """
    if len(ends) < 2:  # noqa: PLR2004 - two ends make a cap
        return []
    places = np.array([(end.x, end.y) for end in ends])
    tree = STRtree(ends)
    lines_at: list[set[int]] = [set() for _ in ends]
    for at, line in STRtree(loose).query(ends, predicate="dwithin", distance=JOINS / 10).T.tolist():
        lines_at[at].add(line)
    nearest: list[int | None] = []
    for index, end in enumerate(ends):
        around = [int(other) for other in tree.query(end.buffer(CAP)) if other != index]
        around = [other for other in around if JOINS < np.hypot(*(places[other] - places[index])) <= CAP]
        around = [other for other in around if not lines_at[index] & lines_at[other]]
        nearest.append(min(around, key=lambda other: float(np.hypot(*(places[other] - end.coords[0]))), default=None))
    return [
        LineString([ends[index], ends[other]])
        for index, other in enumerate(nearest)
        if other is not None and index < other and nearest[other] == index
    ]
