"""Where the drawing of a sheet stands on the sheet of the next set.

Vocabulary
----------
paper      the map from millimetres on the old sheet to millimetres on the new one, as a shapely affine
explained  share of the old pieces and writings that stand on the new sheet under a map
shift      a translation in millimetres that carries many pieces of one sheet onto the other
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from checkers.comparing.pieces import Pieces, Writings, pieces_of, writings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet

Affine = tuple[float, float, float, float, float, float]
"""[a, b, d, e, xoff, yoff] as shapely has it"""

SAME = 0.05
"""millimetres on paper within which two pieces are the same; 5 mm in reality at 1:100"""

SAME_TEXT = 0.5
"""millimetres on paper within which a writing stands where it stood"""

ENOUGH = 0.3
"""share that has to be explained before two sheets count as aligned"""

CLEARLY = 0.1
"""by how much more another map has to explain than leaving everything where it is"""

VOTERS = 20_000
"""pieces that say where the drawing went; more say the same"""

COMMON = 4
"""how often a piece of one length and direction may be there and still say where it went"""

BIN = 0.25
"""millimetres by which votes for a shift count as one"""

SQUARE = 1e-6
"""by how much two maps may differ in scale and turn and still be a mere shift of each other"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as it is compared."""

    sheet: Sheet
    pieces: Pieces
    writings: Writings


def seen(sheet: Sheet) -> Seen:
    """The sheet taken apart."""
    return Seen(sheet, pieces_of(sheet), writings_of(sheet))


def aligned(old: Seen, new: Seen) -> tuple[Affine, float]:
    """The map under which most of the old sheet is found on the new one, and the share it explains.

    Tried are: the same place on paper, a shift on paper, and the same place in the model, for drawings whose frame
    was moved or whose scale was changed. Staying in place wins unless another map explains clearly more.
    """
    stay: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    best, share = stay, explained(old, new, stay)
    shift = likeliest_shift(old.pieces, new.pieces, old.writings, new.writings)
    others = [] if shift is None else [(1.0, 0.0, 0.0, 1.0, *shift)]
    through = through_model(old.sheet, new.sheet)
    if through is not None:
        others.append(through)
    for other in others:
        theirs = explained(old, new, other)
        if theirs > share + (CLEARLY if best == stay else 0.0):
            best, share = other, theirs
    return best, share


def explained(old: Seen, new: Seen, paper: Affine) -> float:
    """Share of what the old sheet shows that stands on the new one under this map, by length and by writings."""
    moved = carried(old.pieces.key, paper)
    there = found(moved, new.pieces.key)
    length = old.pieces.length + SAME
    shares = [float(length[there].sum() / length.sum())] if len(length) else []
    if len(old.writings.content):
        shares.append(float(written_there(old.writings, new.writings, paper).mean()))
    return sum(shares) / len(shares) if shares else 0.0


def found(keys: NDArray[np.float64], among: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which keys of pieces are among the others, within ``SAME``."""
    if not len(keys) or not len(among):
        return np.zeros(len(keys), np.bool_)
    distance, _ = KDTree(among).query(keys, distance_upper_bound=SAME * 2, p=np.inf)
    return np.asarray(distance <= SAME)


def written_there(old: Writings, new: Writings, paper: Affine) -> NDArray[np.bool_]:
    """Which old writings stand on the new sheet with the same words under this map."""
    return matching_writings(old, new, paper) >= 0


def matching_writings(old: Writings, new: Writings, paper: Affine) -> NDArray[np.intp]:
    """For each old writing the new one with the same words in its place, or -1."""
    partner = np.full(len(old.content), -1, np.intp)
    if not len(old.content) or not len(new.content):
        return partner
    places = points_carried(old.place, paper)
    near = KDTree(new.place).query_ball_point(places, SAME_TEXT, p=np.inf)
    for row, candidates in enumerate(near):
        for candidate in candidates:
            if new.content[candidate] == old.content[row]:
                partner[row] = candidate
                break
    return partner


def points_carried(points: NDArray[np.float64], paper: Affine) -> NDArray[np.float64]:
    """Points of the old sheet on the new one."""
    a, b, d, e, right, up = paper
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([a * x + b * y + right, d * x + e * y + up])


def carried(keys: NDArray[np.float64], paper: Affine) -> NDArray[np.float64]:
    """Keys of the old pieces as they are on the new sheet, for a map that scales, turns by right angles or shifts."""
    a, b, d, e, _, _ = paper
    keys = keys.copy()
    keys[:, :2] = points_carried(keys[:, :2], paper)
    if (a, b, d, e) != (1.0, 0.0, 0.0, 1.0):
        size = np.hypot(keys[:, 2], keys[:, 3])
        half = np.arctan2(keys[:, 3], keys[:, 2]) / 2
        across, up = a * np.cos(half) + b * np.sin(half), d * np.cos(half) + e * np.sin(half)
        scale = np.hypot(across, up)
        turned = 2 * np.arctan2(up, across)
        keys[:, 2], keys[:, 3] = size * scale * np.cos(turned), size * scale * np.sin(turned)
    return keys


def through_model(old: Sheet, new: Sheet) -> Affine | None:
    """The map that keeps model metres in place; None when it is no likeness of the paper."""
    a, b, d, e, right, up = old.to_mm
    size = a * e - b * d
    if not abs(size):
        return None
    back = np.array([[e, -b], [-d, a]]) / size
    onto = np.array([[new.to_mm[0], new.to_mm[1]], [new.to_mm[2], new.to_mm[3]]])
    turn = onto @ back
    place = np.array(new.to_mm[4:]) - turn @ np.array([right, up])
    if not np.isfinite(turn).all() or not np.isfinite(place).all():
        return None
    if np.abs(turn - np.eye(2)).max() < SQUARE:
        turn = np.eye(2)
    return (*(float(each) for each in turn.ravel()), float(place[0]), float(place[1]))  # type: ignore[return-value]


def likeliest_shift(
    old: Pieces, new: Pieces, old_writings: Writings, new_writings: Writings
) -> tuple[float, float] | None:
    """The translation most pieces and writings agree on, millimetres; None when nothing telling is on both.

    Of two that as many agree on it is the shorter one.
    """
    votes = [_votes_of_pieces(old, new), _votes_of_writings(old_writings, new_writings)]
    shifts = np.concatenate(votes)
    if not len(shifts):
        return None
    cells, place, count = np.unique(np.floor(shifts / BIN), axis=0, return_inverse=True, return_counts=True)
    most = np.flatnonzero(count == count.max())
    winner = shifts[place.ravel() == most[np.argmin(np.hypot(*cells[most].T))]].mean(axis=0)
    near = shifts[np.abs(shifts - winner).max(axis=1) <= BIN]
    middle = np.median(near, axis=0)
    return float(middle[0]), float(middle[1])


def _votes_of_pieces(old: Pieces, new: Pieces) -> NDArray[np.float64]:
    """Where pieces went whose length and direction are rare on both sheets."""
    one, other = _shapes(old), _shapes(new)
    kinds = np.intersect1d(one, other)
    if not len(kinds):
        return np.empty((0, 2))
    votes = []
    at_one, at_other = _rows_by_kind(one, kinds), _rows_by_kind(other, kinds)
    for mine, theirs in zip(at_one, at_other, strict=True):
        if 0 < len(mine) <= COMMON and 0 < len(theirs) <= COMMON:
            there = new.key[theirs, :2][None, :, :] - old.key[mine, :2][:, None, :]
            votes.append(there.reshape(-1, 2))
            if len(votes) >= VOTERS:
                break
    return np.concatenate(votes) if votes else np.empty((0, 2))


def _shapes(pieces: Pieces) -> NDArray[np.int64]:
    """One number for length and direction of each piece."""
    steps = np.floor((pieces.key[:, 2:] + 0.0123) / (SAME * 2)).astype(np.int64)
    with np.errstate(over="ignore"):
        shape: NDArray[np.int64] = (steps[:, 0] * 1_000_003 + steps[:, 1]) * 1_000_003 + steps[:, 2]
    return shape


def _rows_by_kind(shapes: NDArray[np.int64], kinds: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    order = np.argsort(shapes, kind="stable")
    begin = np.searchsorted(shapes[order], kinds, side="left")
    end = np.searchsorted(shapes[order], kinds, side="right")
    return [order[first:last] for first, last in zip(begin, end, strict=True)]


def _votes_of_writings(old: Writings, new: Writings) -> NDArray[np.float64]:
    """Where writings went that stand once on each sheet."""
    once = {}
    for writings in (old, new):
        content, place, count = np.unique(writings.content.astype(str), return_index=True, return_counts=True)
        once[id(writings)] = dict(zip(content[count == 1], place[count == 1], strict=True))
    both = once[id(old)].keys() & once[id(new)].keys()
    votes = [new.place[once[id(new)][each]] - old.place[once[id(old)][each]] for each in sorted(both)]
    return np.array(votes, dtype=np.float64).reshape(-1, 2)
