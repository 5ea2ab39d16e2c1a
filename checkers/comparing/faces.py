"""The face of a sheet: what it is called and what can be recognised of it in another set.

Vocabulary
----------
feature     something a sheet shows, as a number: a writing, a piece of some length and direction, each once without
            and once with its place on the paper
face        name and features of a sheet
weight      how telling a feature is: what stands on every sheet says nothing, what stands on one says much
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from checkers.comparing.pieces import letters, pieces_of, writings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checkers.comparing.pieces import Pieces, Writings
    from checkers.drawing.model import Sheet

SHORTEST = 1.0
"""millimetres on paper; shorter pieces are chords of curves and recognise nothing"""

LENGTHS = 0.5
ANGLES = 2.0
CELL = 5.0
"""millimetres, degrees and millimetres: how finely lengths, directions and places are told apart"""

OFF_LENGTHS, OFF_ANGLES, OFF_CELL = 0.123, 0.37, 1.71
"""moves the steps away from round sizes, where designers draw"""

FINE = 0.001
"""millimetres to which two sheets with the same content agree"""

_SEPARATORS = re.compile(r"[\s\-_–—·.。,，:：/()（）]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Face:
    """What a sheet is called, and what can be recognised of it."""

    id: str
    number: str
    """as compared; empty when the title block tells none"""
    title: str
    discipline: str
    size_mm: tuple[float, float]
    free: NDArray[np.uint64]
    """features wherever they stand, sorted, each once"""
    placed: NDArray[np.uint64]
    """features with their place"""
    content: str
    """SHA-256 of all that is shown, to a thousandth of a millimetre"""


def face_of(sheet: Sheet) -> Face:
    """The face of a sheet."""
    pieces, writings = pieces_of(sheet), writings_of(sheet)
    free, placed = _features(sheet, pieces, writings)
    return Face(
        id=sheet.id,
        number=number_key(sheet.number),
        title=title_key(sheet.title),
        discipline=sheet.discipline,
        size_mm=sheet.size_mm,
        free=free,
        placed=placed,
        content=_content(sheet, pieces, writings),
    )


def number_key(number: str) -> str:
    """A sheet number as it is compared.

    >>> number_key("建施－05") == number_key("建施5")
    True
    """
    return _ZEROS.sub("", _SEPARATORS.sub("", letters(number)))


def title_key(title: str) -> str:
    """A title as it is compared.

    >>> title_key("三层 平面图（一）")
    '三层平面图一'
    """
    return _SEPARATORS.sub("", letters(title))


def _features(sheet: Sheet, pieces: Pieces, writings: Writings) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    own = {letters(sheet.number), letters(sheet.title)}
    telling = np.fromiter((each not in own for each in writings.content), np.bool_, len(writings.content))
    words = np.fromiter((_number(each) for each in writings.content[telling]), np.uint64, int(telling.sum()))
    length = pieces.length
    long = length >= SHORTEST
    angle = np.degrees(np.arctan2(pieces.key[long, 3], pieces.key[long, 2])) / 2 % 180
    shapes = _mixed(
        np.floor((length[long] + OFF_LENGTHS) / LENGTHS),
        np.floor((angle + OFF_ANGLES) / ANGLES) % (180 / ANGLES),
        pieces.key[long, 4],
    )
    middle = pieces.key[long, :2]
    free = np.unique(np.concatenate([words, shapes]))
    placed = np.unique(
        np.concatenate([_mixed(words, *_cells(writings.place[telling])), _mixed(shapes, *_cells(middle))])
    )
    return free, placed


def _cells(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    cells = np.floor((points + OFF_CELL) / CELL)
    return cells[:, 0], cells[:, 1]


def _mixed(*columns: NDArray[np.float64] | NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number out of several, the same for the same ones on any machine."""
    mixed = np.full(len(columns[0]), 0x9E3779B97F4A7C15, np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            whole = column.dtype == np.uint64
            given = np.asarray(column if whole else column.astype(np.int64).view(np.uint64), np.uint64)
            mixed = (mixed ^ given) * np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(29)
    return mixed


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _content(sheet: Sheet, pieces: Pieces, writings: Writings) -> str:
    rounded = np.round(pieces.key / FINE).astype(np.int64)
    rounded = rounded[np.lexsort(rounded.T)]
    places = np.round(writings.place / FINE).astype(np.int64)
    said = sorted(zip(writings.shown, places[:, 0].tolist(), places[:, 1].tolist(), strict=True))
    sizes = sorted((each.text, round(each.measured, 6), each.angular) for each in sheet.dimensions)
    hidden = sorted((str(each.kind), each.what, each.count) for each in sheet.not_displayed)
    digest = hashlib.sha256(rounded.tobytes())
    digest.update(repr((said, sizes, hidden, [round(each, 2) for each in sheet.size_mm])).encode("utf-8", "replace"))
    return digest.hexdigest()
