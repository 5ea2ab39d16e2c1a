"""Read a PDF into sheets: one a page, or one for each frame where a page has several.

Vocabulary
----------
point     1/72 inch, the PDF's own unit; y runs down in what PyMuPDF returns and up on a sheet
layer     an optional-content group of the PDF
scale     as written in the page's title block; where none is written, model metres are metres of paper
window    the part of a page that is a sheet
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pymupdf
import shapely

from checkers.drawing import (
    cutting,
    omissions,
    paper,
    pdf_frames,
    pdf_layers,
    pdf_page,
    pdf_scale,
    pdf_scan,
    titleblock,
)
from checkers.drawing.model import Accounted, DrawingSet, Entities, Layer, Omission, SourceFile
from checkers.drawing.pdf_frames import PageFrame
from checkers.drawing.pdf_page import PageRead
from checkers.drawing.sheets import Sheets, outside
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
Window = tuple[float, float, float, float]
_BROKEN = (RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, OSError, pymupdf.mupdf.FzErrorBase)


@dataclass(slots=True)
class _Reading:
    """One file while its pages are read."""

    sheets: Sheets
    groups: pdf_layers.Groups
    said: list[tuple[str, pdf_scale.Scale]] = field(default_factory=list)
    """of each sheet its page, and its frame where the page has several"""
    windows: dict[str, Window] = field(default_factory=dict)
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
        order = {place: at for at, (place, _) in enumerate(every)}
        told = sorted(every, key=lambda page: not page[1].contradicted)[:MOST_SAID]
        pages = [f"page {place}: {scale.why}" for place, scale in sorted(told, key=lambda page: order[page[0]])]
        return "; ".join([general, *pages])


def read(path: Path, name: str, sha256: str) -> tuple[DrawingSet, pymupdf.Document, float, dict[str, Window]]:
    """The sheets of a PDF, its open document, metres of one point on paper, and the windows of its sheets.

    A sheet that is a part of its page has a window: left, low, right and high as shares of the page as it is seen.
    """
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
    return DrawingSet(tuple(made.sheets.made), (source,)), document, MM / 1000, made.windows


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
    scanned = pdf_scan.is_scan(held.found.entities, held.size_mm)
    if scanned:
        held.found.omissions.add(Omission.OTHER, pdf_scan.WHAT, pdf_scan.REMEDY)
    frames = [] if scanned else pdf_frames.of_page(held.found, held.size_mm)
    if len(frames) > 1:
        _framed(read_, number, held, frames)
    else:
        _single(read_, number, held, label, frames[0] if frames else None, scanned=scanned)
    read_.account(held)


def _single(
    read_: _Reading, number: int, held: PageRead, label: str, frame: PageFrame | None, *, scanned: bool
) -> None:
    """The one sheet of a page: the page itself, or its only frame."""
    if frame is not None:
        _framed(read_, number, held, [frame], label)
        return
    whole = PageFrame((0.0, 0.0, held.size_mm[0] / 1000, held.size_mm[1] / 1000), paper.named(*held.size_mm))
    cut = cutting.whole(held.found)
    title_block = titleblock.from_texts(cut.texts, whole.bounds)
    if scanned:
        scale = pdf_scale.Scale(None, "a scanned page, which cannot be measured")
    else:
        scale = pdf_scale.of_page(titleblock.agreed_scale(title_block, cut.texts), held.runs, held.segments)
    _sheet(read_, held, whole, scale, cut, f"page:{number + 1}", label)


def _framed(read_: _Reading, number: int, held: PageRead, frames: Sequence[PageFrame], label: str = "") -> None:
    """A sheet for each frame of a page; what stands in none of them is listed on the first."""
    places = cutting.Held.of(held.found)
    settled = [_settled(held, frame, places) for frame in frames]
    stray = outside(held.found, places, [frame.bounds for frame, _ in settled])
    begun = len(read_.sheets.made)
    for index, (frame, scale) in enumerate(settled, start=1):
        where = f"page:{number + 1}" if len(frames) == 1 else f"page:{number + 1}/{index}"
        cut = cutting.within(held.found, frame.bounds, places)
        _sheet(read_, held, frame, scale, cut, where, label, window=shapely.box(*frame.bounds))
        left, low, right, high = (1000 * edge / held.size_mm[at % 2] for at, edge in enumerate(frame.bounds))
        read_.windows[read_.sheets.made[-1].id] = left, low, right, high
    first = read_.sheets.made[begun]
    lost = omissions.as_one(first.not_displayed, stray.listed(), held.found.omissions.left_over().listed())
    read_.sheets.made[begun] = replace(first, not_displayed=lost)


def _settled(held: PageRead, frame: PageFrame, places: cutting.Held) -> tuple[PageFrame, pdf_scale.Scale]:
    """A frame with the reduction that its scale bears out, and its scale."""
    texts = cutting.within(held.found, frame.bounds, places).texts
    written = titleblock.agreed_scale(titleblock.from_texts(texts, frame.bounds), texts)
    runs, segments = held.inside(frame.bounds)
    scale, reduction = pdf_scale.of_frame(written, runs, segments, frame.size_mm, frame.reduction)
    return (frame if reduction == frame.reduction else frame.reduced_to(reduction)), scale


def _sheet(  # noqa: PLR0917 (what a sheet is made of)
    read_: _Reading,
    held: PageRead,
    frame: PageFrame,
    scale: pdf_scale.Scale,
    cut: cutting.Cut,
    where: str,
    label: str,
    window: shapely.Polygon | None = None,
) -> None:
    """One sheet of a page; ``window`` is the part of the page it stands in, None for all of it."""
    title_block = titleblock.from_texts(cut.texts, frame.bounds)
    read_.said.append((where.removeprefix("page:"), scale))
    # metres of the building for one metre of the page
    factor = (scale.value or 1.0) / frame.reduction
    per_metre = 1000 / (scale.value or 1.0)
    left, low, right, high = (edge * factor for edge in frame.bounds)
    moved = (factor, 0.0, 0.0, factor, 0.0, 0.0)
    lost = held.found.omissions.within((window, moved))
    lost.add(Omission.OTHER, "details of another scale", omissions.OTHER_SCALE, scale.others)
    width, height = held.size_mm if window is None else frame.size_mm
    read_.sheets.add(
        cutting.shifted(cut, moved),
        where=where,
        frame=frame.name,
        size_mm=(round(width, 2), round(height, 2)),
        bounds_m=(left, low, right, high),
        to_mm=(per_metre, 0.0, 0.0, per_metre, -left * per_metre, -low * per_metre),
        scale=scale.value,
        title_block={**title_block, PAGE_LABEL: label} if label else title_block,
        not_displayed=lost.listed(),
    )
    sheet = read_.sheets.made[-1]
    if not sheet.number and _NUMBERED.match(label):
        discipline = sheet.discipline or titleblock.discipline_of(title_block, label, sheet.title)
        read_.sheets.made[-1] = replace(sheet, number=label[:60], discipline=discipline)


def _nothing(number: int) -> PageRead:
    """What stands for a page that cannot be read at all."""
    lost = omissions.Omissions()
    lost.add(Omission.DAMAGED, f"page {number + 1}", omissions.DAMAGED)
    found = Found(
        layers=(Layer("", "", True),), entities=Entities.none(), texts=[], blocks=[], dimensions=[], omissions=lost
    )
    return PageRead(found, (210.0, 297.0), [], np.empty((0, 4)))
