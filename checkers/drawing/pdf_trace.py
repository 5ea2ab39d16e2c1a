"""Record what a PDF page paints, operation by operation, as MuPDF hands it to a device.

Vocabulary
----------
operation  one thing painted: a path filled or stroked, a picture, a shading, a run of glyphs
step       one piece of a path: move, line, curve or close
tile       the cell of a tiling pattern; the pattern counts as one painted area, its cell is only counted
mask       what is drawn only to say how transparent something else is; it is not seen itself

Nested forms unfold here, so operations are counted as they come and the page is given up beyond ``pdf_recording.MOST_OPERATIONS``.
"""

from __future__ import annotations

import gc
import time
from typing import Any

from pymupdf import mupdf

from checkers.drawing import pdf_weight
from checkers.drawing.foreign import Page, Unchecked
from checkers.drawing.pdf_costs import Costs
from checkers.drawing.pdf_recording import (
    CLOSE,
    CURVE,
    LINE,
    MOST_SECONDS,
    MOVE,
    Budget,
    Glyph,
    Matrix,
    Paint,
    PathRow,
    Recording,
)

_ASKED = 16
"""operations after which the time is asked for"""
_INVISIBLE = 1e-6
_UNKNOWN = frozenset({0xFFFD})
_BLANK = frozenset({-1, 0x20, 0xA0, 0x3000, *range(0x20)})
"""letters that paint nothing, and further letters of one glyph"""
_GRAY_SPACE, _RGB_SPACE = 1, 2
"""MuPDF's numbers of the two plain kinds of colour space"""
_number = mupdf.floats_getitem


def record(page: Page, layers: dict[str, int], budget: Budget) -> Recording:
    """What a page paints, its annotations and form fields after it; ``layers`` grows with the names met."""
    drawn = mupdf.FzPage(page.this) if isinstance(page.this, mupdf.PdfPage) else page.this
    box = mupdf.fz_bound_page(drawn)
    recording = Recording((box.x1 - box.x0, box.y1 - box.y0), layers=layers)
    moved = mupdf.FzMatrix(1, 0, 0, 1, -box.x0, -box.y0)
    # nothing recorded refers to itself; looking for such things takes a fifth of the time
    collecting = gc.isenabled()
    gc.disable()
    try:
        _run(recording, drawn, moved, budget)
    finally:
        if collecting:
            gc.enable()
    return recording


def _run(recording: Recording, drawn: Unchecked, moved: Unchecked, budget: Budget) -> None:
    for part, run in enumerate((mupdf.fz_run_page_contents, mupdf.fz_run_page_annots, mupdf.fz_run_page_widgets)):
        cookie = mupdf.FzCookie()
        device = _Device(recording, budget, cookie, part)
        try:
            run(drawn, device, moved, cookie)
            mupdf.fz_close_device(device)
        except mupdf.FzErrorBase:
            # giving up ends in an error too
            recording.broken = not budget.over
        if budget.over:
            break


class _Walker(mupdf.FzPathWalker2):  # type: ignore[misc]  # the library has no types
    """Writes the steps of one path down."""

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.steps = recording.steps
        self.numbers = recording.numbers
        self.use_virtual_moveto()
        self.use_virtual_lineto()
        self.use_virtual_curveto()
        self.use_virtual_closepath()

    def moveto(self, _context: Unchecked, x: float, y: float) -> None:
        self.steps.append(MOVE)
        self.numbers += (x, y)

    def lineto(self, _context: Unchecked, x: float, y: float) -> None:
        self.steps.append(LINE)
        self.numbers += (x, y)

    def curveto(self, _context: Unchecked, *places: float) -> None:
        self.steps.append(CURVE)
        self.numbers += places

    def closepath(self, _context: Unchecked) -> None:
        self.steps.append(CLOSE)


_CALLS = (
    "fill_path", "stroke_path", "clip_path", "clip_stroke_path", "fill_text", "stroke_text", "clip_text",
    "clip_stroke_text", "ignore_text", "fill_shade", "fill_image", "fill_image_mask", "clip_image_mask", "pop_clip",
    "begin_mask", "end_mask", "begin_group", "begin_tile", "end_tile", "begin_layer", "end_layer",
)  # fmt: skip


class _Device(mupdf.FzDevice2):  # type: ignore[misc]  # the library has no types
    """Takes MuPDF's calls; the names of its methods and their order of arguments are MuPDF's."""

    def __init__(self, recording: Recording, budget: Budget, cookie: Unchecked, part: int) -> None:
        super().__init__()
        for call in _CALLS:
            getattr(self, f"use_virtual_{call}")()
        self.recording = recording
        self.budget = budget
        self.cookie = cookie
        self.part = part
        self.walker = _Walker(recording)
        self.layer_stack: list[int] = [0]
        self.clip_stack: list[int] = [0]
        self.known_clips: dict[tuple[Any, ...], int] = {}
        self.masks = 0
        self.costs = Costs(recording)
        self.begun = time.process_time()

    # paths

    def fill_path(
        self, _c: Unchecked, path: Unchecked, even_odd: int, ctm: Unchecked, space: Unchecked, colour: Unchecked,
        alpha: float, _p: Unchecked,
    ) -> None:  # fmt: skip
        if self._takes("path"):
            self._path(Paint.FILL, path, ctm, colour_of(space, colour), even_odd=bool(even_odd), alpha=alpha)

    def stroke_path(
        self, _c: Unchecked, path: Unchecked, _stroke: Unchecked, ctm: Unchecked, space: Unchecked, colour: Unchecked,
        alpha: float, _p: Unchecked,
    ) -> None:  # fmt: skip
        if self._takes("path"):
            self._path(Paint.STROKE, path, ctm, colour_of(space, colour), even_odd=False, alpha=alpha)

    def _path(
        self, paint: Paint, path: Unchecked, ctm: Unchecked, colour: int, *, even_odd: bool, alpha: float
    ) -> None:
        mupdf.fz_walk_path(mupdf.FzPath(mupdf.ll_fz_keep_path(path)), self.walker, self.walker.m_internal)
        self._row(paint, _matrix(ctm), colour=colour, even_odd=even_odd, shown=alpha > _INVISIBLE)

    def _row(self, paint: Paint, matrix: Matrix, *, colour: int = 0, even_odd: bool = False, shown: bool = True) -> int:
        recording = self.recording
        recording.rows.append(
            PathRow(
                paint, len(recording.steps), len(recording.numbers), matrix, self.layer_stack[-1], self.clip_stack[-1],
                colour, even_odd, shown, self.part, recording.orders,
            )
        )  # fmt: skip
        if len(recording.steps) > self.budget.steps:
            self._stop()
        return len(recording.rows) - 1

    # pictures, shadings, patterns

    def fill_image(self, _c: Unchecked, image: Unchecked, ctm: Unchecked, *_rest: Unchecked) -> None:
        self.costs.unpacks(image)
        if self._takes("image"):
            self._square(Paint.IMAGE, ctm)

    def fill_image_mask(self, _c: Unchecked, image: Unchecked, ctm: Unchecked, *_rest: Unchecked) -> None:
        self.costs.unpacks(image)
        if self._takes("image"):
            self._square(Paint.IMAGE, ctm)

    def fill_shade(self, *_call: Unchecked) -> None:
        if self._takes("shading"):
            self._everywhere(Paint.SHADE)

    def begin_tile(
        self, _c: Unchecked, area: Unchecked, _view: Unchecked, across: float, up: float, _ctm: Unchecked,
        cell: int, *_document: Unchecked,
    ) -> int:  # fmt: skip
        if self._takes("pattern"):
            self._everywhere(Paint.PATTERN)
        return self.costs.opens(cell, area, across, up)

    def end_tile(self, _c: Unchecked) -> None:
        self.costs.closes()

    def _square(self, paint: Paint, ctm: Unchecked) -> int:
        self._box(0.0, 0.0, 1.0, 1.0)
        return self._row(paint, _matrix(ctm))

    def _everywhere(self, paint: Paint) -> None:
        """The whole page, which the clip will cut to what is painted."""
        self._box(0.0, 0.0, *self.recording.size)
        self._row(paint, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))

    def _box(self, left: float, low: float, right: float, high: float) -> None:
        self.recording.steps += (MOVE, LINE, LINE, LINE, CLOSE)
        self.recording.numbers += (left, low, right, low, right, high, left, high)

    # texts

    def fill_text(self, _c: Unchecked, text: Unchecked, ctm: Unchecked, *rest: Unchecked) -> None:
        self._text(text, ctm, invisible=float(rest[2]) <= _INVISIBLE)

    def stroke_text(self, _c: Unchecked, text: Unchecked, _stroke: Unchecked, ctm: Unchecked, *rest: Unchecked) -> None:
        self._text(text, ctm, invisible=float(rest[2]) <= _INVISIBLE)

    def ignore_text(self, _c: Unchecked, text: Unchecked, ctm: Unchecked) -> None:
        self._text(text, ctm, invisible=True)

    def _text(self, text: Unchecked, ctm: Unchecked, *, invisible: bool) -> None:
        if not self._takes("text"):
            return
        a, b, c, d, e, f = _matrix(ctm)
        glyphs = self.recording.glyphs
        first = len(glyphs)
        layer, clip, order = self.layer_stack[-1], self.clip_stack[-1], self.recording.orders
        span = text.head
        while span:
            name = str(mupdf.ll_fz_font_name(span.font))
            letters = mupdf.FzTextSpan(span)
            self.costs.letters(span, letters, (a, b, c, d))
            for index in range(span.len):
                item = letters.items(index)
                x, y = item.x, item.y
                glyphs.append(
                    Glyph(
                        a * x + c * y + e,
                        b * x + d * y + f,
                        layer,
                        clip,
                        invisible,
                        item.ucs not in _UNKNOWN,
                        item.ucs in _BLANK,
                        name,
                        order,
                    )
                )
            self.budget.steps -= span.len
            span = span.next
        self.recording.texts.append((order, first, len(glyphs) - first))

    # clips: each opens one level, which pop_clip closes

    def clip_path(self, _c: Unchecked, path: Unchecked, even_odd: int, ctm: Unchecked, _s: Unchecked) -> None:
        self._clip(path, ctm, even_odd=bool(even_odd))

    def clip_stroke_path(
        self, _c: Unchecked, _path: Unchecked, _stroke: Unchecked, _ctm: Unchecked, scissor: Unchecked
    ) -> None:
        self._scissors(scissor)

    def clip_text(self, _c: Unchecked, _text: Unchecked, _ctm: Unchecked, scissor: Unchecked) -> None:
        self._scissors(scissor)

    def clip_stroke_text(
        self, _c: Unchecked, _text: Unchecked, _stroke: Unchecked, _ctm: Unchecked, scissor: Unchecked
    ) -> None:
        self._scissors(scissor)

    def clip_image_mask(self, _c: Unchecked, image: Unchecked, ctm: Unchecked, _s: Unchecked) -> None:
        self.costs.unpacks(image)
        self._counts()
        self._push(self._square(Paint.CLIP, ctm))

    def _clip(self, path: Unchecked, ctm: Unchecked, *, even_odd: bool) -> None:
        self._counts()
        recording = self.recording
        steps, numbers = len(recording.steps), len(recording.numbers)
        mupdf.fz_walk_path(mupdf.FzPath(mupdf.ll_fz_keep_path(path)), self.walker, self.walker.m_internal)
        matrix = _matrix(ctm)
        key = (
            self.clip_stack[-1], even_odd, matrix, tuple(recording.steps[steps:]), tuple(recording.numbers[numbers:]),
        )  # fmt: skip
        known = self.known_clips.get(key)
        if known is not None:
            del recording.steps[steps:]
            del recording.numbers[numbers:]
            self.clip_stack.append(known)
            return
        self._push(self._row(Paint.CLIP, matrix, even_odd=even_odd))
        self.known_clips[key] = self.clip_stack[-1]

    def _scissors(self, _scissor: Unchecked) -> None:
        """A clip by letters or by a line's width: nothing is cut by it, so that nothing is lost."""
        self._counts()
        self._push(-1)

    def _push(self, row: int) -> None:
        self.recording.clips.append((self.clip_stack[-1], row))
        self.clip_stack.append(len(self.recording.clips) - 1)

    def pop_clip(self, _c: Unchecked) -> None:
        if len(self.clip_stack) > 1:
            self.clip_stack.pop()

    def begin_mask(self, _c: Unchecked, area: Unchecked, *_call: Unchecked) -> None:
        self._layered(area, pdf_weight.MASK)
        self.masks += 1

    def begin_group(self, _c: Unchecked, area: Unchecked, *_call: Unchecked) -> None:
        self._counts()
        self._layered(area, pdf_weight.GROUP)

    def _layered(self, area: Unchecked, weight: float) -> None:
        self.recording.layered.append(((area.x0, area.y0, area.x1, area.y1), self.clip_stack[-1], weight))

    def end_mask(self, *_call: Unchecked) -> None:
        self.masks -= 1
        self._push(-1)

    # layers

    def begin_layer(self, _c: Unchecked, name: str) -> None:
        layers = self.recording.layers
        self.layer_stack.append(layers.setdefault(name, len(layers)) if name else self.layer_stack[-1])

    def end_layer(self, _c: Unchecked) -> None:
        if len(self.layer_stack) > 1:
            self.layer_stack.pop()

    # counting

    def _takes(self, kind: str) -> bool:
        """Count one operation; whether it is to be looked at."""
        if self.costs.cells:
            self._counts()
            return False
        self.recording.held[kind] += 1
        self.recording.orders += 1
        if self.masks:
            self.recording.masked[kind] += 1
        return self._counts() and not self.masks

    def _counts(self) -> bool:
        self.budget.operations -= 1
        if self.costs.cells:
            self.costs.cells[-1].operations += 1
        if self.budget.operations < 0:
            self._stop()
        elif self.budget.operations % _ASKED == 0 and time.process_time() - self.begun > MOST_SECONDS:
            self.budget.slow = True
            self._stop()
        return not self.budget.over

    def _stop(self) -> None:
        self.budget.over = True
        self.cookie.set_abort(1)


def _matrix(ctm: Unchecked) -> Matrix:
    return ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f


def colour_of(space: Unchecked, colour: Unchecked) -> int:
    """0xRRGGBB of a colour in any space; 0 where there is none."""
    if not space:
        return 0
    kind = mupdf.ll_fz_colorspace_type(space)
    if kind == _GRAY_SPACE:
        return 0x010101 * _byte(_number(colour, 0))
    if kind == _RGB_SPACE:
        return _byte(_number(colour, 0)) << 16 | _byte(_number(colour, 1)) << 8 | _byte(_number(colour, 2))
    rgb = mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB)
    parts = mupdf.ll_fz_convert_color(space, colour, rgb.m_internal, None, mupdf.FzColorParams().internal())
    return _byte(parts[0]) << 16 | _byte(parts[1]) << 8 | _byte(parts[2])


def _byte(part: float) -> int:
    # not a number is no colour, so black
    return int(part * 255 + 0.5) if 0.0 <= part <= 1.0 else 255 if part > 1.0 else 0
