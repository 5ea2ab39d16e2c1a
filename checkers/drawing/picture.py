"""A picture of a plotted sheet, for lists and for pages that only show it.

Vocabulary
----------
picture   the sheet as pixels, longest side about 2400
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from checkers.errors import CannotReadFile

LONGEST = 2400
"""pixels along the longer side"""
MOST_PIXELS = 8_000_000
THINNEST = 0.8
"""pixels; a line thinner than this would fade away"""
_HEAVY = 3_000_000
_QUALITY = 85


def draw(pdf: Path, target: Path) -> tuple[Path, tuple[int, int], bool]:
    """Draw the first page of a PDF; the file written, its width and height in pixels, and whether anything is seen.

    A sheet of lines becomes PNG; one that would be heavy as PNG (photographs) becomes JPEG. ``target`` names
    the file without its ending. Raises CannotReadFile when the page cannot be drawn.
    """
    import pymupdf

    try:
        with pymupdf.open(pdf) as document:
            page = document[0]
            zoom = pixels_per_unit(page.rect.width, page.rect.height)
            pymupdf.TOOLS.set_graphics_min_line_width(THINNEST)
            pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise CannotReadFile(
            f"图纸 {pdf.name} 无法生成图片：{error}；请在原软件中重新导出后再提交。",
            f"{pdf.name}: no picture of it can be drawn ({error}); export it again and submit it anew.",
        ) from error
    finally:
        pymupdf.TOOLS.set_graphics_min_line_width(0)
    packed, ending = pixels.tobytes("png"), ".png"
    if len(packed) > _HEAVY:
        packed, ending = pixels.tobytes("jpeg", jpg_quality=_QUALITY), ".jpg"
    file = target.with_name(target.name + ending)
    file.write_bytes(packed)
    return file, (pixels.width, pixels.height), _shows_anything(pixels.samples_mv, pixels.n)


def _shows_anything(samples: memoryview, channels: int) -> bool:
    """Whether any pixel differs from the one before it; PyMuPDF can say so too, in seconds."""
    colours = np.frombuffer(samples, np.uint8)
    return bool((colours[channels:] != colours[:-channels]).any())


def pixels_per_unit(width: float, height: float) -> float:
    """Pixels for one point or millimetre of a page so large, so that neither the longest side nor the area grows too large."""
    width, height = max(width, 1.0), max(height, 1.0)
    return float(min(LONGEST / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5))
