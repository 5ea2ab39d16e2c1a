"""What a set would be if every torn bound were closed: only to ask which rules a torn bound keeps something from.

Vocabulary
----------
torn      a bound that is open or crosses itself: no area can be taken of it, so rules do not see the thing it bounds
mended    the set with each torn bound replaced by the plain outline around it. Nothing found on it is ever a verdict:
          a rule that looks at the thing there, and says nothing of it here, says that it could not measure it; and what
          is met here and measured otherwise there depends on the torn bound, and is doubtful
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon

from checkers.features.closure import Closure, bounds
from checkers.features.plans import Plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Entities, Sheet
    from checkers.features.closure import Bound


def torn(plans: Plans) -> tuple[Bound, ...]:
    """Every bound of which no area can be taken and that could be closed; call as ``plans.recognise(torn)``."""
    return tuple(
        bound
        for bound in plans.recognise(bounds)
        if bound.closure in {Closure.OPEN, Closure.CROSSING} and around(bound) is not None
    )


def mended(plans: Plans) -> Plans | None:
    """The set with its torn bounds closed; None where it has none. Call as ``plans.recognise(mended)``."""
    by_sheet: dict[str, list[Bound]] = {}
    for bound in plans.recognise(torn):
        by_sheet.setdefault(bound.sheet, []).append(bound)
    if not by_sheet:
        return None
    sheets = tuple(
        _mended(sheet, by_sheet[sheet.id]) if sheet.id in by_sheet else sheet for sheet in plans.drawings.sheets
    )
    return plans.drawn_as(replace(plans.drawings, sheets=sheets))


def around(bound: Bound) -> Polygon | None:
    """The plain outline around a torn bound; None where it encloses nothing."""
    outline: object = bound.where.convex_hull
    if bound.closure is Closure.OPEN:
        line = shapely.line_merge(bound.where)
        if isinstance(line, LineString) and len(line.coords) > 2:  # noqa: PLR2004 (a triangle at least)
            closed = Polygon(line.coords)
            outline = closed if closed.is_valid else outline
    return outline if isinstance(outline, Polygon) and outline.area > 0 else None


def _mended(sheet: Sheet, broken: Sequence[Bound]) -> Sheet:
    entities = sheet.entities
    visible = entities.visible.copy()
    outlines = np.empty(len(broken), dtype=object)
    for index, bound in enumerate(broken):
        visible[list(bound.rows)] = False
        outlines[index] = around(bound)
    shapely.prepare(outlines)
    first = [bound.rows[0] for bound in broken]
    added: Entities = replace(
        entities,
        geometry=np.concatenate([entities.geometry, outlines]),
        kind=np.concatenate([entities.kind, np.full(len(broken), "polyline", dtype=entities.kind.dtype)]),
        layer=np.concatenate([entities.layer, entities.layer[first]]),
        colour=np.concatenate([entities.colour, entities.colour[first]]),
        handle=np.concatenate([entities.handle, entities.handle[first]]),
        block=np.concatenate([entities.block, entities.block[first]]),
        visible=np.concatenate([visible, np.ones(len(broken), dtype=np.bool_)]),
    )
    return replace(sheet, entities=added)
