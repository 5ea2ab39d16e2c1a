"""Our plots beside pictures of the same drawings by programs that share nothing with us.

``python -m tests.checkers.drawing.compare_renderers FOLDER`` measures the drawings listed here and writes
``compare_renderers.md`` beside this file.

Vocabulary
----------
reference    GDAL's DXF driver, whose geometry Pillow draws; for a PDF page MuPDF's picture of the page as it came
ink          pixels darker than the paper
reach        pixels by which ink of the two pictures may lie apart
seen         share of the reference's lines that our plot has too
founded      share of our ink, without letters, that the reference has too
areas        share of the reference's filled areas that hold ink of ours
words        share of the reference's texts that can be read in our plot

GDAL gives texts as points and patterns as plain areas, so texts are compared by their letters and areas only by
whether anything is in them. It writes the texts of dimensions itself, in its own format: these are left out.
"""

from __future__ import annotations

import re
import sys
import tempfile
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import pymupdf
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from checkers.drawing.model import Sheet
from checkers.drawing.plot import plot
from checkers.drawing.reader import Reading, read

LONGEST = 2400
"""pixels of the longer side of both pictures"""
REACH = 2
_PAPER = 235
_LETTERS = re.compile(rb"BT /F 1 Tf [^\n]* ET\n")
_CODES = re.compile(r"\\[A-Za-z][^;\\]*;|\\[NPX~]|[{}\s]|%%[cdpuoCDPUO]|[°±Ø∅φ⌀]|\\U\+[0-9A-Fa-f]{4}")
_SMALL = 16.0
"""square pixels; smaller areas are left out"""

Ink = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two pictures of one sheet agree; None where there was nothing to compare."""

    seen: float | None
    founded: float | None
    areas: float | None = None
    words: float | None = None


def near(ink: Ink) -> Ink:
    """The ink and everything within reach of it."""
    wide = np.pad(ink, REACH)
    rows = np.logical_or.reduce([wide[step : step + ink.shape[0]] for step in range(2 * REACH + 1)])
    return np.asarray(
        np.logical_or.reduce([rows[:, step : step + ink.shape[1]] for step in range(2 * REACH + 1)]), np.bool_
    )


def share(part: Ink, whole: Ink) -> float | None:
    """How much of ``part`` lies within reach of ``whole``."""
    total = int(part.sum())
    return None if not total else float((part & near(whole)).sum() / total)


def pictured(page: pymupdf.Page) -> Ink:
    """Ink of a page drawn by MuPDF, hairlines kept."""
    zoom = LONGEST / max(page.rect.width, page.rect.height)
    pymupdf.TOOLS.set_graphics_min_line_width(1.0)
    try:
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY, alpha=False)
    finally:
        pymupdf.TOOLS.set_graphics_min_line_width(0)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width) < _PAPER


def ours(pdf: Path) -> tuple[Ink, str]:
    """Ink of our plot without its letters, and the letters."""
    with pymupdf.open(pdf) as opened:
        page = opened[0]
        text = page.get_text()
        (number,) = page.get_contents()
        opened.update_stream(number, _LETTERS.sub(b"", opened.xref_stream(number)))
        return pictured(opened[0]), text


@dataclass(frozen=True, slots=True)
class Reference:
    """What GDAL sees on one sheet, in pixels."""

    lines: Ink
    filled: Ink
    areas: tuple[NDArray[np.float64], ...]
    texts: tuple[str, ...]


def gdal(path: Path, sheet: Sheet, metres: float, shape: tuple[int, int], encoding: str) -> Reference:
    """The model space as GDAL's DXF driver reads it, placed on the sheet's page."""
    import pyogrio

    hidden = {layer.name for layer in sheet.layers if not (layer.visible and layer.plots)} | {"Defpoints"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # GDAL believes $DWGCODEPAGE even where the body is UTF-8
        pyogrio.set_gdal_config_options({"DXF_ENCODING": encoding})
        meta, _, wkb, columns = pyogrio.raw.read(path)
    fields = dict(zip(meta["fields"], columns, strict=True))
    high, wide = shape
    scale = wide / sheet.size_mm[0]
    a, b, d, e, x, y = sheet.to_mm
    matrix = np.array(((a, d), (b, e))) * metres * scale
    lines, filled = (Image.new("1", (wide, high)) for _ in range(2))
    areas: list[NDArray[np.float64]] = []
    texts: list[str] = []
    on_paper = fields.get("PaperSpace", np.zeros(len(wkb)))
    for geometry, layer, words, paper, kind in zip(
        shapely.from_wkb(wkb, on_invalid="ignore"),
        fields["Layer"],
        fields["Text"],
        on_paper,
        fields["SubClasses"],
        strict=True,
    ):
        if geometry is None or layer in hidden or paper == 1:
            continue
        for part in _parts(geometry):
            placed = shapely.get_coordinates(part) @ matrix + np.array((x, y)) * scale
            placed[:, 1] = high - placed[:, 1]
            if not np.isfinite(placed).all() or (placed < -wide).any() or (placed > 2 * max(wide, high)).any():
                continue
            if part.geom_type == "Point":
                inside = (placed[0] >= 0).all() and placed[0, 0] <= wide and placed[0, 1] <= high
                if isinstance(words, str) and inside and "Dimension" not in str(kind):
                    texts.append(words)
            elif part.geom_type == "Polygon":
                rings = [np.asarray(ring.coords)[:, :2] @ matrix + np.array((x, y)) * scale for ring in _rings(part)]
                areas.append(_area(filled, [np.column_stack((ring[:, 0], high - ring[:, 1])) for ring in rings]))
            else:
                ImageDraw.Draw(lines).line([tuple(point) for point in placed.tolist()], fill=1)
    return Reference(np.array(lines), np.array(filled), tuple(areas), tuple(texts))


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in getattr(geometry, "geoms", (geometry,)):
        if hasattr(part, "geoms"):
            yield from _parts(part)
        elif not part.is_empty:
            yield part


def _rings(polygon: Any) -> list[Any]:
    return [polygon.exterior, *polygon.interiors]


def _area(filled: Image.Image, rings: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    draw = ImageDraw.Draw(filled)
    draw.polygon([tuple(point) for point in rings[0].tolist()], fill=1, outline=1)
    return rings[0]


def _has_ink(ring: NDArray[np.float64], ink: Ink) -> bool | None:
    """Whether an area holds ink; None when it is too small or off the page."""
    high, wide = ink.shape
    left, top = np.clip(ring.min(axis=0), 0, (wide - 1, high - 1)).astype(int)
    right, bottom = np.clip(ring.max(axis=0), 0, (wide - 1, high - 1)).astype(int)
    if (right - left) * (bottom - top) < _SMALL:
        return None
    mask = Image.new("1", (int(right - left) + 1, int(bottom - top) + 1))
    ImageDraw.Draw(mask).polygon([(px - left, py - top) for px, py in ring.tolist()], fill=1)
    return bool((np.array(mask) & ink[top : bottom + 1, left : right + 1]).any())


def _plain(text: str) -> str:
    return _CODES.sub("", text)


def beside_gdal(path: Path, reading: Reading, sheet: Sheet, pdf: Path) -> Likeness:
    """Our plot of one sheet of model space against GDAL's geometry."""
    drawn, text = ours(pdf)
    named = reading.drawing.files[0].encoding.upper()
    encoding = {"GBK": "CP936", "GB18030": "CP936", "CP1252": "ISO-8859-1", "UTF8": "UTF-8"}.get(named, named)
    reference = gdal(path, sheet, reading.metres_per_unit, cast("tuple[int, int]", drawn.shape), encoding)
    found = _plain(text)
    wanted = [words for words in map(_plain, reference.texts) if words]
    around = near(drawn)
    areas = [held for ring in reference.areas if (held := _has_ink(ring, around)) is not None]
    return Likeness(
        seen=share(reference.lines, drawn),
        founded=share(drawn, reference.lines | reference.filled),
        areas=sum(areas) / len(areas) if areas else None,
        words=sum(words in found for words in wanted) / len(wanted) if wanted else None,
    )


def beside_mupdf(path: Path, number: int, pdf: Path) -> Likeness:
    """Our copy of a page against MuPDF's picture of the page as it came."""
    with pymupdf.open(path) as original, pymupdf.open(pdf) as copy:
        first, second = pictured(original[number]), pictured(copy[0])
    high, wide = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    first, second = first[:high, :wide], second[:high, :wide]
    return Likeness(seen=share(first, second), founded=share(second, first))


def compared(path: Path, folder: Path, most: int = 2) -> list[tuple[str, Likeness]]:
    """The first sheets of a file that a reference can show, by where they lie."""
    reading = read(path)
    found: list[tuple[str, Likeness]] = []
    pdfs = {page.sheet: page.pdf for page in plot(reading, folder)}
    for sheet in reading.drawing.sheets:
        if len(found) == most:
            break
        if sheet.where.startswith("page:"):
            number = int(sheet.where.removeprefix("page:").partition("/")[0]) - 1
            found.append((sheet.where, beside_mupdf(path, number, pdfs[sheet.id])))
        elif sheet.where == "model":
            found.append((sheet.number or sheet.where, beside_gdal(path, reading, sheet, pdfs[sheet.id])))
    return found


_GEMINI = "dxf/pattern-x+gemini-viewer-examples/demo/models/dxf"
_EZDXF = "dxf/mozman+ezdxf/examples_dxf"
_DWG = "dxf/LibreDWG+libredwg/test/test-data"
DRAWINGS = {
    f"{_GEMINI}/building1.dxf": "",
    f"{_GEMINI}/doors_and_windows.dxf": "GDAL leaves out widths of polylines (the frame's border) and draws the dashed key plan unbroken",
    "dxf/pattern-x+gemini-viewer-examples/public/demo/models/dxf/buiding1-1F.dxf": "",
    f"{_GEMINI}/rac_basic_sample_project.dxf": "masks behind texts hide lines, GDAL knows none",
    "dxf/CityScope/ENSAL-RDC.dxf": "",
    "dxf/CityScope/E14-15_3-gama2.dxf": "",
    "dxf/CityScope/FactoryGAMA.dxf": "",
    "dxf/CityScope/LC_final.dxf": "",
    "dxf/CityScope/ML_2.dxf": "",
    "dxf/CityScope/building.9995643.dxf": "",
    "dxf/dotoritos-kim+dxf-json/integration-test/src/tc1/tc.dxf": "the insert is clipped, GDAL draws all of its block",
    f"{_DWG}/example_2000.dxf": "GDAL leaves out construction lines, regions, solids and tolerances, and fills wipeouts",
    f"{_DWG}/example_2018.dxf": "as example_2000",
    f"{_DWG}/example_r12.dxf": "GDAL leaves out construction lines",
    f"{_DWG}/2013/gh109_1.dxf": "GDAL leaves out the graphics of TArch proxies and draws dashed axes unbroken",
    f"{_DWG}/2013/Leader.dxf": "",
    f"{_DWG}/2013/Constraints.dxf": "",
    f"{_EZDXF}/3dface.dxf": "GDAL fills faces, of which CAD plots the edges",
    f"{_EZDXF}/hatches_1.dxf": "",
    f"{_EZDXF}/dimension_in_nested_blocks.dxf": "",
    f"{_EZDXF}/columns_R2018.dxf": "",
    f"{_EZDXF}/text.dxf": "GDAL leaves out the filled ground behind a paragraph",
    f"{_EZDXF}/wipeout_door.dxf": "the wipeouts hide lines, GDAL knows none",
    f"{_EZDXF}/xclip.dxf": "clipped blocks, GDAL draws them whole",
    f"{_EZDXF}/uncommon.dxf": "GDAL leaves out construction lines, point signs and meshes, and draws a polyface mesh as one polyline",
    "dxf/DomCR+ACadSharp/samples/sample_AC1032_ascii.dxf": "GDAL leaves out construction lines, multilines, tables, "
    "tolerances and the frames of multileaders, and fills wipeouts",
    "project-TRN/pdf/TRN_PP_AR-6-02_V01_Vaated.pdf": "",
    "project-TRN/pdf/TRN_PP_AR-7-10_V01_Magamistoa-terrass.pdf": "",
    "project-1810-S-Park/Transfer/20190730 - to owner - progress review/"
    "1820 S Park - ARCH Site Plan - Proposed site plan.pdf": "",
    "pdf/OpeningDesign+IFCopenHouse_Lantern_Hollow/As-built Documentation/garage.pdf": "",
}
"""drawings compared, and what a person found where the two disagree"""


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table(collection: Path, names: Collection[str]) -> str:
    """The comparison as a table in Markdown."""
    rows = ["| drawing | sheet | seen | founded | areas | words | where they differ |", "|---|---|---|---|---|---|---|"]
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for where, like in compared(collection / name, Path(folder)):
                cells = (_cell(value) for value in (like.seen, like.founded, like.areas, like.words))
                row = " | ".join((name, where.replace("|", "/"), *cells, DRAWINGS.get(name, "")))
                rows.append(f"| {row} |")
                sys.stderr.write(rows[-1] + "\n")
    return "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table; the one argument is the folder of drawings."""
    collection = Path(arguments[0])
    text = (
        "# Our plots beside those of GDAL and MuPDF\n\n"
        "Written by `python -m tests.checkers.drawing.compare_renderers`; the columns are explained there.\n\n"
    )
    target = Path(__file__).with_suffix(".md")
    target.write_text(text + table(collection, DRAWINGS), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
