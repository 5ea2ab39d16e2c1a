"""Whether lengths taken on a sheet are lengths of the building.

Vocabulary
----------
assumed   the unit of a file that nothing tells: neither its header nor anything drawn in it
doubted   the unit a file declares while what is drawn speaks for another
untold    a unit that a file declares, that no drawing of ours is made in, and that nothing drawn confirms: inches are
          what a new file declares by itself
paper     a PDF page without a written scale: its metres are those of the paper
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words

if TYPE_CHECKING:
    from checkers.drawing.model import DrawingSet, Sheet

DRAWN_IN = frozenset({"mm", "m"})
"""units that are believed as declared"""

OF_SIZE = frozenset({"m", "m²"})
"""units of values that a wrong scale makes wrong; counts and shares stay right"""


def of_paper(sheet: Sheet) -> Words | None:
    """Why nothing on the sheet has its true size; None where a scale is known."""
    if sheet.format != "pdf" or sheet.scale is not None:
        return None
    return Words("图面未注明比例，量值为纸面尺寸", "no scale is written on the page, so the value is one of the paper")


def of_unsure_unit(sheet: Sheet, drawings: DrawingSet) -> Words | None:
    """Why the sizes on the sheet may be those of another unit; None where its file's unit is declared or told."""
    for file in drawings.files:
        foreign = file.units_declared is not None and file.units_declared not in DRAWN_IN
        untold = foreign and file.units_why.endswith("declared")
        unsure = untold or "assumed" in file.units_why or "doubted" in file.units_why
        if unsure and sheet.id.startswith(file.sha256[:12]):
            return Words(
                f"图形单位不确定（按 {file.units_used} 量取），请声明绘图单位",
                f"the drawing unit is not certain (measured as {file.units_used}); declare it",
            )
    return None
