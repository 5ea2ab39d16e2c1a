"""The spaces of a CAD file recorded once, and how each sheet sees them.

Vocabulary
----------
space      model space or a layout, in drawing units
viewport   a window of a layout; it has an outline on paper and a matrix from model space to paper
sheet      a frame in model space, a layout, or a detail: one viewport of a layout with its own scale

A sheet cut out of model space is one part. A layout is one part for each viewport, drawn first, and one for
what is drawn on the paper itself. A detail is drawn as its layout is; its page is where the viewport lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

import numpy as np

from checkers.drawing.content_stream import Part, reach
from checkers.drawing.model import DrawingSet, Omission, Sheet
from checkers.drawing.plot_context import DAMAGE, own_looks
from checkers.drawing.plot_frontend import Frontend
from checkers.drawing.plot_lane import Contents
from checkers.drawing.plot_recording import Columns, Matrix, Missing, Recording, moved, scale, times
from checkers.drawing.viewports import ASIDE, is_from_above, windows

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.viewport import Viewport
    from ezdxf.layouts.layout import Paperspace

    from checkers.drawing.lane import Lane
    from checkers.drawing.rasters import Raster

_PAPER_UNITS = (1.0, 25.4)
_CLOSE = 0.02
_MODEL = "model"


class Spaces:
    """All spaces of one document, recorded when first asked for."""

    def __init__(
        self,
        document: Drawing,
        drawing: DrawingSet,
        unit: float,
        pictures: Mapping[str, Raster] | None = None,
        lane: Lane | None = None,
    ) -> None:
        """``unit``: metres of one drawing unit; ``pictures``: those at hand, by the path the drawing writes.

        ``lane`` has the entities that the document lacks.
        """
        self.contents = Contents(document, lane)
        self.document = document
        self.pictures = pictures or {}
        self.unit = unit
        layers = [layer for sheet in drawing.sheets for layer in sheet.layers]
        self.expected = {layer.name for layer in layers if layer.meaning == "EXPECT"}
        self.hidden = self.expected | {layer.name for layer in layers if not (layer.visible and layer.plots)}
        self.finest = max((scale(_model_matrix(sheet, self.unit)) for sheet in drawing.sheets), default=1.0)
        self.frozen = {name for window in document.query("VIEWPORT") for name in cast("Viewport", window).frozen_layers}
        self.looks = own_looks(document)
        self.recorded: dict[str, tuple[Recording, Columns]] = {}

    def parts(self, sheet: Sheet) -> list[Part]:
        """What the sheet shows, in drawing order."""
        if not sheet.where.startswith("layout:"):
            return [Part(*self._recorded(_MODEL), _model_matrix(sheet, self.unit))]
        where, _, number = sheet.where.rpartition("/") if sheet.part_of else (sheet.where, "", "")
        recording, columns = self._recorded(where)
        every = windows(self._layout(where))
        shown = [window for window in every if _has_view(window)]
        if number:
            paper = times(_inverse(_through(every[int(number) - 1])), _model_matrix(sheet, self.unit))
        else:
            paper = _paper_matrix(sheet, self.unit, shown, columns)
        return [*self._seen(shown, paper, recording), Part(recording, columns, paper)]

    def _seen(self, shown: list[Viewport], paper: Matrix, own: Recording) -> Iterator[Part]:
        alike = bool(self.document.header.get("$PSLTSCALE", 1))
        for window in shown:
            if not is_from_above(window):
                _list_tilted(window, own)
                continue
            outline = _outline(window)
            if outline is None:
                continue
            yield Part(
                *self._recorded(_MODEL, window if window.dxf.handle in self.looks else None),
                times(_through(window), paper),
                outline=moved(outline, paper),
                hidden=frozenset(name.casefold() for name in window.frozen_layers),
                dash_scale=scale(paper) if alike else None,
            )

    def _layout(self, where: str) -> Paperspace:
        return cast("Paperspace", self.document.layouts.get(where.removeprefix("layout:")))

    def _recorded(self, where: str, seen_by: Viewport | None = None) -> tuple[Recording, Columns]:
        """A space drawn once; the model space once more for viewports that show its layers otherwise."""
        known = where if seen_by is None else f"{where} {self.looks[seen_by.dxf.handle]}"
        if known not in self.recorded:
            space = self.document.modelspace() if where == _MODEL else self._layout(where)
            unit_mm = self.finest if where == _MODEL else 1.0
            recording = Recording()
            Frontend(
                self.document,
                recording,
                unit_mm=unit_mm,
                hidden=self.hidden,
                expected=self.expected,
                watched=self.frozen if where == _MODEL else (),
                pictures=self.pictures,
                contents=self.contents,
                seen_by=seen_by,
            ).draw_space(space)
            self.recorded[known] = recording, recording.columns()
        return self.recorded[known]


def _list_tilted(window: Viewport, own: Recording) -> None:
    """A viewport that looks from the side is not drawn; say so once."""
    missing = Missing(Omission.OTHER, ASIDE, (float(window.dxf.center.x), float(window.dxf.center.y)))
    if missing not in own.missing:
        own.missing.append(missing)


def _model_matrix(sheet: Sheet, unit: float) -> Matrix:
    a, b, d, e, x, y = sheet.to_mm
    return a * unit, d * unit, b * unit, e * unit, x, y


def _has_view(window: Viewport) -> bool:
    """Whether the viewport says what it shows; the reader lists one that does not."""
    return bool(min(window.dxf.width, window.dxf.height, window.dxf.get("view_height", 0.0)) > 0)


def _through(window: Viewport) -> Matrix:
    """From model space to paper space, through the viewport."""
    rows = window.get_transformation_matrix()
    (a, b), (c, d), (e, f) = (rows.get_row(row)[:2] for row in (0, 1, 3))
    return float(a), float(b), float(c), float(d), float(e), float(f)


def _outline(window: Viewport) -> np.ndarray | None:
    """What the viewport shows, as (n, 2) paper units; None when it shows nothing."""
    from ezdxf.path import make_path

    try:
        corners = [(corner.x, corner.y) for corner in make_path(window).flattening(0.1)]
    except DAMAGE:
        return None
    outline = np.array(corners, dtype=np.float64).reshape(-1, 2)
    return outline if len(outline) > 2 and np.isfinite(outline).all() else None  # noqa: PLR2004 - fewer enclose nothing


def _paper_matrix(sheet: Sheet, unit: float, shown: list[Viewport], drawn: Columns) -> Matrix:
    """From paper space to millimetres on the sheet.

    ``to_mm`` speaks of model metres as the sheet's largest viewport shows them, so that viewport leads from paper
    units to millimetres: one for which a paper unit becomes a millimetre or an inch. Where several do, the one
    that brings most of what is drawn on the paper onto the page.
    """
    model = _model_matrix(sheet, unit)
    found: list[Matrix] = []
    for window in shown:
        through = _through(window)
        if scale(through) > 0:
            paper = times(_inverse(through), model)
            if any(abs(scale(paper) / unit_mm - 1) < _CLOSE for unit_mm in _PAPER_UNITS):
                found.append(paper)
    if not found:
        factor = (sheet.scale or 1.0) / 1000
        a, b, d, e, x, y = sheet.to_mm
        found = [
            (a * size * factor, d * size * factor, b * size * factor, e * size * factor, x, y) for size in _PAPER_UNITS
        ]
    return max(found, key=lambda paper: _on_page(drawn, paper, sheet.size_mm))


def _on_page(drawn: Columns, matrix: Matrix, size_mm: tuple[float, float]) -> int:
    """How many primitives lie on the page, the first of equals winning."""
    low, high = reach(drawn, matrix)
    with np.errstate(invalid="ignore"):
        inside = (low >= -1.0).all(axis=1) & (high <= np.array(size_mm) + 1.0).all(axis=1)
    return int(inside.sum())


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area
