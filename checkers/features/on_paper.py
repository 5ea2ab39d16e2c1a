"""What is seen of a sheet on its paper: how large a metre is there, its long straight lines, its letters.

Vocabulary
----------
per metre     millimetres of paper for one metre of the model; None while the sheet's scale is unknown
margin        the distance of the frame line from the paper's edge, side by side
letter        a visible writing with the height it has on paper
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.affinity import affine_transform

from checkers.errors import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet, Text

SPANS = 0.8
"""share of the paper's side from which a straight line may be the frame's"""

EDGE = 1.0
"""millimetres from the paper's edge within which a line is the edge itself"""

AGREE = 0.01
"""share by which the written and the drawn scale may differ, as for ``preflight/scale``"""

UPRIGHT = 0.5
"""millimetres by which the ends of a line of the frame may stand off square"""


RATIO = re.compile(r"^(?:A\d\S*\s+)?\D{0,4}1\s*[:：/]\s*(\d+(?:\.\d+)?)\D{0,4}$")
"""one scale as a title block writes it: ``1:100``, ``A1 1：100``"""


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances of the frame line from the four edges of the paper, millimetres; None where no line was found."""

    left: float | None
    right: float | None
    top: float | None
    bottom: float | None


def per_metre(sheet: Sheet) -> float | None:
    """Millimetres of paper for one metre of the model; None while nothing tells the sheet's scale."""
    if sheet.scale is None:
        return None
    a, b, d, e, _, _ = sheet.to_mm
    return math.sqrt(abs(a * e - b * d)) or None


def stated_scale(sheet: Sheet) -> float | None:
    """100 where the title block says 1:100; None where it says no single ratio."""
    ratio = RATIO.match(sheet.title_block.get("比例", "").strip())
    return float(ratio.group(1)) if ratio else None


def otherwise_stated(sheet: Sheet) -> Words | None:
    """Why sizes on the sheet's paper are not certain: its title block states another scale than its frame tells."""
    stated = stated_scale(sheet)
    if stated is None or sheet.scale is None or abs(sheet.scale - stated) <= AGREE * stated:
        return None
    return Words(
        f"标题栏比例 1:{stated:g} 与绘图比例 1:{sheet.scale:g} 不一致",
        f"the title block says 1:{stated:g}, the sheet is drawn at 1:{sheet.scale:g}",
    )


def shown_texts(sheet: Sheet) -> tuple[Text, ...]:
    """Every visible text with something in it, none on layer ``EXPECT``."""
    expected = sheet.layers_meaning("EXPECT")
    return tuple(text for text in sheet.texts if text.visible and text.content.strip() and not expected[text.layer])


def margins(sheet: Sheet) -> Margins:
    """The distances of the frame line from the paper's edges."""
    width, height = sheet.size_mm
    segments = _segments(sheet, SPANS * min(width, height) / 2)
    if not len(segments):
        return Margins(None, None, None, None)
    away = np.abs(segments[:, 1] - segments[:, 0])
    upright = segments[(away[:, 0] <= UPRIGHT) & (away[:, 1] >= SPANS * height)]
    level = segments[(away[:, 1] <= UPRIGHT) & (away[:, 0] >= SPANS * width)]
    across, up = upright[:, :, 0].mean(axis=1), level[:, :, 1].mean(axis=1)
    return Margins(
        left=_nearest(across, width),
        right=_nearest(width - across, width),
        top=_nearest(height - up, height),
        bottom=_nearest(up, height),
    )


def _nearest(off: NDArray[np.float64], side: float) -> float | None:
    """The nearest line to an edge that is not the edge itself, in the half of the paper beside it."""
    inside = off[(off > EDGE) & (off < side / 2)]
    return float(inside.min()) if len(inside) else None


def _segments(sheet: Sheet, shortest: float) -> NDArray[np.float64]:
    """Straight pieces of visible lines at least this long on paper: shape (n, 2, 2), millimetres."""
    scale = math.sqrt(abs(sheet.to_mm[0] * sheet.to_mm[3] - sheet.to_mm[1] * sheet.to_mm[2]))
    geometry = sheet.entities.geometry[sheet.entities.visible]
    found: list[NDArray[np.float64]] = []
    for shape in geometry[shapely.length(geometry) * scale >= shortest] if len(geometry) else ():
        for line in shapely.get_parts(shape if "Line" in shape.geom_type else shapely.boundary(shape)):
            points = shapely.get_coordinates(affine_transform(line, sheet.to_mm))
            if len(points) > 1:
                pieces = np.stack([points[:-1], points[1:]], axis=1)
                found.append(pieces[np.hypot(*(pieces[:, 1] - pieces[:, 0]).T) >= shortest])
    return np.concatenate(found) if found else np.empty((0, 2, 2))
