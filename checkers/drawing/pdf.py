"""Read a PDF into sheets, one a page.

Vocabulary
----------
point     1/72 inch, the PDF's own unit; y runs down in what PyMuPDF returns and up on a sheet
layer     an optional-content group of the PDF
scale     as written in the page's title block; where none is written, model metres are metres of paper
"""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pymupdf

from checkers.drawing import cutting, layers, omissions, paper, pdf_paths, titleblock
from checkers.drawing.foreign import Page
from checkers.drawing.model import DrawingSet, Layer, Omission, SourceFile, Text
from checkers.drawing.sheets import Sheets
from checkers.drawing.space import Found, Strokes
from checkers.drawing.wording import clean, is_garbled
from checkers.errors import CannotReadFile

MM = 25.4 / 72
"""millimetres of one point"""
MOST_PAGES = 3000
_LARGEST = 20_000.0
"""millimetres of one edge of a page"""
_BROKEN = (RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, OSError, pymupdf.mupdf.FzErrorBase)
_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE


def read(path: Path, name: str, sha256: str) -> tuple[DrawingSet, pymupdf.Document, float]:
    """The sheets of a PDF, its open document, and metres of one point on paper."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    pymupdf.TOOLS.reset_mupdf_warnings()
    started = time.perf_counter()
    document = load(path)
    parsed = time.perf_counter() - started
    made = Sheets(name, sha256, "pdf")
    for number in range(document.page_count):
        _page(made, document, number)
    repairs = ["the file's structure was repaired"] if document.is_repaired else []
    repairs += sorted(set(pymupdf.TOOLS.mupdf_warnings().splitlines()))[:20]
    source = SourceFile(
        name=name,
        sha256=sha256,
        format="pdf",
        version=str((document.metadata or {}).get("format") or "PDF"),
        encoding="",
        units_declared=None,
        units_used="mm",
        units_why="millimetres of paper times the scale written on each sheet",
        repairs=tuple(note[:200] for note in repairs),
        seconds={"parse": round(parsed, 4), "normalise": round(time.perf_counter() - started - parsed, 4)},
    )
    return DrawingSet(tuple(made.made), (source,)), document, MM / 1000


def load(path: Path) -> pymupdf.Document:
    """Open a PDF; CannotReadFile when it is locked, without pages, or beyond repair."""
    try:
        document = pymupdf.open(path, filetype="pdf")
    except _BROKEN as error:
        raise _damaged(error, path) from error
    if document.needs_pass:
        raise CannotReadFile(
            "PDF 已加密，需要口令才能打开。请去除口令后重新上传。",
            "The PDF is encrypted and asks for a password. Remove the password and upload it again.",
        )
    try:
        pages = document.page_count
    except _BROKEN as error:
        raise _damaged(error, path) from error
    if pages < 1:
        raise CannotReadFile(
            "PDF 没有任何页面。请从设计软件重新打印或导出 PDF。",
            "The PDF has no pages. Print or export it again from the design program.",
        )
    if pages > MOST_PAGES:
        raise CannotReadFile(
            f"PDF 有 {pages} 页，超过 {MOST_PAGES} 页上限。请拆分后上传。",
            f"The PDF has {pages} pages, more than {MOST_PAGES}. Split it and upload the parts.",
        )
    return document


def _damaged(error: Exception, path: Path) -> CannotReadFile:
    # PyMuPDF names the whole path, which is nobody's business
    reason = " ".join(str(error).replace(str(path), path.name).split())[:100]
    return CannotReadFile(
        f"PDF 已损坏，无法打开（{reason}）。请从设计软件重新打印或导出。",
        f"The PDF is damaged and cannot be opened ({reason}). Print or export it again.",
    )


def _page(made: Sheets, document: pymupdf.Document, number: int) -> None:
    lost = omissions.Omissions()
    strokes = Strokes()
    texts: list[Text] = []
    names: dict[str, int] = {"": 0}
    size = (210.0, 297.0)
    try:
        page = document.load_page(number)
        width, height = float(page.rect.width) * MM, float(page.rect.height) * MM
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise ValueError("a page of no usable size")
        size = (width, height)
        pdf_paths.draw(page, strokes, names, height, prefix=f"{number + 1}.", lost=lost)
        texts = _texts(page, height, lost)
    except _BROKEN:
        lost.add(Omission.DAMAGED, f"page {number + 1}", omissions.DAMAGED)
    entities, _ = strokes.rows()
    found = Found(
        layers=tuple(_layers(document, names)),
        entities=entities,
        texts=texts,
        blocks=[],
        dimensions=[],
        omissions=lost,
    )
    bounds = (0.0, 0.0, size[0] / 1000, size[1] / 1000)
    title_block = titleblock.from_texts(texts, bounds)
    scale = titleblock.agreed_scale(title_block, texts)
    factor = scale or 1.0
    cut = cutting.shifted(cutting.whole(found), (factor, 0.0, 0.0, factor, 0.0, 0.0))
    per_metre = 1000 / factor
    made.add(
        cut,
        where=f"page:{number + 1}",
        frame=paper.named(*size),
        size_mm=(round(size[0], 2), round(size[1], 2)),
        bounds_m=(0.0, 0.0, size[0] / 1000 * factor, size[1] / 1000 * factor),
        to_mm=(per_metre, 0.0, 0.0, per_metre, 0.0, 0.0),
        scale=scale,
        title_block=title_block,
        not_displayed=lost.listed(),
    )


def _layers(document: pymupdf.Document, names: dict[str, int]) -> list[Layer]:
    try:
        states = {group["name"]: bool(group["on"]) for group in document.get_ocgs().values()}
    except _BROKEN:
        states = {}
    return [
        Layer(name=name, meaning=layers.meaning(name), visible=states.get(name, True), plots=layers.plots(name))
        for name in names
    ]


def _texts(page: Page, height: float, lost: omissions.Omissions) -> list[Text]:
    """The texts of a page in metres of paper, split where a line leaves a gap."""
    found: list[Text] = []
    for block in page.get_text("dict", flags=_TEXT_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            a, b, c, d, right, up = page.rotation_matrix
            across, down = line["dir"]
            turned = math.degrees(math.atan2(-(across * b + down * d), across * a + down * c)) % 360.0
            for content, (from_x, from_y), size in _runs(line["spans"], across, down):
                x, y = from_x * a + from_y * c + right, from_x * b + from_y * d + up
                words = clean(content)
                if is_garbled(content):
                    lost.add(Omission.ENCODING, "text without Unicode", omissions.ENCODING)
                if words and math.isfinite(x) and math.isfinite(y):
                    found.append(
                        Text(
                            content=words,
                            x=x * MM / 1000,
                            y=(height - y * MM) / 1000,
                            height=size * MM / 1000,
                            rotation=turned,
                            layer=0,
                            handle=f"{page.number + 1}.t{len(found)}",
                        )
                    )
    return found


def _runs(spans: list[dict[str, Any]], across: float, down: float) -> list[tuple[str, tuple[float, float], float]]:
    """Spans of one line joined while they follow each other within a letter's width."""
    runs: list[tuple[str, tuple[float, float], float]] = []
    end = -math.inf
    for span in spans:
        if not span["text"].strip():
            continue
        x, y = span["origin"]
        box, size = span["bbox"], float(span["size"])
        corners = [box[i] * across + box[j] * down for i in (0, 2) for j in (1, 3)]
        begin, stop = min(corners), max(corners)
        if runs and begin - end <= size:
            text, origin, letters = runs[-1]
            runs[-1] = (text + span["text"], origin, letters)
        else:
            runs.append((span["text"], (float(x), float(y)), size))
        end = stop
    return runs
