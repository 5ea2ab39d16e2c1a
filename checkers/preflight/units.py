"""Rule ``preflight/units``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import SourceFile
    from checkers.features.base import Feature
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/units")
def units(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every file declares millimetres or metres, and is drawn in what it declares.

    Measured: each DWG or DXF file; the unit its header declares against the listed ones, and against the unit that
    dimension texts, door leaves, frames and axis spacings tell. A file that declares none is doubtful even where its
    contents tell one, and so is a unit that only a guess supports.
    Silent on: PDF files, whose lengths are those of paper times the written scale.
    """
    listed = law.table("listed")
    for file in plans.drawings.files:
        shown = [sheet for sheet in plans.sheets if sheet.id.startswith(_start(file))]
        if file.format != "pdf" and shown:
            yield _judged(file, whole(shown[0]), listed, law)


def _start(file: SourceFile) -> str:
    """How the ids of the file's sheets begin."""
    return f"{file.sha256[: len('0123456789ab')]}-"


def _judged(file: SourceFile, thing: Feature, listed: list[str], law: Law) -> Finding:
    declared, used = file.units_declared, file.units_used
    zh, _, en = file.units_why.partition(" / ")
    if "assumed" in file.units_why or "doubted" in file.units_why:
        return law.doubts(
            thing,
            Words(
                f"{file.name}：单位按 {used} 量取，{zh}；请在图形单位（UNITS）中声明毫米或米后重新提交",
                f"{file.name}: measured in {used}, {en}. Declare millimetres or metres (UNITS) and submit again",
            ),
        )
    if declared is None:
        return law.doubts(
            thing,
            Words(
                f"{file.name}：未声明图形单位，{zh}，按 {used} 量取；请在图形单位（UNITS）中声明",
                f"{file.name}: no drawing unit is declared; measured in {used}: {en}. Declare it (UNITS)",
            ),
        )
    met = declared == used and declared in listed
    # a declaration that nothing drawn confirms says nothing of what it is drawn in
    told = declared != used or "confirmed" in file.units_why
    drawn_zh, drawn_en = (f"，实际按 {used} 绘制", f", is drawn in {used}") if told else ("", "")
    return law.holds(
        thing,
        met=met,
        message=Words(
            f"{file.name}：声明单位 {declared}，与图形一致"
            if met
            else f"{file.name}：声明单位 {declared}{drawn_zh}；请改为毫米（总图可为米）并按其绘制",
            f"{file.name}: declared and drawn in {declared}"
            if met
            else f"{file.name}: declares {declared}{drawn_en}. Draw and declare millimetres, or metres for site plans",
        ),
    )
