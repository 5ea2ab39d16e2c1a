"""Give the values of the lane's entities as columns, and say which entities do not fit them after all.

Vocabulary
----------
picked   all entities of one kind, and columns over them: one value for each entity, or many with their owner
unfit    an entity whose values the columns do not draw (a mesh among the polylines, a hatch bounded by splines);
         it goes the long way like any other rare entity
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import lane_kinds
from checkers.drawing.lane_kinds import KINDS
from checkers.drawing.lane_split import Entities
from checkers.drawing.parts import FARTHEST_UNITS
from checkers.drawing.tags import Rows, Tags, Words

Floats = NDArray[np.float64]
_NORMAL = 210
_MESHES = 8 | 16 | 64
_DIMENSION_KINDS = 15
_LINEAR = (0, 1)
_POLYLINE_PATH = 2
_LINE_EDGE = 1
_CORNERS = 3
_MOST_COPIES = 200_000


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of a file's plain entities: one for each tag, NaN where none was asked for."""

    entities: Entities
    number: Floats
    asked: Rows
    """the tags that were read"""
    _of_kind: dict[int, Picked] = field(default_factory=dict, repr=False, compare=False)

    @property
    def tags(self) -> Tags:
        """All tags of the file."""
        return self.entities.tags

    @property
    def encoding(self) -> str:
        """Of the file's texts."""
        return self.entities.encoding

    def picked(self, name: str, taken: NDArray[np.bool_]) -> Picked:
        """The taken entities of a kind."""
        every = self._every(KINDS.index(name))
        kept = taken[every.entity]
        if kept.all():
            return every
        rows = kept[every.slot]
        slot = (np.cumsum(kept) - 1)[every.slot[rows]]
        return Picked(self, every.entity[kept], every.rows[rows], every.code[rows], slot)

    def _every(self, number: int) -> Picked:
        """All entities of a kind."""
        if number not in self._of_kind:
            rows = self.entities.rows_of_kind[number]
            owner = self.entities.entity[rows]
            # a kind's tags come in the order of its entities
            begins = np.diff(owner, prepend=-1) != 0
            slot = np.cumsum(begins) - 1
            self._of_kind[number] = Picked(self, owner[begins].astype(np.int64), rows, self.tags.code[rows], slot)
        return self._of_kind[number]


@dataclass(frozen=True, slots=True)
class Picked:
    """Entities of one kind: n of them, with the tags they hold."""

    values: Values
    entity: Rows
    """(n) their numbers in the file"""
    rows: Rows
    code: NDArray[np.int16]
    slot: NDArray[np.int64]
    """for each of ``rows`` which of the n it belongs to"""
    _of_code: dict[int, Rows] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.entity)

    def many(self, code: int) -> tuple[Rows, NDArray[np.int64], Floats]:
        """All values of a code, in order: their tags, which entity they belong to, the numbers."""
        at = self._at(code)
        return self.rows[at], self.slot[at], self.values.number[self.rows[at]]

    def one(self, code: int, default: float = 0.0) -> Floats:
        """One number for each entity; of several the first."""
        _, slot, number = self.many(code)
        column = np.full(len(self), default)
        column[slot[::-1]] = number[::-1]
        return column

    def has(self, code: int) -> NDArray[np.bool_]:
        """Whether each entity holds the code."""
        column = np.zeros(len(self), np.bool_)
        column[self.slot[self._at(code)]] = True
        return column

    def whole(self, code: int, default: int = 0) -> NDArray[np.int64]:
        """One whole number for each entity."""
        return self.one(code, default).astype(np.int64)

    def place(self, code: int) -> Floats:
        """(n, 3): the point of a code and its followers; zeros where there is none."""
        return np.column_stack((self.one(code), self.one(code + 10), self.one(code + 20)))

    def normal(self) -> Floats:
        """(n, 3): the normals of the entities' own planes."""
        return np.column_stack((self.one(210), self.one(220), self.one(230, 1.0)))

    def first_row(self, code: int) -> Rows:
        """The first tag of a code in each entity, −1 where there is none."""
        at = self._at(code)[::-1]
        column = np.full(len(self), -1, np.int64)
        column[self.slot[at]] = self.rows[at]
        return column

    def _at(self, code: int) -> Rows:
        if code not in self._of_code:
            self._of_code[code] = np.flatnonzero(self.code == code)
        return self._of_code[code]

    def words(self, code: int, default: str) -> Words:
        """One of few words for each entity."""
        rows = self.first_row(code)
        there = rows >= 0
        found = self.values.tags.words(rows[there], self.values.encoding)
        number = np.full(len(self), len(found.known), np.int32)
        number[there] = found.number
        return Words(number, [*found.known, default])

    def texts(self, code: int) -> list[str]:
        """One text for each entity; empty where there is none."""
        rows = self.first_row(code)
        there = np.flatnonzero(rows >= 0)
        texts = [""] * len(self)
        for at, text in zip(there.tolist(), self.values.tags.texts(rows[there], self.values.encoding), strict=True):
            texts[at] = text
        return texts


def values(entities: Entities, plain: NDArray[np.bool_]) -> Values:
    """Read the numbers of all plain entities at once."""
    rows = _asked(entities, plain)
    number = np.full(len(entities.tags), np.nan)
    number[rows] = entities.tags.numbers(rows)
    return Values(entities, number, rows)


def _asked(entities: Entities, plain: NDArray[np.bool_]) -> Rows:
    """The tags of plain entities whose values are numbers, in order."""
    table = lane_kinds.numeric()
    asked = np.zeros(len(entities.tags), np.bool_)
    for number, rows in enumerate(entities.rows_of_kind):
        asked[rows] = table[number, np.clip(entities.tags.code[rows], 0, lane_kinds.CODES - 1)]
    asked &= plain[entities.entity]
    return np.flatnonzero(asked)


def unfit(values: Values, plain: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the plain entities the columns cannot draw."""
    odd = np.zeros(len(plain), np.bool_)
    entities, tags = values.entities, values.tags
    asked = values.asked
    odd[entities.entity[asked[~(np.abs(values.number[asked]) < FARTHEST_UNITS)]]] = True
    normals = tags.where(_NORMAL)
    length = sum(np.abs(values.number[np.minimum(normals + step, len(tags) - 1)]) for step in range(3))
    odd[entities.entity[normals[length == 0]]] = True
    for name, check in _CHECKS.items():
        picked = values.picked(name, plain & ~odd)
        if len(picked):
            odd[picked.entity[check(picked)]] = True
    return odd


def _odd_polyline(picked: Picked) -> NDArray[np.bool_]:
    return np.asarray((picked.whole(70) & _MESHES) != 0, np.bool_)


def _odd_insert(picked: Picked) -> NDArray[np.bool_]:
    scales = np.column_stack([picked.one(code, 1.0) for code in (41, 42, 43)])
    copies = np.maximum(picked.one(70, 1), 1) * np.maximum(picked.one(71, 1), 1)
    return np.asarray((scales == 0).any(axis=1) | (copies > _MOST_COPIES), np.bool_)


def _odd_circle(picked: Picked) -> NDArray[np.bool_]:
    return np.asarray(picked.one(40) <= 0, np.bool_)


def _odd_text(picked: Picked) -> NDArray[np.bool_]:
    return np.asarray((picked.one(40) <= 0) | (picked.first_row(1) < 0), np.bool_)


def _odd_paragraph(picked: Picked) -> NDArray[np.bool_]:
    nowhere = picked.has(11) & (np.abs(picked.place(11)).sum(axis=1) == 0)
    return np.asarray(_odd_text(picked) | nowhere, np.bool_)


def _odd_dimension(picked: Picked) -> NDArray[np.bool_]:
    kind = picked.whole(70) & _DIMENSION_KINDS
    return np.asarray(~np.isin(kind, _LINEAR) | ~picked.has(13) | ~picked.has(14), np.bool_)


def _odd_hatch(picked: Picked) -> NDArray[np.bool_]:
    """Hatches whose boundaries are not polylines or chains of straight edges, or do not count up."""
    odd = np.zeros(len(picked), np.bool_)
    starts, owner, flags = picked.many(92)
    ends, closer, _ = picked.many(97)
    counts = np.bincount(owner, minlength=len(picked))
    odd |= (counts != np.bincount(closer, minlength=len(picked))) | (counts != picked.whole(91)) | (counts == 0)
    kept = ~odd[owner]
    starts, owner = starts[kept], owner[kept]
    edged = (flags[kept].astype(np.int64) & _POLYLINE_PATH) == 0
    ends = ends[~odd[closer]]
    late = (ends < starts) | np.append(starts[1:] < ends[:-1], False)
    odd[owner[late]] = True
    types, holder, value = picked.many(72)
    path = np.searchsorted(starts, types, "right") - 1
    inside = (path >= 0) & ~odd[holder]
    path, types, value, holder = path[inside], types[inside], value[inside], holder[inside]
    inside = types < ends[path]
    path, value, holder = path[inside], value[inside], holder[inside]
    edge = edged[path]
    odd[holder[edge & (value != _LINE_EDGE)]] = True
    _mark_gaps(picked, odd, starts, ends, owner, edged)
    edges = np.bincount(path[edge], minlength=len(starts))
    odd |= _without_area(picked, starts, ends, owner)
    odd[owner[(edges == 0) & edged]] = True
    return odd


def _mark_gaps(
    picked: Picked,
    odd: NDArray[np.bool_],
    starts: Rows,
    ends: Rows,
    owner: NDArray[np.int64],
    edged: NDArray[np.bool_],
) -> None:
    """Mark hatches whose straight edges do not each begin exactly where the one before ends."""
    if not len(starts):
        return
    begin_rows, _, x = picked.many(10)
    end_rows, _, end_x = picked.many(11)
    chains = []
    for rows, across in ((begin_rows, x), (end_rows, end_x)):
        path = np.searchsorted(starts, rows, "right") - 1
        inside = (path >= 0) & (rows < ends[np.maximum(path, 0)])
        inside &= edged[np.maximum(path, 0)]
        chains.append((path[inside], across[inside], picked.values.number[rows[inside] + 1]))
    (path, x, y), (end_path, end_x, end_y) = chains
    if not np.array_equal(path, end_path):
        counts = [np.bincount(each, minlength=len(starts)) for each in (path, end_path)]
        odd[owner[counts[0] != counts[1]]] = True
        odd[owner[edged]] = True
        return
    count = np.bincount(path, minlength=len(starts))
    first = (np.cumsum(count) - count)[path]
    place = np.arange(len(path)) - first
    following = np.where(place == count[path] - 1, first, np.arange(len(path)) + 1)
    apart = (x[following] != end_x) | (y[following] != end_y)
    odd[owner[path[apart]]] = True


def _without_area(picked: Picked, starts: Rows, ends: Rows, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Hatches with a boundary of too few corners to enclose anything."""
    odd = np.zeros(len(picked), np.bool_)
    if not len(starts):
        return odd
    rows, _, _ = picked.many(10)
    path = np.searchsorted(starts, rows, "right") - 1
    inside = (path >= 0) & (rows < ends[np.maximum(path, 0)])
    corners = np.bincount(path[inside], minlength=len(starts))
    odd[owner[corners < _CORNERS]] = True
    return odd


_CHECKS = {
    "POLYLINE": _odd_polyline,
    "INSERT": _odd_insert,
    "CIRCLE": _odd_circle,
    "ARC": _odd_circle,
    "TEXT": _odd_text,
    "MTEXT": _odd_paragraph,
    "ATTRIB": _odd_text,
    "DIMENSION": _odd_dimension,
    "HATCH": _odd_hatch,
}
