"""Stamp every page of a PDF with the office's seal, true to size, whatever the page's size and rotation.

Vocabulary
----------
place    millimetres from the lower left corner of the page as it is seen; by default inside the frame's margin,
         which is 25 mm at the binding edge and 10 mm elsewhere (GB/T 50001)
shrunk   on pages too small for a seal of 42 mm it becomes as small as it must
"""

from __future__ import annotations

import io
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from review.results.errors import CannotStamp
from review.results.free_place import free_place
from review.results.seal_face import PANEL, SealFace, content_stream

POINTS = 72 / 25.4
"""points a millimetre"""

BINDING, MARGIN, AIR = 25.0, 10.0, 3.0
_SHARE = 0.42
"""the largest part of a page's width or height the seal may take"""
_MARGIN_SHARE = 0.08


def stamped(
    pdf: bytes,
    seal: SealFace,
    *,
    place: tuple[float, float] | None = None,
    pages: Collection[int] | None = None,
) -> bytes:
    """The PDF with the seal on every page, or on the pages counted from 0; layers and all else stay.

    Raises CannotStamp for a PDF that is damaged, locked, without pages, or signed already (a stamp would break
    the signature).
    """
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            _check(document, pdf)
            with pymupdf.open(stream=face_pdf(seal), filetype="pdf") as face:
                for page in document:
                    if document.xref_get_key(page.xref, "Annots")[0] == "null":
                        document.xref_set_key(page.xref, "Annots", "[]")  # a literal null leaves no room to sign
                    if pages is None or page.number in pages:
                        _place(pymupdf, page, face, place)
            out = io.BytesIO()
            document.save(out, deflate=True, garbage=1, no_new_id=True)
            return out.getvalue()
    except (pymupdf.FileDataError, pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotStamp(
            f"PDF 无法盖章（{error}），请重新输出该图后再试",
            f"the PDF cannot be stamped ({error}); plot it anew and try again",
        ) from error


def _check(document: Any, pdf: bytes) -> None:  # noqa: ANN401 — PyMuPDF carries no types
    if document.needs_pass or document.is_encrypted or document.metadata.get("encryption"):
        raise CannotStamp(
            "PDF 已加密，不能盖章，请提供未加密的文件",
            "the PDF is encrypted and cannot be stamped; give one that is not",
        )
    if document.page_count == 0:
        raise CannotStamp("PDF 没有任何页面", "the PDF has no pages")
    if document.get_sigflags() > 0 and b"/ByteRange" in pdf:
        raise CannotStamp(
            "PDF 已有签名，盖章会使其失效，请改用封面页按哈希签封",
            "the PDF is signed and a stamp would break that; seal it by its hash on a cover sheet instead",
        )


def _place(pymupdf: Any, page: Any, face: Any, place: tuple[float, float] | None) -> None:  # noqa: ANN401 — untyped
    width, height = (length / POINTS for length in (page.rect.width, page.rect.height))
    scale = min(1.0, _SHARE * width / PANEL[0], _SHARE * height / PANEL[1])
    if place is None:
        usual = (min(BINDING + AIR, _MARGIN_SHARE * width), min(MARGIN + AIR, _MARGIN_SHARE * height))
        place = free_place(page, (PANEL[0] * scale, PANEL[1] * scale), usual) or usual
    left, low = place
    left = max(0.0, min(left, width - PANEL[0] * scale))
    low = max(0.0, min(low, height - PANEL[1] * scale))
    seen = pymupdf.Rect(left, height - low - PANEL[1] * scale, left + PANEL[0] * scale, height - low) * POINTS
    page.wrap_contents()
    page.show_pdf_page(seen * page.derotation_matrix, face, 0, rotate=page.rotation, keep_proportion=True)


@lru_cache(maxsize=16)
def face_pdf(seal: SealFace) -> bytes:
    """The face as a PDF of one page in true size."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=PANEL[0] * POINTS, height=PANEL[1] * POINTS)
        stream = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.update_stream(
            stream, f"q {POINTS:.6f} 0 0 {POINTS:.6f} 0 0 cm\n".encode() + content_stream(seal) + b"\nQ"
        )
        document.xref_set_key(page.xref, "Contents", f"{stream} 0 R")
        face: bytes = document.tobytes(deflate=True, no_new_id=True)
        return face
