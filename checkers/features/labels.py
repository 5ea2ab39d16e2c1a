"""What is written on a sheet, and which closed outlines hold a writing.

Vocabulary
----------
label      a visible text, or an attribute of an inserted block, with its place; never one on layer ``EXPECT``
plain      the words of a label without any white space, so that ``防护 单元 1`` reads as one word
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import Point, STRtree

from checkers.drawing.table import Thing, column
from checkers.features import many
from checkers.features.kept import once_a_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

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


@once_a_sheet
def labels(sheet: Sheet) -> tuple[Label, ...]:
    """Every visible writing of the sheet: texts first, then attributes of inserted blocks; gathered once a sheet."""
    without_space = cache(plain)
    found = [
        Label(words, x, y, handle)
        for content, x, y, handle in _shown(sheet, sheet.texts, "content")
        if (words := without_space(content))
    ]
    found += [
        Label(words, x, y, handle)
        for attributes, x, y, handle in _shown(sheet, sheet.blocks, "attributes")
        for value in attributes.values()
        if (words := without_space(value))
    ]
    return tuple(found)


@once_a_sheet
def _by_wording(sheet: Sheet) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, label in enumerate(labels(sheet)):
        found.setdefault(label.words, []).append(index)
    return found


def labels_saying(sheet: Sheet, holds: Callable[[str], object]) -> list[Label]:
    """The labels whose words are such, in their order; most words of a drawing repeat, so each wording is asked once."""
    found = [indices for words, indices in _by_wording(sheet).items() if holds(words)]
    every = labels(sheet)
    return [every[index] for index in sorted(chain.from_iterable(found))]


@once_a_sheet
def _by_place(sheet: Sheet) -> STRtree:
    return STRtree(many.points(np.array([(label.x, label.y) for label in labels(sheet)], dtype=np.float64)))


def labels_near(sheet: Sheet, place: BaseGeometry, within: float) -> list[Label]:
    """The labels written within so many metres of a place, in their order."""
    near = np.sort(_by_place(sheet).query(place, predicate="dwithin", distance=within))
    return [labels(sheet)[at] for at in near.tolist()]


def says(sheet: Sheet, holds: Callable[[str], object]) -> bool:
    """Whether any label of the sheet has such words."""
    return any(holds(words) for words in _by_wording(sheet))


def _shown(sheet: Sheet, things: Sequence[Thing], what: str) -> Iterator[tuple[Any, float, float, str]]:
    """Of all visible things of the sheet but those on layer ``EXPECT`` one field, the place and the handle."""
    if not len(things):
        return iter(())
    expected = sheet.layers_meaning("EXPECT")
    shown = column(things, "visible") & ~expected[column(things, "layer")]
    return zip(*(column(things, name)[shown].tolist() for name in (what, "x", "y", "handle")), strict=True)


def plain(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def holding(outlines: Iterable[Area], label: Label) -> tuple[Area, ...]:
    """The outlines that have the label inside or on their line, smallest first."""
    around = (area for area in outlines if area.polygon.intersects(label.point))
    return tuple(sorted(around, key=lambda area: area.polygon.area))
