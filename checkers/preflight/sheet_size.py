"""Rule ``preflight/sheet-size``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.finding import remedied, written
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

REMEDY = Words("请改用标准图幅", "use a size of the standard")


@rule("preflight/sheet-size")
def sheet_size(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every sheet has a size of the drawing standard.

    Measured: each sheet; both sides on paper against the nearest listed size, in either direction. A drawing in
    model space in which no frame was found is doubtful: its size is unknown.
    Silent on: how many different sizes one set uses; details, which are parts of their sheet's paper.
    """
    tolerance = law.number("tolerance")
    sizes = [(name, size["short"], long) for name, size in law.table("sizes").items() for long in size["long"]]
    for sheet in plans.whole_sheets:
        short, long = sorted(sheet.size_mm)
        label = sheet.number or sheet.file
        if not sheet.frame and sheet.scale is None and sheet.where == "model":
            yield law.doubts(
                whole(sheet),
                Words(
                    f"{label}：模型空间中未识别到图框，无法核对图幅，请使用标准图框",
                    f"{label}: no frame was found in model space, so the size is unknown; use a standard frame",
                ),
            )
            continue
        name, near_short, near_long = min(sizes, key=lambda size: max(abs(size[1] - short), abs(size[2] - long)))
        off = max(abs(near_short - short), abs(near_long - long))
        found = f"{written(short, '')}×{written(long, 'mm')}"
        finding = law.holds(
            whole(sheet),
            met=off <= tolerance,
            message=Words(
                f"{label}：图幅 {found}，最接近 {name}（{near_short}×{near_long} mm）",
                f"{label}: the sheet is {found}, nearest to {name} ({near_short}×{near_long} mm)",
            ),
        )
        yield remedied(finding, REMEDY)
