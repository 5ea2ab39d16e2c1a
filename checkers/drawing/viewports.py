"""Look through the viewports of a layout into the model space.

Vocabulary
----------
window    a viewport that is on and is not the layout's view of its own paper
view      what a window shows of the model space and where it lies on the paper
main view the largest one; its scale is the sheet's and its model metres are the sheet's
affine    shapely's [a, b, d, e, xoff, yoff]: x' = a·x + b·y + xoff, y' = d·x + e·y + yoff
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from ezdxf import path as ezpath
from ezdxf.entities.viewport import Viewport
from ezdxf.math import Vec2, Vec3

from checkers.drawing.strokes import BROKEN

if TYPE_CHECKING:
    from ezdxf.layouts.layout import Paperspace
    from shapely import Polygon

    from checkers.drawing.model import Bounds

Affine = tuple[float, float, float, float, float, float]
ASIDE = "VIEWPORT (3D)"
"""it looks at the model from the side"""
NO_VIEW = "VIEWPORT (no view)"
"""it does not say what it shows, or of no size"""
_PAPER_NUMBER = 1
_ALIKE = 0.002
_FINE = 0.001
"""share of its height by which a round clipping outline may be cut straight"""
_ASLANT = 1e-6
_EXACT = 1e-6
_ABOUT = 2.0
"""how far the height a view of the paper shows may be from its own: one fits the width of the paper, not the height"""
_OFF = 0x20000
_OLD_VIEW = "ACAD", "MVIEW"
_OLD_FIRST = 3
"""name, bracket and version come before the view"""
_LAYER = 1003


@dataclass(frozen=True, slots=True)
class View:
    """One viewport: model metres to paper metres, and the window it opens."""

    to_paper: Affine
    scale: float
    """metres of model for one metre of paper"""
    twist: float
    """degrees"""
    window: Polygon
    """what of the model it shows, in metres of the model: its rectangle, or the inside of its clipping outline"""
    paper: Bounds
    """its rectangle, in metres of paper"""
    area: float
    """square metres of paper"""
    frozen: frozenset[str]
    """layers hidden in this view, in lower case"""
    number: int
    """place among the windows of the layout, the largest being 1"""

    def alike(self, other: View) -> bool:
        """Whether both show the model at the same scale; a turn between them changes no size."""
        return abs(self.scale / other.scale - 1) <= _ALIKE


@dataclass(frozen=True, slots=True)
class Sight:
    """What a layout sees of the model, and why not all of it."""

    views: tuple[View, ...] = ()
    """the largest first"""
    unseen: Mapping[str, int] = field(default_factory=dict)
    """what is wrong with viewports that are on and cannot be looked through, and how many are so"""


def sight(layout: Paperspace, model_metres: float, paper_metres: float) -> Sight:
    """What a layout sees of the model; sizes in metres by ``model_metres`` and ``paper_metres`` of one unit."""
    found: list[View] = []
    unseen: Counter[str] = Counter()
    for number, window in enumerate(windows(layout), start=1):
        try:
            view = _view(window, number, model_metres, paper_metres) if is_from_above(window) else None
        except BROKEN:
            unseen[NO_VIEW] += 1
            continue
        if view is not None:
            found.append(view)
        else:
            unseen[NO_VIEW if is_from_above(window) else ASIDE] += 1
    return Sight(tuple(sorted(found, key=lambda view: -view.area)), unseen)


def windows(layout: Paperspace) -> list[Viewport]:
    """The viewports of a layout that are on and are not its view of its own paper, the largest first."""
    every = [_with_its_view(viewport) for viewport in layout.viewports()]
    own = _paper_view(every, layout)
    found = [viewport for viewport in every if viewport is not own and _is_on(viewport)]
    return sorted(found, key=lambda window: -abs(_number(window, "width") * _number(window, "height")))


def is_from_above(window: Viewport) -> bool:
    """Whether a viewport looks straight down on the plan."""
    direction = window.dxf.get("view_direction_vector")
    return direction is None or not (abs(direction.x) > _ASLANT or abs(direction.y) > _ASLANT or direction.z < 0)


def _is_on(viewport: Viewport) -> bool:
    return viewport.dxf.get("status", 1) != 0 and not viewport.dxf.get("flags", 0) & _OFF


def _paper_view(every: Sequence[Viewport], layout: Paperspace) -> Viewport | None:
    """The layout's view of its own paper, of which there is at most one; None when it has none.

    Programs number viewports differently, so it is known by what it shows: AutoCAD centres it on the corner of the
    paper, others let it show its own place, and of several that do it is the one as large as the layout's limits.
    The number decides last; what shows the model enlarged or reduced is no view of the paper.
    """
    cornered = [viewport for viewport in every if _is_centred_on_the_corner(viewport)]
    selfish = cornered or [viewport for viewport in every if _looks_at_itself(viewport)]
    if selfish:
        return min(selfish, key=lambda viewport: (not _fills_limits(viewport, layout), viewport.dxf.get("id", 0)))
    for viewport in every:
        stands_alone = len(every) == 1 and _number(viewport, "view_height") > 0
        if viewport.dxf.get("id", 0) == _PAPER_NUMBER and not stands_alone and _is_life_size(viewport):
            return viewport
    return None


def _is_centred_on_the_corner(viewport: Viewport) -> bool:
    at = viewport.dxf.get("center", (0, 0))
    height = _number(viewport, "height")
    return (
        height > 0
        and (at[0], at[1]) == (0, 0)
        and math.isclose(_number(viewport, "view_height"), height, rel_tol=_EXACT)
    )


def _looks_at_itself(viewport: Viewport) -> bool:
    """Whether a viewport shows its own place at about its own size."""
    centre = viewport.dxf.get("view_center_point", (0, 0))
    target = viewport.dxf.get("view_target_point", (0, 0))
    at = viewport.dxf.get("center", (0, 0))
    return (
        _number(viewport, "view_height") > 0
        and _is_life_size(viewport)
        and math.isclose(centre[0] + target[0], at[0], rel_tol=_EXACT, abs_tol=_EXACT)
        and math.isclose(centre[1] + target[1], at[1], rel_tol=_EXACT, abs_tol=_EXACT)
    )


def _is_life_size(viewport: Viewport) -> bool:
    """Whether a viewport shows things about as large as they are; one that does not say what it shows may."""
    seen, height = _number(viewport, "view_height"), _number(viewport, "height")
    return seen <= 0 or 1 / _ABOUT <= seen / (height or math.inf) <= _ABOUT


def _fills_limits(viewport: Viewport, layout: Paperspace) -> bool:
    low, high = layout.dxf.get("limmin", (0, 0)), layout.dxf.get("limmax", (0, 0))
    return math.isclose(_number(viewport, "width"), high[0] - low[0], rel_tol=_EXACT) and math.isclose(
        _number(viewport, "height"), high[1] - low[1], rel_tol=_EXACT
    )


def _number(viewport: Viewport, name: str) -> float:
    return float(viewport.dxf.get(name, 0.0))


def _with_its_view(viewport: Viewport) -> Viewport:
    """The viewport with the view that releases before 2000 keep in extended data."""
    if _number(viewport, "view_height") > 0 or viewport.xdata is None or not viewport.xdata.has_xlist(*_OLD_VIEW):
        return viewport
    values = [value for _, value in viewport.xdata.get_xlist(*_OLD_VIEW)]
    try:
        target, direction, twist, height, x, y = values[_OLD_FIRST : _OLD_FIRST + 6]
        made = {
            "view_target_point": Vec3(target),
            "view_direction_vector": Vec3(direction),
            "view_twist_angle": float(twist),
            "view_height": float(height),
            "view_center_point": Vec2(float(x), float(y)),
        }
    except BROKEN:
        return viewport
    for name, value in made.items():
        viewport.dxf.set(name, value)
    viewport.frozen_layers = [str(value) for code, value in viewport.xdata.get_xlist(*_OLD_VIEW) if code == _LAYER]
    return viewport


def _leave_extended_data(viewport: Viewport) -> None:
    """Take the place of a function that writes the view where it is lost, and then drops it."""


Viewport.load_xdata_into_dxf_namespace = _leave_extended_data  # type: ignore[assignment, method-assign]


def _view(viewport: Viewport, number: int, model_metres: float, paper_metres: float) -> View | None:
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
    paper = (paper_x - width / 2, paper_y - height / 2, paper_x + width / 2, paper_y + height / 2)
    opening = _clipped(viewport, paper_metres) or shapely.box(*paper)
    return View(
        to_paper=to_paper,
        scale=scale,
        twist=math.degrees(twist) % 360.0,
        window=shapely.transform(opening, lambda points: moved(points, inverse(to_paper))),
        paper=paper,
        area=width * height,
        frozen=frozenset(name.lower() for name in viewport.frozen_layers),
        number=number,
    )


def _clipped(viewport: Viewport, paper_metres: float) -> Polygon | None:
    """The clipping outline of a viewport in metres of paper; None when it has none that encloses anything."""
    if not viewport.has_extended_clipping_path:
        return None
    try:
        path = ezpath.make_path(viewport)
        corners = [
            (corner.x * paper_metres, corner.y * paper_metres)
            for corner in path.flattening(_FINE * viewport.dxf.height)
        ]
        outline = shapely.Polygon(corners)
    except (*BROKEN, shapely.errors.ShapelyError):
        return None
    return outline if outline.is_valid and outline.area > 0 else None


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
