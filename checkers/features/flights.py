"""Flights of stairs on plans: how wide they are clear, how deep their treads are, and what bounds them.

Vocabulary
----------
flight     梯段: a run of tread lines, or one of the parts into which rails or a stairwell split it
side       what bounds a flight at its left or right: a wall, a handrail, or nothing that was recognised
face       the side of a wall or handrail that looks at the flight; the width between faces is never too large
centre     the middle of a handrail drawn by two lines; widths of flights count up to it (GB 50352, 6.8.2)
cut        a break line ends the treads there, so the flight goes on unseen

Tread lines stand on layers of stairs, in blocks named so, or on any layer right beside the name of a stair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon, STRtree, box

from checkers.errors import Words
from checkers.features import many
from checkers.features.base import Feature, Span
from checkers.features.labels import labels, labels_saying
from checkers.features.openings import Door, doors_on, windows_on
from checkers.features.treads import Bar, Run, near_levels, rails, runs, strokes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet
    from checkers.features.labels import Label
    from checkers.features.openings import Opening
    from checkers.features.plans import Plans
    from checkers.features.treads import Frame, Strokes

STAIR_NAME = re.compile(
    r"^(?!.*(?:电梯|扶梯|爬梯|钢梯|检修|室外|套内|户内|跃层|阁楼|机房|前室|详图|大样|踏步))"
    r"(?:[^，。；：]{0,8}楼梯[^，。；：]{0,6}|LT-?[\dA-Z][\w-]*|ST[-.]?#?\d+)$",
    re.IGNORECASE,
)
DIRECTION = re.compile(r"^(?:向)?(上|下|UP|DN|DOWN)(\d{1,2})?(?:级|步|R)?$", re.IGNORECASE)
NO_STAIR = re.compile(r"自动扶梯|扶梯|自动人行道|台阶|坡道|看台|汽车坡|ESC", re.IGNORECASE)
STAIR_BLOCK = re.compile(r"楼梯|梯段|STAIR", re.IGNORECASE)
LIFT_LAYER = re.compile(r"EVTR|LIFT|ELEV|电梯|扶梯", re.IGNORECASE)
NOT_A_PLAN = re.compile(r"剖面|立面|节点|系统图|说明|目录|墙身|SECTION|ELEVATION", re.IGNORECASE)
A_PLAN = re.compile(r"平面|PLAN", re.IGNORECASE)
NOWHERE = np.empty((0, 2))
UNKNOWN = ""
"""meaning of a layer whose name tells nothing"""

ROOM = 4.0
"""metres around a stair's name in which treads on layers of unknown meaning are looked for"""

NAMED = 3.0
"""metres from a flight to the name of its stair"""

SAYS = 1.5
"""metres from a flight to what it says of its direction"""

INWARDS, OUTWARDS = 0.30, 0.12
"""metres from the end of the treads at which a handrail stands"""

WALL_AT = 0.25
"""metres beyond the end of the treads at which a wall bounds them"""

RAIL = (0.02, 0.10)
"""metres between the two lines of a handrail"""

WELL = 0.40
"""metres: a stairwell or rail that treads were drawn across"""

HALVES = 0.35
"""metres from the ends of treads within which a line is the flight's own rail and splits nothing"""

CORNER = 0.05
"""metres at the ends of a flight in which walls do not bound its sides"""

SLANT = 0.02
"""metres by which a stroke leaves both directions of a flight"""

BREAK = 0.6
"""share of a flight's width across which slanting strokes are a break line; the head of an arrow is shorter"""

LEAST_TREADS = 4
"""lines of a flight that nothing else tells"""


class Side(StrEnum):
    """What bounds a flight at one side."""

    WALL = "wall"
    RAIL = "rail"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight(Feature):
    """One flight; lengths in metres."""

    run: Run
    polygon: Polygon
    """between the ends of the whole treads, model metres"""
    cut: tuple[bool, bool]
    """whether a break line ends it at the first and at the last line"""
    treads: int
    """lines seen, those cut off included: the risers of a flight that is not cut"""
    going: Span
    """depth of a tread; the line runs over all of them"""
    width: Span
    """between the faces of walls and handrails"""
    to_centres: Span
    """the same up to the centre lines of handrails"""
    sides: tuple[Side, Side]
    clear: bool
    """nothing stands in the middle of it"""
    name: str
    """of the stair, as written near: 楼梯间, LT-1; empty when none is"""
    direction: str
    """上, 下 or empty"""
    risers: int | None
    """as written: 上18级"""


@dataclass(frozen=True, slots=True)
class _Edge:
    side: Side
    face: float
    centre: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What of one sheet the recognition of stairs looks at."""

    sheet: Sheet
    drawn: Strokes
    runs: tuple[Run, ...]
    """of the strokes"""
    lines: STRtree
    """the strokes of ``drawn``"""
    railing: frozenset[int]
    solids: STRtree
    """walls, columns, and the doors and windows that stand shut in them"""
    sound: NDArray[np.bool_]
    """which of those are valid, so that they can be measured"""
    of_column: NDArray[np.bool_]
    """which of those are columns"""
    written: tuple[Label, ...]
    places: STRtree
    """of ``written``"""

    @classmethod
    def of(cls, sheet: Sheet, plans: Plans) -> Ground:
        """The tread lines, rails, walls and words of a sheet."""
        written = labels(sheet)
        named = labels_saying(sheet, STAIR_NAME.match)
        rows = np.union1d(sheet.rows("STAIR", "RAILING"), np.fromiter(_further(sheet, named), np.intp))
        lifts = np.array([bool(LIFT_LAYER.search(layer.name)) for layer in sheet.layers], dtype=np.bool_)
        rows = rows[~lifts[sheet.entities.layer[rows]]] if len(rows) else rows
        solid = sheet.rows("WALL", "COLUMN")
        columns = sheet.layers_meaning("COLUMN")[sheet.entities.layer[solid]] if len(solid) else np.zeros(0, np.bool_)
        drawn = strokes(sheet, rows)
        found = tuple(runs(drawn))
        shut = [opening.where for opening in _shut(sheet, plans)] if found or named else []
        solids = np.array([*sheet.entities.geometry[solid], *shut], dtype=object)
        return cls(
            sheet,
            drawn,
            found,
            STRtree(np.atleast_1d(np.asarray(shapely.linestrings(drawn.ends.reshape(-1, 2, 2))))),
            frozenset(sheet.rows("RAILING").tolist()),
            STRtree(solids),
            shapely.is_valid(solids),
            np.append(columns, np.zeros(len(shut), np.bool_)),
            written,
            STRtree(many.points(np.array([(label.x, label.y) for label in written]) if len(drawn.ends) else NOWHERE)),
        )


def shows_a_plan(sheet: Sheet) -> bool:
    """Whether the title lets the sheet be a plan; one without a title may be."""
    return bool(A_PLAN.search(sheet.title)) or not NOT_A_PLAN.search(sheet.title)


def flights(plans: Plans) -> tuple[Flight, ...]:
    """Every flight of every plan; call as ``plans.recognise(flights)``."""
    return tuple(
        flight
        for sheet in plans.sheets
        if shows_a_plan(sheet)
        for flight in _flights(plans.recognise(grounds)[sheet.id])
    )


def grounds(plans: Plans) -> dict[str, Ground]:
    """What stairs are recognised in, by sheet; call as ``plans.recognise(grounds)``."""
    return {sheet.id: Ground.of(sheet, plans) for sheet in plans.sheets if shows_a_plan(sheet)}


def _shut(sheet: Sheet, plans: Plans) -> Iterator[Opening]:
    """The openings of a sheet that something closes."""
    for opening in (*plans.recognise_on(sheet, windows_on), *plans.recognise_on(sheet, doors_on)):
        if opening.width is not None and not (isinstance(opening, Door) and opening.bare):
            yield opening


def _further(sheet: Sheet, named: Sequence[Label]) -> Iterator[int]:
    """Rows in blocks named as stairs, and those of unknown layers around the names of stairs."""
    names = {path for path in set(sheet.entities.block.tolist()) if STAIR_BLOCK.search(path)}
    plain = sheet.layers_meaning(UNKNOWN)
    if not len(sheet.entities):
        return
    shown = sheet.entities.visible & plain[sheet.entities.layer]
    if names:
        yield from np.flatnonzero(shown & np.isin(sheet.entities.block.astype(str), list(names))).tolist()
    places = [label.point.buffer(ROOM) for label in named]
    rows = np.flatnonzero(shown)
    if places and len(rows):
        yield from np.unique(rows[STRtree(sheet.entities.geometry[rows]).query(places)[1]]).tolist()


def _flights(ground: Ground) -> list[Flight]:
    found: list[Flight] = []
    across: dict[Frame, tuple[list[Bar], list[float]]] = {}
    for run in ground.runs:
        if run.frame not in across:
            every = rails(ground.drawn, run.frame)
            across[run.frame] = every, [line.v for line in every]
        around = near_levels(*across[run.frame], run.u0 - INWARDS, run.u1 + INWARDS)
        first, last = run.whole[0].v, run.whole[-1].v
        # those at right angles that run along most of the flight
        lines = [line for line in around if line.shares(first, last) >= (last - first) / 2]
        for low, high in _pieces(run, lines, ground.railing):
            flight = _flight(ground, run, (low, high), lines)
            if flight is not None:
                found.append(flight)
    return found


def _pieces(run: Run, lines: Sequence[Bar], railing: frozenset[int]) -> list[tuple[float, float]]:
    """The columns of a run: two or more where rails or a stairwell stand in the middle of its treads."""
    inner = sorted((line for line in lines if run.u0 + HALVES < line.v < run.u1 - HALVES), key=lambda line: line.v)
    ends: list[tuple[float, float]] = []
    low, cluster = run.u0, list[Bar]()
    for line in (*inner, None):
        if line is not None and (not cluster or line.v - cluster[0].v <= WELL):
            cluster.append(line)
            continue
        wide = cluster[-1].v - cluster[0].v if cluster else 0.0
        if cluster and (wide >= RAIL[0] or any(not railing.isdisjoint(one.rows) for one in cluster)):
            ends.append((low, cluster[0].v))
            low = cluster[-1].v
        cluster = [] if line is None else [line]
    return [*ends, (low, run.u1)]


def _flight(ground: Ground, run: Run, column: tuple[float, float], lines: Sequence[Bar]) -> Flight | None:
    whole = run.whole
    first, last = whole[0].v, whole[-1].v
    covered = run.frame.rectangle(column[0], first, column[1], last)
    said = _near(ground, covered, SAYS)
    if any(NO_STAIR.search(label.words) for label in said):
        return None
    middle = (column[0] + column[1]) / 2
    near = ground.solids.query(covered, predicate="dwithin", distance=2 * WALL_AT)
    solid = run.frame.all_inside(ground.solids.geometries[near[ground.sound[near]]])
    between = first + CORNER, last - CORNER
    low = _edge(
        -column[0],
        -middle,
        [_turned(line) for line in lines],
        _reach(solid, column[0], middle, between, -1),
        ground,
    )
    high = _edge(column[1], middle, lines, _reach(solid, column[1], middle, between, 1), ground)
    width = high.face + low.face
    clear = width > (column[1] - column[0]) / 2
    name = _nearest(ground, covered, NAMED)
    way = next((hit for label in said if (hit := DIRECTION.match(label.words))), None)
    if len(run.bars) < LEAST_TREADS and not (name or way):
        return None
    level = (first + last) / 2
    rows = [row for bar in run.bars for row in bar.rows]
    layer = ground.sheet.layers[int(ground.sheet.entities.layer[rows[0]])].name
    return Flight(
        subject=f"{name or '楼梯'} 梯段",
        sheet=ground.sheet.id,
        where=covered,
        handles=tuple(dict.fromkeys(str(ground.sheet.entities.handle[row]) for row in rows)),
        how=Words(
            f"图层 {layer} 上 {len(run.bars)} 条等距踏步线", f"{len(run.bars)} evenly spaced lines on layer {layer}"
        ),
        sure=clear and bool(name) and len(run.bars) >= LEAST_TREADS,
        clear=clear,
        run=run,
        polygon=covered,
        cut=_cut(ground, run, column),
        treads=len(run.bars),
        going=Span(run.going, run.frame.line((middle, run.bars[0].v), (middle, run.bars[-1].v))),
        width=Span(width, run.frame.line((-low.face, level), (high.face, level))),
        to_centres=Span(high.centre + low.centre, run.frame.line((-low.centre, level), (high.centre, level))),
        sides=(low.side, high.side),
        name=name,
        direction={"UP": "上", "DN": "下", "DOWN": "下"}.get(way[1].upper(), way[1]) if way else "",
        risers=int(way[2]) if way and way[2] else None,
    )


def _cut(ground: Ground, run: Run, column: tuple[float, float]) -> tuple[bool, bool]:
    """Whether treads are cut off at either end, or slanting strokes run across it as those of a break line do."""
    low, high = run.cut
    first, last, step = run.bars[0].v, run.bars[-1].v, run.going
    return low or _broken(ground, run, column, (first - 2 * step, first + step / 2)), high or _broken(
        ground, run, column, (last - step / 2, last + 2 * step)
    )


def _broken(ground: Ground, run: Run, column: tuple[float, float], between: tuple[float, float]) -> bool:
    part = run.frame.rectangle(column[0], between[0], column[1], between[1])
    ends = run.frame.ends(ground.drawn, ground.lines.query(part))
    left, right = np.minimum(ends[:, 0], ends[:, 2]), np.maximum(ends[:, 0], ends[:, 2])
    below, above = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    aslant = (right - left > SLANT) & (above - below > SLANT)
    inside = (below >= between[0]) & (above <= between[1]) & (right >= column[0]) & (left <= column[1])
    across = np.clip(np.concatenate([left[aslant & inside], right[aslant & inside]]), *column)
    return bool(len(across)) and float(across.max() - across.min()) >= BREAK * (column[1] - column[0])


def _turned(line: Bar) -> Bar:
    return Bar(-line.v, line.u0, line.u1, line.rows)


def _edge(end: float, middle: float, lines: Sequence[Bar], wall: float | None, ground: Ground) -> _Edge:
    """What bounds the flight where its treads end; places grow outwards."""
    near = sorted(
        (line for line in lines if end - INWARDS <= line.v <= end + OUTWARDS and line.v > middle),
        key=lambda line: line.v,
    )
    face = end if wall is None else min(end, wall)
    for line in near:
        partner = next((other for other in near if RAIL[0] <= other.v - line.v <= RAIL[1]), None)
        if partner is None and ground.railing.isdisjoint(line.rows):
            continue
        if wall is not None and line.v > wall:
            break  # behind the wall's face
        centre = line.v if partner is None else (line.v + partner.v) / 2
        return _Edge(Side.RAIL, min(line.v, face), centre if wall is None else min(centre, wall))
    return _Edge(Side.OPEN if wall is None else Side.WALL, face, face)


def _reach(
    solid: NDArray[np.object_], end: float, middle: float, between: tuple[float, float], side: int
) -> float | None:
    """How near walls come to the middle of the flight from this side, growing outwards; None when there is none."""
    far = end + side * WALL_AT
    part = box(min(middle, far), between[0], max(middle, far), between[1])
    hits = shapely.intersection(solid[shapely.intersects(part, solid)], part)
    places = shapely.get_coordinates(hits)[:, 0]
    return float(np.min(places * side)) if len(places) else None


def _near(ground: Ground, place: Polygon, within: float) -> list[Label]:
    near = np.sort(ground.places.query(place, predicate="dwithin", distance=within))
    away = shapely.distance(ground.places.geometries[near], place)
    return [ground.written[at] for at in near[np.argsort(away, kind="stable")].tolist()]


def _nearest(ground: Ground, place: Polygon, within: float) -> str:
    return next((label.words for label in _near(ground, place, within) if STAIR_NAME.match(label.words)), "")
