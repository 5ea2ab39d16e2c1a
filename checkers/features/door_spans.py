"""What of a gap is door: where leaves hang along it, and where glass or a post parts them.

Vocabulary
----------
span    from where to where along its gap a leaf hangs
post    what stands between two leaves whose hinges are side by side: they are leaves of two doors
lights  glass beside a door in one gap with it
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Point

from checkers.features import many
from checkers.features.gaps import plug_of
from checkers.features.leaves import LARGEST
from checkers.features.opening_evidence import USUAL, Found, plugged, strokes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.leaves import Leaf

FULL = 0.85
"""of a gap that leaves take when it is all door"""

FRAME = 0.08
"""metres that a door's frame reaches beyond its hinges"""

PART = 0.15
"""metres between leaves of two doors; leaves of one door meet nearer"""


def parted(opening: Found) -> list[Found]:
    """The doors in one gap: leaves that meet edge to edge are of one, a post or glass between them parts two."""
    spans = sorted((_span(leaf, opening.line) for leaf in opening.hung), key=lambda span: (span[0], span[1]))
    if len(spans) <= 1:
        return [opening]
    groups = [[spans[0]]]
    for span in spans[1:]:
        last = max(groups[-1], key=lambda one: one[1])
        apart = span[0] - last[1]
        hinges_meet = abs(apart) <= PART and span[2] and not last[2]
        if apart > PART or hinges_meet:
            groups.append([span])
        else:
            groups[-1].append(span)
    if len(groups) == 1:
        return [opening]
    found: list[Found] = []
    for group in groups:
        low, high = min(span[0] for span in group), max(span[1] for span in group)
        line = LineString([opening.line.interpolate(low), opening.line.interpolate(high)])
        found.append(replace(opening, line=line, jambs=line, twofold=False, hung=[span[3] for span in group]))
    plugged(found)
    found[0].closes = opening.closes
    return found


def _span(leaf: Leaf, line: LineString) -> tuple[float, float, bool, Leaf]:
    """The lengths along the line between which the leaf hangs, and whether its hinge is at the first of them."""
    hinge = float(line.project(Point(leaf.hinge)))
    shut = float(line.project(Point(min(leaf.tips, key=lambda tip: line.distance(Point(tip))))))
    return min(hinge, shut), max(hinge, shut), hinge <= shut, leaf


def narrow(sheet: Sheet, openings: Sequence[Found]) -> None:
    """Leave out of each opening what of its gap no leaf takes: the lights beside a door in a wall of glass."""
    parts = [(opening, *span) for opening in openings if (span := _hung_span(opening)) is not None]
    if not parts:
        return
    by_handle = strokes(sheet, {leaf.handle for opening, _, _ in parts for leaf in opening.hung})
    for opening, low, high in parts:
        # Frames and leaves that stand open belong to the door: its own strokes reach a little beyond the hinges.
        drawn = [row for leaf in opening.hung for row in by_handle.get(leaf.handle, ())]
        points = many.points(shapely.get_coordinates(sheet.entities.geometry[drawn]))
        beside = points[shapely.dwithin(points, opening.line, LARGEST)]
        reach = shapely.line_locate_point(opening.line, beside)
        framed = reach[(reach > low - FRAME) & (reach < high + FRAME)]
        low, high = float(framed.min(initial=low)), float(framed.max(initial=high))  # noqa: PLW2901 (widened)
        opening.line = LineString([opening.line.interpolate(low), opening.line.interpolate(high)])
        opening.jambs = opening.line
        opening.plug = plug_of(opening.line, opening.thickness or USUAL)


def _hung_span(opening: Found) -> tuple[float, float] | None:
    """From where to where along its gap leaves hang; None where they fill it."""
    spans = [_span(leaf, opening.line) for leaf in opening.hung]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    return None if high - low >= FULL * opening.line.length else (low, high)
