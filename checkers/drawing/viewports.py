"""Look through the viewports of a layout into the model space.

Vocabulary
----------
view      a viewport that is on: a window of the model space and where it lies on the paper
main view the largest one; its scale is the sheet's and its model metres are the sheet's
affine    shapely's [a, b, d, e, xoff, yoff]: x' = a·x + b·y + xoff, y' = d·x + e·y + yoff
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from checkers.drawing.foreign import Entity
from checkers.drawing.strokes import BROKEN

if TYPE_CHECKING:
    from ezdxf.layouts.layout import Paperspace
    from shapely import Polygon

Affine = tuple[float, float, float, float, float, float]
_PAPER_VIEW = 1
_ALIKE = 0.002
_ASLANT = 1e-6
_OFF = 0x20000


@dataclass(frozen=True, slots=True)
class View:
    """One viewport: model metres to paper metres, and the window it opens."""

    to_paper: Affine
    scale: float
    """metres of model for one metre of paper"""
    twist: float
    """degrees"""
    window: Polygon
    """in model metres"""
    area: float
    """square metres of paper"""
    frozen: frozenset[str]
    """layers hidden in this view, in lower case"""

    def alike(self, other: View) -> bool:
        """Whether both show the model at the same scale; a turn between them changes no size."""
        return abs(self.scale / other.scale - 1) <= _ALIKE


def views(layout: Paperspace, model_metres: float, paper_metres: float) -> tuple[list[View], int]:
    """The views of a layout, the largest first, and how many others look at the model from aside."""
    found: list[View] = []
    aside = 0
    every = list(layout.viewports())
    # programs number viewports differently: number 1 is the paper only where none looks at its own place
    selfish = [viewport for viewport in every if looks_at_itself(viewport)]
    for viewport in every:
        try:
            if viewport in selfish or (not selfish and viewport.dxf.get("id", 0) == _PAPER_VIEW):
                continue
            if viewport.dxf.get("status", 1) == 0:
                continue
            if viewport.dxf.get("flags", 0) & _OFF:
                continue
            direction = viewport.dxf.get("view_direction_vector")
            if direction is not None and (abs(direction.x) > _ASLANT or abs(direction.y) > _ASLANT or direction.z < 0):
                aside += 1
                continue
            view = _view(viewport, model_metres, paper_metres)
        except BROKEN:
            aside += 1
            continue
        if view is not None:
            found.append(view)
    return sorted(found, key=lambda view: -view.area), aside


def looks_at_itself(viewport: Entity) -> bool:
    """Whether a viewport is the layout's own view of its paper: it shows its own place at about its own size."""
    dxf = viewport.dxf
    centre = dxf.get("view_center_point", (0, 0))
    at = dxf.get("center", (0, 0))
    return bool(
        0.5 <= dxf.get("view_height", 0.0) / (dxf.get("height", 0.0) or math.inf) <= 2  # noqa: PLR2004 (about its own size)
        and math.isclose(centre[0], at[0], rel_tol=1e-6, abs_tol=1e-9)
        and math.isclose(centre[1], at[1], rel_tol=1e-6, abs_tol=1e-9)
    )


def _view(viewport: Entity, model_metres: float, paper_metres: float) -> View | None:
    dxf = viewport.dxf
    width, height = dxf.width * paper_metres, dxf.height * paper_metres
    seen = dxf.get("view_height", 0.0) * model_metres
    if min(width, height, seen) <= 0 or not all(math.isfinite(size) for size in (width, height, seen)):
        return None
    scale = seen / height
    twist = math.radians(dxf.get("view_twist_angle", 0.0))
    cosine, sine = math.cos(twist) / scale, math.sin(twist) / scale
    target = dxf.get("view_target_point", (0, 0, 0))
    centre = dxf.get("view_center_point", (0, 0))
    # the view centre is given in the turned view around the target point
    looked_x, looked_y = float(centre[0]) * model_metres, float(centre[1]) * model_metres
    target_x, target_y = float(target[0]) * model_metres, float(target[1]) * model_metres
    at = dxf.center
    paper_x, paper_y = at.x * paper_metres, at.y * paper_metres
    shift_x = paper_x - looked_x / scale - (cosine * target_x - sine * target_y)
    shift_y = paper_y - looked_y / scale - (sine * target_x + cosine * target_y)
    to_paper: Affine = (cosine, -sine, sine, cosine, shift_x, shift_y)
    corners = shapely.box(paper_x - width / 2, paper_y - height / 2, paper_x + width / 2, paper_y + height / 2)
    window = shapely.transform(corners, lambda points: moved(points, inverse(to_paper)))
    return View(
        to_paper=to_paper,
        scale=scale,
        twist=math.degrees(twist) % 360.0,
        window=window,
        area=width * height,
        frozen=frozenset(name.lower() for name in viewport.frozen_layers),
    )


def moved(points: np.ndarray[Any, np.dtype[np.float64]], affine: Affine) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Points (n, 2) through an affine."""
    a, b, d, e, x, y = affine
    return np.column_stack((points[:, 0] * a + points[:, 1] * b + x, points[:, 0] * d + points[:, 1] * e + y))


def then(first: Affine, second: Affine) -> Affine:
    """The affine that does the first and then the second."""
    a1, b1, d1, e1, x1, y1 = first
    a2, b2, d2, e2, x2, y2 = second
    return (
        a2 * a1 + b2 * d1,
        a2 * b1 + b2 * e1,
        d2 * a1 + e2 * d1,
        d2 * b1 + e2 * e1,
        a2 * x1 + b2 * y1 + x2,
        d2 * x1 + e2 * y1 + y2,
    )


def inverse(affine: Affine) -> Affine:
    """The affine that undoes this one; ValueError when nothing can."""
    a, b, d, e, x, y = affine
    size = a * e - b * d
    if size == 0 or not math.isfinite(size):
        raise ValueError("an affine without inverse")
    return (e / size, -b / size, -d / size, a / size, (b * y - e * x) / size, (d * x - a * y) / size)
