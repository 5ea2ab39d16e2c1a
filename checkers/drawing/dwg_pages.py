"""Verify the checksums a DWG carries, for its converter reads damaged pages without a word and loses what is on them.

Vocabulary
----------
page      a compressed piece of a DWG from release 2004 on (2007 is built otherwise), with a masked header of its own
checksum  Adler-32 begun with 0, as the Open Design Specification of DWG files describes it
"""

from __future__ import annotations

import zlib

import numpy as np

RELEASES = frozenset({b"AC1018", b"AC1024", b"AC1027", b"AC1032"})
"""2004, 2010, 2013 and 2018"""
_FIRST = 0x100
_STEP = 0x20
_HEADER = 32
_PAGE = 0x4163043B
_MASK = 0x4164536B
_SIZE, _OF_HEADER, _OF_BODY = 2, 6, 7
"""numbers of the words of a header: compressed bytes, and its two checksums"""


def damaged(content: bytes) -> int:
    """How many pages of a DWG do not have the checksum written in their headers; 0 for releases without such pages."""
    if content[:6] not in RELEASES:
        return 0
    at = np.arange(_FIRST, len(content) - _HEADER, _STEP, dtype=np.int64)
    starts = np.frombuffer(content, np.uint8)[at[:, None] + np.arange(4)].copy().view("<u4").ravel()
    pages = at[(starts ^ _MASK ^ at.astype(np.uint32)) == _PAGE]
    return sum(not _is_sound(content, start) for start in pages.tolist())


def _is_sound(content: bytes, start: int) -> bool:
    words = np.frombuffer(content, "<u4", _HEADER // 4, start) ^ np.uint32(_MASK ^ start)
    size, of_header, of_body = (int(words[number]) for number in (_SIZE, _OF_HEADER, _OF_BODY))
    body = content[start + _HEADER : start + _HEADER + size]
    words[_OF_HEADER] = 0
    return (
        len(body) == size and zlib.adler32(body, 0) == of_body and zlib.adler32(words.tobytes(), of_body) == of_header
    )
