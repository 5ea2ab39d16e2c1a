"""Plot the sheets of one file as vector PDFs with layers, and as pictures.

Vocabulary
----------
sheet     one framed drawing; its page is as large as its paper
space     model space or a layout; drawn once and dealt out to the sheets that show it
viewport  a window of a layout through which model space is seen
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from checkers.drawing import picture
from checkers.drawing.model import MOST_NAMED_PLACES, NotDisplayed, Omission, Sheet

if TYPE_CHECKING:
    import pymupdf
    from ezdxf.document import Drawing

    from checkers.drawing.content_stream import Content, Part
    from checkers.drawing.plot_recording import Missing
    from checkers.drawing.reader import Reading

BLANK = "PLOT (blank)"
"""the plot shows hardly anything of what was read on its sheet"""
_FAR_FEWER = 20
_FONT = (
    "该字符在字体中没有字形，以 〓 代替；请改用常用字或将其分解为线条。",
    "No glyph for this character; 〓 stands in its place. Use a common character, or explode it into lines.",
)


@dataclass(frozen=True, slots=True)
class PlottedSheet:
    """A sheet on disk: its PDF, its picture, and what plotting it could not show."""

    sheet: str
    """id of the sheet"""
    pdf: Path
    picture: Path
    picture_size: tuple[int, int]
    """pixels"""
    not_displayed: tuple[NotDisplayed, ...]


def plot(reading: Reading, folder: Path, *, colour: bool = True) -> list[PlottedSheet]:
    """Plot every sheet of the reading into ``folder`` as ``<sheet id>.pdf`` and a picture beside it.

    The page is ``size_mm`` large and lies as ``to_mm`` says; every layer is an optional-content group. The same
    reading gives the same bytes. Layer ``EXPECT``, ``Defpoints`` and layers that are off, frozen or do not plot
    are left out. Without ``colour`` ink is black and tints are grey; pages of a PDF stay as they are.
    What cannot be drawn is listed and stops nothing; a page that is damaged as a whole raises CannotReadFile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if all(sheet.format == "pdf" for sheet in reading.drawing.sheets):
        return list(_pages(reading, folder))
    return list(_spaces(reading, folder, colour=colour))


def _pages(reading: Reading, folder: Path) -> Iterator[PlottedSheet]:
    from checkers.drawing import plot_pages

    document = cast("pymupdf.Document", reading.document)
    for sheet in reading.drawing.sheets:
        pdf = folder / f"{sheet.id}.pdf"
        number, _, _ = sheet.where.removeprefix("page:").partition("/")
        plot_pages.copy(document, int(number) - 1, sheet.size_mm, pdf, reading.windows.get(sheet.id))
        yield _finished(sheet, pdf, ())


def _spaces(reading: Reading, folder: Path, *, colour: bool) -> Iterator[PlottedSheet]:
    from checkers.drawing import content_stream, vector_pdf
    from checkers.drawing.plot_spaces import Spaces

    document = cast("Drawing", reading.document)
    spaces = Spaces(document, reading.drawing, reading.metres_per_unit, reading.pictures, reading.lane)
    for sheet in reading.drawing.sheets:
        content = content_stream.Content(sheet.size_mm, colour=colour)
        parts = spaces.parts(sheet)
        for part in parts:
            content_stream.write(part, content)
        pdf = folder / f"{sheet.id}.pdf"
        pdf.write_bytes(vector_pdf.written(content, " ".join(filter(None, (sheet.number, sheet.title)))))
        yield _finished(sheet, pdf, _omitted(parts, sheet, content), content.primitives)


def _finished(sheet: Sheet, pdf: Path, omitted: tuple[NotDisplayed, ...], drawn: int | None = None) -> PlottedSheet:
    """The sheet with its picture; ``drawn``: how many primitives its page holds, where that is known."""
    from checkers.drawing import omissions

    file, size, seen = picture.draw(pdf, pdf.with_suffix(""))
    read = _to_be_seen(sheet)
    if read and (not seen or (drawn is not None and drawn * _FAR_FEWER < read)):
        blank = NotDisplayed(Omission.OTHER, BLANK, read, *omissions.BLANK)
        omitted = (*omitted, blank)
    return PlottedSheet(sheet.id, pdf, file, size, omitted)


def _to_be_seen(sheet: Sheet) -> int:
    """How many entities and texts of a sheet a plot should show."""
    plots = [layer.visible and layer.plots and layer.meaning != "EXPECT" for layer in sheet.layers]
    entities = sheet.entities.visible & np.array(plots or [False])[sheet.entities.layer]
    return int(entities.sum()) + sum(text.visible and plots[text.layer] for text in sheet.texts)


def _omitted(parts: list[Part], sheet: Sheet, content: Content) -> tuple[NotDisplayed, ...]:
    """What the sheet's parts could not show here, counted."""
    places: dict[tuple[Omission, str], list[tuple[float, float]]] = {}
    counts = Counter({(Omission.OTHER, f"LTYPE {name}"): count for name, count in content.undrawn.items()})
    counts.update({(Omission.IMAGE, written): count for written, count in content.unshown.items()})
    counts.update({(Omission.OTHER, what): count for what, count in content.allowance.left_out.items() if count})
    for part in parts:
        for missing in part.recording.missing:
            if not _here(missing, part, sheet):
                continue
            counts[missing.kind, missing.what] += 1
            if missing.place is not None:
                places.setdefault((missing.kind, missing.what), []).append(
                    _in_model(_on_page(missing.place, part), sheet)
                )
        damaged = int((~part.columns.sound).sum())
        if damaged:
            counts[Omission.DAMAGED, "NaN"] += damaged
    return tuple(
        NotDisplayed(
            kind, what, count, *_remedy(kind, what), places=tuple(places.get((kind, what), ())[:MOST_NAMED_PLACES])
        )
        for (kind, what), count in sorted(counts.items(), key=lambda item: (item[0][0], item[0][1]))
    )


def _here(missing: Missing, part: Part, sheet: Sheet) -> bool:
    """Whether the missing thing lies on this sheet, as far as it says where it is."""
    if missing.place is None:
        return True
    px, py = _on_page(missing.place, part)
    (left, bottom), (right, top) = (0.0, 0.0), sheet.size_mm
    if part.outline is not None:
        (left, bottom), (right, top) = part.outline.min(axis=0), part.outline.max(axis=0)
    return not (px < left or px > right or py < bottom or py > top)


def _on_page(place: tuple[float, float], part: Part) -> tuple[float, float]:
    """A place of a part in paper millimetres."""
    (a, b, c, d, e, f), (x, y) = part.matrix, place
    return a * x + c * y + e, b * x + d * y + f


def _in_model(at: tuple[float, float], sheet: Sheet) -> tuple[float, float]:
    """A place on the paper in model metres of its sheet."""
    from checkers.drawing.viewports import inverse

    a, b, d, e, right, up = inverse(sheet.to_mm)
    return a * at[0] + b * at[1] + right, d * at[0] + e * at[1] + up


def _remedy(kind: Omission, what: str) -> tuple[str, str]:
    from checkers.drawing import omissions, plot_density

    if what in {plot_density.DENSE_FILL, plot_density.DENSE_LINE, plot_density.DENSE_TEXT}:
        return omissions.TOO_DENSE
    return {
        Omission.PROXY: omissions.remedy_of(what, Omission.PROXY),
        Omission.XREF: omissions.remedy_of_reference(what),
        Omission.IMAGE: omissions.IMAGE,
        Omission.DAMAGED: omissions.DAMAGED,
        Omission.FONT: _FONT,
        Omission.OTHER: omissions.remedy_of(what, Omission.OTHER),
    }[kind]
