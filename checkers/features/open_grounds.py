"""Grounds and fields on a site plan that a name stands in: a sports ground, a playground.

Vocabulary
----------
ground   the smallest closed line, on any layer but those of buildings and boundaries, around a name of the sense asked
loose    such a name that no closed line of a ground's size encloses
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely import MultiPolygon, Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet

SMALLEST, LARGEST = 60.0, 40_000.0
"""square metres of a ground"""

LONGEST_NAME = 16
"""characters; longer writings are notes"""

_OTHERS = ("BLDG_OUTLINE", "SITE_BOUNDARY", "BLDG_CTRL_LINE", "ROAD_REDLINE", "TITLEBLOCK", "EXPECT", "TEXT", "DIM")


def named_grounds(sheet: Sheet, sense: re.Pattern[str]) -> Iterator[Feature]:
    """Every ground named so, once each; a loose name becomes a feature at its place that is not sure."""
    written = [label for label in labels(sheet) if len(label.words) <= LONGEST_NAME and sense.search(label.words)]
    if not written:
        return
    rows: list[int] = []
    shapes: list[Polygon | MultiPolygon] = []
    shown = sheet.entities.visible & ~sheet.layers_meaning(*_OTHERS)[sheet.entities.layer]
    for row in np.flatnonzero(shown):
        shape = sheet.entities.geometry[row]
        if isinstance(shape, Polygon | MultiPolygon) and shape.is_valid and SMALLEST <= shape.area <= LARGEST:
            rows.append(int(row))
            shapes.append(shape)
    tree = STRtree(shapes)
    taken: set[int] = set()
    for label in written:
        around = tree.query(label.point, predicate="intersects")
        if not around.size:
            yield Feature(
                subject=label.words,
                sheet=sheet.id,
                where=label.point,
                handles=(label.handle,),
                how=Words("名称，未被闭合线围住", "name that no closed line encloses"),
                sure=False,
            )
            continue
        index = int(min(around, key=lambda number: shapes[number].area))
        if index not in taken:
            taken.add(index)
            layer = sheet.layers[int(sheet.entities.layer[rows[index]])].name
            yield Feature(
                subject=label.words,
                sheet=sheet.id,
                where=shapes[index],
                handles=(str(sheet.entities.handle[rows[index]]),),
                how=Words(f"图层 {layer} 上的闭合线", f"closed line on layer {layer}"),
            )
