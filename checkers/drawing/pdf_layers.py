"""Read the layers of a PDF, hidden ones too, and tell which of what they hold is shown.

Vocabulary
----------
layer     an optional-content group; MuPDF leaves out what stands on one that is off
shown     what the page paints as the file is set
all       what it paints with every layer switched on
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from checkers.drawing.foreign import Unchecked
from checkers.drawing.pdf_recording import Recording
from checkers.errors import CannotReadFile

MOST_LAYERS = 20_000
_DECIMALS = 3
Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Groups:
    """The layers of a document as its file sets them."""

    document: Unchecked
    names: tuple[str, ...] = ()
    on: tuple[bool, ...] = ()
    states: dict[str, bool] = field(default_factory=dict)
    """of each name; shown when any layer of that name is"""

    @contextmanager
    def all_on(self) -> Iterator[None]:
        """Every layer switched on for a while; the file's own setting is put back."""
        try:
            self._set([True] * len(self.on))
            yield
        finally:
            self._set(list(self.on))

    def _set(self, states: list[bool]) -> None:
        for number, (wanted, usual) in enumerate(zip(states, self.on, strict=True)):
            if not usual:
                mupdf.pdf_enable_layer(self.document, number, int(wanted))


def groups(document: pymupdf.Document) -> Groups:
    """The layers of a document; CannotReadFile when there are more than any drawing has."""
    low = mupdf.pdf_document_from_fz_document(document.this)
    number = int(mupdf.pdf_count_layers(low))
    if number > MOST_LAYERS:
        raise CannotReadFile(
            f"PDF 有 {number} 个图层，超过 {MOST_LAYERS} 个上限。请清理图层后重新导出。",
            f"The PDF has {number} layers, more than {MOST_LAYERS}. Purge its layers and export it again.",
        )
    names = tuple(str(mupdf.pdf_layer_name(low, index) or "") for index in range(number))
    on = tuple(bool(mupdf.pdf_layer_is_enabled(low, index)) for index in range(number))
    states: dict[str, bool] = {}
    for name, state in zip(names, on, strict=True):
        states[name] = states.get(name, False) or state
    return Groups(low, names, on, states)


def shown_of(everything: Recording, shown: Recording) -> tuple[Rows, Rows] | None:
    """Which paths and which letters of everything are shown; None when the two do not match.

    What is shown is painted in the same order as in everything, with the hidden things left out.
    """
    wanted = list(_paths(shown))
    at = 0
    rows = np.zeros(len(everything.rows), dtype=np.bool_)
    for number, path in enumerate(_paths(everything)):
        if at < len(wanted) and path == wanted[at]:
            rows[number] = True
            at += 1
    if at < len(wanted):
        return None
    seen = {_letter(glyph.x, glyph.y, glyph.font) for glyph in shown.glyphs}
    letters = [_letter(glyph.x, glyph.y, glyph.font) in seen for glyph in everything.glyphs]
    return rows, np.array(letters, dtype=np.bool_)


def _paths(recording: Recording) -> Iterator[tuple[object, ...]]:
    """Each row as something that equals the same row of another recording."""
    steps = numbers = 0
    for row in recording.rows:
        shape = tuple(recording.steps[steps : row.steps]), tuple(recording.numbers[numbers : row.numbers])
        steps, numbers = row.steps, row.numbers
        yield row.paint, row.matrix, row.colour, row.part, shape


def _letter(x: float, y: float, font: str) -> tuple[float, float, str]:
    return round(x, _DECIMALS), round(y, _DECIMALS), font
