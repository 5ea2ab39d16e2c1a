"""A4 pages that text and tables flow down, in millimetres, with the Chinese font embedded.

Vocabulary
----------
flow     the place where the next thing is set; it moves down and on to a new page by itself
column   of a table: heading, width in millimetres, and whether its text may break anywhere (hashes)
row      stays whole when it fits on a page; the heading is set again on every page

The tall side is the page's height. Nothing is cut off: a cell longer than a page goes on on the next one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from review.results.seal_face import font_file

POINTS = 72 / 25.4
WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 22.0, 18.0, 22.0, 20.0
MEASURE = WIDTH - LEFT - RIGHT
"""width of the text, millimetres"""

LEADING = 1.45
"""line height as a multiple of the size"""

_PAD = 1.2
_NAME = "JR"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕…—,.;:?!)]}%‰℃”’")
_NOT_LAST = frozenset("（《〈「『【〔([{“‘")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: float
    """millimetres"""


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set; sizes in millimetres."""

    size: float = 3.7
    bold: bool = False
    grey: float = 0.0
    red: bool = False
    centred: bool = False
    indent: float = 0.0
    after: float = 1.4

    @property
    def leading(self) -> float:
        """Height of one line."""
        return self.size * LEADING


BODY = Style()
SMALL = Style(size=2.9, after=1.0)
CELL = Style(size=2.9)
HEADING_CELL = Style(size=2.9, bold=True)


class Flow:
    """The pages while they are being set."""

    def __init__(self) -> None:
        import pymupdf

        self.pymupdf: Any = pymupdf
        self.document: Any = pymupdf.open()
        self.font: Any = pymupdf.Font(fontbuffer=font_file())
        self.page: Any = None
        self.y = 0.0
        """millimetres from the top of the page"""
        self._widths: dict[str, float] = {}
        self._runs: dict[tuple[int, Style], list[tuple[float, float, str]]] = {}
        self.new_page()

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.page = self.document.new_page(width=WIDTH * POINTS, height=HEIGHT * POINTS)
        self.y = TOP

    @property
    def room(self) -> float:
        """Millimetres left on this page."""
        return HEIGHT - BOTTOM - self.y

    def need(self, height: float) -> None:
        """Begin a new page unless this much room is left."""
        if self.room < height:
            self.new_page()

    def heading(self, text: str) -> None:
        """A section's heading, never alone at the foot of a page."""
        self.need(24)
        self.y += 2.2
        self.text(text, Style(size=4.3, bold=True, after=1.8))

    def text(self, text: str, style: Style = BODY) -> None:
        """A paragraph, broken into lines and over pages."""
        for line in self.lines(text, MEASURE - style.indent, style.size):
            self.need(style.leading)
            x = LEFT + style.indent
            if style.centred:
                x += (MEASURE - style.indent - self.width(line, style.size)) / 2
            self._write(x, self.y + style.size, line, style)
            self.y += style.leading
        self.y += style.after

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labels and values in a table of two columns."""
        self.table([Column("", 34), Column("", MEASURE - 34)], [list(pair) for pair in pairs], labels=True)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, labels: bool = False) -> None:
        """A table; ``labels`` sets the first column bold and leaves the heading out."""
        headings = [column.heading for column in columns]
        if not labels:
            first = self._height(columns, rows[0], CELL) if rows else 0.0
            self.need(min(self._height(columns, headings, HEADING_CELL) + first, 60))
            self._row(columns, headings, headings, shaded=True)
        for row in rows:
            self._row(columns, row, None if labels else headings, labels=labels)
        self.y += 2.4

    def _height(self, columns: Sequence[Column], row: Sequence[str], style: Style) -> float:
        longest = max(
            len(self.lines(text, column.width - 2 * _PAD, style.size))
            for column, text in zip(columns, row, strict=True)
        )
        return longest * style.leading + 2 * _PAD

    def _row(
        self,
        columns: Sequence[Column],
        row: Sequence[str],
        headings: Sequence[str] | None,
        *,
        shaded: bool = False,
        labels: bool = False,
    ) -> None:
        cells = [
            self.lines(text, column.width - 2 * _PAD, CELL.size) for column, text in zip(columns, row, strict=True)
        ]
        style, left = (HEADING_CELL if shaded else CELL), max(len(cell) for cell in cells)
        whole_page = HEIGHT - TOP - BOTTOM - 20
        if left * style.leading + 2 * _PAD <= whole_page and self.room < left * style.leading + 2 * _PAD:
            self._next_page(columns, headings, shaded=shaded)
        done = 0
        while left > 0:
            fitting = int((self.room - 2 * _PAD) / style.leading)
            if fitting < 1:
                self._next_page(columns, headings, shaded=shaded)
                continue
            count = min(left, fitting)
            self._cells(
                columns, [cell[done : done + count] for cell in cells], style, count, shaded=shaded, labels=labels
            )
            done, left = done + count, left - count

    def _next_page(self, columns: Sequence[Column], headings: Sequence[str] | None, *, shaded: bool) -> None:
        self.new_page()
        if headings is not None and not shaded:
            self._row(columns, headings, headings, shaded=True)

    def _cells(
        self,
        columns: Sequence[Column],
        cells: Sequence[Sequence[str]],
        style: Style,
        count: int,
        *,
        shaded: bool,
        labels: bool,
    ) -> None:
        height, x = count * style.leading + 2 * _PAD, LEFT
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            box = self.pymupdf.Rect(x, self.y, x + column.width, self.y + height) * POINTS
            fill = (0.93, 0.93, 0.93) if shaded or (labels and index == 0) else None
            self.page.draw_rect(box, color=(0.45, 0.45, 0.45), fill=fill, width=0.5)
            for number, line in enumerate(cell):
                self._write(x + _PAD, self.y + _PAD + style.size * 0.92 + number * style.leading, line, style)
            x += column.width
        self.y += height

    def picture(self, x: float, y: float, width: float, height: float, pdf: bytes) -> None:
        """A vector picture with its upper left corner at x, y (millimetres)."""
        with self.pymupdf.open(stream=pdf, filetype="pdf") as picture:
            self.page.show_pdf_page(self.pymupdf.Rect(x, y, x + width, y + height) * POINTS, picture, 0)

    def at(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """One line at a fixed place of this page; y is its baseline."""
        self._write(x, y, text, style)

    def width(self, text: str, size: float) -> float:
        """Of a line, millimetres."""
        return sum(self._advance(character) for character in text) * size

    def lines(self, text: str, width: float, size: float) -> list[str]:
        """The text broken into lines of at most this width; Chinese between any two characters, words as wholes."""
        return [line for part in shown(text, self.font).split("\n") for line in self._broken(part, width / size)]

    def _broken(self, text: str, width: float) -> Iterator[str]:
        line, used = "", 0.0
        for piece in _pieces(text):
            long = sum(self._advance(character) for character in piece)
            if used + long <= width:
                line, used = line + piece, used + long
                continue
            if line.strip():
                yield line.rstrip()
            line, used = "", 0.0
            for character in piece.lstrip():
                wide = self._advance(character)
                if used + wide > width and line:
                    yield line
                    line, used = "", 0.0
                line, used = line + character, used + wide
        yield line.rstrip()

    def _advance(self, character: str) -> float:
        if character not in self._widths:
            self._widths[character] = float(self.font.glyph_advance(ord(character)))
        return self._widths[character]

    def _write(self, x: float, y: float, text: str, style: Style) -> None:
        if text:
            self._runs.setdefault((self.page.number, style), []).append((x, y, text))

    def finished(self, footer: str, title: str, made: str) -> bytes:
        """The PDF, with page numbers and only the glyphs it uses; ``made`` is a PDF date."""
        pages = self.document.page_count
        for number, page in enumerate(self.document):
            self.page = page
            self._write(LEFT, HEIGHT - 11, footer, Style(size=2.6, grey=0.35))
            count = f"第 {number + 1} 页 共 {pages} 页"
            self._write(WIDTH - RIGHT - self.width(count, 2.6), HEIGHT - 11, count, Style(size=2.6, grey=0.35))
        for (number, style), runs in self._runs.items():
            page = self.document[number]
            writer = self.pymupdf.TextWriter(page.rect)
            for x, y, text in runs:
                writer.append((x * POINTS, y * POINTS), text, font=self.font, fontsize=style.size * POINTS)
            colour = (0.75, 0.05, 0.08) if style.red else (style.grey,) * 3
            writer.write_text(page, color=colour, render_mode=2 if style.bold else 0)
            if style.bold:
                self._thinner(page.get_contents()[-1])
        self.document.set_metadata({"title": title, "creator": "joint-review", "creationDate": made, "modDate": made})
        self.document.xref_set_key(self.document.pdf_catalog(), "Lang", "(zh-CN)")
        self.document.subset_fonts()
        out = io.BytesIO()
        self.document.save(out, deflate=True, garbage=3, no_new_id=True)
        self.document.close()
        return out.getvalue()

    def _thinner(self, contents: int) -> None:
        """PyMuPDF strokes bold text with a twentieth of its size, which closes the gaps of Chinese characters."""
        stream = self.document.xref_stream(contents)
        thin = re.sub(rb"^([0-9.]+) w$", lambda found: b"%.3f w" % (float(found[1]) * 0.45), stream, flags=re.MULTILINE)
        self.document.update_stream(contents, thin)


def shown(text: str, font: Any) -> str:  # noqa: ANN401 — PyMuPDF carries no types
    """The text with every character the font lacks written as its code, so that nothing is silently lost."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        character if character in "\n " or font.has_glyph(ord(character)) else f"〔U+{ord(character):04X}〕"
        for character in text
    )


def _pieces(text: str) -> Iterator[str]:
    """What must stay together on a line: words, and characters with the punctuation that may not be parted."""
    piece = ""
    for character in text:
        together = piece and (
            (_of_word(piece[-1]) and _of_word(character)) or character in _NOT_FIRST or piece[-1] in _NOT_LAST
        )
        if not together and piece:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _of_word(character: str) -> bool:
    return character.isascii() and not character.isspace()
