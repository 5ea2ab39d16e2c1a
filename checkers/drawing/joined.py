"""Several plotted sheets put into one PDF, every layer of each kept as a layer.

Vocabulary
----------
layer   an optional-content group; groups of one name on different sheets stay apart, so each sheet has its own
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pymupdf


def joined(pdfs: Sequence[Path], target: Path) -> None:
    """Write the pages of these one-sheet PDFs into ``target``, in this order."""
    import pymupdf

    with pymupdf.open() as document:
        shown: list[int] = []
        hidden: list[int] = []
        for pdf in pdfs:
            with pymupdf.open(pdf) as sheet:
                off = {group["name"] for group in sheet.get_ocgs().values() if not group["on"]}
                first = document.xref_length()
                document.insert_pdf(sheet, links=False, final=True)
            for xref in _groups(document, first):
                name = document.xref_get_key(xref, "Name")[1]
                (hidden if name in off else shown).append(xref)
        if shown or hidden:
            document.xref_set_key(document.pdf_catalog(), "OCProperties", _layers(shown, hidden))
        document.save(target, garbage=3, deflate=True)


def _groups(document: pymupdf.Document, first: int) -> list[int]:
    """Numbers of the optional-content groups among the objects from ``first`` on."""
    numbers = range(max(first, 1), document.xref_length())
    return [xref for xref in numbers if document.xref_get_key(xref, "Type") == ("name", "/OCG")]


def _layers(shown: list[int], hidden: list[int]) -> str:
    def listed(groups: list[int]) -> str:
        return "[" + " ".join(f"{xref} 0 R" for xref in groups) + "]"

    every = listed(shown + hidden)
    return f"<</OCGs {every} /D <</Order {every} /ON {listed(shown)} /OFF {listed(hidden)}>>>>"
