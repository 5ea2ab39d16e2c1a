"""Dimensions whose text was written by hand.

Vocabulary
----------
overriding text   what stands at a dimension instead of its measured value; ``<>`` in it shows that value after all
number            what the text says, in the unit it is written in; None when it says no single number
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, Point

from checkers.errors import Words
from checkers.features.base import Feature

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Dimension, Sheet
    from checkers.features.plans import Plans

FORMATTING = re.compile(r"\\[ACFHQTWacfhqtw][^;\\{}]*;|\\[LlOoKk]|[{}]")
SIGNS = re.compile(r"%%[cCdDpP]|[φΦØ⌀°±,，\s]")
NUMBER = re.compile(r"^[-+]?(\d+(?:\.\d+)?|\.\d+)(?:mm|m|MM|M)?$")
REPEATED = re.compile(r"^(\d+(?:\.\d+)?)[x×X*](\d+(?:\.\d+)?)(?:=(\d+(?:\.\d+)?))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden(Feature):
    """A dimension with an overriding text, beside what was measured."""

    text: str
    number: float | None
    measured: float
    """metres, or degrees when angular"""
    angular: bool


def overridden(plans: Plans) -> tuple[Overridden, ...]:
    """Every dimension with an overriding text; call as ``plans.recognise(overridden)``."""
    return tuple(
        _overridden(sheet, dimension)
        for sheet in plans.sheets
        for dimension in sheet.dimensions
        if dimension.text.strip() and "<>" not in dimension.text
    )


def _overridden(sheet: Sheet, dimension: Dimension) -> Overridden:
    where: BaseGeometry = Point(dimension.x, dimension.y)
    if dimension.start and dimension.end and dimension.start != dimension.end:
        where = LineString([dimension.start, dimension.end])
    text = plain(dimension.text)
    return Overridden(
        subject=f"{sheet.number} 尺寸“{text}”".strip(),
        sheet=sheet.id,
        where=where,
        handles=(dimension.handle,),
        how=Words("尺寸的改写文字", "overriding text of a dimension"),
        text=text,
        number=number_in(text),
        measured=dimension.measured,
        angular=dimension.angular,
    )


def plain(text: str) -> str:
    """The text without the formatting codes of multi-line texts."""
    return FORMATTING.sub("", text).strip()


def number_in(text: str) -> float | None:
    """The number a dimension text states: ``3600``, ``%%c600``, ``3x600=1800`` (1800), ``3×600`` (1800)."""
    bare = SIGNS.sub("", text)
    if match := NUMBER.match(bare):
        return float(match.group(1))
    if match := REPEATED.match(bare):
        return float(match.group(3) or float(match.group(1)) * float(match.group(2)))
    return None
