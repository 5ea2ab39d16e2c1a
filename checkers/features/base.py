"""What every recognised thing has in common, and the plain ways of finding things on layers.

Vocabulary
----------
feature   a thing of the building recognised on a sheet: a footprint, a corridor, a shelter unit …
sure      recognised on evidence a reviewer would accept; a verdict on anything else is *doubtful*
area      a closed outline on layers of one meaning, with the texts written inside it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Polygon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A recognised thing: what it is called, where it is, how it was recognised and how surely."""

    subject: str
    """in the field's words, as a reviewer would point at it"""
    sheet: str
    where: BaseGeometry
    """model metres"""
    handles: tuple[str, ...] = ()
    how: str = ""
    """``closed line on layer 建筑轮廓``; shown beside the finding"""
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


def areas(sheet: Sheet, *meanings: str) -> Iterator[Area]:
    """Every closed outline on visible layers of these meanings, with its inner texts, largest first.

    Hatches count as outlines only where no polyline of the same meaning covers them.
    """
    rows = sheet.rows(*meanings)
    found: list[tuple[Polygon, int]] = []
    for row in rows:
        geometry = sheet.entities.geometry[row]
        if isinstance(geometry, Polygon) and geometry.is_valid and geometry.area > 0:
            found.append((geometry, int(row)))
    outlines = [(polygon, row) for polygon, row in found if sheet.entities.kind[row] != "hatch"]
    hatches = [(polygon, row) for polygon, row in found if sheet.entities.kind[row] == "hatch"]
    for polygon, row in hatches:
        if not any(outline.intersection(polygon).area > polygon.area / 2 for outline, _ in outlines):
            outlines.append((polygon, row))
    for polygon, row in sorted(outlines, key=lambda pair: -pair[0].area):
        layer = sheet.layers[int(sheet.entities.layer[row])].name
        texts = tuple(text.content for text in sheet.texts_within(polygon))
        yield Area(
            subject=texts[0] if texts else layer,
            sheet=sheet.id,
            where=polygon,
            handles=(str(sheet.entities.handle[row]),),
            how=f"closed line on layer {layer}",
            polygon=polygon,
            layer=layer,
            texts=texts,
        )


def lines(sheet: Sheet, *meanings: str) -> Iterator[tuple[BaseGeometry, str]]:
    """Every visible geometry on layers of these meanings, with its handle."""
    for row in sheet.rows(*meanings):
        yield sheet.entities.geometry[row], str(sheet.entities.handle[row])
