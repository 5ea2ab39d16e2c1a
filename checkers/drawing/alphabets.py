"""Tell a text that gives every character two or four bytes from one in single bytes.

Vocabulary
----------
wide      UTF-16 or UTF-32, with its byte order mark or without: ``SECTION`` with a zero byte after every letter
"""

from __future__ import annotations

import codecs

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY, _HARDLY = 0.4, 0.05
"""shares of zero bytes at every other place, and at those between"""


def wide(head: bytes) -> str:
    """The codec of a text that gives every character two or four bytes; empty when its beginning is none."""
    for mark, codec in _WIDE:
        if head.startswith(mark):
            return codec
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > _MOSTLY * len(odd) and even.count(0) < _HARDLY * len(even):
        return "utf-16-le"
    if even.count(0) > _MOSTLY * len(even) and odd.count(0) < _HARDLY * len(odd):
        return "utf-16-be"
    return ""


def narrow(head: bytes) -> bytes:
    """The beginning of a text as UTF-8, whatever alphabet it is in."""
    codec = wide(head)
    return head.decode(codec, "ignore").encode("utf-8", "ignore") if codec else head
