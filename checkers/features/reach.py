"""How far a thing reaches out of an area it should stay in.

Vocabulary
----------
projection   the distance from the farthest place of what lies outside to the area
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Point
from shapely.ops import polylabel

from checkers.features.base import Span

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

STEP = 0.25
"""metres between the places tried along the edges of what lies outside"""

SLIVER = 0.001
"""square metres: less outside is noise of the drawing"""


def projection(footprint: BaseGeometry, inside: BaseGeometry) -> Span | None:
    """How far a footprint reaches out of an area, from its farthest place to the area; None when it does not.

    A building over a notch of the area reaches out farthest at no corner of its own: places along the edges and in
    the middle of what lies outside are tried too.
    """
    outside = footprint.difference(inside)
    corners = [Point(corner) for corner in shapely.get_coordinates(outside)]
    if corners and outside.area > SLIVER:
        corners += [Point(place) for place in shapely.get_coordinates(outside.segmentize(STEP))]
        corners += [polylabel(part, STEP) for part in shapely.get_parts(outside) if part.area > SLIVER]
    farthest = max(corners, key=inside.distance, default=None)
    if farthest is None or not inside.distance(farthest):
        return None
    along = shapely.shortest_line(farthest, inside)
    return Span(float(along.length), along)
