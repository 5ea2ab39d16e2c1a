"""Numbers written at level marks.

Vocabulary
----------
level mark   标高符号: a writing on a layer of levels, or in a block on one
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.on_paper import shown_texts
from checkers.features.site import is_site_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LEVEL = re.compile(r"^(?P<sign>[±+\-−]?)(?P<number>\d{1,4}(?:\.\d+)?)(?:m|M|米)?(?:[（(][^（()）]*[)）])?$")
APART = re.compile(r"[、,，;；/\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Elevation(Feature):
    """One number at a level mark."""

    sign: str
    """``±``, ``+``, ``-`` or empty"""
    number: str
    """as written, without sign and unit"""
    site_plan: bool


def elevations(plans: Plans) -> tuple[Elevation, ...]:
    """Every number at a level mark of every sheet; call as ``plans.recognise(elevations)``."""
    return tuple(mark for sheet in plans.sheets for mark in _on_sheet(sheet))


def _on_sheet(sheet: Sheet) -> Iterator[Elevation]:
    marks = sheet.layers_meaning("ELEV_MARK")
    if not marks.any():
        return
    site_plan = is_site_plan(sheet)
    texts = [(text.content, text.x, text.y, text.handle) for text in shown_texts(sheet) if marks[text.layer]]
    shown = {content for content, *_ in texts}
    texts += [
        (value, block.x, block.y, block.handle)
        for block in sheet.blocks
        if block.visible and marks[block.layer]
        for value in block.attributes.values()
        if value not in shown
    ]
    for content, x, y, handle in texts:
        for part in APART.split(content.strip()):
            match = LEVEL.match(part)
            if match:
                yield Elevation(
                    subject=f"{sheet.number} 标高 {part}".strip(),
                    sheet=sheet.id,
                    where=Point(x, y),
                    handles=(handle,),
                    how=Words("标高图层上的文字", "writing on a layer of levels"),
                    sign=match["sign"].replace("−", "-"),
                    number=match["number"],
                    site_plan=site_plan,
                )
