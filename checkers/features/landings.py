"""Landings of stairs: how deep the floor is at the end of a flight before a wall, a rail or the next tread.

Vocabulary
----------
turn       a landing at which people change from one flight to the one beside it (转向平台); the floor before the door
           of a stair is one too
straight   a landing between two flights one behind the other (直跑中间平台)
depth      from the last tread, or from the handrail where it reaches farther, straight on to what ends the landing
tip        how far the rail between two flights reaches beyond their last treads
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.treads import COLLINEAR, NOSING, level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.features.flights import Flight, Ground
    from checkers.features.treads import Frame

TURNED = 0.01
"""radians between the directions of two flights that are parallel"""

WELL = 1.0
"""metres between two flights of one stair: the widest stairwell"""

OVERLAP = 0.3
"""share of the shorter of two flights along which the other one lies beside it"""

FARTHEST = 6.0
"""metres ahead of a flight in which the far side of its landing is looked for"""

SAME_END = 0.6
"""metres between the ends of two flights that lead onto one landing"""

SIDE = 0.05
"""metres at either side left out of the look ahead, where the walls of the stair run along"""

START = 0.02
"""metres after the last tread in which a line is still that tread"""

AHEAD = 0.45
"""metres after the last tread from which a line across is the edge of the landing or the next flight"""

ACROSS = 0.7
"""share of the width that such a line covers"""

TIP = 0.4
"""metres: a rail that reaches farther runs along the landing"""

NEXT = 4.0
"""metres from a flight to the one behind it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing(Feature):
    """A landing; lengths in metres."""

    depth: Span
    """to the nearest wall, rail or tread; columns left out"""
    least: Span
    """the same, columns counted"""
    straight: bool
    """between two flights one behind the other"""
    solid: bool
    """a wall stands between the flights that turn here"""
    walled: bool
    """a wall, window or tread ends it; a line that may be the edge of the floor otherwise"""
    flights: tuple[Flight, ...]
    """those that end here"""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A flight in the frame of its stair: ``u`` along the treads, ``v`` up the page of that frame."""

    flight: Flight
    u0: float
    v0: float
    u1: float
    v1: float
    cut: tuple[bool, bool]
    """at the lower and at the upper end in this frame"""

    @classmethod
    def of(cls, flight: Flight, frame: Frame) -> _Laid:
        u0, v0, u1, v1 = frame.inside(flight.polygon).bounds
        low, high = flight.cut
        same = np.cos(flight.run.frame.angle - frame.angle) > 0
        return cls(flight, u0, v0, u1, v1, (low, high) if same else (high, low))

    def end(self, side: int) -> float:
        """Where it ends, growing in the direction one looks: 1 up, -1 down."""
        return self.v1 if side > 0 else -self.v0


def parallel(one: Flight, other: Flight) -> bool:
    """Whether two flights run in one direction, up or down."""
    return bool(abs(np.sin(one.run.frame.angle - other.run.frame.angle)) <= TURNED)


def beside(one: Flight, other: Flight) -> bool:
    """Whether two flights lie side by side, with a stairwell or a wall between them."""
    if one is other or not parallel(one, other):
        return False
    return _beside(_Laid.of(one, one.run.frame), _Laid.of(other, one.run.frame))


def landings(ground: Ground, members: Sequence[Flight], every: Sequence[Flight]) -> Iterator[Landing]:
    """The landings of one stair; ``every`` are all flights of its sheet."""
    frame = members[0].run.frame
    laid = [_Laid.of(flight, frame) for flight in members]
    for side in (1, -1):
        for one, other in combinations(laid, 2):
            if _beside(one, other) and not _ended(one, side) and not _ended(other, side):
                landing = _turn(ground, frame, (one, other), side)
                if landing is not None:
                    yield landing
    for one in laid:
        behind = [
            _Laid.of(flight, frame)
            for flight in every
            if flight is not one.flight
            and parallel(flight, one.flight)
            and one.flight.polygon.dwithin(flight.polygon, NEXT)
        ]
        landing = None if _ended(one, 1) else _straight(ground, frame, one, behind)
        if landing is not None:
            yield landing


def _ended(laid: _Laid, side: int) -> bool:
    return laid.cut[1 if side > 0 else 0]


def _beside(one: _Laid, other: _Laid) -> bool:
    apart = max(one.u0, other.u0) - min(one.u1, other.u1)
    shared = min(one.v1, other.v1) - max(one.v0, other.v0)
    return -SIDE <= apart <= WELL and shared >= OVERLAP * min(one.v1 - one.v0, other.v1 - other.v0)


def _turn(ground: Ground, frame: Frame, pair: tuple[_Laid, _Laid], side: int) -> Landing | None:
    """The landing that two flights side by side share at this end."""
    one, other = sorted(pair, key=lambda laid: laid.u0)
    start = max(one.end(side), other.end(side))
    if abs(one.end(side) - other.end(side)) > SAME_END:
        return None
    well = min(one.u1, other.u0), max(one.u1, other.u0)
    if _walled(ground, frame, well, side, start + AHEAD / 2, start + AHEAD):
        return None  # two stairs with a wall between them
    first, last = max(one.v0, other.v0), min(one.v1, other.v1)
    solid = _walled(ground, frame, well, 1, first + (last - first) / 3, last - (last - first) / 3)
    tip = _tip(ground, frame, (one, other), side, start)
    return _measured(ground, frame, (one, other), side, start + tip, solid=solid)


def _walled(ground: Ground, frame: Frame, well: tuple[float, float], side: int, near: float, far: float) -> bool:
    """Whether a wall stands between two flights, from one place along them to another."""
    v0, v1 = sorted((side * near, side * far))
    middle = (well[0] + well[1]) / 2
    half = max((well[1] - well[0]) / 2, START)
    part = frame.rectangle(middle - half, v0, middle + half, v1)
    return any(shape.length > START for shape in _hits(ground, part))


def _hits(ground: Ground, part: BaseGeometry, *, columns: bool = False) -> list[BaseGeometry]:
    """What of walls and windows, or of columns, lies in a part of the plan, model metres."""
    near = ground.solids.query(part, predicate="intersects")
    wanted = near[ground.sound[near] & (ground.of_column[near] == columns)]
    return [shape.intersection(part) for shape in ground.solids.geometries[wanted]]


def _tip(ground: Ground, frame: Frame, pair: tuple[_Laid, _Laid], side: int, start: float) -> float:
    """How far the rail or the edge of the stairwell between two flights reaches beyond them."""
    one, other = pair
    ends = _strokes(ground, frame, pair, start + TIP, side)
    low, high = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    between = (np.abs(ends[:, 0] - ends[:, 2]) <= COLLINEAR) & (high - low >= TIP)
    between &= (ends[:, 0] >= one.u1 - TIP) & (ends[:, 0] <= other.u0 + TIP)
    reach = (high if side > 0 else -low)[between & (low < max(one.v1, other.v1)) & (high > min(one.v0, other.v0))]
    reach = reach[reach <= start + TIP] - start
    v0, v1 = sorted((side * (start - START), side * (start + TIP)))
    wall = [frame.inside(hit) for hit in _hits(ground, frame.rectangle(one.u1, v0, other.u0, v1))]
    tips = [float(reach.max()) if len(reach) else 0.0]
    tips += [float((shapely.get_coordinates(part)[:, 1] * side).max()) - start for part in wall if not part.is_empty]
    return max(*tips, 0.0)


def _measured(
    ground: Ground,
    frame: Frame,
    here: tuple[_Laid, _Laid],
    side: int,
    start: float,
    *,
    solid: bool,
) -> Landing | None:
    """The landing that begins at ``start`` and lies before these flights; None when nothing ends it."""
    v0, v1 = sorted((side * (start + START), side * (start + FARTHEST)))
    bands = [(here[0].u0 + SIDE, here[0].u1 - START), (here[1].u0 + START, here[1].u1 - SIDE)]
    parts = [frame.rectangle(low, v0, high, v1) for low, high in bands if low < high]
    walls = [frame.inside(hit) for part in parts for hit in _hits(ground, part)]
    columns = [frame.inside(hit) for part in parts for hit in _hits(ground, part, columns=True)]
    across = here[0].u0, here[1].u1
    edge = _edge(_strokes(ground, frame, here, start + FARTHEST, side), across, side, start)
    hard = _nearest(walls, side, start)
    ends = [place for place in (hard, edge) if place is not None]
    if not ends:
        return None
    nearest = min(ends, key=lambda place: place[1])
    depth = _span(frame, side, start, nearest)
    column = _nearest(columns, side, start)
    least = depth if column is None or column[1] - start >= depth.value else _span(frame, side, start, column)
    far = side * (start + depth.value)
    flights = tuple(laid.flight for laid in here)
    name = flights[0].name
    return Landing(
        subject=f"{name or '楼梯'} 平台",
        sheet=ground.sheet.id,
        where=frame.rectangle(across[0], min(side * start, far), across[1], max(side * start, far)),
        handles=tuple(dict.fromkeys(handle for flight in flights for handle in flight.handles[:1])),
        how=Words("梯段端部踏步线至对面墙面或栏杆", "from the last tread to the wall or rail opposite"),
        sure=all(flight.sure for flight in flights),
        depth=depth,
        least=least,
        straight=False,
        solid=solid,
        walled=nearest is hard,
        flights=flights,
    )


def _nearest(shapes: Sequence[BaseGeometry], side: int, start: float) -> tuple[float, float] | None:
    """The corner nearest to the last tread, as its place along the tread and its distance ahead."""
    at = [shapely.get_coordinates(shape) for shape in shapes]
    corners = np.concatenate(at) if at else np.empty((0, 2))
    ahead = corners[:, 1] * side
    corners, ahead = corners[ahead > start], ahead[ahead > start]
    if not len(ahead):
        return None
    first = int(np.argmin(ahead))
    return float(corners[first, 0]), float(ahead[first])


def _strokes(ground: Ground, frame: Frame, pair: tuple[_Laid, _Laid], far: float, side: int) -> NDArray[np.float64]:
    """The strokes on layers of stairs along two flights and as far as this place ahead of them, in the frame."""
    one, other = pair
    ends = [one.v0, one.v1, other.v0, other.v1, side * far]
    part = frame.rectangle(min(one.u0, other.u0) - SIDE, min(ends), max(one.u1, other.u1) + SIDE, max(ends))
    return frame.ends(ground.drawn, ground.lines.query(part, predicate="intersects"))


def _edge(
    ends: NDArray[np.float64], across: tuple[float, float], side: int, start: float
) -> tuple[float, float] | None:
    """The nearest line on layers of stairs and rails that ends the landing: its edge, a rail, or the next tread."""
    ahead = _levels(ends, across, side)
    fits = ahead[(ahead >= start + AHEAD) & (ahead <= start + FARTHEST)]
    return ((across[0] + across[1]) / 2, float(fits.min())) if len(fits) else None


def _levels(ends: NDArray[np.float64], across: tuple[float, float], side: int) -> NDArray[np.float64]:
    """How far ahead the lines lie that run along the treads over most of a width; of one askew, its nearer end."""
    shared = np.minimum(np.maximum(ends[:, 0], ends[:, 2]), across[1]) - np.maximum(
        np.minimum(ends[:, 0], ends[:, 2]), across[0]
    )
    fits = level(ends) & (shared >= ACROSS * (across[1] - across[0]))
    made: NDArray[np.float64] = (side * ends[fits][:, [1, 3]]).min(axis=1)
    return made


def _span(frame: Frame, side: int, start: float, place: tuple[float, float]) -> Span:
    return Span(place[1] - start, frame.line((place[0], side * start), (place[0], side * place[1])))


def _straight(ground: Ground, frame: Frame, one: _Laid, behind: Sequence[_Laid]) -> Landing | None:
    """The landing up to the flight straight behind this one."""
    ahead = [
        other
        for other in behind
        if other.v0 - one.v1 >= AHEAD
        and min(one.u1, other.u1) - max(one.u0, other.u0) >= ACROSS * min(one.u1 - one.u0, other.u1 - other.u0)
        and not _ended(other, -1)
    ]
    if not ahead:
        return None
    following = min(ahead, key=lambda other: other.v0)
    u0, u1 = max(one.u0, following.u0), min(one.u1, following.u1)
    place = frame.rectangle(u0 + SIDE, one.v1 + START, u1 - SIDE, following.v0 - START)
    if _hits(ground, place):
        return None  # a wall stands between them
    lines = _levels(_strokes(ground, frame, (one, following), following.v0, 1), (u0, u1), 1)
    # beside the nosings; two such lines may be the edges of two stairs that stand back to back
    between = lines[(lines > one.v1 + NOSING) & (lines < following.v0 - NOSING)]
    end = float(between.min()) if len(between) else following.v0
    depth = _span(frame, 1, one.v1, ((u0 + u1) / 2, end))
    pair = (one.flight, following.flight)
    return Landing(
        subject=f"{one.flight.name or '楼梯'} 中间平台",
        sheet=ground.sheet.id,
        where=frame.rectangle(u0, one.v1, u1, following.v0),
        handles=tuple(dict.fromkeys(flight.handles[0] for flight in pair)),
        how=Words("前后两梯段的踏步线之间", "between the treads of two flights one behind the other"),
        sure=all(flight.sure for flight in pair) and not len(between),
        depth=depth,
        least=depth,
        straight=True,
        solid=False,
        walled=True,
        flights=pair,
    )
