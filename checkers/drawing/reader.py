"""Read one file, whatever its format, into sheets.

Vocabulary
----------
format    what the bytes are, found by looking at them and never by the file's name
reading   the drawing set of one file together with the open document it came from

Call this only inside the limited child (``isolate.py``) when the bytes are a stranger's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from checkers.drawing.model import DrawingSet
from checkers.drawing.signature import detect

__all__ = ["Reading", "detect", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheets of one file, and its document for plotting in the same process."""

    drawing: DrawingSet
    document: object
    """``ezdxf.document.Drawing`` for DXF and DWG, ``pymupdf.Document`` for PDF"""
    metres_per_unit: float = 1.0
    """metres of one drawing unit of the model space (0.001 for millimetres); for PDF metres of one point on paper"""


def read(path: Path, name: str | None = None) -> Reading:
    """Read a DXF, DWG or PDF file.

    ``name`` is the name it was uploaded under (default: the path's last part).
    Raises CannotReadFile when it is none of the three, damaged beyond repair, locked or empty.
    """
    called = name or path.name
    kind = detect(path)
    sha256 = digest(path)
    if kind == "pdf":
        from checkers.drawing import pdf

        return Reading(*pdf.read(path, called, sha256))
    if kind == "dwg":
        from checkers.drawing import dwg

        return Reading(*dwg.read(path, called, sha256))
    from checkers.drawing import dxf

    return Reading(*dxf.read(path, called, sha256))


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
