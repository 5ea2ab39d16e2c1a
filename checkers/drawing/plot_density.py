"""Keep off a page what takes a viewer minutes to draw: outlines that run to and fro, texts by the million letters.

Vocabulary
----------
crossing  one edge of a primitive crossing one row of pixels of the picture; the time a page takes grows with them
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import picture
from checkers.drawing.plot_recording import CURVE, FILL, LINE, MOVE, PICTURE, STROKE, TEXT

if TYPE_CHECKING:
    from checkers.drawing.content_stream import Part

MOST_OF_ONE = 6_000_000
"""crossings of one primitive, which is about a second"""
MOST_OF_PAGE = 60_000_000
MOST_LETTERS = 2_000_000
"""letters of a page; a full page of small print has some 20,000"""
DENSE_FILL, DENSE_LINE, DENSE_TEXT = "HATCH (too dense)", "LINE (too dense)", "TEXT (too many letters)"
_SIDES = {FILL: 1, STROKE: 2, TEXT: 0, PICTURE: 0}
"""edges a viewer makes of each edge of a primitive"""
_POINTS = {MOVE: 1, LINE: 1, CURVE: 3}


class Allowance:
    """What of one page is left to draw."""

    def __init__(self, size_mm: tuple[float, float]) -> None:
        """``size_mm``: of the page."""
        self.height = size_mm[1]
        self.rows_per_mm = picture.pixels_per_unit(*size_mm)
        self.crossings = MOST_OF_PAGE
        self.letters = MOST_LETTERS
        self.left_out: Counter[str] = Counter()
        """what was too dense to draw, and how many"""

    def affordable(self, part: Part, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The primitives among ``rows`` that may be drawn; the others are counted in ``left_out``."""
        paint = np.frombuffer(part.recording.paint, np.int8)[rows]
        cost = self._crossings(part)[rows] * np.array([_SIDES[kind] for kind in sorted(_SIDES)])[paint]
        fits = cost <= MOST_OF_ONE
        spent = np.cumsum(np.where(fits, cost, 0))
        fits &= spent <= self.crossings
        self.crossings -= int(cost[fits].sum())
        self.left_out[DENSE_FILL] += int((~fits & (paint == FILL)).sum())
        self.left_out[DENSE_LINE] += int((~fits & (paint == STROKE)).sum())
        lines = part.recording.lines
        written = np.flatnonzero(paint == TEXT)
        letters = np.array(
            [sum(len(run.glyphs) for run in lines[row].runs) for row in rows[written].tolist()], np.int64
        )
        legible = np.cumsum(letters) <= self.letters
        fits[written] &= legible
        self.letters -= int(letters[legible].sum())
        self.left_out[DENSE_TEXT] += int((~legible).sum())
        drawn: NDArray[np.intp] = rows[fits]
        return drawn

    def _crossings(self, part: Part) -> NDArray[np.int64]:
        """How many rows of pixels the edges of each primitive cross on the page, all together."""
        columns = part.columns
        if not len(columns.points):
            return np.zeros(len(columns.sound), np.int64)
        _, b, _, d, _, f = part.matrix
        with np.errstate(invalid="ignore", over="ignore"):
            y = np.nan_to_num(np.clip(columns.points @ (b, d) + f, 0.0, self.height)) * self.rows_per_mm
        up = np.append(np.abs(np.diff(y)), 0.0)
        verbs = np.frombuffer(part.recording.verbs, np.int8)
        points = np.array([_POINTS.get(verb, 0) for verb in range(4)])[verbs]
        begins = (np.cumsum(points) - points)[verbs == MOVE]
        up[begins[begins > 0] - 1] = 0.0
        total = np.concatenate(([0.0], np.cumsum(up)))
        first, last = columns.first_point[:-1], columns.first_point[1:]
        crossed: NDArray[np.int64] = np.rint(total[np.maximum(last - 1, first)] - total[first]).astype(np.int64)
        return crossed
