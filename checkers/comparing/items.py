"""The single things that changed on a sheet, before near ones are told together.

Vocabulary
----------
item       one thing that changed: pieces that moved together, a stretched line, a dimension, a writing
leftover   a piece or writing of one sheet that the other lacks, until an item accounts for it
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import KDTree
from shapely.geometry import MultiPoint, Point

from checkers.comparing.alignment import SAME, found, likeliest_shift, matching_writings, points_carried
from checkers.comparing.grouping import Item, components
from checkers.comparing.pieces import Pieces, Writings, keys_of, letters
from checkers.errors import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.comparing.alignment import Affine, Seen
    from checkers.drawing.model import Dimension, Sheet

MOST_SHIFTS = 12
"""how many different movements of one sheet are told apart"""

TOGETHER = 2.0
"""millimetres on paper between pieces that moved as one thing"""

MOVED_LEAST = 2.0
"""millimetres of pieces that have to move together; less is told as removed and added"""

IN_PLACE = 1.5
"""millimetres on paper within which another writing or dimension stands in the place of an old one"""

PARALLEL = 1e-3
"""millimetres by which a stretched line may leave its own direction, per millimetre"""


@dataclass(slots=True)
class Leftovers:
    """The items of a sheet, and what became of the pieces and writings of the old one."""

    items: list[Item]
    partner: NDArray[np.intp]
    """for each old writing the new one it is, or -1"""
    shifts: tuple[tuple[float, float], ...] = ()
    moved_rows: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    moved_by: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    """number of the shift, from 1"""
    moved_writings: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    writings_moved_by: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))


def items_of(
    one: Seen,
    other: Seen,
    paper: Affine,
    left: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    whole: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Leftovers:
    """Everything that changed, each thing once.

    ``left`` says which old pieces are gone and which new ones came; ``whole`` the same with those that lie on pieces
    of the other sheet: of a line that became longer the old one lies on the new one.
    """
    partner = matching_writings(one.writings, other.writings, paper)
    work = _Work(one, other, paper, left, whole, partner)
    work.dimensions()
    work.writings_in_place()
    work.movements()
    work.stretched()
    work.rest()
    return work.left


class _Work:
    """Accounts for leftovers until none is left."""

    def __init__(
        self,
        one: Seen,
        other: Seen,
        paper: Affine,
        left: tuple[NDArray[np.bool_], NDArray[np.bool_]],
        whole: tuple[NDArray[np.bool_], NDArray[np.bool_]],
        partner: NDArray[np.intp],
    ) -> None:
        self.one, self.other, self.paper = one, other, paper
        self.gone, self.came = left[0].copy(), left[1].copy()
        self.lies_on, self.laid_on = whole[0] & ~left[0], whole[1] & ~left[1]
        self.left = Leftovers([], partner)
        self.lost = partner < 0
        self.written = np.ones(len(other.writings.content), np.bool_)
        self.written[partner[partner >= 0]] = False
        # a writing that stands twice in one place is there once
        self.written &= matching_writings(other.writings, one.writings, _inverse(paper)) < 0
        self.new_ends = _on_new(one.pieces, paper)

    def dimensions(self) -> None:
        """Dimensions that measure or say something else than the one in their place did."""
        old, new = self.one.sheet.dimensions, self.other.sheet.dimensions
        if not old or not new:
            return
        at_old = points_carried(_dimension_places(self.one.sheet, old), self.paper)
        at_new = _dimension_places(self.other.sheet, new)
        distance, nearest = KDTree(at_new).query(at_old, distance_upper_bound=IN_PLACE * 4)
        taken: set[int] = set()
        for row in np.argsort(distance):
            place = int(nearest[row])
            if not np.isfinite(distance[row]) or place in taken:
                continue
            before, after = old[row], new[place]
            taken.add(place)
            if _said(before) == _said(after):
                continue
            self.left.items.append(
                Item(
                    "redimensioned",
                    Words(f"尺寸 {_said(before)} → {_said(after)}", f"dimension {_said(before)} → {_said(after)}"),
                    _span(self.one.sheet, before),
                    _span(self.other.sheet, after),
                    (after.handle,),
                    named=True,
                )
            )

    def writings_in_place(self) -> None:
        """Writings that say something else than the one in their place did."""
        old, new = np.flatnonzero(self.lost), np.flatnonzero(self.written)
        if not len(old) or not len(new):
            return
        places = points_carried(self.one.writings.place[old], self.paper)
        distance, nearest = KDTree(self.other.writings.place[new]).query(places, distance_upper_bound=IN_PLACE)
        taken: set[int] = set()
        for row in np.argsort(distance):
            place = int(nearest[row])
            if not np.isfinite(distance[row]) or place in taken:
                continue
            taken.add(place)
            before, after = old[row], new[place]
            was, is_ = self.one.writings.shown[before].strip(), self.other.writings.shown[after].strip()
            self.left.items.append(
                Item(
                    "text",
                    Words(f"“{was}” → “{is_}”", f"“{was}” → “{is_}”"),
                    Point(self.one.writings.place[before]),
                    Point(self.other.writings.place[after]),
                    (str(self.other.writings.handle[after]),),
                    named=True,
                )
            )
            self.lost[before] = False
            self.written[after] = False

    def movements(self) -> None:
        """Pieces and writings that are found elsewhere, those that went the same way together."""
        shifts: list[tuple[float, float]] = []
        rows, by, said, said_by = [], [], [], []
        for _ in range(MOST_SHIFTS):
            shift = self._next_shift()
            if shift is None:
                break
            moved, texts = self._found_after(shift)
            if not len(moved) and not len(texts):
                break
            shifts.append(shift)
            rows.append(moved)
            by.append(np.full(len(moved), len(shifts)))
            said.append(texts)
            said_by.append(np.full(len(texts), len(shifts)))
        self.left.shifts = tuple(shifts)
        if shifts:
            self.left.moved_rows, self.left.moved_by = np.concatenate(rows), np.concatenate(by)
            self.left.moved_writings, self.left.writings_moved_by = np.concatenate(said), np.concatenate(said_by)

    def _next_shift(self) -> tuple[float, float] | None:
        old = _chosen(self.one.pieces, self.new_ends, self.gone)
        new = _chosen(self.other.pieces, self.other.pieces.ends, self.came)
        return likeliest_shift(
            old,
            new,
            _some(self.one.writings, points_carried(self.one.writings.place, self.paper), self.lost),
            _some(self.other.writings, self.other.writings.place, self.written),
        )

    def _found_after(self, shift: tuple[float, float]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Account for what went this way, in things that hang together; the old pieces and writings that did."""
        move = np.array([*shift, 0.0, 0.0, 0.0])
        gone, came = np.flatnonzero(self.gone), np.flatnonzero(self.came)
        keys = _keys(self.one.pieces, self.new_ends)[gone] + move
        moved = gone[found(keys, self.other.pieces.key[came])]
        arrived = came[found(self.other.pieces.key[came], keys)]
        lost, written = np.flatnonzero(self.lost), np.flatnonzero(self.written)
        pairs = matching_writings(
            _some(self.one.writings, points_carried(self.one.writings.place, self.paper), self.lost),
            _some(self.other.writings, self.other.writings.place, self.written),
            (1.0, 0.0, 0.0, 1.0, *shift),
        )
        texts, there = lost[pairs >= 0], written[pairs[pairs >= 0]]
        lines = np.concatenate([self.one.pieces.lines(moved), shapely.points(self.one.writings.place[texts])])
        if not len(texts) and shapely.length(lines).sum() < MOVED_LEAST:
            return np.empty(0, np.intp), np.empty(0, np.intp)
        self.gone[moved], self.came[arrived] = False, False
        self.lost[texts], self.written[there] = False, False
        a, b, d, e, right, up = self.paper
        place = (a, b, d, e, right + shift[0], up + shift[1])
        for group in components(lines, TOGETHER):
            old = shapely.union_all(lines[group])
            handles = self._handles(moved[group[group < len(moved)]])
            self.left.items.append(
                Item("moved", Words("", ""), old, _mapped(old, place), handles, shift=shift, count=len(group))
            )
        return moved, texts

    def stretched(self) -> None:
        """Lines of which one end stayed and the other went on or back in the same direction."""
        gone, came = np.flatnonzero(self.gone | self.lies_on), np.flatnonzero(self.came | self.laid_on)
        if not len(gone) or not len(came):
            return
        old, new = self.new_ends[gone], self.other.pieces.ends[came]
        corners = KDTree(np.concatenate([new[:, :2], new[:, 2:]]))
        taken: set[int] = set()
        for row, ends in enumerate(old):
            for start, end in ((ends[:2], ends[2:]), (ends[2:], ends[:2])):
                match = self._stretch(start, end, new, corners.query_ball_point(start, SAME), taken)
                if match is not None and (self.gone[gone[row]] or self.came[came[match]]):
                    self._note_stretch(int(gone[row]), int(came[match]))
                    taken.add(match)
                    break

    @staticmethod
    def _stretch(
        start: NDArray[np.float64], end: NDArray[np.float64], new: NDArray[np.float64], near: list[int], taken: set[int]
    ) -> int | None:
        was = end - start
        for candidate in near:
            row = candidate % len(new)
            if row in taken:
                continue
            is_ = (new[row, 2:] - new[row, :2]) * (1 if candidate < len(new) else -1)
            length, longer = float(np.hypot(*was)), float(np.hypot(*is_))
            if length <= SAME or longer <= SAME:
                continue
            off = abs(was[0] * is_[1] - was[1] * is_[0]) / length
            if off <= SAME + PARALLEL * longer and float(was @ is_) > 0:
                return row
        return None

    def _note_stretch(self, before: int, after: int) -> None:
        self.left.items.append(
            Item(
                "redimensioned",
                Words("", ""),
                self.one.pieces.lines(np.array([before]))[0],
                self.other.pieces.lines(np.array([after]))[0],
                self._handles_new(np.array([after])),
                lengths=(
                    float(np.hypot(*(self.new_ends[before, 2:] - self.new_ends[before, :2]))),
                    float(self.other.pieces.length[after]),
                ),
            )
        )
        self.gone[before], self.came[after] = False, False

    def rest(self) -> None:
        """What nothing else accounts for: it was removed, or it was added."""
        for row in np.flatnonzero(self.gone):
            self.left.items.append(
                Item(
                    "removed",
                    Words("", ""),
                    self.one.pieces.lines(np.array([row]))[0],
                    None,
                    self._handles(np.array([row])),
                )
            )
        for row in np.flatnonzero(self.came):
            self.left.items.append(
                Item(
                    "added",
                    Words("", ""),
                    None,
                    self.other.pieces.lines(np.array([row]))[0],
                    self._handles_new(np.array([row])),
                )
            )
        for row in np.flatnonzero(self.lost):
            self.left.items.append(_written("removed", self.one.writings, int(row)))
        for row in np.flatnonzero(self.written):
            self.left.items.append(_written("added", self.other.writings, int(row)))

    def _handles(self, rows: NDArray[np.intp]) -> tuple[str, ...]:
        return _named(self.one.sheet, self.one.pieces.row[rows])

    def _handles_new(self, rows: NDArray[np.intp]) -> tuple[str, ...]:
        return _named(self.other.sheet, self.other.pieces.row[rows])


def _written(kind: str, writings: Writings, row: int) -> Item:
    text, place = writings.shown[row].strip(), Point(writings.place[row])
    old, new = (place, None) if kind == "removed" else (None, place)
    return Item(kind, Words(f"“{text}”", f"“{text}”"), old, new, (str(writings.handle[row]),), written=True)


def _named(sheet: Sheet, rows: NDArray[np.intp]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each) for each in sheet.entities.handle[rows] if each))


def _on_new(pieces: Pieces, paper: Affine) -> NDArray[np.float64]:
    return np.hstack([points_carried(pieces.ends[:, :2], paper), points_carried(pieces.ends[:, 2:], paper)])


def _keys(pieces: Pieces, ends: NDArray[np.float64]) -> NDArray[np.float64]:
    return keys_of(ends, pieces.key[:, 4] > 0)


def _chosen(pieces: Pieces, ends: NDArray[np.float64], mask: NDArray[np.bool_]) -> Pieces:
    return Pieces(ends[mask], _keys(pieces, ends)[mask], pieces.row[mask])


def _some(writings: Writings, place: NDArray[np.float64], mask: NDArray[np.bool_]) -> Writings:
    return Writings(writings.content[mask], writings.shown[mask], place[mask], writings.handle[mask])


def _inverse(paper: Affine) -> Affine:
    a, b, d, e, right, up = paper
    size = a * e - b * d
    back = (e / size, -b / size, -d / size, a / size)
    return (*back, -(back[0] * right + back[1] * up), -(back[2] * right + back[3] * up))


def _mapped(geometry: BaseGeometry, paper: Affine) -> BaseGeometry:
    mapped: BaseGeometry = shapely.transform(geometry, lambda points: points_carried(points, paper))
    return mapped


def _dimension_places(sheet: Sheet, dimensions: object) -> NDArray[np.float64]:
    points = np.array([(each.x, each.y) for each in dimensions], dtype=np.float64).reshape(-1, 2)  # type: ignore[attr-defined]
    return points_carried(points, sheet.to_mm)


def _said(dimension: Dimension) -> str:
    """What the dimension says to whoever reads it: its text, else what it measures in millimetres or degrees."""
    text = letters(dimension.text).replace("<>", "")
    if text:
        return text
    return f"{dimension.measured:.1f}°" if dimension.angular else f"{dimension.measured * 1000:.0f}"


def _span(sheet: Sheet, dimension: Dimension) -> BaseGeometry:
    places = [each for each in (dimension.start, dimension.end, (dimension.x, dimension.y)) if each is not None]
    return sheet.on_paper(MultiPoint(places))
