"""What a sheet shows, taken apart into straight pieces and writings in paper millimetres.

Vocabulary
----------
piece     one straight part of a visible outline, known by its middle and by a vector as long as the piece whose
          direction is twice the piece's: so it does not matter from which end the piece was drawn
filled    a piece of the edge of a hatch or a solid; it never answers for a piece of a line
writing   a visible text with its place, letters compared without width, case and spaces

Pieces know neither layer nor colour nor order: a drawing whose layers were renamed, whose polylines were exploded or
whose entities were written in another order shows the same pieces.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet

LEAST = 1e-6
"""millimetres; shorter pieces are nothing"""

AREA = 2
"""dimensions of what has rings"""

FILLED = 1e6
"""what stands in the fifth column of filled pieces, farther from 0 than any tolerance"""


@dataclass(frozen=True, slots=True)
class Writings:
    """The visible texts of a sheet; arrays of equal length."""

    content: NDArray[np.object_]
    """as compared"""
    shown: NDArray[np.object_]
    """as written"""
    place: NDArray[np.float64]
    """(n, 2) millimetres on paper"""
    handle: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The straight pieces of a sheet; arrays of equal length n."""

    ends: NDArray[np.float64]
    """(n, 4): x, y of both ends, millimetres on paper"""
    key: NDArray[np.float64]
    """(n, 5): middle, doubled direction, filled; near keys are the same piece"""
    row: NDArray[np.intp]
    """row of the entity in ``Sheet.entities``"""

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def length(self) -> NDArray[np.float64]:
        """Millimetres on paper."""
        return np.hypot(self.ends[:, 2] - self.ends[:, 0], self.ends[:, 3] - self.ends[:, 1])

    def lines(self, chosen: NDArray[np.intp] | NDArray[np.bool_] | slice) -> NDArray[np.object_]:
        """The chosen pieces as shapely lines."""
        return np.asarray(shapely.linestrings(self.ends[chosen].reshape(-1, 2, 2)), dtype=object)


def letters(text: str) -> str:
    """The text as it is compared: without width, case and spaces.

    >>> letters("建施 －０５a")
    '建施-05A'
    """
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def pieces_of(sheet: Sheet) -> Pieces:
    """Every straight piece of the visible geometry of a sheet, repeated ones once."""
    rows = np.flatnonzero(sheet.entities.visible)
    geometry = sheet.entities.geometry[rows]
    real = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    rows, geometry = rows[real], geometry[real]
    filled = np.isin(sheet.entities.kind[rows], ("hatch", "solid"))
    parts, part_of = shapely.get_parts(geometry, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    whole = np.flatnonzero(shapely.get_dimensions(parts) < AREA)
    lines = np.concatenate([parts[whole], rings])
    of = part_of[np.concatenate([whole, ring_of])]
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    points = _on_paper(points, sheet)
    single = np.bincount(line_of, minlength=len(lines)) == 1
    following = np.flatnonzero(line_of[1:] == line_of[:-1]) if len(points) else np.empty(0, np.intp)
    alone = np.flatnonzero(single[line_of]) if len(points) else np.empty(0, np.intp)
    ends = np.hstack([points[np.concatenate([following, alone])], points[np.concatenate([following + 1, alone])]])
    owner = of[line_of[np.concatenate([following, alone])]] if len(points) else np.empty(0, np.intp)
    solid = filled[owner] if len(owner) else np.empty(0, np.bool_)
    sound = np.isfinite(ends).all(axis=1)
    sound &= (np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) > LEAST) | (
        np.arange(len(ends)) >= len(following)
    )
    ends, owner, solid = ends[sound], owner[sound], solid[sound]
    key = keys_of(ends, solid)
    _, first = np.unique(np.round(key, 6), axis=0, return_index=True)
    first.sort()
    return Pieces(ends[first], key[first], rows[owner[first]])


def writings_of(sheet: Sheet) -> Writings:
    """Every visible text of a sheet that says anything."""
    said = [(letters(text.content), text) for text in sheet.texts if text.visible]
    said = [(content, text) for content, text in said if content]
    points = np.array([(text.x, text.y) for _, text in said], dtype=np.float64).reshape(-1, 2)
    content = np.empty(len(said), dtype=object)
    shown, handle = content.copy(), content.copy()
    content[:] = [each for each, _ in said]
    shown[:] = [text.content for _, text in said]
    handle[:] = [text.handle for _, text in said]
    return Writings(content, shown, _on_paper(points, sheet), handle)


def _on_paper(points: NDArray[np.float64], sheet: Sheet) -> NDArray[np.float64]:
    a, b, d, e, right, up = sheet.to_mm
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([a * x + b * y + right, d * x + e * y + up])


def keys_of(ends: NDArray[np.float64], filled: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The keys of pieces with these ends."""
    across, up = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    length = np.hypot(across, up)
    long = np.where(length > 0, length, 1.0)
    return np.column_stack(
        [
            (ends[:, 0] + ends[:, 2]) / 2,
            (ends[:, 1] + ends[:, 3]) / 2,
            (across**2 - up**2) / long,
            2 * across * up / long,
            np.where(filled, FILLED, 0.0),
        ]
    )
