"""Rule ``preflight/duplicate-entities``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.repeats import repeats
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/duplicate-entities")
def duplicate_entities(plans: Plans, law: Law) -> Iterator[Finding]:
    """Nothing that is measured or counted is drawn twice over itself.

    Measured: each sheet of a DWG or DXF file; entities of the layers that rules measure on which lie exactly on another
    one of the same kind and layer, whichever end they begin at, layer by layer.
    Silent on: PDF pages, where a filled and stroked path is two entities; hatches, dimensions and texts; outlines that
    nearly cover each other, which closed-boundary looks at.
    """
    for many in plans.recognise(repeats):
        yield law.holds(
            many,
            met=not many.count,
            message=Words(
                f"{many.subject}：图层 {many.layer} 上有 {many.count} 个图元与其他图元完全重叠，影响面积与计数，请用 OVERKILL 清理"
                if many.count
                else f"{many.subject}：参与量取的图层上没有重复图元",
                f"{many.subject}: {many.count} entities on layer {many.layer} lie exactly on others and falsify areas and "
                "counts; clean them up (OVERKILL)"
                if many.count
                else f"{many.subject}: nothing is drawn twice on the layers that are measured",
            ),
            along=many.where if many.count else None,
        )
