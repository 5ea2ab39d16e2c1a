"""The cells of the air termination on a roof are small enough for the roof's class of protection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.mesh import OPEN_EDGE, Box, Cell, cells, unenclosed
from checkers.features.roof import Roof, bare_sheets, roofs
from checkers.finding import NOISE, Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/mesh-size")
def mesh_size(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every cell of the air termination fits one of the sizes allowed for the roof's class.

    Measured: strips and the roof's edge enclose the cells; a cell fits a size when some rectangle around it is no
    longer and no wider. The side that decides is reported. Strips that do not meet leave a cell open, which is then
    measured with its neighbour. Doubtful are cells closed only by a strip that ends short of the edge, by the edge
    alone, or open along an edge whose other stretches have a strip; roofs without any strip on a sheet that shows
    strips; roofs whose class is not known.
    Silent on: roofs on sheets without strips, metal roofs that are their own air termination, and whether a strip
    runs along the edge (lightning/perimeter-strip).
    """
    found = [
        roof
        for roof in plans.recognise(roofs)
        if any(other.sheet == roof.sheet and not other.strips.is_empty for other in plans.recognise(roofs))
    ]
    if found and all(roof.protection.value is None for roof in found):
        raise CouldNotRead("facts.buildings[].lightning_class")
    if not found and plans.recognise(roofs):
        raise CouldNotRead("接闪带 (LP_STRIP)")
    for bare in plans.recognise(bare_sheets):
        yield law.doubts(
            bare,
            Words(
                f"{bare.subject}：有接闪带而无闭合的屋面轮廓线，网格无法判定，请绘出闭合屋面轮廓",
                f"{bare.subject}: strips but no closed outline of a roof, so the mesh cannot be judged. "
                "Draw the roof's outline as a closed line",
            ),
        )
    for roof in found:
        yield from _roof(roof, law)


def _roof(roof: Roof, law: Law) -> Iterator[Finding]:
    if roof.protection.value is None:
        yield law.doubts(
            roof,
            Words(
                f"{roof.subject}：防雷类别未注明或不唯一，网格限值无法确定，请在图中注明防雷类别",
                f"{roof.subject}: its class of protection is not written or not unique, so no limit is known. "
                "Write the class on the sheet",
            ),
        )
        return
    if roof.strips.is_empty:
        yield law.doubts(
            roof,
            Words(
                f"{roof.subject}：屋面上未识别到接闪带，请核实接闪措施",
                f"{roof.subject}: no strip recognised on this roof; check how it is protected",
            ),
        )
        return
    found = cells(roof)
    for cell in found:
        yield _judged(cell, roof, law)
    left = unenclosed(roof, found)
    if not left.is_empty:
        yield law.doubts(
            roof,
            Words(
                f"{roof.subject}：有 {left.area:.2f} m² 屋面不在任何网格内，请核实",
                f"{roof.subject}: {left.area:.2f} m² of the roof lie in no cell, please check",
            ),
            along=left,
        )


def _judged(cell: Cell, roof: Roof, law: Law) -> Finding:
    """The finding for the allowed size and the rectangle that come closest to fitting, by the side that decides."""
    table = law.table("mesh")
    sizes: list[list[float]] = table[str(roof.protection.value)]
    _, box, (long, short) = min(
        ((_excess(box, size), box, size) for size in sizes for box in cell.boxes),
        key=lambda fit: (round(fit[0] / NOISE), sizes.index(fit[2])),
    )
    by_length = box.long - long >= box.short - short - NOISE
    allowed = "、".join(f"{a:g}×{b:g}" for a, b in sizes)
    limit = law.limit(
        long if by_length else short,
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"网格 {box.long:.2f}×{box.short:.2f} m（第{roof.protection.value}类允许 {allowed}）{'长' if by_length else '短'}边",
        en=f"cell of {box.long:.2f} by {box.short:.2f} m (class {roof.protection.value}: {allowed}), "
        f"{'long' if by_length else 'short'} side",
    )
    measured = Measurement(box.long if by_length else box.short, box.polygon)
    finding = limit.judge(cell, measured)
    doubt = cell.doubt or roof.protection.doubt
    if finding.verdict is Verdict.MET and doubt is not None:
        return limit.judge(cell, measured, doubt=doubt)
    if cell.bare > OPEN_EDGE:
        note = Words(
            f"；其中 {cell.bare:.2f} m 以屋面轮廓为边，未见接闪带，见周边接闪带检查",
            f"; {cell.bare:.2f} m of its line is the roof's edge without a strip, see lightning/perimeter-strip",
        )
        return replace(finding, message=Words(finding.message.zh + note.zh, finding.message.en + note.en))
    return finding


def _excess(box: Box, size: list[float]) -> float:
    long, short = size
    return max(box.long - long, box.short - short)
