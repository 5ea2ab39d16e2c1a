"""Rule ``preflight/frame-margin``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.on_paper import margins
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/frame-margin")
def frame_margin(plans: Plans, law: Law) -> Iterator[Finding]:
    """The frame line stands off the paper's edge as the standard has it: wide where sheets are bound, narrow elsewhere.

    Measured: each sheet of a standard size; the distance of the frame line from each of the four edges. The binding edge
    is the left one, or the top one of an upright sheet. A sheet of which no frame line was found on some side is
    doubtful.
    Silent on: sheets without a frame or of no standard size, which sheet-size looks at; details.
    """
    for sheet in plans.whole_sheets:
        size = sheet.frame.split("+")[0]
        if size in law.table("others"):
            yield _judged(sheet, size, law)


def _judged(sheet: Sheet, size: str, law: Law) -> Finding:
    label = sheet.number or sheet.file
    found = margins(sheet)
    sides = {"左": found.left, "右": found.right, "上": found.top, "下": found.bottom}
    unknown = [name for name, distance in sides.items() if distance is None]
    if unknown:
        return law.doubts(
            whole(sheet),
            Words(
                f"{label}：{'、'.join(unknown)}侧未找到图框线，无法核对图框边距，请使用标准图框",
                f"{label}: on {len(unknown)} sides no frame line was found, so its margins are unknown. Use a standard frame",
            ),
        )
    binding, other, allowed = law.number("binding"), float(law.table("others")[size]), law.number("tolerance")
    width, height = sheet.size_mm
    wanted = [{"左": binding}, {"上": binding}] if height > width else [{"左": binding}]
    worst = min(
        (
            {
                name: distance
                for name, distance in sides.items()
                if distance is not None and abs(distance - bound.get(name, other)) > allowed
            }
            for bound in wanted
        ),
        key=len,
    )
    told = "、".join(f"{name} {distance:.1f} mm" for name, distance in worst.items())
    return law.holds(
        whole(sheet),
        met=not worst,
        message=Words(
            f"{label}：图框边距 {told} 不符，装订边应为 {binding:g} mm，其余 {other:g} mm"
            if worst
            else f"{label}：图框边距符合规定",
            f"{label}: margins {told}, where {binding:g} mm are asked for at the binding edge and {other:g} mm elsewhere"
            if worst
            else f"{label}: margins as the standard has them",
        ),
    )
