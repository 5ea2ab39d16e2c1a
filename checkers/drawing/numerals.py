"""Turn numbers written in ASCII into floats, many at once, exactly as one at a time.

Vocabulary
----------
numeral   a sign or none, digits, and a point with digits or none: ``-465510.4843264075``
eight     eight bytes of the text in one 64-bit word, which three multiplications make a number of eight digits
mantissa  all digits of a numeral as one whole number, below 2⁶⁴

A mantissa below 2⁵³ divided by a power of ten below 10²³ is rounded once, so it is the nearest float there is
(Clinger, *How to read floating point numbers accurately*, 1990). Larger ones are divided in the processor's long
double and rounded again; where the first result lies halfway between two floats, the second could go wrong, and
that numeral counts as unread, like every text that is no such numeral (exponents, blanks, words).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 1 << 15
"""numerals worked on together, so that what is in between stays in the processor's cache"""
REACH = 16
"""bytes before a numeral that must exist"""
_EIGHT = 8
_MOST_PART = 16
"""digits before the point, and behind it"""
_MOST = 19
"""digits in all; more do not fit the mantissa for sure"""
_POINT, _MINUS = 46, 45
_EXACT = np.uint64(1 << 53)
_TENS = np.array([10**power for power in range(_MOST_PART + 1)], np.uint64)
_EXACT_TENS = 10.0 ** np.arange(_MOST_PART + 1)
_HAS_LONG = np.finfo(np.longdouble).nmant >= 63  # noqa: PLR2004 (bits of the extended format)
_WORD = np.uint64
_ONES, _HIGHS = _WORD(0x0101010101010101), _WORD(0x8080808080808080)
_POINTS = _ONES * _WORD(_POINT)
_PLACE = _WORD(sum(place << (8 * (7 - place)) for place in range(8)))
"""times 256 to the power of a place, its highest byte is the place"""
_DIGITS = _ONES * _WORD(0x30)
_BEYOND_NINE = _ONES * _WORD(0x76)
"""added to a byte above nine it sets its highest bit"""

Places = NDArray[np.int64]
Words = NDArray[np.uint64]


def floats(
    data: NDArray[np.uint8], start: NDArray[np.integer[Any]], end: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The numbers written in ``data[start:end]``, and which of them were read; the others are NaN.

    ``data`` has ``REACH`` bytes and more before each numeral and eight behind it.
    """
    found = np.full(len(start), np.nan)
    read = np.zeros(len(start), np.bool_)
    eights = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data.data, strides=(1,))
    for first in range(0, len(start), AT_ONCE):
        piece = slice(first, first + AT_ONCE)
        found[piece], read[piece] = _floats(data, eights, start[piece].astype(np.int64), end[piece].astype(np.int64))
    return found, read


def _floats(
    data: NDArray[np.uint8], eights: Words, start: Places, end: Places
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    negative = data[start] == _MINUS
    start = start + negative
    point = _points(eights, start, end)
    before, behind = point - start, np.maximum(end - point - 1, 0)
    good = (before > 0) & (before <= _MOST_PART) & (behind <= _MOST_PART) & (before + behind <= _MOST)
    good &= ((point == end) | (behind > 0)) & (start >= REACH)
    if not good.all():
        point, end = np.where(good, point, REACH), np.where(good, end, REACH)
        before, behind = np.where(good, before, 0), np.where(good, behind, 0)
    whole, odd = _part(eights, point, before)
    rest, also = _part(eights, end, behind)
    good &= ((odd | also) & _HIGHS) == 0
    mantissa = whole * _TENS[behind] + rest
    value = mantissa.astype(np.float64) / _EXACT_TENS[behind]
    large = np.flatnonzero(good & (mantissa >= _EXACT))
    if len(large):
        value[large], good[large] = _rounded(mantissa[large], behind[large])
    value[negative] *= -1
    value[~good] = np.nan
    return value, good


def _points(eights: Words, start: Places, end: Places) -> Places:
    """Where the point of each numeral is, or its end if it has none in its first sixteen places."""
    point = end.copy()
    left = np.arange(len(start))
    for ahead in (0, _EIGHT):
        differs = eights[start[left] + ahead] ^ _POINTS
        mark = (differs - _ONES) & ~differs & _HIGHS
        lowest = (mark & (~mark + _WORD(1))) >> _WORD(7)
        at = start[left] + ahead + ((lowest * _PLACE) >> _WORD(56)).astype(np.int64)
        there = (mark != 0) & (at < end[left])
        point[left[there]] = at[there]
        left = left[~there & (end[left] - start[left] > ahead + _EIGHT)]
        if not len(left):
            break
    return point


def _part(eights: Words, stop: Places, count: Places) -> tuple[Words, Words]:
    """The whole numbers of ``count`` digits that end before ``stop``; the highest bits of bytes that are no digits."""
    long = np.flatnonzero(count > _EIGHT)
    value, odd = _eight(eights, stop, np.minimum(count, _EIGHT) if len(long) else count)
    if len(long):
        upper, also = _eight(eights, stop[long] - _EIGHT, count[long] - _EIGHT)
        value[long] += upper * _TENS[_EIGHT]
        odd[long] |= also
    return value, odd


def _eight(eights: Words, stop: Places, count: Places) -> tuple[Words, Words]:
    """The numbers of up to eight digits that end before ``stop``, and what is odd about them as ``_part``."""
    # in two steps: a shift by all 64 bits would be none
    aside = ((_EIGHT - count) << 2).view(np.uint64)
    keep = (~_WORD(0) << aside) << aside
    word = (eights[stop - _EIGHT] ^ _DIGITS) & keep
    odd = (word + _BEYOND_NINE) | word
    word = (word * _WORD(2561)) >> _WORD(8)
    word = ((word & _WORD(0x00FF00FF00FF00FF)) * _WORD(6553601)) >> _WORD(16)
    word = ((word & _WORD(0x0000FFFF0000FFFF)) * _WORD(42949672960001)) >> _WORD(32)
    return word, odd


def _rounded(mantissa: Words, behind: Places) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Mantissas of more than 53 bits divided by powers of ten, and which results are the nearest floats for sure."""
    if not _HAS_LONG:
        return np.full(len(mantissa), np.nan), np.zeros(len(mantissa), np.bool_)
    exact = mantissa.astype(np.longdouble) / _TENS[behind].astype(np.longdouble)
    value = exact.astype(np.float64)
    with np.errstate(invalid="ignore"):
        halfway = np.abs(exact - value.astype(np.longdouble)) == np.spacing(value).astype(np.longdouble) / 2
    return value, ~halfway
