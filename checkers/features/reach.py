"""How far a thing reaches out of an area it should stay in.

Vocabulary
----------
cut off      in a small part of a ground that lines divide
projection   the distance from the farthest place of what lies outside to the area
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Point
from shapely.ops import polylabel

from checkers.features.base import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

STEP = 0.25
"""metres between the places tried along the edges of what lies outside"""

SMALL_PART = 0.25
"""share of the largest part below which a part that is cut off may be land of another kind, as a road's"""

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


def is_cut_off(thing: BaseGeometry, ground: BaseGeometry, lines: Sequence[BaseGeometry]) -> bool:
    """Whether a thing stands in a part of the ground that lines cut off and that is much smaller than the largest."""
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([ground.boundary, *lines])]))
    parts = [face for face in faces if ground.contains(face.representative_point())]
    largest = max((part.area for part in parts), default=0.0)
    place = thing.representative_point()
    return any(part.area < SMALL_PART * largest and part.intersects(place) for part in parts)
