"""Read a PDF into sheets, one a page.

Vocabulary
----------
point     1/72 inch, the PDF's own unit; y runs down in what PyMuPDF returns and up on a sheet
layer     an optional-content group of the PDF
scale     as written in the page's title block; where none is written, model metres are metres of paper
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pymupdf

from checkers.drawing import cutting, omissions, paper, pdf_layers, pdf_page, pdf_scale, pdf_scan, titleblock
from checkers.drawing.model import Accounted, DrawingSet, Entities, Layer, Omission, SourceFile
from checkers.drawing.pdf_page import PageRead
from checkers.drawing.sheets import Sheets
from checkers.drawing.space import Found
from checkers.errors import CannotReadFile, LimitExceeded

MM = 25.4 / 72
"""millimetres of one point"""
MOST_PAGES = 3000
MOST_SAID = 20
"""pages whose scale is explained"""
PAGE_LABEL = "页码标签"
_NUMBERED = re.compile(r"^[^\W\d_]{1,6}[-— .]?[A-Za-z]?\d{1,4}([-.]\d{1,3})*[A-Za-z]?$")
"""a page label that is a sheet's number such as ``A-101`` or ``建施-03``, not a page number"""
_BROKEN = (RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, OSError, pymupdf.mupdf.FzErrorBase)


@dataclass(slots=True)
class _Reading:
    """One file while its pages are read."""

    sheets: Sheets
    groups: pdf_layers.Groups
    said: list[tuple[int, pdf_scale.Scale]] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    nothing: dict[str, Counter[str]] = field(default_factory=dict)

    def account(self, page: PageRead) -> None:
        """Add one page to the account of the file."""
        self.held.update(page.held)
        self.shown.update(page.shown)
        self.listed.update(page.listed)
        for kind, reasons in page.nothing.items():
            self.nothing.setdefault(kind, Counter()).update(reasons)

    def accounted(self) -> tuple[Accounted, ...]:
        """The account of the file, kind by kind."""
        return tuple(
            Accounted(kind, count, self.shown[kind], self.listed[kind], dict(self.nothing.get(kind, {})))
            for kind, count in sorted(self.held.items())
        )

    def why(self) -> str:
        """On what ground the sheets have their scales; what contradicts itself is named page by page."""
        general = "millimetres of paper times the scale of each sheet"
        every = [(number, scale) for number, scale in self.said if scale.value is not None or scale.contradicted]
        told = sorted(every, key=lambda page: not page[1].contradicted)[:MOST_SAID]
        pages = [f"page {number}: {scale.why}" for number, scale in sorted(told, key=lambda page: page[0])]
        return "; ".join([general, *pages])


def read(path: Path, name: str, sha256: str) -> tuple[DrawingSet, pymupdf.Document, float]:
    """The sheets of a PDF, its open document, and metres of one point on paper."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    pymupdf.TOOLS.reset_mupdf_warnings()
    started = time.perf_counter()
    document = load(path)
    parsed = time.perf_counter() - started
    made = _Reading(Sheets(name, sha256, "pdf"), pdf_layers.groups(document))
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
        units_why=made.why(),
        repairs=tuple(note[:200] for note in repairs),
        seconds={"parse": round(parsed, 4), "normalise": round(time.perf_counter() - started - parsed, 4)},
        entities=made.accounted(),
    )
    return DrawingSet(tuple(made.sheets.made), (source,)), document, MM / 1000


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


def _page(read_: _Reading, document: pymupdf.Document, number: int) -> None:
    try:
        page = document.load_page(number)
        held = pdf_page.read(page, read_.groups)
        label = str(page.get_label() or "").strip()
    except (CannotReadFile, LimitExceeded):
        raise
    except _BROKEN:
        held, label = _nothing(number), ""
    found, size = held.found, held.size_mm
    lost = found.omissions
    bounds = (0.0, 0.0, size[0] / 1000, size[1] / 1000)
    title_block = titleblock.from_texts(found.texts, bounds)
    written = titleblock.agreed_scale(title_block, found.texts)
    if pdf_scan.is_scan(found.entities, size):
        lost.add(Omission.OTHER, pdf_scan.WHAT, pdf_scan.REMEDY)
        scale = pdf_scale.Scale(None, "a scanned page, which cannot be measured")
    else:
        scale = pdf_scale.of_page(written, held.runs, held.segments)
    read_.said.append((number + 1, scale))
    lost.add(Omission.OTHER, "details of another scale", omissions.OTHER_SCALE, scale.others)
    factor = scale.value or 1.0
    cut = cutting.shifted(cutting.whole(found), (factor, 0.0, 0.0, factor, 0.0, 0.0))
    per_metre = 1000 / factor
    read_.sheets.add(
        cut,
        where=f"page:{number + 1}",
        frame=paper.named(*size),
        size_mm=(round(size[0], 2), round(size[1], 2)),
        bounds_m=(0.0, 0.0, size[0] / 1000 * factor, size[1] / 1000 * factor),
        to_mm=(per_metre, 0.0, 0.0, per_metre, 0.0, 0.0),
        scale=scale.value,
        title_block={**title_block, PAGE_LABEL: label} if label else title_block,
        not_displayed=lost.within((None, (factor, 0.0, 0.0, factor, 0.0, 0.0))).listed(),
    )
    sheet = read_.sheets.made[-1]
    if not sheet.number and _NUMBERED.match(label):
        discipline = sheet.discipline or titleblock.discipline_of(title_block, label, sheet.title)
        read_.sheets.made[-1] = replace(sheet, number=label[:60], discipline=discipline)
    read_.account(held)


def _nothing(number: int) -> PageRead:
    """What stands for a page that cannot be read at all."""
    lost = omissions.Omissions()
    lost.add(Omission.DAMAGED, f"page {number + 1}", omissions.DAMAGED)
    found = Found(
        layers=(Layer("", "", True),), entities=Entities.none(), texts=[], blocks=[], dimensions=[], omissions=lost
    )
    return PageRead(found, (210.0, 297.0), [], np.empty((0, 4)))
