"""Recognise communication ducts outside buildings, and the stretches between their manholes.

Vocabulary
----------
duct       通信管道: a line on a communication layer of ducts, or on any such layer of a sheet that shows manholes
manhole    人孔, 手孔: a block or circle, named by its layer, its block or a writing beside it
stretch    段: the duct from one manhole to the next, or to the end of the duct
deflection how much a stretch turns altogether, degrees
open end   an end of a duct at which no manhole stands
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, Polygon, STRtree, box, union_all
from shapely.ops import substring

from checkers.drawing.model import Kind
from checkers.errors import Words
from checkers.features import many
from checkers.features.base import Feature
from checkers.features.labels import labels, plain
from checkers.features.legends import samples
from checkers.features.near import drawn_at, gathered, small_blocks
from checkers.features.pipes import NO_PLAN, pipes
from checkers.features.runs import PEN, end_to_end, once

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

ON_DUCT = 0.5
"""metres between a manhole's symbol and a duct that runs into it"""

SAME_MANHOLE = 0.5
"""metres between the parts of one manhole's symbol"""

LARGEST_MANHOLE = 6.0
"""metres; longer closed lines are ducts that run in a ring, or frames"""

NAME_BESIDE = 3.0
"""metres from a circle to the writing that makes it a manhole"""

LEAD = 1.5
"""metres of duct beyond the last manhole that are still part of its drawing"""

SAME_DUCT = 1.0
"""metres between the two lines of a duct drawn with both its edges"""

STRAIGHT = 1.0
"""degrees: a stretch that turns no more is straight"""

BENT = 5.0
"""degrees: a stretch that turns more is bent; between the two a reviewer decides"""

SHORTEST_CABLE = 1.0
"""metres: shorter lines are strokes of symbols and leaders"""

COUNT_AWAY = 3.0
"""heights of letters from a duct to where the number of its pipes is written"""

_COUNT = re.compile(
    r"(?<![\d.])(?P<rows>\d{1,2}\s*[x×*]\s*)?(?<![\dA-Z.])(\d{1,2})\s*(?:根|孔)?\s*[-x×*]?\s*"
    r"(?:PVC|HDPE|SC|RC|G|%%C|Φ|φ|Ø|DN|D)-?\s*\d{2,3}|(?<![\dA-Z.])(\d{1,2})\s*孔",
    re.IGNORECASE,
)
_DUCT_LAYER = re.compile(r"管道|管线|排管|DUCT", re.IGNORECASE)
_MANHOLE = re.compile(r"人孔|手孔|人手孔|MANHOLE|HANDHOLE", re.IGNORECASE)
_MANHOLE_NUMBER = re.compile(r"^(?:RK|SK)[-#]?\d+", re.IGNORECASE)
_NOTE = re.compile(r"图|说明|间距|不大于|[≤<≥>]")
_LINES = {Kind.LINE, Kind.POLYLINE, Kind.ARC, Kind.CURVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manhole(Feature):
    """A manhole or handhole with the outline of its symbol."""

    point: Point
    shape: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Feature):
    """A duct between two manholes, or between a manhole and an open end."""

    line: LineString
    """from manhole centre to manhole centre"""
    deflection: float
    """degrees"""
    open_ends: int
    """0, 1 or 2"""
    into_building: bool
    """whether an open end lies at a building's outline"""
    edges: BaseGeometry
    """all that is drawn of it: the one line, or both edges"""
    unnamed: bool = False
    """whether a symbol without a name stands on it that may be a manhole"""


def stretches(plans: Plans) -> tuple[Stretch, ...]:
    """Every stretch of every duct of every sheet that may be a plan; a duct drawn with two lines is one."""
    return tuple(stretch for sheet in plans.sheets if _is_plan(sheet) for stretch in _stretches(sheet))


def _is_plan(sheet: Sheet) -> bool:
    """Whether lengths of the sheet are lengths on the ground: not on diagrams, sections and details."""
    return "平面" in sheet.title or NO_PLAN.search(sheet.title) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cable(Feature):
    """A cable or tray of the communication network inside a building."""

    line: LineString
    layer: str = ""
    """name of the layer it is drawn on"""


def cables(plans: Plans) -> tuple[Cable, ...]:
    """Every run of lines on communication layers; strokes of symbols are none. Call as ``plans.recognise(cables)``."""
    return tuple(cable for sheet in plans.sheets if _is_plan(sheet) for cable in _cables(sheet))


def _cables(sheet: Sheet) -> Iterator[Cable]:
    symbols = small_blocks(sheet, LARGEST_MANHOLE)
    rows = [
        int(row)
        for row in sheet.rows("TEL")
        if sheet.entities.kind[row] in _LINES
        and isinstance(sheet.entities.geometry[row], LineString)
        and not _of_symbol(sheet, row, symbols)
    ]
    lines = sheet.entities.geometry[rows]
    tree = STRtree(lines)
    runs = end_to_end(once([line for line in lines if line.length > 0]))
    explained = samples(sheet, runs)

    def _layer_at(place: Point) -> str:
        return sheet.layers[int(sheet.entities.layer[rows[int(tree.nearest(place))]])].name

    for number, line in enumerate(runs):
        if line.length >= SHORTEST_CABLE and number not in explained:
            yield Cable(
                subject="通信线路",
                sheet=sheet.id,
                where=line,
                how=Words("通信图层上的线", "line on a communication layer"),
                line=line,
                layer=_layer_at(line.interpolate(line.length / 2)),
            )


def ends_at(stretch: Stretch, outline: Polygon) -> bool:
    """Whether an end of the stretch lies at the outline of a building, or inside it."""
    ends = (Point(stretch.line.coords[0]), Point(stretch.line.coords[-1]))
    return any(outline.dwithin(end, LEAD) for end in ends) and not all(outline.contains(end) for end in ends)


def ducts_written(plans: Plans, stretch: Stretch) -> int | None:
    """How many ducts are written along a stretch (``2φ100``, ``4孔``); None when none or several numbers are.

    A writing belongs to the stretch, pipe or cable it stands nearest to.
    """
    sheet = plans.drawings.sheet(stretch.sheet)
    ducts = [
        other.line for other in plans.recognise(stretches) if other.sheet == stretch.sheet and other is not stretch
    ]
    others = [*ducts, *(pipe.line for pipe in plans.recognise(pipes) if pipe.sheet == stretch.sheet)]
    found: set[int] = set()
    for text in sheet.texts:
        hit = _COUNT.search(text.content) if text.visible else None
        if hit is None:
            continue
        place = Point(text.x, text.y)
        away = stretch.line.distance(place)
        if away <= COUNT_AWAY * text.height and all(other.distance(place) >= away for other in others):
            count = int(hit.group(2) or hit.group(3))
            if hit.group("rows") and count == 1:
                return None  # 4×1φ100 may be four ducts or one
            found.add(count)
    return found.pop() if len(found) == 1 else None


def manholes(sheet: Sheet) -> tuple[Manhole, ...]:
    """Every manhole of a sheet, once each."""
    found = [*_inserted(sheet), *_drawn(sheet)]
    groups = gathered([shape for _, shape, _, _ in found], SAME_MANHOLE)
    return tuple(_manhole(sheet, [found[index] for index in group]) for group in groups)


_Symbol = tuple[Point, "BaseGeometry", str, str]
"""place, symbol, handle and name of a manhole"""

_Piece = tuple[LineString, tuple[int | None, int | None], float]
"""a stretch, the manholes at its ends (None: an open end), and the degrees it turns"""


def _inserted(sheet: Sheet) -> Iterator[_Symbol]:
    for block in sheet.blocks:
        layer = sheet.layers[block.layer]
        values = [plain(value) for value in block.attributes.values()]
        words = [plain(block.name), *values]
        named = any(_MANHOLE.search(word) or _MANHOLE_NUMBER.match(word) for word in words)
        on_layer = layer.meaning == "TEL" and _MANHOLE.search(layer.name)
        if not block.visible or layer.meaning == "EXPECT" or not (named or on_layer):
            continue
        point = drawn_at(block)
        shape = box(*block.bounds) if block.bounds is not None else point
        small = max(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]) <= LARGEST_MANHOLE
        name = next((value for value in values if value), "")
        yield point, shape if small else point, block.handle, name


def _drawn(sheet: Sheet) -> Iterator[_Symbol]:
    """Closed lines on a layer of manholes, and circles on other communication layers with a manhole's name beside."""
    names = [
        label
        for label in labels(sheet)
        if (_MANHOLE.search(label.words) or _MANHOLE_NUMBER.match(label.words)) and not _NOTE.search(label.words)
    ]
    for row in sheet.rows("TEL"):
        shape = sheet.entities.geometry[row]
        if not isinstance(shape, Polygon | Point) or not _small(shape):
            continue
        layer = sheet.layers[int(sheet.entities.layer[row])].name
        beside = min(names, key=lambda label: shape.distance(label.point), default=None)
        near = beside is not None and shape.distance(beside.point) <= NAME_BESIDE
        if _MANHOLE.search(layer) or near:
            name = beside.words if near and beside is not None else ""
            yield shape.centroid, shape, str(sheet.entities.handle[row]), name


def _manhole(sheet: Sheet, symbols: Sequence[_Symbol]) -> Manhole:
    point, _, handle, name = symbols[0]
    return Manhole(
        subject=name or next((symbol[3] for symbol in symbols if symbol[3]), "") or "人孔",
        sheet=sheet.id,
        where=union_all([symbol[1] for symbol in symbols]),
        handles=(handle,),
        point=point,
        shape=union_all([symbol[1] for symbol in symbols]),
    )


def _small(shape: BaseGeometry) -> bool:
    left, low, right, high = shape.bounds
    return bool(max(right - left, high - low) <= LARGEST_MANHOLE)


def _stretches(sheet: Sheet) -> Iterator[Stretch]:
    holes = manholes(sheet)
    symbols = STRtree([hole.shape for hole in holes])
    found: list[_Piece] = []
    for line in _ducts(sheet, holes):
        near = [int(index) for index in symbols.query(line, predicate="dwithin", distance=ON_DUCT)]
        found.extend(_split(line, holes, near))
    buildings = [sheet.entities.geometry[row] for row in sheet.rows("BLDG_OUTLINE")]
    nameless = _nameless(sheet, holes)
    for number, ((line, (start, end), deflection), edges) in enumerate(_single(found), start=1):
        open_points = [Point(line.coords[place]) for place, hole in ((0, start), (-1, end)) if hole is None]
        names = [holes[hole].subject if hole is not None else "端部" for hole in (start, end)]
        yield Stretch(
            subject=f"管道段{number} {names[0]}至{names[1]}",
            sheet=sheet.id,
            where=line,
            how=Words("通信图层上的线", "line on a communication layer"),
            line=line,
            deflection=deflection,
            open_ends=len(open_points),
            into_building=any(building.distance(point) <= LEAD for point in open_points for building in buildings),
            edges=MultiLineString(edges),
            unnamed=nameless.query(line, predicate="dwithin", distance=ON_DUCT).size > 0,
        )


def _ducts(sheet: Sheet, holes: Sequence[Manhole]) -> list[LineString]:
    """The ducts of the sheet as long as they run, pieces joined end to end."""
    symbols = small_blocks(sheet, LARGEST_MANHOLE)
    rows = [
        int(row)
        for row in sheet.rows("TEL")
        if sheet.entities.kind[row] in _LINES and not _of_symbol(sheet, row, symbols)
    ]
    on_duct_layers = [row for row in rows if _DUCT_LAYER.search(sheet.layers[int(sheet.entities.layer[row])].name)]
    if not on_duct_layers and not holes:
        return []
    lines: list[LineString] = []
    for row in on_duct_layers or rows:
        geometry = sheet.entities.geometry[row]
        if isinstance(geometry, LineString) and geometry.length > 0:
            lines.append(geometry)
        elif isinstance(geometry, Polygon) and not _small(geometry):
            lines.append(LineString(geometry.exterior.coords))
    runs = end_to_end(once(lines))
    explained = samples(sheet, runs)
    return [run for number, run in enumerate(runs) if number not in explained]


def _nameless(sheet: Sheet, holes: Sequence[Manhole]) -> STRtree:
    """Small symbols on communication layers that nothing names and that are no part of a manhole's."""
    tel = sheet.layers_meaning("TEL")
    found = [
        box(*block.bounds) for block in sheet.blocks if block.visible and tel[block.layer] and block.bounds is not None
    ]
    found += [shape for row in sheet.rows("TEL") if isinstance(shape := sheet.entities.geometry[row], Polygon)]
    known = STRtree([hole.shape for hole in holes])
    return STRtree(
        [
            shape
            for shape in found
            if _small(shape) and not known.query(shape, predicate="dwithin", distance=SAME_MANHOLE).size
        ]
    )


def _of_symbol(sheet: Sheet, row: int, symbols: frozenset[str]) -> bool:
    """Whether the line is a stroke of an inserted symbol; whole plans inserted as a block are none."""
    block = str(sheet.entities.block[row]).rpartition("/")[2]
    return block in symbols or (_MANHOLE.search(block) is not None and _small(sheet.entities.geometry[row]))


def _split(line: LineString, holes: Sequence[Manhole], near: Sequence[int]) -> Iterator[_Piece]:
    """The line from manhole to manhole; ``near`` are the indices of the manholes on it."""
    on_line = sorted((line.project(holes[index].point), index) for index in near)
    if line.is_ring and on_line:
        first = on_line[0][0]
        line = _turned(line, first)
        on_line = [(at - first, index) for at, index in on_line]
        on_line.append((line.length, on_line[0][1]))
    stations: list[tuple[float, int | None]] = [(at, index) for at, index in on_line]
    if not stations or stations[0][0] > LEAD:
        stations.insert(0, (0.0, None))
    if stations[-1][1] is None or line.length - stations[-1][0] > LEAD:
        stations.append((line.length, None))
    for (start, hole), (end, next_hole) in pairwise(stations):
        part = substring(line, start, end)
        if isinstance(part, LineString) and part.length > PEN:
            yield _to_centres(part, line, holes, (hole, next_hole)), (hole, next_hole), _deflection(part)


def _turned(ring: LineString, start: float) -> LineString:
    """The ring with its first point at the station."""
    head, tail = substring(ring, start, ring.length), substring(ring, 0, start)
    return LineString([*head.coords, *(tail.coords[1:] if start > 0 else ())])


def _to_centres(
    part: LineString, line: LineString, holes: Sequence[Manhole], between: tuple[int | None, int | None]
) -> LineString:
    """The stretch led on to the centre of a manhole at whose symbol the duct's line stops."""
    coords = list(part.coords)
    for place, stop, hole in ((0, line.coords[0], between[0]), (-1, line.coords[-1], between[1])):
        if hole is None or Point(coords[place]).distance(Point(stop)) > PEN:
            continue
        centre = holes[hole].point
        if centre.distance(Point(stop)) > PEN:
            coords.insert(0 if place == 0 else len(coords), (centre.x, centre.y))
    return LineString(coords)


def _deflection(line: LineString) -> float:
    """Degrees the line turns altogether, wavering of the pen left out."""
    points = list(line.simplify(PEN).coords)
    headings = [math.atan2(y1 - y0, x1 - x0) for (x0, y0), (x1, y1) in pairwise(points)]
    turns = (abs(math.remainder(after - before, math.tau)) for before, after in pairwise(headings))
    return math.degrees(sum(turns))


def _single(pieces: Sequence[_Piece]) -> list[tuple[_Piece, list[LineString]]]:
    """The pieces without those that run beside an earlier one between the same ends: both edges of one duct.

    Each with all the lines that are drawn of it.
    """
    lines = np.array([piece[0] for piece in pieces], dtype=object)
    if not lines.size:
        return []
    bounds = shapely.bounds(lines)
    # two edges of one duct have nearly the same bounds, which few lines that cross have
    corners = many.points(bounds[:, :2])
    one, other = STRtree(corners).query(corners, predicate="dwithin", distance=2 * SAME_DUCT)
    alike = (one < other) & (np.abs(bounds[one] - bounds[other]) <= SAME_DUCT).all(axis=1)
    twin_of: dict[int, int] = {}
    for first, second in zip(one[alike].tolist(), other[alike].tolist(), strict=True):
        same_ends = set(pieces[first][1]) == set(pieces[second][1])
        if first not in twin_of and same_ends and lines[first].hausdorff_distance(lines[second]) <= SAME_DUCT:
            twin_of.setdefault(second, first)
    drawn = {index: [piece[0]] for index, piece in enumerate(pieces) if index not in twin_of}
    for second, first in twin_of.items():
        drawn[first].append(pieces[second][0])
    return [(pieces[index], edges) for index, edges in drawn.items()]
