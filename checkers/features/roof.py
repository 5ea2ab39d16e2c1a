"""Recognise roofs on lightning protection sheets: their outlines, strips, down conductors and class.

Vocabulary
----------
roof             屋面: a closed building outline on a sheet that shows strips or down conductors
upper roof       an outline inside another one: a stair house or plant room that stands on the roof
court            内庭院: an outline inside a roof that is open to the sky and has an edge of its own
strip            接闪带: a horizontal conductor of the air termination
down conductor   引下线: a block, circle, point or arrow on a layer of down conductors
class            防雷类别: 1, 2 or 3, from the texts of the roof or the sheet, from the facts, or from other sheets
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon, STRtree, line_merge, union_all

from checkers.drawing.model import Kind
from checkers.errors import Words
from checkers.features import many
from checkers.features.base import FEW, MOST_MET, Area, Feature, areas, distinct
from checkers.features.labels import labels
from checkers.features.lightning_class import ProtectionClass, protection_class
from checkers.features.near import drawn_at, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SMALLEST_ROOF = 4.0
"""square metres; smaller outlines on a roof are shafts and openings"""

SAME_ROOF = 0.85
"""ratio of areas from which an outline inside another one is the inner face of its parapet"""

AT_EDGE = 0.5
"""metres from the roof's edge within which a strip runs along it: the width of a parapet"""

ON_PERIMETER = 1.5
"""metres from the roof's edge within which a down conductor is on the perimeter: a column behind the facade"""

OF_THIS_ROOF = 5.0
"""metres outside a roof from which a symbol is no conductor of it but one of a legend"""

SAME_CONDUCTOR = 0.5
"""metres between the parts of one conductor's symbol: circle, arrow and fill"""

LARGEST_SYMBOL = 3.0
"""metres; longer things on the layer are lines, not symbols"""

LONGEST_NAME = 12
"""characters; longer writings are notes"""

MOST_CORNERS = 50_000
"""of all strips of a sheet; a mesh has some hundreds"""

_NAME = re.compile(r"[#楼栋屋]|裙房|机房|梯间")
_COURT_WORDS = ("内庭", "庭院", "天井", "中庭上空", "内院")
_NOT_STRIPS = ("接地", "GRND", "EARTH")
_INSERTED, _ROUND, _STROKE = 2, 1, 0
"""what tells best where a symbol's place is: its block, else its circle or point, else its strokes"""
_MARKS = {Kind.HATCH, Kind.SOLID, Kind.CIRCLE, Kind.POINT, Kind.IMAGE, Kind.PROXY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roof(Feature):
    """A roof with what protects it."""

    polygon: Polygon
    """the outline, courts and upper roofs not taken out"""
    courts: tuple[Polygon, ...]
    upper: tuple[Polygon, ...]
    stands_on: bool
    """whether it is an upper roof"""
    strips: MultiLineString
    """all strips on the roof and along its edge; empty when none is"""
    protection: ProtectionClass

    @property
    def edges(self) -> tuple[LineString, ...]:
        """The edges down conductors stand along: the outline and the courts, as closed lines."""
        return tuple(LineString(ring.exterior.coords) for ring in (self.polygon, *self.courts))


@dataclass(frozen=True, slots=True, kw_only=True)
class DownConductor(Feature):
    """A down conductor at its point."""

    point: Point


def roofs(plans: Plans) -> tuple[Roof, ...]:
    """Every roof on every sheet with strips or down conductors."""
    return tuple(roof for sheet in plans.sheets for roof in _roofs(sheet, plans))


def down_conductors(plans: Plans) -> tuple[DownConductor, ...]:
    """Every down conductor of every sheet; the parts of one symbol are one conductor."""
    return tuple(conductor for sheet in plans.sheets for conductor in _conductors(sheet))


def bare_sheets(plans: Plans) -> tuple[Feature, ...]:
    """Sheets that show strips but no roof outline, each as a feature over its strips; earthing plans aside."""
    found: list[Feature] = []
    for sheet in plans.sheets:
        strips = _strips(sheet)
        if strips and not is_earthing(sheet) and not any(roof.sheet == sheet.id for roof in plans.recognise(roofs)):
            subject = f"{sheet.number} {sheet.title}".strip() or sheet.file
            found.append(Feature(subject=subject, sheet=sheet.id, where=MultiLineString(strips).convex_hull))
    return tuple(found)


def is_earthing(sheet: Sheet) -> bool:
    """Whether the sheet shows electrodes and foundations and no roof, by its title."""
    roof = any(word in sheet.title for word in ("防雷", "屋", "接闪"))
    return not roof and any(word in sheet.title for word in ("接地", "基础"))


def _roofs(sheet: Sheet, plans: Plans) -> Iterator[Roof]:
    strips = _strips(sheet)
    if not strips and next(_conductors(sheet), None) is None:
        return
    outlines = _without_inner_faces(
        [area for area in distinct(areas(sheet, "BLDG_OUTLINE")) if area.polygon.area >= SMALLEST_ROOF]
    )
    bounded = STRtree([area.polygon for area in outlines])
    outside = [label.words for label in labels(sheet) if not bounded.query(label.point, "intersects").size]
    courts = [area for area in outlines if _is_court(area, outlines)]
    for number, area in enumerate((area for area in outlines if area not in courts), start=1):
        inside = [other for other in outlines if other is not area and _inside(other, area)]
        around = [other for other in outlines if other is not area and _inside(area, other)]
        protection = protection_class(
            plans,
            sheet,
            own=_own(area, inside),
            around=[text for other in around for text in _own(other, [area])],
            outside=outside,
        )
        name = protection.building or _name(area.texts)
        subject = (name if "屋" in name else f"{name}屋面") if name else f"屋面{number}"
        if around and protection.building:
            subject = f"{subject}上的屋面{number}"
        yield Roof(
            subject=subject,
            sheet=sheet.id,
            where=area.polygon,
            handles=area.handles,
            how=area.how,
            polygon=area.polygon,
            courts=tuple(other.polygon for other in inside if other in courts),
            upper=tuple(other.polygon for other in inside if other not in courts),
            stands_on=bool(around),
            strips=_near(strips, area.polygon),
            protection=protection,
        )


def _without_inner_faces(outlines: Sequence[Area]) -> list[Area]:
    """Outlines, largest first, without those that are the inner line of a parapet already drawn."""
    kept: list[Area] = []
    for area in outlines:
        if not any(_inside(area, other) and area.polygon.area > other.polygon.area * SAME_ROOF for other in kept):
            kept.append(area)
    return kept


def _inside(area: Area, other: Area) -> bool:
    return bool(area.polygon.area < other.polygon.area and other.polygon.contains(area.polygon.representative_point()))


def _own(area: Area, inside: Sequence[Area]) -> tuple[str, ...]:
    """The area's texts without those of outlines inside it."""
    claimed = {text for other in inside for text in other.texts}
    return tuple(text for text in area.texts if text not in claimed)


def _name(texts: Sequence[str]) -> str:
    """The text that names the roof or its building; empty when none does."""
    return next((text for text in texts if _NAME.search(text) and len(text) <= LONGEST_NAME), "")


def _is_court(area: Area, outlines: Sequence[Area]) -> bool:
    return area.says(*_COURT_WORDS) and any(_inside(area, other) for other in outlines if other is not area)


def _strips(sheet: Sheet) -> list[LineString]:
    """Every line that is a strip; closed lines as their rings, symbols left out. CouldNotRead where they are a pattern."""
    found: list[LineString] = []
    for row in sheet.rows("LP_STRIP"):
        layer = sheet.layers[int(sheet.entities.layer[row])].name.upper()
        if sheet.entities.kind[row] in _MARKS or any(word in layer for word in _NOT_STRIPS):
            continue
        geometry = sheet.entities.geometry[row]
        if isinstance(geometry, Polygon):
            found.extend(LineString(ring.coords) for ring in (geometry.exterior, *geometry.interiors))
        elif isinstance(geometry, LineString) and geometry.length > 0:
            found.append(geometry)
    if many.crowded(np.array(found, dtype=object), few=FEW, most_met=MOST_MET):
        raise many.given_up(sheet, "接闪带", "strips")
    if sum(shapely.get_num_coordinates(found)) > MOST_CORNERS:
        raise many.too_fine(sheet, "接闪带", "strips")
    return found


def _near(strips: Sequence[LineString], polygon: Polygon) -> MultiLineString:
    """The strips on the roof and along its edge."""
    if not strips:
        return MultiLineString()
    lines = line_merge(union_all([strip.intersection(polygon.buffer(AT_EDGE)) for strip in strips]))
    parts = getattr(lines, "geoms", (lines,))
    return MultiLineString([part for part in parts if isinstance(part, LineString) and part.length > 0])


def _conductors(sheet: Sheet) -> Iterator[DownConductor]:
    places: list[tuple[BaseGeometry, Point, str, int]] = []
    meant = sheet.layers_meaning("LP_DOWN")
    symbols = sheet.layers_meaning("LP_DOWN", "LP_STRIP")
    for block in sheet.blocks:
        named = "引下线" in block.name and symbols[block.layer]
        if block.visible and (meant[block.layer] or named):
            point = drawn_at(block)
            places.append((point, point, block.handle, _INSERTED))
    for row in sheet.rows("LP_DOWN"):
        geometry = sheet.entities.geometry[row]
        left, low, right, high = geometry.bounds
        if max(right - left, high - low) <= LARGEST_SYMBOL:
            rank = _ROUND if sheet.entities.kind[row] in {Kind.CIRCLE, Kind.POINT} else _STROKE
            places.append((geometry, geometry.envelope.centroid, str(sheet.entities.handle[row]), rank))
    for group in gathered([place[0] for place in places], SAME_CONDUCTOR):
        members = [places[index] for index in group]
        best = max(member[3] for member in members)
        inserted = [member for member in members if member[3] == best]
        point = union_all([member[1] for member in inserted]).centroid
        yield DownConductor(
            subject="引下线",
            sheet=sheet.id,
            where=point,
            handles=tuple(member[2] for member in inserted),
            how=Words("引下线图层上的符号", "symbol on a layer of down conductors"),
            point=point,
        )
