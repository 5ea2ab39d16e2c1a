"""What every recognised thing has in common, and the plain ways of finding things on layers.

Vocabulary
----------
feature   a thing of the building recognised on a sheet: a footprint, a corridor, a shelter unit …
sure      recognised on evidence a reviewer would accept; a verdict on anything else is *doubtful*
area      a closed outline on layers of one meaning, with the texts written inside it
span      a length with the line it was taken along
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon, STRtree, box

from checkers.errors import Words
from checkers.features import chains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet


UNSAID = Words("", "")

SAME_LINE = 0.001
"""metres between two outlines that are one line, as drawn to the millimetre"""


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
    covers them.
    """
    outlines = list(_polygons(sheet, *meanings, hatches=False))
    outlines += list(_chained(sheet, *meanings))
    tree = STRtree([polygon for polygon, _ in outlines])
    for polygon, row in list(_polygons(sheet, *meanings, hatches=True)):
        near = (outlines[index][0] for index in tree.query(polygon))
        if not any(outline.intersection(polygon).area > polygon.area / 2 for outline in near):
            outlines.append((polygon, row))
    expected = sheet.layers_meaning("EXPECT")
    shown = [text for text in sheet.texts if text.visible and not expected[text.layer]]
    places = STRtree(shapely.points([(text.x, text.y) for text in shown]) if shown else [])
    for polygon, row in sorted(outlines, key=lambda pair: -pair[0].area):
        layer = sheet.layers[int(sheet.entities.layer[row])].name
        texts = tuple(shown[index].content for index in np.sort(places.query(polygon, predicate="contains")))
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
    """Whether the outlines are one line as drawn to the millimetre."""
    return float(one.hausdorff_distance(other)) <= SAME_LINE


def _twice(area: Area) -> Words:
    return Words(f"{area.how.zh}，另有一条不完全相同的线", f"{area.how.en}; another line lies almost on it")


def doubled(found: Sequence[Area], *, alike: float = 0.98) -> Iterator[tuple[int, int]]:
    """Pairs of indices of areas that share this much of their union, the first of each pair the earlier one."""
    tree = STRtree([area.polygon for area in found])
    for index, area in enumerate(found):
        for other in sorted(int(each) for each in tree.query(area.polygon)):
            if other > index and _shared(area.polygon, found[other].polygon) > alike:
                yield index, other


def _shared(one: Polygon, other: Polygon) -> float:
    small, large = sorted((one.area, other.area))
    if small < large / 2:
        return 0.0
    common = one.intersection(other).area
    return float(common / (one.area + other.area - common))


def own_texts(found: Sequence[Area]) -> list[tuple[str, ...]]:
    """For each area of one sheet the texts that no smaller area inside it claims."""
    tree = STRtree([area.polygon for area in found])
    own: list[tuple[str, ...]] = []
    for index, area in enumerate(found):
        left = list(area.texts)
        for other in tree.query(area.polygon):
            inner = found[other]
            if (
                other != index
                and inner.polygon.area < area.polygon.area
                and area.polygon.contains(inner.polygon.representative_point())
            ):
                for text in inner.texts:
                    if text in left:
                        left.remove(text)
        own.append(tuple(left))
    return own


def whole(sheet: Sheet) -> Feature:
    """The sheet itself as the thing looked at."""
    subject = " ".join(part for part in (sheet.number, sheet.title) if part) or f"{sheet.file} {sheet.where}"
    return Feature(
        subject=subject, sheet=sheet.id, where=box(*sheet.bounds_m), how=Words("整张图纸", "the sheet as a whole")
    )


def lines(sheet: Sheet, *meanings: str) -> Iterator[tuple[BaseGeometry, str]]:
    """Every visible geometry on layers of these meanings, with its handle."""
    for row in sheet.rows(*meanings):
        yield sheet.entities.geometry[row], str(sheet.entities.handle[row])
