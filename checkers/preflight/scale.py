"""Rule ``preflight/scale``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.dimension_scale import factors
from checkers.features.on_paper import RATIO
from checkers.finding import Comparison, Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

REMEDY = Words("请按绘图比例注写标题栏比例", "state in the title block the scale the sheet is drawn at")


@rule("preflight/scale")
def scale(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every sheet's stated scale is one of the standard and is the scale it is drawn and dimensioned at.

    Measured: each sheet; the ratio in the title block against the listed ratios, then against the ratio between
    drawing and frame; and, where most numbers written at dimensions are larger or smaller than what was drawn by one
    factor, that factor. A sheet that states no single ratio, or whose drawn ratio is unknown, is doubtful.
    Silent on: details, and ratios written under them; a PDF page whose dimensions tell no other ratio, of which only the
    stated one is looked at.
    """
    listed = {float(ratio) for ratio in (*law.table("common"), *law.table("allowed"))}
    for sheet in plans.whole_sheets:
        yield remedied(_judged(sheet, law, listed), REMEDY)
    for sheet in plans.sheets:
        factor = plans.recognise(factors).get(sheet.id)
        if factor is not None:
            label = sheet.number or sheet.file
            yield law.holds(
                whole(sheet),
                met=False,
                message=Words(
                    f"{label}：尺寸数字普遍为图形量值的 {factor:.3g} 倍，图形未按比例绘制，请按尺寸重绘或更正比例",
                    f"{label}: most dimensions say {factor:.3g} times what is drawn, so it is not drawn to scale; draw it "
                    "anew or correct the scale",
                ),
            )


def _judged(sheet: Sheet, law: Law, listed: set[float]) -> Finding:
    label = sheet.number or sheet.file
    said = sheet.title_block.get("比例", "").strip()
    ratio = RATIO.match(said)
    if not said:
        return law.doubts(
            whole(sheet),
            Words(f"{label}：未读到标题栏比例", f"{label}: no scale could be read in the title block"),
        )
    if ratio is None:
        return law.doubts(
            whole(sheet),
            Words(
                f"{label}：标题栏比例为“{said}”，不是单一比例，未核对",
                f"{label}: the title block gives the scale as {said!r}, which is no single ratio; it was not compared",
            ),
        )
    stated = float(ratio.group(1))
    if stated not in listed:
        return law.holds(
            whole(sheet),
            met=False,
            message=Words(
                f"{label}：比例 {said} 不在规定的比例之列", f"{label}: the scale {said} is none of the standard"
            ),
        )
    if sheet.format == "pdf" and sheet.scale == stated:
        return law.holds(
            whole(sheet),
            met=True,
            message=Words(f"{label}：比例 {said} 属规定比例", f"{label}: the scale {said} is one of the standard"),
        )
    if sheet.scale is None:
        return law.doubts(
            whole(sheet),
            Words(
                f"{label}：标注比例 {said}，未能求得实际绘图比例，未核对",
                f"{label}: the scale is given as {said}; at which scale it is drawn could not be found out",
            ),
        )
    same = law.limit(stated, Comparison.EQUAL, unit="", zh="绘图比例分母", en="ratio drawn")
    agrees = abs(sheet.scale - stated) <= law.number("agreement") * stated
    return same.judge(whole(sheet), Measurement(stated if agrees else sheet.scale))
