"""What changed on a sheet from one set to the next, as geometry and as a list.

Vocabulary
----------
change      things near each other that came, went, moved, were sized anew or say something else
gone, came  pieces of the old sheet that the new one lacks, and of the new one that the old one lacked
still       pieces and writings of the old sheet that stand where they stood
region      a part of the new sheet that changed, somewhat wider than the change itself

No change is what shows the same: another order of entities, other layers and handles, a line drawn in two parts, a
polyline exploded into lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import STRtree
from shapely.affinity import affine_transform
from shapely.geometry import box

from checkers.comparing.alignment import ENOUGH, SAME, Affine, aligned, carried, found, seen
from checkers.comparing.grouping import grouped
from checkers.comparing.items import Leftovers, items_of
from checkers.errors import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.comparing.alignment import Seen
    from checkers.drawing.model import Sheet

COVERED_SHARE = 0.02
"""share of a piece that may lie off the pieces of the other sheet, drawn in other parts"""

COVERED_AT_MOST = 20_000
"""pieces that are looked at for being drawn in other parts; with more of them the sheet was redrawn"""

REGION = 3.0
"""millimetres on paper by which a region is wider than what changed"""

CHANGED = -1
STILL = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Things near each other to which the same happened."""

    kind: str
    """added, removed, moved, redimensioned or text"""
    words: Words
    old_mm: BaseGeometry | None
    """on the old sheet, millimetres on paper; None for what was added"""
    new_mm: BaseGeometry | None
    """on the new sheet; None for what was removed"""
    handles: tuple[str, ...] = ()
    """of the new file, or of the old one for what was removed"""


@dataclass(frozen=True)
class SheetChanges:
    """What changed between two sheets that are a pair."""

    old: str
    new: str
    changes: tuple[Change, ...]
    paper: Affine
    """where the unchanged part of the old sheet stands on the new one"""
    regions_mm: tuple[Polygon, ...]
    """on the new sheet"""
    aligned: bool
    """False: too little of the old sheet is found on the new one to say where anything went"""
    why: Words | None = None
    """why not aligned"""
    lines: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object), repr=False)
    """what the old sheet shows, on the old paper"""
    fate: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp), repr=False)
    """of each of the lines: ``CHANGED``, ``STILL``, or the number of the shift it moved by, from 1"""
    shifts: tuple[tuple[float, float], ...] = ()
    """millimetres on the new paper, beside ``paper``"""

    @cached_property
    def tree(self) -> STRtree:
        """The lines by place."""
        return STRtree(self.lines)

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.aligned and not self.changes


def changes(old: Sheet, new: Sheet) -> SheetChanges:
    """What changed from the old sheet to the new one; places in millimetres on paper, values in metres."""
    one, other = seen(old), seen(new)
    paper, share = aligned(one, other)
    if share < ENOUGH and (len(one.pieces) or len(one.writings.content)):
        return _not_aligned(one, other, paper)
    there = carried(one.pieces.key, paper)
    gone, came = ~found(there, other.pieces.key), ~found(other.pieces.key, there)
    whole = (gone, came)
    gone, came = _without_split(one, other, paper, gone, came)
    left = items_of(one, other, paper, (gone, came), whole)
    told = tuple(
        Change(each.kind, each.words, each.old_mm, each.new_mm, each.handles)
        for each in grouped(left.items, unit=_metres(new))
    )
    lines, fate = _fates(one, left, gone)
    return SheetChanges(
        old=old.id,
        new=new.id,
        changes=told,
        paper=paper,
        regions_mm=_regions(told, paper),
        aligned=True,
        lines=lines,
        fate=fate,
        shifts=left.shifts,
    )


def _not_aligned(one: Seen, other: Seen, paper: Affine) -> SheetChanges:
    return SheetChanges(
        old=one.sheet.id,
        new=other.sheet.id,
        changes=(),
        paper=paper,
        regions_mm=(box(0, 0, *other.sheet.size_mm),),
        aligned=False,
        why=Words(
            "新旧两图可对应的内容过少，无法逐项比较，请整张查看",
            "too little of the old sheet is found on the new one to compare them; look at the whole sheet",
        ),
    )


def _without_split(
    one: Seen, other: Seen, paper: Affine, gone: NDArray[np.bool_], came: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Gone and came without the pieces that lie wholly on pieces of the other sheet."""
    if not gone.any() or not came.any() or max(gone.sum(), came.sum()) > COVERED_AT_MOST:
        return gone, came
    a, b, d, e, right, up = paper
    old_lines = shapely.transform(
        one.pieces.lines(slice(None)),
        lambda points: np.column_stack(
            [a * points[:, 0] + b * points[:, 1] + right, d * points[:, 0] + e * points[:, 1] + up]
        ),
    )
    new_lines = other.pieces.lines(slice(None))
    filled_old, filled_new = one.pieces.key[:, 4] > 0, other.pieces.key[:, 4] > 0
    still_gone, still_came = gone.copy(), came.copy()
    for filled in (False, True):
        mine, theirs = np.flatnonzero(gone & (filled_old == filled)), np.flatnonzero(filled_new == filled)
        still_gone[mine[_covered(old_lines[mine], new_lines[theirs])]] = False
        mine, theirs = np.flatnonzero(came & (filled_new == filled)), np.flatnonzero(filled_old == filled)
        still_came[mine[_covered(new_lines[mine], old_lines[theirs])]] = False
    return still_gone, still_came


def _covered(lines: NDArray[np.object_], by: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which lines lie wholly on the others."""
    covered = np.zeros(len(lines), np.bool_)
    if not len(lines) or not len(by):
        return covered
    mine, theirs = STRtree(by).query(lines, predicate="dwithin", distance=SAME)
    if not len(mine):
        return covered
    order = np.argsort(mine, kind="stable")
    mine, theirs = mine[order], theirs[order]
    touched, place = np.unique(mine, return_inverse=True)
    near = shapely.buffer(shapely.multilinestrings(by[theirs], indices=place), SAME, quad_segs=2)
    off = shapely.length(shapely.difference(lines[touched], near))
    covered[touched] = off <= np.maximum(shapely.length(lines[touched]) * COVERED_SHARE, SAME)
    return covered


def _fates(one: Seen, left: Leftovers, gone: NDArray[np.bool_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Everything the old sheet shows with what became of it."""
    fate = np.where(gone, CHANGED, STILL)
    fate[left.moved_rows] = left.moved_by
    written = np.where(left.partner >= 0, STILL, CHANGED)
    written[left.moved_writings] = left.writings_moved_by
    lines = np.concatenate([one.pieces.lines(slice(None)), shapely.points(one.writings.place)])
    return lines, np.concatenate([fate, written]).astype(np.intp)


def _regions(told: tuple[Change, ...], paper: Affine) -> tuple[Polygon, ...]:
    """What changed on the new sheet, and where that was which is not there any more."""
    places = [change.new_mm for change in told if change.new_mm is not None]
    places += [affine_transform(change.old_mm, paper) for change in told if change.old_mm is not None]
    if not places:
        return ()
    wide = shapely.buffer(shapely.envelope(np.array(places, dtype=object)), REGION, join_style="mitre")
    return tuple(each for each in shapely.get_parts(shapely.union_all(wide)) if not each.is_empty)


def _metres(sheet: Sheet) -> float | None:
    """Metres of the model for a millimetre on the sheet; None where the scale is not known."""
    if sheet.scale is None:
        return None
    a, b, d, e, _, _ = sheet.to_mm
    size = abs(a * e - b * d) ** 0.5
    return 1 / size if size else None
