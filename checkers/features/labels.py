"""What is written on a sheet, and which closed outlines hold a writing.

Vocabulary
----------
label      a visible text, or an attribute of an inserted block, with its place; never one on layer ``EXPECT``
plain      the words of a label without any white space, so that ``防护 单元 1`` reads as one word
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkers.drawing.model import Sheet
    from checkers.features.base import Area


@dataclass(frozen=True, slots=True)
class Label:
    """A writing and its place in model metres."""

    words: str
    """as written, without white space"""
    x: float
    y: float
    handle: str

    @property
    def point(self) -> Point:
        """Where it is written."""
        return Point(self.x, self.y)


def labels(sheet: Sheet) -> tuple[Label, ...]:
    """Every visible writing of the sheet: texts first, then attributes of inserted blocks."""
    expected = sheet.layers_meaning("EXPECT")
    texts = (
        Label(plain(text.content), text.x, text.y, text.handle)
        for text in sheet.texts
        if text.visible and not expected[text.layer]
    )
    attributes = (
        Label(plain(value), block.x, block.y, block.handle)
        for block in sheet.blocks
        if block.visible and not expected[block.layer]
        for value in block.attributes.values()
    )
    return tuple(label for label in (*texts, *attributes) if label.words)


def plain(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def holding(outlines: Iterable[Area], label: Label) -> tuple[Area, ...]:
    """The outlines that have the label inside or on their line, smallest first."""
    around = (area for area in outlines if area.polygon.intersects(label.point))
    return tuple(sorted(around, key=lambda area: area.polygon.area))
