"""Parking stalls, what stands beside them, and the aisle in front of them.

Vocabulary
----------
stall     a rectangle of a car's size on a parking layer, drawn as a closed line or inside a block
front     the short side cars drive in at: the one that backs onto neither wall nor other stall
aisle     the free way in front of a stall, up to the stall, wall or column across it
backing   what the other short side stands against: a wall or column, another stall, or nothing recognised

Rectangles smaller or larger than any car (bicycles, lorries, whole rows) are no stalls. Mechanical, micro and
lorry stalls, named so inside, are left to other clauses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Polygon, STRtree, box
from shapely.affinity import affine_transform

from checkers.errors import Words
from checkers.features.base import Area, Feature, Span, areas, distinct
from checkers.features.widths import sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SHORTEST, LONGEST = 4.0, 8.0
NARROWEST, WIDEST = 1.8, 4.0
"""metres: sides of rectangles taken for stalls of cars"""

BESIDE = 0.30
"""metres: a wall, column or stall this near to a side stands at it"""

INTO = 0.005
"""metres: what reaches less far into a stall only touches it"""

SQUARE = 0.98
"""share of its rectangle that a stall fills; less is an oblique stall"""

ACROSS = 12.0
"""metres: how far ahead the other side of an aisle is looked for"""

FOUR = 4
"""corners of a stall"""

ROW = 3
"""lines of a stall's length that are a row of stalls rather than a stroke of something else"""

OTHER_VEHICLES = ("微型", "货车", "大型", "中型", "机械", "摩托", "非机动", "自行车", "电动车", "大巴")


class Backing(StrEnum):
    """What the rear of a stall stands against."""

    SOLID = "solid"
    STALL = "stall"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall(Feature):
    """A stall with its clear sides, in metres; walls and columns reaching into it are taken off."""

    polygon: Polygon
    length: Span
    width: Span
    lengthwise: bool
    """parked along the aisle, end to end (平行式)"""
    backing: Backing
    aisle: Span | None
    """None when nothing across the aisle tells its width"""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands near the stalls of one sheet."""

    solids: STRtree
    stalls: STRtree
    lanes: STRtree

    def solid_at(self, place: BaseGeometry) -> bool:
        return len(self.solids.query(place, predicate="intersects")) > 0

    def stall_at(self, place: BaseGeometry, own: int) -> bool:
        return any(index != own for index in self.stalls.query(place, predicate="intersects"))

    def lane_at(self, place: BaseGeometry) -> bool:
        return len(self.lanes.query(place, predicate="intersects")) > 0


def stalls(plans: Plans) -> tuple[Stall, ...]:
    """Every car stall of every sheet; call as ``plans.recognise(stalls)``."""
    return tuple(stall for sheet in plans.sheets for stall in _stalls(sheet))


def comb_rows(plans: Plans) -> tuple[Feature, ...]:
    """For each sheet the lines of a stall's length on parking layers that belong to no stall, when they are a row."""
    found: list[Feature] = []
    for sheet in plans.sheets:
        known = STRtree([stall.polygon.buffer(BESIDE) for stall in plans.recognise(stalls) if stall.sheet == sheet.id])
        shapes = [sheet.entities.geometry[row] for row in sheet.rows("PARKING")]
        lines = [shape for shape in shapes if isinstance(shape, LineString) and SHORTEST <= shape.length <= LONGEST]
        loose = [line for line in lines if not known.query(line, predicate="within").size]
        if len(loose) >= ROW:
            subject = f"{sheet.number} 车位散线 {len(loose)} 条".strip()
            where = shapely.union_all(loose).convex_hull
            found.append(
                Feature(
                    subject=subject,
                    sheet=sheet.id,
                    where=where,
                    how=Words("车位图层上的线", "lines on a parking layer"),
                )
            )
    return tuple(found)


def _stalls(sheet: Sheet) -> Iterator[Stall]:
    outlines = [area for area in distinct(_outlines(sheet)) if _is_car(area)]
    if not outlines:
        return
    around = _Around(
        solids=STRtree([sheet.entities.geometry[row] for row in sheet.rows("WALL", "COLUMN")]),
        stalls=STRtree([area.polygon for area in outlines]),
        lanes=STRtree([sheet.entities.geometry[row] for row in sheet.rows("CAR_LANE")]),
    )
    for index, area in enumerate(outlines):
        yield _stall(area, index, around, sheet)


def _outlines(sheet: Sheet) -> Iterator[Area]:
    """Closed four-cornered lines, and upright blocks that hold none."""
    closed = areas(sheet, "PARKING")
    drawn = [area for area in closed if _corners(area.polygon) == FOUR and _is_car(area)]
    yield from drawn
    tree = STRtree([area.polygon for area in drawn])
    meant = sheet.layers_meaning("PARKING")
    for block in sheet.blocks:
        if block.bounds is None or not block.visible or not meant[block.layer]:
            continue
        outline = box(*block.bounds)
        if len(tree.query(outline, predicate="intersects")):
            continue
        yield Area(
            subject=block.name,
            sheet=sheet.id,
            where=outline,
            handles=(block.handle,),
            how=Words(f"图块 {block.name} 的范围", f"bounds of block {block.name}"),
            sure=block.rotation % 90 == 0,
            polygon=outline,
            layer=sheet.layers[block.layer].name,
        )


def _corners(polygon: Polygon) -> int:
    return len(shapely.get_coordinates(polygon.simplify(INTO))) - 1


def _is_car(area: Area) -> bool:
    long, short = sides(area.polygon)
    fits = SHORTEST <= long.value <= LONGEST and NARROWEST <= short.value <= WIDEST
    return fits and not area.says(*OTHER_VEHICLES)


def _stall(area: Area, index: int, around: _Around, sheet: Sheet) -> Stall:
    frame = _Frame.of(area.polygon)
    lengthwise = _is_lengthwise(frame, index, around)
    ends = (frame.strip("rear", BESIDE), frame.strip("front", BESIDE))
    taken = [around.solid_at(end) or around.stall_at(end, index) for end in ends]
    lane_behind = not any(taken) and _lane_ahead(frame.turned(), around) and not _lane_ahead(frame, around)
    if lane_behind or (taken[1] and not taken[0]):
        frame, ends = frame.turned(), (ends[1], ends[0])
    length, width = frame.clear(around)
    number = next((text.strip() for text in area.texts if text.strip()), "")
    return Stall(
        subject=f"车位 {number}" if number else f"{sheet.number} 车位{index + 1}",
        sheet=area.sheet,
        where=area.where,
        handles=area.handles,
        how=area.how,
        sure=area.sure and area.polygon.area > SQUARE * frame.length * frame.width,
        polygon=area.polygon,
        length=length,
        width=width,
        lengthwise=lengthwise,
        backing=_backing(ends[0], index, around),
        aisle=None if lengthwise else _aisle(frame, index, around),
    )


def _backing(rear: BaseGeometry, index: int, around: _Around) -> Backing:
    if around.solid_at(rear):
        return Backing.SOLID
    return Backing.STALL if around.stall_at(rear, index) else Backing.UNKNOWN


def _is_lengthwise(frame: _Frame, index: int, around: _Around) -> bool:
    """End to end with another stall, none beside, and a lane along the long side."""
    beside = any(around.stall_at(frame.strip(side, BESIDE), index) for side in ("left", "right"))
    ends = any(around.stall_at(frame.strip(side, BESIDE), index) for side in ("front", "rear"))
    lane = any(around.lane_at(frame.strip(side, ACROSS / 2)) for side in ("left", "right"))
    return not beside and ends and lane


def _lane_ahead(frame: _Frame, around: _Around) -> bool:
    return around.lane_at(frame.strip("front", ACROSS / 2))


def _aisle(frame: _Frame, index: int, around: _Around) -> Span | None:
    """The way from the front to the first stall, wall or column straight ahead; None when there is none."""
    ahead = frame.strip("front", ACROSS)
    front = frame.front()
    struck = [(around.stalls, row) for row in around.stalls.query(ahead, predicate="intersects") if row != index]
    struck += [(around.solids, row) for row in around.solids.query(ahead, predicate="intersects")]
    spans = []
    for tree, row in struck:
        within = tree.geometries[row].intersection(ahead)
        line = shapely.shortest_line(front, within)
        if line.length > BESIDE:
            spans.append(Span(float(line.length), line))
    return min(spans, key=lambda span: span.value, default=None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A stall's own axes: x from the rear to the front, y from the right to the left, origin at the rear right."""

    length: float
    width: float
    to_model: tuple[float, float, float, float, float, float]
    """shapely affine from the stall's axes to model metres"""

    @classmethod
    def of(cls, polygon: Polygon) -> _Frame:
        long, short = sides(polygon)
        (x, y), (to_x, to_y) = long.along.coords
        ux, uy = (to_x - x) / long.value, (to_y - y) / long.value
        centre = polygon.centroid
        if (centre.x - x) * -uy + (centre.y - y) * ux < 0:
            x, y, ux, uy = to_x, to_y, -ux, -uy
        return cls(long.value, short.value, (ux, -uy, uy, ux, x, y))

    def turned(self) -> _Frame:
        """The same stall looked at from its other end."""
        ux, _, uy, _, x, y = self.to_model
        far = (x + ux * self.length - uy * self.width, y + uy * self.length + ux * self.width)
        return _Frame(self.length, self.width, (-ux, uy, -uy, -ux, *far))

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shape, self.to_model)

    def strip(self, side: str, depth: float) -> BaseGeometry:
        """A strip of this depth along a side, drawn in from the corners so that only what faces the side counts."""
        length, width, inset = self.length, self.width, BESIDE
        strips = {
            "front": (length - INTO, inset, length + depth, width - inset),
            "rear": (-depth, inset, INTO, width - inset),
            "left": (inset, width - INTO, length - inset, width + depth),
            "right": (inset, -depth, length - inset, INTO),
        }
        return self.placed(box(*strips[side]))

    def front(self) -> BaseGeometry:
        return self.placed(LineString([(self.length, BESIDE), (self.length, self.width - BESIDE)]))

    def clear(self, around: _Around) -> tuple[Span, Span]:
        """Length and width left free by what reaches in: from an end it takes length, from a side width."""
        inner = self.placed(box(INTO, INTO, self.length - INTO, self.width - INTO))
        rear, front, right, left = 0.0, self.length, 0.0, self.width
        ux, uxy, uy, _, x, y = self.to_model
        back = [ux, uy, uxy, ux, -(ux * x + uy * y), uy * x - ux * y]
        for row in around.solids.query(inner, predicate="intersects"):
            reach = affine_transform(around.solids.geometries[row].intersection(inner), back).bounds
            west, south, east, north = reach
            depths = {"rear": east, "front": self.length - west, "right": north, "left": self.width - south}
            nearest = min(depths, key=lambda side: depths[side])
            rear, front = (max(rear, east), front) if nearest == "rear" else (rear, front)
            front = min(front, west) if nearest == "front" else front
            right = max(right, north) if nearest == "right" else right
            left = min(left, south) if nearest == "left" else left
        across, along = (right + left) / 2, (rear + front) / 2
        return (
            Span(max(front - rear, 0.0), self.placed(LineString([(rear, across), (front, across)]))),
            Span(max(left - right, 0.0), self.placed(LineString([(along, right), (along, left)]))),
        )
