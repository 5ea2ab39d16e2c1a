"""Rule ``preflight/layer0-defpoints``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.drafting import share_of, switched_off
from checkers.finding import Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Layer
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

NAMELESS = {"0", "DEFPOINTS"}


@rule("preflight/layer0-defpoints")
def layer0_defpoints(plans: Plans, law: Law) -> Iterator[Finding]:
    """Hardly anything lies on layer 0 or Defpoints, and nothing of the building on a layer that does not show.

    Measured: each sheet of a DWG or DXF file; the share of its entities on these two layers. Layers that are frozen,
    off or not plotted and hold things of the building are doubtful, all of a sheet in one finding: rules do not see
    what does not show.
    Silent on: PDF pages; the points that dimensions leave on Defpoints; sheets with next to nothing on them.
    """
    limit = law.at_most("share")

    def nameless(_: Layer, bare: str) -> bool:
        return bare in NAMELESS

    for sheet in plans.sheets:
        if sheet.format == "pdf":
            continue
        share = share_of(sheet, nameless)
        if share.of >= law.number("fewest"):
            finding = limit.judge(whole(sheet), Measurement(share.value, precision=0.0))
            if share.value > limit.value:
                remedy = Words("请将图元移至相应图层", "move them to the layers they belong on")
                finding = remedied(finding, remedy)
            yield finding
        for hidden in switched_off(sheet):
            names = "、".join(hidden.layers)
            yield law.doubts(
                hidden,
                Words(
                    f"{hidden.subject}：图层 {names} 已冻结、关闭或不打印，其上 {hidden.count} 个构件未参与审查；"
                    "如属设计内容请打开图层，否则请删除",
                    f"{hidden.subject}: layers {names} are frozen, off or not plotted; {hidden.count} things on them were "
                    "not looked at. Turn the layers on if they belong to the design, else delete them",
                ),
            )
