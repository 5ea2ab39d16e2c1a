"""How fast a sheet is plotted: against ezdxf's drawing frontend alone, and against its PyMuPDF backend.

Vocabulary
----------
sheet      the first sheet of a plan, recorded and written as vector PDF with layers; its picture is not part of it
alone      ezdxf's frontend walking the same entities with a backend that does nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ezdxf.addons.drawing.backend import Backend

from checkers.drawing import content_stream, dxf, vector_pdf
from checkers.drawing.plot_spaces import Spaces
from checkers.drawing.reader import Reading, read
from tests.benchmarks.figures import COLLECTION, SAMPLE, Figure, compared

if TYPE_CHECKING:
    from ezdxf.document import Drawing

AT_MOST = 1.3
"""times the frontend alone"""
FASTER = 0.2
"""of the PyMuPDF backend's seconds"""
_PLAN = COLLECTION / "dxf/dotoritos-kim+dxf-json/sample/A_000217.dxf"


class Nothing(Backend):
    """Draws nothing."""

    def set_background(self, color: object) -> None: ...
    def draw_point(self, *_: object) -> None: ...
    def draw_line(self, *_: object) -> None: ...
    def draw_solid_lines(self, *_: object) -> None: ...
    def draw_path(self, *_: object) -> None: ...
    def draw_filled_paths(self, *_: object) -> None: ...
    def draw_filled_polygon(self, *_: object) -> None: ...
    def draw_image(self, *_: object) -> None: ...
    def clear(self) -> None: ...


def plotting() -> list[Figure]:
    """One sheet of a plan of 3.7 MB (of the sample, where the collection is not on this machine)."""
    from ezdxf.addons.drawing import Frontend, RenderContext, layout, pymupdf

    plan = _PLAN if _PLAN.exists() else SAMPLE / "rooms.dxf"
    reading, document = read(plan), dxf.load(plan).doc

    def walked(backend: Any) -> None:
        Frontend(RenderContext(document), backend).draw_layout(document.modelspace())

    def by_pymupdf() -> None:
        backend = pymupdf.PyMuPdfBackend()
        walked(backend)
        backend.get_pdf_bytes(layout.Page(841, 594, layout.Units.mm))

    return [
        compared("plot a sheet / ezdxf's frontend alone", lambda: plotted(reading), lambda: walked(Nothing()), AT_MOST),  # type: ignore[abstract]  # all it needs
        compared("plot a sheet / ezdxf's PyMuPDF backend", lambda: plotted(reading), by_pymupdf, FASTER),
    ]


def plotted(reading: Reading) -> bytes:
    """The first sheet as a PDF."""
    spaces = Spaces(
        cast("Drawing", reading.document), reading.drawing, reading.metres_per_unit, reading.pictures, reading.lane
    )
    sheet = reading.drawing.sheets[0]
    content = content_stream.Content(sheet.size_mm)
    for part in spaces.parts(sheet):
        content_stream.write(part, content)
    return vector_pdf.written(content, sheet.title)
