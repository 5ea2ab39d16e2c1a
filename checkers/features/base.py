"""What every recognised thing has in common, and the plain ways of finding things on layers.

Vocabulary
----------
feature   a thing of the building recognised on a sheet: a footprint, a corridor, a shelter unit …
sure      recognised on evidence a reviewer would accept; a verdict on anything else is *doubtful*
area      a closed outline on layers of one meaning, with the texts written inside it
span      a length with the line it was taken along
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon, STRtree, box

from checkers.errors import Words
from checkers.features import chains, many
from checkers.features.kept import once_a_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet


UNSAID = Words("", "")

SAME_LINE = 0.001
"""metres between two outlines that are one line, as drawn to the millimetre"""

FEW = 500
"""outlines of which it never matters how many others each meets"""

MOST_MET = 50
"""outlines that each of many meets on average: more are a pattern"""

MOST_CORNERS = 10_000
"""of an outline that something is measured in; one with more is a pattern drawn in one go"""

MOST_NAMED = 3
"""layers that a reason names"""

_ROUNDING = 1e-9
"""of an area, so that nothing is left out for its last digits"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A recognised thing: what it is called, where it is, how it was recognised and how surely."""

    subject: str
    """in the field's words, as a reviewer would point at it"""
    sheet: str
    where: BaseGeometry
    """model metres"""
    handles: tuple[str, ...] = ()
    how: Words = UNSAID
    """``closed line on layer 建筑轮廓``; shown with the finding"""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Feature):
    """A closed outline with the texts written inside it."""

    polygon: Polygon
    layer: str
    texts: tuple[str, ...] = ()

    def says(self, *words: str) -> bool:
        """Whether any text inside contains any of the words."""
        return any(word in text for text in self.texts for word in words)


Found = TypeVar("Found", bound=Area)


@dataclass(frozen=True, slots=True)
class Span:
    """A length and the line it was taken along, both in metres."""

    value: float
    along: BaseGeometry


def areas(sheet: Sheet, *meanings: str) -> Iterator[Area]:
    """Every closed outline on visible layers of these meanings, with its inner texts, largest first.

    Lines that close an outline together count as one, and so does a line whose ends meet. Hatches count only where no outline of the same meaning
    covers them. CouldNotRead where they are many and lie all over each other, for then none
    bounds anything, and where one has more corners than anything drawn on purpose.
    """
    outlines = list(_polygons(sheet, *meanings, hatches=False))
    outlines += list(_chained(sheet, *meanings))
    tree = STRtree([polygon for polygon, _ in outlines])
    for polygon, row in list(_polygons(sheet, *meanings, hatches=True)):
        near = (outlines[index][0] for index in tree.query(polygon))
        if not any(outline.intersection(polygon).area > polygon.area / 2 for outline in near):
            outlines.append((polygon, row))
    polygons = np.array([polygon for polygon, _ in outlines], dtype=object)
    if many.crowded(polygons, few=FEW, most_met=MOST_MET):
        layers = {sheet.layers[int(sheet.entities.layer[row])].name for _, row in outlines}
        named = "、".join(sorted(layers)[:MOST_NAMED])
        raise many.given_up(sheet, f"图层 {named} 上 {len(outlines)} 条闭合线", "outlines")
    for at in np.flatnonzero(shapely.get_num_coordinates(polygons) > MOST_CORNERS)[::-1].tolist():
        drawn_on = sheet.layers[int(sheet.entities.layer[outlines[at][1]])]
        if drawn_on.meaning:
            raise many.too_fine(sheet, f"图层 {drawn_on.name} 上闭合线", "an outline")
        del outlines[at]  # a picture drawn as lines, on a layer whose name tells nothing
    contents, places = _written(sheet)
    for polygon, row in sorted(outlines, key=lambda pair: -pair[0].area):
        layer = sheet.layers[int(sheet.entities.layer[row])].name
        texts = tuple(contents[index] for index in np.sort(places.query(polygon, predicate="contains")))
        yield Area(
            subject=texts[0] if texts else layer,
            sheet=sheet.id,
            where=polygon,
            handles=(str(sheet.entities.handle[row]),),
            how=Words(f"图层 {layer} 上的闭合线", f"closed line on layer {layer}"),
            polygon=polygon,
            layer=layer,
            texts=texts,
        )


@once_a_sheet
def _written(sheet: Sheet) -> tuple[list[str], STRtree]:
    """Every visible text but expectations, and an index over their places."""
    expected = sheet.layers_meaning("EXPECT")
    shown = [text for text in sheet.texts if text.visible and not expected[text.layer]]
    places = STRtree(shapely.points([(text.x, text.y) for text in shown]) if shown else [])
    return [text.content for text in shown], places


def _polygons(sheet: Sheet, *meanings: str, hatches: bool) -> Iterator[tuple[Polygon, int]]:
    for row in sheet.rows(*meanings):
        if (sheet.entities.kind[row] == "hatch") is hatches:
            geometry = sheet.entities.geometry[row]
            parts = geometry.geoms if isinstance(geometry, MultiPolygon) else (geometry,)
            for part in parts:
                if isinstance(part, Polygon) and part.is_valid and part.area > 0:
                    yield part, int(row)


def _chained(sheet: Sheet, *meanings: str) -> Iterator[tuple[Polygon, int]]:
    """Outlines drawn as lines of one layer that meet end to end, with the row of the first line."""
    by_layer: dict[int, list[int]] = {}
    for row in sheet.rows(*meanings):
        line = sheet.entities.geometry[row]
        if isinstance(line, LineString) and not line.is_empty:
            by_layer.setdefault(int(sheet.entities.layer[row]), []).append(int(row))
    for rows in by_layer.values():
        for polygon, chain in chains.outlines([sheet.entities.geometry[row] for row in rows]):
            if polygon.is_valid and polygon.area > 0:
                yield polygon, rows[chain[0]]


def distinct(found: Iterable[Found], *, alike: float = 0.98) -> list[Found]:
    """The areas without those drawn twice: of two that share this much of their union, the first stays.

    One whose double stands on the same layer and is not quite the same is weakly recognised: nobody can tell which of
    the two lines was meant.
    """
    kept = list(found)
    doubles: set[int] = set()
    doubted: set[int] = set()
    for first, second in doubled(kept, alike=alike):
        if first not in doubles:
            doubles.add(second)
            if kept[first].layer == kept[second].layer and not _same_line(kept[first].polygon, kept[second].polygon):
                doubted.add(first)
    return [
        replace(area, sure=False, how=_twice(area)) if index in doubted else area
        for index, area in enumerate(kept)
        if index not in doubles
    ]


def _same_line(one: Polygon, other: Polygon) -> bool:
    """Whether the outlines are one line as drawn to the millimetre: no corner of either lies off the other's line."""
    return _corners_on(one, other) and _corners_on(other, one)


def _corners_on(one: Polygon, other: Polygon) -> bool:
    line = other.boundary
    shapely.prepare(line)
    return bool(shapely.dwithin(line, shapely.points(shapely.get_coordinates(one)), SAME_LINE).all())


def _twice(area: Area) -> Words:
    return Words(f"{area.how.zh}，另有一条不完全相同的线", f"{area.how.en}; another line lies almost on it")


def doubled(found: Sequence[Area], *, alike: float = 0.98) -> Iterator[tuple[int, int]]:
    """Pairs of indices of areas that share this much of their union, the first of each pair the earlier one.

    Of one that is itself the second of a pair only those pairs whose second is in none yet: many copies of one outline
    are as many pairs.
    """
    polygons = np.array([area.polygon for area in found], dtype=object)
    sizes, bounds = shapely.area(polygons), shapely.bounds(polygons).reshape(-1, 4)
    tree, is_second = STRtree(polygons), np.zeros(len(polygons), dtype=np.bool_)
    for index, polygon in enumerate(polygons):
        near = np.sort(tree.query(polygon))
        near = near[near > index]
        if is_second[index]:
            near = near[~is_second[near]]
        least = alike * np.maximum(sizes[near], sizes[index]) * (1 - _ROUNDING)
        # no two share more than the smaller one has, nor more than their bounds do
        sides = np.minimum(bounds[near, 2:], bounds[index, 2:]) - np.maximum(bounds[near, :2], bounds[index, :2])
        may = (sizes[near] >= least) & (sizes[index] >= least) & (np.prod(np.maximum(sides, 0), axis=1) >= least)
        near = near[may]
        common = shapely.area(shapely.intersection(polygons[near], polygon))
        for other in near[common > alike * (sizes[near] + sizes[index] - common)].tolist():
            is_second[other] = True
            yield index, other


def own_texts(found: Sequence[Area]) -> list[tuple[str, ...]]:
    """For each area of one sheet the texts that no smaller area inside it claims."""
    polygons = np.array([area.polygon for area in found], dtype=object)
    sizes = shapely.area(polygons)
    tree = STRtree(shapely.point_on_surface(polygons))
    own: list[tuple[str, ...]] = []
    for index, area in enumerate(found):
        if not area.texts:
            own.append(())
            continue
        inside = np.sort(tree.query(area.polygon, predicate="contains"))
        claimed: Counter[str] = Counter()
        for inner in inside[sizes[inside] < sizes[index]].tolist():
            claimed.update(found[inner].texts)
        left = []
        for text in area.texts:
            if claimed[text] > 0:
                claimed[text] -= 1
            else:
                left.append(text)
        own.append(tuple(left))
    return own


def whole(sheet: Sheet) -> Feature:
    """The sheet itself as the thing looked at."""
    subject = " ".join(part for part in (sheet.number, sheet.title) if part) or f"{sheet.file} {sheet.where}"
    return Feature(
        subject=subject, sheet=sheet.id, where=box(*sheet.bounds_m), how=Words("整张图纸", "the sheet as a whole")
    )


def lines(sheet: Sheet, *meanings: str) -> Iterator[tuple[BaseGeometry, str]]:
    """Every visible geometry on layers of these meanings, with its handle; CouldNotRead as ``areas`` of outlines."""
    rows = sheet.rows(*meanings)
    if many.crowded(sheet.entities.geometry[rows], few=FEW, most_met=MOST_MET):
        raise many.given_up(sheet, f"图层 {sheet.layers[int(sheet.entities.layer[rows[0]])].name} 上的线", "lines")
    for row in rows:
        yield sheet.entities.geometry[row], str(sheet.entities.handle[row])
