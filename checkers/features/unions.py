"""What many areas cover together.

The one door for manifold3d, whose unions of polygons (Clipper2, by sweeping a line over all edges at once) take a
fraction of the time of merging area by area; coordinates are rounded to ``GRAIN``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import manifold3d
import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAIN = 1e-8
"""metres: the library's grid, so that areas whose edges agree but for rounding have no gap between them"""

STEP = 1e-6
"""metres: a smaller step in an outline is of rounding, and leads the corners astray when the outline is shrunk or grown"""


def union(areas: NDArray[np.object_]) -> NDArray[np.object_]:
    """The (n,) polygons, none touching another in more than points, that these polygons cover together, metres; all must be valid."""
    rings = shapely.get_rings(shapely.orient_polygons(areas))
    points, of = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return np.empty(0, dtype=object)
    starts = np.searchsorted(of, np.arange(len(rings) + 1)).tolist()
    contours = [points[start:stop] for start, stop in pairwise(starts)]
    covered = manifold3d.CrossSection(contours, manifold3d.FillRule.NonZero).simplify(STEP).to_polygons()
    return _polygons(covered) if covered else np.empty(0, dtype=object)


def _polygons(contours: list[NDArray[np.float64]]) -> NDArray[np.object_]:
    """Contours counter-clockwise with those clockwise that lie in them as their holes, as valid polygons."""
    of = np.repeat(np.arange(len(contours)), [len(contour) for contour in contours])
    rings = np.array(shapely.linearrings(np.concatenate(contours), indices=of), dtype=object)
    outside = shapely.is_ccw(rings)
    outer, holes = np.array(shapely.polygons(rings[outside]), dtype=object), rings[~outside]
    held: dict[int, list[int]] = {}
    hole, around = shapely.STRtree(outer).query(shapely.polygons(holes), predicate="covered_by")
    # Of outlines within each other the innermost has the hole.
    order = np.lexsort((shapely.area(outer)[around], hole))
    for index in order[np.concatenate([[True], np.diff(hole[order]) > 0])].tolist() if len(order) else ():
        held.setdefault(int(around[index]), []).append(int(hole[index]))
    for part, own in held.items():
        outer[part] = shapely.polygons(shapely.get_exterior_ring(outer[part]), holes[own])
    # A contour may touch itself in a point.
    pinched = ~shapely.is_valid(outer)
    if not pinched.any():
        return outer
    mended = shapely.get_parts(shapely.make_valid(outer[pinched], method="structure", keep_collapsed=False))
    parts: NDArray[np.object_] = np.concatenate([outer[~pinched], mended])
    return parts[shapely.area(parts) > 0]
