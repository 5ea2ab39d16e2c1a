"""Scan an ASCII DXF into columns, so that a hundred megabytes need no Python object for each of their lines.

Vocabulary
----------
tag     two lines of a DXF: a group code (a small number that says what follows) and a value
plain   a file in which every other line is a group code; anything else is left to the forgiving reader
words   values out of few different ones (layers, kinds, names): numbered once, compared as numbers
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import numerals

PIECE = 2 * 1024 * 1024
"""bytes looked at in one go, so that they stay in the processor's cache"""
ROWS = 256 * 1024
"""tags looked at in one go"""
LARGEST = 2**31 - 1
"""bytes of a file the columns can number"""
HEAD = 64 * 1024
"""bytes in which a header says its version and code page"""
LONGEST_WORD = 256
"""bytes of a value that is numbered as a word"""
COMMENT = 999
LAYER = 8
_FIRST_NUMBER, _FIRST_LONG = 10, 300
"""group codes between these are numbers"""
_LAST_ASCII = 127
_NEWLINE, _RETURN, _SPACE, _ZERO, _NINE = 10, 13, 32, 48, 57
_BLANKS = frozenset(b" \t\n\r\v\f")
_ROOM = 16
"""bytes behind the last value, so that eight may be taken anywhere"""
_DENSE = 12
_CODE_WIDTH = 4
_NO_CODE = -16384
_ODD = np.uint64(0x9E3779B97F4A7C15)

Rows = NDArray[np.int64]
"""positions of tags, rising"""


class NotPlain(ValueError):
    """The file, or a value of it, is not written as plainly as the columns need."""


@dataclass(frozen=True, slots=True)
class Words:
    """Values as numbers into a short list of different ones."""

    number: NDArray[np.int32]
    known: list[str]


@dataclass(frozen=True, slots=True)
class Tags:
    """All tags of a file: n rows of group code and the place of the value's bytes in ``data``."""

    data: NDArray[np.uint8]
    code: NDArray[np.int16]
    start: NDArray[np.int32]
    """first byte of each value"""
    end: NDArray[np.int32]
    """the newline after each value"""
    _named: dict[int, Words] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.code)

    @property
    def head(self) -> bytes:
        """The beginning of the file, where its header stands."""
        return self.data[:HEAD].tobytes()

    def lines(self, rows: Rows) -> Rows:
        """Where these tags begin, with the comments before them."""
        return np.where(rows > 0, self.end[np.maximum(rows, 1) - 1].astype(np.int64) + 1, 0)

    def longest(self) -> int:
        """Bytes of the longest value."""
        return int((self.end - self.start).max())

    def high(self) -> list[bytes]:
        """The different values that hold bytes above 127, in the order of the file."""
        layers = self.where(LAYER)
        others = np.flatnonzero((self.code != LAYER) & ((self.code < _FIRST_NUMBER) | (self.code >= _FIRST_LONG)))
        edges = np.column_stack((self.start[others], self.end[others])).ravel()
        high = others[np.maximum.reduceat(self.data, edges)[::2] > _LAST_ASCII] if len(others) else others
        both = np.sort(np.concatenate((layers, high)))
        if len(both) and int((self.end[both] - self.start[both]).max()) > LONGEST_WORD:
            known = list(dict.fromkeys(self.texts(both, "latin-1")))
        else:
            named, words = self.layers(), self.words(high, "latin-1")
            first = dict(zip(reversed(named.known), (layers[at] for at in _firsts(named)[::-1]), strict=True))
            first |= {word: high[at] for word, at in zip(words.known, _firsts(words), strict=True) if word not in first}
            known = sorted(first, key=first.__getitem__)
        return [text.encode("latin-1") for text in known if not text.isascii()]

    def layers(self) -> Words:
        """The layers that entities name, one for each tag of group code 8, as Latin-1 spells their bytes."""
        if LAYER not in self._named:
            self._named[LAYER] = self.words(self.where(LAYER), "latin-1")
        return self._named[LAYER]

    def where(self, code: int) -> Rows:
        """The tags of this group code."""
        return np.flatnonzero(self.code == code)

    def numbers(self, rows: Rows) -> NDArray[np.float64]:
        """The values of these tags as numbers; NotPlain when one is none."""
        values, read = numerals.floats(self.data, self.start[rows], self.end[rows])
        left = np.flatnonzero(~read)
        if len(left):
            values[left] = self._odd_numbers(rows[left])
        return values

    def _odd_numbers(self, rows: Rows) -> NDArray[np.float64]:
        """Values with blanks before them, with exponents, or of more digits than ``numerals`` takes."""
        with warnings.catch_warnings():
            # numpy says so when a text is no number; the count below refuses it
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                values = [np.fromstring(_single(piece), sep="\n") for piece in self._pieces(rows)]
            except ValueError as error:
                raise NotPlain("a value that is no number") from error
        joined = np.concatenate(values)
        if len(joined) != len(rows):
            raise NotPlain("a value that is no number")
        return joined

    def integers(self, rows: Rows) -> NDArray[np.int64]:
        """The values of these tags as whole numbers; NotPlain when one is none."""
        values = self.numbers(rows)
        if not (np.abs(values) < 2**53).all() or (values != np.trunc(values)).any():
            raise NotPlain("a value that is no whole number")
        return values.astype(np.int64)

    def texts(self, rows: Rows, encoding: str) -> list[str]:
        """The values of these tags as texts, bytes of no character kept as lone surrogates."""
        if not len(rows):
            return []
        joined = b"".join(self._pieces(rows)).decode(encoding, "surrogateescape")
        found = joined.split("\n")
        found.pop()
        if len(found) != len(rows):
            raise NotPlain("a text that breaks its line")
        return found

    def words(self, rows: Rows, encoding: str) -> Words:
        """The values of these tags, each different one numbered."""
        if not len(rows):
            return Words(np.empty(0, np.int32), [])
        length = self.end[rows] - self.start[rows]
        if int(length.max()) > LONGEST_WORD:
            raise NotPlain("a name of more than 256 bytes")
        lanes = self.letters(rows, int(length.max()))
        key = length.astype(np.uint64)
        for lane in lanes:
            key = (key ^ lane) * _ODD
            key ^= key >> np.uint64(29)
        _, first, number = np.unique(key, return_index=True, return_inverse=True)
        number = number.reshape(-1)
        same = first[number]
        if (length != length[same]).any() or any((lane != lane[same]).any() for lane in lanes):
            raise NotPlain("two names of one key")
        order = np.argsort(first)
        place = np.empty(len(first), np.int32)
        place[order] = np.arange(len(first))
        return Words(place[number], self.texts(rows[first[order]], encoding))

    def letters(self, rows: Rows, width: int) -> list[NDArray[np.uint64]]:
        """The first ``width`` bytes of these values, eight in a number, zeros beyond their ends."""
        eights = np.ndarray((len(self.data) - 7,), dtype="<u8", buffer=self.data.data, strides=(1,))
        start, length = self.start[rows], self.end[rows] - self.start[rows]
        lanes = []
        for first in range(0, max(width, 1), 8):
            there = np.flatnonzero(length > first)
            lane = np.zeros(len(rows), np.uint64)
            missing = np.minimum(8 - (length[there] - first), 8)
            keep = np.where(missing > 0, missing, 0).astype(np.uint64) * np.uint64(8)
            lane[there] = (eights[start[there] + first] << keep) >> keep
            lanes.append(lane)
        return lanes

    def _pieces(self, rows: Rows) -> list[bytes]:
        """The values, each with its newline, one after another."""
        start, stop = self.start[rows].astype(np.int64), self.end[rows].astype(np.int64) + 1
        pieces: list[bytes] = []
        first = 0
        while first < len(rows):
            last = max(first + 1, int(np.searchsorted(start, start[first] + PIECE)))
            pieces.append(self._joined(start[first:last], stop[first:last]))
            first = last
        return pieces

    def _joined(self, start: NDArray[np.int64], stop: NDArray[np.int64]) -> bytes:
        low, high = int(start[0]), int(stop[-1])
        length = stop - start
        wanted = int(length.sum())
        if wanted * _DENSE > high - low:
            edges = np.zeros(high - low + 1, np.int8)
            edges[start - low] = 1
            edges[stop - low] -= 1
            taken = np.add.accumulate(edges[:-1], dtype=np.int8).view(np.bool_)
            return self.data[low:high][taken].tobytes()
        before = np.cumsum(length) - length
        places = np.repeat(start - before, length) + np.arange(wanted)
        return self.data[places].tobytes()


def _two_letters() -> tuple[NDArray[np.int16], NDArray[np.int32], NDArray[np.int16]]:
    """What two bytes of a group code are worth, for any two: its last two, where those before are found, those before.

    Before two digits more digits, blanks or a line's end may stand; before a blank and a digit only blanks or a line's
    end; before a line's end and a digit anything, for it is another line.
    """
    pair = np.arange(1 << 16)
    left, right = pair & 255, pair >> 8
    blank = {side: side_of == _SPACE for side, side_of in (("left", left), ("right", right))}
    over = {side: side_of == _NEWLINE for side, side_of in (("left", left), ("right", right))}
    digit = [(side >= _ZERO) & (side <= _NINE) for side in (left, right)]
    ones, tens = right - _ZERO, left - _ZERO
    last = np.where(digit[1] & digit[0], tens * 10 + ones, _NO_CODE)
    last = np.where(digit[1] & (blank["left"] | over["left"]), ones, last)
    follows = np.where(blank["left"], 1, np.where(over["left"], 2, 0)) << 16
    after_digits = np.where(digit[1], ones * 100, _NO_CODE)
    after_digits = np.where(digit[1] & digit[0], tens * 1000 + ones * 100, after_digits)
    after_digits = np.where(digit[1] & ~digit[0] & ~blank["left"] & ~over["left"], _NO_CODE, after_digits)
    ends = over["right"] | (blank["right"] & (blank["left"] | over["left"]))
    first = np.concatenate((np.where(ends, 0, after_digits), np.where(ends, 0, _NO_CODE), np.zeros(1 << 16)))
    return last.astype(np.int16), follows.astype(np.int32), first.astype(np.int16)


_LAST_TWO, _FOLLOWS, _FIRST_TWO = _two_letters()


def _firsts(words: Words) -> list[int]:
    """Where each word comes first."""
    found: list[int] = np.unique(words.number, return_index=True)[1].tolist()
    return found


def _single(piece: bytes) -> bytes:
    """Values of which none holds a blank after a letter: two numbers in one line would shift all that follow."""
    letters = np.frombuffer(piece, np.uint8)
    if ((letters[1:] == _SPACE) & (letters[:-1] > _SPACE)).any():
        raise NotPlain("a value that is no number")
    return piece


def scan(content: bytes) -> Tags:
    """The tags of an ASCII DXF; NotPlain when its lines do not come as group codes and values.

    Bytes after the end mark and comments (group code 999) are left out.
    """
    data = np.empty(len(content) + _ROOM, np.uint8)
    data[: len(content)] = np.frombuffer(content, np.uint8)
    return _scanned(data, len(content))


def scan_file(path: Path) -> Tags:
    """The tags of a file, as ``scan``."""
    size = path.stat().st_size
    if size > LARGEST:
        raise NotPlain("too many bytes")
    data = np.empty(size + _ROOM, np.uint8)
    with path.open("rb") as stream:
        if stream.readinto(data.data[:size]) != size:
            raise NotPlain("a file that changes while it is read")
    return _scanned(data, size)


def _scanned(data: NDArray[np.uint8], size: int) -> Tags:
    while size and data[size - 1] in _BLANKS:
        size -= 1
    data[size:] = 0
    if not size:
        raise NotPlain("no tags")
    data[size] = _NEWLINE
    breaks = _breaks(data)
    if breaks is None:
        content = data[:size].tobytes().replace(b"\r\n", b"\n")
        if b"\r" in content:
            raise NotPlain("a carriage return inside a line")
        return scan(content)
    count = len(breaks) // 2
    if not count:
        raise NotPlain("no tags")
    end, start = np.ascontiguousarray(breaks[1 : 2 * count : 2]), breaks[0 : 2 * count : 2] + np.int32(1)
    code = np.concatenate([_codes(data, start, end, slice(low, low + ROWS)) for low in range(0, count, ROWS)])
    return _up_to_the_end(Tags(data, code, start, end), 2 * count == len(breaks))


def _breaks(data: NDArray[np.uint8]) -> NDArray[np.int32] | None:
    """Where lines end; None when any of them ends with a carriage return, or holds one."""
    found = []
    for low in range(0, len(data), PIECE):
        piece = data[low : low + PIECE]
        if (piece == _RETURN).any():
            return None
        found.append((np.flatnonzero(piece == _NEWLINE) + low).astype(np.int32))
    return np.concatenate(found)


def _codes(
    data: NDArray[np.uint8], starts: NDArray[np.int32], ends: NDArray[np.int32], rows: slice
) -> NDArray[np.int16]:
    """Group codes, out of their last four bytes; blanks may stand before them, nothing else may stand anywhere."""
    end = starts[rows].astype(np.int64) - 1
    line = np.concatenate(([ends[rows.start - 1] + 1 if rows.start else 0], ends[rows][:-1] + 1))
    length = end - line
    if int(length.min()) < 1 or int(length.max()) > _CODE_WIDTH:
        raise NotPlain("a line that is no group code where one belongs")
    value = _worth(data, np.maximum(end, _CODE_WIDTH))
    if end[0] < _CODE_WIDTH:
        # nothing stands before the first line of a file
        before = np.full(_CODE_WIDTH, _NEWLINE, np.uint8)
        value[0] = _worth(np.concatenate((before, data[: end[0]])), end[:1] + _CODE_WIDTH)[0]
    if int(value.min()) < 0:
        raise NotPlain("a line that is no group code where one belongs")
    return value


def _worth(data: NDArray[np.uint8], end: NDArray[np.int64]) -> NDArray[np.int16]:
    """The numbers written in the four bytes before each end; below zero where none is."""
    twos = np.ndarray((len(data) - 1,), dtype="<u2", buffer=data.data, strides=(1,))
    last = twos[end - 2]
    return np.asarray(_LAST_TWO[last] + _FIRST_TWO[_FOLLOWS[last] + twos[end - 4]], np.int16)


def _up_to_the_end(tags: Tags, even: bool) -> Tags:  # noqa: FBT001 (private)
    """Without comments and without what follows the end mark."""
    marks = [
        row for row in tags.where(0)[::-1][:64].tolist() if bytes(tags.data[tags.start[row] : tags.end[row]]) == b"EOF"
    ]
    if not marks:
        raise NotPlain("no end mark" if even else "half a tag at the end")
    count = min(marks) + 1
    kept = np.flatnonzero(tags.code[:count] != COMMENT)
    if len(kept) == count:
        kept_rows: slice | Rows = slice(0, count)
    else:
        kept_rows = kept
    return Tags(tags.data, tags.code[kept_rows], tags.start[kept_rows], tags.end[kept_rows])
