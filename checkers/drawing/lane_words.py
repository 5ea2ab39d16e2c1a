"""Read the lane's texts, dimensions and placed blocks as columns.

Vocabulary
----------
hung      a text with the point it hangs from, as in ``wording.py``
placed    a block placed by a reference or by a dimension, one row for each element of an array

Every formula is the one of ``wording.py`` and ``blocks.py``, which read the rare entities one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.lane_kinds import KINDS
from checkers.drawing.lane_rows import Floats, Picked, Values
from checkers.drawing.lane_strokes import axes, spread
from checkers.drawing.tags import Rows
from checkers.drawing.text_codes import clean, plain_mtext, plain_text

_FIT_OR_ALIGNED = (3, 5)
_INVISIBLE = 1
_LINEAR = 0
_DIMENSION_KINDS = 15
_UPRIGHT = 1e-12


@dataclass(frozen=True, slots=True)
class Hung:
    """Texts: n rows."""

    content: list[str]
    whole: NDArray[np.bool_]
    """whether every letter was understood"""
    at: Floats
    """(n, 3)"""
    height: Floats
    along: Floats
    """(n, 3) unit vectors of the base lines"""
    entity: Rows

    @classmethod
    def joined(cls, parts: list[Hung]) -> Hung:
        """Several lots as one."""
        return cls(
            [text for part in parts for text in part.content],
            np.concatenate([part.whole for part in parts] or [np.empty(0, np.bool_)]),
            np.concatenate([part.at for part in parts] or [np.empty((0, 3))]),
            np.concatenate([part.height for part in parts] or [np.empty(0)]),
            np.concatenate([part.along for part in parts] or [np.empty((0, 3))]),
            np.concatenate([part.entity for part in parts] or [np.empty(0, np.int64)]),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """Linear dimensions: n rows."""

    measured: Floats
    text: list[str]
    at: Floats
    start: Floats
    end: Floats
    """(n, 3) each"""
    entity: Rows


@dataclass(frozen=True, slots=True)
class Placed:
    """Placed blocks: n rows, the elements of an array one after another."""

    name: list[str]
    """names of the blocks, each once"""
    named: NDArray[np.int32]
    """for each row its number in ``name``"""
    turn: Floats
    """(n, 3, 3) for row vectors"""
    shift: Floats
    """(n, 3)"""
    entity: Rows
    reference: NDArray[np.bool_]
    """False for the block that draws a dimension"""

    @classmethod
    def joined(cls, parts: list[Placed]) -> Placed:
        """Several lots as one."""
        before = np.cumsum([0, *(len(part.name) for part in parts)])
        none = np.empty(0, np.int64)
        return cls(
            [name for part in parts for name in part.name],
            np.concatenate([part.named + low for part, low in zip(parts, before, strict=False)] or [none]).astype(
                np.int32
            ),
            np.concatenate([part.turn for part in parts] or [np.empty((0, 3, 3))]),
            np.concatenate([part.shift for part in parts] or [np.empty((0, 3))]),
            np.concatenate([part.entity for part in parts] or [none]),
            np.concatenate([part.reference for part in parts] or [none.astype(np.bool_)]),
        )


def hung(values: Values, taken: NDArray[np.bool_]) -> Hung:
    """All texts that show: TEXT, MTEXT and the attributes of references."""
    parts = []
    for name, valign in (("TEXT", 73), ("ATTRIB", 74)):
        picked = values.picked(name, taken)
        if len(picked):
            parts.append(_lines(picked, valign, hidden=name == "ATTRIB"))
    picked = values.picked("MTEXT", taken)
    if len(picked):
        parts.append(_paragraphs(picked))
    return Hung.joined(parts)


def _lines(picked: Picked, valign: int, *, hidden: bool) -> Hung:
    read = list(map(plain_text, picked.texts(1)))
    across, up = picked.whole(72), picked.whole(valign)
    aligned = ((across != 0) | (up != 0)) & ~np.isin(across, _FIT_OR_ALIGNED) & picked.has(11)
    at = np.where(aligned[:, np.newaxis], picked.place(11), picked.place(10))
    normal = picked.normal()
    along = _along(picked.one(50), normal)
    shown = np.array([bool(words) for words, _ in read], np.bool_)
    if hidden:
        shown &= (picked.whole(70) & _INVISIBLE) == 0
    return _kept(Hung(
        [words for words, _ in read],
        np.array([whole for _, whole in read], np.bool_),
        _upright(normal, at),
        picked.one(40),
        along,
        picked.entity,
    ), shown)  # fmt: skip


def _paragraphs(picked: Picked) -> Hung:
    chunks: dict[int, list[str]] = {}
    rows, owner, _ = picked.many(3)
    for slot, text in zip(owner.tolist(), picked.values.tags.texts(rows, picked.values.encoding), strict=True):
        chunks.setdefault(slot, []).append(text)
    raw = picked.texts(1)
    for slot, before in chunks.items():
        raw[slot] = "".join((*before, raw[slot]))
    read = list(map(plain_mtext, raw))
    along = _along(picked.one(50), picked.normal())
    said = picked.has(11)
    if said.any():
        direction = picked.place(11)[said]
        along[said] = direction / np.linalg.norm(direction, axis=1)[:, np.newaxis]
    content = [clean(words) for words, _ in read]
    return _kept(Hung(
        content,
        np.array([whole for _, whole in read], np.bool_),
        picked.place(10),
        picked.one(40),
        along,
        picked.entity,
    ), np.array([bool(words) for words in content], np.bool_))  # fmt: skip


def _kept(hung: Hung, shown: NDArray[np.bool_]) -> Hung:
    """Without texts that say nothing; what was not understood stays, to be listed."""
    kept = shown | ~hung.whole
    return Hung(
        [text for text, keep in zip(hung.content, kept.tolist(), strict=True) if keep],
        hung.whole[kept],
        hung.at[kept],
        hung.height[kept],
        hung.along[kept],
        hung.entity[kept],
    )


def _along(degrees: Floats, normal: Floats) -> Floats:
    angle = np.radians(degrees)
    flat = np.column_stack((np.cos(angle), np.sin(angle), np.zeros(len(angle))))
    return _upright(normal, flat)


def _upright(normal: Floats, points: Floats) -> Floats:
    """One point of each entity's own plane in the space of its block."""
    tilted = _tilted(normal)
    if tilted.any():
        points = points.copy()
        points[tilted] = np.einsum("ni,nij->nj", points[tilted], axes(normal[tilted]))
    return points


def _tilted(normal: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.abs(normal - (0.0, 0.0, 1.0)) > _UPRIGHT).any(axis=1), np.bool_)


def measured(values: Values, taken: NDArray[np.bool_]) -> Measured:
    """All linear dimensions: what they measure and what they say."""
    picked = values.picked("DIMENSION", taken)
    start, end = picked.place(13), picked.place(14)
    between = end - start
    normal = picked.normal()
    turned = _along(picked.one(50), normal)
    # what lies in its own plane is measured there; upright planes come back unchanged
    spans = np.where(_tilted(normal)[:, np.newaxis], _upright(normal, end) - _upright(normal, start), between)
    linear = (picked.whole(70) & _DIMENSION_KINDS) == _LINEAR
    size = np.where(linear, np.abs((spans * turned).sum(axis=1)), np.linalg.norm(between, axis=1))
    middle = picked.place(11)
    somewhere = np.asarray((np.abs(middle) > _UPRIGHT).any(axis=1))
    at = np.where(somewhere[:, np.newaxis], middle, picked.place(10))
    return Measured(size, list(map(clean, picked.texts(1))), at, start, end, picked.entity)


def placed(values: Values, taken: NDArray[np.bool_], base: Callable[[str], tuple[float, float, float]]) -> Placed:
    """All placed blocks; ``base`` gives the insertion base of a definition."""
    parts = []
    picked = values.picked("INSERT", taken)
    if len(picked):
        parts.append(_references(picked, base))
    picked = values.picked("DIMENSION", taken)
    if len(picked):
        words = picked.words(2, "")
        turn = np.broadcast_to(np.eye(3), (len(picked), 3, 3))
        parts.append(
            Placed(words.known, words.number, turn, picked.place(12), picked.entity, np.zeros(len(picked), np.bool_))
        )
    return Placed.joined(parts)


def _references(picked: Picked, base: Callable[[str], tuple[float, float, float]]) -> Placed:
    words = picked.words(2, "")
    scales = np.column_stack([picked.one(code, 1.0) for code in (41, 42, 43)])
    angle = np.radians(picked.one(50))
    plane = axes(picked.normal())
    cos, sin, nil, one = np.cos(angle), np.sin(angle), np.zeros(len(angle)), np.ones(len(angle))
    spin = np.stack((cos, sin, nil, -sin, cos, nil, nil, nil, one), axis=1).reshape(-1, 3, 3)
    in_plane = spin @ plane
    turn = scales[:, :, np.newaxis] * in_plane
    bases = np.array([base(name) for name in words.known]).reshape(-1, 3)[words.number]
    shift = _upright(picked.normal(), picked.place(10)) - np.einsum("ni,nij->nj", bases, turn)
    across = np.maximum(picked.whole(70, 1), 1)
    up = np.maximum(picked.whole(71, 1), 1)
    owner, step = spread(across * up)
    right = in_plane[owner, 0] * (picked.one(44)[owner] * (step % across[owner]))[:, np.newaxis]
    over = in_plane[owner, 1] * (picked.one(45)[owner] * (step // across[owner]))[:, np.newaxis]
    return Placed(
        words.known,
        words.number[owner],
        turn[owner],
        shift[owner] + over + right,
        picked.entity[owner],
        np.ones(len(owner), np.bool_),
    )


def attributes(values: Values, taken: NDArray[np.bool_]) -> dict[int, dict[str, str]]:
    """For each reference that has any, its attributes: tag to value."""
    picked = values.picked("ATTRIB", taken)
    if not len(picked):
        return {}
    references = np.flatnonzero(taken & (values.entities.kind == KINDS.index("INSERT")))
    owner = references[np.searchsorted(references, picked.entity) - 1]
    found: dict[int, dict[str, str]] = {}
    for reference, tag, raw in zip(owner.tolist(), picked.texts(2), picked.texts(1), strict=True):
        found.setdefault(reference, {})[tag] = clean(plain_text(raw)[0])
    return found


def reference_of(values: Values, taken: NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """The attributes among the entities, and the reference each belongs to."""
    found = np.flatnonzero(taken & (values.entities.kind == KINDS.index("ATTRIB")))
    references = np.flatnonzero(taken & (values.entities.kind == KINDS.index("INSERT")))
    return found, references[np.searchsorted(references, found) - 1] if len(found) else found
