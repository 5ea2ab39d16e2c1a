"""How alike the sheets of two sets are, by what they show.

Vocabulary
----------
likeness   share of what two sheets show together, each feature by its weight; 0 nothing, 1 the same
weight     1 for what stands on one sheet of each set, less for what stands on more
for, against   weight of what one sheet shares with a second and not with a third, and the other way round: of two
           floors that are nearly the same only this tells which is which
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checkers.comparing.faces import Face

NEAREST = 12
"""how many sheets of the other set are looked at for each sheet, beside those of the same name"""

WIDTH = 2048
"""columns of the sketch by which the nearest are found"""

WANDERED = 0.3
"""by how much two sheets have to be more alike without places before places tell nothing of them"""

STRANGERS = 20
"""sheets added in thought when features are weighed, so that two small sets are weighed like parts of larger ones"""

EVERYTHING = 10_000
"""pairs of sheets up to which every pair is looked at"""


@dataclass(slots=True)
class Likeness:
    """Old and new sheets by what they show; numbers are places in the two sequences."""

    old: list[NDArray[np.intp]]
    new: list[NDArray[np.intp]]
    free_old: list[NDArray[np.intp]]
    free_new: list[NDArray[np.intp]]
    weight: NDArray[np.float64]
    pairs: dict[tuple[int, int], float]
    """likeness of the pairs that were looked at; the others are unlike"""
    wandered: set[tuple[int, int]]
    """pairs more alike without places than with them: the drawing moved on the paper"""

    def of(self, old: int, new: int) -> float:
        """The likeness of a pair, 0 when it was not worth looking at."""
        return self.pairs.get((old, new), 0.0)

    def evidence(self, new: int, one: int, other: int) -> tuple[float, float]:
        """What the new sheet shares with one old sheet and not with the other, and the other way round."""
        if {(one, new), (other, new)} & self.wandered:
            return _apart(self.free_new[new], self.free_old[one], self.free_old[other], self.weight)
        return _apart(self.new[new], self.old[one], self.old[other], self.weight)

    def evidence_back(self, old: int, one: int, other: int) -> tuple[float, float]:
        """What the old sheet shares with one new sheet and not with the other, and the other way round."""
        if {(old, one), (old, other)} & self.wandered:
            return _apart(self.free_old[old], self.free_new[one], self.free_new[other], self.weight)
        return _apart(self.old[old], self.new[one], self.new[other], self.weight)


def likeness(old: Sequence[Face], new: Sequence[Face], named: set[tuple[int, int]]) -> Likeness:
    """Likeness of the pairs worth looking at: those of one name, and of each sheet the nearest ones."""
    faces = [*old, *new]
    both = [np.union1d(face.free, face.placed) for face in faces]
    known, count = np.unique(np.concatenate(both), return_counts=True) if both else (np.empty(0), np.empty(0))
    reach = len(faces) + STRANGERS
    weight = np.log(reach / count) / np.log(reach / 2) if len(count) else np.empty(0)
    free = [np.searchsorted(known, face.free) for face in faces]
    all_of = [np.searchsorted(known, each) for each in both]
    placed = [np.searchsorted(known, face.placed) for face in faces]
    split = len(old)
    found = Likeness(all_of[:split], all_of[split:], free[:split], free[split:], weight, {}, set())
    for one, other in sorted(named | _near(all_of[:split], all_of[split:], weight)):
        anywhere = _shared(free[one], free[split + other], weight)
        in_place = _shared(placed[one], placed[split + other], weight)
        found.pairs[one, other] = max(anywhere, in_place)
        if anywhere > in_place + WANDERED:
            found.wandered.add((one, other))
    return found


def _shared(one: NDArray[np.intp], other: NDArray[np.intp], weight: NDArray[np.float64]) -> float:
    both = weight[np.intersect1d(one, other, assume_unique=True)].sum()
    either = weight[one].sum() + weight[other].sum() - both
    return float(both / either) if either > 0 else 0.0


def _apart(
    face: NDArray[np.intp], one: NDArray[np.intp], other: NDArray[np.intp], weight: NDArray[np.float64]
) -> tuple[float, float]:
    with_one, with_other = np.isin(face, one, assume_unique=True), np.isin(face, other, assume_unique=True)
    return float(weight[face[with_one & ~with_other]].sum()), float(weight[face[with_other & ~with_one]].sum())


def _near(
    old: list[NDArray[np.intp]], new: list[NDArray[np.intp]], weight: NDArray[np.float64]
) -> set[tuple[int, int]]:
    if len(old) * len(new) <= EVERYTHING:
        return {(one, other) for one in range(len(old)) for other in range(len(new))}
    sketched = _sketch(old, weight) @ _sketch(new, weight).T
    near = set()
    for one, row in enumerate(np.argsort(-sketched, axis=1)[:, :NEAREST]):
        near |= {(one, int(other)) for other in row}
    for other, column in enumerate(np.argsort(-sketched, axis=0)[:NEAREST].T):
        near |= {(int(one), other) for one in column}
    return near


def _sketch(faces: list[NDArray[np.intp]], weight: NDArray[np.float64]) -> NDArray[np.float32]:
    """Every face as one short row: features share columns, with a sign so that strangers cancel out."""
    spread = np.random.default_rng(1)
    column = spread.integers(0, WIDTH, len(weight))
    signed = weight * spread.choice((-1.0, 1.0), len(weight))
    rows = np.zeros((len(faces), WIDTH), np.float32)
    for row, face in zip(rows, faces, strict=True):
        np.add.at(row, column[face], signed[face])
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(size > 0, size, 1)).astype(np.float32)
