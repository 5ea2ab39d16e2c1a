"""Make a large drawing by repeating the model space of a real plan, each copy beside the last.

Vocabulary
----------
copy    all entities of the model space once more, shifted to the right and with handles of their own
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from checkers.drawing.tags import Tags, scan

_X = (10, 11, 12, 13, 14, 15)
_DIRECTIONS = frozenset({"MTEXT", "ELLIPSE"})
"""kinds whose second point is a direction, which a shift must leave alone"""
_FIRST_HANDLE = 0x1000000


def repeated(plan: Path, size: int, out: Path) -> Path:
    """Write ``plan`` with its model space repeated until the file has ``size`` bytes."""
    tags = scan(plan.read_bytes())
    content = tags.data[: int(tags.end[-1]) + 1].tobytes()
    first, last = _entities(tags)
    start, end = tags.lines(np.array((first, last))).tolist()
    rows = np.arange(first, last)
    pieces, tail = _cut(tags, rows)
    width = _width(tags, rows)
    copies = max(1, round((size - len(content)) / (end - start)) + 1)
    with out.open("wb") as stream:
        stream.write(content[:start])
        handle = _FIRST_HANDLE
        for copy in range(copies):
            if not copy:
                stream.write(content[start:end])
                continue
            written = io.BytesIO()
            for before, number in pieces:
                written.write(before)
                if number is None:
                    handle += 1
                    written.write(b"%X" % handle)
                else:
                    written.write(repr(number + copy * width).encode())
            stream.write(written.getvalue() + tail)
        stream.write(content[end:])
    return out


def _entities(tags: Tags) -> tuple[int, int]:
    """The first tag of the first entity, and the tag that ends the section."""
    names = tags.texts(np.arange(len(tags)), "latin-1")
    zeros = tags.where(0)
    begin = next(row for row in zeros.tolist() if names[row] == "SECTION" and names[row + 1] == "ENTITIES")
    end = next(row for row in zeros.tolist() if row > begin and names[row] == "ENDSEC")
    return begin + 2, end


def _cut(tags: Tags, rows: np.ndarray) -> tuple[list[tuple[bytes, float | None]], bytes]:
    """The bytes of the entities cut where a value changes: the bytes before it, and the x it is (None: a handle).

    And the bytes after the last of them.
    """
    data = tags.data.tobytes()
    kinds = tags.texts(rows[tags.code[rows] == 0], "latin-1")
    owner = np.cumsum(tags.code[rows] == 0) - 1
    changed = np.isin(tags.code[rows], (5, *_X))
    pieces: list[tuple[bytes, float | None]] = []
    at = int(tags.lines(rows[:1])[0])
    for row, kind in zip(rows[changed].tolist(), owner[changed].tolist(), strict=True):
        code = int(tags.code[row])
        if code == 11 and kinds[kind] in _DIRECTIONS:
            continue
        start, end = int(tags.start[row]), int(tags.end[row])
        pieces.append((data[at:start], None if code == 5 else float(data[start:end])))
        at = end
    return pieces, data[at : int(tags.end[rows[-1]]) + 1]


def _width(tags: Tags, rows: np.ndarray) -> float:
    across = tags.numbers(rows[tags.code[rows] == 10])
    low, high = np.percentile(across, (2, 98))
    return float(high - low) * 1.1 + 1.0
