"""Read one file, whatever its format, into sheets.

Vocabulary
----------
format    what the bytes are, found by looking at them and never by the file's name
reading   the drawing set of one file together with the open document it came from

Call this only inside the limited child (``isolate.py``) when the bytes are a stranger's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from checkers.drawing.companions import Companion
from checkers.drawing.model import DrawingSet, Omission, SourceFile
from checkers.drawing.signature import detect
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane
    from checkers.drawing.rasters import Raster

__all__ = ["Reading", "detect", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheets of one file, and its document for plotting in the same process."""

    drawing: DrawingSet
    document: object
    """``ezdxf.document.Drawing`` for DXF and DWG, ``pymupdf.Document`` for PDF; a DXF read in columns lacks those"""
    metres_per_unit: float = 1.0
    """metres of one drawing unit of the model space (0.001 for millimetres); for PDF metres of one point on paper"""
    pictures: Mapping[str, Raster] = field(default_factory=dict)
    """pictures of other files of the set, by the path the drawing writes"""
    lane: Lane | None = None
    """entities read in columns, which ``document`` lacks"""
    windows: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """by sheet, the part of its PDF page that it is: left, low, right, high as shares of the page; others are whole"""


def read(path: Path, name: str | None = None, companions: Sequence[Companion] = ()) -> Reading:
    """Read a DXF, DWG or PDF file.

    ``name`` is the name it was uploaded under (default: the path's last part); ``companions`` are the other files of
    its set, the only ones a reference in it can mean.
    Raises CannotReadFile when it is none of the three, damaged beyond repair, locked or empty.
    """
    called = name or path.name
    kind = detect(path)
    sha256 = digest(path)
    if kind == "pdf":
        from checkers.drawing import pdf

        drawing, pages, metres, windows = pdf.read(path, called, sha256)
        return Reading(drawing, pages, metres, windows=windows)
    if kind == "dwg":
        from checkers.drawing import dwg

        return _with_pictures(Reading(*dwg.read(path, called, sha256, companions)), companions)
    from checkers.drawing import dxf

    drawing, opened, metres = dxf.read(path, called, sha256, companions)
    return _with_pictures(Reading(drawing, opened.doc, metres, lane=opened.lane), companions)


def picture(path: Path, name: str) -> Reading:
    """A PNG, JPEG, TIFF or BMP that drawings show: decoded once, without sheets.

    Raises CannotReadFile when it is none of these, damaged or too large.
    """
    from checkers.drawing import rasters

    try:
        found = rasters.opened(path)
    except rasters.NotShown as reason:
        raise CannotReadFile(
            f"图片无法使用：{reason}。请重新导出为 PNG 或 JPEG 后上传。",
            f"The picture cannot be used: {reason}. Export it again as PNG or JPEG and upload it.",
        ) from reason
    source = SourceFile(
        name=name,
        sha256=digest(path),
        format="image",
        version=f"{found.width} x {found.height}",
        encoding="",
        units_declared=None,
        units_used="",
        units_why="",
    )
    return Reading(DrawingSet((), (source,)), None)


def _with_pictures(reading: Reading, companions: Sequence[Companion]) -> Reading:
    """The reading with the pictures its drawing places; those found are no longer missing on the sheets."""
    from checkers.drawing import rasters

    found = rasters.of_document(cast("Drawing", reading.document), companions)
    there = {written[:200] for written in found.shown}
    sheets = tuple(
        replace(
            sheet,
            not_displayed=tuple(
                lost for lost in sheet.not_displayed if lost.kind != Omission.IMAGE or lost.what not in there
            ),
        )
        for sheet in reading.drawing.sheets
    )
    files = tuple(
        replace(
            file,
            bound=(*file.bound, *found.bound),
            wanted=(*file.wanted, *found.wanted),
            repairs=(*file.repairs, *found.notes),
        )
        for file in reading.drawing.files
    )
    return replace(reading, drawing=DrawingSet(sheets, files), pictures=found.shown)


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
