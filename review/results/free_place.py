"""Where a seal covers nothing: the free spot of a page nearest its lower left corner.

Vocabulary
----------
ink    anything the page shows that is not paper
free   no ink below the whole panel

The page is looked at as small picture elements of ``ELEMENT`` millimetres; a spot is free when every element
below the panel is paper. A drawing with no such spot keeps the usual place: a seal may lie over a drawing,
but never without need.
"""

from __future__ import annotations

from typing import Any

import numpy as np

POINTS = 72 / 25.4
"""PDF points of one millimetre"""

ELEMENT = 2.0
"""millimetres of one picture element"""

PAPER = 250
"""grey value (0 black, 255 white) from which an element counts as paper"""


def free_place(page: Any, panel: tuple[float, float], first: tuple[float, float]) -> tuple[float, float] | None:  # noqa: ANN401  (PyMuPDF carries no types)
    """Lower left corner in millimetres of the free spot for a panel of this size, as the page is seen.

    ``first`` is the usual place; spots left of it or below it lie in the margins and are not looked at, nor
    those within the same distance of the other edges. None when no spot is free.
    """
    import pymupdf

    zoom = 1 / (ELEMENT * POINTS)
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY, alpha=False)
    grey = np.frombuffer(pixels.samples, dtype=np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]
    ink = (grey < PAPER)[::-1]  # row 0 at the foot of the page
    across, up = (int(np.ceil(side / ELEMENT)) + 1 for side in panel)
    height, width = ink.shape
    if across > width or up > height:
        return None
    left, low = (int(side / ELEMENT) for side in first)
    if not ink[low : low + up + 1, left : left + across + 1].any():
        return first
    summed = np.zeros((height + 1, width + 1), dtype=np.int64)
    summed[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    below = summed[up:, across:] - summed[:-up, across:] - summed[up:, :-across] + summed[:-up, :-across]
    rows, columns = np.nonzero(below == 0)
    margin_x, margin_y = (int(np.ceil(side / ELEMENT)) for side in first)
    inside = (
        (columns >= margin_x)
        & (rows >= margin_y)
        & (columns + across <= width - margin_y)
        & (rows + up <= height - margin_y)
    )
    rows, columns = rows[inside], columns[inside]
    if not len(rows):
        return None
    nearest = int(np.argmin(np.hypot(columns - margin_x, rows - margin_y)))
    return float(columns[nearest] * ELEMENT), float(rows[nearest] * ELEMENT)
