"""Spare the processor the upkeep of memory while one large file is read, or one rule is run.

Vocabulary
----------
collector   Python's search for objects that only hold each other; all that a reading or a rule makes is kept or let
            go at once, so it finds next to none
large block memory of an array of millions of numbers; handed back and asked for again, the kernel clears it each time
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_MAX = -1, -2, -4
"""parameters of glibc's ``mallopt``"""
_KEPT = (1 << 31) - 1
"""bytes at the end of the heap that are kept for the next block"""
_AT_ONCE = 1 << 26
"""bytes the heap grows by; what of them nobody touches is no memory"""


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the collector rest meanwhile; it was a quarter of the time of unfolding a large drawing and a seventh of a plan's rules."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def keep_large_blocks() -> None:
    """Ask the C library to keep large blocks of this process; one that knows no such wish (musl, macOS) goes on."""
    try:
        wish = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    wish(_MMAP_MAX, 0)
    wish(_TOP_PAD, _AT_ONCE)
    wish(_TRIM_THRESHOLD, _KEPT)
