"""One page of a PDF made into a sheet: upright, of its own size, and free of everything that acts.

Vocabulary
----------
flattened   annotations and filled-in forms drawn into the page
upright     turned as a reader would show it, with no rotation left
box         the visible part of the page, moved to begin at (0, 0)
window      the part of it that is the sheet, where a page holds several
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.drawing.content_stream import POINTS_PER_MM
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from pathlib import Path

    import pymupdf

Window = tuple[float, float, float, float]
_WHOLE: Window = (0.0, 0.0, 1.0, 1.0)
_BOXES = ("CropBox", "TrimBox", "BleedBox", "ArtBox", "Rotate", "AA", "Annots", "UserUnit", "Metadata", "PieceInfo")


def copy(
    source: pymupdf.Document,
    number: int,
    size_mm: tuple[float, float],
    file: Path,
    window: Window | None = None,
) -> None:
    """Write page ``number`` (from 0) alone into ``file``, ``size_mm`` large, without scripts, links or files.

    Of a page that holds several sheets only the ``window`` is written: its left, low, right and high edge as shares
    of the page as it is seen. Layers keep their names and whether they are shown. Raises CannotReadFile when the page is damaged.
    """
    import pymupdf

    if not 0 <= number < source.page_count:
        raise CannotReadFile(
            f"第 {number + 1} 页不存在，文件共 {source.page_count} 页；请重新提交文件。",
            f"There is no page {number + 1}, the file has {source.page_count}; submit the file again.",
        )
    damage = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
    try:
        _write(source, number, size_mm, file, window)
    except damage:
        try:
            with pymupdf.open("pdf", source.tobytes(garbage=4)) as mended:
                _write(mended, number, size_mm, file, window)
        except damage as error:
            raise CannotReadFile(
                f"第 {number + 1} 页无法读取：{_said(error)}；请重新导出 PDF 后再提交。",
                f"Page {number + 1} cannot be read ({_said(error)}); export the PDF again and submit it anew.",
            ) from error


def _write(
    source: pymupdf.Document, number: int, size_mm: tuple[float, float], file: Path, window: Window | None
) -> None:
    import pymupdf

    with pymupdf.open() as target:
        target.insert_pdf(source, from_page=number, to_page=number, links=False, final=True)
        target.bake()
        _straighten(target, target[0], size_mm, window or _WHOLE)
        if window:
            # what stands outside is taken out, not only covered: nobody can select the texts of another sheet
            page = target.reload_page(target[0])
            page.clip_to_rect(page.rect)
        _keep_layers(source, target)
        target.scrub(hidden_text=False, redactions=False, thumbnails=True)
        target.save(file, garbage=4, deflate=True, no_new_id=True)


def _said(error: BaseException) -> str:
    return str(error.args[0] if error.args else type(error).__name__)[:120]


def _straighten(target: pymupdf.Document, page: pymupdf.Page, size_mm: tuple[float, float], window: Window) -> None:
    """Turn the page upright and move and stretch a window of its box to (0, 0, size)."""
    import pymupdf

    width, height = (side * POINTS_PER_MM for side in size_mm)
    crop, whole = page.cropbox, page.mediabox
    left, right = whole.x0 + crop.x0 - whole.x0, whole.x0 + crop.x1 - whole.x0
    low, high = whole.y1 - crop.y1, whole.y1 - crop.y0
    turn = page.rotation % 360
    move = pymupdf.Matrix(1, 0, 0, 1, -left, -low)
    wide, tall = right - left, high - low
    turned = {
        0: pymupdf.Matrix(1, 0, 0, 1, 0, 0),
        90: pymupdf.Matrix(0, -1, 1, 0, 0, wide),
        180: pymupdf.Matrix(-1, 0, 0, -1, wide, tall),
        270: pymupdf.Matrix(0, 1, -1, 0, tall, 0),
    }[turn]
    if turn in (90, 270):
        wide, tall = tall, wide
    shares = window[2] - window[0], window[3] - window[1]
    shown = pymupdf.Matrix(1, 0, 0, 1, -window[0] * wide, -window[1] * tall)
    fit = pymupdf.Matrix(width / (wide * shares[0]), 0, 0, height / (tall * shares[1]), 0, 0)
    a, b, c, d, e, f = move * turned * shown * fit
    before = f"q {a:.8f} {b:.8f} {c:.8f} {d:.8f} {e:.6f} {f:.6f} cm\n"
    content = page.read_contents()
    xref = target.get_new_xref()
    target.update_object(xref, "<<>>")
    target.update_stream(xref, before.encode() + content + b"\nQ\n", new=True)
    target.xref_set_key(page.xref, "Contents", f"{xref} 0 R")
    target.xref_set_key(page.xref, "MediaBox", f"[0 0 {width:.6f} {height:.6f}]")
    for name in _BOXES:
        target.xref_set_key(page.xref, name, "null")


def _keep_layers(source: pymupdf.Document, target: pymupdf.Document) -> None:
    """Give the copy a list of its layers, hidden where the source hides them."""
    names = {number: group["name"] for number, group in source.get_ocgs().items()}
    if not names:
        return
    states = source.get_layer()
    unseen_first = str(states.get("basestate", "")).upper() == "OFF"
    off_before = set(names) - set(states.get("on", ())) if unseen_first else set(states.get("off", ()))
    hidden = {names[number] for number in off_before if number in names}
    groups = [
        number for number in range(1, target.xref_length()) if target.xref_get_key(number, "Type") == ("name", "/OCG")
    ]
    if not groups:
        return
    off = [number for number in groups if target.xref_get_key(number, "Name")[1] in hidden]
    listed = " ".join(f"{number} 0 R" for number in groups)
    unseen = " ".join(f"{number} 0 R" for number in off)
    catalogue = target.pdf_catalog()
    target.xref_set_key(
        catalogue, "OCProperties", f"<</OCGs [{listed}] /D <</BaseState /ON /Order [{listed}] /OFF [{unseen}]>>>>"
    )
