"""Count what a PDF page paints besides its operations: cells of patterns, letters drawn as pages, pictures unpacked.

Vocabulary
----------
cell      what a tiling pattern repeats; run once to be counted, however often it is used
drawn     a letter of a font whose letters are small pages (Type 3); it is run once to be counted too
spent     areas of the page, see ``pdf_weight.py``
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pymupdf import mupdf

from checkers.drawing import pdf_weight
from checkers.drawing.foreign import Unchecked
from checkers.drawing.pdf_recording import Recording

_COUNTED = (
    "fill_path", "stroke_path", "fill_text", "stroke_text", "fill_shade", "fill_image", "fill_image_mask", "clip_path",
    "begin_tile",
)  # fmt: skip
_LEAST_STEP = 1e-12
_MOST_TILES = 1e15


@dataclass(slots=True)
class _Cell:
    """A pattern's cell while it is run, or passed over because what it holds is known."""

    identity: int
    known: int | None
    operations: int = 0


@dataclass(slots=True)
class Costs:
    """What one run over a page spends besides its rows."""

    recording: Recording
    cells: list[_Cell] = field(default_factory=list)
    _known_cells: dict[int, int] = field(default_factory=dict)
    _known_letters: dict[tuple[int, int], int] = field(default_factory=dict)
    _known_images: set[tuple[int, int, int]] = field(default_factory=set)

    def unpacks(self, image: Unchecked) -> None:
        """Count the pixels of a picture once; MuPDF keeps what it has unpacked."""
        known = (int(image.this), image.w, image.h)
        if known not in self._known_images:
            self._known_images.add(known)
            self.recording.spent += image.w * image.h * max(image.n * image.bpc, 1) / 8 * pdf_weight.PIXEL_BYTES

    def opens(self, identity: int, area: Unchecked, across: float, up: float) -> int:
        """Begin a pattern over an area with these steps; 1 when its cell is known and need not be run."""
        repeated = (abs(area.x1 - area.x0) + 1) * (abs(area.y1 - area.y0) + 1) / max(abs(across * up), _LEAST_STEP)
        self.recording.spent += min(repeated, _MOST_TILES) * pdf_weight.TILE
        known = self._known_cells.get(identity) if identity else None
        self.cells.append(_Cell(identity, known))
        return int(known is not None)

    def closes(self) -> None:
        """End the pattern begun last."""
        if not self.cells:
            return
        cell = self.cells.pop()
        number = cell.known if cell.known is not None else cell.operations
        self._known_cells[cell.identity] = number
        self._holds(number)

    def _holds(self, operations: int) -> None:
        """Count operations that are painted but stand in no row; cells within cells multiply."""
        if self.cells:
            self.cells[-1].operations += operations
        else:
            self.recording.spent += operations * pdf_weight.OPERATION

    def letters(self, span: Unchecked, letters: Unchecked, turned: tuple[float, float, float, float]) -> None:
        """Count what painting the letters of a span costs: by their size, and by what those drawn as pages hold."""
        a, b, c, d = turned
        across = abs(a * span.trm.a + c * span.trm.b) + abs(a * span.trm.c + c * span.trm.d)
        up = abs(b * span.trm.a + d * span.trm.b) + abs(b * span.trm.c + d * span.trm.d)
        width, height = self.recording.size
        # not a number is no size: min and max let it pass, so it is asked for
        if across == across and up == up:  # noqa: PLR0124 (NaN alone differs from itself)
            share = min(across, width) * min(up, height) / max(width * height, 1.0)
            self.recording.spent += pdf_weight.LETTER * share * span.len
        if not mupdf.ll_fz_font_t3_procs(span.font):
            return
        font = mupdf.FzFont(mupdf.ll_fz_keep_font(span.font))
        for index in range(span.len):
            letter = letters.items(index).gid
            if letter >= 0:
                self._holds(self._drawn(font, int(span.font.this), letter))

    def _drawn(self, font: Unchecked, identity: int, letter: int) -> int:
        """How many operations a letter that is drawn as a page holds."""
        known = self._known_letters.get((identity, letter))
        if known is None:
            counter = _Counter()
            try:
                mupdf.fz_run_t3_glyph(font, letter, mupdf.FzMatrix(), counter)
            except mupdf.FzErrorBase:
                self.recording.broken = True
            known = self._known_letters[identity, letter] = counter.operations
        return known


class _Counter(mupdf.FzDevice2):  # type: ignore[misc]  # the library has no types
    """Counts what is painted and looks at none of it."""

    def __init__(self) -> None:
        super().__init__()
        for call in _COUNTED:
            getattr(self, f"use_virtual_{call}")()
        self.operations = 0

    def _count(self, *_call: Unchecked) -> None:
        self.operations += 1

    fill_path = stroke_path = fill_text = stroke_text = fill_shade = fill_image = fill_image_mask = clip_path = _count

    def begin_tile(self, *_call: Unchecked) -> int:
        """Count the pattern, not its cell."""
        self.operations += 1
        return 1
