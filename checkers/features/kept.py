"""Work that many rules ask of a sheet, done once for each sheet and kept as long as the sheet is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import finalize

from checkers.drawing.model import Sheet

Made = TypeVar("Made")


def once_a_sheet(work: Callable[[Sheet], Made]) -> Callable[[Sheet], Made]:
    """The same function, which keeps what it makes of a sheet; what it makes must not hold the sheet itself.

    >>> labels(sheet) is labels(sheet)   # checkers/features/labels.py: @once_a_sheet def labels(sheet)
    True
    """
    kept: dict[int, Made] = {}

    @wraps(work)
    def asked(sheet: Sheet) -> Made:
        key = id(sheet)
        if key not in kept:
            made = work(sheet)
            # sheets have no hash; their number is another's only once they are gone
            finalize(sheet, kept.pop, key, None).atexit = False
            kept[key] = made
        return kept[key]

    return asked
